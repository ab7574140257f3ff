"""What is due: seven days before its last one, by day, and only by rules that are in force."""

from datetime import date, timedelta

import pytest

from tests import builders
from villagedesk import norms
from villagedesk.desk.due import due_soon
from villagedesk.ledgers.decisions.seen import matters_seen

TODAY = date(2026, 11, 22)
WHO = builders.person("刘伟")
HOMES = [builders.household(uid=uid, number=uid) for uid in ("001", "002")]
LIVING = [builders.person(f"户主{one.uid}", household=one.uid, relation="02") for one in HOMES]


def day(days):
    return (TODAY + timedelta(days)).isoformat()


def due(*records, rules=None):
    facts, rules = builders.facts(*records), rules or norms.rules()
    return due_soon(facts, TODAY, rules, matters_seen(facts, TODAY, rules))


def said(*records):
    return [one.said for one in due(*records)]


def visited(days_ago, *homes, kinds=None):
    """Households that somebody looks after, each last visited so many days ago."""
    held = [builders.looks_after(WHO, home, kinds=kinds) for home in homes]
    visits = [builders.visit(WHO, home, day(-days_ago)) for home in homes]
    return WHO, *HOMES, *LIVING, *held, *visits


def performing(due_on, **values):
    return builders.agreement("2026-11-20", due_on=due_on, performance="履行中", **values)


@pytest.mark.parametrize(("ago", "counts"), [(22, False), (23, True), (30, True), (31, True)])
def test_a_case_is_due_in_the_last_week_of_its_thirty_days_and_after(ago, counts):
    found = due(builders.quarrel("2026-007", day(-ago), kind="邻里"))
    assert bool(found) is counts
    if found:
        assert found[0].said == "2026-007 邻里：该有调解结果了"
        assert found[0].day == TODAY + timedelta(30 - ago)
        assert found[0].page == "case"
        assert "三十三条" in found[0].rule


def test_the_court_is_asked_in_time():
    found = due(builders.agreement(day(-25), case_no="2026-007"))
    assert [one.day for one in found] == [TODAY + timedelta(5)]
    assert "司法确认" in found[0].said


@pytest.mark.parametrize(("days", "counts"), [(8, False), (7, True), (-3, True)])
def test_an_agreement_is_to_be_performed(days, counts):
    assert bool(due(performing(day(days)))) is counts


def test_what_was_performed_and_not_visited_stands_last_and_without_a_day():
    done = [
        builders.agreement("2026-09-01", uid=f"c{n}", case_no=f"2026-00{n}", performance="已履行")
        for n in range(1, 5)
    ]
    *_, last = due(*done, performing(day(1)))
    assert last.said == "2026-001、2026-002、2026-003 等 4 件：已经履行，还没有回访"
    assert (last.day, last.page, last.uid) == (None, "mediation", "")
    only = due(done[0])[0]
    assert (only.page, only.uid) == ("case", "c1")


@pytest.mark.parametrize(
    ("ago", "kinds", "counts"),
    [(172, None, False), (173, None, True), (22, "低保户", False), (23, "低保户", True)],
)
def test_a_household_is_to_be_visited_within_its_days(ago, kinds, counts):
    assert bool(due(*visited(ago, HOMES[0], kinds=kinds))) is counts


def test_one_household_is_begun_with_and_several_are_one_line():
    (one,) = due(*visited(175, HOMES[0]))
    assert (one.page, one.uid, one.roll) == ("contacts", "001", "household")
    assert one.said == "001 户主001该走访了（刘伟联系）"
    (both,) = due(*visited(190, *HOMES))
    assert both.said.startswith("2 户该走访了，最先是 001 户主001")
    assert (both.uid, both.about) == ("", frozenset({"001", "002"}))
    assert both.day == TODAY - timedelta(10)


def test_a_household_nobody_looks_after_is_not_to_be_visited():
    assert due(WHO, *HOMES, *LIVING, builders.visit(WHO, HOMES[0], day(-400))) == ()


def test_a_paper_is_due_while_it_hangs_and_says_so_by_its_rule():
    one = builders.decision("修路", published_on=day(-3), published_until=day(3))
    held = builders.stage(one, "决议", held_on=day(-5), passed=True)
    (found,) = due(one, held)
    assert (found.page, found.day, found.norm) == (
        "matter",
        TODAY + timedelta(3),
        "decisions.publicity_lasts",
    )


def test_a_resolution_is_due_to_be_published():
    one = builders.decision("修路")
    stages = [
        builders.stage(one, kind, held_on=day(-2), passed=True)
        for kind in ("提议", "商议", "审议", "决议")
    ]
    (found,) = due(one, *stages)
    assert (found.day, found.norm) == (TODAY + timedelta(1), "decisions.decision_is_published")


def test_what_is_most_pressing_stands_first():
    late = builders.quarrel("2026-002", day(-40))
    soon = builders.quarrel("2026-001", day(-25))
    assert [one.said[:8] for one in due(soon, late)] == ["2026-002", "2026-001"]


def test_what_a_county_does_not_ask_for_is_not_due():
    off = norms.rules("[mediation.case_is_settled_in_time]\noff = true")
    assert due(builders.quarrel("2026-007", day(-29)), rules=off) == ()

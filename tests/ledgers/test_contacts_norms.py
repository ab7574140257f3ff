"""Each rule of the contact households on both sides of its bounds."""

import pytest

from tests.builders import (
    branch,
    cell,
    decision,
    group,
    household,
    lies_in,
    looks_after,
    member,
    penalty,
    person,
    quarrel,
    tie,
    village,
    visit,
)
from tests.rulings import found, messages
from villagedesk.checks.contacts import issue_is_closed
from villagedesk.declare import Level
from villagedesk.ledgers.contacts import norms
from villagedesk.ledgers.contacts.tables import CellParty, HomeKind, IssueState
from villagedesk.people import HEAD, Penalty, Presence

ON = "2026-11-22"
LIU, ZHANG = person("刘伟", uid="liu", born="1980-05-01"), person("张敏", uid="zhang")
HOME = household(uid="home", number="01023", group="g1")
HEAD_OF = person("王秀英", uid="wang", household="home", relation=HEAD)
VILLAGE = (village(), LIU, ZHANG, HOME, HEAD_OF)


def said(norm, *records, on=ON, **numbers):
    return messages(norm, on, *VILLAGE, *records, **numbers)


def levels(norm, *records, on=ON):
    return [(one.subject, one.level) for one in found(norm, on, *VILLAGE, *records)]


def homes(count, who=LIU, **values):
    """So many households, each looked after."""
    many = [household(uid=f"h{n}") for n in range(count)]
    return [*many, *(looks_after(who, one, **values) for one in many)]


def test_a_household_without_a_member_is_named_by_number_and_head():
    other = household(uid="other", number="01024")
    [one] = found(norms.household_has_member, ON, *VILLAGE, other, looks_after(LIU, other))
    assert (one.uid, one.subject, one.message) == ("home", "01023 王秀英", "没有联系党员")


def test_nothing_is_said_before_anybody_looks_after_a_household():
    assert said(norms.household_has_member) == []


@pytest.mark.parametrize(
    ("since", "until", "covered"),
    [
        ("2025-01-01", None, True),
        (None, None, True),
        ("2026-11-22", None, True),
        ("2026-11-23", None, False),
        ("2026-11", None, True),
        ("2025-01-01", "2026-11-22", False),
        ("2025-01-01", "2026-11-23", True),
        ("2025-01-01", "2026-11", True),
        ("2025-01-01", "2026-10", False),
        ("2025-01-01", "2026", True),
    ],
)
def test_a_contact_holds_from_its_first_day_until_the_day_it_ends(since, until, covered):
    given, begun = looks_after(LIU, HOME, since=since, until=until), looks_after(ZHANG, "elsewhere")
    assert (said(norms.household_has_member, given, begun) == []) is covered


def test_who_has_died_looks_after_nobody():
    gone = person("陈强", presence=Presence.DEAD)
    message = "联系党员陈强已去世，还没有换别的联系党员"
    assert said(norms.household_has_member, gone, looks_after(gone, HOME)) == [message]


def test_nobody_need_look_after_a_household_that_moved_away():
    away = household(uid="away")
    rows = [away, person("赵六", household="away", presence=Presence.MOVED)]
    assert said(norms.household_has_member, *rows, looks_after(LIU, HOME)) == []
    rows.append(person("赵七", household="away", presence=Presence.AWAY))
    assert said(norms.household_has_member, *rows, looks_after(LIU, HOME)) == ["没有联系党员"]


def test_two_members_at_the_same_time_are_one_too_many():
    both = [looks_after(LIU, HOME), looks_after(ZHANG, HOME, since="2026-11-22")]
    message = "同时有 2 名联系党员：刘伟、张敏"
    assert said(norms.household_has_one_member, *both) == [message]


def test_one_may_follow_the_other_on_the_same_day():
    both = [looks_after(LIU, HOME, until="2026-11-22"), looks_after(ZHANG, HOME, since=ON)]
    assert said(norms.household_has_one_member, *both) == []


def test_two_in_a_month_of_which_the_day_is_not_known_are_to_be_looked_at():
    both = [looks_after(LIU, HOME, until="2026-11"), looks_after(ZHANG, HOME)]
    assert levels(norms.household_has_one_member, *both) == [("01023 王秀英", Level.HINT)]


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (0, []),
        (1, ["联系 1 户，少于 5 户"]),
        (4, ["联系 4 户，少于 5 户"]),
        (5, []),
        (15, []),
        (16, ["联系 16 户，多于 15 户"]),
    ],
)
def test_five_to_fifteen_households_are_the_right_number(count, message):
    assert said(norms.member_has_fitting_number, *homes(count)) == message


def test_the_village_sets_the_numbers():
    assert said(norms.member_has_fitting_number, *homes(4), hh_min=4) == []
    assert said(norms.member_has_fitting_number, *homes(9), hh_max=8) == ["联系 9 户，多于 8 户"]


def test_a_number_that_hangs_on_a_vague_day_is_to_be_looked_at():
    rows = [*homes(4), looks_after(LIU, HOME, until="2026-11")]
    assert levels(norms.member_has_fitting_number, *rows) == [("刘伟", Level.HINT)]


@pytest.mark.parametrize(
    ("born", "answer"),
    [
        ("1956-11-22", [None]),
        ("1956-11-23", []),
        ("1956-11", [Level.HINT]),
        ("1956-12", []),
        ("1956", [Level.HINT]),
        ("1955", [None]),
        (None, []),
    ],
)
def test_from_seventy_on_nobody_need_look_after_others(born, answer):
    old = person("周老", born=born)
    rows = found(norms.exempt_members_hold_none, ON, *VILLAGE, old, looks_after(old, HOME))
    assert [one.level for one in rows] == answer


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"presence": Presence.AWAY}, "外出，还联系着 1 户，可以换人"),
        ({"health": "6"}, "残疾，还联系着 1 户，可以换人"),
        ({"health": "1"}, None),
        ({"presence": Presence.HERE}, None),
    ],
)
def test_nor_who_is_ill_or_away(values, words):
    one = person("周强", **values)
    rows = said(norms.exempt_members_hold_none, one, looks_after(one, HOME))
    assert rows == ([words] if words else [])


def test_a_mobile_member_is_away():
    rows = [member(ZHANG, mobile=True), looks_after(ZHANG, HOME)]
    assert said(norms.exempt_members_hold_none, *rows) == ["外出，还联系着 1 户，可以换人"]


def test_who_is_excused_and_has_none_is_fine():
    assert said(norms.exempt_members_hold_none, member(person(born="1940"))) == []


def test_a_group_that_lies_in_no_cell_is_said_once():
    one, other = group(uid="g1"), group("二组", uid="g2")
    grid = [one, other, cell(uid="c1"), lies_in("c1", "g2")]
    more = household(uid="more", group="g1")
    rows = found(norms.household_is_in_a_cell, ON, *VILLAGE, *grid, more)
    assert [(row.uid, row.subject, row.message) for row in rows] == [
        ("g1", "一组", "没有划入网格，有 2 户")
    ]
    assert said(norms.household_is_in_a_cell, *grid, more, lies_in("c1", "g1")) == []


def test_a_household_without_a_group_is_in_no_cell():
    rows = [group(uid="g1"), cell(uid="c1"), lies_in("c1", "g1"), household(number="9")]
    assert levels(norms.household_is_in_a_cell, *rows) == [("9", None)]


def test_nothing_is_said_of_a_village_without_cells():
    assert said(norms.household_is_in_a_cell) == []


def members_in(count, **values):
    """So many full members in the one group of a cell."""
    people = [person(f"党员{n}", uid=f"m{n}", group="g1") for n in range(count)]
    grid = [branch(), group(uid="g1"), cell(uid="c1", **values), lies_in("c1", "g1")]
    return [*grid, *people, *map(member, people)]


@pytest.mark.parametrize(("count", "found"), [(0, 0), (2, 0), (3, 1)])
def test_three_full_members_in_a_cell_make_a_party_group(count, found):
    assert len(said(norms.cell_has_party_group, *members_in(count))) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"party": CellParty.NONE}, 1),
        ({"party": CellParty.GROUP}, 0),
        ({"party_group": "pg"}, 0),
        ({"branch": "b"}, 0),
    ],
)
def test_a_cell_with_a_party_group_or_branch_has_what_it_needs(values, found):
    assert len(said(norms.cell_has_party_group, *members_in(3, **values))) == found


def test_a_member_on_watch_has_no_vote_and_is_a_full_member_all_the_same():
    watched = penalty("m2", "2026-03-01", penalty=Penalty.PROBATION, until="2027-03-01")
    expected = ["有正式党员 3 名，没有党小组或网格党支部"]
    assert said(norms.cell_has_party_group, *members_in(3), watched) == expected


def test_members_on_probation_do_not_make_a_party_group():
    rows = members_in(3)
    rows[-1] = member("m2", stage="预备党员")
    assert said(norms.cell_has_party_group, *rows) == []


def visited(on, *, since="2020-01-01", kinds=None):
    given = looks_after(LIU, HOME, since=since, kinds=kinds)
    return said(norms.household_was_visited, given, visit(LIU, HOME, on))


@pytest.mark.parametrize(
    ("on", "kinds", "late"),
    [
        ("2026-05-26", None, False),
        ("2026-05-25", None, True),
        ("2026-05-25", HomeKind.ORDINARY, True),
        ("2026-05-26", HomeKind.ORDINARY, False),
        ("2026-10-23", HomeKind.ALLOWANCE, False),
        ("2026-10-22", HomeKind.ALLOWANCE, True),
        ("2026-10-22", "一般户、监测户", True),
        ("2026-05", None, False),
        ("2026-04", None, True),
    ],
)
def test_half_a_year_for_an_ordinary_household_and_a_month_for_others(on, kinds, late):
    assert bool(visited(on, kinds=kinds)) is late


def test_it_says_when_the_last_visit_was():
    assert visited("2026-01-05") == ["最近一次走访 2026-01-05，一般户应 180 天内走访 1 次"]


def test_the_time_runs_from_the_day_the_household_was_taken_on():
    other = visit(LIU, "elsewhere", "2026-11-01")
    never = said(norms.household_was_visited, looks_after(LIU, HOME, since="2026-05-25"), other)
    assert never == ["还没有走访记录，一般户应 180 天内走访 1 次"]
    assert said(norms.household_was_visited, looks_after(LIU, HOME, since=ON), other) == []


def test_who_looks_after_it_since_nobody_knows_when_should_have_been_there():
    given = [looks_after(LIU, HOME, since=None), visit(LIU, "elsewhere", ON)]
    assert len(said(norms.household_was_visited, *given)) == 1


def test_nothing_is_said_before_the_first_visit_is_written_down():
    assert said(norms.household_was_visited, looks_after(LIU, HOME, since="2020")) == []


def test_a_visit_after_the_day_of_the_check_does_not_count():
    given = [looks_after(LIU, HOME, since="2020-01-01"), visit(LIU, HOME, "2026-11-23")]
    given.append(visit(LIU, "elsewhere", ON))
    assert len(said(norms.household_was_visited, *given)) == 1


ISSUE = {"issue": "水渠塌了一段", "state": IssueState.IN_VILLAGE}


@pytest.mark.parametrize(
    ("on", "values", "open_too_long"),
    [
        ("2026-10-23", ISSUE, False),
        ("2026-10-22", ISSUE, True),
        ("2026-10-22", {"issue": "水渠塌了一段"}, True),
        ("2026-10-22", {**ISSUE, "issue": None}, False),
        ("2026-10-22", {**ISSUE, "closed_on": "2026-11-22"}, False),
        ("2026-10-22", {**ISSUE, "closed_on": "2026-11-23"}, True),
        ("2026-10-22", {**ISSUE, "state": IssueState.DONE}, False),
        ("2026-10-22", {**ISSUE, "state": IssueState.AT_ONCE}, False),
        ("2026-10-22", {**ISSUE, "state": IssueState.EXPLAINED}, False),
        ("2026-10-22", {**ISSUE, "state": IssueState.TO_TOWN}, False),
        ("2026-10", ISSUE, False),
        ("2026-09", ISSUE, True),
    ],
)
def test_a_problem_is_settled_within_thirty_days(on, values, open_too_long):
    rows = said(issue_is_closed, visit(LIU, HOME, on, **values))
    assert bool(rows) is open_too_long


def test_it_says_what_the_problem_was():
    rows = said(issue_is_closed, visit(LIU, HOME, "2026-09-22", **ISSUE))
    assert rows == ["2026-09-22 反映的“水渠塌了一段”已 61 天没有办结"]


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (quarrel("2026-003"), ""),
        (quarrel("2026-003", closed_on="2026-11-23"), ""),
        (quarrel("2026-003", closed_on="2026-11-20"), "转成的案件 2026-003已在 2026-11-20 结束"),
        (decision(number="2026-01"), ""),
        (decision(number="2026-01", stopped_on="2026-11-20"), "转成的四议两公开 2026-01已在"),
        (HOME, "已 321 天没有办结"),
    ],
)
def test_a_problem_that_became_a_case_or_a_matter_waits_for_its_end(made, message):
    heard = visit(LIU, HOME, "2026-01-05", **ISSUE)
    rows = said(issue_is_closed, heard, made, tie(heard, made))
    assert message in rows[0] if message else rows == []


def copies(count, *, text="一切正常", day="2026-11-03"):
    return [visit(LIU, f"h{n}", day, said=text) for n in range(count)]


@pytest.mark.parametrize(("count", "hints"), [(4, 0), (5, 1), (6, 1)])
def test_the_same_words_about_five_households_are_noticed(count, hints):
    assert len(said(norms.visits_are_not_copied, *copies(count))) == hints


def test_spaces_do_not_make_a_text_of_ones_own():
    rows = [*copies(4), visit(LIU, "h9", "2026-11-03", said="一切 正常\n")]
    [one] = found(norms.visits_are_not_copied, ON, *VILLAGE, *rows)
    assert (one.subject, one.message) == (
        "刘伟",
        "2026-11-03 走访 5 户，了解到的情况写得一模一样",
    )


def test_other_days_other_words_and_empty_ones_are_no_copies():
    other = [*copies(4), *copies(1, day="2026-11-04"), *copies(1, text="盼着修路")]
    assert said(norms.visits_are_not_copied, *other) == []
    assert said(norms.visits_are_not_copied, *copies(9, text=" ")) == []


def test_five_visits_to_one_household_are_no_copies():
    assert said(norms.visits_are_not_copied, *copies(4), *copies(1)) == []


@pytest.mark.parametrize(("on", "speaks"), [("2026-10-31", False), ("2026-11-01", True)])
def test_a_register_that_was_begun_later_is_nothing_a_past_check_asks_for(on, speaks):
    other = household(uid="other", number="02")
    begun = looks_after(LIU, HOME, since="2026-11-01")
    assert bool(said(norms.household_has_member, other, begun, on=on)) is speaks
    old = [looks_after(LIU, one, since="2020-01-01") for one in (HOME, other)]
    first = visit(LIU, HOME, "2026-11-01")
    assert bool(said(norms.household_was_visited, other, *old, first, on=on)) is speaks


@pytest.mark.parametrize("first", ["a", "z"])
def test_a_household_is_named_by_the_head_who_is_still_there(first):
    dead = person("王老汉", uid=first, household="home", relation=HEAD, presence=Presence.DEAD)
    rows = sorted((*VILLAGE, dead), key=lambda one: getattr(one, "uid", ""))
    [one] = found(norms.household_has_member, ON, *rows, looks_after(LIU, "elsewhere"))
    assert one.subject == "01023 王秀英"

"""Where a case stands, how its number is read, what its paper is, and how a year is counted."""

import json
from datetime import date

import pytest

from tests.builders import agreement, facts, paper_of, quarrel, took_part
from villagedesk.declare import out_of_order
from villagedesk.errors import Refused
from villagedesk.ledgers.mediation.case_numbers import CaseNumber, read_case_number
from villagedesk.ledgers.mediation.disputes import USUAL, dispute_in, list_lines, read_list
from villagedesk.ledgers.mediation.states import (
    PRIVATE_PAPER,
    State,
    days_open,
    missing,
    paper_name,
    state_of,
)
from villagedesk.ledgers.mediation.tables import (
    DISPUTE_LIST,
    Case,
    Dispute,
    Outcome,
    Paper,
    Performance,
)
from villagedesk.ledgers.mediation.tally import Share, monthly, statistics
from villagedesk.people import Setting
from villagedesk.period import parse_period

ON = date(2026, 11, 22)
DONE = {"performance": Performance.DONE}
VISITED = {**DONE, "visited_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (quarrel(), State.OPEN),
        (agreement(), State.TO_PERFORM),
        (agreement(performance=Performance.PARTLY), State.TO_PERFORM),
        (agreement(**DONE), State.TO_VISIT),
        (agreement(**VISITED), State.TO_ARCHIVE),
        (agreement(performance=Performance.SUED), State.TO_ARCHIVE),
        (agreement(**VISITED, archived_on="2026-11-21"), State.ARCHIVED),
        (quarrel(outcome=Outcome.ENDED), State.FAILED),
        (quarrel(outcome=Outcome.REFUSED), State.FAILED),
        (quarrel(outcome=Outcome.WITHDRAWN), State.FAILED),
        (quarrel(outcome=Outcome.PASSED_ON), State.FAILED),
        (quarrel(outcome=Outcome.ENDED, archived_on="2026-11-21"), State.ARCHIVED),
    ],
)
def test_the_state_of_a_case_follows_from_its_fields(case, state):
    assert state_of(case) is state


@pytest.mark.parametrize(
    ("case", "days"),
    [
        (quarrel(accepted_on="2026-11-22"), 0),
        (quarrel(accepted_on="2026-11-01"), 21),
        (quarrel(accepted_on="2026-11"), 0),
        (agreement("2026-11-05", accepted_on="2026-11-01"), 4),
        (quarrel(outcome=Outcome.REFUSED, closed_on="2026-11-03"), 2),
    ],
)
def test_a_case_is_open_until_it_is_settled(case, days):
    assert days_open(case, ON) == days


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-003", CaseNumber(2026, 3)),
        ("（2026）人调字第3号", CaseNumber(2026, 3)),
        ("〔２０２６〕柳人调字第００３号", CaseNumber(2026, 3)),
        ("人调字（2025）第12号", CaseNumber(2025, 12)),
        ("2026年3号", CaseNumber(2026, 3)),
        ("2026003", CaseNumber(2026, 3)),
        ("第3号", CaseNumber(2026, 3)),
        ("3", CaseNumber(2026, 3)),
        ("3/2025", CaseNumber(2025, 3)),
        ("2026-05-003", CaseNumber(2026, 5, (3,))),
        ("2026", None),
        ("20260503", None),
        ("李家的事", None),
    ],
)
def test_a_case_number_is_read_however_it_is_written(text, read):
    assert read_case_number(text, "2026-03-01") == read


def test_a_paper_without_mediator_or_seal_is_named_what_it_is():
    whole, unsealed = agreement(), agreement(sealed=False)
    rows = facts(whole, unsealed, took_part(whole, "li"), took_part(unsealed, "li"))
    assert paper_name(rows, whole) == "人民调解协议"
    assert paper_name(rows, unsealed) == PRIVATE_PAPER
    assert paper_name(facts(whole), whole) == PRIVATE_PAPER
    assert paper_name(rows, quarrel()) == ""


def test_the_agreement_is_missed_only_where_it_was_written():
    case, oral = agreement(), agreement(outcome=Outcome.ORAL)
    there = paper_of(case, Paper.RECORD)
    assert Paper.AGREEMENT in missing(facts(case, there), case)
    assert Paper.RECORD not in missing(facts(case, there), case)
    assert Paper.AGREEMENT not in missing(facts(oral), oral)


def year_of_cases():
    """Seven accepted; five mediated to the end, four of them agreed."""
    near, risky = {"kind": Dispute.NEIGHBOURS}, {"may_escalate": True}
    sued, ended = {"performance": Performance.SUED}, {"outcome": Outcome.ENDED}
    return (
        agreement("2026-02-01", number="1", accepted_on="2026-01-20", amount=480000, **near),
        agreement("2026-03-01", number="2", accepted_on="2026-02-20", amount=50, **near, **DONE),
        agreement("2026-04-01", number="3", accepted_on="2026-03-20", outcome=Outcome.ORAL),
        agreement("2026-05-01", number="4", accepted_on="2026-04-20", **risky, **sued),
        quarrel("5", "2026-05-20", closed_on="2026-06-01", **risky, **ended),
        quarrel("6", "2026-06-20", closed_on="2026-06-21", outcome=Outcome.REFUSED),
        quarrel("7", "2026-11-20", kind=Dispute.CONTRACT),
    )


def test_a_year_is_counted_with_every_denominator():
    year = statistics(facts(*year_of_cases()), parse_period("2026"))
    total = year.total
    assert (total.accepted, total.mediated, total.agreed, total.amount) == (7, 5, 4, 480050)
    assert (total.success.part, total.success.whole, total.success.percent) == (4, 5, "80.0%")
    assert [(s.part, s.whole) for s in (year.written, year.oral, year.performed)] == [
        (3, 4),
        (1, 4),
        (1, 4),
    ]
    assert (year.prevented.part, year.prevented.whole) == (1, 2)
    assert (year.in_village.part, year.in_village.whole) == (3, 7)
    assert dict(year.outcomes)["一方拒绝"] == 1
    assert "一方拒绝 1 件" in year.basis
    assert "还在调解 1 件" in year.basis


def test_the_kinds_add_up_to_the_total():
    year = statistics(facts(*year_of_cases()), parse_period("2026"))
    assert [row.kind for row in year.by_kind] == [Dispute.NEIGHBOURS, Dispute.CONTRACT, "未填类型"]
    for field in ("accepted", "mediated", "agreed", "amount"):
        assert sum(getattr(row, field) for row in year.by_kind) == getattr(year.total, field)


def test_a_kind_of_the_village_s_own_counts_as_the_village_says():
    cases = [quarrel(str(n), kind=kind) for n, kind in enumerate(("坟地", "坟地", "邻里", "天文"))]
    own = Setting(key=DISPUTE_LIST, value=json.dumps({"坟地": "邻里"}))
    told = statistics(facts(*cases, own), parse_period("2026")).by_kind
    assert [(one.title, one.accepted) for one in told] == [("邻里", 3), ("其他（天文 1 件）", 1)]
    unset = statistics(facts(*cases), parse_period("2026")).by_kind
    assert [one.title for one in unset] == ["邻里", "其他（坟地 2 件、天文 1 件）"]


def test_a_list_of_kinds_is_typed_a_line_each_and_read_back():
    known = read_list("邻里\n 坟地 ＝ 邻里\n\n婚约：婚姻家庭\n其他")
    assert known == {"邻里": "邻里", "坟地": "邻里", "婚约": "婚姻家庭", "其他": "其他"}
    assert read_list(list_lines(known)) == known
    assert read_list(list_lines(USUAL)) == USUAL


@pytest.mark.parametrize("line", ["坟地", "坟地 = 邻居", "= 邻里"])
def test_a_kind_that_counts_as_none_there_is_is_refused_by_name(line):
    with pytest.raises(Refused, match="坟地|邻里"):
        read_list(line)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("两家为地界争吵", "山林土地"),
        ("宅基地界不清", "房屋宅基地"),
        ("邻居排水", "邻里"),
        ("吵架", None),
    ],
)
def test_words_about_one_kind_of_quarrel_tell_which(said, kind):
    assert dispute_in(said) == kind


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(1, 3, "33.3%"), (2, 3, "66.7%"), (1, 2000, "0.1%"), (1, 2001, "0.0%"), (0, 0, "—")],
)
def test_a_share_is_said_with_one_decimal(part, whole, percent):
    assert Share(part, whole, "").percent == percent


def test_a_month_counts_what_came_what_ended_and_what_is_open():
    june = monthly(facts(*year_of_cases()), parse_period("2026-06"))
    assert (june.total.accepted, june.total.mediated, june.total.agreed) == (1, 1, 0)
    assert (june.ended, june.others, june.still_open, june.zero) == (1, 1, 0, False)
    assert june.words == "2026年6月受理 1 件，调解 1 件，调解成功 0 件，正在调解 0 件"


def test_a_month_without_quarrels_has_its_zero_report():
    empty = monthly(facts(*year_of_cases()), parse_period("2026-08"))
    assert empty.zero
    assert empty.words == "2026年8月没有发生矛盾纠纷（零报告）"
    waiting = monthly(facts(*year_of_cases()), parse_period("2026-12"))
    assert (waiting.zero, waiting.still_open) == (False, 1)


def test_an_agreement_of_january_on_a_case_of_december_counts_where_each_belongs():
    rows = facts(agreement("2026-01-05", accepted_on="2025-12-20"))
    before, after = (statistics(rows, parse_period(year)).total for year in ("2025", "2026"))
    assert (before.accepted, before.mediated) == (1, 0)
    assert (after.accepted, after.mediated) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "confirmed", "wrong"),
    [
        ("2026-11-05", "2026-11-05", []),
        ("2026-11-04", None, ["confirmation_asked_on"]),
        ("2026-11-10", "2026-11-09", ["confirmation_on"]),
    ],
)
def test_the_court_is_asked_after_the_agreement_and_answers_after_that(asked, confirmed, wrong):
    days = {"effective_on": "2026-11-05", "asked_on": asked, "confirmed_on": confirmed}
    assert [one.label for one in out_of_order(Case, days)] == wrong

"""Matters beside the committees and the meeting log: both sides of each bound, and how it grows."""

from datetime import date, timedelta
from time import perf_counter

import pytest

from tests.builders import decision, facts, person, representative, seat, sitting, stage, term
from villagedesk import checks
from villagedesk.checks import decisions
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.decisions.tables import Decider, Matter, StageKind
from villagedesk.ledgers.meetings.tables import MeetingKind
from villagedesk.norms import rules

ON = date(2026, 11, 22)
TERM = term(start="2026-01-01", due_end="2030-12-31")
SPEAKS = representative("zhang")


def said(norm, *rows, on=ON, county=""):
    rule = rules(county).on(f"decisions.{norm.__name__}", on)
    return [one.message for one in norm(facts(*rows), on, rule)]


def leaders(*, chair="liu", until=None):
    """A secretary, and who leads the village committee."""
    return [
        TERM,
        *(person(uid=uid) for uid in {"liu", chair}),
        seat("liu", Body.PARTY, Post.SECRETARY),
        seat(chair, Body.COMMITTEE, Post.CHAIR, until=until),
    ]


def merged(**values):
    return decision(uid="m", merged=True, raised_on="2026-05-01", **values)


def test_only_who_leads_both_may_merge_two_stages():
    assert not said(decisions.merging_needs_one_shoulder, merged(), *leaders())
    assert said(decisions.merging_needs_one_shoulder, merged(), *leaders(chair="zhang"))
    assert not said(decisions.merging_needs_one_shoulder, decision(), *leaders(chair="zhang"))
    assert not said(decisions.merging_needs_one_shoulder, merged())


@pytest.mark.parametrize(("held", "speaks"), [("2026-06-30", False), ("2026-07-01", True)])
def test_who_led_both_is_asked_of_the_day_of_the_meeting(held, speaks):
    rows = [*leaders(until="2026-06-30"), stage("m", StageKind.PROPOSED, held)]
    assert bool(said(decisions.merging_needs_one_shoulder, merged(), *rows)) is speaks


def test_a_county_may_forbid_merging():
    county = "[decisions.merging_needs_one_shoulder.numbers]\nmerging = false"
    assert said(decisions.merging_needs_one_shoulder, merged(), *leaders(), county=county)


def met(*days):
    return [sitting(day, MeetingKind.REPRESENTATIVES) for day in days]


def test_a_quarter_without_a_meeting_of_the_representatives_is_missed():
    rows = [TERM, SPEAKS, *met("2026-02-01", "2026-08-01")]
    assert said(decisions.representatives_meet, *rows) == ["2026年第二季度没有村民代表会议记录"]


@pytest.mark.parametrize(("day", "missed"), [("2026-09-30", 0), ("2026-06-30", 1)])
def test_the_last_day_of_a_quarter_belongs_to_it(day, missed):
    found = said(decisions.representatives_meet, TERM, SPEAKS, *met("2026-04-01", day))
    assert len(found) == missed


@pytest.mark.parametrize(("on", "missed"), [(date(2026, 9, 30), 0), (date(2026, 10, 1), 1)])
def test_a_quarter_is_missed_only_when_it_is_over(on, missed):
    assert (
        len(said(decisions.representatives_meet, TERM, SPEAKS, *met("2026-05-01"), on=on)) == missed
    )


def test_what_was_decided_by_the_representatives_is_a_meeting_of_theirs():
    rows = [TERM, SPEAKS, *met("2026-02-01", "2026-08-01")]
    one = decision(uid="m", decider=Decider.REPRESENTATIVES)
    assert not said(
        decisions.representatives_meet, *rows, one, stage("m", StageKind.RESOLVED, "2026-05-01")
    )


def test_nothing_is_owed_before_the_first_and_where_nobody_speaks_for_households():
    assert not said(decisions.representatives_meet, TERM, SPEAKS)
    assert not said(decisions.representatives_meet, TERM, SPEAKS, *met("2026-07-01"))
    assert not said(decisions.representatives_meet, TERM, *met("2026-02-01"))


def test_a_missed_quarter_is_found_by_the_check_with_its_period():
    rows = facts(TERM, SPEAKS, *met("2026-02-01", "2026-08-01"))
    (one,) = checks.findings(rows, ON, rules(), only=["decisions"])
    assert (one.norm, one.period) == ("decisions.representatives_meet", "2026Q2")


def many(count):
    """So many finished matters, each with a late publication."""
    rows = []
    for place in range(count):
        uid, held = f"m{place}", date(2026, 1, 1) + timedelta(days=place % 300)
        values = {"number": f"{place:04}", "kind": Matter.RELIEF, "merged": True}
        hung = {"published_on": held.isoformat(), "published_until": "2026-12-31"}
        days = {"raised_on": "2025-12-01", "decider": Decider.REPRESENTATIVES}
        rows.append(decision(uid=uid, **values, **hung, **days))
        counts = {"expected": 40, "present": 35, "yes": 30, "passed": True}
        rows += [stage(uid, kind, held.isoformat(), **counts) for kind in StageKind]
    return rows


def time_of(rows):
    """The best of three runs over them, in seconds."""
    best = 9.0
    for _ in range(3):
        seen, begun = facts(*rows, *leaders(), SPEAKS), perf_counter()
        checks.findings(seen, ON, rules(), only=["decisions"])
        best = min(best, perf_counter() - begun)
    return best


def test_the_check_grows_with_the_matters_and_no_faster():
    few, more = time_of(many(250)), time_of(many(1000))
    assert more < 4 * 2 * few

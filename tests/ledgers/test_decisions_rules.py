"""Who decides a stage, by which share of whom, and how many days a publicity hangs."""

from datetime import date

import pytest

from tests.builders import decision, facts, stage
from villagedesk.ledgers.decisions.line import lines
from villagedesk.ledgers.decisions.rules import (
    days_hung,
    hangs_until,
    judged_stage,
    procedure_of,
    usual_decider,
)
from villagedesk.ledgers.decisions.tables import Decider, Matter, StageKind
from villagedesk.norms import rules
from villagedesk.quorum import Basis, Share

PROPOSED, CONSULTED, EXAMINED, RESOLVED = StageKind
ON = date(2026, 11, 22)
KEY = "decisions.stages_stand"
COUNTY = f'[{KEY}]\nnumbers = {{ profile = "县规定" }}'


def rule(on=ON, county=""):
    found = rules(county).on(KEY, on)
    assert found
    return found


def judged(kind, decider=None, *, form=None, county="", **numbers):
    procedure = procedure_of(kind, decider, rule(county=county), form=form)
    found = judged_stage(stage("m", kind, **numbers), procedure)
    return found and found.judged


@pytest.mark.parametrize(
    ("kind", "decider", "form", "expected", "needed"),
    [
        (PROPOSED, None, None, 7, 4),
        (EXAMINED, None, None, 29, 15),
        (EXAMINED, None, None, 30, 15),
        (RESOLVED, Decider.VILLAGERS, None, 1000, 501),
        (RESOLVED, Decider.VILLAGERS, "村民会议（户代表）", 300, 200),
        (RESOLVED, Decider.REPRESENTATIVES, None, 35, 24),
        (RESOLVED, Decider.MEMBERS, None, 600, 400),
    ],
)
def test_a_stage_needs_its_quorum_and_no_more(kind, decider, form, expected, needed):
    for present in (needed - 1, needed):
        seen = judged(kind, decider, form=form, voters_expected=expected, voters_present=present)
        assert (seen.quorum_needed, seen.quorum_met) == (needed, present == needed)


@pytest.mark.parametrize(
    ("kind", "decider", "expected", "present", "needed"),
    [
        (EXAMINED, None, 28, 20, 15),
        (EXAMINED, None, 30, 20, 16),
        (RESOLVED, Decider.VILLAGERS, 1000, 501, 251),
        (RESOLVED, Decider.REPRESENTATIVES, 35, 24, 13),
        (RESOLVED, Decider.MEMBERS, 600, 500, 400),
        (RESOLVED, Decider.DELEGATES, 33, 25, 22),
    ],
)
def test_a_stage_is_carried_by_its_own_share(kind, decider, expected, present, needed):
    for yes in (needed - 1, needed):
        seen = judged(kind, decider, voters_expected=expected, voters_present=present, yes=yes)
        assert (seen.needed, seen.carried) == (needed, yes == needed)


def test_half_of_the_members_may_meet_and_can_never_pass_anything():
    seen = judged(EXAMINED, voters_expected=30, voters_present=15)
    assert (seen.quorum_met, seen.can_pass) == (True, False)
    assert seen.words == "到会 15/30：全票也不能通过，需 ≥16"


def test_a_collective_of_600_with_400_there_must_be_unanimous():
    numbers = {"voters_expected": 600, "voters_present": 400}
    assert judged(RESOLVED, Decider.MEMBERS, **numbers, yes=400).carried
    assert not judged(RESOLVED, Decider.MEMBERS, **numbers, yes=399).carried


def test_the_profile_of_a_county_asks_for_two_thirds_and_passes_with_half():
    numbers = {"voters_expected": 30, "county": COUNTY}
    assert not judged(EXAMINED, voters_present=19, **numbers).quorum_met
    assert judged(EXAMINED, voters_present=20, **numbers).quorum_met
    assert judged(EXAMINED, voters_present=20, yes=15, **numbers).carried
    assert not judged(EXAMINED, voters_present=20, yes=14, **numbers).carried


def test_a_county_may_set_its_own_shares():
    county = f'[{KEY}.numbers]\nprofile = "县规定"\nquorum_part = 4\nquorum_of = 5'
    found = procedure_of(EXAMINED, None, rule(county=county))
    assert found
    assert found.quorum == Share(4, 5)


def test_both_committees_have_no_quorum_in_any_rule():
    assert judged(CONSULTED, expected=7, present=1).quorum_met


def test_land_needs_two_thirds_of_all_unless_the_county_says_otherwise():
    found = procedure_of(RESOLVED, Decider.REPRESENTATIVES, rule(), kind=Matter.LAND)
    assert found
    assert (found.passing, found.basis, found.verified) == (Share(2, 3), Basis.ALL, False)
    county = f"[{KEY}.numbers]\nland_of_all = false"
    plain = procedure_of(RESOLVED, Decider.REPRESENTATIVES, rule(county=county), kind=Matter.LAND)
    assert plain
    assert plain.basis is Basis.PRESENT


def test_the_law_on_collectives_holds_from_its_day():
    before, since = rule(date(2025, 4, 30)), rule(date(2025, 5, 1))
    assert procedure_of(RESOLVED, Decider.MEMBERS, before) is None
    assert procedure_of(RESOLVED, Decider.MEMBERS, since)


def test_nobody_who_is_not_named_decides():
    assert procedure_of(RESOLVED, None, rule()) is None


def test_old_numbers_without_voters_are_judged_as_they_are_and_not_sure_for_the_branch():
    old = stage("m", EXAMINED, expected=30, present=14)
    seen = judged_stage(old, procedure_of(EXAMINED, None, rule()))
    assert seen
    assert not seen.sure
    new = stage("m", EXAMINED, expected=32, present=20, voters_expected=30, voters_present=14)
    seen = judged_stage(new, procedure_of(EXAMINED, None, rule()))
    assert seen
    assert seen.sure
    assert judged(RESOLVED, Decider.REPRESENTATIVES, expected=35) is None


@pytest.mark.parametrize(
    ("first", "last", "weekends", "days"),
    [
        ("2026-11-16", "2026-11-22", True, 7),
        ("2026-11-16", "2026-11-22", False, 5),
        ("2026-11-16", "2026-11-16", True, 1),
        ("2026-11-21", "2026-11-22", False, 0),
        ("2026-11-20", "2026-11-30", False, 7),
        ("2026-11-16", "2026-11-15", True, 0),
    ],
)
def test_days_are_counted_with_the_last_and_weekends_as_the_county_has_it(
    first, last, weekends, days
):
    days_, span = days, (date.fromisoformat(first), date.fromisoformat(last))
    assert days_hung(*span, weekends=weekends) == days_


@pytest.mark.parametrize(("weekends", "last"), [(True, "2026-11-26"), (False, "2026-11-30")])
def test_a_publicity_of_seven_days_ends_on_the_seventh(weekends, last):
    assert hangs_until(date(2026, 11, 20), 7, weekends=weekends).isoformat() == last


def line_of(*rows, **values):
    return facts(decision(uid="m", **values), *rows).once(lines)["m"]


def test_what_was_held_last_of_a_stage_counts():
    line = line_of(stage("m", EXAMINED, "2026-05-20"), stage("m", EXAMINED, "2026-05-06"))
    assert line.row(EXAMINED).held_on == "2026-05-20"
    assert line.row(RESOLVED) is None


@pytest.mark.parametrize(
    ("merged", "held", "seen"),
    [(True, PROPOSED, True), (True, EXAMINED, False), (False, PROPOSED, False)],
)
def test_consulting_is_merged_with_proposing_where_it_is_noted(merged, held, seen):
    assert line_of(stage("m", held), merged=merged).is_merged(CONSULTED) is seen


@pytest.mark.parametrize(
    ("values", "resolved"),
    [
        ({"passed": True}, True),
        ({"passed": False, "yes": 30}, False),
        ({"yes": 20, "no": 4}, True),
        ({"yes": 4, "no": 3, "abstained": 1}, False),
        ({"expected": 35, "present": 24, "yes": 13, "no": 3}, True),
        ({"expected": 35, "present": 24, "yes": 12, "no": 3}, False),
        ({"expected": 35, "present": 23, "yes": 23}, False),
        ({}, False),
    ],
)
def test_a_matter_is_resolved_as_it_was_written_down_or_as_it_was_voted(values, resolved):
    row = stage("m", RESOLVED, "2026-05-06", **values)
    assert line_of(row, decider=Decider.REPRESENTATIVES).is_resolved(rule()) is resolved


@pytest.mark.parametrize(
    ("meant", "form", "decides"),
    [
        (Decider.VILLAGERS, "村民代表会议", Decider.REPRESENTATIVES),
        (None, "成员大会", Decider.MEMBERS),
        (Decider.VILLAGERS, "村民会议、成员大会", Decider.VILLAGERS),
        (Decider.VILLAGERS, "全体大会", Decider.VILLAGERS),
        (None, None, None),
    ],
)
def test_the_body_that_met_decides_and_not_the_one_that_was_to(meant, form, decides):
    row = stage("m", RESOLVED, "2026-05-06", form=form, expected=35, present=23)
    line = line_of(row, decider=meant)
    assert line.decider == decides
    expected = procedure_of(RESOLVED, decides, rule())
    assert line.procedure(row, rule()) == expected


@pytest.mark.parametrize(
    ("kind", "collective", "body"),
    [
        (Matter.LAND, True, Decider.MEMBERS),
        (Matter.LAND, False, Decider.VILLAGERS),
        (Matter.CHARTER, True, Decider.VILLAGERS),
        (Matter.RELIEF, True, Decider.REPRESENTATIVES),
    ],
)
def test_the_kind_of_a_matter_says_who_usually_decides_it(kind, collective, body):
    law = rules().on("decisions.matter_is_authorised", ON)
    assert law is not None
    assert usual_decider(kind, law, collective=collective) == body

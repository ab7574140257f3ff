"""Who may decide a matter and by which law a stage of it is judged, by the day it was held."""

import pytest

from tests import rulings
from tests.builders import decision, stage
from villagedesk.declare import Level
from villagedesk.ledgers.decisions import norms
from villagedesk.ledgers.decisions.tables import Decider, Matter, StageKind

ON = "2026-11-22"
EXAMINED, RESOLVED = StageKind.EXAMINED, StageKind.RESOLVED


def matter(**values):
    return decision(uid="m", raised_on="2026-11-01", **values)


def said(norm, *rows, on=ON, **numbers):
    return rulings.messages(norm, on, *rows, **numbers)


def levels(norm, *rows, **numbers):
    return [one.level for one in rulings.found(norm, ON, *rows, **numbers)]


@pytest.mark.parametrize(
    ("day", "decider", "source", "verified"),
    [
        ("2025-06-01", Decider.REPRESENTATIVES, "《村民委员会组织法》（2018年）第二十六条", True),
        ("2025-06-01", Decider.VILLAGERS, "《村民委员会组织法》（2018年）第二十二条", True),
        (
            "2026-06-01",
            Decider.REPRESENTATIVES,
            "《村民委员会组织法》（条款号以最新文本为准）",
            False,
        ),
        ("2026-06-01", Decider.MEMBERS, "《农村集体经济组织法》（2024年）第二十七条", True),
    ],
)
def test_a_stage_that_fell_is_held_against_the_law_of_the_body_that_met(
    day, decider, source, verified
):
    row = stage("m", RESOLVED, day, expected=35, present=10, passed=True)
    (one,) = rulings.found(norms.stages_stand, day, matter(decider=decider), row)
    assert one.rule is not None
    assert (one.rule.source, one.rule.verified) == (source, verified)
    assert str(decider) in one.rule.text


def test_a_county_and_the_law_on_land_are_only_a_reference():
    counted = {"voters_expected": 30, "voters_present": 10}
    row = stage("m", EXAMINED, "2026-11-06", passed=True, **counted)
    (one,) = rulings.found(norms.stages_stand, ON, matter(), row, profile="县规定")
    assert (one.rule.source, one.rule.verified) == ("县里的规定", False)
    land = matter(kind=Matter.LAND, decider=Decider.REPRESENTATIVES)
    row = stage("m", RESOLVED, "2025-06-01", expected=30, present=25, yes=19, passed=True)
    (one,) = rulings.found(norms.stages_stand, "2025-06-01", land, row)
    assert not one.rule.verified


@pytest.mark.parametrize(
    ("kind", "decider", "values", "level"),
    [
        (Matter.ALLOWANCE, Decider.REPRESENTATIVES, {}, None),
        (Matter.ALLOWANCE, Decider.REPRESENTATIVES, {"authorised": False}, None),
        (Matter.ALLOWANCE, Decider.REPRESENTATIVES, {"authorised": True}, Level.HINT),
        (
            Matter.ALLOWANCE,
            Decider.REPRESENTATIVES,
            {"authorised": True, "authority": "村民会议"},
            "silent",
        ),
        (Matter.ALLOWANCE, Decider.VILLAGERS, {}, "silent"),
        (Matter.RELIEF, Decider.REPRESENTATIVES, {}, "silent"),
        (Matter.COMPENSATION, Decider.DELEGATES, {}, None),
        (Matter.COMPENSATION, Decider.MEMBERS, {}, "silent"),
        (Matter.ASSETS, Decider.DELEGATES, {}, "silent"),
        (Matter.RELIEF, None, {}, Level.HINT),
    ],
)
def test_who_decides_must_be_allowed_to(kind, decider, values, level):
    one = matter(kind=kind, decider=decider, **values)
    found = levels(norms.matter_is_authorised, one, stage("m", RESOLVED, "2026-11-09"))
    assert found == ([] if level == "silent" else [level])


def test_who_decides_is_not_asked_before_it_is_decided():
    assert not said(norms.matter_is_authorised, matter(kind=Matter.RELIEF))


def test_delegates_may_decide_before_the_law_on_collectives():
    one = matter(kind=Matter.COMPENSATION, decider=Decider.DELEGATES)
    assert not said(norms.matter_is_authorised, one, on="2025-04-30")
    assert said(norms.matter_is_authorised, one, on="2025-05-01")


@pytest.mark.parametrize(
    ("kind", "on", "speaks"),
    [
        (Matter.COMPENSATION, "2025-04-30", False),
        (Matter.COMPENSATION, "2025-05-01", True),
        (Matter.COMPENSATION, "2026-11-22", True),
        (Matter.LAND, "2026-11-22", True),
        (Matter.CHARTER, "2026-11-22", False),
        (Matter.ASSETS, "2026-11-22", False),
    ],
)
def test_representatives_do_not_decide_what_the_members_of_the_collective_do(kind, on, speaks):
    allowed = {"authorised": True, "authority": "村民会议"}
    one = matter(kind=kind, decider=Decider.REPRESENTATIVES, **allowed)
    assert bool(said(norms.matter_is_authorised, one, on=on)) is speaks

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


def resolved(form, day="2026-11-09", **values):
    return stage("m", RESOLVED, day, form=form, expected=35, present=23, yes=23, **values)


def test_a_body_that_was_not_to_decide_is_judged_by_its_own_rule_and_named():
    one = matter(decider=Decider.VILLAGERS, noticed_on="2026-10-01")
    row = resolved("村民代表会议", passed=True)
    expected = "决策主体填的是村民会议，决议的会议是村民代表会议，请核对"
    assert said(norms.matter_is_authorised, one, row) == [expected]
    assert "到会 23/35：不够法定人数，需 ≥24" in said(norms.stages_stand, one, row)[0]
    assert not said(norms.notice_was_given, matter(decider=Decider.VILLAGERS), row)
    assert not said(norms.matter_is_authorised, one, resolved("村民会议"))
    unnamed = said(norms.matter_is_authorised, matter(), resolved("村民代表会议"))
    assert unnamed == ["已经决议，决策主体没有填"]


def test_representatives_who_met_in_the_villagers_place_need_their_word():
    one = matter(kind=Matter.ALLOWANCE, decider=Decider.VILLAGERS)
    expected = ["误工补贴由村民代表会议决定，没有记村民会议的授权"]
    assert said(norms.matter_is_authorised, one, resolved("村民代表会议")) == expected


@pytest.mark.parametrize(
    ("decider", "day", "speaks"),
    [
        (Decider.MEMBERS, "2025-04-30", False),
        (Decider.MEMBERS, "2025-05-01", True),
        (Decider.VILLAGERS, "2025-04-30", True),
    ],
)
def test_members_are_told_ahead_from_the_day_of_their_law(decider, day, speaks):
    row = resolved(None, day)
    assert bool(said(norms.notice_was_given, matter(decider=decider), row, on=day)) is speaks


@pytest.mark.parametrize(
    ("noticed", "words"),
    [
        ("2026-11-08", "提前1天通知，要求10天"),
        ("2026-11-09", "开会当天才通知，要求提前10天"),
        ("2026-11-12", "会后3天才通知，要求提前10天"),
    ],
)
def test_how_late_they_were_told_is_said(noticed, words):
    one = matter(decider=Decider.VILLAGERS, noticed_on=noticed)
    assert said(norms.notice_was_given, one, resolved(None)) == [f"村民会议（2026-11-09）{words}"]

"""The rules for a matter: each speaks and is silent, on both sides of its bounds."""

from typing import Any

import pytest

from tests import rulings
from tests.builders import decision, stage
from villagedesk.declare import Level
from villagedesk.ledgers.decisions import norms
from villagedesk.ledgers.decisions.tables import Decider, Matter, StageKind
from villagedesk.people import Attachment

ON = "2026-11-22"
PROPOSED, CONSULTED, EXAMINED, RESOLVED = StageKind
DAYS = ("2026-11-02", "2026-11-04", "2026-11-06", "2026-11-09")


def matter(**values):
    return decision(uid="m", raised_on="2026-11-01", **values)


def stages(*days, **last):
    """The four stages on these days; what is said is said of the fourth."""
    whole = zip(StageKind, days or DAYS, strict=False)
    return [stage("m", kind, day, **(last if kind is RESOLVED else {})) for kind, day in whole]


def said(norm, *rows, on=ON, **numbers):
    return rulings.messages(norm, on, *rows, **numbers)


def levels(norm, *rows, **numbers):
    return [one.level for one in rulings.found(norm, ON, *rows, **numbers)]


# in order


def test_a_matter_in_order_is_nobodys_concern():
    one = matter(published_on="2026-11-10", result_on="2026-11-20")
    assert not said(norms.stages_are_in_order, one, *stages())
    assert not said(norms.no_stage_is_skipped, one, *stages())


@pytest.mark.parametrize(
    ("days", "values", "message"),
    [
        (("2026-11-04", "2026-11-03"), {}, "商议（2026-11-03）早于提议（2026-11-04）"),
        (("2026-10-31",), {}, "提议（2026-10-31）早于动议（2026-11-01）"),
        (DAYS, {"published_on": "2026-11-08"}, "决议公开（2026-11-08）早于决议（2026-11-09）"),
        (
            DAYS,
            {"published_on": "2026-11-10", "result_on": "2026-11-09"},
            "结果公开（2026-11-09）早于决议公开（2026-11-10）",
        ),
    ],
)
def test_stages_that_are_reversed_are_impossible(days, values, message):
    assert said(norms.stages_are_in_order, matter(**values), *stages(*days)) == [message]
    assert levels(norms.stages_are_in_order, matter(**values), *stages(*days)) == [None]


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (("2026-11-12", None, "2026-11-06"), "审议（2026-11-06）早于提议（2026-11-12）"),
        (("2026-11-12", "2026-11", "2026-11-06"), "审议（2026-11-06）早于提议（2026-11-12）"),
        (("2026-11-12", "2026-11-04", "2026-11-06"), "商议（2026-11-04）早于提议（2026-11-12）"),
    ],
)
def test_a_wrong_day_is_found_across_what_lies_between_and_named_once(days, message):
    assert said(norms.stages_are_in_order, matter(), *stages(*days)) == [message]


def test_a_day_given_roughly_is_taken_at_its_most_lenient():
    assert not said(norms.stages_are_in_order, matter(), *stages("2026-11-04", "2026-11"))


def test_two_stages_on_one_day_are_a_hint_and_publishing_at_once_is_none():
    rows = stages("2026-11-02", "2026-11-02", "2026-11-06", "2026-11-09")
    one = matter(published_on="2026-11-09")
    assert said(norms.stages_are_in_order, one, *rows) == ["提议和商议都在2026-11-02，请核对"]
    assert levels(norms.stages_are_in_order, one, *rows) == [Level.HINT]


def test_motion_and_proposal_may_share_a_day():
    assert not said(norms.stages_are_in_order, matter(), stage("m", PROPOSED, "2026-11-01"))


# skipped


def test_a_stage_left_out_is_said_once_something_later_was_done():
    rows = [stage("m", PROPOSED, "2026-11-02"), stage("m", RESOLVED, "2026-11-09")]
    expected = ["没有商议、审议的记录，后面的环节已经办了"]
    assert said(norms.no_stage_is_skipped, matter(), *rows) == expected
    assert not said(norms.no_stage_is_skipped, matter(), rows[0])
    assert not said(norms.no_stage_is_skipped, matter())


def test_merged_stages_are_not_left_out_when_one_of_them_is_there():
    late = [stage("m", EXAMINED, "2026-11-06")]
    for held in (PROPOSED, CONSULTED):
        rows = [stage("m", held, "2026-11-02"), *late]
        assert not said(norms.no_stage_is_skipped, matter(merged=True), *rows)
    assert said(norms.no_stage_is_skipped, matter(merged=True), *late)


def test_publishing_is_later_than_every_meeting():
    assert said(norms.no_stage_is_skipped, matter(published_on="2026-11-10"))


# stand


def examined(present, day="2026-11-06", **values):
    counts = {"voters_expected": 30, "voters_present": present}
    return stage("m", EXAMINED, day, **counts, **values)


@pytest.mark.parametrize(
    ("present", "yes", "message"),
    [
        (14, 14, "审议到会 14/30：不够法定人数，需 ≥15，表决无效"),
        (15, 15, "审议到会 15/30：全票也不能通过，需 ≥16"),
        (16, 15, "审议到会 16/30：赞成 15 < 16，没有通过"),
        (16, 16, None),
    ],
)
def test_a_stage_stands_with_enough_members_and_enough_ayes(present, yes, message):
    expected = [message] if message else []
    assert said(norms.stages_stand, matter(), examined(present, yes=yes)) == expected


def test_what_is_noted_as_passed_and_did_not_is_named():
    (message,) = said(norms.stages_stand, matter(), examined(14, passed=True))
    assert message.startswith("审议记为通过，但到会 14/30")


def test_a_meeting_that_failed_and_is_noted_so_is_the_plain_truth():
    assert not said(norms.stages_stand, matter(), examined(14, passed=False))


def test_what_went_on_after_a_failed_stage_is_asked_why():
    failed = examined(14, passed=False)
    (silent,) = rulings.found(norms.stages_stand, ON, matter(), failed, stage("m", RESOLVED))
    assert silent.message.endswith("；后面的环节没有写为什么继续")
    assert silent.level is None
    after = stage("m", RESOLVED, "2026-11-09", went_on="镇上同意补开")
    (told,) = rulings.found(norms.stages_stand, ON, matter(), failed, after)
    assert told.message.endswith("；继续的原因：镇上同意补开")
    assert told.level is Level.HINT


def test_a_stage_held_anew_makes_up_for_the_one_that_failed():
    rows = [examined(14, passed=False), examined(20, "2026-11-08", yes=20, passed=True)]
    assert not said(norms.stages_stand, matter(), *rows, stage("m", RESOLVED))


def test_the_same_votes_fall_in_a_county_that_asks_for_two_thirds():
    rows = [matter(), examined(19, yes=19)]
    assert not said(norms.stages_stand, *rows)
    assert said(norms.stages_stand, *rows, profile="县规定")


def test_old_numbers_that_do_not_say_who_votes_are_to_be_checked():
    row = stage("m", EXAMINED, "2026-11-06", expected=30, present=14)
    assert levels(norms.stages_stand, matter(), row) == [Level.HINT]


@pytest.mark.parametrize(
    ("decider", "present", "yes", "stands"),
    [
        (Decider.REPRESENTATIVES, 23, 23, False),
        (Decider.REPRESENTATIVES, 24, 13, True),
        (Decider.REPRESENTATIVES, 24, 12, False),
        (Decider.MEMBERS, 24, 24, True),
        (Decider.MEMBERS, 30, 23, False),
        (Decider.DELEGATES, 24, 24, True),
        (Decider.DELEGATES, 24, 23, False),
    ],
)
def test_the_fourth_stage_is_counted_by_who_decides(decider, present, yes, stands):
    row = stage("m", RESOLVED, "2026-11-09", expected=35, present=present, yes=yes)
    assert bool(said(norms.stages_stand, matter(decider=decider), row)) is not stands


# votes


@pytest.mark.parametrize(
    ("numbers", "speaks"),
    [
        ({"present": 20, "yes": 20}, False),
        ({"present": 20, "yes": 19, "no": 1, "abstained": 1}, True),
        ({"present": 20, "voters_present": 18, "yes": 19}, True),
        ({"expected": 30, "present": 31}, True),
        ({"voters_expected": 30, "voters_present": 31}, True),
        ({"yes": 30}, False),
    ],
)
def test_votes_and_numbers_must_be_possible(numbers, speaks):
    row = stage("m", RESOLVED, "2026-11-09", **numbers)
    assert bool(said(norms.votes_add_up, matter(), row)) is speaks


# published


@pytest.mark.parametrize(
    ("until", "weekends", "message"),
    [
        ("2026-11-16", True, None),
        ("2026-11-15", True, "公示6天，要求7天"),
        ("2026-11-16", False, "公示5天，要求7天"),
        ("2026-11-18", False, None),
    ],
)
def test_a_decision_hangs_for_seven_days_with_the_last(until, weekends, message):
    one = matter(published_on="2026-11-10", published_until=until)
    found = said(norms.publicity_lasts, one, count_weekends=weekends)
    assert found == ([message] if message else [])


def test_done_while_it_still_hangs_is_said():
    days = {"published_on": "2026-11-18", "published_until": "2026-11-24"}
    assert said(norms.publicity_lasts, matter(**days, result_on="2026-11-20"))
    assert not said(norms.publicity_lasts, matter(**days))
    assert not said(norms.publicity_lasts, matter(**days, result_on="2026-11-24"))


@pytest.mark.parametrize(
    ("until", "message"),
    [
        (None, None),
        ("2026-11-16", None),
        ("2026-11-15", "结果公示6天，决议公示是7天，请核对"),
    ],
)
def test_a_result_that_hangs_a_shorter_time_is_only_a_hint(until, message):
    one = matter(result_on="2026-11-10", result_until=until)
    assert said(norms.publicity_lasts, one) == ([message] if message else [])
    assert set(levels(norms.publicity_lasts, one)) <= {Level.HINT}


def test_a_publicity_without_a_last_day_is_a_hint():
    assert levels(norms.publicity_lasts, matter(published_on="2026-11-10")) == [Level.HINT]


@pytest.mark.parametrize(
    ("held", "published", "message"),
    [
        ("2026-11-19", None, None),
        ("2026-11-18", None, "决议（2026-11-18）通过已4天，还没有公开"),
        ("2026-11-09", "2026-11-12", None),
        ("2026-11-09", "2026-11-13", "决议（2026-11-09）以后4天才公开"),
    ],
)
def test_what_was_carried_is_published_within_three_days(held, published, message):
    row = stage("m", RESOLVED, held, passed=True)
    found = said(norms.decision_is_published, matter(published_on=published), row)
    assert found == ([message] if message else [])


def test_what_was_refused_or_given_up_is_not_to_be_published():
    refused = stage("m", RESOLVED, "2026-11-02", passed=False)
    assert not said(norms.decision_is_published, matter(), refused)
    carried = stage("m", RESOLVED, "2026-11-02", passed=True)
    assert not said(norms.decision_is_published, matter(stopped_on="2026-11-03"), carried)


@pytest.mark.parametrize(
    ("values", "speaks"),
    [
        ({"due_on": "2026-11-22"}, False),
        ({"due_on": "2026-11-21"}, True),
        ({"due_on": "2026-11-21", "result_on": "2026-11-22"}, False),
        ({"accepted_on": "2026-11-22"}, False),
        ({"accepted_on": "2026-11-21"}, True),
        ({"due_on": "2026-11-21", "stopped_on": "2026-11-20"}, False),
        ({}, False),
    ],
)
def test_a_result_is_published_by_the_day_it_was_planned_for(values, speaks):
    assert bool(said(norms.result_is_published, matter(**values))) is speaks


@pytest.mark.parametrize(
    ("decider", "noticed", "speaks"),
    [
        (Decider.VILLAGERS, "2026-10-30", False),
        (Decider.VILLAGERS, "2026-10-31", True),
        (Decider.MEMBERS, "2026-10-30", False),
        (Decider.MEMBERS, None, True),
        (Decider.REPRESENTATIVES, None, False),
    ],
)
def test_all_are_told_ten_days_ahead(decider, noticed, speaks):
    one = matter(decider=decider, noticed_on=noticed)
    row = stage("m", RESOLVED, "2026-11-09")
    assert bool(said(norms.notice_was_given, one, row)) is speaks
    assert not said(norms.notice_was_given, one)


@pytest.mark.parametrize(
    ("values", "speaks"),
    [
        ({"amount": 5_000_000}, True),
        ({"amount": 4_999_999}, False),
        ({"price": 5_000_000}, True),
        ({"amount": 5_000_000, "contract": "2026-3"}, False),
        ({"amount": 5_000_000, "kind": Matter.RELIEF}, False),
    ],
)
def test_large_matters_have_a_contract(values, speaks):
    rows = [matter(**{"kind": Matter.PROJECT, **values}), stage("m", RESOLVED, passed=True)]
    assert bool(said(norms.contract_is_kept, *rows)) is speaks
    assert not said(norms.contract_is_kept, rows[0])


@pytest.mark.parametrize(("name", "speaks"), [("合同.jpg", False), ("公示照片 1.jpg", True)])
def test_a_scan_of_the_contract_will_do_and_a_photo_of_the_wall_will_not(name, speaks):
    rows = [matter(kind=Matter.PROJECT, amount=9_000_000), stage("m", RESOLVED, passed=True)]
    paper: dict[str, Any] = {
        "name": name,
        "digest": "d",
        "kind": "jpg",
        "size": 1,
        "added_on": ON,
    }
    scan = Attachment(uid="a", village="v", about="m", roll="decision", **paper)
    assert bool(said(norms.contract_is_kept, *rows, scan)) is speaks


@pytest.mark.parametrize(
    ("objections", "handling", "speaks"),
    [
        ("有两户不同意", None, True),
        ("有两户不同意", "已当面说明", False),
        ("无", None, False),
        ("没有意见。", None, False),
        ("公示期间无人提出异议", None, False),
        ("无人提出异议", None, False),
        ("没有收到不同意见", None, False),
        ("无人反对但有两户不同意", None, True),
        (None, None, False),
    ],
)
def test_objections_are_handled(objections, handling, speaks):
    one = matter(objections=objections, handling=handling)
    assert bool(said(norms.objections_are_handled, one)) is speaks
    result = matter(result_objections=objections, result_handling=handling)
    assert bool(said(norms.objections_are_handled, result)) is speaks


def test_objections_to_decision_and_result_are_told_apart():
    one = matter(objections="有一户不同意", result_objections="有一户不同意")
    found = rulings.found(norms.objections_are_handled, ON, one)
    assert len({finding.period for finding in found}) == 2

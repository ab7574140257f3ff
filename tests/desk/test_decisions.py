"""四议两公开: a matter goes along its six stages; a sitting that held one is recorded once."""

from dataclasses import replace

import pytest

from tests import builders
from tests.desk.branch_village import assembly, opened, saved
from tests.desk.willow_village import add
from villagedesk.desk import Item, Step
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.decisions.line import lines, sittings
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.tables import Decider, DecisionStage, Matter, StageKind
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.people import Tie

PROPOSED, CONSULTED, EXAMINED, RESOLVED = StageKind
WELL = builders.decision("修三组水渠", uid="well", number="2026-01", kind=Matter.WELFARE)


@pytest.fixture
def desk(tmp_path):
    made = opened(tmp_path)
    add(made, WELL)
    yield made
    made.close()


def steps(desk, uid="well"):
    return [one.step for one in desk.matter(uid).stages]


def stage(desk, kind, uid="well"):
    return next(one for one in desk.matter(uid).stages if one.kind == kind)


def held(desk, kind, day, **numbers):
    """A stage typed from the old form."""
    typed = {f"stage_{key}": str(value) for key, value in numbers.items()}
    done = desk.set_stage("well", kind, {"stage_on": day, **typed})
    assert done.problems == ()
    return done


def sitting_of(desk, kind, day="2026-05-06", **votes):
    """The new sitting of a stage as its page opens it, with the votes typed into its item."""
    kinds, branch, group, _, purpose = desk.stage_sitting("well", kind).split("|")
    made = desk.new_sitting(kinds, branch, group=group, day=day, purpose=purpose)
    return replace(made, items=(Item(typed={**made.items[0].typed, **votes}),))


def test_a_new_matter_is_to_be_proposed(desk):
    assert steps(desk) == [Step.NOW, *[Step.LATER] * 5]
    assert desk.matter("well").next == "开会提议"


def test_the_matters_stand_with_the_running_ones_first(desk):
    add(desk, builders.decision("评低保", number="2026-00", result_on="2026-03-01"))
    add(desk, builders.decision("修路", number="2026-02"))
    assert [one.title for one in desk.matters()] == ["修三组水渠", "修路", "评低保"]
    assert [one.closed for one in desk.matters()] == [False, False, True]


def test_a_matter_that_is_gone_is_said_so(desk):
    with pytest.raises(UserError, match="已经不在了"):
        desk.matter("nobody")


def test_a_sitting_held_for_a_stage_becomes_that_stage_in_one_step(desk):
    sitting = sitting_of(desk, EXAMINED, votes_yes="2", votes_no="0", passed="是")
    saved(desk, sitting, held_on="2026-05-06")
    seen = stage(desk, EXAMINED)
    assert (seen.step, seen.on, seen.words) == (Step.DONE, "2026-05-06", "通过")
    assert seen.lines == ("到会 2/2", "赞成 2 ≥ 2")
    assert seen.meeting == desk.rows(MEETINGS)[0][0]
    desk.undo()
    assert not desk.rows(MEETINGS)
    assert not desk.facts().all(DecisionStage)
    assert not desk.facts().all(Tie)


def test_a_stage_follows_the_sitting_it_is_tied_to(desk):
    done = saved(desk, sitting_of(desk, EXAMINED, votes_yes="2", votes_no="0", passed="是"))
    (item,) = done.items
    fewer = replace(item, typed={**item.typed, "votes_yes": "1", "votes_no": "1", "passed": "否"})
    saved(desk, replace(done, items=(fewer,)))
    assert stage(desk, EXAMINED).words == "没有通过"
    assert len(desk.facts().all(DecisionStage)) == 1
    desk.undo()
    assert stage(desk, EXAMINED).words == "通过"


def test_the_purpose_of_a_sitting_outlives_the_page_that_was_left(desk):
    begun = sitting_of(desk, EXAMINED)
    desk.keep_sitting(begun)
    (again,) = desk.unfinished_sittings()
    assert again.purpose == begun.purpose == "decision:well:审议"


def test_a_sitting_without_a_purpose_ties_nothing(desk):
    saved(desk, assembly(desk))
    assert not desk.facts().all(Tie)


def test_a_sitting_of_the_villagers_representatives_belongs_to_no_branch(desk):
    kinds, branch, _, day, _ = desk.stage_sitting("well", RESOLVED).split("|")
    assert (kinds, branch, day) == ("村民代表会议", "", "2026-11-22")
    assert not desk.new_sitting(kinds, branch).links["meeting_branch"]


@pytest.mark.parametrize(
    ("kind", "values", "asked"),
    [
        (PROPOSED, {}, "支委会|b1"),
        (PROPOSED, {"merged": True}, "两委联席会|b1"),
        (CONSULTED, {}, "两委联席会|b1"),
        (EXAMINED, {}, "支部党员大会|b1"),
        (RESOLVED, {"decider": Decider.MEMBERS}, "成员大会|"),
    ],
)
def test_each_stage_is_held_by_its_own_body(desk, kind, values, asked):
    add(desk, builders.decision(uid="other", **values))
    assert desk.stage_sitting("other", kind).startswith(f"{asked}|")


@pytest.mark.parametrize(
    ("kind", "seats", "asked"),
    [
        (Matter.LAND, (), "村民会议"),
        (Matter.LAND, (builders.seat("liu", Body.COUNCIL, Post.HEAD_OF_COUNCIL),), "成员大会"),
        (Matter.CHARTER, (), "村民会议"),
        (Matter.WELFARE, (), "村民代表会议"),
    ],
)
def test_the_kind_of_a_matter_chooses_who_meets_where_nobody_said(desk, kind, seats, asked):
    add(desk, *seats, builders.decision(uid="other", kind=kind))
    assert desk.stage_sitting("other", RESOLVED).startswith(f"{asked}|")
    assert desk.matter("other").rules[-1] == f"参考：{kind}一般由{asked}决定；决策主体还没有填"


def test_who_met_is_who_decides_where_nobody_said_in_one_step(desk):
    saved(desk, sitting_of(desk, RESOLVED))
    assert desk.matter("well").decider == "村民代表会议"
    desk.undo()
    assert desk.matter("well").decider == ""
    add(desk, replace_decider(WELL, Decider.VILLAGERS))
    saved(desk, sitting_of(desk, RESOLVED))
    assert desk.matter("well").decider == "村民会议"


def replace_decider(matter, body):
    return type(matter)(**{**matter.model_dump(), "decider": body})


def test_a_stage_is_tied_to_a_sitting_that_is_there(desk):
    done = saved(desk, assembly(desk))
    desk.tie_stage("well", EXAMINED, done.uid)
    assert stage(desk, EXAMINED).meeting == done.uid
    assert desk.steps()[0][0].name == "修三组水渠：审议记在 2026-05-06 支部党员大会"
    desk.tie_stage("well", EXAMINED, done.uid)
    assert len(desk.facts().all(Tie)) == len(desk.facts().all(DecisionStage)) == 1


def test_a_stage_of_a_sitting_that_is_removed_keeps_its_numbers(desk):
    done = saved(desk, assembly(desk))
    desk.tie_stage("well", EXAMINED, done.uid)
    desk.remove(MEETINGS, done.uid)
    seen = stage(desk, EXAMINED)
    assert (seen.lines, seen.meeting) == (("到会 2/2",), "")


def test_a_matter_goes_with_its_stages_and_ties_in_one_step(desk):
    done = saved(desk, assembly(desk))
    desk.tie_stage("well", EXAMINED, done.uid)
    desk.remove(DECISIONS, "well")
    assert not desk.facts().all(Tie)
    desk.undo()
    assert stage(desk, EXAMINED).meeting == done.uid


def test_a_stage_that_failed_is_kept_and_held_anew_beside_it(desk):
    held(desk, EXAMINED, "2026-05-06", voters_expected=30, voters_present=14)
    seen = stage(desk, EXAMINED)
    assert (seen.step, seen.words) == (Step.INVALID, "不够法定人数，需 ≥15，表决无效")
    held(desk, EXAMINED, "2026-05-20", voters_expected=30, voters_present=20, yes=20)
    line = desk.facts().once(lines)["well"]
    assert [one.held_on for one in line.rows[EXAMINED]] == ["2026-05-06", "2026-05-20"]
    assert stage(desk, EXAMINED).step is Step.DONE


def test_a_failed_stage_is_tied_anew_without_losing_the_one_that_failed(desk):
    held(desk, EXAMINED, "2026-05-06", voters_expected=30, voters_present=14)
    done = saved(desk, assembly(desk, day="2026-05-20"))
    desk.tie_stage("well", EXAMINED, done.uid)
    assert len(desk.facts().all(DecisionStage)) == 2
    assert list(desk.facts().once(sittings).values()) == [done.uid]


def test_a_new_sitting_for_a_stage_that_failed_leaves_the_failed_one_as_it_was(desk):
    first = sitting_of(desk, EXAMINED, "2026-05-06")
    nobody = tuple(replace(one, state="病假") for one in first.attendees)
    failed = saved(desk, replace(first, attendees=nobody))
    anew = saved(desk, sitting_of(desk, EXAMINED, "2026-05-20"))
    rows = desk.facts().once(lines)["well"].rows[EXAMINED]
    assert [(one.held_on, one.present) for one in rows] == [("2026-05-06", 0), ("2026-05-20", 4)]
    assert set(desk.facts().once(sittings).values()) == {failed.uid, anew.uid}


def test_a_new_sitting_leaves_a_stage_typed_from_the_old_form_as_it_was(desk):
    held(desk, EXAMINED, "2026-05-06", voters_expected=30, voters_present=14)
    saved(desk, sitting_of(desk, EXAMINED, "2026-05-20"))
    rows = desk.facts().once(lines)["well"].rows[EXAMINED]
    assert [one.held_on for one in rows] == ["2026-05-06", "2026-05-20"]


def test_numbers_of_a_sitting_are_not_typed_over(desk):
    done = saved(desk, assembly(desk))
    desk.tie_stage("well", EXAMINED, done.uid)
    held(desk, EXAMINED, "2026-05-07", present=1, went_on="雨停了接着开", signed="是")
    seen = stage(desk, EXAMINED)
    assert (seen.on, seen.lines) == ("2026-05-06", ("到会 2/2",))
    assert desk.facts().all(DecisionStage)[0].went_on == "雨停了接着开"


@pytest.mark.parametrize("stage_kind", [EXAMINED, RESOLVED])
def test_the_reason_asked_for_at_a_failed_stage_is_heard_by_the_check(desk, stage_kind):
    first = sitting_of(desk, EXAMINED, "2026-05-06")
    saved(desk, replace(first, attendees=tuple(replace(a, state="病假") for a in first.attendees)))
    held(desk, RESOLVED, "2026-05-08")
    held(desk, stage_kind, "2026-05-08", went_on="镇里催办")
    (found,) = [one for one in desk.findings() if one.norm == "decisions.stages_stand"]
    assert found.message.endswith("；继续的原因：镇里催办")


def asked(desk, kind):
    one = stage(desk, kind).asked
    return one and (one.failed, one.how, one.reason, one.at)


def test_whoever_comes_after_a_stage_that_failed_is_asked_why(desk):
    held(desk, EXAMINED, "2026-05-06", voters_expected=30, voters_present=14)
    assert asked(desk, RESOLVED) == ("审议", "无效", "", "")
    assert asked(desk, EXAMINED) is None
    held(desk, RESOLVED, "2026-05-08")
    assert asked(desk, RESOLVED) == ("审议", "无效", "", "决议")
    desk.set_stage("well", RESOLVED, {"stage_went_on": "镇里催办"})
    assert asked(desk, RESOLVED) == ("审议", "无效", "镇里催办", "决议")


def test_a_stage_held_anew_is_asked_about_no_more(desk):
    held(desk, EXAMINED, "2026-05-06", voters_expected=30, voters_present=14)
    held(desk, EXAMINED, "2026-05-20", voters_expected=30, voters_present=20, yes=20)
    held(desk, RESOLVED, "2026-05-22")
    assert asked(desk, RESOLVED) is None


def test_a_publication_after_a_resolution_that_fell_is_asked_and_answered_there(desk):
    held(desk, RESOLVED, "2026-05-06", passed="否")
    assert asked(desk, "结果公开") is None
    desk.publish("well", {"published_on": "2026-05-07"})
    assert asked(desk, "决议公开") == ("决议", "没有通过", "", "决议")


def test_what_the_supervisors_said_is_taken_beside_the_numbers_of_a_sitting(desk):
    done = saved(desk, assembly(desk))
    desk.tie_stage("well", EXAMINED, done.uid)
    desk.set_stage("well", EXAMINED, {"stage_supervision": "程序合规", "stage_present": "1"})
    (row,) = desk.facts().all(DecisionStage)
    assert (row.supervision, row.present) == ("程序合规", 4)


@pytest.mark.parametrize(
    ("titles", "taken"),
    [
        (("修三组水渠",), 0),
        (("关于修三组水渠的议案", "其他"), 0),
        (("2026-01", "其他"), 0),
        (("2026-012 铺路", "其他"), None),
        (("水渠", "其他"), None),
        (("修三组水渠二期", "其他"), None),
        (("修三组水渠二期",), None),
        (("修三组水渠二期", "修三组水渠"), 1),
        (("修三组水渠", "修三组水渠"), None),
        (("审议议题",), 0),
    ],
)
def test_the_votes_of_a_stage_are_those_of_its_own_item(desk, titles, taken):
    add(desk, builders.decision("修三组水渠二期", uid="two", number="2026-02"))
    items = tuple(
        Item(typed={"item_title": title, "votes_yes": str(place + 1), "votes_no": "0"})
        for place, title in enumerate(titles)
    )
    done = saved(desk, replace(assembly(desk), items=items))
    desk.tie_stage("well", EXAMINED, done.uid)
    (row,) = desk.facts().all(DecisionStage)
    assert row.yes == (None if taken is None else taken + 1)


def test_votes_that_cannot_be_are_not_saved(desk):
    typed = {"stage_on": "2026-05-06", "stage_present": "20", "stage_yes": "21"}
    done = desk.set_stage("well", RESOLVED, typed)
    assert [one.label for one in done.problems] == ["stage_yes"]
    assert not desk.facts().all(DecisionStage)


def test_one_sitting_may_be_the_proposal_and_the_consultation(desk):
    add(desk, builders.decision(uid="well", number="2026-01", title="修渠", merged=True))
    held(desk, PROPOSED, "2026-05-06", expected=7, present=7)
    assert steps(desk)[:3] == [Step.DONE, Step.MERGED, Step.NOW]


def test_a_stage_that_was_left_out_is_said_so(desk):
    held(desk, PROPOSED, "2026-05-06")
    held(desk, EXAMINED, "2026-05-08")
    assert steps(desk)[:4] == [Step.DONE, Step.SKIPPED, Step.DONE, Step.NOW]


def resolved(desk, day="2026-11-10"):
    for kind in (PROPOSED, CONSULTED, EXAMINED):
        held(desk, kind, "2026-11-02")
    add(desk, builders.decision(**{**WELL.model_dump(), "decider": Decider.REPRESENTATIVES}))
    held(desk, RESOLVED, day, expected=42, present=31, yes=24, passed="是")


def test_what_was_resolved_is_to_be_published_within_three_days(desk):
    resolved(desk)
    one = desk.matter("well")
    assert (one.next, one.due, one.days_published) == ("公开决议", "2026-11-13", None)
    assert one.stages[3].lines == ("到会 31/42", "赞成 24 ≥ 16")


def test_a_publication_hangs_as_long_as_it_has_to(desk):
    resolved(desk, "2026-11-19")
    assert desk.publish("well", {"published_on": "2026-11-20"}).problems == ()
    one = desk.matter("well")
    assert (one.days_published, one.due) == ((3, 7), "2026-11-26")
    assert steps(desk)[4:] == [Step.NOW, Step.LATER]


def test_a_last_day_that_is_there_or_typed_is_kept(desk):
    resolved(desk, "2026-11-10")
    desk.publish("well", {"published_on": "2026-11-11", "published_until": "2026-11-13"})
    assert desk.entry(DECISIONS, "well").words["published_until"] == "2026-11-13"
    desk.publish("well", {"published_on": "2026-11-12"})
    assert desk.entry(DECISIONS, "well").words["published_until"] == "2026-11-13"


def test_a_finished_matter_is_closed_and_opens_again_when_that_is_taken_back(desk):
    resolved(desk)
    assert desk.publish("well", {"published_on": "2026-11-11"}).problems == ()
    assert desk.matter("well").next == "实施，公开结果"
    assert desk.finish("well", {"result_on": "2026-11-20"}).problems == ()
    assert desk.matter("well").closed
    desk.undo()
    assert not desk.matter("well").closed


def test_a_result_hangs_as_long_as_the_village_wrote_and_is_closed_after_that(desk):
    resolved(desk)
    desk.publish("well", {"published_on": "2026-11-11"})
    days = {"result_on": "2026-11-20", "result_until": "2026-11-24"}
    assert desk.finish("well", days).problems == ()
    one = desk.matter("well")
    assert (one.days_result, one.due, one.closed) == ((3, 5), "2026-11-24", False)
    assert one.next == "结果公示到期后办结"
    desk.finish("well", {"result_until": "2026-11-21"})
    assert desk.matter("well").closed


def test_a_matter_that_was_not_carried_goes_no_further(desk):
    held(desk, PROPOSED, "2026-05-06")
    held(desk, CONSULTED, "2026-05-07")
    held(desk, EXAMINED, "2026-05-08", voters_expected=30, voters_present=15, yes=15)
    assert stage(desk, EXAMINED).lines == ("到会 15/30", "赞成 15 < 16")
    assert desk.matter("well").next == "审议没有通过，改了再议，或者写上终止"


def test_what_decides_is_said_with_what_is_only_a_reference(desk):
    said = desk.matter("well").rules
    assert any(one.startswith("审议：支部党员大会表决，《中国共产党支部工作条例") for one in said)
    assert any(one.startswith("参考：商议") for one in said)

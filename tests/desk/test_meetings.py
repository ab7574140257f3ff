"""会议: a sitting is one step, and its roll is that of its day."""

from dataclasses import replace

import pytest

from tests import builders
from tests.builders import branch, member
from tests.desk.branch_village import (
    ABSENT,
    BAI,
    CHEN,
    SICK,
    THERE,
    ZHANG,
    assembly,
    labels,
    names,
    opened,
    rows,
    saved,
    with_item,
)
from tests.desk.willow_village import add
from villagedesk.desk import Item
from villagedesk.errors import UserError
from villagedesk.ledgers.meetings.due import State
from villagedesk.ledgers.meetings.tables import (
    Attendance,
    AttendanceState,
    HomeTeaching,
    MeetingKind,
)
from villagedesk.people import Movement, Person, Presence
from villagedesk.people.membership import ON_WATCH, PROBATIONARY


@pytest.fixture
def desk(tmp_path):
    made = opened(tmp_path)
    yield made
    made.close()


# who is to come


def test_an_assembly_asks_the_whole_branch_the_secretary_first(desk):
    came = desk.roll_of("2026-05-06", "支部党员大会", "b1")
    assert names(came) == ["刘伟", "张敏", "白云", "陈强"]
    assert [one.why_no_vote for one in came] == ["", "", PROBATIONARY, ON_WATCH]
    assert [one.hint for one in came] == ["一组", "二组", "一组", "一组"]
    assert {one.state for one in came} == {THERE}


def test_its_rows_have_keys_like_any_record(desk):
    saved(desk, assembly(desk))
    uids = [row.uid for row in desk.facts().all(Attendance)]
    assert len(uids) == 4
    assert {uid[: len(desk.store.mark)] for uid in uids} == {desk.store.mark}


def test_the_roll_is_that_of_the_day(desk):
    assert names(desk.roll_of("2026-01-31", "党课", "b1")) == ["刘伟", "张敏", "陈强"]
    assert desk.roll_of("2026-02-28", "党课", "b1")[-1].votes  # before the penalty
    desk.move_member("zhang", Movement.MOVED_OUT, "2026-08-01")
    assert "张敏" in names(desk.roll_of("2026-07-31", "党课", "b1"))
    assert "张敏" not in names(desk.roll_of("2026-08-01", "党课", "b1"))


@pytest.mark.parametrize(
    ("kinds", "group", "came"),
    [
        ("支委会", "", ["刘伟", "张敏"]),
        ("党小组会", "g2", ["张敏"]),
        ("党小组会", "", ["刘伟", "张敏", "白云", "陈强"]),
        ("支委会、党小组会", "g1", ["刘伟", "张敏", "白云", "陈强"]),
        ("主题党日、党课", "", ["刘伟", "张敏", "白云", "陈强"]),
        ("两委联席会", "", ["刘伟", "张敏", "钱多"]),
    ],
)
def test_a_kind_asks_its_own_people(desk, kinds, group, came):
    assert names(desk.roll_of("2026-05-06", kinds, "b1", group)) == came


def test_who_left_the_committee_is_no_longer_asked(desk):
    assert names(desk.roll_of("2026-07-01", "支委会", "b1")) == ["刘伟"]


def test_in_a_joint_sitting_each_member_has_a_say(desk):
    came = desk.roll_of("2026-05-06", "两委联席会", "b1")
    assert [(one.stage, one.votes) for one in came][-1] == (None, True)


def test_of_several_branches_each_has_the_committee_its_posts_name(desk):
    add(
        desk,
        branch(uid="b2", name="第二党支部"),
        member(ZHANG, branch="b2", post="党支部书记"),
        member(CHEN, branch="b2", post="纪检委员"),
        member(BAI, branch="b2", joined="2026-02-01"),
    )
    assert names(desk.roll_of("2026-11-01", "支委会", "b2")) == ["张敏", "陈强"]
    assert names(desk.roll_of("2026-11-01", "支委会", "b1")) == ["刘伟"]


@pytest.mark.parametrize(("day", "kinds"), [("2026-13-40", "党课"), ("2026-05-06", "茶话会")])
def test_a_day_or_a_kind_that_is_none_is_said(desk, day, kinds):
    with pytest.raises(UserError, match=r"茶话会|2026-13-40"):
        desk.roll_of(day, kinds, "b1")


# a new sitting


def test_a_first_sitting_proposes_nothing_but_the_day_and_the_roll(desk):
    new = desk.new_sitting("党课", "")
    said = {key: words for key, words in new.words.items() if words}
    assert said == {
        "held_on": "2026-11-22",
        "meeting_kinds": "党课",
        "meeting_branch": "柳林村党支部",
    }
    assert new.links["meeting_branch"] == "b1"
    assert len(new.attendees) == 4


def test_the_next_sitting_begins_as_the_latest_of_its_kind(desk):
    first = desk.new_sitting("党课", "b1", day="2026-03-02")
    first = replace(first, links={**first.links, "chair": "liu", "recorder": "zhang"})
    saved(
        desk,
        first,
        **{"begins": "9:00", "meeting_place": "会议室", "study_hours": "1.5"},
        **{"lecture_title": "党章", "meeting_content": "学习", "lecturer": "刘伟"},
    )
    new = desk.new_sitting("党课", "b1", day="2026-05-06")
    usual = ("begins", "meeting_place", "study_hours", "chair", "recorder")
    assert [new.words[key] for key in usual] == ["09:00", "会议室", "1.5", "刘伟", "张敏"]
    assert {new.words[key] for key in ("lecture_title", "meeting_content", "lecturer")} == {""}
    other = desk.new_sitting("支部党员大会", "b1")
    assert other.words["meeting_place"] == ""


def test_hours_are_proposed_for_lessons_alone(desk):
    saved(desk, desk.new_sitting("党课、支委会", "b1", day="2026-03-02"), study_hours="2")
    assert desk.new_sitting("支委会", "b1").words["study_hours"] == ""


def test_who_is_gone_is_not_proposed_as_chair(desk):
    first = desk.new_sitting("党课", "b1", day="2026-03-02")
    saved(desk, replace(first, links={**first.links, "chair": "zhang"}))
    add(desk, Person(**{**ZHANG.model_dump(), "presence": Presence.DEAD}))
    assert desk.new_sitting("党课", "b1").links["chair"] is None


def test_a_sheet_may_be_made_ready_before_the_day_and_saved_on_it(desk):
    coming = desk.new_sitting("支部党员大会", "b1", day="2026-12-01")
    assert len(coming.attendees) == 4
    assert labels(desk.save_sitting(coming)) == ["held_on"]
    assert desk.unfinished_sittings() == (coming,)


# saving


def test_a_sitting_is_saved_as_one_step_with_its_numbers(desk):
    sitting = with_item(assembly(desk, zhang=SICK, chen=ABSENT), votes_yes="1")
    done = desk.save_sitting(sitting)
    assert done.label == "记录会议 2026-05-06 支部党员大会"
    assert desk.steps()[0][0].name == done.label
    words = desk.sitting(done.uid).words
    counts = ("expected", "attended", "on_leave", "absent", "voters_expected", "voters_present")
    assert [words[key] for key in counts] == ["4", "2", "1", "1", "2", "1"]
    assert desk.sitting(done.uid).entered_on == "2026-11-22"


def test_what_was_saved_is_read_back_in_words(desk):
    sitting = assembly(desk, zhang=SICK)
    sitting = replace(
        with_item(sitting, motion="预备党员转正", votes_yes="1", passed="是"),
        links={**sitting.links, "chair": "liu"},
    )
    sitting = replace(sitting, items=(replace(sitting.items[0], person="bai"),))
    again = saved(desk, sitting, begins="9点", ends="10点半")
    assert (again.words["begins"], again.words["ends"]) == ("09:00", "10:30")
    assert again.words["chair"] == "刘伟"
    assert names(again.attendees) == ["刘伟", "张敏", "白云", "陈强"]
    assert [one.state for one in again.attendees] == [THERE, SICK, THERE, THERE]
    item = again.items[0]
    assert (item.typed["motion"], item.typed["passed"], item.person) == (
        "预备党员转正",
        "是",
        "bai",
    )
    assert desk.save_sitting(again).problems == ()
    assert len(desk.steps()[0]) == 2  # the village and the sitting: nothing changed


def test_numbers_of_an_old_record_stay_as_typed(desk):
    old = replace(assembly(desk, "2019-07"), attendees=())
    again = saved(desk, old, expected="30", attended="26", on_leave="4", absentees="外出务工4人")
    assert (again.words["expected"], again.words["attended"]) == ("30", "26")
    assert again.words["held_on"] == "2019.07"


def test_a_sitting_without_people_or_numbers_may_be_saved(desk):
    assert desk.save_sitting(replace(assembly(desk), attendees=())).problems == ()


def test_only_what_changed_is_written_again(desk):
    first = desk.sitting(desk.save_sitting(with_item(assembly(desk))).uid)
    came = tuple(
        replace(one, state=SICK) if one.person == "bai" else one for one in first.attendees
    )
    done = desk.save_sitting(replace(first, attendees=came[:-1], items=()))
    assert done.label == "修改会议 2026-05-06 支部党员大会"
    with desk.store.reading() as connection:
        changed = connection.exec_driver_sql(
            "SELECT table_name FROM change WHERE step = (SELECT max(id) FROM step)"
        ).scalars()
        assert sorted(changed) == ["agenda_item", "attendance", "attendance", "meeting"]


def test_items_stand_in_the_order_they_were_put(desk):
    titles = ("低保评议", "产业发展", "环境整治")
    typed = tuple(Item(typed={"item_title": title}) for title in (*titles, " "))
    first = saved(desk, replace(assembly(desk), items=typed))
    assert [one.typed["item_title"] for one in first.items] == [*titles]
    again = saved(desk, replace(first, items=first.items[::-1]))
    assert [one.typed["item_title"] for one in again.items] == [*titles[::-1]]
    assert {one.uid for one in again.items} == {one.uid for one in first.items}


def test_attendance_stays_as_it_was_when_a_member_moves(desk):
    uid = desk.save_sitting(assembly(desk)).uid
    before = desk.sitting(uid)
    desk.move_member("bai", Movement.CONFIRMED, "2026-06-01")
    desk.move_member("zhang", Movement.MOVED_OUT, "2026-04-01")
    assert desk.sitting(uid).attendees == before.attendees
    assert saved(desk, desk.sitting(uid), remark="补充").attendees == before.attendees


def test_guests_do_not_count_and_have_no_vote(desk):
    sitting = assembly(desk)
    guest = replace(sitting.attendees[0], person="qian", name="钱多", state=AttendanceState.GUEST)
    again = saved(desk, replace(sitting, attendees=(guest, *sitting.attendees)))
    assert names(again.attendees)[-1] == "钱多"
    assert not again.attendees[-1].votes
    assert again.words["expected"] == "4"


def test_an_old_list_that_says_nothing_of_votes_goes_on_saying_nothing(desk):
    uid = desk.save_sitting(assembly(desk)).uid
    old = {"state": THERE, "votes": None}
    add(desk, *(Attendance(**{**one._asdict(), **old}) for one in rows(desk)[Attendance]))
    sitting = desk.sitting(uid)
    assert {one.why_no_vote for one in sitting.attendees} == {"没有记录"}
    again = saved(desk, sitting, voters_expected="3", voters_present="1", expected="9")
    assert [again.words[key] for key in ("voters_expected", "expected")] == ["3", "4"]
    assert {one.votes for one in rows(desk)[Attendance]} == {None}


def test_a_broken_rule_is_saved_as_it_happened(desk):
    sitting = with_item(
        assembly(desk, zhang=ABSENT, liu=ABSENT, chen=ABSENT), votes_yes="0", passed="是"
    )
    assert desk.save_sitting(sitting).problems == ()


# undo


def test_a_sitting_goes_back_and_comes_again_to_the_letter(desk):
    before = rows(desk)
    sitting = desk.sitting(desk.save_sitting(with_item(assembly(desk, zhang=SICK))).uid)
    first = rows(desk)
    changed = replace(sitting, attendees=sitting.attendees[:2], items=())
    desk.save_sitting(changed)
    second = rows(desk)
    assert [desk.undo(), rows(desk)] == ["修改会议 2026-05-06 支部党员大会", first]
    assert [desk.undo(), rows(desk)] == ["记录会议 2026-05-06 支部党员大会", before]
    assert [desk.redo(), rows(desk)][1] == first
    assert [desk.redo(), rows(desk)][1] == second


def test_an_old_sheet_of_those_who_came_keeps_how_many_were_to_come(desk):
    held = builders.sitting("2026-03-05", MeetingKind.ASSEMBLY, branch="b1", expected=30)
    add(desk, held)
    add(desk, builders.came(held, CHEN))
    assert desk.save_sitting(desk.sitting(held.uid)).problems == ()
    again = desk.sitting(held.uid)
    assert (again.words["expected"], again.words["attended"]) == ("30", "1")


# the year


def test_each_branch_with_members_has_its_board(desk):
    add(desk, branch(uid="b2", name="第二党支部"), branch(uid="b3", name="总支"))
    add(desk, member(CHEN, branch="b2"))
    desk.save_sitting(assembly(desk))
    boards = {one.branch: one for one in desk.boards(2026)}
    assert boards.keys() == {"b1", "b2"}
    states = {
        key: [cell.state for cell in dict(one.rows)[MeetingKind.ASSEMBLY]]
        for key, one in boards.items()
    }
    assert states["b1"] == [State.UNKEPT, State.HELD, State.MISSING, State.DUE]
    assert states["b2"] == [State.UNKEPT, State.UNKEPT, State.UNKEPT, State.DUE]


def test_what_a_branch_without_members_of_its_own_held_is_shown_and_nothing_is_owed(desk):
    add(desk, branch(uid="b3", name="总支"))
    add(desk, builders.sitting("2026-03-05", MeetingKind.ASSEMBLY, branch="b3"))
    last = desk.boards(2026)[-1]
    assert last.branch == "b3"
    assert {cell.state for cell in last.cells()} == {State.HELD, State.NOT_OWED}


def test_a_county_that_asks_for_nothing_still_sees_what_was_held(desk):
    desk.change_setting("county_profile", "[meetings.are_held_in_time]\noff = true\n")
    desk.save_sitting(assembly(desk))
    states = {cell.state for cell in desk.boards(2026)[0].cells()}
    assert states == {State.HELD, State.NOT_OWED}


def test_days_until_a_record_is_late_are_the_rules(desk):
    assert desk.late_days() == 7
    desk.change_setting("county_profile", "[meetings.is_written_down_in_time]\noff = true\n")
    assert desk.late_days() > 10_000


def test_study_sums_sittings_and_lessons_at_home(desk):
    saved(desk, assembly(desk, zhang=ABSENT), study_hours="1.5")
    saved(desk, assembly(desk, "2025-05-06"), study_hours="4")
    add(
        desk,
        HomeTeaching(uid="t1", village=builders.VILLAGE, on="2026-04-01", person="chen", hours=20),
    )
    study = {one.person: one for one in desk.study(2026)}
    assert {uid: one.tenths for uid, one in study.items()} == {
        **{"liu": 15, "zhang": 0},
        **{"bai": 15, "chen": 35},
    }
    assert (study["chen"].lessons, study["liu"].lessons) == (2, 1)
    assert [study["liu"].leader, study["zhang"].leader] == [True, False]
    assert (study["liu"].needed, study["zhang"].needed) == (560, 320)
    assert study["chen"].branch == "柳林村党支部"


@pytest.mark.parametrize(("year", "owed"), [(2017, False), (2025, True), (2027, True)])
def test_any_year_has_its_board_by_the_rule_of_its_time(desk, year, owed):
    states = {cell.state for cell in desk.boards(year)[0].cells()}
    assert (states != {State.NOT_OWED}) is owed

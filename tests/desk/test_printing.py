"""Papers from the store: names on them, numbers of people never."""

import re
from dataclasses import replace

import pytest

from tests.desk.conftest import CODE
from tests.desk.small_village import settle
from villagedesk.books.papers.paper import words_on
from villagedesk.desk import Attendee, Sitting
from villagedesk.errors import UserError
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
)
from villagedesk.people import Person, Stage
from villagedesk.store.records import step

SITTING = Sitting(
    "",
    {
        "held_on": "2026.12.03",
        "meeting_kinds": "支委会议",
        "begins": "9点半",
        "guests": "镇干部、王某",
    },
    {"meeting_branch": "b1", "chair": "p1", "recorder": None},
    (
        Attendee("p1", "王秀英", "第一党小组", stage=Stage.FULL),
        Attendee("p2", "李建国", "", stage=Stage.PROBATIONARY, votes=False),
        Attendee("p3", "买买提·阿不都", state=AttendanceState.GUEST),
        Attendee("p4", "王秀英", excluded="长期患病", why_no_vote="留党察看期间"),
    ),
)


@pytest.fixture
def village(desk):
    settle(desk.store, CODE, desk.stamp())
    return desk


def hold(desk, **given):
    values = {"held_on": "2026-11-05", "kinds": "支部党员大会", "branch": "b1", "chair": "p1"}
    with step(desk.store, "会议", desk.stamp()) as write:
        uid = write.save(Meeting, {"village": CODE, **values, **given})
        for person, state in (("p1", "出席"), ("p2", "病假"), ("p3", "列席")):
            write.save(
                Attendance,
                {"village": CODE, "meeting": uid, "person": person, "state": state, "votes": True},
            )
        for place, title in ((2, "其他"), (1, "冷库")):
            write.save(
                AgendaItem, {"village": CODE, "meeting": uid, "title": title, "place": place}
            )
    return uid


def test_a_sitting_that_is_not_saved_can_be_signed_in_on_a_day_to_come(village):
    words = words_on(village.sign_in_paper(SITTING))
    assert words.startswith("河湾村党支部支委会签到表\n时间\n2026年12月3日 9:30")
    assert "主持人\n王秀英\n应到\n2 人" in words
    assert village.count(MEETINGS) == 0


def test_guests_stand_apart_and_reasons_are_nobodys_business(village):
    words = words_on(village.sign_in_paper(SITTING))
    names, guests = words.split("列席人员", 1)
    assert "买买提" not in names
    assert all(name in guests for name in ("买买提·阿不都", "镇干部", "王某"))
    assert "预备党员" in names
    assert "不计应到" in names
    assert "患病" not in words
    assert "察看" not in words


def test_words_that_cannot_be_read_leave_their_place_blank(village):
    typed = {"held_on": "改天", "meeting_kinds": "茶话会", "begins": "天亮"}
    words = words_on(village.sign_in_paper(replace(SITTING, words=typed)))
    assert words.startswith("河湾村党支部会议签到表")
    assert "改天" not in words


def test_minutes_are_those_of_the_saved_sitting(village):
    words = words_on(village.minutes_paper(hold(village, content="讨论冷库。", place="会议室")))
    assert words.startswith("河湾村党支部党员大会会议记录")
    assert "李建国（病假）" in words
    assert "列席\n买买提·阿不都" in words
    assert "讨论冷库。" in words
    assert words.index("冷库") < words.index("其他")


def test_minutes_of_a_sitting_that_is_gone_say_so(village):
    with pytest.raises(UserError, match="已经不在了"):
        village.minutes_paper("nothing")


def test_minutes_say_the_day_of_entry_after_the_days_the_county_grants(village):
    late = hold(village)
    assert village.minutes_paper(late).foot == "2026年11月22日补录"
    in_time = hold(village, held_on="2026-11-20")
    assert village.minutes_paper(in_time).foot == ""


def test_no_number_of_a_person_is_on_any_paper(village):
    papers = (village.sign_in_paper(SITTING), village.minutes_paper(hold(village)))
    people = village.facts().all(Person)
    numbers = [n for one in people for n in (one.id_no, one.phone, one.born) if n]
    assert len(numbers) >= 4
    for paper in papers:
        words = words_on(paper)
        assert not [number for number in numbers if number in words]
        assert not re.search(r"\d{5,}", words)


def test_who_is_no_member_can_be_asked_to_come_too(village):
    asked = replace(SITTING.attendees[2], state=AttendanceState.THERE)
    words = words_on(village.sign_in_paper(replace(SITTING, attendees=(asked,))))
    assert "1\n买买提·阿不都" in words

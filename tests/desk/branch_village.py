"""A branch of four members with two groups and a committee, and how its sittings are typed."""

from dataclasses import replace
from datetime import datetime

from tests.builders import branch, member, party_group, penalty, person, seat, term
from tests.desk import willow_village
from villagedesk.desk import Item
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
)
from villagedesk.people import Penalty, Stage

NOW = datetime(2026, 11, 22, 9, 0)
THERE, SICK, ABSENT = AttendanceState.THERE, AttendanceState.SICK, AttendanceState.ABSENT

LIU = person("刘伟", uid="liu", pinyin="liuwei")
ZHANG = person("张敏", uid="zhang", pinyin="zhangmin")
BAI = person("白云", uid="bai", pinyin="baiyun")
CHEN = person("陈强", uid="chen", pinyin="chenqiang")
QIAN = person("钱多", uid="qian", pinyin="qianduo")
VILLAGE = (
    *(LIU, ZHANG, BAI, CHEN, QIAN),
    branch(uid="b1", founded="1958"),
    *(party_group("b1", "一组", uid="g1"), party_group("b1", "二组", uid="g2")),
    member(LIU, branch="b1", group="g1"),
    member(ZHANG, branch="b1", group="g2"),
    member(BAI, branch="b1", group="g1", stage=Stage.PROBATIONARY, joined="2026-02-01"),
    member(CHEN, group="g1"),
    penalty(CHEN, "2026-03-01", penalty=Penalty.PROBATION, until="2027-03-01"),
    term(start="2021-01-10", due_end="2026-12-31"),
    seat(LIU, Body.PARTY, Post.SECRETARY, uid="secretary"),
    seat(ZHANG, Body.PARTY, Post.ORGANISER, uid="organiser", until="2026-06-30"),
    seat(QIAN, Body.COMMITTEE, Post.DEPUTY_CHAIR, uid="deputy"),
)


def opened(tmp_path):
    """A desk on that village."""
    return willow_village.opened(tmp_path, *VILLAGE, now=NOW)


def names(attendees):
    return [one.name for one in attendees]


def saved(desk, sitting, **words):
    """The sitting as it stands once these words are typed and it is saved."""
    done = desk.save_sitting(replace(sitting, words={**sitting.words, **words}))
    assert done.problems == ()
    return desk.sitting(done.uid)


def assembly(desk, day="2026-05-06", **states):
    """A new 支部党员大会 with the states of those who are named."""
    sitting = desk.new_sitting("支部党员大会", "b1", day=day)
    came = (replace(one, state=states.get(one.person, THERE)) for one in sitting.attendees)
    return replace(sitting, attendees=tuple(came))


def with_item(sitting, **votes):
    return replace(sitting, items=(Item(typed={"item_title": "低保评议", **votes}),))


def rows(desk):
    facts = desk.facts()
    return {kind: sorted(facts.all(kind)) for kind in (Meeting, Attendance, AgendaItem)}


def labels(done):
    return [one.label for one in done.problems]

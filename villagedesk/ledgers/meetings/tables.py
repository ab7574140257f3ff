"""What a branch holds and keeps: sittings with their roll and votes, reviews, members far away."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from villagedesk.declare import (
    Record,
    choice,
    link,
    number,
    part_of,
    several,
    study_hours,
    text,
    time_of_day,
    when,
    yes_no,
)
from villagedesk.people import PartyBranch, PartyGroup, Person, Stage, When

UNORDERED = 99
"""Where an item of the agenda stands that was given no place: last."""


class MeetingKind(StrEnum):
    """What a sitting counts as; one sitting may count as several."""

    ASSEMBLY = "支部党员大会"
    COMMITTEE = "支委会"
    GROUP = "党小组会"
    LECTURE = "党课"
    THEME_DAY = "主题党日"
    LIFE = "组织生活会"
    REVIEW = "民主评议党员"
    JOINT = "两委联席会"
    REPRESENTATIVES = "村民代表会议"
    VILLAGERS = "村民会议"
    MEMBERS = "成员大会"
    DELEGATES = "成员代表大会"
    OTHER = "其他"

    @classmethod
    def _missing_(cls, value: object) -> "MeetingKind | None":
        return next((kind for kind, words in _SAID.items() if value in words), None)


OF_THE_VILLAGE = (
    MeetingKind.REPRESENTATIVES,
    MeetingKind.VILLAGERS,
    MeetingKind.MEMBERS,
    MeetingKind.DELEGATES,
)
"""Sittings of villagers or of members of the collective, which no branch holds."""

_SAID = {
    MeetingKind.ASSEMBLY: ("党员大会", "支部大会", "全体党员大会", "党员会"),
    MeetingKind.COMMITTEE: ("支部委员会", "支部委员会会议", "支委会议", "支委扩大会"),
    MeetingKind.GROUP: ("党小组会议", "小组会"),
    MeetingKind.LECTURE: ("上党课", "讲党课", "党课教育"),
    MeetingKind.THEME_DAY: ("主题党日活动", "党日活动"),
    MeetingKind.LIFE: ("专题组织生活会",),
    MeetingKind.REVIEW: ("民主评议", "党员民主评议"),
    MeetingKind.REPRESENTATIVES: ("村民代表大会", "代表会议", "村代会"),
    MeetingKind.VILLAGERS: ("村民大会",),
    MeetingKind.MEMBERS: ("集体经济组织成员大会", "股份经济合作社成员大会"),
    MeetingKind.DELEGATES: ("集体经济组织成员代表大会", "社员代表大会"),
    MeetingKind.JOINT: ("两委会", "两委会议", "村两委联席会", "村两委会议"),
}


class AttendanceState(StrEnum):
    """出席情况 of one person."""

    THERE = "出席"
    SICK = "病假"
    LEAVE = "事假"
    AWAY = "外出"
    ONLINE = "线上"
    AT_HOME = "送学补课"
    ABSENT = "无故缺席"
    GUEST = "列席"


class Motion(StrEnum):
    """What is voted on: it decides the quorum."""

    ORDINARY = "一般事项"
    ADMISSION = "接收预备党员"
    CONFIRMATION = "预备党员转正"
    ELECTION = "选举"


class Method(StrEnum):
    """表决方式."""

    HANDS = "举手"
    VOICE = "口头"
    BALLOT = "无记名投票"


class Meeting(Record, table=True):
    """One sitting; its numbers are computed from the attendance, or typed where only they remain.

    `title` is derived, for lists that have room for one line.
    """

    title_field: ClassVar[str] = "title"
    sort_field: ClassVar[str] = "held_on"
    derived_fields: ClassVar[tuple[str, ...]] = ("title",)
    entered_field: ClassVar[str] = "entered_on"

    held_on: When = when("会议日期", past=True, required=True, key="held_on")
    kinds: str = several("会议类型", MeetingKind, required=True, key="meeting_kinds", width=18)
    branch: str | None = link(
        PartyBranch, "召开会议的党组织", required=False, width=18, key="meeting_branch"
    )
    group: str | None = link(
        PartyGroup, "召开会议的党小组", required=False, width=12, key="meeting_group"
    )
    begins: str | None = time_of_day("开始时间", key="begins")
    ends: str | None = time_of_day("结束时间", key="ends")
    place: str | None = text("会议地点", width=14, key="meeting_place")
    chair: str | None = link(Person, "主持人", required=False, key="chair")
    recorder: str | None = link(Person, "记录人", required=False, key="recorder")
    topic: str | None = text("会议议题", lines=3, width=24, key="meeting_topic")
    content: str | None = text("主要内容", lines=8, width=30, key="meeting_content")
    resolution: str | None = text("形成决议", lines=4, width=24, key="meeting_resolution")
    expected: int | None = number("应到人数", key="expected")
    present: int | None = number("实到人数", key="attended")
    on_leave: int | None = number("请假人数", key="on_leave")
    absent: int | None = number("缺席人数", key="absent")
    voters_expected: int | None = number("应到会有表决权", width=10, key="voters_expected")
    voters_present: int | None = number("实到有表决权", width=10, key="voters_present")
    absentees: str | None = text("缺席人员及原因", lines=2, width=20, key="absentees")
    guests: str | None = text("列席人员", lines=2, width=16, key="guests")
    lecturer: str | None = text("主讲人", width=10, key="lecturer")
    lecture: str | None = text("授课题目", width=20, key="lecture_title")
    hours: int | None = study_hours("学时", key="study_hours")
    note: str | None = text("备注", lines=2, key="remark")
    entered_on: When | None = when("录入日期", key="entered_on")
    title: str = ""

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """2026-03-05 支委会: the day and the kinds."""
        return {"title": f"{values.get('held_on') or ''} {values.get('kinds') or ''}".strip()}


class AgendaItem(Record, table=True):
    """One matter on the agenda: what was resolved, and how it was voted."""

    __tablename__ = "agenda_item"
    title_field: ClassVar[str] = "title"

    meeting: str = part_of(Meeting)
    title: str = text("议题", required=True, width=24, key="item_title")
    resolution: str | None = text("决议", lines=3, width=24, key="item_resolution")
    motion: str | None = choice("表决事项", Motion, required=False, width=14, key="motion")
    person: str | None = link(Person, "涉及的党员", required=False, key="item_person")
    method: str | None = choice("表决方式", Method, required=False, width=10, key="method")
    yes: int | None = number("赞成", width=6, key="votes_yes")
    no: int | None = number("反对", width=6, key="votes_no")
    abstained: int | None = number("弃权", width=6, key="votes_abstained")
    unvoted: int | None = number("未投票", width=6, key="votes_missing")
    written: int | None = number("其中书面意见", width=8, key="votes_written")
    passed: bool | None = yes_no("是否通过", key="passed")
    place: int = UNORDERED


class Attendance(Record, table=True):
    """One person at one sitting, as the roll stood that day; it does not follow later changes."""

    title_field: ClassVar[str] = "person"

    meeting: str = part_of(Meeting)
    person: str = link(Person, "姓名", key="name")
    state: AttendanceState = choice(
        "出席情况", AttendanceState, width=10, key="presence_at_meeting"
    )
    stage: str | None = choice("当时人员类别", Stage, required=False, key="stage_then")
    votes: bool | None = yes_no("有无表决权", key="has_vote")
    excluded: str | None = text("不计入应到的原因", width=16, key="excluded_why")
    approval: str | None = text("不计入的批准依据", width=16, key="excluded_by")
    note: str | None = text("说明", width=16, key="attendance_note")


class Reason(StrEnum):
    """外出原因 of a mobile member."""

    WORK = "务工"
    TRADE = "经商"
    STUDY = "就学"
    FAMILY = "随迁"
    OTHER = "其他"


class Floating(Record, table=True):
    """流动党员登记: one stay away from the home branch."""

    __tablename__ = "floating_member"
    title_field: ClassVar[str] = "person"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("left_on", "returned_on"),)

    person: str = link(Person, "姓名", key="name")
    left_on: When = when("外出日期", past=True, required=True, key="floating_since")
    place: str | None = text("流出地点", width=16, key="floating_to")
    reason: str | None = choice("外出原因", Reason, required=False, width=8, key="floating_why")
    certificate: bool | None = yes_no("持流动党员活动证", key="floating_card")
    host: str | None = text("流入地党组织", width=18, key="host_branch")
    contact: str | None = link(Person, "支部联系人", required=False, key="float_contact")
    returned_on: When | None = when("返乡日期", past=True, key="floating_until")
    review_at: str | None = text("民主评议参加地", width=14, key="review_at")
    dues_until: When | None = when("党费缴至", key="dues_until")
    note: str | None = text("备注", lines=2, key="remark")


class Way(StrEnum):
    """How somebody far away was reached."""

    PHONE = "电话"
    CHAT = "微信"
    MET = "见面"
    OTHER = "其他"


class FloatContact(Record, table=True):
    """联系记录: one contact with a mobile member."""

    __tablename__ = "float_contact"
    title_field: ClassVar[str] = "on"

    floating: str = part_of(Floating)
    on: When = when("联系日期", past=True, required=True, key="contacted_on")
    way: str | None = choice("联系方式", Way, required=False, width=8, key="contact_way")
    by: str | None = text("联系的人", width=10, key="contacted_by")
    said: str | None = text("了解到的情况", lines=2, width=24, key="contact_said")


class Frailty(StrEnum):
    """Why a member is taught at home."""

    OLD = "年老"
    WEAK = "体弱"
    DISABLED = "残疾"
    ILL = "患病"


class HomeTeaching(Record, table=True):
    """送教上门: one lesson brought to a member's home."""

    __tablename__ = "home_teaching"
    title_field: ClassVar[str] = "person"
    entered_field: ClassVar[str] = "entered_on"

    on: When = when("送学日期", past=True, required=True, key="taught_on")
    person: str = link(Person, "姓名", key="name")
    reason: str | None = choice("送学类别", Frailty, required=False, width=8, key="taught_why")
    teacher: str | None = text("送学人", width=10, key="teacher")
    content: str | None = text("学习内容", lines=2, width=24, key="taught_what")
    hours: int | None = study_hours("学时", key="study_hours")
    feedback: str | None = text("反馈意见", lines=2, width=20, key="taught_feedback")
    entered_on: When | None = when("录入日期", key="entered_on")


class ReviewGrade(StrEnum):
    """等次 of 民主评议党员."""

    EXCELLENT = "优秀"
    FIT = "合格"
    BARELY = "基本合格"
    UNFIT = "不合格"


class MemberReview(Record, table=True):
    """民主评议党员: what a year's review said of one member."""

    __tablename__ = "member_review"
    title_field: ClassVar[str] = "person"

    year: int = number("年度", least=1949, required=True, key="year")
    person: str = link(Person, "姓名", key="name")
    own_grade: str | None = choice("自评等次", ReviewGrade, required=False, key="own_grade")
    peers_excellent: int | None = number("互评优秀票", key="peers_excellent")
    peers_fit: int | None = number("互评合格票", key="peers_fit")
    peers_barely: int | None = number("互评基本合格票", key="peers_barely")
    peers_unfit: int | None = number("互评不合格票", key="peers_unfit")
    ballot_excellent: int | None = number("测评优秀票", key="ballot_excellent")
    ballot_fit: int | None = number("测评合格票", key="ballot_fit")
    ballot_barely: int | None = number("测评基本合格票", key="ballot_barely")
    ballot_unfit: int | None = number("测评不合格票", key="ballot_unfit")
    grade: str | None = choice("支部评定等次", ReviewGrade, required=False, key="review_grade")
    why_not: str | None = text("不评定原因", width=16, key="not_graded_why")
    handling: str | None = text("处理意见", lines=2, width=20, key="review_handling")
    note: str | None = text("备注", lines=2, key="remark")

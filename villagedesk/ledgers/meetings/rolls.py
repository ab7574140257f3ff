"""Where each field of the meeting log appears."""

from sqlalchemy import func
from sqlmodel import select

from villagedesk.declare import Derived, Face, Roll, column, via
from villagedesk.kinds import Day, Text
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    FloatContact,
    Floating,
    HomeTeaching,
    Meeting,
    MemberReview,
)
from villagedesk.people import Person

_NAMES = (Person.name, Person.pinyin, Person.initials)

AGENDA = Derived(
    Face("议题或主题", Text(), 28, required=False, key="agenda"),
    func.coalesce(
        column(Meeting.topic),
        column(Meeting.lecture),
        select(func.aggregate_strings(column(AgendaItem.title), "；"))
        .where(column(AgendaItem.meeting) == column(Meeting.uid))
        .correlate(Meeting)
        .scalar_subquery(),
    ),
)
LAST_CONTACT = Derived(
    Face("最近联系日期", Day(), 11, required=False, key="last_contact"),
    select(func.max(column(FloatContact.on)))
    .where(column(FloatContact.floating) == column(Floating.uid))
    .correlate(Floating)
    .scalar_subquery(),
)

_ATTENDANCE_FIELDS = (
    Attendance.state,
    Attendance.stage,
    Attendance.votes,
    Attendance.excluded,
    Attendance.approval,
    Attendance.note,
)
ATTENDANCE = Roll(
    "签到",
    Attendance,
    grid=(Attendance.person, *_ATTENDANCE_FIELDS),
    form=(("签到", (Attendance.person, *_ATTENDANCE_FIELDS)),),
    search=_NAMES,
    sheet=(
        via(Attendance.meeting, Meeting.kinds),
        via(Attendance.meeting, Meeting.branch),
        Person.name,
        Person.id_no,
        *_ATTENDANCE_FIELDS,
    ),
)

_ITEM_FIELDS = (
    AgendaItem.title,
    AgendaItem.resolution,
    AgendaItem.motion,
    AgendaItem.person,
    AgendaItem.method,
    AgendaItem.yes,
    AgendaItem.no,
    AgendaItem.abstained,
    AgendaItem.unvoted,
    AgendaItem.written,
    AgendaItem.passed,
)
AGENDA_ITEMS = Roll(
    "议题和表决",
    AgendaItem,
    grid=_ITEM_FIELDS,
    form=(("议题和表决", _ITEM_FIELDS),),
    search=(AgendaItem.title,),
    sheet=(
        via(AgendaItem.meeting, Meeting.kinds),
        via(AgendaItem.meeting, Meeting.branch),
        *_ITEM_FIELDS,
    ),
    order=(AgendaItem.meeting, AgendaItem.place),
)

_NUMBERS = (
    Meeting.expected,
    Meeting.present,
    Meeting.on_leave,
    Meeting.absent,
    Meeting.voters_expected,
    Meeting.voters_present,
)
MEETINGS = Roll(
    "会议",
    Meeting,
    grid=(
        Meeting.held_on,
        Meeting.kinds,
        AGENDA,
        Meeting.expected,
        Meeting.present,
        Meeting.chair,
        Meeting.branch,
    ),
    form=(
        (
            "会议",
            (
                Meeting.held_on,
                Meeting.kinds,
                Meeting.branch,
                Meeting.group,
                Meeting.begins,
                Meeting.ends,
                Meeting.place,
                Meeting.chair,
                Meeting.recorder,
            ),
        ),
        ("记录", (Meeting.topic, Meeting.content, Meeting.resolution)),
        ("人数", (*_NUMBERS, Meeting.absentees, Meeting.guests)),
        ("党课", (Meeting.lecturer, Meeting.lecture, Meeting.hours)),
        ("更多", (Meeting.note,)),
    ),
    search=(Meeting.kinds, Meeting.topic, Meeting.content, Meeting.lecture, Meeting.place),
    sheet=(
        Meeting.held_on,
        Meeting.kinds,
        Meeting.branch,
        Meeting.group,
        AGENDA,
        Meeting.begins,
        Meeting.ends,
        Meeting.place,
        Meeting.chair,
        Meeting.recorder,
        *_NUMBERS,
        Meeting.absentees,
        Meeting.guests,
        Meeting.topic,
        Meeting.content,
        Meeting.resolution,
        Meeting.lecturer,
        Meeting.lecture,
        Meeting.hours,
        Meeting.entered_on,
        Meeting.note,
    ),
    filters=(Meeting.branch, Meeting.kinds),
    parts=(AGENDA_ITEMS, ATTENDANCE),
    order=(Meeting.held_on, Meeting.begins),
    dated=Meeting.held_on,
)

_CONTACT_FIELDS = (FloatContact.on, FloatContact.way, FloatContact.by, FloatContact.said)
FLOAT_CONTACTS = Roll(
    "流动党员联系记录",
    FloatContact,
    grid=_CONTACT_FIELDS,
    form=(("联系记录", _CONTACT_FIELDS),),
    search=(FloatContact.said,),
    sheet=_CONTACT_FIELDS,
    order=(FloatContact.floating, FloatContact.on),
)

_FLOATING_MORE = (
    Floating.certificate,
    Floating.host,
    Floating.contact,
    Floating.returned_on,
    Floating.review_at,
    Floating.dues_until,
    Floating.note,
)
FLOATING = Roll(
    "流动党员登记",
    Floating,
    grid=(
        Person.name,
        Floating.left_on,
        Floating.place,
        Floating.reason,
        Floating.contact,
        LAST_CONTACT,
        Floating.returned_on,
        Person.phone,
    ),
    form=(
        ("流动党员登记", (Floating.person, Floating.left_on, Floating.place, Floating.reason)),
        ("联系", _FLOATING_MORE),
    ),
    search=(*_NAMES, Floating.place, Person.phone),
    sheet=(
        Person.name,
        Person.gender,
        Person.id_no,
        Floating.left_on,
        Floating.place,
        Floating.reason,
        *_FLOATING_MORE[:-1],
        LAST_CONTACT,
        Person.phone,
        Floating.note,
    ),
    filters=(Floating.reason,),
    parts=(FLOAT_CONTACTS,),
)

_TAUGHT = (
    HomeTeaching.reason,
    HomeTeaching.teacher,
    HomeTeaching.content,
    HomeTeaching.hours,
    HomeTeaching.feedback,
)
HOME_TEACHING = Roll(
    "送教上门",
    HomeTeaching,
    grid=(HomeTeaching.on, Person.name, *_TAUGHT[:-1]),
    form=(("送教上门", (HomeTeaching.on, HomeTeaching.person, *_TAUGHT)),),
    search=(*_NAMES, HomeTeaching.content),
    sheet=(HomeTeaching.on, Person.name, Person.id_no, *_TAUGHT, HomeTeaching.entered_on),
    filters=(HomeTeaching.reason,),
    dated=HomeTeaching.on,
)

_BALLOTS = (
    MemberReview.peers_excellent,
    MemberReview.peers_fit,
    MemberReview.peers_barely,
    MemberReview.peers_unfit,
    MemberReview.ballot_excellent,
    MemberReview.ballot_fit,
    MemberReview.ballot_barely,
    MemberReview.ballot_unfit,
)
MEMBER_REVIEWS = Roll(
    "民主评议党员",
    MemberReview,
    grid=(
        MemberReview.year,
        Person.name,
        MemberReview.own_grade,
        MemberReview.ballot_excellent,
        MemberReview.ballot_fit,
        MemberReview.grade,
        MemberReview.why_not,
    ),
    form=(
        (
            "民主评议党员",
            (
                MemberReview.year,
                MemberReview.person,
                MemberReview.own_grade,
                MemberReview.grade,
                MemberReview.why_not,
            ),
        ),
        ("互评和测评", _BALLOTS),
        ("更多", (MemberReview.handling, MemberReview.note)),
    ),
    search=_NAMES,
    sheet=(
        MemberReview.year,
        Person.name,
        Person.id_no,
        MemberReview.own_grade,
        *_BALLOTS,
        MemberReview.grade,
        MemberReview.why_not,
        MemberReview.handling,
        MemberReview.note,
    ),
    filters=(MemberReview.year, MemberReview.grade),
    order=(MemberReview.year, Person.name),
)

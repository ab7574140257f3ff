"""Papers of a sitting: names go on them, and never a number of a person."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from villagedesk.books.papers.meetings import Held, Sat, Signer, minutes, sign_in_sheet
from villagedesk.books.papers.paper import Paper
from villagedesk.declare import column, face
from villagedesk.desk.meetings import Attendee, Meetings, Sitting
from villagedesk.desk.meetings.writing import rows_under
from villagedesk.desk.wording import title_of
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Link
from villagedesk.ledgers.meetings.sitting import JOINT
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
)
from villagedesk.people import Person, Stage, Village
from villagedesk.store.records import get, table_of

_HEAD = {
    "day": Meeting.held_on,
    "begins": Meeting.begins,
    "ends": Meeting.ends,
    "place": Meeting.place,
}
_NAMED = {
    "branch": Meeting.branch,
    "group": Meeting.group,
    "chair": Meeting.chair,
    "recorder": Meeting.recorder,
}
_BETWEEN_GUESTS = re.compile(r"\s*[、，,；;\n]+\s*")


@dataclass
class SittingPapers(Meetings):
    """The verbs that lay the papers of a sitting ready for the printer."""

    def sign_in_paper(self, sitting: Sitting) -> Paper:
        """签到表 of a sitting as it is typed, saved or not; what cannot be read stays blank."""
        values = {name: _read(field, sitting.words) for name, field in _HEAD.items()}
        links = {name: sitting.links.get(face(field).key) for name, field in _NAMED.items()}
        with self.store.reading() as connection:
            held = _held(connection, values, links, kinds=_read(Meeting.kinds, sitting.words))
        asked = [one for one in sitting.attendees if one.state != AttendanceState.GUEST]
        return sign_in_sheet(
            held,
            [_signer(one) for one in asked],
            expected=sum(not one.excluded for one in asked),
            guests=_guests(sitting),
        )

    def minutes_paper(self, uid: str) -> Paper:
        """会议记录 of a sitting as it was saved; raises UserError where it is gone."""
        with self.store.reading() as connection:
            values = get(connection, Meeting, uid)
            if values is None:
                raise UserError("这次会议已经不在了，可能刚被删除或撤销，请回到三会一课看看")
            sat = _sat(connection, Meeting(**values))
        return minutes(sat, self.late_days())


def _read(attribute: object, words: Mapping[str, str]) -> str:
    """A typed word as it would be stored; a day to come is a day too, for who prints beforehand."""
    own = face(attribute)
    try:
        return str(own.kind.parse(words.get(own.key, "")) or "")
    except Refused:
        return ""


def _held(
    connection: Connection,
    values: Mapping[str, str],
    links: Mapping[str, str | None],
    *,
    kinds: str,
) -> Held:
    named = {name: _title(connection, _NAMED[name], uid) for name, uid in links.items()}
    village = connection.execute(select(table_of(Village).c.name)).scalar_one()
    held = tuple(map(MeetingKind, kinds.split(JOINT))) if kinds else ()
    return Held(village, kinds=held, **values, **named)


def _title(connection: Connection, attribute: object, uid: str | None) -> str:
    kind = face(attribute).kind
    assert isinstance(kind, Link)
    return title_of(connection, kind.table, uid)


def _signer(one: Attendee) -> Signer:
    """Only what may lie open on a table: not why somebody has no vote or is not counted."""
    remark = "不计应到" if one.excluded else ""
    if one.stage is Stage.PROBATIONARY:
        remark = "预备党员"
    return Signer(one.name, one.hint, remark)


def _guests(sitting: Sitting) -> list[str]:
    named = [one.name for one in sitting.attendees if one.state == AttendanceState.GUEST]
    typed = _BETWEEN_GUESTS.split(sitting.words.get(face(Meeting.guests).key, "").strip())
    return [*named, *(name for name in typed if name)]


def _sat(connection: Connection, meeting: Meeting) -> Sat:
    attendance = tuple(rows_under(connection, Attendance, meeting.uid))
    items = tuple(rows_under(connection, AgendaItem, meeting.uid))
    names = _names(connection, {row.person for row in (*attendance, *items)})
    place = {uid: order for order, uid in enumerate(names)}
    held = _held(
        connection,
        {name: getattr(meeting, column(field).name) or "" for name, field in _HEAD.items()},
        {name: getattr(meeting, name) for name in _NAMED},
        kinds=meeting.kinds,
    )
    there = tuple(sorted(attendance, key=lambda row: place[row.person]))
    return Sat(held, meeting, there, items, names)


def _names(connection: Connection, uids: Iterable[str | None]) -> dict[str, str]:
    """The names of these people by uid, in the order of their pinyin."""
    own = table_of(Person)
    query = select(own.c.uid, own.c.name).where(own.c.uid.in_([uid for uid in uids if uid]))
    return {row.uid: row.name for row in connection.execute(query.order_by(own.c.pinyin))}

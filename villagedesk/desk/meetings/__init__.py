"""The verbs of 三会一课: the year board, one sitting from roll to votes, study hours."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select

from villagedesk.declare import Facts, Problem, face
from villagedesk.desk.keeping import Keeping, Saved
from villagedesk.desk.meetings.expected import expected, hint, placing
from villagedesk.desk.meetings.impossible import (
    impossible_attendance,
    impossible_sitting,
    impossible_votes,
)
from villagedesk.desk.meetings.sitting import (
    NEW,
    Attendee,
    Item,
    Sitting,
    frozen,
    typed_attendees,
    typed_items,
    typed_words,
    unfinished,
)
from villagedesk.desk.meetings.studying import Studied, studies
from villagedesk.desk.meetings.writing import rows_under, write_attendance, write_items
from villagedesk.desk.stages import follow, ruled, stages_of, title_of_purpose
from villagedesk.desk.wording import draft_of, drop_draft, form_fields
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Link, first_day, is_blank, last_day
from villagedesk.ledgers.decisions.line import STANDS
from villagedesk.ledgers.meetings.due import (
    Board,
    boards,
    meetings_of,
)
from villagedesk.ledgers.meetings.rolls import AGENDA_ITEMS, MEETINGS
from villagedesk.ledgers.meetings.sitting import JOINT, Counts, counted, counts_of, kinds_of
from villagedesk.ledgers.meetings.tables import (
    OF_THE_VILLAGE,
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
)
from villagedesk.people import PartyBranch, PartyMember, Person, Presence
from villagedesk.quorum import Procedure
from villagedesk.store import records
from villagedesk.store.records import step, table_of

__all__ = ["Attendee", "Item", "Meetings", "Sitting", "Studied"]

_FOREVER = 36_500
"""Days after which a record is late where the county does not ask."""


@dataclass(frozen=True)
class _Read:
    """A sitting's words as values, and what was wrong with them."""

    values: dict[str, Any]
    attendance: list[dict[str, Any]]
    items: list[dict[str, Any]]
    problems: list[Problem]


@dataclass
class Meetings(Keeping):
    """The verbs of the year page and of the page of one sitting."""

    def boards(self, year: int) -> tuple[Board, ...]:
        """The year of each branch; see `ledgers.meetings.due.boards`."""
        return boards(self.facts(), year, today=self.today, rules=self.rules())

    def late_days(self) -> int:
        """How many days after a sitting its record is no 补录 yet."""
        rule = self.rules().on("meetings.is_written_down_in_time", self.today)
        return rule.number("late_days") if rule else _FOREVER

    def roll_of(self, day: str, kinds: str, branch: str, group: str = "") -> tuple[Attendee, ...]:
        """Who is to come that day, all of them as 出席; raises UserError for a day that is none.

        支委会: the branch's committee; 党小组会: the group; 两委联席会: both committees; else all.
        """
        on = last_day(self._read_day(day))
        return expected(self.facts(), on, _kinds(kinds), branch=branch, group=group)

    def new_sitting(
        self, kinds: str, branch: str, *, group: str = "", day: str = "", purpose: str = ""
    ) -> Sitting:
        """A sitting to be written up: the usual time, place and people, and that day's roll.

        The day may be still to come, so that the sign-in sheet can be printed; saving has to wait
        for it. What it is held for (`purpose`, see desk.stages) stands first on its agenda. Raises
        UserError for a day or a kind that is none.
        """
        facts, held_on = self.facts(), self._read_day(day)
        homes = facts.all(PartyBranch)
        alone = len(homes) == 1 and not _is_of_the_village(_kinds(kinds))
        home = branch or (homes[0].uid if alone else "")
        values = {
            **_as_usual(facts, _kinds(kinds), home, group),
            **{"held_on": held_on, "kinds": kinds, "branch": home or None, "group": group or None},
        }
        with self.store.reading() as connection:
            entry = self._entry(connection, MEETINGS, "", values, {})
            title = title_of_purpose(connection, purpose)
        items = (Item(typed={face(AgendaItem.title).key: title}),) if title else ()
        attendees, draft = self.roll_of(held_on, kinds, home, group), f"{NEW}{uuid4().hex}"
        return Sitting("", entry.words, entry.links, attendees, items, draft=draft, purpose=purpose)

    def _read_day(self, day: str) -> str:
        return _parsed(Meeting.held_on, day) or self.today.isoformat()

    def sitting(self, uid: str) -> Sitting:
        """A saved sitting as it was then, its draft over it; raises UserError if it is gone."""
        entry = self.entry(MEETINGS, uid)
        with self.store.reading() as connection:
            saved = records.get(connection, Meeting, uid) or {}
            draft = draft_of(connection, MEETINGS.key, uid)
            people, items = typed_attendees(draft), typed_items(draft)
            if people is None:
                people = _attendees(connection, Meeting(**saved))
            if items is None:
                items = tuple(map(_item, rows_under(connection, AgendaItem, uid)))
        entered = saved.get("entered_on") or ""
        return Sitting(uid, entry.words, entry.links, people, items, entered)

    def rules_of_matters(self, sitting: Sitting) -> Mapping[str, Procedure]:
        """By what each matter is decided for a stage of which the sitting is held, by its title."""
        day = _parsed(Meeting.held_on, sitting.words.get(face(Meeting.held_on).key, ""))
        rule = self.rules().on(STANDS, first_day(day) if day else self.today)
        with self.store.reading() as connection:
            stages = stages_of(connection, sitting.uid, sitting.purpose)
            kinds = sitting.words.get(face(Meeting.kinds).key, "")
            return ruled(connection, stages, rule, kinds) if rule else {}

    def save_sitting(self, sitting: Sitting) -> Saved:
        """Saves the sitting, its attendance and its items as one step.

        Numbers follow from the attendance where there is any. What cannot have happened is not
        saved but kept as a draft, with problems labelled by field key, `item:<place>:<key>` or
        `attendance:<person>`; what only breaks a rule is saved as it happened.
        """
        with self.store.reading() as connection:
            before = records.get(connection, Meeting, sitting.uid) if sitting.uid else None
            if sitting.uid and before is None:
                raise UserError("这次会议已经不在了，可能刚被删除或撤销，请看看列表")
            read = self._read_sitting(connection, sitting, before)
        if read.problems:
            self.keep_sitting(sitting)
            return Saved(sitting.uid, tuple(read.problems))
        values = {**(before or {"village": self.village}), **read.values}
        label = f"{'修改' if before else '记录'}会议 {values['held_on']} {values['kinds']}"
        with step(self.store, label, self.stamp()) as write:
            uid = write.save(Meeting, values)
            under = {"village": values["village"], "meeting": uid}
            write_attendance(write, under, read.attendance)
            write_items(write, under, read.items)
            follow(write, uid, sitting.purpose)
            drop_draft(write.connection, MEETINGS.key, sitting.kept_as)
        return Saved(uid, label=label)

    def _read_sitting(
        self, connection: Connection, sitting: Sitting, before: dict[str, Any] | None
    ) -> _Read:
        values, problems = self._read(MEETINGS, before, sitting.words, sitting.links)
        attendance, wrong = self._read_attendance(connection, sitting)
        problems += wrong
        counts = _counts(connection, before, attendance)
        if attendance:
            values |= {name: value for name, value in asdict(counts).items() if value is not None}
        whole = Meeting(**{**_NOWHERE, **(before or {}), **values})
        problems += impossible_sitting(whole)
        items = []
        for place, item in enumerate(sitting.items):
            if _is_empty(item):
                continue
            row, wrong = self._read_item(connection, item, sitting.uid)
            wrong += impossible_votes(AgendaItem(**{**_NOWHERE, **row}), whole.voters_present)
            problems += [replace(one, label=f"item:{place}:{one.label}") for one in wrong]
            items.append(row)
        return _Read(values, attendance, items, problems)

    def _read_attendance(
        self, connection: Connection, sitting: Sitting
    ) -> tuple[list[dict[str, Any]], list[Problem]]:
        known = _people(connection, [one.person for one in sitting.attendees])
        names = {uid: person.name for uid, person in known.items()}
        problems = list(impossible_attendance(sitting.attendees, names))
        saved = rows_under(connection, Attendance, sitting.uid)
        unknown = {row.person for row in saved if row.votes is None}
        rows = []
        for one in sitting.attendees:
            try:
                row = self._attendance_row(one)
            except Refused as refused:
                problems.append(Problem(f"attendance:{one.person}", str(refused)))
            else:
                # an old list that says nothing of votes goes on saying nothing
                keeps = one.person in unknown and not row["votes"]
                rows.append({**row, "votes": None} if keeps else row)
        return rows, problems

    def _attendance_row(self, one: Attendee) -> dict[str, Any]:
        texts = {"excluded": one.excluded, "approval": one.approval, "note": one.note}
        return {
            "person": one.person,
            "state": one.state,
            "stage": one.stage,
            "votes": one.votes and one.state is not AttendanceState.GUEST,
            **{
                name: face(getattr(Attendance, name)).read(words, today=self.today)
                for name, words in texts.items()
            },
        }

    def _read_item(
        self, connection: Connection, item: Item, meeting: str
    ) -> tuple[dict[str, Any], list[Problem]]:
        before = records.get(connection, AgendaItem, item.uid) if item.uid else None
        if before and before["meeting"] != meeting:
            before = None
        links = {face(AgendaItem.person).key: item.person}
        values, problems = self._read(AGENDA_ITEMS, before, item.typed, links)
        return {**(before or {}), **values}, problems

    def study(self, year: int) -> tuple[Studied, ...]:
        """How long everybody on the roll learned in a year, beside what is asked of them."""
        return studies(self.facts(), year, today=self.today, rules=self.rules())

    def keep_sitting(self, sitting: Sitting) -> None:
        """Keeps everything typed, so that neither leaving the page nor a power cut loses it."""
        typed = typed_words(sitting)
        self.keep_draft(MEETINGS, sitting.kept_as, typed, links=sitting.links)

    def unfinished_sittings(self) -> tuple[Sitting, ...]:
        """Sittings that were begun and never saved, the latest first."""
        drafts = sorted(self.drafts(MEETINGS), key=lambda one: one.at, reverse=True)
        return tuple(
            unfinished(one.words, one.about) for one in drafts if one.about.startswith(NEW)
        )


_NOWHERE = {"uid": "", "village": "", "meeting": ""}


def _counts(
    connection: Connection, before: dict[str, Any] | None, rows: list[dict[str, Any]]
) -> Counts:
    """Computed; but an old sheet of those who came alone keeps how many were to come."""
    now = [Attendance(**{**_NOWHERE, **row}) for row in rows]
    if before is None:
        return counted(now)
    was = [Attendance(**row._asdict()) for row in rows_under(connection, Attendance, before["uid"])]
    held = Meeting(**before)
    of_comers = bool(was) and counts_of(held, was).expected != counted(was).expected
    return counts_of(held, now) if of_comers else counted(now)


def _kinds(words: str) -> tuple[MeetingKind, ...]:
    return tuple(MeetingKind(word) for word in _parsed(Meeting.kinds, words).split(JOINT) if word)


def _is_of_the_village(kinds: tuple[MeetingKind, ...]) -> bool:
    """Whether no branch holds it."""
    return bool(kinds) and set(kinds) <= set(OF_THE_VILLAGE)


def _parsed(attribute: Any, words: str) -> str:
    """What was typed as it would be kept, or ""; raises UserError for what cannot be."""
    try:
        return "" if is_blank(words) else str(face(attribute).kind.parse(words))
    except Refused as refused:
        raise UserError(str(refused)) from refused


def _as_usual(
    facts: Facts, kinds: tuple[MeetingKind, ...], branch: str, group: str
) -> dict[str, Any]:
    """What the latest sitting of such a kind tells of the next: time, place, who leads, hours."""
    held = [
        one
        for one in meetings_of(facts, branch)
        if set(kinds) & set(kinds_of(one)) and (one.group or "") == group
    ]
    if not held:
        return {}
    latest = held[-1]
    gone = (Presence.MOVED, Presence.DEAD)
    people = {"chair": latest.chair, "recorder": latest.recorder}
    still = {
        name: uid
        for name, uid in people.items()
        if (person := facts.get(Person, uid)) and person.presence not in gone
    }
    hours = latest.hours if MeetingKind.LECTURE in kinds else None
    return {"begins": latest.begins, "place": latest.place, "hours": hours, **still}


def _attendees(connection: Connection, meeting: Meeting) -> tuple[Attendee, ...]:
    rows = rows_under(connection, Attendance, meeting.uid)
    people = _people(connection, [row.person for row in rows])
    facts = records.facts(connection, meeting.village)
    pinyin = {uid: person.pinyin for uid, person in people.items()}
    joint = MeetingKind.JOINT in kinds_of(meeting)
    place = placing(facts, last_day(meeting.held_on), pinyin, joint=joint)
    rows.sort(key=lambda row: (row.state == AttendanceState.GUEST, *place(row.person)))
    return tuple(
        frozen(row, people[row.person].name, _hint(facts, people[row.person])) for row in rows
    )


def _people(connection: Connection, uids: list[str]) -> dict[str, Any]:
    own = table_of(Person)
    query = select(own.c.uid, own.c.name, own.c.pinyin, own.c.group).where(own.c.uid.in_(uids))
    return {row.uid: row for row in connection.execute(query)}


def _hint(facts: Facts, person: Any) -> str:
    member = facts.get(PartyMember, person.uid)
    return hint(facts, member.group if member else None, person.group)


def _item(row: Any) -> Item:
    fields = [own for own in form_fields(AGENDA_ITEMS) if not isinstance(face(own).kind, Link)]
    typed = {face(own).key: face(own).kind.show(getattr(row, own.key)) for own in fields}
    return Item(row.uid, typed, row.person)


def _is_empty(item: Item) -> bool:
    """A line of the agenda on which nothing was written is none."""
    return not item.uid and not item.person and all(map(is_blank, item.typed.values()))

"""One sitting read: who counts as there, how many votes there were, by which rule they count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from villagedesk import quorum
from villagedesk.declare import Facts
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
    Motion,
)
from villagedesk.quorum import Judged, Procedure, Turnout, judge

Part = TypeVar("Part", AgendaItem, Attendance)

THERE = (AttendanceState.THERE, AttendanceState.ONLINE)
"""States of somebody who took part; that 线上 counts is custom, no rule was found."""
EXCUSED = (
    AttendanceState.SICK,
    AttendanceState.LEAVE,
    AttendanceState.AWAY,
    AttendanceState.AT_HOME,
)
"""States of somebody who was not there and had a reason."""
JOINT = "、"


@dataclass(frozen=True)
class Counts:
    """How many were to come, came, were excused, stayed away, and had a vote; None is not known."""

    expected: int | None = None
    present: int | None = None
    on_leave: int | None = None
    absent: int | None = None
    voters_expected: int | None = None
    voters_present: int | None = None


def attendance(facts: Facts) -> Mapping[str, tuple[Attendance, ...]]:
    """Who was at each sitting, by its uid: `facts.once(attendance)`."""
    return _by_meeting(facts.all(Attendance))


def agendas(facts: Facts) -> Mapping[str, tuple[AgendaItem, ...]]:
    """What each sitting spoke of, by its uid, in the order of the agenda: `facts.once(agendas)`."""
    return _by_meeting(sorted(facts.all(AgendaItem), key=lambda one: (one.place, one.uid)))


def _by_meeting(parts: Iterable[Part]) -> Mapping[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.meeting].append(part)
    return {uid: tuple(every) for uid, every in found.items()}


def counted(rows: Iterable[Attendance]) -> Counts:
    """The numbers of an attendance; guests and those rightly left out of 应到 do not count.

    Who had a vote is not known where no row says so, as in an old sign-in sheet.
    """
    own = [
        (row.state, bool(row.votes), row.votes is not None)
        for row in rows
        if row.state != AttendanceState.GUEST and not row.excluded
    ]
    states: Counter[str] = Counter(state for state, _, _ in own)
    votes_known = any(known for _, _, known in own)
    return Counts(
        expected=len(own),
        present=sum(states[one] for one in THERE),
        on_leave=sum(states[one] for one in EXCUSED),
        absent=states[AttendanceState.ABSENT],
        voters_expected=sum(votes for _, votes, _ in own) if votes_known else None,
        voters_present=sum(votes for state, votes, _ in own if state in THERE)
        if votes_known
        else None,
    )


def typed_counts(meeting: Meeting) -> Counts:
    """The numbers as they stand in the record of a sitting itself."""
    return Counts(**{one.name: getattr(meeting, one.name) for one in fields(Counts)})


def counts_of(meeting: Meeting, rows: Iterable[Attendance]) -> Counts:
    """Computed where there is an attendance; else as typed from an old record.

    A sign-in sheet may name only those who came: who was to come is then what was typed.
    """
    every, typed = list(rows), typed_counts(meeting)
    if not every:
        return typed
    seen = counted(every)
    if seen.present == seen.expected and (typed.expected or 0) > len(every):
        voters = typed.voters_present if seen.voters_present is None else seen.voters_present
        return replace(typed, present=seen.present, voters_present=voters)
    if seen.voters_expected is not None:
        return seen
    return replace(seen, voters_expected=typed.voters_expected, voters_present=typed.voters_present)


def numbers(facts: Facts) -> Mapping[str, Counts]:
    """The numbers of every sitting, by its uid: `facts.once(numbers)`."""
    rows = facts.once(attendance)
    return {one.uid: counts_of(one, rows.get(one.uid, ())) for one in facts.all(Meeting)}


def kinds_of(meeting: Meeting) -> tuple[MeetingKind, ...]:
    """What a sitting counts as."""
    return tuple(MeetingKind(word) for word in meeting.kinds.split(JOINT) if word)


_ASSEMBLY = {
    Motion.ORDINARY: quorum.BRANCH_MEETING,
    Motion.ADMISSION: quorum.ADMISSION,
    Motion.CONFIRMATION: quorum.ADMISSION,
    Motion.ELECTION: quorum.PARTY_ELECTION,
}


_OF_THE_VILLAGE = {
    MeetingKind.REPRESENTATIVES: quorum.REPRESENTATIVES,
    MeetingKind.VILLAGERS: quorum.VILLAGERS,
    MeetingKind.MEMBERS: quorum.COLLECTIVE_MEMBERS,
    MeetingKind.DELEGATES: quorum.COLLECTIVE_DELEGATES,
}


def procedure_of(kinds: Iterable[MeetingKind], motion: str | None) -> Procedure | None:
    """The rule a vote falls under; None where the sitting is none that decides."""
    held, moved = set(kinds), Motion(motion or Motion.ORDINARY)
    if MeetingKind.ASSEMBLY in held:
        return _ASSEMBLY[moved]
    if MeetingKind.COMMITTEE in held:
        elects = moved is Motion.ELECTION
        return quorum.COMMITTEE_ELECTION if elects else quorum.BRANCH_COMMITTEE
    for kind, procedure in _OF_THE_VILLAGE.items():
        if kind in held:
            return procedure
    return quorum.PARTY_GROUP if MeetingKind.GROUP in held else None


def judged(
    kinds: Iterable[MeetingKind],
    counts: Counts,
    *,
    motion: str | None = None,
    yes: int | None = None,
    written: int | None = None,
) -> Judged | None:
    """The turnout, and the ayes where they are counted, held against the rule of the sitting."""
    return judged_by(procedure_of(kinds, motion), counts, yes=yes, written=written)


def judged_by(
    procedure: Procedure | None,
    counts: Counts,
    *,
    yes: int | None = None,
    written: int | None = None,
) -> Judged | None:
    """The turnout, and the ayes where they are counted, held against a rule.

    Ayes sent in beforehand (`written`) are among `yes`; they count towards the majority, and their
    senders not as present. None where no rule applies or the numbers are not known.
    """
    if procedure is None or counts.voters_expected is None or counts.voters_present is None:
        return None
    return judge(
        procedure, Turnout(counts.voters_expected, counts.voters_present), yes, written or 0
    )


def judged_item(meeting: Meeting, item: AgendaItem, counts: Counts) -> Judged | None:
    """What the rule says of one item's vote."""
    return judged(kinds_of(meeting), counts, motion=item.motion, yes=item.yes, written=item.written)


def is_late(meeting: Meeting, days: int) -> bool:
    """补录: written down more than that many days after it was held."""
    if not meeting.entered_on:
        return False
    return (first_day(meeting.entered_on) - last_day(meeting.held_on)).days > days

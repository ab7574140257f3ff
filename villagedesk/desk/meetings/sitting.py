"""One sitting as the desk hands it out and takes it back: words, people, items."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from villagedesk.ledgers.meetings.tables import Attendance, AttendanceState
from villagedesk.people import Stage
from villagedesk.people.membership import PROBATIONARY

NEW = "new-"
"""What the draft of a sitting that is not saved yet is called, with a uid behind it."""

_ATTENDEES, _ITEMS, _PURPOSE, _UID = "_attendees", "_items", "_purpose", ".uid"
_AS_GUEST, _UNKNOWN, _NO_VOTE = "列席", "没有记录", "无表决权"


@dataclass(frozen=True)
class Attendee:
    """One person at a sitting, by uid; `stage` and `votes` are those of that day.

    `hint` tells namesakes apart, `why_no_vote` is for the screen, `excluded` says why somebody
    rightly does not count towards 应到.
    """

    person: str
    name: str
    hint: str = ""
    state: AttendanceState = AttendanceState.THERE
    stage: Stage | None = None
    votes: bool = True
    why_no_vote: str = ""
    excluded: str = ""
    approval: str = ""
    note: str = ""


@dataclass(frozen=True)
class Item:
    """One matter of the agenda in words by field key; `person` is the uid of whom it concerns."""

    uid: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    person: str | None = None


@dataclass(frozen=True)
class Sitting:
    """A sitting in words, with the uids behind its links; a new one has no uid but a `draft`.

    `purpose` says what it is held for, such as a stage of a matter; see desk.stages.
    """

    uid: str
    words: Mapping[str, str]
    links: Mapping[str, str | None]
    attendees: tuple[Attendee, ...] = ()
    items: tuple[Item, ...] = ()
    entered_on: str = ""
    draft: str = ""
    purpose: str = ""

    @property
    def kept_as(self) -> str:
        """What its draft is about."""
        return self.uid or self.draft or NEW


def typed_words(sitting: Sitting) -> dict[str, str]:
    """Everything typed as the words of a draft, the people and the items as JSON."""
    return {
        **sitting.words,
        _ATTENDEES: _dumped(sitting.attendees),
        _ITEMS: _dumped(sitting.items),
        _PURPOSE: sitting.purpose,
    }


def typed_attendees(draft: Mapping[str, str]) -> tuple[Attendee, ...] | None:
    """The people of a draft; None where it holds none, not even an empty list."""
    if _ATTENDEES not in draft:
        return None
    return tuple(_attendee(values) for values in json.loads(draft[_ATTENDEES]))


def typed_items(draft: Mapping[str, str]) -> tuple[Item, ...] | None:
    """The items of a draft; None where it holds none, not even an empty list."""
    return (
        tuple(Item(**values) for values in json.loads(draft[_ITEMS])) if _ITEMS in draft else None
    )


def unfinished(draft: Mapping[str, str], about: str) -> Sitting:
    """A sitting that was begun and never saved."""
    return Sitting(
        uid="",
        words={k: v for k, v in draft.items() if not k.endswith(_UID) and k[0] != "_"},
        links={k.removesuffix(_UID): v or None for k, v in draft.items() if k.endswith(_UID)},
        attendees=typed_attendees(draft) or (),
        items=typed_items(draft) or (),
        draft=about,
        purpose=draft.get(_PURPOSE, ""),
    )


def frozen(row: Attendance, name: str, hint: str) -> Attendee:
    """A saved line of the attendance as it was then, whatever became of the person since."""
    return Attendee(
        person=row.person,
        name=name,
        hint=hint,
        state=AttendanceState(row.state),
        stage=Stage(row.stage) if row.stage else None,
        votes=bool(row.votes),
        why_no_vote=_why_no_vote(row),
        excluded=row.excluded or "",
        approval=row.approval or "",
        note=row.note or "",
    )


def _why_no_vote(row: Attendance) -> str:
    if row.votes:
        return ""
    if row.state == AttendanceState.GUEST:
        return _AS_GUEST
    if row.votes is None:
        return _UNKNOWN
    return PROBATIONARY if row.stage == Stage.PROBATIONARY else _NO_VOTE


def _attendee(values: Mapping[str, Any]) -> Attendee:
    stage = Stage(values["stage"]) if values["stage"] else None
    return Attendee(**{**values, "state": AttendanceState(values["state"]), "stage": stage})


def _dumped(rows: tuple[Attendee, ...] | tuple[Item, ...]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)

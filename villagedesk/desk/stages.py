"""A stage of a matter written from the sitting at which it was held, in the step that saves it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.declare import Rule
from villagedesk.ledgers.decisions.line import HELD_AS
from villagedesk.ledgers.decisions.rules import body_in, procedure_of
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, StageKind
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting
from villagedesk.people import Tie
from villagedesk.quorum import Procedure
from villagedesk.store import records
from villagedesk.store.records import Writer, table_of

PURPOSE = "decision"
"""What the purpose of a sitting begins with that is held for a stage of a matter."""

_STAGE, _MEETING = str(DecisionStage.__tablename__), str(Meeting.__tablename__)
_COUNTS = ("expected", "present", "voters_expected", "voters_present")
_VOTES = ("yes", "no", "abstained", "passed")


def purpose_of(matter: str, stage: str) -> str:
    """What a sitting is held for, as its page carries it."""
    return f"{PURPOSE}:{matter}:{stage}"


def matter_and_stage(purpose: str) -> tuple[str, StageKind] | None:
    """The matter and the stage a purpose names; None where it names none."""
    first, _, rest = purpose.partition(":")
    matter, _, stage = rest.rpartition(":")
    known = first == PURPOSE and matter and stage in list(StageKind)
    return (matter, StageKind(stage)) if known else None


def title_of_purpose(connection: Connection, purpose: str) -> str:
    """The title of the matter a sitting is held for, or ""."""
    found = matter_and_stage(purpose)
    matter = records.get(connection, Decision, found[0]) if found else None
    return str(matter["title"]) if matter else ""


def stages_of(connection: Connection, meeting: str, purpose: str) -> list[tuple[str, str, str]]:
    """The matters that a sitting was held for or is to be held for, each with the stage and with
    what was written of the form of the meeting.
    """
    own, tied = table_of(DecisionStage), table_of(Tie)
    of_sitting = (tied.c.to_uid == meeting, tied.c.to_roll == _MEETING, tied.c.kind == HELD_AS)
    query = select(own).join(tied, tied.c.from_uid == own.c.uid).where(*of_sitting)
    rows = connection.execute(query).all()
    held = [(row.decision, row.kind, row.form or "") for row in rows]
    meant = matter_and_stage(purpose)
    return [*held, (*meant, "")] if meant else held


def ruled(
    connection: Connection, stages: Iterable[tuple[str, str, str]], rule: Rule, kinds: str
) -> dict[str, Procedure]:
    """By what each matter is decided, by its title; none of which no rule sets a share."""
    found = {}
    for uid, stage, told in stages:
        matter = records.get(connection, Decision, uid)
        if matter is None:
            continue
        form = _closer(told, kinds)
        procedure = procedure_of(stage, matter["decider"], rule, kind=matter["kind"], form=form)
        if procedure and (procedure.quorum or procedure.passing):
            found[str(matter["title"])] = procedure
    return found


def follow(write: Writer, meeting: str, purpose: str) -> None:
    """Ties a sitting that was just saved to what it was held for, and brings its stages up to it.

    Whatever stage was tied to it before follows its numbers too.
    """
    if (found := matter_and_stage(purpose)) and records.get(write.connection, Decision, found[0]):
        anew = _was_held_before(write.connection, *found, meeting=meeting)
        tie(write, *found, meeting=meeting, anew=anew)
    tied = table_of(Tie)
    of_sitting = (tied.c.to_uid == meeting, tied.c.to_roll == _MEETING, tied.c.kind == HELD_AS)
    query = select(tied.c.from_uid).where(*of_sitting, tied.c.from_roll == _STAGE)
    for uid in write.connection.execute(query).scalars().all():
        row = records.get(write.connection, DecisionStage, uid)
        if row is not None:
            values = _snapshot(write, row["decision"], meeting)
            form = _closer(row["form"], values["form"])
            write.save(DecisionStage, {"uid": uid, **values, "form": form})


def tie(write: Writer, matter: str, stage: StageKind, *, meeting: str, anew: bool = False) -> str:
    """The stage that was held at that sitting; the one that was there is kept where it was anew."""
    connection = write.connection
    rows = _rows(connection, matter, stage)
    own = next((row for row in rows if _sitting_of(connection, row["uid"]) == meeting), None)
    values = {"decision": matter, "kind": stage, **_snapshot(write, matter, meeting)}
    held = own or (rows[-1] if rows and not anew else None)
    values["form"] = _closer((own or {}).get("form"), values["form"])
    village = (records.get(connection, Decision, matter) or {})["village"]
    known = {"uid": held["uid"]} if held else {}
    uid = write.save(DecisionStage, {**values, **known, "village": village})
    if stage == StageKind.RESOLVED:
        _name_decider(write, matter, body_in(values["form"]))
    if own is None:
        untie(write, uid)
        ends = {"to_uid": meeting, "to_roll": _MEETING, "kind": HELD_AS}
        write.save(Tie, {"village": village, "from_uid": uid, "from_roll": _STAGE, **ends})
    return uid


def _name_decider(write: Writer, matter: str, body: Decider | None) -> None:
    """Who met is who decides, where nobody wrote that down."""
    if body and not (records.get(write.connection, Decision, matter) or {}).get("decider"):
        write.save(Decision, {"uid": matter, "decider": body})


def _was_held_before(connection: Connection, matter: str, stage: str, *, meeting: str) -> bool:
    """Whether it was held at another sitting or on another day: that record stays as it was."""
    rows = _rows(connection, matter, stage)
    if not rows:
        return False
    last, day = rows[-1], (records.get(connection, Meeting, meeting) or {}).get("held_on")
    return bool(_sitting_of(connection, last["uid"]) or last["held_on"] not in (None, day))


def untie(write: Writer, stage: str) -> None:
    """The stage no longer follows a sitting."""
    own = table_of(Tie)
    mine = (own.c.from_uid == stage, own.c.from_roll == _STAGE, own.c.kind == HELD_AS)
    for uid in write.connection.execute(select(own.c.uid).where(*mine)).scalars().all():
        write.remove(Tie, uid)


def _rows(connection: Connection, matter: str, stage: str) -> list[Mapping[str, Any]]:
    own = table_of(DecisionStage)
    query = select(own).where(own.c.decision == matter, own.c.kind == stage)
    found = connection.execute(query.order_by(own.c.held_on, own.c.uid)).mappings()
    return [dict(row) for row in found]


def _sitting_of(connection: Connection, stage: str) -> str:
    own = table_of(Tie)
    mine = (own.c.from_uid == stage, own.c.from_roll == _STAGE, own.c.kind == HELD_AS)
    return str(connection.execute(select(own.c.to_uid).where(*mine)).scalar() or "")


def _closer(told: str | None, kinds: str | None) -> str | None:
    """The form of a meeting: 村民会议（户代表） says more of it than its kind does."""
    return told if told and kinds and kinds in told else kinds


def _snapshot(write: Writer, matter: str, meeting: str) -> dict[str, Any]:
    """What was counted at a sitting, and how this matter was voted there."""
    sitting = records.get(write.connection, Meeting, meeting) or {}
    item = _item(write.connection, meeting, matter)
    words = (item or {}).get("resolution") or sitting.get("resolution")
    return {
        "held_on": sitting.get("held_on"),
        "form": sitting.get("kinds"),
        "place": sitting.get("place"),
        **{name: sitting.get(name) for name in _COUNTS},
        **{name: item[name] if item else None for name in _VOTES},
        **({"words": words} if words else {}),
    }


def _item(connection: Connection, meeting: str, matter: str) -> Mapping[str, Any] | None:
    """The item of the agenda that is about the matter, by its number or its full title.

    An item that says more is about the matter with the longest name in it. Where several are about
    it alike none is taken; the only item of a sitting is, unless it names another matter.
    """
    own = table_of(AgendaItem)
    query = select(own).where(own.c.meeting == meeting).order_by(own.c.place, own.c.uid)
    items = [dict(row) for row in connection.execute(query).mappings()]
    every = table_of(Decision)
    names = {
        row.uid: (_bare(row.number), _bare(row.title))
        for row in connection.execute(select(every.c.uid, every.c.number, every.c.title))
    }
    said = [(_bare(item["title"]), item) for item in items]
    exact = [item for words, item in said if words in names.get(matter, ())]
    found = exact or [item for words, item in said if _named(words, names) == {matter}]
    if not found and len(items) == 1 and not _named(said[0][0], names):
        return items[0]
    return found[0] if len(found) == 1 else None


def _named(words: str, names: Mapping[str, tuple[str, str]]) -> set[str]:
    """The matters whose number or title, the longest that there is, stands in the words."""
    found = {uid: max(map(len, own)) for uid, both in names.items() if (own := _in(words, both))}
    longest = max(found.values(), default=0)
    return {uid for uid, length in found.items() if length == longest}


def _in(words: str, names: tuple[str, str]) -> list[str]:
    """Those of the names that stand in the words; 2026-1 does not stand in 2026-12."""
    whole = (rf"(?<!\d){re.escape(name)}(?!\d)" for name in names if name)
    return [found[0] for one in whole if (found := re.search(one, words))]


def _bare(words: str | None) -> str:
    return re.sub(r"\s", "", words or "")

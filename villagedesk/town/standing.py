"""Who has handed in for a period and who has not, and what falls short in what was handed in."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.checks import Found
from villagedesk.declare import Level
from villagedesk.people import Village
from villagedesk.period import parse_period
from villagedesk.store.records import table_of
from villagedesk.town.alike import Alike, alike
from villagedesk.town.expected import Expected, due_day, expected
from villagedesk.town.keeping import withdrawn
from villagedesk.town.parcels import HAND, DueDay, Parcel, ParcelFinding
from villagedesk.town.snapshot import CellProblem, SheetSeen


class State(StrEnum):
    """上报情况 of one village for one period."""

    IN = "已报"
    LATE = "迟报"
    WAITING = "待定"
    MISSING = "未报"


@dataclass(frozen=True)
class VillageStanding:
    """One village in one period; without a workbook that counts `parcel` is "" and all else empty.

    `waiting` are workbooks that a person has to decide about, `alike` rosters that seem to be one
    sent twice. Rosters filled by hand are told together, under the uid of the first and without a
    sequence.
    """

    code: str
    name: str
    contact: str
    phone: str
    state: State
    parcel: str = ""
    received_at: str = ""
    sequence: int | None = None
    edited: bool = False
    rows: int = 0
    problems: tuple[CellProblem, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[SheetSeen, ...] = ()
    waiting: int = 0
    alike: tuple[Alike, ...] = ()


@dataclass(frozen=True)
class TownStanding:
    """All villages in one period, in the order of the town's list; `due` is an ISO day or "".

    Without a list (`is_listed`) they are those that ever handed in: who else should is not known.
    """

    period: str
    due: str
    villages: tuple[VillageStanding, ...]
    is_listed: bool = True

    def of(self, *states: State) -> tuple[VillageStanding, ...]:
        """The villages in one of these states."""
        return tuple(one for one in self.villages if one.state in states)


@dataclass(frozen=True)
class TownFound:
    """What falls short in one village, with the village's own remark in it."""

    village: str
    name: str
    found: Found


@dataclass(frozen=True)
class ParcelSeen:
    """One workbook that was kept; a roster filled by hand has no sequence."""

    uid: str
    village: str
    period: str
    sequence: int | None
    name: str
    exported_at: str
    received_at: str
    edited: bool
    standing: bool
    conflict: str
    withdrawn: bool = False


@dataclass(frozen=True)
class Behind:
    """A village whose records are those of an older period: its later rosters do not hold all."""

    name: str
    period: str


def behind(connection: Connection) -> tuple[Behind, ...]:
    """The villages that filled in rosters by hand after the workbook that the ledgers show."""
    own = table_of(Parcel)
    rows = connection.execute(select(own).where(own.c.standing)).all()
    shown = {row.village: row.period for row in rows if row.held and row.store_id != HAND}
    late = {
        row.village
        for row in rows
        if row.store_id == HAND and row.village in shown
        if parse_period(row.period).end > parse_period(shown[row.village]).end
    }
    return tuple(
        Behind(one.name, shown[one.code])
        for one in villages_in_order(connection)
        if one.code in late
    )


def periods(connection: Connection) -> tuple[str, ...]:
    """Every period of which there is a workbook or a due day, the newest first."""
    parcels, due = table_of(Parcel), table_of(DueDay)
    found = {*connection.execute(select(parcels.c.period)).scalars()}
    found |= {*connection.execute(select(due.c.period)).scalars()}
    return tuple(sorted(found, key=lambda text: (parse_period(text).end, text), reverse=True))


def villages_in_order(connection: Connection) -> tuple[Expected, ...]:
    """The villages of the town's list, then those that handed in without standing on it."""
    listed = expected(connection)
    codes = {one.code for one in listed}
    own = table_of(Village)
    rows = connection.execute(select(own.c.code, own.c.name).order_by(own.c.code))
    return (*listed, *(Expected(row.code, row.name) for row in rows if row.code not in codes))


def standing(connection: Connection, period: str) -> TownStanding:
    """How every village stands in a period."""
    own = table_of(Parcel)
    rows = connection.execute(select(own).where(own.c.period == period)).all()
    counts = _finding_counts(connection, [row.uid for row in rows if row.standing])
    due = due_day(connection, period)
    day = due.isoformat() if due else ""
    villages = tuple(
        _standing(one, [row for row in rows if row.village == one.code], day, counts)
        for one in villages_in_order(connection)
    )
    return TownStanding(period, day, villages, bool(expected(connection)))


def _standing(
    village: Expected, rows: Sequence[Any], due: str, counts: Mapping[str, Mapping[str, int]]
) -> VillageStanding:
    named = (village.code, village.name, village.contact, village.phone)
    waiting = sum(bool(row.conflict) for row in rows)
    those = sorted((row for row in rows if row.standing), key=lambda row: row.digest)
    if not those:
        return VillageStanding(*named, State.WAITING if waiting else State.MISSING, waiting=waiting)
    row = those[0]
    first = min(one.received_at for one in rows if not one.conflict)
    late = bool(due) and first[: len(due)] > due
    return VillageStanding(
        *named,
        State.LATE if late else State.IN,
        parcel=row.uid,
        received_at=max(one.received_at for one in those),
        sequence=_sequence_of(row),
        edited=row.edited,
        rows=sum(one.rows for one in those),
        problems=tuple(problem for one in those for problem in problems_of(one)),
        findings=counts.get(row.uid, {}),
        sheets=_sheets_of(those),
        waiting=waiting,
        alike=alike(those),
    )


def _sequence_of(row: Any) -> int | None:
    return None if row.store_id == HAND else int(row.sequence)


def _sheets_of(rows: Sequence[Any]) -> tuple[SheetSeen, ...]:
    """Every sheet once, whichever of a village's rosters it comes from."""
    found: dict[str, SheetSeen] = {}
    for sheet in (SheetSeen(**one) for row in rows for one in json.loads(row.sheets)):
        there = found.get(sheet.key, replace(sheet, rows=0))
        found[sheet.key] = replace(there, rows=there.rows + sheet.rows)
    return tuple(found.values())


def problems_of(row: Any) -> tuple[CellProblem, ...]:
    """The cells of a workbook that could not be taken as they stood."""
    every = (CellProblem(**one) for one in json.loads(row.problems))
    return tuple(one for one in every if not one.like)


def _finding_counts(connection: Connection, parcels: Sequence[str]) -> Mapping[str, Counter[str]]:
    """How many findings of each level a workbook has."""
    own = table_of(ParcelFinding)
    query = select(own.c.parcel, own.c.level).where(own.c.parcel.in_(parcels))
    counts: dict[str, Counter[str]] = {}
    for row in connection.execute(query):
        counts.setdefault(row.parcel, Counter())[row.level] += 1
    return counts


def findings_of(connection: Connection, period: str, village: str = "") -> tuple[TownFound, ...]:
    """What falls short in the workbooks of a period, village by village, the gravest first."""
    own, parcels = table_of(ParcelFinding), table_of(Parcel)
    query = (
        select(own, parcels.c.village)
        .join(parcels, parcels.c.uid == own.c.parcel)
        .where(parcels.c.period == period, parcels.c.standing)
        .order_by(own.c.place)
    )
    if village:
        query = query.where(parcels.c.village == village)
    names = {one.code: (place, one.name) for place, one in enumerate(villages_in_order(connection))}
    found = [
        TownFound(row.village, names[row.village][1], found_of(row))
        for row in connection.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: names[one.village][0]))


def found_of(row: Any) -> Found:
    """A stored finding as the checks give it."""
    return Found(
        norm=row.norm,
        level=Level(row.level),
        ledger=row.ledger,
        subject=row.subject,
        message=row.message,
        rule=row.rule,
        source=row.source,
        uid=row.about,
        period=row.event,
        remark=row.remark,
    )


def parcels_of(connection: Connection, village: str) -> tuple[ParcelSeen, ...]:
    """Every workbook of a village that was kept, the newest first."""
    own = table_of(Parcel)
    newest = (own.c.until.desc(), own.c.exported_at.desc(), own.c.uid)
    rows = connection.execute(select(own).where(own.c.village == village).order_by(*newest))
    out = withdrawn(connection)
    return tuple(_parcel_seen(row, withdrawn=row.uid in out) for row in rows)


def _parcel_seen(row: Any, *, withdrawn: bool) -> ParcelSeen:
    known: dict[str, Any] = {
        key: getattr(row, key, None) for key in ParcelSeen.__dataclass_fields__
    }
    return ParcelSeen(**known | {"sequence": _sequence_of(row), "withdrawn": withdrawn})

"""What changed in a village since its workbook of the period before: who came, who left, what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.declare import Derived, Face, Record, Roll, Via, column
from villagedesk.kinds import Link
from villagedesk.ledgers import LEDGERS
from villagedesk.people import PartyMember, Person
from villagedesk.period import parse_period
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of
from villagedesk.town.parcels import Parcel
from villagedesk.town.snapshot import Row, Snapshot


@dataclass(frozen=True)
class Change:
    """One record: `label` is the field that changed, with its words before and after."""

    sheet: str
    subject: str
    label: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Differences:
    """Between two workbooks of one village; `before` is the older one's period, "" for none."""

    village: str
    period: str
    before: str
    came: tuple[Change, ...] = ()
    left: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()


def parcel_before(connection: Connection, village: str, period: str) -> tuple[str, str]:
    """The uid and period of what a village handed in for the latest earlier period, or two ""."""
    own = table_of(Parcel)
    query = select(own.c.uid, own.c.period).where(own.c.village == village, own.c.standing)
    until = parse_period(period).end
    earlier = [row for row in connection.execute(query) if _end(row.period) < until]
    latest = max(earlier, key=lambda row: (_end(row.period), row.period), default=None)
    return (latest.uid, latest.period) if latest else ("", "")


def _end(period: str) -> date:
    return parse_period(period).end


def differences(before: Snapshot, after: Snapshot) -> Differences:
    """What came and left of the registers, and what changed anywhere.

    New meetings or cases are no difference: they are what a period is made of. Where one that was
    told before says something else now, that is one.
    """
    came: list[Change] = []
    left: list[Change] = []
    changed: list[Change] = []
    names = _Titles(before), _Titles(after)
    for top in (top for ledger in LEDGERS for top in ledger.rolls):
        for roll in (top, *top.parts):
            old, new = _rows(before, roll), _rows(after, roll)
            if top.dated is None:
                came += _only_in(new, old, roll, names[1])
                left += _only_in(old, new, roll, names[0])
            for uid in old.keys() & new.keys():
                changed += _changes(roll, old[uid], new[uid], names)
    changed.sort(key=lambda one: (one.sheet, one.subject, one.label))
    periods = (after.cover.period, before.cover.period)
    return Differences(after.village, *periods, tuple(came), tuple(left), tuple(changed))


def _rows(snapshot: Snapshot, roll: Roll) -> Mapping[str, Row]:
    at = list(roll.table.columns.keys()).index("uid")
    return {row[at]: row for row in snapshot.tables.get(roll.key, ())}


def _only_in(
    rows: Mapping[str, Row], others: Mapping[str, Row], roll: Roll, names: "_Titles"
) -> list[Change]:
    return [
        Change(roll.title, names.of_row(roll, row))
        for uid, row in rows.items()
        if uid not in others
    ]


def _changes(roll: Roll, old: Row, new: Row, names: "tuple[_Titles, _Titles]") -> Iterator[Change]:
    """The fields of the sheet that are the record's own; a link by the title it shows."""
    for place, own in enumerate(roll.table.columns):
        meant = own.info.get("face")
        if meant is None or old[place] == new[place] or own.name not in _shown(roll):
            continue
        before, after = names[0].words(meant, old[place]), names[1].words(meant, new[place])
        if before != after:
            yield Change(roll.title, names[1].of_row(roll, new), meant.label, before, after)


def _shown(roll: Roll) -> set[str]:
    own = (column(one) for one in roll.sheet if not isinstance(one, Derived | Via))
    return {c.name for c in own if c.table is roll.table}


class _Titles:
    """What records of one snapshot are called."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[str, dict[str, Row]] = {}

    def of_row(self, roll: Roll, row: Row) -> str:
        """A record by whom or what it belongs to, and its own title."""
        columns = list(roll.table.columns)
        owners = [
            self._linked(key.column.table.name, row[place])
            for place, own in enumerate(columns)
            for key in own.foreign_keys
            if row[place] and key.column.table.name in self._owners(own.info.get("face"))
        ]
        said = [*owners[:1], self._title(roll.record, row)]
        return "·".join(dict.fromkeys(words for words in said if words))

    def _owners(self, meant: Face | None) -> tuple[str, ...]:
        """What a record is told by: the record it is a part of, or the person it is about."""
        if meant is not None and meant.key == "parent" and isinstance(meant.kind, Link):
            return (meant.kind.table,)
        return (table_of(Person).name, table_of(PartyMember).name)

    def words(self, meant: Face, value: Any) -> str:
        """A value as people read it."""
        if value is None:
            return ""
        if isinstance(meant.kind, Link):
            return self._linked(meant.kind.table, value)
        return meant.kind.show(value)

    def _linked(self, table: str, uid: str) -> str:
        kind = record_types()[table]
        if table not in self._known:
            at = list(table_of(kind).columns.keys()).index("uid")
            self._known[table] = {row[at]: row for row in self._snapshot.tables.get(table, ())}
        row = self._known[table].get(uid)
        return "" if row is None else self._title(kind, row)

    def _title(self, kind: type[Record], row: Row) -> str:
        table = table_of(kind)
        name = kind.title_field if kind.title_field in table.c else "uid"
        own = table.c[name]
        value = row[list(table.columns.keys()).index(name)]
        meant = own.info.get("face")
        if meant is None:
            target = next((key.column.table.name for key in own.foreign_keys), "")
            return self._linked(target, value) if target else ""
        return self.words(meant, value)

"""汇总: what all villages handed in for a period, in one workbook, as they handed it in."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, insert, select
from sqlmodel import SQLModel

from villagedesk import checks
from villagedesk.books.book import Cancelled, Report
from villagedesk.books.own import read_own
from villagedesk.books.reading import read_here
from villagedesk.books.rollup import RollUp, write_roll_up
from villagedesk.books.rollup.front import Front, FrontLine
from villagedesk.books.rollup.matrix import NormLine, counted, short_title
from villagedesk.books.sheet import SheetPage
from villagedesk.declare import Face, Level, Roll
from villagedesk.errors import UserError
from villagedesk.intake.pages import Scope, pages_of
from villagedesk.kinds import Text
from villagedesk.ledgers import LEDGERS, rolls
from villagedesk.norms import Rules
from villagedesk.people import Setting, Village
from villagedesk.period import Period
from villagedesk.store import records
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of
from villagedesk.town import rosters
from villagedesk.town.figures import CHARTS, LEVELS, Counting, blocks
from villagedesk.town.kept import Kept, kept_for
from villagedesk.town.parcels import Parcel
from villagedesk.town.rows import insert_rows
from villagedesk.town.snapshot import Snapshot, snapshot_of, village_row
from villagedesk.town.standing import (
    State,
    TownFound,
    TownStanding,
    VillageStanding,
    findings_of,
    standing,
)

VILLAGE = Face("村", Text(), 10, key="_village")
"""The column before all others."""

_STILL = 3  # 序号, the village, and what the row is about


@dataclass(frozen=True)
class RolledUp:
    """A roll-up that lies where it was asked for: rows by sheet title, and who is not in it."""

    path: Path
    villages: tuple[str, ...]
    rows: Mapping[str, int]
    missing: tuple[str, ...]
    seconds_writing: float
    seconds_verifying: float


@dataclass(frozen=True)
class Handed:
    """What one village handed in, and where its rows lie; `name` is that of no other village."""

    village: VillageStanding
    name: str
    until: date
    connection: Connection


def roll_up(  # noqa: PLR0913  # what, where to, by which rules, who, and how it is told
    connection: Connection,
    period: Period,
    out: Path,
    *,
    town: str,
    rules: Rules,
    now: datetime,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> RolledUp:
    """Writes what stands for the period; the same workbooks give the same sheets again.

    Villages whose newest workbook it is are read from the ledgers, others from the bytes that were
    kept. Raises UserError where no village handed in, where `out` cannot be written, and when
    `cancelled()`; then nothing is left behind.
    """
    found = standing(connection, period.text)
    if not found.of(State.IN, State.LATE):
        raise UserError(f"{period.words}还没有一个村的上报表，请先接收再汇总")
    told = findings_of(connection, period.text)
    with handed_in(connection, found, cancelled) as handed:
        book = RollUp(
            front=_front(found, period, town=town, now=now),
            lines=tuple(_line(one, names_of(found)[one.code]) for one in found.villages),
            villages=tuple(one.name for one in handed),
            blocks=blocks([_counting(one) for one in handed], rules),
            charts=CHARTS,
            norms=_norm_lines(told, [one.village.code for one in handed], rules, period.end),
            checked=sum(1 for _ in checks.norms()),
            pages=_pages(handed),
            titles=tuple(roll.title for roll in rolls()),
            rows=sum(_rows_of(one.village) for one in handed),
        )
        cost = write_roll_up(book, out, report=report, cancelled=cancelled)
    return RolledUp(out, book.villages, cost.rows, book.front.missing, cost.writing, cost.verifying)


@contextmanager
def handed_in(
    connection: Connection, found: TownStanding, cancelled: Cancelled | None = None
) -> Iterator[tuple[Handed, ...]]:
    """The villages that handed in, in the order of the town's list, each with its rows at hand."""
    engine = create_engine("sqlite://")
    own, names = table_of(Parcel), names_of(found)
    try:
        with engine.connect() as copy:
            _make_tables(connection, copy)
            every = []
            for one in found.of(State.IN, State.LATE):
                if cancelled and cancelled():
                    raise UserError("汇总已取消，没有写出文件")
                row = connection.execute(select(own).where(own.c.uid == one.parcel)).one()
                if not row.held:
                    _copy_in(connection, copy, row)
                where = connection if row.held else copy
                until = date.fromisoformat(row.until)
                every.append(Handed(one, names[one.code], until, where))
            yield tuple(every)
    finally:
        engine.dispose()


def names_of(found: TownStanding) -> dict[str, str]:
    """What each village is called by code; those of one name are told apart by their codes."""
    often = Counter(one.name for one in found.villages)
    return {
        one.code: one.name if often[one.name] == 1 else f"{one.name}（{one.code}）"
        for one in found.villages
    }


def _make_tables(connection: Connection, copy: Connection) -> None:
    """Those of the records, and the town's own settings with them."""
    kinds: tuple[type[SQLModel], ...] = (Village, Setting, *record_types().values())
    SQLModel.metadata.create_all(copy, tables=[table_of(kind) for kind in kinds])
    own = table_of(Setting)
    lines = [dict(row) for row in connection.execute(select(own)).mappings()]
    if lines:
        copy.execute(insert(own), lines)


def _copy_in(connection: Connection, copy: Connection, parcel: Any) -> None:
    """The rows of what was kept, read as they were on the day it came."""
    kept = kept_for(connection, parcel.village, parcel.period)
    snapshot = _snapshot(kept) if kept else None
    if snapshot is None:
        raise UserError(f"以前收下的“{parcel.name}”读不出来了，请核对这个村的上报表")
    insert_rows(copy, table_of(Village), [village_row(snapshot.cover, parcel.village)])
    for table in SQLModel.metadata.sorted_tables:
        insert_rows(copy, table, snapshot.tables.get(table.name, ()))


def _snapshot(kept: Kept) -> Snapshot | None:
    if kept.by_hand:
        return rosters.snapshot_of(kept, [read_here(content) for content in kept.contents])[0]
    book = read_own(kept.contents[0])
    return snapshot_of(book, kept.village, kept.came) if book else None


def _pages(handed: Sequence[Handed]) -> Iterator[SheetPage]:
    """Sheet by sheet, one ledger of all villages in the memory at a time."""
    for ledger in LEDGERS:
        for roll in ledger.rolls:
            yield from _pages_of(roll, handed)


def _pages_of(roll: Roll, handed: Sequence[Handed]) -> Iterator[SheetPage]:
    every = [tuple(pages_of(roll, one.connection, Scope(one.village.code))) for one in handed]
    for sheets in zip(*every, strict=True):
        first: SheetPage = sheets[0]
        shown = len(first.fields)
        rows = [
            (one.name, *row[:shown])
            for one, sheet in zip(handed, sheets, strict=True)
            for row in sheet.rows
        ]
        fields = (VILLAGE, *first.fields)
        yield replace(first, fields=fields, rows=rows, hidden=(), still=_STILL)


def _counting(one: Handed) -> Counting:
    facts = records.facts(one.connection, one.village.code)
    return Counting(one.name, facts, one.until, one.village.findings)


def _front(found: TownStanding, period: Period, *, town: str, now: datetime) -> Front:
    names = names_of(found)
    lacking = found.of(State.MISSING, State.WAITING)
    return Front(
        town=town,
        period=period.text,
        period_words=period.words,
        made_at=now,
        due=date.fromisoformat(found.due) if found.due else None,
        missing=tuple(names[one.code] for one in lacking),
    )


def _line(one: VillageStanding, name: str) -> FrontLine:
    if not one.parcel:
        waits = f"有 {one.waiting} 份等镇里核对选定" if one.waiting else ""
        return FrontLine(name, one.state, note=waits)
    notes = ["有的表导出后手工改过"] if one.edited else []
    notes += [f"{len(one.problems)} 处没有读出来"] if one.problems else []
    notes += [f"另有 {one.waiting} 份等核对"] if one.waiting else []
    return FrontLine(
        name=name,
        state=one.state,
        received_at=one.received_at[:16].replace("T", " "),
        sequence=one.sequence,
        rows=_rows_of(one),
        findings=tuple(one.findings.get(level, 0) for level in LEVELS),
        note="；".join(notes),
    )


def _rows_of(one: VillageStanding) -> int:
    keys = {roll.key for roll in rolls()}
    return sum(sheet.rows for sheet in one.sheets if sheet.key in keys)


def _norm_lines(
    told: Sequence[TownFound], villages: Sequence[str], rules: Rules, on: date
) -> tuple[NormLine, ...]:
    """The norms that found something, the gravest first, then in the order of the ledgers."""
    titles = {ledger.key: ledger.title for ledger in LEDGERS}
    order = {key: place for place, (key, _) in enumerate(checks.norms())}
    said = {(one.found.norm, str(one.found.level)): one.found for one in reversed(told)}
    counts = counted(
        [(f.norm, str(f.level), one.village) for one in told for f in (one.found,)], villages
    )
    keys = sorted(counts, key=lambda key: ("EWI".index(key[1]), order.get(key[0], len(order)), key))
    return tuple(
        NormLine(
            level=LEVELS[Level(level)],
            ledger=titles.get(said[norm, level].ledger, said[norm, level].ledger),
            title=_title(norm, said[norm, level].rule, rules, on),
            counts=counts[norm, level],
        )
        for norm, level in keys
    )


def _title(norm: str, cited: str, rules: Rules, on: date) -> str:
    rule = rules.on(norm, on)
    return short_title(rule.text if rule else cited)

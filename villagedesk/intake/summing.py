"""Sums up one table for the import page: counts, doubts, and what found no place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from villagedesk.books.reading import Table
from villagedesk.books.reading.model import WHOLE_ROW
from villagedesk.books.reading.tables import SECTION
from villagedesk.declare import Problem
from villagedesk.intake.doubts import ROWS_SEEN, SKIPPED
from villagedesk.intake.lines import LineReader
from villagedesk.intake.model import OpenColumn, SheetPlan, Skipped
from villagedesk.intake.parts import LOOKED_AT
from villagedesk.intake.records import post_columns
from villagedesk.intake.slots import CONTEXT, Target
from villagedesk.intake.tally import DIFFERS, FILLED, NEW, SAME, Tally
from villagedesk.kinds import YesNo, is_blank
from villagedesk.ledgers.committees.posts import body_named
from villagedesk.ledgers.committees.tables import Seat

_VALUES_SHOWN = 3
_ROWS_NAMED = 8


def skipped_by_reader(table: Table) -> list[Skipped]:
    """The rows that are no records, each with its reason in words."""
    return [
        Skipped(row, SKIPPED.get(reason, "不是记录"), is_record=False)
        for row, reason in table.skipped_rows.items()
    ]


def not_taken(tally: Tally, table: Table, why: str) -> SheetPlan:
    """A table that no ledger takes: every row is listed with the reason."""
    tally.skipped += [Skipped(record.row, why) for record in table.records]
    return SheetPlan(
        sheet=table.sheet,
        title=table.title or "",
        rows=len(table.records),
        ledger=None,
        why_not=why,
        skipped=_in_order(tally),
    )


def summed(tally: Tally, sheet: str, target: Target, *, rows: int, title: str = "") -> SheetPlan:
    """A table that a ledger takes."""
    return SheetPlan(
        sheet=sheet,
        title=title,
        rows=rows,
        ledger=target.key,
        ledger_title=target.title,
        new=tally.counts[NEW],
        changed=tally.counts[FILLED] + tally.counts[DIFFERS],
        differing=tuple(tally.differing),
        same=tally.counts[SAME],
        samples=tuple(tally.samples),
        differences=tuple(tally.differences),
        undecided=tuple(tally.undecided),
        problems=tuple(sorted(tally.problems, key=lambda problem: problem.row or 0)),
        skipped=_in_order(tally),
        lines=tally.lines,
    )


def _in_order(tally: Tally) -> tuple[Skipped, ...]:
    return tuple(sorted(tally.skipped, key=lambda one: one.row))


def open_columns(
    table: Table, reader: LineReader, target: Target, unplaced: Mapping[str, Sequence[str]]
) -> Iterator[OpenColumn]:
    """The columns that hold something and fill nothing, or not for everybody."""
    seats = target.roll.record is Seat
    looked_at = (
        {*CONTEXT, "post", "body"} if seats else {*CONTEXT, *LOOKED_AT.get(target.roll.record, ())}
    )
    posts = [column for column, _ in post_columns(reader.columns) if seats]
    for column in reader.columns:
        if column.slots or column.key in looked_at or column in posts:
            continue
        values = [_words(raw) for row in table.records if not is_blank(raw := column.raw(row))]
        if seats and column.header == SECTION:
            values = [words for words in values if body_named(words) is None]
        if values:
            yield OpenColumn(column.label, _few(values))
    for label, lost in unplaced.items():
        yield OpenColumn(label, _few(lost))


def _words(raw: Any) -> str:
    return YesNo().show(raw) if isinstance(raw, bool) else str(raw)


def _few(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:_VALUES_SHOWN]


def rows_seen(table: Table) -> Iterator[Problem]:
    """One word for all rows that are hidden or coloured in the original."""
    for code in ("hidden_row", "fill_color"):
        rows = [
            record.row
            for record in table.records
            if any((w.field, w.code) == (WHOLE_ROW, code) for w in record.warnings)
        ]
        if rows:
            named = "、".join(map(str, rows[:_ROWS_NAMED]))
            more = f"等 {len(rows)} 行" if len(rows) > _ROWS_NAMED else "行"
            yield Problem("整行", ROWS_SEEN[code].format(rows=f"第 {named} {more}"), rows[0])

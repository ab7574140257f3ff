"""Tables of figures one below the other: a row for each village, and what they make together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from villagedesk.books.cells import clean_text
from villagedesk.books.sheet import set_up_print
from villagedesk.books.styles import LINE, Styles, lines_of

TOTAL = "合计"

_NAMES, _NUMBERS, _NARROW = 14.0, 8.2, 7.0
_MOST = 17  # columns of figures beside each other; more go into another table
_FEN = 1_000_000  # in 万元
_LYING, _UPRIGHT = 34, 76
"""Rows of a printed page; with many villages it stands upright, so that a table stays on one."""


@dataclass(frozen=True)
class Ratio:
    """A part of a whole, or a sum over a number of things; of nothing it says nothing."""

    part: int
    whole: int

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.part + other.part, self.whole + other.whole)


Value = int | Ratio | None
"""What a cell says; money in 分."""


@dataclass(frozen=True)
class Heading:
    """A column of figures; `look` is number, percent, decimal or, for 万元, wan."""

    label: str
    group: str = ""
    look: str = "number"


@dataclass(frozen=True)
class Block:
    """One table; each row is a village's name and its figures, `note` says how it was counted."""

    key: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    note: str = ""

    @property
    def total(self) -> tuple[Value, ...]:
        """All rows together; shares are added up part by part and whole by whole."""
        every = [figures for _, figures in self.rows]
        return tuple(_sum(column) for column in zip(*every, strict=True))


@dataclass(frozen=True)
class Placed:
    """Where a table lies on its sheet, for a chart to point at; rows and columns from 0."""

    first: int
    last: int
    columns: Mapping[Heading, int]


def block_of(
    key: str,
    title: str,
    rows: Sequence[tuple[str, Mapping[Heading, Value]]],
    *,
    note: str = "",
    leave_out: Iterable[str] = (),
) -> Block:
    """Every heading that occurs, in order; a village that does not say a figure has an empty cell.

    Labels without a group, and groups, in `leave_out` are shown only where there is any figure.
    """
    headings = list(dict.fromkeys(heading for _, figures in rows for heading in figures))
    told = {_subject(one) for _, figures in rows for one, value in figures.items() if _says(value)}
    dull = set(leave_out) - told
    kept = [one for one in headings if _subject(one) not in dull]
    lines = tuple((name, tuple(figures.get(one) for one in kept)) for name, figures in rows)
    return Block(key, title, tuple(kept), lines, note)


def write_blocks(
    sheet: Any, blocks: Sequence[Block], styles: Styles, *, heading: tuple[str, str, str]
) -> dict[str, Placed]:
    """Writes a sheet of tables; `heading` is title, what they speak of, when. Says where they lie.

    A table too wide for a page goes on below itself; only its first part is told of.
    """
    parts = [part for block in blocks if block.headings for part in _split(block)]
    widest = max((len(part.headings) for part in parts), default=1)
    _write_top(sheet, widest, styles, heading)
    placed: dict[str, Placed] = {}
    per_page = _per_page(sheet, parts)
    row, used, breaks = 3, 3, []
    for part in parts:
        height = len(part.rows) + 6
        if used + height > per_page and used > 3:
            breaks.append(row)
            used = 0
        where, after = _write_block(sheet, part, row, styles)
        placed.setdefault(part.key, where)
        row, used = after, used + height
    sheet.set_h_pagebreaks(breaks)
    return placed


def _per_page(sheet: Any, parts: Sequence[Block]) -> int:
    if all(len(part.rows) + 6 <= _LYING for part in parts):
        return _LYING
    sheet.set_portrait()
    sheet.set_column(1, _MOST, _NARROW)
    return _UPRIGHT


def _subject(heading: Heading) -> str:
    return heading.group or heading.label


def _says(value: Value) -> bool:
    return bool(value.whole if isinstance(value, Ratio) else value)


def _sum(column: Sequence[Value]) -> Value:
    said = [value for value in column if value is not None]
    ratios = [value for value in said if isinstance(value, Ratio)]
    if ratios:
        return sum(ratios[1:], ratios[0])
    return sum(value for value in said if isinstance(value, int)) if said else None


def _split(block: Block) -> list[Block]:
    """The table in parts that fit a page; what stands under one group stays together."""
    runs = [list(run) for _, run in groupby(block.headings, key=lambda one: one.group or one)]
    parts: list[list[Heading]] = [[]]
    for run in runs:
        if parts[-1] and len(parts[-1]) + len(run) > _MOST:
            parts.append([])
        parts[-1] += run
    found, start = [], 0
    for part in parts:
        end = start + len(part)
        rows = tuple((name, figures[start:end]) for name, figures in block.rows)
        title = f"{block.title}（续）" if start else block.title
        note = block.note if end == len(block.headings) else ""
        found.append(replace(block, title=title, headings=tuple(part), rows=rows, note=note))
        start = end
    return found


def _write_top(sheet: Any, columns: int, styles: Styles, heading: tuple[str, str, str]) -> None:
    title, left, right = heading
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, columns, _NUMBERS)
    sheet.set_default_row(LINE + 4)
    set_up_print(sheet)
    sheet.freeze_panes(2, 1)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, max(columns, 1), clean_text(title), styles["title"])
    sheet.write_string(1, 0, clean_text(left), styles["line"])
    sheet.write_string(1, columns, right, styles["line_right"])


def _write_block(sheet: Any, block: Block, row: int, styles: Styles) -> tuple[Placed, int]:
    """Where its rows lie, and the first row after it."""
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, block.title, styles["caption"])
    first = _write_headings(sheet, block.headings, row + 1, styles)
    for at, (name, figures) in enumerate(block.rows, first):
        sheet.write_string(at, 0, clean_text(name), styles["centred"])
        _write_figures(sheet, at, figures, block.headings, styles)
    last = first + len(block.rows)
    sheet.write_string(last, 0, TOTAL, styles["head"])
    _write_figures(sheet, last, block.total, block.headings, styles, sums=True)
    if block.note:
        sheet.write_string(last + 1, 0, block.note, styles["line"])
    columns = {heading: at for at, heading in enumerate(block.headings, 1)}
    return Placed(first, last - 1, columns), last + 3


def _write_headings(sheet: Any, headings: Sequence[Heading], row: int, styles: Styles) -> int:
    """One row of headings, two where some stand under a group; returns the row after them."""
    head, column = styles["head"], 1
    grouped = any(one.group for one in headings)
    lines = max(lines_of(one.label, _NARROW) for one in headings)
    below = row + grouped
    sheet.set_row(below, lines * LINE + 8)
    if grouped:
        sheet.merge_range(row, 0, below, 0, "村", head)
    else:
        sheet.write_string(row, 0, "村", head)
    for group, run in groupby(headings, key=lambda one: one.group):
        labels = [one.label for one in run]
        for at, label in enumerate(labels, column):
            if grouped and not group:
                sheet.merge_range(row, at, below, at, label, head)
            else:
                sheet.write_string(below, at, label, head)
        if group and len(labels) > 1:
            sheet.merge_range(row, column, row, column + len(labels) - 1, group, head)
        elif group:
            sheet.write_string(row, column, group, head)
        column += len(labels)
    return below + 1


def _write_figures(  # noqa: PLR0913  # where, what, and how it looks
    sheet: Any,
    row: int,
    figures: Sequence[Value],
    headings: Sequence[Heading],
    styles: Styles,
    *,
    sums: bool = False,
) -> None:
    for place, (value, heading) in enumerate(zip(figures, headings, strict=True), 1):
        look = styles[f"sum_{heading.look}" if sums else heading.look]
        number = _number(value, heading.look)
        if number is None:
            sheet.write_blank(row, place, None, look)
        else:
            sheet.write_number(row, place, number, look)


def _number(value: Value, look: str) -> float | None:
    if isinstance(value, Ratio):
        return value.part / value.whole if value.whole else None
    return value / _FEN if value is not None and look == "wan" else value

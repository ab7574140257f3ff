"""Turns one framed table into records with values, doubts and what is left over."""

from collections.abc import Iterator

from villagedesk.books.reading.cells import NOTHING, Seen, read_cell
from villagedesk.books.reading.cells import Spot as CellSpot
from villagedesk.books.reading.crosscheck import settled
from villagedesk.books.reading.grid import Grid, text_of
from villagedesk.books.reading.headers import kind_of
from villagedesk.books.reading.layout import Column, Frame
from villagedesk.books.reading.marks import mark_warnings
from villagedesk.books.reading.model import Cell, Row, Table, Warning
from villagedesk.books.reading.rows import RECORD, RowSorter, trimmed
from villagedesk.books.reading.sheet import CellError, Value, column_letter
from villagedesk.books.reading.titles import meta_of, title_of, year_of
from villagedesk.books.reading.wording import group_in, is_ditto
from villagedesk.kinds import Note, is_blank

_ESSENTIAL = ("name", "gender")
_HOUSEHOLD = ("household_no", "household_head")
_NO_DITTO = ("id_number", "name")
_BLANKS_LISTED = 1000
SECTION = "分段"


def read_table(grid: Grid, frame: Frame) -> Table:
    """The records of one table. Nothing is left out without a reason in `skipped_rows`."""
    return TableReader(grid, frame).table()


class TableReader:
    """Reads a table from top to bottom, remembering what stood above."""

    def __init__(self, grid: Grid, frame: Frame) -> None:
        self.grid = grid
        self.frame = frame
        self.title = title_of(grid, frame.above)
        self.meta = meta_of(grid, frame.above)
        self.year = year_of(self.meta, self.title)
        self.above: dict[int, Value] = {}
        self.section = ""
        self.household: dict[str, Cell] = {}
        self.group: str | None = None
        self.skipped: dict[int, str] = {}

    def table(self) -> Table:
        records = list(self._records())
        footers = [row for row, reason in self.skipped.items() if reason == "footer"]
        meta = self.meta | {
            label: text
            for label, text in meta_of(self.grid, footers).items()
            if label not in self.meta
        }
        marked = mark_warnings(self.grid, self.frame, records)
        return Table(
            sheet=self.grid.sheet.name,
            title=self.title,
            meta=meta,
            header_rows=tuple(range(self.frame.header[0], self.frame.header[1] + 1)),
            columns={
                column_letter(c.number): (c.header, c.key) for c in self.frame.columns if c.path
            },
            records=tuple(marked),
            skipped_rows=trimmed(self.skipped, [record.row for record in records]),
        )

    def _records(self) -> Iterator[Row]:
        sorter = RowSorter(self.grid, self.frame)
        for row in self._rows():
            reason = sorter.reason(row)
            if reason == RECORD:
                yield self._record(row)
            else:
                self.skipped[row] = reason
                if reason == "section":
                    self._enter_section(row)

    def _rows(self) -> Iterator[int]:
        """The used rows of the body, and the blank ones between them as long as they are few."""
        previous = self.frame.header[1]
        for row in self.grid.rows:
            if self.frame.header[1] < row <= self.frame.last:
                if row - previous <= _BLANKS_LISTED:
                    yield from range(previous + 1, row)
                previous = row
                yield row

    def _enter_section(self, row: int) -> None:
        text = next(iter(self.grid.texts(row).values()))
        group = group_in(text)
        self.section = "" if group else text
        self.group = group or self.group

    def _record(self, row: int) -> Row:
        values: dict[str, Cell] = {}
        warnings: list[Warning] = []
        extra: dict[str, str] = {}
        for column in self.frame.columns:
            value, notes = self._raw(row, column)
            if column.key is None:
                if shown := text_of(value):
                    extra[column.label] = shown
                continue
            cell, more = self._read(row, column, value)
            values[column.key] = cell
            warnings += [Warning(column.key, n.code, n.detail) for n in (*notes, *more)]
        self._add_context(values, extra)
        warnings += self._filled_household(values)
        values, warnings = settled(values, warnings)
        return Row(row, values, tuple(warnings), extra)

    def _add_context(self, values: dict[str, Cell], extra: dict[str, str]) -> None:
        if self.group and values.get("group") is None:
            values["group"] = self.group
        if self.section:
            extra[SECTION] = self.section

    def _filled_household(self, values: dict[str, Cell]) -> Iterator[Warning]:
        """Members written below their head without a merge belong to the household above."""
        given = {key: values[key] for key in _HOUSEHOLD if key in values}
        follows = values.get("relation") not in (None, "户主", "本人")
        if follows and given and not any(given.values()):
            for key in given.keys() & self.household.keys():
                values[key] = self.household[key]
                yield Warning(key, "merged_filled", "按上一行的户补上")
        elif any(given.values()):
            self.household = given

    def _raw(self, row: int, column: Column) -> tuple[Value | None, tuple[Note, ...]]:
        """The cell's value: its own, that of a merge downwards, or what ditto marks repeat."""
        top, left, bottom, _ = self.grid.area(row, column.number)
        notes: tuple[Note, ...] = ()
        value = self.grid.value(row, column.number)
        if value is None and bottom > top and left == column.number and top > self.frame.header[1]:
            value = self.grid.value(top, left)
            notes = (Note("merged_filled", ""),) if value is not None and row > top else ()
        if isinstance(value, str) and is_ditto(value):
            value, ditto = self._ditto(column, value)
            notes += (ditto,)
        elif not is_blank(value) and value is not None:
            self.above[column.number] = value
        return value, notes

    def _ditto(self, column: Column, mark: str) -> tuple[Value | None, Note]:
        above = self.above.get(column.number)
        if above is None or column.key in _NO_DITTO:
            return None, Note("ditto_filled", f"{mark}（上面没有可照抄的内容）")
        return above, Note("ditto_filled", f"{mark}→{text_of(above)}")

    def _read(self, row: int, column: Column, value: Value | None) -> Seen:
        key = column.key or ""
        if isinstance(value, CellError):
            return None, (self._error(row, column, value),)
        seen = NOTHING if value is None else self._read_value(row, column, value)
        notes = seen[1]
        if key == "id_number" and seen[0] is None and not notes:
            notes = (Note("id_missing", ""),)
        if key in _ESSENTIAL and seen[0] is None and not notes:
            notes = (Note("missing", ""),)
        if (row, column.number) in self.grid.sheet.formulas and key != "seq":
            notes += (Note("formula", "取公式存下的结果"),)
        return seen[0], notes

    def _read_value(self, row: int, column: Column, value: Value) -> Seen:
        digits = self.grid.sheet.digits.get((row, column.number), "")
        spot = CellSpot(digits, (row, column.number), self.year)
        return read_cell(kind_of(column.key or ""), value, spot)

    def _error(self, row: int, column: Column, value: CellError) -> Note:
        if (row, column.number) in self.grid.sheet.uncached:
            return Note("formula_no_value", "公式没有存下结果，请在 Excel 里打开并保存一次")
        return Note("formula_error", str(value))

"""Lists pasted from a chat or notepad, where a whole row stands in one cell between tabs."""

import re
from collections.abc import Mapping
from dataclasses import replace

from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.headers import knows
from villagedesk.books.reading.layout import find_frames
from villagedesk.books.reading.model import WHOLE_ROW, Row, Table, Warning
from villagedesk.books.reading.sheet import Sheet, column_letter
from villagedesk.books.reading.tables import read_table

_GAPS = (re.compile(r"[\t\x0b]"), re.compile(r"[,，;；|]"), re.compile(r"[ \u3000\xa0]+"))
_DOUBT = Warning(WHOLE_ROW, "single_column", "整行在一个单元格里，按分隔符拆分，请核对")


def is_single_column(grid: Grid) -> bool:
    """Whether one column holds everything and one of its cells splits into headers."""
    return _column(grid) is not None and _gap(grid) is not None


def read_single_column(grid: Grid, known: Mapping[str, str]) -> list[Table]:
    """The tables after splitting; every record says that it was split."""
    column, gap = _column(grid) or 1, _gap(grid) or _GAPS[0]
    sheet = Sheet(grid.sheet.name, hidden_rows=grid.sheet.hidden_rows)
    for row in grid.rows:
        pieces = gap.split(str(grid.sheet.rows[row][column]))
        sheet.rows[row] = {i: text for i, text in enumerate(pieces, 1) if text.strip()}
    split = Grid(sheet)
    letter = column_letter(column)
    return [_doubted(read_table(split, frame), letter) for frame in find_frames(split, known)]


def _column(grid: Grid) -> int | None:
    columns = {column for row in grid.rows.values() for column in row}
    return columns.pop() if len(columns) == 1 and len(grid.rows) > 1 else None


def _gap(grid: Grid) -> re.Pattern[str] | None:
    """What separates the headers in the first cell that holds at least two known ones."""
    for row in list(grid.rows)[:20]:
        text = str(next(iter(grid.rows[row].values())))
        for gap in _GAPS:
            pieces = [piece for piece in gap.split(text) if piece.strip()]
            if len(pieces) > 1 and sum(map(knows, pieces)) * 2 >= max(len(pieces), 4):
                return gap
    return None


def _doubted(table: Table, letter: str) -> Table:
    columns = {f"{letter}#{i}": column for i, column in enumerate(table.columns.values(), 1)}
    records = tuple(_with_doubt(record) for record in table.records)
    return replace(table, columns=columns, records=records, layout="single_column_tabs")


def _with_doubt(record: Row) -> Row:
    return replace(record, warnings=(*record.warnings, _DOUBT))

"""A sheet as the search for tables sees it: texts, with merged cells resolved."""

import datetime as dt
import math
from functools import cached_property

from villagedesk.books.reading.sheet import Area, Sheet, Spot, Value, within
from villagedesk.kinds import clean, is_blank
from villagedesk.kinds.kind import LONGEST, words_of

_EXPANDED = 1_000_000
_REMEMBERED = 500
_LONG = 10**29


def text_of(value: Value | None) -> str:
    """A cell's value as clean text."""
    match value:
        case None:
            return ""
        case dt.time() | dt.timedelta():
            return str(value)
        case float() if not math.isfinite(value):
            return ""
        case int() if abs(value) >= _LONG:
            return ""
    return clean(words_of(value)[:LONGEST])


def _spoken(row: dict[int, Value]) -> dict[int, Value]:
    """The cells that are not blank from left to right; the row itself when it is so already."""
    columns = [column for column, value in row.items() if not is_blank(value)]
    if len(columns) == len(row) and columns == sorted(columns):
        return row
    return {column: row[column] for column in sorted(columns)}


class Grid:
    """Looks at one sheet; rows and columns count from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = {
            number: cells for number, row in sorted(sheet.rows.items()) if (cells := _spoken(row))
        }
        self._texts: dict[int, dict[int, str]] = {}

    @cached_property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @cached_property
    def last_column(self) -> int:
        return max((max(row) for row in self.rows.values()), default=0)

    def value(self, row: int, column: int) -> Value | None:
        return self.rows.get(row, {}).get(column)

    def text(self, row: int, column: int) -> str:
        """The cell's own text, nothing from a merge."""
        return self.texts(row).get(column, "")

    def texts(self, row: int) -> dict[int, str]:
        """Column → text of the cells of one row that are not blank."""
        found = self._texts.get(row)
        if found is None:
            if len(self._texts) > _REMEMBERED:  # rows are read in order: few are needed at a time
                self._texts.clear()
            cells = self.rows.get(row, {})
            found = self._texts[row] = {column: text_of(v) for column, v in cells.items()}
        return found

    @cached_property
    def areas(self) -> dict[Spot, Area]:
        """Every used cell that lies in a merge → that merge, cut to the used part of the sheet."""
        found: dict[Spot, Area] = {}
        for top, left, bottom, right in self.sheet.merges:
            area = (top, left, min(bottom, self.last_row), min(right, self.last_column))
            size = (area[2] - top + 1) * (area[3] - left + 1)
            if 1 < size <= _EXPANDED - len(found):
                found.update(dict.fromkeys(within(area), area))
        return found

    def area(self, row: int, column: int) -> Area:
        """The merge a cell belongs to, or the cell alone."""
        return self.areas.get((row, column), (row, column, row, column))

    def shown(self, row: int, column: int) -> str:
        """The text a person sees at that place: that of the merge's first cell."""
        top, left, _, _ = self.area(row, column)
        return self.text(top, left)

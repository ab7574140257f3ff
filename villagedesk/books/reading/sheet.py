"""What every lane makes of a file: plain sheets of values, with what stands around them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

Spot = tuple[int, int]
Area = tuple[int, int, int, int]


class CellError(str):
    """An error that stands in a cell, such as #N/A or #REF!."""

    __slots__ = ()


Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | CellError


@dataclass(slots=True)
class Sheet:
    """One sheet: values by row and column from 1, and the marks that may change their meaning."""

    name: str
    state: str = "visible"
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: set[Spot] = field(default_factory=set)
    uncached: set[Spot] = field(default_factory=set)
    digits: dict[Spot, str] = field(default_factory=dict)
    comments: dict[Spot, str] = field(default_factory=dict)
    struck: set[Spot] = field(default_factory=set)
    fills: dict[Spot, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def visible(self) -> bool:
        return self.state == "visible"

    def hides_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(slots=True)
class Workbook:
    """All sheets of one file, and what about the file itself deserves a word."""

    sheets: list[Sheet] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def column_letter(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1 << 12)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + (ord(letter) & 31)
    return number


def address(row: int, column: int) -> str:
    return f"{column_letter(column)}{row}"


def within(area: Area) -> Iterator[Spot]:
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

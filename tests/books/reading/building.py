"""Small workbooks with invented people, built on the spot for the tests of reading."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from villagedesk.books.reading import ReadBook, Row, Table, read_here
from villagedesk.kinds import check_digit


@dataclass(frozen=True)
class Page:
    """One sheet to build; `touch` may do to it what rows and merges cannot say."""

    rows: Sequence[Sequence[Any]]
    merges: Sequence[str] = ()
    name: str = "Sheet1"
    state: str = "visible"
    touch: Callable[[Worksheet], object] | None = None


def book(*pages: Page) -> bytes:
    workbook = Workbook()
    del workbook["Sheet"]
    for page in pages:
        sheet = workbook.create_sheet(page.name)
        sheet.sheet_state = page.state
        for number, row in enumerate(page.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, column, value)
        for area in page.merges:
            sheet.merge_cells(area)
        if page.touch:
            page.touch(sheet)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read_pages(*pages: Page) -> ReadBook:
    return read_here(book(*pages))


def read_tables(rows: Sequence[Sequence[Any]], *merges: str, **page: Any) -> tuple[Table, ...]:
    return read_pages(Page(rows, merges, **page)).tables


def read_table(rows: Sequence[Sequence[Any]], *merges: str, **page: Any) -> Table:
    (table,) = read_tables(rows, *merges, **page)
    return table


def read_rows(rows: Sequence[Sequence[Any]], *merges: str, **page: Any) -> tuple[Row, ...]:
    return read_table(rows, *merges, **page).records


def column(table: Table, key: str) -> list[Any]:
    """What the records of a table hold under one key."""
    return [record.values.get(key) for record in table.records]


def codes(row: Row, field: str) -> list[str]:
    return [warning.code for warning in row.warnings if warning.field == field]


def id_of(born: str = "19720315", order: int = 1) -> str:
    """A valid ID number in a region that does not exist; an odd `order` is a man."""
    digits = f"999001{born}{order:03}"
    return digits + check_digit(digits)

"""Reads the bytes of any workbook in this process; the worker calls it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from villagedesk.books.reading.forms import is_form, read_form
from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.layout import find_frames
from villagedesk.books.reading.model import ReadBook, Table
from villagedesk.books.reading.returned import is_list
from villagedesk.books.reading.sheet import Sheet, Workbook
from villagedesk.books.reading.single import is_single_column, read_single_column
from villagedesk.books.reading.sniff import REFUSALS, sniff
from villagedesk.books.reading.tables import read_table
from villagedesk.errors import UserError

NO_MAPPING: Mapping[str, str] = MappingProxyType({})


def read_here(
    data: bytes,
    name: str = "",
    *,
    known: Mapping[str, str] = NO_MAPPING,
    report: Callable[[int, int], None] | None = None,
) -> ReadBook:
    """Every table of a workbook; `known` maps headers to keys as the clerk chose before.

    `name` is the file's name without ending. Raises UserError for a file that cannot be read.
    """
    book = open_workbook(data, name)
    shown = [sheet for sheet in book.sheets if sheet.visible and not is_list(sheet)]
    tables: list[Table] = []
    for done, sheet in enumerate(shown):
        if report:
            report(done, len(shown))
        found = read_sheet(sheet, known)
        tables += found
        if sheet.rows and not found:
            book.warnings.append(f"工作表“{sheet.name.strip()}”里没有认出表格，没有读取")
    hidden = tuple(sheet for sheet in book.sheets if not sheet.visible)
    return ReadBook(tuple(tables), hidden, tuple(book.warnings))


def open_workbook(data: bytes, name: str = "") -> Workbook:
    """The file's sheets by the lane its bytes ask for. Lanes are imported when first needed."""
    match sniff(data):
        case "zip":
            from villagedesk.books.reading.xlsx import read_xlsx

            return read_xlsx(data)
        case "xls":
            from villagedesk.books.reading.legacy import read_legacy

            return read_legacy(data)
        case "text":
            from villagedesk.books.reading.delimited import read_delimited

            return read_delimited(data, name or "Sheet1")
        case refused:
            raise UserError(REFUSALS[refused])


def read_sheet(sheet: Sheet, known: Mapping[str, str] = NO_MAPPING) -> list[Table]:
    """The tables of one sheet, whatever its layout."""
    grid = Grid(sheet)
    if is_single_column(grid):
        return read_single_column(grid, known)
    if is_form(grid):
        return [read_form(grid, known)]
    return [read_table(grid, frame) for frame in find_frames(grid, known)]

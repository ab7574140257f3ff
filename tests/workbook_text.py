"""A workbook as readable lines, so that a change of its looks shows as a change of text."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


def lines(path: Path) -> str:
    """Every sheet: cells with value and number format, sizes, merges, panes and print setup."""
    book = load_workbook(path)
    return "\n".join(line for sheet in book.worksheets for line in sheet_lines(sheet))


def sheet_lines(sheet: Worksheet) -> Iterator[str]:
    yield f"== {sheet.title} ({sheet.sheet_state})"
    yield from print_lines(sheet)
    for column in sheet.column_dimensions.values():
        hidden = " hidden" if column.hidden else ""
        yield f"columns {column.min}-{column.max} {column.width:g}{hidden}"
    for merged in sorted(map(str, sheet.merged_cells.ranges)):
        yield f"merged {merged}"
    for rule in sheet.data_validations.dataValidation:
        yield f"list {rule.sqref}: {rule.type} {rule.formula1}"
    for row in sheet.iter_rows():
        yield from (cell_line(cell) for cell in row if cell.value is not None)


def print_lines(sheet: Worksheet) -> Iterator[str]:
    page = sheet.page_setup
    yield f"paper {page.paperSize} {page.orientation}, {page.fitToWidth} x {page.fitToHeight} pages"
    yield f"freeze {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
    yield f"titles {sheet.print_title_rows}, area {sheet.print_area or None}"
    footer = sheet.HeaderFooter.oddFooter
    yield f"footer {footer.center.text if footer else None}"


def cell_line(cell: Cell) -> str:
    style = f" [{cell.number_format}]" if cell.number_format != "General" else ""
    bold = " bold" if cell.font.b else ""
    return f"{cell.coordinate} {cell.data_type} {cell.value!r}{style}{bold}"

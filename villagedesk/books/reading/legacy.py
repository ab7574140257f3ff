"""The lane of the old formats .xls and .et, which a library reads inside the worker process."""

import io
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from villagedesk.books.reading.package import BUDGET
from villagedesk.books.reading.sheet import Sheet, Value, Workbook
from villagedesk.books.reading.sniff import REFUSALS
from villagedesk.errors import UserError

_STATES = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "veryHidden"))


def read_legacy(data: bytes) -> Workbook:
    """Values and merges of an old workbook; it has no formulas, comments or looks for us."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            _sheet(book.get_sheet_by_name(about.name), _state(about.visible))
            for about in islice(book.sheets_metadata, BUDGET.sheets)
            if about.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise UserError(REFUSALS["encrypted"]) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UserError("旧版 Excel 文件已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx") from error
    if not sheets:
        raise UserError("文件里没有工作表，请用 Excel 或 WPS 打开看看")
    return Workbook(sheets, ["这是旧版 Excel 文件，批注和删除线没有读取"])


def _state(visible: SheetVisibleEnum) -> str:
    return next((state for value, state in _STATES if visible == value), "visible")


def _sheet(source: CalamineSheet, state: str) -> Sheet:
    sheet = Sheet(source.name, state)
    _, first_column = source.start or (0, 0)
    if (source.total_height or 0) * (source.total_width or 0) > BUDGET.blanks:
        raise UserError(f"“{source.name}”里内容太散或太多，请删掉表格以外的内容再读取")
    for number, values in enumerate(source.iter_rows(), 1):  # rows from the top, columns cropped
        row = {
            column: _value(value)
            for column, value in enumerate(values, first_column + 1)
            if value is not None and value != ""
        }
        if row:
            sheet.rows[number] = row
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
    return sheet


def _value(value: Value) -> Value:
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    return value

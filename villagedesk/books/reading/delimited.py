"""The text lane: .csv in UTF-8 or GBK, whatever the file is called."""

import csv
import re
from collections import Counter

from villagedesk.books.reading.package import BUDGET
from villagedesk.books.reading.sheet import Sheet, Value, Workbook
from villagedesk.books.reading.sniff import REFUSALS, decode
from villagedesk.errors import UserError

_DELIMITERS = ",\t;|"
_GUARDED = re.compile(r'="(.*)"', re.DOTALL)
_SHORTENED = re.compile(r"\d{4}\.\d", re.ASCII)


def read_delimited(data: bytes, name: str) -> Workbook:
    """One sheet called `name`; every value is text, as the file has it."""
    text = (decode(data) or "").replace("\x1a", "")
    delimiter = _delimiter(text)
    sheet = Sheet(name)
    cells = 0
    try:
        for number, fields in enumerate(csv.reader(text.splitlines(True), delimiter=delimiter), 1):
            row = {i: _value(field) for i, field in enumerate(fields, 1) if field.strip()}
            cells += len(row)
            if cells > BUDGET.cells or number > BUDGET.rows or len(fields) > BUDGET.columns:
                raise UserError("文件里的内容太多，不像一张花名册，请拆成几个小文件")
            if row:
                sheet.rows[number] = row
    except csv.Error as error:
        raise UserError("这个文本文件读不出行和列，请用 Excel 或 WPS 打开后另存为 .xlsx") from error
    return Workbook([sheet])


def _delimiter(text: str) -> str:
    counts = Counter(char for char in text[:20_000] if char in _DELIMITERS)
    if not counts:
        raise UserError(REFUSALS["unknown"])
    return counts.most_common(1)[0][0]


def _value(field: str) -> Value:
    guarded = _GUARDED.fullmatch(field.strip())
    text = guarded[1] if guarded else field
    # Excel writes the number 1985.10 as 1985.1: as doubtful here as in a workbook
    return float(text) if not guarded and _SHORTENED.fullmatch(text.strip()) else text

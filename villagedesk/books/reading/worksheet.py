"""Reads one worksheet part: cells first, then what stands around them."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator

from villagedesk.books.reading.formats import PLAIN, Look, to_date
from villagedesk.books.reading.package import Package, local
from villagedesk.books.reading.sheet import CellError, Sheet, Spot, Value, column_number
from villagedesk.errors import UserError

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BLANK_CELLS = re.compile(
    rb'(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?(?:/>|></c>)\s*)+(?=<c r="|</row>)'
)
_BLANK_ROW = re.compile(rb'<row r="\d{1,7}"[^<>]*(?:/>|>\s*</row>)\s*(?=<row r="|</sheetData>|\Z)')
_EXACT_DIGITS = 15
_HOLD = 1 << 20
_OFTEN = 4  # fewer blanks than one in so many cells are not worth the search


def unescape(text: str) -> str:
    """Undoes Excel's _x000D_ notation, but for what no database keeps as text."""
    return _ESCAPE.sub(_escaped, text) if "_x" in text else text


def _escaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code and not 0xD800 <= code < 0xE000 else ""


def thin_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Drops styled blank cells and rows before expat sees them: real sheets bring a million."""
    held = b""
    plain = False
    for chunk in chunks:
        held += chunk
        plain = plain or b"<!" in held
        cut = len(held) if plain else held.rfind(b'<row r="')
        if cut <= 0 and len(held) > _HOLD:
            cut = len(held)
        if cut > 0:
            piece, held = held[:cut], held[cut:]
            yield piece if plain or not held else _without_blanks(piece)
    yield held


def _without_blanks(piece: bytes) -> bytes:
    if piece.count(b"/>") * _OFTEN < piece.count(b"</c>"):
        return piece
    return _BLANK_ROW.sub(b"", _BLANK_CELLS.sub(b"", piece))


class _Handlers(dict[str, Callable[..., None] | None]):
    """Handlers by full tag, found by local name once and then by one look-up."""

    def __init__(self, by_name: dict[str, Callable[..., None]]) -> None:
        super().__init__()
        self._by_name = by_name

    def __missing__(self, tag: str) -> Callable[..., None] | None:
        handler = self[tag] = self._by_name.get(local(tag))
        return handler


class SheetParser:
    """Reads worksheets one after another; the cell budget is that of the whole workbook."""

    def __init__(
        self, package: Package, strings: list[str], looks: list[Look], *, since_1904: bool
    ) -> None:
        self.package = package
        self.strings = strings
        self.looks = {str(number): look for number, look in enumerate(looks)}
        self.since_1904 = since_1904
        self.cells = self.blanks = 0
        self._starts = _Handlers({
            "c": self._cell, "row": self._row, "f": self._formula, "rPh": self._pass_over,
            "mergeCell": self._merge, "col": self._column_setting,
            "dataValidation": self._choice, "formula1": self._open_choice,
        })  # fmt: skip
        self._ends = _Handlers({
            "c": self._close_cell, "f": self._listen, "rPh": self._listen,
            "formula1": self._close_choice,
        })  # fmt: skip

    def read(self, sheet: Sheet, part: str) -> Sheet:
        self.sheet = sheet
        self.row: dict[int, Value] = {}
        self.row_number = self.column = 0
        self.kind = self.style = ""
        self.has_formula = self.listening = False
        self.pieces: list[str] = []
        self.length = 0
        self.choice_area = ""
        self.package.parse(part, self._start, end=self._end, text=self._text, thin=thin_blanks)
        sheet.rows = {number: row for number, row in sheet.rows.items() if row}
        return sheet

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if handler := self._starts[tag]:
            handler(attributes)

    def _end(self, tag: str) -> None:
        if handler := self._ends[tag]:
            handler()

    def _text(self, data: str) -> None:
        if self.listening:
            self.pieces.append(data)
            self.length += len(data)
            if self.length > self.package.budget.cell_characters:
                raise UserError(f"“{self.sheet.name}”里有一个单元格长得不正常，请检查后再读取")

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self.row_number = int(number) if number else self.row_number + 1
        self.column = 0
        self.row = self.sheet.rows.setdefault(self.row_number, {})
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row_number)

    def _cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        self.column = column_number(ref.rstrip("0123456789")) if ref else self.column + 1
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.has_formula = False
        self.pieces.clear()
        self.length = 0
        self.listening = True  # all words in a cell are its value but formulas and readings
        self.blanks += 1
        if self.blanks > self.package.budget.blanks:
            raise UserError("单元格太多，不像一张花名册，请删掉表格以外的空行空列")

    def _formula(self, _: dict[str, str]) -> None:
        self.has_formula = True
        self.listening = False

    def _pass_over(self, _: dict[str, str]) -> None:
        self.listening = False

    def _listen(self) -> None:
        self.listening = True

    def _close_cell(self) -> None:
        self.listening = False
        text = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        if text and not text.isspace():
            value = self._value(text)
            if value is not None and value != "":
                self._keep(value)
        elif self.has_formula:
            self._keep(CellError("公式没有结果"))
            self.sheet.uncached.add((self.row_number, self.column))

    def _keep(self, value: Value) -> None:
        self.cells += 1
        budget = self.package.budget
        if self.cells > budget.cells:
            raise UserError("单元格太多，不像一张花名册，请拆成几个小文件")
        if not (0 < self.row_number <= budget.rows and 0 < self.column <= budget.columns):
            raise UserError(
                f"“{self.sheet.name}”第 {self.row_number} 行第 {self.column} 列有内容，"
                "离表格太远，请删掉表格以外的内容再读取"
            )
        self.row[self.column] = value
        if self.has_formula:
            self.sheet.formulas.add((self.row_number, self.column))
        look = self._look()
        if look is not PLAIN:
            self._mark((self.row_number, self.column), look)

    def _mark(self, spot: Spot, look: Look) -> None:
        if look.struck:
            self.sheet.struck.add(spot)
        if look.fill:
            self.sheet.fills[spot] = look.fill

    def _look(self) -> Look:
        return self.looks.get(self.style, PLAIN)

    def _value(self, text: str) -> Value | None:
        match self.kind:
            case "n":
                return self._number(text.strip())
            case "s":
                return self._shared(text)
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return CellError(text)
            case "d":
                return _iso(text.strip())
        return unescape(text)

    def _shared(self, text: str) -> Value:
        number = int(text) if text.strip().isdecimal() else -1
        return self.strings[number] if 0 <= number < len(self.strings) else CellError("#SST!")

    def _number(self, text: str) -> Value | None:
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            return CellError(text)
        if not math.isfinite(number):
            return CellError(text)
        look = self._look()
        if look.date:
            try:
                return to_date(number, look.date, since_1904=self.since_1904)
            except OverflowError:
                return number
        return self._plain_number(text, number, look)

    def _plain_number(self, text: str, number: float, look: Look) -> Value:
        whole = number.is_integer() and abs(number) < 10**_EXACT_DIGITS
        if not whole and len(text) > _EXACT_DIGITS:
            self.sheet.digits[self.row_number, self.column] = text
        if look.zeros and whole:
            return str(int(number)).zfill(look.zeros)
        return int(number) if whole else number

    def _merge(self, attributes: dict[str, str]) -> None:
        match = _AREA.fullmatch(attributes.get("ref", ""))
        if match and match[3] and len(self.sheet.merges) < self.package.budget.merges:
            left, top, right, bottom = match.groups()
            area = (int(top), column_number(left), int(bottom), column_number(right))
            self.sheet.merges.append(area)

    def _column_setting(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            span = (int(attributes["min"]), int(attributes["max"]))
            self.sheet.hidden_columns.append(span)

    def _choice(self, attributes: dict[str, str]) -> None:
        listed = attributes.get("type") == "list"
        self.choice_area = attributes.get("sqref", "") if listed else ""

    def _open_choice(self, _: dict[str, str]) -> None:
        self.pieces.clear()
        self.length = 0
        self.listening = bool(self.choice_area)

    def _close_choice(self) -> None:
        self.listening = False
        if self.choice_area:
            self.sheet.choices.append((self.choice_area, "".join(self.pieces)))


def _iso(text: str) -> Value:
    try:
        moment = dt.datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=None)
    except ValueError:
        return text
    return moment.date() if moment.time() == dt.time(0) else moment

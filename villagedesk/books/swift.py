"""The fast lane: sheets as Excel, WPS and we write them, by patterns that account for every tag.

Faster than a library because most cells of a roster repeat: each is worked out once, with its mark
for the digest. Whatever is written in another way is unusual and left to the careful lane.
"""

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import product
from string import ascii_uppercase
from typing import Any, NamedTuple

from villagedesk.books.digest import mark_of
from villagedesk.books.prescan import NO_FORMULAS
from villagedesk.books.reading.formats import date_precision, to_date
from villagedesk.books.reading.package import Package
from villagedesk.books.reading.worksheet import unescape


class UnusualError(Exception):
    """The workbook is not written as expected; that says nothing against it."""


class Line(NamedTuple):
    """One row: its Excel number, its cells from column A (None for a blank), and their marks."""

    number: int
    cells: Sequence[Any]
    marks: Sequence[str]


_LETTERS = ("", *ascii_uppercase)
_COLUMN = {
    a + b: place
    for place, (a, b) in enumerate((pair for pair in product(_LETTERS, ascii_uppercase)), 1)
}
"""Places of the columns A … ZZ, from 1."""

_NAMES = tuple(_COLUMN)

_ROW = re.compile(r'<row r="([1-9][0-9]{0,5})"[^<>/]*(/?)>')
_CELL = re.compile(
    r'([A-Z]{1,2})"(?: s="([0-9]{1,5})")?(?: t="(s|n)")? *(?:/>|>(?:<v>([^<]*)</v>)?</c>)'
)
"""A cell without the number of its row: column, style, type, value."""

_WORDS = re.compile(r'([A-Z]{1,2})"(?: s="[0-9]{1,5}")? t="s" *><v>([0-9]{1,7})</v></c>')
"""One that holds a shared string."""

_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_NUMBER = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][-+]?[0-9]{1,4})?")
_TEXT = re.compile(r"<t(?: [^<>/]*)?(?:/>|>([^<]*)</t>)")
_SHEET = re.compile(r"<sheet ([^<>]*)/>")
_PAIR = re.compile(r'(?<![\w:])([\w:]{1,40})="([^"]*)"')
_XF = re.compile(r'<xf (?:[^<>]*? )?numFmtId="([0-9]{1,9})"')
_FORMAT = re.compile(r"<numFmt ([^<>]*)/>")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _Known(dict[str, tuple[str, Any, str]]):
    """Columns, values and marks of cells, by how they are written; each is worked out once."""

    def __init__(self, strings: list[str], dates: set[str]) -> None:
        super().__init__()
        self._strings = [(words or None, mark_of(words)) for words in strings]
        self._dates = dates

    def __missing__(self, written: str) -> tuple[str, Any, str]:
        if found := _WORDS.fullmatch(written):
            letter, place = found.groups()
            if int(place) >= len(self._strings):
                raise UnusualError
            known = letter, *self._strings[int(place)]
        elif found := _CELL.fullmatch(written):
            letter, style, kind, value = found.groups()
            if kind == "s":
                raise UnusualError
            cell = self._number(value, style) if value else None
            known = letter, cell, mark_of(cell)
        else:
            raise UnusualError
        self[written] = known
        return known

    def _number(self, written: str, style: str | None) -> Any:
        number = _number(written)
        return _moment(number) if (style or "0") in self._dates else number


class SwiftBook:
    """An open workbook; raises UnusualError where its parts are not as expected."""

    formulas = NO_FORMULAS

    def __init__(self, package: Package) -> None:
        self._package = package
        self._cells = 0
        main = self._target(package.relations("").values(), "officeDocument")
        self._relations = package.relations(main)
        workbook = self._text(main)
        if re.search(r"date1904(?!=\"(?:0|false)\")", workbook):
            raise UnusualError
        sheets = list(self._sheets(workbook))
        self._parts = dict(sheets)
        if len(self._parts) != len(sheets):
            raise UnusualError
        self._dates = self._date_looks()
        self._strings = self._shared()
        self._known = _Known(self._strings, self._dates)

    @property
    def sheet_names(self) -> list[str]:
        """The tabs in order."""
        return list(self._parts)

    def lines(self, tab: str) -> Iterator[Line]:
        """The rows of a sheet that have cells."""
        text = self._text(self._parts[tab])
        start, end = text.find("<sheetData>"), text.rfind("</sheetData>")
        if start < 0 or end < 0:
            if "<sheetData/>" not in text:
                raise UnusualError
            return
        number = 0
        for piece in text[start + len("<sheetData>") : end].split("</row>"):
            at = 0
            while found := _ROW.match(piece, at):
                at, before, number = found.end(), number, int(found[1])
                if number <= before:
                    raise UnusualError
                if not found[2]:
                    break
            else:
                if piece[at:].strip():
                    raise UnusualError
                continue
            yield self._line(number, piece[at:])

    def _line(self, number: int, body: str) -> Line:
        """The cells of a row: each begins with its column and this very row.

        What follows is matched as a whole when it is first seen, so every character is accounted
        for.
        """
        styled = f'{number}" s="'
        before, *found = body.replace(styled, '" s="').split('<c r="')
        self._cells += len(found)
        if before.strip() or self._cells > self._package.budget.cells:
            raise UnusualError
        if not found:
            return Line(number, (), ())
        if body.count(styled) != len(found):  # some have no style
            found = [_unnumbered(cell, number) for cell in body.split('<c r="')[1:]]
        letters, cells, marks = zip(*map(self._known.__getitem__, found), strict=True)
        if letters == _NAMES[: len(letters)]:
            return Line(number, cells, marks)
        places = [_COLUMN[letter] for letter in letters]
        return Line(number, _spread(cells, places, None), _spread(marks, places, ""))

    def _sheets(self, workbook: str) -> Iterator[tuple[str, str]]:
        if workbook.count("<sheet ") != len(_SHEET.findall(workbook)):
            raise UnusualError
        for found in _SHEET.finditer(workbook):
            pairs = dict(_PAIR.findall(found[1]))
            relation = self._relations.get(pairs.get("r:id", ""))
            if relation is None or relation.external or relation.target not in self._package:
                raise UnusualError
            yield _plain(pairs.get("name", "")), relation.target

    def _shared(self) -> list[str]:
        if not any(one.kind == "sharedStrings" for one in self._relations.values()):
            return []
        text = self._text(self._target(self._relations.values(), "sharedStrings"))
        found = _STRING.findall(text)
        if len(found) != text.count("<si"):  # some are of several runs, or none
            found = list(_strings(text))
        if len(found) > self._package.budget.strings:
            raise UnusualError
        return [unescape(_plain(string)) for string in found]

    def _date_looks(self) -> set[str]:
        """The cell styles under which a number is a day."""
        text = self._text(self._target(self._relations.values(), "styles"))
        codes = {}
        for found in _FORMAT.finditer(text.partition("</numFmts>")[0]):
            pairs = dict(_PAIR.findall(found[1]))
            codes[pairs.get("numFmtId")] = _plain(pairs.get("formatCode", ""))
        xfs = text.partition("<cellXfs")[2].partition("</cellXfs>")[0]
        numbers = _XF.findall(xfs)
        if not numbers or len(numbers) != xfs.count("<xf ") + xfs.count("<xf/"):
            raise UnusualError
        return {
            str(place)
            for place, number in enumerate(numbers)
            if date_precision(int(number), codes.get(number))
        }

    def _target(self, relations: Any, kind: str) -> str:
        found = next((one.target for one in relations if one.kind == kind), None)
        if found is None or found not in self._package:
            raise UnusualError
        return str(found)

    def _text(self, part: str) -> str:
        chunks, size = [], 0
        for chunk in self._package.chunks(part):
            chunks.append(chunk)
            size += len(chunk)
            if size > self._package.budget.parsed:
                raise UnusualError
        try:
            text = b"".join(chunks).decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnusualError from error
        if "<!" in text or text.find("<?", 1) > 0:
            raise UnusualError
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unnumbered(cell: str, number: int) -> str:
    letter, here, written = cell.partition(f'{number}"')
    return f'{letter}"{written}' if here else cell


def _spread(found: Sequence[Any], places: list[int], blank: Any) -> list[Any]:
    """What was found at its places, with blanks where nothing is written."""
    if places != sorted(set(places)):
        raise UnusualError
    spread = [blank] * places[-1]
    for place, one in zip(places, found, strict=True):
        spread[place - 1] = one
    return spread


def _strings(text: str) -> Iterator[str]:
    """The shared strings one by one, each with all its runs."""
    *found, rest = text.split("</si>")
    if "<si>" in rest or "<si/>" in text:
        raise UnusualError
    for string in found:
        _, begun, runs = string.partition("<si>")
        if not begun or "<si>" in runs:
            raise UnusualError
        yield _words(runs)


def _words(string: str) -> str:
    """The text of a shared string, of all its runs; how it is to be read aloud is no part of it."""
    found = _TEXT.findall(string)
    if "<rPh" in string or len(found) != string.count("<t>") + string.count("<t "):
        raise UnusualError
    return found[0] if len(found) == 1 else "".join(found)


def _plain(text: str) -> str:
    """Text without entities; one that is not known is left to the careful lane."""
    if "&" not in text:
        return text
    if text.count("&") != len(_ENTITY.findall(text)):
        raise UnusualError
    return _ENTITY.sub(lambda found: _NAMED.get(found[1]) or _character(found[1]), text)


def _character(number: str) -> str:
    try:
        return chr(int(number[2:], 16) if number[1] == "x" else int(number[1:]))
    except (ValueError, OverflowError) as error:
        raise UnusualError from error


def _number(written: str) -> float:
    number = float(written) if _NUMBER.fullmatch(written) else math.inf
    if not math.isfinite(number):
        raise UnusualError
    return number


def _moment(number: float) -> date | datetime:
    """A day as the careful lane gives it; what is only a time of day is left to it."""
    try:
        moment = to_date(number, "", since_1904=False)
    except (OverflowError, ValueError) as error:
        raise UnusualError from error
    if isinstance(moment, str | time) or number < 61:  # Excel's calendar is off by one before
        raise UnusualError
    return moment

"""What a value becomes in a cell, kind by kind, and how it comes back out of one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from villagedesk.errors import UserError
from villagedesk.kinds import (
    Choice,
    Code,
    Day,
    IdNumber,
    Kind,
    Link,
    Money,
    Name,
    Phone,
    Several,
    StudyHours,
    Text,
    WholeNumber,
    labels,
)

Cell = str | float | date
LONGEST = 32_767
"""UTF-16 units that a cell can hold; Excel cuts the rest without a word."""

_EXACT = 10**15  # a cell's double keeps fifteen digits
_FIRST_DAY = "1900-03-01"  # before it Excel's calendar is off by one
_WORDS = (Text, Name, IdNumber, Phone, Several, Link)
_NEVER = {0xFFFE: None, 0xFFFF: None}


def cell_maker(kind: Kind) -> Callable[[Any], Cell]:
    """Turns canonical values of a kind into cells: numbers and full days typed, the rest text."""
    match kind:
        case Money():
            return lambda cents: cents / 100
        case StudyHours():
            return lambda tenths: tenths / 10
        case WholeNumber():
            return lambda number: number if abs(number) < _EXACT else str(number)
        case Day():
            return _day
        case Code():
            words = labels(kind.name)
            return lambda code: words.get(code, code)
    return str if isinstance(kind, (*_WORDS, Choice)) else kind.show


def cell_reader(kind: Kind) -> Callable[[Any], Any]:
    """Turns cells back into canonical values; raises `Refused` for what a hand spoiled.

    A link's cell holds the title of what it points to, and stays as it is.
    """
    if isinstance(kind, _WORDS):
        return lambda cell: cell.strip() if isinstance(cell, str) else _parsed(kind, cell)
    known: dict[Any, Any] = {}

    def read(cell: Any) -> Any:
        if cell not in known:
            known[cell] = kind.parse(cell)
        return known[cell]

    return read


def clean_text(text: str) -> str:
    """The text without what an .xlsx file cannot hold."""
    if not text.isprintable():
        text = "".join(map(_kept, text)).translate(_NEVER)
    # WORKAROUND XlsxWriter takes such a text for markup and writes it raw (3.3.1)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def refuse_too_long(text: str, where: str) -> None:
    """Raises UserError for a text that Excel would cut without a word."""
    if len(text.encode("utf-16-le")) > LONGEST * 2:
        raise UserError(f"{where}文字太长，一格最多 {LONGEST} 个字，请先缩短再导出")


def _kept(char: str) -> str:
    if char >= " " and char != "\x7f" and not "\ud800" <= char <= "\udfff":
        return "" if "\x80" <= char <= "\x9f" else char
    return char if char == "\n" else " " if char == "\t" else ""


def _day(when: str) -> Cell:
    full = len(when) == len(_FIRST_DAY) and when >= _FIRST_DAY
    return date.fromisoformat(when) if full else when if len(when) != 7 else when.replace("-", ".")


def _parsed(kind: Kind, cell: Any) -> Any:
    return str(cell) if isinstance(kind, Link) else kind.parse(cell)

"""Reads one cell by the kind of its column; whatever is guessed carries a note."""

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from villagedesk.books.reading.model import Cell
from villagedesk.books.reading.moments import read_moment
from villagedesk.books.reading.sheet import Value, address
from villagedesk.books.reading.wording import group_name, is_nothing
from villagedesk.errors import Refused
from villagedesk.kinds import (
    Code,
    Note,
    YesNo,
    clean,
    is_blank,
    is_dash,
    read_code,
    read_id,
    read_name,
    read_phone,
    read_when,
)
from villagedesk.kinds.kind import LONGEST, plain, words_of

Seen = tuple[Cell, tuple[Note, ...]]
NOTHING: Seen = (None, ())

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+\d+", re.ASCII)
_AROUND = re.compile(
    r"(约|大约|共|计|￥|¥|近|合计)?(?P<number>[-+\d.,]+)(?P<unit>[^\d.,+\-*/~～×]{0,6})"
)
_TIMES = {"万": 10_000, "万元": 10_000, "亿": 10**8, "亿元": 10**8}
_TWO_NAMES = re.compile(r"[\u4e00-\u9fff]{2,}\s*[、,，;；/\n]\s*[\u4e00-\u9fff]{2,}|\d")
_SPACED_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}[ \n]+[\u4e00-\u9fff]{2,4}")
_TICKS = set("是否√✓✔×✗✘✕")
_SHORT = 12  # no word for nothing is longer, blanks included
_EXACT, _ENDLESS, _SHOWN = 10**15, 10**29, 40


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands around the cell that is read: its digits in the file, its address, the year."""

    digits: str = ""
    place: tuple[int, int] = (1, 1)
    year: int | None = None

    @property
    def address(self) -> str:
        return address(*self.place)


def read_cell(kind: str, value: Value, spot: Spot) -> Seen:
    """The value that belongs under a key of this kind, and the notes on it."""
    if kind in _REPEATING and isinstance(value, str) and len(value) <= _SHORT:
        return _read_word(kind, value)
    return _read_any(kind, value, spot)


@lru_cache(maxsize=1 << 12)
def _read_word(kind: str, value: str) -> Seen:
    """Most columns say the same few words over and over, wherever they stand."""
    return _read_any(kind, value, Spot())


def _read_any(kind: str, value: Value, spot: Spot) -> Seen:
    value = _sayable(value)
    if is_blank(value):
        return NOTHING
    if kind not in _KEEPS_NOTHING_WORDS and isinstance(value, str) and _says_nothing(value):
        return NOTHING
    return _READERS[kind](value, spot)


def _sayable(value: Value) -> Value:
    """The value, or its text where no kind could say it: times of day, endless numbers."""
    match value:
        case dt.time() | dt.timedelta():
            return str(value)
        case float() if not math.isfinite(value):
            return str(value)
        case int() if abs(value) >= _ENDLESS:
            return str(value)[:_SHOWN]
        case str():
            return value[:LONGEST]
    return value


def _says_nothing(text: str) -> bool:
    return len(text) <= _SHORT and (is_nothing(text) or is_dash(text))


def _lost(value: Value, spot: Spot) -> bool:
    """Whether a number was too long for Excel, so that its last digits are gone."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) >= _EXACT or bool(re.fullmatch(r"\d{16,}|.*[Ee].*", spot.digits))


def _seq(value: Value, _: Spot) -> Seen:
    text = plain(words_of(value))
    match = re.fullmatch(r"[（(]?(\d{1,9})[)）]?[.、．,，:：]?", text)
    return (int(match[1]) if match else clean(words_of(value))), ()


def _text(value: Value, spot: Spot) -> Seen:
    return _line(_lines(value, spot))


def _lines(value: Value, spot: Spot) -> Seen:
    if _lost(value, spot):
        return None, (Note("id_precision_lost", f"{spot.address} 数字过长，末尾几位已丢失"),)
    text = clean(words_of(value))
    if isinstance(value, str) and _is_zero(text):
        return None, ()
    return text, ()


def _is_zero(text: str) -> bool:
    return text in ("0", "０")


def _line(seen: Seen) -> Seen:
    """A text of one line: breaks and stretching blanks between Chinese characters are layout."""
    text, notes = seen
    if not isinstance(text, str):
        return seen
    joined = re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", text).replace("\n", " ")
    if re.fullmatch(r"\S(?: \S)+", joined):
        joined = joined.replace(" ", "")
    return joined, notes


def _code(value: Value, spot: Spot) -> Seen:
    """Numbers that are names: household numbers, bank accounts; zeros and all digits matter."""
    if isinstance(value, str) and _SCIENTIFIC.fullmatch(plain(value)):
        return None, (Note("id_precision_lost", f"{spot.address} 科学计数，末尾几位已丢失"),)
    text, notes = _lines(value, spot)
    return (plain(text).strip("'’‘") if isinstance(text, str) else text), notes


def _name(value: Value, _: Spot) -> Seen:
    text = clean(words_of(value))
    reading = read_name(value if isinstance(value, str) else text)
    notes = reading.notes
    if not notes and (_TWO_NAMES.search(text) or _SPACED_NAMES.fullmatch(text)):
        notes = (Note("name_extra_text", text),)
    return reading.value, notes


def _date(value: Value, spot: Spot) -> Seen:
    reading = read_when(value, year=spot.year)
    return reading.value, _said_of(value, reading.value, reading.notes)


def _moment(value: Value, spot: Spot) -> Seen:
    seen, notes = read_moment(value, spot.year)
    return seen, _said_of(value, seen, notes)


def _said_of(value: Value, seen: str | None, notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The notes, with the number itself where January may be October."""
    if isinstance(value, float) and seen:
        said = f"数字{value}可能是1月或10月"
        return tuple(
            Note(note.code, said) if note.code == "date_ambiguous_jan_oct" else note
            for note in notes
        )
    return notes


def _id(value: Value, spot: Spot) -> Seen:
    stored = isinstance(value, (int, float)) and not isinstance(value, bool) and spot.digits
    if stored:
        reading = read_id(spot.digits, stored_as_number=True)
    else:
        reading = read_id(value if isinstance(value, (str, int, float)) else words_of(value))
    notes = tuple(
        Note(note.code, f"{spot.address} {note.detail}")
        if note.code == "id_precision_lost"
        else note
        for note in reading.notes
    )
    return reading.value, notes


def _phone(value: Value, spot: Spot) -> Seen:
    if _lost(value, spot) or (isinstance(value, str) and _SCIENTIFIC.fullmatch(plain(value))):
        return None, (Note("phone_length", f"{spot.address} 数字过长"),)
    reading = read_phone(value)
    return reading.value, reading.notes


def _gender(value: Value, _: Spot) -> Seen:
    seen = _listed("sex", value, keep=False)
    return seen if seen[0] in ("男", "女") else (None, (Note("code_guess", _unlisted(value)),))


def _ethnicity(value: Value, _: Spot) -> Seen:
    return _listed("ethnicity", value, keep=True)


def _listed(name: str, value: Value, *, keep: bool) -> Seen:
    text = clean(words_of(value))
    reading = read_code(name, text)
    if reading.value is not None:
        return Code(name).show(reading.value), reading.notes
    return (text if keep else None), (Note("code_guess", _unlisted(value)),)


def _unlisted(value: Value) -> str:
    return f"看不出“{clean(words_of(value))[:30]}”指什么"


def _group(value: Value, spot: Spot) -> Seen:
    text, notes = _line(_lines(value, spot))
    return (group_name(text) if isinstance(text, str) else text), notes


def _yes(value: Value, _: Spot) -> Seen:
    text = clean(words_of(value))
    if is_nothing(text):
        return False, (Note("code_guess", f"{text}→否"),)
    if is_dash(text):
        return NOTHING
    try:
        return YesNo().parse(value), ()
    except Refused:
        return _first_word(text), (Note("code_guess", text[:30]),)


def _first_word(text: str) -> bool | None:
    """`是（2019年）` says yes before it says more."""
    match = re.match(r"(是|有|√|否|不是|没有|未)(?=[（(,，:：])", text)
    return None if match is None else match[0] in ("是", "有", "√")


def _ticked(value: Value, spot: Spot) -> Seen:
    """Text, but a lone tick or 是 or 否 is a yes or no."""
    if isinstance(value, bool) or plain(words_of(value)) in _TICKS:
        return YesNo().parse(value), ()
    return _text(value, spot)


def _number(value: Value, spot: Spot) -> Seen:
    if isinstance(value, (bool, dt.date)):
        return None, (Note("number_invalid", str(value)),)
    if isinstance(value, (int, float)):
        if abs(value) >= _EXACT:
            return None, (Note("number_invalid", f"{spot.address} 数字过长"),)
        return _shortest(value), ()
    return _number_in(clean(words_of(value)))


def _shortest(number: float) -> float:
    rounded = round(number, 10)
    return int(rounded) if float(rounded).is_integer() else rounded


def _number_in(text: str) -> Seen:
    word = plain(text).lstrip("'‘’`").replace("，", ",")
    percent = word.endswith("%")
    if _NUMBER.fullmatch(word.rstrip("%")):
        number = Decimal(word.rstrip("%").replace(",", "")) / (100 if percent else 1)
        return _shortest(float(number)), ()
    match = _AROUND.fullmatch(word)
    if not match or not _NUMBER.fullmatch(match["number"]):
        return None, (Note("number_invalid", text[:60]),)
    number = Decimal(match["number"].replace(",", ""))
    factor = next((times for unit, times in _TIMES.items() if match["unit"] == unit), 1)
    return _shortest(float(number * factor)), (Note("number_extra_text", text[:60]),)


_READERS: dict[str, Callable[[Value, Spot], Seen]] = {
    "seq": _seq,
    "text": _text,
    "lines": _lines,
    "education": _text,
    "political": _text,
    "ticked": _ticked,
    "code": _code,
    "name": _name,
    "date": _date,
    "moment": _moment,
    "id": _id,
    "phone": _phone,
    "gender": _gender,
    "ethnicity": _ethnicity,
    "group": _group,
    "yes": _yes,
    "number": _number,
    "count": _number,
}
_KEEPS_NOTHING_WORDS = {"id", "date", "moment", "yes"}
_REPEATING = {"text", "education", "political", "ticked", "gender", "ethnicity", "group", "yes"}
KINDS = frozenset(_READERS)

"""Dates that keep the precision they were given in: a year, a month or a day."""

import math
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, clean, is_blank, is_dash
from villagedesk.kinds.reading import Note, Reading
from villagedesk.kinds.when_words import (
    Found,
    find_date,
    says_lunar,
    says_nothing,
    says_unknown,
    spelt,
)

When: TypeAlias = str
"""`1985`, `1985-03` or `1985-03-07`: text that sorts by time."""

_CANONICAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_415  # 1927-05-18 … 2100-12-31; less is a year or a count
_EXCEL_EPOCH = date(1899, 12, 30)
_CENTURY_TURNS = 30  # two-digit years: 30 … 99 are 19xx, 00 … 29 are 20xx
_REFUSALS = {
    "date_unknown": "“{raw}”不是日期；不知道就留空。",
    "date_extra_text": "日期“{raw}”里还有别的文字，请只写日期，其他说明写到备注。",
    "date_ambiguous_jan_oct": "“{raw}”可能是 1 月，也可能是 10 月，请写成两位月份，如 1985.01。",
}


@dataclass(frozen=True)
class Day(Kind):
    """A date; `past` declares that it cannot lie after today (who reads it knows today)."""

    past: bool = False

    def parse(self, raw: object) -> When:
        reading = read_when(raw)
        for code in reading.codes:
            if code in _REFUSALS:
                raise Refused(_REFUSALS[code].format(raw=_seen(raw)), code)
        if reading.value is None:
            raise Refused(f"{not_a_day(_seen(raw))}。", "date_invalid")
        return reading.value

    def show(self, value: When | None) -> str:
        if value is None:
            return ""
        return value.replace("-", ".") if len(value) == len("1985-03") else value


def read_when(raw: object, *, year: int | None = None) -> Reading:
    """What a cell says about a day; `year` is that of the sheet, for dates written without one.

    A doubt is a note: `1985.1` as a number gives only the year, for it may be October.
    """
    match raw:
        case bool():
            return _invalid(str(raw))
        case date():  # a datetime is one too: the time of day says nothing here
            return _in_range(raw.strftime("%Y-%m-%d"), str(raw))
        case int() | float():
            return _read_number(raw, year)
        case str():
            return _read_text(raw, year)
    return Reading(None)


def not_a_day(written: str) -> str:
    """What to say of words that are no date of ours: what is wrong with them, or how one looks."""
    text = spelt(written)
    if says_lunar(text):
        return f"“{written}”是农历，请换成公历再写"
    found = find_date(text, None)
    if found and (len(found.year) == 2 or _FIRST_YEAR <= int(found.year) <= _LAST_YEAR):
        return f"日历上没有“{written}”，请核对"
    return f"“{written}”不是日期，请写年、年月或年月日，如 1985、1985.03、2026-03-07"


@lru_cache(maxsize=8192)  # norms ask for the same days thousands of times
def first_day(when: When) -> date:
    """The earliest day that `when` may mean."""
    year, month, day = (*map(int, when.split("-")), 1, 1)[:3]
    return date(year, month, day)


@lru_cache(maxsize=8192)
def last_day(when: When) -> date:
    """The latest day that `when` may mean."""
    year, *rest = map(int, when.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])


def months_after(day: date, months: int) -> date:
    """The same day of another month, or that month's last; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    end = last_day(f"{year:04}-{month + 1:02}")
    return end.replace(day=min(day.day, end.day))


def age_on(when: When, on: date) -> tuple[int, int]:
    """The least and the most full years (周岁) that someone born `when` may have `on` that day."""
    return _years(last_day(when), on), _years(first_day(when), on)


def is_when(text: str) -> bool:
    """Whether a text is a canonical `When`."""
    return bool(_CANONICAL.fullmatch(text)) and _checked(*_parts(text)) == text


def _parts(text: str) -> tuple[int, int, int]:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return year, month, day


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _read_number(number: float, year: int | None) -> Reading:
    if not math.isfinite(number) or not 1 <= number < 10**8:
        return _invalid(str(number)[:30])
    if _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        return _read_serial(number)
    text = repr(float(number)).removesuffix(".0")
    if "." not in text:
        return _read_digits(text)
    _, _, decimals = text.partition(".")
    if len(decimals) not in (1, 2, 4):  # 1985.031 may have lost a zero at its end
        return _invalid(text)
    if len(decimals) == 4:
        text = f"{text[:-2]}.{text[-2:]}"
    reading = _read_text(text, year)
    if decimals == "1" and reading.value:
        return Reading(reading.value[:4], (*reading.notes, Note("date_ambiguous_jan_oct", text)))
    return reading


def _read_serial(number: float) -> Reading:
    day = _EXCEL_EPOCH + timedelta(days=int(number))
    return Reading(day.isoformat(), (Note("serial_guess", f"{number:g}"[:20]),))


def _read_digits(digits: str) -> Reading:
    match len(digits):
        case 4:
            found = Found(digits)
        case 5 if _FIRST_SERIAL <= int(digits) <= _LAST_SERIAL:
            return _read_serial(int(digits))
        case 6 if _FIRST_YEAR <= int(digits[:4]) <= _LAST_YEAR:
            found = Found(digits[:4], digits[4:])
        case 6:
            found = Found(digits[:2], digits[2:4], digits[4:])
        case 8:
            found = Found(digits[:4], digits[4:6], digits[6:])
        case _:
            return _invalid(digits)
    return _settled(found, digits)


def _read_text(raw: str, year: int | None) -> Reading:
    text = spelt(raw)
    if is_blank(raw) or is_dash(raw) or says_nothing(text):
        return Reading(None)
    if says_unknown(text):
        return Reading(None, (Note("date_unknown", clean(raw)),))
    if re.fullmatch(r"\d+", text, re.ASCII):
        return _read_digits(text)
    found = find_date(text, year)
    return _settled(found, clean(raw)) if found else _invalid(clean(raw))


def _settled(found: Found, written: str) -> Reading:
    year = int(found.year)
    notes = [Note("date_extra_text", written)] if found.extra else []
    if found.borrowed:
        notes.append(Note("date_year_from_meta", f"缺年份，取表头年份{year}"))
    if len(found.year) == 2:
        year += 1900 if year >= _CENTURY_TURNS else 2000
        notes.append(Note("date_two_digit_year", written))
    value = _checked(year, int(found.month), int(found.day))
    if value is None:
        return _invalid(written)
    if len(value) == 4:
        notes.append(Note("date_year_only", written))
    return Reading(value, tuple(notes))


def _checked(year: int, month: int, day: int) -> When | None:
    """The day as text, with a zero month or day left off; None for one that does not exist."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR or month > 12 or (day and not month):
        return None
    if not month:
        return f"{year}"
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else None


def _in_range(value: str, written: str) -> Reading:
    return Reading(value) if is_when(value) else _invalid(written)


def _invalid(written: str) -> Reading:
    return Reading(None, (Note("date_invalid", written),))


def _seen(raw: object) -> str:
    return (clean(raw) if isinstance(raw, str) else str(raw))[:30]

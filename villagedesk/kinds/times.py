"""Kinds that measure a sitting: the time of day it began, and the hours of study it gave."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal, InvalidOperation

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, clean, plain, words_of

_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚|早)?"
    r"(?P<hour>\d{1,2})(?:[:：.时点](?P<minute>\d{1,2}|半|一刻|三刻)?分?)?(?::\d{2})?整?"
)
_DIGITS = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2})")
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45, None: 0, "": 0}
_AFTERNOON = ("下午", "傍晚", "晚上", "晚")
_HOURS = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,4})?)(?:个?(?:学时|小时|课时|h))?", re.IGNORECASE)


@dataclass(frozen=True)
class TimeOfDay(Kind):
    """A time of day, kept as `14:30`, which sorts and compares as text."""

    def parse(self, raw: object) -> str:
        if isinstance(raw, datetime | time):
            return f"{raw.hour:02}:{raw.minute:02}"
        if isinstance(raw, float) and 0 <= raw < 1:  # a spreadsheet's time is a part of a day
            minutes = round(raw * 24 * 60)
            return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        text = plain(words_of(raw))
        found = _CLOCK.fullmatch(text) or _DIGITS.fullmatch(text)
        if found is None:
            raise Refused(f"“{_brief(raw)}”不是时间，应写成 9:00 或 下午2点半。", "time_invalid")
        part = found.groupdict().get("part") or ""
        minute = found["minute"]
        hour = int(found["hour"])
        minutes = _MINUTES[minute] if minute in _MINUTES else int(minute)
        if part in _AFTERNOON and hour < 12:
            hour += 12
        if hour > 23 or minutes > 59:
            raise Refused(f"“{_brief(raw)}”不是时间，一天只有 24 小时。", "time_invalid")
        return f"{hour:02}:{minutes:02}"

    def show(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True)
class StudyHours(Kind):
    """学时, kept in tenths: 15 is one and a half."""

    def parse(self, raw: object) -> int:
        text = plain(words_of(raw))
        found = _HOURS.fullmatch(text)
        if found is None:
            raise Refused(f"“{_brief(raw)}”不是学时，应写成 2 或 1.5。", "number_invalid")
        try:
            tenths = Decimal(found["number"]) * 10
        except InvalidOperation as error:  # pragma: no cover  # the pattern lets only numbers in
            raise Refused(f"“{_brief(raw)}”不是学时。", "number_invalid") from error
        if tenths != tenths.to_integral_value():
            raise Refused(f"“{_brief(raw)}”太细，学时最多写一位小数。", "number_invalid")
        return int(tenths)

    def show(self, value: int | None) -> str:
        if value is None:
            return ""
        whole, tenths = divmod(value, 10)
        return f"{whole}.{tenths}" if tenths else str(whole)


def _brief(raw: object) -> str:
    text = clean(str(raw)).replace("\n", " ")
    return text if len(text) <= 30 else f"{text[:30]}…"

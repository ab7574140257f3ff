"""Reads a cell that may say the time beside the day: `2026.3.5 14:30—16:00`."""

import datetime as dt
import re
import unicodedata

from villagedesk.books.reading.sheet import Value
from villagedesk.errors import Refused
from villagedesk.kinds import Note, TimeOfDay, read_when

_PART = "凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚|早"
_CLOCK = (
    rf"(?:{_PART})? *\d{{1,2}}"
    r"(?: *: *\d{2}(?: *: *\d{2})?| *[点时] *(?:半|一刻|三刻|\d{1,2} *分?)?)整?"
)
_BREAK = rf"(?:^|[ T,]|(?<=[日号])|(?=(?:{_PART}) *\d))"
"""What stands between a day and its time: 2026.3.12 1:30 must not become 21:30 on the first."""
_TAIL = re.compile(
    rf"(?P<day>.*?){_BREAK} *(?P<begins>{_CLOCK})"
    rf"(?: *[-—–~至到]+ *(?P<ends>{_CLOCK}))? *(?:开始|召开)?"
)
_VAGUE = re.compile(
    rf"(?P<day>.*[日号\d]) *(?P<part>{_PART})|(?P<other>.* )?(?P<wrong>\d+[:：]\d+)"
)
_WEEKDAY = re.compile(r"[(]?(?:星期|周)[一二三四五六日天][)]?")


def parted(value: Value) -> tuple[Value | None, str, str]:
    """The day, and the times of day that stand behind it, `14:30` and `16:00` or nothing."""
    match value:
        case dt.datetime():
            at = f"{value:%H:%M}"
            return value, "" if at == "00:00" else at, ""
        case dt.time():
            return None, f"{value:%H:%M}", ""
        case str():
            return _parted(value)
    return value, "", ""


def _parted(text: str) -> tuple[str, str, str]:
    bare = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _TAIL.fullmatch(_WEEKDAY.sub(" ", bare))
    if found is None:
        return text, "", ""
    try:
        begins, ends = (_clock(at) for at in found.group("begins", "ends"))
    except Refused:
        return text, "", ""
    return found["day"].strip(), begins, _afternoon(begins, ends)


def _clock(words: str | None) -> str:
    return TimeOfDay().parse(words) if words else ""


def _afternoon(begins: str, ends: str) -> str:
    """The end of 下午2:30—4:00 is as late in the day as its begin."""
    if ends and ends < begins and ends < "12:00":
        return f"{int(ends[:2]) + 12}{ends[2:]}"
    return ends


def read_moment(value: Value, year: int | None) -> tuple[str | None, tuple[Note, ...]]:
    """`2026-03-05`, `2026-03-05 14:30-16:00`, or times alone."""
    day, begins, ends = parted(value)
    clock = f"{begins}-{ends}" if ends else begins
    if day in (None, ""):
        return clock or None, ()
    vague = _VAGUE.fullmatch(day.strip()) if isinstance(day, str) else None
    reading = read_when(vague["day"] or day if vague else day, year=year)
    left = (Note("time_vague", vague["part"] or vague["wrong"]),) if vague else ()
    notes = (*reading.notes, *left)
    whole = f"{reading.value or ''} {clock}".strip()
    return (whole or None), notes

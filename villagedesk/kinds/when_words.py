"""How people spell a date: separators, Chinese numerals, the words around it."""

import re
import unicodedata
from dataclasses import dataclass

from villagedesk.kinds.kind import clean
from villagedesk.kinds.numerals import NUMERAL, in_digits

_UNKNOWN = re.compile(
    r"(\w{0,4}(日期|时间|年份|年月))?(不详|不祥|不明|不知道?|未知|记?不清楚?|待查|待核实?|\?+)"
)
_NOTHING = re.compile(r"无|没有|空|暂无|至今|现在|在任|今|null|none|n/?a", re.IGNORECASE)
_LUNAR = re.compile(r"农历|阴历|旧历|腊月|正月|冬月|闰")
_DASHES = re.compile(r"[‐‑‒–—―−~～]")

_SEP = r"\s*(?P<after_year>[年./\\、,，。·\-\s])\s*"
_MONTH_SEP = r"\s*(?P<after_month>[月./\\、,，。·\-\s])\s*"
_DAY = r"(?P<day>\d{1,2})(?!\d)\s*[日号]?"
_LEAD = r"(?P<lead>公元|生于|约|大约|自|从|于|[（(\[])?"
_WHOLE = re.compile(
    rf"{_LEAD}(?P<year>\d{{4}}|\d{{2}}){_SEP}(?P<month>\d{{1,2}})(?!\d)(?:{_MONTH_SEP}(?:{_DAY})?)?"
)
_COMPACT = re.compile(rf"{_LEAD}(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})?(?!\d)")
_YEAR = re.compile(rf"{_LEAD}(?P<year>\d{{4}}(?!\d)|\d{{2}}(?=年))年?(?!\s*[./,\-]?\s*\d)")
_NO_YEAR = re.compile(rf"(?P<month>\d{{1,2}})\s*[月./\-]\s*{_DAY}")
_INSIDE = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[年./\-、]")
_TIME = re.compile(
    r"[T\s]*(?:[上下]午)?\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[秒分]?"
    r"(?:Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"[\s.。、,，;；:：)）\]’'\"”]*"
    r"(?:份|出生|生|入党|加入|参加工作|参军|入伍|退伍|任职|任|当选|转正|起|至今|以来|日|号)?"
    r"[\s.。、)）\]’'\"”]*"
)
_DOUBTFUL_LEADS = ("约", "大约")


@dataclass(frozen=True)
class Found:
    """The digits of a date as written; `extra` when other words stood beside it."""

    year: str
    month: str = "0"
    day: str = "0"
    extra: bool = False
    borrowed: bool = False  # the year is the sheet's, not the cell's


def spelt(raw: str) -> str:
    """The text with narrow characters, one sort of dash, Arabic digits, and no leading quotes."""
    text = unicodedata.normalize("NFKC", clean(raw)).strip().lstrip("'\"’‘`“")
    text = _DASHES.sub("-", text)
    return (
        NUMERAL.sub(lambda found: in_digits(found[0]), text)
        if re.search(r"[年月日号]", text)
        else text
    )


def says_unknown(text: str) -> bool:
    """Whether the words say that nobody knows the date."""
    return bool(_UNKNOWN.fullmatch(text))


def says_nothing(text: str) -> bool:
    """Whether the words say that there is no such date (`无`, `至今`)."""
    return bool(_NOTHING.fullmatch(text))


def says_lunar(text: str) -> bool:
    """Whether the words name a day of the moon calendar (农历)."""
    return bool(_LUNAR.search(text))


def find_date(text: str, year: int | None) -> Found | None:
    """The date in an already `spelt` text; days of the moon calendar are left to a person."""
    if says_lunar(text):
        return None
    if year is not None and (match := _NO_YEAR.match(text)) and int(match["month"]) <= 12:
        extra = _is_extra(text[match.end() :])
        return Found(str(year), match["month"], match["day"], extra=extra, borrowed=True)
    if found := _at_start(text):
        return found
    inside = _INSIDE.search(text)
    found = _at_start(text[inside.start() :]) if inside else None
    return found and Found(found.year, found.month, found.day, extra=True)


def _at_start(text: str) -> Found | None:
    for pattern in (_COMPACT, _WHOLE, _YEAR):
        if match := pattern.match(text):
            given = match.groupdict()
            span = _is_span(given)
            extra = span or given["lead"] in _DOUBTFUL_LEADS or _is_extra(text[match.end() :])
            day = "" if span else given.get("day")
            return Found(given["year"], given.get("month") or "0", day or "0", extra)
    return None


def _is_span(given: dict[str, str | None]) -> bool:
    """`1999.7-8` is from July to August rather than a day."""
    return given.get("after_month") == "-" and given.get("after_year") != "-"


def _is_extra(rest: str) -> bool:
    return not _HARMLESS.fullmatch(_TIME.sub("", rest, count=1) if _TIME.match(rest) else rest)

"""How papers say days and shares, and how they hide numbers that are nobody's business."""

import re

from villagedesk.kinds import When

BLANK_DAY = "　　　　年　　月　　日"
BLANK = "____"
"""A number nobody wrote down."""

_FULL = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("＊"): "*", ord("Ｘ"): "X"}
_UNSEEN = dict.fromkeys((*range(0x200B, 0x2010), 0x2060, 0xFEFF))
"""Characters without breadth, which come along from chats and web pages."""
_GAP = r"(?:[^\S\n]|[-_\u2010-\u2015－·]){0,2}\.?"
_END = r"(?![\dXx*])"
_IDENTITY = re.compile(
    rf"(?<!\d)\d{{6}}{_GAP}[\d*xX×●•]{{4}}{_GAP}[\d*xX×●•]{{4}}{_GAP}[\d*×●•]{{3}}[\dXx*×●•]{_END}"
)
_LONG = re.compile(
    rf"(?<!\d)(?:\d{{15,}}[Xx]?|\d{{4}}(?:[\s\-]\d{{4}}){{3,}}(?:[\s\-]?\d{{1,3}}[Xx]?)?){_END}"
)
_MOBILE = re.compile(
    rf"(?<!\d)(?:\+?86{_GAP})?(?P<kept>1{_GAP}[3-9]{_GAP}\d)(?:{_GAP}[\d*×●•]){{8,}}"
)
_LANDLINE = re.compile(
    rf"(?<!\d)[(（]?(?P<kept>0\d{{2,3}})[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?:-\d{{1,6}})?(?!\d)"
)
_CALLED = re.compile(
    r"(?P<kept>(?:电话|手机|联系方式|号码|身份证|账号|卡号|微信|QQ)[^\d\n]{0,8})\d[\d\s\-]{3,}\d[Xx]?"
)


def spoken(day: When) -> str:
    """2026年11月5日, or as much of it as is known; "" for no day."""
    parts = day.split("-") if day else ()
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def day_or_blank(day: When | None) -> str:
    """The day in words, or the place to write it."""
    return spoken(day) if day else BLANK_DAY


def percent(part: int | None, whole: int | None) -> str:
    """74.2%, half up; "" where one of them is not known."""
    if part is None or not whole:
        return ""
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}%"


def hidden(words: str) -> str:
    """The words for a wall: no number of an identity card, an account or a telephone can be read.

    What is left says what stood there, never whose it is: the region of an identity number, the
    first three digits of a telephone.
    """
    said = _IDENTITY.sub(lambda found: found[0][:6] + "*" * 12, words.translate(_FULL | _UNSEEN))
    said = _LONG.sub("*" * 8, said)
    for pattern in (_MOBILE, _LANDLINE, _CALLED):
        said = pattern.sub(lambda found: found["kept"] + "*" * 8, said)
    return said

"""What every kind of value can do, and how raw text is cleaned before it is read."""

import math
import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.errors import Refused

LONGEST = 32_767  # characters an Excel cell can hold

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LETTERS = "\u3164\uffa0\u115f\u1160\u2800"  # letters by their category, blanks to the eye
_NONCHARACTERS = "\ufffe\uffff"  # an .xlsx file cannot hold them
_CHINESE_MARKS = "！（），：；？～"  # Chinese text is written with these: they stay wide
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in _CHINESE_MARKS}
_RADICALS = {
    radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2E80, 0x2FD6)
}
_TRANSLATION = _NARROW | _RADICALS
# nearly all cells are tidy already, and a workbook has a million of them
_TIDY = re.compile(r"[!-~\u4e00-\u9fa5！（），：；？～。、“”]*")
_PLAIN = re.compile(r"[!-~\u4e00-\u9fa5。、“”]*")
_DASHES = re.compile(r"[-‐‑‒–—―−－/／\\＼|…·.。、]+")


@dataclass(frozen=True)
class Kind(ABC):
    """A kind of value: how it is read from what people write, and how it is shown to them."""

    @abstractmethod
    def parse(self, raw: object) -> Any:
        """The canonical value; raises `Refused` for anything that cannot be one."""

    @abstractmethod
    def show(self, value: Any) -> str:
        """The words for a canonical value, which `parse` reads back; nothing for None."""


def _kept(char: str) -> str:
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t" or char in _BLANK_LETTERS:
        return " "
    return "" if category in ("Cc", "Cf", "Cs") or char in _NONCHARACTERS else char


def clean(text: str) -> str:
    """The text without what nobody sees; wide letters and digits narrow, Chinese marks kept.

    Not plain NFKC, which would turn `（）：，` narrow and `㎡` into `m2`.
    """
    if _TIDY.fullmatch(text):
        return text
    text = _BREAKS.sub("\n", text)
    text = "".join(map(_kept, text)).translate(_TRANSLATION)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(re.sub(" +", " ", line).strip() for line in text.split("\n")).strip()


def plain(text: str) -> str:
    """Full NFKC without any blank: for numbers, dates and codes, where only digits matter."""
    if _PLAIN.fullmatch(text):
        return text
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(text)))


def fold(text: str) -> str:
    """The text as two people would agree that it is the same word: no width, blanks, quotes, case.

    Idempotent, so folded words may be compared and looked up.
    """
    return re.sub(r"[\s“”‘’\"'《》]+", "", plain(text)).casefold()


def words_of(raw: object) -> str:
    """A cell's value as text; raises `Refused` for what is no value at all."""
    match raw:
        case bool():
            return "是" if raw else "否"
        case str():
            return _short(str(raw))
        case datetime():
            return raw.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return raw.isoformat()
        case float() if math.isfinite(raw):
            return str(int(raw)) if raw.is_integer() else repr(raw)
        case int():
            return _whole(raw)
    raise Refused("这里没有可以读的内容，请填写。", "missing")


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(f"文字太长，一格最多 {LONGEST} 个字，请缩短。", "too_long")
    return text


def _whole(number: int) -> str:
    if abs(number) >= 10**30:  # longer ones are noise, and slow to spell
        raise Refused("数字太长，请检查。", "number_invalid")
    return str(number)


def is_blank(raw: object) -> bool:
    """Whether a cell or box holds nothing that a person could see."""
    if isinstance(raw, str):
        return not clean(raw)
    return raw is None or (isinstance(raw, float) and math.isnan(raw))


def is_dash(raw: object) -> bool:
    """Whether a cell was struck out with `—` or `/` to say that there is nothing to fill in."""
    return isinstance(raw, str) and bool(_DASHES.fullmatch(plain(raw)))

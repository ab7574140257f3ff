"""Telephone numbers: mobiles, and landlines with their area code; two of them in one cell."""

import re
from dataclasses import dataclass

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, clean, is_dash, words_of
from villagedesk.kinds.reading import Note, Reading

_SEPARATORS = re.compile(r"[/、,，;；|\n\\]+|或者?")
_COUNTRY = re.compile(r"^(?:\+?0{0,2}86)[-\s]*(?=1[3-9]\d{9}$|0\d)")
_EXTENSION = re.compile(r"(?:转|ext\.?|#)\s*", re.IGNORECASE)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(
    r"(?P<area>010|02\d|0[3-9]\d{2})(?P<number>\d{7,8})(?:-(?P<extension>\d{1,6}))?",
    re.ASCII,
)
_ASIDE = re.compile(r"(?!\+?\d[^\u4e00-\u9fff]*$)[^\d+]*(?P<number>\+?\d[\d \-]*\d)[^\d]*")
"""A number with words beside it, such as `13900000001（常用）`."""
_WRONG = "电话“{}”不对：手机应是 11 位，座机要写区号，如 0917-5541234；其他说明写到备注。"


@dataclass(frozen=True)
class Phone(Kind):
    """One telephone number or several, joined by `/`."""

    def parse(self, raw: object) -> str:
        reading = read_phone(raw)
        if reading.value is None or reading.notes:
            seen = clean(str(raw))[:30]
            raise Refused(_WRONG.format(seen), "phone_length")
        return reading.value

    def show(self, value: str | None) -> str:
        return value or ""


def read_phone(raw: object) -> Reading:
    """What a cell says about telephones; a number of a wrong length is kept and noted."""
    text = words_of(raw)
    if is_dash(text) or not clean(text):
        return Reading(None)
    read = [_read_one(part) for part in _parts(text)]
    notes = tuple(note for reading in read for note in reading.notes)
    return Reading("/".join(reading.value or "" for reading in read) or None, notes)


def mask_phone(phone: str) -> str:
    """The numbers with their middle hidden: `138****1111`, `0917-***1234`."""
    return "/".join(_masked(number) for number in phone.split("/"))


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in _SEPARATORS.split(clean(text)) if part.strip()]
    whole = re.fullmatch(r"(1\d{10}) +(1\d{10})", parts[0]) if len(parts) == 1 else None
    return list(whole.groups()) if whole else list(dict.fromkeys(parts))


def _read_one(text: str) -> Reading:
    spelt = re.sub(r"[\s‐‑–—−()（）]+", "-", _EXTENSION.sub("转", text)).strip("-'’")
    digits = _COUNTRY.sub("", re.sub(r"[-.]", "", spelt)).replace("转", "-")
    if _MOBILE.fullmatch(digits):
        return Reading(digits)
    if landline := _with_extension(spelt) or _LANDLINE.fullmatch(digits):
        return Reading("-".join(part for part in landline.groups() if part))
    aside = _ASIDE.fullmatch(text)
    if aside and (number := _read_one(aside["number"])) and not number.notes:
        return Reading(number.value, (Note("phone_length", text),))
    count = len(re.findall(r"\d", digits))
    return Reading(digits or None, (Note("phone_length", f"{count}位"),))


def _with_extension(spelt: str) -> re.Match[str] | None:
    """A landline whose extension follows a dash: `0917-8880000-1`."""
    area, _, rest = spelt.partition("-")
    return _LANDLINE.fullmatch(area + rest)


def _masked(number: str) -> str:
    area, dash, rest = number.partition("-")
    if not dash:
        return f"{number[:3]}****{number[-4:]}"
    local = rest.partition("-")[0]
    return f"{area}-{'*' * (len(local) - 4)}{local[-4:]}"

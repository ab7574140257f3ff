"""Citizen identity numbers (GB 11643-1999): whole, masked, or damaged by a spreadsheet."""

import math
import re
from dataclasses import dataclass
from datetime import date

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, clean, is_dash, plain
from villagedesk.kinds.reading import Note, Reading
from villagedesk.kinds.when import When

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_HIDDEN = "*"

_EIGHTEEN = re.compile(r"\d{17}[\dX]", re.ASCII)
_FIFTEEN = re.compile(r"\d{15}", re.ASCII)
_MASKED = re.compile(r"\d{6}\*{8}\d{3}[\dX]|\d{6}\*{12}", re.ASCII)
_ANY_MASK = re.compile(r"(?=.*[*●•#])[\dX*●•#]{15,19}|\d{6}X{8,11}\d{1,3}[\dX]", re.ASCII)
_INSIDE = re.compile(r"(?<![\dX])(?:\d{17}[\dX]|\d{15})(?![\dX])", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d(?:\.\d+)?)E\+?(\d+)", re.ASCII)
_MISSING = re.compile(r"无|没有|暂缺|缺|空|不详|未知|暂无|未办|丢失|待补")
_LOST = (
    "这个号码在 Excel 里变成了数字，末尾几位已经丢失，找不回来；"
    "请照身份证重新填写，并先把单元格设为文本。"
)
_REFUSALS = {
    "id_precision_lost": _LOST,
    "id_masked": "这个号码有几位被遮住了，请照身份证填写完整的 18 位号码。",
    "id_missing": "没有身份证号码；没有就留空。",
    "id_bad_birth": "号码里的出生日期（第 7 到 14 位）不存在，请照身份证核对。",
    "id_checksum": "这 18 位对不上校验码，有一位或几位错了，看不出是哪一位；请照身份证逐位核对。",
    "id_length": "身份证号码应是 18 位，请照身份证核对。",
    "id_extra_text": "号码旁边还有别的文字，请只写身份证号码。",
}


@dataclass(frozen=True)
class IdNumber(Kind):
    """A citizen's number: whole, or masked as `610326********1234` or `610326************`."""

    def parse(self, raw: object) -> str:
        reading = read_id(raw, keep_masked=True)
        allowed = ("id_masked",) if reading.value else ()
        refusing = [code for code in reading.codes if code in _REFUSALS and code not in allowed]
        if reading.value is None or refusing:
            raise Refused(_REFUSALS[refusing[0]], refusing[0])
        return reading.value

    def show(self, value: str | None) -> str:
        return value or ""


def check_digit(first17: str) -> str:
    """The eighteenth character for the first seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first17, strict=True))
    return _CHECKS[total % 11]


def is_whole(id_no: str | None) -> bool:
    """Whether all eighteen characters are there and agree with each other."""
    return bool(id_no and _EIGHTEEN.fullmatch(id_no)) and _fault(id_no or "") is None


def is_masked(id_no: str | None) -> bool:
    """Whether a number is one of the two masked forms."""
    return bool(id_no and _MASKED.fullmatch(id_no))


def birth_of(id_no: str | None) -> When | None:
    """The day of birth in a whole number; None for a masked or doubtful one."""
    if not id_no or not is_whole(id_no):
        return None
    return f"{id_no[6:10]}-{id_no[10:12]}-{id_no[12:14]}"


def sex_of(id_no: str | None) -> str | None:
    """The code of GB/T 2261.1, `1` or `2`, from the seventeenth digit of a whole number."""
    if not id_no or not is_whole(id_no):
        return None
    return "1" if int(id_no[16]) % 2 else "2"


def mask_id(id_no: str, *, hide_last: bool = False) -> str:
    """The number with its birth hidden; the last four too where the birth stands beside it."""
    if not hide_last and is_masked(id_no):
        return id_no
    return id_no[:6] + _HIDDEN * 12 if hide_last else id_no[:6] + _HIDDEN * 8 + id_no[14:]


def read_id(raw: object, *, stored_as_number: bool = False, keep_masked: bool = False) -> Reading:
    """What a cell says about an identity number, a wrong one kept beside its note.

    `stored_as_number` says that `raw` is the text of a numeric cell as the file has it, whose
    eighteen digits may all be there. A masked number is no value unless `keep_masked`.
    """
    if isinstance(raw, bool):
        return _nothing("id_length", str(raw))
    if isinstance(raw, (int, float)):
        return _read_number(raw)
    if not isinstance(raw, str) or is_dash(raw) or not clean(raw):
        return _nothing("id_missing", clean(raw) if isinstance(raw, str) else "")
    if stored_as_number:
        return _read_stored(plain(raw))
    return _read_text(raw, keep_masked)


def _read_number(number: float) -> Reading:
    if not math.isfinite(number) or number != int(number) or number < 0:
        return _nothing("id_length", str(number)[:30])
    if number < 10**15:
        return _read_text(str(int(number)), keep_masked=False)
    return _nothing("id_precision_lost", "只剩前15位，后3位须补录")


def _read_stored(digits: str) -> Reading:
    if _EIGHTEEN.fullmatch(digits) and _fault(digits) is None:
        return Reading(digits, (Note("id_stored_as_number", "数字存储，18位完整"),))
    if _FIFTEEN.fullmatch(digits):
        return _read_fifteen(digits)
    return _nothing("id_precision_lost", "只剩前15位，后3位须补录")


def _read_text(raw: str, keep_masked: bool) -> Reading:
    written = plain(raw).strip("'\"’‘`“”").upper()
    text = re.sub(r"[×✕✖╳Χ]$", "X", written)
    notes = (Note("id_normalized", "×→X"),) if text != written else ()
    if _MISSING.fullmatch(text):
        return _nothing("id_missing", text)
    if match := _SCIENTIFIC.fullmatch(text):
        kept = len(match[1].replace(".", ""))
        return _nothing("id_precision_lost", f"文本科学计数，只剩前{kept}位")
    if _ANY_MASK.fullmatch(text):
        return _read_masked(text, keep_masked)
    if _FIFTEEN.fullmatch(text):
        return _read_fifteen(text)
    if _EIGHTEEN.fullmatch(text):
        return Reading(text, notes + _doubts(text))
    return _read_inside(text, clean(raw))


def _read_masked(text: str, keep_masked: bool) -> Reading:
    stars = re.sub(r"[●•#]|X(?!$)", _HIDDEN, text)
    kept = stars if keep_masked and is_masked(stars) else None
    return Reading(kept, (Note("id_masked", "打码号码不能入库"),))


def _read_fifteen(digits: str) -> Reading:
    """The number of before 1999: a two-digit year of the last century, no check digit."""
    first17 = f"{digits[:6]}19{digits[6:]}"
    upgraded = first17 + check_digit(first17)
    if _fault(upgraded):
        return Reading(digits, (_bad_birth(upgraded),))
    return Reading(upgraded, (Note("id_15_upgraded", "15位升18位"),))


def _read_inside(text: str, written: str) -> Reading:
    spaced = re.sub(r"[^\dX]+", " ", text)
    match = _INSIDE.search(text)
    if match is None:
        digits = spaced.replace(" ", "")
        if _EIGHTEEN.fullmatch(digits) and re.fullmatch(r"[\dX.\-_]+", text):
            return Reading(digits, _doubts(digits))
        value = text if re.fullmatch(r"[\dX]+", text) else None
        return Reading(value, (Note("id_length", f"{len(digits)}位"),))
    inner = _read_text(match[0], keep_masked=False)
    return Reading(inner.value, (*inner.notes, Note("id_extra_text", written)))


def _doubts(id_no: str) -> tuple[Note, ...]:
    fault = _fault(id_no)
    return (fault,) if fault else ()


def _fault(id_no: str) -> Note | None:
    try:
        date(int(id_no[6:10]), int(id_no[10:12]), int(id_no[12:14]))
    except ValueError:
        return _bad_birth(id_no)
    if not 1850 <= int(id_no[6:10]) <= 2100:
        return _bad_birth(id_no)
    return None if check_digit(id_no[:17]) == id_no[17] else Note("id_checksum", "校验码不符")


def _bad_birth(id_no: str) -> Note:
    return Note("id_bad_birth", f"{id_no[6:10]}-{id_no[10:12]}-{id_no[12:14]}")


def _nothing(code: str, detail: str) -> Reading:
    return Reading(None, (Note(code, detail),))

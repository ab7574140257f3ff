"""Number formats and looks of cells: which numbers are dates, what is struck through or filled."""

import colorsys
import datetime as dt
import re
from dataclasses import dataclass

from villagedesk.books.reading.returned import WARM

# 27-36 and 50-58 are the Chinese built-in date formats, which most libraries do not know
_BUILT_IN = {
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "month"),
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), "day"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "time"),
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LAST_SERIAL = 2_958_466
_LEAP_BUG = 60  # Excel believes in 29 February 1900


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's style says: date precision (day, month, time or none), zeros, marks."""

    date: str = ""
    zeros: int = 0
    percent: bool = False
    struck: bool = False
    fill: str = ""


PLAIN = Look()


def date_precision(number: int, code: str | None) -> str:
    """`day`, `month` or `time` when a number under this format is a date, else nothing."""
    return _BUILT_IN.get(number, "") if code is None else _custom_precision(code)


def _custom_precision(code: str) -> str:
    bare = _LITERAL.sub("", code.split(";")[0]).lower().replace("general", "").replace("e+", "")
    if re.search(r"[0#?]", re.sub(r"s\.0+", "s", bare)) or not re.search(r"[ymdhseag]", bare):
        return ""
    if "y" in bare or "e" in bare:
        return "day" if "d" in bare or "h" in bare else "month"
    return "day" if "d" in bare or ("m" in bare and not re.search(r"[hs]", bare)) else "time"


def leading_zeros(code: str | None) -> int:
    """How many digits a format such as 0000 shows."""
    return len(code) if code and re.fullmatch(r"0{2,20}", code) else 0


def to_date(number: float, look: str, *, since_1904: bool) -> dt.date | dt.datetime | dt.time | str:
    """A serial as a date; a month-only format gives the text 1999-07. Raises OverflowError."""
    if not 0 <= number < _LAST_SERIAL:
        raise OverflowError
    seconds = round(number % 1 * 86400)
    if number < 1:
        return (dt.datetime(1, 1, 1) + dt.timedelta(seconds=seconds)).time()  # noqa: DTZ001
    if not since_1904 and number < _LEAP_BUG:
        number += 1
    epoch = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    moment = epoch + dt.timedelta(days=int(number), seconds=seconds)
    if look == "month" and moment.day == 1:
        return f"{moment:%Y-%m}"
    return moment.date() if moment.time() == dt.time(0) else moment


_HUES = ((15, "红色"), (40, "橙色"), (70, "黄色"), (165, "绿色"), (200, "青色"), (260, "蓝色"),
         (330, "紫色"), (361, "红色"))  # fmt: skip
_INDEXED = {2: "FF0000", 3: "00FF00", 4: "0000FF", 5: "FFFF00", 6: "FF00FF", 7: "00FFFF",
            10: "FF0000", 11: "00FF00", 12: "0000FF", 13: "FFFF00", 14: "FF00FF", 15: "00FFFF",
            51: "FFCC00", 52: "FF9900", 53: "FF6600"}  # fmt: skip
_THEME = {4: "4472C4", 5: "ED7D31", 6: "A5A5A5", 7: "FFC000", 8: "5B9BD5", 9: "70AD47"}


def colour_name(attributes: dict[str, str]) -> str:
    """The plain name of a fill colour; white, grey, black and a return slip's have none."""
    rgb = attributes.get("rgb", "")[-6:]
    if not rgb and attributes.get("indexed", "").isdigit():
        rgb = _INDEXED.get(int(attributes["indexed"]), "")
    if not rgb and attributes.get("theme", "").isdigit():
        rgb = _THEME.get(int(attributes["theme"]), "")
    if rgb.upper() == WARM or not re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
        return ""
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.15 or value < 0.2:
        return ""
    return next(name for end, name in _HUES if hue * 360 < end)

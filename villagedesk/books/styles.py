"""How a workbook of ours looks: fonts, borders, alignments, number formats."""

from dataclasses import dataclass
from typing import Any

from villagedesk.kinds import Choice, Code, Day, IdNumber, Kind, Money, Phone, WholeNumber, YesNo

FONT, HEADING_FONT = "宋体", "黑体"
LINE = 15.75
"""Height of one line of text in points."""

_INK, _RULE, _BAND = "#1F2933", "#9AA5B1", "#E4ECF5"
_PLAIN: dict[str, Any] = {
    "font_name": FONT, "font_size": 11, "font_color": _INK, "valign": "vcenter",
}  # fmt: skip
_BODY = {**_PLAIN, "border": 1, "border_color": _RULE, "text_wrap": True}
_TEXT = {**_BODY, "num_format": "@"}
_CENTRED = {**_TEXT, "align": "center"}

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {
        **_PLAIN, "font_name": HEADING_FONT, "font_size": 18, "bold": True, "align": "center",
    },
    "line": _PLAIN,
    "line_right": {**_PLAIN, "align": "right"},
    "head": {
        **_BODY, "font_name": HEADING_FONT, "bold": True, "align": "center", "bg_color": _BAND,
    },
    "text": _TEXT,
    "note": _BODY,
    "centred": _CENTRED,
    "number": {**_BODY, "align": "center", "num_format": "0"},
    "money": {**_BODY, "align": "right", "num_format": "#,##0.00"},
    "day": {**_BODY, "align": "center", "num_format": "yyyy-mm-dd"},
    "blank_line": {**_PLAIN, "bottom": 1, "bottom_color": _RULE},
}  # fmt: skip


@dataclass
class Styles:
    """The formats of one workbook, made once when first asked for."""

    workbook: Any
    _made: dict[tuple[str, bool], Any]

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self._made = {}

    def __getitem__(self, look: str) -> Any:
        return self.get(look)

    def get(self, look: str, *, quoted: bool = False) -> Any:
        """The format of a look; a quoted one keeps `=…` from coming alive when it is edited."""
        if (look, quoted) not in self._made:
            extra = {"quote_prefix": True} if quoted else {}
            self._made[look, quoted] = self.workbook.add_format({**_LOOKS[look], **extra})
        return self._made[look, quoted]


def look_of(kind: Kind) -> tuple[str, str]:
    """The looks of a kind's typed cells and of its text cells."""
    match kind:
        case Money():
            return "money", "centred"
        case WholeNumber():
            return "number", "centred"
        case Day():
            return "day", "centred"
        case Code() | Choice() | YesNo() | IdNumber() | Phone():
            return "centred", "centred"
    # beyond 255 characters some programs show a cell formatted as text as #####
    words = "note" if getattr(kind, "lines", 1) > 1 else "text"
    return words, words


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column that is `width` half-width characters wide."""
    room = max(int(width), 2)
    return sum(max(1, -(-_units(line) // room)) for line in text.split("\n"))


def units(text: str) -> int:
    """The width of a text in half-width characters."""
    return max(map(_units, text.split("\n")))


def _units(line: str) -> int:
    return len(line.encode("gb18030", "replace"))

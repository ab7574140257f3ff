"""How a workbook of ours looks: fonts, borders, alignments, number formats."""

from dataclasses import dataclass
from typing import Any

from villagedesk.declare import Face
from villagedesk.kinds import Day, IdNumber, Money, Phone, Text, WholeNumber

FONT, HEADING_FONT = "宋体", "黑体"
LINE = 15.75
"""Height of one line of text in points."""

_LONG_WORDS = 20  # a field of this width holds phrases
_INK, _RULE, _BAND = "#1F2933", "#9AA5B1", "#E4ECF5"
_PLAIN: dict[str, Any] = {
    "font_name": FONT, "font_size": 11, "font_color": _INK, "valign": "vcenter",
}  # fmt: skip
_BODY = {**_PLAIN, "border": 1, "border_color": _RULE, "text_wrap": True}
_CENTRED = {**_BODY, "align": "center", "num_format": "@"}
_LEFT = {**_BODY, "align": "left", "indent": 1}

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {
        **_PLAIN, "font_name": HEADING_FONT, "font_size": 18, "bold": True, "align": "center",
    },
    "heading": {**_PLAIN, "font_name": HEADING_FONT, "font_size": 18, "bold": True},
    "caption": {**_PLAIN, "font_name": HEADING_FONT, "font_size": 12, "bold": True},
    "line": _PLAIN,
    "line_right": {**_PLAIN, "align": "right"},
    "head": {
        **_BODY, "font_name": HEADING_FONT, "bold": True, "align": "center", "bg_color": _BAND,
    },
    "head_on_end": {
        **_BODY, "font_name": HEADING_FONT, "bold": True, "align": "center", "bg_color": _BAND,
        "rotation": 270,
    },
    "centred": _CENTRED,
    "left": {**_LEFT, "num_format": "@"},
    # beyond 255 characters some programs show a cell formatted as text as #####
    "note": _LEFT,
    "number": {**_BODY, "align": "center", "num_format": "0"},
    "money": {**_BODY, "align": "right", "num_format": "#,##0.00"},
    "day": {**_BODY, "align": "center", "num_format": "yyyy-mm-dd"},
    "percent": {**_BODY, "align": "center", "num_format": "0.0%"},
    "decimal": {**_BODY, "align": "center", "num_format": "0.0"},
    "wan": {**_BODY, "align": "center", "num_format": "0.00"},
}  # fmt: skip
_SUM = {"bold": True, "bg_color": _BAND}
_LOOKS |= {
    f"sum_{look}": {**_LOOKS[look], **_SUM} for look in ("number", "percent", "decimal", "wan")
}


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


def look_of(face: Face) -> tuple[str, str]:
    """The looks of a field's typed cells and of its text cells; only long words stand left."""
    match face.kind:
        case Money():
            return "money", "centred"
        case WholeNumber():
            return "number", "centred"
        case Day():
            return "day", "centred"
        case Text(lines) if lines > 1:
            return "note", "note"
        case Text() if face.width >= _LONG_WORDS:
            return "left", "left"
    return "centred", "centred"


def narrowest(face: Face) -> float:
    """How far a column may shrink when a table is crowded: digits stay in one line, words wrap."""
    match face.kind:
        case IdNumber():
            return 19.5
        case Phone():
            return 13.0
        case Day() | Money() | WholeNumber():
            return float(face.width)
        case Text(lines) if lines > 1:
            return 15.0
    return 8.7  # four characters


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column that is `width` half-width characters wide."""
    room = max(int(width), 2)
    if "\n" not in text:
        return -(-_units(text) // room) or 1
    return sum(lines_of(line, width) for line in text.split("\n"))


def units(text: str) -> int:
    """The width of a text in half-width characters."""
    return max(map(_units, text.split("\n")))


def _units(line: str) -> int:
    return len(line.encode("gb18030", "replace"))

"""How a return slip looks: the warm fill of marked cells, and the formats of its list."""

import re
from collections import Counter

from villagedesk.books.patching import (
    Edit,
    Element,
    Patch,
    elements,
    into,
    prefixed,
    spliced,
    with_attribute,
)
from villagedesk.books.reading.returned import WARM
from villagedesk.books.styles import FONT, HEADING_FONT

_INK, _RULE, _BAND, _LINK, _WARM = "FF1F2933", "FF9AA5B1", "FFE4ECF5", "FF0B5CAD", f"FF{WARM}"
_MARKED = re.compile(rb'"solid"(>\s*<(?:\w+:)?fgColor rgb="%s")' % _WARM.encode(), re.IGNORECASE)
_HOLDERS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_FORMATS = {
    # look: font, fill, border, horizontal, wrapped
    "title": ("title", "", False, "center", False),
    "line": ("plain", "", False, "left", False),
    "line_right": ("plain", "", False, "right", False),
    "note": ("plain", "", False, "left", True),
    "head": ("head", "band", True, "center", True),
    "centred": ("plain", "", True, "center", True),
    "left": ("plain", "", True, "left", True),
    "link": ("link", "", True, "center", True),
}


def _font(name: str, size: int, colour: str = _INK, *, marks: str = "") -> str:
    look = f'<sz val="{size}"/><color rgb="{colour}"/><name val="{name}"/><family val="3"/>'
    return f'<font>{marks}{look}<charset val="134"/></font>'


def _fill(colour: str) -> str:
    solid = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/>'
    return f"<fill>{solid}</patternFill></fill>"


def _xf(font: int, fill: int, border: int, *, across: str, wraps: bool) -> str:
    indent = ' indent="1"' if across == "left" and border else ""
    wrap = ' wrapText="1"' if wraps else ""
    return (
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{across}" vertical="center"{wrap}{indent}/></xf>'
    )


_FONTS = {
    "title": _font(HEADING_FONT, 18, marks="<b/>"),
    "head": _font(HEADING_FONT, 11, marks="<b/>"),
    "plain": _font(FONT, 11),
    "link": _font(FONT, 11, _LINK, marks="<u/>"),
}
_SIDES = "".join(
    f'<{side} style="thin"><color rgb="{_RULE}"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)
_BORDER = f"<border>{_SIDES}<diagonal/></border>"


class Looks:
    """The formats of a workbook with those of the slip behind them; `put` writes them.

    What an earlier slip marked has no fill any more.
    """

    def __init__(self, patch: Patch) -> None:
        self._patch = patch
        links = patch.relations(patch.workbook).values()
        self._part = next((one.target for one in links if one.kind == "styles"), "xl/styles.xml")
        self._xml = _MARKED.sub(rb'"none"\1', patch.read(self._part))
        tags = {*_HOLDERS, *_HOLDERS.values()}
        found = elements(self._xml, lambda name, _: name in tags)
        self._holders = {
            one.name: one for one in found if one.name in _HOLDERS and not one.is_empty
        }
        self._counts = Counter(one.parent for one in found if _HOLDERS.get(one.parent) == one.name)
        self._formats = [one for one in found if one.parent == "cellXfs"]
        self._new: dict[str, list[str]] = {name: [] for name in _HOLDERS}
        self._marked: dict[int, int] = {}
        self._warm = -1
        self._made = self._make()

    def __getitem__(self, look: str) -> int:
        return self._made[look]

    def marked(self, style: int) -> int:
        """The same format with the warm fill."""
        if style not in self._marked:
            if self._warm < 0:
                self._warm = self._add("fills", _fill(_WARM))
            known = 0 <= style < len(self._formats)
            xf = self._bytes(self._formats[style]) if known else b'<xf numFmtId="0" fontId="0"/>'
            end = xf.index(b">") + 1
            tag = with_attribute(xf[:end], "fillId", str(self._warm))
            warm = with_attribute(tag, "applyFill", "1") + xf[end:]
            self._marked[style] = self._add("cellXfs", warm.decode())
        return self._marked[style]

    def put(self) -> None:
        """Writes what was added into the package."""
        edits: list[Edit] = []
        for name, new in self._new.items():
            holder = self._holders.get(name)
            if holder and new:
                edits += self._grown(holder, "".join(new), self._counts[name] + len(new))
        self._patch.put(self._part, spliced(self._xml, edits))

    def _grown(self, holder: Element, new: str, count: int) -> list[Edit]:
        tag = self._xml[holder.start : holder.opened]
        counted = Edit(holder.start, holder.opened, with_attribute(tag, "count", str(count)))
        return [counted, into(holder, self._xml, prefixed(new, holder.prefix))]

    def _bytes(self, element: Element) -> bytes:
        xml = self._xml[element.start : element.end]
        prefix = element.prefix.encode()
        return re.sub(rb"(</?)" + prefix, rb"\1", xml)

    def _add(self, holder: str, xml: str) -> int:
        if holder not in self._holders:
            return 0
        self._new[holder].append(xml)
        return self._counts[holder] + len(self._new[holder]) - 1

    def _make(self) -> dict[str, int]:
        fonts = {name: self._add("fonts", xml) for name, xml in _FONTS.items()}
        fills = {"": 0, "band": self._add("fills", _fill(_BAND))}
        borders = (0, self._add("borders", _BORDER))
        return {
            look: self._add(
                "cellXfs", _xf(fonts[font], fills[fill], borders[ruled], across=across, wraps=wraps)
            )
            for look, (font, fill, ruled, across, wraps) in _FORMATS.items()
        }

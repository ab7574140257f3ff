"""Comments on cells as Excel, WPS and LibreOffice all show them: the words, and their frames."""

import re
from collections.abc import Collection, Mapping
from html import unescape

from villagedesk.books.patching import (
    MAIN,
    RELATIONS,
    Edit,
    Patch,
    elements,
    into,
    prefixed,
    spliced,
    text_of,
)
from villagedesk.books.reading.returned import without_slip
from villagedesk.books.reading.sheet import Spot, address, column_letter
from villagedesk.books.styles import FONT, lines_of

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BLOCK = 1024  # shapes that one number of a drawing stands for
_BLOCKS = 4  # of these for one sheet
_WIDE, _WIDTH, _SPAN = 44, 230, 4  # a line in half-width characters, in points, in columns
_LINE, _MOST = 14, 24  # points a line, and lines of the largest
_AFTER = frozenset((
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst", "AlternateContent",
))  # fmt: skip
"""What follows the place where a sheet names the drawing of its comments."""

_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_FRAME = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_AT = re.compile(rb"<x:(Row|Column)>\s*(\d+)")
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def comment(patch: Patch, sheet: str, number: int, *, words: Mapping[Spot, str], who: str) -> None:
    """Writes words beside cells of a sheet; what a comment there says already stays.

    `number` tells the sheet from the others; its own part may gain one element.
    """
    links = patch.relations(sheet)
    known = next((one.target for one in links.values() if one.kind == "comments"), "")
    framed = dict(words)
    if known:
        for spot in _join(patch, known, words, who):
            del framed[spot]
    else:
        part = f"xl/comments_slip{number}.xml"
        patch.add(part, _comments(words, who), _COMMENTS)
        patch.relate(sheet, "comments", part)
    shapes = "".join(
        _shape(number * _BLOCK * _BLOCKS + place, spot, framed[spot])
        for place, spot in enumerate(sorted(framed), 1)
    )
    xml = patch.read(sheet)
    found = elements(xml, lambda name, _: name in (*_AFTER, "worksheet", "legacyDrawing"))
    top = [one for one in found if one.parent in ("", "worksheet")]
    drawn = next((one for one in top if one.name == "legacyDrawing"), None)
    if drawn:
        uid = next(value for key, value in drawn.attributes.items() if key.endswith(":id"))
        _add_shapes(patch, links[uid].target, shapes)
        return
    part = f"xl/drawings/vmlDrawing_slip{number}.vml"
    patch.put(part, _drawing(number, shapes).encode())
    patch.add_ending("vml", _VML)
    uid = patch.relate(sheet, "vmlDrawing", part)
    new = f'<{top[0].prefix}legacyDrawing xmlns:r="{RELATIONS}" r:id="{uid}"/>'
    after = next((one.start for one in top if one.name in _AFTER), top[0].closed)
    patch.splice(sheet, [Edit(after, after, new.encode())])


def forget(patch: Patch, sheet: str) -> None:
    """Takes the words of an earlier slip out of a sheet's comments; an empty one goes whole."""
    links = patch.relations(sheet).values()
    for part in (one.target for one in links if one.kind == "comments"):
        xml = patch.read(part)
        found = elements(xml, lambda name, _: name in ("comment", "text", "t"))
        edits, gone = [], set()
        for one in (one for one in found if one.name == "comment"):
            text, *pieces = (own for own in found if one.start < own.start < one.end)
            said = "".join(unescape(xml[own.opened : own.closed].decode()) for own in pieces)
            if (own := without_slip(said)) == said:
                continue
            if own:
                run = prefixed(_run(unescape(own)), text.prefix).encode()
                edits.append(Edit(text.opened, text.closed, run))
            else:
                edits.append(Edit(one.start, one.end, b""))
                gone.add(one.attributes["ref"])
        if edits:
            patch.splice(part, edits)
        for drawing in (one.target for one in links if one.kind == "vmlDrawing" and gone):
            _unframe(patch, drawing, gone)


def _unframe(patch: Patch, drawing: str, gone: Collection[str]) -> None:
    """Takes away the frames of comments that are gone."""

    def kept(frame: re.Match[bytes]) -> bytes:
        at = {name: int(place) for name, place in _AT.findall(frame[0])}
        here = f"{column_letter(at.get(b'Column', -1) + 1)}{at.get(b'Row', -1) + 1}"
        return b"" if here in gone else frame[0]

    patch.put(drawing, _FRAME.sub(kept, patch.read(drawing)))


def _comments(words: Mapping[Spot, str], who: str) -> str:
    lines = "".join(_comment(spot, words[spot], 0) for spot in sorted(words))
    author = f"<authors><author>{text_of(who)}</author></authors>"
    return f'<comments xmlns="{MAIN}">{author}<commentList>{lines}</commentList></comments>'


def _comment(spot: Spot, words: str, author: int) -> str:
    at = address(*spot)
    return f'<comment ref="{at}" authorId="{author}"><text>{_run(words)}</text></comment>'


def _run(words: str) -> str:
    look = f'<rPr><sz val="10"/><color indexed="81"/><rFont val="{FONT}"/><family val="3"/></rPr>'
    return f'<r>{look}<t xml:space="preserve">{text_of(words)}</t></r>'


def _join(patch: Patch, part: str, words: Mapping[Spot, str], who: str) -> list[Spot]:
    """Adds to comments that are there; returns the cells that had one."""
    xml = patch.read(part)
    found = elements(xml, lambda name, _: name in ("authors", "commentList", "comment", "text"))
    by_name = {one.name: one for one in found}
    authors, comments = by_name["authors"], by_name["commentList"]
    pairs = zip(
        (one for one in found if one.name == "comment"),
        (one for one in found if one.name == "text"),
        strict=True,
    )
    texts = {comment.attributes.get("ref"): text for comment, text in pairs}
    last = len(elements(xml, lambda name, _: name == "author"))
    joined = {spot: texts[address(*spot)] for spot in words if address(*spot) in texts}
    new = "".join(_comment(s, words[s], last) for s in sorted(words) if s not in joined)
    author = f"<author>{text_of(who)}</author>"
    adds = [(authors, author), (comments, new)]
    adds += [(text, _run("\n" + words[spot])) for spot, text in joined.items()]
    patch.put(part, spliced(xml, [into(e, xml, prefixed(add, e.prefix)) for e, add in adds if add]))
    return list(joined)


def _add_shapes(patch: Patch, part: str, shapes: str) -> None:
    xml = patch.read(part)
    end = xml.rindex(b"</")
    kind = "" if b'"_x0000_t202"' in xml else _KIND
    patch.splice(part, [Edit(end, end, (kind + shapes).encode())])


def _drawing(number: int, shapes: str) -> str:
    blocks = ",".join(str(number * _BLOCKS + place) for place in range(_BLOCKS))
    layout = f'<o:idmap v:ext="edit" data="{blocks}"/>'
    return (
        f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit">{layout}</o:shapelayout>'
        f"{_KIND}{shapes}</xml>"
    )


def _shape(number: int, spot: Spot, words: str) -> str:
    """A yellow slip beside its cell, as large as its words, shown when the mouse is on the cell."""
    row, column = spot[0] - 1, spot[1] - 1
    lines = min(lines_of(words, _WIDE), _MOST)
    high, deep = lines * _LINE + 12, -(-lines // 2) + 1
    anchor = f"{column + 1},15,{max(row - 1, 0)},8,{column + 1 + _SPAN},15,{row + deep},8"
    style = (
        "position:absolute;margin-left:80pt;margin-top:8pt;"
        f"width:{_WIDTH}pt;height:{high}pt;z-index:1;visibility:hidden"
    )
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}"'
        ' fillcolor="#fff6d6" o:insetmode="auto"><v:fill color2="#fff6d6"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )

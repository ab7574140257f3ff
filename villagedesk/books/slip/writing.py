"""Writes a return slip: the original's bytes with fills, comments and two sheets more."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from villagedesk.books.cover import LEVEL_WORDS
from villagedesk.books.patching import (
    RELATIONS,
    Edit,
    Element,
    Patch,
    elements,
    into,
    spliced,
    with_attribute,
)
from villagedesk.books.reading.package import DAMAGE
from villagedesk.books.reading.returned import LIST, SAID, SLIP
from villagedesk.books.reading.sheet import Spot, address, column_number
from villagedesk.books.slip.comments import comment, forget
from villagedesk.books.slip.listing import HEAD_ROW, list_sheet, words_sheet
from villagedesk.books.slip.looks import Looks
from villagedesk.books.slip.model import Item, Slip, as_lines
from villagedesk.declare import Level
from villagedesk.errors import UserError

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SPOT = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*(["'])(?:1|true)\1""")
_IN_WORKBOOK = (
    "workbook", "bookViews", "workbookView", "sheets", "sheet", "functionGroups",
    "externalReferences", "definedNames", "definedName",
)  # fmt: skip


def write_slip(original: bytes, slip: Slip, out: Path) -> None:
    """Writes the slip of a workbook at `out`, replacing what was there.

    An original that cannot be marked (an .xls, say) is not copied: the list goes alone. Raises
    UserError where nothing can be written.
    """
    try:
        patch = _marked(original, slip)
    except UserError:
        patch = _marked(_stand_in(), slip)
    _put(patch, out)


def _marked(original: bytes, slip: Slip) -> Patch:
    try:
        patch = Patch(original)
        looks = Looks(patch)
        book = _Book(patch)
        _mark_sheets(book, slip, looks)
        book.add(LIST, list_sheet(slip, looks, book.parts), first=True)
        book.add(SLIP, words_sheet(as_lines(slip)), first=False)
        book.put()
        looks.put()
    except DAMAGE as error:
        raise UserError("这份表已经损坏，标不上记号") from error
    return patch


def _stand_in() -> bytes:
    from xlsxwriter import Workbook  # no window waits for it at its start

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        said = "原来的表标不上记号。请打开原表，照“退回单”那张表逐条找到位置再改。"
        book.add_worksheet("原表").write_string(0, 0, said)
    return file.getvalue()


def _put(patch: Patch, out: Path) -> None:
    new = out.with_name(f"~{out.name}")
    try:
        patch.save(new)
        new.replace(out)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise UserError(
            f"“{out.name}”没有写成：它可能正被打开，或磁盘满了、文件夹不能写，请看看再试"
        ) from error


class _Book:
    """The workbook part: its sheets in order, and what is added to them."""

    def __init__(self, patch: Patch) -> None:
        self.patch, self.part = patch, patch.workbook
        self._xml = patch.read(self.part)
        self._found = elements(self._xml, lambda name, _: name in _IN_WORKBOOK)
        links = patch.relations(self.part)
        self.parts: dict[str, str] = {}
        for one in self._all("sheet"):
            uid = next((v for k, v in one.attributes.items() if k.endswith(":id")), "")
            if uid in links and links[uid].kind == "worksheet":
                self.parts[one.attributes["name"]] = links[uid].target
        self._edits: list[Edit] = []

    def _all(self, name: str) -> list[Element]:
        return [one for one in self._found if one.name == name]

    def add(self, name: str, xml: str, *, first: bool) -> None:
        """Adds a sheet, a hidden one last; that of an earlier slip gives way."""
        if name in self.parts:
            self.patch.add(self.parts[name], xml, _WORKSHEET)
            if first:
                self._show([one.attributes.get("name") for one in self._all("sheet")].index(name))
            return
        part = f"xl/worksheets/{'list' if first else 'items'}_slip.xml"
        self.patch.add(part, xml, _WORKSHEET)
        uid = self.patch.relate(self.part, "worksheet", part)
        numbers = [int(one.attributes.get("sheetId", 0)) for one in self._all("sheet")]
        number = max(numbers) + (1 if first else 2)
        (sheets,) = self._all("sheets")
        hidden = "" if first else ' state="veryHidden"'
        new = (
            f'<{sheets.prefix}sheet xmlns:r="{RELATIONS}" name="{name}" sheetId="{number}"'
            f'{hidden} r:id="{uid}"/>'
        )
        at = sheets.opened if first else sheets.closed
        self._edits.append(Edit(at, at, new.encode()))
        if first:
            self._show(0)
            self._come_first()

    def _show(self, place: int) -> None:
        for view in self._all("workbookView"):
            tag = with_attribute(self._xml[view.start : view.opened], "activeTab", str(place))
            tag = with_attribute(tag, "firstSheet", "0")
            self._edits.append(Edit(view.start, view.opened, tag))

    def _come_first(self) -> None:
        """All sheets moved up by one, and what counts them follows."""
        for one in self._all("definedName"):
            place = one.attributes.get("localSheetId", "")
            if place.isdecimal():
                tag = self._xml[one.start : one.opened]
                moved = with_attribute(tag, "localSheetId", str(int(place) + 1))
                self._edits.append(Edit(one.start, one.opened, moved))
        self._repeat_labels()

    def _repeat_labels(self) -> None:
        labels = f"'{LIST}'!${HEAD_ROW}:${HEAD_ROW}"
        before = [*self._all("sheets"), *self._all("functionGroups")]
        before += self._all("externalReferences")
        prefix = before[0].prefix
        name = f'{prefix}definedName name="_xlnm.Print_Titles" localSheetId="0"'
        new = f"<{name}>{labels}</{prefix}definedName>"
        if names := self._all("definedNames"):
            self._edits.append(Edit(names[0].opened, names[0].opened, new.encode()))
        else:
            at = max(one.end for one in before)
            whole = f"<{prefix}definedNames>{new}</{prefix}definedNames>"
            self._edits.append(Edit(at, at, whole.encode()))

    def put(self) -> None:
        """Writes the part into the package."""
        self.patch.put(self.part, spliced(self._xml, self._edits))


def _mark_sheets(book: _Book, slip: Slip, looks: Looks) -> None:
    words = _words(slip)
    for number, (name, part) in enumerate(book.parts.items(), 1):
        xml = book.patch.read(part)
        spots = words.get(name, {})
        edits = [*_unselected(xml), *_filled(xml, spots, looks)]
        if edits:
            book.patch.put(part, spliced(xml, edits))
        forget(book.patch, part)
        if spots:
            said = {spot: "\n".join(lines) for spot, lines in spots.items()}
            comment(book.patch, part, number + 60, words=said, who=slip.town or LIST)


def _words(slip: Slip) -> dict[str, dict[Spot, list[str]]]:
    """Sheet → cell → what its comment says, an entry for each item."""
    found: dict[str, dict[Spot, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, item in enumerate(slip.items, 1):
        if item.sheet and item.row is not None:
            spot = item.row, column_number(item.column or "A")
            found[item.sheet][spot].append(_said(number, item))
    return found


def _said(number: int, item: Item) -> str:
    level = LEVEL_WORDS[Level(item.level)]
    lines = [f"{SAID.format(number)}（{level}）：{item.message}"]
    lines += [f"规定：{item.rule}"] if item.rule else []
    lines += [f"镇里的话：{item.said}"] if item.said else []
    return "\n".join(lines)


def _unselected(xml: bytes) -> Iterable[Edit]:
    """Two chosen sheets would be written in at once: only the list stays chosen."""
    head = xml.find(b"sheetData")
    for found in _SELECTED.finditer(xml, 0, max(head, 0)):
        yield Edit(found.start(), found.end(), b"")


def _filled(xml: bytes, spots: Iterable[Spot], looks: Looks) -> Iterable[Edit]:
    """The cells in their own format on a warm fill; one that is not there is put into its row."""
    wanted = {(row, column) for row, column in spots}
    rows = {str(row) for row, _ in wanted}
    if not wanted:
        return
    found = elements(xml, lambda name, said: _in_rows(name, said, rows))
    cells = {_spot(one): one for one in found if one.name == "c"}
    for spot in sorted(wanted):
        if spot in cells:
            one = cells[spot]
            style = looks.marked(int(one.attributes.get("s", 0)))
            tag = with_attribute(xml[one.start : one.opened], "s", str(style))
            yield Edit(one.start, one.opened, tag)
        else:
            yield from _new_cell(xml, found, spot, looks)


def _in_rows(name: str, said: dict[str, str], rows: set[str]) -> bool:
    if name == "row":
        return said.get("r") in rows
    return name == "c" and said.get("r", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in rows


def _spot(cell: Element) -> Spot:
    match = _SPOT.fullmatch(cell.attributes["r"])
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


def _new_cell(xml: bytes, found: list[Element], spot: Spot, looks: Looks) -> Iterable[Edit]:
    row = next(
        (o for o in found if o.name == "row" and o.attributes.get("r") == str(spot[0])), None
    )
    if row is None or row.is_empty:
        return  # nothing stands there; its comment says enough
    new = f'<{row.prefix}c r="{address(*spot)}" s="{looks.marked(0)}"/>'
    later = [o for o in found if o.name == "c" and _spot(o)[0] == spot[0] and _spot(o)[1] > spot[1]]
    yield Edit(later[0].start, later[0].start, new.encode()) if later else into(row, xml, new)

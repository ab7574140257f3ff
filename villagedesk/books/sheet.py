"""One sheet of our workbook: title, who and when, headers, rows, the lines to sign."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from villagedesk.books.cells import LONGEST, cell_maker, clean_text, refuse_too_long
from villagedesk.books.digest import SheetDigest, mark_of
from villagedesk.books.styles import LINE, Styles, lines_of, look_of, narrowest, units
from villagedesk.declare import Face

FIRST_ROW = 3
"""Rows above the body: title, 填报单位 and 填报日期, headers."""

NUMBERING = "序号"
SIGNATURES = ("填报人：", "审核人：", "联系电话：")
TICK_EVERY = 100

_NUMBERING_WIDTH = 6.0
_PAGE = 118.0  # half-width characters across an A4 page on its side
_CROWDED = 184.0  # with more, print shrinks below what the eye reads; words go into two lines
_TOO_WIDE = 2 * _PAGE  # with more even then, the table goes over two pages beside each other
_MOST_STRETCH = 1.7
_FILLED = 0.955  # what 宋体 gets of a column measured in the digits of another font
_REVIVED = frozenset("=+-@")
_EPOCH = date(1899, 12, 30).toordinal()
_A4, _TALLEST = 9, 409.0
_REMEMBERED = 100

_Ready = tuple[str | float, Any, str, int]
"""A cell as it is written: value, format, mark for the digest, lines it takes."""


@dataclass(frozen=True)
class SheetPage:
    """What one sheet shows: canonical values by field, then what the hidden columns carry.

    A link's value is the title of what it points to; its uid stands in a hidden column. `still` is
    how many columns stay in sight and are printed on both of two pages: 序号 and the first field.
    """

    key: str
    title: str
    fields: tuple[Face, ...]
    rows: Sequence[tuple[Any, ...]]
    hidden: tuple[str, ...] = ("_uid",)
    still: int = 2


@dataclass(frozen=True)
class Written:
    """What `_meta` says of a sheet: the roll's key, its tab, its columns in order, its content."""

    key: str
    title: str
    tab: str
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    rows: int
    digest: str


@dataclass(frozen=True)
class Column:
    """How one column's values are written; `room` is what is left of its width for words."""

    label: str
    width: float
    room: float
    typed: Any
    text: Any
    quoted: Any
    make: Callable[[Any], Any]
    known: dict[Any, _Ready] = field(default_factory=dict)

    def put(self, sheet: Any, row: int, place: int, value: Any) -> tuple[str, int]:
        """Writes one value; returns its mark for the digest and the lines it takes."""
        cell, style, mark, lines = self.known.get(value) or self._ready(value, sheet, row)
        if isinstance(cell, str):
            sheet.write_string(row, place, cell, style)
        else:
            sheet.write_number(row, place, cell, style)
        return mark, lines

    def _ready(self, value: Any, sheet: Any, row: int) -> _Ready:
        """The cell of a value; those of the first rows are kept, since most columns repeat them."""
        cell = self.make(value)
        if isinstance(cell, str):
            if len(cell) > LONGEST // 2:
                refuse_too_long(cell, f"“{sheet.name}”第 {row + 1} 行“{self.label}”")
            ready = self._text(cell)
        elif isinstance(cell, date):
            ready = (cell.toordinal() - _EPOCH, self.typed, f"d{value}", 1)
        else:
            ready = (cell, self.typed, f"n{cell:.15g}", 1)
        if len(self.known) < _REMEMBERED:
            self.known[value] = ready
        return ready

    def _text(self, text: str) -> _Ready:
        if text[:1] == "<" or not text.isprintable():
            text = clean_text(text)
        short = len(text) * (2 - text.isascii()) <= self.room and "\n" not in text
        lines = 1 if short else lines_of(text, self.room)
        style = self.quoted if text[:1] in _REVIVED else self.text
        return text, style, mark_of(text), lines


def write_page(
    sheet: Any, page: SheetPage, styles: Styles, *, heading: tuple[str, str, str], tick: Any
) -> Written:
    """Writes a whole sheet; `heading` is title, who reports, when. `tick(n)`: n more rows."""
    columns = columns_of(page, styles)
    _lay_out(sheet, columns, page)
    if _pages_wide(page.fields) > 1:
        _print_on_two(sheet, page.still)
    _write_top(sheet, page, columns, styles=styles, heading=heading)
    digest = _write_rows(sheet, page, columns, number=styles["number"], tick=tick)
    shown = columns[: len(page.fields)]
    _write_signatures(sheet, FIRST_ROW + len(page.rows) + 1, shown, line=styles["line"])
    return Written(
        key=page.key,
        title=page.title,
        tab=sheet.name,
        fields=(*(face.key for face in page.fields), *page.hidden),
        labels=tuple(column.label for column in columns),
        rows=len(page.rows),
        digest=digest.text,
    )


def columns_of(page: SheetPage, styles: Styles) -> list[Column]:
    """The columns right of 序号: the fields in order, then the hidden ones."""
    fields = zip(page.fields, _widths(page.fields), strict=True)
    shown = [_column(face, width, styles) for face, width in fields]
    plain = styles["centred"]
    return [*shown, *(Column(key, 99, 99, plain, plain, plain, str) for key in page.hidden)]


def _column(face: Face, width: float, styles: Styles) -> Column:
    typed, text = look_of(face)
    return Column(
        label=face.label,
        width=width,
        room=width * _FILLED - (0 if text == "centred" else 1.5),
        typed=styles[typed],
        text=styles[text],
        quoted=styles.get(text, quoted=True),
        make=cell_maker(face.kind),
    )


def _widths(fields: Sequence[Face]) -> list[float]:
    """Wide enough for the value and half the header, then fitted to the page.

    A narrow table is stretched; of a wide one only words give way, since they can be wrapped.
    """
    least = _least(fields)
    room = _CROWDED * _pages_wide(fields)
    widths = [max(face.width + 1.5, low) for face, low in zip(fields, least, strict=True)]
    stretch = min(max(_PAGE / sum(widths), 1), _MOST_STRETCH)
    give = [width - low for width, low in zip(widths, least, strict=True)]
    share = min(max(sum(widths) - room, 0) / (sum(give) or 1), 1)
    return [round(w * stretch - g * share, 1) for w, g in zip(widths, give, strict=True)]


def _least(fields: Sequence[Face]) -> list[float]:
    return [max(narrowest(face), -(-units(face.label) // 2) + 2.0) for face in fields]


def _pages_wide(fields: Sequence[Face]) -> int:
    return 2 if _NUMBERING_WIDTH + sum(_least(fields)) > _TOO_WIDE else 1


def _lay_out(sheet: Any, columns: Sequence[Column], page: SheetPage) -> None:
    sheet.set_default_row(LINE + 6)
    sheet.set_column(0, 0, _NUMBERING_WIDTH)
    first_hidden = len(page.fields) + 1
    for place, column in enumerate(columns, 1):
        if place < first_hidden:
            sheet.set_column(place, place, column.width)
        else:
            sheet.set_column(place, place, 8, None, {"hidden": True})
    sheet.freeze_panes(FIRST_ROW, page.still)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    set_up_print(sheet)
    sheet.repeat_rows(FIRST_ROW - 1)


def set_up_print(sheet: Any) -> None:
    """A4 on its side, one page wide, page numbers below."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _print_on_two(sheet: Any, still: int) -> None:
    """Two pages wide: the second follows the first, under the same headers and first columns."""
    sheet.fit_to_pages(2, 0)
    sheet.print_across()
    sheet.repeat_columns(0, still - 1)


def _write_top(
    sheet: Any,
    page: SheetPage,
    columns: Sequence[Column],
    *,
    styles: Styles,
    heading: tuple[str, str, str],
) -> None:
    title, left, right = heading
    last = len(columns) - len(page.hidden)
    sheet.set_row(0, 34)
    on_first = last // 2 if _pages_wide(page.fields) > 1 else last
    sheet.merge_range(0, 0, 0, on_first, clean_text(title), styles["title"])
    sheet.set_row(1, 22)
    sheet.write_string(1, 0, clean_text(left), styles["line"])
    sheet.write_string(1, last, right, styles["line_right"])
    shown = columns[:last]
    lines = max((lines_of(column.label, column.room) for column in shown), default=1)
    sheet.set_row(2, lines * LINE + 10)
    for place, label in enumerate((NUMBERING, *(column.label for column in columns))):
        sheet.write_string(2, place, label, styles["head"])


def _write_rows(
    sheet: Any,
    page: SheetPage,
    columns: Sequence[Column],
    *,
    number: Any,
    tick: Callable[[int], None],
) -> SheetDigest:
    digest = SheetDigest()
    digest.add([mark_of(label) for label in (NUMBERING, *(column.label for column in columns))])
    places = list(enumerate(columns, 1))
    for count, row in enumerate(page.rows, 1):
        at, most = FIRST_ROW + count - 1, 1
        sheet.write_number(at, 0, count, number)
        marks = [f"n{count}"]
        for (place, column), value in zip(places, row, strict=True):
            if value is None:
                sheet.write_blank(at, place, None, column.text)
                marks.append("")
                continue
            mark, lines = column.put(sheet, at, place, value)
            marks.append(mark)
            if lines > most:
                most = lines
        digest.add(marks)
        if most > 1:
            sheet.set_row(at, min(most * LINE + 6, _TALLEST))
        if count % TICK_EVERY == 0:
            tick(TICK_EVERY)
    tick(len(page.rows) % TICK_EVERY)
    return digest


def _write_signatures(sheet: Any, row: int, shown: Sequence[Column], *, line: Any) -> None:
    """Names to be signed below the table, after one blank row: a third of its width for each."""
    sheet.set_row(row, 26)
    if len(shown) < len(SIGNATURES):
        sheet.write_string(row, 0, "　　　　".join(SIGNATURES), line)
        return
    starts = [0.0, *accumulate((column.width for column in shown), initial=_NUMBERING_WIDTH)]
    place = -1
    for count, words in enumerate(SIGNATURES):
        wanted = starts[-1] * count / len(SIGNATURES)
        later = range(place + 1, len(shown) + 1)
        place = min((abs(starts[at] - wanted), at) for at in later)[1]
        sheet.write_string(row, place, words, line)

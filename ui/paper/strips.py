"""The blocks of a paper cut into strips that no page end may cut: lines of text, rows of tables."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil
from typing import Any

from ui.paper.fonts import Hand
from ui.paper.marks import Drawn, Ink, Mark, Stroke, Written, set_line, shape_of
from villagedesk.desk.printing import (
    Block,
    Closing,
    Form,
    Lines,
    NextPage,
    Paper,
    Passage,
    Picture,
    Signatures,
    Table,
)

TITLES = Ink(Hand.TITLE, 22), Ink(Hand.TITLE, 18)
"""二号, and what a long title takes before a second line."""
TEXT, HEADING = Ink(Hand.BODY, 14), Ink(Hand.HEADING, 14)
CELLS = Ink(Hand.BODY, 12), Ink(Hand.BODY, 11), Ink(Hand.BODY, 10), Ink(Hand.BODY, 9)
HEADER = Ink(Hand.HEADING, 11), Ink(Hand.HEADING, 10), Ink(Hand.HEADING, 9)

TITLE_LINE, TEXT_LINE, WRITING_LINE = 12.0, 8.8, 10.0
CELL_LINE = 0.42
"""The height of a line in a table, in millimetres for each point of its letters."""
BETWEEN, BEFORE_HEADING, PADDING, LABEL = 4.0, 2.0, 1.2, 25.0
STAMP, FROM_EDGE = 14.0, "　　"
"""Room above the closing lines, and how far they stand from the right edge."""
FIRST_SHARE = 0.54
"""What the left of two values in a form gets of their room: days and hours are long."""
NARROW = 40.0
"""A cell narrower than this takes smaller letters before it takes a second line."""
TALL = 8
"""Lines of a row that stay together; a longer row may go on over the page."""
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[^\W\d])")
"""The space in 9 票, at which no line ends."""


@dataclass(frozen=True)
class Strip:
    """A slice of the column of text.

    The `ruled` stand in a frame: each draws its sides, and whoever stacks them draws the line above
    the first and below each but the `torn`. One that `holds` has the next on its page. `head` comes
    again where the strip begins a page. One that `opens` begins a page always.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    ruled: bool = False
    torn: bool = False
    holds: bool = False
    opens: bool = False
    head: "Strip | None" = None

    @property
    def is_space(self) -> bool:
        """Whether nothing is lost where it would begin a page."""
        return not self.marks and not self.ruled


@dataclass(frozen=True)
class _Cell:
    """Words in one place of a row, before they are broken into lines."""

    words: str
    width: float
    inks: tuple[Ink, ...] = CELLS
    centred: bool = True

    def set(self) -> tuple[list[str], Ink]:
        """Its lines: smaller letters before a second line, where it is narrow."""
        room = self.width - 2 * PADDING
        for ink in self.inks:
            if "\n" not in self.words and ink.breadth(self.words) <= room:
                return [self.words], ink
        ink = self.inks[-1 if self.width < NARROW else 0]
        return [line for part in self.words.split("\n") for line in ink.broken(part, room)], ink


def strips_of(paper: Paper, width: float) -> list[Strip]:
    """The whole paper as one long column of strips."""
    strips = [*_title(paper.title, width)]
    for block in paper.blocks:
        if isinstance(block, (Signatures, Closing)):  # they never stand alone
            strips[-3:] = [replace(strip, holds=True) for strip in strips[-3:]]
        strips += _SET[type(block)](block, width)
        if isinstance(block, (Lines, Form, Table, Passage, Picture)):
            strips += [Strip(0 if isinstance(block, Passage) else BETWEEN)]
    return strips


def _lines(block: Lines, width: float) -> Iterator[Strip]:
    for line in (part for words in block.words for part in TEXT.broken(words, width)):
        words = set_line(line, TEXT_LINE / 2, TEXT, left=0, right=width)
        yield Strip(TEXT_LINE, (words,))


def _next_page(block: NextPage, width: float) -> Iterator[Strip]:
    first, *rest = _title(block.title, width)
    yield from (replace(first, opens=True), *rest)


def _title(title: str, width: float) -> Iterator[Strip]:
    ink = next((ink for ink in TITLES if ink.breadth(title) <= width), TITLES[-1])
    lines = ceil(ink.breadth(title) / width)
    # lines of about one length: no single character alone on the last
    even = width if lines < 2 else min(width, ink.breadth(title) / lines + ink.breadth("村"))
    for line in ink.broken(title, even):
        words = set_line(line, TITLE_LINE / 2, ink, left=0, right=width)
        yield Strip(TITLE_LINE, (words,), holds=True)
    yield Strip(BETWEEN, holds=True)


def _form(form: Form, width: float) -> Iterator[Strip]:
    """Its rows hold together, where one page can hold them."""
    for place, row in enumerate(form.rows, 1):
        room = width - LABEL * len(row)
        shares = (FIRST_SHARE, 1 - FIRST_SHARE) if len(row) == 2 else (1 / len(row),) * len(row)
        cells = [
            cell
            for (name, words), share in zip(row, shares, strict=True)
            for cell in (_Cell(name, LABEL, HEADER), _Cell(words, room * share, centred=False))
        ]
        for strip in _row(cells, form.row_height):
            yield replace(strip, holds=place < len(form.rows))


def _table(table: Table, width: float) -> Iterator[Strip]:
    share = width / sum(column.width for column in table.columns)
    widths = [column.width * share for column in table.columns]
    names = [
        _Cell(column.title, wide, HEADER)
        for column, wide in zip(table.columns, widths, strict=True)
    ]
    head = replace(next(_row(names, table.row_height)), holds=True)
    yield head
    for place, row in enumerate(table.rows, 1):
        cells = [
            _Cell(words, wide, centred=column.centred)
            for words, column, wide in zip(row, table.columns, widths, strict=True)
        ]
        for strip in _row(cells, table.row_height):
            yield replace(strip, head=head, holds=table.whole and place < len(table.rows))


def _row(cells: Sequence[_Cell], least: float) -> Iterator[Strip]:
    """One strip, or one a line where the row is tall enough to need more than a page."""
    lines = [cell.set() for cell in cells]
    deep = max(len(said) for said, _ in lines)
    edges = [0.0, *accumulate(cell.width for cell in cells)]
    if deep <= TALL:
        height = max(least, *(len(said) * _high(ink) + PADDING for said, ink in lines))
        marks = [
            mark
            for place, cell in enumerate(cells)
            for mark in _lines_in(lines[place], edges[place], cell, height)
        ]
        yield Strip(height, (*marks, *_sides(edges, height)), ruled=True)
        return
    for depth in range(deep):
        first, last = depth == 0, depth == deep - 1
        high = _high(CELLS[0]) + PADDING * (first + last)
        middle = _high(CELLS[0]) / 2 + PADDING * first
        marks = [
            _line_in(said[depth], ink, middle, edges[place], cells[place])
            for place, (said, ink) in enumerate(lines)
            if depth < len(said)
        ]
        yield Strip(high, (*marks, *_sides(edges, high)), ruled=True, torn=not last)


def _high(ink: Ink) -> float:
    return ink.points * CELL_LINE


def _lines_in(
    said: tuple[list[str], Ink], left: float, cell: _Cell, height: float
) -> Iterator[Written]:
    lines, ink = said
    top = (height - len(lines) * _high(ink)) / 2
    for place, line in enumerate(lines):
        yield _line_in(line, ink, top + (place + 0.5) * _high(ink), left, cell)


def _line_in(line: str, ink: Ink, middle: float, left: float, cell: _Cell) -> Written:
    right = left + cell.width if cell.centred else None
    return set_line(line, middle, ink, left=left if right else left + PADDING, right=right)


def _sides(edges: Iterable[float], height: float) -> Iterator[Stroke]:
    for x in edges:
        yield Stroke(x, 0, x, height)


def _passage(passage: Passage, width: float) -> Iterator[Strip]:
    if passage.heading:
        yield Strip(BEFORE_HEADING, holds=True)
        for line in HEADING.broken(passage.heading, width):
            words = set_line(line, TEXT_LINE / 2, HEADING, left=0)
            yield Strip(TEXT_LINE, (words,), holds=True)
    for paragraph in filter(str.strip, passage.words.split("\n")):
        yield from _paragraph(paragraph.strip(), width)
    for _ in range(passage.blank_lines):
        yield Strip(WRITING_LINE, (Stroke(0, WRITING_LINE, width, WRITING_LINE),))


def _paragraph(words: str, width: float) -> Iterator[Strip]:
    """Its first two lines hold together, and its last two."""
    indent = TEXT.breadth("　　")
    lines = TEXT.broken(_BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", words), width, indent=indent)
    for place, line in enumerate(lines):
        left = 0 if place else indent
        mark = set_line(line, TEXT_LINE / 2, TEXT, left=left)
        yield Strip(TEXT_LINE, (mark,), holds=len(lines) > 1 and place in (0, len(lines) - 2))


def _closing(block: Closing, width: float) -> Iterator[Strip]:
    """Its lines stand centred on each other, as far from the edge as the rule for papers asks."""
    right = width - TEXT.breadth(FROM_EDGE)
    left = right - max(TEXT.breadth(line) for line in block.words)
    yield Strip(STAMP, holds=True)
    for place, line in enumerate(block.words, 1):
        words = set_line(line, TEXT_LINE / 2, TEXT, left=left, right=right)
        yield Strip(TEXT_LINE, (words,), holds=place < len(block.words))


def _picture(block: Picture, width: float) -> Iterator[Strip]:
    """In the middle, whole, its words below it on the same page."""
    shape = shape_of(block.path)
    if shape.isEmpty():
        yield from _passage(Passage("", f"（照片“{block.words}”打不开）"), width)
        return
    scale = min(width / shape.width(), block.height / shape.height())
    broad, high = shape.width() * scale, shape.height() * scale
    yield Strip(high, (Drawn((width - broad) / 2, 0, broad, high, block.path),), holds=True)
    ink = CELLS[0]
    for line in ink.broken(block.words, width):
        yield Strip(TEXT_LINE, (set_line(line, TEXT_LINE / 2, ink, left=0, right=width),))


def _signatures(block: Signatures, width: float) -> Iterator[Strip]:
    high, share = 16.0, width / len(block.names)
    marks: list[Mark] = []
    for place, name in enumerate(block.names):
        left = place * share
        words = set_line(f"{name}：", high - TEXT_LINE / 2, TEXT, left=left)
        begins = left + TEXT.breadth(words.words)
        marks += [words, Stroke(begins, high - 1, left + share - PADDING * 4, high - 1)]
    yield Strip(high, tuple(marks), holds=block.date)
    if block.date:
        day = "　　　　年　　月　　日"
        begins = width - TEXT.breadth(day)
        yield Strip(high - 2, (set_line(day, high / 2, TEXT, left=begins),))


_SET: Mapping[type[Block], Callable[[Any, float], Iterator[Strip]]] = {
    Lines: _lines,
    Form: _form,
    Table: _table,
    Passage: _passage,
    Signatures: _signatures,
    Closing: _closing,
    Picture: _picture,
    NextPage: _next_page,
}
"""How each kind of block is cut."""

"""Finds header bands: the one to five rows that name the columns of a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.headers import key_of, knows, knows_parent
from villagedesk.books.reading.wording import is_column_number, is_footer, sum_reason
from villagedesk.kinds.kind import plain

ANCHORS = {"seq", "name", "household_head", "party_member", "id_number", "branch", "household_no"}
_DEEPEST, _NEAR = 5, 5
_LONGEST = 60
_PLACE_OR_DATE = re.compile(
    r".*(村|委员会|社区|支部|镇|乡|办事处)|\d{4}年.*|\d{4}[-./]\d.*|单位.*|附件.*|密级.*|共\d+.*|第\d+页.*"
)


@dataclass(frozen=True, slots=True)
class Band:
    """The rows and columns of one header."""

    top: int
    bottom: int
    left: int
    right: int


def find_bands(grid: Grid) -> list[Band]:
    """All headers of a sheet from top to bottom; the best guess when no word is known."""
    bands: list[Band] = []
    for row in grid.rows:
        if (not bands or row > bands[-1].bottom) and _opens(grid, row, first=not bands):
            bands.append(_grown(grid, row, bands[-1].bottom if bands else 0))
    return bands or [_spanned(grid, row, row) for row in _guessed(grid)]


def is_header(grid: Grid, row: int) -> bool:
    """Whether enough cells of a row are words that rosters put above columns."""
    shown = grid.texts(row).values()
    known = sum(map(knows, shown))
    if known < 2:
        return False
    texts = [text for text in shown if not is_column_number(text)]
    names = sum(map(_could_name, texts))
    return known * 5 >= len(texts) * 2 and names * 5 >= len(texts) * 4


def _opens(grid: Grid, row: int, *, first: bool) -> bool:
    """Whether a header begins here; words that may also be values need more proof."""
    if not is_header(grid, row):
        return False
    if _is_anchored(grid, row):
        return True
    if first:
        return not any(_is_anchored(grid, r) for r in range(row + 1, row + 1 + _NEAR))
    return all(map(knows, grid.texts(row).values())) and len(grid.texts(row - 1)) <= 1


def _is_anchored(grid: Grid, row: int) -> bool:
    """Whether a header row has a word that stands above columns only: 序号, 姓名, 身份证号."""
    keys = {key_of((text,), {}) for text in grid.texts(row).values()}
    return bool(keys & ANCHORS) and is_header(grid, row)


def _could_name(text: str) -> bool:
    """Headers are short words without long numbers."""
    return len(text) <= _LONGEST and not re.search(r"\d{5}", plain(text))


def _guessed(grid: Grid) -> Iterable[int]:
    """The first row that names a single known column, or the widest row of words alone."""
    for row in grid.rows:
        texts = list(grid.texts(row).values())
        if len(texts) == 1 and knows(texts[0]) and row < grid.last_row:
            return [row]
    widest = max((len(cells) for cells in grid.rows.values()), default=0)
    for row, cells in grid.rows.items():
        wordy = all(isinstance(value, str) for value in cells.values())
        if len(cells) == widest >= 3 and wordy and row < grid.last_row and _all_names(grid, row):
            return [row]
    return []


def _all_names(grid: Grid, row: int) -> bool:
    texts = [plain(text) for text in grid.texts(row).values()]
    return len(set(texts)) == len(texts) and all(map(_could_name, texts))


def _grown(grid: Grid, seed: int, floor: int) -> Band:
    """The band around a seed row: merges that cross it, parents above, sub-headers below."""
    top = bottom = seed
    while bottom - top < _DEEPEST:
        before = (top, bottom)
        top, bottom = _along_merges(grid, top, bottom)
        if top - 1 > floor and _is_parent_row(grid, top - 1, top):
            top -= 1
        if _is_sub_header(grid, bottom, bottom + 1):
            bottom += 1
        if (top, bottom) == before:
            break
    return _spanned(grid, max(top, floor + 1), bottom)


def _along_merges(grid: Grid, top: int, bottom: int) -> tuple[int, int]:
    areas = [
        grid.area(row, column)
        for row in (top, bottom)
        for column in range(1, grid.last_column + 1)
        if grid.shown(row, column)
    ]
    small = [area for area in areas if area[2] - area[0] < _DEEPEST]
    return min(top, *(a[0] for a in small), top), max(bottom, *(a[2] for a in small), bottom)


def _spanned(grid: Grid, top: int, bottom: int) -> Band:
    used = [
        column
        for row in range(top, bottom + 1)
        for column in range(1, grid.last_column + 1)
        if grid.shown(row, column)
    ]
    return Band(top, bottom, min(used, default=1), max(used, default=1))


def _is_parent_row(grid: Grid, row: int, below: int) -> bool:
    """Headings over several columns: each spans columns that the row below names."""
    texts = grid.texts(row)
    if not texts or any(map(_is_aside, texts.values())):
        return False
    if not all(_could_head(grid, row, column, below) for column in texts):
        return False
    if any(knows(text) and not grid.text(below, column) for column, text in texts.items()):
        return True
    spans = [grid.area(row, column) for column in texts]
    wide = [area for area in spans if area[3] > area[1]]
    width = len(grid.texts(below))
    if len(texts) == 1 and (not wide or wide[0][3] - wide[0][1] + 1 >= width):
        return any(map(knows_parent, texts.values())) and len(texts) < width
    if any(map(knows_parent, texts.values())):
        return True
    return len(wide) >= 2 and not any(_PLACE_OR_DATE.fullmatch(plain(t)) for t in texts.values())


def _could_head(grid: Grid, row: int, column: int, below: int) -> bool:
    """Whether a cell reaches over several columns, or is a header by itself."""
    _, left, _, right = grid.area(row, column)
    alone = right == left and bool(grid.text(row, column + 1))
    return not alone or not grid.text(below, column) or knows_parent(grid.text(row, column))


def _is_aside(text: str) -> bool:
    return bool(re.search(r"[:：]", text)) or len(text) > 30 or is_footer(text)


def _is_sub_header(grid: Grid, row: int, below: int) -> bool:
    """Words that stand only beneath headings which are no column of their own."""
    texts = grid.texts(below)
    if not texts or not all(isinstance(v, str) for v in grid.rows[below].values()):
        return False
    if any(len(t) > 20 or sum_reason(t) or _is_aside(t) for t in texts.values()):
        return False
    if all(map(is_column_number, texts.values())) or not all(map(_could_name, texts.values())):
        return False
    free = [column for column in texts if _is_free_above(grid, row, column, below)]
    known = sum(knows(text) for text in texts.values())
    return len(free) == len(texts) and (known > 0 or _parents_above(grid, row, free))


def _is_free_above(grid: Grid, row: int, column: int, below: int) -> bool:
    """Whether the cell above is blank or a heading over several columns."""
    own = grid.text(row, column)
    _, left, _, right = grid.area(row, column)
    heading = grid.shown(row, column)
    if not heading:
        return True
    if right > left:
        return not knows(heading) or knows_parent(heading) or knows(grid.text(below, column))
    return bool(own) and not grid.shown(row, column + 1) and (knows_parent(own) or not knows(own))


def _parents_above(grid: Grid, row: int, columns: list[int]) -> bool:
    spans = {grid.area(row, column) for column in columns if grid.shown(row, column)}
    return any(right > left for _, left, _, right in spans) and len(columns) >= 2

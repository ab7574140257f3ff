"""Finds the tables of a sheet: where headers stand, which columns belong together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from villagedesk.books.reading.bands import ANCHORS, Band, find_bands
from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.headers import header_word, key_of
from villagedesk.books.reading.sheet import column_letter
from villagedesk.books.reading.titles import tightened, title_rows

_HOUSEHOLD = {"household_no", "household_head", "household_size", "address", "group"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its number, its headers from top to bottom, its key if known."""

    number: int
    path: tuple[str, ...]
    key: str | None

    @property
    def header(self) -> str:
        return "/".join(self.path)

    @property
    def label(self) -> str:
        """What to call the column, even without a header."""
        return self.header or f"{column_letter(self.number)}列"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where one table stands: title rows, header rows, columns, and the last row it may reach."""

    above: tuple[int, ...]
    header: tuple[int, int]
    columns: tuple[Column, ...]
    last: int

    @property
    def keys(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns if column.key}


def find_frames(grid: Grid, known: Mapping[str, str]) -> list[Frame]:
    """The tables of a sheet from top to bottom, then from left to right."""
    bands = find_bands(grid)
    frames: list[Frame] = []
    for number, band in enumerate(bands):
        floor = bands[number - 1].bottom if number else 0
        above = title_rows(grid, floor, band.top)
        following = bands[number + 1].top - 1 if number + 1 < len(bands) else grid.last_row
        paths = header_paths(grid, band)
        found = [
            Frame(above, (band.top, band.bottom), columns, following)
            for columns in _blocks(grid, paths, (band.bottom + 1, following), known)
        ]
        frames = _continued(grid, frames, found)
    return _ended_before_titles(frames)


def _blocks(
    grid: Grid,
    paths: Mapping[int, tuple[str, ...]],
    body: tuple[int, int],
    known: Mapping[str, str],
) -> Iterator[tuple[Column, ...]]:
    """The columns of each table below one header; columns without a header go to their left."""
    groups = list(_side_by_side(grid, paths, body))
    used = {c for row in grid.rows if body[0] <= row <= body[1] for c in grid.rows[row]}
    for number, group in enumerate(groups):
        right = groups[number + 1][0] if number + 1 < len(groups) else grid.last_column + 1
        left = group[0] if number else 0
        nameless = (Column(c, (), None) for c in used - paths.keys() if left <= c < right)
        columns = (*_keyed({column: paths[column] for column in group}, known), *nameless)
        yield tuple(sorted(columns, key=lambda column: column.number))


def _continued(grid: Grid, frames: list[Frame], found: list[Frame]) -> list[Frame]:
    """Adds the tables of one more header; the same header again only goes on with its table."""
    latest = frames[-len(found) :]
    pairs = list(zip(latest, found, strict=False))
    again = len(pairs) == len(found) and all(
        new.columns == old.columns and _says(grid, new) in ([], _says(grid, old))
        for old, new in pairs
    )
    if not again:
        return frames + found
    return frames[: -len(found)] + [replace(old, last=new.last) for old, new in pairs]


def _says(grid: Grid, frame: Frame) -> list[str]:
    return [text for row in frame.above for text in grid.texts(row).values()]


def _ended_before_titles(frames: Sequence[Frame]) -> list[Frame]:
    """A table's rows end where the title of the next one begins."""
    tops = sorted({frame.above[0] if frame.above else frame.header[0] for frame in frames})
    return [
        replace(frame, last=min((top - 1 for top in tops if top > frame.header[1]), default=10**9))
        if any(frame.header[1] < top <= frame.last + 1 for top in tops)
        else frame
        for frame in frames
    ]


def header_paths(grid: Grid, band: Band) -> dict[int, tuple[str, ...]]:
    """Column → its headers from top to bottom; a parent reaches over the blanks to its right."""
    columns = range(band.left, band.right + 1)
    paths: dict[int, list[str]] = {column: [] for column in columns}
    for row in range(band.top, band.bottom + 1):
        parent = ""
        for column in columns:
            text = grid.shown(row, column)
            merged = (row, column) in grid.areas
            if text or merged or not _has_header_below(grid, band, row, column):
                parent = text
            elif row < band.bottom:
                text = parent
            text = tightened(text)
            if text and paths[column][-1:] != [text]:
                paths[column].append(text)
    return {column: tuple(path) for column, path in paths.items() if path}


def _has_header_below(grid: Grid, band: Band, row: int, column: int) -> bool:
    return any(grid.text(below, column) for below in range(row + 1, band.bottom + 1))


def _side_by_side(
    grid: Grid, paths: Mapping[int, tuple[str, ...]], body: tuple[int, int]
) -> Iterator[list[int]]:
    """Splits columns into tables: at an empty column, and where the same headers begin again."""
    for part in _parted(grid, paths, body):
        yield from _repeated(part, paths)


def _parted(
    grid: Grid, paths: Mapping[int, tuple[str, ...]], body: tuple[int, int]
) -> list[list[int]]:
    parts: list[list[int]] = []
    for column in paths:
        gap = bool(parts) and column - parts[-1][-1] > 1
        if not parts or (gap and _is_empty(grid, parts[-1][-1] + 1, body)):
            parts.append([])
        parts[-1].append(column)
    whole = all(_stands_alone(part, paths) for part in parts)
    return parts if whole else [[column for part in parts for column in part]]


def _is_empty(grid: Grid, column: int, body: tuple[int, int]) -> bool:
    rows = range(body[0], min(body[1], body[0] + 50) + 1)
    return not any(grid.text(row, column) for row in rows)


def _stands_alone(part: Sequence[int], paths: Mapping[int, tuple[str, ...]]) -> bool:
    keys = {key_of(paths[column], {}) for column in part}
    return len(part) > 1 and bool(keys & ANCHORS)


def _repeated(part: Sequence[int], paths: Mapping[int, tuple[str, ...]]) -> list[list[int]]:
    labels = [tuple(map(header_word, paths[column])) for column in part]
    starts = [number for number, label in enumerate(labels) if label == labels[0]]
    blocks = [labels[a:b] for a, b in pairwise([*starts, len(labels)])]
    shortest = min(map(len, blocks))
    same = all(block[:shortest] == blocks[0][:shortest] for block in blocks)
    if len(blocks) < 2 or shortest < 2 or not same:
        return [list(part)]
    return [list(part[a:b]) for a, b in pairwise([*starts, len(part)])]


def _keyed(paths: Mapping[int, tuple[str, ...]], known: Mapping[str, str]) -> tuple[Column, ...]:
    """Gives each key to one column; a second 备注 is `remark2`, other repeats stay unknown."""
    taken: set[str] = set()
    columns = []
    members = any("成员" in parent for path in paths.values() for parent in path[:-1])
    for number, path in paths.items():
        key = key_of(path, known)
        if members and any("户主" in parent for parent in path[:-1]):
            key = _of_household(key)
        if key == "remark" and key in taken:
            key = "remark2"
        if key in taken:
            key = None
        taken |= {key} if key else set()
        columns.append(Column(number, path, key))
    return _with_names(columns)


def _of_household(key: str | None) -> str | None:
    """What a heading 户主 beside one of 家庭成员 may name: the rows are the members."""
    if key == "name":
        return "household_head"
    return key if key in _HOUSEHOLD else None


def _with_names(columns: Sequence[Column]) -> tuple[Column, ...]:
    """A roster of party members only may call its names 党员姓名."""
    keys = {column.key for column in columns}
    if "party_member" not in keys or keys & {"name", "household_head", "group", "represents"}:
        return tuple(columns)
    return tuple(
        replace(column, key="name") if column.key == "party_member" else column
        for column in columns
    )

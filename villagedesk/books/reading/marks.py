"""Marks around cells that may change what a row means: comments, colours, lines through it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.layout import Frame
from villagedesk.books.reading.model import WHOLE_ROW, Row, Warning


def mark_warnings(grid: Grid, frame: Frame, records: Sequence[Row]) -> list[Row]:
    """The records with a warning for each mark; colours of most rows mean nothing."""
    usual = _usual_colours(grid, frame, records)
    return [
        replace(record, warnings=(*record.warnings, *found))
        if (found := tuple(_marks(grid, frame, record.row, usual)))
        else record
        for record in records
    ]


def _marks(grid: Grid, frame: Frame, row: int, usual: set[tuple[int, str]]) -> Iterator[Warning]:
    sheet = grid.sheet
    if row in sheet.hidden_rows:
        yield Warning(WHOLE_ROW, "hidden_row", "这一行被筛选或隐藏")
    used = [column.number for column in frame.columns if grid.value(row, column.number) is not None]
    struck = {number: "删除线" for number in used if (row, number) in sheet.struck}
    yield from _spread(frame, used, struck, "strikethrough", "有删除线，请确认是否删除")
    fills = {
        number: fill
        for number in used
        if (fill := sheet.fills.get((row, number))) and (number, fill) not in usual
    }
    yield from _spread(frame, used, fills, "fill_color", "底纹，含义请确认")
    for column in frame.columns:
        if comment := sheet.comments.get((row, column.number)):
            yield Warning(column.key or WHOLE_ROW, "comment", comment)


def _spread(
    frame: Frame, used: Sequence[int], marked: dict[int, str], code: str, *meaning: str
) -> Iterator[Warning]:
    """One warning for the row when most of its cells are marked, else one for each cell."""
    if marked and len(marked) * 2 > len(used):
        yield Warning(WHOLE_ROW, code, "整行" + _said(next(iter(marked.values())), *meaning))
        return
    for column in frame.columns:
        if column.number in marked:
            yield Warning(column.key or WHOLE_ROW, code, _said(marked[column.number], *meaning))


def _said(mark: str, meaning: str) -> str:
    return meaning if mark == "删除线" else f"{mark}{meaning}"


def _usual_colours(grid: Grid, frame: Frame, records: Sequence[Row]) -> set[tuple[int, str]]:
    """Column and colour pairs of more than a third of the rows: mere looks, such as stripes."""
    if not grid.sheet.fills:
        return set()
    counts = Counter(
        (column.number, fill)
        for record in records
        for column in frame.columns
        if (fill := grid.sheet.fills.get((record.row, column.number)))
    )
    return {pair for pair, count in counts.items() if count * 3 > len(records) and count > 2}

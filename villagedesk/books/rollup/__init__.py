"""The town's workbook of all its villages: cover, figures, charts, norms, and a sheet a ledger."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from villagedesk.books.book import Cancelled, Report, put_out, tab_names, ticker, workbook_in
from villagedesk.books.rollup.blocks import Block, Heading, block_of, write_blocks
from villagedesk.books.rollup.charts import Chart, Source, write_charts
from villagedesk.books.rollup.front import Front, FrontLine, write_front
from villagedesk.books.rollup.matrix import NormLine, write_matrix
from villagedesk.books.sheet import FIRST_ROW, SheetPage, Written, write_page
from villagedesk.books.styles import Styles

FRONT, FIGURES, CHARTS, MATRIX = "封面", "统计", "图表", "规范矩阵"


@dataclass(frozen=True)
class RollUp:
    """All that one roll-up says; `villages` are the names of those that handed in, each once.

    `pages` may be made one after the other while they are written: `titles` and `rows` tell
    beforehand what they are called and about how many rows they have. Each row begins with the
    name of its village. `checked` is how many norms were looked at.
    """

    front: Front
    lines: tuple[FrontLine, ...]
    villages: tuple[str, ...]
    blocks: tuple[Block, ...]
    charts: tuple[Chart, ...]
    norms: tuple[NormLine, ...]
    checked: int
    pages: Iterable[SheetPage]
    titles: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Cost:
    """What was written, rows by sheet title, and how long that and reading it back took."""

    rows: Mapping[str, int]
    writing: float
    verifying: float


def write_roll_up(
    book: RollUp,
    out: Path,
    *,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> Cost:
    """Writes, verifies and puts the roll-up at `out`, as `books.book.put_out` does."""
    tick = ticker(book.rows, report, cancelled)
    key = f"汇总{book.front.made_at:%Y%m%d%H%M%S}"
    rows: dict[str, int] = {}
    written_at = started = time.perf_counter()

    def write(file: BinaryIO) -> list[Written]:
        nonlocal written_at
        written = _write(book, file, tick)
        rows.update((sheet.title, sheet.rows) for sheet in written)
        written_at = time.perf_counter()
        return written

    put_out(out, key, write, tick)
    return Cost(rows, written_at - started, time.perf_counter() - written_at)


def _write(book: RollUp, file: BinaryIO, tick: Any) -> list[Written]:
    front = book.front
    with workbook_in(file) as workbook:
        title = f"{front.town}{front.period_words}村务台账汇总"
        workbook.set_properties({"title": title, "created": front.made_at})
        styles = Styles(workbook)
        own = {name: workbook.add_worksheet(name) for name in (FRONT, FIGURES, CHARTS, MATRIX)}
        names = tab_names(book.titles, tuple(own))
        counts: dict[str, Counter[str]] = {}
        written = []
        for page, name in zip(book.pages, names, strict=True):
            sheet = workbook.add_worksheet(name)
            written.append(_write_page(sheet, page, book, styles, tick))
            counts[page.title] = Counter(row[0] for row in page.rows)
        write_front(own[FRONT], front, book.lines, styles)
        blocks = (*book.blocks, _rows_block(book.villages, counts))
        _write_figures(workbook, own, book, blocks, styles)
    return written


def _write_page(sheet: Any, page: SheetPage, book: RollUp, styles: Styles, tick: Any) -> Written:
    heading = _heading(book, f"{page.title}汇总", f"共 {len(page.rows)} 条")
    written = write_page(sheet, page, styles, heading=heading, tick=tick)
    if page.rows:
        last = FIRST_ROW + len(page.rows) - 1
        sheet.autofilter(FIRST_ROW - 1, 0, last, len(page.fields))
    return written


def _write_figures(
    workbook: Any, own: Mapping[str, Any], book: RollUp, blocks: tuple[Block, ...], styles: Styles
) -> None:
    missing = f"没有报的不在内：{'、'.join(book.front.missing)}" if book.front.missing else ""
    shown = tuple(block for block in blocks if block.rows)
    heading = _heading(book, "村务台账统计", missing)
    placed = write_blocks(own[FIGURES], shown, styles, heading=heading)
    title = f"{book.front.town}{book.front.period_words}村务台账图表"
    write_charts(workbook, own[CHARTS], book.charts, styles, of=Source(FIGURES, placed, title))
    found = f"共查 {book.checked} 项规范，这里列出有问题的，格子里是几处；没有数的是没有发现问题"
    heading = _heading(book, "规范执行情况", found)
    write_matrix(own[MATRIX], book.villages, book.norms, styles, heading=heading)


def _heading(book: RollUp, what: str, more: str) -> tuple[str, str, str]:
    """Title, what it speaks of, and the day it was made."""
    front = book.front
    left = f"{front.town}　　{front.period_words}　　{len(book.villages)} 个村"
    left = f"{left}　　{more}" if more else left
    return f"{front.town}{what}", left, f"汇总日期：{front.made_at:%Y-%m-%d}"


def _rows_block(villages: Iterable[str], counts: Mapping[str, Counter[str]]) -> Block:
    rows = [
        (name, {Heading(title): found[name] for title, found in counts.items()})
        for name in villages
    ]
    return block_of("rows", "各表条数", rows)

"""通报: the draft table of which village stands how, as a sheet and as a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from villagedesk.books.book import put_out, ticker, workbook_in
from villagedesk.books.papers.paper import ROOMY, Closing, Lines, Paper, Passage
from villagedesk.books.papers.report import table
from villagedesk.books.papers.wording import spoken
from villagedesk.books.sheet import SheetPage, Written, write_page
from villagedesk.books.styles import Styles
from villagedesk.declare import Face
from villagedesk.kinds import Text, WholeNumber

Row = tuple[str | int | None, ...]

_FACES = (
    Face("村", Text(), 14, key="village"),
    Face("情况", Text(), 8, key="state"),
    Face("收到日期", Text(), 12, key="received_on"),
    Face("必改", WholeNumber(0), 8, key="errors"),
    Face("提醒", WholeNumber(0), 8, key="warnings"),
    Face("读不准", WholeNumber(0), 8, key="cells"),
    Face("备注", Text(2), 34, key="note"),
)
LABELS = tuple(face.label for face in _FACES)
"""The columns, village first."""
_NOTE = "“必改”“提醒”是按现行规定查出的条数，“读不准”是看不懂的格子数；没有报的村没有可数的。"


@dataclass(frozen=True)
class Circular:
    """What it says: the town, the period in words, one sentence in numbers, a row a village."""

    town: str
    period: str
    sentence: str
    day: date
    rows: Sequence[Row]

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.period}村务台账上报情况通报"


def write_circular(one: Circular, out: Path) -> None:
    """Writes it as a workbook at `out`, whole or not at all; raises UserError."""
    page = SheetPage("circular", "上报情况", _FACES, one.rows, hidden=())
    heading = (one.title, f"{one.town}　　{one.sentence}", f"{one.day:%Y-%m-%d}")
    tick = ticker(len(one.rows), None, None)

    def write(file: BinaryIO) -> list[Written]:
        with workbook_in(file) as workbook:
            workbook.set_properties({"title": one.title})
            sheet = workbook.add_worksheet(page.title)
            return [write_page(sheet, page, Styles(workbook), heading=heading, tick=tick)]

    put_out(out, f"通报{one.day:%Y%m%d}", write, tick)


def circular_paper(one: Circular) -> Paper:
    """Lays it ready for the printer."""
    widths = {face.label: face.width for face in _FACES}
    rows = [["" if value is None else str(value) for value in row] for row in one.rows]
    blocks = (
        Lines((one.sentence,)),
        table(widths, rows, left="备注"),
        Passage("说明", _NOTE),
        Closing((one.town, spoken(one.day.isoformat()))),
    )
    return Paper(one.title, blocks, margins=ROOMY)

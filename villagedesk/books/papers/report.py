"""The frame of every report to the town: who reports what time, the tables, who signs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from villagedesk.books.papers.paper import (
    ROOMY,
    Block,
    Column,
    Form,
    Paper,
    Passage,
    Signatures,
    Table,
)
from villagedesk.books.papers.wording import percent

SIGNING = ("填报人", "审核人", "填报日期")
ROW = 6.4
"""Millimetres of a row: the year's figures with every kind of quarrel stand on one page."""


@dataclass(frozen=True)
class Filing:
    """Who reports, and of which time in words: 2026年11月."""

    village: str
    time: str

    def head(self) -> Form:
        """填报单位 with its stamp, and 统计期间."""
        return Form(((("填报单位", f"{self.village}（盖章）"), ("统计期间", self.time)),))


def report(
    title: str,
    filing: Filing,
    blocks: Iterable[Block],
    *,
    notes: Sequence[str] = (),
    landscape: bool = False,
) -> Paper:
    """A report with its tables; the notes say how it was counted."""
    said = (Passage("说明", "\n".join(notes)),) if notes else ()
    blocks = (filing.head(), *blocks, *said, Signatures(SIGNING, date=False))
    return Paper(title, blocks, margins=ROOMY, landscape=landscape)


def table(widths: Mapping[str, float], rows: Iterable[Sequence[str]], *, left: str = "") -> Table:
    """A table of columns by their titles; `left` names those that begin at their left edge."""
    columns = tuple(
        Column(title, width, centred=title not in left.split()) for title, width in widths.items()
    )
    return Table(columns, tuple(map(tuple, rows)), row_height=ROW)


def share(part: int, whole: int) -> str:
    """3/4 = 75.0%, or a dash where there is nothing to divide by."""
    return f"{part}/{whole} = {percent(part, whole)}" if whole else "—"


def yuan(cents: int | None) -> str:
    """分 as 元, the small change only where there is some; "" where nobody wrote an amount."""
    if cents is None:
        return ""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"

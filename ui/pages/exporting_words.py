"""What the 报镇 page says of a workbook before it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ui.pages.found_rows import LEVELS
from villagedesk.desk import Desk, Found
from villagedesk.period import Period


@dataclass(frozen=True)
class Preview:
    """What a period's workbook would hold: rows by sheet, and what falls short."""

    period: Period
    name: str
    counts: Mapping[str, int]
    found: tuple[Found, ...]


def preview(desk: Desk, period: Period) -> Preview:
    """Gathers the workbook without writing it; runs on the desk's thread."""
    book = desk.gather(period)
    counts = {page.title: len(page.rows) for page in book.pages}
    return Preview(period, desk.export_name(period), counts, book.findings)


def sheet_words(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Each sheet with its rows; those without any together at the end."""
    for title, rows in counts.items():
        if rows:
            yield title, f"{rows} 行"
    empty = [title for title, rows in counts.items() if not rows]
    if empty:
        yield "没有内容的表", f"{len(empty)} 张"


def check_words(found: Sequence[Found]) -> Iterator[tuple[str, str, str]]:
    """Tag, tone and sentence for each level that is open, and for what has been explained."""
    for level, (word, tone) in LEVELS.items():
        unexplained = [one for one in found if one.level == level and not one.remark]
        if unexplained:
            yield word, tone, f"{len(unexplained)} 条还没有写说明，例如“{unexplained[0].message}”"
    explained = sum(bool(one.remark) for one in found)
    if explained:
        yield "已说明", "ok", f"{explained} 条写了说明，会一起报给镇里"
    if not found:
        yield "没有问题", "ok", "各项规定都已达到"

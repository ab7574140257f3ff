"""The first sheet of our workbook: whose it is, for when, how much it holds, what it lacks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.books.cells import clean_text
from villagedesk.books.sheet import SheetPage, set_up_print
from villagedesk.books.styles import LINE, Styles
from villagedesk.checks import Found
from villagedesk.declare import Level

LEVEL_WORDS = {Level.ERROR: "要改正", Level.WARNING: "要注意", Level.HINT: "提示"}

_WIDTHS = (16, 34, 16, 34)


@dataclass(frozen=True)
class Cover:
    """Who hands over what; `period` is its text, `profile` the digest of the county's rules.

    What norms ask of the village itself goes along: its population, and whether it is `mixed`.
    """

    code: str
    village: str
    town: str
    period: str
    period_words: str
    filled_on: date
    sequence: int
    exported_at: datetime
    store_id: str
    export_id: str
    profile: str = ""
    full_ids: bool = False
    county: str = ""
    population: int | None = None
    mixed: bool = False


def write_cover(
    sheet: Any,
    cover: Cover,
    styles: Styles,
    *,
    pages: Sequence[SheetPage],
    findings: Sequence[Found],
) -> None:
    """Names to fill in by hand stay empty; the counts are those of the sheets that follow."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_default_row(LINE + 6)
    set_up_print(sheet)
    sheet.set_row(0, 48)
    sheet.merge_range(0, 0, 0, 3, clean_text(f"{cover.village}村务台账"), styles["title"])
    row = _write_pairs(sheet, _pairs(cover), styles)
    row = _write_counts(sheet, row + 1, pages, styles)
    _write_self_check(sheet, row + 1, findings, styles)


def _pairs(cover: Cover) -> list[tuple[str, str | int | date]]:
    return [
        ("镇", cover.town),
        ("村", cover.village),
        ("村代码", cover.code),
        ("期间", cover.period_words),
        ("填报日期", cover.filled_on),
        ("第几次上报", cover.sequence),
        ("填报人", ""),
        ("审核人", ""),
        ("联系电话", ""),
        ("身份证号码", "完整号码" if cover.full_ids else "已隐去部分数字"),
    ]


def _write_pairs(sheet: Any, pairs: list[tuple[str, str | int | date]], styles: Styles) -> int:
    row = 1
    for place, (label, value) in enumerate(pairs):
        row, column = 1 + place // 2, place % 2 * 2
        sheet.set_row(row, 26)
        sheet.write_string(row, column, label, styles["head"])
        if isinstance(value, date):
            sheet.write_datetime(row, column + 1, value, styles["day"])
        elif isinstance(value, int):
            sheet.write_number(row, column + 1, value, styles["number"])
        elif value:
            sheet.write_string(row, column + 1, clean_text(value), styles["centred"])
        else:
            sheet.write_blank(row, column + 1, None, styles["centred"])
    return row + 1


def _write_counts(sheet: Any, row: int, pages: Sequence[SheetPage], styles: Styles) -> int:
    """The sheets two by two, so that the cover stays one page."""
    for column, label in enumerate(("表名", "条数") * 2):
        sheet.write_string(row, column, label, styles["head"])
    for place, page in enumerate(pages):
        at, column = row + 1 + place // 2, place % 2 * 2
        sheet.write_string(at, column, page.title, styles["centred"])
        sheet.write_number(at, column + 1, len(page.rows), styles["number"])
    if len(pages) % 2:
        for column in (2, 3):
            sheet.write_blank(row + 1 + len(pages) // 2, column, None, styles["centred"])
    return row + 1 + -(-len(pages) // 2)


def _write_self_check(sheet: Any, row: int, findings: Sequence[Found], styles: Styles) -> None:
    count = Counter(found.level for found in findings)
    found = "、".join(f"{words} {count[level]} 条" for level, words in LEVEL_WORDS.items())
    words = f"{found}，见“自查”" if findings else "没有发现问题"
    sheet.set_row(row, 26)
    sheet.write_string(row, 0, "自查结果", styles["head"])
    sheet.merge_range(row, 1, row, 3, words, styles["centred"])

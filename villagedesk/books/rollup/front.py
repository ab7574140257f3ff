"""The first sheet of a roll-up: who handed in and who did not, and how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.books.cells import clean_text
from villagedesk.books.sheet import set_up_print
from villagedesk.books.styles import LINE, Styles, lines_of

_WIDTHS = (16, 10, 18, 10, 10, 10, 10, 10, 30)
_HEADINGS = ("村", "情况", "收到时间", "第几次", "条数", "要改正", "要注意", "提示", "说明")


@dataclass(frozen=True)
class Front:
    """What a roll-up is of and when it was made; `missing` are names."""

    town: str
    period: str
    period_words: str
    made_at: datetime
    due: date | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class FrontLine:
    """One village: how it stands, and of what it handed in the rows and what falls short."""

    name: str
    state: str
    received_at: str = ""
    sequence: int | None = None
    rows: int | None = None
    findings: tuple[int, ...] = ()
    note: str = ""


def write_front(sheet: Any, front: Front, lines: Sequence[FrontLine], styles: Styles) -> None:
    """Names to sign with stay empty."""
    last = len(_WIDTHS) - 1
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_default_row(LINE + 6)
    set_up_print(sheet)
    sheet.set_row(0, 48)
    sheet.merge_range(0, 0, 0, last, clean_text(f"{front.town}村务台账汇总"), styles["title"])
    row = _write_pairs(sheet, _pairs(front, lines), styles)
    row = _write_missing(sheet, row, front.missing, styles)
    for place, label in enumerate(_HEADINGS):
        sheet.write_string(row + 1, place, label, styles["head"])
    sheet.repeat_rows(row + 1)
    for at, line in enumerate(lines, row + 2):
        _write_line(sheet, at, line, styles)
    _write_sums(sheet, row + 2 + len(lines), lines, styles)


def _pairs(front: Front, lines: Sequence[FrontLine]) -> list[tuple[str, str]]:
    states = [line.state for line in lines]
    told = {state: states.count(state) for state in dict.fromkeys(states)}
    return [
        ("镇", front.town),
        ("期间", front.period_words),
        ("应报", f"{len(lines)} 个村"),
        ("情况", "、".join(f"{state} {count} 个" for state, count in told.items())),
        ("截止日期", front.due.isoformat() if front.due else "没有定"),
        ("汇总时间", f"{front.made_at:%Y-%m-%d %H:%M}"),
        ("汇总人", ""),
        ("审核人", ""),
    ]


def _write_pairs(sheet: Any, pairs: Sequence[tuple[str, str]], styles: Styles) -> int:
    """Two pairs a row, the words over several columns."""
    spans = ((0, 1, 3), (4, 5, 8))
    row = 1
    for place, (label, words) in enumerate(pairs):
        row, (head, first, last) = 1 + place // 2, spans[place % 2]
        sheet.set_row(row, 26)
        sheet.write_string(row, head, label, styles["head"])
        sheet.merge_range(row, first, row, last, clean_text(words), styles["centred"])
    return row + 1


def _write_missing(sheet: Any, row: int, missing: Sequence[str], styles: Styles) -> int:
    words = "、".join(missing) or "没有，都报了"
    room = sum(_WIDTHS[1:]) - 2
    sheet.set_row(row, max(lines_of(words, room) * LINE + 8, 26))
    sheet.write_string(row, 0, "未报的村", styles["head"])
    sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, clean_text(words), styles["left"])
    return row + 1


def _write_line(sheet: Any, row: int, line: FrontLine, styles: Styles) -> None:
    words = (line.name, line.state, line.received_at)
    for place, text in enumerate(words):
        _write(sheet, row, place, clean_text(text) or None, styles["centred"])
    figures = (line.sequence, line.rows, *(line.findings or (None,) * 3))
    for place, number in enumerate(figures, len(words)):
        _write(sheet, row, place, number, styles["number"])
    _write(sheet, row, len(_WIDTHS) - 1, clean_text(line.note) or None, styles["left"])
    lines = lines_of(line.note, _WIDTHS[-1] - 2)
    if lines > 1:
        sheet.set_row(row, lines * LINE + 6)


def _write_sums(sheet: Any, row: int, lines: Sequence[FrontLine], styles: Styles) -> None:
    levels = [line.findings or (0, 0, 0) for line in lines]
    sums = (sum(line.rows or 0 for line in lines), *map(sum, zip(*levels, strict=True)))
    sheet.write_string(row, 0, "合计", styles["head"])
    for place in (1, 2, 3, len(_WIDTHS) - 1):
        sheet.write_blank(row, place, None, styles["sum_number"])
    for place, number in enumerate(sums, 4):
        sheet.write_number(row, place, number, styles["sum_number"])


def _write(sheet: Any, row: int, place: int, value: str | int | None, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, value, look)

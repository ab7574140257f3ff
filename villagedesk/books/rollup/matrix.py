"""The norms beside the villages: how often each of them finds something in each village."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.books.cells import clean_text
from villagedesk.books.sheet import set_up_print
from villagedesk.books.styles import LINE, Styles, lines_of, units

_WIDTHS = (8, 12, 46, 7)
_HEADINGS = ("级别", "台账", "规范", "合计")
_TALLEST = 12  # characters of a village's name that stand on end

_LONGEST = 40  # characters of a rule that are still a title


@dataclass(frozen=True)
class NormLine:
    """A norm at one level, and how often it finds something, by village name in order."""

    level: str
    ledger: str
    title: str
    counts: tuple[int, ...]


def short_title(rule: str) -> str:
    """The first of what a rule says, up to where it goes on to something else."""
    first = re.split(r"[；。]", rule.strip(), maxsplit=1)[0]
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"


def write_matrix(
    sheet: Any,
    villages: Sequence[str],
    lines: Sequence[NormLine],
    styles: Styles,
    *,
    heading: tuple[str, str, str],
) -> None:
    """A row for each norm that finds something, a column for each village; none is left blank."""
    first, last = len(_WIDTHS), len(_WIDTHS) + len(villages) - 1
    _lay_out(sheet, villages, heading, styles)
    for row, line in enumerate(lines, 3):
        title = clean_text(line.title)
        sheet.write_string(row, 0, line.level, styles["centred"])
        sheet.write_string(row, 1, line.ledger, styles["centred"])
        sheet.write_string(row, 2, title, styles["left"])
        sheet.set_row(row, lines_of(title, _WIDTHS[2] - 3) * LINE + 6)
        sheet.write_number(row, 3, sum(line.counts), styles["sum_number"])
        for place, count in enumerate(line.counts, first):
            if count:
                sheet.write_number(row, place, count, styles["number"])
            else:
                sheet.write_blank(row, place, None, styles["number"])
    end = 3 + len(lines)
    sheet.merge_range(end, 0, end, 2, "合计", styles["head"])
    sums = [sum(column) for column in zip(*(line.counts for line in lines), strict=True)]
    sums = sums or [0] * len(villages)
    for place, number in enumerate((sum(sums), *sums), first - 1):
        sheet.write_number(end, place, number, styles["sum_number"])
    sheet.print_area(0, 0, end, max(last, first))


def counted(
    found: Sequence[tuple[str, str, str]], villages: Sequence[str]
) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """From (norm, level, village code) of each finding, the counts by norm and level."""
    every = Counter(found)
    keys = dict.fromkeys((norm, level) for norm, level, _ in found)
    return {key: tuple(every[(*key, code)] for code in villages) for key in keys}


def _lay_out(
    sheet: Any, villages: Sequence[str], heading: tuple[str, str, str], styles: Styles
) -> None:
    title, left, right = heading
    first = len(_WIDTHS)
    last = max(first + len(villages) - 1, first)
    standing = sum(units(name) + 2 for name in villages) > 96
    width = 4.6 if standing else max((units(name) + 2 for name in villages), default=8)
    for place, own in enumerate(_WIDTHS):
        sheet.set_column(place, place, own)
    sheet.set_column(first, last, width)
    set_up_print(sheet)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, clean_text(title), styles["title"])
    sheet.write_string(1, 0, clean_text(left), styles["line"])
    sheet.write_string(1, last, right, styles["line_right"])
    tallest = min(max(map(len, villages), default=0), _TALLEST)
    sheet.set_row(2, tallest * LINE + 8 if standing else LINE + 10)
    for place, label in enumerate(_HEADINGS):
        sheet.write_string(2, place, label, styles["head"])
    look = styles["head_on_end" if standing else "head"]
    for place, name in enumerate(villages, first):
        sheet.write_string(2, place, clean_text(name), look)
    sheet.freeze_panes(3, first)
    sheet.repeat_rows(2)

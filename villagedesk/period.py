"""A reporting period: a year, a quarter or a month."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from villagedesk.errors import UserError


@dataclass(frozen=True)
class Period:
    """A span of days that a workbook speaks of; `text` is `2026`, `2026Q3` or `2026-09`."""

    text: str
    start: date
    end: date

    @property
    def words(self) -> str:
        """The period as it stands on a cover: 2026年第三季度."""
        year = f"{self.start.year}年"
        if "Q" in self.text:
            return f"{year}第{'一二三四'[int(self.text[-1]) - 1]}季度"
        return f"{year}{self.start.month}月" if "-" in self.text else f"{year}度"


def parse_period(text: str) -> Period:
    """`2026Q3`, `2026-09` or `2026`; raises UserError for anything else."""
    found = re.fullmatch(r"([1-9][0-9]{3})(?:Q([1-4])|-(0[1-9]|1[0-2]))?", text.strip().upper())
    if not found:
        raise UserError(f"“{text}”不是期间，应写成 2026、2026Q3 或 2026-09")
    year = int(found[1])
    if found[2]:
        last = int(found[2]) * 3
        return Period(found[0], date(year, last - 2, 1), _month_end(year, last))
    if found[3]:
        return Period(found[0], date(year, int(found[3]), 1), _month_end(year, int(found[3])))
    return Period(found[0], date(year, 1, 1), date(year, 12, 31))


def quarter_of(on: date) -> Period:
    """The quarter a day lies in."""
    return parse_period(f"{on.year}Q{(on.month + 2) // 3}")


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])

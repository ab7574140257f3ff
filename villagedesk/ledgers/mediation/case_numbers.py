"""案号: the year and the running number in it, however they are written."""

import re
import unicodedata
from dataclasses import dataclass

from villagedesk.kinds import first_day

_FIRST_YEAR, _LAST_YEAR = 1980, 2100
_RUN_TOGETHER = range(5, 8)
"""Digits of a year with its running number behind it: 2026003."""


@dataclass(frozen=True, order=True)
class CaseNumber:
    """A year, its running number, and what stands behind that (2026-05-003, 2026-12-1)."""

    year: int
    number: int
    rest: tuple[int, ...] = ()


def read_case_number(text: str, accepted_on: str) -> CaseNumber | None:
    """`2026-003`, `（2026）人调字第3号` or `第3号`, which takes its year from the acceptance.

    None where no running number can be told.
    """
    groups = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    at = next((place for place, digits in enumerate(groups) if _is_year(digits)), None)
    if at is not None:
        others = [*groups[at + 1 :], *groups[:at]]
        return _made(int(groups[at]), others)
    first = groups[0] if groups else ""
    if len(first) in _RUN_TOGETHER and _is_year(first[:4]):
        return _made(int(first[:4]), [first[4:], *groups[1:]])
    if any(len(digits) > len("9999") for digits in groups):
        return None
    return _made(first_day(accepted_on).year, groups)


def _is_year(digits: str) -> bool:
    return len(digits) == len("2026") and _FIRST_YEAR <= int(digits) <= _LAST_YEAR


def _made(year: int, digits: list[str]) -> CaseNumber | None:
    if not digits:
        return None
    first, *rest = map(int, digits)
    return CaseNumber(year, first, tuple(rest))

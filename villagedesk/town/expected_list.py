"""The town's list of villages and due days, read from whatever sheet the town keeps them in."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from villagedesk.books.reading.book import open_workbook
from villagedesk.books.reading.sheet import Sheet, Value
from villagedesk.books.reading.worker import bytes_of
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Day
from villagedesk.period import Period, parse_period
from villagedesk.town.expected import Expected

_CODE = ("代码", "编码", "区划")
_NAME = ("村名", "行政村", "村（社区）", "村(社区)", "单位", "村")
_CONTACT = ("联系人", "文书", "填报人", "负责人")
_PHONE = ("电话", "手机")
_PERIOD, _DUE = ("期间", "报告期"), ("截止", "报送日期", "上报日期")
_HEADER_WITHIN = 10  # rows in which the header is looked for


class ExpectedList(NamedTuple):
    """What the town's own sheet says."""

    villages: tuple[Expected, ...]
    due: tuple[tuple[Period, dt.date], ...]


def read_expected(path: Path) -> ExpectedList:
    """Every village and every due day of a workbook.

    Raises UserError where there is no list with a column of codes and one of names, and for a
    code or a day that is none, or a code that stands there twice.
    """
    sheets = [sheet for sheet in open_workbook(bytes_of(path), path.stem).sheets if sheet.visible]
    villages = tuple(one for sheet in sheets for one in _villages(sheet))
    if not villages:
        raise UserError("表里没有找到村名单，要有“村代码”（12 位）和“村名”两栏")
    codes = [one.code for one in villages]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise UserError(f"村名单里有重复的代码：{'、'.join(twice)}，请核对")
    return ExpectedList(villages, tuple(one for sheet in sheets for one in _due_days(sheet)))


def _villages(sheet: Sheet) -> Iterator[Expected]:
    for number, said in _lines(sheet, (_CODE, _NAME), (_CONTACT, _PHONE)):
        code, name = re.sub(r"\s", "", said[_CODE]), said[_NAME]
        if not code and (not name or name.startswith(("合计", "填报人"))):
            continue
        if not re.fullmatch(r"\d{12}", code) or not name:
            raise UserError(
                f"“{sheet.name}”第 {number} 行：村代码应是 12 位数字，村名不能空，"
                f"现在是“{code}”“{name}”"
            )
        yield Expected(code, name, said.get(_CONTACT, ""), said.get(_PHONE, ""))


def _due_days(sheet: Sheet) -> Iterator[tuple[Period, dt.date]]:
    for number, said in _lines(sheet, (_PERIOD, _DUE)):
        period, day = said[_PERIOD], said[_DUE]
        if not period or not day:
            continue
        try:
            yield parse_period(period), dt.date.fromisoformat(Day().parse(day))
        except (Refused, ValueError) as error:
            where = f"“{sheet.name}”第 {number} 行"
            said_so = f"{where}的截止日期“{day}”看不懂，应写到日，如 2026-10-10"
            raise UserError(said_so) from error


Words = tuple[str, ...]


def _lines(
    sheet: Sheet, must: Sequence[Words], may: Sequence[Words] = ()
) -> Iterator[tuple[int, Mapping[Words, str]]]:
    """The rows below the first one that has every column that must be there, as text."""
    columns: dict[Words, int] = {}
    for number, row in sorted(sheet.rows.items()):
        if columns:
            yield number, {words: _text(row.get(place)) for words, place in columns.items()}
        elif number <= _HEADER_WITHIN:
            found = {words: _column(row, words) for words in (*must, *may)}
            if all(found[words] for words in must):
                columns = {words: place for words, place in found.items() if place}


def _column(row: Mapping[int, Value], words: Words) -> int:
    """The column whose header has one of the words, the more telling word first; 0 for none."""
    headers = {place: _text(value) for place, value in row.items()}
    taken = () if words is _CODE else _CODE
    fits = (
        place
        for word in words
        for place, header in headers.items()
        if word in header and not any(other in header for other in taken)
    )
    return next(fits, 0)


def _text(value: Value | None) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()

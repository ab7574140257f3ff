"""The town's list of villages and due days, read from whatever sheet the town keeps them in."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from villagedesk.books.reading import ReadBook, Row, Table
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Day
from villagedesk.period import Period, parse_period
from villagedesk.town.expected import Expected

_CODE = ("代码", "编码", "区划")
_NAME = ("村名", "行政村", "村（社区）", "村(社区)", "村", "单位")
_CONTACT = ("联系人", "文书", "填报人", "负责人")
_PHONE = ("电话", "手机")
_PERIOD, _DUE = ("期间", "报告期"), ("截止", "报送日期", "上报日期")


def villages_in(book: ReadBook) -> tuple[Expected, ...]:
    """Every village of every table with a column of codes and one of names.

    Raises UserError where there is no such table, or a code is wrong or stands there twice.
    """
    found = tuple(one for table in book.tables for one in _villages(table))
    if not found:
        raise UserError("表里没有找到村名单，要有“村代码”（12 位）和“村名”两栏")
    codes = [one.code for one in found]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise UserError(f"村名单里有重复的代码：{'、'.join(twice)}，请核对")
    return found


def due_days_in(book: ReadBook) -> tuple[tuple[Period, date], ...]:
    """Every line with a period and the day it is due; raises UserError for one not understood."""
    return tuple(one for table in book.tables for one in _due_days(table))


def _villages(table: Table) -> Iterator[Expected]:
    code_at, name_at = _header(table, _CODE), _header(table, _NAME, but=_CODE)
    contact_at, phone_at = _header(table, _CONTACT), _header(table, _PHONE)
    if not code_at or not name_at:
        return
    for row in table.records:
        cells = _cells(table, row)
        code, name = _code(cells.get(code_at, "")), cells.get(name_at, "").strip()
        if not code and not name:
            continue
        if not re.fullmatch(r"\d{12}", code) or not name:
            raise UserError(
                f"“{table.sheet}”第 {row.row} 行：村代码应是 12 位数字，村名不能空，"
                f"现在是“{code}”“{name}”"
            )
        yield Expected(
            code, name, cells.get(contact_at, "").strip(), cells.get(phone_at, "").strip()
        )


def _due_days(table: Table) -> Iterator[tuple[Period, date]]:
    period_at, due_at = _header(table, _PERIOD), _header(table, _DUE)
    if not period_at or not due_at:
        return
    for row in table.records:
        cells = _cells(table, row)
        period, day = cells.get(period_at, ""), cells.get(due_at, "")
        if not period or not day:
            continue
        try:
            yield parse_period(period), date.fromisoformat(Day().parse(day))
        except (Refused, ValueError) as error:
            said = f"“{table.sheet}”第 {row.row} 行的截止日期“{day}”看不懂，应写到日，如 2026-10-10"
            raise UserError(said) from error


def _header(table: Table, words: tuple[str, ...], *, but: tuple[str, ...] = ()) -> str:
    """The first header with one of the words, the more telling word first; "" where none has."""
    headers = [header for header, _ in table.columns.values()]
    return next(
        (h for word in words for h in headers if word in h and not any(no in h for no in but)), ""
    )


def _cells(table: Table, row: Row) -> Mapping[str, str]:
    """What a row says under each header."""
    said: dict[str, str] = dict(row.extra)
    for header, key in table.columns.values():
        if key and row.values.get(key) is not None:
            said[header] = str(row.values[key])
    return said


def _code(text: str) -> str:
    """The digits of a code, also where Excel made a number of it."""
    return re.sub(r"\.0$|\s", "", text)

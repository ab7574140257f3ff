"""Kinds whose value is a number, or a yes or no."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, fold, plain, words_of

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,18})?")
_UNIT = re.compile(r"(?<=\d)[人户名个次岁件期天届位条处项期票组场]$")
_MONEY = re.compile(r"(?:人民币|RMB|[¥$])?(?P<number>[^万亿元圆块]+)(?P<times>[万亿]?)[元圆块]?整?")
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_LARGEST = 10**15  # as far as a cell's double keeps every 分

_YES = frozenset(fold("是√✓✔☑■对有已y真vt1")) | {"yes", "true", "已有", "是的", "享受", "已完成"}
_NO = frozenset(fold("否×✗✘✕☐□错无未n假xf0")) | {"no", "false", "没有", "不是", "未完成"}


@dataclass(frozen=True)
class WholeNumber(Kind):
    """A count, within the bounds where they are given."""

    least: int | None = None
    most: int | None = None

    def parse(self, raw: object) -> int:
        number = _decimal(_UNIT.sub("", _digits(raw)))
        if number != number.to_integral_value():
            raise Refused(f"“{_brief(raw)}”不是整数，请去掉小数。", "number_invalid")
        return self._bounded(int(number))

    def show(self, value: int | None) -> str:
        return "" if value is None else str(value)

    def _bounded(self, number: int) -> int:
        if self.least is not None and number < self.least:
            raise Refused(f"{number} 太小，至少是 {self.least}。", "number_invalid")
        if self.most is not None and number > self.most:
            raise Refused(f"{number} 太大，最多是 {self.most}。", "number_invalid")
        return number


@dataclass(frozen=True)
class Money(Kind):
    """An amount in 分, read and shown in 元."""

    def parse(self, raw: object) -> int:
        match = _MONEY.fullmatch(_digits(raw))
        if not match:
            raise Refused(f"“{_brief(raw)}”不是金额，应写成 38600 或 38,600.00。", "number_invalid")
        cents = _decimal(match["number"]) * 100 * _TIMES[match["times"]]
        if cents != cents.to_integral_value():
            raise Refused(f"“{_brief(raw)}”不足一分，金额最多写两位小数。", "number_invalid")
        if abs(cents) >= _LARGEST:
            raise Refused(f"“{_brief(raw)}”太大，请检查是不是多写了零。", "number_invalid")
        return int(cents)

    def show(self, value: int | None) -> str:
        if value is None:
            return ""
        yuan, cents = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}{yuan:,}.{cents:02}"


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no, however it was ticked."""

    def parse(self, raw: object) -> bool:
        if isinstance(raw, bool):
            return raw
        word = fold(words_of(raw))
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise Refused(f"“{_brief(raw)}”看不出是“是”还是“否”，请写“是”或“否”。", "yes_no_invalid")

    def show(self, value: bool | None) -> str:
        return "" if value is None else "是" if value else "否"


def _digits(raw: object) -> str:
    if isinstance(raw, bool):
        raise Refused("这里要写数字。", "number_invalid")
    if isinstance(raw, float) and math.isfinite(raw) and abs(raw) < _LARGEST:
        return format(Decimal(f"{raw:.15g}"), "f")  # the digits that Excel itself keeps
    return plain(words_of(raw)).replace("−", "-").removesuffix("整")


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise Refused(f"“{_brief(text)}”不是数字，请只写数字。", "number_invalid")
    return Decimal(text.replace(",", ""))


def _brief(raw: object) -> str:
    text = " ".join(str(raw).split())
    return text if len(text) <= 30 else f"{text[:30]}…"

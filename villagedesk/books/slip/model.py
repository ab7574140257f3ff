"""What a return slip says, and how its hidden sheet says it to programs."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from villagedesk.books.reading.sheet import Sheet
from villagedesk.errors import UserError

FORMAT = 1
"""Version of the hidden sheet; a reader refuses a higher one."""


@dataclass(frozen=True)
class Item:
    """One doubtful place: where it is in the workbook, what is wrong, by which rule.

    Without a sheet it is about no single cell. `norm`, `uid` and `event` are those of the finding,
    empty for a cell that could not be read; `remark` is the village's own word, `said` the town's.
    """

    message: str
    level: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    subject: str = ""
    rule: str = ""
    source: str = ""
    remark: str = ""
    said: str = ""
    roll: str = ""
    uid: str = ""
    norm: str = ""
    event: str = ""

    @property
    def place(self) -> str:
        """Where it is, as a person looks for it."""
        if self.row is None:
            return ""
        return f"{self.column}{self.row}" if self.column else f"第 {self.row} 行"


@dataclass(frozen=True)
class Slip:
    """What a town gives back to one village; `sequence` and `export_id` name the workbook."""

    town: str
    code: str
    village: str
    period: str
    sequence: int
    export_id: str
    day: date
    items: tuple[Item, ...]
    words: str = ""

    @property
    def by_hand(self) -> bool:
        """It is of a roster that was filled by hand, which has no number."""
        return not self.sequence

    @property
    def handed_in(self) -> str:
        """Which time the village handed in."""
        return "手填的表" if self.by_hand else f"第 {self.sequence} 次上报"


def as_lines(slip: Slip) -> list[str]:
    """The hidden sheet, a line for the slip and one for each item."""
    about: dict[str, Any] = {one.name: getattr(slip, one.name) for one in fields(Slip)}
    about |= {"format": FORMAT, "day": slip.day.isoformat(), "items": len(slip.items)}
    return [json.dumps(line, ensure_ascii=False) for line in (about, *map(asdict, slip.items))]


def slip_of(sheet: Sheet) -> Slip:
    """The slip that the hidden sheet tells; raises UserError as `from_lines` does."""
    return from_lines(str(sheet.rows[number].get(1, "")) for number in sorted(sheet.rows))


def from_lines(lines: Iterable[str]) -> Slip:
    """The slip again; raises UserError where a hand or a newer program wrote the lines."""
    try:
        about, *items = (json.loads(line) for line in lines)
        if about["format"] > FORMAT:
            raise UserError("这份退回单是更新版本的程序做的，请先升级本程序再打开")
        known = {one.name: about[one.name] for one in fields(Slip)}
        day = date.fromisoformat(about["day"])
        slip = Slip(**known | {"day": day, "items": tuple(map(_item, items))})
        whole = len(items) == about["items"]
    except (ValueError, TypeError, KeyError, AttributeError):
        whole = False
    if not whole:
        raise UserError("这份退回单里给程序看的那部分坏了，请照“退回单”那张表逐条改")
    return slip


def _item(line: dict[str, Any]) -> Item:
    item = Item(**{one.name: line[one.name] for one in fields(Item)})
    words = (value for key, value in asdict(item).items() if key != "row")
    if not all(isinstance(value, str) for value in words):
        raise TypeError
    return item

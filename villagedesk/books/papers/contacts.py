"""The list a member takes along to the households he looks after."""

from collections.abc import Sequence
from dataclasses import dataclass

from villagedesk.books.papers.paper import ROOMY, Column, Form, Paper, Table
from villagedesk.books.papers.wording import spoken
from villagedesk.kinds import When, mask_phone

_COLUMNS = (
    Column("户编号", 17),
    Column("户主", 21),
    Column("住址", 40, centred=False),
    Column("电话", 27),
    Column("上次走访", 30),
    Column("走访日期", 23),
    Column("受访人", 20),
    Column("了解到的情况、反映的问题", 83),
)
_LOW, _HIGH, _ROOM = 9.0, 14.0, 144.0
"""How high a row may be, and the room of a page for all of them, in millimetres."""


@dataclass(frozen=True)
class Door:
    """A household on the list; the telephone is shown only as far as it tells whose it is."""

    number: str
    head: str
    address: str = ""
    phone: str = ""
    visited: When = ""


def visit_list(village: str, member: str, doors: Sequence[Door], *, day: When) -> Paper:
    """走访名单 of one member on that day; why a household is visited often stands nowhere on it."""
    head = Form(
        ((("联系党员", member), ("联系户数", f"{len(doors)} 户"), ("打印日期", spoken(day))),)
    )
    rows = tuple((*_known(one), "", "", "") for one in doors)
    height = max(_LOW, min(_HIGH, _ROOM / (len(rows) + 1)))
    table = Table(_COLUMNS, rows, row_height=height)
    return Paper(f"{village}党员联系户走访名单", (head, table), margins=ROOMY, landscape=True)


def _known(door: Door) -> tuple[str, ...]:
    phone = mask_phone(door.phone) if door.phone else ""
    return door.number, door.head, door.address, phone, spoken(door.visited)

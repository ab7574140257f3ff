"""The ledgers in the order of the navigation, and the words they are spoken of with."""

from villagedesk.declare import Ledger, Roll
from villagedesk.ledgers import (
    committees,
    contacts,
    decisions,
    households,
    mediation,
    meetings,
    party,
    reserve,
    residents,
)

LEDGERS: tuple[Ledger, ...] = (
    committees.LEDGER,
    reserve.LEDGER,
    meetings.LEDGER,
    decisions.LEDGER,
    contacts.LEDGER,
    mediation.LEDGER,
    residents.LEDGER,
    households.LEDGER,
    party.LEDGER,
)

GLOSSARY = {
    "committees": "村“两委”",
    "seat": "任职",
    "representative": "村民代表",
    "term": "届次",
    "reserve": "后备干部",
    "meetings": "三会一课",
    "attendance": "签到",
    "decisions": "四议两公开",
    "contacts": "党员联系户",
    "visit": "走访",
    "mediation": "乡贤调解",
    "sage": "乡贤",
    "household": "户",
    "group": "村民小组",
    "finding": "提醒",
    "norm": "规范",
    "draft": "未完成",
}


def rolls() -> tuple[Roll, ...]:
    """Every roll of every ledger, parts after the roll they belong to."""
    return tuple(roll for ledger in LEDGERS for top in ledger.rolls for roll in (top, *top.parts))


def ledger_of(roll: Roll) -> Ledger:
    """The ledger a roll, or the roll of a part, belongs to."""
    return next(
        ledger for ledger in LEDGERS if any(roll in (top, *top.parts) for top in ledger.rolls)
    )

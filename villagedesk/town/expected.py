"""Which villages a town expects workbooks of, by when, and whose are missing or late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from villagedesk.store.migrations import alone
from villagedesk.store.records import table_of
from villagedesk.town.parcels import DueDay, ExpectedVillage, Parcel


@dataclass(frozen=True)
class Expected:
    """A village of the town's list, and whom to call there."""

    code: str
    name: str
    contact: str = ""
    phone: str = ""


def expected(connection: Connection) -> tuple[Expected, ...]:
    """The villages in the order of the town's own list."""
    own = table_of(ExpectedVillage)
    rows = connection.execute(select(own).order_by(own.c.place, own.c.code))
    return tuple(Expected(row.code, row.name, row.contact, row.phone) for row in rows)


def set_expected(connection: Connection, villages: Sequence[Expected]) -> None:
    """Replaces the town's list."""
    own = table_of(ExpectedVillage)
    alone(connection)
    connection.execute(delete(own))
    lines = [
        {
            "code": one.code,
            "name": one.name,
            "place": place,
            "contact": one.contact,
            "phone": one.phone,
        }
        for place, one in enumerate(villages)
    ]
    if lines:
        connection.execute(insert(own), lines)


def due_day(connection: Connection, period: str) -> date | None:
    """The day by which a period's workbooks are to be there, if the town set one."""
    own = table_of(DueDay)
    day = connection.execute(select(own.c.day).where(own.c.period == period)).scalar()
    return date.fromisoformat(day) if day else None


def set_due_day(connection: Connection, period: str, day: date | None) -> None:
    """Sets the day a period is due, or takes it away."""
    own = table_of(DueDay)
    alone(connection)
    connection.execute(delete(own).where(own.c.period == period))
    if day:
        connection.execute(insert(own).values(period=period, day=day.isoformat()))


def missing(connection: Connection, period: str) -> tuple[Expected, ...]:
    """The expected villages without a workbook that counts for the period."""
    own = table_of(Parcel)
    query = select(own.c.village).where(own.c.period == period, own.c.standing)
    there = set(connection.execute(query).scalars())
    return tuple(one for one in expected(connection) if one.code not in there)

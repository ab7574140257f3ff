"""Ledgers and their rolls: which table is one grid, one form and one sheet."""

from dataclasses import dataclass
from typing import Any

from villagedesk.declare.fields import Record, table_name
from villagedesk.declare.judging import Norm


@dataclass(frozen=True)
class Roll:
    """One table of a ledger: one grid, one form, one sheet.

    `dated` is the day that puts a row into a period; without it the roll is a register.
    `parts` are child tables, one level deep; `order` sorts the grid until the clerk sorts it anew.
    """

    title: str
    record: type[Record]
    grid: tuple[Any, ...]
    form: tuple[tuple[str, tuple[Any, ...]], ...]
    search: tuple[Any, ...]
    sheet: tuple[Any, ...]
    filters: tuple[Any, ...] = ()
    parts: "tuple[Roll, ...]" = ()
    order: tuple[Any, ...] = ()
    dated: Any = None

    @property
    def key(self) -> str:
        """The table's name, as in `show STORE committees.seat`."""
        return table_name(self.record)

    @property
    def table(self) -> Any:
        """The SQLAlchemy table behind the record."""
        return self.record.__table__  # type: ignore[attr-defined]  # SQLModel sets it


@dataclass(frozen=True)
class Ledger:
    """A kind of record keeping: its rolls, and the norms they are held against."""

    key: str
    title: str
    shelf: str
    rolls: tuple[Roll, ...]
    norms: tuple[Norm, ...] = ()

"""The store as it stood at the end of a past day, open to the same queries and norms."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert, select
from sqlmodel import SQLModel

from villagedesk.declare import Record
from villagedesk.ledgers import rolls
from villagedesk.people import Attachment, Remark, Setting, Tie, Village
from villagedesk.store import history
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of


@contextmanager
def past(connection: Connection, day: date, *, village: str) -> Iterator[Connection]:
    """A copy in memory of a village's registers with the changes since that day taken back.

    Dated records, remarks and settings are copied as they are now, with what ties them together
    and what is attached: an event belongs to its own day, however late it was written down, and a
    remark is said when the workbook is made.
    """
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as memory:
            kinds: tuple[type[SQLModel], ...] = (Village, Setting, *record_types().values())
            SQLModel.metadata.create_all(memory, tables=[table_of(kind) for kind in kinds])
            for kind in kinds:
                _copy(connection, memory, kind, day=day, village=village)
            memory.commit()
            yield memory
    finally:
        engine.dispose()


def _copy(
    connection: Connection, memory: Connection, kind: type[SQLModel], *, day: date, village: str
) -> None:
    table = table_of(kind)
    own = (table.c.village == village,) if issubclass(kind, Record) else ()
    rows: Iterable[Mapping[Any, Any]] = connection.execute(select(table).where(*own)).mappings()
    if issubclass(kind, Record) and kind not in _kept_as_they_are():
        rows = history.as_of(connection, table.name, rows, day)
    lines = [_line(table, row, village) for row in rows]
    if lines:
        memory.execute(insert(table), lines)


def _line(table: Table, row: Mapping[Any, Any], village: str) -> dict[str, Any]:
    """A row as the table is today; the village may have learnt its code since."""
    line = {own.name: row.get(own.name) for own in table.columns}
    return {**line, "village": village} if "village" in line else line


def _kept_as_they_are() -> set[type[Record]]:
    dated = [roll for roll in rolls() if roll.dated is not None]
    parts = [part.record for roll in dated for part in roll.parts]
    return {Remark, Tie, Attachment, *(roll.record for roll in dated), *parts}

"""A village's records into the tables and out of them, as fast as the driver takes them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, Dialect, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.people import Village
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of
from villagedesk.town.snapshot import Row

UNFIT = "里面的记录互相对不上，存不进去，没有收；请村里从程序里重新导出一份"

_AT_ONCE = 500  # values that one question names


@cache
def record_tables() -> tuple[Table, ...]:
    """The tables of records, those first that others point at."""
    kinds = {table_of(kind).name for kind in record_types().values()}
    return tuple(table for table in SQLModel.metadata.sorted_tables if table.name in kinds)


def hold(connection: Connection, village: str) -> None:
    """Holds the village until the transaction ends, so that two clerks cannot mix two workbooks.

    It comes before `migrations.alone`: the other way round, two would wait for each other.
    """
    own = table_of(Village)
    connection.execute(select(own.c.code).where(own.c.code == village).with_for_update())


def clear(connection: Connection, village: str) -> None:
    """Takes every record of a village out of the tables."""
    for table in reversed(record_tables()):
        connection.execute(delete(table).where(table.c.village == village))


class ClashError(UserError):
    """Records of a village that cannot lie beside those that are there."""

    def __init__(self, village: str, table: Table, rows: Sequence[Row]) -> None:
        super().__init__(UNFIT)
        self._village, self._table = village, table
        at = table.columns.keys().index("uid")
        self._uids = [row[at] for row in rows]

    def told(self, connection: Connection) -> str:
        """Whose they are already, if they are another village's; the transaction must be over."""
        own, villages = self._table, table_of(Village)
        query = select(villages.c.name).join(own, own.c.village == villages.c.code)
        others = query.where(own.c.village != self._village)
        names = [
            name
            for start in range(0, len(self._uids), _AT_ONCE)
            for name in connection.execute(
                others.where(own.c.uid.in_(self._uids[start : start + _AT_ONCE]))
            ).scalars()
        ]
        if not names:
            return str(self)
        title = next((roll.title for roll in rolls() if roll.table is own), own.name)
        whose = "、".join(sorted(set(names)))
        return (
            f"“{title}”里有 {len(names)} 条就是“{whose}”的那几条，没有收；"
            "可能是从那个村的台账或表里复制来的，请村里核对"
        )


def put(connection: Connection, village: str, tables: Mapping[str, Sequence[Row]]) -> None:
    """A village's records into their tables; raises ClashError where one is there already."""
    for table in record_tables():
        rows = tables.get(table.name, ())
        try:
            insert_rows(connection, table, rows)
        except IntegrityError as error:
            raise ClashError(village, table, rows) from error


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Rows in the order of the table's columns, as fast as the driver takes them."""
    lines = [tuple(row) for row in rows]
    if not lines:
        return
    if connection.dialect.positional:
        connection.exec_driver_sql(_statement(table, connection.dialect), lines)
    else:
        from villagedesk.store.server import copy_in

        copy_in(connection, table, lines)


@cache
def _statement(table: Table, dialect: Dialect) -> str:
    return str(insert(table).compile(dialect=dialect))

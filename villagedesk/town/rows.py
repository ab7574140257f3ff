"""A village's records into the tables and out of them, as fast as the driver takes them."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, Dialect, Table, delete, insert, select
from sqlmodel import SQLModel

from villagedesk.people import Village
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of
from villagedesk.town.snapshot import Row


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

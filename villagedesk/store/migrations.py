"""Numbered steps that bring a released store up to date; a fresh store needs none of them."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, inspect, select, update
from sqlalchemy.schema import CreateColumn
from sqlmodel import SQLModel

from villagedesk.errors import UserError

SCHEMA_VERSION = 2


def migrate(engine: Engine, path: Path | None) -> None:
    """Makes the tables that ledgers added, then takes the steps a store lacks; one transaction.

    A file that needs a step is copied first; raises UserError where the copy is not whole. On a
    server one client takes the steps, while the others wait for it.
    """
    with engine.connect() as connection, connection.begin():
        version = _version(connection)
    if path and version < SCHEMA_VERSION:
        _keep_as_it_was(engine, path.with_name(f"{path.stem}-升级前{version}{path.suffix}"))
    if path is None and version == SCHEMA_VERSION and not _lacks_tables(engine):
        return  # whoever may only read opens it too
    with engine.begin() as connection:
        alone(connection)
        version = _version(connection)
        SQLModel.metadata.create_all(connection)
        for number in range(version + 1, SCHEMA_VERSION + 1):
            STEPS[number](connection)
        if version < SCHEMA_VERSION:
            _note_version(connection, file=path is not None)


def alone(connection: Connection) -> None:
    """Lets one client after another past this line; the next when the transaction has ended.

    A file has one client, and SQLite leaves the lock out.
    """
    info = SQLModel.metadata.tables["store_info"]
    here = select(info.c.key).where(info.c.key == "schema_version")
    connection.execute(here.with_for_update())


def _lacks_tables(engine: Engine) -> bool:
    return not SQLModel.metadata.tables.keys() <= set(inspect(engine).get_table_names())


def _version(connection: Connection) -> int:
    info = SQLModel.metadata.tables["store_info"]
    found = connection.execute(select(info.c.value).where(info.c.key == "schema_version"))
    return int(found.scalar_one())


def _note_version(connection: Connection, *, file: bool) -> None:
    info = SQLModel.metadata.tables["store_info"]
    here = info.c.key == "schema_version"
    connection.execute(update(info).where(here).values(value=str(SCHEMA_VERSION)))
    if file:
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _keep_as_it_was(engine: Engine, target: Path) -> None:
    """A copy of the file beside it; by SQLite's own hand, which keeps the lock while it reads."""
    raw = engine.raw_connection()
    try:
        source = raw.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    except sqlite3.Error as error:
        words = f"升级前要先留一份“{target.name}”，没有写成；台账没有动，请看看磁盘是不是满了"
        raise UserError(words) from error
    finally:
        raw.close()
    if not whole:
        raise UserError("升级前留的一份核对没有通过，台账没有动；请检查硬盘，或用最近的备份")


def _add_new_columns(connection: Connection) -> None:
    """Fields that ledgers gained; they may be empty, for nobody has filled them yet."""
    seen = inspect(connection)
    for table in SQLModel.metadata.sorted_tables:
        there = {column["name"] for column in seen.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                connection.exec_driver_sql(_adding(column, connection))
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _adding(column: "Column[object]", connection: Connection) -> str:
    assert column.nullable, f"{column} needs a step of its own"
    words = str(CreateColumn(column).compile(dialect=connection.dialect))
    for key in column.foreign_keys:
        words += f" REFERENCES {key.column.table.name} ({key.column.name})"
        words += f" ON DELETE {key.ondelete}" if key.ondelete else ""
    return f"ALTER TABLE {column.table.name} ADD COLUMN {words}"


STEPS: Mapping[int, Callable[[Connection], None]] = {2: _add_new_columns}
"""What brings a store from the version before to this one."""

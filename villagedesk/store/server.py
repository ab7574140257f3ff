"""A county's PostgreSQL server, made to answer as a village's file does; nothing of it is ours."""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from sqlalchemy import URL, BinaryExpression, Column, Connection, Engine, Table, create_engine
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.exc import DBAPIError

WAIT = 10
"""How many seconds a server may take to answer at all."""

_ALIVE = {
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 40_000,
}
"""A line that was cut says nothing: without these a client would wait for hours."""

_LOCKED = 60
"""How many seconds a clerk waits for another whose program holds a village and stands still."""


class _Asking(PGCompiler_psycopg):
    """Questions as SQLite understands them: LIKE in whichever case."""

    def visit_like_op_binary(self, binary: BinaryExpression[Any], operator: Any, **how: Any) -> str:
        return str(self.visit_ilike_op_binary(binary, operator, **how))  # type: ignore[no-untyped-call]


class _Making(PGDDLCompiler):
    """Tables as SQLite makes them: text stands by code point, and a number may be long.

    In the server's own language the same list would come in another order on every server.
    """

    def get_column_specification(self, column: "Column[Any]", **how: Any) -> str:
        said = str(super().get_column_specification(column, **how))  # type: ignore[no-untyped-call]
        said = said.replace(" VARCHAR", ' VARCHAR COLLATE "C"', 1)
        return said.replace(" INTEGER", " BIGINT", 1)


def connect(url: URL) -> Engine:
    """The server behind an address; nothing is asked of it yet.

    Errors keep the values of a statement to themselves: they are people's.
    """
    own = url.query.get("options", "")
    options = f"-c lock_timeout={_LOCKED}s {own if isinstance(own, str) else ' '.join(own)}"
    how = {"connect_timeout": WAIT, "options": options, **_ALIVE}
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=how)
    engine.dialect.create_connect_args(url)  # raises ArgumentError now rather than at first use
    engine.dialect.statement_compiler = _Asking
    engine.dialect.ddl_compiler = _Making
    return engine


def reading(engine: Engine) -> Engine:
    """For transactions that see one moment of the data, whatever others write meanwhile."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def copy_in(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Rows in the order of the table's columns, by the server's own bulk way."""
    names = connection.dialect.identifier_preparer
    columns = ", ".join(map(names.format_column, table.columns))
    statement = f"COPY {names.format_table(table)} ({columns}) FROM STDIN"
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        said = DBAPIError.instance(
            statement, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        )
        raise said from error

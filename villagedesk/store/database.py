"""Opening and creating a store: one connection, one lock, transactions begun by hand."""

import re
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy import exc as sql_errors
from sqlalchemy.pool import QueuePool
from sqlmodel import Field, SQLModel

import villagedesk.ledgers  # noqa: F401  # every ledger's tables, before the schema is made
from villagedesk.errors import UserError
from villagedesk.people import Village
from villagedesk.store.migrations import SCHEMA_VERSION, alone, migrate
from villagedesk.store.trouble import in_words

APPLICATION_ID = 0x56444B31  # "VDK1"

PRAGMAS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-64000",
)


class StoreInfo(SQLModel, table=True):
    """What the store says of itself: id, kind, name, schema version, the day a demo speaks of."""

    __tablename__ = "store_info"

    key: str = Field(primary_key=True)
    value: str


_HELD: ContextVar[Connection | None] = ContextVar("held", default=None)
"""The transaction of this thread in which others are savepoints."""


@dataclass(frozen=True)
class Store:
    """An open store; close it to give up its lock."""

    engine: Engine
    info: dict[str, str]
    path: Path | None

    @property
    def is_town(self) -> bool:
        """A town's store holds many villages and is read, not typed into."""
        return self.info["kind"] == "town"

    @property
    def mark(self) -> str:
        """What the keys of its records begin with: 8 hexadecimal digits of its own id.

        So a village's rows lie together in every index of a town's store; random keys would want
        a page of its own for each.
        """
        return self.info["store_id"][:8]

    @property
    def is_shared(self) -> bool:
        """Whether others may write between two reads: clerks at a server, a town that collects."""
        return self.is_town or self.path is None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A short transaction that changes nothing and sees one moment."""
        if held := self._held():
            yield held
            return
        with self._asked(), self._reader().connect() as connection, connection.begin():
            yield connection

    def _reader(self) -> Engine:
        if self.path:
            return self.engine
        from villagedesk.store import server

        return server.reading(self.engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: everything in it happens, or nothing."""
        if held := self._held():
            with self._asked(), held.begin_nested():
                yield held
            return
        with self._asked(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread writes until the end reaches a file's disk at once, or none of it.

        Each transaction in it still happens or does not by itself.
        """
        with self.writing() as connection:
            token = _HELD.set(connection)
            try:
                yield
            finally:
                _HELD.reset(token)

    def _held(self) -> Connection | None:
        held = _HELD.get()
        return held if held is not None and held.engine is self.engine else None

    @contextmanager
    def _asked(self) -> Iterator[None]:
        try:
            yield
        except sql_errors.DBAPIError as error:
            raise in_words(error, self.path) from error

    def close(self) -> None:
        """Closes the connection and so gives up the lock."""
        self.engine.dispose()


def create_store(  # noqa: PLR0913  # a store is said in five words and, for a demo, its id
    target: str, *, kind: str, name: str, code: str, now: datetime, uid: str = ""
) -> Store:
    """A new, empty store; raises UserError where one lies there already or cannot be written.

    `kind` is "village" or "town"; `uid` fixes the store's id (demo).
    """
    path = _file(target)
    if path and path.exists() and path.stat().st_size:
        raise UserError(f"“{path.name}”已经有了，请换一个文件名，不会覆盖原来的台账")
    if path and not path.parent.is_dir():
        raise UserError(f"没有“{path.parent}”这个文件夹，请先建好再试")
    info = {
        "store_id": uid or uuid.uuid4().hex,
        "schema_version": str(SCHEMA_VERSION),
        "kind": kind,
        "name": name,
        "made": now.isoformat(timespec="seconds"),
    }
    engine = _engine(target, path)
    if kind == "town":
        event.listen(engine, "connect", _take_large_pages, insert=True)
    try:
        with engine.begin() as connection:
            _make(connection, info, code, path=path)
    except UserError:
        engine.dispose()
        raise
    except sql_errors.DBAPIError as error:
        engine.dispose()
        if path:  # what was begun and could not be made
            for half in (path, path.with_name(f"{path.name}-journal")):
                half.unlink(missing_ok=True)
        raise in_words(error, path) from error
    return Store(engine, info, path)


def _make(connection: Connection, info: dict[str, str], code: str, *, path: Path | None) -> None:
    if path:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    else:
        _check_empty(connection)
    SQLModel.metadata.create_all(connection)
    write_info(connection, info)
    if info["kind"] == "village":
        named = {"code": code, "name": info["name"], "town": "", "county": "", "mixed": False}
        connection.execute(insert(_table(Village)).values(**named))


def write_info(connection: Connection, info: dict[str, str]) -> None:
    """Sets what a store says of itself."""
    table = _table(StoreInfo)
    alone(connection)
    for key, value in info.items():
        connection.execute(table.delete().where(table.c.key == key))
        connection.execute(insert(table).values(key=key, value=value))


def open_store(target: str) -> Store:
    """An existing store, checked and locked; raises UserError with words that say what to do.

    A wrong, damaged, newer, read-only or already open file is left as it was.
    """
    path = _file(target)
    if path:
        _check_file(path)
    engine = _engine(target, path)
    try:
        with engine.connect() as connection:
            if path:
                _check_sqlite(connection, path)
            else:
                _check_server(connection)
        migrate(engine, path)
        with engine.begin() as connection:
            rows = connection.execute(select(_table(StoreInfo))).all()
    except sql_errors.DBAPIError as error:
        engine.dispose()
        raise in_words(error, path) from error
    except UserError:
        engine.dispose()
        raise
    return Store(engine, {row.key: row.value for row in rows}, path)


def _file(target: str) -> Path | None:
    """The file behind a target, or None for a server's URL."""
    if "://" not in target:
        return Path(target)
    url = _url(target)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _url(target: str) -> URL:
    try:
        url = make_url(target)
        if url.get_backend_name() == "sqlite" or url.drivername == "postgresql+psycopg":
            return url
    except (sql_errors.SQLAlchemyError, ValueError):  # the very error may hold the password
        pass
    raise _no_store(target)


def _no_store(target: str) -> UserError:
    return UserError(
        f"“{without_password(target)}”不是台账文件，也不是数据库地址；"
        "地址写成 postgresql+psycopg://账号:密码@服务器/数据库"
    )


def without_password(target: str) -> str:
    """A store's target as it may be shown and written down; what a file is called stays."""
    if "://" not in target:
        return target
    return re.sub(r"(?<=://)([^:/@]*):.*@|(?<=[?&])password=[^&]*&?", _user, target)


def _user(match: re.Match[str]) -> str:
    return f"{match[1]}@" if match[1] is not None else ""


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"“{path}”是文件夹，不是台账文件，请选里面的 .vdesk 文件")
    if not path.exists():
        raise UserError(
            f"找不到台账文件“{path}”。请看看U盘插好没有、文件是不是改了名；"
            "新建台账用 villagedesk new"
        )
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise UserError(f"“{path.name}”打不开，请看看是不是没有权限：{path.parent}") from error
    if head != b"SQLite format 3\0":
        what = "是空的（0 字节）" if not head else "不是村务台账文件"
        raise UserError(f"“{path.name}”{what}，请选以 .vdesk 结尾的台账文件，或用最近的备份")


def _check_sqlite(connection: Connection, path: Path) -> None:
    def pragma(name: str) -> Any:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    with connection.begin():
        if pragma("application_id") != APPLICATION_ID:
            raise UserError(f"“{path.name}”是别的程序的数据，不是村务台账文件")
        version = pragma("user_version")
        if version > SCHEMA_VERSION:
            raise UserError(
                f"“{path.name}”是更新的版本（{version}）写的，这个程序只认识到 {SCHEMA_VERSION}，"
                "请先升级程序。文件没有动"
            )
        if pragma("quick_check(1)") != "ok":
            raise UserError(f"“{path.name}”已经损坏，请用最近的备份，原文件不要删，没有改动它")


def _check_empty(connection: Connection) -> None:
    tables = inspect(connection).get_table_names()
    if _table(StoreInfo).name in tables:
        raise UserError("这个数据库里已经有台账了，不会覆盖它；请请管理员另建一个空的数据库")
    if tables:
        raise UserError("这个数据库里有别的程序的表，请请管理员另建一个空的数据库")


def _check_server(connection: Connection) -> None:
    info = _table(StoreInfo)
    with connection.begin():
        seen = inspect(connection)
        there = seen.get_columns(info.name) if seen.has_table(info.name) else []
        if {column["name"] for column in there} != set(info.c.keys()):
            raise UserError(
                "这个数据库里还没有台账；请先用 villagedesk new 数据库地址 --town 镇名 建好"
            )
        query = select(info.c.value).where(info.c.key == "schema_version")
        if (version := int(connection.execute(query).scalar_one())) > SCHEMA_VERSION:
            raise UserError(
                f"数据库里的台账是更新的版本（{version}）写的，这个程序只认识到 {SCHEMA_VERSION}，"
                "请先升级程序。数据没有动"
            )


def _engine(target: str, path: Path | None) -> Engine:
    if path is None:
        return _server(target)
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": 0.5, "check_same_thread": False},
    )
    event.listen(engine, "connect", _lock)
    event.listen(engine, "begin", _begin)
    return engine


def _server(target: str) -> Engine:
    try:
        from villagedesk.store import server
    except ImportError as error:
        raise UserError(
            "这台电脑上的程序没有装连数据库服务器的部分，请先装上"
            "（pip install villagedesk[county]）"
        ) from error
    url = _url(target)
    try:
        return server.connect(url)
    except sql_errors.ArgumentError:  # of a port that is no number, say
        raise _no_store(target) from None


def _lock(connection: sqlite3.Connection, _record: object) -> None:
    """Takes the lock at once, so that a second window learns of the first at its start."""
    connection.isolation_level = None
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            connection.close()
        raise


def _take_large_pages(connection: Any, _record: object) -> None:
    """Of a new file alone: a village's rows lie all over a town's indexes, so fewer are written."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA page_size=8192")


def _begin(connection: Connection) -> None:
    # WORKAROUND sqlite3 leaves DDL outside its implicit transactions (SQLAlchemy docs, "pysqlite")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _table(model: type[SQLModel]) -> Table:
    table = model.__table__  # type: ignore[attr-defined]  # SQLModel sets it on tables only
    assert isinstance(table, Table)
    return table

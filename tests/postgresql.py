"""A real PostgreSQL for the tests: Debian's package, in a folder and a process of its own."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from sqlalchemy import Engine, event

OWNER = "owner"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "40",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "deadlock_timeout": "200ms",
    "jit": "off",
}
"""A server nobody else can reach, and whose data nobody will miss."""

ACCOUNT = "postgres"
"""Whom Debian's package makes for it: it refuses to run as root."""


@dataclass
class Server:
    """A server that runs, or is stopped for a while; `folder` holds its socket."""

    programs: Path
    folder: Path
    password: str
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        folder, user = self.folder, _account()
        options = [word for key, value in SETTINGS.items() for word in ("-c", f"{key}={value}")]
        with (folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", "data", "-k", folder, *options],
                cwd=folder, user=user, stderr=log,
            )  # fmt: skip
        self._wait(self.process)

    def stop(self) -> None:
        """Stops it; whoever is still connected is sent away."""
        process, self.process = self.process, None
        if process:
            process.send_signal(signal.SIGINT)
            process.wait(30)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                return self.connected().close()
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def url(self, database: str, user: str = OWNER, password: str = "") -> str:
        """The address of a database as a clerk would type it."""
        word = password or self.password
        return f"postgresql+psycopg://{user}:{word}@/{database}?host={self.folder}"

    def run(self, *statements: LiteralString, database: str = "postgres") -> None:
        """What the server's administrator types."""
        with self.connected(database) as connection:
            for statement in statements:
                connection.execute(statement)

    def connected(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user=OWNER, password=self.password, dbname=database,
            autocommit=True,
        )  # fmt: skip

    def database(self, *, like: str = "template0") -> str:
        """A new database, a copy of another; returns its name."""
        name = f"d{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Takes a database away, with whoever is still in it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


def programs() -> Path:
    """Where initdb and postgres lie; skips where Debian's package is not installed."""
    if sys.platform == "win32":
        pytest.skip("PostgreSQL of the tests is Debian's package (只在 Debian 上测)")
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found and not folders:
        pytest.skip("PostgreSQL is not installed (没有装 PostgreSQL：apt-get install postgresql)")
    return Path(found).parent if found else folders[-1].parent


def _version(initdb: Path) -> int:
    return int(initdb.parent.parent.name)


@contextmanager
def running() -> Iterator[Server]:
    """A server with an owner's password, in a language that sorts otherwise than code points."""
    bin_ = programs()
    server = Server(bin_, Path(tempfile.mkdtemp(prefix="vd-pg-")), secrets.token_hex(8))
    try:
        _make(server)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def _make(server: Server) -> None:
    folder, user = server.folder, _account()
    word = folder / "word"
    word.write_text(server.password)
    if user:
        shutil.chown(folder, user)
        shutil.chown(word, user)
    made = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
    made += ["--locale-provider=icu", "--icu-locale=zh-CN", f"--username={OWNER}", "--pwfile=word"]
    subprocess.run(
        [server.programs / "initdb", *made, "data"],
        cwd=folder, user=user, check=True, capture_output=True,
    )  # fmt: skip


def _account() -> str | None:
    return None if os.geteuid() else ACCOUNT


@contextmanager
def before_statement(words: str, number: int, do: Callable[[], object]) -> Iterator[None]:
    """Does something just before so-manieth statement with these words, whoever asks it."""
    seen = 0

    def asked(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        if words in statement:
            seen += 1
            if seen == number:
                do()

    event.listen(Engine, "before_cursor_execute", asked)
    try:
        yield
        assert seen >= number, f"only {seen} statements with {words}"
    finally:
        event.remove(Engine, "before_cursor_execute", asked)

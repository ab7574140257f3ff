"""A real PostgreSQL for the tests: Debian's package, in a folder and a process of its own."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

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


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its socket."""

    folder: Path
    password: str

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
    server = Server(Path(tempfile.mkdtemp(prefix="vd-pg-")), secrets.token_hex(8))
    process = _start(bin_, server)
    try:
        _wait(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGINT)  # whoever is still connected is sent away
        process.wait(30)
        shutil.rmtree(server.folder, ignore_errors=True)


def _start(bin_: Path, server: Server) -> subprocess.Popen[bytes]:
    folder = server.folder
    word = folder / "word"
    word.write_text(server.password)
    user = _give_away(folder, word)
    made = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
    made += ["--locale-provider=icu", "--icu-locale=zh-CN", f"--username={OWNER}", "--pwfile=word"]
    subprocess.run(
        [bin_ / "initdb", *made, "data"], cwd=folder, user=user, check=True, capture_output=True
    )
    options = [word for key, value in SETTINGS.items() for word in ("-c", f"{key}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [bin_ / "postgres", "-D", "data", "-k", folder, *options],
            cwd=folder, user=user, stderr=log,
        )  # fmt: skip


def _give_away(*paths: Path) -> str | None:
    if os.geteuid():
        return None
    for path in paths:
        shutil.chown(path, ACCOUNT)
    return ACCOUNT


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            return server.connected().close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((server.folder / "log").read_text()) from None
            time.sleep(0.05)

"""Backups: copied, reopened, checked, and only then given their name; thinned with age."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from villagedesk.errors import UserError
from villagedesk.store import attachments
from villagedesk.store.database import APPLICATION_ID, Store

STAMP = "%Y%m%d-%H%M%S"
DAILY, WEEKLY, MONTHLY, NEWEST = 12, 10, 9, 5
"""How many days, weeks and months keep a backup, and how many are kept whatever their age."""


@dataclass(frozen=True)
class Backup:
    """A copy that was reopened and found whole; `missing` counts attachments without a file."""

    path: Path
    at: datetime
    missing: int = 0


def back_up(store: Store, folder: Path, now: datetime) -> Backup | None:
    """A verified copy of a store's file and of its attachments; None for a server's store.

    The attachments lie beside the backups, each once; one that is missing stops no backup. Raises
    UserError where there is no room or the copy does not stand the check; a failed copy never takes
    a backup's name.
    """
    if store.path is None:
        return None
    target = folder / f"{store.path.stem}-{now.strftime(STAMP)}.vdesk"
    rough = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        counted = _copy(store, rough)
        _verify(rough, counted)
        attachments.carry(attachments.folder_of(store), folder / attachments.FOLDER)
        missing = _asked(rough) - attachments.names(folder / attachments.FOLDER)
        _settle(rough, target)
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"备份没有做成（{folder}）。请看看磁盘是不是满了，再试一次") from error
    finally:
        with suppress(OSError):
            rough.unlink(missing_ok=True)
    return Backup(target, now, len(missing))


def _copy(store: Store, rough: Path) -> dict[str, int]:
    rough.unlink(missing_ok=True)
    raw = store.engine.raw_connection()
    try:
        source = raw.driver_connection
        assert isinstance(source, sqlite3.Connection)
        with closing(sqlite3.connect(rough)) as copy:
            source.backup(copy)
        return _counts(source)
    finally:
        raw.close()


def _verify(rough: Path, counted: dict[str, int]) -> None:
    with closing(sqlite3.connect(rough)) as copy:
        whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        ours = copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        tied = copy.execute("PRAGMA foreign_key_check").fetchone() is None
        if not (whole and ours and tied and _counts(copy) == counted):
            raise UserError("备份核对没有通过，没有留下这份备份。请换一个文件夹再试，并检查硬盘")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
    }


def _asked(rough: Path) -> set[str]:
    with closing(sqlite3.connect(rough)) as copy:
        return {name for (name,) in copy.execute("SELECT digest || '.' || kind FROM attachment")}


def _settle(rough: Path, target: Path) -> None:
    # SQLite does not sync a backup's target; a power cut must not leave an empty file
    with rough.open("rb+") as file:
        os.fsync(file.fileno())
    rough.replace(target)


def backups(folder: Path, stem: str) -> list[Backup]:
    """The backups of one store, the newest first."""
    found = []
    for path in folder.glob(f"{stem}-*.vdesk"):
        with suppress(ValueError):
            at = datetime.strptime(path.stem[len(stem) + 1 :], STAMP)  # noqa: DTZ007  # local time
            found.append(Backup(path, at))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def thin(every: Sequence[Backup]) -> list[Backup]:
    """Removes what is no longer needed: the latest of 12 days, 10 weeks, 9 months and 5 stay.

    Attachments always stay: any backup that is kept may need them.
    """
    kept = set(every[:NEWEST])
    for size, limit in (("%Y%m%d", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY)):
        latest: dict[str, Backup] = {}
        for backup in every:
            latest.setdefault(backup.at.strftime(size), backup)
        kept |= set(list(latest.values())[:limit])
    gone = [backup for backup in every if backup not in kept]
    for backup in gone:
        backup.path.unlink(missing_ok=True)
    return gone


def is_stale(every: Sequence[Backup], now: datetime, *, minutes: int = 30) -> bool:
    """Whether the newest backup is older than that."""
    return not every or now - every[0].at > timedelta(minutes=minutes)

"""A store opens only where it is whole, ours, current and free; everything else is left alone."""

import hashlib
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from villagedesk.errors import UserError
from villagedesk.store import database, migrations
from villagedesk.store.database import (
    PRAGMAS,
    Store,
    StoreInfo,
    create_store,
    open_store,
    write_info,
)
from villagedesk.store.records import table_of

NOW = datetime(2026, 11, 22, 9, 0)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def file(store: Store) -> Path:
    store.close()
    assert store.path
    return store.path


def test_a_fresh_store_opens_again_with_what_it_says_of_itself(file: Path) -> None:
    opened = open_store(str(file))
    assert (opened.info["kind"], opened.info["name"], opened.is_town) == (
        "village",
        "河湾村",
        False,
    )
    opened.close()


def test_every_pragma_is_in_force(store: Store) -> None:
    wanted = {
        "locking_mode": "exclusive",
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
    }
    with store.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted
    assert {pragma.split("=")[0] for pragma in PRAGMAS} >= set(wanted)


@pytest.mark.parametrize(("kind", "size"), [("village", 4096), ("town", 8192)])
def test_a_towns_file_has_large_pages(tmp_path: Path, kind: str, size: int) -> None:
    made = create_store(str(tmp_path / "新"), kind=kind, name="青禾", code="", now=NOW)
    with made.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA page_size").scalar() == size
    made.close()


def test_a_store_is_never_made_over_a_file(file: Path) -> None:
    before = digest(file)
    with pytest.raises(UserError, match="已经有了"):
        create_store(str(file), kind="village", name="别的村", code="", now=NOW)
    assert digest(file) == before


def test_a_store_is_never_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        open_store(str(tmp_path / "没有.vdesk"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"PK\x03\x04" + b"x" * 100, "不是村务台账"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "不是村务台账|损坏"),
        ("只是文字".encode(), "不是村务台账"),
    ],
)
def test_a_wrong_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "怪.vdesk"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        open_store(str(path))
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "别的.vdesk"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE notes (id)")
    other.commit()
    other.close()
    before = digest(path)
    with pytest.raises(UserError, match="别的程序"):
        open_store(str(path))
    assert digest(path) == before


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="是文件夹"):
        open_store(str(tmp_path))


def test_a_newer_file_is_refused_with_advice(file: Path) -> None:
    newer = sqlite3.connect(file)
    newer.execute(f"PRAGMA user_version={migrations.SCHEMA_VERSION + 1}")
    newer.close()
    before = digest(file)
    with pytest.raises(UserError, match="请先升级程序"):
        open_store(str(file))
    assert digest(file) == before


def test_a_damaged_page_is_seen_at_the_door(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\x5a" * (4096 * 3)
    file.write_bytes(content)
    with pytest.raises(UserError, match="损坏|不是"):
        open_store(str(file))
    assert file.read_bytes() == bytes(content)


def test_a_second_opening_is_told_of_the_first(store: Store) -> None:
    with pytest.raises(UserError, match="正在另一窗口中打开"):
        open_store(str(store.path))


def test_a_second_process_is_told_of_the_first(store: Store) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "villagedesk", "show", str(store.path), "party"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "正在另一窗口中打开" in done.stderr


def test_a_failed_schema_leaves_nothing_half_made(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        connection.exec_driver_sql("PRAGMA user_version=7")
        raise ZeroDivisionError
    with store.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    assert "half" not in tables
    assert version == migrations.SCHEMA_VERSION


def test_what_is_written_together_happens_each_by_itself(store: Store) -> None:
    with store.together():
        write_one(store, "甲")
        with pytest.raises(ZeroDivisionError), store.writing() as connection:
            write_info(connection, {"乙": ""})
            raise ZeroDivisionError
        assert told(store) >= {"甲"}
    assert told(store) >= {"甲"}
    assert "乙" not in told(store)


def test_what_was_begun_together_is_none_of_it_there_when_it_breaks_off(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.together():
        write_one(store, "甲")
        raise ZeroDivisionError
    assert "甲" not in told(store)


def write_one(store: Store, key: str) -> None:
    with store.writing() as connection:
        write_info(connection, {key: ""})


def told(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(select(table_of(StoreInfo).c.key)).scalars())


def test_a_copy_of_the_idle_open_file_is_whole(store: Store, tmp_path: Path) -> None:
    assert store.path
    copy = tmp_path / "U盘.vdesk"
    copy.write_bytes(store.path.read_bytes())
    opened = open_store(str(copy))
    assert opened.info == store.info
    opened.close()


def test_a_ledger_that_came_later_gets_its_table(file: Path) -> None:
    old = sqlite3.connect(file)
    old.execute("DROP TABLE kinship")
    old.close()
    opened = open_store(str(file))
    with opened.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM kinship").scalar() == 0
    opened.close()


def test_a_full_disk_is_said_in_words(store: Store) -> None:
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(UserError, match="满了"), store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE big (a)")
        connection.exec_driver_sql("INSERT INTO big VALUES (zeroblob(100000))")
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM village").scalar() == 1


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="文件夹"):
        create_store(str(tmp_path / "没有" / "a.vdesk"), kind="village", name="x", code="", now=NOW)


def test_a_bad_address_is_said_in_words() -> None:
    with pytest.raises(UserError, match="连不上|地址"):
        open_store("nonsense://nowhere/db")


def test_a_bug_in_sql_is_not_dressed_up(store: Store) -> None:
    with pytest.raises(Exception, match="no such table") as caught, store.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert not isinstance(caught.value, UserError)


def test_a_url_is_a_target_like_a_file(tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'url.vdesk'}"
    create_store(target, kind="town", name="青禾镇", code="", now=NOW).close()
    opened = open_store(target)
    assert opened.is_town
    opened.close()
    assert create_engine(target).url.database == str(tmp_path / "url.vdesk")


def test_a_store_that_finds_no_room_leaves_no_half_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PRAGMAS", (*PRAGMAS, "max_page_count=3"))
    with pytest.raises(UserError, match="满了"):
        create_store(str(tmp_path / "a.vdesk"), kind="village", name="x", code="", now=NOW)
    assert list(tmp_path.iterdir()) == []

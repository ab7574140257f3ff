"""What happens to a store that an older program wrote."""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, select
from sqlmodel import SQLModel

from villagedesk.errors import UserError
from villagedesk.people import Person
from villagedesk.store import migrations
from villagedesk.store.database import open_store
from villagedesk.store.records import table_of

OLD = Path(__file__).parents[1] / "old_files"


@pytest.fixture(params=sorted(OLD.glob("*.xz")), ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "河湾村.vdesk"
    path.write_bytes(lzma.decompress(request.param.read_bytes()))
    return path


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return sorted(file.execute(f"SELECT uid, name, id_no FROM {table}").fetchall())


def test_there_is_one_old_file_for_each_released_schema() -> None:
    names = {f"schema{number}.vdesk.xz" for number in range(1, migrations.SCHEMA_VERSION)}
    assert {path.name for path in OLD.glob("*.xz")} == names


def test_an_old_store_opens_with_all_its_people_and_every_field_of_today(old: Path) -> None:
    before = rows(old, "person")
    store = open_store(str(old))
    with store.reading() as connection:
        people = connection.execute(select(table_of(Person))).all()
        seen = inspect(connection)
        for table in SQLModel.metadata.sorted_tables:
            assert {c["name"] for c in seen.get_columns(table.name)} >= set(table.columns.keys())
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    store.close()
    assert sorted((row.uid, row.name, row.id_no) for row in people) == before
    assert version == migrations.SCHEMA_VERSION


def test_a_copy_of_the_old_file_stays_beside_it_and_is_made_once(old: Path) -> None:
    before = rows(old, "person")
    for _ in range(2):
        open_store(str(old)).close()
    copies = [path for path in old.parent.glob("*升级前*")]
    assert [rows(copy, "person") for copy in copies] == [before]


def test_without_room_for_the_copy_the_file_stays_as_it_was(old: Path) -> None:
    content = old.read_bytes()
    (old.parent / "河湾村-升级前1.vdesk").mkdir()
    with pytest.raises(UserError, match="台账没有动"):
        open_store(str(old))
    assert old.read_bytes() == content

"""A county's server: the same answers as a file's, whoever else is at work, and plain words."""

import random
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.postgresql import Server
from tests.town import clerks
from tests.town.test_collect import content
from tests.town.villages import NOW, PERIOD, Handed, clock, hand_in, town
from villagedesk.__main__ import main
from villagedesk.books.own import read_own
from villagedesk.declare import face
from villagedesk.desk import Desk, found_town, open_existing, without_password
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.period import parse_period
from villagedesk.store import history, migrations
from villagedesk.store.records import table_of
from villagedesk.town.expected import Expected
from villagedesk.town.parcels import Parcel

README = Path(__file__).parents[2] / "README.md"
ROUNDS = 12


def cells(book: Path) -> dict[str, list[list[Any]]]:
    sheets = CalamineWorkbook.from_path(book)
    return {name: sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names}


def desk_of(url: str) -> Desk:
    return Desk(open_existing(url), clock, "镇干部")


@pytest.fixture(scope="module")
def both(
    server: Server,
    founded: str,
    villages: tuple[Handed, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Desk, Desk]]:
    """One town in a file and on the server, with the same workbooks collected."""
    name = server.database(like=founded)
    two = (town(tmp_path_factory.mktemp("file")), desk_of(server.url(name)))
    for desk in two:
        desk.expect([Expected(one.code, one.name) for one in villages[::-1]])
        desk.collect([villages[0].book.parent])
    yield two
    for desk in two:
        desk.close()
    server.drop(name)


def test_both_hold_the_same_rows(both: tuple[Desk, Desk]) -> None:
    assert content(both[0]) == content(both[1])
    assert both[0].dump() == both[1].dump()


@pytest.mark.parametrize("roll", rolls(), ids=lambda roll: roll.key)
def test_both_list_the_same_in_every_order(both: tuple[Desk, Desk], roll) -> None:
    file, server = both
    keys = [face(one).key for one in roll.grid]
    for order in ((), *(((key, down),) for key in keys for down in (False, True))):
        assert file.rows(roll, order=order) == server.rows(roll, order=order), order
    for one in roll.filters:
        values = file.values_of(roll, face(one).key)
        assert values == server.values_of(roll, face(one).key)
        for value in values[:3]:
            where = {face(one).key: value}
            assert file.rows(roll, where=where) == server.rows(roll, where=where)


@pytest.mark.parametrize("words", ["x", "X", "Wang", "w", "1", "%", "_", "主任"])
def test_both_find_the_same_in_whichever_case(both: tuple[Desk, Desk], words: str) -> None:
    file, server = both
    for roll in rolls():
        assert file.rows(roll, words=words) == server.rows(roll, words=words), roll.key
    assert file.picks("person", words) == server.picks("person", words)
    assert file.picks("term", words) == server.picks("term", words)


def test_both_say_the_same_of_the_villages(both: tuple[Desk, Desk]) -> None:
    file, server = both
    assert file.periods() == server.periods()
    assert file.standing(PERIOD) == server.standing(PERIOD)
    assert file.findings_of(PERIOD) == server.findings_of(PERIOD) != ()
    assert file.twins() == server.twins()
    assert file.reminder(PERIOD) == server.reminder(PERIOD)
    assert file.circular(PERIOD) == server.circular(PERIOD)


def test_both_check_and_export_a_chosen_village_alike(
    both: tuple[Desk, Desk], villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    books = []
    for place, desk in enumerate(both):
        desk.choose_village(villages[0].code)
        desk.export(parse_period(PERIOD), tmp_path / f"{place}.xlsx")
        book = read_own(tmp_path / f"{place}.xlsx")
        assert book is not None
        books.append([(sheet.key, sheet.rows) for sheet in book.sheets])
    assert both[0].findings() == both[1].findings() != []
    assert books[0] == books[1]
    for desk in both:
        desk.chosen = ""


def test_both_roll_up_and_give_back_alike(
    both: tuple[Desk, Desk], villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    kept = []
    for place, desk in enumerate(both):
        folder, out = tmp_path / str(place), tmp_path / f"{place}.xlsx"
        folder.mkdir()
        desk.roll_up(parse_period(PERIOD), out)
        slips = {one.name: cells(one) for one in desk.write_slips(PERIOD, folder)}
        kept.append((cells(out), slips, desk.differences(PERIOD, villages[0].code)))
    assert kept[0] == kept[1]
    assert kept[0][1]


@pytest.fixture(scope="module")
def books(
    villages: tuple[Handed, ...], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    """What clerks have before them: three villages, of one of which three workbooks came."""
    folder = tmp_path_factory.mktemp("clerks")
    twin = Path(shutil.copy(villages[0].store, folder / "twin.vdesk"))
    again = [hand_in(twin, folder / f"{day}.xlsx", days=day) for day in (1, 2)]
    paths = [*(one.book for one in villages), *again]
    return clerks.read(paths, folder / "books"), len(paths)


@pytest.fixture(scope="module")
def two_clerks(books: tuple[Path, int]) -> Iterator[ProcessPoolExecutor]:
    with clerks.clerks(books[0]) as pool:
        yield pool


def test_two_clerks_who_collect_the_same_at_once_leave_what_one_leaves_alone(
    server: Server, founded: str, books: tuple[Path, int], two_clerks: ProcessPoolExecutor
) -> None:
    shuffled, names = random.Random(7), []
    for _ in range(ROUNDS + 1):
        name = server.database(like=founded)
        names.append(name)
        orders = [shuffled.sample(range(books[1]), books[1]) for _ in range(2)]
        if len(names) == 1:
            orders[1] = []  # this time one of them only watches
        at_work = [
            two_clerks.submit(clerks.collect, server.url(name), order, who)
            for order, who in zip(orders, "甲乙", strict=True)
        ]
        became = [status for one in at_work for status in one.result(clerks.WAIT)]
        assert sum(status != "same" for status in became) == books[1]
    alone = _left(server.url(names[0]))
    assert alone[0]["parcel"]
    for name in names:
        assert _left(server.url(name)) == alone
        server.drop(name)


def _left(url: str) -> tuple[Any, ...]:
    """The content, and whether each workbook is one unbroken line of the history."""
    desk = desk_of(url)
    try:
        with desk.store.reading() as connection:
            changes = connection.execute(select(history._changes())).all()
            parcels = connection.execute(select(table_of(Parcel).c.uid)).scalars().all()
            broken = history.broken_links(connection)
        assert sorted(one.uid for one in changes) == sorted(parcels)
        return content(desk), len(changes), broken
    finally:
        desk.close()


def test_of_clients_that_open_an_old_store_together_one_brings_it_up_to_date(
    server: Server, founded: str, two_clerks: ProcessPoolExecutor
) -> None:
    for _ in range(3):
        name = server.database(like=founded)
        server.run(
            "ALTER TABLE person DROP COLUMN work",
            "DROP TABLE verdict",
            "UPDATE store_info SET value = '1' WHERE key = 'schema_version'",
            database=name,
        )
        opened = [two_clerks.submit(clerks.open_together, server.url(name)) for _ in range(2)]
        versions = {one.result(clerks.WAIT) for one in opened}
        assert versions == {str(migrations.SCHEMA_VERSION)}
        desk = desk_of(server.url(name))
        assert desk.rows(rolls()[0]) == []
        desk.close()
        server.drop(name)


def statements() -> Iterator[list[str]]:
    """What README.md tells the administrator to type, block by block."""
    for block in re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.S):
        plain = re.sub(r"--.*", "", block).replace("…", "secret")
        yield [line.strip() for line in plain.split(";") if line.strip()]


@pytest.fixture(scope="module")
def county(server: Server) -> Server:
    """A server made ready as README.md says, with its town `qinghe`."""
    first, second = statements()
    server.run(*first)
    made = server.url("qinghe", "town_owner", "secret")
    found_town(made, name="青禾镇", now=NOW).close()
    server.run("SET ROLE town_owner", *second, database="qinghe")
    return server


def test_a_clerk_collects_with_the_grants_of_the_readme(
    county: Server, villages: tuple[Handed, ...]
) -> None:
    desk = desk_of(county.url("qinghe", "clerk_li", "secret"))
    seen = desk.collect([villages[0].book]).files
    desk.expect([Expected(one.code, one.name) for one in villages])
    desk.close()
    assert [one.status for one in seen] == ["new"]


def test_who_may_only_read_looks_and_is_told_so_when_collecting(
    county: Server, villages: tuple[Handed, ...]
) -> None:
    desk = desk_of(county.url("qinghe", "reader_wu", "secret"))
    assert {one.code for one in desk.standing(PERIOD).villages} <= {one.code for one in villages}
    assert all(isinstance(desk.rows(roll), list) for roll in rolls())
    (seen,) = desk.collect([villages[1].book]).files
    assert seen.status == "refused"
    assert "只能看，不能改" in seen.problems[0].message
    with pytest.raises(UserError, match="只能看，不能改"):
        desk.expect([])
    desk.close()


def test_the_commands_take_an_address(
    server: Server, villages: tuple[Handed, ...], tmp_path: Path, capsys
) -> None:
    name = server.database()
    url = server.url(name)
    for words, code in (
        (["new", url, "--town", "青禾镇"], 0),
        (["collect", url, str(villages[0].book), "--period", PERIOD], 0),
        (["show", url, "residents"], 0),
        (["export", url, "--period", PERIOD, "--village", villages[0].code], 0),
        (["dump", url, str(tmp_path / "out.json")], 0),
        (["new", url, "--town", "青禾镇"], 2),
    ):
        out = [str(tmp_path / "out.xlsx")] if words[0] == "export" else []
        assert main([*words, *out]) == code, words
    said = capsys.readouterr()
    assert "已经有台账了" in said.err
    assert server.password not in said.out + said.err
    server.drop(name)


def test_a_database_that_is_not_ours_is_left_as_it_is(server: Server) -> None:
    name = server.database()
    with pytest.raises(UserError, match="还没有台账"):
        open_existing(server.url(name))
    server.run("CREATE TABLE t (x int)", database=name)
    with pytest.raises(UserError, match="别的程序"):
        found_town(server.url(name), name="青禾镇", now=NOW)
    server.drop(name)


def test_a_newer_store_is_left_as_it_is(server: Server, database: str) -> None:
    newer = "UPDATE store_info SET value = '99' WHERE key = 'schema_version'"
    server.run(newer, database=database)
    with pytest.raises(UserError, match="先升级程序"):
        open_existing(server.url(database))


def test_what_keeps_a_clerk_out_is_said_without_the_password(server: Server) -> None:
    secret = "o9k3secret"
    folder = quote(str(server.folder), safe="")
    for target, words in (
        (server.url("postgres", password=secret), "账号或密码"),
        (server.url("postgres", user="nobody", password=secret), "账号或密码"),
        (f"postgresql+psycopg://owner@/postgres?host={folder}", "账号或密码"),
        (server.url("nowhere"), "没有这个数据库"),
        (f"postgresql+psycopg://owner:{secret}@127.0.0.1:1/town", "连不上"),
        (f"postgresql+psycopg://owner:{secret}@no.such.host.invalid/town", "连不上"),
        (f"postgresql+psycopg://owner:{secret}@server:port/town", "不是台账文件"),
        (f"mysql://owner:{secret}@server/town", "不是台账文件"),
    ):
        with pytest.raises(UserError, match=words) as told:
            open_existing(target)
        assert secret not in str(told.value), target


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("河湾村.vdesk", "河湾村.vdesk"),
        ("postgresql+psycopg://li:a@b:c@server/town", "postgresql+psycopg://li@server/town"),
        ("postgresql+psycopg://li@server:5432/town", "postgresql+psycopg://li@server:5432/town"),
        ("postgresql://server/town?password=a&user=li", "postgresql://server/town?user=li"),
        ("postgresql+psycopg://server:5432/town", "postgresql+psycopg://server:5432/town"),
    ],
)
def test_an_address_is_shown_and_kept_without_its_password(target: str, shown: str) -> None:
    assert without_password(target) == shown


def test_a_number_too_long_for_the_server_costs_one_sentence(server: Server, database: str) -> None:
    desk = desk_of(server.url(database))
    with pytest.raises(UserError, match="数字"), desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE village SET population = 1; SELECT (2^70)::bigint")
    desk.close()

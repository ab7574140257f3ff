"""Who may enter a county's server and do what there, and what keeps others out, in plain words."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from tests.postgresql import Server
from tests.town.villages import NOW, PERIOD, Handed, clock
from villagedesk.__main__ import main
from villagedesk.books.own import read_own
from villagedesk.desk import Desk, found_town, open_existing, without_password
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.period import parse_period
from villagedesk.store.trouble import in_words
from villagedesk.town.expected import Expected
from villagedesk.town.twins import PersonSeen, Twin, Where

README = Path(__file__).parents[2] / "README.md"


def desk_of(url: str) -> Desk:
    return Desk(open_existing(url), clock, "镇干部")


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


@pytest.fixture
def reader(county: Server, villages: tuple[Handed, ...]) -> Iterator[Desk]:
    """Who may only read, in a town that has collected."""
    clerk = desk_of(county.url("qinghe", "clerk_li", "secret"))
    if not clerk.parcels_of(villages[0].code):
        clerk.collect([villages[0].book])
    clerk.close()
    desk = desk_of(county.url("qinghe", "reader_wu", "secret"))
    yield desk
    desk.close()


def test_who_may_only_read_looks_at_everything(
    reader: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    assert villages[0].code in {one.code for one in reader.standing(PERIOD).villages}
    assert all(isinstance(reader.rows(roll), list) for roll in rolls())
    reader.roll_up(parse_period(PERIOD), tmp_path / "汇总.xlsx")
    assert reader.write_slips(PERIOD, tmp_path)
    reader.choose_village(villages[0].code)
    for _ in range(2):  # his copies are not counted
        done = reader.export(parse_period(PERIOD), tmp_path / "上报.xlsx")
        assert done.sequence == 1
        assert read_own(done.path)


def test_who_may_only_read_is_told_so_in_one_sentence_whatever_he_decides(
    reader: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    (tmp_path / "村名单.csv").write_text("村代码,村名\n999036101201,杨家堡村\n", "utf-8")
    kept = reader.parcels_of(villages[0].code)[0].uid
    one, other = (PersonSeen(uid, "", "张三", "1980-01", "", "") for uid in "ab")
    for act in (
        lambda: reader.collect([one.book for one in villages[::-1]]),
        lambda: reader.expect([]),
        lambda: reader.import_expected(tmp_path / "村名单.csv"),
        lambda: reader.set_due(parse_period(PERIOD), None),
        lambda: reader.decide_twin(Twin(Where.VILLAGE, one, other, sure=False), "same"),
        lambda: reader.choose(kept),
        lambda: reader.withdraw(kept),
        lambda: reader.map_columns(villages[0].code, {"怪名": "name"}),
        reader.judge_again,
    ):
        with pytest.raises(UserError, match="^这个账号在数据库里只能看，不能改") as told:
            act()
        assert "收下" not in str(told.value)


def test_the_command_of_who_may_only_read_could_not(
    county: Server, reader: Desk, villages: tuple[Handed, ...], tmp_path: Path, capsys
) -> None:
    url, out = county.url("qinghe", "reader_wu", "secret"), str(tmp_path / "o.xlsx")
    of_one = ["--period", PERIOD, "--village", villages[0].code]
    assert main(["export", url, out, *of_one]) == 0
    assert main(["rollup", url, out, "--period", PERIOD]) == 0
    capsys.readouterr()
    assert main(["collect", url, str(villages[1].book), "--json"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "只能看，不能改" in said.err


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


def test_a_store_from_before_waits_for_whoever_made_it(county: Server) -> None:
    name = "qinghe"
    older = "UPDATE store_info SET value = '1' WHERE key = 'schema_version'"
    county.run("SET ROLE town_owner", older, "ALTER TABLE person DROP COLUMN work", database=name)
    for user in ("reader_wu", "clerk_li"):
        with pytest.raises(UserError, match="请管理员先用建库的账号打开一次"):
            open_existing(county.url(name, user, "secret"))
    open_existing(county.url(name, "town_owner", "secret")).close()
    for user in ("reader_wu", "clerk_li"):
        open_existing(county.url(name, user, "secret")).close()


def test_another_programs_table_of_our_name_is_no_store(server: Server) -> None:
    name = server.database()
    server.run("CREATE TABLE store_info (id int, value text)", database=name)
    with pytest.raises(UserError, match="还没有台账"):
        open_existing(server.url(name))
    server.drop(name)


def test_a_full_server_and_one_that_is_starting_are_told_apart(
    server: Server, database: str
) -> None:
    server.run(
        "CREATE ROLE one_only LOGIN PASSWORD 'o9k3secret' CONNECTION LIMIT 0",
        "CREATE ROLE no_entry LOGIN PASSWORD 'o9k3secret'",
    )
    owner = server.url(database)
    with ExitStack() as crowd:
        with suppress(psycopg.OperationalError):
            while True:
                crowd.enter_context(server.connected())
        _kept_out(owner, "人太多了")
    _kept_out(server.url(database, "one_only", "o9k3secret"), "人太多了")
    server.run(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    _kept_out(server.url(database, "no_entry", "o9k3secret"), "不能进这个数据库")
    server.run(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
    _kept_out(owner, "正在停机或重新启动")


def _kept_out(url: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as told:
        open_existing(url)
    assert "o9k3secret" not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("致命错误:  对不起, 已经有太多的客户", "人太多了"),
        ('致命错误:  用户 "li" Password 认证失败', "账号或密码"),
        ('致命错误:  数据库 "town" 不存在', "没有这个数据库"),
        ('FATAL:  database "password" does not exist', "没有这个数据库"),
        ('FATAL:  role "li" does not exist', "账号或密码"),
        ("致命错误:  数据库系统启动中", "重新启动"),
        ("FATAL:  the database system is starting up", "重新启动"),
        ("FATAL:  the database system is in recovery mode", "重新启动"),
        ("Connection refused\n\tIs the server running on that host and accepting?", "连不上"),
        ("server closed the connection unexpectedly", "连不上"),
    ],
)
def test_what_a_server_says_at_its_door_is_understood(said: str, words: str) -> None:
    at = 'connection failed: connection to server at "db", port 5432 failed: '
    error = OperationalError("", None, psycopg.OperationalError(at + said))
    assert words in str(in_words(error, None))


@pytest.mark.parametrize("wrong", ["sslmod=require", "connect_timeou=3", "port=abc"])
def test_a_slip_of_the_pen_in_an_address_is_called_so(server: Server, wrong: str) -> None:
    with pytest.raises(UserError, match="地址") as told:
        open_existing(f"{server.url('postgres')}&{wrong}")
    assert server.password not in str(told.value)


def test_no_password_is_left_where_others_look(
    server: Server, database: str, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    """Neither in what reads the files, nor in the log, nor in what the computer remembers."""
    seen: list[str] = []

    def look(*_: object) -> None:
        for one in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if int((one / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid():
                    seen.append((one / "cmdline").read_text())

    desk = desk_of(server.url(database))
    desk.collect([villages[0].book], report=look)
    desk.close()
    assert any("villagedesk.town" in one for one in seen)
    assert not any(server.password in one for one in seen)
    assert server.password not in repr(desk)


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

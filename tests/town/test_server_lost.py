"""A server that goes away while a town collects: what is in stays in, and one sentence says so."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.postgresql import Server, before_statement
from tests.town.test_collect import content
from tests.town.villages import PERIOD, Handed, clock, town
from villagedesk.__main__ import main
from villagedesk.desk import Desk, open_existing
from villagedesk.errors import StoreError, UserError
from villagedesk.period import parse_period
from villagedesk.store import history
from villagedesk.town.expected import Expected

NEXT = "INSERT INTO parcel "
"""What is asked of the server once for each workbook, when it is half in."""


@pytest.fixture
def away(server: Server) -> Iterator[Callable[[], None]]:
    """Takes the server away until the test ends, or until it is started again."""
    yield server.stop
    if server.process is None:
        server.start()


@pytest.fixture
def desk(server: Server, database: str) -> Iterator[Desk]:
    made = Desk(open_existing(server.url(database)), clock, "镇干部")
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(server: Server, founded: str, villages: tuple[Handed, ...]) -> dict[str, list]:
    """What the store holds where nothing went wrong."""
    name = server.database(like=founded)
    desk = Desk(open_existing(server.url(name)), clock, "镇干部")
    desk.collect([villages[0].book.parent])
    held = content(desk)
    desk.close()
    server.drop(name)
    return held


def send_away(server: Server, database: str) -> None:
    """What an administrator does who needs a database for himself."""
    with server.connected() as admin:
        gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        admin.execute(gone, (database,))


def test_a_server_that_stops_leaves_what_is_in_and_says_what_is_not(
    server: Server, desk: Desk, villages: tuple[Handed, ...], whole, away
) -> None:
    folder = villages[0].book.parent
    with before_statement(NEXT, 2, away), pytest.raises(StoreError) as told:
        desk.collect([folder])
    assert "这次已收下 1 个，都在；还有 2 个没有收，好了以后再收一次就行" in str(told.value)
    assert "\n" not in str(told.value)
    with pytest.raises(UserError, match="连不上数据库服务器"):
        desk.standing(PERIOD)
    server.start()
    assert [len(desk.parcels_of(one.code)) for one in villages].count(1) == 1
    assert sorted(one.status for one in desk.collect([folder]).files) == ["new", "new", "same"]
    assert content(desk) == whole
    with desk.store.reading() as connection:
        assert history.broken_links(connection) == []


def test_a_server_that_stops_after_the_last_file_does_not_call_nobody_missing(
    server: Server, desk: Desk, villages: tuple[Handed, ...], away
) -> None:
    desk.expect([Expected(one.code, one.name) for one in villages])
    book = [villages[0].book]
    gone = pytest.raises(StoreError, match="这次已收下 1 个，都在$")
    with gone:
        desk.collect(book, report=lambda *_: away())


def test_the_command_ends_with_could_not_and_the_next_one_completes_it(
    server: Server, database: str, villages: tuple[Handed, ...], capsys, away
) -> None:
    words = ["collect", server.url(database), str(villages[0].book.parent), "--json"]
    with before_statement(NEXT, 3, away):
        assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "这次已收下 2 个" in said.err
    assert server.password not in said.err
    server.start()
    assert main(words) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert sorted(one["status"] for one in files) == ["new", "same", "same"]


def test_a_line_that_breaks_for_a_moment_costs_nothing(
    server: Server, database: str, desk: Desk, villages: tuple[Handed, ...], whole
) -> None:
    with ExitStack() as stack:
        for words, number in (("ON CONFLICT", 1), (NEXT, 2), ("INSERT INTO step", 3)):
            stack.enter_context(
                before_statement(words, number, lambda: send_away(server, database))
            )
        done = desk.collect([villages[0].book.parent])
    assert {one.status for one in done.files} == {"new"}
    assert content(desk) == whole


def test_a_colleague_whose_program_stands_still_costs_a_sentence_and_no_hour(
    server: Server, database: str, villages: tuple[Handed, ...]
) -> None:
    url = f"{server.url(database)}&options=-c%20lock_timeout%3D200ms"
    desk = Desk(open_existing(url), clock)
    desk.collect([villages[0].book])
    with server.connected(database) as colleague, colleague.transaction():
        colleague.execute("SELECT * FROM village FOR UPDATE")
        with pytest.raises(UserError, match="有同事的程序一直占着"):
            desk.withdraw(desk.parcels_of(villages[0].code)[0].uid)
        done = desk.collect([one.book for one in villages])
    assert [one.status for one in done.files] == ["refused", "new", "new"]
    assert "有同事的程序一直占着" in done.files[0].problems[0].message
    desk.close()


def test_a_server_that_stops_while_a_workbook_is_written_leaves_nothing_half_done(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path, away
) -> None:
    desk.collect([villages[0].book])
    out = tmp_path / "out"
    out.mkdir()
    with before_statement("FROM meeting ", 1, away), pytest.raises(StoreError):
        desk.roll_up(parse_period(PERIOD), out / "汇总.xlsx")
    assert list(out.iterdir()) == []


def test_a_full_disk_under_a_file_ends_a_collection_in_the_same_way(
    villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    desk = town(tmp_path)
    with desk.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 8}")
    with pytest.raises(StoreError, match="^磁盘.*满了"):
        desk.collect([villages[0].book])
    with desk.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert [one.status for one in desk.collect([villages[0].book]).files] == ["new"]
    desk.close()

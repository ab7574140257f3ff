"""Several at one server: nobody waits for ever, nothing is mixed, no look sees half a change."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.postgresql import Server, before_statement
from tests.town import clerks
from tests.town.test_collect import content
from tests.town.villages import PERIOD, Handed, cells, clock, hand_in
from villagedesk.desk import Desk, open_existing
from villagedesk.ledgers import rolls
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.ledgers.meetings.tables import Meeting
from villagedesk.people import Person
from villagedesk.period import parse_period
from villagedesk.store import history, migrations
from villagedesk.store.records import table_of
from villagedesk.town.parcels import Parcel

ROUNDS = 20


def desk_of(url: str) -> Desk:
    return Desk(open_existing(url), clock, "镇干部")


@pytest.fixture(scope="module")
def books(
    villages: tuple[Handed, ...], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    """What clerks have before them: two villages, of one of which three workbooks came."""
    folder = tmp_path_factory.mktemp("clerks")
    twin = Path(shutil.copy(villages[0].store, folder / "twin.vdesk"))
    again = [hand_in(twin, folder / f"{day}.xlsx", days=day) for day in (1, 2)]
    paths = [*(one.book for one in villages[:2]), *again]
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
            of_parcels = history._changes().c.table_name == "parcel"
            changes = connection.execute(select(history._changes()).where(of_parcels)).all()
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


def test_while_one_collects_another_decides_and_nobody_is_turned_away(  # noqa: PLR0913
    server: Server,
    founded: str,
    books: tuple[Path, int],
    two_clerks: ProcessPoolExecutor,
    villages: tuple[Handed, ...],
    tmp_path: Path,
) -> None:
    """Withdrawn and taken back, judged anew, columns, twins, lists and roll-ups, over and over."""
    begun = server.database(like=founded)
    clerks.take_in(server.url(begun), books[0], [0])
    busy, alone = (server.database(like=begun) for _ in range(2))
    order = [1, 2, 3]
    at_work = two_clerks.submit(clerks.collect, server.url(busy), order, "甲", times=3)
    other = two_clerks.submit(clerks.oversee, server.url(busy), villages[0].code, tmp_path)
    assert other.result(clerks.WAIT) == clerks.OFTEN
    assert at_work.result(clerks.WAIT)[: len(order)] == ["new"] * len(order)
    clerks.take_in(server.url(alone), books[0], order)
    assert _left(server.url(busy)) == _left(server.url(alone))
    for name in (begun, busy, alone):
        server.drop(name)


def test_two_who_judge_anew_at_once_note_everything_once(
    server: Server, founded: str, books: tuple[Path, int], two_clerks: ProcessPoolExecutor
) -> None:
    name = server.database(like=founded)
    clerks.take_in(server.url(name), books[0], range(books[1]))
    before = _left(server.url(name))
    at_work = [two_clerks.submit(clerks.judge, server.url(name), 6) for _ in range(2)]
    assert [one.result(clerks.WAIT) for one in at_work] == [2 * 6, 2 * 6]
    assert _left(server.url(name)) == before
    server.drop(name)


def test_whoever_waits_for_a_village_keeps_nobody_else_from_the_store(
    server: Server, collected: str, villages: tuple[Handed, ...]
) -> None:
    """Two who took both, one this way round and one the other, would wait for each other."""
    name, code = server.database(like=collected), villages[0].code
    desk = desk_of(server.url(name))
    kept = desk.parcels_of(code)[0].uid
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.map_columns(code, {"怪名": "name"}),
        lambda: desk.choose(kept),
        lambda: desk.withdraw(kept),
        lambda: desk.withdraw(kept, back=True),
        desk.judge_again,
        lambda: desk.collect([villages[0].book]),
    )
    with ThreadPoolExecutor(1) as other, server.connected(name) as colleague:
        for act in acts:
            with colleague.transaction():
                colleague.execute("SELECT * FROM village FOR UPDATE")
                at_work = other.submit(act)
                _wait_for_one_who_waits(server, name)
                colleague.execute("SELECT * FROM store_info FOR UPDATE NOWAIT")
            at_work.result(clerks.WAIT)
    desk.close()
    server.drop(name)


def _wait_for_one_who_waits(server: Server, name: str) -> None:
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    until = time.monotonic() + clerks.WAIT
    with server.connected() as admin:
        while not admin.execute(waiting, (name,)).fetchall():
            assert time.monotonic() < until
            time.sleep(0.02)


@pytest.fixture(scope="module")
def collected(server: Server, founded: str, books: tuple[Path, int]) -> str:
    """A database to be copied: a town into which the first village's workbook came."""
    name = server.database(like=founded)
    clerks.take_in(server.url(name), books[0], [0])
    return name


def _facts(desk: Desk, _out: Path) -> Any:
    facts = desk.facts()
    return [sorted(map(repr, facts.all(kind))) for kind in (Person, Meeting, Case)]


def _exported(desk: Desk, out: Path) -> Any:
    desk.export(parse_period(PERIOD), out)
    return cells(out)


def _rolled_up(desk: Desk, out: Path) -> Any:
    desk.roll_up(parse_period(PERIOD), out)
    return cells(out)


LOOKS: dict[str, Callable[[Desk, Path], Any]] = {
    "facts": _facts,
    "findings": lambda desk, _: desk.findings(),
    "standing": lambda desk, _: desk.standing(PERIOD),
    "export": _exported,
    "rollup": _rolled_up,
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_sees_what_was_before_a_change_or_what_is_after_it(  # noqa: PLR0913
    server: Server,
    collected: str,
    books: tuple[Path, int],
    villages: tuple[Handed, ...],
    tmp_path: Path,
    look: str,
) -> None:
    """A village's rows all go while they are being looked at, and another village's come."""
    before, after, between = (server.database(like=collected) for _ in range(3))

    def change(name: str) -> None:
        desk = desk_of(server.url(name))
        desk.withdraw(desk.parcels_of(villages[0].code)[0].uid)
        desk.close()
        clerks.take_in(server.url(name), books[0], [1])

    def seen(name: str) -> Any:
        desk = desk_of(server.url(name))
        desk.choose_village(villages[0].code)
        try:
            return LOOKS[look](desk, tmp_path / f"{name}.xlsx")
        finally:
            desk.close()

    change(after)
    both = seen(before), seen(after)
    assert both[0] != both[1]
    words = "FROM parcel_finding" if look == "standing" else "FROM meeting "
    with before_statement(words, 1, lambda: change(between)):
        assert seen(between) == both[0]
    for name in (before, after, between):
        server.drop(name)

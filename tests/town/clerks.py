"""Town clerks at work in processes of their own, each with its own way to the server."""

import multiprocessing
import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tests.town.villages import NOW, PERIOD, clock
from villagedesk.desk import Desk
from villagedesk.period import parse_period
from villagedesk.store.database import open_store
from villagedesk.store.records import Stamp
from villagedesk.town.judging import judge_again
from villagedesk.town.keeping import accept, withdraw
from villagedesk.town.kept import Kept
from villagedesk.town.reading import Taken, Terms, take
from villagedesk.town.twins import PersonSeen, Twin, Where

WAIT = 60
OFTEN = 4
_HERE: dict[str, Any] = {}
"""What a process knows: the workbooks it has read, and the sign to begin."""
_ONE, _OTHER = (PersonSeen(uid, "", "张三", "1980-01", "", "") for uid in "ab")
_TWIN = Twin(Where.VILLAGE, _ONE, _OTHER, sure=False)


def read(paths: Sequence[Path], into: Path) -> Path:
    """Reads workbooks once for all rounds; returns where they lie."""
    terms = Terms(date(2026, 11, 22))
    books = [(take(path.read_bytes(), path.name, terms, terms.rules()), path) for path in paths]
    into.write_bytes(pickle.dumps([(book, path.read_bytes(), path.name) for book, path in books]))
    return into


@contextmanager
def clerks(books: Path, number: int = 2):
    """So many clerks; submit `collect` to each for a round in which they begin together."""
    spawn = multiprocessing.get_context("spawn")
    begin = spawn.Barrier(number)
    with ProcessPoolExecutor(
        number, mp_context=spawn, initializer=_arrive, initargs=(books, begin)
    ) as pool:
        yield pool


def _arrive(books: Path, begin: Any) -> None:
    _HERE["books"] = pickle.loads(books.read_bytes())
    _HERE["begin"] = begin


def collect(url: str, order: Sequence[int], who: str, times: int = 1) -> list[str]:
    """Takes these workbooks in, in this order, once all clerks are there; returns what became."""
    store = open_store(url)
    try:
        _HERE["begin"].wait(WAIT)
        return [_accept(store, place, Stamp(who, NOW)) for place in [*order] * times]
    finally:
        store.close()


def take_in(url: str, books: Path, order: Sequence[int]) -> None:
    """The same at once, by whoever runs the tests."""
    _HERE["books"] = pickle.loads(books.read_bytes())
    store = open_store(url)
    for place in order:
        _accept(store, place, Stamp("甲", NOW))
    store.close()


def oversee(url: str, village: str, folder: Path) -> int:
    """Does all that a town decides, over and over, while another collects; returns how often."""
    desk = Desk(open_store(url), clock, "丙")
    listed = folder / "村名单.csv"
    listed.write_text(f"村代码,村名\n{village},{desk.parcels_of(village)[0].name}\n", "utf-8")
    parcel = desk.parcels_of(village)[0].uid
    terms = desk._terms()
    _HERE["begin"].wait(WAIT)
    rounds = 0
    try:
        while rounds < OFTEN:
            rounds += 1
            for back in (False, True):
                with desk.store.writing() as connection:
                    withdraw(connection, parcel, desk.stamp(), _again, back=back)
            judge_again(desk.store, terms, _again)
            desk.map_columns(village, {"怪名": "name" if rounds % 2 else ""})
            desk.decide_twin(_TWIN, "same" if rounds % 2 else "")
            desk.import_expected(listed)
            desk.expect(())
            desk.roll_up(parse_period(PERIOD), folder / "汇总.xlsx")
        return rounds
    finally:
        desk.close()


def judge(url: str, times: int) -> int:
    """Judges all that was taken in anew, once all clerks are there; returns how many it was."""
    desk = Desk(open_store(url), clock)
    try:
        terms = desk._terms()
        _HERE["begin"].wait(WAIT)
        return sum(judge_again(desk.store, terms, _again).number for _ in range(times))
    finally:
        desk.close()


def open_together(url: str) -> str:
    """Opens the store once all clerks are there; returns its schema's version."""
    _HERE["begin"].wait(WAIT)
    store = open_store(url)
    store.close()
    return store.info["schema_version"]


def _accept(store: Any, place: int, stamp: Stamp) -> str:
    taken, content, name = _HERE["books"][place]
    return accept(store, taken, content, name, stamp=stamp, again=_again)


def _again(kept: Kept) -> Taken:
    found: Taken = next(taken for taken, own, _ in _HERE["books"] if own == kept.contents[0])
    return found

"""The desk on 20,000 people: open a page, find, save, check; and how it grows to 100,000.

Run: `pytest tests/bench/bench_desk.py --benchmark-columns=median,rounds`
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from ui.grid import GridModel
from villagedesk.declare import face
from villagedesk.demo import make
from villagedesk.desk import Desk, open_existing
from villagedesk.ledgers import residents

PEOPLE = residents.LEDGER.rolls[0]
NOW = datetime(2026, 11, 22, 9, 0)
BARE = (
    'SELECT uid, name, gender, born, id_no, "group", household, relation, phone, presence'
    " FROM person {} ORDER BY pinyin"
)


def desk_of(folder: Path, people: int) -> Desk:
    made = make(folder, people=people, seed=1)[0]
    return Desk(open_existing(str(made.path)), lambda: NOW)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = desk_of(tmp_path_factory.mktemp("20k"), 20_000)
    yield opened
    opened.close()


@pytest.fixture
def model(qapp: object) -> GridModel:
    return GridModel([face(attribute) for attribute in PEOPLE.grid])


def bare(desk: Desk, where: str = "") -> list[tuple[object, ...]]:
    with desk.store.reading() as connection:
        return [tuple(row) for row in connection.execute(text(BARE.format(where)))]


def test_open_a_page(benchmark: Callable[..., None], desk: Desk, model: GridModel) -> None:
    benchmark(lambda: model.show_rows(desk.rows(PEOPLE)))


def test_open_a_page_bare_select(benchmark: Callable[..., None], desk: Desk) -> None:
    benchmark(lambda: bare(desk))


def test_find_by_initials(benchmark: Callable[..., None], desk: Desk, model: GridModel) -> None:
    benchmark(lambda: model.show_rows(desk.rows(PEOPLE, words="wjg")))


def test_find_by_initials_bare_select(benchmark: Callable[..., None], desk: Desk) -> None:
    benchmark(lambda: bare(desk, "WHERE initials LIKE '%wjg%'"))


def test_save(benchmark: Callable[..., None], desk: Desk) -> None:
    uid, numbers = desk.rows(PEOPLE)[100][0], count(13800000000)
    benchmark(lambda: desk.save(PEOPLE, uid, {"phone": str(next(numbers))}))


def test_check(benchmark: Callable[..., None], desk: Desk) -> None:
    benchmark(desk.findings)


def cpu(job: Callable[[], object]) -> float:
    """The least CPU time of five runs, in seconds."""
    times = []
    for _ in range(5):
        before = time.process_time()
        job()
        times.append(time.process_time() - before)
    return min(times)


def spent_on(
    jobs: dict[str, Callable[[Desk], object]], folders: pytest.TempPathFactory, people: int
) -> dict[str, float]:
    opened = desk_of(folders.mktemp(str(people)), people)
    spent = {name: cpu(partial(job, opened)) for name, job in jobs.items()}
    opened.close()
    return spent


def test_ten_times_the_people_cost_at_most_thirteen_times(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    jobs: dict[str, Callable[[Desk], object]] = {
        "open": lambda desk: desk.rows(PEOPLE),
        "find": lambda desk: desk.rows(PEOPLE, words="wjg"),
        "check": lambda desk: desk.findings(),
    }
    small, large = (spent_on(jobs, tmp_path_factory, people) for people in (10_000, 100_000))
    ratios = {name: large[name] / small[name] for name in jobs}
    with capsys.disabled():
        print("\n100k / 10k:", {name: round(ratio, 1) for name, ratio in ratios.items()})  # noqa: T201
    assert max(ratios.values()) <= 13

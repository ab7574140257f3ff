"""A very large village with all ledgers at once: every page, the whole check, and how both grow.

Run: `pytest tests/bench/bench_sizes.py -s`
"""

import gc
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop
from PySide6.QtWidgets import QApplication
from sqlmodel import SQLModel

from tests.bench.bench_mediation import quarrels
from ui import theme
from ui.main_window import MainWindow
from ui.memory import Memory
from ui.pages import places
from villagedesk.demo import make
from villagedesk.desk import Desk, open_existing
from villagedesk.ledgers import LEDGERS, ledger_of
from villagedesk.ledgers.contacts.rolls import CONTACTS, VISITS
from villagedesk.ledgers.contacts.tables import Visit
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, Matter, StageKind
from villagedesk.ledgers.mediation.rolls import CASES
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.ledgers.meetings.tables import Meeting
from villagedesk.people import Household, PartyMember, Person
from villagedesk.store.records import count, step

NOW = datetime(2026, 11, 22, 9, 0)
PEOPLE, MATTERS, QUARRELS = 20_400, 500, 2000
LEAST: dict[type[SQLModel], int] = {
    Person: 18_000,
    Household: 6000,
    PartyMember: 100,
    Visit: 20_000,
    Meeting: 300,
    Decision: MATTERS,
    Case: QUARRELS,
}
RUNNING = 5
"""One matter of so many is under way."""
ROUNDS = 5
PARTS = (1, 2, 4)
OPENED, CHECKED, GROWTH = 0.1, 2.0, 6.0
"""Seconds for a page and for the check; how many times as long four times the village may take."""

_ALL = QEventLoop.ProcessEventsFlag.AllEvents

Rows = dict[type[Any], list[dict[str, Any]]]
Where = tuple[str, str, str]


def village(folder: Path, *, part: int = 1) -> str:
    """A demo village with many more matters and cases, or that part of one; its file."""
    made = make(folder / str(part), people=PEOPLE // part, seed=1)[0]
    opened = Desk(open_existing(str(made.path)), lambda: NOW)
    with step(opened.store, "登记", opened.stamp()) as write:
        for rows in (quarrels(QUARRELS // part), matters(MATTERS // part)):
            for kind, many in rows.items():
                write.add_many(kind, ({"village": made.code, **row} for row in many))
    opened.close()
    return str(made.path)


def matters(many: int) -> Rows:
    """Matters of ten years with their four meetings; those under way got as far as the second."""
    rows: Rows = {Decision: [], DecisionStage: []}
    for n in range(many):
        raised, running = date(2026, 10, 30) - timedelta(days=n * 7), n % RUNNING == 0
        rows[Decision].append({"uid": f"d{n}", **_matter(n, raised, running=running)})
        for place, kind in enumerate(list(StageKind)[: 2 if running else 4]):
            held = (raised + timedelta(days=2 * place + 2)).isoformat()
            votes = {"voters_expected": 40, "voters_present": 38, "yes": 36, "passed": True}
            stage = {"uid": f"d{n}-{place}", "decision": f"d{n}", "kind": kind, "held_on": held}
            rows[DecisionStage].append({**stage, **votes})
    return rows


def _matter(n: int, raised: date, *, running: bool) -> dict[str, Any]:
    def after(days: int) -> str | None:
        return None if running else (raised + timedelta(days=days)).isoformat()

    return {
        "number": f"{raised.year}-{n:03}",
        "title": f"第{n}件大事",
        "kind": Matter.WELFARE,
        "raised_on": raised.isoformat(),
        "decider": Decider.REPRESENTATIVES,
        "authorised": True,
        "authority": "村民会议授权",
        "published_on": after(9),
        "published_until": after(16),
        "result_on": after(18),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """The stores of a quarter, a half and the whole of the village."""
    folder = tmp_path_factory.mktemp("sizes")
    return {part: village(folder, part=part) for part in PARTS}


@dataclass(frozen=True)
class Seconds:
    """How long the page took the first time, then until it is painted, and until all is new."""

    first: float
    at_once: float
    whole: float


@dataclass(frozen=True)
class Opening:
    """A window on the village that opens page after page."""

    window: MainWindow

    def seconds(self, where: Where) -> tuple[float, float]:
        """Until the page is painted as it was last seen, and until the desk's answers are."""
        self.settle()
        begun = perf_counter()
        self.window.go(*where)
        self._paint()
        at_once = perf_counter() - begun
        self._answer()
        self._paint()
        return at_once, perf_counter() - begun

    def settle(self) -> None:
        """Whatever the desk still answers, and whatever follows from that."""
        dispatcher = QAbstractEventDispatcher.instance()
        while self._answer() or dispatcher.processEvents(_ALL):
            pass

    def _paint(self) -> None:
        QApplication.sendPostedEvents()
        self.window.repaint()

    def _answer(self) -> bool:
        waits = not self.window.worker.is_idle
        while not self.window.worker.is_idle:
            QApplication.processEvents(_ALL | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return waits


def pages(desk: Desk) -> tuple[Where, ...]:
    """Every page of the navigation, the longest lists, and some records."""
    shelf = [(place.key, "", "") for place in places(LEDGERS) if place.shelf]
    long = (DECISIONS, CONTACTS, VISITS, CASES)
    lists = [(ledger_of(roll).key, "", roll.key) for roll in long]
    sitting = str(desk.rows(MEETINGS)[0][0])
    whole = (("findings", "", ""), ("structure", "", ""), ("sitting", sitting, MEETINGS.key))
    return (*shelf, *lists, *whole, ("case", "c100", CASES.key), ("matter", "d100", ""))


def opened(file: str, folder: Path, qtbot: Any) -> dict[str, Seconds]:
    """Every page by its name, the medians of some rounds through all of them."""
    desk = Desk(open_existing(file), lambda: NOW)
    wanted = pages(desk)
    desk.close()
    window = MainWindow(Memory(folder / "window.ini"), lambda: NOW)
    with qtbot.waitSignal(window.opened, timeout=10_000):
        window.show()
        window.open_store(file)
    gc.freeze()  # as the door of the program does
    opening = Opening(window)
    rounds = [[opening.seconds(where) for where in wanted] for _ in range(1 + ROUNDS)]
    opening.settle()
    window.close()
    found = {}
    for (key, _, roll), (first, *later) in zip(wanted, zip(*rounds, strict=True), strict=True):
        at_once, whole = (median(times) for times in zip(*later, strict=True))
        found[f"{key} {roll}".strip()] = Seconds(first[0], at_once, whole)
    return found


@pytest.mark.timeout(1200)
def test_every_page_opens_in_a_tenth_of_a_second(
    files: dict[int, str], tmp_path: Path, qtbot: Any, qapp: QApplication, capsys: Any
) -> None:
    theme.apply(qapp)
    seen = {part: opened(file, tmp_path, qtbot) for part, file in files.items()}
    with capsys.disabled():
        print(f"\n{'page, ms':34} first at once  whole     1/2     1/4  1 : 1/4")  # noqa: T201
        for name, one in seen[1].items():
            half, quarter = (seen[part][name].whole for part in (2, 4))
            times = (one.first, one.at_once, one.whole, half, quarter)
            said = " ".join(f"{1000 * time:7.0f}" for time in times)
            print(f"{name:32} {said} {one.whole / quarter:8.1f}")  # noqa: T201
    assert max(one.at_once for one in seen[1].values()) <= OPENED
    assert median(one.whole / seen[4][name].whole for name, one in seen[1].items()) <= GROWTH


@pytest.mark.timeout(600)
def test_the_check_is_quick_and_grows_with_the_village(files: dict[int, str], capsys: Any) -> None:
    spent = {part: checked(file, part) for part, file in files.items()}
    with capsys.disabled():
        print(f"\n{'check, ms':34}   whole     1/2     1/4  1 : 1/4")  # noqa: T201
        for name, time in spent[1].items():
            said = " ".join(f"{1000 * spent[part][name]:7.0f}" for part in PARTS)
            print(f"{name:34} {said} {time / spent[4][name]:8.1f}")  # noqa: T201
    assert spent[1]["all"] <= CHECKED
    assert spent[1]["all"] / spent[4]["all"] <= GROWTH


def checked(file: str, part: int) -> dict[str, float]:
    """The medians of the whole check, and of each ledger by itself."""
    desk = Desk(open_existing(file), lambda: NOW)
    with desk.store.reading() as connection:
        assert all(count(connection, kind) >= least // part for kind, least in LEAST.items())
    wanted = {"all": (), **{ledger.key: (ledger.key,) for ledger in LEDGERS}}
    found = {
        name: median(_timed(desk, only) for _ in range(ROUNDS)) for name, only in wanted.items()
    }
    desk.close()
    return found


def _timed(desk: Desk, only: tuple[str, ...]) -> float:
    begun = perf_counter()
    desk.findings(ledgers=only)
    return perf_counter() - begun

"""Mediation with 2,000 cases: the board, one case, the year's figures, and norms that stay linear.

Run: `pytest tests/bench/bench_mediation.py -s --benchmark-columns=median,rounds`
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from villagedesk.declare import Facts
from villagedesk.desk import Desk, found_village
from villagedesk.ledgers.mediation import LEDGER
from villagedesk.ledgers.mediation.states import must_have
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Dispute,
    Mediator,
    MediatorPost,
    Outcome,
    Paper,
    Part,
    Performance,
    Session,
    Side,
    SideKind,
    Taking,
)
from villagedesk.norms import rules
from villagedesk.people import Person
from villagedesk.store.records import step

NOW = datetime(2026, 11, 22, 9, 0)
CODE = "990326101200"
CASES, PEOPLE, PER_YEAR = 2000, 2000, 200
PAPERS = (
    *must_have(Case(uid="", village="", case_no="", accepted_on="2026", outcome=Outcome.WRITTEN)),
    Paper.RECEIPT,
    Paper.VISIT,
)

Rows = dict[type[Any], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    file = str(tmp_path_factory.mktemp("mediation") / "河湾村.vdesk")
    opened = Desk(found_village(file, code=CODE, name="河湾村", now=NOW), lambda: NOW)
    with step(opened.store, "登记", opened.stamp()) as write:
        for kind, rows in quarrels(CASES).items():
            write.add_many(kind, ({"village": CODE, **row} for row in rows))
    yield opened
    opened.close()


def quarrels(many: int) -> Rows:
    """Cases of ten years, each with two sides, two helpers, two sessions and eight papers."""
    rows: Rows = {
        Person: [{"uid": f"p{n}", "name": f"村民{n}", "gender": "2"} for n in range(PEOPLE)],
        Mediator: [
            {"uid": f"m{n}", "person": f"p{n}", "post": MediatorPost.MEMBER} for n in range(5)
        ],
    }
    rows |= {kind: [] for kind in (Case, Side, Taking, Session, CasePaper)}
    for n in range(many):
        uid, day = f"c{n}", date(2017, 1, 1) + timedelta(days=n * 3600 // many)
        rows[Case].append({"uid": uid, **_case(n, day)})
        for place, side in enumerate(SideKind):
            name = {"name": f"村民{n + place}", "person": f"p{(n + place) % PEOPLE}"}
            rows[Side].append({"uid": f"{uid}s{place}", "case": uid, "side": side, **name})
        for place, part in enumerate((Part.MEDIATOR, Part.SAGE)):
            person = f"p{n % 5 + 10 * place}"
            rows[Taking].append({"uid": f"{uid}t{place}", "case": uid, "person": person})
            rows[Taking][-1]["part"] = part
        rows[Session] += (
            {"uid": f"{uid}o{k}", "case": uid, "on": day.isoformat(), "said": "谈" * 200}
            for k in range(2)
        )
        rows[CasePaper] += (
            {"uid": f"{uid}d{k}", "case": uid, "kind": paper, "pages": 1}
            for k, paper in enumerate(PAPERS)
        )
    return rows


def _case(n: int, day: date) -> dict[str, Any]:
    done = day + timedelta(days=10)
    archived = n % 20 != 0
    return {
        "case_no": f"{2017 + n // PER_YEAR}-{n % PER_YEAR + 1:03}",
        "accepted_on": day.isoformat(),
        "kind": list(Dispute)[n % 15],
        "summary": "两家为地界争吵。" * 10,
        "outcome": Outcome.WRITTEN,
        "signed": True,
        "sealed": True,
        "effective_on": done.isoformat(),
        "performance": Performance.DONE if archived else Performance.RUNNING,
        "closed_on": done.isoformat() if archived else None,
        "archived_on": done.isoformat() if archived else None,
    }


def test_the_board_opens_in_a_tenth_of_a_second(benchmark: Any, desk: Desk) -> None:
    board = benchmark(desk.cases_board)
    assert sum(len(column.cases) for column in board) == CASES
    assert benchmark.stats.stats.median <= 0.1


def test_a_case_opens_in_a_tenth_of_a_second(benchmark: Any, desk: Desk) -> None:
    assert len(benchmark(desk.case, "c100").papers) == len(Paper)
    assert benchmark.stats.stats.median <= 0.1


def test_the_figures_of_a_year(benchmark: Any, desk: Desk) -> None:
    assert benchmark(desk.statistics, 2020).total.accepted > 100
    assert benchmark.stats.stats.median <= 0.1


def test_the_cases_are_checked_within_a_second(benchmark: Any, desk: Desk) -> None:
    findings = benchmark.pedantic(
        desk.findings, kwargs={"ledgers": ("mediation",)}, rounds=5, warmup_rounds=1
    )
    assert findings == []
    assert benchmark.stats.stats.median <= 1


def test_twice_the_cases_take_about_twice_the_time() -> None:
    once, four_times = (min(_judging(many) for _ in range(3)) for many in (2000, 8000))
    assert four_times / once < 6


def _judging(many: int) -> float:
    """Seconds that all norms take over so many cases."""
    every = quarrels(many)
    rows = {kind: [kind(village=CODE, **row) for row in every[kind]] for kind in every}
    facts, book, on = Facts(lambda kind: rows.get(kind, [])), rules(), NOW.date()
    start = perf_counter()
    for norm in LEDGER.norms:
        rule = book.on(f"mediation.{norm.__name__}", on)
        assert rule
        list(norm(facts, on, rule))
    return perf_counter() - start

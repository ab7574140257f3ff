"""Contact households of a large village: 6,000 households, 300 members, 20,000 visits.

Run: `pytest tests/bench/bench_contacts.py -s --benchmark-columns=median,rounds`
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from villagedesk import checks
from villagedesk.desk import Desk, found_village
from villagedesk.ledgers import contacts
from villagedesk.ledgers.contacts.rolls import CONTACTS, VISITS
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.people import (
    HEAD,
    Group,
    Household,
    PartyBranch,
    PartyMember,
    Person,
    Presence,
    Stage,
)
from villagedesk.store.records import step

NOW = datetime(2026, 12, 28, 9, 0)
CODE = "990326101200"
HOUSEHOLDS, VISITED, EACH = 6000, 20000, 3
GROUPS, MEMBERS = 20, 600

Rows = dict[type[Any], list[dict[str, Any]]]


def village(folder: Any, households: int, visits: int) -> Desk:
    file = str(folder / f"{households}.vdesk")
    opened = Desk(found_village(file, code=CODE, name="河湾村", now=NOW), lambda: NOW)
    with step(opened.store, "登记", opened.stamp()) as write:
        for kind, rows in rows_of(households, visits).items():
            write.add_many(kind, ({"village": CODE, **row} for row in rows))
    return opened


def rows_of(households: int, visits: int) -> Rows:
    """Three people a household; a tenth of the heads are members and look after ten each."""
    chance, groups = random.Random(1), GROUPS
    members = households // 10
    full = {"branch": "b", "stage": Stage.FULL, "joined": "2001-07-01"}
    return {
        Group: [{"uid": f"g{n}", "name": f"{n}组"} for n in range(groups)],
        GridCell: [{"uid": f"c{n}", "name": f"第{n}网格"} for n in range(groups // 2)],
        CellGroup: [
            {"uid": f"cg{n}", "cell": f"c{n // 2}", "group": f"g{n}"} for n in range(groups)
        ],
        Household: [
            {"uid": f"h{n}", "number": f"{n:05}", "group": f"g{n % groups}"}
            for n in range(households)
        ],
        Person: [
            {"uid": f"p{n}-{k}", "name": f"村民{n}", "household": f"h{n}", "born": "1970-01-02"}
            | {"relation": "10" if k else HEAD, "presence": Presence.HERE}
            for n in range(households)
            for k in range(EACH)
        ],
        PartyBranch: [{"uid": "b", "name": "河湾村党支部", "kind": "党支部"}],
        PartyMember: [{"uid": f"p{n}-0", **full} for n in range(members)],
        Contact: [
            {"uid": f"k{n}", "person": f"p{n % members}-0", "household": f"h{n}"}
            | {"since": "2025-01-01", "kinds": "一般户"}
            for n in range(households)
            if n % 50
        ],
        Visit: [
            {"uid": f"v{n}", "on": day.isoformat(), "person": f"p{n % members}-0"}
            | {"household": f"h{n % households}", "said": f"近况{n}", "state": "已办结"}
            for n in range(visits)
            for day in [date(2026, 12, 27) - timedelta(days=chance.randrange(360))]
        ],
    }


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = village(tmp_path_factory.mktemp("contacts"), HOUSEHOLDS, VISITED)
    yield opened
    opened.close()


def test_the_page_of_the_contact_households_opens(benchmark: Any, desk: Desk) -> None:
    cover = benchmark(desk.contact_coverage)
    assert (cover.households, len(cover.cells)) == (HOUSEHOLDS, GROUPS // 2)


def test_contacts_are_listed_in_a_tenth_of_a_second(benchmark: Any, desk: Desk) -> None:
    assert len(benchmark(desk.rows, CONTACTS)) > HOUSEHOLDS * 0.9
    assert benchmark.stats.stats.median <= 0.1


def test_visits_are_listed(benchmark: Any, desk: Desk) -> None:
    assert len(benchmark(desk.rows, VISITS)) == VISITED


def test_visits_are_searched(benchmark: Any, desk: Desk) -> None:
    assert benchmark(desk.rows, VISITS, words="村民77")


def test_who_could_take_the_rest(benchmark: Any, desk: Desk) -> None:
    assert len(benchmark(desk.propose_contacts)) == HOUSEHOLDS // 50


def test_ten_visits_are_saved(benchmark: Any, desk: Desk) -> None:
    typed = [
        {"visited_on": "2026-12-28", "visitor": "村民1", "visited_household": f"{n:05}"}
        for n in range(10)
    ]
    saved = benchmark(desk.save_visits, typed)
    assert all(one.problems for one in saved) or all(one.uid for one in saved)


def test_the_check_grows_no_faster_than_the_village(tmp_path: Any) -> None:
    spent = []
    for households in (1500, 6000):
        opened = village(tmp_path, households, households * 10 // 3)
        facts, rules = opened.facts(), opened.rules()
        begun = perf_counter()
        assert checks.findings(facts, NOW.date(), rules, only=(contacts.LEDGER.key,))
        spent.append(perf_counter() - begun)
        opened.close()
    assert spent[1] <= 2
    assert spent[1] <= 8 * spent[0]

"""A town's lists: every village's rows in one, each with its village in front."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.town.villages import clock, town
from villagedesk.__main__ import main
from villagedesk.declare import face
from villagedesk.desk import Desk, open_existing
from villagedesk.desk.listing import VILLAGE
from villagedesk.ledgers import residents, rolls
from villagedesk.people import Person, Village
from villagedesk.store.records import table_of
from villagedesk.town.expected import Expected

PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def desk(town_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a town that two villages handed in to."""
    opened = Desk(open_existing(str(shutil.copy(town_file, tmp_path / "镇.vdesk"))), clock)
    yield opened
    opened.close()


def villages(desk: Desk) -> list[Any]:
    with desk.store.reading() as connection:
        return list(connection.execute(select(table_of(Village))))


def names(desk: Desk) -> list[str]:
    return list(dict.fromkeys(row[1] for row in desk.rows(PEOPLE)))


@pytest.mark.parametrize("roll", rolls(), ids=lambda roll: roll.key)
def test_it_holds_the_rows_of_each_village_with_its_name(desk, roll):
    rows = desk.rows(roll)
    apart = []
    for name in names(desk):
        apart += [row for row in desk.rows(roll, where={VILLAGE.key: name}) if row[1] == name]
    assert rows == apart
    assert len(rows) == desk.count(roll)
    assert all(len(row) == 1 + len(desk.grid_faces(roll)) for row in rows)


def test_a_village_s_rows_are_those_of_its_own_store(desk, town_file):
    for file in (town_file.parent / "villages").glob("*.vdesk"):
        own = Desk(open_existing(str(file)), clock)
        rows, name = own.rows(PEOPLE), own.place().name
        own.close()
        there = desk.rows(PEOPLE, where={VILLAGE.key: name})
        assert [(row[0], *row[2:4]) for row in there] == [row[:3] for row in rows]


def test_the_villages_come_in_the_order_of_the_town_s_list(desk):
    listed = [Expected(row.code, row.name) for row in villages(desk)]
    for order in (listed, listed[::-1]):
        desk.expect(order)
        assert names(desk) == [one.name for one in order]
        assert desk.values_of(PEOPLE, VILLAGE.key) == [one.name for one in order]


def test_another_order_goes_through_all_villages(desk):
    rows = desk.rows(PEOPLE, order=((face(Person.born).key, False),))
    born = [row[4] for row in rows if row[4]]
    assert born == sorted(born)
    last_first = desk.rows(PEOPLE, order=((VILLAGE.key, True),))
    assert [row[1] for row in last_first[:1]] == names(desk)[-1:]


def test_the_first_page_begins_the_list(desk):
    assert desk.rows(PEOPLE, most=10) == desk.rows(PEOPLE)[:10]


def test_a_search_goes_through_all_villages_and_says_whose_somebody_is(desk):
    found = desk.rows(PEOPLE, words="z")
    assert {row[1] for row in found} == set(names(desk))
    hints = [pick.hint for pick in desk.picks("person", "z", limit=200)]
    assert {hint.split(" · ")[0] for hint in hints} == set(names(desk))


def test_a_chosen_village_is_listed_alone(desk):
    one = villages(desk)[0]
    desk.choose_village(one.code)
    assert names(desk) == [one.name]
    assert desk.count(PEOPLE) == len(desk.rows(PEOPLE))


def test_a_town_without_villages_has_empty_lists(tmp_path):
    empty = town(tmp_path)
    assert [empty.rows(roll) for roll in rolls() if empty.rows(roll)] == []
    assert empty.values_of(PEOPLE, VILLAGE.key) == []
    empty.close()


def test_the_command_shows_the_village_too(town_file, tmp_path, capsys):
    copy = shutil.copy(town_file, tmp_path / "镇.vdesk")
    assert main(["show", str(copy), "residents", "--json"]) == 0
    assert all(row[VILLAGE.key] for row in json.loads(capsys.readouterr().out))

"""A county's server: the same answers as a file's, whoever else is at work, and plain words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import Server
from tests.town.test_collect import content
from tests.town.villages import PERIOD, Handed, cells, clock, town
from villagedesk.__main__ import main
from villagedesk.books.own import read_own
from villagedesk.declare import face
from villagedesk.desk import Desk, open_existing
from villagedesk.ledgers import rolls
from villagedesk.period import parse_period
from villagedesk.town.expected import Expected

README = Path(__file__).parents[2] / "README.md"
ROUNDS = 12


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

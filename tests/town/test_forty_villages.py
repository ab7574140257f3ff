"""A whole round: forty villages hand in, some damaged; it goes back, is put right, rolled up."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.town.villages import PERIOD, Handed, clock, hand_in, handed, town
from villagedesk.books.cells import cell_maker, clean_text
from villagedesk.books.digest import mark_of
from villagedesk.books.own import META
from villagedesk.desk import Desk, open_existing
from villagedesk.desk.returning import read_slip
from villagedesk.period import parse_period
from villagedesk.town.collect import Collected
from villagedesk.town.expected import Expected
from villagedesk.town.standing import State

VILLAGES, SEED = 40, 20261123


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handed, ...]:
    return handed(tmp_path_factory.mktemp("forty"), VILLAGES, people=50)


def cut_off(path: Path, chance: random.Random) -> None:
    """As a stick that was pulled out too early."""
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(100, len(content) - 100)])


def write_over(path: Path, chance: random.Random) -> None:
    """A date that is none, in some row of the people."""
    book = load_workbook(path)
    sheet = book["人员"]
    headers = [cell.value for cell in sheet[3]]
    row = chance.randrange(4, 4 + 20)
    sheet.cell(row, headers.index("出生年月") + 1).value = "不详吧"
    book.save(path)


def drop_row(path: Path, chance: random.Random) -> None:
    """A household that somebody took out, though people live in it."""
    book = load_workbook(path)
    book["户"].delete_rows(chance.randrange(4, 8))
    book.save(path)


def empty_file(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def lose(path: Path, _: random.Random) -> None:
    path.unlink()


def newer_program(path: Path, _: random.Random) -> None:
    book = load_workbook(path)
    cell = book[META]["A1"]
    cell.value = json.dumps({**json.loads(str(cell.value)), "format": 99}, ensure_ascii=False)
    book.save(path)


DAMAGES = (cut_off, write_over, drop_row, empty_file, lose, newer_program)
REFUSED = {cut_off, empty_file, newer_program}
EDITED = {write_over, drop_row}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = town(tmp_path)
    yield opened
    opened.close()


def rows_of_store(path: Path) -> dict[str, list[list[str]]]:
    """What the village itself would hand in, roll by roll, as the marks of its cells."""
    own = Desk(open_existing(str(path)), clock)
    try:
        book = own.gather(parse_period(PERIOD))
    finally:
        own.close()
    found = {}
    for page in book.pages:
        makers = [cell_maker(face.kind) for face in page.fields]
        found[page.title] = [
            [
                "" if value is None else mark_of(clean(make(value)))
                for make, value in zip(makers, row, strict=False)
            ]
            for row in page.rows
        ]
    return found


def clean(cell: object) -> object:
    return clean_text(cell) if isinstance(cell, str) else cell


def rows_rolled_up(path: Path) -> dict[str, list[list[str]]]:
    """The body of every sheet, without 序号 and what is below the table."""
    found = {}
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            heads = [at for at, row in enumerate(rows) if row and row[0] == "序号"]
            if heads:
                body = rows[heads[0] + 1 :]
                found[name] = [
                    [mark_of(cell) for cell in row[1:]] for row in body if isinstance(row[0], float)
                ]
    return found


@pytest.mark.timeout(600)
def test_forty_villages_go_through_a_whole_round(
    desk: Desk, forty: tuple[Handed, ...], tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    damaged = send(sent, forty)
    desk.expect([Expected(one.code, one.name) for one in forty])
    assert_taken_or_refused(desk.collect([sent]), forty, damaged)
    assert_given_back(desk, tmp_path, forty, damaged)
    again = put_right(tmp_path, forty, damaged)
    assert not desk.collect([again, sent]).missing
    standing = desk.standing(PERIOD).villages
    assert {one.state for one in standing} == {State.IN}
    assert not any(one.edited or one.problems for one in standing)
    done = desk.roll_up(parse_period(PERIOD), tmp_path / "汇总.xlsx")
    assert_rolled_up(done.path, forty)


Damage = Callable[[Path, random.Random], None]


def send(folder: Path, forty: tuple[Handed, ...]) -> dict[str, Damage]:
    """Every village's workbook, some of them damaged; returns by code how."""
    chance = random.Random(SEED)
    folder.mkdir()
    for one in forty:
        shutil.copy(one.book, folder / f"x{one.code}.xlsx")
    unlucky = chance.sample(forty, 3 * len(DAMAGES))
    damaged: dict[str, Damage] = {
        one.code: DAMAGES[at % len(DAMAGES)] for at, one in enumerate(unlucky)
    }
    for code, damage in damaged.items():
        damage(folder / f"x{code}.xlsx", chance)
    return damaged


def assert_taken_or_refused(
    done: Collected, forty: tuple[Handed, ...], damaged: dict[str, Damage]
) -> None:
    status = {one.path.stem[1:]: one.status for one in done.files}
    assert status == {
        one.code: "refused" if how in REFUSED else "edited" if how in EDITED else "new"
        for one in forty
        if (how := damaged.get(one.code)) is not lose
    }
    gone = {code for code, how in damaged.items() if how in REFUSED or how is lose}
    assert {one.code for one in done.missing} == gone
    for seen in done.files:
        assert bool(seen.problems) == (seen.status != "new"), seen.path.name


def assert_given_back(
    desk: Desk, folder: Path, forty: tuple[Handed, ...], damaged: dict[str, Damage]
) -> None:
    """The slips name what was written over, each in its own village."""
    slips = [read_slip(path) for path in desk.write_slips(PERIOD, folder)]
    by_name = {slip.village: slip for slip in slips if slip}
    names = {one.code: one.name for one in forty}
    for code, how in damaged.items():
        if how in EDITED:
            items = by_name[names[code]].items
            assert how is not write_over or any("不详吧" in one.message for one in items)


def put_right(folder: Path, forty: tuple[Handed, ...], damaged: dict[str, Damage]) -> Path:
    """Those whose workbook was damaged hand in once more, from their own stores."""
    again = folder / "again"
    again.mkdir()
    for one in (one for one in forty if one.code in damaged):
        copy = folder / f"{one.code}.vdesk"
        shutil.copy(one.store, copy)
        hand_in(copy, again / f"{one.code}.xlsx", days=1)
    return again


def assert_rolled_up(path: Path, forty: tuple[Handed, ...]) -> None:
    """Row by row, in order, what the villages' own stores say."""
    stores = {one.name: rows_of_store(one.store) for one in forty}
    rolled = rows_rolled_up(path)
    titles = next(iter(stores.values()))
    count = 0
    for title in titles:
        wanted = [[f"s{name}", *row] for name, rows in stores.items() for row in rows[title]]
        width = max(map(len, wanted), default=0)
        assert [row[:width] for row in rolled.get(title, [])] == wanted, title
        count += len(wanted)
    assert count > VILLAGES * 500

"""A roster sent again, put right, as a new file: the town is told, decides, and that lasts."""

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.desk.small_village import id_number
from tests.postgresql import Server
from tests.town.conftest import NewTown
from tests.town.test_collect import content
from tests.town.test_postgresql import desk_of
from tests.town.test_roster_slips import standing_of
from tests.town.test_rosters import (
    CODES,
    PEOPLE,
    collect,
    committee,
    listed,
    members,
    people,
    roster,
)
from tests.town.villages import PERIOD, town
from villagedesk.__main__ import main
from villagedesk.desk import Desk
from villagedesk.desk.returning import read_slip
from villagedesk.town.expected import Expected

TITLE = "河湾村党员花名册"
HEADER = ("姓名", "身份证号码", "入党时间")
ADDED = ("李添上", id_number("1990-05-06", 11), "2003-07-01")


@pytest.fixture
def desk(new_town: NewTown) -> Desk:
    """A town that expects three villages."""
    return listed(new_town())


def filled(path: Path, *rows: Sequence[str]) -> Path:
    """A roster of members."""
    return roster(path, TITLE, HEADER, rows)


def since(day: str) -> list[tuple[str, str, str]]:
    return [(*one, day) for one in PEOPLE]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return filled(tmp_path / "a.xlsx", *since("2001-07-01"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The same put right: another day, and one who was forgotten."""
    return filled(tmp_path / "b.xlsx", *since("2002-07-01"), ADDED)


def told(desk: Desk) -> list[str]:
    return [one.said for one in standing_of(desk).alike]


def test_a_roster_sent_again_as_a_new_file_is_told_in_one_sentence(
    desk: Desk, old: Path, new: Path
) -> None:
    collect(desk, old)
    assert told(desk) == []
    (seen,) = collect(desk, new)
    assert seen.status == "new"
    sentence = (
        "“a.xlsx”和“b.xlsx”像是同一张表收了两份：两份里都有的 3 行（党员），"
        "只在“b.xlsx”里的 1 行；旧的那份请撤下"
    )
    assert seen.problems[0].message == sentence
    assert told(desk) == [sentence]
    assert all(one.message != sentence for one in standing_of(desk).problems)


def test_the_one_that_is_withdrawn_counts_no_more_nor_comes_back(
    desk: Desk, old: Path, new: Path
) -> None:
    collect(desk, old, new)
    twice = standing_of(desk)
    uid = {one.name: one.uid for one in desk.parcels_of(CODES["河湾村"])}["a.xlsx"]
    desk.withdraw(uid)
    once = standing_of(desk)
    assert once.alike == ()
    assert (twice.rows, once.rows) == (7, 4)
    assert set(people(desk)) == {*(who for who, _ in PEOPLE), ADDED[0]}
    assert [one.status for one in collect(desk, old, new)] == ["same", "same"]
    assert standing_of(desk) == once


def test_what_the_town_says_are_two_is_not_told_again(
    desk: Desk, old: Path, new: Path, tmp_path: Path
) -> None:
    collect(desk, old, new)
    (pair,) = standing_of(desk).alike
    desk.keep_both(pair.one, pair.other)
    assert told(desk) == []
    assert standing_of(desk).rows == 7
    collect(desk, old, committee(tmp_path / "c.xlsx"))
    assert told(desk) == []
    collect(desk, filled(tmp_path / "d.xlsx", *since("2004-07-01")))
    assert len(told(desk)) == 2


def test_the_order_of_the_files_is_no_matter(tmp_path: Path, old: Path, new: Path) -> None:
    files = old, new, committee(tmp_path / "c.xlsx")
    seen = []
    for place, order in enumerate(permutations(files)):
        folder = tmp_path / str(place)
        folder.mkdir()
        desk = listed(town(folder))
        for path in order:
            collect(desk, path)
        (pair,) = standing_of(desk).alike
        desk.keep_both(pair.other, pair.one)
        seen.append(content(desk))
        desk.close()
    assert all(one == seen[0] for one in seen)


def test_a_server_tells_it_and_keeps_the_decisions_as_a_file_does(
    tmp_path: Path, old: Path, new: Path, server: Server, database: str
) -> None:
    file, kept = listed(town(tmp_path)), listed(desk_of(server.url(database)))
    for desk in (file, kept):
        collect(desk, old, new)
    (pair,) = standing_of(file).alike
    assert (standing_of(kept).alike, content(kept)) == ((pair,), content(file))
    for desk in (file, kept):
        desk.keep_both(pair.one, pair.other)
    assert (told(kept), content(kept)) == ([], content(file))
    for desk in (file, kept):
        desk.withdraw(pair.one)
    assert (standing_of(kept), content(kept)) == (standing_of(file), content(file))
    assert standing_of(kept).rows == 4
    for desk in (file, kept):
        desk.close()


@pytest.mark.parametrize("both", [0, 1])
def test_rosters_of_other_people_are_not_told(
    desk: Desk, old: Path, tmp_path: Path, both: int
) -> None:
    branch = (ADDED, *(("周一", id_number("1966-01-02", n), "2001-07-01") for n in (13, 15)))
    collect(desk, old, filled(tmp_path / "b.xlsx", *branch, *since("2001-07-01")[:both]))
    assert told(desk) == []


def test_the_same_people_in_another_ledger_are_not_told(desk: Desk, tmp_path: Path) -> None:
    collect(desk, members(tmp_path / "a.xlsx"), committee(tmp_path / "b.xlsx"))
    assert told(desk) == []


def test_two_of_one_name_are_told_apart_by_when_they_came(
    desk: Desk, old: Path, new: Path, tmp_path: Path
) -> None:
    (tmp_path / "again").mkdir()
    collect(desk, old, new.rename(tmp_path / "again" / old.name))
    assert told(desk)[0].startswith("“a.xlsx”（11-22 09:00 收到的）和“a.xlsx”（")


def test_it_is_no_matter_of_the_village_s_slip(desk: Desk, old: Path, tmp_path: Path) -> None:
    collect(desk, old, filled(tmp_path / "b.xlsx", *since("去年")))
    assert told(desk)
    slips = [read_slip(path) for path in desk.write_slips(PERIOD, tmp_path)]
    items = [one.message for slip in slips if slip for one in slip.items]
    assert items
    assert not any("同一张表" in one for one in items)


def test_the_command_says_it_too(tmp_path: Path, old: Path, new: Path, capsys: Any) -> None:
    desk = town(tmp_path)
    desk.expect([Expected(CODES["河湾村"], "河湾村")])
    store = str(desk.store.path)
    desk.close()
    main(["collect", store, str(old), str(new), "--period", PERIOD, "--json"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert any("像是同一张表" in one["message"] for one in files[1]["problems"])


def test_without_numbers_it_is_told_though_nobody_is_taken_twice(
    desk: Desk, tmp_path: Path
) -> None:
    for name, day in (("a", "2001-07-01"), ("b", "2002-07-01")):
        rows = [(who, day) for who, _ in PEOPLE]
        collect(desk, roster(tmp_path / f"{name}.xlsx", TITLE, HEADER[::2], rows))
    assert "两份里都有的 3 行" in told(desk)[0]
    assert standing_of(desk).rows == len(PEOPLE)


def test_a_number_that_was_put_right_does_not_hide_it(desk: Desk, tmp_path: Path) -> None:
    wrong = [(who, f"{number[:-2]}00", day) for who, number, day in since("2001-07-01")]
    first, second = since("2001-07-01"), wrong
    collect(desk, filled(tmp_path / "a.xlsx", *second), filled(tmp_path / "b.xlsx", *first))
    assert len(told(desk)) == 1

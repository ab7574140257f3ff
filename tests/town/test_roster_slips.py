"""Rosters filled by hand that are given back: marked, put right on the slip, and taken in again."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.town.conftest import NewTown
from tests.town.test_collect import content, statuses
from tests.town.test_rosters import CODES, PEOPLE, collect, committee, listed, roster, words
from tests.town.villages import PERIOD
from villagedesk.desk import Desk
from villagedesk.desk.returning import read_slip
from villagedesk.town.expected import Expected
from villagedesk.town.standing import VillageStanding

STORES = ("file", "server")


@pytest.fixture
def desk(new_town: NewTown) -> Desk:
    """A town that expects three villages."""
    return listed(new_town())


def corrected(path: Path, out: Path, sheet: str = "Sheet", **cells: Any) -> Path:
    """What a village's clerk does with a slip: opens it, fills in cells, saves it."""
    book = load_workbook(path)
    for spot, value in cells.items():
        book[sheet][spot] = value
    book.save(out)
    return out


def standing_of(desk: Desk, village: str = "河湾村") -> VillageStanding:
    return next(v for v in desk.standing(PERIOD).villages if v.code == CODES[village])


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A roster with a date nobody can read and a column nobody knows."""
    header = ("姓名", "身份证号码", "入党时间", "存放处")
    rows = [(*PEOPLE[0], "去年", "一柜"), (*PEOPLE[1], "2001-07-01", "二柜")]
    return roster(tmp_path / "a.xlsx", "河湾村党员花名册", header, rows)


def test_the_slip_of_a_roster_is_that_roster_with_its_doubtful_cells_marked(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    collect(desk, doubtful)
    (slip,) = desk.write_slips(PERIOD, tmp_path)
    assert slip.name == f"青禾镇-河湾村-退回单-{PERIOD}-a.xlsx"
    book = load_workbook(slip)
    assert book.sheetnames[:2] == ["退回单", "Sheet"]
    for spot in ("C3", "D2"):
        assert book["Sheet"][spot].fill.patternType == "solid"
        assert "退回单第" in book["Sheet"][spot].comment.text
    assert book["Sheet"]["C4"].comment is None
    assert "就在这份表上改" in book["退回单"]["A3"].value


def test_what_falls_short_is_marked_at_the_name_in_the_roster_that_says_it(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    seats = committee(tmp_path / "b.xlsx")
    collect(desk, doubtful, seats)
    found = {one.found.subject: one.found for one in desk.findings_of(PERIOD)}
    slips = {slip.stem[-1]: slip for slip in desk.write_slips(PERIOD, tmp_path)}
    told = {name: slip.items for name, path in slips.items() if (slip := read_slip(path))}
    everywhere = [one.norm for items in told.values() for one in items if one.norm]
    assert len(everywhere) == len(desk.findings_of(PERIOD))
    norm = found["钱小河"].norm
    (who,) = (one for one in told["b"] if (one.norm, one.subject) == (norm, "钱小河"))
    assert (who.sheet, who.place) == ("Sheet", "B4")
    assert "没有联审" in load_workbook(slips["b"])["Sheet"]["B4"].comment.text


def test_a_slip_put_right_by_the_village_counts_instead_of_its_roster(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    collect(desk, doubtful, committee(tmp_path / "b.xlsx"))
    desk.map_columns(CODES["河湾村"], {"存放处": "remark", "应发补贴": "remark"})
    slip = next(path for path in desk.write_slips(PERIOD, tmp_path) if path.stem.endswith("a"))
    back = corrected(slip, tmp_path / "好了.xlsx", C3="1999-07-01")
    (seen,) = desk.collect([back]).files
    assert (seen.status, seen.name, seen.period) == ("new", "河湾村", PERIOD)
    assert not seen.problems
    assert [one.name for one in desk.parcels_of(CODES["河湾村"]) if one.withdrawn] == ["a.xlsx"]
    members = content(desk)["party_member"]
    assert {"1999-07-01", "2001-07-01"} <= {value for row in members for value in row}
    assert "一柜" in repr(members)
    assert not any("入党时间" in one.message for one in standing_of(desk).problems)
    assert statuses(desk, back) == ["same"]


def test_a_slip_of_a_slip_is_named_and_marked_like_the_first(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    desk.map_columns(CODES["河湾村"], {"存放处": "remark"})
    collect(desk, doubtful)
    (first,) = desk.write_slips(PERIOD, tmp_path)
    back = tmp_path / "in" / first.name
    back.parent.mkdir()
    collect(desk, corrected(first, back, C3="2001-07-01", C4="前年"))
    (second,) = desk.write_slips(PERIOD, tmp_path)
    assert second.name == first.name
    sheet = load_workbook(second)["Sheet"]
    assert (sheet["C3"].comment, sheet["C3"].fill.patternType) == (None, None)
    assert sheet["C4"].comment.text.count("退回单第") == 1


def test_a_roster_that_comes_after_its_correction_does_not_count(
    new_town: NewTown, tmp_path: Path, doubtful: Path
) -> None:
    first = listed(new_town())
    collect(first, doubtful)
    (slip,) = first.write_slips(PERIOD, tmp_path)
    paths = doubtful, corrected(slip, tmp_path / "好了.xlsx", C3="1999-07-01")
    seen = []
    for order in (paths, paths[::-1]):
        desk = listed(new_town())
        for path in order:
            (one,) = collect(desk, path)
        seen.append(content(desk))
    assert one.status == "older"
    assert "改好的" in words(one)
    assert seen[0] == seen[1]


def test_of_two_corrections_of_a_roster_the_later_one_counts(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    collect(desk, doubtful)
    (slip,) = desk.write_slips(PERIOD, tmp_path)
    for year in ("1998", "1999"):
        collect(desk, corrected(slip, tmp_path / f"{year}.xlsx", C3=f"{year}-07-01"))
    kept = {one.name: one.withdrawn for one in desk.parcels_of(CODES["河湾村"])}
    assert kept == {"a.xlsx": True, "1998.xlsx": True, "1999.xlsx": False}


def test_a_roster_of_a_lost_hidden_sheet_is_read_without_the_list(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    collect(desk, doubtful)
    (slip,) = desk.write_slips(PERIOD, tmp_path)
    book = load_workbook(slip)
    del book["_slip"]
    book.save(tmp_path / "好了.xlsx")
    (seen,) = collect(desk, tmp_path / "好了.xlsx")
    assert seen.status == "new"
    (twice, *problems) = seen.problems
    assert twice.like
    assert {one.sheet for one in problems} == {"Sheet"}


def test_a_slip_of_another_town_s_village_is_refused(
    desk: Desk, tmp_path: Path, doubtful: Path
) -> None:
    collect(desk, doubtful)
    (slip,) = desk.write_slips(PERIOD, tmp_path)
    desk.expect([Expected(CODES["小河湾村"], "小河湾村")])
    (seen,) = collect(desk, slip)
    assert (seen.status, len(seen.problems)) == ("refused", 1)
    assert "不在本镇的村名单里" in words(seen)

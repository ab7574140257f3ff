"""Rosters filled by hand: whose they are, what they say together, and what goes before them."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from tests.desk.small_village import id_number
from tests.town.test_collect import content, statuses
from tests.town.villages import PERIOD, Handed, town
from villagedesk.desk import Desk
from villagedesk.errors import UserError
from villagedesk.people import PartyMember, Person
from villagedesk.period import parse_period
from villagedesk.store.records import table_of
from villagedesk.town.collect import FileSeen
from villagedesk.town.expected import Expected
from villagedesk.town.parcels import Parcel
from villagedesk.town.rosters import named_in
from villagedesk.town.rows import record_tables
from villagedesk.town.standing import Behind

NAMES = ("河湾村", "小河湾村", "下坝村委会")
CODES = {name: f"99900120100{place}" for place, name in enumerate(NAMES)}
PEOPLE = (
    ("赵大山", id_number("1971-03-05", 11)),
    ("钱小河", id_number("1980-07-19", 22)),
    ("孙玉兰", id_number("1988-11-02", 43)),
)

Rows = Sequence[Sequence[Any]]


def roster(path: Path, title: str, header: Sequence[str], rows: Rows, unit: str = "") -> Path:
    """A sheet as hands fill it: a title, maybe 填报单位, headers, rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    if unit:
        sheet.append([f"填报单位：{unit}"])
    for row in (header, *rows):
        sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def members(path: Path, title: str = "河湾村党员花名册", **more: str) -> Path:
    rows = [(n, who, number, "2001-07-01") for n, (who, number) in enumerate(PEOPLE, 1)]
    return roster(path, title, ("序号", "姓名", "身份证号码", "入党时间"), rows, **more)


def committee(path: Path, title: str = "河湾村“两委”班子成员花名册") -> Path:
    rows = [
        (1, *PEOPLE[0], "村党支部书记", "2021-03-15", "1390000"),
        (2, *PEOPLE[1], "村委会副主任", "2021-03-15", "1390001"),
    ]
    header = ("序号", "姓名", "身份证号码", "职务", "任职时间", "应发补贴")
    return roster(path, title, header, rows)


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    """A town that expects three villages."""
    opened = listed(town(tmp_path))
    yield opened
    opened.close()


def listed(desk: Desk, more: Sequence[Expected] = ()) -> Desk:
    desk.expect([*(Expected(code, name) for name, code in CODES.items()), *more])
    return desk


def collect(desk: Desk, *paths: Path, period: str = PERIOD) -> tuple[FileSeen, ...]:
    return desk.collect(paths, period=parse_period(period)).files


def people(desk: Desk, village: str = "河湾村") -> Mapping[str, Any]:
    own = table_of(Person)
    with desk.store.reading() as connection:
        rows = connection.execute(select(own).where(own.c.village == CODES[village]))
        return {row.name: row for row in rows}


def words(seen: FileSeen) -> str:
    return "；".join(one.message for one in seen.problems)


def test_two_rosters_of_a_village_are_one_village_in_any_order(tmp_path: Path) -> None:
    paths = members(tmp_path / "a.xlsx"), committee(tmp_path / "b.xlsx")
    seen = []
    for place, order in enumerate(permutations(paths)):
        folder = tmp_path / str(place)
        folder.mkdir()
        desk = listed(town(folder))
        for path in order:
            assert [one.status for one in collect(desk, path)] == ["new"]
        seen.append(content(desk))
        assert len(seen[-1]["person"]) == 3
        assert len(seen[-1]["seat"]) == 2
        assert collect(desk, *order)[0].status == "same"
        assert content(desk) == seen[-1]
        desk.close()
    assert seen[0] == seen[1]


def test_what_it_holds_says_whose_it_is_before_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    unit = members(tmp_path / "小河湾村" / "a.xlsx", "党员花名册", unit="下坝村党支部")
    own_title = members(tmp_path / "河湾村.xlsx", "小河湾村党员花名册")
    folder = members(tmp_path / "河湾" / "党员" / "c.xlsx", "党员名册")
    seen = collect(desk, unit, own_title, folder)
    assert [one.name for one in seen] == ["下坝村委会", "小河湾村", "河湾村"]


def test_a_column_of_villages_says_it_and_two_villages_are_refused(
    desk: Desk, tmp_path: Path
) -> None:
    header, (one, other, _) = ("村", "姓名", "身份证号码"), PEOPLE
    title = "永安镇党员花名册"
    single = roster(tmp_path / "a.xlsx", title, header, [("河湾", *one), ("河湾村", *other)])
    double = roster(tmp_path / "b.xlsx", title, header, [("河湾", *one), ("下坝", *other)])
    seen = collect(desk, single, double)
    assert [(one.status, one.name) for one in seen] == [("new", "河湾村"), ("refused", "")]
    assert "河湾村、下坝村委会" in words(seen[1])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("河湾村党支部", ["河湾村"]),
        ("中共河湾村支部委员会", ["河湾村"]),
        ("小河湾村", ["小河湾村"]),
        ("大河湾村", []),
        ("河湾镇", []),
        ("河湾镇下坝村", ["下坝村委会"]),
        ("下坝", ["下坝村委会"]),
        ("下坝、河湾", ["河湾村", "下坝村委会"]),
    ],
)
def test_a_name_within_another_is_not_meant(said: str, meant: list[str]) -> None:
    found = named_in(said, {code: name for name, code in CODES.items()})
    assert found == {CODES[name] for name in meant}


def test_a_roster_of_nobody_or_of_no_period_is_refused_in_one_sentence(
    desk: Desk, tmp_path: Path
) -> None:
    nobody = members(tmp_path / "a.xlsx", "党员花名册")
    (seen,) = collect(desk, nobody)
    assert (seen.status, len(seen.problems)) == ("refused", 1)
    assert "认不出是哪个村的" in words(seen)
    (seen,) = desk.collect([members(tmp_path / "b.xlsx")]).files
    assert (seen.status, len(seen.problems)) == ("refused", 1)
    assert "期间" in words(seen)
    assert not content(desk)["parcel"]


def test_a_table_of_no_ledger_is_refused_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    header, title = ("姓名", "身份证号码", "残疾类别"), "河湾村持证残疾人花名册"
    later = roster(tmp_path / "a.xlsx", title, header, [(*PEOPLE[0], "肢体")])
    empty = roster(tmp_path / "b.xlsx", "河湾村党员花名册", header, ())
    seen = collect(desk, later, empty)
    assert [one.status for one in seen] == ["refused", "refused"]
    assert "残疾人" in words(seen[0])
    assert "填了内容" in words(seen[1])
    assert not content(desk)["parcel_file"]


def test_a_workbook_of_the_program_goes_before_and_gives_way_when_withdrawn(
    tmp_path: Path, villages: tuple[Handed, ...]
) -> None:
    own = villages[0]
    by_hand = members(tmp_path / "a.xlsx", f"{own.name}党员花名册")
    more = committee(tmp_path / "b.xlsx", f"{own.name}“两委”班子花名册")
    seen = []
    for place, order in enumerate(((by_hand, more, own.book), (own.book, more, by_hand))):
        folder = tmp_path / str(place)
        folder.mkdir()
        desk = listed(town(folder), [Expected(own.code, own.name)])
        for path in order:
            collect(desk, path)
        seen.append(content(desk))
        (stands,) = (one for one in desk.parcels_of(own.code) if one.standing)
        assert stands.sequence == 1
        desk.withdraw(stands.uid)
        assert len(content(desk)["person"]) == len(PEOPLE)
        assert sum(one.standing for one in desk.parcels_of(own.code)) == 2
        assert {one.village for one in desk.findings_of(PERIOD)} == {own.code}
        desk.withdraw(stands.uid, back=True)
        assert content(desk) == seen[-1]
        desk.close()
    assert seen[0] == seen[1]


def test_a_roster_that_is_withdrawn_leaves_the_others(desk: Desk, tmp_path: Path) -> None:
    collect(desk, committee(tmp_path / "b.xlsx"))
    alone = content(desk)
    collect(desk, members(tmp_path / "a.xlsx"))
    (other,) = (one for one in desk.parcels_of(CODES["河湾村"]) if one.name == "a.xlsx")
    desk.withdraw(other.uid)
    after = content(desk)
    assert all(after[name] == alone[name] for name in ("person", "seat", "parcel_finding"))
    with pytest.raises(UserError, match="合在一起"):
        desk.choose(desk.parcels_of(CODES["河湾村"])[0].uid)


def test_a_header_of_no_field_is_named_once_and_remembered_for_its_village(
    desk: Desk, tmp_path: Path
) -> None:
    (seen,) = collect(desk, committee(tmp_path / "b.xlsx"))
    (lost,) = (one for one in seen.problems if "应发补贴" in one.message)
    assert (lost.row, lost.column) == (2, "F")
    assert "没有认出" in lost.message
    desk.map_columns(CODES["河湾村"], {"应发补贴": "remark"})
    assert "1390000" in repr(content(desk)["seat"])
    (standing,) = (v for v in desk.standing(PERIOD).villages if v.code == CODES["河湾村"])
    assert not any("应发补贴" in one.message for one in standing.problems)
    other, later = committee(tmp_path / "c.xlsx", "小河湾村两委"), tmp_path / "d.xlsx"
    assert "应发补贴" in words(collect(desk, other)[0])
    assert "应发补贴" not in words(collect(desk, committee(later, "河湾村两委"), period="2026")[0])
    desk.map_columns(CODES["河湾村"], {"应发补贴": ""})
    (standing,) = (v for v in desk.standing(PERIOD).villages if v.code == CODES["河湾村"])
    assert any("应发补贴" in one.message for one in standing.problems)


def test_an_unknown_field_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="subsidy"):
        desk.map_columns(CODES["河湾村"], {"应发补贴": "subsidy"})


def test_rows_that_cannot_be_taken_are_told_where_they_are(desk: Desk, tmp_path: Path) -> None:
    header = ("姓名", "身份证号码", "入党时间")
    rows = [(*PEOPLE[0], "去年吧"), ("李四", PEOPLE[1][1][:-1] + "?", "2001-07-01"), ("", "", "x")]
    (seen,) = collect(desk, roster(tmp_path / "a.xlsx", "河湾村党员名册", header, rows))
    spots = {(one.row, one.column) for one in seen.problems}
    assert {(3, "C"), (4, "B")} <= spots
    assert "导入" not in words(seen)


def test_the_standing_of_a_village_tells_its_rosters_together(desk: Desk, tmp_path: Path) -> None:
    collect(desk, members(tmp_path / "a.xlsx"), committee(tmp_path / "b.xlsx"))
    (village,) = (v for v in desk.standing(PERIOD).villages if v.code == CODES["河湾村"])
    assert village.sequence is None
    assert {sheet.key: sheet.rows for sheet in village.sheets} == {"party_member": 3, "seat": 2}
    assert village.rows == 5
    assert village.findings


def test_a_person_is_the_same_from_one_period_to_the_next(desk: Desk, tmp_path: Path) -> None:
    path = members(tmp_path / "a.xlsx")
    collect(desk, path, period="2026Q3")
    collect(desk, committee(tmp_path / "b.xlsx"), path)
    changed = desk.differences(PERIOD, CODES["河湾村"])
    assert changed.before == "2026Q3"
    assert not changed.left
    assert {one.sheet for one in changed.came} >= {"任职"}
    assert not any(one.sheet in ("人员", "党员") for one in changed.came)


def test_a_member_is_kept_under_his_persons_uid(desk: Desk, tmp_path: Path) -> None:
    collect(desk, members(tmp_path / "a.xlsx"))
    with desk.store.reading() as connection:
        uids = set(connection.execute(select(table_of(PartyMember).c.uid)).scalars())
    assert uids == {row.uid for row in people(desk).values()}


def test_statuses_of_own_workbooks_beside_rosters(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    listed(desk, [Expected(one.code, one.name) for one in villages])
    assert statuses(desk, villages[1].book, members(tmp_path / "a.xlsx")) == ["new", "refused"]


def test_a_roll_up_reads_the_rosters_of_an_older_period_again(desk: Desk, tmp_path: Path) -> None:
    collect(desk, members(tmp_path / "a.xlsx"), period="2026Q3")
    before = desk.roll_up(parse_period("2026Q3"), tmp_path / "one.xlsx")
    collect(desk, committee(tmp_path / "b.xlsx"))
    after = desk.roll_up(parse_period("2026Q3"), tmp_path / "two.xlsx")
    assert after.rows == before.rows
    assert sum(after.rows.values()) == 2 * len(PEOPLE)


def test_every_roster_of_a_village_gets_a_slip_of_its_own(desk: Desk, tmp_path: Path) -> None:
    again = roster(tmp_path / "c.xlsx", "河湾村党员名册", ("姓名", "入党时间"), [("周某", "去年")])
    collect(desk, committee(tmp_path / "b.xlsx"), again)
    written = desk.write_slips(PERIOD, tmp_path)
    assert len(set(written)) == len(written) == 2
    assert all(path.is_file() for path in written)


def test_where_two_rosters_disagree_one_stands_and_the_other_is_told(tmp_path: Path) -> None:
    header, who = ("姓名", "身份证号码", "联系电话"), PEOPLE[0]
    title = "河湾村党员花名册"
    paths = [
        roster(tmp_path / f"{phone}.xlsx", title, header, [(*who, phone)])
        for phone in ("13900000001", "13900000002")
    ]
    seen = []
    for place, order in enumerate(permutations(paths)):
        folder = tmp_path / str(place)
        folder.mkdir()
        desk = listed(town(folder))
        collect(desk, *order)
        seen.append(content(desk))
        (village,) = (v for v in desk.standing(PERIOD).villages if v.code == CODES["河湾村"])
        (told,) = village.problems
        assert (told.row, told.column) == (3, "C")
        own = table_of(Parcel)
        with desk.store.reading() as connection:
            query = select(own.c.name).where(own.c.problems.contains('"row": 3'))
            (name,) = connection.execute(query).scalars()
        assert f"这里是“{name.removesuffix('.xlsx')}”" in told.message
        desk.close()
    assert seen[0] == seen[1]


def test_a_later_roster_leaves_the_ledgers_full_and_the_village_is_named(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    own = villages[0]
    listed(desk, [Expected(own.code, own.name)])
    collect(desk, own.book)
    full = content(desk)
    assert desk.behind() == ()
    later = members(tmp_path / "a.xlsx", f"{own.name}党员花名册")
    assert [one.status for one in collect(desk, later, period="2027Q1")] == ["new"]
    after = content(desk)
    assert all(after[table.name] == full[table.name] for table in record_tables())
    assert desk.behind() == (Behind(own.name, PERIOD),)
    (seen,) = (one for one in desk.standing("2027Q1").villages if one.code == own.code)
    assert seen.rows == len(PEOPLE)
    rolled = desk.roll_up(parse_period("2027Q1"), tmp_path / "汇总.xlsx")
    assert sum(rolled.rows.values()) == 2 * len(PEOPLE)

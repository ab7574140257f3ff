"""Collecting: what is in, what is not, and that the order they come in is no matter."""

import gc
import random
import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlmodel import SQLModel

from tests.town.conftest import NewTown
from tests.town.villages import PERIOD, Handed, clock, hand_in
from villagedesk import checks
from villagedesk.books.own import read_own
from villagedesk.desk import Desk, open_existing
from villagedesk.errors import UserError
from villagedesk.people import Person
from villagedesk.period import parse_period
from villagedesk.store.queries import record_types
from villagedesk.store.records import step, table_of
from villagedesk.town.collect import FileSeen
from villagedesk.town.expected import Expected

STORES = ("file", "server")
RECEIVED = ("received_at", "received_by", "name")


def content(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a town holds, but for when and under what name it came."""
    tables = [table_of(kind) for kind in record_types().values()]
    names = ("village", "parcel", "parcel_file", "parcel_finding")
    tables += [SQLModel.metadata.tables[name] for name in names]
    with desk.store.reading() as connection:
        return {
            table.name: sorted(
                (
                    tuple(v for k, v in row.items() if k not in RECEIVED)
                    for row in connection.execute(select(table)).mappings()
                ),
                key=repr,
            )
            for table in tables
        }


def statuses(desk: Desk, *paths: Path) -> list[str]:
    return [one.status for one in desk.collect(paths).files]


def change_cell(path: Path, sheet: str, label: str, value: object, row: int = 4) -> str:
    """What a hand does in Excel; returns the cell's name."""
    book = load_workbook(path)
    headers = [cell.value for cell in book[sheet][3]]
    cell = book[sheet].cell(row, headers.index(label) + 1)
    cell.value = value  # type: ignore[assignment]
    book.save(path)
    return str(cell.coordinate)


def test_a_folder_of_workbooks_goes_in_and_the_same_again_changes_nothing(
    desk: Desk, villages: tuple[Handed, ...]
) -> None:
    folder = villages[0].book.parent
    assert statuses(desk, folder) == ["new"] * 3
    before = content(desk)
    assert statuses(desk, folder, villages[0].book) == ["same"] * 3
    assert content(desk) == before


@pytest.mark.parametrize("on", [True, False])
def test_python_looks_for_garbage_afterwards_as_it_did_before(
    desk: Desk, villages: tuple[Handed, ...], on: bool
) -> None:
    now = gc.isenabled()
    (gc.enable if on else gc.disable)()
    meanwhile: list[bool] = []
    try:
        desk.collect([villages[0].book], report=lambda *_: meanwhile.append(gc.isenabled()))
        assert (meanwhile, gc.isenabled()) == ([False], on)
    finally:
        (gc.enable if now else gc.disable)()


def test_any_order_gives_the_same_store(
    new_town: NewTown, tmp_path: Path, villages: tuple[Handed, ...]
) -> None:
    one, other = villages[0], villages[1]
    older = tmp_path / "旧.xlsx"
    newer = tmp_path / "新.xlsx"
    twin = tmp_path / "store.vdesk"
    shutil.copy(one.store, twin)
    hand_in(twin, older, days=1)
    hand_in(twin, newer, days=2)
    hand_in(twin, tmp_path / "三季度.xlsx", "2026Q3", days=3)
    files = [one.book, older, newer, tmp_path / "三季度.xlsx", other.book]
    seen = []
    for order in random.Random(1).sample(list(permutations(files)), 3):
        desk = new_town()
        for path in order:
            desk.collect([path])
        seen.append(content(desk))
        desk.close()
    assert all(one == seen[0] for one in seen)


def test_the_village_reads_the_same_rows_and_findings_at_the_town(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    desk.collect([one.book for one in villages])
    for place, one in enumerate(villages):
        desk.choose_village(one.code)
        again = tmp_path / f"{place}.xlsx"
        desk.export(parse_period(PERIOD), again)
        first, second = read_own(one.book), read_own(again)
        assert first is not None
        assert second is not None
        for mine, theirs in zip(first.sheets, second.sheets, strict=True):
            assert [r for _, r in mine.rows] == [r for _, r in theirs.rows], mine.title
        own = Desk(open_existing(str(one.store)), clock)
        wanted = {(f.norm, f.uid, f.period, f.message) for f in own.findings() if not f.private}
        own.close()
        found = [f.found for f in desk.findings_of(PERIOD, one.code)]
        assert {(f.norm, f.uid, f.period, f.message) for f in found} == wanted
        assert wanted


def test_the_highest_sequence_stands_and_the_older_one_is_kept(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    one = villages[0]
    copy = tmp_path / "copy.vdesk"
    shutil.copy(one.store, copy)
    second = hand_in(copy, tmp_path / "二.xlsx", days=1)
    assert statuses(desk, second) == ["new"]
    assert statuses(desk, one.book) == ["older"]
    kept = desk.parcels_of(one.code)
    assert [(p.sequence, p.standing) for p in kept] == [(2, True), (1, False)]


def test_what_a_hand_changed_is_taken_marked_and_the_bad_cell_is_named(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    path = tmp_path / "改过.xlsx"
    shutil.copy(villages[0].book, path)
    spot = change_cell(path, "党员", "入党时间", "去年吧")
    (seen,) = desk.collect([path]).files
    assert seen.status == "edited"
    problem = next(one for one in seen.problems if one.row)
    assert (problem.sheet, f"{problem.column}{problem.row}") == ("党员", spot)
    assert "去年吧" in problem.message


def test_a_cell_that_shows_another_sheets_record_is_no_place_to_change_it(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    path = tmp_path / "改过.xlsx"
    shutil.copy(villages[0].book, path)
    change_cell(path, "党员", "姓名", "欧阳某某")
    (seen,) = desk.collect([path]).files
    assert any("欧阳某某" in one.message and one.sheet == "党员" for one in seen.problems)


def test_a_restored_backup_and_another_store_wait_for_a_person(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    one = villages[0]
    first, restored = tmp_path / "一.vdesk", tmp_path / "二.vdesk"
    shutil.copy(one.store, first)
    shutil.copy(one.store, restored)
    for day in (1, 2):
        newest = hand_in(first, tmp_path / "三.xlsx", days=day)
    back = hand_in(restored, tmp_path / "恢复后.xlsx", days=5)
    assert statuses(desk, newest, back) == ["new", "refused"]
    waiting = next(p for p in desk.parcels_of(one.code) if p.conflict)
    assert "备份" in waiting.conflict
    desk.choose(waiting.uid)
    chosen = next(p for p in desk.parcels_of(one.code) if p.standing)
    assert chosen.uid == waiting.uid
    assert not any(p.conflict for p in desk.parcels_of(one.code))


def test_a_workbook_that_is_withdrawn_gives_way_to_the_one_before_it(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    one = villages[0]
    copy = tmp_path / "copy.vdesk"
    shutil.copy(one.store, copy)
    second = hand_in(copy, tmp_path / "二.xlsx", days=1)
    desk.collect([one.book])
    before = content(desk)
    desk.collect([second])
    newest = next(p for p in desk.parcels_of(one.code) if p.standing)
    desk.withdraw(newest.uid)
    after = content(desk)
    assert after["person"] == before["person"]
    assert [p.sequence for p in desk.parcels_of(one.code) if p.standing] == [1]
    desk.withdraw(newest.uid, back=True)
    assert [p.sequence for p in desk.parcels_of(one.code) if p.standing] == [2]


def test_a_stranger_is_refused_and_the_missing_are_named(
    desk: Desk, villages: tuple[Handed, ...]
) -> None:
    desk.expect(
        [Expected(one.code, one.name) for one in villages[1:]] + [Expected("9" * 12, "远村")]
    )
    done = desk.collect([one.book for one in villages])
    assert [one.status for one in done.files] == ["refused", "new", "new"]
    assert "不在本镇的村名单里" in done.files[0].problems[0].message
    assert [one.name for one in done.missing] == ["远村"]


def test_a_code_under_another_villages_name_is_refused(
    desk: Desk, villages: tuple[Handed, ...]
) -> None:
    desk.expect([Expected(villages[0].code, "别的村")])
    (seen,) = desk.collect([villages[0].book]).files
    assert seen.status == "refused"
    assert "别的村" in seen.problems[0].message


def test_a_villages_store_collects_nothing(villages: tuple[Handed, ...]) -> None:
    own = Desk(open_existing(str(villages[0].store)), clock)
    with pytest.raises(UserError, match="村的台账"):
        own.collect([villages[0].book])
    own.close()


def test_checks_at_the_town_hide_what_is_for_the_clerk_alone(
    desk: Desk, villages: tuple[Handed, ...]
) -> None:
    desk.collect([one.book for one in villages])
    private = {
        key
        for key, _ in checks.norms()
        if (r := desk.rules().on(key, clock().date())) and r.private
    }
    assert private
    assert not private & {one.found.norm for one in desk.findings_of(PERIOD)}


def test_each_file_is_told_with_its_fate_as_soon_as_that_is_known(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_text("这不是表格", encoding="utf-8")
    told: list[tuple[int, int, str, int]] = []

    def report(done: int, total: int, one: FileSeen) -> None:
        told.append((done, total, one.status, len(desk.periods())))

    done = desk.collect([villages[0].book, bad], report=report)
    assert [(at, of) for at, of, _, _ in told] == [(1, 2), (2, 2)]
    assert sorted(status for _, _, status, _ in told) == sorted(one.status for one in done.files)
    assert [kept for _, _, status, kept in told if status == "new"] == [1], "told once it is in"


def test_records_of_another_village_are_refused_with_its_name(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    first, second = villages[:2]
    book = read_own(first.book)
    assert book
    people = next(sheet for sheet in book.sheets if sheet.key == "person")
    uid = people.rows[0][1][people.fields.index("_uid")]
    store = tmp_path / "copy.vdesk"
    shutil.copy(second.store, store)
    own = Desk(open_existing(str(store)), clock)
    with step(own.store, "改", own.stamp()) as write:
        write.save(Person, {"village": second.code, "uid": uid, "name": "欧阳新"})
    own.close()
    desk.collect([first.book])
    before = content(desk)
    (seen,) = desk.collect([hand_in(store, tmp_path / "二.xlsx")]).files
    assert seen.status == "refused"
    said = seen.problems[0].message
    assert "“人员”里有 1 条" in said
    assert first.name in said
    assert content(desk) == before


def test_a_formula_without_a_result_is_named(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    path = tmp_path / "公式.xlsx"
    shutil.copy(villages[0].book, path)
    change_cell(path, "人员", "联系电话", '="139"&"00000001"')
    (seen,) = desk.collect([path]).files
    (told,) = (one for one in seen.problems if "公式" in one.message)
    assert (told.sheet, told.row) == ("人员", 4)
    assert "没有算出结果" in told.message

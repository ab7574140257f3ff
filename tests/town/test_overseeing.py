"""What the town sees over its villages: who is late, what changed, who stands in two places."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.town.test_collect import change_cell
from tests.town.villages import NOW, PERIOD, Handed, hand_in, town
from villagedesk.desk import Desk, open_existing
from villagedesk.errors import UserError
from villagedesk.ledgers import residents
from villagedesk.people import Person
from villagedesk.period import parse_period
from villagedesk.store.records import step
from villagedesk.town.expected import Expected
from villagedesk.town.judging import Judged
from villagedesk.town.standing import State
from villagedesk.town.twins import Where

STORES = ("file", "server")
PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def full(desk: Desk, villages: tuple[Handed, ...]) -> Desk:
    """A town that expects four villages and has three."""
    listed = [Expected(one.code, one.name, "王文书", "13900000000") for one in villages]
    desk.expect([*listed, Expected("999036109999", "远村")])
    desk.collect([one.book for one in villages])
    return desk


def copied(one: Handed, folder: Path) -> Path:
    path = folder / "copy.vdesk"
    shutil.copy(one.store, path)
    return path


def write(store: Path, values: dict[str, object]) -> None:
    """A change in the village's own store."""
    desk = Desk(open_existing(str(store)), lambda: NOW)
    village = desk.village
    with step(desk.store, "改", desk.stamp()) as writer:
        writer.save(Person, {"village": village, **values})
    desk.close()


def test_every_village_stands_somewhere_and_the_missing_one_with_whom_to_call(full: Desk) -> None:
    standing = full.standing(PERIOD)
    assert [one.state for one in standing.villages] == [State.IN] * 3 + [State.MISSING]
    assert standing.villages[3].name == "远村"
    assert standing.villages[0].phone == "13900000000"
    assert sum(standing.villages[0].findings.values()) == len(
        full.findings_of(PERIOD, standing.villages[0].code)
    )


def test_who_comes_after_the_due_day_is_late(full: Desk) -> None:
    full.set_due(parse_period(PERIOD), date(2026, 11, 21))
    assert {one.state for one in full.standing(PERIOD).villages[:3]} == {State.LATE}
    full.set_due(parse_period(PERIOD), date(2026, 11, 22))
    assert {one.state for one in full.standing(PERIOD).villages[:3]} == {State.IN}
    full.set_due(parse_period(PERIOD), None)
    assert full.standing(PERIOD).due == ""


def test_the_reminder_names_the_missing_and_nobody_who_is_done(
    full: Desk, villages: tuple[Handed, ...]
) -> None:
    said = full.reminder(PERIOD)
    assert "还没有报（1 个）：远村" in said
    assert "应报 4 个村，已收到 3 个" in said
    lines = full.circular(PERIOD)
    assert [one.village for one in lines] == [*(one.name for one in villages), "远村"]
    assert lines[3].state == State.MISSING


def test_a_remark_of_the_village_stands_beside_its_finding(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    store = copied(villages[0], tmp_path)
    own = Desk(open_existing(str(store)), lambda: NOW)
    found = next(one for one in own.findings() if not one.private)
    own.remark(found, "镇里已同意缓办")
    own.close()
    desk.collect([hand_in(store, tmp_path / "二.xlsx")])
    said = [one.found.remark for one in desk.findings_of(PERIOD) if one.found.remark]
    assert said == ["镇里已同意缓办"]


def test_who_came_who_left_and_what_changed_since_the_period_before(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    one = villages[0]
    store = copied(one, tmp_path)
    first = hand_in(store, tmp_path / "三季度.xlsx", "2026Q3")
    own = Desk(open_existing(str(store)), lambda: NOW)
    anybody = own.rows(PEOPLE)[0][0]
    own.close()
    write(store, {"uid": anybody, "phone": "13912345678"})
    write(store, {"uid": "new-one", "name": "欧阳新", "born": "2026-10-02"})
    second = hand_in(store, tmp_path / "四季度.xlsx")
    desk.collect([second, first])
    found = desk.differences(PERIOD, one.code)
    assert found.before == "2026Q3"
    assert [(c.sheet, c.subject) for c in found.came] == [("人员", "欧阳新")]
    assert found.left == ()
    assert [(c.label, c.after) for c in found.changed] == [("联系电话", "13912345678")]
    back = desk.differences("2026Q3", one.code)
    assert (back.before, back.came, back.changed) == ("", (), ())


def test_a_village_that_handed_in_nothing_has_nothing_to_compare(full: Desk) -> None:
    with pytest.raises(UserError, match="还没有报"):
        full.differences("2026Q3", full.expected()[0].code)


def test_the_same_person_in_two_villages_is_a_candidate_until_a_person_decides(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    assert not desk.twins()
    twin = {"name": "司马同", "born": "1990-05-06", "gender": "1"}
    for place, one in enumerate(villages[:2]):
        store = tmp_path / f"{place}.vdesk"
        shutil.copy(one.store, store)
        write(store, {"uid": f"twin{place}", **twin})
        desk.collect([hand_in(store, tmp_path / f"{place}.xlsx", days=1)])
    (found,) = desk.twins()
    assert (found.where, found.sure, found.said) == (Where.VILLAGE, False, "")
    assert {found.one.name, found.other.name} == {"司马同"}
    desk.decide_twin(found, "different")
    desk.collect([hand_in(tmp_path / "0.vdesk", tmp_path / "again.xlsx", days=2)])
    assert [one.said for one in desk.twins()] == ["different"]
    desk.decide_twin(found, "")
    assert [one.said for one in desk.twins()] == [""]


def test_two_of_one_name_with_different_days_of_birth_are_two_people(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    for place, one in enumerate(villages[:2]):
        store = tmp_path / f"{place}.vdesk"
        shutil.copy(one.store, store)
        born = f"1990-05-0{place + 1}"
        write(store, {"uid": f"twin{place}", "name": "司马同", "born": born, "gender": "1"})
        desk.collect([hand_in(store, tmp_path / f"{place}.xlsx", days=1)])
    assert not desk.twins()


def test_the_list_of_villages_comes_from_the_towns_own_sheet(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["青禾镇行政村名单"],
        ["序号", "村代码", "村名", "联系人", "联系电话"],
        [1, "999036101201", "杨家堡村", "王文书", "13900000001"],
        [2, 999036101202, "银林塬村", "李文书", "13900000002"],
    ):
        sheet.append(row)
    due = book.create_sheet("截止日期")
    due.append(["期间", "截止日期"])
    due.append(["2026Q4", date(2027, 1, 5)])
    path = tmp_path / "名单.xlsx"
    book.save(path)
    villages = desk.import_expected(path)
    assert [(v.code, v.name, v.contact) for v in villages] == [
        ("999036101201", "杨家堡村", "王文书"),
        ("999036101202", "银林塬村", "李文书"),
    ]
    assert desk.standing(PERIOD).due == "2027-01-05"
    changed = load_workbook(path)
    changed.worksheets[0]["B3"] = "99903610120"
    changed.save(path)
    with pytest.raises(UserError, match="12 位数字"):
        desk.import_expected(path)
    assert len(desk.expected()) == 2


def test_a_village_that_is_not_there_cannot_be_chosen(full: Desk) -> None:
    with pytest.raises(UserError, match="没有代码"):
        full.choose_village("999036109999")


def test_a_cell_spoiled_by_hand_counts_as_a_problem_of_its_village(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    path = tmp_path / "改过.xlsx"
    shutil.copy(villages[0].book, path)
    change_cell(path, "党员", "入党时间", "去年吧")
    desk.collect([path])
    (row,) = [one for one in desk.standing(PERIOD).villages if one.parcel]
    assert row.edited
    assert len(row.problems) == 1
    assert "手工改动" in desk.circular(PERIOD)[0].note


def test_a_town_without_a_list_shows_who_came(tmp_path: Path, villages: tuple[Handed, ...]) -> None:
    folder = tmp_path / "another"
    folder.mkdir()
    desk = town(folder)
    desk.collect([villages[0].book])
    assert [one.name for one in desk.standing(PERIOD).villages] == [villages[0].name]
    assert desk.periods() == (PERIOD,)
    desk.close()


def test_changed_rules_are_held_against_what_was_taken_in_before(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    desk.collect([villages[0].book])
    assert desk.is_judged()
    before = {one.found.norm for one in desk.findings_of(PERIOD)}
    off = sorted(before)[0]
    ledger, norm = off.split(".")
    profile = tmp_path / "县规定.toml"
    profile.write_text(f"[{ledger}.{norm}]\noff = true\n", encoding="utf-8")
    desk.use_county_profile(profile)
    assert not desk.is_judged()
    assert desk.judge_again() == Judged(1)
    assert {one.found.norm for one in desk.findings_of(PERIOD)} == before - {off}
    assert desk.is_judged()


def test_a_village_that_left_the_list_is_named_and_the_others_are_judged_anew(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    first, second = villages[:2]
    listed = [Expected(one.code, one.name) for one in (first, second)]
    desk.expect(listed)
    desk.collect([first.book, second.book])
    before = {one.village: {own.found.norm for own in desk.findings_of(PERIOD, one.village)}
              for one in desk.findings_of(PERIOD)}  # fmt: skip
    off = sorted(before[first.code] & before[second.code])[0]
    profile = tmp_path / "县规定.toml"
    ledger, norm = off.split(".")
    profile.write_text(f"[{ledger}.{norm}]\noff = true\n", encoding="utf-8")
    desk.use_county_profile(profile)
    desk.expect(listed[1:])
    done = desk.judge_again()
    assert (done.number, len(done.left_out)) == (1, 1)
    assert f"{first.name} {PERIOD} 没有重查" in done.left_out[0]
    assert "不在本镇的村名单里" in done.left_out[0]
    assert desk.is_judged()
    after = {code: {own.found.norm for own in desk.findings_of(PERIOD, code)} for code in before}
    assert after == {first.code: before[first.code], second.code: before[second.code] - {off}}
    desk.expect(listed)
    assert not desk.is_judged()
    assert desk.judge_again() == Judged(2)
    assert desk.is_judged()

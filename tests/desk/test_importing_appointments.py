"""Appointments of earlier years come in: from a roster, and from the workbooks of those years."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import NOW
from tests.desk.small_village import settle
from tests.desk.test_importing_own import CODE, village
from tests.town.test_rosters import PEOPLE, roster
from villagedesk.desk import Desk
from villagedesk.desk.importing import Import, read_workbook
from villagedesk.ledgers.committees.tables import Change, Seat
from villagedesk.people import Person
from villagedesk.period import parse_period
from villagedesk.store.records import Stamp

HEADER = (
    *("姓名", "身份证号码", "原任职务", "现任职务"),
    *("变动类型", "变动时间", "任免文号", "备案时间"),
)


def planned(desk: Desk, path: Path, title: str, *rows: Any, header: Any = HEADER) -> Import:
    return desk.plan_import(read_workbook(roster(path, title, header, rows)))


@pytest.mark.parametrize("title", ["河湾村干部任免情况登记表", "村“两委”成员变动台账"])
def test_a_roster_of_appointments_needs_no_term_and_fills_no_seat(
    desk: Desk, tmp_path: Path, title: str
) -> None:
    rows = (
        (*PEOPLE[0], "", "村党支部书记", "任命", "2018-03-05", "柳发〔2018〕3号", "2018.3.20"),
        (*PEOPLE[1], "村委会委员", "", "因病辞去", "2019年7月", "", ""),
    )
    plan = planned(desk, tmp_path / "a.xlsx", title, *rows)
    assert [sheet.ledger for sheet in plan.sheets] == ["committees.appointment"]
    desk.apply_import(plan)
    names = {one.uid: one.name for one in desk.facts().all(Person)}
    found = {names[one.person]: one for one in desk.facts().all(Change)}
    new, gone = found["赵大山"], found["钱小河"]
    assert (new.on, new.kind, new.after) == ("2018-03-05", "新任", "村党支部书记")
    assert (new.document, new.filed_on) == ("柳发〔2018〕3号", "2018-03-20")
    assert (gone.on, gone.kind, gone.before) == ("2019-07", "辞职", "村委会委员")
    assert not desk.facts().all(Seat)
    again = planned(desk, tmp_path / "b.xlsx", title, *rows)
    assert [sheet.same for sheet in again.sheets] == [2]


def test_a_kind_that_may_mean_several_is_told_and_stays_out(desk: Desk, tmp_path: Path) -> None:
    row = (*PEOPLE[0], "村委会委员", "", "离任", "2019-07-01", "", "")
    (sheet,) = planned(desk, tmp_path / "a.xlsx", "村干部任免表", row).sheets
    assert (sheet.new, len(sheet.skipped)) == (0, 1)
    assert "离任" in sheet.problems[0].message


def test_a_committee_s_roster_is_still_one(desk: Desk, tmp_path: Path) -> None:
    header = ("姓名", "身份证号码", "职务", "任职时间")
    row = (*PEOPLE[0], "村委会主任", "2021-03-05")
    (sheet,) = planned(desk, tmp_path / "a.xlsx", "“两委”班子花名册", row, header=header).sheets
    assert sheet.ledger == "committees"


def test_the_workbooks_of_earlier_years_bring_theirs(desk: Desk, tmp_path: Path) -> None:
    settle(desk.store, CODE, Stamp("村文书", NOW))
    new = village(tmp_path / "新.vdesk")
    for year in ("2026", "2025"):
        desk.export(parse_period(year), tmp_path / f"{year}.xlsx", full_ids=True)
        new.apply_import(new.plan_import(read_workbook(tmp_path / f"{year}.xlsx")))
    assert {row["on"][:4] for row in desk.dump()["appointment"]} == {"2025", "2026"}
    assert new.dump()["appointment"] == desk.dump()["appointment"]
    new.close()

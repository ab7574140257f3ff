"""The workbook for the town says what was so on the period's last day, and no more."""

from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from tests.books.books import reopened
from tests.desk.small_village import settle
from tests.workbook_text import lines
from villagedesk.books.book import write_book
from villagedesk.declare import face
from villagedesk.desk import found_village
from villagedesk.desk.exporting import Exporting
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting
from villagedesk.people import Person, Village
from villagedesk.period import parse_period
from villagedesk.store.database import create_store
from villagedesk.store.records import Stamp, step

CODE = "999001100001"
SPRING = datetime(2026, 2, 1, 8, 0)
AUTUMN = datetime(2026, 11, 22, 9, 30)
Q1, Q3, YEAR = map(parse_period, ("2026Q1", "2026Q3", "2026"))


@pytest.fixture
def desk(tmp_path):
    store = found_village(str(tmp_path / "河湾村.vdesk"), code=CODE, name="河湾村", now=SPRING)
    settle(store, CODE, Stamp("村文书", SPRING))
    opened = Exporting(store, lambda: AUTUMN)
    yield opened
    opened.close()


def rows(path, key):
    """Of one sheet, the canonical values by field key."""
    roll = next(roll for roll in rolls() if roll.key == key)
    sheet = next(sheet for sheet in reopened(path).sheets if sheet.key == key)
    return [values for _, values, _ in sheet.records([face(field) for field in roll.sheet])]


def names(path, key="person"):
    return [row["name"] for row in rows(path, key)]


def change(desk, at, **values):
    with step(desk.store, "改", Stamp("村文书", at)) as write:
        write.save(Person, {"village": CODE, **values})


def test_every_roll_and_part_has_its_sheet(desk, tmp_path):
    exported = desk.export(Q3, tmp_path / "村.xlsx")
    titles = load_workbook(exported.path).sheetnames
    own = ("自查", "_tie", "_attachment", "_meta")
    assert titles == ["封面", *(roll.title for roll in rolls()), *own]
    assert exported.counts["人员"] == 4
    assert exported.counts["联审部门意见"] == 2


@pytest.mark.parametrize("roll", rolls(), ids=lambda roll: roll.key)
def test_every_required_field_is_on_its_sheet(desk, roll):
    page = next(page for page in desk.gather(Q3).pages if page.key == roll.key)
    carried = {field.key for field in page.fields} | {
        key.removeprefix("_uid:") for key in page.hidden
    }
    required = [
        {own.name, face(getattr(roll.record, own.name)).key}
        for own in roll.table.columns
        if "face" in own.info and own.info["face"].required and own.info["face"].key != "parent"
    ]
    assert all(names & carried for names in required)


def test_registers_stand_as_on_the_last_day_of_the_period(desk, tmp_path):
    change(desk, datetime(2026, 10, 2), uid="p9", name="后来人")
    change(desk, datetime(2026, 10, 3), uid="p2", name="李改名")
    desk.export(Q3, tmp_path / "三.xlsx")
    desk.export(YEAR, tmp_path / "年.xlsx")
    assert sorted(names(tmp_path / "三.xlsx")) == sorted(
        ["王秀英", "王秀英", "李建国", "买买提·阿不都"]
    )
    assert {"后来人", "李改名"} <= set(names(tmp_path / "年.xlsx"))


def test_links_say_the_titles_of_that_day(desk, tmp_path):
    change(desk, datetime(2026, 10, 3), uid="p1", name="王改名")
    desk.export(Q3, tmp_path / "三.xlsx")
    assert names(tmp_path / "三.xlsx", "seat") == ["王秀英", "王秀英"]


def test_the_past_and_today_are_told_alike(desk):
    today = desk.gather(YEAR)
    change(desk, datetime(2026, 11, 22, 9, 0), uid="p9", name="今天来的")
    past = desk.gather(parse_period("2026-10"))
    registers = [roll.key for roll in rolls() if roll.dated is None]
    assert [page for page in past.pages if page.key in registers] == [
        page for page in today.pages if page.key in registers
    ]


def test_dated_rows_are_those_from_new_year_to_the_last_day(desk, tmp_path):
    desk.export(Q3, tmp_path / "三.xlsx")
    desk.export(YEAR, tmp_path / "年.xlsx")
    assert [row["_uid"] for row in rows(tmp_path / "三.xlsx", "appointment")] == ["c1"]
    assert [row["_uid"] for row in rows(tmp_path / "年.xlsx", "appointment")] == ["c1", "c3"]


def test_a_store_begun_after_the_period_shows_what_it_has(desk, tmp_path):
    desk.export(parse_period("2025"), tmp_path / "去年.xlsx")
    assert len(names(tmp_path / "去年.xlsx")) == 4


def test_no_two_sheets_together_give_a_whole_id_number_away(desk, tmp_path):
    desk.export(Q3, tmp_path / "村.xlsx")
    assert rows(tmp_path / "村.xlsx", "person")[0]["id_number"] in (None, "999001************")
    assert rows(tmp_path / "村.xlsx", "review")[0]["id_number"] == "999001************"


def test_rows_of_one_sitting_stand_together_in_the_order_of_the_sittings(desk, tmp_path):
    with step(desk.store, "会议", desk.stamp()) as write:
        for uid, begins in (("mb", "09:00"), ("ma", "15:00")):
            held = {"held_on": "2026-09-05", "kinds": "党小组会", "begins": begins}
            write.save(Meeting, {"uid": uid, "village": CODE, **held})
        for number, uid in enumerate(("ma", "mb", "ma", "mb")):
            item = {"title": f"第{number}项", "place": number}
            write.save(AgendaItem, {"village": CODE, "meeting": uid, **item})
    desk.export(Q3, tmp_path / "村.xlsx")
    shown = rows(tmp_path / "村.xlsx", "agenda_item")
    assert [row["item_title"] for row in shown] == ["第1项", "第3项", "第0项", "第2项"]
    assert {row["parent_meeting_kinds"] for row in shown} == {"党小组会"}


def test_a_sitting_written_up_later_counts_and_one_held_later_does_not(desk):
    sittings = {"九月": "2026-09-25", "十月": "2026-10-02"}
    with step(desk.store, "会议", Stamp("村文书", datetime(2026, 10, 5, 9, 0))) as write:
        for uid, day in sittings.items():
            held = {"held_on": day, "kinds": "主题党日", "expected": 1, "present": 3}
            write.save(Meeting, {"uid": uid, "village": CODE, **held})
    said = {one.uid for one in desk.gather(Q3).findings if one.norm == "meetings.numbers_add_up"}
    assert said == {"九月"}


def test_full_numbers_only_when_asked_for(desk, tmp_path):
    desk.export(Q3, tmp_path / "村.xlsx", full_ids=True)
    assert "999001197003050122" in {
        row["id_number"] for row in rows(tmp_path / "村.xlsx", "person")
    }


def test_two_people_of_one_name_stay_apart(desk, tmp_path):
    desk.export(Q3, tmp_path / "村.xlsx")
    (kin,) = rows(tmp_path / "村.xlsx", "kinship")
    assert (kin["name_name"], kin["relative_name"]) == ("王秀英", "王秀英")
    assert (kin["_uid:person"], kin["_uid:relative"]) == ("p1", "p4")


def test_parts_name_what_they_belong_to(desk, tmp_path):
    desk.export(Q3, tmp_path / "村.xlsx")
    sheet = load_workbook(tmp_path / "村.xlsx")["联审部门意见"]
    assert [cell.value for cell in sheet[3]][:3] == ["序号", "姓名", "部门"]
    assert {sheet["B4"].value, sheet["B5"].value} == {"王秀英"}
    assert {row["_parent"] for row in rows(tmp_path / "村.xlsx", "review_result")} == {"v1"}


def test_each_period_counts_its_own_workbooks(desk, tmp_path):
    counted = [desk.export(period, tmp_path / "村.xlsx").sequence for period in (Q3, Q3, YEAR)]
    assert counted == [1, 2, 1]
    assert desk.export_name(Q3) == "河湾村-台账-2026Q3-3.xlsx"


def test_a_failed_export_is_not_counted(desk, tmp_path):
    with pytest.raises(UserError, match="没有"):
        desk.export(Q3, tmp_path / "没有这里" / "村.xlsx")
    assert desk.export_name(Q3).endswith("-1.xlsx")


def test_a_period_to_come_is_refused(desk, tmp_path):
    with pytest.raises(UserError, match="还没有到"):
        desk.export(parse_period("2027"), tmp_path / "村.xlsx")


def test_what_falls_short_travels_in_the_workbook(desk, tmp_path):
    exported = desk.export(Q3, tmp_path / "村.xlsx")
    sheet = load_workbook(exported.path)["自查"]
    messages = [row[4] for row in sheet.iter_rows(min_row=4, values_only=True) if row[3]]
    assert messages == [found.message for found in exported.findings] != []


def test_the_cover_tells_whose_it_is(desk, tmp_path):
    desk.export(Q3, tmp_path / "村.xlsx")
    cover = reopened(tmp_path / "村.xlsx").cover
    assert (cover.code, cover.period, cover.sequence) == (CODE, "2026Q3", 1)
    assert cover.store_id == desk.store.info["store_id"]


def test_the_workbook_of_a_small_village_looks_as_agreed(tmp_path, golden):
    store = create_store(
        str(tmp_path / "河湾村.vdesk"),
        kind="village",
        name="河湾村",
        code=CODE,
        now=SPRING,
        uid="s",
    )
    settle(store, CODE, Stamp("村文书", SPRING))
    desk = Exporting(store, lambda: AUTUMN)
    write_book(replace(desk.gather(Q3), findings=()), tmp_path / "村.xlsx")
    desk.close()
    golden("workbook", lines(tmp_path / "村.xlsx"))


def test_a_village_that_learnt_its_code_later_keeps_its_past(desk, tmp_path):
    change(desk, datetime(2026, 10, 2), uid="p2", name="李改名")
    with step(desk.store, "改代码", Stamp("村文书", datetime(2026, 10, 5))) as write:
        write.rename(Village, CODE, {"code": "999001100009"})
    desk.export(Q3, tmp_path / "三.xlsx")
    assert "李建国" in names(tmp_path / "三.xlsx")

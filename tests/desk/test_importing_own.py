"""A workbook of ours comes back row by row: nothing changes that no hand has changed."""

import re
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.desk.conftest import NOW
from tests.desk.small_village import settle
from tests.town import hostile
from villagedesk.desk import Desk, found_village
from villagedesk.desk.importing import read_workbook
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.period import parse_period
from villagedesk.store.queries import record_types
from villagedesk.store.records import Stamp

CODE = "990326101200"
YEAR = parse_period("2026")


def village(path, code=CODE):
    store = found_village(str(path), code=code, name="河湾村", now=NOW)
    return Desk(store, lambda: NOW)


@pytest.fixture
def full(desk):
    settle(desk.store, CODE, Stamp("村文书", NOW))
    return desk


@pytest.fixture
def workbook(full, tmp_path):
    path = tmp_path / "上报.xlsx"
    full.export(YEAR, path, full_ids=True)
    return path


def edited(path, sheet, label, value, name="王秀英"):
    book = load_workbook(path)
    page: Any = book[sheet]
    columns = {cell.value: cell.column for cell in page[3]}
    row = next(cells[0].row for cells in page.rows if cells[columns["姓名"] - 1].value == name)
    page.cell(row, columns[label], value)
    book.save(path)


def test_what_was_exported_comes_back_the_same(full, workbook):
    before = full.dump()
    planned = full.plan_import(read_workbook(workbook))
    assert {sheet.sheet for sheet in planned.sheets} == {roll.title for roll in rolls()}
    assert all(sheet.rows == sheet.same for sheet in planned.sheets)
    assert full.apply_import(planned).saved == 0
    assert full.dump() == before


def test_masked_numbers_replace_nothing(full, tmp_path):
    full.export(YEAR, tmp_path / "遮.xlsx")
    planned = full.plan_import(read_workbook(tmp_path / "遮.xlsx"))
    assert not planned.plan.differences
    assert all(sheet.rows == sheet.same for sheet in planned.sheets)


def test_a_new_store_gets_every_record_with_its_uid(full, workbook, tmp_path):
    new = village(tmp_path / "新.vdesk")
    planned = new.plan_import(read_workbook(workbook))
    assert not [one for sheet in planned.sheets for one in sheet.skipped]
    new.apply_import(planned)
    ours, theirs = full.dump(), new.dump()
    tables = set(record_types()) - {"remark", "draft", "appointment"}
    assert {name: ours[name] for name in tables} == {name: theirs[name] for name in tables}
    of_the_year = [row for row in ours["appointment"] if row["on"].startswith("2026")]
    assert theirs["appointment"] == of_the_year
    new.close()


def test_a_hand_s_change_is_shown_and_waits(full, workbook):
    edited(workbook, "人员", "学历", "研究生")
    planned = full.plan_import(read_workbook(workbook))
    shown = planned.plan.differences
    assert [(one.label, one.new) for one in shown] == [("学历", "研究生")]
    full.apply_import(planned, accepted=frozenset({shown[0].key}))
    person = next(row for row in full.dump()["person"] if row["uid"] == shown[0].uid)
    assert person["education"] == "研究生"


def test_a_title_written_over_a_link_is_followed(full, workbook):
    edited(workbook, "人员", "村民小组", "九组")
    shown = full.plan_import(read_workbook(workbook)).plan.differences
    assert [one.new for one in shown if one.label == "村民小组"] == ["9组"]


def test_nonsense_from_a_hand_is_told_and_left_out(full, workbook):
    edited(workbook, "人员", "公民身份号码", "12345")
    planned = full.plan_import(read_workbook(workbook))
    problem = next(p for sheet in planned.sheets for p in sheet.problems)
    assert (problem.label, problem.value) == ("公民身份号码", "12345")
    assert not planned.plan.differences


def test_another_village_s_workbook_is_refused(workbook, tmp_path):
    other = village(tmp_path / "别村.vdesk", code="990326101201")
    with pytest.raises(UserError, match="不是本村的"):
        other.plan_import(read_workbook(workbook))
    other.close()


def test_rows_that_a_hand_added_below_the_signatures_are_read(full, workbook):
    book = load_workbook(workbook)
    page: Any = book["人员"]
    columns = {cell.value: cell.column for cell in page[3]}
    last = page.max_row
    for below, (name, born) in enumerate((("新来的", "1999-12-31"), ("没生日", None)), 1):
        page.cell(last + below, columns["姓名"], name)
        page.cell(last + below, columns["出生年月"], born)
    book.save(workbook)
    sheet = next(
        one for one in full.plan_import(read_workbook(workbook)).sheets if one.sheet == "人员"
    )
    assert (sheet.new, [one.row for one in sheet.skipped]) == (1, [last + 2])


def test_a_number_that_lost_its_digits_is_told_with_its_cell(full, workbook):
    edited(workbook, "人员", "公民身份号码", 6.10326198503071e17)
    sheet = next(
        one for one in full.plan_import(read_workbook(workbook)).sheets if one.sheet == "人员"
    )
    told = sheet.problems[0]
    assert told.message.startswith(f"{told.column}{told.row} 格")
    assert "已经丢失" in told.message


@pytest.mark.parametrize("result", ["13900000001", None])
def test_a_formula_from_a_hand_is_told_with_its_cell(full, workbook, result):
    edited(workbook, "人员", "联系电话", '="139"&"00000001"')
    if result:
        calculated(workbook, result)
    planned = full.plan_import(read_workbook(workbook))
    (told,) = (one for sheet in planned.sheets for one in sheet.problems)
    assert told.label == "联系电话"
    assert told.message.startswith(f"{told.column}{told.row} 格：这一格是公式")
    assert ("没有算出结果" in told.message) is (result is None)
    shown = [one.new for one in planned.plan.differences]
    assert shown == ([result] if result else [])


def calculated(path, result):
    """What Excel does on saving: the result stands beside the formula."""
    data = path.read_bytes()
    said = rf'<c \1 t="str"><f>\2</f><v>{result}</v></c>'
    formula = re.compile(r"<c ([^>]*?)(?: t=\"\w+\")?><f>(.*?)</f><v ?/?>(?:</v>)?</c>")
    part = next(name for name, own in hostile.parts_of(data).items() if b"<f>" in own)
    path.write_bytes(hostile.change(data, part, lambda text: formula.sub(said, text)))

"""Importing through the desk: one step in, one step back, the same again changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.desk.conftest import NOW
from tests.intake.tables import id_of
from villagedesk.desk import Desk, found_town
from villagedesk.desk.importing import (
    as_json,
    fields_to_choose,
    in_words,
    ledgers_to_choose,
    read_pasted,
    read_workbook,
    reading_json,
)
from villagedesk.errors import UserError
from villagedesk.ledgers import LEDGERS, rolls
from villagedesk.store.queries import roll_of

HEADER = ("序号", "姓名", "性别", "身份证号码", "文化程度", "联系电话", "特长")
MAN, WOMAN = id_of("19721016"), id_of("19850307", 2)
ROWS = (
    (1, "罗铁柱", "男", MAN, "大专", "13800000001", "木匠"),
    (2, "梁芳", "女", WOMAN, "本科", None, None),
    (3, "徐磊", "男", 6.1990119721e17, "高中", "13800000003", None),
)


def saved(path, *rows, title="常住人口花名册", header=HEADER):
    book = Workbook()
    sheet: Any = book.active
    sheet.append([title])
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", len(rows)])
    book.save(path)
    return read_workbook(path)


@pytest.fixture
def roster(tmp_path):
    return saved(tmp_path / "人口.xlsx", *ROWS)


def names(desk):
    return {row[1] for row in desk.rows(roll_of("person"))}


def test_good_rows_go_in_and_the_others_are_listed_by_cell(desk, roster):
    planned = desk.plan_import(roster)
    done = desk.apply_import(planned)
    assert done.saved == 2
    assert names(desk) == {"罗铁柱", "梁芳"}
    problem = planned.sheets[0].problems[0]
    assert (problem.row, problem.label) == (5, "身份证号码")
    assert "D5" in problem.message


def test_a_plan_writes_nothing(desk, roster):
    before = desk.dump()
    desk.plan_import(roster)
    assert desk.dump() == before


def test_the_same_file_again_changes_nothing(desk, roster):
    desk.apply_import(desk.plan_import(roster))
    before = desk.dump()
    again = desk.plan_import(roster)
    assert desk.apply_import(again).saved == 0
    assert desk.dump() == before
    assert [(s.new, s.changed, s.same) for s in again.sheets] == [(0, 0, 2)]
    assert len(desk.steps()[0]) == 1


def test_an_import_is_one_step_named_after_its_file_and_taken_back_whole(desk, roster):
    before = desk.dump()
    desk.apply_import(desk.plan_import(roster))
    after = desk.dump()
    assert desk.undo() == "导入 人口"
    assert desk.dump() == before
    desk.redo()
    assert desk.dump() == after


def test_a_difference_is_taken_only_when_it_is_accepted(desk, roster, tmp_path):
    desk.apply_import(desk.plan_import(roster))
    newer = saved(tmp_path / "新.xlsx", (1, "罗铁柱", "男", MAN, "本科", "13800000009", None))
    planned = desk.plan_import(newer)
    shown = planned.plan.differences
    assert [(one.label, one.old, one.new) for one in shown] == [
        ("学历", "大专", "本科"),
        ("联系电话", "13800000001", "13800000009"),
    ]
    assert desk.apply_import(planned).saved == 0
    education = next(one.key for one in shown if one.label == "学历")
    assert desk.apply_import(planned, accepted=frozenset({education})).saved == 1
    left = desk.plan_import(newer).plan.differences
    assert [one.label for one in left] == ["联系电话"]


def test_a_plan_that_has_grown_old_is_made_again(desk, roster):
    planned = desk.plan_import(roster)
    desk.save(roll_of("person"), "", {"name": "罗铁柱", "id_number": MAN})
    desk.apply_import(planned)
    assert [row[1] for row in desk.rows(roll_of("person"))].count("罗铁柱") == 1


def test_an_answer_to_an_open_row_is_followed(desk, tmp_path):
    desk.save(roll_of("person"), "", {"name": "罗铁柱", "birth": "1960"})
    roster = saved(tmp_path / "名单.xlsx", ("罗铁柱", "13800000001"), header=("姓名", "联系电话"))
    planned = desk.plan_import(roster)
    open_row = planned.sheets[0].undecided[0]
    chosen = {open_row.key: open_row.candidates[0].uid}
    assert desk.apply_import(planned, chosen=chosen).saved == 1
    assert desk.rows(roll_of("person"))[0][8] == "13800000001"


def test_a_column_placed_once_is_remembered_after_the_import(desk, roster):
    assert [one.header for one in desk.plan_import(roster).sheets[0].columns] == ["特长"]
    desk.apply_import(desk.plan_import(roster, columns={"特长": "work"}))
    assert desk.plan_import(roster).sheets[0].columns == ()
    person = next(row for row in desk.dump()["person"] if row["name"] == "罗铁柱")
    assert person["work"] == "木匠"


def test_a_comment_in_the_file_is_told(desk, tmp_path):
    path = tmp_path / "名单.xlsx"
    book = Workbook()
    sheet: Any = book.active
    sheet.append(("姓名", "身份证号"))
    sheet.append(("罗铁柱", MAN))
    sheet["A2"].comment = Comment("已去世", "王")
    book.save(path)
    problem = desk.plan_import(read_workbook(path)).sheets[0].problems[0]
    assert "已去世" in problem.message


def test_committees_with_their_posts_reach_the_ledger(desk, tmp_path):
    header = ("姓名", "身份证号", "现任职务", "任现职时间", "入党时间")
    row = ("罗铁柱", MAN, "党支部书记、村委会主任", "2021.03", "1996.04")
    file = saved(tmp_path / "两委.xlsx", row, title="“两委”班子成员花名册", header=header)
    planned = desk.plan_import(file)
    assert planned.sheets[0].new_term.title == "2021年届"
    assert desk.apply_import(planned).saved == 1
    assert [row[2:4] for row in desk.rows(roll_of("seat"))] == [
        ("村党组织", "书记"),
        ("村民委员会", "主任"),
    ]


def test_the_json_of_an_import_is_plain(desk, roster):
    planned = desk.plan_import(roster)
    said = json.loads(json.dumps(as_json(planned, desk.apply_import(planned).saved)))
    assert said["saved"] == 2
    sheet = said["sheets"][0]
    assert (sheet["ledger"], sheet["new"], sheet["changed"], sheet["same"]) == (
        "residents",
        2,
        0,
        0,
    )
    assert sheet["problems"][0]["column"] == "身份证号码"
    assert {one["row"] for one in sheet["skipped"]} == {5, 6}


def test_an_import_is_told_in_words_too(desk, roster):
    planned = desk.plan_import(roster, ledger="residents")
    said = in_words(planned, 0, dry_run=True)
    assert "常住人口花名册 → 人员：新增 2" in said
    assert "第 5 行 身份证号码：D5 格的号码" in said
    assert "另有 1 行" in said
    assert said.endswith("可以导入 2 行，还没有存")


def test_what_the_reader_saw_is_told_without_a_store(roster):
    assert reading_json(roster)["tables"][0]["title"] == "常住人口花名册"


def test_one_table_of_several_may_be_taken_for_another_ledger(desk, tmp_path):
    path = tmp_path / "两张.xlsx"
    book = Workbook()
    for title, name in (("志愿者名单", "罗铁柱"), ("网格员名单", "梁芳")):
        sheet: Any = book.create_sheet(title)
        sheet.append(("姓名", "联系电话"))
        sheet.append((name, "13800000001"))
    book.save(path)
    planned = desk.plan_import(read_workbook(path), ledger={1: "residents"})
    assert [sheet.ledger for sheet in planned.sheets] == [None, "residents"]


def test_a_town_s_store_takes_no_rosters(tmp_path, roster):
    store = found_town(str(tmp_path / "镇.vdesk"), name="青禾镇", now=NOW)
    town = Desk(store, lambda: NOW)
    with pytest.raises(UserError, match="打开村的台账"):
        town.plan_import(roster)
    town.close()


def test_cells_pasted_from_excel_are_a_roster_too(desk):
    text = f'姓名\t身份证号\t备注\n罗铁柱\t{MAN}\t"第一行\n第二行"\n梁芳\t{WOMAN}\t\n'
    done = desk.apply_import(desk.plan_import(read_pasted(text)))
    assert done.saved == 2
    assert done.label == "导入 粘贴的内容"


def test_a_file_that_is_no_workbook_is_refused_in_words(tmp_path):
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(UserError, match="照片"):
        read_workbook(path)


def test_every_ledger_may_be_chosen_and_every_field_of_it():
    keys = dict(ledgers_to_choose())
    assert {ledger.key for ledger in LEDGERS} <= set(keys)
    assert len(keys) == len(rolls()) - sum(len(roll.parts) for roll in rolls())
    assert all(fields_to_choose(key) for key in keys)


WITH_LEDGER = ("01", "03", "04", "05")


@pytest.mark.parametrize("number", WITH_LEDGER)
def test_samples_whose_ledger_is_there_go_in_whole_and_only_once(desk, samples: Path, number):
    path = next(samples.glob(f"{number}_*"))
    file = read_workbook(path)
    planned = desk.plan_import(file)
    for table, sheet in zip(file.book.tables, planned.sheets, strict=True):
        listed = len(sheet.skipped) - len(table.skipped_rows)
        assert sheet.ledger
        assert sheet.new + sheet.changed + sheet.same + listed == len(table.records)
    assert desk.apply_import(planned).saved > 0
    before = desk.dump()
    again = desk.plan_import(file)
    desk.apply_import(again)
    assert desk.dump() == before
    assert sum(sheet.new + sheet.changed for sheet in again.sheets) == 0


def test_new_persons_are_found_by_pinyin(desk, roster):
    desk.apply_import(desk.plan_import(roster))
    assert [pick.title for pick in desk.picks("person", "ltz")] == ["罗铁柱"]

"""Who a row is about: never guessed, never made twice."""

import pytest

from tests.builders import person
from tests.intake.tables import added, changed, counts, doubt, group, id_of, only, plan, table
from villagedesk.intake import NEW_PERSON, SKIP
from villagedesk.people import Person

ID = id_of("19850307")
ROSTER = {"title": "常住人口登记"}


def test_a_whole_id_number_finds_its_person_and_fills_what_is_empty():
    there = person("王秀英", uid="a", id_no=ID)
    result = plan(table({"name": "王秀英", "id_number": ID, "phone": "13800000001"}), there=[there])
    assert counts(result.sheets[0]) == (0, 1, 0)
    assert changed(result)["Person", "a"]["phone"] == "13800000001"


def test_an_id_number_under_another_name_is_left_to_the_clerk():
    there = person("王秀英", uid="a", id_no=ID)
    sheet = only(table({"name": "李四", "id_number": ID}), there=[there])
    assert [c.uid for c in sheet.undecided[0].candidates] == ["a"]
    assert "待定" in sheet.skipped[0].why


def test_name_and_birth_find_a_person_without_an_id_number():
    there = person("王秀英", uid="a", born="1985-03")
    result = plan(table({"name": "王秀英", "id_number": ID}), there=[there])
    assert changed(result)["Person", "a"]["id_no"] == ID


@pytest.mark.parametrize(("field", "value"), [("born", "1970"), ("gender", "2")])
def test_a_namesake_of_another_birth_or_sex_is_somebody_else(field, value):
    there = person("王秀英", uid="a", **{field: value})
    assert only(table({"name": "王秀英", "id_number": ID}), there=[there]).new == 1


def test_two_namesakes_of_one_birth_are_left_to_the_clerk():
    there = [person("王秀英", uid=uid, born="1985") for uid in "ab"]
    sheet = only(table({"name": "王秀英", "birth": "1985-03"}), there=there)
    assert {c.uid for c in sheet.undecided[0].candidates} == {"a", "b"}


def test_a_namesake_with_another_id_number_of_the_same_day_is_left_to_the_clerk():
    there = person("王秀英", uid="a", id_no=ID, born="1985-03-07", gender="1")
    sheet = only(table({"name": "王秀英", "id_number": id_of("19850307", 3)}), there=[there])
    assert "身份证号码却不同" in sheet.undecided[0].why


def test_a_name_alone_is_nobody():
    sheet = only(table({"name": "王秀英"}, **ROSTER))
    assert counts(sheet) == (0, 0, 0)
    assert "只有姓名" in sheet.skipped[0].why


def test_name_and_group_are_enough_where_nothing_else_is_asked():
    row = {"name": "王秀英", "group": "1组"}
    first = plan(table(row, **ROSTER))
    assert first.sheets[0].new == 1


def test_a_lone_namesake_is_taken_where_the_phone_agrees():
    there = person("王秀英", uid="a", phone="13800000001", born="1985")
    sheet = only(table({"name": "王秀英", "phone": "13800000001"}, **ROSTER), there=[there])
    assert counts(sheet) == (0, 0, 1)


def test_a_lone_namesake_with_nothing_in_common_is_left_to_the_clerk():
    there = person("王秀英", uid="a", born="1985")
    sheet = only(table({"name": "王秀英", "phone": "13800000001"}, **ROSTER), there=[there])
    assert len(sheet.undecided) == 1


def test_two_rows_of_one_name_and_group_are_not_made_one():
    rows = [{"name": "王秀英", "group": "1组", "phone": f"1380000000{n}"} for n in (1, 2)]
    sheet = only(table(*rows, **ROSTER))
    assert sheet.new == 1
    assert "第 3 行" in sheet.undecided[0].why


def test_a_person_is_kept_for_the_row_that_surely_means_him():
    there = person("王秀英", uid="a", phone="13800000001", born="1985-03-07")
    rows = [{"name": "王秀英", "phone": "13800000001"}, {"name": "王秀英", "birth": "1985-03-07"}]
    sheet = only(table(*rows), there=[there])
    assert counts(sheet) == (0, 0, 1)
    assert "第 4 行" in sheet.undecided[0].why


def test_the_same_id_number_twice_in_a_file_is_one_person_and_told():
    result = plan(table(*[{"name": "王秀英", "id_number": ID}] * 2))
    assert len(added(result, Person)) == 1
    assert "第 3 行是同一个人" in result.sheets[0].problems[0].message


@pytest.mark.parametrize(
    ("choice", "expected"), [("a", (0, 1, 0)), (NEW_PERSON, (1, 0, 0)), (SKIP, (0, 0, 0))]
)
def test_what_the_clerk_decides_is_done(choice, expected):
    there = person("王秀英", uid="a", born="1985")
    roster = table({"name": "王秀英", "phone": "13800000001"}, **ROSTER)
    key = only(roster, there=[there]).undecided[0].key
    assert counts(only(roster, there=[there], chosen={key: choice})) == expected


def test_nobody_is_made_anew_with_an_id_number_that_somebody_has():
    there = person("王秀英", uid="a", id_no=ID)
    roster = table({"name": "李四", "id_number": ID})
    key = only(roster, there=[there]).undecided[0].key
    sheet = only(roster, there=[there], chosen={key: NEW_PERSON})
    assert "不能再新建" in sheet.skipped[0].why


def test_a_candidate_that_is_gone_must_be_chosen_again():
    there = person("王秀英", uid="a", born="1985")
    roster = table({"name": "王秀英", "phone": "13800000001"}, **ROSTER)
    sheet = only(roster, there=[there], chosen={"0:3": "gone"})
    assert "已经不在了" in sheet.skipped[0].why


def test_candidates_are_told_apart_by_group_birth_and_id_tail():
    home = group("1组")
    there = person("王秀英", uid="a", id_no=ID, born="1985-03-07", group=home.uid)
    sheet = only(table({"name": "李四", "id_number": ID}), there=[there, home])
    assert sheet.undecided[0].candidates[0].hint == f"1组 · 1985.03.07 生 · 身份证尾号 {ID[-4:]}"


def test_a_doubtful_id_number_leaves_a_row_in_when_the_birth_is_there():
    doubts = {0: [doubt("id_number", "id_precision_lost", "B3 只剩前15位")]}
    rows = [{"name": "王秀英", "id_number": None, "birth": "1985-03"}]
    sheet = only(table(*rows, doubts=doubts))
    assert sheet.new == 1
    assert "B3" in sheet.problems[0].message


def test_a_doubtful_id_number_keeps_a_row_out_when_nothing_else_is_known():
    doubts = {0: [doubt("id_number", "id_checksum", "校验码不符")]}
    row = {"name": "王秀英", "id_number": ID[:-1] + "?", "phone": "13800000001"}
    sheet = only(table(row, doubts=doubts))
    assert counts(sheet) == (0, 0, 0)
    assert "分不清是谁" in sheet.skipped[0].why


def test_a_row_without_a_name_stays_out():
    sheet = only(table({"name": None, "id_number": ID}))
    assert "没有姓名" in sheet.skipped[0].why

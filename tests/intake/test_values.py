"""What a row's cells become: filled, different, settled by the ID number, or left out and told."""

import pytest

from tests.builders import household, person
from tests.intake.tables import added, changed, doubt, id_of, only, plan, table
from villagedesk.intake.comparing import Likeness, compare
from villagedesk.intake.slots import slots_of
from villagedesk.kinds import mask_id
from villagedesk.people import Household, PartyMember, Person

ID = id_of("19850307")
FACES = {key: slot.face for key, slot in slots_of(Person).items()}
ROW = {"name": "王秀英", "id_number": ID}


@pytest.mark.parametrize(
    ("field", "old", "new", "likeness"),
    [
        ("phone", None, "13800000001", Likeness.MORE),
        ("phone", "13800000001", None, Likeness.SAME),
        ("phone", "13800000001/13800000002", "13800000002", Likeness.SAME),
        ("phone", "13800000001", "13800000002", Likeness.OTHER),
        ("birth", "1985", "1985-03", Likeness.MORE),
        ("birth", "1985-03-07", "1985-03", Likeness.SAME),
        ("birth", "1985-03", "1985-04", Likeness.OTHER),
        ("remark", "一肩挑", "“一肩挑”", Likeness.SAME),
        ("remark", "一肩挑", "连任", Likeness.OTHER),
        ("id_number", mask_id(ID), ID, Likeness.MORE),
        ("id_number", ID, mask_id(ID), Likeness.SAME),
        ("id_number", ID, mask_id(ID, hide_last=True), Likeness.SAME),
        ("id_number", ID, mask_id(id_of("19900101", 7)), Likeness.OTHER),
        ("education", "30", "20", Likeness.OTHER),
    ],
)
def test_a_value_fills_or_says_the_same_or_differs(field, old, new, likeness):
    assert compare(FACES[field], old, new) is likeness


def test_a_different_value_is_shown_and_not_taken():
    there = person("王秀英", uid="a", id_no=ID, gender="1", born="1985-03-07", education="30")
    result = plan(table(ROW | {"education": "本科"}), there=[there])
    shown = result.differences[0]
    assert (shown.who, shown.label, shown.old, shown.new) == ("王秀英", "学历", "大专", "本科")
    assert not changed(result)


def test_birth_and_sex_follow_the_id_number_and_contradictions_are_told():
    result = plan(table(ROW | {"gender": "女", "birth": "1985-04"}))
    someone = added(result, Person)[0]
    assert (someone["gender"], someone["born"]) == ("1", "1985-03-07")
    assert {problem.label for problem in result.sheets[0].problems} == {"性别", "出生年月"}


@pytest.mark.parametrize(("age", "told"), [(41, False), (42, False), (30, True)])
def test_an_age_that_no_birth_explains_is_told(age, told):
    problems = only(table(ROW | {"age": age})).problems
    assert [problem.label for problem in problems] == ["年龄"] * told


def test_a_doubtful_field_stays_out_and_is_told_with_row_and_words():
    doubts = {0: [doubt("party_join", "date_invalid", "1999.13")]}
    result = plan(table(ROW | {"party_join": None}, title="党员花名册", doubts=doubts))
    problem = result.sheets[0].problems[0]
    assert (problem.row, problem.label, problem.value) == (3, "入党时间", "1999.13")
    assert problem.message == "日历上没有“1999.13”，请核对"
    assert added(result, PartyMember)[0]["joined"] is None


@pytest.mark.parametrize("written", ["去年", "{去年}", "{cell}"])
def test_words_that_are_no_day_are_told_with_how_a_day_is_written(written):
    doubts = {0: [doubt("party_join", "date_invalid", written)]}
    result = plan(table(ROW | {"party_join": None}, title="党员花名册", doubts=doubts))
    assert result.sheets[0].problems[0].message == (
        f"“{written}”不是日期，请写年、年月或年月日，如 1985、1985.03、2026-03-07"
    )


def test_a_guess_that_is_taken_is_told():
    doubts = {0: [doubt("party_join", "serial_guess", "36342")]}
    result = plan(table(ROW | {"party_join": "1999-07-01"}, title="党员花名册", doubts=doubts))
    assert added(result, PartyMember)[0]["joined"] == "1999-07-01"
    assert "36342" in result.sheets[0].problems[0].message


def test_a_year_of_which_the_month_is_in_doubt_is_taken_as_a_year():
    doubts = {0: [doubt("birth", "date_ambiguous_jan_oct", "数字1985.1")]}
    result = plan(table({"name": "王秀英", "birth": "1985"}, doubts=doubts))
    assert added(result, Person)[0]["born"] == "1985"
    assert "10 月" in result.sheets[0].problems[0].message


@pytest.mark.parametrize(
    ("code", "detail", "words"),
    [("name_extra_text", "小名铁蛋", "小名铁蛋"), ("comment", "已去世", "已去世")],
)
def test_what_stands_beside_a_value_is_told(code, detail, words):
    sheet = only(table(ROW, doubts={0: [doubt("name", code, detail)]}))
    assert sheet.new == 1
    assert words in sheet.problems[0].message


def test_a_mark_behind_a_name_is_no_matter():
    assert not only(table(ROW, doubts={0: [doubt("name", "name_extra_text", "*")]})).problems


def test_two_names_in_one_cell_are_nobody():
    doubts = {0: [doubt("name", "name_extra_text", "王秀英 李四")]}
    sheet = only(table(ROW | {"name": "王秀英李四"}, doubts=doubts))
    assert "没有姓名" in sheet.skipped[0].why


def test_a_row_struck_out_stays_out():
    sheet = only(table(ROW, doubts={0: [doubt("*", "strikethrough", "整行删除线")]}))
    assert "删除线" in sheet.skipped[0].why


def test_hidden_rows_are_told_once():
    doubts = {n: [doubt("*", "hidden_row")] for n in range(10)}
    rows = [{"name": "王秀英", "id_number": id_of("19850307", n * 2)} for n in range(10)]
    problems = [p for p in only(table(*rows, doubts=doubts)).problems if p.label == "整行"]
    assert len(problems) == 1
    assert "等 10 行" in problems[0].message


def test_a_word_that_is_not_listed_is_told_and_left_out():
    result = plan(table(ROW | {"education": "识字班"}))
    assert added(result, Person)[0]["education"] is None
    assert result.sheets[0].problems[0].value == "识字班"


def test_a_day_to_come_is_refused():
    sheet = only(table({"name": "王秀英", "birth": "2030", "phone": "13800000001"}))
    assert "不能晚于今天" in sheet.problems[0].message


def test_a_header_that_is_a_label_of_ours_needs_no_mapping():
    result = plan(table(ROW | {"状态": "外出"}, extra=("状态",)))
    assert added(result, Person)[0]["presence"] == "外出"


def test_a_column_that_nobody_knows_is_shown_until_the_clerk_places_it():
    roster = table(ROW | {"谋生": "木匠"}, extra=("谋生",))
    assert [column.header for column in only(roster).columns] == ["谋生"]
    result = plan(roster, columns={"谋生": "work"})
    assert result.sheets[0].columns == ()
    assert added(result, Person)[0]["work"] == "木匠"


def test_an_address_without_a_household_is_shown_as_without_a_place():
    sheet = only(table(ROW | {"address": "村东头"}))
    assert [column.header for column in sheet.columns] == ["家庭住址"]


def test_what_only_a_member_has_is_shown_for_people_who_are_none():
    sheet = only(table(ROW | {"party_post": "委员"}), ledger="residents")
    assert sheet.columns[0].values == ("委员",)


def test_another_village_of_a_town_roster_stays_out():
    rows = [ROW | {"village": "柳林村"}, ROW | {"village": "杨树村"}]
    sheet = only(table(*rows), village="柳林村")
    assert [(one.row, "杨树村" in one.why) for one in sheet.skipped] == [(4, True)]


def test_a_section_line_is_shown_and_may_be_placed():
    roster = table(ROW | {"分段": "东支部"}, extra=("分段",), title="党员花名册")
    result = plan(roster, columns={"分段": "branch"})
    member = added(result, PartyMember)[0]
    assert member["branch"]


HOME = {"household_no": "001", "household_head": "王大山", "group": "一组", "address": "村东头"}


def test_a_household_roster_makes_household_group_head_and_members():
    rows = [
        HOME | {"name": "王大山", "relation": None, "id_number": ID},
        HOME | {"name": "李花", "relation": "配偶", "id_number": id_of("19860101", 2)},
    ]
    result = plan(table(*rows))
    home = added(result, Household)[0]
    people = added(result, Person)
    assert (home["number"], home["address"]) == ("001", "村东头")
    assert [one["relation"] for one in people] == ["02", "10"]
    assert {one["household"] for one in people} == {home["uid"]}
    assert home["group"] == people[0]["group"]


def test_a_household_without_a_number_goes_by_its_head():
    rows = [
        {"household_head": "王大山", "name": name, "relation": relation, "id_number": id_no}
        for name, relation, id_no in (("王大山", "户主", ID), ("李花", "妻", id_of("19860101", 2)))
    ]
    result = plan(table(*rows))
    assert [home["number"] for home in added(result, Household)] == ["王大山户"]


def headed(name, relation, id_no, **more):
    return {
        "household_head": "王大山",
        "name": name,
        "relation": relation,
        "id_number": id_no,
    } | more


@pytest.mark.parametrize("groups", [("1组", "2组"), (None, None), ("1组", "1组")])
def test_two_heads_of_one_name_have_two_households(groups):
    rows = [
        headed("王大山", "户主", ID, group=groups[0]),
        headed("李花", "妻", id_of("19860101", 2), group=groups[0]),
        headed("王大山", "户主", id_of("19600101", 1), group=groups[1]),
        headed("张兰", "妻", id_of("19610101", 2), group=groups[1]),
    ]
    first, wife, second, other = added(plan(table(*rows)), Person)
    assert first["household"] == wife["household"] != second["household"] == other["household"]


def test_one_of_two_households_is_not_guessed():
    homes = [household(uid=uid, number=uid) for uid in "ab"]
    heads = [
        person("王大山", born=f"19{n}0", relation="02", household=home.uid)
        for n, home in zip((5, 6), homes, strict=True)
    ]
    rows = [headed("李花", "妻", ID)]
    result = plan(table(*rows), there=[*homes, *heads])
    assert added(result, Person)[0]["household"] is None


def test_a_list_of_households_alone_makes_their_heads():
    result = plan(table({"household_no": "7", "household_head": "王大山", "address": "村西"}))
    someone = added(result, Person)[0]
    assert (someone["name"], someone["relation"]) == ("王大山", "02")


def test_a_person_who_moved_house_is_shown_and_not_moved():
    home = household(number="001")
    there = person("王秀英", uid="a", id_no=ID, household=home.uid)
    result = plan(table(ROW | {"household_no": "002"}), there=[home, there], ledger="residents")
    shown = next(one for one in result.differences if one.label == "户编号")
    assert (shown.old, shown.new) == ("001", "002")
    assert not added(result, Household)
    assert [row["number"] for _, row in result.changes.needed([shown.value])] == ["002"]


@pytest.mark.parametrize("group_of", ["column", "sheet"])
def test_household_numbers_that_begin_anew_in_every_group_are_different_households(group_of):
    rows = [
        ({"name": "王大山", "relation": "户主", "id_number": ID}, "一组"),
        ({"name": "钱大海", "relation": "户主", "id_number": id_of("19600101", 1)}, "二组"),
    ]
    if group_of == "sheet":
        result = plan(*(table(row | {"household_no": "1"}, sheet=group) for row, group in rows))
    else:
        result = plan(table(*(row | {"household_no": "1", "group": group} for row, group in rows)))
    homes = {home["uid"]: home["number"] for home in added(result, Household)}
    assert [homes[one["household"]] for one in added(result, Person)] == ["1", "1（2组）"]
    assert not any(sheet.problems for sheet in result.sheets)


def test_a_second_head_under_one_household_number_is_told():
    rows = [
        {"name": "王大山", "relation": "户主", "id_number": ID, "household_no": "1"},
        {"name": "钱大海", "relation": "户主", "id_number": id_of("19600101"), "household_no": "1"},
    ]
    assert "已有户主“王大山”" in only(table(*rows)).problems[0].message


def test_who_is_written_as_oneself_heads_the_household():
    row = {"household_no": "7", "household_head": "王大山", "name": "王大山", "relation": "本人"}
    assert added(plan(table(row | {"id_number": ID})), Person)[0]["relation"] == "02"


def test_a_sheet_of_two_groups_names_no_group():
    result = plan(table({"name": "王大山", "id_number": ID}, title="一组、二组人口"))
    assert added(result, Person)[0]["group"] is None


@pytest.mark.parametrize(
    ("remark", "told"), [("已去世", 1), ("2023.5 病故", 1), ("父亲去世", 0), ("低保户", 0)]
)
def test_a_remark_that_somebody_is_gone_is_told_and_changes_nothing(remark, told):
    result = plan(table({"name": "王大山", "id_number": ID, "remark": remark}))
    assert len(result.sheets[0].problems) == told
    assert added(result, Person)[0]["presence"] is None


@pytest.mark.parametrize(
    ("word", "presence"), [("死亡", "去世"), ("外出务工", "外出"), ("正常", "正常")]
)
def test_what_rosters_call_a_state_is_understood(word, presence):
    row = {"name": "王大山", "id_number": ID, "presence": word}
    assert added(plan(table(row)), Person)[0]["presence"] == presence


def test_a_phone_with_a_word_beside_it_is_taken_and_told():
    warned = [doubt("phone", "phone_length", "13900000001（常用）")]
    row = {"name": "王大山", "id_number": ID, "phone": "13900000001"}
    result = plan(table(row, doubts={0: warned}))
    assert added(result, Person)[0]["phone"] == "13900000001"
    assert "只录了号码" in result.sheets[0].problems[0].message

"""Rosters with the habits of real offices: nothing is lost, and nothing wrong is kept quiet."""

from tests.books.reading.building import (
    Page,
    codes,
    column,
    id_of,
    read_pages,
    read_rows,
    read_table,
    read_tables,
)
from villagedesk.books.reading import read_here
from villagedesk.books.reading.book import read_sheet
from villagedesk.books.reading.sheet import Sheet

MAN, WOMAN = id_of("19720315", 1), id_of("19851002", 22)


def test_a_header_in_row_eight_below_units_and_blank_rows():
    table = read_table(
        [
            ["附件2"], ["某县村级组织换届选举工作"], ["村“两委”班子成员信息采集表"], [],
            ["填报单位（盖章）：", None, "示范村党支部"], ["单位：人"], [],
            ["姓名", "性别", "身份证号"],
            ["王建军", "男", MAN],
        ],
        "A3:C3",
    )  # fmt: skip
    assert table.title == "村“两委”班子成员信息采集表"
    assert table.meta == {"填报单位": "示范村党支部", "单位": "人"}
    assert table.header_rows == (8,)


def test_two_header_rows_where_nothing_or_little_is_merged():
    table = read_table(
        [
            ["序号", "姓名", "基本情况", None, None, "任职情况", None],
            [None, None, "性别", "民族", "身份证号", "职务", "时间"],
            [1, "王建军", "男", "汉", MAN, "书记", "2021.03"],
        ],
        "A1:A2",
    )
    assert table.header_rows == (1, 2)
    assert table.columns["G"] == ("任职情况/时间", "post_since")
    assert table.records[0].values["post_since"] == "2021-03"


def test_a_unit_and_a_date_right_above_are_no_headings():
    table = read_table(
        [
            ["示范村党员花名册"],
            ["示范村党支部", None, "2026年5月"],
            ["姓名", "性别", "入党时间", "身份证号"],
            ["王建军", "男", "1999.7", MAN],
        ],
        "A1:D1", "A2:B2", "C2:D2",
    )  # fmt: skip
    assert table.header_rows == (3,)
    assert table.columns["A"] == ("姓名", "name")


def test_columns_of_another_person_stay_unknown():
    (row,) = read_rows(
        [["户主", None, "配偶", None], ["姓名", "身份证号", "姓名", "身份证号"],
         ["王建军", MAN, "李芳", WOMAN]],
        "A1:B1", "C1:D1",
    )  # fmt: skip
    assert row.values == {"name": "王建军", "id_number": MAN}
    assert row.extra == {"配偶/姓名": "李芳", "配偶/身份证号": WOMAN}


def test_group_lines_give_their_people_a_group():
    table = read_table(
        [["姓名", "性别"], ["一组"], ["王建军", "男"], ["第二村民小组："], ["李芳", "女"],
         ["三组（东沟）"], ["赵强", "男"]]
    )  # fmt: skip
    assert column(table, "group") == ["1组", "2组", "3组"]
    assert set(table.skipped_rows.values()) == {"section"}


def test_other_dividing_lines_stay_with_their_rows():
    rows = read_rows(
        [["姓名", "性别", "职务"], ["一、村党支部"], ["王建军", "男", "书记"], ["二、村委会"],
         ["李芳", "女", "主任"]]
    )  # fmt: skip
    assert [row.extra for row in rows] == [{"分段": "一、村党支部"}, {"分段": "二、村委会"}]


def test_what_stands_beside_the_table_is_not_lost():
    rows = read_rows([["姓名", "电话"], ["王建军", "13800000001", "已搬走"]])
    assert rows[0].extra == {"C列": "已搬走"}


def test_a_household_written_once_without_a_merge():
    rows = read_rows(
        [["户号", "户主姓名", "姓名", "与户主关系"], ["0001", "王建军", "王建军", "户主"],
         [None, None, "李芳", "妻"], ["0002", "赵强", "赵强", "户主"]]
    )  # fmt: skip
    assert [row.values["household_no"] for row in rows] == ["0001", "0001", "0002"]
    assert codes(rows[1], "household_no") == ["merged_filled"]


def test_sums_in_any_of_the_first_columns_are_no_people():
    table = read_table(
        [["序号", "姓名", "组别", "金额"], [1, "王建军", "一组", 100], ["", "本页小计", "", 100],
         [2, "何计", "二组", 100], [None, None, "合计", 200], ["共计：2人"], ["总人数", 2]]
    )  # fmt: skip
    assert column(table, "name") == ["王建军", "何计"]
    assert table.skipped_rows == {3: "subtotal", 5: "total", 6: "total", 7: "total"}


def test_notes_go_on_over_several_lines():
    table = read_table(
        [["姓名", "性别"], ["王建军", "男"], ["填表说明："], ["1.与身份证一致。"], ["2.其他"]]
    )
    assert column(table, "name") == ["王建军"]
    assert set(table.skipped_rows.values()) == {"note"}


def test_a_first_row_of_small_numbers_is_data_where_numbers_belong():
    rows = read_rows([["序号", "次数", "应到", "实到"], [1, 2, 3, 4], [2, 3, 4, 5]])
    assert [row.values["seq"] for row in rows] == [1, 2]


def test_headers_nobody_knows_are_kept_for_the_clerk_to_map():
    rows = [["工具清单"], ["物品", "规格", "产地"], ["锄头", "大", "本地"]]
    assert read_rows(rows)[0].extra == {"物品": "锄头", "规格": "大", "产地": "本地"}


def test_the_mapping_of_the_clerk_comes_first():
    sheet = Sheet("Sheet1", rows={1: {1: "姓名", 2: "鞋码", 3: "性别"}, 2: {1: "王建军", 2: "41"}})
    (row,) = read_sheet(sheet, {"鞋码": "remark"})[0].records
    assert row.values["remark"] == "41"


def test_a_lone_column_of_names():
    table = read_table([["姓名"], ["王建军"], ["李芳"], ["（以下空白）"]])
    assert column(table, "name") == ["王建军", "李芳"]
    assert table.skipped_rows == {4: "end_marker"}


def test_signature_cells_are_no_people():
    table = read_table(
        [["姓名", "职务", "联系电话", "备注"], ["王建军", "书记", "13800000001"],
         ["填表人：", "王某", "审核人：", "李某"]]
    )  # fmt: skip
    assert column(table, "name") == ["王建军"]
    assert table.meta == {"填表人": "王某", "审核人": "李某"}


def test_an_example_row_is_no_person():
    table = read_table([["序号", "姓名", "性别"], ["例", "张某某", "男"], [1, "王建军", "男"]])
    assert table.skipped_rows == {2: "example"}
    assert column(table, "name") == ["王建军"]


def test_a_csv_that_calls_itself_xlsx_is_read():
    (table,) = read_here("姓名,性别\n王建军,男\n".encode(), "名单").tables
    assert column(table, "name") == ["王建军"]


def test_a_stray_blank_far_away_does_no_harm():
    (table,) = read_tables([["姓名", "性别"], ["王建军", "男"], *[[]] * 500, [*[None] * 60, " "]])
    assert len(table.records) == 1
    assert table.skipped_rows == {}


def test_two_columns_of_remarks_are_both_kept():
    (row,) = read_rows([["姓名", "备注", "电话", "备注"], ["王建军", "立功", None, "迁出"]])
    assert (row.values["remark"], row.values["remark2"]) == ("立功", "迁出")


def test_a_key_that_only_the_caller_knows_is_text():
    sheet = Sheet("Sheet1", rows={1: {1: "姓名", 2: "电话", 3: "_uid"}, 2: {1: "王建军", 3: "u1"}})
    (row,) = read_sheet(sheet, {"_uid": "uid"})[0].records
    assert row.values["uid"] == "u1"


def test_a_form_may_hold_its_values_in_the_cells_of_the_labels():
    (row,) = read_rows(
        [["人员信息"], ["姓名：王建军", "性别：男"], ["民族：汉", "出生年月：1972.03"],
         [f"身份证号：{MAN}", "联系电话：13800000001"]]
    )  # fmt: skip
    assert row.values == {
        "name": "王建军", "gender": "男", "ethnicity": "汉族", "birth": "1972-03", "id_number": MAN,
        "phone": "13800000001",
    }  # fmt: skip


def test_a_sheet_without_a_table_is_mentioned():
    read = read_pages(Page([["一、填表范围：本村。"], ["二、填报要求。"]], name="填表说明"))
    assert read.tables == ()
    assert "填表说明" in read.warnings[0]


def test_values_that_sound_like_headers_begin_no_table():
    table = read_table(
        [["姓名", "人员类别", "是否残疾"], ["王建军", "低保户", "残疾"], ["低保户", "残疾", None],
         ["李芳", "低保户", "否"]]
    )  # fmt: skip
    assert column(table, "name") == ["王建军", "低保户", "李芳"]


def test_labels_beside_their_values_above_the_header_are_no_header():
    table = read_table(
        [["村名", "东沟村", "时间", "2026年5月"], ["序号", "姓名", "性别", "职务"],
         [1, "王建军", "男", "书记"]]
    )  # fmt: skip
    assert table.header_rows == (2,)
    assert table.columns["B"] == ("姓名", "name")


def test_members_do_not_get_the_number_of_their_head():
    rows = read_rows(
        [["户号", "户主信息", None, "家庭成员信息", None, None],
         [None, "姓名", "身份证号", "姓名", "与户主关系", "身份证号"],
         ["0001", "王建军", MAN, "王建军", "户主", MAN],
         [None, None, None, "李芳", "妻", WOMAN]],
        "A1:A2", "B1:C1", "D1:F1", "A3:A4", "B3:B4", "C3:C4",
    )  # fmt: skip
    assert [row.values["id_number"] for row in rows] == [MAN, WOMAN]
    assert [row.values["household_head"] for row in rows] == ["王建军", "王建军"]
    assert rows[1].extra == {"户主信息/身份证号": MAN}


def test_a_label_over_labels_has_no_value_of_its_own():
    (row,) = read_rows(
        [["姓名", "王建军", "性别", "男"], ["学历", "全日制教育", "高中", None],
         [None, "在职教育", "大专", None], ["身份证号", MAN, "民族", "汉"],
         ["家庭住址", "一组", "电话", "13800000001"]],
        "A2:A3",
    )  # fmt: skip
    assert (row.values["education"], row.values["education_onjob"]) == ("高中", "大专")


def test_headers_that_are_each_two_cells_wide_have_no_headers_below():
    table = read_table(
        [["姓名", None, "性别", None, "民族"], ["王建军", None, "男", None, "汉"],
         ["李芳", None, "女", None, "回"]],
        "A1:B1", "C1:D1", "E1:F1", "A2:B2", "C2:D2", "E2:F2", "A3:B3", "C3:D3", "E3:F3",
    )  # fmt: skip
    assert table.header_rows == (1,)
    assert column(table, "name") == ["王建军", "李芳"]
    assert column(table, "ethnicity") == ["汉族", "回族"]


def test_a_row_of_crosses_shows_how_to_fill_the_form():
    rows: list[list[object]] = [
        ["序号", "姓名", "性别", "出生年月"],
        ["1", "×××", "男", "××××.××"],
        [2, "王大山", "×", "1972.04"],
    ]
    assert read_table(rows).skipped_rows == {2: "example"}

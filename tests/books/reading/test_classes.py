"""The classes of rosters that towns issue are read without loss, each from a small sample."""

from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.books.reading.building import (
    Page,
    book,
    codes,
    column,
    id_of,
    read_pages,
    read_rows,
    read_table,
    read_tables,
)
from villagedesk.books.reading import read_here

MAN, WOMAN = id_of("19720315", 1), id_of("19851002", 22)


def test_three_header_levels_vertical_words_and_column_numbers():
    table = read_table(
        [
            ["××镇村级后备干部花名册"],
            ["填报单位：示范村党支部", *[None] * 8, "单位：人"],
            ["序号", "姓　　名", "性\n别", "学历", None, None, None, "拟培养\n职务", "备注"],
            [None, None, None, "全日制", None, "在职"],
            [None, None, None, "学历", "毕业院校", "学历", "毕业院校"],
            ["甲", "乙", 1, 2, 3, 4, 5, 6, 7],
            [1, "王建军", "男", "大专", "示范学院", "本科", "某大学", "村委会委员"],
            [2],
            [3],
            ["注：本表一式两份。"],
        ],
        "A1:I1", "A3:A5", "B3:B5", "C3:C5", "D3:G3", "D4:E4", "F4:G4", "H3:H5", "I3:I5", "A10:I10",
    )  # fmt: skip
    assert table.header_rows == (3, 4, 5)
    assert table.columns["F"] == ("学历/在职/学历", "education_onjob")
    assert table.skipped_rows == {6: "column_numbers", 8: "seq_only", 9: "seq_only", 10: "note"}
    (row,) = table.records
    assert row.values["education"] == "大专"
    assert row.values["school"] == "示范学院"
    assert row.values["target_post"] == "村委会委员"


def test_repeated_sub_headers_take_their_key_from_their_parent():
    table = read_table(
        [
            ["三会一课统计表"],
            ["序号", "支部名称", "党员数", "党员大会", "", "支委会", "", "党课", "", "参会率"],
            [None, None, None, "次数", "实到", "次数", "实到", "次数", "授课人"],
            [1, "示范村党支部", 32, 1, 28, 3, 5, 1, "王某", "87.5%"],
            ["合计", None, "=SUM(C4:C4)", "=SUM(D4:D4)"],
        ],
        "A1:J1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:I2", "J2:J3",
    )  # fmt: skip
    (row,) = table.records
    assert row.values == {
        "seq": 1, "branch": "示范村党支部", "members": 32, "dydh_count": 1, "dydh_present": 28,
        "zwh_count": 3, "zwh_present": 5, "dk_count": 1, "dk_speaker": "王某", "attendance": 0.875,
    }  # fmt: skip
    assert table.skipped_rows == {5: "total"}


def test_an_empty_sheet_has_no_table():
    book = read_pages(Page([["姓名", "电话"], ["王建军", "13800000001"]]), Page([], name="Sheet2"))
    assert [table.sheet for table in book.tables] == ["Sheet1"]


def test_two_blocks_side_by_side_are_two_tables():
    left, right = read_tables(
        [
            ["党员联系户一览表"],
            ["党员姓名", "所在组", "联系户户主", None, "党员姓名", "所在组", "联系户户主"],
            ["王建军", "一组", "张大海", None, "李强", "二组", "赵四海"],
            ["同上", "〃", "张大山"],
        ],
        "A1:G1",
    )
    assert column(left, "household_head") == ["张大海", "张大山"]
    assert column(left, "party_member") == ["王建军", "王建军"]
    assert column(right, "household_head") == ["赵四海"]
    assert list(right.columns) == ["E", "F", "G"]


def test_blocks_that_touch_are_two_tables_all_the_same():
    left, right = read_tables(
        [
            ["序号", "姓名", "电话", "序号", "姓名", "电话"],
            [1, "王建军", "13800000001", 3, "李强", "13800000003"],
            [2, "张大海", "13800000002"],
        ]
    )
    assert column(left, "name") == ["王建军", "张大海"]
    assert column(right, "name") == ["李强"]


def test_tables_below_each_other_keep_their_titles_and_column_orders():
    first, second, third = read_tables(
        [
            ["一、村党支部成员"],
            ["序号", "姓名", "性别", "职务"],
            [1, "王建军", "男", "书记"],
            ["合计", "1人"],
            [],
            ["二、村民委员会成员"],
            ["姓名", "职务", "身份证号"],
            ["赵强", "主任", MAN],
            ["姓名", "职务", "身份证号"],
            ["周丽", "委员", WOMAN],
            ["填表人：王某", None, "审核人：李某"],
            [],
            ["三、村民代表"],
            ["职务", "姓名"],
            ["代表", "孙大海"],
        ],
        "A1:D1", "A6:D6", "A13:D13",
    )  # fmt: skip
    assert [t.title for t in (first, second, third)] == [
        "一、村党支部成员", "二、村民委员会成员", "三、村民代表",
    ]  # fmt: skip
    assert first.skipped_rows == {4: "total"}
    assert column(second, "name") == ["赵强", "周丽"]
    assert second.skipped_rows == {9: "repeated_header", 11: "footer"}
    assert second.meta == {"填表人": "王某", "审核人": "李某"}
    assert column(third, "name") == ["孙大海"]


def test_a_title_repeated_at_the_page_break_goes_on_with_its_table():
    table = read_table(
        [
            ["示范村党员花名册"],
            ["序号", "姓名", "入党时间"],
            [1, "王建军", "1999.07"],
            ["示范村党员花名册"],
            ["序号", "姓名", "入党时间"],
            [2, "李芳", "2001.07"],
            ["第 2 页 共 2 页"],
        ],
        "A1:C1", "A4:C4",
    )  # fmt: skip
    assert column(table, "name") == ["王建军", "李芳"]
    assert table.skipped_rows == {4: "repeated_header", 5: "repeated_header", 7: "footer"}


def test_a_form_gives_one_record_with_the_family_apart():
    table = read_table(
        [
            ["入党积极分子登记表"],
            ["姓　名", "王建军", "性别", "男", "出生年月", "1990.05", "照片"],
            ["民族", "汉", "籍贯", "某省某县", "文化程度", "大专"],
            ["身份证号", MAN, None, None, "联系电话", "13800000001"],
            ["申请入党时间", "2024年3月1日", None, "家庭住址", "示范村一组"],
            ["个人简历", "2006.9—2009.7 某中学学习\n2009.7至今 务农"],
            ["家庭主要成员", "称谓", "姓名", "年龄", "政治面貌"],
            [None, "父亲", "王大山", 60, "群众"],
            [None, "母亲", "李秀英", 58, "群众"],
            ["党支部意见", "同意"],
            ["填表人：王某"],
        ],
        "A1:G1", "G2:G4", "B4:D4", "B6:G6", "A7:A9", "B10:G10",
    )  # fmt: skip
    (row,) = table.records
    assert (table.layout, row.row) == ("form", 2)
    assert row.values["name"] == "王建军"
    assert row.values["ethnicity"] == "汉族"
    assert row.values["apply_date"] == "2024-03-01"
    assert row.values["id_number"] == MAN
    assert row.values["resume"] == "2006.9—2009.7 某中学学习\n2009.7至今 务农"
    assert row.values["family"] == [
        {"relation": "父亲", "name": "王大山", "age": "60", "political": "群众"},
        {"relation": "母亲", "name": "李秀英", "age": "58", "political": "群众"},
    ]


def test_errors_units_and_arithmetic_are_never_taken_for_numbers():
    rows = read_rows(
        [
            ["姓名", "年龄", "流转面积", "金额"],
            ["王建军", "=1+1", "12亩", "1,234.50"],
            ["李芳", "#N/A", "约3", "2万元"],
            ["赵强", 45, "1.2+0.8", "#REF!"],
        ]
    )
    assert [row.values["area_mu"] for row in rows] == [12, 3, None]
    assert [row.values["amount"] for row in rows] == [1234.5, 20000, None]
    assert codes(rows[0], "age") == ["formula_no_value"]
    assert codes(rows[1], "age") == ["formula_error"]
    assert [codes(row, "area_mu") for row in rows] == [
        ["number_extra_text"], ["number_extra_text"], ["number_invalid"],
    ]  # fmt: skip
    assert codes(rows[0], "amount") == []


def test_a_village_merged_downwards_fills_its_rows():
    table = read_table(
        [
            ["序号", "村名", "姓名", "月补贴", "发放月数", "金额"],
            [1, "东沟村", "王建军", 500, 12, "6,000.00"],
            [2, None, "李芳", 500, 12, 6000],
            ["东沟村小计", None, None, None, None, 12000],
            [3, "西岭村", "赵强", 500, 6, 3000],
            ["总计", None, None, None, None, 15000],
        ],
        "B2:B3", "A4:E4",
    )  # fmt: skip
    assert column(table, "village") == ["东沟村", "东沟村", "西岭村"]
    assert codes(table.records[1], "village") == ["merged_filled"]
    assert table.skipped_rows == {4: "subtotal", 6: "total"}


def test_a_long_list_keeps_every_row_and_says_which_are_blank():
    rows: list[list[object]] = [["序号", "姓名", "身份证号"]]
    for number in range(1, 301):
        rows += [[number, "王建军", MAN]] + ([[]] if number % 50 == 0 else [])
    table = read_table([*rows, ["合计"]])
    assert column(table, "seq") == list(range(1, 301))
    assert set(table.skipped_rows.values()) == {"blank", "total"}
    assert len(table.skipped_rows) == 7


def test_a_gbk_csv_with_guarded_numbers():
    text = (
        "村民花名册,,,\r\n序号,姓名,身份证号,出生年月\r\n"
        f'1,王建军,"\t{MAN}",1972.03\r\n2,李芳,="{WOMAN}",1985.1\r\n3,赵强,9.99E+17,1999/1/1\r\n'
    )
    (table,) = read_here(text.encode("gbk"), "村民").tables
    assert (table.sheet, table.title) == ("村民", "村民花名册")
    assert column(table, "id_number") == [MAN, WOMAN, None]
    assert column(table, "birth") == ["1972-03", "1985-10", "1999-01-01"]
    assert codes(table.records[1], "birth") == ["date_ambiguous_jan_oct"]
    assert codes(table.records[2], "id_number") == ["id_precision_lost"]


def test_marks_around_cells_become_warnings():
    def mark(sheet):
        for number in range(1, 4):
            sheet.cell(2, number).font = Font(strike=True)
            sheet.cell(3, number).fill = PatternFill("solid", fgColor="FFFF0000")
        sheet["A4"].comment = Comment("已去世", "文书")
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["C"].hidden = True
        choices = DataValidation("list", formula1='"男,女"')
        choices.add("B2:B9")
        sheet.add_data_validation(choices)

    rows = read_rows(
        [["姓名", "性别", "身份证号"], *[["王建军", "男", MAN] for _ in range(4)]], touch=mark
    )
    assert [row.values["id_number"] for row in rows] == [MAN] * 4
    assert [(w.field, w.code) for row in rows for w in row.warnings] == [
        ("*", "strikethrough"), ("*", "fill_color"), ("name", "comment"), ("*", "hidden_row"),
    ]  # fmt: skip


def test_hidden_sheets_are_handed_over_apart():
    read = read_pages(
        Page([["姓名", "性别"], ["王建军", "男"]]),
        Page([["男"], ["女"]], name="码表", state="hidden"),
        Page([['{"village": "999001001001"}']], name="_meta", state="veryHidden"),
    )
    assert [table.sheet for table in read.tables] == ["Sheet1"]
    assert [(sheet.name, sheet.state) for sheet in read.hidden] == [
        ("码表", "hidden"), ("_meta", "veryHidden"),
    ]  # fmt: skip
    assert read.hidden[1].rows == {1: {1: '{"village": "999001001001"}'}}


def test_a_row_in_one_cell_is_split_with_a_warning():
    table = read_table([["志愿者名单"], ["序号\t姓名\t电话"], ["1\t马德贵\t13800000001"]])
    assert table.layout == "single_column_tabs"
    assert table.records[0].values == {"seq": 1, "name": "马德贵", "phone": "13800000001"}
    assert codes(table.records[0], "*") == ["single_column"]


def test_reading_twice_gives_the_same():
    data = book(Page([["姓名", "性别"], ["王建军", "男"]]))
    assert read_here(data) == read_here(data)

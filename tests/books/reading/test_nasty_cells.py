"""Cells as real offices fill them: what is doubtful is said, what is lost is never guessed."""

import datetime as dt

import pytest
from openpyxl.styles import Font, PatternFill

from tests.books.reading.building import (
    Page,
    codes,
    id_of,
    read_pages,
    read_rows,
)
from villagedesk.books.reading.book import read_sheet
from villagedesk.books.reading.sheet import Sheet

MAN, WOMAN = id_of("19720315", 1), id_of("19851002", 22)


def test_digits_that_excel_has_lost_are_refused_with_the_address():
    (row,) = read_rows(
        [
            ["姓名", "身份证号", "银行账号", "户号"],
            ["王建军", 999001197203150010, 6222000000000000001, 12],
        ]
    )
    assert (row.values["id_number"], row.values["bank_account"]) == (None, None)
    assert codes(row, "id_number") == codes(row, "bank_account") == ["id_precision_lost"]
    assert [w.detail[:2] for w in row.warnings] == ["B2", "C2"]


def test_eighteen_digits_that_the_file_still_has_are_kept_with_a_warning():
    whole = next(number for n in range(1, 50, 2) if (number := id_of(order=n)).isdecimal())
    sheet = Sheet("Sheet1", rows={1: {1: "姓名", 2: "身份证号"}, 2: {1: "王建军", 2: float(whole)}})
    sheet.digits[2, 2] = whole
    (row,) = read_sheet(sheet)[0].records
    assert row.values["id_number"] == whole
    assert codes(row, "id_number") == ["id_stored_as_number"]


def test_months_that_may_be_january_or_october_are_settled_by_the_id_or_left_open():
    rows = read_rows(
        [
            ["姓名", "出生年月", "入党时间", "身份证号"],
            ["李芳", 1985.1, 2007.1, WOMAN],
            ["赵强", 1990.1],
        ]
    )
    assert [row.values["birth"] for row in rows] == ["1985-10", "1990"]
    assert rows[0].values["party_join"] == "2007"
    assert codes(rows[0], "party_join") == codes(rows[1], "birth") == ["date_ambiguous_jan_oct"]


def test_dates_without_a_year_take_that_of_the_title_with_a_warning():
    rows = read_rows(
        [["2026年矛盾纠纷台账"], ["姓名", "排查时间"], ["王建军", "4.12"], ["李芳", "5月18日"]],
        "A1:B1",
    )
    assert [row.values["date"] for row in rows] == ["2026-04-12", "2026-05-18"]
    assert codes(rows[0], "date") == ["date_year_from_meta"]


def test_ditto_marks_with_nothing_above_are_said():
    (row,) = read_rows([["姓名", "民族", "村民小组"], ["王建军", "〃", "同上"]])
    assert (row.values["ethnicity"], row.values["group"]) == (None, None)
    assert codes(row, "ethnicity") == codes(row, "group") == ["ditto_filled"]


@pytest.mark.parametrize(
    ("written", "read"),
    [("张　伟", "张伟"), ("阿依古丽 · 买买提", "阿依古丽·买买提"), ("张\n伟", "张伟")],
)
def test_names_lose_only_their_padding(written, read):
    (row,) = read_rows([["姓名", "性别"], [written, "男"]])
    assert row.values["name"] == read
    assert row.warnings == ()


@pytest.mark.parametrize("written", ["张伟、李芳", "张伟 李芳芳", "张伟（小名石头）", "张伟*"])
def test_more_than_a_name_is_never_quiet(written):
    (row,) = read_rows([["姓名", "性别"], [written, "男"]])
    assert codes(row, "name") == ["name_extra_text"]


@pytest.mark.parametrize("written", ["男/女", "未知", "外"])
def test_a_sex_that_nobody_can_tell_is_left_open(written):
    (row,) = read_rows([["姓名", "性别"], ["张伟", written]])
    assert row.values["gender"] is None
    assert codes(row, "gender") == ["code_guess"]


def test_typed_cells_are_read_as_what_they_are():
    (row,) = read_rows(
        [["姓名", "出生日期", "联系电话", "户号", "村民小组", "备注"],
         ["王建军", dt.datetime(1972, 3, 15), 13800000001.0, 3.0, 1, dt.date(2026, 1, 2)]]
    )  # fmt: skip
    assert row.values == {
        "name": "王建军", "birth": "1972-03-15", "phone": "13800000001", "household_no": "3",
        "group": "1组", "remark": "2026-01-02",
    }  # fmt: skip


def test_household_numbers_keep_the_zeros_their_format_shows():
    def pad(sheet):
        sheet["B2"].number_format = "0000"

    (row,) = read_rows([["姓名", "户号"], ["王建军", 7]], touch=pad)
    assert row.values["household_no"] == "0007"


@pytest.mark.parametrize("code", ['yyyy"年"m"月"', "yyyy.mm", "[$-804]yyyy-m", "mmm-yy"])
def test_a_date_that_shows_only_its_month_is_a_month(code):
    def show_month(sheet):
        sheet["B2"].number_format = code

    (row,) = read_rows([["姓名", "入党时间"], ["王建军", dt.date(1999, 7, 1)]], touch=show_month)
    assert row.values["party_join"] == "1999-07"


def test_a_day_that_its_format_hides_is_still_there():
    def show_month(sheet):
        sheet["B2"].number_format = "yyyy.mm"

    (row,) = read_rows([["姓名", "出生年月"], ["王建军", dt.date(1972, 3, 15)]], touch=show_month)
    assert row.values["birth"] == "1972-03-15"


def test_coloured_stripes_mean_nothing():
    def stripes(sheet):
        for number in range(2, 12, 2):
            for place in (1, 2):
                sheet.cell(number, place).fill = PatternFill("solid", fgColor="FFFFFF00")

    rows = [["姓名", "性别"], *[["王建军", "男"] for _ in range(10)]]
    (table,) = read_pages(Page(rows, touch=stripes)).tables
    assert [row.warnings for row in table.records] == [()] * 10


def test_a_january_that_the_id_calls_october_is_not_quiet():
    (row,) = read_rows([["姓名", "出生年月", "身份证号"], ["李芳", "1985.1", WOMAN]])
    assert codes(row, "birth") == ["date_ambiguous_jan_oct"]


def test_insurance_may_be_ticked_or_named():
    rows = read_rows([["姓名", "医保", "养老"], ["王建军", "√", "城乡居民"], ["李芳", "否", "×"]])
    assert [row.values["medical"] for row in rows] == [True, False]
    assert [row.values["pension"] for row in rows] == ["城乡居民", False]


def test_what_is_missing_is_said():
    (row,) = read_rows(
        [["序号", "姓名", "性别", "身份证号", "电话"], [1, None, None, None, "13800000001"]]
    )
    assert [(w.field, w.code) for w in row.warnings] == [
        ("name", "missing"), ("gender", "missing"), ("id_number", "id_missing"),
    ]  # fmt: skip


def test_a_sex_that_contradicts_the_number_is_said():
    (row,) = read_rows([["姓名", "性别", "身份证号"], ["王建军", "女", MAN]])
    assert codes(row, "id_number") == ["id_gender_mismatch"]
    assert (row.values["gender"], row.values["id_number"]) == ("女", MAN)


def test_one_struck_or_coloured_cell_is_a_doubt_of_its_field():
    def mark(sheet):
        sheet["B2"].font = Font(strike=True)
        sheet["C2"].fill = PatternFill("solid", fgColor="FFFFC000")

    rows = [["姓名", "性别", "电话", "职务"], ["王建军", "男", "13800000001", "书记"]]
    (row,) = read_rows(rows, touch=mark)
    assert (codes(row, "gender"), codes(row, "phone")) == (["strikethrough"], ["fill_color"])


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [("87.5%", 0.875, []), ("1,234", 1234, []), ("约 3 亩", 3, ["number_extra_text"]),
     ("三", None, ["number_invalid"]), ("3-5", None, ["number_invalid"]),
     (1e20, None, ["number_invalid"]), (True, None, ["number_invalid"]), (0.1 + 0.2, 0.3, [])],
)  # fmt: skip
def test_numbers_are_numbers_or_nothing(written, read, code):
    (row,) = read_rows([["姓名", "金额"], ["王建军", written]])
    assert row.values["amount"] == read
    assert codes(row, "amount") == code


@pytest.mark.parametrize(
    ("written", "read", "code"),
    [("√", True, []), ("×", False, []), ("是（2019年）", True, ["code_guess"]), ("/", None, []),
     ("否，已退出", False, ["code_guess"]), ("无", False, ["code_guess"]),
     ("?", None, ["code_guess"])],
)  # fmt: skip
def test_yes_and_no_are_told_apart_or_doubted(written, read, code):
    (row,) = read_rows([["姓名", "是否低保"], ["王建军", written]])
    assert row.values["is_dibao"] is read
    assert codes(row, "is_dibao") == code


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("第十二村民小组", "12组"),
        ("二十一组", "21组"),
        ("3", "3组"),
        ("东沟组", "东沟组"),
        ("一百组", "100组"),
    ],
)
def test_groups_are_called_alike(written, read):
    (row,) = read_rows([["姓名", "村民小组"], ["王建军", written]])
    assert row.values["group"] == read


def test_telephones_that_became_too_long_numbers_are_refused():
    (row,) = read_rows([["姓名", "联系电话", "户号"], ["王建军", 1.38e18, "6.2E+15"]])
    assert (row.values["phone"], row.values["household_no"]) == (None, None)
    assert codes(row, "phone") == ["phone_length"]
    assert codes(row, "household_no") == ["id_precision_lost"]

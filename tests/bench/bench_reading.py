"""How fast a long roster is read: our lane beside openpyxl's, and the whole way to records."""

import io

import pytest
import xlsxwriter
from openpyxl import load_workbook

from villagedesk.books.reading import read_here
from villagedesk.books.reading.xlsx import read_xlsx
from villagedesk.kinds import check_digit

ROWS = 3000
HEADERS = (
    *("序号", "户号", "户主姓名", "姓名", "与户主关系", "性别", "民族", "身份证号码", "出生日期"),
    *("年龄", "文化程度", "政治面貌", "婚姻状况", "联系电话", "村民小组", "家庭住址", "是否低保"),
    *("是否残疾", "是否外出", "务工地", "医保", "养老", "承包地(亩)", "备注"),
)


@pytest.fixture(scope="module")
def roster() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "示范村户籍人口花名册")
        sheet.write_row(1, 0, HEADERS)
        for number in range(ROWS):
            sheet.write_row(number + 2, 0, person(number))
    return file.getvalue()


def person(number: int) -> tuple[object, ...]:
    born = f"19{50 + number % 49}{number % 12 + 1:02}{number % 28 + 1:02}"
    digits = f"999001{born}{number % 999:03}"
    return (
        *(number + 1, f"{number // 3 + 1:04}", "王建军", f"李{chr(0x4E00 + number % 2000)}芳"),
        *("户主", "男" if int(digits[-1]) % 2 else "女", "汉", digits + check_digit(digits)),
        *(f"{born[:4]}.{born[4:6]}.{born[6:]}", 50, "初中", "群众", "已婚", f"138{number:08}"),
        *(f"{number % 6 + 1}组", f"示范村{number}号", "否", "否", "是", "省城", "居民", "居民"),
        *(3.5, "外出务工" if number % 5 == 0 else None),
    )


def test_our_lane(benchmark, roster):
    book = benchmark.pedantic(read_xlsx, (roster,), rounds=7, warmup_rounds=1)
    assert len(book.sheets[0].rows) == ROWS + 2


def test_openpyxl_read_only(benchmark, roster):
    def values() -> int:
        sheet = load_workbook(io.BytesIO(roster), read_only=True).worksheets[0]
        return sum(1 for _ in sheet.values)

    assert benchmark.pedantic(values, rounds=7, warmup_rounds=1) == ROWS + 2


def test_the_whole_way_to_records(benchmark, roster):
    book = benchmark.pedantic(read_here, (roster,), rounds=5, warmup_rounds=1)
    assert len(book.tables[0].records) == ROWS
    assert not any(row.warnings for row in book.tables[0].records)

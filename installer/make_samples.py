"""Writes the messy sample roster that the first command imports: invented people, real habits."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from villagedesk.kinds import check_digit

TARGET = Path(__file__).resolve().parent.parent / "resources" / "samples" / "messy_roster.xlsx"

Rows = Sequence[Sequence[Any]]


def id_number(born: str, order: int) -> str:
    """A whole number in a region that does not exist; an odd order is a man."""
    digits = f"999001{born}{order:03}"
    return digits + check_digit(digits)


CHEN, ZHAO, HE = (
    id_number("19721012", 11),
    id_number("19810116", 24),
    id_number("19880220", 35),
)
SUN, QIAN, LIU = (
    id_number("19910915", 42),
    id_number("19650807", 53),
    id_number("19790311", 66),
)
OLD_MOTHER, CHILD, WIFE = (
    id_number("19481123", 72),
    id_number("20080517", 81),
    id_number("19740602", 94),
)

TEAM: Rows = (
    ("柳河镇青石村“两委”班子成员花名册",),
    ("填报单位（盖章）：青石村党支部          填报时间：2026年9月1日",),
    ("序号", "姓　名", "性\n别", "民族", "基本情况", "", "", "", "任职情况", "", "电话", "备注"),
    ("", "", "", "", "出生年月", "文化程度", "入党时间", "公民身份号码", "现任职务", "任职时间"),
    (1, "陈　刚", "男", "汉", 1972.1, "大专", "1996.04", CHEN, "党支部书记、村委会主任", "2021.03",
     "139-0000-0101", "“一肩挑”"),
    (2, "赵秀兰", "女", "汉族", 1981.1, "本科", "2005年7月", ZHAO, "支部副书记", "2021.03",
     13900000102, ""),
    (3, "何志强", "男", "〃", "1988.02", "高中", "2012.8.1", HE, "支委、村委会委员", "2021.03",
     "１３９０００００１０３", "/"),
    (4, "孙　梅", "女", "汉", "1991.09", "大专", "2015-07", SUN, "村委会委员、妇联主席", "2021.3",
     "13900000104", ""),
    (5, "钱有福", "男", "汉", "1965.8", "高中", "无", 999001196508070530, "村文书", "2021.3",
     "139000001", "身份证待补"),
    ("合计", "5人"),
    (),
    ("青石村村民代表名单",),
    ("姓名", "性别", "村民小组", "公民身份号码", "联系电话"),
    ("刘　芳", "女", "一组", LIU, "13900000105"),
    ("钱有福", "男", "同上", "", "13900000106"),
    ("填表人：孙梅              审核人：陈刚              （公章）",),
)  # fmt: skip

PARTY: Rows = (
    ("青 石 村 党 支 部 党 员 名 册",),
    ("序号", "姓名", "性别", "民族", "身份证号码", "入党时间", "转正时间", "学历", "手机号"),
    (1, "陈刚", "男", "汉", CHEN, "1996.04", "1997.04", "大专", "13900000101"),
    (2, "赵秀兰", "女", "汉", ZHAO, date(2005, 7, 1), date(2006, 7, 1), "本科", "13900000102"),
    (3, "何志强", "男", "汉", HE, "二〇一二年八月", "2013.8", "高中", "13900000103"),
    (4, "孙梅", "女", "汉", SUN, "15.7", "2016.7", "大专", "13900000104"),
    ("说明：1.入党时间以档案为准；2.流动党员在备注中写明去向。",),
)

PEOPLE: Rows = (
    ("青石村户籍人口花名册",),
    ("单位：户、人",),
    (
        "户号",
        "户主姓名",
        "家庭成员姓名",
        "与户主关系",
        "性别",
        "身份证号码",
        "联系电话",
        "家庭住址",
        "备注",
    ),
    ("第一村民小组",),
    ("0001", "陈刚", "陈刚", "户主", "男", CHEN, "13900000101", "青石村一组1号"),
    ("", "", "冯玉珍", "妻", "女", WIFE),
    ("", "", "陈晓", "长子", "男", CHILD),
    ("0002", "刘芳", "刘芳", "户主", "女", LIU, "13900000105", "青石村一组2号"),
    ("", "", "周桂英", "母亲", "女", OLD_MOTHER, "", "", "五保"),
    ("小计", "", "5人"),
    ("二组",),
    ("0003", "何志强", "何志强", "户主", "男", HE.lower(), "13900000103", "青石村二组3号"),
    ("总　计", "", "6人"),
    ("（以下空白）",),
)

MERGES = {
    "两委班子": (
        "A1:L1", "A2:L2", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:H3", "I3:J3", "K3:K4", "L3:L4",
        "A12:L12", "A16:L16",
    ),
    "党员名册": ("A1:I1", "A7:I7"),
    "户籍人口": ("A1:I1", "A2:I2", "A4:I4", "A5:A7", "B5:B7", "H5:H7", "A8:A9", "B8:B9", "A11:I11"),
}  # fmt: skip


def fill(sheet: Worksheet, rows: Rows) -> None:
    line = Side(style="thin")
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, None if value == "" else value)
            cell.alignment = Alignment("center", "center", wrap_text=True)
            if len(row) > 1:
                cell.border = Border(line, line, line, line)
    for area in MERGES.get(sheet.title, ()):
        sheet.merge_cells(area)
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)


def make(target: Path = TARGET) -> None:
    """Three sheets that a clerk would bring, and the hidden one that no clerk sees."""
    workbook = Workbook()
    del workbook["Sheet"]
    for name, rows in (("两委班子", TEAM), ("党员名册", PARTY), ("户籍人口", PEOPLE)):
        fill(workbook.create_sheet(name), rows)
    workbook["户籍人口"]["C9"].comment = Comment("2026年6月已去世，待注销", "文书")
    workbook["党员名册"].column_dimensions["E"].hidden = True
    codes = workbook.create_sheet("码表")
    fill(codes, (("男",), ("女",)))
    codes.sheet_state = "hidden"
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)


if __name__ == "__main__":
    make()

"""Each lane gives the same plain sheets, whatever kind of file they come from."""

import datetime as dt
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.books.reading.building import Page, book
from villagedesk.books.reading import read_here
from villagedesk.books.reading.formats import colour_name, date_precision, leading_zeros, to_date
from villagedesk.books.reading.legacy import read_legacy
from villagedesk.books.reading.sheet import CellError, address, column_letter, column_number
from villagedesk.books.reading.sniff import decode, sniff
from villagedesk.books.reading.worksheet import thin_blanks
from villagedesk.books.reading.xlsx import read_xlsx
from villagedesk.errors import UserError

ROWS: list[list[object]] = [
    [],
    [],
    [None, None, "姓名", "电话"],
    [],
    [None, None, "王建军", 13800000001],
]


def test_both_lanes_of_excel_agree():
    data = book(Page(ROWS, ["C3:C4"]), Page([["男"]], name="码表", state="hidden"))
    for lane in (read_xlsx, read_legacy):  # the library of the old formats reads new ones too
        first, second = lane(data).sheets
        assert first.rows == {3: {3: "姓名", 4: "电话"}, 5: {3: "王建军", 4: 13800000001}}
        assert first.merges == [(3, 3, 4, 3)]
        assert (second.name, second.state) == ("码表", "hidden")


def test_an_old_workbook_is_read(tmp_path: Path, soffice: str):
    (tmp_path / "名单.xlsx").write_bytes(
        book(Page([["姓名", "入党时间"], ["王建军", dt.date(1999, 7, 1)]]))
    )
    command = [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "xls", "--outdir", str(tmp_path), str(tmp_path / "名单.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    (table,) = read_here((tmp_path / "名单.xls").read_bytes()).tables
    assert table.records[0].values == {"name": "王建军", "party_join": "1999-07-01"}


def test_everything_around_cells_is_seen():
    def touch(sheet):
        sheet["A1"].comment = None
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        choices = DataValidation("list", formula1='"男,女"')
        choices.add("B2:B9")
        sheet.add_data_validation(choices)

    (sheet,) = read_xlsx(book(Page([["姓名", "性别"], ["王建军", "=A1"]], touch=touch))).sheets
    assert sheet.hidden_rows == {2}
    assert (sheet.hides_column(2), sheet.hides_column(1)) == (True, False)
    assert sheet.choices == [("B2:B9", '"男,女"')]
    assert sheet.formulas == sheet.uncached == {(2, 2)}
    assert isinstance(sheet.rows[2][2], CellError)


@pytest.mark.parametrize(
    ("number", "code", "precision"),
    [
        (14, None, "day"), (57, None, "month"), (31, None, "day"), (28, None, "day"),
        (27, None, "month"), (32, None, "time"), (0, None, ""), (2, None, ""), (49, None, ""),
        (164, 'yyyy"年"m"月"', "month"), (164, 'yyyy"年"m"月"d"日"', "day"), (164, "@", ""),
        (164, "[$-804]yyyy\\-mm\\-dd", "day"), (164, '0"日"', ""), (164, "#,##0.00_ ", ""),
        (164, "[DBNum1]yyyy年m月d日;@", "day"), (164, "h:mm:ss", "time"), (164, "General", ""),
        (164, "[Red]0.00", ""), (164, 'm"月"d"日"', "day"), (164, "0.00E+00", ""),
    ],
)  # fmt: skip
def test_number_formats_say_what_is_a_date(number, code, precision):
    assert date_precision(number, code) == precision


def test_serials_count_from_either_epoch_and_know_the_leap_year_that_never_was():
    assert to_date(1, "day", since_1904=False) == dt.date(1900, 1, 1)
    assert to_date(61, "day", since_1904=False) == dt.date(1900, 3, 1)
    assert to_date(0.5, "time", since_1904=False) == dt.time(12)
    assert to_date(34880, "day", since_1904=True) == dt.date(1999, 7, 1)
    assert to_date(36342.25, "day", since_1904=False) == dt.datetime(1999, 7, 1, 6)
    with pytest.raises(OverflowError):
        to_date(3_000_000, "day", since_1904=False)


def test_looks_have_plain_names():
    shades = ("FF0000", "FFFF00", "FFFFFF", "D9D9D9")
    assert [colour_name({"rgb": f"FF{shade}"}) for shade in shades] == [
        "红色", "黄色", "", "",
    ]  # fmt: skip
    assert colour_name({"indexed": "13"}) == "黄色"
    assert colour_name({"theme": "9"}) == "绿色"
    assert (leading_zeros("0000"), leading_zeros("0"), leading_zeros("0.0")) == (4, 0, 0)


def test_columns_have_letters():
    assert [column_letter(n) for n in (1, 26, 27, 702, 703, 16384)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
    assert all(column_number(column_letter(n)) == n for n in range(1, 1000))
    assert address(5, 28) == "AB5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_decoded_whatever_its_encoding(encoding):
    data = "姓名,电话\n王建军,1\n".encode(encoding)
    assert sniff(data) == "text"
    assert decode(data) == "姓名,电话\n王建军,1\n"


def test_blank_cells_are_dropped_only_where_they_carry_nothing():
    kept = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"/></row>'
    blank = b'<row r="2"><c r="A2" s="1"/><c r="B2" s="1"></c></row>'
    assert b"".join(thin_blanks([kept + blank + b"</sheetData>"])).count(b"<c") == 4
    thinned = b"".join(thin_blanks([kept, blank * 9, b"</sheetData>"]))
    assert thinned == kept + blank + b"</sheetData>"


def test_a_comment_in_the_markup_turns_the_dropping_off():
    text = b'<!-- --><row r="1"><c r="A1" s="1"/></row><row r="2"><c r="A2" s="1"/></row>'
    assert b"".join(thin_blanks([text])) == text


def test_rich_text_readings_and_escapes():
    data = book(Page([["姓名", "性别"]]))
    rich = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>姓</t></r><r><t>名</t></r>'
        "<rPh><t>xing</t></rPh></is></c>"
        '<c t="str"><f>1&amp;"x"</f><v>甲_x000D_乙</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#N/A</v></c>'
        '<c t="d"><v>1999-07-01</v></c><c><v>1e999</v></c><c><v>many</v></c><c t="s"><v>99</v></c>'
        "<c> <v>  7 </v> </c></row></sheetData></worksheet>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, rich if name.endswith("sheet1.xml") else old.read(name))
    (sheet,) = read_xlsx(file.getvalue()).sheets
    assert sheet.rows[1] == {
        1: "姓名", 2: "甲\r乙", 3: True, 4: "#N/A", 5: dt.date(1999, 7, 1), 6: "1e999", 7: "many",
        8: "#SST!", 9: 7,
    }  # fmt: skip
    assert all(isinstance(sheet.rows[1][column], CellError) for column in (4, 6, 7, 8))
    assert sheet.formulas == {(1, 2)}


def test_a_workbook_of_the_year_1904():
    workbook = Workbook()
    workbook.epoch = dt.datetime(1904, 1, 1)
    for row in (["姓名", "入党时间"], ["王建军", dt.date(1999, 7, 1)]):
        workbook["Sheet"].append(row)
    file = io.BytesIO()
    workbook.save(file)
    assert read_xlsx(file.getvalue()).sheets[0].rows[2][2] == dt.date(1999, 7, 1)


def test_too_much_of_anything_is_refused():
    with pytest.raises(UserError, match="MB"):
        read_xlsx(b"PK\x03\x04" + bytes(51 << 20))
    with pytest.raises(UserError, match="太多"):
        read_here(("a," * 1001 + "\n").encode())

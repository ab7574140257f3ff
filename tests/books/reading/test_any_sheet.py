"""Whatever stands in a sheet, reading it ends, loses no row, and names only what the page says."""

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import raw_cells
from villagedesk.books.reading import as_json
from villagedesk.books.reading.book import read_sheet
from villagedesk.books.reading.cells import KINDS, Spot, read_cell
from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.headers import kinds
from villagedesk.books.reading.model import ReadBook
from villagedesk.books.reading.sheet import CellError, Sheet

# the reasons and codes that the command line promises
REASONS = {
    "blank", "column_numbers", "end_marker", "example", "footer", "note", "repeated_header",
    "section", "seq_only", "subtotal", "total",
}  # fmt: skip
CODES = {
    "code_guess", "comment", "date_ambiguous_jan_oct", "date_extra_text", "date_invalid",
    "date_two_digit_year", "date_unknown", "date_year_from_meta", "date_year_only", "ditto_filled",
    "fill_color", "formula", "formula_error", "formula_no_value", "hidden_row", "id_15_upgraded",
    "id_bad_birth", "id_checksum", "id_extra_text", "id_gender_mismatch", "id_length", "id_masked",
    "id_missing", "id_normalized", "id_precision_lost", "id_stored_as_number", "merged_filled",
    "missing", "name_extra_text", "number_extra_text", "number_invalid", "phone_length",
    "serial_guess", "single_column", "strikethrough",
}  # fmt: skip

WORDS = st.sampled_from([
    "序号", "姓名", "性别", "民族", "出生年月", "身份证号", "联系电话", "备注", "职务",
    "时间", "次数", "基本情况", "党员大会", "户号", "与户主关系", "村民小组", "王建军",
    "李芳", "男", "女", "汉", "1", "2", "3", "甲", "乙", "一组", "第二村民小组", "合计",
    "小计", "总计", "同上", "〃", "无", "/", "—", "√", "×", "例", "以下空白", "注：无",
    "同意", "填表人：王某", "填报单位：示范村", "2026年5月", "1972.03", "1985.1",
    "13800000001", "一、村党支部", "张伟、李芳", "说明：1.无", "家庭成员",
    "示范村党员花名册", "999001197203150013", "9.99E+17", "12亩", "87%", "称谓", "父亲",
    "照片",
])  # fmt: skip
CELLS = st.none() | WORDS | st.integers(0, 5) | st.floats(1900, 2100) | st.dates()
SPANS = st.tuples(st.integers(1, 12), st.integers(1, 8), st.integers(0, 4), st.integers(0, 5))


@st.composite
def sheets(draw):
    grid = draw(st.lists(st.lists(CELLS, max_size=9), max_size=14))
    rows = {
        number: {column: value for column, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate(grid, 1)
    }
    merges = [
        (top, left, top + down, left + right) for top, left, down, right in draw(st.lists(SPANS))
    ]
    return Sheet("Sheet1", rows={n: row for n, row in rows.items() if row}, merges=merges)


@given(sheets())
def test_no_row_is_lost_without_a_reason(sheet):
    tables = read_sheet(sheet)
    if not tables or tables[0].layout != "table":
        return
    headers = {row for table in tables for row in table.header_rows}
    records = {record.row for table in tables for record in table.records}
    skipped = {row for table in tables for row in table.skipped_rows}
    titles = {row for row in sheet.rows if len(Grid(sheet).texts(row)) <= 3}
    used = {row for row in Grid(sheet).rows if row > min(headers)}
    assert used <= headers | records | skipped | titles
    assert not records & skipped or len(tables) > 1


@given(sheets())
def test_only_promised_reasons_codes_and_keys_are_named(sheet):
    for table in read_sheet(sheet):
        assert set(table.skipped_rows.values()) <= REASONS
        for record in table.records:
            assert {warning.code for warning in record.warnings} <= CODES
            assert record.values.keys() <= kinds().keys()
            fields = {warning.field for warning in record.warnings}
            assert fields <= record.values.keys() | {"*"}


@given(sheets())
def test_reading_changes_nothing_in_the_sheet(sheet):
    rows = {number: dict(row) for number, row in sheet.rows.items()}
    as_json(ReadBook(tuple(read_sheet(sheet))))
    assert sheet.rows == rows


@given(st.sampled_from(sorted(KINDS)), raw_cells() | WORDS | st.times() | st.builds(CellError))
def test_any_cell_can_be_read_as_any_kind(kind, value):
    if isinstance(value, bytes):
        return
    cell, notes = read_cell(kind, value, Spot())
    assert cell is None or isinstance(cell, str | int | float | bool)
    assert {note.code for note in notes} <= CODES


def test_every_key_has_a_kind_of_cell():
    assert set(kinds().values()) <= KINDS

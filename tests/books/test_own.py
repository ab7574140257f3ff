"""Our own workbook comes back as it was written, through a saved file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.books.books import book, faces_of, reopened
from tests.strategies import values
from villagedesk import kinds
from villagedesk.books.book import write_book
from villagedesk.books.own import read_own
from villagedesk.books.sheet import SheetPage
from villagedesk.declare import Face
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls

WORDS = Face("说明", kinds.Text(4), 20, required=False, key="words")


def through_a_file(*pages):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "村.xlsx"
        write_book(book(*pages), path)
        return reopened(path)


def read_back(sheet, faces):
    keys = sheet.fields
    return [tuple(values.get(key) for key in keys) for _, values, _ in sheet.records(faces)]


def cell(kind):
    if isinstance(kind, kinds.Link):  # a link's cell shows a title
        return values(kinds.Text())
    return values(kind)


@pytest.mark.parametrize("roll", rolls(), ids=lambda roll: roll.key)
@settings(max_examples=15)
@given(data=st.data())
def test_rows_of_every_roll_come_back_through_a_saved_file(roll, data):
    faces = faces_of(roll)
    row = st.tuples(*(st.none() | cell(face.kind) for face in faces), st.uuids().map(str))
    rows = data.draw(st.lists(row, max_size=6))
    back = through_a_file(SheetPage(roll.key, roll.title, faces, rows)).sheets[0]
    assert read_back(back, faces) == rows
    assert not back.edited


@given(st.lists(values(WORDS.kind), min_size=1, max_size=20))
@example(["=1+1", "+86 138", "-1", "@村", "<r>甲</r>", "_x0041_", "𬸚\ue000", "第一行\n第二行"])
@example(["&amp;", "]]>", "'=A1", "填报人：甲", "序号", "1985.03", "00123", "1E5"])
@settings(max_examples=40)
def test_any_text_stays_the_text_it_was(texts):
    rows = [(text, "uid") for text in texts]
    back = through_a_file(SheetPage("words", "说明", (WORDS,), rows)).sheets[0]
    assert read_back(back, [WORDS]) == rows


MONEY = Face("金额", kinds.Money(), 12, key="money")
DAY = Face("日期", kinds.Day(), 11, key="day")


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "村.xlsx"
    one = SheetPage("money", "收支", (MONEY, DAY), [(10, "1985-03-07", "a"), (-5, "1985", "b")])
    two = SheetPage("words", "说明", (WORDS,), [("甲", "a"), ("乙", "b")], ("_uid",))
    write_book(book(one, two), path)
    return path


def changed(path, tab, place, value):
    workbook = load_workbook(path)
    workbook[tab][place] = value
    workbook.save(path)
    return reopened(path)


def test_a_hand_edit_marks_exactly_its_sheet(saved):
    back = changed(saved, "收支", "B4", 0.2)
    assert [sheet.edited for sheet in back.sheets] == [True, False, False]


def test_another_program_saving_it_again_changes_nothing(saved):
    back = changed(saved, "封面", "B5", "张三")
    assert [sheet.edited for sheet in back.sheets] == [False, False, False]


def test_signing_below_the_table_is_no_edit(saved):
    back = changed(saved, "收支", "A7", "填报人：张三")
    assert not back.sheets[0].edited
    assert len(back.sheets[0].rows) == 2


def test_a_spoiled_cell_is_named_and_the_rest_of_its_row_stays(saved):
    sheet = changed(saved, "收支", "C5", "三月").sheets[0]
    _, (number, row, problems) = sheet.records([MONEY, DAY])
    assert (number, row) == (5, {"money": -5, "_uid": "b"})
    assert [(p.label, p.column, p.value) for p in problems] == [("日期", "C", "三月")]


def test_moved_columns_are_found_by_their_headers(saved):
    workbook = load_workbook(saved)
    workbook["收支"].insert_cols(2)
    workbook.save(saved)
    sheet = reopened(saved).sheets[0]
    assert sheet.edited
    assert read_back(sheet, [MONEY, DAY])[0] == (10, "1985-03-07", "a")


def test_a_sheet_taken_out_is_missed(saved):
    workbook = load_workbook(saved)
    del workbook["说明"]
    workbook.save(saved)
    assert reopened(saved).missing == ("说明",)


def test_a_workbook_of_others_is_none_of_ours(tmp_path):
    workbook = load_workbook_empty()
    workbook.save(tmp_path / "别的.xlsx")
    assert read_own(tmp_path / "别的.xlsx") is None


def load_workbook_empty():
    from openpyxl import Workbook

    return Workbook()


@pytest.mark.parametrize("line", ["", "{}", '{"format": 1}\n', "[1]"])
def test_a_sheet_named_like_ours_makes_it_none_of_ours(tmp_path, line):
    workbook = load_workbook_empty()
    workbook.create_sheet("_meta")["A1"] = line
    workbook.save(tmp_path / "别的.xlsx")
    assert read_own(tmp_path / "别的.xlsx") is None


def test_a_newer_form_is_refused_with_advice(saved):
    workbook = load_workbook(saved)
    first = workbook["_meta"]["A1"]
    first.value = first.value.replace('"format": 1', '"format": 2')
    workbook.save(saved)
    with pytest.raises(UserError, match="升级"):
        read_own(saved)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_broken_file_is_refused_in_words(data):
    with pytest.raises(UserError):
        read_own(data)

"""What a workbook carries for programs alone comes back as it was, and nobody else sees it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.books.books import TIE, book, reopened
from tests.strategies import values
from villagedesk import kinds
from villagedesk.books.beside import page_beside
from villagedesk.books.book import write_book
from villagedesk.books.sheet import SheetPage
from villagedesk.declare import Face
from villagedesk.people import Attachment, Tie

WORDS = SheetPage("words", "说明", (Face("说明", kinds.Text(), 20, key="words"),), [("甲", "a")])
PHOTO = {
    **{"uid": "p1", "about": "v1", "roll": "visit", "name": "现场.jpg", "digest": "1e5"},
    **{"kind": "jpg", "size": 81234, "added_on": "2026-11-20"},
}


@pytest.fixture
def path(tmp_path):
    beside = page_beside(Tie, [TIE]), page_beside(Attachment, [PHOTO])
    write_book(book(WORDS, beside=beside), tmp_path / "村.xlsx")
    return tmp_path / "村.xlsx"


def changed(path, cell, value):
    workbook = load_workbook(path)
    workbook["_tie"][cell] = value
    workbook.save(path)
    return reopened(path)


def test_ties_and_the_list_of_attachments_come_back(path):
    back = reopened(path)
    assert (back.ties, back.attachments) == ((TIE,), (PHOTO,))
    assert not any(sheet.edited for sheet in back.beside)


def test_they_are_no_sheets_for_people(path):
    workbook = load_workbook(path)
    hidden = [sheet.title for sheet in workbook if sheet.sheet_state == "veryHidden"]
    assert hidden == ["_tie", "_attachment", "_meta"]
    assert [sheet.key for sheet in reopened(path).sheets] == ["words", "_findings"]
    assert "附件目录" not in {cell.value for row in workbook["封面"] for cell in row}


@settings(max_examples=20)
@given(texts=st.lists(values(kinds.Text()), min_size=6, max_size=6))
def test_any_words_stay_the_words_they_were(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("beside") / "村.xlsx"
    said = dict(zip(TIE, texts, strict=True))
    write_book(book(beside=[page_beside(Tie, [said])]), path)
    assert reopened(path).ties == (said,)


def test_a_tie_that_a_hand_spoiled_says_nothing(path):
    back = changed(path, "C4", None)
    assert back.ties == ()
    assert [sheet.edited for sheet in back.beside] == [True, False]


def test_a_list_taken_out_is_missed(path):
    workbook = load_workbook(path)
    del workbook["_attachment"]
    workbook.save(path)
    assert reopened(path).missing == ("附件目录",)


def test_a_workbook_from_before_has_neither(tmp_path):
    write_book(book(WORDS), tmp_path / "村.xlsx")
    back = reopened(tmp_path / "村.xlsx")
    assert (back.ties, back.attachments, back.missing) == ((), (), ())

"""What an import is said to be, in words that a clerk can act on."""

import pytest

from tests.builders import person
from tests.intake.tables import doubt, id_of, only, plan, table
from villagedesk.books.reading import Warning
from villagedesk.intake import in_words
from villagedesk.intake.doubts import FINE, OUT, SEEN, Stance, stance

ID = id_of("19850307")
ROW = {"name": "王秀英", "id_number": ID}


@pytest.mark.parametrize("code", sorted({*OUT, *SEEN} - {"name_extra_text"}))
def test_every_doubt_that_is_told_names_a_way_out(code):
    _, words = stance(Warning("birth", code, "1999.13"), "1999")
    assert any(way in words for way in ("请", "需要的话"))


@pytest.mark.parametrize("code", sorted(FINE))
def test_what_is_certain_is_not_told(code):
    assert stance(Warning("birth", code), "1999") == (Stance.FINE, "")


def test_a_doubt_that_nobody_has_words_for_keeps_the_value_out():
    what, words = stance(Warning("birth", "brand_new", "？"), "1999")
    assert what is Stance.OUT
    assert "核对" in words


def test_a_table_without_a_ledger_says_how_to_take_its_people():
    said = in_words(plan(table(ROW, title="志愿者名单")), 0)
    assert "--ledger residents" in said


def test_a_book_without_tables_says_so():
    assert "没有找到表格" in in_words(plan(), 0)


def test_an_import_says_what_it_took_the_term_for_and_what_it_left():
    there = person("王秀英", uid="a", id_no=ID, gender="1", born="1985-03-07", education="30")
    row = ROW | {"post": "村委会主任", "post_since": "2021-03", "education": "本科", "谋生": "木匠"}
    said = in_words(plan(table(row, extra=("谋生",)), there=[there]), 1)
    assert "届次按“2021年届”" in said
    assert "“谋生”没有地方存，例如：木匠" in said
    assert "王秀英 学历：原有“大专”，表里“本科”，没有改" in said
    assert said.endswith("存了 1 行")


def test_a_long_list_is_cut_in_words_only():
    rows = [{"name": f"王{char}", "id_number": None} for char in "甲乙丙丁戊己庚辛壬癸" * 3]
    result = plan(table(*rows))
    assert "还有 10 条" in in_words(result, 0)
    assert len(result.sheets[0].skipped) == 30


def test_a_comment_on_a_whole_row_is_told():
    sheet = only(table(ROW, doubts={0: [doubt("*", "comment", "已迁出")]}))
    assert "已迁出" in sheet.problems[0].message

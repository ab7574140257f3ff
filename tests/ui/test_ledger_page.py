"""A ledger's page, generic: open, search, edit, save, see the row; nothing typed is ever lost."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ui.ledger_page import LedgerPage
from ui.parts import Empty
from ui.roll_view import searched
from villagedesk.ledgers import committees, households, party, residents

PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def page(qtbot, frame, settled):
    made = LedgerPage(frame, residents.LEDGER)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    frame.changed.connect(lambda _: made.refresh())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    settled()
    return made


@pytest.fixture
def view(page):
    return page.view


def names(view):
    return [view.model.shown(row, 0) for row in range(view.model.rowCount())]


def type_into(view, key, words):
    editor = view.record.form.editor(key)
    editor.line.setText(words)
    editor.edited.emit()


def test_the_page_opens_with_its_first_record_at_the_side(page, view):
    assert len(names(view)) == 4
    assert view.record.isVisible()
    assert view.record.title.text() == names(view)[0]
    assert page.header.sentence.text() == "共 4 条"


def test_a_search_by_initials_finds_and_says_how_many(page, view, settled):
    view.search.setText("zjg")
    view.load()
    settled()
    assert names(view) == ["张建国"]
    assert page.header.sentence.text() == "共 4 条 · 筛出 1 条"


def test_a_search_that_finds_nothing_offers_the_way_back(view, settled):
    view.search.setText("没有这个人")
    view.load()
    settled()
    assert view._empty.currentIndex() == 2
    view.clear_filters()
    view.load()
    settled()
    assert len(names(view)) == 4


def test_an_edit_is_saved_on_the_way_to_the_next_record_and_shows_in_the_grid(view, settled):
    view.show_record(view.model.rows[0][0])
    settled()
    type_into(view, "name", "赵改名")
    view._step(1)
    settled()
    assert "赵改名" in names(view)


def test_a_new_record_is_saved_and_seen(qtbot, view, settled):
    view.begin_new()
    type_into(view, "name", "孙新")
    qtbot.keyClick(view, Qt.Key.Key_F8)
    settled()
    assert "孙新" in names(view)
    assert view.record.uid == ""
    assert view.record.form.editor("name").words() == ""


def test_a_record_that_cannot_be_saved_stays_with_its_problem(view, settled):
    view.begin_new()
    type_into(view, "birth", "去年")
    view.save_and_new()
    settled()
    assert view.record.form.rows["name"].error.isVisible()
    assert view.record.form.editor("birth").words() == "去年"


def test_a_draft_survives_leaving_the_page(page, view, settled):
    view.begin_new()
    type_into(view, "birth", "去年")
    page.leave()
    settled()
    assert "未完成 1 条" in page.header.sentence.text()
    view.show_record(view.model.rows[0][0])
    settled()
    assert names(view)[0] == "● 未完成"
    view.grid.selectRow(0)
    settled()
    assert view.record.form.editor("birth").words() == "去年"


def test_several_new_records_can_be_unfinished_at_once(page, view, settled):
    for words in ("去年", "前年"):
        view.begin_new()
        type_into(view, "birth", words)
        view.leave()
        settled()
    assert "未完成 2 条" in page.header.sentence.text()
    shown = [view.model.shown(row, 2) for row in range(2)]
    assert sorted(shown) == sorted(["去年", "前年"])


def test_a_draft_that_is_finished_becomes_a_record(page, view, settled):
    view.begin_new()
    type_into(view, "birth", "去年")
    view.leave()
    settled()
    type_into(view, "birth", "1961")
    type_into(view, "name", "周全")
    view.leave()
    settled()
    assert page.header.sentence.text() == "共 5 条"
    assert "周全" in names(view)


def test_a_draft_can_be_thrown_away(page, view, settled):
    view.begin_new()
    type_into(view, "birth", "去年")
    view.leave()
    settled()
    view.record.remove()
    settled()
    assert "未完成" not in page.header.sentence.text()


def test_an_unfinished_change_marks_its_row(view, settled):
    uid = view.model.rows[2][0]
    view.show_record(uid)
    settled()
    type_into(view, "birth", "去年")
    view.leave()
    settled()
    assert view.model.rows[0][0] == uid
    assert names(view)[0].startswith("● 未完成")


def test_an_unfinished_change_says_again_what_is_wrong_and_can_be_given_up(view, settled):
    uid = view.model.rows[2][0]
    view.show_record(uid)
    settled()
    type_into(view, "birth", "去年")
    view.leave()
    settled()
    view._step(1)
    settled()
    view.grid.selectRow(0)
    settled()
    assert view.record.form.rows["birth"].error.isVisible()
    back = [b for b in view.record.findChildren(QPushButton) if b.text() == "放弃改动"]
    back[-1].click()
    settled()
    assert view.record.form.editor("birth").words() == ""
    assert not names(view)[0].startswith("●")


def test_a_record_is_removed_without_a_question_and_brought_back(qtbot, frame, view, settled):
    name = view.record.title.text()
    with qtbot.waitSignal(frame.said) as said:
        view.record.remove()
    settled()
    assert said.args == [f"已删除人员 {name}", True]
    assert name not in names(view)
    frame.worker.call(frame.desk.undo)
    frame.changed.emit("")
    settled()
    assert name in names(view)


def test_a_header_sorts_and_the_sort_is_said(view, settled):
    for expected in ("按 出生年月 排序 ▲ ×", "按 出生年月 排序 ▼ ×"):
        view._sort(2)
        settled()
        assert view.sorted.text() == expected
    view.sorted.click()
    settled()
    assert view.sorted.text() == "按 姓名 排序 ▲"


def test_filters_offer_what_occurs(frame, view, settled):
    uid = view.model.rows[0][0]
    frame.worker.call(lambda: frame.desk.save(PEOPLE, uid, {"gender": "女"}))
    view.refresh()
    settled()
    chip = view.chips["gender"]
    chip.menu_of_options().actions()[0].trigger()
    settled()
    assert chip.text() == "女 ×"
    assert len(names(view)) == 1


def test_the_record_can_be_put_away_and_stays_away(page, view, settled):
    view.record.closed.emit()
    page.refresh()
    settled()
    assert view.record.isHidden()
    view.grid.selectRow(2)
    settled()
    assert view.record.isVisible()


def test_two_dots_take_over_what_stands_in_the_row_above(frame, view, settled):
    above, uid = view.model.rows[0][0], view.model.rows[1][0]
    frame.worker.call(lambda: frame.desk.save(PEOPLE, above, {"native_place": "陕西宝鸡"}))
    view.show_record(uid)
    settled()
    type_into(view, "native_place", "..")
    view.record.form.editor("native_place").left.emit()
    settled()
    assert view.record.form.editor("native_place").words() == "陕西宝鸡"


def test_past_changes_of_a_record_stand_below_it(frame, view, settled):
    uid = view.model.rows[0][0]
    frame.worker.call(lambda: frame.desk.save(PEOPLE, uid, {"work": "务农"}))
    view.show_record(uid)
    settled()
    assert "现从事工作 由“空”改为“务农”" in view.record._past.text()


def test_an_empty_ledger_offers_the_import(qtbot, frame, settled):
    page = LedgerPage(frame, households.LEDGER)
    qtbot.addWidget(page)
    page.refresh()
    settled()
    assert page.view._empty.currentIndex() == 1
    assert any("还没有记录" in one.sentence.text() for one in page.findChildren(Empty))


def test_every_roll_of_every_ledger_opens(qtbot, frame, settled):
    for ledger in (committees.LEDGER, party.LEDGER, households.LEDGER):
        page = LedgerPage(frame, ledger)
        qtbot.addWidget(page)
        for roll in ledger.rolls:
            page.show_record("", roll.key)
            page.view.begin_new()
        settled()
        assert page.view.record.form.rows


def test_a_link_to_a_record_shows_it_whatever_the_filters_hide(page, view, settled):
    view.search.setText("zjg")
    view.load()
    settled()
    page.show_record(next(uid for uid in (row[0] for row in view.model.rows)), "person")
    settled()
    assert view.search.text() == ""
    assert view.record.title.text() == "张建国"


def test_where_both_find_no_room_list_and_record_show_one_at_a_time(page, view, settled):
    page.resize(600, 600)
    settled()
    view.record.closed.emit()
    assert view.grid.isVisible()
    view.grid.selectRow(1)
    settled()
    assert view.record.isVisible()
    assert not view.grid.isVisible()
    view.record.closed.emit()
    assert view.grid.isVisible()
    page.resize(1100, 700)
    view.grid.selectRow(2)
    settled()
    assert view.grid.isVisible()
    assert view.record.isVisible()


def test_what_falls_short_stands_above_the_record(qtbot, frame, view, settled):
    uid = view.model.rows[0][0]
    found = SimpleNamespace(
        uid=uid, level="W", message="身份证号未填", rule="应登记", source="参考"
    )
    frame.findings = (found,)
    frame.checked.emit()
    texts = [label.text() for label in view.record.findChildren(QLabel)]
    assert {"● 提醒", "身份证号未填", "应登记 · 参考"} <= set(texts)


def test_the_card_of_the_person_is_one_press_away(qtbot, frame, settled):
    desk, members = frame.desk, party.LEDGER.rolls[0]
    person = frame.worker.call(lambda: desk.picks("person", "zjg"))[0].uid
    frame.worker.call(lambda: desk.save(members, "", {}, links={"name": person}))
    page = LedgerPage(frame, party.LEDGER)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.refresh()
    settled()
    with qtbot.waitSignal(frame.asked) as asked:
        page.view.record._card.click()
    assert asked.args == ["residents", person, ""]


def test_the_search_field_says_what_it_searches():
    assert searched(PEOPLE) == "姓名、拼音首字母、公民身份号码、联系电话"


def test_departments_are_typed_below_a_review(qtbot, frame, settled):
    reviews = next(roll for roll in committees.LEDGER.rolls if roll.parts)
    desk, call = frame.desk, frame.worker.call
    person = call(lambda: desk.picks("person", "zjg"))[0].uid
    terms = next(roll for roll in committees.LEDGER.rolls if roll.key == "term")
    given = {"term": "第十二届", "term_start": "2021", "term_due_end": "2026"}
    term = call(lambda: desk.save(terms, "", given)).uid
    links = {"name": person, "term": term}
    review = call(lambda: desk.save(reviews, "", {"verdict": "待核"}, links=links)).uid
    page = LedgerPage(frame, committees.LEDGER)
    qtbot.addWidget(page)
    page.show_record(review, reviews.key)
    settled()
    part = page.view.record.parts[0]
    model = part.model
    model.setData(model.index(0, 0), "公安")
    model.setData(model.index(0, 1), "通过")
    settled()
    assert [row[1:3] for row in call(lambda: desk.parts(part.roll, review))] == [("公安", "通过")]
    model.setData(model.index(0, 1), "不知道")
    settled()
    assert "不知道" in part.error.text()
    delegate: Any = part.table.itemDelegate()
    cell = model.index(0, 2)
    editor = delegate.createEditor(part.table.viewport(), None, cell)
    delegate.setEditorData(editor, cell)
    editor.line.setText("材料不全")
    delegate.setModelData(editor, model, cell)
    settled()
    assert call(lambda: desk.parts(part.roll, review))[0][3] == "材料不全"
    part.table.setCurrentIndex(model.index(0, 0))
    part.remove_row()
    settled()
    assert call(lambda: desk.parts(part.roll, review)) == []

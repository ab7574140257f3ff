"""四议两公开 with the keyboard alone: open, change, save, close again, begin another."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import NOW, settle
from tests.ui.pages.decisions_village import CANAL, SQUARE
from tests.ui.pages.decisions_village import settle as settle_in
from ui.main_window import MainWindow
from villagedesk.desk import Desk, open_existing

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def village(qtbot, memory, store):
    """The window, open on the board of a village with matters under way."""
    desk = Desk(open_existing(store), lambda: NOW)
    settle_in(desk)
    desk.close()
    made = MainWindow(memory, lambda: NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(store)
    settle(qtbot, made.worker)
    made.go("decisions")
    settle(qtbot, made.worker)
    return made


@pytest.fixture
def press(qtbot, village):
    def press_key(key, modifier=Modifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        settle(qtbot, village.worker)

    return press_key


@pytest.fixture
def show(qtbot, village):
    def open_matter(title):
        board = village.page
        village.go("matter", next(one.uid for one in board.matters if one.title == title), "")
        settle(qtbot, village.worker)
        return village.page

    return open_matter


def shown(widget):
    """The words that can be pressed there."""
    return [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F2])
def test_a_key_opens_the_matter_the_board_stands_on(village, press, key):
    board = village.page
    board.take_focus()
    first = board.running.rows[0].seen
    press(key)
    assert village.page.uid == first.uid
    assert village.page.steps.isAncestorOf(QApplication.focusWidget())


def test_f2_opens_the_fields_of_the_matter_and_esc_closes_them(show, press):
    page = show(CANAL)
    press(Key.Key_F2)
    assert page.form.editor("matter").isAncestorOf(QApplication.focusWidget())
    press(Key.Key_Escape)
    assert not page.facts.isVisible()
    assert page.has_keys()


def test_esc_takes_away_the_list_of_sittings_and_the_fields_of_an_old_form(show, press):
    page = show(SQUARE)
    before = shown(page.chosen)
    for opens in (page.chosen.show_held, page.chosen.type_numbers):
        opens()
        assert shown(page.chosen) != before
        press(Key.Key_Escape)
        assert shown(page.chosen) == before
        assert page.chosen.form is None
        assert page.has_keys()


def test_esc_leaves_what_was_typed_where_it_is(show, press, qtbot):
    page = show(CANAL)
    press(Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    press(Key.Key_Escape)
    assert page.facts.isVisible()
    assert page.form.dirty


def test_ctrl_s_saves_a_changed_name_where_the_cursor_stands(village, show, press, qtbot):
    page = show(CANAL)
    press(Key.Key_F2)
    press(Key.Key_End)
    qtbot.keyClicks(QApplication.focusWidget(), "X")
    press(Key.Key_S, Modifier.ControlModifier)
    assert village.worker.call(lambda: page.frame.desk.matter(page.uid)).title == f"{CANAL}X"
    assert page.form.editor("matter").isAncestorOf(QApplication.focusWidget())


def test_ctrl_n_begins_another_matter_from_the_page_of_one(village, show, press):
    show(CANAL)
    press(Key.Key_N, Modifier.ControlModifier)
    assert village.page.new
    assert village.page.form.editor("matter").isAncestorOf(QApplication.focusWidget())


def test_tab_goes_through_the_fields_of_a_matter_as_they_are_read(show, press):
    page = show(CANAL)
    press(Key.Key_F2)
    went = []
    for _ in range(4):
        press(Key.Key_Tab)
        went.append(
            next(
                key
                for key, row in page.form.rows.items()
                if row.isAncestorOf(QApplication.focusWidget())
            )
        )
    assert went == ["matter_kind", "raised_on", "motion_source", "matter_amount"]

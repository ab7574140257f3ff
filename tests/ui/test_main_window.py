"""The window: pages come and go, steps are taken back, anyone is found, by keyboard alone."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from tests.ui.conftest import settle
from ui import __main__ as door
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import places
from ui.selftest import selftest
from villagedesk.ledgers import LEDGERS, residents

PEOPLE = residents.LEDGER.rolls[0]


def call(window, job):
    return window.worker.call(job)


def test_the_window_opens_on_home(window):
    assert window.page.key == "home"
    assert window.windowTitle() == "村务台账 · 河湾村"


def test_every_page_can_be_reached(qtbot, window):
    for key in window.page_keys():
        window.go(key)
        settle(qtbot, window.worker)
        assert isinstance(window.page, Page)
        assert window.page.key == key


def test_pages_have_keys_of_their_own():
    keys = [place.key for place in places(LEDGERS)]
    assert len(keys) == len(set(keys))


def test_arrows_in_the_navigation_open_no_page_on_the_way(qtbot, window):
    first = window.side._buttons["home"]
    first.setFocus()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert window.page.key == "home"
    assert QApplication.focusWidget() in set(window.side._buttons.values()) - {first}


def test_page_keys_move_a_long_page_whatever_has_the_keys(qtbot, window):
    window.go("about")
    settle(qtbot, window.worker)
    window.page.take_focus()
    qtbot.keyClick(window.page, Qt.Key.Key_PageDown)
    assert window.page.area.verticalScrollBar().value() > 0


def test_somebody_is_found_from_anywhere(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    finder = window.side.finder
    assert finder.hasFocus()
    qtbot.keyClicks(finder, "zjg")
    settle(qtbot, window.worker)
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    settle(qtbot, window.worker)
    assert window.page.key == "residents"
    assert window.page.view.record.title.text() == "张建国"


def test_a_page_is_found_by_its_name(qtbot, window):
    finder = window.side.finder
    finder.setFocus()
    finder.insert("党员")
    finder.look_up("党员")
    settle(qtbot, window.worker)
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert window.page.key == "party"


def test_a_hundred_steps_are_taken_back_and_brought_back(qtbot, window):
    desk = window.frame.desk
    uid = call(window, lambda: desk.rows(PEOPLE))[0][0]
    for number in range(100):
        call(window, lambda number=number: desk.save(PEOPLE, uid, {"work": f"第{number}样"}))
    for _ in range(100):
        window.undo()
    settle(qtbot, window.worker)
    assert call(window, lambda: desk.entry(PEOPLE, uid)).words["work"] == ""
    for _ in range(100):
        window.redo()
    settle(qtbot, window.worker)
    assert call(window, lambda: desk.entry(PEOPLE, uid)).words["work"] == "第99样"


def test_what_is_taken_back_is_named(qtbot, window):
    desk = window.frame.desk
    uid = call(window, lambda: desk.rows(PEOPLE, words="zjg"))[0][0]
    call(window, lambda: desk.save(PEOPLE, uid, {"work": "务农"}))
    window.undo()
    settle(qtbot, window.worker)
    assert window.toast.words.text() == "已撤销：修改人员 张建国"
    assert window.toast.isVisible()


def test_what_was_done_is_said_over_the_page_it_leads_to(qtbot, window):
    window.frame.say("已删除案件", undo=True)
    window.go("mediation")
    settle(qtbot, window.worker)
    middle = window.toast.geometry().center()
    shown = window.stack.childAt(middle)
    assert shown is window.toast or window.toast.isAncestorOf(shown)


def test_words_just_typed_are_saved_before_a_step_is_taken_back(qtbot, window):
    window.go("residents")
    settle(qtbot, window.worker)
    form = window.page.view.record.form
    uid = form.sitting.uid
    form.editor("phone").line.setText("13800001111")
    form.editor("phone").edited.emit()
    window.undo()
    settle(qtbot, window.worker)
    entry = call(window, lambda: window.frame.desk.entry(PEOPLE, uid))
    assert entry.words["phone"] == ""
    assert call(window, window.frame.desk.redo) is not None


def test_typing_is_kept_when_another_page_shows(qtbot, window):
    window.go("residents")
    settle(qtbot, window.worker)
    form = window.page.view.record.form
    uid = form.sitting.uid
    form.editor("phone").show_words("13800001111")
    form.editor("phone").edited.emit()
    window.go("home")
    settle(qtbot, window.worker)
    entry = call(window, lambda: window.frame.desk.entry(PEOPLE, uid))
    assert entry.words["phone"] == "13800001111"
    assert window.foot.saved.text() == "✓ 已保存 14:03"


def test_a_larger_text_makes_the_pages_anew(qtbot, qapp, window, memory):
    window.go("residents")
    memory.keep("look/percent", 150)
    window.frame.restyled.emit()
    settle(qtbot, window.worker)
    assert window.page.key == "residents"
    assert qapp.font().pixelSize() == 21
    assert window.minimumSizeHint().width() <= 1366
    memory.keep("look/percent", 100)
    window.frame.restyled.emit()
    settle(qtbot, window.worker)


def test_the_keys_are_explained_and_the_sheet_goes_away(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.sheet.isVisible()
    window.sheet.close_button.click()
    assert window.sheet.isHidden()


def test_the_window_comes_back_where_it_was(qtbot, window, memory):
    window.setGeometry(20, 30, 1100, 700)
    window.close()
    again = MainWindow(memory, window.clock)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1100, 700)


def test_a_store_that_is_open_elsewhere_is_explained(qtbot, memory, store, now):
    from villagedesk.desk import open_existing

    held = open_existing(store)
    window = MainWindow(memory, lambda: now)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.refused) as said:
        window.open_store(store)
    held.close()
    assert "正在另一" in said.args[0]


def test_the_first_start_shows_the_wizard(qtbot, memory, now):
    window = MainWindow(memory, lambda: now)
    qtbot.addWidget(window)
    window.welcome()
    assert type(window.stack.currentWidget()).__name__ == "WelcomePage"
    settle(qtbot, window.worker)


@pytest.mark.parametrize("key", ["home", "residents", "party"])
def test_everything_one_can_press_has_a_name(qtbot, window, key):
    window.go(key)
    settle(qtbot, window.worker)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
    mute = [
        type(widget).__name__
        for kind in kinds
        for widget in window.findChildren(kind)
        if widget.isVisible() and not widget.accessibleName() and not ours_of_qt(widget)
    ]
    assert mute == []


def ours_of_qt(widget):
    """Parts Qt makes inside its own widgets."""
    return type(widget).__name__ in ("QTableCornerButton", "QAbstractButton", "QToolButton")


def test_tab_goes_through_the_page_in_reading_order(qtbot, window):
    window.go("residents")
    settle(qtbot, window.worker)
    view = window.page.view
    view.search.setFocus()
    seen = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert view.grid in seen
    fields = [row.editor.line for row in view.record.form.rows.values()]
    walked = [widget for widget in seen if widget in fields]
    assert walked == [field for field in fields if field in walked]
    assert walked


def test_targets_are_large_enough(qtbot, window):
    window.go("residents")
    settle(qtbot, window.worker)
    small = [
        button.accessibleName()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.accessibleName() and button.height() < 36
    ]
    assert small == []


def test_a_store_is_told_from_a_verb():
    assert door.is_store("river.vdesk")
    assert door.is_store("postgresql://town")
    assert not door.is_store("import")


def test_the_clock_is_local_and_plain():
    assert door.now().tzinfo is None


def test_the_installed_copy_can_test_itself(qtbot, capsys, now):
    assert selftest(lambda: now) == 0
    assert "自检通过" in capsys.readouterr().out


def test_nothing_heavy_is_imported_before_the_window_stands():
    code = "import sys, ui.main_window; sys.exit(bool({'sqlmodel', 'openpyxl'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_page_that_is_called_gets_the_keys(qtbot, window):
    window.go("residents")
    settle(qtbot, window.worker)
    assert window.page.view.grid.hasFocus()
    window.side._buttons["party"].setFocus()
    qtbot.keyClick(window.side._buttons["party"], Qt.Key.Key_Return)
    settle(qtbot, window.worker)
    assert window.page.key == "party"
    assert window.page.isAncestorOf(QApplication.focusWidget())


def test_after_the_sheet_of_keys_the_cursor_is_where_it_was(qtbot, window):
    window.go("residents")
    settle(qtbot, window.worker)
    window.page.view.search.setFocus()
    window.sheet.open()
    assert window.sheet.close_button.hasFocus()
    qtbot.keyClick(window.sheet.close_button, Qt.Key.Key_Return)
    assert window.page.view.search.hasFocus()


def test_the_count_stands_out_on_the_page_shown(qtbot, window):
    window.go("party")
    assert window.side._buttons["party"].tag.property("raised") == "true"
    assert window.side._buttons["residents"].tag.property("raised") != "true"


def test_from_one_village_the_way_leads_to_another(qtbot, window, tmp_path):
    window.frame.other_store_wanted.emit()
    settle(qtbot, window.worker)
    wizard = window.stack.currentWidget()
    assert wizard.lines["name"].hasFocus()
    wizard.folder = tmp_path / "other"
    wizard.lines["name"].setText("上河村")
    with qtbot.waitSignal(window.opened):
        wizard.found()
    settle(qtbot, window.worker)
    assert window.windowTitle() == "村务台账 · 上河村"
    window.go("residents")
    settle(qtbot, window.worker)
    assert window.page.header.sentence.text() == "共 0 条"


@pytest.mark.parametrize("away", ["restyle", "welcome"])
def test_a_late_answer_is_not_told_to_a_page_that_was_put_away(qtbot, window, away):
    page, gate = window.page, threading.Event()
    told: list[object] = []
    window.frame.worker.run(lambda: gate.wait(5))
    window.frame.ask(lambda: 1, told.append, owner=page)
    getattr(window, away)()
    gate.set()
    while not window.worker.is_idle:  # events come, deletions wait
        QApplication.sendPostedEvents(window.worker)
    assert told == []
    settle(qtbot, window.worker)


def test_a_missing_file_is_said_in_words_and_the_way_on_has_the_keys(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.refused) as refused:
        window.open_store(str(tmp_path / "away.vdesk"))
    assert "请看看U盘插好没有" in refused.args[0]
    assert "villagedesk" not in refused.args[0]
    pressed = QApplication.focusWidget()
    assert isinstance(pressed, QPushButton)
    assert pressed.text() == "换一个台账文件"

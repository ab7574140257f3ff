"""A town's store in the window: 汇总 first, every ledger over all villages, nothing to type in."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit

from tests.town.test_rosters import members
from tests.town.villages import PERIOD as Q4
from tests.ui.conftest import NOW, settle
from ui.ledger_page import LedgerPage
from ui.main_window import MainWindow
from ui.pages import places_of_town
from ui.reader import Reader
from villagedesk.ledgers import LEDGERS, residents
from villagedesk.period import parse_period
from villagedesk.town.expected import Expected

PEOPLE = residents.LEDGER.rolls[0]
TYPING = {"新增", "导入", "删除", "不要了", "合并", "删除这一行", "撤销", "放弃改动"}


@pytest.fixture
def window(qtbot, memory, town_file, tmp_path):
    """The window, open on a town that two villages handed in to."""
    made = MainWindow(memory, lambda: NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(str(shutil.copy(town_file, tmp_path / "镇.vdesk")))
    settle(qtbot, made.worker)
    return made


def go(qtbot, window, key, roll=""):
    window.go(key, "", roll)
    settle(qtbot, window.worker)
    return window.page.view


def villages(window):
    return window.worker.call(lambda: window.frame.desk.values_of(PEOPLE, "village_name"))


def rows(view):
    return [view.model.shown(at, 0) for at in range(view.model.rowCount())]


def test_it_opens_on_the_collection_page_under_the_town_s_name(window):
    assert window.page.key == "collect"
    assert window.windowTitle() == "村务台账 · 青禾镇"
    assert window.side.place.text() == "青禾镇"


def test_its_navigation_has_no_page_of_a_village(window):
    keys = [place.key for place in places_of_town(LEDGERS)]
    assert list(window.page_keys()) == keys
    own = {"collect", "settings", "about"}
    shown = {place.key for place in places_of_town(LEDGERS) if place.shelf}
    assert shown == {*own, *(one.key for one in LEDGERS)}
    assert set(keys) - shown == {"paper"}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.key)
def test_every_ledger_is_shown_over_all_villages(qtbot, window, ledger):
    for roll in ledger.rolls:
        view = go(qtbot, window, ledger.key, roll.key)
        assert isinstance(window.page, LedgerPage)
        assert view.model.faces[0].label == "村"
        assert set(rows(view)) <= set(villages(window))
        assert view.model.rowCount() == window.worker.call(
            lambda roll=roll: window.frame.desk.count(roll)
        )


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.key)
def test_nothing_can_be_typed_or_taken_away(qtbot, window, ledger):
    for roll in ledger.rolls:
        view = go(qtbot, window, ledger.key, roll.key)
        shown = [one for one in window.page.findChildren(QAbstractButton) if one.isVisible()]
        assert not TYPING & {one.text() for one in shown}
        typed = (QLineEdit, QPlainTextEdit)
        fields = [one for kind in typed for one in window.page.findChildren(kind)]
        assert [one for one in fields if one.isVisible()] == [view.search]
        for part in view.record.parts:
            assert part.model.rowCount() == len(part.model.uids)
            assert not part.model.flags(part.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_S])
def test_the_keys_of_typing_do_nothing(qtbot, window, key):
    view = go(qtbot, window, "residents")
    uid = view.record.uid
    qtbot.keyClick(view.grid, key, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.worker)
    assert view.record.uid == uid


def test_a_village_is_chosen_by_its_chip(qtbot, window):
    view = go(qtbot, window, "residents")
    chip = view.chips["village_name"]
    second = villages(window)[1]
    assert [action.text() for action in chip.menu_of_options().actions()] == villages(window)
    chip.choose(second, second)
    settle(qtbot, window.worker)
    assert set(rows(view)) == {second}


def test_the_column_says_how_the_list_is_sorted(qtbot, window):
    view = go(qtbot, window, "residents")
    assert view.sorted.text() == "按 村 排序 ▲"
    view.grid.sorted_by.emit(0)
    settle(qtbot, window.worker)
    assert rows(view)[0] == villages(window)[0]
    view.grid.sorted_by.emit(0)
    settle(qtbot, window.worker)
    assert rows(view)[0] == villages(window)[-1]


def test_a_record_says_whose_it_is_and_hides_private_digits(qtbot, window):
    view = go(qtbot, window, "residents")
    record = view.record
    assert record.village.isVisible()
    assert record.village.text() == rows(view)[0]
    reader = record.form.editor("phone")
    assert isinstance(reader, Reader)
    reader.show_words("13800001234")
    label = reader.findChild(QLabel)
    assert label
    assert label.text() == "138****1234"
    reader.show_all()
    assert label.text() == "13800001234"


def test_a_sitting_is_called_by_its_day_and_not_by_who_was_in_the_chair(qtbot, window):
    record = go(qtbot, window, "meetings").record
    assert record.title.text() == record.form.editor("held_on").words()
    assert not record._card.isVisible()


def test_somebody_of_any_village_is_found_with_the_village_behind_the_name(qtbot, window):
    last = villages(window)[-1]
    pick = next(
        one
        for one in window.worker.call(lambda: window.frame.desk.picks("person", "z", limit=99))
        if one.hint.startswith(last)
    )
    finder = window.side.finder
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    finder.setText(pick.title)
    finder.look_up(pick.title)
    settle(qtbot, window.worker)
    window.frame.go("residents", pick.uid)
    settle(qtbot, window.worker)
    assert window.page.view.record.village.text() == last


def test_settings_show_nothing_of_one_village(qtbot, window):
    window.go("settings")
    settle(qtbot, window.worker)
    shown = {label.text() for label in window.page.findChildren(QLabel) if label.isVisible()}
    assert "本村信息" not in shown
    assert "显示" in shown


def test_the_foot_and_the_sheet_say_only_keys_of_reading(window):
    assert window.foot.keys.text() == "找人 Ctrl+K    帮助 F1"
    window.sheet.open()
    shown = {label.text() for label in window.sheet.findChildren(QLabel) if label.isVisible()}
    assert "Ctrl+K" in shown
    assert "Ctrl+N" not in shown


def test_an_empty_list_leads_to_the_collection_page(qtbot, window):
    view = go(qtbot, window, "residents")
    empty = view._nothing_yet()
    empty.findChild(QAbstractButton).click()
    assert window.page.key == "collect"


def test_a_ledger_says_of_which_period_it_is_where_rosters_came_later(qtbot, window, tmp_path):
    desk, worker = window.frame.desk, window.worker
    go(qtbot, window, "residents")
    assert not window.page.behind.isVisible()
    first = worker.call(lambda: desk.standing(Q4)).villages[0]
    worker.call(lambda: desk.expect([Expected(first.code, first.name)]))
    roster = members(tmp_path / "a.xlsx", f"{first.name}党员花名册")
    worker.call(lambda: desk.collect([roster], period=parse_period("2027Q1")))
    window.page.refresh()
    settle(qtbot, worker)
    assert window.page.behind.isVisible()
    assert f"{first.name}（2026年第四季度）" in window.page.behind.text()

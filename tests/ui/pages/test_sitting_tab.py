"""The Tab key on a sitting's page, and the way back from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.pages.sitting_village import BRANCH, settle_in
from ui.pages.sitting import SittingPage

NEW = f"支委会|{BRANCH}||"


@pytest.fixture
def show(frame, worker, opened, settled):
    desk = frame.desk
    worker.call(lambda: settle_in(desk.store, desk.village, desk.stamp()))
    page = opened(SittingPage(frame))

    def open_sitting(uid, roll=""):
        page.show_record(uid, roll)
        settled()
        return page

    return open_sitting


def test_tab_goes_from_matter_to_matter_and_then_to_the_roll(qtbot, show):
    page = show("", NEW)
    qtbot.waitActive(page)
    page.agenda.add.click()
    first, second = page.agenda.cards
    qtbot.waitUntil(second.isVisible)
    first.drop.setFocus()
    qtbot.keyClick(first.drop, Qt.Key.Key_Tab)
    assert second.editor("item_title").line.hasFocus()
    page.agenda.content.setFocus()
    qtbot.keyClick(page.agenda.content.box, Qt.Key.Key_Tab)
    assert page.signin.list.hasFocus()


def test_tab_follows_what_is_seen_from_the_first_field_on(qtbot, show):
    page = show("", NEW)
    qtbot.waitActive(page)
    page.facts.editor("recorder").line.setFocus()
    seen = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    title = page.agenda.cards[0].editor("item_title").line
    assert title in seen
    assert seen.index(title) < seen.index(page.agenda.add) < seen.index(page.agenda.content.box)
    assert seen.index(page.agenda.content.box) < seen.index(page.signin.list)
    qtbot.keyClick(title, Qt.Key.Key_Backtab)


def test_saving_and_going_back_says_so(frame, settled, show):
    page, said = show("", NEW), []
    frame.said.connect(lambda words, _: said.append(words))
    page.save_and_go_back()
    settled()
    assert said[-1:] == ["已保存"]

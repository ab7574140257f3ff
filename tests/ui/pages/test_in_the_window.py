"""From one page to another, in the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import settle
from ui.main_window import MainWindow
from ui.pages.findings import FindingsPage
from ui.pages.found_rows import FoundRow
from ui.pages.team import TeamPage


@pytest.fixture
def village(qtbot, memory, my_demo, now):
    """The window, open on the demo village."""
    made = MainWindow(memory, lambda: now)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(my_demo)
    settle(qtbot, made.worker)
    return made


def test_a_finding_leads_from_home_to_the_person_it_is_about(qtbot, village):
    all_of_them = [one for one in village.page.findChildren(QPushButton) if "全部" in one.text()]
    all_of_them[0].click()
    settle(qtbot, village.worker)
    assert isinstance(village.page, FindingsPage)
    rows = village.page.findChildren(FoundRow)
    desk = village.frame.desk
    names = {one.person.name for one in village.worker.call(lambda: desk.team(desk.today))}
    about = next(one for one in rows if one.found.subject in names)
    about.go.click()
    settle(qtbot, village.worker)
    assert isinstance(village.page, TeamPage)
    assert village.page.team.card.title.text() == about.found.subject


def test_a_remark_written_on_home_is_undone_with_the_key(qtbot, village):
    row = village.page.findChild(FoundRow)
    row.explain.click()
    row.remark.insert("12月补选")
    row.keep()
    settle(qtbot, village.worker)
    assert village.page.shown.steps[0].startswith("说明：")
    village.undo()
    settle(qtbot, village.worker)
    assert not any(one.remark for one in village.page.shown.found)


@pytest.mark.parametrize("key", ["residents", "committees"])
def test_the_key_for_a_new_record_works_wherever_the_focus_is(qtbot, village, key):
    village.go(key)
    settle(qtbot, village.worker)
    village.side.finder.setFocus()
    qtbot.keyClick(village, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, village.worker)
    typing = QApplication.focusWidget()
    assert typing is not village.side.finder
    assert village.page.isAncestorOf(typing)

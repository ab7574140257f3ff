"""From one page to another, in the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import settle
from ui.main_window import MainWindow
from ui.pages.findings import FindingsPage
from ui.pages.found_rows import FoundRow
from ui.pages.team import TeamPage
from villagedesk.ledgers.committees.rolls import REVIEWS
from villagedesk.ledgers.committees.tables import Body, Review, Seat
from villagedesk.people import Term


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


def forget_a_review(desk):
    """Takes the review of somebody in office away, which a norm asks for."""
    facts = desk.facts()
    term = max(facts.all(Term), key=lambda one: one.start).uid
    seated = {one.person for one in facts.all(Seat) if one.term == term and one.body == Body.PARTY}
    own = [one for one in facts.all(Review) if one.term == term and one.person in seated]
    desk.remove(REVIEWS, own[0].uid)


def test_a_finding_leads_from_home_to_the_person_it_is_about(qtbot, village):
    village.worker.call(lambda: forget_a_review(village.frame.desk))
    village.frame.changed.emit("")
    settle(qtbot, village.worker)
    all_of_them = [one for one in village.page.findChildren(QPushButton) if "全部" in one.text()]
    all_of_them[0].click()
    settle(qtbot, village.worker)
    assert isinstance(village.page, FindingsPage)
    rows = village.page.findChildren(FoundRow)
    desk = village.frame.desk
    seats = village.worker.call(lambda: {one.uid for one in desk.facts().all(Seat)})
    about = next(one for one in rows if one.found.uid in seats)
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

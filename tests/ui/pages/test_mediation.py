"""The page of mediation: the board by state, the figures, and the way to a case."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.pages.conftest import texts
from ui.pages.mediation import FIGURES, MediationPage
from villagedesk.ledgers.mediation.rolls import CASES, SIDES
from villagedesk.ledgers.mediation.states import State


@pytest.fixture
def page(demo, opened):
    return opened(MediationPage(demo))


@pytest.fixture
def add(demo, worker):
    """Adds a case with two sides; its uid."""

    def made(number, accepted_on, **typed):
        given = {"case_no": number, "accepted_on": accepted_on, "type": "邻里", **typed}
        uid = worker.call(lambda: demo.desk.save(CASES, "", given)).uid
        for side, name in (("申请人", "贺一"), ("被申请人", "贺二")):
            words = {"side": side, "side_name": name}
            worker.call(lambda words=words: demo.desk.save_part(SIDES, uid, "", words))
        return uid

    return made


def cards(page):
    """Every card by its state."""
    return {one.name.text(): one.list.cards.cards for one in page.cases.board.columns}


def card(page, uid):
    """One card wherever it stands."""
    return next(one for every in cards(page).values() for one in every if one.uid == uid)


def test_every_state_but_the_archive_has_its_column(page):
    assert list(cards(page)) == [str(state) for state in State if state is not State.ARCHIVED]
    assert "已归档" in page.cases.archived.text()


def test_a_case_over_its_thirty_days_is_red_and_counted(page, add, settled):
    uid = add("2026-901", "2026-10-01")
    page.refresh()
    settled()
    seen = card(page, uid)
    assert (seen.days, seen.sides, seen.tag) == (
        "第 52 天",
        "贺一与贺二",
        ("调解期限已过 22 天", "bad"),
    )
    assert "件超期" in page.header.sentence.text()


def test_a_case_near_its_end_is_marked_and_a_fresh_one_is_not(page, add, settled):
    near, fresh = add("2026-901", "2026-10-26"), add("2026-902", "2026-11-20")
    page.refresh()
    settled()
    assert card(page, near).tag == ("调解期限还有 3 天", "warn")
    assert card(page, fresh).tag == ("还没有调解", "plain")


def test_enter_opens_the_case_and_arrows_go_to_the_next_state(page, went, qtbot):
    page.cases.board.take_focus()
    lists = [one.list for one in page.cases.board.columns if one.list.cards.rowCount()]
    qtbot.keyClick(lists[0], Qt.Key.Key_Right)
    assert page.window().focusWidget() is lists[1]
    qtbot.keyClick(lists[1], Qt.Key.Key_Return)
    assert went[-1] == ("case", lists[1].cards.cards[0].uid, CASES.key)


def test_a_click_opens_the_case(page, went, qtbot):
    first = next(one.list for one in page.cases.board.columns if one.list.cards.rowCount())
    middle = first.visualRect(first.cards.index(0)).center()
    qtbot.mouseClick(first.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert went[-1] == ("case", first.cards.cards[0].uid, CASES.key)


def test_where_there_is_no_room_the_columns_stand_below_each_other(page, settled):
    page.resize(700, 700)
    settled()
    board = page.cases.board
    assert board.stacked
    tops = [one.y() for one in board.columns]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)


def test_the_month_can_be_copied_for_the_chat(page, settled, said):
    page._choose(FIGURES)
    settled()
    page.figures.copy_month.click()
    assert page.figures.seen[0].words in QGuiApplication.clipboard().text()
    assert said[-1] == "已复制，可以粘贴到微信群里"


def test_every_share_of_the_year_says_what_was_divided_by_what(page, settled):
    page._choose(FIGURES)
    settled()
    assert "调解成功件数 ÷ 调解件数" in texts(page.figures)
    page.figures.copy_year.click()
    copied = QGuiApplication.clipboard().text()
    assert "小事不出村" in copied
    assert "成功率按调解件数算" in copied


def test_a_village_without_cases_says_what_to_do_and_reports_zero(frame, opened, settled):
    page = opened(MediationPage(frame))
    assert page.cases.nothing.isVisible()
    assert page.new.isHidden()  # the same button stands below the sentence
    page._choose(FIGURES)
    assert page.new.isVisible()
    settled()
    page.figures.copy_month.click()
    assert "零报告" in QGuiApplication.clipboard().text()


def test_a_finding_about_a_case_leads_to_it(page, went):
    page.show_record("someone", CASES.key)
    assert went[-1] == ("case", "someone", CASES.key)


def test_without_cases_the_keys_go_to_the_one_button_there_is(frame, opened, settled):
    page = MediationPage(frame)
    page.cases.board.show()
    page.take_focus()
    opened(page)
    assert page.window().focusWidget() is page.cases.first

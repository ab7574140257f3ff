"""The meetings on the home page: what is due these days, and the year in small."""

from datetime import date

import pytest
from PySide6.QtGui import QImage

from ui.pages.home import HomePage
from ui.pages.home_due import PressingRow
from ui.pages.home_year import SmallBoard, Year, YearCard, figure_words, rows_of, to_do, wanted
from villagedesk.ledgers.meetings.due import Board, Cell, State
from villagedesk.ledgers.meetings.tables import MeetingKind

TODAY = date(2026, 11, 22)


def year(*cells, today=TODAY):
    by_kind = [(cell.kind, (cell,)) for cell in cells]
    boards = (Board("b", "第一党支部", 2026, tuple(by_kind)),)
    return Year(2026, today, boards, "每月一次", "规定")


def month(state, kind=MeetingKind.COMMITTEE):
    return Cell(kind, date(2026, 11, 1), date(2026, 11, 30), state)


@pytest.mark.parametrize(("today", "due"), [(date(2026, 11, 19), 0), (date(2026, 11, 20), 1)])
def test_a_meeting_is_to_be_held_within_ten_days_of_its_end(today, due):
    assert len(year(month(State.DUE), today=today).due) == due


def test_what_was_held_is_not_due():
    assert year(month(State.HELD)).due == ()


def test_the_figure_counts_this_month_and_names_what_is_left():
    seen = year(month(State.DUE), month(State.HELD, MeetingKind.THEME_DAY))
    assert figure_words(seen) == ("1/2", "还差：支委会", ("info", "进行中"))


def test_what_was_missed_earlier_marks_the_figure():
    past = Cell(MeetingKind.GROUP, date(2026, 3, 1), date(2026, 3, 31), State.MISSING)
    assert figure_words(year(month(State.HELD), past))[2] == ("warn", "缺 1 次")


def test_of_several_branches_the_worst_is_shown():
    boards = [year(month(state)).boards[0] for state in (State.HELD, State.MISSING)]
    ((_, cells),) = rows_of(boards)
    assert cells[0].state is State.MISSING


def test_due_meeting_leads_to_its_record(demo, opened, went):
    seen = year(month(State.DUE))
    row = PressingRow(demo, to_do(seen, seen.due[0]), TODAY)
    row.go.click()
    assert went[-1] == ("sitting", "", wanted(seen.due[0], TODAY))
    assert wanted(seen.due[0], TODAY) == "支委会|b||2026-11-22"


def test_home_shows_the_year_of_a_village_that_has_branches(demo, opened):
    page = opened(HomePage(demo))
    card = page.findChild(YearCard)
    assert "支委会：已开11" in card.findChild(SmallBoard).accessibleName()


def test_the_small_board_draws_missing_cells_otherwise_than_held_ones(qtbot):
    def picture(state):
        board = SmallBoard(rows_of(year(month(state)).boards), TODAY)
        qtbot.addWidget(board)
        board.resize(400, board.sizeHint().height())
        image = QImage(board.size(), QImage.Format.Format_RGB32)
        board.render(image)
        return image

    assert picture(State.HELD) != picture(State.MISSING)


def test_what_is_owed_once_a_year_is_on_the_small_board_too():
    cell = Cell(MeetingKind.LIFE, date(2026, 1, 1), date(2026, 12, 31), State.DUE)
    assert [kind for kind, _ in rows_of(year(cell).boards)] == [MeetingKind.LIFE]

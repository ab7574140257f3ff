"""A usual month's 支委会 is written up with the keyboard alone, in few keystrokes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import NOW, settle
from tests.ui.pages.sitting_village import BRANCH, COMMITTEE, settle_in
from ui.main_window import MainWindow
from ui.pages.sitting import SittingPage
from ui.pages.sitting_roll import RollList

PROMISED = 70
"""Keystrokes, besides the characters of free text."""
FROM_THE_BOARD, FROM_THE_BUTTON = 37, 29
"""What it takes now; a change that asks for more keys is to be meant."""
AGENDA = (
    ("传达镇党委会议精神", "各组分头传达。"),
    ("研究三组水渠维修", "同意上报村民代表会议。"),
    ("安排冬季防火", "每组值班两人。"),
)


class Typist:
    """Presses keys where the focus is, and counts all but the characters of free text."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window, self.presses = qtbot, window, 0

    def press(self, key, times=1, modifier=Qt.KeyboardModifier.NoModifier):
        for _ in range(times):
            self.qtbot.keyClick(self.focused, key, modifier)
            self.presses += 1 if modifier == Qt.KeyboardModifier.NoModifier else 2

    def keys(self, characters):
        for one in characters:
            self.qtbot.keyClicks(self.focused, one)
            self.presses += 1

    def write(self, text):
        """Free text; as it comes from an input method, it is put in at once."""
        box = self.focused
        box.insertPlainText(text) if hasattr(box, "insertPlainText") else box.insert(text)
        if hasattr(box, "textEdited"):
            box.textEdited.emit(box.text())

    @property
    def focused(self):
        return QApplication.focusWidget()


@pytest.fixture
def village(qtbot, memory, store):
    """The window, open on a village whose committee has twelve members."""
    from villagedesk.desk import Desk, open_existing

    desk = Desk(open_existing(store), lambda: NOW)
    settle_in(desk.store, desk.village, desk.stamp())
    desk.close()
    made = MainWindow(memory, lambda: NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(store)
    settle(qtbot, made.worker)
    return made


@pytest.fixture
def typist(qtbot, village):
    return Typist(qtbot, village)


def write_agenda(typist):
    for title, resolution in AGENDA:
        typist.write(title)
        typist.press(Qt.Key.Key_Return)
        typist.write(resolution)
        typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Return)  # a blank item: there are no more
    typist.write("到会同志逐项讨论。")
    typist.press(Qt.Key.Key_Tab)


def mark_absent(typist):
    assert isinstance(typist.focused, RollList)
    typist.keys("ljg1")
    typist.keys("wcy2")


def begin_at_the_board(qtbot, village, typist):
    """From the first cell that is open to the 支委会 of this month, and in."""
    village.go("meetings")
    settle(qtbot, village.worker)
    board = village.page.year.board
    assert typist.focused is board
    wanted = next(
        cell
        for cell in board.grid.board.cells()
        if cell.kind == "支委会" and cell.first <= NOW.date() <= cell.last
    )
    place = board.grid.index_of(wanted)
    start = board.currentIndex()
    typist.press(Qt.Key.Key_Down, times=place.row() - start.row())
    typist.press(Qt.Key.Key_Right, times=place.column() - start.column())
    assert board.currentIndex() == place
    typist.press(Qt.Key.Key_Return)
    settle(qtbot, village.worker)
    assert isinstance(village.page, SittingPage)


def written_up(village):
    desk = village.frame.desk

    def look():
        board = desk.boards(2026)[0]
        cells = [one for one in board.cells() if one.kind == "支委会" and one.first.month == 11]
        return desk.sitting(cells[0].meetings[0].uid)

    return village.worker.call(look)


def keep_and_look(qtbot, village, typist):
    typist.press(Qt.Key.Key_F8)
    settle(qtbot, village.worker)
    saved = written_up(village)
    assert saved.words["held_on"] == "2026-11-20"
    assert (saved.words["expected"], saved.words["attended"]) == (str(len(COMMITTEE)), "10")
    absent = {one.name: one.state for one in saved.attendees if one.state != "出席"}
    assert absent == {"李建国": "病假", "吴春燕": "事假"}
    assert [(i.typed["item_title"], i.typed["item_resolution"]) for i in saved.items] == [*AGENDA]
    assert saved.words["meeting_content"] == "到会同志逐项讨论。"
    assert saved.words["meeting_place"] == "村委会会议室"
    assert village.page.key == "meetings"


def test_a_usual_months_meeting_takes_few_keys_from_the_board(qtbot, village, typist):
    begin_at_the_board(qtbot, village, typist)
    typist.keys("20")
    typist.press(Qt.Key.Key_Return, times=6)  # day, time from and to, place, chair, recorder
    write_agenda(typist)
    mark_absent(typist)
    keep_and_look(qtbot, village, typist)
    assert typist.presses == FROM_THE_BOARD <= PROMISED


def test_and_so_it_does_when_the_kind_must_be_chosen_first(qtbot, village, typist):
    village.go("meetings")
    settle(qtbot, village.worker)
    village.frame.go("sitting", "", f"|{BRANCH}||")
    settle(qtbot, village.worker)
    typist.presses = 1  # Enter on 记一次会
    typist.keys("20")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Right)
    typist.press(Qt.Key.Key_Space)
    settle(qtbot, village.worker)
    typist.press(Qt.Key.Key_Return, times=6)  # kinds, time from and to, place, chair, recorder
    write_agenda(typist)
    mark_absent(typist)
    keep_and_look(qtbot, village, typist)
    assert typist.presses == FROM_THE_BUTTON <= PROMISED

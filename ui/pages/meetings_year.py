"""年度: the year board of a branch, what a cell holds, and below it what falls short."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.choosing import Choose
from ui.page import Frame
from ui.pages.found_rows import FoundRow, parted
from ui.pages.meetings_seen import (
    HELD_IN_TIME,
    STUDY_NORMS,
    YearSeen,
    about_board,
    cell_of,
    day_missed,
    day_words,
    kind_missed,
    name_of,
    proposed_day,
    see_year,
    short_name,
)
from ui.pages.year_board import YearBoard
from ui.pages.year_marks import Legend
from ui.parts import Card, Empty, clear, link_button, plain_button, row, words
from ui.theme import gap, px
from villagedesk.ledgers.meetings.due import Board, Cell, State
from villagedesk.ledgers.meetings.tables import Meeting

if TYPE_CHECKING:
    from villagedesk.desk import Found

MOST_FOUND = 8
"""Findings shown below the board; the rest stand on their own page."""


class YearStep(QWidget):
    """‹ 2026年 ›; the year is 0, which is this one, until the desk has said what day it is."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.year, self._last = 0, 0
        self.before = plain_button("‹", lambda: self._go(-1))
        self.after = plain_button("›", lambda: self._go(1))
        self.before.setAccessibleName("上一年")
        self.after.setAccessibleName("下一年")
        self.shown = words("", "heading")
        self.setLayout(row(self.before, self.shown, self.after, gap=12))

    def show_year(self, year: int, *, last: int) -> None:
        """Shows a year, and goes no further than the last."""
        self.year, self._last = year, last
        self.shown.setText(f"{year}年")
        self.after.setEnabled(year < last)

    def _go(self, by: int) -> None:
        self.show_year(self.year + by, last=self._last)
        self.chosen.emit(self.year)


class CellCard(Card):
    """The sittings of one cell, where one press does not say which is meant."""

    def __init__(self) -> None:
        super().__init__()
        self.title = words("", "heading", wrap=True)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(px(4))
        self.body.addWidget(self.title)
        self.body.addLayout(self.rows)

    def show_cell(self, title: str, buttons: list[QWidget]) -> None:
        """Another cell in the same place."""
        self.title.setText(title)
        clear(self.rows)
        for button in buttons:
            self.rows.addLayout(row(button, 1))
        self.show()


class YearView(QWidget):
    """The year of one branch."""

    said = Signal()
    """Another year, branch or state of things is shown."""
    hours_wanted = Signal(str)
    """The hours of study of a member."""
    listed = Signal(QWidget)
    """A card below the board was opened: it may lie out of sight."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.seen: YearSeen | None = None
        self._branch = ""
        self.year = YearStep()
        self.year.chosen.connect(lambda _: self.refresh())
        self.branch = Choose("党支部")
        self.branch.chosen.connect(lambda value: self.show_branch(str(value)))
        self.branch.hide()
        self.board = YearBoard()
        self.board.picked.connect(self.pick)
        self.cell = CellCard()
        self.cell.hide()
        self.found = Card("要办的事", tail=link_button("全部提醒", lambda: frame.go("findings")))
        self.found.body.setSpacing(0)
        self.found.hide()
        self.sheet = Card()
        self.sheet.body.addLayout(row(self.year, 1, self.branch))
        self.sheet.body.addWidget(self.board)
        self.sheet.body.addWidget(Legend())
        self.sheet.hide()
        nobody = "登记了党支部和党员，这里就有一年的组织生活表，哪个月缺什么会一目了然。"
        self.nobody = Empty(nobody, plain_button("登记党员", lambda: frame.go("party")))
        self.nobody.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        for card in (self.sheet, self.cell, self.found):
            whole.addWidget(card)
        whole.addWidget(self.nobody, 1)
        whole.addStretch(0)
        frame.checked.connect(self.show_found)

    @property
    def shown(self) -> Board | None:
        """The board shown."""
        return self.seen.board(self._branch) if self.seen else None

    def refresh(self) -> None:
        """Asks the desk anew."""
        desk, year = self.frame.desk, self.year.year
        self.frame.ask(lambda: see_year(desk, year), self._show, owner=self)

    def leave(self) -> None:
        """Keeps remarks that are being written."""
        for one in self.findChildren(FoundRow):
            one.keep_typed()

    def show_branch(self, branch: str) -> None:
        """Shows another branch."""
        self._branch = branch
        self._show_board()

    def _show(self, seen: YearSeen) -> None:
        self.seen = seen
        self.year.show_year(seen.year, last=seen.today.year)
        self._show_board()

    def _show_board(self) -> None:
        if self.seen is None:
            return
        board = self.shown
        self.sheet.setVisible(board is not None)
        self.nobody.setVisible(board is None)
        self.cell.hide()
        self.said.emit()
        if board is None:
            return
        self._branch = board.branch
        self.branch.offer(
            [(short_name(one.title), one.branch) for one in self.seen.boards], board.branch
        )
        self.branch.setVisible(len(self.seen.boards) > 1)
        self.board.show_board(self.seen, board)
        self.show_found()

    def begin(self, cell: Cell | None, group: str = "") -> None:
        """A new sitting of a cell's kind, with its day proposed; without a cell a blank one."""
        seen, parts = self.seen, ("", self._branch, group, "")
        if cell is not None and seen is not None:
            parts = (str(cell.kind), self._branch, group, proposed_day(cell, seen.today))
        self.frame.go("sitting", "", "|".join(parts))

    def pick(self, cell: Cell) -> None:
        """Opens the one sitting of a cell, begins the one that is due, or lists what there is."""
        assert self.seen is not None
        self.cell.hide()
        waiting = self.seen.waiting(self._branch, cell)
        if len(cell.meetings) == 1 and cell.state is State.HELD:
            self.frame.go("sitting", cell.meetings[0].uid)
        elif cell.meetings or (len(waiting) > 1 and cell.state is not State.LATER):
            self._list(cell, waiting)
        elif cell.state in (State.MISSING, State.DUE, State.UNKEPT):
            self.begin(cell, waiting[0][0] if waiting else "")
        else:
            self.frame.say(name_of(self.seen, cell))  # a press is never left without an answer

    def _list(self, cell: Cell, waiting: tuple[tuple[str, str], ...]) -> None:
        assert self.seen is not None
        buttons: list[QWidget] = [self._opening(one) for one in cell.meetings]
        buttons += [self._beginning(cell, uid, f"记 {name} 的会") for uid, name in waiting]
        if not waiting:
            buttons.append(self._beginning(cell, "", "再记一次"))
        self.cell.show_cell(name_of(self.seen, cell), buttons)
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.listed.emit(self.cell)

    def _opening(self, meeting: Meeting) -> QWidget:
        said = (day_words(meeting, month=True), meeting.kinds, meeting.topic or meeting.lecture)
        shown = " · ".join(part for part in said if part)
        return link_button(shown, lambda: self.frame.go("sitting", meeting.uid))

    def _beginning(self, cell: Cell, group: str, said: str) -> QWidget:
        return plain_button(said, lambda: self.begin(cell, group))

    def show_found(self) -> None:
        """What the last run of the norms found about meetings."""
        self.leave()
        clear(self.found.body)
        own = (one for one in self.frame.findings if one.ledger == "meetings")
        about = about_board(own, self.seen, self._branch)
        self.found.setVisible(bool(about))
        said = ""
        for one in about[:MOST_FOUND]:
            self.found.body.addWidget(parted(self._found_row(one, ruled=one.rule != said)))
            said = one.rule
        more = len(about) - MOST_FOUND
        if more > 0:
            rest = link_button(f"还有 {more} 条", lambda: self.frame.go("findings"))
            self.found.body.addLayout(row(rest, 1))

    def _found_row(self, found: "Found", *, ruled: bool) -> FoundRow:
        act = None
        if found.norm == HELD_IN_TIME:
            act = partial(self._make_good, found)
        elif found.norm in STUDY_NORMS:
            act = partial(self.hours_wanted.emit, found.uid)
        return FoundRow(self.frame, found, act, ruled=ruled)

    def _make_good(self, found: "Found") -> None:
        """Begins the sitting that a finding misses."""
        if self.seen is None or self.shown is None:
            return
        if found.uid in [one.branch for one in self.seen.boards]:
            self.show_branch(found.uid)
        cell = cell_of(self.shown, found)
        if cell is None:  # of a year that is not shown
            parts = (kind_missed(found), self._branch, "", day_missed(found))
            self.frame.go("sitting", "", "|".join(parts))
            return
        self.board.choose(cell)
        self.pick(cell)

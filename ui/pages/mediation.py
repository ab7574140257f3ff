"""乡贤调解: the board of cases by state, the figures for the town, and the registers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ui.folding import Switch
from ui.page import Frame, Overhung, Page
from ui.pages.mediation_board import Board
from ui.pages.mediation_figures import FiguresView
from ui.pages.mediation_looks import of_the_ledger
from ui.pages.mediation_seen import BoardSeen, see_board
from ui.parts import Empty, PageHeader, link_button, main_button, plain_button, row, scrolled
from ui.roll_view import RollView
from ui.theme import px
from villagedesk.ledgers.mediation import LEDGER
from villagedesk.ledgers.mediation.rolls import CASES

BOARD, FIGURES = 0, 1
NAMES = ("案件", "统计", "全部案件", "乡贤", "调委会")
NEW = ("登记案件", "登记案件", "登记案件", "新增乡贤", "新增调解员")
NEW_CASE = "new"
"""What the page of a case takes for one that is yet to be written."""
_NOTHING = "还没有登记案件。有人来申请调解，或者主动去调解一起纠纷，就登记一件。"


class BoardView(QWidget):
    """The board, and below it what lies in the archive; what is too high scrolls."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.board = Board()
        self.archived = link_button("", lambda: frame.go(LEDGER.key, "", CASES.key))
        self.first = main_button("登记案件", lambda: frame.go("case", "", NEW_CASE))
        self.nothing = Empty(_NOTHING, self.first)
        self.nothing.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addWidget(self.board, 1)
        whole.addWidget(self.nothing, 1)
        whole.addLayout(row(1, self.archived))
        self.board.opened.connect(lambda uid: frame.go("case", uid, CASES.key))

    def show_board(self, seen: BoardSeen) -> None:
        """The board as it is now."""
        self.board.show_columns(seen.columns)
        self.board.setVisible(not seen.is_empty)
        self.nothing.setVisible(seen.is_empty)
        self.archived.setText(f"已归档 {seen.archived} 件，到全部案件里看")
        self.archived.setVisible(bool(seen.archived))


class MediationPage(Page):
    """The page of the mediation ledger, drawn by hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.new = main_button(NEW[BOARD], self._begin_new)
        self.header = PageHeader(
            LEDGER.title, "", (plain_button("导入", lambda: frame.go("import")), self.new)
        )
        self.segments = Switch(NAMES)
        self.cases, self.figures = BoardView(frame), FiguresView(frame)
        self.figures.said.connect(lambda said: self._say(FIGURES, said))
        self._places = [_place(self), _place(self)]
        self._areas = [
            scrolled(body, Overhung(place))
            for body, place in zip((self.cases, self.figures), self._places, strict=True)
        ]
        self._stack = QStackedWidget()
        self._views: dict[int, RollView] = {}
        self.column.addWidget(self.header)
        self.column.addWidget(self.segments)
        for part in (*self._places, self._stack):
            self.column.addWidget(part, 1)
        self.segments.chosen.connect(self._choose)
        self._show_place(BOARD)

    @property
    def view(self) -> RollView | None:
        """The roll that is shown, made when it is first wanted."""
        at = self.segments.place
        if at <= FIGURES:
            return None
        if at not in self._views:
            self._views[at] = RollView(self.frame, LEDGER.rolls[at - 2])
            self._views[at].counted.connect(partial(self._say_rows, at))
            self._views[at].record.one = NEW[at][2:]
            self._stack.addWidget(self._views[at])
        return self._views[at]

    def refresh(self) -> None:
        desk, at = self.frame.desk, self.segments.place
        if at == BOARD:
            self.frame.ask(lambda: see_board(desk), self._show_board, owner=self)
        elif at == FIGURES:
            self.figures.refresh()
        elif self.view:
            self.view.refresh()

    def take_focus(self) -> None:
        """The keys go to the first card, the month, or the list."""
        at = self.segments.place
        if at == BOARD and self.cases.nothing.isVisible():
            self.cases.first.setFocus()
        elif at == BOARD:
            self.cases.board.take_focus()
        elif at == FIGURES:
            self.figures.take_focus()
        elif self.view:
            self.view.take_focus()

    def leave(self) -> None:
        for view in self._views.values():
            view.leave()

    def show_record(self, uid: str, roll: str) -> None:
        """Opens a case; goes to a record of another roll, or shows that roll."""
        keys = [one.key for one in LEDGER.rolls]
        if uid and roll == CASES.key:
            self.frame.go("case", uid, roll)
        elif roll in keys:
            self._choose(keys.index(roll) + 2)
            if uid and self.view:
                self.view.show_record(uid)
        else:
            self._choose(BOARD)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return of_the_ledger(self)

    def _choose(self, at: int) -> None:
        self.leave()
        shown = (*self._areas, self._stack)
        focused = QApplication.focusWidget()
        held = focused is not None and any(one.isAncestorOf(focused) for one in shown)
        self.segments.choose(at)
        self._show_place(at)
        self.refresh()
        if held:
            self.take_focus()  # what had the keys is hidden now

    def _show_place(self, at: int) -> None:
        self.new.setText(NEW[at])
        self.new.show()
        for one, (place, area) in enumerate(zip(self._places, self._areas, strict=True)):
            place.setVisible(one == at)
            area.setVisible(one == at)
        self.area = self._areas[at] if at <= FIGURES else None
        self._stack.setVisible(at > FIGURES)
        if self.view:
            self._stack.setCurrentWidget(self.view)

    def _begin_new(self) -> None:
        at = self.segments.place
        if self.view and LEDGER.rolls[at - 2] is not CASES:
            self.view.begin_new()
        else:
            self.frame.go("case", "", NEW_CASE)

    def _show_board(self, seen: BoardSeen) -> None:
        held = self.cases.board.hasFocus() or self.new.hasFocus()
        self.cases.show_board(seen)
        if seen.is_empty and held:
            self.take_focus()  # what had the keys gives way to the button below the sentence
        self.new.setVisible(self.segments.place != BOARD or not seen.is_empty)
        self._say(BOARD, seen.sentence)

    def _say(self, at: int, said: str) -> None:
        if self.segments.place == at:
            self.header.say(said)

    def _say_rows(self, at: int, count: int, shown: int, unfinished: int) -> None:
        parts = [f"共 {count:,} 条"]
        parts += [f"筛出 {shown:,} 条"] if shown != count else []
        parts += [f"未完成 {unfinished} 条"] if unfinished else []
        self._say(at, " · ".join(parts))


def _place(page: QWidget) -> QWidget:
    return QWidget(page)

"""三会一课: the year board first, and beside it every sitting, the other rolls, the hours."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.folding import Switch
from ui.page import Frame, Overhung, Page
from ui.pages.meetings_list import MeetingsList
from ui.pages.meetings_seen import is_member, sentence
from ui.pages.meetings_year import YearView
from ui.pages.study_view import MEMBERS, StudyView
from ui.parts import PageHeader, main_button, plain_button, scrolled
from ui.roll_view import RollView
from ui.theme import gap
from villagedesk.ledgers.meetings import LEDGER
from villagedesk.ledgers.meetings.due import State
from villagedesk.ledgers.meetings.rolls import MEETINGS

ROLLS = tuple(roll for roll in LEDGER.rolls if roll is not MEETINGS)
YEAR, SITTINGS, STUDY = 0, 1, len(ROLLS) + 2
NAMES = ("年度", "会议", *(roll.title for roll in ROLLS), "学时")
"""The switch: what is owed, what was held, the other rolls, the hours of study."""

View = MeetingsList | RollView | StudyView


class MeetingsPage(Page):
    """The page of the meeting log, drawn by hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.new = main_button("记一次会", self._begin_new)
        self.header = PageHeader(
            LEDGER.title, "", (plain_button("导入", lambda: frame.go("import")), self.new)
        )
        self.segments = Switch(NAMES)
        self.year = YearView(frame)
        self.year.said.connect(self._say_year)
        self._place = QWidget(self)
        self._stack = QStackedWidget()
        self._stack.hide()
        self.column.addWidget(self.header)
        self.column.addWidget(self.segments)
        self.column.addWidget(self._place, 1)
        self.column.addWidget(self._stack, 1)
        self._scrolled = scrolled(self.year, Overhung(self._place))
        self.year.listed.connect(self._bring_into_sight)
        self.year.hours_wanted.connect(self.show_hours)
        self._views: dict[int, View] = {}
        self.segments.chosen.connect(self._choose)

    @property
    def view(self) -> YearView | View:
        """What is shown, made when it is first wanted."""
        place = self.segments.place
        if place == YEAR:
            return self.year
        if place not in self._views:
            self._views[place] = self._made(place)
            self._stack.addWidget(self._views[place])
        return self._views[place]

    def _made(self, place: int) -> View:
        if place == SITTINGS:
            sittings = MeetingsList(self.frame)
            sittings.said.connect(self._say_rows)
            return sittings
        if place == STUDY:
            study = StudyView(self.frame)
            study.said.connect(self.header.say)
            return study
        view = RollView(self.frame, ROLLS[place - 2])
        view.counted.connect(self._say_rows)
        return view

    def refresh(self) -> None:
        self._choose(self.segments.place)

    def take_focus(self) -> None:
        """The keys go to the board, or to the list."""
        view = self.view
        view.board.setFocus() if isinstance(view, YearView) else view.take_focus()

    def leave(self) -> None:
        for view in (self.year, *self._views.values()):
            view.leave()

    def show_record(self, uid: str, roll: str) -> None:
        """Opens a sitting; goes to a record of another roll, a branch's year, a member's hours."""
        keys = [one.key for one in ROLLS]
        if uid and roll == MEETINGS.key:
            self.frame.go("sitting", uid)
        elif roll in keys:
            self._choose(keys.index(roll) + 2)
            view = self.view
            if isinstance(view, RollView) and uid:
                view.show_record(uid)
        else:
            self._choose(SITTINGS if roll == MEETINGS.key else YEAR)
            if uid:
                self._show_about(uid)

    def _show_about(self, uid: str) -> None:
        """What a finding without a record of this log is about: a member, or a branch."""
        desk, frame = self.frame.desk, self.frame

        def show(member: bool) -> None:
            frame.go("party", uid, MEMBERS) if member else self.year.show_branch(uid)

        frame.ask(lambda: is_member(desk, uid), show, owner=self)

    def show_hours(self, uid: str) -> None:
        """Goes to a member's hours of study."""
        self._choose(STUDY)
        view = self.view
        assert isinstance(view, StudyView)
        view.show_person(uid)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        shown: dict[str, Callable[[], None]] = {
            "missing": lambda: self._stand_on(State.MISSING),
            "held": lambda: self._stand_on(State.HELD),
            "other-branch": self._show_last_branch,
            "last-year": lambda: self.year.year.before.click(),
            "list": lambda: self._choose(SITTINGS),
            "study": lambda: self._choose(STUDY),
        }
        rolls = {f"roll-{one.key}": partial(self.show_record, "", one.key) for one in ROLLS}
        return shown | rolls

    def _stand_on(self, state: State) -> None:
        board = self.year.shown
        cell = next((one for one in board.cells() if one.state is state), None) if board else None
        if cell is not None:
            self.year.board.setFocus()
            self.year.board.choose(cell)

    def _show_last_branch(self) -> None:
        if self.year.seen and self.year.seen.boards:
            self.year.show_branch(self.year.seen.boards[-1].branch)

    def _choose(self, place: int) -> None:
        self.leave()
        self.segments.choose(place)
        is_year = place == YEAR
        view = self.view
        if not isinstance(view, YearView):
            self._stack.setCurrentWidget(view)
        for one in (self._place, self._scrolled):
            one.setVisible(is_year)
        self._stack.setVisible(not is_year)
        self.new.setText("记一次会" if place in (YEAR, SITTINGS, STUDY) else "新增")
        view.refresh()

    def _begin_new(self) -> None:
        view = self.view
        if isinstance(view, RollView):
            view.begin_new()
        else:
            self.year.begin(None)

    def _bring_into_sight(self, card: QWidget) -> None:
        area = self._scrolled
        QTimer.singleShot(0, card, lambda: area.ensureWidgetVisible(card, 0, gap(16)))

    def _say_year(self) -> None:
        if self.year.seen is not None and self.segments.place == YEAR:
            self.header.say(sentence(self.year.seen, self.year.shown))

    def _say_rows(self, count: int, shown: int, unfinished: int) -> None:
        parts = [f"共 {count:,} 条"]
        parts += [f"筛出 {shown:,} 条"] if shown != count else []
        parts += [f"未完成 {unfinished} 条"] if unfinished else []
        self.header.say(" · ".join(parts))

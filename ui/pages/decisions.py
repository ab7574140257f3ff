"""四议两公开: the matters under way, each with its six steps, and the list of all of them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.beside import bind_keys
from ui.folding import Switch
from ui.page import Frame, Page
from ui.pages.decisions_board import RunningView
from ui.pages.decisions_looks import of_the_board
from ui.pages.decisions_seen import NEW_ONE, running_words
from ui.pages.reports import show_report
from ui.parts import PageHeader, main_button, plain_button
from ui.roll_view import RollView
from villagedesk.ledgers.decisions import LEDGER
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.seen import MatterSeen
from villagedesk.period import quarter_of

RUNNING, EVERY = 0, 1


class DecisionsPage(Page):
    """The page of the decisions, drawn by hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.look_at = plain_button("看六个环节", self._open_chosen)
        self.new = main_button("新事项", self.begin_new)
        self.summary = plain_button("本季汇总", self._print_summary)
        bring = plain_button("导入", lambda: frame.go("import"))
        buttons = (self.look_at, self.summary, bring, self.new)
        self.header = PageHeader(LEDGER.title, "", buttons)
        self.segments = Switch(["进行中", "全部事项"])
        self.running, self.view = RunningView(), RollView(frame, DECISIONS)
        self.column.addWidget(self.header)
        self.column.addWidget(self.segments)
        self._place = self.add_scrolled(self.running)
        self.column.addWidget(self.view, 1)
        self.look_at.hide()
        self.view.hide()
        self.matters: tuple[MatterSeen, ...] = ()
        self._connect()

    def _connect(self) -> None:
        self.segments.chosen.connect(self._choose)
        self.running.opened.connect(lambda uid: self.frame.go("matter", uid))
        self.running.new_wanted.connect(self.begin_new)
        self.running.all_wanted.connect(lambda: self._choose(EVERY))
        bind_keys(self.running, {"Ctrl+N": self.begin_new})

    def refresh(self) -> None:
        desk = self.frame.desk
        self.frame.ask(desk.matters, self._show, owner=self)
        if self.segments.place == EVERY:
            self.view.refresh()

    def leave(self) -> None:
        self.view.leave()

    def take_focus(self) -> None:
        """The keys go to the first matter, or to the list."""
        view = self.view if self.segments.place == EVERY else self.running
        super().take_focus()
        view.take_focus()

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to a matter; what is about none shows those under way."""
        if uid and roll == DECISIONS.key:
            self.frame.go("matter", uid)
        else:
            self._choose(EVERY if roll == DECISIONS.key else RUNNING)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return of_the_board(self)

    def begin_new(self) -> None:
        """Begins a matter on its own page."""
        self.frame.go("matter", "", NEW_ONE)

    def _print_summary(self) -> None:
        desk = self.frame.desk
        show_report(self.frame, desk.matters_paper, quarter_of(desk.today), back=self.key)

    def _open_chosen(self) -> None:
        if self.view.grid.uid:
            self.frame.go("matter", self.view.grid.uid)

    def _choose(self, place: int) -> None:
        self.leave()
        held = self.has_keys()
        self.segments.choose(place)
        shown: tuple[QWidget | None, ...] = (self._place, self.area)
        for one in shown:
            if one is not None:
                one.setVisible(place == RUNNING)
        self.view.setVisible(place == EVERY)
        self.look_at.setVisible(place == EVERY)
        self.summary.setVisible(place == RUNNING)
        self.refresh()
        if held and not self.has_keys():
            self.take_focus()  # what had the keys is hidden now

    def _show(self, matters: tuple[MatterSeen, ...]) -> None:
        self.matters = matters
        today = self.frame.desk.today
        self.header.say(running_words(matters, today))
        self.running.show_matters(matters, today)
        self.new.setVisible(bool(matters) or self.segments.place == EVERY)

"""The page of any ledger no page is drawn for: its rolls side by side, one of them shown.

At the town that is every ledger, over all villages, to be read.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.folding import Switch
from ui.page import Frame, Page
from ui.parts import PageHeader, main_button, plain_button, words
from ui.roll_view import RollView
from villagedesk.declare import Ledger
from villagedesk.desk.overseeing import Behind
from villagedesk.period import parse_period


class LedgerPage(Page):
    """A ledger, generic."""

    def __init__(self, frame: Frame, ledger: Ledger, more: Sequence[QWidget] = ()) -> None:
        super().__init__(frame)
        self.ledger = ledger
        self.header = PageHeader(ledger.title, buttons=() if frame.in_town else self._typing(more))
        self.segments = Switch([roll.title for roll in ledger.rolls])
        if len(ledger.rolls) == 1:  # shown before it has its place it would be a window of its own
            self.segments.hide()
        self._views: dict[int, RollView] = {}
        self._stack = QStackedWidget()
        self.behind = words("", "soft", wrap=True)
        self.behind.hide()
        self.column.addWidget(self.header)
        self.column.addWidget(self.behind)
        self.column.addWidget(self.segments)
        self.column.addWidget(self._stack, 1)
        self.segments.chosen.connect(self._choose)

    def _typing(self, more: Sequence[QWidget]) -> Sequence[QWidget]:
        leads = plain_button("导入", lambda: self.frame.go("import"))
        return (*more, leads, main_button("新增", self.begin_new))

    @property
    def view(self) -> RollView:
        """The roll shown; made when it is first wanted."""
        place = self.segments.place
        if place not in self._views:
            view = RollView(self.frame, self.ledger.rolls[place])
            view.counted.connect(self._say)
            self._views[place] = view
            self._stack.addWidget(view)
        return self._views[place]

    def begin_new(self) -> None:
        """Begins a record of the roll shown."""
        self.view.begin_new()

    def _choose(self, place: int) -> None:
        for view in self._views.values():
            view.leave()
        self.segments.choose(place)
        self._stack.setCurrentWidget(self.view)
        self.view.refresh()

    def refresh(self) -> None:
        """Asks for the roll shown anew."""
        self._choose(self.segments.place)
        if self.frame.in_town:
            self.frame.worker.run(self.frame.desk.behind, self._say_behind, owner=self)

    def take_focus(self) -> None:
        """The keys go to the list."""
        self.view.take_focus()

    def leave(self) -> None:
        """Keeps what was typed in any roll."""
        for view in self._views.values():
            view.leave()

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to a record of a roll, of the first where none is named."""
        keys = [one.key for one in self.ledger.rolls]
        self._choose(keys.index(roll) if roll in keys else 0)
        if uid:
            self.view.show_record(uid)

    def _say_behind(self, villages: Sequence[Behind]) -> None:
        shown = "、".join(f"{one.name}（{parse_period(one.period).words}）" for one in villages)
        self.behind.setText(
            f"这里放的是用程序报的表：{shown}。后来手填的花名册不全，没有放进来，请到“汇总”里看。"
        )
        self.behind.setVisible(bool(villages))

    def _say(self, count: int, shown: int, unfinished: int) -> None:
        parts = [f"共 {count:,} 条"]
        parts += [f"筛出 {shown:,} 条"] if shown != count else []
        parts += [f"未完成 {unfinished} 条"] if unfinished else []
        self.header.say(" · ".join(parts))

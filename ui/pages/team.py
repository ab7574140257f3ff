"""村“两委”班子: the team of a day, and beside it every other roll of the committees."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.folding import Switch
from ui.page import Frame, Page
from ui.pages.team_seen import sentence
from ui.pages.team_view import TeamView
from ui.parts import PageHeader, main_button, plain_button
from ui.roll_view import RollView
from villagedesk.ledgers.committees import LEDGER
from villagedesk.ledgers.committees.rolls import REVIEWS, SEATS

if TYPE_CHECKING:
    from villagedesk.desk import Saved

ROLLS = (*(roll for roll in LEDGER.rolls if roll is not SEATS), SEATS)
"""The other rolls in the order of the switch; every seat that ever was stands last."""


class TeamPage(Page):
    """The page of the two committees, drawn by hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.header = PageHeader(
            LEDGER.title,
            "",
            (
                plain_button("班子结构表", lambda: frame.go("structure")),
                plain_button("换届", lambda: frame.go("turnover")),
                main_button("新增", self._begin_new),
            ),
        )
        titles = [roll.title for roll in ROLLS[:-1]]
        self.segments = Switch(["班子", *titles, "任职明细"])
        self.team = TeamView(frame)
        self.team.said.connect(lambda _: self._say_team())
        self.team.alone.connect(self.segments.setHidden)
        self.team.missed.connect(self._show_old_seat)
        self.views: dict[int, RollView] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.team)
        self.column.addWidget(self.header)
        self.column.addWidget(self.segments)
        self.column.addWidget(self._stack, 1)
        self.segments.chosen.connect(self._choose)

    @property
    def view(self) -> TeamView | RollView:
        """What is shown: the team, or a roll, made when it is first wanted."""
        place = self.segments.place
        if place == 0:
            return self.team
        if place not in self.views:
            view = RollView(self.frame, ROLLS[place - 1])
            view.counted.connect(self._say_roll)
            if view.roll is REVIEWS:
                view.record.form.saved.connect(self._list_departments)
            self.views[place] = view
            self._stack.addWidget(view)
        return self.views[place]

    def refresh(self) -> None:
        self._choose(self.segments.place)

    def take_focus(self) -> None:
        """The keys go to the list."""
        self.view.take_focus()

    def leave(self) -> None:
        self.team.leave()
        for view in self.views.values():
            view.leave()

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to a seat's person in the team, or to a record of another roll."""
        keys = [one.key for one in ROLLS]
        place = keys.index(roll) + 1 if roll in keys[:-1] else 0
        self._choose(place)
        view = self.view
        if isinstance(view, TeamView):
            view.show_seat(uid)
        elif uid:
            view.show_record(uid)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return {
            "person": lambda: self.team.grid.selectRow(0),
            "leaving": lambda: self.team.card.leave_button.click(),
            "new": self._begin_new,
        }

    def _choose(self, place: int) -> None:
        self.leave()
        self.segments.choose(place)
        shown: QWidget = self.view
        self._stack.setCurrentWidget(shown)
        self.view.refresh()

    def _list_departments(self, saved: "Saved") -> None:
        """A new review begins with the departments that are asked; what they say is typed in."""
        desk, view = self.frame.desk, self.view
        assert isinstance(view, RollView)

        def listed(count: int) -> None:
            if count:
                for part in view.record.parts:
                    part.load(saved.uid)

        if not saved.problems:
            self.frame.ask(lambda: desk.list_departments(saved.uid), listed, owner=self)

    def _begin_new(self) -> None:
        self.view.begin_new()

    def _show_old_seat(self, uid: str) -> None:
        self._choose(len(ROLLS))
        view = self.view
        assert isinstance(view, RollView)
        view.show_record(uid)

    def _say_team(self) -> None:
        if self.team.seen is not None and self.segments.place == 0:
            self.header.say(sentence(self.team.seen))

    def _say_roll(self, count: int, shown: int, unfinished: int) -> None:
        parts = [f"共 {count:,} 条"]
        parts += [f"筛出 {shown:,} 条"] if shown != count else []
        parts += [f"未完成 {unfinished} 条"] if unfinished else []
        self.header.say(" · ".join(parts))

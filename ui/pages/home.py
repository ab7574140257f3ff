"""The first page: what must be done today, how the village stands, whether all is safe."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ui.page import Frame, Page
from ui.pages.found_rows import FittingRows, FoundRow, parted
from ui.pages.home_cards import OfficeCard, PlaceCard, SafetyCard, first_steps, keys_card
from ui.parts import (
    Card,
    Empty,
    Figure,
    PageHeader,
    clear,
    link_button,
    main_button,
    plain_button,
)
from ui.theme import px

if TYPE_CHECKING:
    from ui.pages.glance import Glance

FEWEST_ROWS, MOST_ROWS = 5, 12
MOST_DUE = 3
"""Things due these days that stand above what falls short."""


class HomePage(Page):
    """工作台."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.report = main_button("报镇", lambda: frame.go("export"))
        self.header = PageHeader(
            "工作台",
            "",
            (plain_button("导入", lambda: frame.go("import")), self.report),
        )
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(16))
        sheet = QWidget()
        sheet.setLayout(self.body)
        self.column.addWidget(self.header)
        self.add_scrolled(sheet)
        self.shown: Glance | None = None
        self._was_narrow = False
        self._looking = self._look_again = False

    def leave(self) -> None:
        for row in self.findChildren(FoundRow):
            row.keep_typed()

    def refresh(self) -> None:
        """Looks anew; what changes while it looks is seen in one more look, not in one for each."""
        if self._looking:
            self._look_again = True
            return
        self._looking, self._look_again = True, False
        desk, known = self.frame.desk, self.frame.known_findings()

        def look() -> "Glance":
            from ui.pages.glance import glance  # the ledgers come with it: not before due

            return glance(desk, known)

        def seen(found: "Glance") -> None:
            self._looking = False
            self.show_glance(found)
            if self._look_again:
                self.refresh()

        def failed(why: str) -> None:
            self._looking = False
            self.frame.worker.failed.emit(why)

        self.frame.ask(look, seen, owner=self, failed=failed)

    def show_glance(self, seen: "Glance") -> None:
        """Draws the page from what the desk said."""
        self.shown = seen
        self.header.say(seen.sentence)
        self._was_narrow = self.is_narrow
        clear(self.body)
        self.report.setVisible(not seen.is_fresh)
        if seen.is_fresh:
            self.body.addWidget(first_steps(self.frame, narrow=self.is_narrow))
            place, safety = PlaceCard(self.frame, seen), SafetyCard(self.frame, seen)
            self.body.addLayout(self._beside(place, safety))
            self.body.addWidget(keys_card())
            self.body.addStretch(1)
            return
        figures = self._figures(seen)
        if not self.is_narrow:
            self.body.addLayout(figures)
        self.body.addLayout(self._beside(self._due(seen), self._side(seen)), 1)
        if self.is_narrow:  # what is due comes first where little can be seen at once
            self.body.addLayout(figures)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shown is not None and self._was_narrow != self.is_narrow:
            self.show_glance(self.shown)

    @property
    def is_narrow(self) -> bool:
        """Whether large text leaves room for one column only."""
        return self.width() < px(900)

    def _beside(self, left: QWidget, right: QWidget) -> QBoxLayout:
        way = QBoxLayout.Direction
        both = QBoxLayout(way.TopToBottom if self.is_narrow else way.LeftToRight)
        both.setSpacing(px(16))
        both.addWidget(left, 3)
        both.addWidget(right, 2)
        return both

    def _figures(self, seen: "Glance") -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(px(16))
        columns = 2 if self.is_narrow else 4
        for place, one in enumerate(seen.figures):
            card = Figure(one.title, one.figure, one.note, status=(one.tag, one.tone))
            grid.addWidget(card, place // columns, place % columns)
            grid.setColumnStretch(place % columns, 1)
        return grid

    def _due(self, seen: "Glance") -> QWidget:
        every = link_button(f"全部 {seen.every} 条", lambda: self.frame.go("findings"))
        card = Card("要办的事", tail=every)
        card.setMinimumHeight(px(280))
        due = [one for one in seen.found if not one.remark] or list(seen.found)
        if not due and not seen.due:
            every.hide()
            card.body.addWidget(Empty("没有要办的事。各项规定都已达到，有新的会写在这里。"), 1)
            return card
        rows = self._pressing(seen)
        rows += [FoundRow(self.frame, one) for one in due[: MOST_ROWS - len(rows)]]
        card.body.setSpacing(px(8))
        if self.is_narrow:
            for one in rows[:FEWEST_ROWS]:
                card.body.addWidget(parted(one))
            return card
        fitting = FittingRows()
        fitting.show_rows(rows)
        card.body.addWidget(fitting, 1)
        return card

    def _pressing(self, seen: "Glance") -> list[QWidget]:
        if not seen.due:
            return []
        from ui.pages.home_due import PressingRow, RestRow  # the ledgers come with it

        today, shown = self.frame.desk.today, seen.due[:MOST_DUE]
        rest = seen.due[MOST_DUE:]
        if len(rest) == 1:  # as short as to say that there is one more
            shown, rest = seen.due, ()
        rows: list[QWidget] = [PressingRow(self.frame, one, today) for one in shown]
        return [*rows, RestRow(self.frame, rest)] if rest else rows

    def _side(self, seen: "Glance") -> QWidget:
        made = QWidget()
        side = QVBoxLayout(made)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(16))
        if seen.year is None:
            side.addWidget(OfficeCard(self.frame, seen), 1)
        else:
            from ui.pages.home_year import YearCard

            side.addWidget(YearCard(self.frame, seen.year), 1)
        side.addWidget(SafetyCard(self.frame, seen))
        return made

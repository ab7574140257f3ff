"""A chip for a day: pressed, it opens a line for the date; chosen, it wears the day and an ×."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.parts import Chip, row
from ui.theme import px
from villagedesk.errors import Refused
from villagedesk.kinds import Day, last_day

NAME = "看某一天"


class DayChip(QWidget):
    """看某一天, or another name: off, being typed, or a day."""

    chosen = Signal(object)

    def __init__(self, name: str = NAME, asks: str = "看哪一天的班子") -> None:
        super().__init__()
        self.day: date | None = None
        self.chip, self.line = Chip(name), QLineEdit()
        self.line.setPlaceholderText("如 2023-05-01")
        self.line.setAccessibleName(asks)
        self.line.setFixedWidth(px(130))
        self.line.hide()
        self.line.returnPressed.connect(self.take)
        self.line.editingFinished.connect(self._give_up)
        self.chip.chosen.connect(self._pressed)
        self.setLayout(row(self.chip, self.line))

    def _pressed(self, value: object) -> None:
        if value is True:
            self.chip.hide()
            self.line.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif value is None and self.day is not None:
            self.day = None
            self.chosen.emit(None)

    def take(self) -> None:
        """Takes what was typed; a month means its last day."""
        try:
            self.day = last_day(Day(False).parse(self.line.text()))
        except Refused as refused:
            self.line.setToolTip(str(refused))
            self.line.setProperty("wrong", "true")
            self.line.style().polish(self.line)
            return
        self._close(f"{self.day.year}年{self.day.month}月{self.day.day}日")
        self.chosen.emit(self.day)

    def choose(self, day: date) -> None:
        """Shows a day, as if it had been typed."""
        self.line.setText(day.isoformat())
        self.take()

    def clear(self) -> None:
        """No day; the signal stays silent."""
        self.day = None
        self._close("")

    def _give_up(self) -> None:
        if not self.line.text().strip() and self.line.isVisible():
            self._close("")

    def _close(self, shown: str) -> None:
        self.line.hide()
        self.line.clear()
        self.line.setProperty("wrong", "false")
        self.chip.show()
        self.chip.blockSignals(True)
        self.chip.choose(self.day, shown)
        self.chip.blockSignals(False)

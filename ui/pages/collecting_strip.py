"""The strip above the parts of the 汇总 page: which period, due when, and how many stand how."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.choosing import Choose
from ui.flow import Flow
from ui.folding import FOLD_FROM
from ui.pages.collecting_seen import TROUBLE, TownSeen
from ui.pages.collecting_table import BESIDE
from ui.pages.day_chip import DayChip
from ui.parts import SIGNS, row, words
from ui.theme import colour, px
from villagedesk.desk.overseeing import State
from villagedesk.period import parse_period

ALL = "应报"
ON_ONE_LINE = 800
"""Width, at normal text size, from which all figures stand beside the period and the due day."""


class Strip(QFrame):
    """Period, due day, figures; a figure pressed shows the villages it counts."""

    period_chosen = Signal(str)
    due_set = Signal(object)
    """A day, or None where the period has none any more."""
    pressed = Signal(str)
    """A state, the word for what needs correcting, or "" for all villages."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Card")
        self._is_listed = True
        self.period = Choose("期间")
        self.period.chosen.connect(lambda text: self.period_chosen.emit(text))
        self.due = DayChip("设截止日期", "截止日期")
        self.due.chosen.connect(self.due_set)
        self.figures = {what: FigureButton(what) for what in (ALL, *State, TROUBLE)}
        for what, button in self.figures.items():
            button.clicked.connect(lambda _=False, one=what: self._press(one))
        chosen, counts = QWidget(), QWidget()
        self.until = words("截止", "soft")
        chosen.setLayout(row(self.period, self.until, self.due, gap=12))
        counts.setLayout(row(*self.figures.values(), gap=0))
        if theme.look.percent > FOLD_FROM:
            counts.hide()
        else:  # both stand on one line
            chosen.setMinimumHeight(counts.sizeHint().height())
        both = QWidget()
        both.setLayout(Flow(chosen, counts))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(12), px(6), px(4), px(6))
        whole.addWidget(both)

    def _press(self, what: str) -> None:
        self.pressed.emit("" if what == ALL else what)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """What the heading says too gives way in a narrow window and to large text.

        Without a list nobody knows how many should hand in.
        """
        has_room = theme.look.percent <= BESIDE and self.width() >= px(ON_ONE_LINE)
        self.figures[ALL].setVisible(self._is_listed and has_room)

    def show_town(self, seen: TownSeen) -> None:
        """Shows another period, or the same anew."""
        offered = [(parse_period(text).words, text) for text in seen.periods]
        self.period.offer(offered, seen.period)
        self.until.setVisible(bool(seen.standing.due))
        self.due.blockSignals(True)
        if seen.standing.due:
            self.due.choose(date.fromisoformat(seen.standing.due))
        elif self.due.line.isHidden():
            self.due.clear()
        self.due.blockSignals(False)
        self._is_listed = seen.standing.is_listed
        self._make_room()
        for what, button in self.figures.items():
            count = len(seen.those("" if what == ALL else what))
            if what == State.MISSING:  # that none is missing is known by the list alone
                button.setVisible(bool(count) or self._is_listed)
            tone = "bad" if what == TROUBLE else "plain"
            tone = tone if what in (ALL, TROUBLE) else seen.tone(State(what))
            button.show_count(count, tone)


class FigureButton(QPushButton):
    """A large number and what it counts."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what
        self.setProperty("look", "row")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure, self.named = words("", "title"), words(what, "label")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(8), px(2), px(8), px(4))
        inside.setSpacing(0)
        for label in (self.figure, self.named):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)

    def sizeHint(self) -> QSize:
        """Room for number and words; as a button without words of its own it would ask for none."""
        inside = self.layout()
        assert inside is not None
        return (
            inside.sizeHint() if theme.look.percent > 130 else inside.sizeHint() + QSize(px(14), 0)
        )

    def show_count(self, count: int, tone: str) -> None:
        """Another number; its sign and colour are worn only where it counts something."""
        tone = tone if count else "plain"
        self.figure.setText(str(count))
        self.named.setText(f"{SIGNS[tone]} {self.what}".strip())
        worn = "" if tone == "plain" else f"color: {colour(tone).name()}"
        self.named.setStyleSheet(worn)
        self.setAccessibleName(f"{self.what} {count} 个村")

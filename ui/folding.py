"""What stands open on a page at normal text size, and folds behind one button where it is large."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.choosing import Choose
from ui.flow import Flow
from ui.parts import Segments, plain_button, row
from ui.theme import look, px

FOLD_FROM = 150
"""Text size in percent above which two lines of switches would leave no room for the list."""


class Switch(QWidget):
    """Which roll of a ledger is shown: side by side, or behind one button."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._open = Segments(names) if look.percent <= FOLD_FROM else None
        self._folded = None if self._open else Choose("看哪一册")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        if self._open:
            self._open.chosen.connect(self.chosen)
            inside.addWidget(self._open)
        if self._folded:
            self._folded.offer([(name, place) for place, name in enumerate(names)], 0)
            self._folded.chosen.connect(lambda place: self.chosen.emit(place))
            inside.addWidget(self._folded)
            inside.addStretch(1)

    def choose(self, place: int) -> None:
        """Shows another as chosen, without the signal."""
        if self._open:
            self._open.choose(place)
        if self._folded:
            self._folded.offer(self._folded.options, place)

    @property
    def place(self) -> int:
        """Which one is chosen."""
        chosen = self._open.place if self._open else self._folded and self._folded.value
        return chosen if isinstance(chosen, int) else 0


class Sieve(QWidget):
    """The search, the filters and the order above a list."""

    def __init__(self, search: QWidget, *others: QWidget) -> None:
        super().__init__()
        if look.percent <= FOLD_FROM:
            self.setLayout(Flow(search, *others))
            return
        self.others, self._flow = QWidget(), Flow(*others)
        self.others.setLayout(self._flow)
        self.button = plain_button("筛选 ▾", self.turn)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(row(search, 1, self.button))
        whole.addWidget(self.others)
        self.others.hide()

    def turn(self) -> None:
        """Unfolds the filters, or folds them away."""
        self.others.setVisible(self.others.isHidden())
        self.button.setText("筛选 ▾" if self.others.isHidden() else "筛选 ▴")
        # every line of them must be seen: the list below gives way, for as long as they are open
        self.others.setFixedHeight(self._flow.heightForWidth(self.width()))

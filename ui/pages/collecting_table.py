"""Tables of the 汇总 page: words and numbers, some in the colour of what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.beside import list_frame
from ui.grid import GridModel, GridView
from ui.memory import Memory
from ui.parts import SIGNS, Card, Tag, clear, row, words
from ui.theme import colour, px
from villagedesk.declare import Face
from villagedesk.kinds import Text

BESIDE = 130
"""Text size in percent up to which words and the buttons they are about find room on one line."""


@dataclass(frozen=True)
class Toned:
    """Words in the colour of a tone (ok warn bad info, or plain), sorted by `rank`."""

    words: str
    tone: str
    rank: int = 0


Value = str | int | Toned | None
Line = tuple[Value, ...]
"""First what the row is known by, then a value for each column."""


def state(word: str, tone: str, rank: int = 0) -> Toned:
    """A status: sign, word and colour together."""
    return Toned(f"{SIGNS[tone]} {word}".strip(), tone, rank)


def counted(number: int, tone: str) -> Toned:
    """A number that wears its colour only where there is something to count."""
    return Toned(str(number), tone if number else "plain", number)


class TownModel(GridModel):
    """Rows of such values."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(_faces(labels))

    def show_table(self, labels: Sequence[str], lines: list[Line]) -> None:
        """Other columns and other rows."""
        self.faces = _faces(labels)
        self.show_rows(lines)

    def shown(self, row: int, column: int) -> str:
        """The words of one cell."""
        value = self.rows[row][column + 1]
        return value.words if isinstance(value, Toned) else "" if value is None else str(value)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.ForegroundRole:
            value = self.rows[index.row()][index.column() + 1]
            has_tone = isinstance(value, Toned) and value.tone != "plain"
            return colour(value.tone) if has_tone else None
        return super().data(index, role)


def _faces(labels: Sequence[str]) -> tuple[Face, ...]:
    return tuple(Face(label, Text(), 10, key=label) for label in labels)


class WideGrid(GridView):
    """All columns as wide as their words, beside a first one that stays in sight."""

    def fit(self) -> None:
        """Hides no column: what finds no room is scrolled to."""
        self._fitting = True
        for place in range(len(self.grid.faces)):
            self.setColumnHidden(place, False)
            self.setColumnWidth(place, self._width(place))
        self._fitting = False


class TownTable(QWidget):
    """A table on its white sheet; a press on a header sorts, without rows it says why."""

    chosen = Signal(str)
    """What the row the mark went to is known by."""

    def __init__(self, memory: Memory, name: str, labels: Sequence[str], *, wide: bool = False):
        super().__init__()
        self.model = TownModel(labels)
        kind = WideGrid if wide else GridView
        self.grid = kind(self.model, memory=memory, name=f"collect-{name}")
        self.grid.setAccessibleName("列表")
        self._lines: list[Line] = []
        self._order: tuple[int, bool] | None = None
        self._places = QStackedWidget()
        self._nothing = QVBoxLayout()
        nothing = QWidget()
        nothing.setLayout(self._nothing)
        self._places.addWidget(self.grid)
        self._places.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(list_frame(self._places))
        self.setMinimumHeight(px(132))
        self.grid.chosen.connect(self.chosen)
        self.grid.opened.connect(self.chosen)
        self.grid.clicked.connect(lambda _: self.chosen.emit(self.grid.uid))
        self.grid.sorted_by.connect(self.sort)

    def show_lines(
        self, lines: list[Line], nothing: QWidget, labels: Sequence[str] | None = None
    ) -> None:
        """Other rows, the mark kept where its row is still there; `nothing` shows without rows."""
        clear(self._nothing)
        self._nothing.addWidget(nothing)
        self._places.setCurrentIndex(0 if lines else 1)
        self._lines = lines
        self._fill(labels)

    def sort(self, column: int) -> None:
        """Sorts by a column; pressed again the other way round, and then as it came."""
        if self._order is None or self._order[0] != column:
            self._order = (column, False)
        else:
            self._order = None if self._order[1] else (column, True)
        self._fill(None)

    def _fill(self, labels: Sequence[str] | None) -> None:
        marked, lines = self.grid.uid, list(self._lines)
        if self._order is not None:
            at, backwards = self._order
            lines.sort(key=lambda one: _rank(one[at + 1]), reverse=backwards)
        self.grid.blockSignals(True)
        self.model.show_table(labels or [face.label for face in self.model.faces], lines)
        self.grid.blockSignals(False)
        if marked:
            self.grid.choose(marked)


def _rank(value: Value) -> tuple[bool, int, str]:
    if isinstance(value, Toned):
        return False, value.rank, value.words
    return (value is None, value, "") if isinstance(value, int) else (value is None, 0, value or "")


def said_beside(said: QWidget, *buttons: QWidget) -> QVBoxLayout:
    """Words with their buttons at the right; where the text is large these stand below."""
    whole, is_large = QVBoxLayout(), theme.look.percent > BESIDE
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(px(8))
    head = row(said) if is_large else row(said, *buttons)
    head.setStretch(0, 1)
    whole.addLayout(head)
    if is_large:
        whole.addLayout(row(*buttons, 1))
    return whole


class Told(Card):
    """The whole words of the row the mark is on, where the table had to cut them."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()

    def tell(self, tag: Tag, said: str, *more: str, button: QWidget | None = None) -> None:
        """Other words: the main ones, then those that explain them."""
        clear(self.body)
        below = button if theme.look.percent > BESIDE else None
        head = row(tag, words(said, wrap=True), *([button] if button and not below else []), gap=12)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        if rest := "\n".join(filter(None, more)):
            self.body.addWidget(words(rest, "rule", wrap=True))
        if below:
            self.body.addLayout(row(below, 1))
        self.show()

"""How a cell of the year board is drawn: a sign, a word, a shape and a colour for each state."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.flow import Flow
from ui.parts import row, words
from ui.theme import colour, px
from villagedesk.ledgers.meetings.due import State

LATE = "补"
"""Beside the day of a sitting that was written down late."""
_SIGNS = {
    State.HELD: "✓",
    State.DUE: "○",
    State.MISSING: "!",
    State.LATER: "·",
    State.UNKEPT: "·",
    State.NOT_OWED: "—",
}
_TONES = {State.HELD: "ok", State.DUE: "warn", State.MISSING: "bad"}
_EDGES = {
    State.DUE: Qt.PenStyle.DashLine,
    State.MISSING: Qt.PenStyle.SolidLine,
    State.UNKEPT: Qt.PenStyle.DotLine,
}
_EXPLAINED = (
    (State.HELD, "已开"),
    (State.DUE, "待开"),
    (State.MISSING, "缺"),
    (State.LATER, "未到时候"),
    (State.UNKEPT, "建账以前，可以补录"),
    (State.NOT_OWED, "不用开"),
)


@dataclass(frozen=True)
class Mark:
    """What is drawn in a cell."""

    state: State
    word: str = ""
    late: bool = False

    @property
    def sign(self) -> str:
        """The sign of the state, with 补 where it was written down late."""
        return f"{_SIGNS[self.state]} {LATE}" if self.late else _SIGNS[self.state]

    @property
    def line(self) -> str:
        """All of it in one line."""
        tail = f" {LATE}" if self.late else ""
        return f"{_SIGNS[self.state]} {self.word}".strip() + tail


def fits(mark: Mark, metrics: QFontMetrics, room: int) -> bool:
    """Whether a mark finds room in one line."""
    return metrics.horizontalAdvance(mark.line) <= room


def draw_mark(painter: QPainter, place: QRect, mark: Mark, font: QFont, *, tall: bool) -> None:
    """Draws a mark; in two lines where `tall`, the sign above the word."""
    tone = _TONES.get(mark.state)
    ground = f"{tone}_soft" if tone else "hover"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark.state is not State.NOT_OWED:
        edge = _EDGES.get(mark.state)
        painter.setPen(QPen(colour(tone or "line"), 1, edge) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
    painter.setPen(colour(tone or "soft"))
    painter.setFont(font)
    if tall and mark.word:
        half = place.height() // 2
        upper, lower = place.adjusted(0, 0, 0, half - place.height()), place.adjusted(0, half, 0, 0)
        painter.drawText(upper.translated(0, px(3)), Qt.AlignmentFlag.AlignCenter, mark.sign)
        painter.drawText(lower.translated(0, -px(3)), Qt.AlignmentFlag.AlignCenter, mark.word)
    else:
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.line)
    painter.restore()


class Swatch(QWidget):
    """A mark as it stands in the legend."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(QSize(px(30), px(22)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        draw_mark(painter, self.rect(), self._mark, self.font(), tall=False)
        painter.end()


class Legend(QWidget):
    """What the signs mean, below the board."""

    def __init__(self) -> None:
        super().__init__()
        whole = Flow(gap=18)
        self.setLayout(whole)
        for state, said in _EXPLAINED:
            whole.addWidget(_explained(Mark(state), said))
        whole.addWidget(words(f"{LATE}：开完后过了期限才补录", "soft"))
        whole.addWidget(QWidget())  # the last part of a flow keeps to the right edge


def _explained(mark: Mark, said: str) -> QWidget:
    made = QWidget()
    made.setLayout(row(Swatch(mark), words(said, "soft"), gap=6))
    return made

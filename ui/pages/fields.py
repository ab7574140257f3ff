"""What the pages by hand share: a box to tick, alone or in a table."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.theme import colour, px


class Tick(QCheckBox):
    """A box to tick, drawn in the colours of the page at any text size."""

    def sizeHint(self) -> QSize:
        """Room for the box, the gap and the words."""
        room = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(28) + room + px(4), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(18)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        draw_box(painter, box, on=self.isChecked(), keyed=self.hasFocus())
        painter.setPen(colour("text" if self.isEnabled() else "faint"))
        words = self.rect().adjusted(px(28), 0, 0, 0)
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text()
        )
        painter.end()

    def hitButton(self, pos: QPoint) -> bool:
        """Box and words are one target."""
        return self.rect().contains(pos)


def draw_box(painter: QPainter, box: QRectF, *, on: bool, keyed: bool = False) -> None:
    """The box itself, with its mark where it is ticked and a ring where it has the keys."""
    edge = "accent_text" if keyed else "accent" if on else "faint"
    painter.setPen(QPen(colour(edge), 2 if keyed else 1))
    painter.setBrush(colour("accent" if on else "surface"))
    painter.drawRoundedRect(box, px(4), px(4))
    if on:
        painter.setPen(QPen(colour("on_accent"), px(2)))
        painter.drawPolyline([box.topLeft() + _at(x, y, box.width()) for x, y in _MARK])


_MARK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))


def _at(x: float, y: float, side: float) -> QPointF:
    return QPointF(x * side, y * side)

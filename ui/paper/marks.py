"""What is drawn on a sheet: words, strokes, photos, in millimetres from its upper left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from ui.paper.fonts import UNITS, Hand, font

STROKE = 0.2
"""Breadth of a line."""
_AT_HAND = 4
"""Photos that stay unpacked: two pages of them."""


@dataclass(frozen=True)
class Ink:
    """A font and its size in points."""

    hand: Hand
    points: float

    def breadth(self, words: str) -> float:
        """Millimetres the words take in one line."""
        return QFontMetricsF(font(self.hand, self.points)).horizontalAdvance(words) / UNITS

    def broken(self, words: str, width: float, *, indent: float = 0) -> list[str]:
        """The words in lines no longer than `width`; the first is shorter by `indent`."""
        layout = QTextLayout(words, font(self.hand, self.points))
        layout.setTextOption(_anywhere())
        units = words.encode("utf-16-le")  # Qt counts rare characters twice
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth((width - (0 if lines else indent)) * UNITS)
            start, end = line.textStart(), line.textStart() + line.textLength()
            lines.append(units[2 * start : 2 * end].decode("utf-16-le").rstrip(" "))
        layout.endLayout()
        return lines or [""]

    @property
    def rise(self) -> float:
        """From the middle of a line down to its baseline."""
        metrics = QFontMetricsF(font(self.hand, self.points))
        return (metrics.ascent() - metrics.descent()) / 2 / UNITS


def _anywhere() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


@dataclass(frozen=True)
class Written:
    """One line of words; x is its left end, y its baseline."""

    x: float
    y: float
    words: str
    ink: Ink


@dataclass(frozen=True)
class Stroke:
    """A thin line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Drawn:
    """A photo; x and y are its upper left, its size is in the shape of its file."""

    x: float
    y: float
    width: float
    height: float
    path: Path


Mark = Written | Stroke | Drawn


@dataclass(frozen=True)
class Sheet:
    """One side of paper."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def words(self) -> list[str]:
        """The lines on it."""
        return [mark.words for mark in self.marks if isinstance(mark, Written)]


def moved(marks: Iterable[Mark], right: float, down: float) -> Iterator[Mark]:
    """The marks in another place."""
    for mark in marks:
        if isinstance(mark, Written | Drawn):
            yield replace(mark, x=mark.x + right, y=mark.y + down)
        else:
            yield Stroke(mark.x1 + right, mark.y1 + down, mark.x2 + right, mark.y2 + down)


def set_line(
    words: str, middle: float, ink: Ink, *, left: float, right: float | None = None
) -> Written:
    """One line about a height: from `left`, or centred between `left` and `right`."""
    x = left if right is None else (left + right - ink.breadth(words)) / 2
    return Written(x, middle + ink.rise, words, ink)


def shape_of(path: Path) -> QSize:
    """Breadth and height of a photo in its own dots; empty where it cannot be read."""
    return QImageReader(str(path)).size()


@lru_cache(maxsize=_AT_HAND)
def _image(path: Path, across: int) -> QImage:
    """A photo as fine as it will be drawn: the screen needs far fewer dots than a printer."""
    reader = QImageReader(str(path))
    if (size := reader.size()).width() > across > 0:
        reader.setScaledSize(QSize(across, max(1, across * size.height() // size.width())))
    return reader.read()


def draw(sheet: Sheet, painter: QPainter, across: float) -> None:
    """Draws a sheet `across` dots wide, from the painter's origin."""
    painter.save()
    scale = across / (sheet.width * UNITS)
    painter.scale(scale, scale)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setPen(QPen(Qt.GlobalColor.black, STROKE * UNITS))
    for mark in sheet.marks:
        if isinstance(mark, Written):
            painter.setFont(font(mark.ink.hand, mark.ink.points))
            painter.drawText(QPointF(mark.x, mark.y) * UNITS, mark.words)
        elif isinstance(mark, Drawn):
            place = QRectF(QPointF(mark.x, mark.y) * UNITS, QSizeF(mark.width, mark.height) * UNITS)
            painter.drawImage(place, _image(mark.path, round(place.width() * scale)))
        else:
            ends = QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2)
            painter.drawLine(QLineF(ends[0] * UNITS, ends[1] * UNITS))
    painter.restore()

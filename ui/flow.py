"""A row of parts that goes on in a second line where the window is narrow or the text large."""

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import px

ENDLESS = 10_000
"""Pixels beyond which a greatest width is none."""


class Flow(QLayout):
    """Left to right, then the next line; the last part keeps to the right edge.

    The first part, where it has a greatest width, takes that much, and gives way down to its least
    before anything goes to a second line.
    """

    def __init__(self, *widgets: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = px(gap)
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Any:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Any:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, moving=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        widest = max((size.width() for size in sizes), default=0)
        return QSize(widest, max((size.height() for size in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, room: QRect, *, moving: bool) -> int:
        x, y, height = room.x(), room.y(), 0
        shown = self._shown()
        first = self._width_of_first(shown, room.width())
        for item in shown:
            size = item.sizeHint()
            if item is shown[0]:
                size.setWidth(first)
            if x > room.x() and x + size.width() > room.right() + 1:
                x, y, height = room.x(), y + height + self._gap, 0
            if moving:
                last = item is shown[-1] and len(shown) > 1
                left = max(x, room.right() + 1 - size.width()) if last else x
                item.setGeometry(QRect(left, y, min(size.width(), room.width()), size.height()))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height - room.y()

    def _width_of_first(self, shown: list[QLayoutItem], room: int) -> int:
        if not shown:
            return 0
        first, most = shown[0], shown[0].maximumSize().width()
        wanted = most if most < ENDLESS else first.sizeHint().width()
        others = sum(item.sizeHint().width() + self._gap for item in shown[1:])
        left = room - others
        return left if first.minimumSize().width() <= left < wanted else wanted

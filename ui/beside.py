"""A list at the left and a record at the right: what the generic page and the team share."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import px


def bind_keys(owner: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Keys of the whole window: they work wherever the focus is, and a hidden view has none."""
    for key, press in keys.items():
        QShortcut(QKeySequence(key), owner).activated.connect(press)


def list_frame(places: QStackedWidget) -> QFrame:
    """The white sheet a list lies on; its rows keep clear of the round corners."""
    frame = QFrame()
    frame.setObjectName("Grid")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, px(6))
    inside.addWidget(places)
    return frame


def beside(rows: QWidget, record: QWidget, *, least: int) -> QSplitter:
    """The list, and the record at its side, hidden until one is opened; `least` px wide."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(px(16))
    splitter.setChildrenCollapsible(False)
    splitter.setMinimumHeight(px(44))
    splitter.addWidget(rows)
    splitter.addWidget(record)
    splitter.setStretchFactor(0, 1)
    record.setMinimumWidth(px(least))
    record.hide()
    return splitter


def stacked(*cards: QWidget) -> QWidget:
    """Cards one below the other, the room left over below the last."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(16))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return made

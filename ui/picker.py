"""A field with a list below it: type a little, choose the rest; nothing pops up over the typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from ui.theme import colour, px

ROWS_SHOWN = 8
_LIST_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True)
class Option:
    """One line of the list: what it stands for, its words, and what tells it from the like."""

    value: Any
    title: str
    hint: str = ""


Answer = Callable[[Sequence[Option]], None]
Source = Callable[[str, Answer], None]
"""Finds what fits some typed words and hands it to the answer, now or later."""


class Options(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()

    def show_options(self, options: Sequence[Option]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.options = tuple(options)
        self.endResetModel()

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return option.hint
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return option.title if role in shown else None


class TitleAndHint(QStyledItemDelegate):
    """Draws the title at the left and the hint, in grey, at the right."""

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = option.rect.adjusted(px(12), 0, -px(12), 0)
        hint = str(index.data(Qt.ItemDataRole.UserRole) or "")
        taken = option.fontMetrics.horizontalAdvance(hint) + px(16) if hint else 0
        painter.save()
        painter.setPen(colour("soft"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, hint)
        painter.setPen(colour("text"))
        room.setRight(room.right() - taken)
        words = option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class Suggestions(QFrame):
    """The list itself: a child of the window, laid over the page and never a window of its own."""

    taken = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setObjectName("Picker")
        self._field, self.least_width = field, 280
        self.lines = QListView()
        self.lines.setAccessibleName("可选的条目")
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setItemDelegate(TitleAndHint(self.lines))
        self.lines.setMouseTracking(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._options = Options(self)
        self.lines.setModel(self._options)
        self.lines.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(4), px(4), px(4), px(4))
        column.addWidget(self.lines)
        self.hide()

    def offer(self, options: Sequence[Option]) -> None:
        """Shows what there is below the field, or above it where the window ends."""
        self._options.show_options(options)
        if not options:
            self.hide()
            return
        self.lines.setCurrentIndex(self._options.index(0))
        height = px(40) * min(len(options), ROWS_SHOWN) + px(10)
        window = self.window()
        wanted = max(self._field.width(), px(self.least_width))
        width = min(wanted, window.width() - px(16))
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + px(4)))
        if corner.y() + height > window.height():
            corner = self._field.mapTo(window, QPoint(0, -height - px(4)))
        left = max(min(corner.x(), window.width() - width - px(8)), 0)
        self.setGeometry(left, max(corner.y(), 0), width, height)
        self.show()
        self.raise_()

    @property
    def options(self) -> tuple[Option, ...]:
        """What is on offer now."""
        return self._options.options

    def move_by(self, steps: int) -> None:
        """Moves the mark up or down."""
        last = self._options.rowCount() - 1
        row = max(0, min(last, self.lines.currentIndex().row() + steps))
        self.lines.setCurrentIndex(self._options.index(row))

    def take(self) -> bool:
        """Takes the marked line; whether there was one."""
        index = self.lines.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._take(index)
        return True

    def _take(self, index: Any) -> None:
        option = self.options[index.row()]
        self.hide()
        self.taken.emit(option)


class PickLine(QLineEdit):
    """A line to type in with suggestions below: ↓ or F7 shows all, Enter takes the marked one."""

    picked = Signal(object)

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._list: Suggestions | None = None
        self._asked = 0
        self.list_width = 280
        self.textEdited.connect(self.look_up)

    def look_up(self, words: str) -> None:
        """Asks for what fits; an answer that comes after the next question is dropped."""
        self._asked += 1
        asked = self._asked

        def answer(options: Sequence[Option]) -> None:
            if asked == self._asked and self.hasFocus():
                self.suggestions.offer(options)

        self._source(words, answer)

    @property
    def suggestions(self) -> Suggestions:
        """The list below, made when first needed."""
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = Suggestions(self)
            self._list.least_width = self.list_width
            self._list.taken.connect(self.picked)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    @property
    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        """Takes the list away, and any answer on its way."""
        self._asked += 1
        if self._list is not None:
            self._list.hide()

    def event(self, event: QEvent) -> bool:
        # Esc and the arrows belong to the list while it shows, not to the window's shortcuts
        over = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if over and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: Any) -> bool:
        return event.key() == Qt.Key.Key_F7 or (self.is_open and event.key() in _LIST_KEYS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.is_open:
            self.suggestions.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F7):
            self.look_up("")
        elif key == Qt.Key.Key_Escape and self.is_open:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.is_open:
            self.suggestions.take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        super().focusOutEvent(event)

"""Small parts of a sitting's page: a field below its label, the way of Enter, short days."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.editors import Editor, TextEditor
from ui.page import Frame
from ui.parts import scrolled, words
from ui.picker import PickLine
from ui.theme import gap, px
from villagedesk.declare import Face

_DAY = re.compile(r"(\d{1,2})[日号]?")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_IN_SIGHT = 72
"""How much is to be seen above and below the field with the keys, in pixels of the drawings."""
_LIST = 380
"""How wide the list of people is at least, in pixels of the drawings."""
_LINE_APART = 12
"""How far apart two things may stand and still be of one line, in pixels of the drawings."""
_LINES = (2, 10)
"""How many lines a text has room for at first, and at most."""


class Field(Protocol):
    """What holds an editor and says below it what is wrong."""

    editor: Editor

    def complain(self, message: str) -> None:
        """Says what is wrong, or with no words that nothing is."""

    def isVisibleTo(self, ancestor: QWidget) -> bool:
        """Whether it would show if the ancestor did."""


class Above(QWidget):
    """A field below its label; what is wrong stands below it, or in `error` where it is narrow."""

    def __init__(self, editor: Editor, label: str = "", *, error: QLabel | None = None) -> None:
        super().__init__()
        self.editor = editor
        self.label = words(label or editor.face.label, "label")
        self.label.setBuddy(editor.line)
        self.error = error or words("", "error", wrap=True)
        self.error.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(3))
        for part in (self.label, editor, *(() if error else (self.error,))):
            whole.addWidget(part)

    def complain(self, message: str) -> None:
        """Says what is wrong, or with no words that nothing is."""
        self.error.setText(message)
        self.error.setVisible(bool(message))
        self.editor.mark(wrong=bool(message))
        self.editor.line.setAccessibleDescription(message)


class GrowingText(TextEditor):
    """Several lines of words that make room for more as they are typed."""

    def __init__(self, face: Face, frame: Frame, *, least: int = _LINES[0]) -> None:
        super().__init__(face, frame)
        self._least = least
        self._box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._box.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self._grow()

    def _grow(self) -> None:
        lines = max(self._least, min(round(self._box.document().size().height()), _LINES[1]))
        self._box.setFixedHeight(self._box.fontMetrics().lineSpacing() * lines + px(22))

    @property
    def box(self) -> QPlainTextEdit:
        """The place the words stand in."""
        return self._box


class Minutes(GrowingText):
    """Long words of several paragraphs: here Enter breaks the line, and Tab goes on."""

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        breaks = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        )
        return False if breaks else super().eventFilter(watched, event)


class Following(QScrollArea):
    """A long column that brings the field with the keys into sight, whichever way they came."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        # what was just put in has its place only when the column has grown
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def _follow(self, *_: object) -> None:
        QTimer.singleShot(0, self, self._show_typing)

    def _show_typing(self) -> None:
        typing = QApplication.focusWidget()
        if typing is not None and self.isAncestorOf(typing):
            self.ensureWidgetVisible(typing, 0, px(_IN_SIGHT))


def wide_list(editor: Editor) -> Editor:
    """The same editor, with room in its list for a name and all that tells it from its like."""
    if isinstance(editor.line, PickLine):
        editor.line.list_width = _LIST
    return editor


def lead(fields: Sequence[Field], within: QWidget, then: Callable[[], object]) -> None:
    """Lets Enter go from each field to the next one that shows, and from the last to `then`."""

    def go_on(place: int) -> None:
        for field in fields[place + 1 :]:
            if field.isVisibleTo(within) and field.editor.isEnabled():
                begin_typing(field.editor)
                return
        then()

    for place, field in enumerate(fields):
        field.editor.finished.connect(lambda place=place: go_on(place))


def begin_typing(editor: Editor) -> None:
    """The cursor goes into a field; what stands there is typed over."""
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    if select := getattr(editor.line, "selectAll", None):
        select()


def complain(fields: Iterable[tuple[str, Field]], problems: dict[str, str]) -> None:
    """Puts each problem, by its field's key, below its own field."""
    every = list(fields)
    for key, field in sorted(every, key=lambda one: one[0] in problems):
        field.complain(problems.get(key, ""))  # the wrong ones last: some share a place for words


def full_day(typed: str, near: str) -> str:
    """A day typed short, as 5 or 3-5, in the month or year of one that stood there before."""
    typed = typed.strip()
    if (day := _DAY.fullmatch(typed)) and len(near) >= len("2026-03"):
        return f"{near[:7]}-{int(day[1]):02}"
    if (short := _MONTH_AND_DAY.fullmatch(typed)) and near:
        return f"{near[:4]}-{int(short[1]):02}-{int(short[2]):02}"
    return typed


def spoken_day(day: str) -> str:
    """2026-03-05 as 3月5日; a day known less well as it is."""
    parts = day.split("-")
    return f"{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 else day


def stops_of(part: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of the page: line by line, from left to right."""
    every = (
        one
        for one in part.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.isEnabled()
        and one.isVisibleTo(part)
    )
    return sorted(every, key=lambda one: _seen_at(one, part))


def _seen_at(one: QWidget, part: QWidget) -> tuple[int, int]:
    middle = one.mapTo(part, one.rect().center())
    return middle.y() // px(_LINE_APART), middle.x()


def one_column(*parts: QWidget) -> QScrollArea:
    """Parts one below the other, which scrolls along with the keys."""
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(gap(16))
    for part in parts:
        inside.addWidget(part)
    return scrolled(made, Following())

"""A card that opens on a page to do one thing, and closes on Esc with nothing done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.parts import Card


class EscKey(QObject):
    """Esc belongs to a part of a page while the keys are in it, not to the window's shortcuts."""

    def __init__(self, part: QWidget, press: Callable[[], object]) -> None:
        super().__init__(part)
        self._press = press
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            self._press()
        event.accept()
        return True


class Panel(Card):
    """What must be said before something is done; it opens on the page, never above it."""

    done = Signal(str)
    """What was done, in words."""
    dropped = Signal()
    """Nothing is to be done after all."""
    opened = Signal(bool)
    """It stands on the page, or no longer: its red button is the one to press meanwhile."""

    def __init__(self, title: str = "", *, tail: QWidget | None = None) -> None:
        super().__init__(title, tail=tail)
        EscKey(self, self.drop)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.opened.emit(False)

    def drop(self) -> None:
        """Closes with nothing done."""
        self.hide()
        self.dropped.emit()

    def finish(self, said: str) -> None:
        """Closes and tells what was done."""
        self.hide()
        self.done.emit(said)

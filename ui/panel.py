"""A card that opens on a page to do one thing, and closes on Esc with nothing done."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

from ui.parts import Card


class Panel(Card):
    """What must be said before something is done; it opens on the page, never above it."""

    done = Signal(str)
    """What was done, in words."""
    dropped = Signal()
    """Nothing is to be done after all."""
    opened = Signal(bool)
    """It stands on the page, or no longer: its red button is the one to press meanwhile."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.opened.emit(False)

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the panel while the keys are in it, not to the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
        else:
            super().keyPressEvent(event)

    def drop(self) -> None:
        """Closes with nothing done."""
        self.hide()
        self.dropped.emit()

    def finish(self, said: str) -> None:
        """Closes and tells what was done."""
        self.hide()
        self.done.emit(said)

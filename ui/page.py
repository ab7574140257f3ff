"""What every page is, and the frame through which it reaches the desk and the other pages."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QScrollArea, QVBoxLayout, QWidget

from ui.background import Worker, is_gone
from ui.memory import Memory
from ui.parts import scrolled
from ui.theme import gap

if TYPE_CHECKING:
    from villagedesk.desk import Desk, Found  # heavy: the first page must not wait for it

T = TypeVar("T")

CHECK_AFTER = 700
"""Milliseconds of quiet after a change before the norms are run again."""
_MOVES = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class Frame(QObject):
    """What a page is given: the desk and its thread, the way to other pages, a voice."""

    changed = Signal(str)
    """Records of this ledger changed ("" means anything may have); pages showing it ask again."""
    asked = Signal(str, str, str)
    said = Signal(str, bool)
    other_store_wanted = Signal()
    """The clerk wants to go to another village's store, or found one."""
    restyled = Signal()
    """Text size or colours changed: pages are made anew."""

    checked = Signal()
    """The norms were run: `findings` are new."""

    def __init__(self, desk: "Desk", worker: Worker, memory: Memory) -> None:
        super().__init__()
        self.desk, self.worker, self.memory = desk, worker, memory
        self.findings: tuple[Found, ...] = ()
        self.own_words: dict[str, str] = {}
        """What this village calls by another word than the program: the program's, its own."""
        self._changes, self._checked_at = 0, (-1, date.min)
        self._check_timer = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._check_timer.timeout.connect(self.check)
        self.changed.connect(self._note_change)

    @property
    def in_town(self) -> bool:
        """Whether this is a town's store: what villages handed in is read here, not changed."""
        return self.desk.store.is_town

    @property
    def is_put_away(self) -> bool:
        """The desk is being closed: a late answer must not ask it anew, and so open it again."""
        return is_gone(self)

    def _note_change(self) -> None:
        self._changes += 1
        self._check_timer.start()

    def go(self, page: str, uid: str | None = None, roll: str | None = None) -> None:
        """Shows a page by its key (a ledger's key is its page's), there a record of a roll."""
        self.asked.emit(page, uid or "", roll or "")

    def say(self, words: str, *, undo: bool = False) -> None:
        """One sentence at the foot of the window for some seconds, with 撤销 where it helps."""
        self.said.emit(words, undo)

    def check(self) -> None:
        """Runs the norms, and says by `checked` when the findings are there."""
        begun = self._changes, self.desk.today

        def look() -> "tuple[list[Found], dict[str, str]]":
            from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS

            found = [] if self.in_town else self.desk.findings()
            return found, {SUPERVISORY_LABELS[0]: self.desk.supervisory_label}

        def found(seen: "tuple[list[Found], dict[str, str]]") -> None:
            self.findings, self.own_words = tuple(seen[0]), seen[1]
            self._checked_at = begun
            self.checked.emit()

        self.ask(look, found, owner=self)

    def known_findings(self) -> "tuple[Found, ...] | None":
        """The findings, if the norms were run since the latest change and on this very day."""
        return self.findings if self._checked_at == (self._changes, self.desk.today) else None

    def in_own_words(self, words: str) -> str:
        """Words as this village says them."""
        for given, own in self.own_words.items():
            words = words.replace(given, own)
        return words

    def ask(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Asks the desk on its thread; `then` gets the answer here unless `owner` is gone."""
        if self.is_put_away:
            return
        self.worker.run(job, then, owner=self if owner is None else owner, failed=failed)


class Overhung(QScrollArea):
    """Scrolls a page's whole body, with the bar out in the page's margin: edges stay in line."""

    OVERHANG = 24
    """How far it reaches into the margin; the bar must find room there."""

    def __init__(self, place: QWidget) -> None:
        super().__init__(place.parentWidget())
        self._place = place
        place.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._keep_clear)
        self._keep_clear(0, 0)

    def _keep_clear(self, _least: int, most: int) -> None:
        bar = self.verticalScrollBar().sizeHint().width() if most else 0
        self.setViewportMargins(0, 0, gap(self.OVERHANG) - bar, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._place and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.setGeometry(self._place.geometry().adjusted(0, 0, gap(self.OVERHANG), 0))
        return super().eventFilter(watched, event)


class Page(QWidget):
    """One page of the window; it is made when it is first shown."""

    key = ""
    title = ""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(gap(28), gap(22), gap(28), gap(22))
        self.column.setSpacing(gap(16))
        self.area: QScrollArea | None = None

    @property
    def led_from(self) -> str:
        """The key of the page that led here, where that changes; its button stays lit."""
        return ""

    def add_scrolled(self, body: QWidget) -> QWidget:
        """Gives the rest of the page to something that may be longer than it; its place."""
        place = QWidget(self)
        self.column.addWidget(place, 1)
        self.area = scrolled(body, Overhung(place))
        return place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys move what is scrolled: none of it need have the keys for that."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or self.area is None or not self.area.isVisible():
            super().keyPressEvent(event)
        else:
            self.area.verticalScrollBar().triggerAction(move)

    def has_keys(self) -> bool:
        """Whether what is typed goes to something on this page."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Where the keys go when the page is shown: from here Tab leads to its first field."""
        self.setFocus()

    def refresh(self) -> None:
        """Asks the desk anew; called each time the page is shown and after changes."""

    def leave(self) -> None:
        """Keeps what was typed; called before another page shows and before the window closes."""

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to one record; `roll` may be empty."""

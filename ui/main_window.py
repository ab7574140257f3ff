"""The window: navigation at the left, one page beside it, a foot below; it knows no business."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.background import Worker, put_away
from ui.foot import KEYS_OF_READING, Foot, KeySheet, Toast
from ui.memory import Memory
from ui.page import Frame, Page
from ui.pages import Place, places, places_of_town
from ui.parts import Empty, main_button, words
from ui.side import Side

if TYPE_CHECKING:
    from villagedesk.declare import Ledger
    from villagedesk.desk import Desk

TITLE = "村务台账"
SIZE = (1366, 768)
LAST_STORE = "store/last"
BACKUP_EVERY = 5 * 60_000
"""Milliseconds between looks at whether a backup is due."""
REFRESH_AFTER = 40
"""Milliseconds in which changes gather before the page asks anew: Ctrl+Z is often held down."""


@dataclass(frozen=True)
class Opened:
    """What opening a store brings: the desk, the ledgers, and whose they are."""

    desk: "Desk"
    ledgers: "tuple[Ledger, ...]"
    place: str


class MainWindow(QMainWindow):
    """The one window."""

    opened = Signal()
    """A store is open and its first page stands."""
    refused = Signal(str)
    """A store could not be opened."""

    def __init__(self, memory: Memory, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.memory, self.clock = memory, clock
        self.worker = Worker(self)
        self.frame: Frame | None = None
        self._places: dict[str, Place] = {}
        self._pages: dict[str, Page] = {}
        self._place_name, self._here = "", ""
        self._refresh_timer = QTimer(self, singleShot=True, interval=REFRESH_AFTER)
        self._refresh_timer.timeout.connect(self._refresh)
        self._backup_timer = QTimer(self, interval=BACKUP_EVERY)
        self._backup_timer.timeout.connect(self._back_up)
        self.setWindowTitle(TITLE)
        self._build()
        self._keys()
        self._recall_size()
        self.worker.failed.connect(lambda said: self.toast.say(said, False))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.restyle)

    def _build(self) -> None:
        if before := self.centralWidget():
            put_away(before)
        whole = QWidget()
        whole.setObjectName("Page")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        self.side, self.stack, self.foot = Side(), QStackedWidget(), Foot()
        beside.addWidget(self.side)
        beside.addWidget(self.stack, 1)
        column.addLayout(beside, 1)
        column.addWidget(self.foot)
        self.toast, self.sheet = Toast(self.stack), KeySheet(self.stack)
        self.side.chosen.connect(lambda key: self.go(key))
        self.toast.undo_wanted.connect(self.undo)
        self.stack.currentChanged.connect(lambda _: self.toast.raise_())  # over the other page too
        self.setCentralWidget(whole)

    def _keys(self) -> None:
        keys = {
            "Ctrl+K": self._find,
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo,
            "F1": lambda: self.sheet.open(),
            "Esc": lambda: self.sheet.hide(),
        }
        for key, press in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(press)

    def open_store(self, target: str) -> None:
        """Opens a village's or a town's store on the desk's thread; the window stands meanwhile."""
        self._close_store()
        if "://" not in target and not Path(target).exists():
            self._refused(f"找不到台账文件“{target}”。请看看U盘插好没有、文件是不是改了名")
            return
        self._wait("正在打开台账……")
        clock = self.clock

        def job() -> Opened:
            from villagedesk.desk import Desk, open_existing  # 0.3 s that the first paint need not
            from villagedesk.ledgers import LEDGERS

            desk = Desk(open_existing(target), clock)
            place = desk.place()
            named = dict.fromkeys(one for one in (place.town, place.name) if one)
            return Opened(desk, LEDGERS, " · ".join(named))

        self.worker.run(
            job, lambda got: self._opened(got, target), owner=self, failed=self._refused
        )

    def _opened(self, got: Opened, target: str) -> None:
        from villagedesk.desk import without_password

        self.memory.keep(LAST_STORE, without_password(target))
        self.frame = Frame(got.desk, self.worker, self.memory)
        shown = places_of_town if self.frame.in_town else places
        self._places = {place.key: place for place in shown(got.ledgers)}
        self._place_name = got.place
        self.setWindowTitle(f"{TITLE} · {got.place}")
        self._fill_side()
        self.frame.asked.connect(self.go)
        self.frame.said.connect(lambda said, undo: self.toast.say(said, undo))
        self.frame.changed.connect(self._changed)
        self.frame.checked.connect(self._count)
        self.frame.restyled.connect(self.restyle)
        self.frame.other_store_wanted.connect(self.welcome)
        self.go(self.page_keys()[0])
        self.frame.check()
        self._backup_timer.start()
        self._ask_safety()
        self.opened.emit()

    def _fill_side(self) -> None:
        assert self.frame is not None
        self.side.fill(tuple(self._places.values()), self.frame, self._place_name)
        if self.frame.in_town:
            self.foot.say_keys(KEYS_OF_READING)
            self.sheet.leave_out_typing()
        self._count()

    def _refused(self, said: str) -> None:
        change = main_button("换一个台账文件", self.welcome)
        self._show_alone(Empty(said, change))
        change.setFocus()
        self.refused.emit(said)

    def welcome(self) -> None:
        """A wizard makes a store, or opens one that is there; what was open is put away."""
        from ui.pages.welcome import WelcomePage

        self._close_store()
        page = WelcomePage(self.worker, self.memory, self.clock)
        page.chosen.connect(self.open_store)
        self.side.hide()
        self.foot.hide()
        self._show_alone(page)
        page.take_focus()

    def _close_store(self) -> None:
        if self.frame is None:
            return
        desk = self._put_away()
        self.worker.run(desk.close)
        for page in self._pages.values():
            page.deleteLater()
        self._backup_timer.stop()
        self._refresh_timer.stop()
        self.frame, self._pages, self._here = None, {}, ""
        self.setWindowTitle(TITLE)
        self._build()

    def _put_away(self) -> "Desk":
        """Keeps what was typed and makes a backup; the desk is to be closed then."""
        assert self.frame is not None
        if self.page is not None:
            self.page.leave()
        self.worker.finish_long()  # it must not come upon a store that is closed
        put_away(self.frame)
        put_away(self.centralWidget())
        desk = self.frame.desk
        self.worker.run(lambda: desk.back_up_if_due(minutes=0))
        return desk

    def _wait(self, said: str) -> None:
        self.side.show()
        self.foot.show()
        waiting = words(said, "soft")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._show_alone(waiting)

    def _show_alone(self, widget: QWidget) -> None:
        if old := self.stack.currentWidget():
            self.stack.removeWidget(old)
            put_away(old)
            old.deleteLater()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    def go(self, key: str, uid: str = "", roll: str = "") -> None:
        """Shows a page, there a record where one is named; what was typed before is kept."""
        if self.frame is None:
            return
        if self.page is not None:
            self.page.leave()
        page = self._page(key)
        self._here = key
        moves = self._focus_is_adrift()
        self.stack.setCurrentWidget(page)
        leading = page.led_from or key
        self.side.choose(self._places[leading].under or leading)
        if moves:
            page.take_focus()
        if uid or roll:
            page.show_record(uid, roll)
        else:
            page.refresh()

    def _focus_is_adrift(self) -> bool:
        """Whether the keys would go nowhere, or to what led to the page and is done with."""
        focused = QApplication.focusWidget()
        return (
            focused is None
            or focused is self
            or self.side.isAncestorOf(focused)
            or self.stack.isAncestorOf(focused)
        )

    def _page(self, key: str) -> Page:
        assert self.frame is not None
        if key not in self._pages:
            if not self._pages:
                self._show_alone(QWidget())
            self._pages[key] = self._places[key].make(self.frame)
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    def page_keys(self) -> tuple[str, ...]:
        """The keys of every page, in the order of the navigation."""
        return tuple(self._places)

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self._pages.get(self._here)

    def _changed(self, _ledger: str) -> None:
        self.foot.say_saved(self.clock())
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _back_up(self) -> None:
        if self.frame is not None:
            self.frame.ask(self.frame.desk.back_up_if_due, lambda _: self._ask_safety(), owner=self)

    def _ask_safety(self) -> None:
        if self.frame is not None:
            self.frame.ask(
                self.frame.desk.safety,
                lambda safety: self.foot.say_safety(safety, self.clock()),
                owner=self,
            )

    def _refresh(self) -> None:
        self._ask_safety()
        if self.page is not None:
            self.page.refresh()

    def _count(self) -> None:
        if self.frame is not None:
            self.side.count(self.frame.findings)

    def undo(self) -> None:
        """Takes back the latest step, the page's own last words included."""
        self._replay("撤销", lambda desk: desk.undo())

    def redo(self) -> None:
        """Brings back what was taken back last."""
        self._replay("重做", lambda desk: desk.redo())

    def _replay(self, verb: str, act: "Callable[[Desk], str | None]") -> None:
        if self.frame is None:
            return
        if self.page is not None:
            self.page.leave()
        frame, desk = self.frame, self.frame.desk

        def done(name: str | None) -> None:
            frame.say(f"已{verb}：{name}" if name else f"没有可以{verb}的了")
            if name:
                frame.changed.emit("")

        frame.ask(lambda: act(desk), done, owner=self)

    def _find(self) -> None:
        if self.frame is not None:
            self.side.finder.setFocus()
            self.side.finder.selectAll()

    def restyle(self) -> None:
        """Takes over text size and colours as they are set, and makes every page anew."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, self.memory)
        if self.frame is None:
            return
        here = self._here
        for page in self._pages.values():
            page.leave()
            page.deleteLater()
        self._pages, self._here = {}, ""
        self._build()
        self._fill_side()
        self._ask_safety()
        self.go(here)

    def _recall_size(self) -> None:
        kept = self.memory.numbers("window/place")
        if set(kept) == {"x", "y", "w", "h"}:
            place = QRect(kept["x"], kept["y"], kept["w"], kept["h"])
            screen = QGuiApplication.screenAt(place.center())
            if screen is not None:
                self.setGeometry(place)
                return
        self.resize(*SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        place = self.normalGeometry()
        if place.isValid() and min(place.x(), place.y()) >= 0:
            size = {"x": place.x(), "y": place.y(), "w": place.width(), "h": place.height()}
            self.memory.keep("window/place", size)
        self.memory.keep("window/full", int(self.isMaximized()))
        if self.frame is not None:
            self.worker.run(self._put_away().close)
        self.worker.close()
        super().closeEvent(event)


def dress(app: QApplication, memory: Memory) -> None:
    """Text size and colours as this computer's clerk has set them."""
    wanted = memory.words("look/dark", "auto")
    dark = theme.system_is_dark() if wanted == "auto" else wanted == "on"
    theme.apply(app, dark=dark, percent=memory.number("look/percent", 100))

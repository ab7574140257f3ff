"""The left side of the window: whose ledgers these are, the search, and the way to every page."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.page import Frame
from ui.pages import FRONT, SYSTEM, Place
from ui.parts import Elided, Tag, row, scrolled, words
from ui.picker import Answer, Option, PickLine
from ui.theme import gap, look, px

if TYPE_CHECKING:
    from villagedesk.desk import Found

WIDTH, WIDEST, WIDEST_OF_LARGE = 208, 290, 350
TONES = (("E", "bad"), ("W", "warn"), ("I", "info"))


class Side(QFrame):
    """Brand, place, search, navigation."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Side")
        self.setFixedWidth(min(px(WIDTH), WIDEST if look.percent <= 150 else WIDEST_OF_LARGE))
        self._buttons: dict[str, NavButton] = {}
        self.place = Elided("", "sentence")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(gap(10), gap(20), gap(10), gap(8))
        self._column.setSpacing(gap(4))
        self._column.addWidget(self._indented(words("村务台账", "brand")))
        self._column.addWidget(self._indented(self.place))
        self._column.addStretch(1)

    def _indented(self, widget: QWidget) -> QWidget:
        widget.setContentsMargins(px(13), 0, 0, 0)
        return widget

    def fill(self, places: Sequence[Place], frame: Frame, place: str) -> None:
        """Shows the way to these pages; nothing was there before."""
        self.place.setText(place)
        self._column.takeAt(self._column.count() - 1)
        self.finder = Finder(frame, places)
        self._column.addSpacing(gap(10))
        self._column.addWidget(self.finder)
        self._column.addSpacing(gap(6))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(1))
        shelf = ""
        listed = [one for one in places if one.shelf]
        for one in (one for one in listed if one.shelf != SYSTEM):
            if one.shelf not in (shelf, FRONT):
                shelf = one.shelf
                label = words(shelf, "shelf")
                label.setContentsMargins(px(13), 8 if look.percent <= 125 else 3, 0, 0)
                column.addWidget(label)
            column.addWidget(self._button(one))
        column.addStretch(1)
        self._area = scrolled(body)
        self._column.addWidget(self._area, 1)
        # what belongs to the program itself stays in sight below, whatever is listed above
        system = [self._button(one) for one in listed if one.shelf == SYSTEM]
        self._column.addLayout(row(*system, gap=4))

    def _button(self, place: Place) -> QWidget:
        button = NavButton(place.title)
        self._buttons[place.key] = button
        button.clicked.connect(lambda: self._press(place.key))
        return button

    def choose(self, key: str) -> None:
        """Marks the page shown; a page without a button leaves the mark where it was."""
        if key not in self._buttons:
            return
        for own, button in self._buttons.items():
            button.setChecked(own == key)
        self._area.ensureWidgetVisible(self._buttons[key], 0, px(8))

    def _press(self, key: str) -> None:
        """No group of buttons: in one, arrows would open every page on the way to another."""
        self.choose(key)
        self.chosen.emit(key)

    def count(self, findings: "Sequence[Found]") -> None:
        """How many findings each ledger has, in the colour of the gravest."""
        levels = Counter((found.ledger, str(found.level)) for found in findings)
        for key, button in self._buttons.items():
            here = [(levels[key, level], tone) for level, tone in TONES if levels[key, level]]
            button.show_count(sum(count for count, _ in here), here[0][1] if here else "plain")


class NavButton(QPushButton):
    """A page in the navigation, with a small count at the right."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setAutoDefault(True)  # Enter presses it, as Space does
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._count, self.tag = title, 0, Tag("", "plain")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, px(10), 0)
        inside.addStretch(1)
        inside.addWidget(self.tag)
        self.tag.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.tag.hide()
        self.toggled.connect(self._raise_tag)

    def _raise_tag(self, chosen: bool) -> None:
        """On the tinted row of the page shown the count stands on white."""
        self.tag.setProperty("raised", "true" if chosen else "false")
        self.tag.style().polish(self.tag)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tag()

    def _show_tag(self) -> None:
        """The name comes first: where both find no room the count is left to the page itself."""
        taken = self.fontMetrics().horizontalAdvance(self._title) + self.tag.sizeHint().width()
        self.tag.setVisible(self._count > 0 and taken + px(30) <= self.width())

    def show_count(self, count: int, tone: str) -> None:
        """The count; none is shown for nothing."""
        self.tag.show_status("", tone)
        self.tag.setText(str(count) if count < 100 else "99+")
        self._count = count
        self._show_tag()
        self.setAccessibleName(f"{self._title}，{count} 条提醒" if count else self._title)


class Finder(PickLine):
    """The search over everything: people by name, initials, ID tail or phone; pages by name."""

    def __init__(self, frame: Frame, places: Sequence[Place]) -> None:
        super().__init__(self._find)
        self._frame, self._places = frame, places
        self.list_width = 420
        self.setPlaceholderText("找人 Ctrl+K")
        self.setToolTip("姓名、拼音首字母、身份证尾号、电话；也可以写页面的名字")
        self.setAccessibleName("找人或页面")
        self.picked.connect(self._go)

    def _find(self, typed: str, answer: Answer) -> None:
        wanted = typed.strip()
        pages = [
            Option(("page", one.key), one.title, "页面")
            for one in sorted(self._places, key=lambda one: one.title != wanted)
            if one.shelf and wanted and wanted.lower() in one.title.lower()
        ]

        def show(picks: list[Any]) -> None:
            people = [Option(("person", pick.uid), pick.title, pick.hint) for pick in picks]
            nobody = [Option(("", ""), "没有找到", "换个写法试试")]
            answer([*pages, *people] or nobody)

        desk = self._frame.desk
        if wanted:
            self._frame.ask(lambda: desk.picks("person", wanted), show, owner=self)
        else:
            answer(())

    def _go(self, option: Option) -> None:
        what, key = option.value
        self.clear()
        if what == "page":
            self._frame.go(key)
        elif what == "person":
            self._frame.go("residents", key)

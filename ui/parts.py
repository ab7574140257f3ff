"""The parts every page is put together from: buttons, tags, cards, headers, rows, progress."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.background import Errand
from ui.flow import Flow
from ui.theme import px
from ui.wrapping import Wrapped

SIGNS = {"ok": "✓", "warn": "●", "bad": "!", "info": "→", "plain": ""}
"""Each tone's sign: colour alone never says anything."""

Press = Callable[[], object]


def words(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label; roles: title sentence heading label rule soft figure error, or none."""
    label = Wrapped(text) if wrap else QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def plain_button(text: str, press: Press | None = None, *, look: str = "") -> QPushButton:
    """An ordinary button."""
    button = QPushButton(text)
    button.setProperty("look", look)
    button.setAccessibleName(text)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAutoDefault(True)  # Enter presses it, as Space does
    if press is not None:
        button.clicked.connect(lambda: press())
    return button


def main_button(text: str, press: Press | None = None) -> QPushButton:
    """The one red button of a page."""
    return plain_button(text, press, look="main")


def link_button(text: str, press: Press | None = None) -> QPushButton:
    """Words to press, without a frame."""
    return plain_button(text, press, look="link")


def line() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setObjectName("Line")
    return made


def row(*widgets: QWidget | int, gap: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(px(gap))
    for widget in widgets:
        if isinstance(widget, QWidget):
            made.addWidget(widget)
        else:
            made.addStretch(widget)
    return made


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if widget := item.widget():
            hand_back_keys(widget)
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def hand_back_keys(going: QWidget) -> None:
    """The keys stay on the page when what has them is drawn anew; Qt would send them elsewhere."""
    focused = QApplication.focusWidget()
    if focused is None or not (focused is going or going.isAncestorOf(focused)):
        return
    page = going.parentWidget()
    while page is not None and page.objectName() != "Page":
        page = page.parentWidget()
    if page is not None:
        page.setFocus()


class Elided(QLabel):
    """One line of words that ends in … where the room does; the whole is in its tool tip."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        room = self.contentsRect()
        shown = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Tag(QLabel):
    """A status: sign, word and colour together."""

    def __init__(self, word: str = "", tone: str = "plain") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_status(word, tone)

    def show_status(self, word: str, tone: str) -> None:
        """Another status in the same place; tones: ok warn bad info plain."""
        self.setText(f"{SIGNS[tone]} {word}".strip())
        self.setAccessibleName(word)
        self.setProperty("tone", tone)
        self.style().polish(self)


class Chip(QPushButton):
    """A filter: a toggle that wears an × while it is on; with `options` it opens a menu."""

    chosen = Signal(object)
    """The value chosen: an option's, True for a plain toggle, or None when it is off."""

    def __init__(self, name: str, options: Sequence[tuple[str, object]] | None = None) -> None:
        super().__init__(name)
        self._name, self._options = name, options
        self.value: object = None
        self.setProperty("look", "chip")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._pressed)
        self._show("")

    def offer(self, options: Sequence[tuple[str, object]]) -> None:
        """The options of a menu chip: (words, value)."""
        self._options = options

    def choose(self, value: object, shown: str = "") -> None:
        """Sets the filter, or with None takes it off."""
        self.value = value
        self._show(shown)
        self.chosen.emit(value)

    def _pressed(self) -> None:
        if self.value is not None:
            self.choose(None)
        elif self._options is None:
            self.choose(True)
        else:
            self._show("")
            self.menu_of_options().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def menu_of_options(self) -> QMenu:
        """The menu a press opens."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for shown, value in self._options or ():
            menu.addAction(shown).triggered.connect(
                lambda _=False, v=value, s=shown: self.choose(v, s)
            )
        return menu

    def _show(self, shown: str) -> None:
        on = self.value is not None
        tail = " ×" if on else "" if self._options is None else " ▾"
        self.setText(f"{shown or self._name}{tail}")
        self.setChecked(on)
        self.setAccessibleName(f"筛选 {self._name} {shown}".strip())


class Card(QFrame):
    """A white sheet with a hairline round it; `body` takes what it holds."""

    def __init__(self, title: str = "", *, tail: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("Card")
        whole, self.body = QVBoxLayout(self), QVBoxLayout()
        whole.setContentsMargins(px(20), px(9 if title else 16), px(20), px(16))
        whole.setSpacing(px(5))
        self.body.setSpacing(px(12))
        if title:  # as high with a button as without: titles side by side stand in one line
            named = words(title, "heading")
            named.setFixedHeight(px(38))
            whole.addLayout(row(named, 1, *([tail] if tail else [])))
        whole.addLayout(self.body, 1)


class PageHeader(QWidget):
    """Title, one grey sentence that says where you are in numbers, at most three buttons, which go
    below where they would cut the title."""

    def __init__(self, title: str, sentence: str = "", buttons: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self.title, self.sentence = Elided(title, "title"), words(sentence, "sentence", wrap=True)
        text = QVBoxLayout()
        text.setSpacing(px(4))
        text.addWidget(self.title)
        text.addWidget(self.sentence)
        self._buttons = row(*buttons, 1, gap=16)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(px(16))
        self._whole.addLayout(text, 1)
        self._whole.addLayout(self._buttons)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            wanted = self.title.sizeHint().width() + px(16) + self._buttons.sizeHint().width()
            way, over = QBoxLayout.Direction, wanted > self.width()
            self._whole.setDirection(way.TopToBottom if over else way.LeftToRight)
        return super().event(event)

    def say(self, sentence: str) -> None:
        """Another sentence below the title."""
        self.sentence.setText(sentence)


class Figure(Card):
    """A figure card: name, tag, the figure, one sentence about it."""

    def __init__(
        self, name: str, figure: str = "", sentence: str = "", *, status: tuple[str, str] = ("", "")
    ) -> None:
        super().__init__()
        self.tag, self.figure = Tag(), words(figure, "figure")
        self.sentence = words(sentence, "sentence", wrap=True)
        self.body.setSpacing(px(6))
        self.body.addLayout(row(Elided(name, "soft"), self.tag))
        self.body.addWidget(self.figure)
        self.body.addWidget(self.sentence)
        self.show_figure(figure, sentence, status=status)

    def show_figure(
        self, figure: str, sentence: str, *, status: tuple[str, str] = ("", "")
    ) -> None:
        """Another figure in the same place; `status` is a word and its tone."""
        self.figure.setText(figure)
        self.sentence.setText(sentence)
        self.tag.setVisible(bool(status[0]))
        self.tag.show_status(status[0], status[1] or "plain")


class TodoRow(QWidget):
    """One thing to do: tag, sentence, the rule below it, what is due at the right, a button."""

    def __init__(
        self, tag: Tag, sentence: str, rule: str, *, due: str = "", button: QWidget | None = None
    ) -> None:
        super().__init__()
        tag.setMinimumWidth(px(70))
        said, ruled = words(sentence, wrap=True), words(rule, "rule", wrap=True)
        text = QVBoxLayout()
        text.setSpacing(px(2))
        text.addWidget(said)
        if rule:
            text.addWidget(ruled)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, px(10), 0, px(10))
        whole.setSpacing(px(14))
        whole.addWidget(tag)
        whole.addLayout(text, 1)
        if due:
            whole.addWidget(words(due, "soft"))
        if button is not None:
            whole.addWidget(button)


class Empty(QWidget):
    """A place with nothing in it: one sentence why, one button what to do."""

    def __init__(self, sentence: str, button: QWidget | None = None) -> None:
        super().__init__()
        self.sentence = words(sentence, "soft", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.setSpacing(px(16))
        whole.addStretch(2)
        whole.addWidget(self.sentence)
        if button is not None:
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)


class Segments(QWidget):
    """The rolls of a ledger side by side, one of them chosen."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        whole = Flow(gap=20)
        self.setLayout(whole)
        for place, name in enumerate(names):
            button = plain_button(name, look="segment")
            button.setCheckable(True)
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            whole.addWidget(button)
        self._lead_tab()
        end = QWidget()  # the last part of a flow keeps to the right edge
        end.setFixedSize(0, 0)
        whole.addWidget(end)
        self._group.idClicked.connect(self.chosen)

    def choose(self, place: int) -> None:
        """Shows another as chosen, without the signal."""
        self._group.button(place).setChecked(True)
        self._lead_tab()

    def _lead_tab(self) -> None:
        """Tab stops at the chosen one; of itself the group would let it stop at the last."""
        for button in self._group.buttons():
            stops = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stops)

    def be_quiet(self) -> None:
        """Marks the chosen one in the colour of words: where many stand in a column."""
        for button in self._group.buttons():
            button.setProperty("quiet", "true")

    @property
    def place(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()


class Progress(QWidget):
    """A strip that says how far long work is, with 取消; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.bar = words("", "soft"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.cancel = plain_button("取消")
        whole = row(self.words, self.bar, self.cancel, gap=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.hide()

    def follow(self, errand: Errand, doing: str) -> None:
        """Shows an errand until it ends."""
        self.words.setText("正在停下……" if errand.cancelled() else doing)
        self._progressed(*errand.at)
        self.cancel.setEnabled(not errand.cancelled())
        errand.progressed.connect(self._progressed)
        errand.ended.connect(self.hide)
        self.cancel.clicked.connect(errand.cancel)
        self.cancel.clicked.connect(self._cancelling)
        self.show()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _cancelling(self) -> None:
        self.words.setText("正在停下……")
        self.cancel.setEnabled(False)


def scrolled(body: QWidget, area: QScrollArea | None = None) -> QScrollArea:
    """Whatever may grow longer than its place; it scrolls down, never sideways."""
    body.setObjectName("PageBody")
    area = area or QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stops at what can be pressed or typed
    return area

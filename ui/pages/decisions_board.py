"""进行中: every matter that is under way, with its line of six steps and what is next."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.flow import Flow
from ui.form import STACKED_FROM
from ui.pages.decisions_seen import amount_words, due_tag, hanging_words
from ui.pages.six_steps import SmallSteps
from ui.parts import Elided, Empty, Tag, clear, link_button, main_button, words
from ui.theme import colour, gap, look, px
from villagedesk.ledgers.decisions.seen import MatterSeen

NOTHING = (
    "还没有决策事项。\n村里的大事（修路、发包、评低保……）从提议开始登记，\n"
    "后面每一步该谁开会、要多少人同意，这里会算好。"
)
AT_ONCE = 8
"""Rows that are drawn before anything else: more than a page shows."""
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
NONE_RUNNING = "现在没有进行中的事项，办结的在“全部事项”里。"


class MatterRow(QFrame):
    """One matter; a press or Enter opens it, the arrows go to the next."""

    opened = Signal(str)
    moved = Signal(int)

    def __init__(self, seen: MatterSeen, today: date) -> None:
        super().__init__()
        self.seen = seen
        self.setObjectName("Card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        due, tone = due_tag(seen.due, today)
        said = (f"{seen.number} {seen.title}", seen.kind, seen.next, hanging_words(seen), due)
        self.setAccessibleName("，".join(part for part in said if part))
        self._lay_out(*self._named(), self._coming(due, tone))

    def _named(self) -> tuple[QWidget, QWidget]:
        seen = self.seen
        named, kind = QWidget(), " · ".join(x for x in (seen.kind, amount_words(seen)) if x)
        column = QVBoxLayout(named)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(Elided(f"{seen.number} {seen.title}", "heading"))
        column.addWidget(Elided(kind, "soft"))
        return named, SmallSteps(seen.stages)

    def _coming(self, due: str, tone: str) -> QWidget:
        coming = QWidget()
        column = QVBoxLayout(coming)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(words(self.seen.next, wrap=True))
        published = hanging_words(self.seen)
        tags = [Tag(published, "info")] if published else []
        tags += [Tag(due, tone)] if due else []
        if tags:
            end = QWidget()  # the last part of a flow keeps to the right edge
            end.setFixedSize(0, 0)
            column.addLayout(Flow(*tags, end))
        return coming

    def _lay_out(self, named: QWidget, steps: QWidget, coming: QWidget) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(14), px(20), px(14))
        whole.setSpacing(px(8))
        beside = QHBoxLayout()
        beside.setSpacing(px(24))
        if look.percent > STACKED_FROM:
            whole.addWidget(named)
        else:
            beside.addWidget(named, 5, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(steps, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(coming, 4, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(beside)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.opened.emit(self.seen.uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self.opened.emit(self.seen.uid)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        focused = self.hasFocus()
        if not focused and not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent_text" if focused else "faint"), 2 if focused else 1))
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(edge, px(8), px(8))
        painter.end()


class RunningView(QWidget):
    """The matters under way, what is due first on top."""

    opened = Signal(str)
    new_wanted = Signal()
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[MatterRow] = []
        self._waiting: Sequence[MatterSeen] = ()
        self._shown: tuple[tuple[MatterSeen, ...] | None, date] = (None, date.min)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(lambda: self._add(AT_ONCE))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap(12))

    def show_matters(self, matters: Sequence[MatterSeen], today: date) -> None:
        """Draws the board anew; the keys stay with the matter they were at."""
        if self._shown == (tuple(matters), today):
            return
        self._shown = tuple(matters), today
        kept = next((one.seen.uid for one in self.rows if one.hasFocus()), "")
        clear(self._column)
        running = [one for one in matters if not one.closed]
        self.rows, self._waiting = [], running
        place = next((place for place, one in enumerate(running) if one.uid == kept), None)
        self._add(AT_ONCE if place is None else max(AT_ONCE, place + 1))
        if place is not None:
            self.rows[place].setFocus()
        closed = len(matters) - len(running)
        if not running:
            self._column.addWidget(self._nothing(closed), 1)
        elif closed:
            all_of_them = link_button(f"已办结 {closed} 件，在“全部事项”里", self.all_wanted.emit)
            self._column.addWidget(all_of_them, 0, Qt.AlignmentFlag.AlignLeft)
        if running:
            self._column.addStretch(1)

    def _add(self, many: int) -> None:
        """The next rows; those after them as soon as there is time."""
        for one in self._waiting[:many]:
            made = self._row(one)
            self._column.insertWidget(len(self.rows), made)
            self.rows.append(made)
        self._waiting = self._waiting[many:]
        if self._waiting:
            self._next.start()

    def _row(self, one: MatterSeen) -> MatterRow:
        made = MatterRow(one, self._shown[1])
        made.opened.connect(self.opened)
        made.moved.connect(self._mover(made))
        return made

    def _mover(self, made: MatterRow) -> Callable[[int], None]:
        def move(by: int) -> None:
            place = self.rows.index(made) + by
            if 0 <= place < len(self.rows):
                self.rows[place].setFocus()

        return move

    def _nothing(self, closed: int) -> QWidget:
        if closed:
            return Empty(NONE_RUNNING, link_button("看全部事项", self.all_wanted.emit))
        return Empty(NOTHING, main_button("登记第一件事项", self.new_wanted.emit))

    def take_focus(self) -> None:
        """The keys go to the first matter."""
        if self.rows:
            self.rows[0].setFocus()

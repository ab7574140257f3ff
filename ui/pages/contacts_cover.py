"""覆盖: a card for each cell of the grid: who has how many households, which have nobody."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from ui.pages.contacts_seen import late_words, load_word, more_words
from ui.parts import SIGNS, Card, Empty, Tag, clear, line, link_button, plain_button, row, words
from ui.picker import Option, Options, TitleAndHint
from ui.theme import colour, gap, px
from villagedesk.ledgers.contacts.cover import (
    CellCover,
    ContactCoverage,
    HouseholdSeen,
    MemberLoad,
)

ITEM, LINE, LATE_LINE = 258, 36, 40
"""Pixels of a member's line and of an overdue household's, at normal text size."""
NAMED, FIRST, MORE, AT_ONCE = 8, 5, 20, 2
"""Households named in a sentence, overdue ones shown at first and by each press, cards at once."""
_NAME, _COUNT, _WORD = 72, 54, 64


class Loads(QAbstractListModel):
    """The members of a cell with the number of their households."""

    def __init__(self, members: Sequence[MemberLoad]) -> None:
        super().__init__()
        self.members = tuple(members)

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.members)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.members[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return load_sentence(one)
        return one.name if role == Qt.ItemDataRole.DisplayRole else None


def load_sentence(one: MemberLoad) -> str:
    """张建国：联系 7 户，合适（每人 5 到 15 户）."""
    least, most = one.wanted
    there = f"（这个网格 {one.here} 户）" if one.here != one.households else ""
    fitting = f"{load_word(one)[0]}（每人 {least} 到 {most} 户）"
    why = f"{one.exempt}，可以不联系" if one.exempt else fitting
    return f"{one.name}：联系 {one.households} 户{there}，{why}"


class LoadLine(QStyledItemDelegate):
    """Draws name, a bar against the range that fits, the number, and the word."""

    def __init__(self, members: QListView) -> None:
        super().__init__(members)
        self.width = px(ITEM)

    def sizeHint(self, option: Any, index: Any) -> QSize:  # noqa: ARG002  # Qt's own signature
        return QSize(self.width, px(LINE))

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        one: MemberLoad = index.model().members[index.row()]
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = option.rect.adjusted(px(6), 0, -px(20), 0)
        word, tone = load_word(one)
        painter.save()
        name = QRect(room.left(), room.top(), px(_NAME), room.height())
        shown = option.fontMetrics.elidedText(
            one.name, Qt.TextElideMode.ElideRight, name.width() - px(6)
        )
        painter.setPen(colour("text"))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        tail = px(_COUNT + _WORD)
        _bar(painter, room.adjusted(px(_NAME), 0, -tail, 0), one, tone)
        count = QRect(room.right() - tail, room.top(), px(_COUNT) - px(8), room.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(count, right, f"{one.households} 户")
        painter.setPen(colour("soft" if tone == "plain" else tone))
        said = QRect(room.right() - px(_WORD), room.top(), px(_WORD), room.height())
        painter.drawText(said, Qt.AlignmentFlag.AlignVCenter, f"{SIGNS[tone]} {word}".strip())
        painter.restore()


def _bar(painter: QPainter, room: QRect, one: MemberLoad, tone: str) -> None:
    """How many against the least and the most, which two marks show."""
    least, most = one.wanted
    whole = max(most * 4 // 3, 1)
    track = QRect(room.left(), room.center().y() - px(3), room.width(), px(7))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("hover"))
    painter.drawRoundedRect(track, px(3), px(3))
    filled = QRect(track)
    filled.setWidth(min(track.width() * one.households // whole, track.width()))
    painter.setBrush(colour("edge" if tone == "plain" else tone))
    painter.drawRoundedRect(filled, px(3), px(3))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(colour("soft"))
    for mark in (least, most):
        across = track.left() + track.width() * mark // whole
        painter.drawLine(across, track.top() - px(3), across, track.bottom() + px(3))


class LoadList(QListView):
    """The members side by side in as many columns as there is room for; as high as needed."""

    opened = Signal(object)

    def __init__(self, members: Sequence[MemberLoad], title: str) -> None:
        super().__init__()
        self.loads = Loads(members)
        self.setModel(self.loads)
        self._lines = LoadLine(self)
        self.setItemDelegate(self._lines)
        self.setAccessibleName(f"{title}的党员联系户数")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 2  # an item that fills the last pixel goes a line down
        columns = max(room // px(ITEM), 1)
        self._lines.width = room // columns
        self.scheduleDelayedItemsLayout()
        rows = -(-len(self.loads.members) // columns)
        self.setFixedHeight(rows * px(LINE) + px(2))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.loads.members[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.loads.members:
            self.setCurrentIndex(self.loads.index(0))


class LateList(QListView):
    """Households nobody has visited for too long, the longest first; Enter begins a visit."""

    opened = Signal(object)

    def __init__(self, late: Sequence[HouseholdSeen], title: str) -> None:
        super().__init__()
        self._late = tuple(late)
        self._options = Options(self)
        self.setModel(self._options)
        self.setItemDelegate(TitleAndHint(self))
        self.setAccessibleName(f"{title}该走访的户")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.opened.emit(self._late[index.row()]))
        self.shown = 0
        self.show_more(FIRST)

    def show_more(self, count: int) -> None:
        """Some more of them."""
        self.shown = min(self.shown + count, len(self._late))
        self._options.show_options(
            [Option(one, _late_title(one), late_words(one)) for one in self._late[: self.shown]]
        )
        self.setFixedHeight(self.shown * px(LATE_LINE) + px(2))

    @property
    def left(self) -> int:
        """How many are not shown yet."""
        return len(self._late) - self.shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at.isValid():
            self.opened.emit(self._late[at.row()])
        else:
            super().keyPressEvent(event)


def _how(late: int) -> str:
    return f"{late} 户，点一户（或按回车）就记一次走访"


def _late_title(one: HouseholdSeen) -> str:
    kinds = "、".join(one.kinds) if one.key else ""
    named = " ".join(part for part in (one.head, one.number) if part)
    return " · ".join(p for p in (named, kinds, one.member and f"{one.member}联系") if p)


class CellCard(Card):
    """One cell: how many households are looked after, by whom, and what is missing."""

    arranging = Signal(object)
    visiting = Signal(object)
    member_opened = Signal(object)
    printing = Signal(object)

    def __init__(self, cell: CellCover) -> None:
        full = cell.covered == cell.households
        tag = Tag(f"{cell.covered}/{cell.households} 户有人联系", "ok" if full else "warn")
        super().__init__(cell.title, tail=tag)
        self.cell = cell
        self.body.setSpacing(px(8))
        head = f"网格长 {cell.head}" if cell.head else ""
        about = " · ".join(part for part in ("、".join(cell.groups), head) if part)
        if about:
            self.body.addWidget(words(about, "rule", wrap=True))
        self._add_members()
        if cell.without:
            self._add_without()
        if cell.late:
            self._add_late()

    def _add_members(self) -> None:
        if not self.cell.members:
            self.body.addWidget(words("这个网格还没有党员。", "soft", wrap=True))
            return
        self.loads = LoadList(self.cell.members, self.cell.title)
        self.loads.opened.connect(self._stand_on)
        self.chosen, self._member = words("", "soft", wrap=True), self.cell.members[0]
        self._strip = QWidget()
        see = plain_button("看联系户", lambda: self.member_opened.emit(self._member))
        self.print = plain_button("打印走访名单", lambda: self.printing.emit(self._member))
        line_up = row(self.chosen, see, self.print, gap=12)
        line_up.setStretch(0, 1)
        self._strip.setLayout(line_up)
        self.see = see
        self.body.addWidget(self.loads)
        self.body.addWidget(self._strip)
        self._strip.hide()

    def _stand_on(self, one: MemberLoad) -> None:
        self._member = one
        self.chosen.setText(load_sentence(one))
        for press in (self.see, self.print):
            press.setEnabled(bool(one.households))
        self._strip.show()
        self.see.setFocus()
        QTimer.singleShot(0, self._strip, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """What was asked for may lie below the window's edge."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self._strip)

    def _add_without(self) -> None:
        without = self.cell.without
        names = "、".join(one.head or one.number for one in without[:NAMED])
        names += f" 等 {len(without)} 户" if len(without) > NAMED else ""
        self.arrange = plain_button("安排", lambda: self.arranging.emit(self.cell))
        self.arrange.setAccessibleName(f"给{self.cell.title}安排联系党员")
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(words(f"{len(without)} 户没有党员联系"))
        said.addWidget(words(names, "rule", wrap=True))
        inside = row(Tag("没人联系", "warn"), gap=12)
        inside.addLayout(said, 1)
        inside.addWidget(self.arrange)
        self.body.addWidget(line())
        self.body.addLayout(inside)

    def _add_late(self) -> None:
        late = sorted(self.cell.late, key=lambda one: (one.days >= 0, -one.days, one.number))
        self.late = LateList(late, self.cell.title)
        self.late.opened.connect(self.visiting)
        self.more = link_button("", self._show_more)
        self.body.addWidget(line())
        self.body.addLayout(row(Tag("该走访了", "warn"), words(_how(len(late)), "soft"), 1, gap=12))
        self.body.addWidget(self.late)
        self.body.addLayout(row(self.more, 1))
        self._say_more()

    def _show_more(self) -> None:
        self.late.show_more(MORE)
        self._say_more()

    def _say_more(self) -> None:
        left = self.late.left
        self.more.setText(more_words(left, MORE, "户"))
        self.more.setVisible(left > 0)


class CoverView(QWidget):
    """The cards of all cells: those that fit at once, the others as soon as there is time."""

    arranging = Signal(object)
    visiting = Signal(object)
    member_opened = Signal(object)
    printing = Signal(object)
    visits_wanted = Signal()
    cells_wanted = Signal()

    def __init__(self, begin_cell: Callable[[], object]) -> None:
        super().__init__()
        self._begin_cell = begin_cell
        self._waiting: list[CellCover] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._add_next)
        self.cards: list[CellCard] = []
        self._seen: ContactCoverage | None = None
        self.visits = plain_button("走访统计", self.visits_wanted.emit)
        self.cells = plain_button("网格一览", self.cells_wanted.emit)
        self._said, self._column = words("", "rule", wrap=True), QVBoxLayout()
        self._column.setSpacing(gap(16))
        tools = row(self._said, self.visits, self.cells, gap=12)
        tools.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(12))
        whole.addLayout(tools)
        whole.addLayout(self._column, 1)

    def show_coverage(self, seen: ContactCoverage) -> None:
        """Draws the cards anew."""
        if seen == self._seen and self.cards:
            return  # what the keys stand on is not drawn anew for nothing
        self._seen, self.cards = seen, []
        clear(self._column)
        self._waiting = list(seen.cells)
        for _ in range(AT_ONCE):
            self._add_next()
        if not any(cell.cell for cell in seen.cells):
            self._column.addWidget(self._no_cells(bool(seen.cells)))
        self._said.setText(seen.sentence)
        self._column.addStretch(1)

    def _add_next(self) -> None:
        if not self._waiting:
            return
        made = CellCard(self._waiting.pop(0))
        for mine, its in (
            (self.arranging, made.arranging),
            (self.visiting, made.visiting),
            (self.member_opened, made.member_opened),
            (self.printing, made.printing),
        ):
            its.connect(mine)
        self._column.insertWidget(len(self.cards), made)
        self.cards.append(made)
        self._next.start()

    def _no_cells(self, any_household: bool) -> Card:
        said = "还没有划网格。" + (
            "划好网格，户和党员就按网格排开。" if any_household else "先登记户和党员，再划网格。"
        )
        card = Card()
        card.body.addWidget(Empty(said, plain_button("登记网格", self._begin_cell)))
        return card

    def take_focus(self) -> None:
        """The keys go to the first card's members."""
        first = next((card for card in self.cards if card.cell.members), None)
        (first.loads if first else self).setFocus()

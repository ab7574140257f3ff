"""案件: the board of cases, a column for each state; painted, so that thousands open at once."""

from collections.abc import Sequence
from re import sub
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.pages.mediation_seen import CardSeen, ColumnSeen
from ui.parts import SIGNS, row, words
from ui.theme import colour, gap, px

CARD, BETWEEN = 118, 10
"""A card's height and the room below it, in pixels of the drawings."""
LEAST = 172
"""What a column needs so that its cards can be read; narrower, columns stand below each other."""
STACKED_ROWS = 6
"""How many cards a column shows without scrolling where columns stand below each other."""

Index = QModelIndex | QPersistentModelIndex
SEEN = Qt.ItemDataRole.UserRole


class CardModel(QAbstractListModel):
    """The cases of one column."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[CardSeen, ...] = ()

    def show_cards(self, cards: tuple[CardSeen, ...]) -> None:
        """Other cases instead of those before."""
        if cards != self.cards:
            self.beginResetModel()
            self.cards = cards
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        if role == SEEN:
            return card
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            said = (f"{card.number}  {card.days}", card.sides, card.kind, card.tag[0])
            return "\n".join(part for part in said if part)
        return None


class CardPainter(QStyledItemDelegate):
    """Draws a case as a card: number and days, sides, kind, and what presses or is missing."""

    def sizeHint(self, option: Any, index: Any) -> QSize:  # noqa: ARG002  # Qt's own signature
        return QSize(px(120), px(CARD + BETWEEN))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: CardSeen = index.data(SEEN)
        sheet: QRect = option.rect.adjusted(1, 1, -2, -px(BETWEEN))  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        keyed = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_soft" if keyed else "hover" if hovered else "surface"
        edge = "accent_text" if keyed else "line"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(edge), 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(sheet, px(8), px(8))
        _write(painter, sheet.adjusted(px(12), px(10), -px(12), -px(8)), card, option.font)  # type: ignore[attr-defined]
        painter.restore()


def _write(painter: QPainter, room: QRect, card: CardSeen, font: QFont) -> None:
    small, strong = QFont(font), QFont(font)
    small.setPixelSize(px(13))
    strong.setWeight(QFont.Weight.DemiBold)
    line = room.height() // 4
    rooms = [QRect(room.x(), room.y() + at * line, room.width(), line) for at in range(4)]
    used = QFontMetrics(small).horizontalAdvance(card.days)
    _line(painter, rooms[0].adjusted(0, 0, -used - px(8), 0), card.number, strong)
    _line(painter, rooms[0].adjusted(room.width() - used - 1, 0, 0, 0), card.days, small, "soft")
    _line(painter, rooms[1], _in_short(card.sides, QFontMetrics(font), room.width()), font)
    _line(painter, rooms[2], card.kind, small, "soft")
    _draw_tag(painter, rooms[3], card.tag, small)


def _line(painter: QPainter, room: QRect, said: str, font: QFont, ink: str = "text") -> None:
    painter.setFont(font)
    painter.setPen(colour(ink))
    shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _in_short(sides: str, metrics: QFontMetrics, room: int) -> str:
    """贺一平等与贺大山等 where there is no room to say how many they are."""
    fits = metrics.horizontalAdvance(sides) <= room
    return sides if fits else sub(r"等 \d+ 人", "等", sides)


def _draw_tag(painter: QPainter, room: QRect, tag: tuple[str, str], font: QFont) -> None:
    word, tone = tag
    if not word:
        return
    metrics, edge = QFontMetrics(font), px(7)
    said = f"{SIGNS[tone]} {word}".strip()
    said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width() - 2 * edge)
    width, height = metrics.horizontalAdvance(said) + 2 * edge, metrics.height() + px(2)
    patch = QRect(room.x(), room.center().y() - height // 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("hover" if tone == "plain" else f"{tone}_soft"))
    painter.drawRoundedRect(patch, px(4), px(4))
    painter.setFont(font)
    painter.setPen(colour("soft" if tone == "plain" else tone))
    painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), said)


class CardList(QListView):
    """The cards of one state; arrows move, Enter or a click opens."""

    opened = Signal(str)
    sideways = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cards = CardModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardPainter(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setObjectName("Cards")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(SEEN).uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and here.isValid():
            self._open(here)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0))

    def event(self, event: QEvent) -> bool:
        """A card has the keys or it has not: the whole list is drawn anew for its frame."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)


class BoardColumn(QWidget):
    """One state: its name, how many cases, and their cards."""

    def __init__(self, seen: ColumnSeen) -> None:
        super().__init__()
        self.name = words(seen.state, "heading")
        self.count = words("", "soft")
        self.list = CardList(seen.state)
        self.none = words("没有", "rule")
        self.none.setMinimumHeight(px(36))
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(row(self.name, self.count, 1))
        whole.addWidget(self.none)
        whole.addWidget(self.list, 1)
        self._spare = QLabel()
        whole.addWidget(self._spare, 1)
        self.show_column(seen)

    def show_column(self, seen: ColumnSeen) -> None:
        """The cases of this state as they are now."""
        self.list.cards.show_cards(seen.cards)
        self.count.setText(f"{len(seen.cards)} 件" if seen.cards else "")
        for part, shown in ((self.list, bool(seen.cards)), (self.none, not seen.cards)):
            part.setVisible(shown)
        self._spare.setVisible(not seen.cards)

    def stand(self, *, stacked: bool) -> None:
        """As high as some cards where columns stand below each other, else as the page allows."""
        rows = min(self.list.cards.rowCount(), STACKED_ROWS)
        self.list.setFixedHeight(rows * px(CARD + BETWEEN)) if stacked else _free(self.list)
        self._spare.setVisible(not stacked and not self.list.cards.rowCount())


def _free(widget: QWidget) -> None:
    widget.setMinimumHeight(px(CARD + BETWEEN))
    widget.setMaximumHeight(16_777_215)


class Board(QWidget):
    """Every state side by side, or one below the other where there is no room."""

    opened = Signal(str)
    restacked = Signal()
    """The columns stand another way now: the page scrolls, or its columns do."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[BoardColumn, ...] = ()
        self.stacked = False
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap(16))

    def show_columns(self, seen: Sequence[ColumnSeen]) -> None:
        """The board as it is now; columns that stand already keep their place and their keys."""
        if [one.name.text() for one in self.columns] != [one.state for one in seen]:
            self._make(seen)
        for column, one in zip(self.columns, seen, strict=True):
            column.show_column(one)
            column.stand(stacked=self.stacked)

    def _make(self, seen: Sequence[ColumnSeen]) -> None:
        for old in self.columns:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.columns = tuple(BoardColumn(one) for one in seen)
        for place, column in enumerate(self.columns):
            self._line.addWidget(column, 1)
            column.list.opened.connect(self.opened)
            column.list.sideways.connect(lambda by, place=place: self._step(place, by))
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Side by side when so much room is enough for every column."""
        stacked = width < len(self.columns) * px(LEAST)
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        for column in self.columns:
            column.stand(stacked=stacked)
        if stacked != self.stacked:
            self.stacked = stacked
            self.restacked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(event.size().width())

    def minimumSizeHint(self) -> QSize:
        """No wider than one column: it stacks before it would stretch the page."""
        return QSize(px(LEAST), super().minimumSizeHint().height())

    def take_focus(self) -> None:
        """The keys go to the first card there is."""
        full = next((one for one in self.columns if one.list.cards.rowCount()), None)
        (full.list if full else self).setFocus()

    def _step(self, place: int, by: int) -> None:
        """From a column to the next that has cases, to the card at the same height."""
        at = self.columns[place].list.currentIndex().row()
        places = range(place + by, len(self.columns) if by > 0 else -1, by)
        for other in places:
            target = self.columns[other].list
            if target.cards.rowCount():
                target.setCurrentIndex(target.cards.index(min(at, target.cards.rowCount() - 1)))
                target.setFocus()
                return

"""The year board: kinds of meetings down, months across, cells as wide as the rule's period."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.pages.meetings_seen import YearSeen, cell_words, name_of, pace, why_not
from ui.pages.year_marks import Mark, draw_mark, fits
from ui.theme import colour, px
from villagedesk.ledgers.meetings.due import Board, Cell, State

HEAD, LEAST_MONTH = 120, 42
"""Width of the row heads, and the least one of a month."""
TOP, LINE, TALL = 32, 44, 52
"""Height of the months, of a row whose cells hold one line, and of one whose cells hold two."""
INSET = 2
"""Pixels a cell keeps from its edges."""
_OPEN = (State.MISSING, State.DUE)


@dataclass(frozen=True)
class Heading:
    """A row's or a month's head: its name, a small grey word below, whether it is now."""

    name: str
    below: str = ""
    now: bool = False


class BoardModel(QAbstractTableModel):
    """A board as a table: in the first row the months, in the first column the kinds."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: YearSeen | None = None
        self.board: Board | None = None

    def show_board(self, seen: YearSeen, board: Board) -> None:
        """Another board."""
        self.beginResetModel()
        self.seen, self.board = seen, board
        self.endResetModel()

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.board is None else len(self.board.rows) + 1

    def columnCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.board is None else 13

    def flags(self, index: Any) -> Qt.ItemFlag:
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def cell(self, index: Any) -> Cell | None:
        """The cell that covers a place; None at a head."""
        row, column = int(index.row()), int(index.column())
        if self.board is None or row < 1 or column < 1:
            return None
        return next(one for one in self.board.rows[row - 1][1] if one.last.month >= column)

    def index_of(self, cell: Cell) -> Any:
        """Where a cell stands."""
        assert self.board is not None
        kinds = [kind for kind, _ in self.board.rows]
        return self.index(kinds.index(cell.kind) + 1, cell.first.month)

    def mark(self, index: Any) -> Mark:
        """How a cell is drawn."""
        cell = self.cell(index)
        assert cell is not None and self.seen is not None and self.board is not None  # noqa: PT018
        if self.is_blank(index.row()):
            return Mark(State.NOT_OWED, self.reason(index.row())[1])
        held = cell.meetings if cell.state is State.HELD else ()
        late = any(one.uid in self.seen.late for one in held)
        return Mark(cell.state, cell_words(self.seen, self.board.branch, cell), late)

    def heading(self, index: Any) -> Heading:
        """What a head says."""
        assert self.seen is not None and self.board is not None  # noqa: PT018
        if index.row() == 0:
            month, today = index.column(), self.seen.today
            now = (today.year, today.month) == (self.seen.year, month)
            return Heading(f"{month}月" if month else "", now=now)
        kind, cells = self.board.rows[index.row() - 1]
        return Heading(str(kind), self.reason(index.row())[0] or pace(cells))

    def reason(self, row: int) -> tuple[str, str]:
        """Why nothing of a row is owed, short and whole; empty where something is."""
        assert self.seen is not None and self.board is not None  # noqa: PT018
        kind, cells = self.board.rows[row - 1]
        owed = any(cell.state not in (State.HELD, State.NOT_OWED) for cell in cells)
        if owed or cells[-1].state is not State.NOT_OWED:
            return "", ""
        return why_not(self.seen, self.board.branch, kind)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return self.data(self.index(section, 0))
        return None

    def is_blank(self, row: int) -> bool:
        """Whether a row has nothing to show but the reason why."""
        assert self.board is not None
        return all(cell.state is State.NOT_OWED for cell in self.board.rows[row - 1][1])

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if self.seen is None or role not in (Qt.ItemDataRole.DisplayRole, *spoken):
            return None
        cell = self.cell(index)
        if cell is None:
            heading = self.heading(index)
            return f"{heading.name} {heading.below}".strip() if role not in spoken[1:] else None
        if self.is_blank(index.row()):
            return f"{cell.kind}：{self.reason(index.row())[1]}"
        return name_of(self.seen, cell)


class BoardPainter(QStyledItemDelegate):
    """Draws heads and cells; a ring shows where the keys are."""

    def __init__(self, view: "YearBoard") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        model, place = self._view.grid, option.rect  # type: ignore[attr-defined]  # Qt's stub lacks it
        if model.cell(index) is None:
            self._month(painter, place, model.heading(index))
            return
        inner = place.adjusted(INSET, INSET + 1, -INSET, -INSET - 1)
        if model.is_blank(index.row()):
            self._reason(painter, inner, model.mark(index))
        else:
            draw_mark(painter, inner, model.mark(index), self._view.font(), tall=self._view.tall)
        self._ring(painter, inner, option, index)

    def _month(self, painter: QPainter, place: QRect, said: Heading) -> None:
        painter.save()
        painter.setFont(sized(self._view.font(), bold=said.now))
        if said.now:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(place.adjusted(INSET, 2, -INSET, -4), px(5), px(5))
        painter.setPen(colour("accent_text" if said.now else "soft"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said.name)
        painter.restore()

    def _reason(self, painter: QPainter, place: QRect, mark: Mark) -> None:
        painter.save()
        painter.setPen(colour("soft"))
        painter.setFont(sized(self._view.font(), 13))
        painter.drawText(place.adjusted(px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, mark.line)
        painter.restore()

    def _ring(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, index: Any
    ) -> None:
        here = index == self._view.currentIndex() and self._view.hasFocus()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
        if not here and not over:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent_text" if here else "edge"), 2 if here else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        painter.restore()


class KindHeads(QHeaderView):
    """The kinds at the left, each with its pace below; they stay where the months move away."""

    def __init__(self, grid: BoardModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        said = self._grid.heading(self._grid.index(section, 0))
        middle, left = rect.center().y(), Qt.AlignmentFlag.AlignLeft
        upper = QRect(rect.topLeft(), QPoint(rect.right(), middle))
        lower = QRect(QPoint(rect.left(), middle + 1), rect.bottomRight())
        painter.save()
        painter.setFont(sized(self.font()))
        painter.setPen(colour("text"))
        painter.drawText(upper, int(left | Qt.AlignmentFlag.AlignBottom), said.name)
        painter.setFont(sized(self.font(), 12))
        painter.setPen(colour("faint"))
        painter.drawText(lower, int(left | Qt.AlignmentFlag.AlignTop), said.below)
        painter.restore()


def sized(font: QFont, size: int = 14, *, bold: bool = False) -> QFont:
    """The font in another size."""
    made = QFont(font)
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made


class YearBoard(QTableView):
    """A branch's year; arrows go from cell to cell, Enter or a press picks one."""

    picked = Signal(object)
    """The cell the clerk wants to see or to begin."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = BoardModel()
        self.tall = False
        self.setModel(self.grid)
        self.setItemDelegate(BoardPainter(self))
        self.setAccessibleName("全年组织生活")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heads = KindHeads(self.grid)
        self.setVerticalHeader(self.heads)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.clicked.connect(self._pick)

    def show_board(self, seen: YearSeen, board: Board) -> None:
        """Another board in the same place; the mark stays where it was."""
        here = (self.currentIndex().row(), self.currentIndex().column())
        self.grid.show_board(seen, board)
        self.clearSpans()
        for row, (_, cells) in enumerate(board.rows, 1):
            if self.grid.is_blank(row):
                self.setSpan(row, 1, 1, 12)
                continue
            for cell in cells:
                if cell.first.month != cell.last.month:
                    self.setSpan(row, cell.first.month, 1, cell.last.month - cell.first.month + 1)
        self._fit()
        if min(here) > 0:
            self.setCurrentIndex(self.grid.index(*here))
        elif self.hasFocus():  # the keys came before the board did
            self._stand_on_what_is_open(board)

    def choose(self, cell: Cell) -> None:
        """Puts the mark on a cell."""
        self.setCurrentIndex(self.grid.index_of(cell))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.grid.board is None:
            return
        room = self.width() - px(HEAD)
        month = max(room // 12, px(LEAST_MONTH))
        spare = max(room - 12 * month, 0)
        self.tall = not self._all_fit(month - 2 * INSET - px(4))
        self.heads.setFixedWidth(px(HEAD) + spare)
        self.setColumnHidden(0, True)
        for column in range(1, 13):
            self.setColumnWidth(column, month)
        self.setRowHeight(0, px(TOP))
        for row in range(1, self.grid.rowCount()):
            self.setRowHeight(row, px(TALL if self.tall else LINE))
        rows = sum(self.rowHeight(row) for row in range(self.grid.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if 12 * month > room else 0
        self.setFixedHeight(rows + bar)

    def _all_fit(self, room: int) -> bool:
        """Whether every mark finds room in one line of its cell."""
        metrics, grid = QFontMetrics(self.font()), self.grid
        assert grid.board is not None
        return all(
            grid.is_blank(row) or fits(grid.mark(grid.index_of(cell)), metrics, room)
            for row, (_, cells) in enumerate(grid.board.rows, 1)
            for cell in cells
            if cell.first.month == cell.last.month
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        board = self.grid.board
        if board is not None and not self.currentIndex().isValid():
            self._stand_on_what_is_open(board)
        self.update(self.currentIndex())

    def _stand_on_what_is_open(self, board: Board) -> None:
        cells = list(board.cells())
        self.choose(next((one for one in cells if one.state in _OPEN), cells[0]))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _pick(self, index: Any) -> None:
        cell = self.grid.cell(index) if index.isValid() else None
        if cell is not None:
            self.picked.emit(cell)

"""The table on screen: tuples as the desk gives them, shown through their kinds when painted."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from ui.frozen import FrozenColumn
from ui.memory import Memory
from ui.theme import colour, gap, px
from villagedesk.declare import Face
from villagedesk.kinds import mask

ROW, DENSE_ROW = 24, 12
"""Blank space of a row beside its words: 44 and 32 pixels at normal text size."""
WORDS = 20
SAMPLED = 120
"""Rows looked at to find how wide a column must be."""
WIDEST = 230
UNFINISHED = "未完成"


class GridModel(QAbstractTableModel):
    """Rows of a roll: in each tuple first the uid, then a value for each face."""

    def __init__(self, faces: Sequence[Face]) -> None:
        super().__init__()
        self.faces = tuple(faces)
        self.rows: list[tuple[Any, ...]] = []
        self.unfinished: frozenset[str] = frozenset()
        self._begun: frozenset[str] = frozenset()

    def show_rows(
        self,
        rows: list[tuple[Any, ...]],
        unfinished: Collection[str] = (),
        begun: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Other rows; first come new records just begun (their words by field key), then those
        with an unfinished change, and all of these say so."""
        self.beginResetModel()
        begun = begun or {}
        self._begun = frozenset(begun)
        self.unfinished = self._begun.union(unfinished)
        new = [(uid, *self._words(words)) for uid, words in begun.items()]
        first = [row for row in rows if row[0] in self.unfinished] if unfinished else []
        rest = [row for row in rows if row[0] not in self.unfinished] if unfinished else rows
        self.rows = [*new, *first, *rest]
        self.endResetModel()

    def _words(self, words: Mapping[str, str]) -> list[str]:
        return ["" if face.private else words.get(face.key, "") for face in self.faces]

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.faces)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.shown(index.row(), index.column())
        if role == Qt.ItemDataRole.ForegroundRole and self._is_unfinished(index):
            return colour("warn")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return None

    def shown(self, row: int, column: int) -> str:
        """The words of one cell, private digits masked."""
        value = self.rows[row][column + 1]
        words = value if self.rows[row][0] in self._begun else mask(self.faces[column].kind, value)
        if column == 0 and self.rows[row][0] in self.unfinished:
            return f"● {UNFINISHED} {words}".strip()
        return words

    def _is_unfinished(self, index: Any) -> bool:
        return index.column() == 0 and self.rows[index.row()][0] in self.unfinished

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.faces[section].label
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return None

    def row_of(self, uid: str) -> int:
        """Where a record stands, or -1."""
        return next((at for at, row in enumerate(self.rows) if row[0] == uid), -1)


class TonedCells(QStyledItemDelegate):
    """Words in the colour of what they mean wear it on the marked row too."""

    def initStyleOption(self, option: Any, index: Any) -> None:
        super().initStyleOption(option, index)
        worn = index.data(Qt.ItemDataRole.ForegroundRole)
        if worn is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, worn)


class GridView(QTableView):
    """A quiet table: whole rows, no lattice, columns that fit, the first one always in sight."""

    chosen = Signal(str)
    """The uid of the row the clerk went to."""
    opened = Signal(str)
    sorted_by = Signal(int)

    def __init__(self, model: GridModel, *, memory: Memory, name: str) -> None:
        super().__init__()
        self.grid, self._memory, self._name = model, memory, name
        self._fitting = False
        self.setModel(model)
        self.setAccessibleName("记录列表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.set_dense(dense=bool(memory.number("look/dense", 0)))
        self._dress_header()
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.rows[index.row()][0]))
        model.modelReset.connect(self.fit)
        self.frozen = FrozenColumn(self)
        for table in (self, self.frozen):
            table.setItemDelegate(TonedCells(table))
        self.frozen.horizontalHeader().sectionClicked.connect(self.sorted_by)

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(px(48))
        header.setFixedHeight(px(WORDS) + gap(ROW))
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self.sorted_by)
        header.sectionResized.connect(self._resized)

    def set_dense(self, *, dense: bool) -> None:
        """Lower rows for those who want more of them."""
        head = self.verticalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultSectionSize(px(WORDS) + gap(DENSE_ROW if dense else ROW))

    def fit(self) -> None:
        """Gives columns the width of their words; those that find no room are hidden, and room
        that is left goes to those whose words are cut.

        Widths the clerk has set are kept, even where the table then scrolls.
        """
        kept = self._memory.numbers(self._key())
        own = [face.key for face in self.grid.faces]
        wanted = [px(kept[key]) if key in kept else self._width(at) for at, key in enumerate(own)]
        widths = wanted if kept else shared(wanted, self.viewport().width(), px(WIDEST))
        self._fitting = True
        for place, width in enumerate(widths):
            self.setColumnHidden(place, width == 0)
            self.setColumnWidth(place, width)
        self._fitting = False

    def _width(self, place: int) -> int:
        metrics = self.fontMetrics()
        shown = (self.grid.shown(row, place) for row in range(min(SAMPLED, len(self.grid.rows))))
        widest = max(map(metrics.horizontalAdvance, shown), default=0)
        header = metrics.horizontalAdvance(self.grid.faces[place].label)
        return max(widest, header) + px(28)

    def _resized(self, place: int, _old: int, new: int) -> None:
        dragged = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if dragged and not self._fitting:
            self.remember_width(place, new)

    def remember_width(self, place: int, width: int) -> None:
        """Keeps the width the clerk gave a column, as it would be at normal text size."""
        kept = self._memory.numbers(self._key())
        kept[self.grid.faces[place].key] = round(width * 100 / px(100))
        self._memory.keep(self._key(), kept)

    def _key(self) -> str:
        return f"widths/{self._name}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @property
    def uid(self) -> str:
        """The record the mark is on, or nothing."""
        row = self.currentIndex().row()
        return str(self.grid.rows[row][0]) if 0 <= row < len(self.grid.rows) else ""

    def choose(self, uid: str) -> bool:
        """Puts the mark on a record without saying so; whether it is in the list."""
        row = self.grid.row_of(uid)
        self.blockSignals(True)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.grid.index(row, 0))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self.blockSignals(False)
        return row >= 0

    def step(self, by: int) -> None:
        """Goes to the row before or after."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.grid.rows):
            self.selectRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.uid:
            self.opened.emit(self.uid)
            return
        super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Takes the keys without opening a record by it."""
        self.blockSignals(True)
        self.setFocus()
        self.blockSignals(False)

    def above(self) -> str:
        """The uid of the row above the mark; of the first where none is marked."""
        row = self.currentIndex().row()
        rows = self.grid.rows
        place = row - 1 if row > 0 else 0 if row < 0 else -1
        return str(rows[place][0]) if 0 <= place < len(rows) else ""

    def _moved(self, now: Any, _before: Any) -> None:
        if now.isValid():
            self.chosen.emit(self.uid)


def shared(wanted: Sequence[int], room: int, most: int) -> list[int]:
    """How wide each column is, 0 for one that finds no room: none takes more than `most` before
    all have theirs, the first is always there, and a narrow one may stand where a wide one
    cannot."""
    widths: list[int] = []
    for place, width in enumerate(wanted):
        fits = place == 0 or sum(widths) + min(width, most) <= room
        widths.append(min(width, most) if fits else 0)
    left = room - sum(widths)
    for place, width in enumerate(wanted):
        if 0 < widths[place] < width and left > 0:
            more = min(width - widths[place], left)
            widths[place], left = widths[place] + more, left - more
    return widths

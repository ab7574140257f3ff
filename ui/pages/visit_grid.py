"""A day's visits typed as in a sheet: Enter goes right, rows grow, Excel's rows can be pasted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from ui.editors import Editor, LinkEditor
from ui.page import Frame
from ui.pages.contacts_seen import HomeOption, homes_like
from ui.pages.contacts_typed import FACES, HOME, KEYS, WHO, VisitModel
from ui.pages.visit_leaves import Leaf, leaves, widths
from ui.part_grid import CellEditors
from ui.parts import link_button
from ui.picker import Answer, Option
from ui.theme import CELL_EDGE, colour, px
from ui.wrapping import joined
from villagedesk.declare import Face

ROW, SMALL, BLANK = 38, 13, 10


class HomeEditor(LinkEditor):
    """A household, found by its head's name, by pinyin initials or by its number.

    With nothing typed it offers the visitor's own, first those nobody saw for the longest time.
    """

    def __init__(self, own: Face, frame: Frame, homes: Sequence[HomeOption], visitor: str) -> None:
        super().__init__(own, frame)
        self._homes, self._visitor = homes, visitor
        self.line.setProperty("placeholderText", "户主、户编号")

    def _find(self, typed: str, answer: Answer) -> None:
        found = homes_like(self._homes, typed, self._visitor)
        answer([Option(one.uid, one.title, one.hint) for one in found])

    def settle(self) -> None:
        """Words alone are settled when the day is saved: two of a name must be told apart."""


class VisitCells(CellEditors):
    """Lends a cell its editor, and says what is wrong below the words of the cell."""

    def __init__(self, frame: Frame, model: VisitModel, table: "VisitGrid") -> None:
        super().__init__(frame, model, table)
        self._lender, self._visits, self._grid = frame, model, table

    def createEditor(self, parent: Any, option: Any, index: Any) -> Any:
        own = FACES[index.column()]
        if own.key == HOME:
            visitor = self._visits.links[index.row()].get(WHO) or ""
            editor: Any = HomeEditor(own, self._lender, self._grid.homes, visitor)
            editor.setParent(parent)
            editor.finished.connect(lambda: self._done(editor))
        else:
            editor = super().createEditor(parent, option, index)
        editor.line.installEventFilter(self._grid)
        return editor

    def paint(self, painter: Any, option: Any, index: Any) -> None:
        wrong = self._visits.problem_at(index)
        if not wrong and option.rect.height() <= px(ROW):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setPen(colour("line"))
        painter.fillRect(option.rect, colour("bad_soft" if wrong else "surface"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        room = option.rect.adjusted(px(10) + CELL_EDGE, 0, -px(4), 0)
        line = QRect(room.left(), room.top(), room.width(), px(ROW))
        said = str(index.data() or "")
        painter.setPen(colour("text"))
        shown = option.fontMetrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(_small(option.font))
        painter.setPen(colour("bad"))
        room.setTop(line.bottom() if said else line.top() + px(BLANK))
        wrong = joined(wrong)
        painter.drawText(room, _wrapped(painter.fontMetrics(), room.width(), wrong), wrong)
        painter.restore()

    def height(self, row: int) -> int:
        """What a row needs for what is said in its cells."""
        small, most = QFontMetrics(_small(self._grid.font())), px(ROW)
        for column, key in enumerate(KEYS):
            wrong = self._visits.problems[row].get(key)
            if wrong and not self._grid.isColumnHidden(column):
                width = self._grid.columnWidth(column) - px(14) - CELL_EDGE
                room = QRect(0, 0, width, 10_000)
                wrong = joined(wrong)
                told = small.boundingRect(room, _wrapped(small, width, wrong), wrong).height()
                most = max(most, px(ROW) + told + px(6))
        return most

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Any) -> None:
        if self._visits.problem_at(index):
            option.rect.setHeight(px(ROW))  # what is wrong stays to be read below it
        super().updateEditorGeometry(editor, option, index)

    def sizeHint(self, option: Any, index: Any) -> QSize:  # noqa: ARG002  # Qt's own signature
        return QSize(0, self.height(index.row()))


def _wrapped(metrics: QFontMetrics, width: int, said: str) -> int:
    """Between words, so that no line begins with a comma; anywhere where a word is too long."""
    between = int(Qt.TextFlag.TextWordWrap)
    fits = metrics.boundingRect(QRect(0, 0, width, 10_000), between, said).width() <= width
    return between if fits else int(Qt.TextFlag.TextWrapAnywhere)


def _small(font: Any) -> Any:
    made = type(font)(font)
    made.setPixelSize(px(SMALL))
    return made


class VisitGrid(QTableView):
    """The sheet itself: Enter goes right and at the row's end to the next row."""

    LEAST, MOST = 3, 12
    """Rows it has room for at least, and after how many it scrolls."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.visits = VisitModel(frame.desk.today)
        self.homes: Sequence[HomeOption] = ()
        self.setModel(self.visits)
        self.leaves: tuple[Leaf, ...] = leaves(self.width())
        self.leaf = self.leaves[0]
        self.more = link_button("", self.turn)
        self.more.setParent(self)  # until it lies elsewhere: shown alone it were a window
        self._cells = VisitCells(frame, self.visits, self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName("记走访的表格")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.visits.judged.connect(self._fit_row)
        for changed in (self.visits.rowsInserted, self.visits.rowsRemoved, self.visits.modelReset):
            changed.connect(self.fit)
        self.fit()

    def _fit_row(self, row: int) -> None:
        self.setRowHeight(row, self._cells.height(row))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Columns fill the room, on leaves where it is small; as high as its rows, no more."""
        room = self.viewport().width()
        self.leaves = leaves(room)
        if self.leaf not in self.leaves:
            self.leaf = self._leaf_of(self.currentIndex().column())
        for place in range(len(KEYS)):
            self.setColumnHidden(place, place not in self.leaf)
        for place, width in zip(self.leaf, widths(self.leaf, room), strict=True):
            self.setColumnWidth(place, width)
        for row, wrong in enumerate(self.visits.problems):
            if wrong or self.rowHeight(row) != px(ROW):
                self.setRowHeight(row, self._cells.height(row))
        heights = [self.rowHeight(row) for row in range(self.visits.rowCount())]
        rows = max(sum(heights[: self.MOST]), px(ROW) * self.LEAST)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + px(4))
        self._offer_more()
        self.setProperty("wrong", "true" if any(self.visits.problems) else "false")

    def _leaf_of(self, column: int) -> Leaf:
        return next((leaf for leaf in self.leaves if column in leaf), self.leaves[0])

    def _offer_more(self) -> None:
        self.more.setHidden(len(self.leaves) == 1)
        if self.leaf == self.leaves[-1]:
            self.more.setText("◂ 回前面几栏")
            return
        later = KEYS[self.leaf[-1] + 1 :]
        wrong = sum(key in found for found in self.visits.problems for key in later)
        told = f"（{wrong} 处要改）" if wrong else ""
        self.more.setText(f"后面还有 {len(later)} 栏{told} ▸")

    def turn(self) -> None:
        """Shows the next leaf of columns, after the last one the first."""
        at = self.leaves.index(self.leaf) + 1
        self._show(self.leaves[at % len(self.leaves)])

    def _show(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.fit()

    def currentChanged(self, now: Any, before: Any) -> None:
        """The leaf with the mark is the one to be seen."""
        if now.isValid() and now.column() not in self.leaf:
            self._show(self._leaf_of(now.column()))
        super().currentChanged(now, before)

    def begin(self) -> None:
        """The keys go to the first cell to be typed in."""
        self.setFocus()
        row = self.visits.rowCount() - 1
        self.go(row, self._first(row))

    def go(self, row: int, column: int) -> None:
        """Opens a cell."""
        index = self.visits.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self.indexWidget(index) is None:
            self.edit(index)

    def _first(self, row: int) -> int:
        return KEYS.index(HOME if self.visits.cells[row].get(WHO) else WHO)

    def closeEditor(self, editor: QWidget, hint: Any) -> None:
        onward = hint == QAbstractItemDelegate.EndEditHint.EditNextItem
        still = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, still if onward else hint)
        if onward:
            self._go_on()

    def _go_on(self) -> bool:
        here = self.currentIndex()
        if here.column() < len(KEYS) - 1:
            self.go(here.row(), here.column() + 1)
        elif here.row() < self.visits.rowCount() - 1:
            self.visits.take_over(here.row() + 1)
            self.go(here.row() + 1, self._first(here.row() + 1))
        return self.currentIndex() != here

    def _go_back(self) -> bool:
        here = self.currentIndex()
        if here.column() > 0:
            self.go(here.row(), here.column() - 1)
        elif here.row() > 0:
            self.go(here.row() - 1, len(KEYS) - 1)
        return self.currentIndex() != here

    def commit(self) -> None:
        """Takes what stands in an open editor."""
        here = self.currentIndex()
        editor = self.indexWidget(here) if here.isValid() else None
        if isinstance(editor, Editor):
            self.visits.take(here, editor.words(), editor.uid)

    def drop_row(self) -> None:
        """Takes the row with the mark away."""
        row = self.currentIndex().row()
        self.setCurrentIndex(QModelIndex())
        self.visits.drop(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the sheet that an open cell must not take: rows pasted, a cell copied down."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return self._took(event) or super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._took(event):
            super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ways = {Qt.Key.Key_Tab: self._go_on, Qt.Key.Key_Backtab: self._go_back}
        # Qt sends the same keys itself, only to find out where the focus may go
        if event.spontaneous() and self.currentIndex().isValid() and event.key() in ways:
            return ways[Qt.Key(event.key())]()
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste(QGuiApplication.clipboard().text())
        if held and event.key() == Qt.Key.Key_D:
            self._copy_above()
            return True
        if held and event.key() == Qt.Key.Key_Delete:
            self.drop_row()
            return True
        return False

    def paste(self, said: str) -> bool:
        """Rows of a sheet go into the rows from here on; whether it was more than one cell."""
        here = self.currentIndex()
        if not here.isValid() or not ("\t" in said or "\n" in said.strip()):
            return False
        self.commit()
        self.setCurrentIndex(QModelIndex())
        count = self.visits.paste(here.row(), here.column(), said)
        last = min(here.row() + count, self.visits.rowCount() - 1)
        self.visits.take_over(last)
        self.setCurrentIndex(self.visits.index(last, self._first(last)))
        return True

    def _copy_above(self) -> None:
        here = self.currentIndex()
        editor = self.indexWidget(here) if here.row() > 0 else None
        if isinstance(editor, Editor):
            above = here.siblingAtRow(here.row() - 1)
            editor.show_words(str(above.data() or ""), self.visits.uid_at(above))

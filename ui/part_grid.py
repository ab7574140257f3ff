"""The rows that belong to one record, such as a review's departments: a small grid to type in."""

import re
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.editors import Editor, TextEditor, editor_for
from ui.page import Frame
from ui.parts import link_button, row, words
from ui.theme import px
from villagedesk.declare import Face, Roll, face
from villagedesk.kinds import Link

ROW = 36
ROOMY = 320
"""What an editor of several lines is wide, however narrow its column."""
WIDEST = 200
"""Pixels at most that a column takes for the sake of its words."""
NEXT = "+ 添一行"
Links = dict[str, str | None]
SHOWN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
)


class PartModel(QAbstractTableModel):
    """Rows of a part as words, and where they are typed one blank row more to begin the next."""

    typed = Signal(int, str)
    """Row, field key."""

    def __init__(self, faces: tuple[Face, ...], *, to_read: bool = False) -> None:
        super().__init__()
        self.faces, self._to_read = faces, to_read
        self.uids: list[str] = []
        self.cells: list[dict[str, str]] = []
        self.links: list[Links] = []
        """The uids behind the words of links, where they were chosen here."""

    def show_rows(self, rows: list[tuple[Any, ...]]) -> None:
        """What the desk holds; an editor that is open stays where the rows stand as they stood."""
        uids = [str(uid) for uid, *_ in rows] + ([] if self._to_read else [""])
        grown = bool(self.uids) and uids[:-2] == self.uids[:-1]
        if uids and uids == self.uids:
            self._take_over(uids, rows)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        elif grown:
            self.beginInsertRows(QModelIndex(), len(self.uids), len(self.uids))
            self._take_over(uids, rows)
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._take_over(uids, rows)
            self.endResetModel()

    def forget(self) -> None:
        """Shows nothing, and closes whatever editor is open."""
        self.beginResetModel()
        self.uids, self.cells, self.links = [], [], []
        self.endResetModel()

    def _take_over(self, uids: list[str], rows: list[tuple[Any, ...]]) -> None:
        self.uids = uids
        self.cells = [self._words(values) for _, *values in rows]
        self.cells += [{}] * (len(uids) - len(rows))
        self.links = [{} for _ in uids]

    def _words(self, values: list[Any]) -> dict[str, str]:
        pairs = zip(self.faces, values, strict=True)
        return {face.key: face.kind.show(value) for face, value in pairs}

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.faces)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in SHOWN:
            return None
        shown = self.cells[index.row()].get(self.faces[index.column()].key, "")
        blank = not self.uids[index.row()] and index.column() == 0 and not shown
        return NEXT if blank and role == Qt.ItemDataRole.DisplayRole else shown

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return role == Qt.ItemDataRole.EditRole and self.take(index, str(value), None)

    def take(self, index: Any, said: str, uid: str | None) -> bool:
        """Other words for a cell, for a link with the uid they stand for; whether they are new."""
        own, cells = self.faces[index.column()], self.cells[index.row()]
        if cells.get(own.key, "") == said and uid in (None, self.uid_at(index)):
            return False
        cells[own.key] = said
        if isinstance(own.kind, Link):
            self.links[index.row()][own.key] = uid
        self.dataChanged.emit(index, index)
        self.typed.emit(index.row(), own.key)
        return True

    def uid_at(self, index: Any) -> str | None:
        """The uid that was chosen for a link's cell since the rows were shown."""
        links: Links = self.links[index.row()]
        return links.get(self.faces[index.column()].key)

    def flags(self, index: Any) -> Qt.ItemFlag:
        own = super().flags(index)
        typed = index.isValid() and not self._to_read
        return own | Qt.ItemFlag.ItemIsEditable if typed else own

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.faces[section].label
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return None


class CellEditors(QStyledItemDelegate):
    """Lends a cell the editor of its kind."""

    def __init__(self, frame: Frame, model: PartModel, table: QTableView) -> None:
        super().__init__(table)
        self._frame, self._model, self._table = frame, model, table

    def createEditor(self, parent: QWidget, option: Any, index: Any) -> QWidget:  # noqa: ARG002
        editor = editor_for(self._model.faces[index.column()], self._frame)
        editor.setParent(parent)
        _shorten_hint(editor.line, self._table.columnWidth(index.column()))
        editor.finished.connect(lambda: self._done(editor))
        return editor

    def _done(self, editor: Editor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.EditNextItem)

    def setEditorData(self, editor: QWidget, index: Any) -> None:
        if isinstance(editor, Editor):
            editor.show_words(
                str(index.data(Qt.ItemDataRole.EditRole) or ""), self._model.uid_at(index)
            )

    def setModelData(self, editor: QWidget, model: Any, index: Any) -> None:
        if isinstance(editor, Editor):
            model.take(index, editor.words(), editor.uid)

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: Any) -> None:  # noqa: ARG002
        """Over its cell; an editor that needs more room takes it to the right and below."""
        sheet, wanted, room = self._table.viewport().rect(), editor.minimumSizeHint(), option.rect
        if isinstance(editor, TextEditor):
            room.setWidth(max(room.width(), min(px(ROOMY), sheet.width())))
            room.setHeight(max(room.height(), min(wanted.height(), sheet.height())))
        room.moveRight(min(room.right(), sheet.right()))
        room.moveBottom(min(room.bottom(), sheet.bottom()))
        editor.setGeometry(room)


class PartGrid(QWidget):
    """A part roll below its record's form: each cell saves when it is left."""

    changed = Signal()

    def __init__(self, frame: Frame, roll: Roll, *, kept: int = 0) -> None:
        """With `kept`, blank columns after so many are put away where there is no room."""
        super().__init__()
        self._frame, self.roll, self.parent_uid = frame, roll, ""
        self._kept, self._unfolded = kept or len(roll.grid), False
        faces = tuple(face(attribute) for attribute in roll.grid)
        self.model = PartModel(faces, to_read=frame.in_town)
        self.table = self._table()
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._remove = link_button("删除这一行", self.remove_row)
        self._remove.hide()
        self.more = link_button("", self.unfold)
        self.more.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(row(words(roll.title, "heading"), 1, self._remove, self.more))
        whole.addWidget(self.table)
        whole.addWidget(self.error)
        self.model.typed.connect(self._typed)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.roll.title)
        self._editors = CellEditors(self._frame, self.model, table)
        table.setItemDelegate(self._editors)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(ROW + 2))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.selectionModel().currentChanged.connect(lambda now, _: self._offer_removal(now.row()))
        return table

    def _offer_removal(self, place: int) -> None:
        self._remove.setVisible(bool(self._uid_at(place)) and not self._frame.in_town)

    def load(self, parent_uid: str) -> None:
        """Shows the rows below one record; a new record has none before it is saved."""
        if parent_uid != self.parent_uid:
            self.model.forget()
        self.parent_uid = parent_uid
        self.error.hide()
        self.setVisible(bool(parent_uid))
        if parent_uid:
            desk = self._frame.desk
            self._frame.ask(lambda: desk.parts(self.roll, parent_uid), self._show, owner=self)

    def _show(self, rows: list[tuple[Any, ...]]) -> None:
        self.model.show_rows(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns fill the room; where it is too small for their words they scroll sideways."""
        every = [self._wanted(at) for at in range(len(self.model.faces))]
        room = self.table.viewport().width()
        shown = self._shown(every, room)
        wanted = [every[at] for at in shown]
        spare = max(room - sum(wanted), 0)
        widths = [width + spare * width // sum(wanted) for width in wanted]
        widths[-1] += spare and room - sum(widths)  # what rounding left over
        for place in range(len(every)):
            self.table.setColumnHidden(place, place not in shown)
        for place, width in zip(shown, widths, strict=True):
            self.table.setColumnWidth(place, width)
        self._offer_more(len(every) - len(shown), sum(every) > room)
        bar = 0 if spare else self.table.horizontalScrollBar().sizeHint().height()
        height = self.table.horizontalHeader().sizeHint().height()
        rows = px(ROW + 2) * self.model.rowCount()
        self.table.setFixedHeight(height + rows + bar + px(4))

    def _wanted(self, place: int) -> int:
        """What a column needs for its header, for what it usually holds, and for what it does."""
        metrics, own = self.table.fontMetrics(), self.model.faces[place]
        held = (cells.get(own.key, "") for cells in self.model.cells)
        widest = max(map(metrics.horizontalAdvance, held), default=0)
        return max(_width(own, metrics.horizontalAdvance("0")), min(widest + px(28), px(WIDEST)))

    def _shown(self, wanted: list[int], room: int) -> list[int]:
        """The columns that show: all, or without the last blank ones where there is no room."""
        shown = list(range(len(wanted)))
        blank = [own.key for own in self.model.faces if not self._holds(own.key)]
        for place in reversed(range(self._kept, len(wanted))):
            if self._unfolded or sum(wanted[at] for at in shown) <= room:
                break
            if self.model.faces[place].key in blank:
                shown.remove(place)
        return shown

    def _holds(self, key: str) -> bool:
        return any(cells.get(key) for cells in self.model.cells)

    def _offer_more(self, away: int, scrolls: bool) -> None:
        self.more.setText("少看几栏 ▴" if self._unfolded else f"还有 {away} 栏 ▾")
        self.more.setVisible(bool(away) or (self._unfolded and scrolls))

    def unfold(self) -> None:
        """Shows every column, or puts the blank ones away again."""
        self._unfolded = not self._unfolded
        self._fit()

    def _uid_at(self, place: int) -> str:
        return self.model.uids[place] if 0 <= place < len(self.model.uids) else ""

    def _typed(self, place: int, key: str) -> None:
        uid, parent, desk = self.model.uids[place], self.parent_uid, self._frame.desk
        cells, links = dict(self.model.cells[place]), dict(self.model.links[place])
        required = [one.key for one in self.model.faces if one.required]
        if not uid and not all(cells.get(one) for one in required):
            return  # a row being begun: its other cells are yet to come

        if uid:
            cells = {key: cells[key]}
            links = {key: links[key]} if key in links else {}
        self._frame.ask(
            lambda: desk.save_part(self.roll, parent, uid, cells, links=links),
            self._saved,
            owner=self,
        )

    def _saved(self, saved: Any) -> None:
        said = "；".join(problem.message for problem in saved.problems)
        self.error.setText(said)
        self.error.setVisible(bool(said))
        if not said:
            self.load(self.parent_uid)
            self.changed.emit()

    def remove_row(self) -> None:
        """Takes the marked row away; 撤销 brings it back."""
        uid, desk = self._uid_at(self.table.currentIndex().row()), self._frame.desk

        def removed(label: str) -> None:
            self._frame.say(f"已{label}", undo=True)
            self.load(self.parent_uid)
            self.changed.emit()

        if uid:
            self._frame.ask(lambda: desk.remove(self.roll, uid), removed, owner=self)


def _shorten_hint(line: QWidget, room: int) -> None:
    """What a blank cell asks for: the first word, or the whole day, where all has no room."""
    hint = str(line.property("placeholderText") or "")
    if line.fontMetrics().horizontalAdvance(hint) > room - px(30):
        line.setProperty("placeholderText", re.sub(r"、.*| 或 .*", "", hint))


def _width(own: Face, letter: int) -> int:
    """What a column needs for its header and for the words it usually holds."""
    most = 2 * letter * max(len(own.label), 3)
    return max(most, letter * own.width) + px(20)

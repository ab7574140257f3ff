"""安排: households without a member, each with one proposed; the clerk confirms or changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from ui.editors import Editor, LinkEditor, fits
from ui.page import Frame
from ui.pages.contacts_seen import load_word
from ui.pages.fields import draw_box
from ui.panel import Panel
from ui.parts import link_button, main_button, plain_button, row, words
from ui.picker import Answer, Option
from ui.theme import colour, look, px
from villagedesk.declare import face
from villagedesk.desk import Proposal
from villagedesk.ledgers.contacts.cover import CellCover, HouseholdSeen, MemberLoad
from villagedesk.ledgers.contacts.tables import Contact

HEADS = ("户", "小组", "联系党员", "为什么")
HOME, GROUP, MEMBER, WHY = range(4)
WIDTHS = (170, 80, 130, 200)
ROW, MOST, LEAST = 38, 8, 4
"""Pixels of a line, lines before the table scrolls by itself at normal text size and at any."""
OWN_CHOICE = "您选的"


@dataclass(frozen=True)
class Line:
    """A household and who shall look after it."""

    home: HouseholdSeen
    member: str = ""
    name: str = ""
    why: str = ""
    chosen: bool = False


def lines_of(homes: Sequence[HouseholdSeen], proposed: Sequence[Proposal]) -> list[Line]:
    """Every household, with its proposal where there is one; without one nobody is chosen."""
    known = {one.household: one for one in proposed}
    return [_line(home, known.get(home.uid)) for home in homes]


def _line(home: HouseholdSeen, one: Proposal | None) -> Line:
    if one is None:
        return Line(home, why="没有合适的党员，请自己选")
    return Line(home, one.member, one.name, one.why, chosen=True)


class Lines(QAbstractTableModel):
    """The households as a table; the mark in front says which are to be written."""

    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Other households."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        self.marked.emit()

    def change(self, place: int, **values: Any) -> None:
        """Says something else of one household."""
        self.lines[place] = replace(self.lines[place], **values)
        self.dataChanged.emit(self.index(place, 0), self.index(place, WHY))
        self.marked.emit()

    def mark_all(self, *, chosen: bool) -> None:
        """Marks every household that has a member, or none."""
        self.lines = [replace(one, chosen=chosen and bool(one.member)) for one in self.lines]
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, WHY))
        self.marked.emit()

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == HOME:
            return Qt.CheckState.Checked if one.chosen else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            named = " ".join(part for part in (one.home.head, one.home.number) if part)
            return (named, one.home.group, one.name or "请选择", one.why)[index.column()]
        return None

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.lines[index.row()].member:
            return False
        self.change(index.row(), chosen=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Any) -> Qt.ItemFlag:
        own = super().flags(index)
        if index.column() == HOME:
            return own | Qt.ItemFlag.ItemIsUserCheckable
        return own | Qt.ItemFlag.ItemIsEditable if index.column() == MEMBER else own

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return None


class MemberEditor(LinkEditor):
    """A member by name or initials; beside each stands how many households he has."""

    def __init__(self, frame: Frame, members: Sequence[MemberLoad]) -> None:
        super().__init__(face(Contact.person), frame)
        self._members = members

    def _find(self, typed: str, answer: Answer) -> None:
        found = [one for one in self._members if fits(one.name, typed)]
        found.sort(key=lambda one: (bool(one.exempt), one.households))
        answer([Option(one.person, one.name, _hint(one)) for one in found])

    def settle(self) -> None:
        """Only what was taken from the list counts."""


def _hint(one: MemberLoad) -> str:
    said = one.exempt or load_word(one)[0]
    return " · ".join(part for part in (one.group, f"{one.households} 户", said) if part)


class MemberCells(QStyledItemDelegate):
    """Draws the box to tick, and lends the member's cell its picker."""

    def __init__(self, panel: "AssignPanel") -> None:
        super().__init__(panel.table)
        self._panel = panel

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        super().paint(painter, option, index)
        if index.column() != HOME:
            return
        self.initStyleOption(option, index)
        part, look_of = QStyle.SubElement.SE_ItemViewItemCheckIndicator, option.widget.style()
        box = QRectF(look_of.subElementRect(part, option, option.widget))
        painter.save()
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(box, colour("accent_soft" if chosen else "surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, box, on=self._panel.lines.lines[index.row()].chosen)
        painter.restore()

    def createEditor(self, parent: QWidget, option: Any, index: Any) -> Any:  # noqa: ARG002
        editor = MemberEditor(self._panel.frame, self._panel.members)
        editor.setParent(parent)
        editor.finished.connect(lambda: self._done(editor))
        return editor

    def _done(self, editor: Editor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Any) -> None:
        one = self._panel.lines.lines[index.row()]
        if isinstance(editor, Editor):
            editor.show_words(one.name, one.member)

    def setModelData(self, editor: QWidget, model: Any, index: Any) -> None:
        one = self._panel.lines.lines[index.row()]
        if isinstance(editor, Editor) and editor.uid and editor.uid != one.member:
            said = {"member": editor.uid, "name": editor.words(), "why": OWN_CHOICE}
            model.change(index.row(), chosen=True, **said)


class AssignPanel(Panel):
    """The households of a cell to be given to members, all at once as one step."""

    def __init__(self, frame: Frame) -> None:
        self._all = link_button("全不选", self._turn)
        super().__init__("安排联系党员", tail=self._all)
        self.frame = frame
        self.members: Sequence[MemberLoad] = ()
        self.lines = Lines()
        self.table = self._table()
        self.said = words("", "soft", wrap=True)
        self.confirm = main_button("安排", self.write)
        self.cancel = plain_button("先不安排", self.drop)
        self.body.addWidget(self.said)
        self.body.addWidget(self.table)
        how = (
            "点方框（或按空格）选上或去掉一户；双击“联系党员”（或按 F2）换人。没选上的以后再安排。"
        )
        self.body.addWidget(words(how, "rule", wrap=True))
        self.body.addLayout(row(self.confirm, self.cancel, 1))
        self.lines.marked.connect(self._say)
        self.hide()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.lines)
        table.setAccessibleName("要安排的户")
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.SelectedClicked
        )
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(ROW))
        table.horizontalHeader().setHighlightSections(False)
        return table

    def begin(
        self, cell: CellCover, members: Sequence[MemberLoad], proposed: Sequence[Proposal]
    ) -> None:
        """Opens for the households of a cell without a member."""
        self.table.setItemDelegate(MemberCells(self))
        self.members = members
        self.lines.show_lines(lines_of(cell.without, proposed))
        self.said.setText(f"{cell.title}有 {len(cell.without)} 户没有党员联系，下面是建议的人选。")
        self.show()
        self._fit()
        self.table.setFocus()
        self.table.setCurrentIndex(self.lines.index(0, HOME))

    def write(self) -> None:
        """Gives every marked household to its member."""
        rows = [(one.home.uid, one.member) for one in self.lines.lines if one.chosen]
        desk = self.frame.desk
        if rows:
            self.frame.ask(
                lambda: desk.assign_contacts(rows), lambda _: self._done(len(rows)), owner=self
            )

    def _done(self, count: int) -> None:
        self.finish(f"已给 {count} 户安排联系党员")

    def _turn(self) -> None:
        self.lines.mark_all(chosen=not any(one.chosen for one in self.lines.lines))

    def _say(self) -> None:
        count = sum(one.chosen for one in self.lines.lines)
        self.confirm.setText(f"安排 {count} 户" if count else "安排")
        self.confirm.setEnabled(bool(count))
        self._all.setText("全不选" if count else "全选")

    def _fit(self) -> None:
        room, wanted = self.table.viewport().width(), [px(width) for width in WIDTHS]
        wanted[WHY] = max(room - sum(wanted[:WHY]), wanted[WHY])
        for place, width in enumerate(wanted):
            self.table.setColumnWidth(place, width)
        most = max(MOST * 100 // look.percent, LEAST)  # the buttons below must stay in sight
        rows = min(max(len(self.lines.lines), 1), most)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * px(ROW) + px(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

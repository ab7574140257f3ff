"""The roll of a sitting's day to sign in on: one line a person, marked with single keys."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate

from ui.parts import SIGNS
from ui.theme import colour, px
from villagedesk import pinyin
from villagedesk.desk.meetings import Attendee
from villagedesk.ledgers.meetings.tables import AttendanceState
from villagedesk.people import Stage

KEYS = {
    "0": AttendanceState.THERE,
    "1": AttendanceState.SICK,
    "2": AttendanceState.LEAVE,
    "3": AttendanceState.AWAY,
    "4": AttendanceState.ONLINE,
    "5": AttendanceState.AT_HOME,
    "6": AttendanceState.ABSENT,
    "7": AttendanceState.GUEST,
    " ": AttendanceState.THERE,
}
"""The key that marks each state."""
SHORT = {AttendanceState.AT_HOME: "送学", AttendanceState.ABSENT: "缺席"}
"""States by a shorter word than the record's, for narrow lines."""
_SAID = [f"{'空格' if k == '0' else k} {SHORT.get(s, s)}" for k, s in KEYS.items() if k != " "]
LEGEND = f"{' · '.join(_SAID[:4])}\n{' · '.join(_SAID[4:])}"
"""What the keys do, in two lines."""
TONES = {
    AttendanceState.THERE: "ok",
    AttendanceState.ONLINE: "ok",
    AttendanceState.ABSENT: "bad",
    AttendanceState.GUEST: "plain",
}
"""How a state looks; every other is an excuse."""
TYPED_FOR = 1_000
"""Milliseconds in which letters typed belong to one name."""
_STATE_WIDTH = 84
_OUT = "不计入"


class RollModel(QAbstractListModel):
    """The people of a sitting, each in a state."""

    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Attendee] = []

    def show_people(self, people: tuple[Attendee, ...]) -> None:
        """Other people."""
        self.beginResetModel()
        self.people = list(people)
        self.endResetModel()

    def change(self, row: int, **values: Any) -> None:
        """Says something else of one person."""
        self.people[row] = replace(self.people[row], **values)
        self.dataChanged.emit(self.index(row), self.index(row))
        self.marked.emit()

    def add(self, person: Attendee) -> None:
        """One more, below the others."""
        end = len(self.people)
        self.beginInsertRows(QModelIndex(), end, end)
        self.people.append(person)
        self.endInsertRows()
        self.marked.emit()

    def drop(self, row: int) -> None:
        """One less."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.people[row]
        self.endRemoveRows()
        self.marked.emit()

    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.people[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(w for w in (one.name, one.hint, mark_of(one), str(one.state)) if w)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "；".join(w for w in (one.hint, one.why_no_vote, one.excluded, one.note) if w)
        return one.name if role == Qt.ItemDataRole.DisplayRole else None


def mark_of(one: Attendee) -> str:
    """The word beside a name: left out of 应到, on probation, without a vote; mostly none."""
    if one.excluded:
        return _OUT
    if one.state == AttendanceState.GUEST:
        return ""
    if one.stage == Stage.PROBATIONARY:
        return "预备"
    return "" if one.votes else "无表决权"


def is_added(one: Attendee) -> bool:
    """Whether somebody was added by hand: he sits in, and is on no roll."""
    return one.state == AttendanceState.GUEST and one.stage is None


def tone_of(one: Attendee) -> str:
    """How the state of a person looks."""
    return TONES.get(one.state, "warn")


class PersonLine(QStyledItemDelegate):
    """Draws name, group, mark, and at the right the state, which can be pressed."""

    def sizeHint(self, option: Any, index: Any) -> QSize:  # noqa: ARG002  # Qt's own signature
        return QSize(0, px(36))

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        one: Attendee = index.model().people[index.row()]
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = option.rect.adjusted(px(8), 0, -px(_STATE_WIDTH + 4), 0)
        painter.save()
        room = _written(painter, room, one.name, colour("text"))
        small = painter.font()
        small.setPixelSize(px(13))
        painter.setFont(small)
        if mark := mark_of(one):
            room = _boxed(painter, room, mark)
        _written(painter, room, one.hint, colour("faint"))
        _state(painter, option.rect, one)
        painter.restore()


def state_room(line: QRect) -> QRect:
    """Where on a line the state stands."""
    left = line.right() - px(_STATE_WIDTH) + 1
    return QRect(left, line.top() + px(5), px(_STATE_WIDTH - 2), line.height() - px(10))


def _written(painter: QPainter, room: QRect, said: str, ink: Any) -> QRect:
    """Writes words at the left of the room; what room is left."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(ink)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
    return room.adjusted(metrics.horizontalAdvance(shown) + px(8), 0, 0, 0)


def _boxed(painter: QPainter, room: QRect, said: str) -> QRect:
    width = painter.fontMetrics().horizontalAdvance(said) + px(10)
    box = QRect(room.left(), room.top() + px(8), width, room.height() - px(16))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("warn_soft"))
    painter.drawRoundedRect(box, px(4), px(4))
    painter.setPen(colour("warn"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
    return room.adjusted(width + px(8), 0, 0, 0)


def _state(painter: QPainter, line: QRect, one: Attendee) -> None:
    tone, box = tone_of(one), state_room(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("hover" if tone == "plain" else f"{tone}_soft"))
    painter.drawRoundedRect(box, px(4), px(4))
    painter.setPen(colour("soft" if tone == "plain" else tone))
    said = f"{SIGNS[tone]} {SHORT.get(one.state, one.state)}".strip()
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)


class RollList(QListView):
    """The roll: arrows move, digits mark, letters lead to a name by its initials."""

    more_wanted = Signal()
    """Something else is to be said of the person marked."""

    def __init__(self, model: RollModel) -> None:
        super().__init__()
        self.people = model
        self._typed = ""
        self._forget = QTimer(self, singleShot=True, interval=TYPED_FOR)
        self._forget.timeout.connect(self._forget_typed)
        self.setModel(model)
        self.setItemDelegate(PersonLine(self))
        self.setAccessibleName("签到名单")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        # single keys are meant: no input method may keep them
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    @property
    def row(self) -> int:
        """The line marked; -1 where there is none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Marks a line."""
        self.setCurrentIndex(self.people.index(max(0, min(row, len(self.people.people) - 1))))

    def mark(self, state: AttendanceState) -> None:
        """Puts the person marked into a state."""
        if self.row >= 0:
            self.people.change(self.row, state=state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said, key = event.text().lower(), event.key()
        if said in KEYS and said:
            self.mark(KEYS[said])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to(self.row + 1)
        elif key == Qt.Key.Key_Delete:
            self._take_away()
        elif key in (Qt.Key.Key_Menu, Qt.Key.Key_Right):
            self.choose_at(self.row)
        elif said.isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._lead_to(said)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if self.row < 0 and self.people.people:
            self.go_to(0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and state_room(self.visualRect(index)).contains(
            event.position().toPoint()
        ):
            self.choose_at(index.row())

    def choose_at(self, row: int) -> None:
        """Opens the choices below the state of a line."""
        if 0 <= row < len(self.people.people):
            corner = state_room(self.visualRect(self.people.index(row))).bottomLeft()
            self.choices().popup(self.viewport().mapToGlobal(corner + QPoint(0, px(2))))

    def choices(self) -> QMenu:
        """Every state with its key, and what is rarely said."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, state in KEYS.items():
            if key != " ":
                act = menu.addAction(f"{key}  {SHORT.get(state, state)}")
                act.triggered.connect(lambda _=False, state=state: self.mark(state))
        menu.addSeparator()
        if self.row >= 0 and is_added(self.people.people[self.row]):
            menu.addAction("从名单上去掉").triggered.connect(lambda _=False: self._take_away())
        menu.addAction("更多……").triggered.connect(lambda _=False: self.more_wanted.emit())
        return menu

    def _take_away(self) -> None:
        """Somebody sitting in, added by hand, is taken off again; the roll itself stays whole."""
        if self.row >= 0 and is_added(self.people.people[self.row]):
            self.people.drop(self.row)

    def _lead_to(self, letter: str) -> None:
        self._typed += letter
        self._forget.start()
        found = self._fitting(lambda one: _spelt(one.name, self._typed))
        if found is None and len(self._typed) > 1:
            self._typed = letter
            found = self._fitting(lambda one: _spelt(one.name, letter))
        if found is not None:
            self.go_to(found)

    def _fitting(self, fits: Callable[[Attendee], bool]) -> int | None:
        """The next person that fits: from here on while a name is typed, else from the next."""
        count = len(self.people.people)
        start = self.row if len(self._typed) > 1 else self.row + 1
        order = [(start + step) % count for step in range(count)]
        return next((row for row in order if fits(self.people.people[row])), None)

    def _forget_typed(self) -> None:
        self._typed = ""


def _spelt(name: str, typed: str) -> bool:
    return pinyin.initials(name).startswith(typed) or pinyin.full(name).startswith(typed)

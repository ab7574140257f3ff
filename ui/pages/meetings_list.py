"""会议: every sitting there is, searched and filtered; one that is not finished stands on top."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.beside import bind_keys, list_frame
from ui.folding import Sieve
from ui.grid import GridModel, GridView
from ui.page import Frame
from ui.parts import Chip, Empty, link_button, plain_button
from ui.roll_view import SEARCH_AFTER, searched
from ui.theme import gap, px
from villagedesk.declare import face
from villagedesk.desk import Desk
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.ledgers.meetings.tables import Meeting, MeetingKind

FACES = tuple(face(attribute) for attribute in MEETINGS.grid)
_KEYS = [one.key for one in FACES]
DAY, KINDS, BRANCH = (
    _KEYS.index(face(own).key) + 1 for own in (Meeting.held_on, Meeting.kinds, Meeting.branch)
)
"""Where these stand in a row; first comes the uid."""

Row = tuple[Any, ...]


def read_sittings(
    desk: Desk, words: str, order: tuple[str, bool]
) -> tuple[list[Row], int, dict[str, dict[str, str]], set[str]]:
    """The rows that match, how many there are, the new ones begun, the saved ones half changed;
    for the desk's thread."""
    rows = desk.rows(MEETINGS, words=words, order=(order,))
    begun = {one.draft: dict(one.words) for one in desk.unfinished_sittings()}
    changed = {one.about for one in desk.drafts(MEETINGS)} - set(begun)
    return rows, desk.count(MEETINGS), begun, changed


class MeetingsList(QWidget):
    """The sittings of all years; a press opens one."""

    said = Signal(int, int, int)
    """How many there are, how many are shown, how many are not finished."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.rows: Sequence[Row] = ()
        self._count = 0
        self._begun: dict[str, dict[str, str]] = {}
        self._changed: set[str] = set()
        self._order = (face(Meeting.held_on).key, True)
        self.model = GridModel(FACES)
        self.grid = GridView(self.model, memory=frame.memory, name="meetings")
        self.grid.setAccessibleName("会议")
        self.grid.opened.connect(self._open)
        self.grid.clicked.connect(lambda index: self._open(self.model.rows[index.row()][0]))
        self.grid.sorted_by.connect(self._sort)
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._timer.timeout.connect(self.refresh)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self._filter_row())
        whole.addWidget(self._body(), 1)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+N": lambda: frame.go("sitting", "", "|||"),
            "Ctrl+F": self.search.setFocus,
        }
        bind_keys(self, keys)

    def _filter_row(self) -> Sieve:
        self.search = QLineEdit()
        self.search.setPlaceholderText(searched(MEETINGS))
        self.search.setAccessibleName("在会议中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(px(320))
        self.search.textChanged.connect(lambda: self._timer.start())
        self.search.returnPressed.connect(self.take_focus)
        down = QShortcut(QKeySequence("Down"), self.search, self.take_focus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.year, self.kind, self.branch = Chip("年份", []), Chip("会议类型", []), Chip("支部", [])
        self.kind.offer([(str(kind), str(kind)) for kind in MeetingKind])
        for chip in (self.year, self.kind, self.branch):
            chip.chosen.connect(lambda _: self._show_rows())
        self.order = link_button("", self._sort_as_usual)
        return Sieve(self.search, self.year, self.kind, self.branch, self.order)

    def _body(self) -> QWidget:
        self._places = QStackedWidget()
        new = plain_button("记一次会", lambda: self.frame.go("sitting", "", "|||"))
        nothing = "还没有会议记录。手里有会议登记表就导入，没有就从“记一次会”开始。"
        none = Empty("没有符合的会议。", plain_button("清除查找和筛选", self.clear_filters))
        for place in (self.grid, Empty(nothing, new), none):
            self._places.addWidget(place)
        return list_frame(self._places)

    def refresh(self) -> None:
        """Asks the desk anew."""
        desk, given, order = self.frame.desk, self.search.text(), self._order
        self.frame.ask(lambda: read_sittings(desk, given, order), self._show, owner=self)
        label = next(one.label for one in FACES if one.key == order[0])
        usual = order == (face(Meeting.held_on).key, True)
        self.order.setText(f"按 {label} 排序 {'▼' if order[1] else '▲'}{'' if usual else ' ×'}")
        self.order.setAccessibleName(f"按{label}排序" + ("" if usual else "，按一下恢复"))
        self.order.setEnabled(not usual)

    def leave(self) -> None:
        """Nothing is typed here."""

    def take_focus(self) -> None:
        """The keys go to the list, or where there is none to the search."""
        self.grid.take_focus() if self.grid.isVisible() else self.search.setFocus()

    def clear_filters(self) -> None:
        """Shows everything again."""
        for chip in (self.year, self.kind, self.branch):
            chip.choose(None)
        self.search.clear()
        self.refresh()

    def _show(self, answer: tuple[list[Row], int, dict[str, dict[str, str]], set[str]]) -> None:
        self.rows, self._count, self._begun, self._changed = answer
        years = sorted({str(one[DAY])[:4] for one in self.rows}, reverse=True)
        branches = sorted({str(one[BRANCH]) for one in self.rows if one[BRANCH]})
        self.year.offer([(f"{year}年", year) for year in years])
        self.branch.offer([(name, name) for name in branches])
        self.branch.setVisible(len(branches) > 1 or self.branch.value is not None)
        self._show_rows()

    def _show_rows(self) -> None:
        shown = [one for one in self.rows if self._passes(one)]
        kept = self.grid.uid
        self.grid.blockSignals(True)
        self.model.show_rows(shown, self._changed, self._begun)
        self.grid.blockSignals(False)
        self.grid.choose(kept)
        any_shown = bool(self.model.rows)
        self._places.setCurrentIndex(0 if any_shown else 2 if self._count else 1)
        unfinished = len(self._begun) + len(self._changed)
        self.said.emit(self._count, len(shown), unfinished)

    def _passes(self, one: Row) -> bool:
        year, kind, branch = self.year.value, self.kind.value, self.branch.value
        return (
            (year is None or str(one[DAY]).startswith(str(year)))
            and (kind is None or str(kind) in str(one[KINDS]).split("、"))
            and (branch is None or one[BRANCH] == branch)
        )

    def _open(self, uid: str) -> None:
        self.frame.go("sitting", uid)

    def _sort(self, place: int) -> None:
        key = FACES[place].key
        self._order = (key, self._order == (key, False))
        self.refresh()

    def _sort_as_usual(self) -> None:
        self._order = (face(Meeting.held_on).key, True)
        self.refresh()

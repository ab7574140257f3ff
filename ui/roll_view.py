"""One roll of a ledger: search and filters above, the grid at the left, the record at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.beside import beside, bind_keys, list_frame
from ui.folding import Sieve
from ui.form import NEW
from ui.grid import GridModel, GridView
from ui.page import Frame
from ui.parts import Chip, Empty, link_button, plain_button
from ui.record import RecordPanel
from ui.theme import gap, px
from villagedesk.declare import Roll, column, face
from villagedesk.ledgers import ledger_of

if TYPE_CHECKING:
    from villagedesk.desk import Entry, Unfinished

RECORD_WIDTH = 360
SIDE_BY_SIDE = 620
"""Width, at normal text size, below which list and record show one at a time."""
FIRST = 100
"""Rows of a town's list that are shown before the others."""
SEARCH_AFTER = 80
"""Milliseconds of quiet before a search goes to the desk."""


class RollView(QWidget):
    """A roll, generic: whatever it shows, the declaration says."""

    counted = Signal(int, int, int)
    """How many records there are, how many of them the filters let through, how many unfinished."""

    def __init__(self, frame: Frame, roll: Roll) -> None:
        super().__init__()
        self.frame, self.roll = frame, roll
        self._order: tuple[tuple[str, bool], ...] = ()
        self._wanted, self._place, self._latest = "", 0, ""
        self._begun: dict[str, Unfinished] = {}
        self.model = GridModel(frame.desk.grid_faces(roll))
        self.grid = GridView(self.model, memory=frame.memory, name=roll.key)
        self.record = RecordPanel(frame, roll)
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._search_timer.timeout.connect(self.load)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        self._filters = self._filter_row()
        whole.addWidget(self._filters)
        whole.addWidget(self._body(), 1)
        self._connect()
        self._keys()

    def _filter_row(self) -> Sieve:
        self.search = QLineEdit()
        self.search.setPlaceholderText(searched(self.roll))
        self.search.setAccessibleName(f"在{self.roll.title}中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(min(px(320), 400))
        self.search.textChanged.connect(lambda: self._search_timer.start())
        self.search.returnPressed.connect(self._into_list)
        self._sifted = self.frame.desk.filter_faces(self.roll)
        self.chips = {own.key: Chip(own.label, []) for own in self._sifted}
        self.sorted = link_button("", self._sort_as_declared)
        for chip in self.chips.values():
            chip.chosen.connect(lambda _: self.load())
        return Sieve(self.search, *self.chips.values(), self.sorted)

    def _body(self) -> QWidget:
        self._empty = QStackedWidget()
        self._card = list_frame(self._empty)
        self._empty.addWidget(self.grid)
        self._empty.addWidget(self._nothing_yet())
        self._empty.addWidget(self._nothing_found())
        self.splitter = beside(self._card, self.record, least=280)
        self.splitter.splitterMoved.connect(self._remember_width)
        return self.splitter

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """The record as wide as the clerk left it, but never more than two fifths; alone where the
        text is too large for both."""
        alone = self._is_narrow() and self.record.isVisibleTo(self)
        self._card.setVisible(not alone)
        self._filters.setVisible(not alone)
        wanted = px(self.frame.memory.number("record/width", RECORD_WIDTH))
        record = min(wanted, self.width() * 2 // 5)
        self.splitter.setSizes([self.width() - record - px(16), record])

    def _is_narrow(self) -> bool:
        return self.width() < px(SIDE_BY_SIDE)

    def _nothing_yet(self) -> QWidget:
        if self.frame.in_town:
            said = f"各村报来的表里还没有{self.roll.title}。"
            return Empty(said, plain_button("去汇总", lambda: self.frame.go("collect")))
        how = "手里有 Excel 名册就导入；没有，就按右上角的“新增”逐条登记。"
        sentence = f"{self.roll.title}还没有记录。\n{how}"
        return Empty(sentence, plain_button("导入名册", lambda: self.frame.go("import")))

    def _nothing_found(self) -> QWidget:
        return Empty("没有符合的记录。", plain_button("清除查找和筛选", self.clear_filters))

    def _connect(self) -> None:
        self.grid.chosen.connect(self._open)
        self.grid.opened.connect(self._open_and_type)
        self.grid.sorted_by.connect(self._sort)
        self.record.changed.connect(self._changed)
        self.record.removed.connect(self._removed)
        self.record.step_wanted.connect(self._step)
        self.record.new_wanted.connect(self.save_and_new)
        self.record.closed.connect(self._close_record)
        self.record.form.copy_wanted.connect(self._copy_above)
        self.frame.checked.connect(self._show_findings)

    def _keys(self) -> None:
        typing: dict[str, Callable[[], object]] = {
            "Ctrl+N": self.begin_new,
            "F8": self.save_and_new,
            "Ctrl+S": self.save_and_new,
            "F2": self._type,
        }
        reading: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._find,
            "Alt+Up": lambda: self._step(-1),
            "Alt+Down": lambda: self._step(1),
        }
        down = QShortcut(QKeySequence("Down"), self.search, self._into_list)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        bind_keys(self, reading if self.frame.in_town else {**reading, **typing})

    def refresh(self) -> None:
        """Asks for the rows, the filters' values and what falls short."""
        self.load()
        desk, keys = self.frame.desk, tuple(self.chips)
        if keys:
            self.frame.ask(
                lambda: {key: desk.values_of(self.roll, key) for key in keys},
                self._offer,
                owner=self,
            )
        self._show_findings()

    def load(self) -> None:
        """Asks for the rows under the search and the filters."""
        desk, roll, order = self.frame.desk, self.roll, self._order
        given = self.search.text()
        where = {key: chip.value for key, chip in self.chips.items() if chip.value is not None}

        if self.frame.in_town and not self.model.rows:
            self.frame.ask(
                lambda: desk.rows(roll, words=given, where=where, order=order, most=FIRST),
                self._show_first,
                owner=self,
            )

        def job() -> tuple[list[tuple[Any, ...]], int, "list[Unfinished]"]:
            rows = desk.rows(roll, words=given, where=where, order=order)
            return rows, desk.count(roll), desk.drafts(roll)

        self.frame.ask(job, lambda answer: self._show(*answer), owner=self)
        self._say_order()

    def _show_first(self, rows: list[tuple[Any, ...]]) -> None:
        """What fits on the screen, while tens of thousands of rows are still read."""
        self.model.show_rows(rows)
        self._empty.setCurrentIndex(0 if rows else self._empty.currentIndex())

    def _show(self, rows: list[tuple[Any, ...]], count: int, drafts: "list[Unfinished]") -> None:
        kept = self.record.form.sitting.key
        self._begun = {draft.about: draft for draft in drafts if draft.about.startswith(NEW)}
        words = {about: draft.words for about, draft in self._begun.items()}
        changed = {draft.about for draft in drafts} - set(words)
        self.grid.blockSignals(True)
        self.model.show_rows(rows, changed, words)
        self.grid.blockSignals(False)
        self.record.unfinished = self.model.unfinished
        self.counted.emit(count, len(rows), len(drafts))
        rows = self.model.rows
        if not rows and self.grid.hasFocus():
            self.search.setFocus()  # an empty list goes away, and would take the keys with it
        self._empty.setCurrentIndex(0 if rows else 2 if count else 1)
        called, self._wanted = self._wanted, ""
        wanted = called or kept
        if self.record.isVisibleTo(self) and not self.record.uid and not called:
            self.grid.choose(kept)
            return  # a new record is being typed
        if not rows:
            self.record.hide()
            return
        if not self.grid.choose(wanted):
            wanted = str(self.model.rows[min(self._place, len(rows) - 1)][0])
            self.grid.choose(wanted)
        if self._record_wanted() and (not self._is_narrow() or self.record.isVisibleTo(self)):
            self._open(wanted)

    def _record_wanted(self) -> bool:
        return self.frame.memory.words("record/open", "yes") == "yes"

    def _offer(self, values: dict[str, list[Any]]) -> None:
        for own in self._sifted:
            said = self.frame.in_own_words
            shown = [(said(own.kind.show(value)), value) for value in values[own.key]]
            self.chips[own.key].offer(shown)
            self.chips[own.key].setVisible(bool(shown) or self.chips[own.key].value is not None)

    def _show_findings(self) -> None:
        self.record.problems = {}
        for found in self.frame.findings:
            self.record.problems.setdefault(found.uid, []).append(found)
        self.record.show_problems()

    def show_record(self, uid: str) -> None:
        """Goes to one record, whatever the filters hide."""
        self.clear_filters()
        self.frame.memory.keep("record/open", "yes")
        self._wanted = uid
        self.load()

    def clear_filters(self) -> None:
        """Shows everything again."""
        self.search.clear()
        for chip in self.chips.values():
            if chip.value is not None:
                chip.choose(None)

    def leave(self) -> None:
        """Keeps what was typed."""
        self.record.keep()

    def begin_new(self) -> None:
        """Begins a record."""
        self.record.keep()
        self.grid.choose("")
        self._show_panel()
        self.record.begin_new()

    def save_and_new(self) -> None:
        """Saves the record and begins the next; one that cannot be saved stays, with problems."""
        form = self.record.form
        if form.dirty:
            form.saved.connect(self._new_if_saved, Qt.ConnectionType.SingleShotConnection)
            self.record.keep()
        else:
            self.begin_new()

    def _new_if_saved(self, saved: Any) -> None:
        if saved.problems:
            self.record.form.focus_wrong()
            return
        self._latest = saved.uid
        self.frame.say(f"已保存“{self.record.name}”，接着录下一条", undo=True)
        self.begin_new()

    def _open(self, uid: str) -> None:
        same = uid == self.record.form.sitting.key
        if same and self.record.form.dirty:
            return
        if not same:
            self.record.keep()
        self._show_panel()
        self.record.say_village(self._village_of(uid))
        if uid in self._begun:
            self.record.go_on(self._begun[uid])
        else:
            self.record.load(uid)

    def _village_of(self, uid: str) -> str:
        """The village in front of a row, in a town's list."""
        in_town, place = self.frame.in_town, self.model.row_of(uid)
        return str(self.model.rows[place][1]) if in_town and place >= 0 else ""

    def _open_and_type(self, uid: str) -> None:
        self._open(uid)
        self._type()

    def _type(self) -> None:
        self._show_panel()
        self.record.form.focus_first()

    def _show_panel(self) -> None:
        if not self.record.isVisibleTo(self):
            self.frame.memory.keep("record/open", "yes")
            self.record.show()
            self._share_width()

    def _close_record(self) -> None:
        self.record.keep()
        if not self._is_narrow():
            self.frame.memory.keep("record/open", "no")
        self.record.hide()
        self._share_width()
        self.grid.take_focus()

    def _changed(self, uid: str) -> None:
        del uid
        self.frame.changed.emit(ledger_of(self.roll).key)

    def _removed(self, uid: str) -> None:
        self._place = max(self.grid.currentIndex().row(), 0)
        self.record.form.begin_new()
        self.record.hide()
        self._share_width()
        self.frame.changed.emit(ledger_of(self.roll).key if uid else "")

    def _step(self, by: int) -> None:
        self.record.keep()
        self.grid.step(by)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.load()  # what was typed last may not have been asked for yet
        self.grid.take_focus()

    def take_focus(self) -> None:
        """The keys go to the list, or where there is none to the search."""
        self.grid.take_focus() if self.grid.isVisible() else self.search.setFocus()

    def _copy_above(self, key: str) -> None:
        new = not self.record.uid  # above a new record stands the one entered before it
        above, desk = (self._latest if new else "") or self.grid.above(), self.frame.desk

        def copy(entry: "Entry") -> None:
            self.record.form.copy(key, entry)

        if above:
            self.frame.ask(lambda: desk.entry(self.roll, above), copy, owner=self)

    def _sort(self, place: int) -> None:
        key = self.model.faces[place].key
        descending = bool(self._order) and self._order[0] == (key, False)
        self._order = ((key, descending),)
        self.load()

    def _sort_as_declared(self) -> None:
        self._order = ()
        self.load()

    def _say_order(self) -> None:
        usual = face((self.roll.order or self.roll.grid)[0])
        first = (self.model.faces[0] if self.frame.in_town else usual).label
        key, descending = self._order[0] if self._order else ("", False)
        label = next((one.label for one in self.model.faces if one.key == key), first)
        self.sorted.setText(f"按 {label} 排序 {'▼' if descending else '▲'}{' ×' if key else ''}")
        self.sorted.setEnabled(bool(key))
        self.sorted.setAccessibleName(f"按{label}排序" + ("，按一下恢复" if key else ""))

    def _remember_width(self) -> None:
        width = round(self.record.width() * RECORD_WIDTH / max(px(RECORD_WIDTH), 1))
        self.frame.memory.keep("record/width", width)


def searched(roll: Roll) -> str:
    """What a search looks in, as it stands in the empty search field."""
    labels: list[str] = []
    for attribute in roll.search:
        declared = hasattr(attribute, "face") or hasattr(attribute, "link")
        named = declared or "face" in column(attribute).info
        label = face(attribute).label if named else "拼音首字母"
        labels += [label] if label not in labels else []
    return "、".join(labels)

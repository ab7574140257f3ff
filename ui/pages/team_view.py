"""The team, one row a person with a column for each body, on today or on any past day."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.beside import beside, bind_keys, list_frame
from ui.folding import Sieve
from ui.grid import GridModel, GridView
from ui.page import Frame
from ui.pages.day_chip import DayChip
from ui.pages.member_card import MemberCard
from ui.pages.team_seen import COLUMNS, Asked, Seen, columns, passes, row_of, see_team
from ui.parts import Chip, Empty, link_button, plain_button
from ui.theme import px
from villagedesk.desk import Saved
from villagedesk.ledgers.committees.rolls import SEATS
from villagedesk.ledgers.committees.team import Member

CARD_WIDTH = 360


class TeamView(QWidget):
    """班子."""

    said = Signal(str)
    alone = Signal(bool)
    """The person has the page to himself, or not any more."""
    missed = Signal(str)
    """A seat that was asked for and is not in office on the day shown."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.seen: Seen | None = None
        self._wanted, self._latest = "", ""
        self._order: tuple[int, bool] | None = None
        self.model = GridModel(columns(()))
        self.grid = GridView(self.model, memory=frame.memory, name="team")
        self.grid.setAccessibleName("班子成员")
        self.card = MemberCard(frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        self._filters = self._filter_row()
        whole.addWidget(self._filters)
        whole.addWidget(self._body(), 1)
        self.grid.chosen.connect(self._open)
        self.grid.sorted_by.connect(self._sort)
        self.card.changed.connect(self._changed)
        self.card.step_wanted.connect(self._step)
        self.card.closed.connect(self._close)
        self.grid.opened.connect(self._open_and_type)
        self.card.form.copy_wanted.connect(self._copy_above)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+N": self.begin_new,
            "F8": self.save_and_new,
            "Ctrl+S": self.save_and_new,
            "F2": self.card.form.focus_first,
            "Ctrl+F": self.search.setFocus,
            "Alt+Up": lambda: self._step(-1),
            "Alt+Down": lambda: self._step(1),
        }
        bind_keys(self, keys)

    def _filter_row(self) -> Sieve:
        self.search = QLineEdit()
        self.search.setPlaceholderText("姓名、拼音首字母、职务、电话")
        self.search.setAccessibleName("在班子里查找")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(px(240))
        self.search.textChanged.connect(lambda: self._show_rows())
        self.search.returnPressed.connect(self.take_focus)
        down = QShortcut(QKeySequence("Down"), self.search, self.take_focus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.serving, self.term, self.women = Chip("在任"), Chip("届次", []), Chip("女")
        self.bodies = [(Chip(title), bodies) for title, bodies in COLUMNS[:-1]]
        self.day = DayChip()
        self.serving.choose(True)
        self.serving.chosen.connect(lambda _: self.refresh())
        self.term.chosen.connect(self._choose_term)
        self.day.chosen.connect(lambda _: self.refresh())
        self.order = link_button("", self._sort_by_rank)
        sifting = (*(chip for chip, _ in self.bodies), self.women)
        for chip in sifting:
            chip.chosen.connect(lambda _: self._show_rows())
        return Sieve(self.search, self.serving, self.term, *sifting, self.day, self.order)

    def _body(self) -> QWidget:
        self._places = QStackedWidget()
        self._sheet = list_frame(self._places)
        nobody = "还没有登记班子成员。手里有班子花名册就导入，没有就先登记届次，再一个一个新增。"
        self._nobody = Empty(nobody, plain_button("登记届次", lambda: self.frame.go("turnover")))
        none = Empty("没有符合的人。", plain_button("清除查找和筛选", self.clear_filters))
        for place in (self.grid, self._nobody, none):
            self._places.addWidget(place)
        self.splitter = beside(self._sheet, self.card, least=320)
        self.splitter.setSizes([10_000, px(CARD_WIDTH)])
        return self.splitter

    @property
    def asked(self) -> Asked:
        """What the chips ask for."""
        term = self.term.value if isinstance(self.term.value, str) else ""
        return Asked(self.day.day, term, self.serving.value is None and self.day.day is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        # large text leaves no room for list and person side by side
        alone = not self.card.isHidden() and self.width() < px(800)
        self._sheet.setVisible(not alone)
        self._filters.setVisible(not alone)
        self.alone.emit(alone)

    def refresh(self) -> None:
        """Asks the desk anew."""
        desk, asked = self.frame.desk, self.asked
        self.frame.ask(lambda: see_team(desk, asked), self._show, owner=self)

    def leave(self) -> None:
        """Keeps what was typed."""
        self.card.keep()

    def show_seat(self, uid: str) -> None:
        """Goes to the person of a seat, or to a person."""
        self._wanted = uid
        self.clear_filters()

    def begin_new(self) -> None:
        """Begins a seat in the running term."""
        term = self.seen.term if self.seen else None
        self.card.keep()
        self.card.show()
        self._make_room()
        self.grid.clearSelection()
        given = {"term": term.title} if term else {}
        self.card.begin_new(given, {"term": term.uid} if term else {})

    def take_focus(self) -> None:
        """The keys go to the list, or where there is none to the search."""
        self.grid.take_focus() if self.grid.isVisible() else self.search.setFocus()

    def save_and_new(self) -> None:
        """Saves the seat and begins the next; one that cannot be saved stays, with problems."""
        form = self.card.form
        if form.dirty and not self.card.isHidden():
            form.saved.connect(self._new_if_saved, Qt.ConnectionType.SingleShotConnection)
            self.card.keep()
        else:
            self.begin_new()

    def _new_if_saved(self, saved: Saved) -> None:
        if saved.problems:
            self.card.form.focus_wrong()
            return
        self._latest = saved.uid
        self.frame.say("任职已保存，接着录下一条", undo=True)
        self.begin_new()

    def _open_and_type(self, uid: str) -> None:
        self._open(uid)
        self.card.form.focus_first()

    def _copy_above(self, key: str) -> None:
        """Takes a field from the seat entered before, else from the person above in the list."""
        member = self._member(self.grid.above())
        above = self._latest or (member.seats[0].uid if member and member.seats else "")
        desk, form = self.frame.desk, self.card.form
        if above:
            self.frame.ask(
                lambda: desk.entry(SEATS, above), lambda entry: form.copy(key, entry), owner=self
            )

    def clear_filters(self) -> None:
        """Everyone in office today."""
        self.search.clear()
        for chip in (self.term, self.women, *(chip for chip, _ in self.bodies)):
            chip.blockSignals(True)
            chip.choose(None)
            chip.blockSignals(False)
        self.day.clear()
        self.serving.choose(True)

    def _choose_term(self, value: object) -> None:
        ended = any(
            one.uid == value and one.ended for one in (self.seen.terms if self.seen else ())
        )
        self.serving.choose(None if ended else True)

    def _show(self, seen: Seen) -> None:
        if seen.asked != self.asked:
            return
        self.seen = seen
        self.term.offer([(one.title, one.uid) for one in seen.terms])
        self.serving.setVisible(self.day.day is None)
        self._show_rows()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._go_to(wanted)

    @property
    def shown(self) -> list[Member]:
        """Who passes the search and the chips."""
        if self.seen is None:
            return []
        bodies = [body for chip, several in self.bodies if chip.value for body in several]
        women, typed = bool(self.women.value), self.search.text()
        return [one for one in self.seen.members if passes(one, typed, bodies, women=women)]

    def _show_rows(self) -> None:
        if self.seen is None:
            return
        shown = self.shown
        self.model.faces = columns(self.seen.members)
        rows = [row_of(one, self.model.faces) for one in shown]
        self.model.show_rows(self._sorted(rows))
        if not rows and self.grid.hasFocus():
            self.search.setFocus()  # an empty list goes away, and would take the keys with it
        self._places.setCurrentIndex(0 if rows else 2 if self.seen.members else 1)
        self._say_order()
        self.said.emit("")
        self._show_card()

    def _show_card(self) -> None:
        uid = self.card.member.person.uid if self.card.member else ""
        member = self._member(uid)
        if member is not None and self.seen is not None:
            self.card.show_member(member, self.seen)
            self._mark(uid)
        elif uid:
            self._close()

    def _member(self, uid: str) -> Member | None:
        everyone = self.seen.members if self.seen else ()
        return next((one for one in everyone if one.person.uid == uid), None)

    def _go_to(self, uid: str) -> None:
        for member in self.seen.members if self.seen else ():
            if uid == member.person.uid or any(seat.uid == uid for seat in member.seats):
                self._open(member.person.uid, seat=uid)
                return
        self.missed.emit(uid)

    def _open(self, uid: str, *, seat: str = "") -> None:
        member = self._member(uid)
        if member is None or self.seen is None:
            return
        self.card.keep()
        self.card.show()
        self._make_room()
        self.card.show_member(member, self.seen, seat)
        self._mark(uid)

    def _mark(self, uid: str) -> None:
        row = self.model.row_of(uid)
        if row >= 0 and self.grid.currentIndex().row() != row:
            self.grid.blockSignals(True)
            self.grid.selectRow(row)
            self.grid.blockSignals(False)

    def _step(self, by: int) -> None:
        if self.card.member is None or not self.model.rows:
            return
        place = self.model.row_of(self.card.member.person.uid) + by
        self._open(self.model.rows[max(0, min(place, len(self.model.rows) - 1))][0])

    def _close(self) -> None:
        self.card.keep()
        self.card.member = None
        self.card.hide()
        self._make_room()
        self.grid.clearSelection()

    def _changed(self) -> None:
        self.frame.changed.emit("committees")

    def _sort(self, place: int) -> None:
        down = self._order == (place, False)
        self._order = (place, down)
        self._show_rows()

    def _sort_by_rank(self) -> None:
        self._order = None
        self._show_rows()

    def _sorted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if self._order is None or self._order[0] >= len(self.model.faces):
            return rows
        place, down = self._order
        return sorted(rows, key=lambda row: str(row[place + 1] or ""), reverse=down)

    def _say_order(self) -> None:
        self.order.setEnabled(self._order is not None)
        if self._order is None:
            self.order.setText("按 职务 排序 ▲")
            return
        place, down = self._order
        self.order.setText(f"按 {self.model.faces[place].label} 排序 {'▼' if down else '▲'} ×")

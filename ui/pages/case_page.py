"""One case: its facts edited in place, and beside them its clocks, its papers, what is missing."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ui.attachments import AttachmentRow
from ui.beside import bind_keys, stacked
from ui.form import Form
from ui.page import Frame, Page
from ui.pages.case_side import ClocksCard, FileCard, FoundCard
from ui.pages.mediation_looks import of_a_case
from ui.pages.mediation_seen import (
    CaseOpen,
    headline,
    next_number,
    next_of,
    see_case,
    sentence,
)
from ui.paper import show_paper
from ui.part_grid import PartGrid
from ui.parts import Card, Empty, PageHeader, link_button, main_button, plain_button, row, scrolled
from ui.theme import gap, px
from villagedesk.desk.printing import CaseSheet
from villagedesk.ledgers.mediation import LEDGER
from villagedesk.ledgers.mediation.rolls import CASES, PAPERS, SESSIONS, SIDES, TAKINGS

if TYPE_CHECKING:
    from villagedesk.desk import Paper, Saved

NEW = "new"
"""What stands for a roll where a new case is to be begun."""
_TWO = 860
"""From which width of the page on there is room for two columns."""
_SIDE, _OVERHANG = 340, 18
_OF_A_SIDE = 5
"""Columns of the sides that always show: which side, who, of the village, signed, phone."""
_NONE_OPEN = "在乡贤调解的案件里点一件，就打开那一件。"
_GONE = "这个案件已经不在了，可能刚被删除或撤销。"


class CasePage(Page):
    """The record of one case."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.seen: CaseOpen | None = None
        self.form = Form(frame, CASES)
        self.parts = {part.key: PartGrid(frame, part) for part in (TAKINGS, SESSIONS)}
        self.parts[SIDES.key] = PartGrid(frame, SIDES, kept=_OF_A_SIDE)
        self.clocks, self.file, self.found = ClocksCard(), FileCard(), FoundCard(frame)
        self.papers = AttachmentRow(frame, CASES.key)
        self.next = main_button("登记案件", self.go_on)
        self.back = plain_button("回乡贤调解", self._go_back)
        self.printing = plain_button("打印 ▾", lambda: self.print_menu().popup(self._below()))
        self.header = PageHeader("案件", "", (self.back, self.printing, self.next))
        self.remove_link = link_button("删除这个案件", self.remove)
        self.give_up_link = link_button("放弃改动", self.give_up)
        self._left = self._facts()
        self._attached = _card("照片和扫描件", self.papers)
        self._places = QStackedWidget()
        self.nothing = Empty(_NONE_OPEN, plain_button("去乡贤调解", self._go_back))
        self._places.addWidget(self.nothing)
        self._columns = 0
        self._arrange(2)
        sides = self.column.contentsMargins()  # the bars stand out in the margin: edges in line
        sides.setRight(sides.right() - gap(_OVERHANG))
        self.column.setContentsMargins(sides)
        self.header.setContentsMargins(0, 0, gap(_OVERHANG), 0)
        self.column.addWidget(self.header)
        self.column.addWidget(self._places, 1)
        self._connect()
        self._show_body(shown=False)

    def _facts(self) -> QWidget:
        """The form's sections as cards, in the order in which a case goes on."""
        inside = self.form.layout()
        assert isinstance(inside, QVBoxLayout)
        sections = [inside.itemAt(place).widget() for place in range(len(CASES.form))]
        for section in sections:
            inside.removeWidget(section)  # only so is its old item gone, and its height asked anew
        self._part_cards = [
            _card("", self.parts[SIDES.key], self.parts[TAKINGS.key]),
            _card("", self.parts[SESSIONS.key]),
        ]
        first, *others = [
            _card("" if place else "受理", section) for place, section in enumerate(sections)
        ]
        self._later = (*self._part_cards, *others)
        for card in (first, *self._later):
            inside.addWidget(card)
        ends = QWidget()
        ends.setLayout(row(self.remove_link, 1, self.give_up_link))
        return stacked(self.form, ends)

    def _connect(self) -> None:
        self.form.saved.connect(self._saved)
        self.form.shown.connect(self._form_shown)
        for field in self.form.rows.values():
            field.editor.left.connect(self._left_field)
        for part in self.parts.values():
            part.changed.connect(self._changed)
        self.file.ticked.connect(self._tick)
        self.frame.checked.connect(lambda: self.found.show_found(self.uid))
        bind_keys(self, {"F8": self.save_and_go_back, "Ctrl+S": self.keep_now})

    @property
    def uid(self) -> str:
        """The case shown; nothing for a new one."""
        return self.form.sitting.uid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= px(_TWO) else 1)

    def _arrange(self, columns: int) -> None:
        """Two columns that scroll on their own, or where there is no room all in one."""
        if columns == self._columns:
            return
        self._columns, before = columns, self._places.widget(1)
        made = QWidget()
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(gap(8))
        above, below = (self.clocks, self.found), (self.file, self._attached)
        if columns == 1:
            self.area = self.side = scrolled(_roomy(stacked(*above, self._left, *below)))
            line.addWidget(self.area, 1)
        else:
            self.side = scrolled(_roomy(stacked(*above, *below)))
            self.side.setFixedWidth(px(_SIDE) + gap(_OVERHANG))
            self.area = scrolled(_roomy(stacked(self._left)))
            line.addWidget(self.area, 1)
            line.addWidget(self.side)
            self.side.setHidden(not self.uid)
        self._places.insertWidget(1, made)
        if before is not None:
            self._places.setCurrentIndex(min(self._places.currentIndex(), 1))
            self._places.removeWidget(before)
            before.deleteLater()

    def take_focus(self) -> None:
        """A new case is typed at once; in an old one nothing is to be typed over unawares."""
        if self.form.sitting.draft:
            self.form.focus_first()
        else:
            super().take_focus()

    def show_record(self, uid: str, roll: str) -> None:
        """A case by its uid; a new one where `roll` is `new`."""
        self.form.keep()
        self.seen = None
        for place in (self.area, self.side):
            if place is not None:
                place.verticalScrollBar().setValue(0)
        if uid:
            self._load(uid)
        elif roll == NEW:
            self._begin()

    def _begin(self) -> None:
        self.form.begin_new({"accepted_on": self.frame.desk.today.isoformat()})
        sitting, number = self.form.sitting, self.form.editor("case_no")

        def propose(proposed: str) -> None:
            if sitting is self.form.sitting and not number.words():
                number.show_words(proposed)

        desk = self.frame.desk
        self.frame.ask(lambda: next_number(desk), propose, owner=self)
        for part in self.parts.values():
            part.load("")
        self.papers.load("")
        self.header.title.setText("登记案件")
        self.header.say("写好案号和受理日期就能存，当事人、调解经过随后填")
        self.next.setText("存好")
        self._show_body(shown=True)
        self.take_focus()

    def _load(self, uid: str) -> None:
        self.form.load(uid)
        for part in self.parts.values():
            part.load(uid)
        self.papers.load(uid)
        self._ask(uid)

    def _ask(self, uid: str) -> None:
        desk = self.frame.desk

        def show(seen: CaseOpen) -> None:
            if uid == self.uid:
                self._show(seen)

        self.frame.ask(
            lambda: see_case(desk, uid), show, owner=self, failed=lambda _: self._say_gone(uid)
        )

    def refresh(self) -> None:
        if self.uid and not self.form.dirty:
            self._load(self.uid)

    def _show(self, seen: CaseOpen) -> None:
        self.seen = seen
        full, following = seen.full, next_of(seen.full)
        self.header.title.setText(headline(full))
        self.header.say(f"改动未完成 · {sentence(full)}" if seen.unfinished else sentence(full))
        self.next.setText(following.words if following else "")
        self.clocks.show_case(seen)
        self.file.show_case(seen)
        self.found.show_found(full.uid)
        self._show_body(shown=True)
        self.next.setVisible(following is not None)
        self.give_up_link.setVisible(seen.unfinished)
        if seen.unfinished:
            self.form.look_over()

    def _form_shown(self) -> None:
        if self.seen is not None and self.seen.unfinished:
            self.form.look_over()

    def _say_gone(self, uid: str) -> None:
        if uid == self.uid:
            self.seen = None
            self.form.begin_new()
            self.form.sitting.draft = ""
            self.nothing.sentence.setText(_GONE)
            self.header.title.setText("案件")
            self.header.say("")
            self._show_body(shown=False)

    def _show_body(self, *, shown: bool) -> None:
        saved = bool(self.uid)
        self._places.setCurrentIndex(int(shown))
        self.next.setVisible(shown)
        self.back.setVisible(shown)
        self.printing.setVisible(shown and saved)
        for card in (*self._later, self.clocks, self.file, self._attached):
            card.setVisible(saved)
        self.found.setVisible(saved and self.found.body.count() > 0)
        self.side.setVisible(saved or self._columns == 1)  # beside a new case there is nothing
        self.remove_link.setText("删除这个案件" if saved else "不要了")
        self.give_up_link.setVisible(False)

    def leave(self) -> None:
        self.form.keep()
        self.found.keep_typed()

    def go_on(self) -> None:
        """The red button: saves a new case, else leads to where the next thing is written."""
        if not self.uid:
            self.form.dirty = True
            self.form.keep()
            return
        following = next_of(self.seen.full) if self.seen else None
        if following is not None:
            self.lead_to(following.key)

    def lead_to(self, key: str) -> None:
        """Brings a field into sight with the cursor in it; "" is the next sitting's row."""
        key = "closed_on" if key == "archived_on" and not self._written("closed_on") else key
        if key:
            target: QWidget = self.form.rows[key]
            self.form.editor(key).setFocus()
        else:
            target, grid = self._part_cards[1], self.parts[SESSIONS.key]
            last = grid.model.index(grid.model.rowCount() - 1, 0)
            grid.table.setFocus()
            grid.table.setCurrentIndex(last)
            if grid.table.indexWidget(last) is None:
                grid.table.edit(last)
        if self.area is not None:
            area = self.area
            QTimer.singleShot(0, target, lambda: area.ensureWidgetVisible(target, 0, gap(60)))

    def _written(self, key: str) -> bool:
        return bool(self.form.editor(key).words().strip())

    def keep_now(self) -> None:
        """Saves at once, whatever was typed."""
        if self.form.dirty:
            self.form.keep()
        elif self.uid:
            self.frame.say("已保存")

    def save_and_go_back(self) -> None:
        """Saves, and goes back to the board."""
        self.keep_now()
        self._go_back()

    def _left_field(self) -> None:
        """A field of a saved case saves when it is left: clocks and papers follow at once."""
        if self.uid:
            self.form.keep()

    def _saved(self, saved: "Saved") -> None:
        if saved.problems:
            self.frame.say("这个案件还没填完，已存为未完成，可以以后再补")
            if not self.uid:
                self.form.focus_wrong()
            return
        if self.seen is None and saved.uid == self.uid:
            self.frame.say("已登记，接着填当事人", undo=True)
            self._load(saved.uid)
        self._changed()

    def _changed(self) -> None:
        self.frame.changed.emit(LEDGER.key)

    def _tick(self, kind: str, on: bool) -> None:
        desk, uid = self.frame.desk, self.uid
        before = self.seen.filed.get(kind, "") if self.seen else ""

        def job() -> str:
            if on:
                return desk.save_part(PAPERS, uid, "", {"case_paper": kind}).label
            return desk.remove(PAPERS, before) if before else ""

        def done(label: str) -> None:
            if label:
                self.frame.say(f"{kind}已放进卷里" if on else f"{kind}已取出", undo=True)
            self._changed()

        self.frame.ask(job, done, owner=self)

    def give_up(self) -> None:
        """Goes back to what was saved."""
        uid, desk = self.uid, self.frame.desk
        self.form.dirty = False
        self.frame.ask(
            lambda: desk.discard_draft(CASES, uid), lambda _: self._changed(), owner=self
        )

    def remove(self) -> None:
        """Takes the case away without a question: 撤销 brings it back."""
        uid, draft, desk = self.uid, self.form.sitting.draft, self.frame.desk
        self.form.dirty = False

        def job() -> str:
            label = desk.remove(CASES, uid) if uid else ""
            desk.discard_draft(CASES, uid or draft)
            return label

        def removed(label: str) -> None:
            if label:
                self.frame.say(f"已{label}", undo=True)
                self._changed()
            self._go_back()

        self.frame.ask(job, removed, owner=self)

    def _below(self) -> QPoint:
        return self.printing.mapToGlobal(self.printing.rect().bottomLeft())

    def print_menu(self) -> QMenu:
        """The papers of a case, each filled from its record."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sheet in CaseSheet:
            act = partial(self.print_sheet, sheet)
            menu.addAction(str(sheet)).triggered.connect(lambda _=False, act=act: act())
        return menu

    def print_sheet(self, sheet: CaseSheet) -> None:
        """Shows one paper as it would be printed; what was typed is saved first."""
        self.form.keep()
        desk, uid = self.frame.desk, self.uid

        def show(paper: "Paper") -> None:
            show_paper(self.frame, paper, back=("case", uid, CASES.key))

        self.frame.ask(lambda: desk.case_papers(uid, sheet), show, owner=self)

    def _go_back(self) -> None:
        self.frame.go(LEDGER.key)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show: a case of each state, a new one, a wrong one."""
        return of_a_case(self)


def _card(title: str, *inside: QWidget) -> Card:
    made = Card(title)
    made.body.setSpacing(px(16))
    for widget in inside:
        made.body.addWidget(widget)
    return made


def _roomy(body: QWidget) -> QWidget:
    """Keeps what scrolls clear of its scroll bar."""
    body.setContentsMargins(0, 0, gap(_OVERHANG) - px(10), 0)
    return body

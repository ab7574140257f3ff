"""走访: a sheet for the day's visits, and below it the latest ones; a press opens one."""

import uuid
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.beside import bind_keys, list_frame
from ui.form import NEW
from ui.grid import GridModel, GridView
from ui.page import Frame
from ui.pages.contacts_seen import HomeOption, home_options
from ui.pages.contacts_typed import HOME, KEYS, TypedVisit
from ui.pages.visit_grid import VisitGrid
from ui.parts import Card, Empty, link_button, row, words
from ui.roll_view import SEARCH_AFTER, searched
from ui.theme import gap, px
from villagedesk.declare import face
from villagedesk.desk import Desk, Saved, Unfinished
from villagedesk.ledgers.contacts.rolls import VISITS
from villagedesk.ledgers.contacts.tables import Visit

DRAFT_AFTER = 2_000
"""Milliseconds of quiet after which what was typed is kept."""
HOW = "回车到下一格 · ↓ 看可选的 · Ctrl+D 照抄上一行 · 可以从 Excel 整块粘贴 · F8 保存"
LINK = ".uid"
LATEST = 60
"""Visits that show below the sheet."""


@dataclass(frozen=True)
class Seen:
    """What the view asks for at once."""

    visits: tuple[tuple[Any, ...], ...]
    begun: tuple[Unfinished, ...]


class VisitsView(QWidget):
    """The sheet and the list."""

    opened = Signal(str)
    """A visit is to be shown."""
    all_wanted = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self._drafts: tuple[str, ...] = ()
        self._kept: tuple[TypedVisit, ...] = ()
        self.grid = VisitGrid(frame)
        self._drop = link_button("删除这一行", self.grid.drop_row)
        self._drop.setToolTip("Ctrl+Delete")
        tail = QWidget()
        tail.setLayout(row(self._drop, self.grid.more, gap=16))
        self.entry = Card("记走访", tail=tail)
        self.entry.body.setSpacing(px(8))
        self.entry.body.addWidget(self.grid)
        self.entry.body.addWidget(words(HOW, "rule", wrap=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.entry)
        whole.addLayout(self._sieve())
        whole.addWidget(self._list(), 1)
        self._later = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._later.timeout.connect(self.keep_drafts)
        self.grid.visits.dataChanged.connect(lambda: self._later.start())
        bind_keys(self, {"F8": self.save, "Ctrl+S": self.save, "Ctrl+N": self.grid.begin})

    def _sieve(self) -> QVBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText(searched(VISITS))
        self.search.setAccessibleName("在走访中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(px(320))
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._timer.timeout.connect(self._look_up)
        self.search.textChanged.connect(lambda: self._timer.start())
        every = link_button("全部走访", self.all_wanted.emit)
        line = row(words("最近走访", "heading"), self.search, 1, every, gap=16)
        line.setStretch(1, 3)
        made = QVBoxLayout()
        made.addLayout(line)
        bind_keys(self, {"Ctrl+F": self.search.setFocus})
        return made

    def _list(self) -> QWidget:
        self.model = GridModel([face(attribute) for attribute in VISITS.grid])
        self.list = GridView(self.model, memory=self.frame.memory, name="latest_visits")
        self.list.setAccessibleName("最近走访")
        self.list.horizontalHeader().setSectionsClickable(False)
        self.list.opened.connect(self.opened)
        self.list.clicked.connect(lambda at: self.opened.emit(self.model.rows[at.row()][0]))
        self._places = QStackedWidget()
        self._places.addWidget(self.list)
        self._places.addWidget(Empty("还没有走访记录。在上面一行一户记下来，按 F8 保存。"))
        self._places.addWidget(Empty("没有符合的走访。"))
        framed = list_frame(self._places)
        framed.setMinimumHeight(px(44) * 5)
        return framed

    def refresh(self) -> None:
        """Asks for the latest visits, the households to choose from, and what was begun."""
        desk = self.frame.desk
        self._look_up()
        self.frame.ask(lambda: home_options(desk.household_list()), self._offer, owner=self)

    def _look_up(self) -> None:
        desk, given = self.frame.desk, self.search.text()
        blank = not self.grid.visits.visits()
        self.frame.ask(lambda: _look(desk, given, begun=blank), self._show, owner=self)

    def _offer(self, homes: tuple[HomeOption, ...]) -> None:
        self.grid.homes = homes

    def _show(self, seen: Seen) -> None:
        self.model.show_rows(list(seen.visits))
        empty = 2 if self.search.text() else 1
        self._places.setCurrentIndex(0 if seen.visits else empty)
        if seen.begun and not self.grid.visits.visits():
            self._drafts = tuple(one.about for one in seen.begun)
            self._kept = tuple(_typed(one) for one in seen.begun)
            self.grid.visits.show_visits(self._kept)

    def take_focus(self) -> None:
        """The keys go to the first cell to be typed in."""
        self.grid.begin()

    def begin(self, one: TypedVisit) -> None:
        """Adds a visit of which something is known; the keys go to whom it was paid."""
        typed = tuple(self.grid.visits.visits().values())
        self.grid.visits.show_visits((*typed, one))
        self.grid.setFocus()
        self.grid.go(len(typed), KEYS.index(HOME) + 1)

    def leave(self) -> None:
        """Keeps what was typed as visits begun; the sheet shows them again when it is shown."""
        self.grid.commit()
        self.keep_drafts()
        if self.grid.visits.visits():
            self.grid.visits.show_visits(())
            self._drafts, self._kept = (), ()

    def keep_drafts(self) -> None:
        """So that neither another page nor a power cut loses what was typed."""
        self._later.stop()
        typed = tuple(self.grid.visits.visits().values())
        if typed == self._kept:
            return
        before, desk = self._drafts, self.frame.desk
        self._drafts = tuple(f"{NEW}{uuid.uuid4().hex}" for _ in typed)
        self._kept, now = typed, dict(zip(self._drafts, typed, strict=True))

        def keep() -> None:
            for key in before:
                desk.discard_draft(VISITS, key)
            for key, one in now.items():
                desk.keep_draft(VISITS, key, one.words, links=one.links)

        self.frame.ask(keep, owner=self)

    def save(self) -> None:
        """Saves the rows as one step; those that cannot be taken stay and say why."""
        self.grid.commit()
        self._later.stop()
        typed, desk, drafts = self.grid.visits.visits(), self.frame.desk, self._drafts
        if not typed:
            self.frame.say("还没有填走访：先选走访人，再一户一行往下记")
            self.grid.begin()
            return
        rows = tuple(typed.values())

        def job() -> tuple[Saved, ...]:
            saved = desk.save_visits([one.given for one in rows])
            for key in drafts:
                desk.discard_draft(VISITS, key)
            return saved

        self.frame.ask(job, lambda saved: self._saved(rows, saved), owner=self)

    def _saved(self, rows: tuple[TypedVisit, ...], saved: tuple[Saved, ...]) -> None:
        self._drafts, self._kept = (), ()
        wrong = [(row, one) for row, one in zip(rows, saved, strict=True) if one.problems]
        self.grid.visits.show_visits(row for row, _ in wrong)
        for place, (_, one) in enumerate(wrong):
            said = {problem.label: problem.message for problem in one.problems}
            self.grid.visits.complain(place, said)
        good = len(saved) - len(wrong)
        told = [f"已记 {good} 次走访"] if good else []
        told += [f"{len(wrong)} 行还要改，原因写在格子里"] if wrong else []
        self.frame.say("；".join(told), undo=bool(good))
        if good:
            self.frame.changed.emit("contacts")
        if wrong:
            self._later.start()
            at = self.grid.visits.first_wrong()
            self.grid.go(at.row(), at.column())
        else:
            self.grid.begin()


def _look(desk: Desk, given: str, *, begun: bool) -> Seen:
    """For the desk's thread."""
    drafts = [one for one in desk.drafts(VISITS) if begun and one.about.startswith(NEW)]
    newest = ((face(Visit.on).key, True),)
    return Seen(tuple(desk.rows(VISITS, words=given, order=newest, most=LATEST)), tuple(drafts))


def _typed(one: Unfinished) -> TypedVisit:
    links = {key.removesuffix(LINK): uid for key, uid in one.words.items() if key.endswith(LINK)}
    said = {key: words for key, words in one.words.items() if not key.endswith(LINK)}
    return TypedVisit(said, {key: uid or None for key, uid in links.items()})

"""后备干部: who stands behind each post, what falls short, and the register itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.folding import Switch
from ui.page import Frame, Page
from ui.pages.found_rows import FoundRow, parted
from ui.pages.reserve_leaving import AppointPanel, LeavePanel
from ui.pages.reserve_posts import PostsView, preparing_words, sentence
from ui.parts import Card, PageHeader, clear, main_button, plain_button
from ui.roll_view import RollView
from ui.theme import px
from villagedesk.desk import Candidate, Coverage, Found
from villagedesk.ledgers.reserve import LEDGER
from villagedesk.people import Term

Seen = tuple[Coverage, list[Found], dict[str, str]]


class ReservePage(Page):
    """The page of the pool, drawn by hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.new = main_button("新增", self._begin_new)
        self.header = PageHeader(
            LEDGER.title, "", (plain_button("导入", lambda: frame.go("import")), self.new)
        )
        self.segments = Switch(["岗位", "花名册"])
        self.posts, self.view = PostsView(), RollView(frame, LEDGER.rolls[0])
        self.appoint, self.leaving_panel = AppointPanel(frame), LeavePanel(frame)
        self.short = Card("还差什么")
        self.column.addWidget(self.header)
        self.column.addWidget(self.segments)
        self._place = self.add_scrolled(self._sheet())
        self.column.addWidget(self.view, 1)
        self.view.hide()
        self._connect()

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        for part in (self.appoint, self.leaving_panel, self.posts, self.short):
            whole.addWidget(part)
        whole.addStretch(1)
        return sheet

    def _connect(self) -> None:
        self.segments.chosen.connect(self._choose)
        self.posts.opened.connect(lambda uid: self.show_record(uid, LEDGER.rolls[0].key))
        self.posts.appointing.connect(self._appoint)
        self.posts.leaving.connect(self._leave_pool)
        self.posts.new_wanted.connect(self._begin_new)
        for panel in (self.appoint, self.leaving_panel):
            panel.done.connect(self._done)
            panel.dropped.connect(self._back_to_row)
            panel.opened.connect(self.new.setHidden)

    def refresh(self) -> None:
        desk = self.frame.desk

        def look() -> Seen:
            found = desk.findings(ledgers=("reserve",))
            return desk.coverage(), found, preparing_words(desk.facts())

        self.frame.ask(look, self._show, owner=self)
        if self.segments.place == 1:
            self.view.refresh()

    def leave(self) -> None:
        self.view.leave()
        for made in self.short.findChildren(FoundRow):
            made.keep_typed()

    def take_focus(self) -> None:
        """The keys go to the list, or stand before the first of the candidates."""
        if self.segments.place == 1:
            self.view.take_focus()
        else:
            super().take_focus()

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to a record of the register; what is about no record shows the posts."""
        if roll == LEDGER.rolls[0].key and uid:
            self._choose(1)
            self.view.show_record(uid)
        else:
            self._choose(0)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return {
            "register": lambda: self._choose(1),
            "appointing": lambda: self._first(self._appoint),
            "leaving": lambda: self._first(self._leave_pool),
        }

    def _first(self, act: Callable[[Candidate], None]) -> None:
        self._choose(0)
        for made in self.posts.shown[:1]:
            act(made.one)

    def _choose(self, place: int) -> None:
        self.leave()
        self.segments.choose(place)
        for posts in (self._place, self.area):
            if posts is not None:
                posts.setVisible(place == 0)
        self.view.setVisible(place == 1)
        self.refresh()

    def _begin_new(self) -> None:
        if self.segments.place != 1:
            self._choose(1)
        self.view.begin_new()

    def _show(self, seen: Seen) -> None:
        cover, found, preparing = seen
        self.header.say(sentence(cover))
        self.posts.show_coverage(cover, preparing)
        clear(self.short.body)
        for one in found:
            self.short.body.addWidget(parted(FoundRow(self.frame, one)))
        self.short.setVisible(bool(found))

    def _appoint(self, one: Candidate) -> None:
        desk = self.frame.desk
        self.leaving_panel.hide()

        def begin(terms: tuple[Term, ...]) -> None:
            self.appoint.begin(one, [term for term in terms if not term.ended])

        self.frame.ask(desk.terms, begin, owner=self)

    def _leave_pool(self, one: Candidate) -> None:
        self.appoint.hide()
        self.leaving_panel.begin(one)

    def _back_to_row(self) -> None:
        left = (self.appoint.one, self.leaving_panel.one)
        row = next((made for made in self.posts.shown if made.one in left), self)
        row.setFocus()

    def _done(self, said: str) -> None:
        self.take_focus()
        self.frame.say(said, undo=True)
        self.frame.changed.emit("")

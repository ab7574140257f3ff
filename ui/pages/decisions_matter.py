"""One matter: the line of its six steps, the step chosen, the one that is next, and the rules."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ui.beside import bind_keys
from ui.page import Frame, Page
from ui.pages.decisions_form import MATTER, SectionForm
from ui.pages.decisions_looks import states
from ui.pages.decisions_photos import PhotosCard
from ui.pages.decisions_seen import (
    NEW_ONE,
    MatterOpened,
    chosen_first,
    following,
    line_of,
    next_number,
    opened,
    sentence,
    to_do,
)
from ui.pages.decisions_stage import StageCard
from ui.pages.found_rows import FoundRow, parted
from ui.pages.six_steps import SixSteps
from ui.panel import EscKey
from ui.paper import show_paper
from ui.parts import Card, Empty, PageHeader, clear, main_button, plain_button, words
from ui.theme import gap, px
from villagedesk.declare import face
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.seen import PUBLISHED, RESULT
from villagedesk.ledgers.decisions.tables import Decision, StageKind

if TYPE_CHECKING:
    from villagedesk.desk import Desk, Paper, Saved

LEDGER = "decisions"
SAVE, NEW_MATTER = "存好", "新的决策事项"
_BESIDE = 760
"""From which width of the page, in pixels of the drawings, two cards stand side by side."""
_UNLIKE = 1000
"""From which width on the step chosen may be the wider one of the two."""
_IN_SIGHT = 60


class MatterPage(Page):
    """The page of one matter."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.uid, self.new = "", False
        self.shown: MatterOpened | None = None
        self._chosen = ""
        self.edit = plain_button("改事项", self._turn_facts)
        self.printing = plain_button("打印 ▾", self._offer_papers)
        self.main = main_button("", self._act)
        self.header = PageHeader("四议两公开", "", (self.edit, self.printing, self.main))
        self.column.addWidget(self.header)
        self.steps, self.chosen, self.coming = SixSteps(), StageCard(frame), StageCard(frame)
        self.form = SectionForm(frame, DECISIONS, MATTER)
        self.photos = PhotosCard(frame)
        self.nothing = Empty("先在四议两公开里点开一件事项。", plain_button("去看", self._back))
        self._place = self.add_scrolled(self._sheet())
        self.column.addWidget(self.nothing, 1)
        self._connect()
        self._show_body(shown=False)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        self.facts, self.line = Card("事项内容"), Card()
        self.short, self.rules = Card("还差什么"), Card("依据")
        self.facts.body.addWidget(self.form)
        self.line.body.addWidget(self.steps)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(gap(16))
        self._beside.addWidget(self.chosen, 3)
        self._beside.addWidget(self.coming, 2)
        for part in (self.facts, self.line):
            whole.addWidget(part)
        whole.addLayout(self._beside)
        for part in (self.short, self.photos, self.rules):
            whole.addWidget(part)
        whole.addStretch(1)
        return sheet

    def _connect(self) -> None:
        self.steps.picked.connect(self.choose)
        for card in (self.chosen, self.coming):
            card.sitting_wanted.connect(self._begin_sitting)
            card.tying.connect(self._tie)
            card.typing.connect(self._typing)
            card.saved.connect(self._saved)
        self.form.typing.connect(self._typing)
        self.form.saved.connect(self._saved_matter)
        EscKey(self, self._close_up)
        keys: dict[str, Callable[[], object]] = {"F8": self.keep_now, "Ctrl+S": self.keep_now}
        keys |= {"F2": self._go_to_facts, "Ctrl+N": self._begin_another}
        bind_keys(self, keys)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, way = self.width() >= px(_BESIDE), QBoxLayout.Direction
        self._beside.setDirection(way.LeftToRight if wide else way.TopToBottom)
        halves = wide and self.width() < px(_UNLIKE)
        for place, share in enumerate((1, 1) if halves else (3, 2)):
            self._beside.setStretch(place, share)

    def _follow(self, _old: object, typing: QWidget | None) -> None:
        """The field with the keys is brought into sight, whichever way they came."""
        area = self.area
        if area is not None and typing is not None and area.isAncestorOf(typing):
            QTimer.singleShot(0, typing, lambda: _bring_into_sight(typing, area))

    def take_focus(self) -> None:
        """The keys go to the step that is shown, or to the first field of a new matter."""
        if self.new:
            self.form.begin_at(face(Decision.title).key)
        elif self.shown is not None:
            self.steps.focus_chosen()
        else:
            super().take_focus()

    def show_record(self, uid: str, roll: str) -> None:
        """A matter by its uid; without one a new matter is begun."""
        del roll
        self.leave()
        self.uid, self.new, self._chosen, self.shown = uid, not uid, "", None
        if self.new:
            self._begin()
        else:
            self.facts.hide()
            self._ask(focus=True)

    def refresh(self) -> None:
        if self.uid:
            self._ask()

    def _ask(self, *, focus: bool = False) -> None:
        uid, desk = self.uid, self.frame.desk

        def show(found: MatterOpened) -> None:
            if uid == self.uid:
                self._show(found)
                if focus and self.isVisible():
                    self.take_focus()

        self.frame.ask(partial(opened, desk, uid), show, owner=self, failed=self._say_nothing)

    def _show(self, found: MatterOpened) -> None:
        self.shown, seen, today = found, found.seen, self.frame.desk.today
        self.header.title.setText(f"{seen.number} {seen.title}".strip())
        self.header.say(sentence(seen, authorised=found.authorised))
        self.steps.show_stages(line_of(seen), today)
        coming = following(seen)
        chosen = self._chosen or chosen_first(seen)
        self.steps.choose(chosen)
        apart = coming is not None and coming.kind != chosen
        self.chosen.show_stage(found, chosen)
        self.coming.setVisible(apart)
        if coming is not None and apart:
            self.coming.show_stage(found, coming.kind)
        self._show_found(found)
        self._show_rules(found)
        self.photos.load(seen.uid)
        self._show_body(shown=True)
        self._typing()

    def _show_found(self, found: MatterOpened) -> None:
        clear(self.short.body)
        for one in found.found:
            made = FoundRow(self.frame, one, named=False)
            made.go.hide()  # it is about the matter that is on the page
            self.short.body.addWidget(parted(made))
        self.short.setVisible(bool(found.found))

    def _show_rules(self, found: MatterOpened) -> None:
        clear(self.rules.body)
        for said in found.seen.rules:
            self.rules.body.addWidget(words(said, "rule", wrap=True))
        self.rules.setVisible(bool(found.seen.rules))

    def _show_body(self, *, shown: bool) -> None:
        """The matter, or the form of a new one, or that there is none."""
        for one in (self._place, self.area):
            if one is not None:
                one.setVisible(shown or self.new)
        self.nothing.setVisible(not (shown or self.new))
        for part in (self.line, self.chosen, self.photos):
            part.setVisible(shown)
        for part in (self.coming, self.short, self.rules):
            part.setVisible(shown and part.isVisibleTo(self))
        self.edit.setVisible(shown)
        self.printing.setVisible(shown)
        self.main.setVisible(shown or self.new)

    def _say_nothing(self, why: str) -> None:
        self.uid, self.new, self.shown = "", False, None
        self.nothing.sentence.setText(why)
        self.header.title.setText("四议两公开")
        self.header.say("")
        self._show_body(shown=False)

    def choose(self, kind: str) -> None:
        """Shows another step; what was typed in the one before is kept."""
        if self.shown is None:
            return
        self.chosen.keep()
        self._chosen = kind
        self._show(self.shown)
        self.refresh()

    def _begin(self) -> None:
        """An empty form, with the next number and today's day."""
        desk = self.frame.desk

        def look() -> tuple[list[str], date]:
            return [one.number for one in desk.matters()], desk.today

        def begin(known: tuple[list[str], date]) -> None:
            numbers, today = known
            given = {
                face(Decision.number).key: next_number(numbers, today.year),
                face(Decision.raised_on).key: today.isoformat(),
            }
            self.form.begin_new(given)
            self.facts.show()
            self.header.title.setText(NEW_MATTER)
            self.header.say("写清是什么事、多少钱、由谁决定；后面的环节一步一步来。")
            self._show_body(shown=False)
            self._typing()
            if self.isVisible():
                self.take_focus()

        self.frame.ask(look, begin, owner=self)

    def _turn_facts(self) -> None:
        """Opens what the matter is about, or closes it."""
        if self.facts.isVisibleTo(self):
            self.form.keep()
            self.facts.hide()
        else:
            self.form.load(self.uid)
            self.facts.show()
            self.form.begin_at(face(Decision.title).key)
        self._typing()

    def _go_to_facts(self) -> None:
        if self.shown is not None and not self.facts.isVisibleTo(self):
            self._turn_facts()
        elif self.shown is not None or self.new:
            self.form.begin_at(face(Decision.title).key)

    def _close_up(self) -> None:
        """Closes what was opened to be filled in; what was typed there stays open."""
        if self.shown is None or self.dirty:
            return
        if self.facts.isVisibleTo(self):
            self._turn_facts()
        for card in (self.chosen, self.coming):
            card.close_up()
        self.take_focus()

    def _begin_another(self) -> None:
        self.frame.go("matter", "", NEW_ONE)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return states(self)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self.new or self.form.dirty or self.chosen.dirty or self.coming.dirty

    def _typing(self) -> None:
        """The main button saves what is typed, and else leads to what is next."""
        following_words = to_do(self.shown.seen) if self.shown else ""
        self.main.setText(SAVE if self.dirty else following_words)
        self.main.setAccessibleName(self.main.text())
        self.main.setVisible(bool(self.main.text()))
        self.main.setToolTip("F8" if self.dirty else "")
        self.edit.setText("收起事项" if self.facts.isVisibleTo(self) else "改事项")

    def leave(self) -> None:
        self.form.keep()
        self.chosen.keep()
        self.coming.keep()

    def keep_now(self) -> None:
        """Saves what was typed; a new matter even where only what was proposed stands there."""
        self.form.dirty = self.form.dirty or self.new
        self.leave()

    def _act(self) -> None:
        coming = following(self.shown.seen) if self.shown else None
        if self.dirty:
            self.keep_now()
        elif coming is not None and coming.kind in (PUBLISHED, RESULT):
            card = self.coming if self.coming.isVisibleTo(self) else self.chosen
            card.begin()
        elif coming is not None:
            self._begin_sitting(coming.kind)

    def _begin_sitting(self, kind: str) -> None:
        self.leave()
        uid, desk, frame = self.uid, self.frame.desk, self.frame
        frame.ask(
            lambda: desk.stage_sitting(uid, StageKind(kind)),
            lambda asked: frame.go("sitting", "", asked),
            owner=self,
        )

    def _tie(self, kind: str, meeting: str) -> None:
        uid, desk = self.uid, self.frame.desk

        def tied(_: None) -> None:
            self.frame.say(f"{kind}的到会和表决已从会议记录里取来", undo=True)
            self.frame.changed.emit(LEDGER)

        self.frame.ask(lambda: desk.tie_stage(uid, StageKind(kind), meeting), tied, owner=self)

    def _saved(self, saved: "Saved") -> None:
        if saved.problems:
            self.frame.say("还有没填对的，红字说明了怎么改；改好再存")
        else:
            self.frame.say("已保存", undo=True)
            self.frame.changed.emit(LEDGER)
        self._typing()

    def _saved_matter(self, saved: "Saved") -> None:
        if saved.problems:
            self.form.focus_wrong()
        elif self.new:
            self.uid, self.new = saved.uid, False
            self.facts.hide()
        self._saved(saved)

    def _offer_papers(self) -> None:
        self.menu_of_papers().popup(self.printing.mapToGlobal(self.printing.rect().bottomLeft()))

    def menu_of_papers(self) -> QMenu:
        """The papers of the matter, as it is saved."""
        menu = QMenu(self.printing)
        papers: dict[str, Callable[[Desk, str], Paper]] = {
            "六张环节表和公示照片": lambda desk, uid: desk.stage_papers(uid),
            "决议公告": lambda desk, uid: desk.notice_paper(uid),
            "实施结果公示": lambda desk, uid: desk.result_paper(uid),
        }
        for name, make in papers.items():
            menu.addAction(name).triggered.connect(partial(self._print, make))
        return menu

    def _print(self, make: "Callable[[Desk, str], Paper]", *_: object) -> None:
        self.leave()
        uid, desk, frame = self.uid, self.frame.desk, self.frame
        frame.ask(
            lambda: make(desk, uid),
            lambda paper: show_paper(frame, paper, back=(self.key, uid, "")),
            owner=self,
        )

    def _back(self) -> None:
        self.frame.go(LEDGER)


def _bring_into_sight(part: QWidget, area: QScrollArea) -> None:
    """With some room around it, where the part leaves any."""
    free = (area.viewport().height() - part.height()) // 2
    area.ensureWidgetVisible(part, 0, max(0, min(px(_IN_SIGHT), free)))

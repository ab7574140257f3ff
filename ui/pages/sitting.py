"""One sitting: when and where, what was dealt with, who came; saved when it is left."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from ui.attachments import AttachmentRow
from ui.beside import bind_keys
from ui.form import DRAFT_AFTER, STACKED_FROM
from ui.messages import ask
from ui.page import Frame, Page
from ui.pages.sitting_agenda import Agenda
from ui.pages.sitting_facts import FactsCard
from ui.pages.sitting_fields import begin_typing, one_column, stops_of
from ui.pages.sitting_looks import states
from ui.pages.sitting_opening import Here, Opened, opened, settled
from ui.pages.sitting_signin import SignIn
from ui.pages.sitting_words import headline, sentence, unmet
from ui.paper import show_paper
from ui.parts import Empty, PageHeader, link_button, main_button, plain_button, row
from ui.theme import gap, look, px
from villagedesk.desk.meetings import Sitting
from villagedesk.desk.stages import matter_and_stage
from villagedesk.ledgers.meetings.rolls import MEETINGS

if TYPE_CHECKING:
    from villagedesk.desk import Paper, Saved

LEDGER = "meetings"
_LEFT, _RIGHT = 350, 316
"""Two columns' widths, in pixels of the drawings; the middle takes what is left."""
_ENDLESS = 16_777_215
"""What Qt takes for no greatest width."""
_THREE, _TWO = 1060, 700
"""From which width of the page on there is room for so many columns."""
_NONE_OPEN = "在三会一课的年度表里点一格，就打开那次会议，或者记一次会。"


class SittingPage(Page):
    """The record of one sitting."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.here: Here | None = None
        self.dirty = False
        self._base = Sitting("", {}, {})
        self._late_days, self._unfinished, self._asked = 0, False, ""
        self._roll_of: tuple[str, str, str, str] | None = None
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._draft_timer.timeout.connect(self._keep_draft)
        save = main_button("存好返回", self.save_and_go_back)
        save.setToolTip("F8")
        self.buttons = (*self._printing(), save)
        self.header = PageHeader("会议记录", "", self.buttons)
        self.column.addWidget(self.header)
        self.facts, self.agenda, self.signin = FactsCard(frame), Agenda(frame), SignIn(frame)
        self.papers = AttachmentRow(frame, MEETINGS.key)
        self.remove_link = link_button("删除", self.remove)
        self.give_up_link = link_button("放弃改动", self.give_up)
        self.facts.body.addWidget(self.papers)
        self.facts.body.addLayout(row(self.remove_link, 1, self.give_up_link))
        self._places = QStackedWidget()
        self.nothing = Empty(_NONE_OPEN, plain_button("去三会一课", lambda: frame.go(LEDGER)))
        self._places.addWidget(self.nothing)
        self._columns = 0
        self._arrange(1)
        self.column.addWidget(self._places, 1)
        self._connect()
        self._show_body(shown=False)

    def _printing(self) -> tuple[QPushButton, ...]:
        """Two buttons, or where the text is large one with a menu: the numbers need the room."""
        papers = {"打印签到表": self.print_sign_in, "打印会议记录": self.print_minutes}
        if look.percent <= STACKED_FROM:
            return tuple(plain_button(name, press) for name, press in papers.items())
        both = plain_button("打印 ▾")
        menu = QMenu(both)
        for name, press in papers.items():
            menu.addAction(name).triggered.connect(lambda _=False, press=press: press())
        both.clicked.connect(lambda: menu.popup(both.mapToGlobal(both.rect().bottomLeft())))
        return (both,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(3 if self.width() >= px(_THREE) else 2 if self.width() >= px(_TWO) else 1)

    def _arrange(self, columns: int) -> None:
        """Facts, agenda and roll side by side, as far as there is room; the rest one below."""
        if columns == self._columns:
            return
        self._columns, before = columns, self._places.widget(1)
        made = QWidget()
        inside = QHBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(gap(16))
        for area in self._alone() if columns == 1 else self._beside(columns):
            inside.addWidget(area, int(area.minimumWidth() < px(_RIGHT)))
        self._places.insertWidget(1, made)
        if before is not None:
            self._places.setCurrentIndex(min(self._places.currentIndex(), 1))
            self._places.removeWidget(before)
            before.deleteLater()

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab follows what is seen, matter by matter, in whatever order the parts were made."""
        stops, here = self._stops(), QApplication.focusWidget()
        if here in stops:
            place = stops.index(here) + (1 if onwards else -1)
            if 0 <= place < len(stops):
                stops[place].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().focusNextPrevChild(onwards)

    def _stops(self) -> list[QWidget]:
        return [*stops_of(self.facts), *stops_of(self.agenda), *self.signin.stops()]

    def _alone(self) -> tuple[QWidget, ...]:
        self.signin.setMinimumWidth(0)
        self.signin.setMaximumWidth(_ENDLESS)
        return (one_column(self.facts, self.agenda, self.signin),)

    def _beside(self, columns: int) -> tuple[QWidget, ...]:
        self.signin.setFixedWidth(px(_RIGHT))
        if columns == 2:
            return one_column(self.facts, self.agenda), self.signin
        left = one_column(self.facts)
        left.setFixedWidth(px(_LEFT))
        return left, one_column(self.agenda), self.signin

    def _connect(self) -> None:
        for part in (self.facts, self.agenda, self.signin):
            part.edited.connect(self._edited)
        self.facts.moved.connect(self._ask_roll)
        self.facts.ended.connect(self.agenda.begin)
        self.signin.roll_wanted.connect(lambda: self._ask_roll(on_purpose=True))
        bind_keys(self, {"F8": self.save_and_go_back, "Ctrl+S": self.keep_now})

    def take_focus(self) -> None:
        if self.here is None or self.here.uid:  # nothing saved is to be typed over unawares
            super().take_focus()
        else:
            begin_typing(self.facts.editor("held_on"))

    def show_record(self, uid: str, roll: str) -> None:
        """A saved sitting, one begun before, or a new one: `kinds|branch|group|day|purpose`."""
        self._asked, desk = roll, self.frame.desk

        def show(found: Opened) -> None:
            self.here = Here(found.sitting.uid, found.sitting.draft)
            self.dirty = False
            self.signin.forget()
            self._show(found)
            if self.isVisible():
                self.take_focus()

        job = partial(opened, desk, uid, roll)
        self.frame.ask(job, show, owner=self, failed=self._say_nothing)

    def refresh(self) -> None:
        if self.here is None or self.dirty or not self.here.uid:
            return
        here, desk = self.here, self.frame.desk

        def show(found: Opened) -> None:
            if here is self.here and not self.dirty:
                self._show(found)

        job = partial(opened, desk, here.uid, "")
        self.frame.ask(job, show, owner=self, failed=self._say_nothing)

    def _show(self, found: Opened) -> None:
        sitting = self._base = found.sitting
        self._late_days, self._unfinished = found.late_days, found.unfinished
        self.facts.show_words(sitting.words, sitting.links)
        self.facts.offer(found.branches, found.groups)
        self.agenda.show_words(sitting.words)
        self.agenda.show_items(sitting.items, found.ruled)
        self.signin.show_people(sitting.attendees, sitting.words)
        self._roll_of = self.facts.where
        self.papers.load(sitting.uid)
        self.remove_link.setText("删除这次会议" if sitting.uid else "不要了")
        self.give_up_link.setVisible(bool(sitting.uid) and found.unfinished)
        self._show_body(shown=True)
        self._count()

    def _say_nothing(self, why: str) -> None:
        self.here, self.dirty = None, False
        self._draft_timer.stop()
        self.nothing.sentence.setText(why)
        self.header.title.setText("会议记录")
        self.header.say("")
        self._show_body(shown=False)

    def _show_body(self, *, shown: bool) -> None:
        self._places.setCurrentIndex(int(shown))
        for button in self.buttons:
            button.setVisible(shown)

    def collect(self) -> Sitting:
        """The sitting as it stands on the page."""
        given, links = self.facts.typed()
        typed = {**self._base.words, **given, **self.agenda.typed(), **self.signin.typed()}
        return replace(
            self._base,
            words=typed,
            links={**self._base.links, **links},
            attendees=self.signin.people(),
            items=self.agenda.items(),
        )

    def _edited(self) -> None:
        self.dirty = True
        self._count()
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _count(self) -> None:
        """Says the numbers anew, and holds them against the rules."""
        kinds, counts = self.facts.kinds.kinds, self.signin.counts()
        day = self.facts.day
        self.header.title.setText(headline(kinds, day))
        entered = self._base.entered_on or self.frame.desk.today.isoformat()
        said = sentence(counts, day, entered, self._late_days)
        unfinished = ["未完成，还没有存好"] if self._unfinished else []
        self.header.say(" · ".join([*unfinished, *([said] if said else [])]))
        self.signin.judge(unmet(kinds, counts))
        self.signin.offer_again(day if self.here and self.here.uid else "")
        self.agenda.judge(kinds, counts)

    def _ask_roll(self, *, on_purpose: bool = False) -> None:
        """The roll follows the day of a new sitting; that of a saved one only on purpose."""
        here, where, desk = self.here, self.facts.where, self.frame.desk
        self._count()
        day, kinds, branch, group = where
        if here is None or not day or not (on_purpose or self._follows(where)):
            return
        self._roll_of = where

        def show(found: Sitting) -> None:
            if here is self.here:
                if not here.uid:
                    self.facts.propose(found.words, found.links)
                self.signin.take_roll(found.attendees)
                self._count()

        self.frame.ask(
            lambda: desk.new_sitting(kinds, branch, group=group, day=day), show, owner=self
        )

    def _follows(self, where: tuple[str, str, str, str]) -> bool:
        return bool(self.here and not self.here.uid) and where != self._roll_of

    def leave(self) -> None:
        self.keep()

    def keep_now(self) -> None:
        """Saves at once, whatever was typed."""
        anything = self.dirty = self.dirty or bool(self.here and not self.here.uid)
        self.keep(lambda: self.frame.say("已保存", undo=anything))

    def save_and_go_back(self) -> None:
        """Saves, and goes back to the year when that went well."""
        anything = self.dirty = self.dirty or bool(self.here and not self.here.uid)

        def done() -> None:
            self._go_back()
            if anything:
                self.frame.say("已保存", undo=True)

        self.keep(done)

    def print_sign_in(self) -> None:
        """签到表 as the page stands: it is printed before the meeting, with nothing saved yet."""
        desk, sitting = self.frame.desk, self.collect()
        self.frame.ask(lambda: desk.sign_in_paper(sitting), self._show_paper, owner=self)

    def print_minutes(self) -> None:
        """会议记录 as it is saved; what was typed is saved first."""
        here, desk = self.here, self.frame.desk
        self.dirty = self.dirty or bool(here and not here.uid)

        def show() -> None:
            if here is not None:
                uid = here.uid
                self.frame.ask(lambda: desk.minutes_paper(uid), self._show_paper, owner=self)

        self.keep(show)

    def _show_paper(self, paper: "Paper") -> None:
        show_paper(self.frame, paper, back=(self.key, "", ""))

    def keep(self, then: Callable[[], object] | None = None) -> None:
        """Saves what was typed; what cannot be taken yet becomes a draft with its problems."""
        self._draft_timer.stop()
        here, desk = self.here, self.frame.desk
        if here is None or not self.dirty:
            if then is not None:
                then()
            return
        self.facts.take_day()
        self.dirty = False
        sitting = self.collect()

        def job() -> "Saved":
            saved = desk.save_sitting(settled(desk, replace(sitting, uid=here.uid)))
            here.uid = saved.uid
            return saved

        self.frame.ask(job, lambda saved: self._kept(here, saved, then), owner=self)

    def _kept(self, here: Here, saved: "Saved", then: Callable[[], object] | None) -> None:
        own = here is self.here
        if saved.problems:
            if own:
                self._explain({one.label: one.message for one in saved.problems})
                self._lead_to_wrong(asked=then is not None)
            self.frame.say("这次会议还没填完，已存为未完成，可以以后再补")
            return
        if own:
            self._explain({})
            self._unfinished = False
        self.frame.changed.emit(LEDGER)
        if then is not None and own:
            then()

    def _explain(self, problems: Mapping[str, str]) -> None:
        self.facts.explain(dict(problems))
        self.agenda.explain(problems)
        self.signin.explain(problems)

    def _lead_to_wrong(self, *, asked: bool) -> None:
        """The page says that it is unfinished; the cursor goes to what is wrong, when asked."""
        self._unfinished = True
        self._count()
        wrong = (one for one in self.findChildren(QLineEdit) if one.property("wrong") == "true")
        if asked and (first := next(wrong, None)):
            first.setFocus()

    def give_up(self) -> None:
        """Goes back to what was saved."""
        here, desk = self.here, self.frame.desk
        self.dirty = False
        self._draft_timer.stop()
        if here is not None and here.uid:
            uid = here.uid
            job = partial(desk.discard_draft, MEETINGS, uid)
            self.frame.ask(job, lambda _: self.show_record(uid, ""), owner=self)

    def _keep_draft(self) -> None:
        here, desk, sitting = self.here, self.frame.desk, self.collect()
        if here is not None and self.dirty:
            self.frame.ask(lambda: desk.keep_sitting(replace(sitting, uid=here.uid)), owner=self)

    def remove(self) -> None:
        """Takes a saved sitting away, 撤销 brings it back; or drops one that was begun."""
        here, desk = self.here, self.frame.desk
        if here is None:
            return
        if not here.uid and self.dirty and not ask(self, "写了的都不要了吗？", yes="不要了"):
            return
        self.dirty = False
        self._draft_timer.stop()

        def job() -> str:
            desk.discard_draft(MEETINGS, here.uid or here.draft)
            return desk.remove(MEETINGS, here.uid) if here.uid else ""

        def removed(label: str) -> None:
            self._say_nothing(_NONE_OPEN)
            if label:
                self.frame.say(f"已{label}", undo=True)
            self.frame.changed.emit(LEDGER)
            self._go_back()

        self.frame.ask(job, removed, owner=self)

    def states(self) -> dict[str, Callable[[], None]]:
        """What else the page can look like."""
        return states(self)

    def _go_back(self) -> None:
        """To the matter it was opened from, or to the year."""
        found = matter_and_stage(self._asked.rpartition("|")[2])
        self.frame.go("matter", found[0]) if found else self.frame.go(LEDGER)

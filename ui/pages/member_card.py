"""The person at the side of the team page: seats to change, the review, the latest changes."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.form import Form
from ui.page import Frame
from ui.pages.found_rows import LEVELS, rule_words
from ui.pages.leaving import LeavingPanel
from ui.pages.team_seen import Seen, marks, review_words
from ui.parts import (
    Elided,
    Segments,
    Tag,
    clear,
    line,
    link_button,
    plain_button,
    row,
    scrolled,
    words,
)
from ui.theme import px
from villagedesk.desk import Saved, Trace
from villagedesk.ledgers.committees.office import post_words
from villagedesk.ledgers.committees.rolls import SEATS
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.ledgers.committees.team import Member


class MemberCard(QFrame):
    """One person in office, to read and to change; or a new seat."""

    changed = Signal()
    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setObjectName("Card")
        self.frame = frame
        self.member: Member | None = None
        self.seats: tuple[Seat, ...] = ()
        self.title = Elided("", "heading")
        self.form = Form(frame, SEATS)
        self.leaving = LeavingPanel(frame)
        self._marks, self._choice = QHBoxLayout(), QVBoxLayout()
        self._found, self._review, self._past = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(12), px(8), px(12))
        whole.setSpacing(px(8))
        whole.addLayout(self._head())
        whole.addLayout(self._marks)
        whole.addWidget(scrolled(self._body()), 1)
        whole.addLayout(self._foot())
        self.form.saved.connect(self._saved)
        self.form.ended.connect(self.form.keep)
        self.leaving.done.connect(self.changed)
        self.leaving.turned.connect(self.form.setHidden)

    def _head(self) -> Any:
        self.card = link_button("人员卡片", self._open_person)
        close = link_button("收起", self.closed.emit)
        made = row(self.title, self.card, close)
        made.setStretch(0, 1)
        made.setContentsMargins(0, 0, px(8), 0)
        return made

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(14))
        for part in (self._choice, self._found, self._review, self._past):
            part.setSpacing(px(6))
        column.addLayout(self._found)
        column.addLayout(self._choice)
        column.addWidget(self.leaving)
        column.addWidget(self.form)
        column.addWidget(line())
        column.addLayout(self._review)
        column.addLayout(self._past)
        column.addStretch(1)
        return body

    def _foot(self) -> Any:
        self.leave_button = plain_button("免职 / 变动", self._leave)
        made = row(
            self.leave_button,
            1,
            plain_button("上一人", lambda: self.step_wanted.emit(-1)),
            plain_button("下一人", lambda: self.step_wanted.emit(1)),
        )
        made.setContentsMargins(0, 0, px(12), 0)
        return made

    def show_member(self, member: Member, seen: Seen, seat: str = "") -> None:
        """Shows a person, at one of their seats where one is named."""
        again = self.member is not None and self.member.person.uid == member.person.uid
        kept = self.form.sitting.uid if again else ""
        self.member, self.seats = member, member.seats
        self.title.setText(member.person.name)
        self.card.show()
        self.leave_button.setEnabled(True)
        self._show_marks(seen)
        self._show_found(seen)
        self._show_review(seen)
        uids = [one.uid for one in self.seats]
        wanted = seat or kept
        self._show_choice(uids.index(wanted) if wanted in uids else 0)

    def begin_new(self, given: dict[str, str], links: dict[str, str | None]) -> None:
        """Begins a seat."""
        self.member, self.seats = None, ()
        self.title.setText("新增任职")
        self.card.hide()
        self.leave_button.setEnabled(False)
        self.leaving.close_panel()
        for part in (self._marks, self._choice, self._found, self._review, self._past):
            clear(part)
        self.form.begin_new(given, links)
        self.form.focus_first()

    def keep(self) -> None:
        """Saves what was typed."""
        self.form.keep()

    def _show_marks(self, seen: Seen) -> None:
        clear(self._marks)
        assert self.member is not None
        for word, tone in marks(self.member, seen.day):
            self._marks.addWidget(Tag(word, tone))
        self._marks.addStretch(1)

    def _show_found(self, seen: Seen) -> None:
        clear(self._found)
        assert self.member is not None
        for one in seen.problems.get(self.member.person.uid, []):
            shown = row(Tag(*LEVELS[one.level]), words(one.message, wrap=True), gap=10)
            shown.setStretch(1, 1)
            self._found.addLayout(shown)
            self._found.addWidget(words(rule_words(one, self.frame), "rule", wrap=True))

    def _show_choice(self, place: int) -> None:
        clear(self._choice)
        if len(self.seats) > 1:
            segments = Segments([post_words(seat) for seat in self.seats])
            segments.choose(place)
            segments.chosen.connect(self._go_to)
            self._choice.addWidget(segments)
        self._go_to(place)

    def _go_to(self, place: int) -> None:
        seat = self.seats[place]
        if self.form.sitting.uid != seat.uid or not self.form.dirty:
            self.form.keep()
            self.form.load(seat.uid)
        self.leaving.close_panel()
        desk = self.frame.desk
        self.frame.ask(lambda: desk.traces(SEATS, seat.uid, limit=3), self._show_past, owner=self)

    def _show_review(self, seen: Seen) -> None:
        clear(self._review)
        assert self.member is not None
        review = seen.reviews.get(self.member.person.uid)
        word, tone, said = review_words(review)
        name, uid = words("联审结果", "label"), review.uid if review else ""
        look = link_button("查看" if review else "去登记", lambda: self._open_review(uid))
        self._review.addLayout(row(name, Tag(word, tone), 1, look))
        self._review.addWidget(words(said, "rule", wrap=True))

    def _open_review(self, uid: str) -> None:
        self.frame.go("committees", uid or None, "review")

    def _show_past(self, traces: list[Trace]) -> None:
        clear(self._past)
        if traces:
            self._past.addWidget(words("最近改动", "label"))
        for one in traces:
            words_now = self.frame.in_own_words(one.words)
            said = f"{one.at[:16].replace('T', ' ')} {one.who}：{words_now}"
            self._past.addWidget(words(said, "rule", wrap=True))

    def _open_person(self) -> None:
        if self.member is not None:
            self.frame.go("residents", self.member.person.uid)

    def _leave(self) -> None:
        seat = next((one for one in self.seats if one.uid == self.form.sitting.uid), None)
        if seat is not None:
            self.leaving.begin(seat)

    def _saved(self, saved: Saved) -> None:
        if saved.problems:
            self.frame.say("这条任职还没填完，已存为未完成，可以以后再补")
        self.changed.emit()

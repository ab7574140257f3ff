"""换届 on one page: close the term, open the next, decide each seat, note the handover."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.beside import stacked
from ui.editors import Editor, editor_for
from ui.page import Frame, Page
from ui.pages.fields import Tick
from ui.pages.turnover_rows import DecisionRow, NewSeatRow
from ui.pages.turnover_words import Outlook, due_end_for, next_term, outlook, summary
from ui.parts import (
    Card,
    PageHeader,
    clear,
    line,
    link_button,
    main_button,
    plain_button,
    row,
    words,
)
from ui.theme import px
from villagedesk.declare import face
from villagedesk.desk import Saved
from villagedesk.desk.committees import Appointment, Decision, TurnOver
from villagedesk.ledgers.committees.rolls import TERMS
from villagedesk.people import Term

NEW = (Term.title, Term.start, Term.due_end)
HANDOVER = (Term.handover_on, Term.handover_note)


class TurnoverPage(Page):
    """换届; in a village without a term, the first one is opened here."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.seen: Outlook | None = None
        self.do = main_button("办理换届", self.turn_over)
        back = plain_button("回班子", lambda: frame.go("committees"))
        self.header = PageHeader("换届", "", (back, self.do))
        self.ended = QLineEdit()
        self.ended.setAccessibleName("上届实际结束")
        self.ended.editingFinished.connect(self._look)
        self.fields: dict[str, Editor] = {
            face(one).key: editor_for(face(one), frame) for one in (*NEW, *HANDOVER)
        }
        for editor in self.fields.values():
            editor.edited.connect(self._say_what)
        self.fields["term_start"].left.connect(self._follow_start)
        self.decisions: list[DecisionRow] = []
        self.newcomers: list[NewSeatRow] = []
        self.changes = Tick("同时写任免变动")
        self.changes.setChecked(True)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        self.seats, self.added, self.said = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (self.seats, self.added, self.said):
            column.setSpacing(px(8))
        self.deciding = Card("这一届的人", tail=link_button("全部连任", self._carry_all))
        self.deciding.body.addLayout(self.seats)
        self.deciding.body.addWidget(line())
        self.deciding.body.addLayout(self.added)
        self.deciding.body.addLayout(row(plain_button("添一个新任的人", self.add_newcomer), 1))
        what = Card("会做什么")
        what.body.addLayout(self.said)
        what.body.addWidget(self.changes)
        what.body.addWidget(self.error)
        what.body.addWidget(words("办完可以整个撤销，回到换届以前。", "rule", wrap=True))
        way = QBoxLayout.Direction
        narrow = theme.look.percent > 130
        both = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight)
        both.setSpacing(px(16))
        both.addWidget(self.deciding, 3)
        both.addWidget(stacked(self._terms(), what, self._handover()), 2)
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(both)
        whole.addStretch(1)
        self.column.addWidget(self.header)
        self.add_scrolled(sheet)

    def _terms(self) -> Card:
        card = Card("届次")
        self.closing = words("", wrap=True)
        grid = _grid()
        self._closing_rows = (_label("上一届"), self.closing, _label("实际结束"), self.ended)
        for place, widget in enumerate(self._closing_rows):
            grid.addWidget(widget, place // 2, place % 2)
        for place, one in enumerate(NEW, start=2):
            label = "新届次" if one is Term.title else face(one).label
            grid.addWidget(_label(label), place, 0)
            grid.addWidget(self.fields[face(one).key], place, 1)
        card.body.addLayout(grid)
        return card

    def _handover(self) -> Card:
        self.handing = Card("交接")
        grid = _grid()
        for place, one in enumerate(HANDOVER):
            grid.addWidget(_label(face(one).label), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[face(one).key], place, 1)
        self.handing.body.addLayout(grid)
        return self.handing

    def refresh(self) -> None:
        if self.seen is None or not self._is_begun:
            self._look()

    @property
    def _is_begun(self) -> bool:
        # what the clerk has decided must not be lost to a change elsewhere
        return bool(self.newcomers) or any(
            one.decision != Decision.CARRIED for one in self.decisions
        )

    def _look(self) -> None:
        desk, ended = self.frame.desk, self.ended.text().strip()
        self.frame.ask(lambda: outlook(desk, ended), self._show, owner=self, failed=self._complain)

    def _show(self, seen: Outlook) -> None:
        first = self.seen is None or _uid(self.seen) != _uid(seen)
        self.seen = seen
        self.error.hide()
        if first:
            self._begin(seen)
        kept = {one.sitting.seat.uid: one.decision for one in self.decisions}
        clear(self.seats)
        self.decisions = []
        for sitting in seen.seats:
            made = DecisionRow(sitting, kept.get(sitting.seat.uid, Decision.CARRIED))
            made.decided.connect(self._say_what)
            self.decisions.append(made)
            self.seats.addWidget(made)
        if not seen.seats:
            said = "这一届还没有人。" if seen.closing else "先登记届次，再到班子里一个一个新增。"
            self.seats.addWidget(words(said, "soft", wrap=True))
        self._say_what()

    def _begin(self, seen: Outlook) -> None:
        opening = seen.closing is None
        for widget in self._closing_rows:
            widget.setVisible(not opening)
        self.handing.setVisible(not opening)
        self.deciding.setVisible(not opening)
        self.changes.setVisible(not opening)
        self.do.setText("登记这一届" if opening else "办理换届")
        self.header.title.setText("登记届次" if opening else "换届")
        if seen.closing:
            self.closing.setText(f"{seen.closing.title}（{seen.closing.due_end} 届满）")
            self.header.say(f"{seen.closing.title}结束，开始新一届；一次办完，可以整个撤销")
        else:
            self.header.say("填上届次和起止日期，就可以登记班子成员")
        self.ended.setText(seen.today.isoformat())
        for key, said in next_term(seen.closing, seen.today).items():
            self.fields[key].show_words(said)
        self.fields["handover_on"].show_words("")
        self.fields["handover_note"].show_words("")

    def _follow_start(self) -> None:
        due = due_end_for(self.fields["term_start"].words().strip())
        if due:
            self.fields["term_due_end"].show_words(due)
            self._say_what()

    def _carry_all(self) -> None:
        for one in self.decisions:
            one.decide(Decision.CARRIED)

    def add_newcomer(self) -> None:
        """A further line for somebody new."""
        made = NewSeatRow(self.frame)
        made.edited.connect(self._say_what)
        made.dropped.connect(lambda: self._drop(made))
        self.newcomers.append(made)
        self.added.addWidget(made)
        made.person.setFocus()

    def _drop(self, one: NewSeatRow) -> None:
        self.newcomers.remove(one)
        self.added.removeWidget(one)
        one.deleteLater()
        self._say_what()

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""

        def decided() -> None:
            self.decisions[1].decide(Decision.ENDED)
            self.add_newcomer()

        return {"decided": decided}

    def typed(self) -> dict[str, str]:
        """The new term as it was typed, by field key."""
        return {key: editor.words().strip() for key, editor in self.fields.items()}

    def _say_what(self) -> None:
        if self.seen is None:
            return
        closing = self.seen.closing.title if self.seen.closing else ""
        said = summary(
            closing,
            {**self.typed(), "ended": self.ended.text().strip()},
            self.seen.seats,
            {one.sitting.seat.uid: one.decision for one in self.decisions},
            [one.said for one in self.newcomers if one.said],
        )
        clear(self.said)
        for sentence in said:
            self.said.addWidget(words(sentence, wrap=True))

    def turn_over(self) -> None:
        """Does it, as one step; what is wrong is said and nothing is changed."""
        if self.seen is None:
            return
        desk, typed, closing = self.frame.desk, self.typed(), self.seen.closing
        if closing is None:
            self.frame.ask(lambda: desk.save(TERMS, "", typed), self._opened, owner=self)
            return
        half = next((one for one in self.newcomers if one.problem), None)
        if half is not None:
            self._complain(half.problem)
            return
        plan = TurnOver(
            closing=closing.uid,
            ended=self.ended.text().strip(),
            new_term=typed,
            decisions={one.sitting.seat.uid: one.decision for one in self.decisions},
            new_seats=tuple(self._appointments()),
            changes=self.changes.isChecked(),
        )
        self.frame.ask(
            lambda: desk.turn_over(plan), lambda _: self._done(), owner=self, failed=self._complain
        )

    def _appointments(self) -> list[Appointment]:
        return [one.appointment for one in self.newcomers if one.appointment]

    def _opened(self, saved: Saved) -> None:
        if saved.problems:
            self._complain("；".join(one.message for one in saved.problems))
        else:
            self._done()

    def _done(self) -> None:
        title = self.typed()["term"]
        for one in list(self.newcomers):
            self._drop(one)
        self.seen, self.decisions = None, []
        self.frame.say(f"{title}已开始", undo=True)
        self.frame.changed.emit("committees")
        self.frame.go("committees")

    def _complain(self, message: str) -> None:
        self.error.setText(message)
        self.error.show()
        self.frame.say(message)


def _uid(seen: Outlook) -> str:
    return seen.closing.uid if seen.closing else ""


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(8))
    grid.setColumnStretch(1, 1)
    return grid


def _label(text: str) -> Any:
    made = words(text, "label")
    made.setMinimumHeight(px(36))
    return made

"""Who came to a sitting: the roll of its day person by person, or the numbers of an old record."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.editors import Editor, LinkEditor, editor_for
from ui.page import Frame
from ui.pages.sitting_excluded import Excluding
from ui.pages.sitting_fields import (
    Above,
    GrowingText,
    complain,
    lead,
    spoken_day,
    stops_of,
    wide_list,
)
from ui.pages.sitting_roll import LEGEND, RollList, RollModel, is_added
from ui.parts import Card, Empty, Tag, link_button, row, words
from ui.theme import px
from villagedesk.declare import face
from villagedesk.desk.meetings import Attendee
from villagedesk.errors import Refused
from villagedesk.ledgers.meetings.sitting import Counts, counts_of
from villagedesk.ledgers.meetings.tables import Attendance, AttendanceState, Meeting

NUMBERS = {
    "expected": Meeting.expected,
    "present": Meeting.present,
    "on_leave": Meeting.on_leave,
    "absent": Meeting.absent,
    "voters_expected": Meeting.voters_expected,
    "voters_present": Meeting.voters_present,
}
"""The six numbers of a sitting, as Counts names them."""
_AS_NUMBERS, _AS_ROLL = "只有数字，没有名单", "按名单签到"
_GUEST = "列席"


class Numbers(QWidget):
    """The six numbers of an old record, typed as they stand there."""

    edited = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setSpacing(px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.fields = {name: Above(editor_for(face(one), frame)) for name, one in NUMBERS.items()}
        for place, made in enumerate(self.fields.values()):
            grid.addWidget(made, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.absentees = Above(GrowingText(face(Meeting.absentees), frame))
        for made in self.every().values():
            made.editor.edited.connect(lambda made=made: made.complain(""))
            made.editor.edited.connect(self.edited)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(10))
        whole.addLayout(grid)
        whole.addWidget(self.absentees)
        whole.addStretch(1)
        lead([*self.fields.values(), self.absentees], self, lambda: None)

    def every(self) -> dict[str, Above]:
        """Every field by its key."""
        return {one.editor.face.key: one for one in (*self.fields.values(), self.absentees)}

    def show_words(self, given: Mapping[str, str]) -> None:
        """Fills the fields as if nobody had typed."""
        for key, made in self.every().items():
            if made.editor.words() != given.get(key, ""):
                made.editor.show_words(given.get(key, ""))
            made.complain("")

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: made.editor.words() for key, made in self.every().items()}

    def counts(self) -> Counts:
        """The numbers, as far as they can be read."""
        return Counts(**{name: _number(made.editor) for name, made in self.fields.items()})


def _number(editor: Editor) -> int | None:
    try:
        made = editor.face.kind.parse(editor.words()) if editor.words().strip() else None
    except Refused:
        return None
    assert made is None or isinstance(made, int)
    return made


class SignIn(Card):
    """签到: the roll to mark, or the numbers; which of them, the record decides."""

    edited = Signal()
    roll_wanted = Signal()
    """The roll of the day is to be listed anew."""

    def __init__(self, frame: Frame) -> None:
        self.switch = link_button(_AS_NUMBERS, lambda: self._turn())
        super().__init__("签到", tail=self.switch)
        self._frame, self._is_roll = frame, True
        self.model = RollModel()
        self.list = RollList(self.model)
        self.numbers = Numbers(frame)
        self.excluding = Excluding(frame)
        self.verdict = Tag()
        self.verdict.hide()
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._places = QStackedWidget()
        for place in (self._roll(), self.numbers, self._nobody(), self.excluding):
            self._places.addWidget(place)
        self.body.setSpacing(px(8))
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.error)
        self.body.addWidget(self._places, 1)
        self.model.marked.connect(self.edited)
        self.numbers.edited.connect(self.edited)
        self.list.more_wanted.connect(self._exclude)
        self.excluding.done.connect(self._excluded)
        self.excluding.given_up.connect(self._back_to_list)

    def _roll(self) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        self.legend = words(LEGEND, "rule", wrap=True)
        self.guest = LinkEditor(face(Attendance.person), self._frame)
        wide_list(self.guest)
        self.guest.line.setAccessibleName("添加列席的人")
        self.guest.line.setProperty("placeholderText", "添加列席：姓名、拼音首字母")
        self.guest.finished.connect(self._add_guest)
        self.out = link_button("不计入应到…", self._exclude)
        self.again = link_button("", self.roll_wanted.emit)
        for part in (self.list, self.legend, self.guest):
            inside.addWidget(part, int(part is self.list))
        inside.addLayout(row(self.out, 1, self.again))
        self.list.setMinimumHeight(px(140))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        return made

    def _nobody(self) -> QWidget:
        sentence = "那天的名册上没有应到会的人。\n先在党员名册里登记；只有旧记录，可以只填数字。"
        return Empty(sentence)

    @property
    def is_roll(self) -> bool:
        """Whether people are signed in, as against numbers typed."""
        return self._is_roll

    def show_people(self, people: tuple[Attendee, ...], given: Mapping[str, str]) -> None:
        """The attendance of a sitting, or its numbers where there is no attendance."""
        if tuple(self.model.people) != people:
            self._list_anew(people)
        self.numbers.show_words(given)
        numbers = {face(one).key for one in NUMBERS.values()}
        only_numbers = not people and any(given.get(key) for key in numbers)
        self._show(roll=not only_numbers)

    def take_roll(self, roll: tuple[Attendee, ...]) -> None:
        """Another day's roll: what was said of a person stays said of him."""
        before = {one.person: one for one in self.model.people}
        people = [_carried(one, before.pop(one.person, None)) for one in roll]
        people += [one for one in before.values() if is_added(one)]
        if people != self.model.people:
            self._list_anew(tuple(people))
            self.model.marked.emit()
        self._show(roll=self.is_roll)

    def _list_anew(self, people: tuple[Attendee, ...]) -> None:
        """Other people; the mark stays with the person it was on."""
        marked = self.list.row
        person = self.model.people[marked].person if marked >= 0 else ""
        self.model.show_people(people)
        for place, one in enumerate(people):
            if one.person == person:
                self.list.go_to(place)

    def offer_again(self, day: str) -> None:
        """The words of the link that lists the roll anew; none where there is nothing to list."""
        self.again.setText(f"按{spoken_day(day)}的名册重列")
        self.again.setVisible(bool(day))

    def people(self) -> tuple[Attendee, ...]:
        """Everybody signed in."""
        return tuple(self.model.people) if self.is_roll else ()

    def typed(self) -> dict[str, str]:
        """The numbers typed; none where they are computed."""
        if not self.is_roll:
            return self.numbers.typed()
        return dict.fromkeys(self.numbers.every(), "") | self._absentees()

    def _absentees(self) -> dict[str, str]:
        key = self.numbers.absentees.editor.face.key
        return {key: self.numbers.absentees.editor.words()}

    def counts(self) -> Counts:
        """How many were to come and came."""
        if not self.is_roll:
            return self.numbers.counts()
        if not self.model.people:
            return Counts()
        typed = vars(self.numbers.counts())
        meeting = Meeting(uid="", village="", held_on="", kinds="", **typed)
        return counts_of(meeting, map(_row, self.model.people))

    def judge(self, said: str) -> None:
        """What the rule says where too few came; nothing where enough did."""
        self.verdict.setVisible(bool(said))
        self.verdict.show_status(said, "bad")

    def explain(self, problems: Mapping[str, str]) -> None:
        """Puts what is wrong with numbers below them, and with people above the list."""
        complain(self.numbers.every().items(), dict(problems))
        own = [said for key, said in problems.items() if key.startswith("attendance:")]
        self.error.setText("\n".join(own))
        self.error.setVisible(bool(own))

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, the list first and what is rarely used last; or number by number."""
        if not self.is_roll:
            return (*stops_of(self.numbers), self.switch)
        every = (self.list, self.guest.line, self.out, self.again, self.switch)
        return tuple(stop for stop in every if stop.isVisibleTo(self))

    def forget(self) -> None:
        """Another sitting is to be shown: nobody is marked."""
        self.list.setCurrentIndex(QModelIndex())

    def begin(self) -> None:
        """The keys go to the list, or to the first number."""
        if self.is_roll:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.numbers.fields["expected"].editor.setFocus()

    def _turn(self) -> None:
        self._show(roll=not self.is_roll)
        self.begin()
        self.edited.emit()

    def _show(self, *, roll: bool) -> None:
        self._is_roll = roll
        self.switch.setText(_AS_NUMBERS if roll else _AS_ROLL)
        self.switch.setAccessibleName(self.switch.text())
        self._places.setCurrentIndex(0 if roll and self.model.people else 2 if roll else 1)

    def _add_guest(self) -> None:
        uid, name = self.guest.uid, self.guest.words()
        self.guest.show_words("")
        if uid and uid not in {one.person for one in self.model.people}:
            self.model.add(
                Attendee(uid, name, state=AttendanceState.GUEST, votes=False, why_no_vote=_GUEST)
            )
        self.guest.setFocus()

    def _exclude(self) -> None:
        if self.list.row >= 0:
            self._places.setCurrentWidget(self.excluding)
            self.excluding.begin(self.model.people[self.list.row])

    def _excluded(self, why: str, approval: str) -> None:
        self.model.change(self.list.row, excluded=why, approval=approval)
        self._back_to_list()

    def _back_to_list(self) -> None:
        self._show(roll=True)
        self.list.setFocus()


def _carried(one: Attendee, before: Attendee | None) -> Attendee:
    if before is None:
        return one
    kept = ("state", "excluded", "approval", "note")
    return replace(one, **{name: getattr(before, name) for name in kept})


def _row(one: Attendee) -> Attendance:
    values: dict[str, Any] = {"state": one.state, "votes": one.votes, "excluded": one.excluded}
    return Attendance(uid="", village="", meeting="", person=one.person, **values)

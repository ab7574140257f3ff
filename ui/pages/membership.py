"""党员变动: one change of a membership, with what follows from it said before it is written."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.editors import editor_for
from ui.form import FieldRow
from ui.page import Frame, Page
from ui.parts import Card, PageHeader, clear, link_button, main_button, plain_button, row, words
from ui.theme import px
from villagedesk.declare import Facts, face
from villagedesk.ledgers.party import CHANGES, LEDGER
from villagedesk.people import MemberChange, Movement
from villagedesk.people.findings import who

LABEL_WIDTH, LATEST = 112, 10
MOVES = (Movement.JOINED, Movement.MOVED_IN, Movement.REGROUPED)
"""Changes after which a member belongs to a branch and group that must be named."""

FOLLOWS = {
    Movement.JOINED: "从这一天起在名册上，是预备党员，没有表决权；预备期一年，快到时会提醒。",
    Movement.CONFIRMED: "从这一天起是正式党员，有表决权。",
    Movement.EXTENDED: "预备期算到写的那一天，到时再提醒。",
    Movement.REFUSED: "从这一天起不在名册上。",
    Movement.MOVED_IN: "从这一天起在本村名册上；以前的会不算他应到。",
    Movement.MOVED_OUT: "从这一天起不在本村名册上；以前的名册和会议记录不变。",
    Movement.REGROUPED: "从这一天起算新的支部和小组；以前的名册不变。",
    Movement.STOPPED: "从这一天起不算应到，不参加表决。",
    Movement.RESTORED: "从这一天起又在名册上。",
    Movement.EXPELLED: "从这一天起不在名册上。",
    Movement.DIED: "从这一天起不在名册上；人员里的状态改成去世。",
    Movement.RIGHTS_STOPPED: "仍在名册上，但从这一天起没有表决权。",
    Movement.RIGHTS_BACK: "从这一天起又有表决权。",
}
"""What each change means for the roll, in words."""


def latest_changes(facts: Facts) -> tuple[tuple[str, str, str], ...]:
    """Day, name and kind of the latest changes, the newest first."""
    newest = sorted(facts.all(MemberChange), key=lambda one: (one.on, one.uid), reverse=True)
    return tuple((one.on, who(facts, one.person), str(one.kind)) for one in newest[:LATEST])


class MembershipPage(Page):
    """One change to be written; the register follows in the same step."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.rows = {
            name: FieldRow(editor_for(face(attribute), frame), px(LABEL_WIDTH))
            for name, attribute in (
                ("person", MemberChange.person),
                ("kind", MemberChange.kind),
                ("on", MemberChange.on),
                ("branch", MemberChange.branch_after),
                ("group", MemberChange.group_after),
                ("until", MemberChange.until),
                ("document", MemberChange.document),
                ("note", MemberChange.note),
            )
        }
        self.follows = words("", "soft", wrap=True)
        self.error = words("", "error", wrap=True)
        self.done = main_button("登记变动", self.write)
        back = plain_button("回到党员名册", lambda: frame.go("party"))
        said = "写一条，名册跟着改；那一天以前的名册和会议不变"
        self.column.addWidget(PageHeader("党员变动", said, (back,)))
        self.latest = QVBoxLayout()
        self.sheet = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.add_scrolled(self._body())
        self._join()
        self._clear()

    def _body(self) -> QWidget:
        """The form, and beside or below it what was written down last."""
        self.latest.setSpacing(px(8))
        last = Card("最近的变动", tail=link_button("全部变动", self._see_all))
        last.body.addLayout(self.latest)
        last.body.addStretch(1)
        body = QWidget()
        self.sheet.setContentsMargins(0, 0, 0, 0)
        self.sheet.setSpacing(px(16))
        self.sheet.addWidget(self._card(), 3)
        self.sheet.addWidget(last, 2)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self.sheet)
        whole.addStretch(1)
        return body

    def _card(self) -> Card:
        card = Card()
        fields = QVBoxLayout()
        fields.setSpacing(px(8))
        for made in self.rows.values():
            fields.addWidget(made)
        card.body.addLayout(fields)
        card.body.addWidget(self.follows)
        card.body.addWidget(self.error)
        card.body.addLayout(row(self.done, 1))
        card.body.addStretch(1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way, narrow = QBoxLayout.Direction, self.width() < px(900)
        self.sheet.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def refresh(self) -> None:
        desk = self.frame.desk
        self.frame.ask(lambda: latest_changes(desk.facts()), self._show_latest, owner=self)

    def _show_latest(self, changes: Sequence[tuple[str, str, str]]) -> None:
        clear(self.latest)
        if not changes:
            self.latest.addWidget(words("还没有登记过变动。", "soft"))
        for day, name, kind in changes:
            self.latest.addLayout(row(words(day, "soft"), words(name), words(kind), 1, gap=14))

    def _see_all(self) -> None:
        self.frame.go(LEDGER.key, "", CHANGES.key)

    def _join(self) -> None:
        every = list(self.rows.values())
        for made, following in zip(every, [*every[1:], None], strict=True):
            made.editor.finished.connect(self._onwards(following))
        self.rows["kind"].editor.edited.connect(self._kind_chosen)

    def _onwards(self, following: FieldRow | None) -> Callable[[], None]:
        def go() -> None:
            later = list(self.rows.values())
            start = later.index(following) if following else len(later)
            shown = [made for made in later[start:] if made.isVisibleTo(self)]
            (shown[0].editor if shown else self.done).setFocus()

        return go

    def show_record(self, uid: str, _roll: str) -> None:
        """Begins with a member, where one is named."""
        self.refresh()
        if uid:
            desk = self.frame.desk
            self.frame.ask(
                lambda: desk.entry(LEDGER.rolls[0], uid),
                lambda entry: self._begin(uid, entry.words["name"]),
                owner=self,
            )

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures show besides the empty page."""
        return {"joined": lambda: self._choose(Movement.JOINED)}

    def take_focus(self) -> None:
        """The cursor stands in the first field."""
        self.rows["person"].editor.setFocus()

    def _begin(self, uid: str, name: str) -> None:
        self._clear()
        self.rows["person"].editor.show_words(name, uid)
        self.rows["kind"].editor.setFocus()

    def _choose(self, kind: Movement) -> None:
        self.rows["kind"].editor.show_words(kind)
        self._kind_chosen()

    @property
    def kind(self) -> Movement | None:
        """The change that was chosen."""
        typed = self.rows["kind"].editor.words().strip()
        return Movement(typed) if typed in set(Movement) else None

    def _kind_chosen(self) -> None:
        kind = self.kind
        self.rows["branch"].setVisible(kind in MOVES)
        self.rows["group"].setVisible(kind in MOVES)
        self.rows["until"].setVisible(kind is Movement.EXTENDED)
        self.follows.setText(FOLLOWS[kind] if kind else "")

    def _clear(self) -> None:
        for made in self.rows.values():
            made.editor.show_words("")
        self.rows["on"].editor.show_words(self.frame.desk.today.isoformat())
        self.error.hide()
        self._kind_chosen()

    def write(self) -> None:
        """Writes the change; what is missing is said below."""
        person, kind = self.rows["person"].editor.uid, self.kind
        if not person or kind is None:
            self._complain("请先选好党员和变动类型")
            return
        given: dict[str, Any] = {
            name: self.rows[name].editor.words().strip() for name in ("until", "document", "note")
        }
        if kind in MOVES:
            given |= {name: self.rows[name].editor.uid for name in ("branch", "group")}
        desk, on = self.frame.desk, self.rows["on"].editor.words()
        name = self.rows["person"].editor.words()
        self.frame.ask(
            lambda: desk.move_member(person, kind, on, **given),
            lambda _: self._written(name, kind),
            owner=self,
            failed=self._complain,
        )

    def _written(self, name: str, kind: Movement) -> None:
        self._clear()
        self.frame.say(f"已登记{name}{kind}，名册跟着改了", undo=True)
        self.frame.changed.emit("party")
        self.rows["person"].editor.setFocus()

    def _complain(self, message: str) -> None:
        self.error.setText(message)
        self.error.show()

"""问题: what visits brought up and nobody has settled yet, each with its ways."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.flow import Flow
from ui.pages.contacts_seen import ROLLS, VisitSeen, more_words
from ui.parts import Card, Empty, Tag, clear, line, link_button, plain_button, row, words
from ui.theme import px
from villagedesk.ledgers.contacts.tables import IssueKind

SHOWN = 20
"""Problems drawn at once; the rest a press away."""
LONG = 30
"""Days after which an open problem is called long."""
WAYS = {"case": "转调解", "decision": "转决策", "town": "上报镇"}
LEADS = {"case": "mediation_case", "decision": "decision"}
"""The roll a way leads to: what is there already is not made again."""


class IssueRow(QFrame):
    """One problem: since when, whose, what; what can be done about it."""

    following = Signal(str)
    closing = Signal()
    opened = Signal()
    led = Signal(str, str)

    def __init__(self, one: VisitSeen) -> None:
        super().__init__()
        self.one = one
        tag = Tag(*_tag(one))
        tag.setMinimumWidth(px(98))  # the widest word, so that what is said stands in line
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(words(one.issue, wrap=True))
        said.addWidget(words(_about(one), "rule", wrap=True))
        said.addSpacing(px(6))
        said.addLayout(self._ways())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, px(10), 0, px(10))
        whole.setSpacing(px(14))
        whole.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(said, 1)

    def _ways(self) -> Flow:
        one = self.one
        self.done = plain_button("问题已了结" if one.over_on else "办结", self.closing.emit)
        buttons: list[QWidget] = [self.done]
        led = {way.roll: way.uid for way in one.followed}
        for way, said in WAYS.items():
            if LEADS.get(way) not in led:
                buttons.append(plain_button(said, partial(self.following.emit, way)))
        for roll, uid in led.items():
            buttons.append(link_button(ROLLS[roll][1], partial(self.led.emit, roll, uid)))
        buttons.append(link_button("看走访记录", self.opened.emit))
        for button in buttons:
            button.setAccessibleName(f"{button.property('text')}：{one.home} {one.issue[:12]}")
        end = QWidget()
        end.setFixedSize(0, 0)
        self.setFocusProxy(self.done)
        return Flow(*buttons, end)


def _tag(one: VisitSeen) -> tuple[str, str]:
    """How long it has been waiting; what is handled elsewhere waits by that record's clock."""
    if one.over_on:
        return "可以了结", "warn"
    if one.followed:
        return "办理中", "info"
    waiting = f"{one.days} 天" if one.days else "今天"
    return waiting, "bad" if one.days > LONG else "warn" if one.days else "info"


def _about(one: VisitSeen) -> str:
    kind = one.kind if one.kind != IssueKind.OTHER else ""
    by = f"{one.visitor}走访" if one.visitor else ""
    handled = f"办理人 {one.handler}" if one.handler else ""
    return " · ".join(part for part in (one.home, one.on, by, kind, one.stands, handled) if part)


class IssuesView(QWidget):
    """Every open problem."""

    following = Signal(object, str)
    closing = Signal(object)
    opened = Signal(str)
    led = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[IssueRow] = []
        self._issues: Sequence[VisitSeen] = ()
        self._most = SHOWN
        self.card = Card("还没办结的问题")
        self.card.body.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)
        whole.addStretch(1)

    def show_issues(self, issues: Sequence[VisitSeen]) -> None:
        """Draws the list anew."""
        self._issues, self.rows = issues, []
        clear(self.card.body)
        for one in issues[: self._most]:
            self._add(one)
        left = len(issues) - len(self.rows)
        if left > 0:
            more = link_button(more_words(left, SHOWN, "件"), self.show_more)
            self.card.body.addLayout(row(more, 1))
        if not issues:
            self.card.body.addWidget(Empty("走访中反映的问题都办结了。"))

    def _add(self, one: VisitSeen) -> None:
        made = IssueRow(one)
        made.following.connect(lambda way: self.following.emit(one, way))
        made.closing.connect(lambda: self.closing.emit(one))
        made.opened.connect(lambda: self.opened.emit(one.uid))
        made.led.connect(self.led)
        if self.rows:
            self.card.body.addWidget(line())
        self.rows.append(made)
        self.card.body.addWidget(made)

    def show_more(self) -> None:
        """The next ones too."""
        self._most += SHOWN
        self.show_issues(self._issues)

    def take_focus(self) -> None:
        """The keys go to the oldest."""
        (self.rows[0] if self.rows else self).setFocus()

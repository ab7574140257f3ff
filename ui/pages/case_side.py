"""What stands beside a case: its clocks, the thirteen papers of its file, what falls short."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Frame
from ui.pages.fields import Tick
from ui.pages.found_rows import Explained, rule_words, tag_words
from ui.pages.mediation_seen import CaseOpen, naming
from ui.parts import Card, Tag, clear, line, row, words
from ui.theme import px
from villagedesk.desk.mediation import Clock, PaperSeen
from villagedesk.ledgers.mediation.states import State

if TYPE_CHECKING:
    from villagedesk.desk import Found

SOON = 7
"""Days before its end from which a clock is shown as pressing."""
QUIET = "现在没有要赶的期限。"
_NAMES = {"ok": "协议", "warn": "不完整", "bad": "不是调解协议"}


class ClocksCard(Card):
    """The times that run for a case, and what its agreement rightly is called."""

    def __init__(self) -> None:
        super().__init__("期限")

    def show_case(self, seen: CaseOpen) -> None:
        """The clocks as they stand today."""
        clear(self.body)
        for clock in seen.full.clocks:
            self.body.addWidget(_clock(clock))
        if not seen.full.clocks:
            self.body.addWidget(words(QUIET, "soft", wrap=True))
        said, tone = naming(seen.full)
        if said:
            self.body.addWidget(line())
            self.body.addWidget(_tagged(Tag(_NAMES[tone], tone), said, ""))


def _clock(clock: Clock) -> QWidget:
    tone = "bad" if clock.urgent else "warn" if clock.days_left <= SOON else "info"
    left = clock.days_left
    said = f"已过 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天到期"
    made, whole = QWidget(), QVBoxLayout()
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(px(2))
    whole.addLayout(row(words(clock.title), 1, Tag(said, tone)))
    whole.addWidget(words(f"到 {clock.due} 为止", "rule"))
    made.setLayout(whole)
    return made


class FileCard(Card):
    """卷内文书: a box to tick for each of the thirteen papers."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        self.tally = Tag()
        super().__init__("卷内文书", tail=self.tally)
        self.body.setSpacing(0)
        self.ticks: dict[str, Tick] = {}
        self._notes: dict[str, Tag] = {}

    def show_case(self, seen: CaseOpen) -> None:
        """What is in the file and what must still come."""
        papers = seen.full.papers
        if not self.ticks:
            self._make(papers)
        over = seen.full.state != State.OPEN
        for paper in papers:
            tick = self.ticks[paper.kind]
            tick.blockSignals(True)
            tick.setChecked(paper.there)
            tick.blockSignals(False)
            word, tone = _standing(paper, over=over)
            tick.setToolTip(paper.why)
            tick.setAccessibleName(f"{paper.kind} {word}")
            self._notes[paper.kind].show_status(word, tone)
        gone = len(seen.full.missing)
        tone = "ok" if not gone else "warn" if over else "plain"
        self.tally.show_status(f"必须的还缺 {gone} 份" if gone else "必须的齐了", tone)

    def _make(self, papers: Sequence[PaperSeen]) -> None:
        for paper in papers:
            kind, note = paper.kind, Tag()
            tick = Tick(kind)
            tick.toggled.connect(lambda on, kind=kind: self.ticked.emit(kind, on))
            self.ticks[kind], self._notes[kind] = tick, note
            beside = row(tick, note)
            beside.setStretch(0, 1)
            beside.setAlignment(note, Qt.AlignmentFlag.AlignVCenter)
            self.body.addLayout(beside)


def _standing(paper: PaperSeen, *, over: bool) -> tuple[str, str]:
    """A paper's word and tone; what must be there is missed once the case has come to an end."""
    if paper.there:
        return (f"{paper.pages} 页" if paper.pages else "在卷"), "ok"
    if paper.missing:
        return ("缺，必须", "warn") if over else ("必须", "info")
    return ("应放一份", "warn") if paper.why else ("按需", "plain")


class FoundCard(Card):
    """What falls short on this case, each with its rule."""

    def __init__(self, frame: Frame) -> None:
        super().__init__("还差什么")
        self._frame = frame
        self._shown: tuple[Found, ...] = ()

    def show_found(self, uid: str) -> None:
        """The findings of one case; the card is not there while nothing falls short."""
        found = tuple(one for one in self._frame.findings if uid and one.uid == uid)
        if found == self._shown:
            return  # a remark may be in the making
        self._shown = found
        clear(self.body)
        for one in found:
            self.body.addWidget(FoundNote(self._frame, one))
        self.setVisible(bool(found))

    def keep_typed(self) -> None:
        """Saves remarks that are being written, when the page is left."""
        for one in self.findChildren(FoundNote):
            one.keep_typed()


class FoundNote(Explained):
    """One finding where there is little room: the tag above the words, and a line for a remark."""

    edge, above = 0, 8

    def __init__(self, frame: Frame, found: "Found") -> None:
        super().__init__(frame, found)
        said = _tagged(
            Tag(*tag_words(found)), found.message, rule_words(found, frame), self.explain
        )
        self._say(said)


def _tagged(tag: Tag, said: str, rule: str, *beside: QWidget) -> QWidget:
    """A tag above words and the rule: beside the form there is no room for more in a line."""
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(px(2))
    whole.addLayout(row(tag, 1, *beside))
    whole.addWidget(words(said, wrap=True))
    if rule:
        whole.addWidget(words(rule, "rule", wrap=True))
    return made

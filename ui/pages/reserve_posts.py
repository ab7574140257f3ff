"""Post by post: who holds it, who stands behind it, who does not count and who soon no longer."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.glance import month_words
from ui.parts import Card, Empty, Tag, clear, line, link_button, plain_button, row, words
from ui.theme import px
from villagedesk.declare import Facts
from villagedesk.desk import Candidate, Coverage, PostCover
from villagedesk.ledgers.reserve.tables import Reserve, Training
from villagedesk.people import Person


class CandidateRow(QFrame):
    """One person behind a post: name, age, what keeps him from counting, what can be done."""

    opened = Signal(str)
    appointing = Signal(object)
    leaving = Signal(object)

    def __init__(self, one: Candidate, preparing: str) -> None:
        super().__init__()
        self.one = one
        name = link_button(one.name, lambda: self.opened.emit(one.reserve))
        name.setAccessibleName(f"看{one.name}的记录")
        said = [part for part in (one.age, one.readiness) if part]
        left = QVBoxLayout()
        left.setSpacing(px(2))
        left.addLayout(row(name, words(" · ".join(said), "soft"), 1))
        if preparing:
            left.addWidget(words(preparing, "rule", wrap=True))
        for reason in one.why_not:
            left.addWidget(words(reason, "rule", wrap=True))
        if one.drops_why:
            left.addWidget(words(one.drops_why, "rule", wrap=True))
        appoint = plain_button("任用进班子", lambda: self.appointing.emit(one))
        appoint.setAccessibleName(f"任用{one.name}进班子")
        leave = link_button("出库", lambda: self.leaving.emit(one))
        leave.setAccessibleName(f"{one.name}出库")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, px(6), 0, px(6))
        whole.setSpacing(px(12))
        tag = Tag(*_standing(one))
        tag.setMinimumWidth(px(96))
        whole.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(left, 1)
        whole.addLayout(row(leave, appoint, gap=8))
        self.setFocusProxy(appoint)


def _standing(one: Candidate) -> tuple[str, str]:
    if not one.counts:
        return ("待核", "info") if one.doubt else ("不够条件", "bad")
    return ("快不够条件", "warn") if one.drops_out else ("够条件", "ok")


class PostsView(QWidget):
    """岗位: a card for each post."""

    opened = Signal(str)
    appointing = Signal(object)
    leaving = Signal(object)
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._posts = QVBoxLayout(self)
        self._posts.setContentsMargins(0, 0, 0, 0)
        self._posts.setSpacing(px(16))
        self.shown: tuple[CandidateRow, ...] = ()
        self._preparing: Mapping[str, str] = {}

    def show_coverage(self, seen: Coverage, preparing: Mapping[str, str]) -> None:
        """Draws the cards anew; `preparing` says by record how each is being prepared."""
        clear(self._posts)
        self._preparing = preparing
        self.shown = ()
        by_village = seen.needed != sum(post.needed for post in seen.posts)
        for post in seen.posts:
            self._posts.addWidget(self._post(post, counted=not by_village))

    def _post(self, post: PostCover, *, counted: bool) -> Card:
        card = Card(post.title, tail=_tail(post, counted=counted))
        holders = "、".join(post.holders) or "没有人在任"
        card.body.addWidget(words(f"现任：{holders}", "soft", wrap=True))
        every = (*post.ready, *post.others)
        if not every:
            button = plain_button("登记后备干部", self.new_wanted.emit)
            card.body.addWidget(Empty("这个岗位后面还没有人。", button))
        for one in every:
            made = CandidateRow(one, self._preparing.get(one.reserve, ""))
            made.opened.connect(self.opened)
            made.appointing.connect(self.appointing)
            made.leaving.connect(self.leaving)
            self.shown = (*self.shown, made)
            card.body.addWidget(line())
            card.body.addWidget(made)
        return card


def preparing_words(facts: Facts) -> dict[str, str]:
    """帮带人 and the latest training, by record of the pool."""
    latest: dict[str, Training] = {}
    for one in sorted(facts.all(Training), key=lambda one: one.since or ""):
        latest[one.reserve] = one
    return {row.uid: _preparing(facts, row, latest.get(row.uid)) for row in facts.all(Reserve)}


def _preparing(facts: Facts, row: Reserve, last: Training | None) -> str:
    mentor = facts.get(Person, row.mentor)
    by = mentor.name if mentor else row.town_mentor
    said = [f"帮带人 {by}"] if by else []
    if last and last.since:
        span = month_words(last.since) + (f"—{month_words(last.until)}" if last.until else "起")
        said.append(f"最近培养：{last.way}（{last.place or '地点没写'}，{span}）")
    return " · ".join(said)


def _tail(post: PostCover, *, counted: bool) -> Tag:
    ready = len(post.ready)
    if not post.needed or not counted:
        return Tag(f"{ready} 人够条件", "ok" if ready else "plain")
    tone = "ok" if ready >= post.needed else "warn"
    return Tag(f"{ready}/{post.needed}", tone)


def sentence(seen: Coverage) -> str:
    """应有 2 人，够条件 1 人 · how it was counted."""
    soon = sorted(one.drops_out for post in seen.posts for one in post.ready if one.drops_out)
    said = f"应有 {seen.needed} 人，够条件 {seen.ready} 人"
    if soon:
        said += f"，{len(soon)} 人一年内不再够条件（最早{month_words(soon[0])}）"
    return f"{said} · {seen.sentence}"

"""What the 汇总 page is told of the town at once, and the words and colours it says it in."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from ui.page import Frame
from ui.pages.period_choice import likely
from villagedesk.declare import Level
from villagedesk.desk import Desk
from villagedesk.desk.overseeing import State, TownStanding, VillageStanding
from villagedesk.period import parse_period, quarter_of

TROUBLE = "有问题"
"""A figure beside the states: what was handed in needs correcting."""


@dataclass(frozen=True)
class TownSeen:
    """How the town stands in the period that is shown."""

    today: date
    town: str
    periods: tuple[str, ...]
    standing: TownStanding
    is_judged: bool = True
    """Whether what was taken in was held against the rules as they are now."""

    @property
    def period(self) -> str:
        """The period shown."""
        return self.standing.period

    @property
    def words(self) -> str:
        """The period as people say it."""
        return parse_period(self.period).words

    @property
    def is_overdue(self) -> bool:
        """Whether the day it was due is over."""
        return bool(self.standing.due) and self.today.isoformat() > self.standing.due

    def tone(self, state: State) -> str:
        """The colour of a state; before the due day nobody who is missing is at fault."""
        if state is State.MISSING:
            return "bad" if self.is_overdue else "warn"
        return {State.IN: "ok", State.LATE: "warn", State.WAITING: "info"}[state]

    def those(self, what: str) -> tuple[VillageStanding, ...]:
        """The villages in a state, those with something to correct, or for "" all."""
        villages = self.standing.villages
        if what == TROUBLE:
            return tuple(one for one in villages if has_trouble(one))
        return tuple(one for one in villages if what in ("", one.state))


def see(desk: Desk, period: str) -> TownSeen:
    """The town in a period, or for "" in the one that is meant most likely; for the desk."""
    today, known = desk.today, desk.periods()
    usual = likely(today).text
    shown = period or (usual if usual in known or not known else known[0])
    every = {*known, usual, shown, quarter_of(today).text}
    standing = desk.standing(shown)
    return TownSeen(
        today=today,
        town=desk.store.info["name"],
        periods=tuple(sorted(every, key=lambda text: (parse_period(text).end, text), reverse=True)),
        standing=standing,
        is_judged=desk.is_judged() or not any(one.parcel for one in standing.villages),
    )


def has_trouble(one: VillageStanding) -> bool:
    """Whether there is something to correct in what a village handed in, or handed in twice."""
    return bool(one.problems or one.alike or one.findings.get(Level.ERROR, 0))


def heading(seen: TownSeen, *, is_short: bool = False) -> str:
    """Where the page is, in numbers; the period stands below it too."""
    handed, due = len(seen.standing.of(State.IN, State.LATE)), len(seen.standing.villages)
    said = f"{seen.words} · 应报 {due} 个村，收到 {handed} 个"
    if is_short:
        said = f"收到 {handed} / {due} 个村"
    if not seen.standing.is_listed:
        said = f"收到 {handed} 个村的表"
        return said if is_short else f"{seen.words} · {said} · 还没有村名单"
    if not seen.standing.due:
        return said
    left = (date.fromisoformat(seen.standing.due) - seen.today).days
    when = f"还有 {left} 天截止" if left > 0 else "今天截止" if not left else f"已过截止 {-left} 天"
    return f"{said} · {when}"


def day_and_time(moment: str) -> str:
    """A moment of the store as the eye takes it: 11-22 09:00."""
    return f"{datetime.fromisoformat(moment):%m-%d %H:%M}" if moment else ""


def times(sequence: int | None) -> str:
    """How often a village has handed in; of a roster filled by hand nobody counts that."""
    return "手填" if sequence is None else f"第 {sequence} 次"


class TownView(QWidget):
    """One part of the 汇总 page; it is shown the town each time that may have changed."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.seen: TownSeen | None = None

    def show_town(self, seen: TownSeen) -> None:
        """Takes the town as it is now; what more a view needs it asks for itself."""
        self.seen = seen

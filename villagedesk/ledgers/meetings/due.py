"""Which meetings a branch owes: a year of them, month by month and kind by kind."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from villagedesk import norms as rulebook
from villagedesk.declare import Facts, Rule
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.meetings.sitting import kinds_of
from villagedesk.ledgers.meetings.tables import Meeting, MeetingKind
from villagedesk.norms import Rules
from villagedesk.people import PartyBranch, PartyGroup, Stage
from villagedesk.people.membership import Past, past_of, rolls_by_branch

OWED = (
    MeetingKind.ASSEMBLY,
    MeetingKind.COMMITTEE,
    MeetingKind.GROUP,
    MeetingKind.LECTURE,
    MeetingKind.THEME_DAY,
    MeetingKind.LIFE,
    MeetingKind.REVIEW,
)
"""The kinds a branch may owe, in the order of the board."""

IN_TIME = "meetings.are_held_in_time"

_MONTHS = {
    MeetingKind.ASSEMBLY: "assembly_months",
    MeetingKind.COMMITTEE: "committee_months",
    MeetingKind.GROUP: "group_months",
    MeetingKind.LECTURE: "lecture_months",
    MeetingKind.THEME_DAY: "theme_day_months",
    MeetingKind.LIFE: "life_months",
    MeetingKind.REVIEW: "review_months",
}
"""The rule's number that says how many months a kind has time; 0: it is not owed."""

_A_LONG_SPAN = 100
"""Days beyond which a span is no month and no quarter."""


class State(StrEnum):
    """What a cell of the board says."""

    HELD = "已开"
    MISSING = "缺"
    DUE = "待开"
    LATER = "未到"
    UNKEPT = "建账以前"
    NOT_OWED = "不用开"


@dataclass(frozen=True)
class Cell:
    """One kind in one span of the year; `note` says more, such as which groups have not met."""

    kind: MeetingKind
    first: date
    last: date
    state: State
    meetings: tuple[Meeting, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Board:
    """A branch's year: a row of cells for each kind; `branch` is "" where none is registered."""

    branch: str
    title: str
    year: int
    rows: tuple[tuple[MeetingKind, tuple[Cell, ...]], ...]

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for _, cells in self.rows:
            yield from cells


@dataclass(frozen=True)
class _Branch:
    """What a board is drawn from."""

    uid: str
    founded: date | None
    groups: dict[str, str]
    """The titles of its groups by uid."""
    past: Past
    held: Mapping[MeetingKind, tuple[tuple[date, date, Meeting], ...]]
    """Its sittings by kind, each with the first and the last day it may have been held on."""
    began: date
    """The month of the first sitting written down: before it nobody kept this log."""
    today: date
    rule: Rule


def branches_with_duties(facts: Facts, on: date) -> tuple[str, ...]:
    """The branches that have members of their own; a 总支 above them owes nothing itself."""
    return tuple(uid for uid, _ in rolls_by_branch(facts, on))


def branches_with_sittings(facts: Facts, year: int) -> tuple[str, ...]:
    """The branches that held something in that year, among them a 总支 without own members."""
    held = {one.branch for one in facts.all(Meeting) if one.held_on.startswith(f"{year:04}")}
    return tuple(one.uid for one in facts.all(PartyBranch) if one.uid in held)


def boards(facts: Facts, year: int, *, today: date, rules: Rules) -> tuple[Board, ...]:
    """The year of each branch that has members at its end, or today; of none there is nothing.

    Behind them those that only held something, such as a 总支 whose branches have the members.
    Where the county asks for no sittings nothing is owed, and what was held is shown.
    """
    on = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    rule = _held_in_time(rules, on)
    shown = (*branches_with_duties(facts, on), *branches_with_sittings(facts, year))
    return tuple(
        board(facts, branch, year, today=today, rule=rule) for branch in dict.fromkeys(shown)
    )


def _held_in_time(rules: Rules, on: date) -> Rule:
    if found := rules.on(IN_TIME, on):
        return found
    shipped = rulebook.rules().versions[IN_TIME][-1].rule
    return replace(shipped, numbers=dict.fromkeys(shipped.numbers, 0))


def board(facts: Facts, branch: str, year: int, *, today: date, rule: Rule) -> Board:
    """The year board of one branch by the rule `meetings.are_held_in_time`."""
    found, meetings = facts.get(PartyBranch, branch), meetings_of(facts, branch)
    began = min((last_day(one.held_on) for one in meetings), default=today)
    drawn = _Branch(
        uid=branch,
        founded=first_day(found.founded) if found and found.founded else None,
        groups={one.uid: one.name for one in facts.all(PartyGroup) if one.branch == branch},
        past=facts.once(past_of),
        held=_by_kind(meetings),
        began=began.replace(day=1),
        today=today,
        rule=rule,
    )
    rows = [(kind, tuple(_cells(drawn, kind, year))) for kind in OWED]
    extra = [(kind, tuple(_unowed(drawn, kind, year))) for kind in _others(drawn, year)]
    return Board(branch, found.name if found else "村党组织", year, (*rows, *extra))


def meetings_of(facts: Facts, branch: str) -> tuple[Meeting, ...]:
    """The sittings of a branch by day.

    Where no branch is named they are those of the branch of their group, or of the only branch.
    """
    above: dict[str | None, str] = {one.uid: one.branch for one in facts.all(PartyGroup)}
    homeless = branch if len(facts.all(PartyBranch)) <= 1 else None
    own = [
        one
        for one in facts.all(Meeting)
        if (one.branch or above.get(one.group) or homeless) == branch
    ]
    return tuple(sorted(own, key=lambda one: (one.held_on, one.begins or "", one.uid)))


def _cells(drawn: _Branch, kind: MeetingKind, year: int) -> Iterator[Cell]:
    months = drawn.rule.number(_MONTHS[kind])
    for start in range(1, 13, months or 1):
        first = date(year, start, 1)
        last = _month_end(year, min(start + (months or 1) - 1, 12))
        held = _held(drawn, kind, first, last)
        owed = months and _owes(drawn, kind, first, min(last, max(first, drawn.today)))
        span = (first, last)
        state, note = _state(drawn, kind, held, span) if owed else (State.NOT_OWED, "")
        if state is State.NOT_OWED and held:
            state = State.HELD
        yield Cell(kind, first, last, state, held, note)


def _owes(drawn: _Branch, kind: MeetingKind, first: date, on: date) -> bool:
    """A duty is a property of the branch as it stood at the end of the span."""
    if drawn.founded and drawn.founded > on:
        return False
    roll = drawn.past.roll_on(on, branch=drawn.uid)
    if kind is MeetingKind.COMMITTEE:
        full = sum(one.stage is Stage.FULL for one in roll)
        return full >= drawn.rule.number("full_members")
    return bool(roll) and (kind is not MeetingKind.GROUP or bool(drawn.groups))


def _state(
    drawn: _Branch, kind: MeetingKind, held: Sequence[Meeting], span: tuple[date, date]
) -> tuple[State, str]:
    (first, last), done, note = span, bool(held), ""
    if kind is MeetingKind.GROUP and not any(one.group is None for one in held):
        met = {one.group for one in held}
        waiting = [title for uid, title in _called(drawn, last).items() if uid not in met]
        done = not waiting
        note = f"还没有开：{'、'.join(waiting)}" if held and waiting else ""
    if done:
        return State.HELD, note
    if last < drawn.today:
        return (State.UNKEPT if last < drawn.began and not held else State.MISSING), note
    return (State.DUE if _opens(first, last) <= drawn.today else State.LATER), note


def _called(drawn: _Branch, last: date) -> dict[str, str]:
    """The groups that had members then; where nobody's group is written down, all of them."""
    roll = drawn.past.roll_on(min(last, drawn.today), branch=drawn.uid)
    peopled = {one.group for one in roll}
    return {uid: name for uid, name in drawn.groups.items() if uid in peopled} or drawn.groups


def _opens(first: date, last: date) -> date:
    """When a meeting begins to be due: what has a whole year belongs into its last quarter."""
    return first if (last - first).days < _A_LONG_SPAN else date(last.year, last.month - 2, 1)


def _others(drawn: _Branch, year: int) -> Iterable[MeetingKind]:
    """Kinds nobody owes that were held all the same."""
    return [
        kind
        for kind in MeetingKind
        if kind not in OWED and any(first.year == year for first, _, _ in drawn.held.get(kind, ()))
    ]


def _unowed(drawn: _Branch, kind: MeetingKind, year: int) -> Iterator[Cell]:
    for month in range(1, 13):
        first, last = date(year, month, 1), _month_end(year, month)
        held = _held(drawn, kind, first, last)
        yield Cell(kind, first, last, State.HELD if held else State.NOT_OWED, held)


def _by_kind(
    meetings: Iterable[Meeting],
) -> Mapping[MeetingKind, tuple[tuple[date, date, Meeting], ...]]:
    found: dict[MeetingKind, list[tuple[date, date, Meeting]]] = defaultdict(list)
    for one in meetings:
        for kind in kinds_of(one):
            found[kind].append((first_day(one.held_on), last_day(one.held_on), one))
    return {kind: tuple(every) for kind, every in found.items()}


def _held(drawn: _Branch, kind: MeetingKind, first: date, last: date) -> tuple[Meeting, ...]:
    """Sittings that count as the kind and surely lie in the span."""
    return tuple(
        one for begins, ends, one in drawn.held.get(kind, ()) if first <= begins and ends <= last
    )


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])

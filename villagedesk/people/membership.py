"""Who belonged to the party organisation on a day, where, and whether he had a vote."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from villagedesk.declare import Facts
from villagedesk.kinds import first_day, last_day
from villagedesk.people.party import (
    Discipline,
    MemberChange,
    Movement,
    PartyBranch,
    PartyMember,
    Penalty,
    Stage,
    Standing,
)
from villagedesk.people.village import Person, Presence, When

_ORDER = {str(kind): place for place, kind in enumerate(Movement)}

Dated = TypeVar("Dated", MemberChange, Discipline)

LEAVING = (
    Movement.REFUSED,
    Movement.MOVED_OUT,
    Movement.STOPPED,
    Movement.EXPELLED,
    Movement.DIED,
)
"""Changes after which a member is on no roll of this village."""
ENTERING = (Movement.JOINED, Movement.MOVED_IN, Movement.RESTORED)
"""Changes before which he was on none."""

PROBATIONARY = "预备党员"
ON_WATCH = "留党察看期间"
RIGHTS_STOPPED = "党员权利中止"

_LONGEST_WATCH = timedelta(days=730)
"""留党察看 lasts two years at most (党纪处分条例)."""


@dataclass(frozen=True)
class OnRoll:
    """A member as he stood on one day; `why_no_vote` is empty for those who vote."""

    person: str
    branch: str | None
    group: str | None
    stage: Stage
    why_no_vote: str = ""

    @property
    def votes(self) -> bool:
        """Whether he has 表决权: a full member whose rights are whole."""
        return not self.why_no_vote


@dataclass(frozen=True)
class Past:
    """What is known of every membership of a village, ready to be asked for any day."""

    members: tuple[PartyMember, ...]
    changes: Mapping[str, tuple[MemberChange, ...]]
    penalties: Mapping[str, tuple[Discipline, ...]]
    gone: frozenset[str]
    """Persons who died or moved away on a day nobody wrote down."""
    only_branch: str | None
    """The one branch of a village that has no other: members without a branch are of it."""
    _rolls: dict[date, Mapping[str, tuple[OnRoll, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The rolls worked out so far, whole ("") and by branch: the same days are asked for often."""
    _voteless: dict[date, Mapping[str, OnRoll]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def roll_on(self, day: date, *, branch: str = "", group: str = "") -> tuple[OnRoll, ...]:
        """The roll of that day, of the whole village or of one branch or group."""
        roll = self._rolls_of(day).get(branch, ())
        return tuple(one for one in roll if one.group == group) if group else roll

    def _rolls_of(self, day: date) -> Mapping[str, tuple[OnRoll, ...]]:
        if day not in self._rolls:
            found: dict[str, list[OnRoll]] = {"": []}
            for member in self.members:
                if one := self._on(member, day):
                    found[""].append(one)
                    if one.branch:
                        found.setdefault(one.branch, []).append(one)
            self._rolls[day] = {branch: tuple(every) for branch, every in found.items()}
        return self._rolls[day]

    def left_by(self, day: date) -> Mapping[str, str]:
        """Who had left the organisation by that day, and by what: 转出, 出党, 停止党籍."""
        crossed = {person: _crossings(changes) for person, changes in self.changes.items()}
        found = {
            member.uid: str(Standing.SUSPENDED)
            for member in self.members
            if member.standing == Standing.SUSPENDED
            and not crossed.get(member.uid)
            and not (member.joined and first_day(member.joined) > day)
        }
        for person, changes in crossed.items():
            before = [change for change in changes if first_day(change.on) <= day]
            if before and before[-1].kind in LEAVING:
                found[person] = str(before[-1].kind)
        for person, penalties in self.penalties.items():
            if any(_expelled(one, day) for one in penalties):
                found[person] = str(Penalty.EXPULSION)
        return found

    def voteless_on(self, day: date) -> Mapping[str, OnRoll]:
        """Those on the roll of that day who had no vote; who surely had one is not looked at."""
        if day not in self._voteless:
            sure_until = bisect_right(self._by_confirmation, day.isoformat(), key=_confirmed)
            asked = (*self._may_lack, *self._by_confirmation[sure_until:])
            found = (self._on(one, day) for one in asked)
            self._voteless[day] = {one.person: one for one in found if one and not one.votes}
        return self._voteless[day]

    @cached_property
    def _may_lack(self) -> tuple[PartyMember, ...]:
        """Members who may have had no vote on any day, whenever they were confirmed."""
        return tuple(one for one in self.members if self._was_doubtful(one))

    @cached_property
    def _by_confirmation(self) -> tuple[PartyMember, ...]:
        """All others whose confirmation has a day, by that day: before it they had no vote."""
        others = (one for one in self.members if one.confirmed and not self._was_doubtful(one))
        return tuple(sorted(others, key=_confirmed))

    def _was_doubtful(self, member: PartyMember) -> bool:
        probationary = member.stage == Stage.PROBATIONARY
        return probationary or member.uid in self.changes or member.uid in self.penalties

    @cached_property
    def _settled(self) -> Mapping[str, tuple[date, OnRoll | None]]:
        """How those of whom no change is known stand, and from which day on."""
        return {
            one.uid: (_settled_since(one), self._worked_out(one, date.max))
            for one in self.members
            if one.uid not in self.changes and one.uid not in self.penalties
        }

    def _on(self, member: PartyMember, day: date) -> OnRoll | None:
        since, stands = self._settled.get(member.uid, (date.max, None))
        return stands if since <= day else self._worked_out(member, day)

    def _worked_out(self, member: PartyMember, day: date) -> OnRoll | None:
        changes = self.changes.get(member.uid, ())
        before = [change for change in changes if first_day(change.on) <= day]
        after = [change for change in changes if first_day(change.on) > day]
        if not _belongs(member, before, after, gone=member.uid in self.gone, day=day):
            return None
        if any(_expelled(one, day) for one in self.penalties.get(member.uid, ())):
            return None
        branch, group = _place(member, before, after)
        stage = _stage(member, before, after, day)
        why = PROBATIONARY if stage is Stage.PROBATIONARY else ""
        why = why or _lost_rights(before) or self._penalty(member.uid, day)
        return OnRoll(member.uid, branch or self.only_branch, group, stage, why)

    def _penalty(self, person: str, day: date) -> str:
        watched = (p for p in self.penalties.get(person, ()) if p.penalty == Penalty.PROBATION)
        return ON_WATCH if any(_weighs(one, day) for one in watched) else ""


def _confirmed(member: PartyMember) -> When:
    return member.confirmed or ""


def _settled_since(member: PartyMember) -> date:
    return max(
        (first_day(day) for day in (member.joined, member.confirmed) if day), default=date.min
    )


def past_of(facts: Facts) -> Past:
    """The memberships of a village, for as many days as are asked for: `facts.once(past_of)`."""
    branches = facts.all(PartyBranch)
    gone = (Presence.MOVED, Presence.DEAD)
    return Past(
        members=tuple(facts.all(PartyMember)),
        changes=_by_person(sorted(facts.all(MemberChange), key=_when)),
        penalties=_by_person(facts.all(Discipline)),
        gone=frozenset(person.uid for person in facts.all(Person) if person.presence in gone),
        only_branch=branches[0].uid if len(branches) == 1 else None,
    )


def _when(change: MemberChange) -> tuple[When, int, str]:
    """By day; of one day in the order in which such changes can follow each other."""
    return change.on, _ORDER[change.kind], change.uid


def roll_on(facts: Facts, day: date, *, branch: str = "", group: str = "") -> tuple[OnRoll, ...]:
    """The roll of one day."""
    return facts.once(past_of).roll_on(day, branch=branch, group=group)


def _by_person(rows: Iterable[Dated]) -> Mapping[str, tuple[Dated, ...]]:
    found: dict[str, list[Dated]] = defaultdict(list)
    for row in rows:
        found[row.person].append(row)
    return {person: tuple(every) for person, every in found.items()}


def _belongs(
    member: PartyMember,
    before: list[MemberChange],
    after: list[MemberChange],
    *,
    gone: bool,
    day: date,
) -> bool:
    """The latest change by that day decides, then the first after it, then the register."""
    if member.joined and first_day(member.joined) > day:
        return False
    for change in reversed(before):
        if change.kind in LEAVING or change.kind in ENTERING:
            return change.kind in ENTERING
    for change in after:
        if change.kind in LEAVING or change.kind in ENTERING:
            return change.kind in LEAVING
    return member.standing != Standing.SUSPENDED and not gone


def _crossings(changes: Iterable[MemberChange]) -> list[MemberChange]:
    return [one for one in changes if one.kind in LEAVING or one.kind in ENTERING]


def _place(
    member: PartyMember, before: list[MemberChange], after: list[MemberChange]
) -> tuple[str | None, str | None]:
    moves = [one for one in before if one.branch_after or one.group_after]
    if moves:
        return moves[-1].branch_after or member.branch, moves[-1].group_after
    moves = [one for one in after if one.branch_before or one.group_before]
    if moves:
        return moves[0].branch_before or member.branch, moves[0].group_before
    return member.branch, member.group


def _stage(
    member: PartyMember, before: list[MemberChange], after: list[MemberChange], day: date
) -> Stage:
    """A full member from the day he was confirmed; whose day nobody knows is what he is now."""
    if any(change.kind == Movement.CONFIRMED for change in before):
        return Stage.FULL
    if any(change.kind == Movement.CONFIRMED for change in after):
        return Stage.PROBATIONARY
    if member.confirmed:
        return Stage.FULL if first_day(member.confirmed) <= day else Stage.PROBATIONARY
    return Stage.PROBATIONARY if member.stage == Stage.PROBATIONARY else Stage.FULL


def _lost_rights(before: Iterable[MemberChange]) -> str:
    said = [c for c in before if c.kind in (Movement.RIGHTS_STOPPED, Movement.RIGHTS_BACK)]
    return RIGHTS_STOPPED if said and said[-1].kind == Movement.RIGHTS_STOPPED else ""


def _expelled(penalty: Discipline, day: date) -> bool:
    return penalty.penalty == Penalty.EXPULSION and first_day(penalty.since) <= day


def _weighs(penalty: Discipline, day: date) -> bool:
    first = first_day(penalty.since)
    last = last_day(penalty.until) if penalty.until else first + _LONGEST_WATCH
    return first <= day <= last


def probation_ends(member: PartyMember, changes: Iterable[MemberChange]) -> date | None:
    """The last day of 预备期: a year after admission, or the day it was extended to.

    The last day it may be where only the month of admission is known; None for who is no
    probationary member, or whose admission nobody wrote down.
    """
    if member.stage != Stage.PROBATIONARY or not member.joined:
        return None
    extended = [one.until for one in changes if one.kind == Movement.EXTENDED and one.until]
    return last_day(max(extended)) if extended else _a_year_after(member.joined)


def _a_year_after(joined: When) -> date:
    latest = last_day(joined)
    try:
        return latest.replace(year=latest.year + 1)
    except ValueError:  # joined on the 29th of February
        return date(latest.year + 1, 3, 1)


def rolls_by_branch(facts: Facts, day: date) -> Iterator[tuple[str, tuple[OnRoll, ...]]]:
    """The branches that had members on that day, each with its roll; without branches one, ""."""
    every = roll_on(facts, day)
    known = [branch.uid for branch in facts.all(PartyBranch)] or [""]
    for uid in known:
        roll = tuple(one for one in every if (one.branch or "") == uid)
        if roll:
            yield uid, roll

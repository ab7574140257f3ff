"""How households without a member are shared out: near before far, light before heavy."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class Near(IntEnum):
    """How near a member lives to a household."""

    GROUP = 0
    CELL = 1
    VILLAGE = 2


@dataclass(frozen=True)
class Asked:
    """A household without a member, where it lies, and the persons its head is related to."""

    household: str
    group: str
    cell: str
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Willing:
    """A member who may take households: where he lives, and how many he has."""

    person: str
    household: str
    group: str
    cell: str
    load: int


@dataclass
class _Sharing:
    """The loads as they grow; nobody is given more than `most`, or left with a few of his own."""

    willing: Sequence[Willing]
    least: int
    most: int
    load: dict[str, int] = field(default_factory=dict)
    taken: dict[str, tuple[Asked, Willing]] = field(default_factory=dict)
    _near: dict[tuple[Near, str], list[Willing]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[tuple[Near, str], list[Willing]] = defaultdict(list)
        for one in self.willing:
            self.load[one.person] = one.load
            found[Near.GROUP, one.group].append(one)
            found[Near.CELL, one.cell].append(one)
            found[Near.VILLAGE, ""].append(one)
        self._near = found

    def give(self, asked: Asked, left: int) -> None:
        """`left` households of this group are still to be given, this one among them."""
        starting = (left >= self.least, True)
        for may_start in dict.fromkeys(starting):
            for near in Near:
                if chosen := self._lightest(asked, near, may_start=may_start):
                    self._take(asked, chosen)
                    return

    def _lightest(self, asked: Asked, near: Near, *, may_start: bool) -> Willing | None:
        """Who has begun and has too few comes first, then the lightest, then kin (就近就亲)."""
        where = (asked.group, asked.cell, "")[near]
        if near is not Near.VILLAGE and not where:
            return None
        able = [
            one
            for one in self._near.get((near, where), ())
            if self.load[one.person] < (self.most if may_start or self.load[one.person] else 0)
            and one.household != asked.household
        ]
        return min(able, key=lambda one: self._order(one, asked), default=None)

    def _order(self, one: Willing, asked: Asked) -> tuple[bool, int, bool]:
        load = self.load[one.person]
        return not 0 < load < self.least, load, one.person not in asked.kin

    def _take(self, asked: Asked, chosen: Willing) -> None:
        if before := self.taken.get(asked.household):
            self.load[before[1].person] -= 1
        self.load[chosen.person] += 1
        self.taken[asked.household] = (asked, chosen)

    def even_out(self) -> None:
        """Whoever was left with too few gets some of the others', or gives his own away."""
        for one in self.willing:
            if 0 < self.load[one.person] < self.least and one.load == 0:
                self._fill(one)
                if self.load[one.person] < self.least:
                    self._empty(one)

    def _fill(self, one: Willing) -> None:
        """From those who can spare some, the nearest households first."""
        others = [pair for pair in self.taken.values() if pair[1].person != one.person]
        for asked, giver in sorted(others, key=lambda pair: nearness(pair[0], one)):
            if self.load[one.person] >= self.least:
                return
            if self.load[giver.person] > self.least and asked.household != one.household:
                self._take(asked, one)

    def _empty(self, one: Willing) -> None:
        for asked, taker in tuple(self.taken.values()):
            others = [
                other
                for other in self.willing
                if other.person not in (one.person, asked.household)
                and 0 < self.load[other.person] < self.most
                and other.household != asked.household
            ]
            if taker.person == one.person and others:
                nearest = min(others, key=lambda x: (nearness(asked, x), self.load[x.person]))
                self._take(asked, nearest)


def share_out(
    asked: Iterable[Asked], willing: Sequence[Willing], *, least: int, most: int
) -> tuple[tuple[Asked, Willing], ...]:
    """Who could look after which household; what nobody has room for is left out.

    Of the same village group first, then of the same cell; the lightest first, of equal ones the
    kin; but somebody new is begun with only where there are enough for the least he should have.
    """
    sharing = _Sharing(willing, least, most)
    by_group: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_group[one.group].append(one)
    for there in by_group.values():
        for place, one in enumerate(there):
            sharing.give(one, len(there) - place)
    sharing.even_out()
    return tuple(sharing.taken.values())


def nearness(asked: Asked, one: Willing) -> Near:
    """How near the member lives."""
    if asked.group and asked.group == one.group:
        return Near.GROUP
    return Near.CELL if asked.cell and asked.cell == one.cell else Near.VILLAGE

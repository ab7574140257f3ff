"""Finding what a title points to, groups and households above all, and adding what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from villagedesk.books.reading.wording import group_name
from villagedesk.declare import Record
from villagedesk.intake.bench import Bench
from villagedesk.intake.slots import Slot
from villagedesk.kinds import Link, fold
from villagedesk.people import (
    HEAD,
    BranchKind,
    Group,
    Household,
    PartyBranch,
    PartyGroup,
    Person,
)
from villagedesk.store.queries import record_types


@dataclass(frozen=True)
class House:
    """What a row says of a household: its number, its head, the group and the address."""

    number: str | None = None
    head: str | None = None
    group: str | None = None
    address: str | None = None


@dataclass
class Links:
    """The titles of each linked table; a title that is not there yet is added when asked to."""

    bench: Bench
    index: dict[type[Record], dict[str, list[str]]] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)
    headed: dict[str, str] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for person in self.bench.rows(Person).values():
            if person.get("relation") == HEAD and person.get("household"):
                self.note_head(person["name"], person["household"])

    def note_head(self, name: str, household: str) -> None:
        """Remembers who heads a household, for rosters without household numbers.

        `latest` is the household of the last head of that name in the table that is being read;
        `headed` says who was the first to head a household.
        """
        known = self.heads.setdefault(fold(name), [])
        if household not in known:
            known.append(household)
        self.headed.setdefault(household, name)
        self.latest[fold(name)] = household

    def find(self, kind: type[Record], title: str | None) -> str | None:
        """The one record of that title, or None."""
        if not title:
            return None
        if kind not in self.index:
            self.index[kind] = {}
            for uid in self.bench.rows(kind):
                self._note(kind, uid)
        found = self.index[kind].get(_word(kind, title), [])
        return found[0] if len(found) == 1 else None

    def _note(self, kind: type[Record], uid: str) -> None:
        word = _word(kind, self.bench.title(kind, uid))
        self.index.setdefault(kind, {}).setdefault(word, []).append(uid)

    def find_house(self, house: House) -> str | None:
        """The household of that number; without a number the one with that head."""
        if house.number:
            return self._numbered(house)
        found = self._headed_by(house)
        latest = self.latest.get(fold(house.head or ""))
        if len(found) > 1 and latest in found:
            return latest
        return found[0] if len(found) == 1 else None

    def _numbered(self, house: House) -> str | None:
        """The household of that number, for many a village counts anew in every group."""
        uid = self.find(Household, house.number)
        if uid is None or not self._is_elsewhere(uid, house):
            return uid
        return self.find(Household, f"{house.number}（{house.group}）")

    def _is_elsewhere(self, uid: str, house: House) -> bool:
        """Whether a household belongs to another group than the row, and not to the row's head."""
        group = self.bench.get(Household, uid).get("group")
        if not group or not house.group or group == self.find(Group, house.group):
            return False
        return uid not in self.heads.get(fold(house.head or ""), ())

    def _headed_by(self, house: House) -> list[str]:
        """The households whose head has that name, but for those of another group."""
        group = self.find(Group, house.group)
        named = (f"{house.head}户", f"{house.head}户（{house.group}）")
        by_name = [uid for number in named if (uid := self.find(Household, number))]
        known = dict.fromkeys((*self.heads.get(fold(house.head or ""), ()), *by_name))
        homes = ((uid, self.bench.get(Household, uid)) for uid in known)
        return [
            uid
            for uid, home in homes
            if not (house.group and home.get("group") and home["group"] != group)
        ]

    def house(self, house: House, *, anew: bool = False) -> str | None:
        """The household, added if need be (`anew`: in any case); by its head if it has no number.

        None where several heads have that name and nothing tells which is meant.
        """
        known = None if anew else self.find_house(house)
        unclear = not house.number and not anew and known is None and self._headed_by(house)
        if unclear or not (house.number or house.head):
            return None
        group = self.get(Group, house.group)
        uid = known or self._add(Household, {"number": self._free_number(house), "group": group})
        there = self.bench.get(Household, uid)
        fills = {"group": group, "address": house.address}
        missing = {k: v for k, v in fills.items() if v and not there.get(k)}
        if missing:
            self.bench.change(Household, uid, missing)
        return uid

    def _free_number(self, house: House) -> str:
        plain = house.number or f"{house.head}户"
        if self.find(Household, plain) is None:
            return plain
        named = f"{plain}（{house.group or '另一户'}）"
        place = 2
        while self.find(Household, named):
            named, place = f"{plain}（{place}）", place + 1
        return named

    def get(
        self, kind: type[Record], title: str | None, also: Mapping[str, Any] | None = None
    ) -> str | None:
        """The record of that title, added if need be with `also`."""
        if not title:
            return None
        found = self.find(kind, title)
        return found or self._add(kind, {kind.title_field: shown(kind, title), **(also or {})})

    def _add(self, kind: type[Record], values: Mapping[str, Any]) -> str:
        self.find(kind, "x")  # the index must stand before it grows
        blank = dict.fromkeys(kind.model_fields)
        uid = self.bench.add(kind, {**blank, **values})
        self.bench.on_demand.add(uid)
        self._note(kind, uid)
        return uid

    def resolve(self, slot: Slot, title: str, *, branch: str | None = None) -> str | None:
        """The uid for a link's title, adding what may be added; None where it cannot be found."""
        kind = linked(slot)
        if kind is PartyBranch:
            return self.get(kind, title, {"kind": _branch_kind(title)})
        if kind is PartyGroup:
            branch = branch or self._only_branch()
            return self.get(kind, title, {"branch": branch}) if branch else self.find(kind, title)
        return self.get(kind, title) if kind is Group else self.find(kind, title)

    def _only_branch(self) -> str | None:
        branches = list(self.bench.rows(PartyBranch))
        return branches[0] if len(branches) == 1 else None


def linked(slot: Slot) -> type[Record]:
    """The table a link leads to."""
    assert isinstance(slot.face.kind, Link)
    return record_types()[slot.face.kind.table]


def shown(kind: type[Record], title: str) -> str:
    """A title as it is stored: groups are called 1组, 2组 whatever the table writes."""
    return group_name(title) if kind is Group else title


def _word(kind: type[Record], title: str) -> str:
    return fold(shown(kind, title))


def _branch_kind(title: str) -> BranchKind:
    for kind in (BranchKind.GENERAL, BranchKind.COMMITTEE):
        if kind in title:
            return kind
    return BranchKind.BRANCH

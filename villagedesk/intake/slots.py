"""Where a column's values go: a field of the roll, of the person, the member, the household."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from villagedesk.declare import Face, Record, Roll
from villagedesk.intake.aliases import meant
from villagedesk.kinds import Link, fold
from villagedesk.ledgers import LEDGERS, ledger_of
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.people import Household, PartyMember, Person
from villagedesk.store.records import table_of

READER_KEYS = {
    "party_full": "party_confirmed",
    "first_post_since": "first_since",
    "how_chosen": "origin",
    "duties": "duty",
    "is_flowing": "is_mobile",
    "identity": "talent",
    "party_member_kind": "member_stage",
    "represents": "represented_households",
    "remark2": "remark",
}
"""What the reader calls a column, where the ledgers call it otherwise."""

POSTS = ("post", "post_kind", "post_title")
CONTEXT = (
    *("seq", "age", "household_size", "household_head", "party_member", "village", "town"),
    *("pool_state", "entered_on"),
)
"""Keys that are looked at, or follow from others, and are no fields of their own."""


@dataclass(frozen=True, eq=False)
class Slot:
    """One field of one table; there is one slot for each, see slots_of."""

    kind: type[Record]
    key: str
    column: str
    face: Face

    @property
    def is_link(self) -> bool:
        """Whether the value is the title of another record."""
        return isinstance(self.face.kind, Link)


@dataclass(frozen=True, eq=False)
class Target:
    """The roll that a table's rows go into."""

    roll: Roll
    key: str
    title: str

    @cached_property
    def person_column(self) -> str | None:
        """The column that says which person a record is about: its key, or the link called 姓名."""
        if self.roll.record in (Person, PartyMember):
            return "uid"
        links = [
            slot.column
            for slot in slots_of(self.roll.record).values()
            if _leads_to_person(slot) and slot.face.required and slot.key == "name"
        ]
        return links[0] if links else None

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """The slots by field key; the roll's own stand over those of the person."""
        own = slots_of(self.roll.record)
        if self.person_column is None:
            return own
        mine = {key: slot for key, slot in own.items() if slot.column != self.person_column}
        address = {"address": slots_of(Household)["address"]}
        return {**address, **_members(), **slots_of(Person), **mine}

    @cached_property
    def column_slots(self) -> Mapping[str, Slot]:
        """The slots that a roster's columns may fill: the words of a post are split first.

        The day of entry is the store's own to write down, whatever a roster claims.
        """
        own = slots_of(self.roll.record).values()
        entered = self.roll.record.entered_field
        kept: tuple[str, ...] = (*POSTS, "body") if self.roll.record is Seat else ()
        kept += tuple(slot.key for slot in own if slot.column == entered)
        return {key: slot for key, slot in self.slots.items() if key not in kept}


@cache
def slots_of(kind: type[Record]) -> Mapping[str, Slot]:
    """Every field of a table by its key."""
    return MappingProxyType(
        {
            (key := face.key or column.name): Slot(kind, key, column.name, face)
            for column in table_of(kind).columns
            if (face := column.info.get("face")) and face.label
        }
    )


def _members() -> dict[str, Slot]:
    own = slots_of(PartyMember)
    return {key: slot for key, slot in own.items() if key not in ("name", "remark")}


def _leads_to_person(slot: Slot) -> bool:
    kind = slot.face.kind
    return isinstance(kind, Link) and kind.table == Person.__tablename__


@cache
def targets() -> Mapping[str, Target]:
    """Every roll that can be imported: as `ledger.roll`, a ledger's first as `ledger` too."""
    found: dict[str, Target] = {}
    for ledger in LEDGERS:
        for place, roll in enumerate(ledger.rolls):
            key = ledger.key if place == 0 else f"{ledger.key}.{roll.key}"
            title = ledger.title if place == 0 else f"{ledger.title}·{roll.title}"
            found[key] = found[f"{ledger.key}.{roll.key}"] = Target(roll, key, title)
    people = found["residents"].roll
    # a household roster lists persons: its rows go where persons go
    found["households"] = Target(people, "households", ledger_of(found["households"].roll).title)
    return found


def target_of(roll: Roll) -> Target:
    """The target of a roll as it stands on a sheet of ours, parts included."""
    ledger = ledger_of(roll)
    key = f"{ledger.key}.{roll.key}"
    return targets().get(key) or Target(roll, key, f"{ledger.title}·{roll.title}")


def slots_for(target: Target, header: str, key: str | None) -> tuple[Slot, ...]:
    """The fields a column may mean: the one with that very label, then what the roll calls so."""
    word, every = fold(header.rpartition("/")[2]), target.column_slots
    labelled = [slot for slot in every.values() if fold(slot.face.label) == word]
    keys = meant(target.roll.record, header, key) or (READER_KEYS.get(key or "", key or ""),)
    named = [every[own] for own in keys if own in every]
    if not named and key == "post_since" and "elected_on" in every:
        named = [every["elected_on"]]  # what a representative holds is no post
    return tuple(dict.fromkeys((*labelled, *named)))

"""What a sitting's page asks of the desk before it can show one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ui.form import NEW
from ui.pages.sitting_vote import PERSON
from villagedesk.declare import face
from villagedesk.desk.meetings import Item, Sitting
from villagedesk.errors import UserError
from villagedesk.kinds import Link
from villagedesk.ledgers import residents
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting
from villagedesk.people import Person
from villagedesk.quorum import Procedure

_LINKS = (Meeting.branch, Meeting.group, Meeting.chair, Meeting.recorder)

if TYPE_CHECKING:
    from villagedesk.desk import Desk


@dataclass
class Here:
    """The sitting on the page: a new one has a draft's key and learns its uid when it is saved."""

    uid: str
    draft: str


@dataclass(frozen=True)
class Opened:
    """What a sitting's page needs to show it."""

    sitting: Sitting
    branches: int
    groups: int
    late_days: int
    unfinished: bool = False
    """Whether what shows was typed and could not be saved yet."""
    ruled: Mapping[str, Procedure] = field(default_factory=dict)
    """By what a matter is decided for whose stage it is held, by its title."""


def opened(desk: "Desk", uid: str, asked: str) -> Opened:
    """A saved sitting, one begun before, or a new one as `kinds|branch|group|day|purpose`."""
    branches, groups = (len(desk.picks(one, "")) for one in ("party_branch", "party_group"))
    sitting = named(desk, _read(desk, uid, asked))
    begun = any(one.about == uid for one in desk.drafts(MEETINGS)) if uid else False
    ruled = desk.rules_of_matters(sitting)
    return Opened(sitting, branches, groups, desk.late_days(), begun, ruled)


def _read(desk: "Desk", uid: str, asked: str) -> Sitting:
    if uid.startswith(NEW):
        return _unfinished(desk, uid)
    if uid:
        return desk.sitting(uid)
    kinds, branch, group, day, purpose = (*asked.split("|", 4), "", "", "", "", "")[:5]
    return desk.new_sitting(kinds, branch, group=group, day=day, purpose=purpose)


def _unfinished(desk: "Desk", draft: str) -> Sitting:
    found = next((one for one in desk.unfinished_sittings() if one.draft == draft), None)
    if found is None:
        raise UserError("这次没写完的会议已经不在了，可能已经存好或者不要了")
    return found


def settled(desk: "Desk", sitting: Sitting) -> Sitting:
    """The sitting with each name typed in full, and not picked, led to the one it names."""

    def only(attribute: object, words: str) -> str | None:
        kind = face(attribute).kind
        assert isinstance(kind, Link)
        same = [one.uid for one in desk.picks(kind.table, words) if one.title == words]
        return same[0] if len(same) == 1 else None

    links = dict(sitting.links)
    for attribute in _LINKS:
        key = face(attribute).key
        if not links.get(key) and (words := sitting.words.get(key, "").strip()):
            links[key] = only(attribute, words)
    items = [
        replace(one, person=only(AgendaItem.person, words))
        if not one.person and (words := one.typed.get(PERSON, "").strip())
        else one
        for one in sitting.items
    ]
    return replace(sitting, links=links, items=tuple(items))


def named(desk: "Desk", sitting: Sitting) -> Sitting:
    """The sitting with the names of those its items concern: a link alone has only a uid."""
    people = residents.LEDGER.rolls[0]

    def with_name(item: Item) -> Item:
        if not item.person or item.typed.get(PERSON):
            return item
        name = desk.entry(people, item.person).words[face(Person.name).key]
        return replace(item, typed={**item.typed, PERSON: name})

    return replace(sitting, items=tuple(map(with_name, sitting.items)))

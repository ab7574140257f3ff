"""Who looks after which household on a day, who is excused from it, and where each lies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from villagedesk.declare import Facts, Rule
from villagedesk.kinds import age_on, first_day, labels, last_day
from villagedesk.kinds.choices import JOINT
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, HomeKind, Visit
from villagedesk.people import HEAD, Household, Movement, PartyMember, Person, Presence, When
from villagedesk.people.membership import past_of

GONE = (Presence.MOVED, Presence.DEAD)
_LEFT: Mapping[str, str] = {Movement.MOVED_OUT: "转出组织关系"}
"""How it is called that somebody left, where the word alone could be about his household."""


class Home(NamedTuple):
    """A household as a list names it, by its number and whoever heads it."""

    uid: str
    number: str
    group: str
    address: str
    head: str
    head_uid: str
    left: bool
    """Everybody it had has moved away or died: nobody is there to be looked after."""

    @property
    def title(self) -> str:
        """Its number and head, as a finding names it."""
        return f"{self.number} {self.head}".strip()


def homes(facts: Facts) -> Mapping[str, Home]:
    """Every household by its uid: `facts.once(homes)`; its head is one who is there, if any is."""
    heads: dict[str, Person] = {}
    lived_in: dict[str, bool] = {}
    for person in facts.all(Person):
        if uid := person.household:
            lived_in[uid] = lived_in.get(uid, False) or person.presence not in GONE
            known = heads.get(uid)
            if person.relation == HEAD and (known is None or known.presence in GONE):
                heads[uid] = person
    found = {}
    for one in facts.all(Household):
        uid, head = one.uid, heads.get(one.uid)
        name, head_uid = (head.name, head.uid) if head else ("", "")
        where = (one.number, one.group or "", one.address or "")
        found[uid] = Home(uid, *where, name, head_uid, left=not lived_in.get(uid, True))
    return found


def cells(facts: Facts) -> Mapping[str, GridCell]:
    """The cell each village group lies in: `facts.once(cells)`."""
    found: dict[str, GridCell] = {}
    for row in facts.all(CellGroup):
        if cell := facts.get(GridCell, row.cell):
            found.setdefault(row.group, cell)
    return found


def group_of(facts: Facts, uid: str) -> str:
    """The village group somebody lives in, by the person or else by the household."""
    person = facts.get(Person, uid)
    if person is None:
        return ""
    if person.group:
        return person.group
    home = facts.once(homes).get(person.household or "")
    return home.group if home else ""


def in_force(facts: Facts, on: date, *, gone: bool = False) -> dict[str, list[Contact]]:
    """The contacts each household may have on that day; who died, moved away or left the party
    has none left.

    With `gone` those of theirs too that nobody ended.
    """
    today, found = on.isoformat(), dict[str, list[Contact]]()
    left = frozenset[str]() if gone else lost(facts, on).keys()
    for one in facts.all(Contact):
        if one.person not in left and _may_be(one, today):
            found.setdefault(one.household, []).append(one)
    return found


def lost(facts: Facts, on: date) -> Mapping[str, str]:
    """Who can look after nobody any more on that day, and why: 去世, 迁出, 转出组织关系, 出党."""
    left = {person: _LEFT.get(why, why) for person, why in facts.once(past_of).left_by(on).items()}
    return {**left, **facts.once(_gone)}


def _gone(facts: Facts) -> Mapping[str, str]:
    return {one.uid: str(one.presence) for one in facts.all(Person) if one.presence in GONE}


def _may_be(one: Contact, today: str) -> bool:
    """Days are text that sorts by time: a month or a year has begun once it sorts before today.

    A contact is over from its last day on; one ended in a month or a year, when that is over.
    """
    if one.since and one.since > today:
        return False
    until = one.until
    return not until or until > today or (len(until) < len(today) and until == today[: len(until)])


def is_sure(one: Contact, on: date) -> bool:
    """Whether a contact that may be in force on that day surely is."""
    begun = not one.since or last_day(one.since) <= on
    return begun and not (one.until and first_day(one.until) <= on)


def by_member(held: Mapping[str, Iterable[Contact]]) -> dict[str, dict[str, Contact]]:
    """Households in force, turned round: person -> household -> contact."""
    found: dict[str, dict[str, Contact]] = defaultdict(dict)
    for household, rows in held.items():
        for one in rows:
            found[one.person].setdefault(household, one)
    return found


def kinds_of(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """户类别 of a household as its contacts say."""
    return tuple(dict.fromkeys(kind for one in contacts for kind in _words(one.kinds or "")))


@cache
def _words(kinds: str) -> tuple[str, ...]:
    return tuple(kind for kind in kinds.split(JOINT) if kind)


def is_key(kinds: Iterable[str]) -> bool:
    """Whether a household is one of those to be visited more often (重点户)."""
    return any(kind != HomeKind.ORDINARY for kind in kinds)


def latest_visits(facts: Facts, on: date) -> dict[str, When]:
    """The latest visit of each household up to that day."""
    today, found = on.isoformat(), dict[str, When]()
    for one in facts.all(Visit):
        if found.get(one.household, "") < one.on <= today:
            found[one.household] = one.on
    return found


def is_late(since: When, on: date, days: int) -> bool:
    """Whether more than so many days have surely passed since then; "" is never."""
    if since >= (on - timedelta(days=days)).isoformat():
        return False
    return not since or last_day(since) + timedelta(days=days) < on


@dataclass(frozen=True)
class Excuse:
    """Why somebody need not look after households; `doubt`: a vague value may still clear it."""

    words: str
    doubt: bool = False


def excuse(facts: Facts, uid: str, on: date, rule: Rule) -> Excuse | None:
    """By the numbers of `exempt_members_hold_none`: old, ill, or away."""
    person = facts.get(Person, uid)
    if person is None:
        return None
    oldest = rule.number("exempt_age")
    least, most = age_on(person.born, on) if person.born else (0, 0)
    if least >= oldest:
        return Excuse(f"{least} 周岁")
    member = facts.get(PartyMember, uid)
    if person.presence == Presence.AWAY or (member and member.mobile):
        return Excuse("外出")
    if person.health and person.health in rule.numbers["exempt_health"]:
        return Excuse(labels("health").get(person.health, "有病"))
    if most >= oldest:
        return Excuse(f"可能已满 {oldest} 周岁", doubt=True)
    return None

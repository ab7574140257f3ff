"""How far the households are looked after: cell by cell, member by member."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk import norms as rulebook
from villagedesk.declare import Facts, Rule
from villagedesk.kinds import last_day
from villagedesk.ledgers.contacts.homes import (
    Home,
    by_member,
    cells,
    excuse,
    group_of,
    homes,
    in_force,
    is_key,
    is_late,
    kinds_of,
    latest_visits,
)
from villagedesk.ledgers.contacts.tables import Contact, GridCell
from villagedesk.norms import Rules
from villagedesk.people import Group, When
from villagedesk.people.findings import who
from villagedesk.people.membership import roll_on

NO_CELL = "没有划入网格"


@dataclass(frozen=True)
class Numbers:
    """The rules in force of which a coverage speaks."""

    fitting: Rule
    exempt: Rule
    visits: Rule


def numbers_on(rules: Rules, on: date) -> Numbers:
    """The rules in force on that day; the shipped ones where the county switched one off."""
    norms = ("member_has_fitting_number", "exempt_members_hold_none", "household_was_visited")
    return Numbers(*(_rule_on(rules, f"contacts.{norm}", on) for norm in norms))


def _rule_on(rules: Rules, key: str, on: date) -> Rule:
    rule = rules.on(key, on) or rulebook.rules().on(key, on)
    assert rule is not None
    return rule


@dataclass(frozen=True)
class HouseholdSeen:
    """A household as the page shows it; days as ISO, "" where there is none.

    `days` since it was last visited, or else since it was taken on; -1 where nobody knows. `late`
    says that this is longer than the rule allows.
    """

    uid: str
    number: str
    head: str
    group: str
    address: str
    member: str
    members: tuple[str, ...]
    kinds: tuple[str, ...]
    key: bool
    visited: str
    days: int
    late: bool


@dataclass(frozen=True)
class MemberLoad:
    """A member and the households he has in all, `here` of them in the cell he is shown under.

    `wanted` is the least and the most there should be; `exempt` says why he need have none.
    """

    person: str
    name: str
    group: str
    households: int
    here: int
    wanted: tuple[int, int]
    exempt: str = ""
    of_the_party: bool = True

    @property
    def fits(self) -> bool:
        """Whether the number is right: none at all is, and for who is exempt only none."""
        least, most = self.wanted
        return not self.households or (not self.exempt and least <= self.households <= most)


@dataclass(frozen=True)
class CellCover:
    """A cell (the last, without uid, are households in none) and who is looked after there."""

    cell: str
    title: str
    groups: tuple[str, ...]
    head: str
    households: int
    covered: int
    members: tuple[MemberLoad, ...]
    without: tuple[HouseholdSeen, ...]
    late: tuple[HouseholdSeen, ...]


@dataclass(frozen=True)
class ContactCoverage:
    """The whole village; `sentence` says by which numbers it was judged."""

    cells: tuple[CellCover, ...]
    households: int
    covered: int
    sentence: str

    @property
    def members(self) -> tuple[MemberLoad, ...]:
        """Every member once, those with the most households first."""
        every = {one.person: one for cell in self.cells for one in cell.members}
        return tuple(sorted(every.values(), key=lambda one: (-one.households, one.person)))


def contact_coverage(facts: Facts, on: date, numbers: Numbers) -> ContactCoverage:
    """Cell by cell in their own order, then what lies in none."""
    look = look_at(facts, on, numbers)
    there: dict[str, list[Home]] = defaultdict(list)
    for home in facts.once(homes).values():
        if not home.left:
            there[_cell_of(facts, home.group)].append(home)
    loads = _loads(look)
    known = sorted(facts.all(GridCell), key=lambda one: (one.number or "", one.name, one.uid))
    shown = [_cover(look, cell, there[cell.uid], loads) for cell in known]
    rest = _cover(look, None, there[""], loads)
    if rest.households or rest.members:
        shown.append(rest)
    return ContactCoverage(
        cells=tuple(shown),
        households=sum(cell.households for cell in shown),
        covered=sum(cell.covered for cell in shown),
        sentence=sentence(numbers),
    )


def sentence(numbers: Numbers) -> str:
    """By which numbers a coverage is judged."""
    fitting, visits = numbers.fitting, numbers.visits
    return (
        f"每名党员联系 {fitting.number('hh_min')} 到 {fitting.number('hh_max')} 户，"
        f"{numbers.exempt.number('exempt_age')} 周岁以上、有病、外出的可以不联系；"
        f"重点户 {visits.number('visit_key_days')} 天、"
        f"一般户 {visits.number('visit_days')} 天内走访 1 次"
    )


@dataclass(frozen=True)
class Look:
    """What a coverage is worked out from: contacts by household, and the latest visit of each."""

    facts: Facts
    on: date
    numbers: Numbers
    held: dict[str, list[Contact]]
    visits: dict[str, When]
    lately: When
    """From this day on a visit is late for no household."""


def look_at(facts: Facts, on: date, numbers: Numbers) -> Look:
    """The contacts and visits of that day, read once."""
    days = min(map(numbers.visits.number, ("visit_key_days", "visit_days")))
    lately = (on - timedelta(days=days)).isoformat()
    return Look(facts, on, numbers, in_force(facts, on), latest_visits(facts, on), lately)


@dataclass(frozen=True)
class _Loaded:
    """A member, where he lives, and which cells his households lie in, each as often."""

    load: MemberLoad
    home: str
    cells: tuple[str, ...]


def _cell_of(facts: Facts, group: str) -> str:
    cell = facts.once(cells).get(group)
    return cell.uid if cell else ""


def _loads(look: Look) -> list[_Loaded]:
    """Everybody on the roll, and whoever else looks after a household."""
    facts, held = look.facts, by_member(look.held)
    roll = {one.person for one in roll_on(facts, look.on)}
    found = []
    for person in roll | held.keys():
        group = group_of(facts, person)
        load = _load(look, person, group, len(held.get(person, ())), member=person in roll)
        homed = facts.once(homes)
        groups = (homed[uid].group for uid in held.get(person, ()) if uid in homed)
        lie = tuple(_cell_of(facts, one) for one in groups)
        found.append(_Loaded(load, _cell_of(facts, group), lie))
    return sorted(found, key=lambda one: (-one.load.households, one.load.name, one.load.person))


def _load(look: Look, person: str, group: str, count: int, *, member: bool) -> MemberLoad:
    facts, numbers = look.facts, look.numbers
    why, lives = excuse(facts, person, look.on, numbers.exempt), facts.get(Group, group)
    return MemberLoad(
        person=person,
        name=who(facts, person),
        group=lives.name if lives else "",
        households=count,
        here=0,
        wanted=(numbers.fitting.number("hh_min"), numbers.fitting.number("hh_max")),
        exempt=why.words if why else "",
        of_the_party=member,
    )


def _cover(
    look: Look, cell: GridCell | None, there: Iterable[Home], loads: Iterable[_Loaded]
) -> CellCover:
    facts, uid = look.facts, cell.uid if cell else ""
    everyone = tuple(there)
    late = (home for home in everyone if home.uid in look.held and _is_late(look, home.uid))
    groups = [facts.get(Group, group) for group, of in facts.once(cells).items() if of.uid == uid]
    known = sorted((one for one in groups if one), key=lambda one: (one.rank, one.name))
    return CellCover(
        cell=uid,
        title=cell.name if cell else NO_CELL,
        groups=tuple(one.name for one in known),
        head=who(facts, cell.head) if cell and cell.head else "",
        households=len(everyone),
        covered=sum(home.uid in look.held for home in everyone),
        members=tuple(
            replace(one.load, here=one.cells.count(uid))
            for one in loads
            if one.home == uid or uid in one.cells
        ),
        without=tuple(household_seen(look, one) for one in everyone if one.uid not in look.held),
        late=tuple(household_seen(look, home) for home in late),
    )


def household_seen(look: Look, home: Home) -> HouseholdSeen:
    """One household with who looks after it and when it was last visited."""
    facts, mine = look.facts, look.held.get(home.uid, [])
    group, kinds, since = facts.get(Group, home.group), kinds_of(mine), _since(look, home.uid)
    return HouseholdSeen(
        uid=home.uid,
        number=home.number,
        head=home.head,
        group=group.name if group else "",
        address=home.address,
        member="、".join(dict.fromkeys(who(facts, one.person) for one in mine)),
        members=tuple(dict.fromkeys(one.person for one in mine)),
        kinds=kinds,
        key=is_key(kinds),
        visited=look.visits.get(home.uid, ""),
        days=(look.on - min(last_day(since), look.on)).days if since else -1,
        late=bool(mine) and _is_late(look, home.uid),
    )


def _since(look: Look, household: str) -> When:
    """Since when it waits: its last visit, or the day somebody took it on."""
    since = look.visits.get(household, "")
    for one in look.held.get(household, ()):
        if one.since and one.since > since:
            since = one.since
    return since


def _is_late(look: Look, household: str) -> bool:
    since, rule = _since(look, household), look.numbers.visits
    if since >= look.lately:
        return False
    key = is_key(kinds_of(look.held.get(household, ())))
    return is_late(since, look.on, rule.number("visit_key_days" if key else "visit_days"))


def able(facts: Facts, on: date, exempt: Rule) -> tuple[str, ...]:
    """Members of the party of that day who may be asked to look after households."""
    return tuple(
        one.person for one in roll_on(facts, on) if excuse(facts, one.person, on, exempt) is None
    )

"""The cells in numbers: who lives in each, and what was visited and settled there in a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from villagedesk.declare import Facts
from villagedesk.kinds import first_day
from villagedesk.ledgers.contacts.cover import NO_CELL
from villagedesk.ledgers.contacts.homes import GONE, cells, group_of, homes
from villagedesk.ledgers.contacts.tables import CellParty, GridCell, IssueState, Visit
from villagedesk.people import Group, PartyBranch, PartyGroup, Person
from villagedesk.people.findings import who
from villagedesk.people.membership import roll_on
from villagedesk.period import Period

TOTAL = "合计"
_SETTLED = (IssueState.AT_ONCE, IssueState.DONE, IssueState.EXPLAINED)


@dataclass(frozen=True)
class CellLine:
    """网格一览: a cell, who lives there and who answers for it; "" where nobody is named."""

    number: str
    title: str
    groups: tuple[str, ...]
    households: int
    people: int
    members: int
    head: str = ""
    workers: str = ""
    phone: str = ""
    party: str = ""
    secretary: str = ""


@dataclass(frozen=True)
class CellVisits:
    """Visits of a time in one cell, the problems they brought up, and how many are settled.

    `waiting` are all problems the village has not settled by the end of the time, older ones too.
    """

    title: str
    households: int
    visits: int
    visited: int
    issues: int
    settled: int
    to_town: int
    waiting: int


def cell_lines(facts: Facts, on: date) -> tuple[CellLine, ...]:
    """Each cell in order, what lies in none if anything does, and the whole village last."""
    households = _counts(facts, (one.group for one in facts.once(homes).values() if not one.left))
    lived = (one.uid for one in facts.all(Person) if one.presence not in GONE)
    people = _counts(facts, (group_of(facts, uid) for uid in lived))
    members = _counts(facts, (group_of(facts, one.person) for one in roll_on(facts, on)))
    found = [
        _cell_line(facts, cell, households[cell.uid], (people[cell.uid], members[cell.uid]))
        for cell in _in_order(facts)
    ]
    if households[""] or people[""]:
        found.append(CellLine("", NO_CELL, (), households[""], people[""], members[""]))
    village = CellLine("", TOTAL, (), households.total(), people.total(), members.total())
    return (*found, village)


def _in_order(facts: Facts) -> list[GridCell]:
    return sorted(facts.all(GridCell), key=lambda one: (one.number or "", one.name, one.uid))


def _counts(facts: Facts, groups: Iterable[str]) -> Counter[str]:
    """How many of them lie in each cell; under "" those of groups in none."""
    where = facts.once(cells)
    return Counter(where[group].uid if group in where else "" for group in groups)


def _cell_line(facts: Facts, cell: GridCell, households: int, lived: tuple[int, int]) -> CellLine:
    own = [facts.get(Group, group) for group, of in facts.once(cells).items() if of is cell]
    head = facts.get(Person, cell.head)
    return CellLine(
        cell.number or "",
        cell.name,
        tuple(one.name for one in sorted(filter(None, own), key=lambda one: (one.rank, one.name))),
        households,
        *lived,
        head=who(facts, cell.head) if cell.head else "",
        workers=cell.workers or "",
        phone=(head and head.phone) or "",
        party=_party(facts, cell),
        secretary=who(facts, cell.secretary) if cell.secretary else "",
    )


def _party(facts: Facts, cell: GridCell) -> str:
    """The branch or group of the cell by name, or at least of what kind it is."""
    branch, group = facts.get(PartyBranch, cell.branch), facts.get(PartyGroup, cell.party_group)
    named = branch.name if branch else group.name if group else ""
    return named or ("" if cell.party in (None, CellParty.NONE) else str(cell.party))


def cell_visits(facts: Facts, period: Period) -> tuple[CellVisits, ...]:
    """Each cell in order, what lies in none if anything does, and the whole village last."""
    where, known = facts.once(cells), facts.once(homes)
    there: dict[str, list[Visit]] = defaultdict(list)
    for one in facts.all(Visit):
        home = known.get(one.household)
        cell = where.get(home.group) if home else None
        there[cell.uid if cell else ""].append(one)
    lived = _counts(facts, (one.group for one in known.values() if not one.left))
    found = [
        _visits(cell.name, lived[cell.uid], there[cell.uid], period) for cell in _in_order(facts)
    ]
    if lived[""] or there[""]:
        found.append(_visits(NO_CELL, lived[""], there[""], period))
    every = [one for rows in there.values() for one in rows]
    return (*found, _visits(TOTAL, lived.total(), every, period))


def _visits(title: str, households: int, rows: Iterable[Visit], period: Period) -> CellVisits:
    told = [one for one in rows if first_day(one.on) <= period.end]
    own = [one for one in told if first_day(one.on) >= period.start]
    raised = [one for one in own if one.issue]
    return CellVisits(
        title=title,
        households=households,
        visits=len(own),
        visited=len({one.household for one in own}),
        issues=len(raised),
        settled=sum(_settled(one, period.end) for one in raised),
        to_town=sum(_with_the_town(one, period.end) for one in raised),
        waiting=sum(bool(one.issue) and _waits(one, period.end) for one in told),
    )


def _settled(one: Visit, on: date) -> bool:
    """By its day, or without one by its state; what lies with the town is not settled yet."""
    return first_day(one.closed_on) <= on if one.closed_on else one.state in _SETTLED


def _with_the_town(one: Visit, on: date) -> bool:
    return one.state == IssueState.TO_TOWN and not _settled(one, on)


def _waits(one: Visit, on: date) -> bool:
    return not _settled(one, on) and not _with_the_town(one, on)

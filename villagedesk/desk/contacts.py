"""Contact households: who lacks a member, a day's visits, and what came of each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Select, func, or_, select
from sqlmodel import SQLModel

from villagedesk.declare import Facts
from villagedesk.declare.fields import table_name
from villagedesk.desk.keeping import Keeping, Saved
from villagedesk.desk.visiting import Typed, VisitReader
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import Kinship
from villagedesk.ledgers.contacts.cover import (
    ContactCoverage,
    HouseholdSeen,
    Numbers,
    able,
    contact_coverage,
    household_seen,
    look_at,
    numbers_on,
)
from villagedesk.ledgers.contacts.homes import (
    GONE,
    by_member,
    cells,
    group_of,
    homes,
    in_force,
    lost,
)
from villagedesk.ledgers.contacts.sharing import Asked, Near, Willing, nearness, share_out
from villagedesk.ledgers.contacts.tables import VISIT_TIE, Contact, IssueKind, IssueState, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage, Matter, Motion
from villagedesk.ledgers.mediation.disputes import dispute_in
from villagedesk.ledgers.mediation.tables import Case, CaseSource, Side, SideKind
from villagedesk.people import HEAD, Group, Household, PartyMember, Person, Tie
from villagedesk.people.findings import who
from villagedesk.store.records import step, table_of

_NUMBERED = re.compile(r"(\D*)(\d{4})(\D*)(\d+)(\D*)")


@dataclass(frozen=True)
class Proposal:
    """A member who could look after a household; `kin` says that they are related."""

    household: str
    member: str
    why: str
    title: str
    name: str
    kin: str = ""


@dataclass
class Contacts(Keeping):
    """The verbs of the page of the contact households."""

    def contact_coverage(self) -> ContactCoverage:
        """Cell by cell who is looked after by whom today, and who by nobody."""
        return contact_coverage(self._glance(), self.today, self._numbers())

    def household_list(self) -> tuple[HouseholdSeen, ...]:
        """Every household in which somebody lives, in the order of their numbers."""
        facts = self._glance()
        look = look_at(facts, self.today, self._numbers())
        known = sorted(facts.once(homes).values(), key=lambda home: home.number)
        return tuple(household_seen(look, home) for home in known if not home.left)

    def overdue_visits(
        self, kind: Literal["", "key", "ordinary"] = ""
    ) -> tuple[HouseholdSeen, ...]:
        """Households not visited for longer than the rule allows, the longest first."""
        late = [
            one
            for one in self.household_list()
            if one.late and (not kind or one.key == (kind == "key"))
        ]
        return tuple(sorted(late, key=lambda one: (one.days >= 0, -one.days, one.number)))

    def issue_facts(self) -> Facts:
        """The facts with no visits but those that brought up a problem: by whom, where, and to what
        each of them led.
        """
        visits, people, there = table_of(Visit), table_of(Person), table_of(Household)
        raised = visits.c.issue.is_not(None)
        visitors, visited = (
            select(link).where(raised) for link in (visits.c.person, visits.c.household)
        )
        known = or_(people.c.uid.in_(visitors), people.c.household.in_(visited))
        return self._glance(
            {
                Visit: select(visits).where(raised),
                Household: select(there).where(there.c.uid.in_(visited)),
                Person: select(people).where(known),
                **_led_to(),
            }
        )

    def propose_contacts(self) -> tuple[Proposal, ...]:
        """Who could look after the households without a member; nothing is written."""
        return proposals(self._glance(), self.today, self._numbers())

    def assign_contacts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Gives each household (first) to a member (second) from today on, as one step.

        What a household had before ends today, and of what kind it is stays; raises UserError where
        a record is gone.
        """
        facts, village, today = self.facts(), self.village, self.today.isoformat()
        held, kinds = in_force(facts, self.today, gone=True), _kinds(facts)
        gone = lost(facts, self.today)
        for household, member in rows:
            if facts.get(Household, household) is None or facts.get(Person, member) is None:
                raise UserError("有一户或一名党员已经不在了，请重新打开看看")
        with step(self.store, f"结对联系户 {len(rows)} 户", self.stamp()) as write:
            for household, member in rows:
                before = held.get(household, [])
                if any(one.person == member for one in before):
                    continue
                for one in before:
                    why = f"联系党员{gone[one.person]}" if one.person in gone else "换人"
                    ended = {"until": today, "why_ended": why}
                    write.save(Contact, {"uid": one.uid, **ended})
                given = {"person": member, "household": household, "since": today}
                write.save(Contact, {"village": village, "kinds": kinds.get(household), **given})

    def save_visits(self, rows: Sequence[Typed]) -> tuple[Saved, ...]:
        """Saves a day's visits as one step and answers line by line.

        A line is words by field key; `visitor.uid` and `visited_household.uid` hold what was
        picked, else a name, a household number or the head's name is looked up. A line with
        problems is not saved, and its problems say which line (from 1); an empty one is passed by.
        """
        reader, village = VisitReader(self.facts(), self.today), self.village
        read = [
            reader.read(typed, place) if any(map(str.strip, typed.values())) else ({}, ())
            for place, typed in enumerate(rows, start=1)
        ]
        good = sum(bool(values) and not problems for values, problems in read)
        label = f"登记走访 {good} 户"
        saved = []
        with step(self.store, label, self.stamp()) as write:
            for values, problems in read:
                uid = ""
                if values and not problems:
                    uid = write.save(Visit, {**values, "village": village})
                saved.append(Saved(uid, problems, label if uid else ""))
        return tuple(saved)

    def follow_issue(self, visit: str, to: Literal["case", "decision", "town"]) -> str:
        """Turns a visit's problem into a mediation case or a matter to be decided, or marks it as
        sent to the town, as one step; returns the uid of what came of it.

        What was made of it before is returned again.
        """
        facts = self.facts()
        one = facts.get(Visit, visit)
        if one is None or not one.issue:
            raise UserError("这次走访没有反映问题，或已被删除，请看看列表")
        made = _MADE.get(to)
        if made:
            for tie in facts.all(Tie):
                if tie.from_uid == visit and tie.to_roll == table_name(made):
                    return tie.to_uid
        home = facts.once(homes).get(one.household)
        name = f"{_FOLLOWED[to]}：{home.title if home else who(facts, one.person)}"
        values = self._values(facts, one, made) if made else {}
        with step(self.store, name, self.stamp()) as write:
            if made is None:
                return write.save(Visit, {"uid": visit, "state": IssueState.TO_TOWN})
            uid = write.save(made, values)
            for side in _sides(facts, one) if made is Case else ():
                write.save(Side, {**side, "case": uid})
            write.save(Tie, _tie(one, uid, made))
            if not one.state:
                write.save(Visit, {"uid": visit, "state": IssueState.IN_VILLAGE})
        return uid

    def _values(
        self, facts: Facts, one: Visit, made: type[Case] | type[Decision]
    ) -> dict[str, object]:
        """A new case or matter with all that the visit tells of it, and the next number."""
        year, day = self.today.year, self.today.isoformat()
        if made is Case:
            number = next_number((row.case_no for row in facts.all(Case)), year)
            return {**_case(facts, one), "case_no": number, "accepted_on": day}
        number = next_number((row.number for row in facts.all(Decision)), year)
        return {**_matter(facts, one), "number": number, "raised_on": day}

    def _glance(self, other: Mapping[type[SQLModel], Select[Any]] | None = None) -> Facts:
        """The facts with no more of them than a coverage asks for, since a page waits for it."""
        village, only = self.village, {**_enough(self.today.isoformat()), **(other or {})}

        def fetch(kind: type[SQLModel]) -> Sequence[Any]:
            table = table_of(kind)
            query = only.get(kind, select(table)).where(table.c.village == village)
            with self.store.reading() as connection:
                return connection.execute(query).all()

        return Facts(fetch)

    def _numbers(self) -> Numbers:
        return numbers_on(self.rules(), self.today)


def _kinds(facts: Facts) -> dict[str, str]:
    """户类别 of each household as it was noted last."""
    known = sorted(facts.all(Contact), key=lambda one: (one.since or "", one.uid))
    return {one.household: one.kinds for one in known if one.kinds}


def _enough(today: str) -> dict[type[SQLModel], Select[Any]]:
    """What a coverage reads of the long tables: of visits the last of each household, and of people
    those on the roll, those who look after others, the heads, and whole households without one.
    """
    people, visits, contacts = table_of(Person), table_of(Visit), table_of(Contact)
    homes = table_of(Household)
    headed = select(people.c.household).where(
        people.c.relation == HEAD, func.coalesce(people.c.presence, "").not_in(GONE)
    )
    wanted = or_(
        people.c.relation == HEAD,
        people.c.household.not_in(headed.where(people.c.household.is_not(None))),
        people.c.uid.in_(select(table_of(PartyMember).c.uid)),
        people.c.uid.in_(select(contacts.c.person)),
    )
    own, last = people.c, func.max(visits.c.on).label("on")
    return {
        Person: select(
            *(own.uid, own.name, own.household, own.relation),
            *(own.group, own.presence, own.born, own.health),
        ).where(wanted),
        Household: select(homes.c.uid, homes.c.number, homes.c.group, homes.c.address),
        Visit: select(visits.c.household, last)
        .where(visits.c.on <= today)
        .group_by(visits.c.household),
    }


def _led_to() -> dict[type[SQLModel], Select[Any]]:
    """What visits led to: those cases and matters alone, with the stages of the matters."""
    cases, matters = table_of(Case), table_of(Decision)
    stages, ties = table_of(DecisionStage), table_of(Tie)
    led = select(ties.c.to_uid).where(ties.c.kind == VISIT_TIE)
    return {
        Tie: select(ties).where(ties.c.kind == VISIT_TIE),
        Case: select(cases).where(cases.c.uid.in_(led)),
        Decision: select(matters).where(matters.c.uid.in_(led)),
        DecisionStage: select(stages).where(stages.c.decision.in_(led)),
    }


_MADE: dict[str, type[Case] | type[Decision]] = {"case": Case, "decision": Decision}
_FOLLOWED = {"case": "转为调解案件", "decision": "转为四议两公开事项", "town": "上报镇"}


def _told(facts: Facts, one: Visit) -> str:
    home = facts.once(homes).get(one.household)
    return f"{one.on} 走访{home.title if home else ''}时反映：{one.issue}"


def _case(facts: Facts, one: Visit) -> dict[str, object]:
    """The quarrel in the words that were said; its kind only where somebody said it is one."""
    dispute = one.issue_kind == IssueKind.DISPUTE
    own = {"summary": one.issue, "kind": dispute_in(one.issue or "") if dispute else None}
    return {"village": one.village, "source": CaseSource.OWN, **own, "note": _told(facts, one)}


def _sides(facts: Facts, one: Visit) -> Iterator[dict[str, object]]:
    """Who heads the household that was visited, as the one who applies."""
    home = facts.once(homes).get(one.household)
    if home and home.head:
        side = {"side": SideKind.APPLICANT, "name": home.head, "person": home.head_uid}
        yield {"village": one.village, **side}


def _matter(facts: Facts, one: Visit) -> dict[str, object]:
    title = " ".join((one.issue or "").split())[:30]
    own = {"village": one.village, "title": title, "kind": Matter.OTHER}
    return {**own, "motion": Motion.PEOPLE, "note": _told(facts, one)}


def _tie(one: Visit, uid: str, made: type[Case] | type[Decision]) -> dict[str, object]:
    ends = {"from_uid": one.uid, "to_uid": uid}
    rolls = {"from_roll": table_name(Visit), "to_roll": table_name(made)}
    return {"village": one.village, "kind": VISIT_TIE, **ends, **rolls}


def next_number(known: Iterable[str], year: int) -> str:
    """The number after the year's last, written as that one is; the first is 2026-001."""
    found = [
        match for one in known if (match := _NUMBERED.fullmatch(one)) and int(match[2]) == year
    ]
    if not found:
        return f"{year}-001"
    before, _, between, digits, after = max(found, key=lambda match: int(match[4])).groups()
    return f"{before}{year}{between}{int(digits) + 1:0{len(digits)}}{after}"


def proposals(facts: Facts, on: date, numbers: Numbers) -> tuple[Proposal, ...]:
    """Members of the same village group first, the lightest loaded, then kin, which are said."""
    held, where = in_force(facts, on), facts.once(cells)
    loads = by_member(held)

    def cell_of(group: str) -> str:
        return where[group].uid if group in where else ""

    homeless = [one for one in facts.once(homes).values() if not one.left and not held.get(one.uid)]
    kin = _kin(facts)
    asked = [
        Asked(one.uid, one.group, cell_of(one.group), frozenset(kin[one.head_uid]))
        for one in sorted(homeless, key=lambda home: home.number)
    ]
    willing = []
    for uid in able(facts, on, numbers.exempt):
        person, group = facts.get(Person, uid), group_of(facts, uid)
        own = (person.household if person else None) or ""
        willing.append(Willing(uid, own, group, cell_of(group), len(loads.get(uid, ()))))
    willing.sort(key=lambda one: (who(facts, one.person), one.person))
    least, most = numbers.fitting.number("hh_min"), numbers.fitting.number("hh_max")
    given = share_out(asked, willing, least=least, most=most)
    return tuple(_proposal(facts, one, to, kin) for one, to in given)


def _kin(facts: Facts) -> defaultdict[str, dict[str, str]]:
    """Whom each person is related to, and how."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in facts.all(Kinship):
        found[one.person][one.relative] = found[one.relative][one.person] = str(one.kind)
    return found


def _proposal(
    facts: Facts, one: Asked, to: Willing, kin: Mapping[str, Mapping[str, str]]
) -> Proposal:
    home, group = facts.once(homes)[one.household], facts.get(Group, to.group)
    said = {
        Near.GROUP: "同组",
        Near.CELL: "同网格",
        Near.VILLAGE: f"住{group.name}" if group else "本村",
    }[nearness(one, to)]
    related = kin.get(home.head_uid, {}).get(to.person, "")
    why = f"{said}，现在联系 {to.load} 户" + (f"；和户主是亲属（{related}）" if related else "")
    return Proposal(one.household, to.person, why, home.title, who(facts, to.person), related)

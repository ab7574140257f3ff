"""What the contact households are held against; nothing is said before a register is begun."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day
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
    is_sure,
    kinds_of,
    latest_visits,
    lost,
)
from villagedesk.ledgers.contacts.tables import SETTLED, CellParty, Contact, GridCell, Visit
from villagedesk.people import Group, Stage
from villagedesk.people.findings import judged, who
from villagedesk.people.membership import roll_on

Findings = Iterator[Finding]


def household_has_member(facts: Facts, on: date, rule: Rule) -> Findings:
    """Every household in which somebody lives; who died, moved away or left the party is none."""
    if not any(not one.since or first_day(one.since) <= on for one in facts.all(Contact)):
        return
    held, gone = in_force(facts, on), _lost(facts, on)
    for home in facts.once(homes).values():
        if home.left or home.uid in held:
            continue
        named = gone.get(home.uid)
        message = f"{named}，还没有换别的联系党员" if named else "没有联系党员"
        yield Finding(home.uid, home.title, message)


def _lost(facts: Facts, on: date) -> dict[str, str]:
    """Households whose contact can look after nobody any more, with whom and why."""
    why = lost(facts, on)
    return {
        household: f"联系党员{who(facts, one.person)}已{why[one.person]}"
        for household, rows in in_force(facts, on, gone=True).items()
        for one in rows
        if one.person in why
    }


def household_has_one_member(facts: Facts, on: date, rule: Rule) -> Findings:
    """Two at the same time: nobody then knows who is to come."""
    for uid, rows in in_force(facts, on).items():
        people = {one.person: one for one in rows}
        home = facts.once(homes).get(uid)
        if len(people) < 2 or home is None:
            continue
        names = "、".join(sorted(who(facts, one) for one in people))
        sure = {one.person for one in rows if is_sure(one, on)}
        message = f"同时有 {len(people)} 名联系党员：{names}"
        yield judged(uid, home.title, message, doubt=len(sure) < 2)


def member_has_fitting_number(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of those who look after any household; who has none is not asked."""
    least, most = rule.number("hh_min"), rule.number("hh_max")
    for person, rows in by_member(in_force(facts, on)).items():
        count, sure = len(rows), sum(is_sure(one, on) for one in rows.values())
        if count > most:
            message = f"联系 {count} 户，多于 {most} 户"
            yield judged(person, who(facts, person), message, doubt=sure <= most)
        elif sure < least:
            message = f"联系 {sure} 户，少于 {least} 户"
            yield judged(person, who(facts, person), message, doubt=count >= least)


def exempt_members_hold_none(facts: Facts, on: date, rule: Rule) -> Findings:
    """Who is old, ill or away may go on, but need not: somebody should ask him."""
    for person, rows in by_member(in_force(facts, on)).items():
        if why := excuse(facts, person, on, rule):
            message = f"{why.words}，还联系着 {len(rows)} 户，可以换人"
            yield judged(person, who(facts, person), message, doubt=why.doubt)


def household_is_in_a_cell(facts: Facts, on: date, rule: Rule) -> Findings:
    """A whole group that lies in no cell is said once; a household without a group by itself."""
    if not facts.all(GridCell):
        return
    outside: dict[str, list[Home]] = defaultdict(list)
    for home in facts.once(homes).values():
        if not home.left and home.group not in facts.once(cells):
            outside[home.group].append(home)
    for uid, there in outside.items():
        group = facts.get(Group, uid)
        if group:
            yield Finding(uid, group.name, f"没有划入网格，有 {len(there)} 户")
        else:
            for home in there:
                yield Finding(home.uid, home.title, "没有村民小组，不知道在哪个网格")


def cell_has_party_group(facts: Facts, on: date, rule: Rule) -> Findings:
    """By the full members who live in the groups of a cell, with a vote or (留党察看) without."""
    living: dict[str, int] = defaultdict(int)
    for one in roll_on(facts, on):
        cell = facts.once(cells).get(group_of(facts, one.person))
        if cell and one.stage is Stage.FULL:
            living[cell.uid] += 1
    for cell in facts.all(GridCell):
        named = cell.party not in (None, CellParty.NONE)
        if living[cell.uid] >= rule.number("full_members") and not (
            named or cell.branch or cell.party_group
        ):
            message = f"有正式党员 {living[cell.uid]} 名，没有党小组或网格党支部"
            yield Finding(cell.uid, cell.name, message)


def household_was_visited(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of the households somebody looks after, from the day he took them on."""
    visits = latest_visits(facts, on)
    if not visits:
        return
    for uid, rows in in_force(facts, on).items():
        home = facts.once(homes).get(uid)
        if home is None or home.left:
            continue
        key = is_key(kinds_of(rows))
        days = rule.number("visit_key_days" if key else "visit_days")
        visited = visits.get(uid, "")
        since = max([visited, *(one.since or "" for one in rows)])
        if not is_late(since, on, days):
            continue
        last = f"最近一次走访 {visited}" if visited else "还没有走访记录"
        kind = "重点户" if key else "一般户"
        yield Finding(uid, home.title, f"{last}，{kind}应 {days} 天内走访 1 次")


def is_open(one: Visit, on: date) -> bool:
    """Whether a visit brought up a problem that the village still has to settle."""
    closed = one.closed_on and first_day(one.closed_on) <= on
    return bool(one.issue) and not closed and one.state not in SETTLED


def visited(facts: Facts, one: Visit) -> str:
    """A visit as a finding names it: by the household."""
    home = facts.once(homes).get(one.household)
    return home.title if home else who(facts, one.person)


def short(words: str) -> str:
    """The beginning of a longer text."""
    line = " ".join(words.split())
    return line if len(line) <= 16 else f"{line[:15]}…"


def visits_are_not_copied(facts: Facts, on: date, rule: Rule) -> Findings:
    """The same words about so many households on one day; spaces do not count."""
    same: dict[tuple[str, str], dict[str, Visit]] = defaultdict(dict)
    for one in facts.all(Visit):
        if words := "".join((one.said or "").split()):
            same[one.on, words].setdefault(one.household, one)
    for (day, _), rows in same.items():
        if len(rows) >= rule.number("copies"):
            first = min(rows.values(), key=lambda one: one.uid)
            message = f"{day} 走访 {len(rows)} 户，了解到的情况写得一模一样"
            yield Finding(first.uid, who(facts, first.person), message, day=first_day(day))

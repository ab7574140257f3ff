"""Mistakes with the contact households, each with everything that a check will say of it."""

from collections import Counter
from datetime import timedelta

from villagedesk.demo.faulty import Fault, Mistake, named
from villagedesk.demo.slate import DAY, Row, Slate
from villagedesk.ledgers.contacts.tables import (
    CellGroup,
    CellParty,
    Contact,
    GridCell,
    HomeKind,
    IssueKind,
    IssueState,
    Visit,
)
from villagedesk.people import HEAD, Group, Household, PartyMember, Person, Stage, Tie

LEAST, MOST = 5, 15
_RESERVED = 3
"""The first few households are each for one mistake alone; the others are shared."""
_LONG_AGO = (DAY - timedelta(days=181)).isoformat()


def _without_member(slate: Slate) -> tuple[Fault, ...]:
    """The register of one household was forgotten when its member was written down."""
    for one in _contact_of(slate, 0):
        if _loads(slate)[one["person"]] > LEAST:
            slate.rows[Contact].remove(one)
            return (Fault("contacts.household_has_member", _title(slate, one["household"])),)
    return ()


def _two_members(slate: Slate) -> tuple[Fault, ...]:
    """A new member was written down and the old one not ended."""
    loads = _loads(slate)
    for one in _contact_of(slate, 1):
        lightest = min(loads.keys() - {one["person"]}, key=lambda uid: (loads[uid], uid))
        slate.add(Contact, **{**one, "uid": slate.uid(), "person": lightest})
        return (Fault("contacts.household_has_one_member", _title(slate, one["household"])),)
    return ()


def _not_visited(slate: Slate) -> tuple[Fault, ...]:
    for one in _contact_of(slate, 2):
        home, one["kinds"] = one["household"], HomeKind.ORDINARY.value
        gone = [
            row for row in slate.rows[Visit] if row["household"] == home and row["on"] >= _LONG_AGO
        ]
        slate.rows[Visit] = [row for row in slate.rows[Visit] if row not in gone]
        led = {row["uid"] for row in gone}
        slate.rows[Tie] = [row for row in slate.rows[Tie] if row["from_uid"] not in led]
        return (Fault("contacts.household_was_visited", _title(slate, home)),)
    return ()


def _too_many(slate: Slate) -> tuple[Fault, ...]:
    """The households of one who gave up all went to his neighbour."""
    loads, kept = _loads(slate), _kept(slate)
    busy = max(loads, key=lambda uid: (loads[uid], uid))
    wanted, taken = MOST + 2 - loads[busy], list[Row]()
    for row in slate.rows[Contact]:
        free = row["person"] != busy and row["household"] not in kept
        if free and len(taken) < wanted and loads[row["person"]] > LEAST + 1:
            loads[row["person"]] -= 1
            taken.append(row)
    if len(taken) < wanted:
        return ()
    for row in taken:
        row["person"] = busy
    return (Fault("contacts.member_has_fitting_number", named(slate, Person, busy)),)


def _is_ill(slate: Slate) -> tuple[Fault, ...]:
    """One who fell ill, and whose households were not given to anybody else."""
    uid = slate.rows[Contact][-1]["person"]
    person = next(row for row in slate.rows[Person] if row["uid"] == uid)
    person["health"] = "6"
    return (Fault("contacts.exempt_members_hold_none", person["name"]),)


def _group_in_no_cell(slate: Slate) -> tuple[Fault, ...]:
    row = slate.rows[CellGroup].pop()
    return (Fault("contacts.household_is_in_a_cell", named(slate, Group, row["group"])),)


def _no_party_group(slate: Slate) -> tuple[Fault, ...]:
    """The first cell has members enough for a party group."""
    cell = slate.rows[GridCell][0]
    groups = {row["group"] for row in slate.rows[CellGroup] if row["cell"] == cell["uid"]}
    full = {row["uid"] for row in slate.rows[PartyMember] if row["stage"] == Stage.FULL}
    if sum(row["uid"] in full and row["group"] in groups for row in slate.rows[Person]) < 8:
        return ()
    cell["party"] = CellParty.NONE
    return (Fault("contacts.cell_has_party_group", cell["name"]),)


def _forgotten_issue(slate: Slate) -> tuple[Fault, ...]:
    for row in _plain_visits(slate, oldest=170, newest=40):
        row.update(issue="巷道里的井盖破了", issue_kind=IssueKind.WORKS)
        row.update(state=IssueState.IN_VILLAGE, handler="村委会")
        return (Fault("contacts.issue_is_closed", _title(slate, row["household"])),)
    return ()


def _over_but_open(slate: Slate) -> tuple[Fault, ...]:
    """What it led to came to its end, and nobody closed the problem itself."""
    led, kept = {row["from_uid"] for row in slate.rows[Tie]}, _kept(slate)
    for row in slate.rows[Visit]:
        old = row["on"] < (DAY - timedelta(days=40)).isoformat()
        if old and row["uid"] in led and row.get("closed_on") and row["household"] not in kept:
            row.update(state=IssueState.IN_VILLAGE, closed_on=None)
            return (Fault("contacts.issue_is_closed", _title(slate, row["household"])),)
    return ()


def _quarrel(slate: Slate) -> tuple[Fault, ...]:
    """Heard of lately, and nobody made a case of it."""
    for row in _plain_visits(slate, oldest=20, newest=0):
        row.update(issue="两家为地界争吵过几次", issue_kind=IssueKind.DISPUTE)
        row.update(state=IssueState.IN_VILLAGE)
        return (Fault("contacts.dispute_became_case", _title(slate, row["household"])),)
    return ()


def _copied(slate: Slate) -> tuple[Fault, ...]:
    """Five visits of one afternoon, written down with one sentence."""
    day, by_person = DAY - timedelta(days=2), dict[str, dict[str, Row]]()
    for row in _plain_visits(slate, oldest=150, newest=30):
        same = by_person.setdefault(row["person"], {})
        same.setdefault(row["household"], row)
        if len(same) == LEAST:
            for one in same.values():
                one.update(on=day.isoformat(), entered_on=day.isoformat(), said="家中一切正常")
            return (Fault("contacts.visits_are_not_copied", named(slate, Person, row["person"])),)
    return ()


MISTAKES: tuple[Mistake, ...] = (
    _without_member,
    _two_members,
    _not_visited,
    _too_many,
    _is_ill,
    _group_in_no_cell,
    _no_party_group,
    _forgotten_issue,
    _over_but_open,
    _quarrel,
    _copied,
)


def _plain_visits(slate: Slate, *, oldest: int, newest: int) -> list[Row]:
    """Visits of those days that brought up no problem, of households no other mistake is about."""
    first, last = ((DAY - timedelta(days=days)).isoformat() for days in (oldest, newest))
    kept = _kept(slate)
    return [
        row
        for row in slate.rows[Visit]
        if first <= row["on"] <= last and not row.get("issue") and row["household"] not in kept
    ]


def _kept(slate: Slate) -> set[str]:
    return {row["uid"] for row in slate.rows[Household][:_RESERVED]}


def _contact_of(slate: Slate, place: int) -> list[Row]:
    """Who looks after the household in that place of the register; one row or none."""
    home = slate.rows[Household][place]["uid"]
    return [row for row in slate.rows[Contact] if row["household"] == home][:1]


def _loads(slate: Slate) -> Counter[str]:
    return Counter(row["person"] for row in slate.rows[Contact])


def _title(slate: Slate, household: str) -> str:
    """A household as a finding names it."""
    number = next(row["number"] for row in slate.rows[Household] if row["uid"] == household)
    heads = (
        row["name"]
        for row in slate.rows[Person]
        if (row["household"], row["relation"]) == (household, HEAD)
    )
    return f"{number} {next(heads, '')}".strip()

"""Cells of the village, members who look after its households, and a year of visits."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from villagedesk.declare import Record
from villagedesk.declare.fields import table_name
from villagedesk.demo.slate import DAY, Row, Slate, age
from villagedesk.ledgers.committees.tables import Representative, Seat
from villagedesk.ledgers.contacts.sharing import Asked, Willing, share_out
from villagedesk.ledgers.contacts.tables import (
    VISIT_TIE,
    CellGroup,
    CellParty,
    Contact,
    GridCell,
    HomeKind,
    IssueKind,
    IssueState,
    Satisfied,
    Visit,
    VisitReason,
    VisitWay,
)
from villagedesk.ledgers.decisions.tables import Decision, Motion
from villagedesk.ledgers.mediation.tables import Case, CaseSource, Side
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import HEAD, Group, Household, PartyMember, Person, Presence, Tie

LEAST, MOST = 5, 12
"""Households a member takes; a few less than allowed, so that there is room."""

_FIRST = date(2025, 3, 10)
_GONE = (Presence.MOVED, Presence.DEAD)
_EXEMPT_AGE, _EXEMPT_HEALTH = 68, ("3", "6")
_GROUPS_TO_A_CELL = 3
_NUMERALS = "一二三四五六七八九"
_KINDS = {
    HomeKind.ORDINARY: 80,
    HomeKind.LIFTED: 5,
    HomeKind.WATCHED: 2,
    HomeKind.ALLOWANCE: 4,
    HomeKind.DISABLED: 3,
    HomeKind.LEFT_BEHIND: 3,
    HomeKind.SOLDIER: 3,
}
_WAYS = {VisitWay.HOME: 70, VisitWay.PHONE: 12, VisitWay.CHAT: 6, VisitWay.FIELD: 12}
_REASONS = {
    VisitReason.DAILY: 60,
    VisitReason.POLICY: 18,
    VisitReason.FEAST: 8,
    VisitReason.ILL: 8,
    VisitReason.URGENT: 3,
    VisitReason.MOOD: 3,
}
_HOME_LIFE = (
    "家里老人身体硬朗", "孩子今年上学", "儿子在外打工，按月寄钱", "今年果园收成不错",
    "两头奶山羊下了羔", "老人腿脚不便，赶集靠邻居捎带", "刚办完喜事", "新盖了偏房",
    "一家人都在村里务农", "小孙子刚满月", "家里人去年做过手术，现在恢复得好",
)  # fmt: skip
_WISHES = (
    "盼着自来水早点修好", "没有什么困难", "想学修剪果树", "想打听医保报销", "问养老金认证怎么办",
    "希望门前的路灯修一修", "打算明年多种两亩苹果", "愿意参加村里的义务劳动", "问危房改造的政策",
    "说垃圾箱离得远", "想给老人装个扶手", "说今年雨水多，地里有积水",
)  # fmt: skip
_ISSUES = {
    "门前排水沟堵了，下雨积水": IssueKind.SURROUNDINGS,
    "巷道路灯坏了两盏": IssueKind.WORKS,
    "灌溉水渠有一段塌了": IssueKind.WORKS,
    "老人的高龄补贴没有到账": IssueKind.LIVING,
    "医保缴费记录查不到": IssueKind.LIVING,
    "想找活干，不知道哪里招人": IssueKind.TRADE,
    "苹果卖不上价，问有没有收购的": IssueKind.TRADE,
    "问宅基地怎么申请": IssueKind.POLICY,
    "想看村里的账目": IssueKind.AFFAIRS,
}


def look_after(slate: Slate) -> None:
    """Cells by groups, every household with a member, and visits so that nobody waits too long."""
    cells = _cells(slate)
    homes = _lived_in(slate)
    heads = {row["household"]: row for row in slate.rows[Person] if row["relation"] == HEAD}
    for home, person in _shared(slate, homes, cells):
        kind = slate.weighted(_KINDS)
        since = slate.day_between(_FIRST, _FIRST + timedelta(days=60)).isoformat()
        given = slate.add(Contact, person=person, household=home, kinds=kind.value, since=since)
        _visits(slate, given, heads.get(home))


def _cells(slate: Slate) -> dict[str, str]:
    """Two or three groups to a cell, with a branch or a party group; the cell of each group."""
    groups, found = slate.rows[Group], {}
    count = -(-len(groups) // _GROUPS_TO_A_CELL)
    leaders = _group_leaders(slate)
    heads = [row for row in _willing(slate) if age(row) < 62]
    for number in range(count):
        there = groups[number * len(groups) // count : (number + 1) * len(groups) // count]
        head = heads[number % len(heads)]
        cell = slate.add(
            GridCell,
            name=f"第{_NUMERALS[number]}网格",
            number=f"{number + 1:02}",
            party=CellParty.GROUP,
            head=head["uid"],
            secretary=head["uid"],
            workers="、".join(leaders[one["uid"]] for one in there if one["uid"] in leaders)
            or None,
        )
        for one in there:
            slate.add(CellGroup, cell=cell["uid"], group=one["uid"])
            found[one["uid"]] = cell["uid"]
    return found


def _group_leaders(slate: Slate) -> dict[str, str]:
    return {row["uid"]: row["leader"] for row in slate.rows[Group] if row.get("leader")}


def _lived_in(slate: Slate) -> list[Row]:
    there = {row["household"] for row in slate.rows[Person] if row["presence"] not in _GONE}
    return [row for row in slate.rows[Household] if row["uid"] in there]


def _fit(person: Row) -> bool:
    """At home, well, and not too old to go round."""
    here = person["presence"] == Presence.HERE
    return here and 20 <= age(person) < _EXEMPT_AGE and person["health"] not in _EXEMPT_HEALTH


def _willing(slate: Slate) -> list[Row]:
    """Members who are fit; the reserve has enough to learn."""
    ready = {row["person"] for row in slate.rows[Reserve]}
    members = {row["uid"] for row in slate.rows[PartyMember]} - ready
    return [row for row in slate.rows[Person] if row["uid"] in members and _fit(row)]


def _others(slate: Slate, known: Sequence[Row]) -> Iterator[Row]:
    """Who fills the gap: those of the committees, then the representatives of the villagers."""
    taken = {row["uid"] for row in known} | {row["person"] for row in slate.rows[Reserve]}
    people = {row["uid"]: row for row in slate.rows[Person]}
    for kind in (Seat, Representative):
        for row in slate.rows[kind]:
            if row["person"] not in taken and _fit(people[row["person"]]) and not row.get("until"):
                taken.add(row["person"])
                yield people[row["person"]]


def _shared(slate: Slate, homes: Sequence[Row], cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Households with who looks after each, as the desk would propose it."""
    asked = [Asked(row["uid"], row["group"], cells[row["group"]]) for row in homes]
    able = _willing(slate)
    spare = _others(slate, able)
    while len(able) * MOST < len(asked) and (more := next(spare, None)):
        able.append(more)
    willing = [
        Willing(row["uid"], row["household"], row["group"], cells[row["group"]], 0) for row in able
    ]
    for one, to in share_out(asked, willing, least=LEAST, most=MOST):
        yield one.household, to.person


def _visits(slate: Slate, given: Row, head: Row | None) -> None:
    """Back from today: every month or so where it is a household to look to, else twice a year."""
    longest, most = (160, 4) if given["kinds"] == HomeKind.ORDINARY else (28, 6)
    day, met = DAY - timedelta(days=slate.random.randint(0, longest)), None
    if head and head["presence"] == Presence.HERE:
        met = head["name"]
    while day.isoformat() > given["since"] and most:
        issue = _issue(slate, day) if slate.chance(4) else {}
        slate.add(
            Visit,
            on=day.isoformat(),
            person=given["person"],
            household=given["household"],
            met=met,
            way=slate.weighted(_WAYS),
            reason=slate.weighted(_REASONS),
            said=f"{slate.random.choice(_HOME_LIFE)}，{slate.random.choice(_WISHES)}",
            entered_on=min(DAY, day + timedelta(days=slate.random.randint(0, 3))).isoformat(),
            **issue,
        )
        day -= timedelta(days=slate.random.randint(longest * 2 // 3, longest))
        most -= 1


def _issue(slate: Slate, day: date) -> Row:
    """A problem that came up; what is a month old is settled."""
    words = slate.random.choice(tuple(_ISSUES))
    found: Row = {"issue": words, "issue_kind": _ISSUES[words], "handler": None}
    if (DAY - day).days < 25:
        return {**found, "state": IssueState.IN_VILLAGE}
    if slate.chance(12):
        return {**found, "state": IssueState.TO_TOWN}
    closed = min(DAY, day + timedelta(days=slate.random.randint(1, 25)))
    return {
        **found,
        "state": IssueState.DONE,
        "closed_on": closed.isoformat(),
        "satisfied": slate.random.choice((Satisfied.YES, Satisfied.YES, Satisfied.MOSTLY)),
    }


def follow_up(slate: Slate) -> None:
    """The visits that brought up the quarrels the committee took on itself, and the people's wishes
    that became a matter to decide, each tied to what came of it.
    """
    living = {row["uid"]: row["household"] for row in slate.rows[Person]}
    ours = [row for row in slate.rows[Side] if row.get("person")]
    homes = {row["case"]: living[row["person"]] for row in ours}
    for case in slate.rows[Case]:
        if case["source"] == CaseSource.OWN and case["uid"] in homes:
            heard = _heard(slate, case["accepted_on"], home=homes[case["uid"]])
            heard.update(_quarrel(case))
            _tie(slate, heard, Case, case)
    for number, matter in enumerate(slate.rows[Decision]):
        if matter["motion"] == Motion.PEOPLE:
            home = slate.rows[Contact][-1 - number]["household"]
            heard = _heard(slate, matter["raised_on"], home=home)
            heard.update(_wish(matter))
            _tie(slate, heard, Decision, matter)


def _heard(slate: Slate, day: str, *, home: str) -> Row:
    """A visit to that household on the day before."""
    given = next(row for row in slate.rows[Contact] if row["household"] == home)
    return slate.add(
        Visit,
        on=(date.fromisoformat(day) - timedelta(days=1)).isoformat(),
        person=given["person"],
        household=home,
        met=None,
        way=VisitWay.HOME,
        reason=VisitReason.DAILY,
        said="家里都好，另外说了一件事",
        entered_on=day,
        handler=None,
    )


def _quarrel(case: Row) -> Row:
    return {
        "issue": case["summary"],
        "issue_kind": IssueKind.DISPUTE,
        "state": IssueState.DONE if case.get("closed_on") else IssueState.IN_VILLAGE,
        "closed_on": case.get("closed_on"),
    }


def _wish(matter: Row) -> Row:
    return {
        "issue": f"希望村上办“{matter['title']}”这件事",
        "issue_kind": IssueKind.WORKS,
        "state": IssueState.DONE if matter.get("result_on") else IssueState.IN_VILLAGE,
        "closed_on": matter.get("result_on"),
    }


def _tie(slate: Slate, visit: Row, kind: type[Record], made: Row) -> None:
    ends = {"from_uid": visit["uid"], "to_uid": made["uid"]}
    rolls = {"from_roll": table_name(Visit), "to_roll": table_name(kind)}
    slate.add(Tie, **ends, **rolls, kind=VISIT_TIE)

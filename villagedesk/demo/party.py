"""The village party organisation: its branches and groups, its members and their years."""

from collections.abc import Sequence
from datetime import date, timedelta

from villagedesk.demo.reserve import joined_party
from villagedesk.demo.slate import DAY, Row, Slate, age
from villagedesk.demo.team import Cast
from villagedesk.kinds import first_day, months_after
from villagedesk.people import (
    HEAD,
    BranchKind,
    Discipline,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Penalty,
    Person,
    Presence,
    Stage,
    Standing,
)

BEFORE_OFFICE = date(2019, 12, 31)
_SHARE = 0.045
_LARGEST_BRANCH = 50
_GROUP_SIZE = 14
_NO_PROBATION = range(1969, 1978)
_NUMERALS = "一二三四五六七八九十"
_COMMITTEE = ("书记", "组织委员", "宣传委员")
_PLACES = ("陕西西安", "江苏苏州", "广东东莞", "浙江宁波", "北京", "新疆昌吉")


def admit(slate: Slate, people: int, team: Sequence[Cast], ready: Sequence[Row]) -> None:
    """Members, about one in twenty-two, those in party posts and in the reserve among them."""
    officers = _officers(team)
    wanted = max(9, round(people * _SHARE))
    known = officers | {person["uid"]: person for person in ready}
    others = _others(slate, wanted - len(known), known, team)
    members, young = [*officers.values(), *others, *ready], {row["uid"] for row in ready}
    groups = _organise(slate, len(members))
    for place, person in enumerate(members):
        group = groups[place * len(groups) // len(members)]
        row = _member(slate, person, group, in_office=person["uid"] in officers)
        if person["uid"] in young:
            _joined_young(person, row)
    _choose_committees(slate, others, officers)
    _choose_group_leaders(slate, others)
    _newcomers(slate, others)
    _lose_touch(slate, others)
    _old_penalty(slate, others)


def organisation(slate: Slate) -> str:
    """党支部 or 党总支: what the village's highest party body is called."""
    return str(slate.rows[PartyBranch][0]["kind"])


def _officers(team: Sequence[Cast]) -> dict[str, Row]:
    return {
        person["uid"]: person
        for cast in team
        if cast.role.party
        for person in (cast.now, cast.before)
    }


def _others(slate: Slate, count: int, officers: dict[str, Row], team: Sequence[Cast]) -> list[Row]:
    """Rather men, rather heads of households, rather old: as the rolls are."""
    known = officers.keys() | {row["uid"] for cast in team for row in (cast.now, cast.before)}
    living = (Presence.HERE, Presence.AWAY)
    able = [
        row
        for row in slate.rows[Person]
        if row["presence"] in living and age(row) >= 20 and row["uid"] not in known
    ]

    def luck(row: Row) -> float:
        years = age(row)
        weight = 1 if years < 35 else 1.6 if years < 60 else 2.4
        weight *= 2.5 if row["gender"] == "1" else 1
        weight *= 1.5 if row["relation"] == HEAD else 1
        return float(slate.random.random() ** (1 / weight))

    ranked = sorted(((luck(row), row["uid"], row) for row in able), reverse=True)
    return [row for _, _, row in ranked[: max(count, 4)]]


def _organise(slate: Slate, members: int) -> list[Row]:
    """The branch, or a general branch with its branches, and their groups."""
    place, founded = slate.place, f"{slate.random.randint(1952, 1972)}-07"
    many = -(-members // _LARGEST_BRANCH) if members > _LARGEST_BRANCH else 0
    kind = BranchKind.GENERAL if many else BranchKind.BRANCH
    top = _branch(slate, f"{place.name}{kind}", kind, above=f"{place.town}党委", founded=founded)
    branches = [
        _branch(
            slate,
            f"{place.name}第{numeral(number)}党支部",
            BranchKind.BRANCH,
            above=top["name"],
            founded=founded,
        )
        for number in range(1, many + 1)
    ] or [top]
    each = max(1, round(members / len(branches) / _GROUP_SIZE))
    return [
        slate.add(PartyGroup, name=f"第{numeral(number)}党小组", branch=branch["uid"])
        for branch in branches
        for number in range(1, each + 1)
    ]


def _branch(slate: Slate, name: str, kind: BranchKind, *, above: str, founded: str) -> Row:
    return slate.add(PartyBranch, name=name, kind=kind, above=above, founded=founded)


def numeral(number: int) -> str:
    """一 … 九十九, and figures beyond."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    start = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return start + (_NUMERALS[ones - 1] if ones else "")


def _member(slate: Slate, person: Row, group: Row, *, in_office: bool) -> Row:
    joined = _joined(slate, person, in_office=in_office)
    confirmed = joined if joined.year in _NO_PROBATION else months_after(joined, 12)
    away = person["presence"] == Presence.AWAY
    person["political"] = "01"
    return slate.add(
        PartyMember,
        uid=person["uid"],
        branch=group["branch"],
        group=group["uid"],
        stage=Stage.FULL,
        joined=_as_known(joined),
        confirmed=_as_known(confirmed),
        standing=Standing.NORMAL,
        mobile=away,
        went_to=slate.random.choice(_PLACES) if away else None,
        lost=False,
        home_teaching=age(person) >= 78,
    )


def _joined(slate: Slate, person: Row, *, in_office: bool) -> date:
    adult = first_day(person["born"]) + timedelta(days=18 * 366)
    latest = BEFORE_OFFICE if in_office else DAY - timedelta(days=500)
    return slate.day_between(adult, min(adult + timedelta(days=365 * 22), latest))


def _as_known(day: date) -> str:
    """Of the early years only the month is on paper."""
    return day.isoformat() if day.year >= 1985 else f"{day:%Y-%m}"


def _choose_group_leaders(slate: Slate, others: Sequence[Row]) -> None:
    known, led = {row["uid"]: row for row in others}, set()
    for member in slate.rows[PartyMember]:
        person = known.get(member["uid"])
        free = person and not member["mobile"] and not member.get("post") and age(person) < 75
        if free and member["group"] not in led:
            member["post"] = "党小组组长"
            led.add(member["group"])


def _joined_young(person: Row, member: Row) -> None:
    joined = joined_party(person)
    member.update(joined=joined.isoformat(), confirmed=months_after(joined, 12).isoformat())


def _choose_committees(slate: Slate, others: Sequence[Row], officers: dict[str, Row]) -> None:
    """A branch without anybody in the village's party posts has a committee of its own."""
    known = {row["uid"]: row for row in others}
    led = {row["branch"] for row in slate.rows[PartyMember] if row["uid"] in officers}
    for place, branch in enumerate(slate.rows[PartyBranch], start=0):
        own = [
            row
            for row in slate.rows[PartyMember]
            if row["branch"] == branch["uid"]
            and row["uid"] in known
            and not row["mobile"]
            and 30 <= age(known[row["uid"]]) < 66
        ]
        if branch["uid"] not in led and len(own) >= len(_COMMITTEE):
            for row, post in zip(own, _COMMITTEE, strict=False):
                row["post"] = f"第{numeral(place)}党支部{post}"


def _newcomers(slate: Slate, others: Sequence[Row]) -> None:
    """The youngest joined this summer and are on probation."""
    members = {row["uid"]: row for row in slate.rows[PartyMember]}
    youngest = sorted(others, key=lambda row: (row["born"], row["uid"]), reverse=True)
    for person in youngest[: max(1, len(others) // 30)]:
        joined = slate.day_between(date(2026, 6, 20), date(2026, 7, 1))
        person["political"] = "02"
        members[person["uid"]].update(
            stage=Stage.PROBATIONARY, joined=joined.isoformat(), confirmed=None, post=None
        )


def _lose_touch(slate: Slate, others: Sequence[Row]) -> None:
    """One in a hundred went away and has not been heard of."""
    away = [row for row in slate.rows[PartyMember] if row["mobile"]]
    for member in away[: len(others) // 100]:
        since = slate.day_between(date(2024, 1, 1), date(2026, 2, 1))
        member.update(lost=True, lost_since=since.isoformat(), note="电话停机，亲属也联系不上")


def _old_penalty(slate: Slate, others: Sequence[Row]) -> None:
    """A warning of long ago, whose time is over."""
    known = {row["uid"] for row in others}
    old = [row for row in slate.rows[PartyMember] if row["uid"] in known and row["joined"] < "2010"]
    if old:
        slate.add(
            Discipline,
            person=slate.random.choice(old)["uid"],
            penalty=Penalty.WARNING,
            since="2012-05-18",
            until="2013-05-18",
            document="镇纪发〔2012〕7号",
        )

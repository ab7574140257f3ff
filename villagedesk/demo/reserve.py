"""Young people kept ready for the posts, and one who was ready when a post fell free."""

from collections.abc import Sequence
from datetime import date, timedelta

from villagedesk.demo.slate import DAY, Row, Slate, age
from villagedesk.demo.team import LEADER, Cast
from villagedesk.kinds import first_day
from villagedesk.ledgers.reserve.tables import (
    Aim,
    Leaving,
    Preparing,
    Readiness,
    Recommended,
    Reserve,
    Result,
    Source,
    Training,
)
from villagedesk.people import Person, Presence, Talent

WANTED = 2
"""后备干部 for the one leader of a village."""
MORE = {1000: 1, 3000: 2}
"""From so many people on, some more for other posts."""

_YOUNGEST, _OLDEST = 24, 33
_SOURCES = {
    Talent.GRADUATE.value: Source.GRADUATE,
    Talent.VETERAN.value: Source.VETERAN,
    Talent.RETURNED.value: Source.RETURNED,
    Talent.PROSPERED.value: Source.PROSPERED,
}
_ENTERED = date(2025, 9, 10)


def promising(slate: Slate, people: int, team: Sequence[Cast]) -> tuple[Row, ...]:
    """Those who could be kept ready: young, at home, in no office; none where they are too few."""
    known = {row["uid"] for cast in team for row in (cast.now, cast.before)}
    young = [
        row
        for row in slate.rows[Person]
        if row["uid"] not in known
        and row["presence"] == Presence.HERE
        and _YOUNGEST <= age(row) <= _OLDEST
        and row["id_no"]
    ]
    wanted = WANTED + sum(more for least, more in MORE.items() if people >= least)
    chosen = sorted(young, key=lambda row: (row["education"] or "99", row["uid"]))[:wanted]
    return tuple(chosen) if len(chosen) >= WANTED else ()


def keep_ready(slate: Slate, ready: Sequence[Row], team: Sequence[Cast]) -> None:
    """The pool's rows, with trainings that go on."""
    leader = next(cast.now for cast in team if cast.role is LEADER)
    for place, person in enumerate(ready):
        aim = Aim.LEADER if place < WANTED else (Aim.DEPUTY_CHAIR, Aim.CLERK)[place % 2]
        entered = _ENTERED + timedelta(days=slate.random.randint(0, 20))
        row = _enter(slate, person, aim, entered, mentor=leader)
        row["readiness"] = (Readiness.NEAR, Readiness.MIDDLE)[place % 2]
        _train(slate, row, entered)
    promoted = next((cast.now for cast in team if cast.changed and cast.role.party), None)
    if ready and promoted:
        row = _enter(slate, promoted, Aim.MEMBER, date(2023, 5, 16), mentor=leader)
        row.update(left_on="2026-03-20", leaving=Leaving.APPOINTED, readiness=Readiness.NEAR)


def _enter(slate: Slate, person: Row, aim: Aim, entered: date, *, mentor: Row) -> Row:
    first = (person["talents"] or "").split("、")[0]
    return slate.add(
        Reserve,
        person=person["uid"],
        source=_SOURCES.get(first, Source.RETURNED),
        aim=aim,
        recommended=slate.random.choice(list(Recommended)),
        since=entered.isoformat(),
        approved_on=(entered + timedelta(days=12)).isoformat(),
        document=f"镇党发〔{entered.year}〕{slate.random.randint(20, 60)}号",
        mentor=mentor["uid"],
        mentor_post="党组织书记",
        preparing="、".join((Preparing.MENTORED, Preparing.AT_TOWN, Preparing.IN_POST)),
    )


def _train(slate: Slate, row: Row, entered: date) -> None:
    """A stay at the town, then one at the village; the pairing runs all the time."""
    stays = (
        (Preparing.AT_TOWN, "镇党建办", date(2026, 2, 24), date(2026, 5, 22)),
        (Preparing.IN_POST, "村文书助理", date(2026, 6, 8), date(2026, 9, 30)),
    )
    slate.add(
        Training,
        reserve=row["uid"],
        way=Preparing.MENTORED,
        place="本村",
        since=entered.isoformat(),
        content="每月谈话一次，带着参加村里的会",
        mentor="村党组织书记",
    )
    for way, place, since, until in stays:
        slate.add(
            Training,
            reserve=row["uid"],
            way=way,
            place=place,
            since=since.isoformat(),
            until=until.isoformat(),
            content="跟着办件、写材料" if way is Preparing.AT_TOWN else "管档案、登台账、跑网格",
            mentor="镇党建办干部" if way is Preparing.AT_TOWN else "村文书",
            result=slate.random.choice((Result.EXCELLENT, Result.GOOD)),
        )


def joined_party(person: Row) -> date:
    """Somebody ready for office has been a member for some years."""
    adult = first_day(person["born"]) + timedelta(days=19 * 366)
    return min(max(adult, date(2017, 7, 1)), DAY - timedelta(days=900))

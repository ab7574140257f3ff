"""三会一课 of a branch of 100 members with a full year of sittings: board, one sitting, checks.

Run: `pytest tests/bench/bench_meetings.py -s --benchmark-columns=median,rounds`
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from villagedesk.desk import Desk, Sitting, found_village
from villagedesk.ledgers.committees.tables import Body, Post, Seat
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
)
from villagedesk.people import PartyBranch, PartyGroup, PartyMember, Person, Stage, Term
from villagedesk.store.records import step

NOW = datetime(2026, 12, 28, 9, 0)
CODE = "990326101200"
PEOPLE, MEMBERS, GROUPS, SEATS = 2000, 100, 4, 7
MONTHLY = (MeetingKind.COMMITTEE, MeetingKind.THEME_DAY, *(MeetingKind.GROUP,) * GROUPS)
QUARTERLY = (MeetingKind.ASSEMBLY, MeetingKind.LECTURE)
YEARLY = (MeetingKind.LIFE, MeetingKind.REVIEW)

Rows = dict[type[Any], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    file = str(tmp_path_factory.mktemp("meetings") / "河湾村.vdesk")
    opened = Desk(found_village(file, code=CODE, name="河湾村", now=NOW), lambda: NOW)
    with step(opened.store, "登记", opened.stamp()) as write:
        for kind, rows in {**branch(), **year()}.items():
            write.add_many(kind, ({"village": CODE, **row} for row in rows))
    yield opened
    opened.close()


def branch() -> Rows:
    """A village whose first hundred people are the branch, and whose first seven its committee."""
    posts = [Post.SECRETARY, *[Post.MEMBER] * (SEATS - 1)]
    full = {"branch": "b", "stage": Stage.FULL, "joined": "2001-07-01"}
    return {
        Person: [{"uid": f"p{n}", "name": f"村民{n}"} for n in range(PEOPLE)],
        PartyBranch: [{"uid": "b", "name": "河湾村党支部", "kind": "党支部"}],
        PartyGroup: [{"uid": f"g{n}", "name": f"{n}组", "branch": "b"} for n in range(GROUPS)],
        PartyMember: [{"uid": f"p{n}", "group": f"g{n % GROUPS}", **full} for n in range(MEMBERS)],
        Term: [{"uid": "t", "title": "本届", "start": "2021-01-01", "due_end": "2031-01-01"}],
        Seat: [
            {"uid": f"s{n}", "person": f"p{n}", "term": "t", "body": Body.PARTY, "post": post}
            for n, post in enumerate(posts)
        ],
    }


def year() -> Rows:
    """Every sitting of 2026, each with its sign-in list, three items and a page of minutes."""
    chance = random.Random(1)
    rows: Rows = {kind: [] for kind in (Meeting, Attendance, AgendaItem)}
    for month in range(1, 13):
        kinds = (*MONTHLY, *QUARTERLY * (month % 3 == 0), *YEARLY * (month == 12))
        for number, kind in enumerate(kinds):
            group = number - 2 if kind is MeetingKind.GROUP else None
            uid = f"m{month}-{number}"
            text = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(800))
            rows[Meeting].append(
                {
                    "uid": uid,
                    "held_on": f"2026-{month:02}-{5 + number:02}",
                    "kinds": kind,
                    "branch": "b",
                    "group": None if group is None else f"g{group}",
                    "content": text,
                    "hours": 15,
                }
            )
            rows[Attendance] += (
                {"uid": f"{uid}-{n}", "meeting": uid, "person": f"p{n}", "votes": True}
                | {"state": AttendanceState.THERE, "stage": Stage.FULL}
                for n in asked(kind, group)
            )
            rows[AgendaItem] += (
                {"uid": f"{uid}i{n}", "meeting": uid, "title": f"议题{n}", "place": n}
                for n in range(3)
            )
    return rows


def asked(kind: MeetingKind, group: int | None) -> range:
    if kind is MeetingKind.COMMITTEE:
        return range(SEATS)
    return range(MEMBERS) if group is None else range(group, MEMBERS, GROUPS)


def the_assembly(desk: Desk) -> Sitting:
    held = desk.boards(2026)[0].rows[0][1][0].meetings
    return desk.sitting(held[0].uid)


def test_the_year_page_opens_in_a_tenth_of_a_second(benchmark: Any, desk: Desk) -> None:
    boards = benchmark(desk.boards, 2026)
    assert sum(len(cell.meetings) for cell in boards[0].cells()) == len(desk.facts().all(Meeting))
    assert benchmark.stats.stats.median <= 0.1


def test_a_year_is_checked_within_a_second(benchmark: Any, desk: Desk) -> None:
    assert benchmark.pedantic(desk.findings, rounds=7, warmup_rounds=1) is not None
    assert benchmark.stats.stats.median <= 1


def test_a_new_sitting(benchmark: Any, desk: Desk) -> None:
    assert len(benchmark(desk.new_sitting, "支部党员大会", "b").attendees) == MEMBERS


def test_open_a_sitting_of_a_hundred(benchmark: Any, desk: Desk) -> None:
    uid = the_assembly(desk).uid
    assert len(benchmark(desk.sitting, uid).attendees) == MEMBERS


def test_save_a_sitting_of_a_hundred_in_which_one_changed(benchmark: Any, desk: Desk) -> None:
    sitting, numbers = the_assembly(desk), count()

    def save() -> None:
        first = replace(sitting.attendees[0], note=str(next(numbers)))
        changed = replace(sitting, attendees=(first, *sitting.attendees[1:]))
        assert desk.save_sitting(changed).problems == ()

    benchmark(save)


def test_save_a_new_sitting_of_a_hundred(benchmark: Any, desk: Desk) -> None:
    new = desk.new_sitting("其他", "b")

    def save() -> None:
        assert desk.save_sitting(new).problems == ()

    benchmark.pedantic(save, rounds=20)


def test_the_study_hours_of_a_year(benchmark: Any, desk: Desk) -> None:
    assert len(benchmark(desk.study, 2026)) == MEMBERS

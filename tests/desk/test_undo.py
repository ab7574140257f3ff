"""Whatever was done can be taken back to the last letter, and brought back again."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from villagedesk.desk import Desk, Item, found_village
from villagedesk.desk.committees import Appointment
from villagedesk.errors import UserError
from villagedesk.ledgers import committees, households, party, reserve, residents
from villagedesk.ledgers.committees.tables import Body, ChangeKind, Post
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.ledgers.meetings.tables import AttendanceState
from villagedesk.ledgers.reserve.tables import Leaving, Reserve
from villagedesk.people import Movement

PEOPLE, MEMBERS = residents.LEDGER.rolls[0], party.LEDGER.rolls[0]
HOUSES, GROUPS = households.LEDGER.rolls
SEATS, TERMS = committees.LEDGER.rolls[0], committees.LEDGER.rolls[-1]
POOL = reserve.LEDGER.rolls[0]
NOW = datetime(2026, 11, 22, 9, 0)
OPERATIONS = 40

Act = Callable[[Desk, random.Random], Any]


def one_of(desk: Desk, chance: random.Random, table: str) -> str | None:
    picks = desk.picks(table, "", limit=50)
    return chance.choice(picks).uid if picks else None


def new_person(desk: Desk, chance: random.Random) -> None:
    name = "".join(chance.sample("张王李赵建国梅芳伟强", chance.choice((2, 3))))
    links = {"household_no": one_of(desk, chance, "household"), "group": None}
    desk.save(PEOPLE, "", {"name": name, "birth": f"{chance.randint(1930, 2020)}"}, links=links)


def change_person(desk: Desk, chance: random.Random) -> None:
    if uid := one_of(desk, chance, "person"):
        desk.save(PEOPLE, uid, {"phone": f"138{chance.randint(0, 99999999):08}", "work": "务农"})


def remove_person(desk: Desk, chance: random.Random) -> None:
    if uid := one_of(desk, chance, "person"):
        desk.remove(PEOPLE, uid)


def new_house(desk: Desk, chance: random.Random) -> None:
    group = one_of(desk, chance, "village_group")
    desk.save(HOUSES, "", {"household_no": str(chance.randint(1, 999))}, links={"group": group})


def new_group(desk: Desk, chance: random.Random) -> None:
    desk.save(GROUPS, "", {"group_name": f"{chance.randint(1, 9)}组"})


def new_member(desk: Desk, chance: random.Random) -> None:
    if uid := one_of(desk, chance, "person"):
        desk.save(MEMBERS, "", {"party_join": "2001.7"}, links={"name": uid})


def new_term(desk: Desk, chance: random.Random) -> None:
    desk.save(TERMS, "", {"term": "第十二届", "term_start": "2026", "term_due_end": "2031"})


def new_seat(desk: Desk, chance: random.Random) -> None:
    links = {"name": one_of(desk, chance, "person"), "term": one_of(desk, chance, "term")}
    if all(links.values()):
        desk.save(SEATS, "", {"body": "村民委员会", "post_kind": "委员"}, links=links)


def new_reserve(desk: Desk, chance: random.Random) -> None:
    if uid := one_of(desk, chance, "person"):
        desk.save(POOL, "", {"pool_since": "2026.3"}, links={"name": uid})


def one_in_pool(desk: Desk, chance: random.Random) -> str:
    waiting = desk.facts().all(Reserve)
    return chance.choice(waiting).uid if waiting else ""


def appoint_reserve(desk: Desk, chance: random.Random) -> None:
    given = Appointment("", Body.COMMITTEE, Post.MEMBER, since="2026-11")
    term = one_of(desk, chance, "term") or ""
    desk.appoint_reserve(one_in_pool(desk, chance), term, given, kind=ChangeKind.NEW)


def leave_pool(desk: Desk, chance: random.Random) -> None:
    desk.leave_pool(one_in_pool(desk, chance), "2026-11-22", Leaving.ADJUSTED)


def merge(desk: Desk, chance: random.Random) -> None:
    keep, gone = one_of(desk, chance, "person"), one_of(desk, chance, "person")
    if keep and gone and keep != gone:
        desk.merge_persons(keep, gone)


def change_code(desk: Desk, chance: random.Random) -> None:
    desk.change_place({"code": f"99032610{chance.randint(1000, 9999)}", "population": 900})


def change_setting(desk: Desk, chance: random.Random) -> None:
    desk.change_setting("departments", [str(chance.randint(1, 9))])


def new_sitting(desk: Desk, chance: random.Random) -> None:
    kinds = chance.choice(("支部党员大会", "支委会", "党课、主题党日"))
    day = f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 22):02}"
    items = tuple(Item(typed={"item_title": f"议题{n}"}) for n in range(chance.randint(0, 3)))
    desk.save_sitting(replace(desk.new_sitting(kinds, "", day=day), items=items))


def change_sitting(desk: Desk, chance: random.Random) -> None:
    if uids := [row[0] for row in desk.rows(MEETINGS)]:
        sitting = desk.sitting(chance.choice(uids))
        came = tuple(
            replace(one, state=chance.choice(list(AttendanceState))) for one in sitting.attendees
        )
        items = (*sitting.items[1:], Item(typed={"item_title": "补充议题"}))
        desk.save_sitting(replace(sitting, attendees=came[chance.randint(0, 1) :], items=items))


def move_member(desk: Desk, chance: random.Random) -> None:
    if uid := one_of(desk, chance, "person"):
        on = f"{chance.randint(2020, 2025)}-{chance.randint(1, 12):02}-01"
        desk.move_member(uid, chance.choice(list(Movement)), on, until="2026-11-01")


def finished(desk: Desk) -> dict[str, Any]:
    """Everything but what is still being typed, which is no step."""
    return {table: rows for table, rows in desk.dump().items() if table != "draft"}


ACTS: tuple[Act, ...] = (
    *(new_person, new_person, new_person, change_person, remove_person, new_house, new_group),
    *(new_member, new_term, new_seat, merge, change_code, change_setting),
    *(new_sitting, change_sitting, move_member, move_member),
    *(new_reserve, new_reserve, appoint_reserve, leave_pool),
)


@pytest.mark.parametrize("seed", range(25))
def test_any_day_of_work_goes_back_and_comes_again(tmp_path: Path, seed: int) -> None:
    store = found_village(str(tmp_path / "a.vdesk"), code="", name="河湾村", now=NOW)
    desk, chance = Desk(store, lambda: NOW), random.Random(seed)
    before = finished(desk)
    for _ in range(OPERATIONS):
        with suppress(UserError):
            chance.choice(ACTS)(desk, chance)
    after, steps = finished(desk), len(desk.steps()[0])
    while desk.undo():
        pass
    assert finished(desk) == before
    while desk.redo():
        pass
    assert finished(desk) == after
    assert len(desk.steps()[0]) == steps > OPERATIONS // 3
    desk.close()

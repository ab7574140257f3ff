"""The rows below a record: people are meant by uid, and nobody is listed twice."""

import pytest

from villagedesk.desk import Desk
from villagedesk.ledgers import meetings, reserve, residents

PEOPLE = residents.LEDGER.rolls[0]
MEETINGS = meetings.LEDGER.rolls[0]
AGENDA, ATTENDANCE = MEETINGS.parts
RESERVES = reserve.LEDGER.rolls[0]
THERE = {"presence_at_meeting": "出席"}


def add(desk: Desk, name: str, **typed: str) -> str:
    return desk.save(PEOPLE, "", {"name": name, **typed}).uid


@pytest.fixture
def meeting(desk: Desk) -> str:
    return desk.save(MEETINGS, "", {"held_on": "2026.3.5", "meeting_kinds": "支委会"}).uid


def listed(desk: Desk, meeting: str) -> list[tuple[str, str]]:
    return [row[1:3] for row in desk.parts(ATTENDANCE, meeting)]


def test_of_two_namesakes_the_one_is_listed_whose_uid_was_given(desk: Desk, meeting: str) -> None:
    _, younger = add(desk, "王秀英", birth="1960"), add(desk, "王秀英", birth="1990")
    saved = desk.save_part(
        ATTENDANCE, meeting, "", {"name": "王秀英", **THERE}, links={"name": younger}
    )
    assert saved.problems == ()
    assert [row["person"] for row in desk.dump()["attendance"]] == [younger]


def test_words_alone_mean_the_one_who_is_called_so(desk: Desk, meeting: str) -> None:
    add(desk, "王秀英芳")
    add(desk, "王秀英")
    assert desk.save_part(ATTENDANCE, meeting, "", {"name": "王秀英", **THERE}).problems == ()
    assert listed(desk, meeting) == [("王秀英", "出席")]


def test_words_that_mean_two_people_or_nobody_are_asked_about(desk: Desk, meeting: str) -> None:
    add(desk, "王秀英", birth="1960")
    add(desk, "王秀英", birth="1990")
    for words, said in (("王秀英", "有 2 个“王秀英”"), ("李四", "没有找到“李四”")):
        (problem,) = desk.save_part(ATTENDANCE, meeting, "", {"name": words, **THERE}).problems
        assert problem.label == "name"
        assert said in problem.message
    assert listed(desk, meeting) == []


def test_nobody_is_listed_twice_at_one_meeting(desk: Desk, meeting: str) -> None:
    person = add(desk, "王秀英")
    first = desk.save_part(ATTENDANCE, meeting, "", dict(THERE), links={"name": person})
    (problem,) = desk.save_part(
        ATTENDANCE, meeting, "", dict(THERE), links={"name": person}
    ).problems
    assert problem.message == "“王秀英”已经在“签到”里了，一个人只记一次"
    again = {"presence_at_meeting": "病假"}
    assert desk.save_part(ATTENDANCE, meeting, first.uid, again, links={"name": person}).uid
    assert listed(desk, meeting) == [("王秀英", "病假")]


def test_the_same_person_may_come_to_another_meeting(desk: Desk, meeting: str) -> None:
    person = add(desk, "王秀英")
    other = desk.save(MEETINGS, "", {"held_on": "2026.4.5", "meeting_kinds": "支委会"}).uid
    for one in (meeting, other):
        saved = desk.save_part(ATTENDANCE, one, "", dict(THERE), links={"name": person})
        assert saved.problems == ()


def test_one_person_may_be_the_matter_of_two_items_and_be_taken_out(
    desk: Desk, meeting: str
) -> None:
    person = add(desk, "王秀英")
    uids = [
        desk.save_part(AGENDA, meeting, "", {"item_title": title}, links={"item_person": person})
        for title in ("接收预备党员", "讨论培养联系人")
    ]
    desk.save_part(AGENDA, meeting, uids[0].uid, {"item_person": ""}, links={"item_person": None})
    assert [row[4] for row in desk.parts(AGENDA, meeting)].count("王秀英") == 1


def test_a_training_cannot_end_before_it_begins(desk: Desk) -> None:
    pool = desk.save(RESERVES, "", {}, links={"name": add(desk, "王秀英")}).uid
    typed = {
        "training_way": "教育培训",
        "training_since": "2026.5",
        "training_until": "2026.3",
    }
    (problem,) = desk.save_part(RESERVES.parts[0], pool, "", typed).problems
    assert problem.label == "training_until"

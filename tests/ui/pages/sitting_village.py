"""A village whose branch meets: twelve on its committee, a probationary member, a past sitting."""

from typing import Any

from villagedesk.ledgers.meetings.tables import AgendaItem, Attendance, Meeting
from villagedesk.people import PartyBranch, PartyGroup, PartyMember, Person
from villagedesk.store.records import step

COMMITTEE = (
    *("王秀英", "李建国", "张晓梅", "刘长河", "陈玉兰", "杨振华"),
    *("赵小军", "黄桂芳", "周文斌", "吴春燕", "徐德胜", "孙丽萍"),
)
OTHERS = ("马红旗", "朱青青")
"""A full member without a post, and one on probation."""
BRANCH, OCTOBER, OLD = "b1", "m-october", "m-old"


def uid_of(name: str) -> str:
    """The uid a person has here."""
    return f"p{(*COMMITTEE, *OTHERS).index(name) + 1:02}"


def _member(place: int, name: str) -> dict[str, Any]:
    post = "书记" if place == 0 else "组织委员" if name in COMMITTEE else None
    stage = "预备党员" if name == OTHERS[1] else "正式党员"
    group = "pg1" if place % 2 == 0 else "pg2"
    joined = "2026-03-01" if name == OTHERS[1] else "1999-07-01"
    who = {"uid": uid_of(name), "branch": BRANCH, "group": group, "stage": stage, "joined": joined}
    return {**who, "confirmed": None if name == OTHERS[1] else "2000-07-01", "post": post}


ROWS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (PartyBranch, {"uid": BRANCH, "name": "河湾村党支部", "kind": "党支部", "founded": "1958"}),
    (PartyGroup, {"uid": "pg1", "name": "第一党小组", "branch": BRANCH}),
    (PartyGroup, {"uid": "pg2", "name": "第二党小组", "branch": BRANCH}),
    *((Person, {"uid": uid_of(name), "name": name}) for name in (*COMMITTEE, *OTHERS)),
    (Person, {"uid": "px", "name": "何镇长"}),
    *((PartyMember, _member(place, one)) for place, one in enumerate((*COMMITTEE, *OTHERS))),
    (
        Meeting,
        {"uid": OCTOBER, "held_on": "2026-10-15", "kinds": "支委会", "branch": BRANCH}
        | {"begins": "09:00", "ends": "11:00", "place": "村委会会议室"}
        | {"chair": uid_of("王秀英"), "recorder": uid_of("李建国"), "entered_on": "2026-10-16"},
    ),
    *(
        (
            Attendance,
            {"uid": f"a-{name}", "meeting": OCTOBER, "person": uid_of(name), "state": "出席"}
            | {"stage": "正式党员", "votes": True},
        )
        for name in COMMITTEE
    ),
    (AgendaItem, {"uid": "i1", "meeting": OCTOBER, "title": "研究秋收", "place": 1}),
    (
        Meeting,
        {"uid": OLD, "held_on": "2024-03-08", "kinds": "支部党员大会", "branch": BRANCH}
        | {"expected": 30, "present": 15, "on_leave": 12, "absent": 3, "entered_on": "2026-11-22"}
        | {"voters_expected": 30, "voters_present": 15, "content": "学习文件"},
    ),
)


def settle_in(store: Any, village: str, stamp: Any) -> None:
    """Saves the village's rows as one step."""
    with step(store, "录入", stamp) as write:
        for kind, values in ROWS:
            write.save(kind, {"village": village, **values})

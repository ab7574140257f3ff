"""A village of a few people with something in every ledger, for workbooks and their tests."""

from villagedesk.kinds import check_digit
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Change,
    Kinship,
    Representative,
    Review,
    ReviewResult,
    Seat,
)
from villagedesk.people import (
    Discipline,
    Group,
    Household,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Person,
    Term,
)
from villagedesk.store.records import step

LONG = "2019年返乡后承包果园四十亩，带动本村二十余户种植矮砧苹果，2021年被评为县级致富带头人。"


def id_number(born, order):
    first17 = f"999001{born.replace('-', '')}{order:03}"
    return first17 + check_digit(first17)


ROWS = (
    (Group, {"uid": "g1", "name": "一组", "leader": "王秀英", "phone": "13800001111"}),
    (Household, {"uid": "h1", "number": "001", "group": "g1", "address": "河湾村一组12号"}),
    (
        Person,
        {"uid": "p1", "name": "王秀英", "id_no": id_number("1970-03-05", 12), "household": "h1"}
        | {"relation": "02", "group": "g1", "phone": "13800001111", "education": "70"}
        | {"ethnicity": "01", "political": "01", "presence": "正常", "talents": "致富能手"}
        | {"work": "种植", "note": LONG},
    ),
    (
        Person,
        {"uid": "p2", "name": "李建国", "id_no": id_number("1962-11-30", 35), "household": "h1"}
        | {"relation": "10", "group": "g1", "political": "01", "note": "=HYPERLINK(1)"},
    ),
    (Person, {"uid": "p3", "name": "买买提·阿不都", "born": "1985-07", "gender": "1"}),
    (Person, {"uid": "p4", "name": "王秀英", "born": "1990"}),
    (PartyBranch, {"uid": "b1", "name": "河湾村党支部", "kind": "党支部", "founded": "1958"}),
    (PartyGroup, {"uid": "pg1", "name": "第一党小组", "branch": "b1"}),
    (
        PartyMember,
        {"uid": "p1", "branch": "b1", "group": "pg1", "stage": "正式党员"}
        | {"joined": "1995-07-01", "mobile": False},
    ),
    (PartyMember, {"uid": "p2", "branch": "b1", "stage": "正式党员", "joined": "1988-07"}),
    (
        Term,
        {"uid": "t1", "title": "第十二届", "start": "2021-01-10", "due_end": "2026-01-09"},
    ),
    (
        Seat,
        {"uid": "s1", "person": "p1", "term": "t1", "body": "村党组织", "post": "书记"}
        | {"since": "2021-01-10", "origin": "选举"},
    ),
    (Seat, {"uid": "s2", "person": "p4", "term": "t1", "body": "村民委员会", "post": "委员"}),
    (Representative, {"uid": "r1", "person": "p3", "term": "t1", "households": 12}),
    (
        Review,
        {"uid": "v1", "person": "p1", "term": "t1", "post": "书记", "verdict": "通过"}
        | {"held_on": "2020-12-20"},
    ),
    (
        ReviewResult,
        {"uid": "w1", "review": "v1", "department": "公安", "result": "通过", "place": 1},
    ),
    (
        ReviewResult,
        {"uid": "w2", "review": "v1", "department": "法院", "result": "通过", "place": 2},
    ),
    (Change, {"uid": "c1", "on": "2026-02-03", "person": "p2", "kind": "新任", "after": "委员"}),
    (Change, {"uid": "c2", "on": "2025-12-31", "person": "p2", "kind": "新任", "after": "委员"}),
    (Change, {"uid": "c3", "on": "2026-10", "person": "p4", "kind": "辞职", "before": "委员"}),
    (Appraisal, {"uid": "a1", "person": "p1", "year": 2025, "grade": "优秀", "present": 41}),
    (Kinship, {"uid": "k1", "person": "p1", "relative": "p4", "kind": "三代以内旁系血亲"}),
    (
        Discipline,
        {"uid": "d1", "person": "p2", "penalty": "警告", "since": "2016-05-01", "until": "2017"},
    ),
)


def settle(store, village, stamp):
    """Saves the village's rows as one step."""
    with step(store, "录入", stamp) as write:
        for kind, values in ROWS:
            write.save(kind, {"village": village, **values})

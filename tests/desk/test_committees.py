"""换届, appointing and leaving: each is one step that can be taken back whole."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests import builders
from tests.builders import person, seat, term
from tests.desk.willow_village import opened
from villagedesk.desk.committees import Appointment, Decision, TurnOver
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import (
    Body,
    Change,
    ChangeKind,
    Post,
    Review,
    ReviewResult,
    Seat,
    Verdict,
)
from villagedesk.people import Term
from villagedesk.store import history, records

NOW = datetime(2026, 11, 22, 9, 0)
CARRIED, ENDED = Decision.CARRIED, Decision.ENDED
NEXT = {"term": "第十二届", "term_start": "2026.1.10", "term_due_end": "2031-01-09"}

LIU, ZHANG, CHEN = (
    person("刘伟", uid="liu"),
    person("张敏", uid="zhang"),
    person("陈强", uid="chen"),
)
HELD = (
    seat(LIU, Body.PARTY, Post.SECRETARY, uid="secretary"),
    seat(LIU, post=Post.CHAIR, uid="chair", duty="全面工作", since="2021-01-10"),
    seat(ZHANG, post=Post.DEPUTY_CHAIR, uid="deputy"),
    seat(CHEN, uid="left", until="2024-05-01"),
)
PLAN = TurnOver(
    closing=builders.TERM,
    ended="2026-01-09",
    new_term=NEXT,
    decisions={"secretary": CARRIED, "chair": CARRIED, "deputy": ENDED},
)


@pytest.fixture
def page(tmp_path):
    inside = (LIU, ZHANG, CHEN, term(start="2021-01-10", due_end="2026-01-09"), *HELD)
    page = opened(tmp_path, *inside, now=NOW)
    yield page
    page.close()


def rows(page, table):
    return sorted(page.facts().all(table), key=lambda row: row.uid)


def seats_of(page, uid):
    found = [one for one in rows(page, Seat) if one.term == uid]
    return sorted((one.person, one.post, one.since, one.duty) for one in found)


def changes(page):
    return sorted(
        (one.on, one.person, one.kind, one.before, one.after) for one in rows(page, Change)
    )


def steps(page):
    with page.store.reading() as connection:
        return [one.name for one in history.undoable(connection)]


def test_a_turn_over_closes_one_term_and_opens_the_next(page):
    opened = page.turn_over(PLAN)
    facts = page.facts()
    old, new = facts.get(Term, builders.TERM), facts.get(Term, opened)
    assert (old.ended, new.title, new.start) == ("2026-01-09", "第十二届", "2026-01-10")
    assert seats_of(page, opened) == [
        ("liu", "主任", None, "全面工作"),
        ("liu", "书记", None, None),
    ]
    assert facts.get(Seat, "deputy").until == "2026-01-09"
    assert facts.get(Seat, "chair").until is None


def test_the_team_of_a_past_day_stays_what_it_was(page):
    page.turn_over(PLAN)
    teams = {
        day: [(one.person.name, one.posts) for one in page.team(date.fromisoformat(day))]
        for day in ("2026-01-09", "2026-01-10")
    }
    liu = ("刘伟", "党组织书记、村委会主任")
    assert teams == {"2026-01-09": [liu, ("张敏", "村委会副主任")], "2026-01-10": [liu]}


def test_a_turn_over_is_taken_back_whole_in_one_step(page):
    before = {table: rows(page, table) for table in (Term, Seat, Change)}
    page.turn_over(replace(PLAN, changes=True))
    assert steps(page)[0] == "换届：第十一届换为第十二届"
    records.undo(page.store, page.stamp())
    assert {table: rows(page, table) for table in (Term, Seat, Change)} == before


def test_the_handover_and_new_seats_go_into_the_new_term(page):
    handover = {"handover_on": "2026-01-15", "handover_note": "账册、公章已交"}
    new = Appointment("chen", Body.COMMITTEE, Post.DEPUTY_CHAIR)
    opened = page.turn_over(replace(PLAN, new_term=NEXT | handover, new_seats=(new,)))
    assert page.facts().get(Term, opened).handover_note == "账册、公章已交"
    assert ("chen", "副主任", None, None) in seats_of(page, opened)
    assert changes(page) == []


def test_changes_are_written_when_asked_for(page):
    new = (
        Appointment("chen", Body.COMMITTEE, Post.DEPUTY_CHAIR),
        Appointment("liu", Body.COUNCIL, Post.HEAD_OF_COUNCIL),
    )
    page.turn_over(replace(PLAN, new_seats=new, changes=True, document="柳镇发〔2026〕3号"))
    both = "党组织书记、村委会主任"
    assert changes(page) == [
        ("2026-01-09", "zhang", "任期届满", "村委会副主任", None),
        ("2026-01-10", "chen", "新任", None, "村委会副主任"),
        ("2026-01-10", "liu", "新任", both, f"{both}、理事长"),
    ]
    assert {one.document for one in rows(page, Change)} == {"柳镇发〔2026〕3号"}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"ended": ""}, "请填第十一届的实际结束日期"),
        ({"ended": "去年"}, "“去年”不是日期"),
        ({"ended": "2020-12-31"}, "早于第十一届的开始日期"),
        ({"new_term": NEXT | {"term": ""}}, "届次没有填"),
        ({"new_term": NEXT | {"term_start": "2025-12-01"}}, "早于上届结束"),
        ({"new_term": NEXT | {"term_due_end": "2026-01-10"}}, "应晚于开始"),
        ({"new_term": NEXT | {"handover_on": "2027-01-01"}}, "交接日期不能晚于今天"),
        ({"decisions": {"secretary": CARRIED}}, "请给刘伟的村委会主任选"),
        ({"decisions": {**PLAN.decisions, "left": ENDED}}, "已经离任"),
        ({"closing": "nothing"}, "这一届已经不在了"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(page, fault, words):
    with pytest.raises(UserError, match=words):
        page.turn_over(replace(PLAN, **fault))
    assert steps(page) == ["登记"]


def test_changes_of_a_day_to_come_are_refused(page):
    start = NEXT | {"term_start": "2027-01-01"}
    later = replace(PLAN, ended="2026-12-31", new_term=start)
    with pytest.raises(UserError, match="变动日期不能晚于今天"):
        page.turn_over(replace(later, changes=True))
    assert page.turn_over(later)


def test_a_term_is_closed_once(page):
    page.turn_over(PLAN)
    with pytest.raises(UserError, match="已在2026-01-09结束"):
        page.turn_over(PLAN)


def test_seats_to_decide_are_those_still_held(page):
    found = page.seats_to_decide(builders.TERM, "2026-01-09")
    assert [one.uid for one in found] == ["secretary", "chair", "deputy"]
    assert page.seats_to_decide(builders.TERM, "") == ()


def test_appointing_gives_the_seat_and_writes_the_change(page):
    given = Appointment("zhang", Body.PARTY, Post.MEMBER, since="2025-3-1")
    uid = page.appoint(builders.TERM, given, kind=ChangeKind.BY_ELECTION, document="3号")
    assert page.facts().get(Seat, uid).since == "2025-03-01"
    both = "村委会副主任、党组织委员"
    assert changes(page) == [("2025-03-01", "zhang", "补选", "村委会副主任", both)]
    records.undo(page.store, page.stamp())
    assert (len(rows(page, Seat)), changes(page)) == (4, [])


def test_an_appointment_without_a_day_begins_with_the_term(page):
    uid = page.appoint(
        builders.TERM,
        Appointment("chen", Body.OTHER, Post.OTHER, title="村文书"),
        kind=ChangeKind.NEW,
    )
    assert page.facts().get(Seat, uid).since == "2021-01-10"
    assert steps(page)[0] == "任职：陈强任村文书"


@pytest.mark.parametrize(("who", "where"), [("nobody", builders.TERM), ("chen", "nothing")])
def test_only_a_person_that_is_there_is_appointed_to_a_term_that_is_there(page, who, where):
    given = Appointment(who, Body.COMMITTEE, Post.MEMBER, since="2025")
    with pytest.raises(UserError, match="已经不在了"):
        page.appoint(where, given, kind=ChangeKind.NEW)


def test_leaving_ends_the_seat_and_says_what_is_left(page):
    page.leave_office("chair", "2025.06", kind=ChangeKind.RESIGNED, document="9号")
    assert page.facts().get(Seat, "chair").until == "2025-06"
    assert changes(page) == [("2025-06", "liu", "辞职", "村委会主任", "党组织书记")]
    assert steps(page)[0] == "辞职：刘伟不再任村委会主任"
    records.undo(page.store, page.stamp())
    assert (page.facts().get(Seat, "chair").until, changes(page)) == (None, [])


@pytest.mark.parametrize(
    ("uid", "day", "words"),
    [
        ("chair", "", "离任时间没有填"),
        ("chair", "2020-01-01", "早于任职时间"),
        ("chair", "2027-01-01", "不能晚于今天"),
        ("left", "2025-01-01", "已在2024-05-01离任"),
        ("nothing", "2025-01-01", "已经不在了"),
    ],
)
def test_leaving_that_cannot_be_is_refused(page, uid, day, words):
    with pytest.raises(UserError, match=words):
        page.leave_office(uid, day, kind=ChangeKind.REMOVED)
    assert steps(page) == ["登记"]


def test_the_table_of_a_closed_term_is_that_of_its_last_day(page):
    opened = page.turn_over(PLAN)
    old, new = page.structure_table(builders.TERM), page.structure_table(opened)
    assert (old.day, new.day) == (date(2026, 1, 9), NOW.date())
    assert (new.before, new.day_before) == ("第十一届", date(2026, 1, 9))
    heads = [row for row in new.rows if row.label == "总人数"][0]
    assert (heads.now.words, heads.before.words, heads.difference) == ("1人", "2人", "降1人")
    assert [one.title for one in page.terms()] == ["第十二届", "第十一届"]


def test_a_new_review_begins_with_the_departments_that_are_asked(page):
    review = Review(
        uid="review",
        village=builders.VILLAGE,
        person="liu",
        term=builders.TERM,
        verdict=Verdict.OPEN,
    )
    with records.step(page.store, "联审", page.stamp()) as write:
        write.save(Review, review.model_dump())
    assert page.list_departments("review") == 10
    assert page.list_departments("review") == 0
    assert {one.result for one in rows(page, ReviewResult)} == {"待核"}
    records.undo(page.store, page.stamp())
    assert rows(page, ReviewResult) == []

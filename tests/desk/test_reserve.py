"""Appointing a reserve and letting one leave: each is one step that can be taken back whole."""

from datetime import datetime

import pytest

from tests import builders
from tests.builders import member, person, reserve, seat, term
from tests.desk.willow_village import opened
from villagedesk.desk.committees import Appointment
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import Body, Change, ChangeKind, Post, Seat
from villagedesk.ledgers.reserve.tables import Aim, Leaving, Reserve

NOW = datetime(2026, 11, 22, 9, 0)
NEW = ChangeKind.NEW
LIU, ZHANG = person("刘伟", uid="liu"), person("张敏", uid="zhang", born="1995-05-01")
ROWS = (
    term(due_end="2027-01-01"),
    LIU,
    ZHANG,
    member(ZHANG),
    seat(LIU, Body.PARTY, Post.SECRETARY),
    seat(LIU, post=Post.CHAIR),
    reserve(ZHANG, uid="place", since="2026-03-01", note="踏实"),
    reserve(ZHANG, uid="other", aim=Aim.CLERK),
    reserve(ZHANG, uid="past", left_on="2024-01-01", leaving=Leaving.ADJUSTED),
)
DEPUTY = Appointment("zhang", Body.COMMITTEE, Post.DEPUTY_CHAIR, since="2026-11-20")


@pytest.fixture
def desk(tmp_path):
    desk = opened(tmp_path, *ROWS, now=NOW)
    yield desk
    desk.close()


def places(desk):
    rows = sorted(desk.facts().all(Reserve), key=lambda one: one.uid)
    return {one.uid: (one.left_on, one.leaving) for one in rows}


PLACES = {
    "place": (None, None),
    "other": (None, None),
    "past": ("2024-01-01", "调整"),
}


def test_the_page_reads_who_stands_behind_which_post(desk):
    shown = desk.coverage()
    assert (shown.needed, shown.ready) == (2, 1)
    assert [(post.title, len(post.ready)) for post in shown.posts] == [
        ("书记（一肩挑）", 1),
        ("文书", 1),
    ]


def test_a_reserve_takes_a_seat_and_leaves_the_pool_in_one_step(desk):
    uid = desk.appoint_reserve("place", builders.TERM, DEPUTY, kind=NEW, document="柳发〔2026〕9号")
    facts = desk.facts()
    given = facts.get(Seat, uid)
    assert (given.person, given.post, given.since, given.term) == (
        *("zhang", "副主任", "2026-11-20"),
        builders.TERM,
    )
    [change] = facts.all(Change)
    assert (change.on, change.kind, change.after, change.document) == (
        *("2026-11-20", "新任", "村委会副主任"),
        "柳发〔2026〕9号",
    )
    gone = ("2026-11-20", "任用进班子")
    assert places(desk) == {**PLACES, "place": gone, "other": gone}
    assert desk.coverage().ready == 0
    assert desk.steps()[0][0].name == "任用后备干部：张敏任村委会副主任"


def test_one_undo_takes_all_of_it_back(desk):
    before = desk.dump()
    desk.appoint_reserve("place", builders.TERM, DEPUTY, kind=NEW)
    assert desk.dump() != before
    desk.undo()
    assert desk.dump() == before


def test_the_seat_goes_to_who_stands_in_the_pool(desk):
    given = Appointment("liu", Body.COMMITTEE, Post.MEMBER, since="2026-11-20")
    uid = desk.appoint_reserve("place", builders.TERM, given, kind=NEW)
    assert desk.facts().get(Seat, uid).person == "zhang"


@pytest.mark.parametrize(
    ("place", "of_term", "since", "words"),
    [
        ("past", builders.TERM, "2026-11-20", "张敏已在2024-01-01出库（调整）"),
        ("nobody", builders.TERM, "2026-11-20", "这条后备干部已经不在了"),
        ("place", "nothing", "2026-11-20", "这一届已经不在了"),
        ("place", builders.TERM, "2026-11-23", "不能晚于今天"),
        ("place", builders.TERM, "2026-02-28", "早于入库日期"),
        ("place", builders.TERM, None, "早于入库日期"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(desk, place, of_term, since, words):
    before = desk.dump()
    given = Appointment("zhang", Body.COMMITTEE, Post.MEMBER, since=since)
    with pytest.raises(UserError, match=words):
        desk.appoint_reserve(place, of_term, given, kind=NEW)
    assert desk.dump() == before


def test_leaving_the_pool_is_one_step_and_keeps_the_notes(desk):
    before = desk.dump()
    desk.leave_pool("place", "2026.11.1", Leaving.AWAY, "到西安务工")
    one = desk.facts().get(Reserve, "place")
    assert (one.left_on, one.leaving, one.note) == ("2026-11-01", "外出", "踏实；到西安务工")
    assert places(desk)["other"] == (None, None)
    assert desk.steps()[0][0].name == "出库：张敏（外出）"
    desk.undo()
    assert desk.dump() == before


def test_leaving_without_words_keeps_the_note_as_it_was(desk):
    desk.leave_pool("place", "2026-11-01", Leaving.TOO_OLD)
    assert desk.facts().get(Reserve, "place").note == "踏实"


@pytest.mark.parametrize(
    ("place", "day", "words"),
    [
        ("past", "2026-11-20", "已在2024-01-01出库"),
        ("nobody", "2026-11-20", "已经不在了"),
        ("place", "", "出库日期没有填"),
        ("place", "昨天", "出库日期"),
        ("place", "2026-11-23", "不能晚于今天"),
        ("place", "2026-02-28", "早于入库日期"),
    ],
)
def test_leaving_is_refused_in_words(desk, place, day, words):
    with pytest.raises(UserError, match=words):
        desk.leave_pool(place, day, Leaving.OTHER)
    assert places(desk) == PLACES

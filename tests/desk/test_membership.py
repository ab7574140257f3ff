"""党员变动: one step writes the change, the register follows, and past rolls stay as they were."""

from datetime import date, datetime

import pytest

from tests.builders import branch, member, party_group, person
from tests.desk.willow_village import opened
from villagedesk.errors import UserError
from villagedesk.people import (
    MemberChange,
    Movement,
    PartyMember,
    Person,
    Presence,
    Stage,
    Standing,
)
from villagedesk.people.membership import RIGHTS_STOPPED, roll_on
from villagedesk.store import history, records

NOW = datetime(2026, 11, 22, 9, 0)

LIU = person("刘伟", uid="liu", political="01")
ZHANG = person("张敏", uid="zhang", political="02")
CHEN = person("陈强", uid="chen", political="13")
VILLAGE = (
    *(LIU, ZHANG, CHEN),
    *(branch(uid="b1", name="第一党支部"), branch(uid="b2", name="第二党支部")),
    *(party_group("b1", uid="g1"), party_group("b2", uid="g2")),
    member(LIU, branch="b1", group="g1", joined="2001-07-01", confirmed="2002-07-01"),
    member(ZHANG, branch="b1", stage=Stage.PROBATIONARY, joined="2025-12-01"),
)


@pytest.fixture
def page(tmp_path):
    page = opened(tmp_path, *VILLAGE, now=NOW)
    yield page
    page.close()


def register(page, uid):
    return page.facts().get(PartyMember, uid)


def on_roll(page, day, **where):
    return {one.person: one for one in roll_on(page.facts(), date.fromisoformat(day), **where)}


def everything(page):
    facts = page.facts()
    return [facts.all(kind) for kind in (Person, PartyMember, MemberChange)]


def test_who_is_admitted_is_a_probationary_member_from_that_day(page):
    page.move_member("chen", Movement.JOINED, "2026-07-01", branch="b2", group="g2")
    chen = register(page, "chen")
    assert (chen.stage, chen.joined, chen.standing) == (Stage.PROBATIONARY, "2026-07-01", "正常")
    assert (chen.branch, chen.group) == ("b2", "g2")
    assert page.facts().get(Person, "chen").political == "02"
    assert "chen" not in on_roll(page, "2026-06-30")
    assert not on_roll(page, "2026-07-01")["chen"].votes


def test_who_is_confirmed_has_a_vote_from_that_day(page):
    page.move_member("zhang", Movement.CONFIRMED, "2026-11-20", document="镇党委批复")
    zhang = register(page, "zhang")
    assert (zhang.stage, zhang.confirmed) == (Stage.FULL, "2026-11-20")
    assert page.facts().get(Person, "zhang").political == "01"
    votes = [on_roll(page, day)["zhang"].votes for day in ("2026-11-19", "2026-11-20")]
    assert votes == [False, True]
    assert page.facts().all(MemberChange)[0].document == "镇党委批复"


def test_who_is_admitted_anew_begins_anew(page):
    page.move_member("liu", Movement.EXPELLED, "2010-01-01")
    page.move_member("liu", Movement.JOINED, "2026-01-01", branch="b1")
    liu = register(page, "liu")
    assert (liu.joined, liu.confirmed, liu.stage) == ("2026-01-01", None, Stage.PROBATIONARY)
    assert not on_roll(page, "2026-01-01")["liu"].votes


def test_a_longer_probation_is_kept_with_its_last_day(page):
    page.move_member("zhang", Movement.EXTENDED, "2026-11-20", until="2027-06-01")
    assert page.facts().all(MemberChange)[0].until == "2027-06-01"
    assert register(page, "zhang").stage == Stage.PROBATIONARY


def test_who_moved_in_is_a_member_like_any_other(page):
    page.move_member("chen", Movement.MOVED_IN, "2026-05-01", group="g1")
    chen = register(page, "chen")
    assert (chen.branch, chen.group, chen.standing, chen.stage) == ("b1", "g1", "正常", None)


def test_who_comes_back_is_on_the_roll_again(page):
    page.move_member("liu", Movement.MOVED_OUT, "2025-03-01")
    assert register(page, "liu").standing == Standing.OTHER
    page.move_member("liu", Movement.MOVED_IN, "2026-03-01", branch="b2")
    there = ["liu" in on_roll(page, day) for day in ("2025-02-28", "2025-03-01", "2026-03-01")]
    assert there == [True, False, True]
    assert [register(page, "liu").standing, register(page, "liu").group] == ["正常", None]
    assert on_roll(page, "2025-02-28")["liu"].group == "g1"


@pytest.mark.parametrize(
    ("kind", "standing", "political"),
    [
        (Movement.STOPPED, Standing.SUSPENDED, "01"),
        (Movement.EXPELLED, Standing.OTHER, "13"),
        (Movement.MOVED_OUT, Standing.OTHER, "01"),
    ],
)
def test_who_leaves_is_on_no_later_roll(page, kind, standing, political):
    page.move_member("liu", kind, "2026-06-01")
    assert register(page, "liu").standing == standing
    assert page.facts().get(Person, "liu").political == political
    assert "liu" in on_roll(page, "2026-05-31", branch="b1", group="g1")
    assert "liu" not in on_roll(page, "2026-06-01")


def test_who_is_refused_is_no_member(page):
    page.move_member("zhang", Movement.REFUSED, "2026-11-20")
    assert "zhang" not in on_roll(page, "2026-11-20")
    assert page.facts().get(Person, "zhang").political == "13"


def test_who_is_restored_stands_where_he_stood(page):
    page.move_member("liu", Movement.STOPPED, "2025-06-01")
    page.move_member("liu", Movement.RESTORED, "2026-06-01")
    assert register(page, "liu").standing == Standing.NORMAL
    assert on_roll(page, "2026-06-01")["liu"].group == "g1"


def test_the_dead_are_on_the_rolls_of_their_time(page):
    page.move_member("liu", Movement.DIED, "2026-02-03")
    assert page.facts().get(Person, "liu").presence == Presence.DEAD
    assert "liu" in on_roll(page, "2026-02-02")
    assert "liu" not in on_roll(page, "2026-02-03")


def test_the_day_may_be_given_after_the_register_knew_of_the_death(page):
    with records.step(page.store, "登记", page.stamp()) as write:
        write.save(Person, {"uid": "liu", "presence": Presence.DEAD})
    page.move_member("liu", Movement.DIED, "2026-02-03")
    assert "liu" in on_roll(page, "2026-02-02", group="g1")


def test_who_changes_the_branch_leaves_the_group_behind(page):
    page.move_member("liu", Movement.REGROUPED, "2026-04-01", branch="b2")
    change = page.facts().all(MemberChange)[0]
    assert (change.branch_before, change.group_before) == ("b1", "g1")
    assert (change.branch_after, change.group_after) == ("b2", None)
    assert "liu" in on_roll(page, "2026-03-31", group="g1")
    assert "liu" in on_roll(page, "2026-04-01", branch="b2")
    assert register(page, "liu").group is None


def test_rights_go_and_come_back_and_the_register_stays(page):
    before = register(page, "liu")
    page.move_member("liu", Movement.RIGHTS_STOPPED, "2026-01-01")
    page.move_member("liu", Movement.RIGHTS_BACK, "2026-06-01")
    days = ("2025-12-31", "2026-01-01", "2026-05-31", "2026-06-01")
    said = [on_roll(page, day)["liu"].why_no_vote for day in days]
    assert said == ["", RIGHTS_STOPPED, RIGHTS_STOPPED, ""]
    assert register(page, "liu") == before


def test_a_change_entered_late_leaves_alone_what_later_ones_say(page):
    page.move_member("liu", Movement.REGROUPED, "2026-06-01", group="g2")
    page.move_member("liu", Movement.STOPPED, "2026-09-01")
    page.move_member("liu", Movement.REGROUPED, "2026-03-01", branch="b1")
    liu = register(page, "liu")
    assert (liu.branch, liu.group, liu.standing) == ("b2", "g2", Standing.SUSPENDED)
    days = ("2026-02-28", "2026-03-01", "2026-06-01")
    assert [on_roll(page, day)["liu"].group for day in days] == ["g1", None, "g2"]
    assert "liu" not in on_roll(page, "2026-09-01")


@pytest.mark.parametrize(
    ("given", "more", "words"),
    [
        (("", Movement.JOINED, "2026-07-01"), {}, "先选"),
        (("nobody", Movement.JOINED, "2026-07-01"), {}, "已经不在"),
        (("liu", Movement.STOPPED, "2026-12-01"), {}, "不能晚于今天"),
        (("liu", Movement.STOPPED, ""), {}, "没有填"),
        (("liu", Movement.JOINED, "2026-07-01"), {"branch": "b1"}, "已经在党员名册"),
        (("liu", Movement.MOVED_IN, "2026-07-01"), {"branch": "b1"}, "已经在党员名册"),
        (("liu", Movement.CONFIRMED, "2026-07-01"), {}, "已经是正式党员"),
        (("liu", Movement.RIGHTS_BACK, "2026-07-01"), {}, "没有中止"),
        (("liu", Movement.REGROUPED, "2026-07-01"), {}, "请选调整到"),
        (("liu", Movement.REGROUPED, "2026-07-01"), {"group": "g1"}, "没有要调整的"),
        (
            ("liu", Movement.REGROUPED, "2026-07-01"),
            {"branch": "b1", "group": "g2"},
            "不是这个党支部",
        ),
        (("chen", Movement.JOINED, "2026-07-01"), {}, "党支部"),
        (("chen", Movement.STOPPED, "2026-07-01"), {}, "不在党员名册上"),
        (("chen", Movement.RESTORED, "2026-07-01"), {}, "不在党员名册里"),
        (("zhang", Movement.EXTENDED, "2026-11-01"), {}, "延长到哪一天"),
        (("zhang", Movement.EXTENDED, "2026-11-01"), {"until": "2026-10-01"}, "早于"),
        (("zhang", Movement.CONFIRMED, "2025-11-01"), {}, "不在党员名册上"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(page, given, more, words):
    before = everything(page)
    with pytest.raises(UserError, match=words):
        page.move_member(*given, **more)
    assert everything(page) == before


def test_nothing_happens_twice(page):
    page.move_member("liu", Movement.RIGHTS_STOPPED, "2026-01-01")
    with pytest.raises(UserError, match="已经登记过"):
        page.move_member("liu", Movement.RIGHTS_STOPPED, "2026-01-01")
    with pytest.raises(UserError, match="已经中止"):
        page.move_member("liu", Movement.RIGHTS_STOPPED, "2026-02-01")
    page.move_member("liu", Movement.MOVED_OUT, "2026-03-01")
    with pytest.raises(UserError, match="已在2026-03-01转出"):
        page.move_member("liu", Movement.EXPELLED, "2026-04-01")


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("liu", Movement.DIED),
        ("liu", Movement.EXPELLED),
        ("zhang", Movement.CONFIRMED),
        ("chen", Movement.JOINED),
    ],
)
def test_a_change_is_one_step_that_goes_back_and_comes_again(page, who, kind):
    before = everything(page)
    page.move_member(who, kind, "2026-06-01", branch="b1")
    after = everything(page)
    with page.store.reading() as connection:
        latest = history.undoable(connection)[0].name
    assert latest.startswith("党员变动：")
    assert latest.endswith(kind)
    records.undo(page.store, page.stamp())
    assert everything(page) == before
    records.redo(page.store, page.stamp())
    assert everything(page) == after

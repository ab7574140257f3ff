"""The roll of any past day: who belonged, where, and with which rights."""

from datetime import date

import pytest

from tests.builders import branch, facts, member, movement, party_group, penalty, person
from villagedesk.people import Movement, Penalty, Presence, Stage, Standing
from villagedesk.people.membership import (
    ON_WATCH,
    PROBATIONARY,
    RIGHTS_STOPPED,
    past_of,
    probation_ends,
    roll_on,
    rolls_by_branch,
)

DAY = "2026-03-05"


def on(day, *records, **where):
    """Who was on the roll."""
    return [one.person for one in roll_on(facts(*records), date.fromisoformat(day), **where)]


def one_on(day, *records):
    [one] = roll_on(facts(*records), date.fromisoformat(day))
    return one


def test_the_register_is_the_roll_where_nothing_changed():
    assert on(DAY, member("a"), member("b")) == ["a", "b"]
    assert on("1990-01-01", member("a")) == ["a"]


@pytest.mark.parametrize(("day", "there"), [("2026-03-04", []), ("2026-03-05", ["a"])])
def test_who_joined_later_was_not_there(day, there):
    assert on(day, member("a", joined="2026-03-05")) == there


def test_a_vague_admission_counts_from_its_first_day():
    assert on("2026-01-01", member("a", joined="2026")) == ["a"]
    assert on("2025-12-31", member("a", joined="2026")) == []


@pytest.mark.parametrize(
    "kind",
    [Movement.MOVED_OUT, Movement.EXPELLED, Movement.DIED, Movement.STOPPED, Movement.REFUSED],
)
def test_who_left_was_there_until_the_day_before(kind):
    gone = movement("a", DAY, kind)
    assert on("2026-03-04", member("a"), gone) == ["a"]
    assert on(DAY, member("a"), gone) == []


def test_who_came_in_was_not_there_before():
    came_in = movement("a", DAY, Movement.MOVED_IN)
    assert on("2026-03-04", member("a"), came_in) == []
    assert on(DAY, member("a"), came_in) == ["a"]


def test_who_left_and_came_back_is_there_between_his_changes_only():
    out, back = movement("a", "2026-02-01", Movement.STOPPED), movement("a", DAY, Movement.RESTORED)
    there = [on(day, member("a"), back, out) for day in ("2026-01-31", "2026-02-01", DAY)]
    assert there == [["a"], [], ["a"]]


def test_the_dead_and_the_departed_of_an_unknown_day_are_on_no_roll():
    for presence in (Presence.DEAD, Presence.MOVED):
        assert on(DAY, person(uid="a", presence=presence), member("a")) == []
    assert on(DAY, person(uid="a", presence=Presence.AWAY), member("a")) == ["a"]


def test_the_dead_whose_day_is_known_were_there_before():
    rows = person(uid="a", presence=Presence.DEAD), member("a"), movement("a", DAY, Movement.DIED)
    assert (on("2026-03-04", *rows), on(DAY, *rows)) == (["a"], [])


def test_a_suspended_or_expelled_member_is_on_no_roll():
    assert on(DAY, member("a", standing=Standing.SUSPENDED)) == []
    expelled = penalty("a", DAY, penalty=Penalty.EXPULSION)
    assert (on("2026-03-04", member("a"), expelled), on(DAY, member("a"), expelled)) == (["a"], [])


def test_branch_and_group_are_those_of_the_day():
    places = branch(uid="x"), branch(uid="y"), party_group("x", uid="g"), party_group("y", uid="h")
    moved = movement(
        *("a", DAY, Movement.REGROUPED),
        **{"branch_before": "x", "group_before": "g", "branch_after": "y", "group_after": "h"},
    )
    rows = (*places, member("a", branch="y", group="h"), moved)
    before, after = one_on("2026-03-04", *rows), one_on(DAY, *rows)
    assert [(one.branch, one.group) for one in (before, after)] == [("x", "g"), ("y", "h")]
    assert on("2026-03-04", *rows, branch="x", group="g") == ["a"]
    assert on("2026-03-04", *rows, branch="y") == []


def test_members_of_no_branch_are_of_the_only_one():
    only = branch(uid="x")
    assert on(DAY, only, member("a"), branch="x") == ["a"]
    assert on(DAY, only, branch(uid="y"), member("a"), branch="x") == []


@pytest.mark.parametrize(
    ("day", "stage"),
    [("2026-03-04", Stage.PROBATIONARY), (DAY, Stage.FULL), ("2026-03-06", Stage.FULL)],
)
def test_the_stage_is_that_of_the_day(day, stage):
    by_change = member("a"), movement("a", DAY, Movement.CONFIRMED)
    assert one_on(day, *by_change).stage is stage
    assert one_on(day, member("a", confirmed=DAY)).stage is stage


def test_a_full_member_votes_and_one_on_probation_does_not():
    assert one_on(DAY, member("a")).votes
    seen = one_on(DAY, member("a", stage=Stage.PROBATIONARY))
    assert (seen.votes, seen.why_no_vote) == (False, PROBATIONARY)


@pytest.mark.parametrize(
    ("day", "why"),
    [("2025-01-09", ""), ("2025-01-10", ON_WATCH), ("2026-01-10", ON_WATCH), ("2026-01-11", "")],
)
def test_who_is_watched_has_no_vote_from_first_to_last_day(day, why):
    watched = penalty("a", "2025-01-10", until="2026-01-10", penalty=Penalty.PROBATION)
    assert one_on(day, member("a"), watched).why_no_vote == why


def test_watching_without_an_end_lasts_two_years_at_most():
    watched = penalty("a", "2023-01-10", penalty=Penalty.PROBATION)
    assert one_on("2025-01-09", member("a"), watched).why_no_vote == ON_WATCH
    assert one_on("2025-01-10", member("a"), watched).votes


def test_a_warning_takes_no_vote():
    assert one_on("2025-02-01", member("a"), penalty("a", "2025-01-10")).votes


def test_rights_stopped_are_none_until_they_are_given_back():
    changes = (
        movement("a", "2026-01-10", Movement.RIGHTS_STOPPED),
        movement("a", DAY, Movement.RIGHTS_BACK),
    )
    whys = [
        one_on(day, member("a"), *changes).why_no_vote for day in ("2026-01-09", "2026-01-10", DAY)
    ]
    assert whys == ["", RIGHTS_STOPPED, ""]


@pytest.mark.parametrize(
    ("joined", "ends"),
    [
        ("2025-06-10", date(2026, 6, 10)),
        ("2024-02-29", date(2025, 3, 1)),
        ("2025-06", date(2026, 6, 30)),
        (None, None),
    ],
)
def test_probation_lasts_a_year(joined, ends):
    assert probation_ends(member("a", stage=Stage.PROBATIONARY, joined=joined), []) == ends


def test_an_extension_says_until_when():
    young = member("a", stage=Stage.PROBATIONARY, joined="2025-06-10")
    extended = movement("a", "2026-06-12", Movement.EXTENDED, until="2026-12")
    assert probation_ends(young, [extended]) == date(2026, 12, 31)
    assert probation_ends(member("a", joined="2025-06-10"), []) is None


def test_branches_without_members_have_no_roll():
    rows = branch(uid="x"), branch(uid="y"), member("a", branch="y")
    rolls = dict(rolls_by_branch(facts(*rows), date.fromisoformat(DAY)))
    assert {uid: len(roll) for uid, roll in rolls.items()} == {"y": 1}


def test_a_village_without_branches_has_one_roll():
    [(uid, roll)] = rolls_by_branch(facts(member("a"), member("b")), date.fromisoformat(DAY))
    assert (uid, len(roll)) == ("", 2)


def test_days_asked_for_again_give_the_same_roll():
    past = past_of(facts(member("a", branch="x"), member("b", branch="y")))
    day = date.fromisoformat(DAY)
    assert [len(past.roll_on(day, branch=uid)) for uid in ("x", "y", "", "x")] == [1, 1, 2, 1]


def test_of_two_changes_on_one_day_the_one_that_can_only_follow_comes_last():
    who = person()
    came = movement(who, "2026-05-04", Movement.MOVED_IN, uid="z")
    went = movement(who, "2026-05-04", Movement.MOVED_OUT, uid="a")
    assert on("2026-06-01", who, member(who), came, went) == []

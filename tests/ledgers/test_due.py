"""Which meetings a branch owes, and those it did not hold: also where nothing may be said."""

from datetime import date

import pytest

from tests.builders import branch, facts, member, movement, party_group, person, sitting, village
from tests.rulings import found, messages
from villagedesk.ledgers.meetings.due import State, board
from villagedesk.ledgers.meetings.norms import are_held_in_time
from villagedesk.ledgers.meetings.tables import MeetingKind
from villagedesk.norms import rules
from villagedesk.people import Movement, Stage

HERE = branch(uid="here")
ON = "2026-11-22"
ONE_KIND = {
    "assembly_months": 0,
    "committee_months": 0,
    "group_months": 0,
    "lecture_months": 0,
    "theme_day_months": 0,
    "life_months": 0,
    "review_months": 0,
}


def members(count, **values):
    return [member(f"m{n:03}", **{"branch": "here", **values}) for n in range(count)]


def only(kind, months=1):
    """Numbers by which one kind alone is owed."""
    return ONE_KIND | {f"{kind}_months": months}


def periods(*records, on=ON, **numbers):
    missing = found(are_held_in_time, on, HERE, *records, **numbers)
    return [one.period.partition(" ")[0] for one in missing]


def drawn(*records, on=ON, year=2026):
    day = date.fromisoformat(on)
    rule = rules().on("meetings.are_held_in_time", day)
    assert rule
    return dict(board(facts(HERE, *records), "here", year, today=day, rule=rule).rows)


def states(cells):
    return [cell.state for cell in cells]


def test_a_village_without_meetings_owes_nothing():
    assert not periods(*members(30))


def test_a_log_that_begins_in_november_owes_nothing_before():
    begun = sitting("2026-11-03", branch="here")
    assert periods(*members(7), begun, on="2026-12-01", **only("committee")) == []
    assert periods(*members(7), begun, on="2027-01-01", **only("committee")) == ["2026-12"]


def test_a_month_is_missing_the_day_after_it_closed():
    begun = sitting("2026-08-03", branch="here")
    assert periods(*members(7), begun, on="2026-09-30", **only("committee")) == []
    assert periods(*members(7), begun, on="2026-10-01", **only("committee")) == ["2026-09"]


def test_the_first_and_the_last_day_of_a_month_are_of_it():
    held = [sitting(day, branch="here") for day in ("2026-08-31", "2026-09-01", "2026-10-31")]
    assert periods(*members(7), *held, **only("committee")) == []


def test_what_lies_more_than_twelve_months_back_is_past():
    begun = sitting("2024-01-03", branch="here")
    wanted = ["2025-01", "2025-02", "2025-03"]
    assert periods(*members(7), begun, on="2026-01-31", **only("committee"))[:1] == wanted[:1]
    assert periods(*members(7), begun, on="2026-02-01", **only("committee"))[:1] == wanted[1:2]


def test_six_full_members_owe_no_committee_and_seven_do():
    begun = sitting("2026-09-03", MeetingKind.ASSEMBLY, branch="here")
    probationary = member("young", branch="here", stage=Stage.PROBATIONARY)
    assert periods(*members(6), probationary, begun, **only("committee")) == []
    assert periods(*members(7), begun, **only("committee")) == ["2026-09", "2026-10"]


def test_the_seventh_member_makes_the_duty_from_his_month_on():
    begun = sitting("2026-06-03", MeetingKind.ASSEMBLY, branch="here")
    newcomer = member("new", branch="here")
    came_in = movement("new", "2026-09-10", Movement.MOVED_IN, branch_after="here")
    assert periods(*members(6), newcomer, came_in, begun, **only("committee")) == [
        "2026-09",
        "2026-10",
    ]


def test_before_it_had_members_a_branch_owed_nothing():
    begun = sitting("2026-08-03", branch="here")
    newcomers = members(3, joined="2026-10-01")
    for kind in ("assembly", "group"):
        rows = (*newcomers, begun, party_group("here"))
        assert periods(*rows, **only(kind)) == ["2026-10"]


def test_before_it_was_founded_a_branch_owed_nothing():
    begun, founded = sitting("2026-08-03", branch="new"), branch(uid="new", founded="2026-10-20")
    rows = [*members(3, branch="new"), begun, founded]
    assert periods(*rows, **only("assembly")) == ["2026-10"]


def test_a_branch_without_groups_owes_no_group_meeting():
    begun = sitting("2026-09-03", branch="here")
    assert periods(*members(9), begun, **only("group")) == []
    elsewhere = party_group("elsewhere")
    assert periods(*members(9), begun, elsewhere, **only("group")) == []


def test_each_group_meets_and_the_one_that_did_not_is_named():
    one, two = party_group("here", "第一党小组"), party_group("here", "第二党小组")
    held = sitting("2026-10-03", MeetingKind.GROUP, branch="here", group=one.uid)
    assert messages(are_held_in_time, ON, HERE, one, two, *members(9), held, **only("group")) == [
        "2026年10月党小组会没有开全，还没有开：第二党小组"
    ]
    both = sitting("2026-10-04", MeetingKind.GROUP, branch="here", group=two.uid)
    assert periods(one, two, *members(9), held, both, **only("group")) == []


def test_a_group_meeting_without_a_group_named_is_of_them_all():
    one, two = party_group("here", "第一党小组"), party_group("here", "第二党小组")
    held = sitting("2026-10-03", MeetingKind.GROUP, branch="here")
    assert periods(one, two, *members(9), held, **only("group")) == []


def test_one_sitting_may_count_as_several():
    begun = sitting("2026-09-03", branch="here")
    held = sitting("2026-10-03", "党课、主题党日", branch="here")
    numbers = ONE_KIND | {"lecture_months": 1, "theme_day_months": 1}
    assert set(periods(*members(9), begun, held, **numbers)) == {"2026-09"}


@pytest.mark.parametrize(
    ("months", "period", "message"),
    [
        (1, "2026-09", "2026年9月没有支部党员大会记录"),
        (3, "2026Q3", "2026年第三季度没有支部党员大会记录"),
        (2, "2026-09—10", "2026年9至10月没有支部党员大会记录"),
    ],
)
def test_the_span_that_was_missed_is_said_in_words(months, period, message):
    begun = sitting("2026-09-03", branch="here")
    [first, *_] = found(are_held_in_time, ON, HERE, *members(9), begun, **only("assembly", months))
    assert (first.uid, first.subject) == ("here", "柳林村党支部 支部党员大会")
    assert (first.period.partition(" ")[0], first.message) == (period, message)


def test_a_year_is_missing_when_it_is_over():
    begun = sitting("2025-09-03", branch="here")
    assert periods(*members(9), begun, on="2025-12-31", **only("life", 12)) == []
    assert periods(*members(9), begun, on="2026-01-01", **only("life", 12)) == ["2025"]


def test_months_that_do_not_part_a_year_evenly_end_with_it():
    begun = sitting("2026-01-03", branch="here")
    assert periods(*members(9), begun, on="2027-01-01", **only("lecture", 5)) == [
        "2026-01—05",
        "2026-06—10",
        "2026-11—12",
    ]


def test_each_branch_answers_for_its_own():
    other = branch(uid="other", name="第二党支部")
    theirs = [member(f"o{n}", branch="other") for n in range(7)]
    held = [sitting(f"2026-{month:02}-05", branch="here") for month in (8, 9, 10)]
    begun = sitting("2026-09-05", branch="other")
    missing = found(
        are_held_in_time, ON, HERE, other, *members(7), *theirs, *held, begun, **only("committee")
    )
    assert [(one.uid, one.period) for one in missing] == [("other", "2026-10 支委会")]


def test_without_a_branch_registered_the_village_answers():
    people = [member(f"m{n}") for n in range(7)]
    begun = sitting("2026-10-05", MeetingKind.ASSEMBLY)
    place = village()
    [missing] = found(are_held_in_time, ON, place, *people, begun, **only("committee"))
    assert (missing.uid, missing.subject) == (place.code, "村党组织 支委会")


def test_a_sitting_known_only_by_its_year_neither_begins_a_log_nor_fills_a_month():
    vague = sitting("2026", branch="here")
    assert periods(*members(7), vague, **only("committee")) == []


def test_a_month_is_due_while_it_runs_and_later_before_it():
    people, held = members(7), sitting("2026-10-05", branch="here")
    row = drawn(*people, held)[MeetingKind.COMMITTEE]
    assert states(row)[8:] == [State.UNKEPT, State.HELD, State.DUE, State.LATER]


def test_a_year_long_duty_begins_to_be_due_in_its_last_quarter():
    people, held = members(7), sitting("2026-03-05", branch="here")
    before = drawn(*people, held, on="2026-09-30")[MeetingKind.LIFE]
    after = drawn(*people, held, on="2026-10-01")[MeetingKind.LIFE]
    assert (states(before), states(after)) == ([State.LATER], [State.DUE])


def test_what_nobody_owes_and_was_held_is_shown_all_the_same():
    joint = sitting("2026-05-05", MeetingKind.JOINT, branch="here")
    row = drawn(*members(3), joint, person("甲"))[MeetingKind.JOINT]
    assert [cell.first.month for cell in row if cell.state is State.HELD] == [5]


def test_before_the_log_began_nothing_is_called_missing():
    held = [sitting(day, branch="here") for day in ("2026-03-05", "2026-05-05")]
    row = drawn(*members(7), *held)[MeetingKind.COMMITTEE]
    assert states(row)[:5] == [State.UNKEPT] * 2 + [State.HELD, State.MISSING, State.HELD]


def test_a_branch_that_has_not_begun_its_log_owes_only_what_runs_now():
    row = drawn(*members(7))[MeetingKind.COMMITTEE]
    assert states(row)[9:] == [State.UNKEPT, State.DUE, State.LATER]


def test_each_kind_missing_in_a_month_has_a_remark_of_its_own():
    numbers = only("committee") | {"theme_day_months": 1}
    rows = [*members(7), sitting("2026-10-05", branch="here", kinds=MeetingKind.OTHER)]
    missing = found(are_held_in_time, ON, HERE, *rows, **numbers)
    assert len({(one.uid, one.period) for one in missing}) == len(missing) == 2


def test_a_sitting_that_names_only_its_group_is_one_of_the_branch_above():
    records = (branch(uid="there"), party_group("here", uid="g"), *members(3, group="g"))
    cells = drawn(*records, sitting("2026-03-05", MeetingKind.GROUP, group="g"))[MeetingKind.GROUP]
    assert cells[2].state is State.HELD


def test_a_group_without_members_that_month_is_not_waited_for():
    groups = party_group("here", uid="g"), party_group("here", "第二党小组", uid="h")
    first = [
        sitting(f"2026-{n:02}-05", MeetingKind.GROUP, group="g", branch="here") for n in (3, 9)
    ]
    moved = movement("m001", "2026-06-01", Movement.REGROUPED, group_before="g", group_after="h")
    records = (*groups, *members(1, group="g"), member("m001", branch="here", group="h"), moved)
    cells = drawn(*records, *first)[MeetingKind.GROUP]
    assert (cells[2].state, cells[8].state) == (State.HELD, State.MISSING)
    assert cells[8].note == "还没有开：第二党小组"

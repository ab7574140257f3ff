"""The rules for members, each on both sides of its bounds."""

from datetime import date, timedelta

import pytest

from tests.builders import (
    branch,
    came,
    contact,
    facts,
    item,
    lesson,
    member,
    member_review,
    movement,
    person,
    seat,
    sitting,
    stay,
    term,
)
from tests.rulings import found, messages
from villagedesk.checks.meetings import leaders_study_enough
from villagedesk.declare import Level
from villagedesk.ledgers.committees.tables import Body
from villagedesk.ledgers.meetings import norms_of_members as norms
from villagedesk.ledgers.meetings.study import studied
from villagedesk.ledgers.meetings.tables import (
    AttendanceState,
    MeetingKind,
    Motion,
    ReviewGrade,
)
from villagedesk.people import Movement, Stage

ON = "2026-11-22"
ONE = person("张三", uid="one")
ABSENT, THERE = AttendanceState.ABSENT, AttendanceState.THERE


def review_of(*, roll, graded, excellent, basis="党员总数"):
    people = [member(f"m{n:02}") for n in range(roll)]
    grades = [
        member_review(one, 2025, grade=ReviewGrade.EXCELLENT if n < excellent else ReviewGrade.FIT)
        for n, one in enumerate(people[:graded])
    ]
    return messages(norms.excellent_within_a_third, ON, *people, *grades, basis=basis)


@pytest.mark.parametrize("basis", ["党员总数", "参评人数"])
def test_vector_11_ten_of_32_may_be_excellent_by_either_basis(basis):
    assert review_of(roll=32, graded=30, excellent=10, basis=basis) == []
    assert len(review_of(roll=32, graded=30, excellent=11, basis=basis)) == 1


def test_vector_11_eleven_of_33_by_all_and_ten_by_those_reviewed():
    assert review_of(roll=33, graded=31, excellent=11) == []
    assert review_of(roll=33, graded=31, excellent=11, basis="参评人数") == [
        "2025年评优秀11人，最多10人（参评人数31的3分之1以内）"
    ]


def test_each_branch_and_each_year_is_counted_for_itself():
    places = [branch(uid=uid, name=uid) for uid in ("甲", "乙")]
    people = [member(f"{uid}{n}", branch=uid) for uid in "甲乙" for n in range(3)]
    best = [
        member_review(who, year, grade=ReviewGrade.EXCELLENT)
        for who, year in (("甲0", 2024), ("甲1", 2025), ("乙0", 2025), ("乙1", 2025))
    ]
    every = found(norms.excellent_within_a_third, ON, *places, *people, *best)
    assert [(one.uid, one.subject, one.period) for one in every] == [("乙", "乙", "2025")]


def test_a_member_counts_where_he_was_at_the_end_of_the_year():
    places = [branch(uid=uid, name=uid) for uid in ("甲", "乙")]
    people = [member(f"m{n}", branch="乙") for n in range(6)]
    moved = movement("m0", "2026-01-05", Movement.REGROUPED, branch_before="甲", branch_after="乙")
    best = [member_review(one, 2025, grade=ReviewGrade.EXCELLENT) for one in people[:2]]
    rows = (*places, *people, *best)
    assert found(norms.excellent_within_a_third, ON, *rows) == []
    every = found(norms.excellent_within_a_third, ON, *rows, moved)
    assert [one.uid for one in every] == ["甲"]


@pytest.mark.parametrize(("confirmed", "count"), [("2025-12-31", 0), ("2026-01-01", 1)])
def test_who_is_on_probation_at_the_end_of_the_year_gets_no_grade(confirmed, count):
    young = member(ONE, confirmed=confirmed)
    said = messages(norms.probationary_is_not_graded, ON, ONE, young, member_review(ONE, 2025))
    assert said == ["2025年是预备党员，参加评议，不评定等次；现在评为合格"] * count


def test_who_takes_part_without_a_grade_is_no_fault():
    young = member(ONE, stage=Stage.PROBATIONARY)
    review = member_review(ONE, 2025, grade=None, own_grade=ReviewGrade.FIT)
    assert messages(norms.probationary_is_not_graded, ON, young, review) == []


def absences(*states, more=(), on=ON, who=None):
    """What is said of a member of whom `states` say how he came, month by month up to October."""
    rows = list(more)
    for month, state in enumerate(states, start=11 - len(states)):
        held = sitting(f"2026-{month:02}-05", MeetingKind.ASSEMBLY)
        rows += [held, came(held, ONE, state)] if state else [held]
    return messages(norms.no_long_absence, on, ONE, who or member(ONE), *rows)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (2, []),
        (3, ["2026-08至2026-10连续3个月无故不参加组织生活"]),
        (5, ["2026-06至2026-10连续5个月无故不参加组织生活，再有1个月就满6个月"]),
        (
            6,
            [
                "2026-05至2026-10连续6个月无故不参加组织生活，"
                "已满6个月，请党组织按党章关于自行脱党的规定核实处理"
            ],
        ),
    ],
)
def test_three_months_without_a_reason_are_said_and_six_are_grave(months, said):
    assert absences(*[ABSENT] * months) == said


@pytest.mark.parametrize(
    "reason", [THERE, AttendanceState.SICK, AttendanceState.AWAY, AttendanceState.AT_HOME]
)
def test_coming_once_or_saying_why_ends_the_row(reason):
    assert absences(ABSENT, ABSENT, ABSENT, reason) == []
    assert absences(reason, ABSENT, ABSENT) == []
    assert len(absences(reason, ABSENT, ABSENT, ABSENT)) == 1


@pytest.mark.parametrize("state", [None, AttendanceState.GUEST])
def test_months_he_was_not_called_in_neither_break_nor_count(state):
    assert absences(ABSENT, state, ABSENT, state) == []
    assert absences(ABSENT, state, ABSENT, ABSENT) == [
        "2026-07至2026-10连续3个月无故不参加组织生活"
    ]


def test_one_sitting_attended_in_a_month_is_enough():
    held = sitting("2026-09-20", MeetingKind.LECTURE)
    assert absences(ABSENT, ABSENT, ABSENT, more=[held, came(held, ONE)]) == []


def test_who_is_no_member_any_more_is_not_spoken_of():
    left = movement(ONE, "2026-10-20", Movement.MOVED_OUT)
    assert absences(ABSENT, ABSENT, ABSENT, more=[left]) == []
    assert len(absences(ABSENT, ABSENT, ABSENT, more=[left], on="2026-10-19")) == 1


def test_sittings_of_that_day_count_and_later_or_undated_ones_do_not():
    said = [
        len(absences(ABSENT, ABSENT, more=[held, came(held, ONE, ABSENT)]))
        for held in (sitting(ON), sitting("2026-11-23"), sitting("2026"))
    ]
    assert said == [1, 0, 0]


def contacted(*records, on=ON, **values):
    away = stay(ONE, "2025-01-10", uid="stay", **values)
    contacts = [contact("stay", day) for day in records]
    return messages(norms.mobile_members_are_contacted, on, ONE, member(ONE), away, *contacts)


def days_before(days):
    return (date.fromisoformat(ON) - timedelta(days)).isoformat()


def test_a_contact_holds_for_180_days():
    assert contacted(days_before(180)) == []
    assert contacted(days_before(400), days_before(181)) == [
        f"{days_before(181)}联系过，已有181天，请联系并记下来"
    ]


def test_without_a_contact_the_days_count_from_his_leaving():
    assert contacted(on="2025-07-09") == []
    assert contacted(on="2025-07-10") == ["2025-01-10外出后没有联系记录，已有181天，请联系并记下来"]


def test_who_is_back_is_not_waited_for():
    assert contacted(returned_on="2026-11-22") == []
    assert len(contacted(returned_on="2026-11-23")) == 1


def test_who_is_lost_is_dealt_with_as_lost():
    away, lost = stay(ONE, "2025-01-10"), member(ONE, lost=True)
    assert messages(norms.mobile_members_are_contacted, ON, lost, away) == []


def registered(*records, on=ON, **values):
    return messages(norms.long_absence_is_registered, on, ONE, member(ONE, **values), *records)


@pytest.mark.parametrize(("on", "count"), [("2026-07-09", 0), ("2026-07-10", 1)])
def test_six_months_away_make_a_mobile_member(on, count):
    away = stay(ONE, "2026-01-10")
    said = "2026-01-10外出，已满6个月：请在党员名册里把“是否流动党员”改为是"
    assert registered(away, on=on) == [said] * count
    assert registered(away, on=on, mobile=True) == []


def test_a_mobile_member_has_his_stay_registered():
    other = stay("other", "2026-01-10")
    assert registered(other, mobile=True) == [
        "名册上是流动党员，没有在外的登记：请登记外出日期和去向，已返乡的请改名册"
    ]
    assert registered(stay(ONE, "2026-11-01"), mobile=True) == []


def test_a_register_not_begun_owes_nothing():
    assert registered(mobile=True) == []


def probation(on, *records):
    young = member(ONE, stage=Stage.PROBATIONARY, joined="2025-06-10")
    return found(norms.probation_is_settled, on, ONE, young, *records)


@pytest.mark.parametrize(
    ("on", "levels"),
    [
        ("2026-05-10", []),
        ("2026-05-11", [Level.HINT]),
        ("2026-06-10", [Level.HINT]),
        ("2026-06-11", [None]),
        ("2027-06-11", [None]),
    ],
)
def test_the_end_of_probation_is_announced_and_then_waited_for(on, levels):
    assert [one.level for one in probation(on)] == levels


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Movement.CONFIRMED, 0),
        (Movement.REFUSED, 0),
        (Movement.EXTENDED, 0),
        (Movement.REGROUPED, 1),
    ],
)
def test_who_was_confirmed_refused_or_extended_is_settled(kind, count):
    assert len(probation("2026-07-01", movement(ONE, "2026-06-12", kind))) == count


def test_an_extension_moves_the_end():
    extended = movement(ONE, "2026-06-12", Movement.EXTENDED, until="2026-12-10")
    assert probation("2026-11-09", extended) == []
    assert [one.level for one in probation("2026-11-10", extended)] == [Level.HINT]
    assert [one.message for one in probation("2026-12-11", extended)] == [
        "预备期2026-12-10已满，没有讨论转正、延长或取消的记录"
    ]


@pytest.mark.parametrize(
    ("day", "values", "count"),
    [
        ("2026-06-12", {"motion": Motion.CONFIRMATION, "person": "one"}, 0),
        ("2026-07-01", {"motion": Motion.CONFIRMATION, "person": "one"}, 0),
        ("2026-05-11", {"motion": Motion.CONFIRMATION, "person": "one"}, 0),
        ("2026-05-10", {"motion": Motion.CONFIRMATION, "person": "one"}, 1),
        ("2025-06-05", {"motion": Motion.CONFIRMATION, "person": "one"}, 1),
        ("2026-06-12", {"motion": Motion.CONFIRMATION, "person": "two"}, 1),
        ("2026-06-12", {"motion": Motion.ORDINARY, "person": "one"}, 1),
        ("2026-07-02", {"motion": Motion.CONFIRMATION, "person": "one"}, 1),
    ],
)
def test_a_sitting_that_spoke_of_him_settles_it(day, values, count):
    held = sitting(day, MeetingKind.ASSEMBLY)
    assert len(probation("2026-07-01", held, item(held, **values))) == count


@pytest.mark.parametrize(("on", "count"), [("2026-06-30", 0), ("2026-07-01", 1)])
def test_an_admission_known_by_its_month_is_waited_for_once_it_is_surely_over(on, count):
    young = member(ONE, stage=Stage.PROBATIONARY, joined="2025-06")
    assert len(messages(norms.probation_is_settled, on, ONE, young)) == count
    held = sitting("2026-05-20", MeetingKind.ASSEMBLY)
    told = held, item(held, motion=Motion.CONFIRMATION, person="one")
    assert messages(norms.probation_is_settled, on, ONE, young, *told) == []


def year_of_study(tenths, *, begins="2025-01-31", state=THERE):
    held = sitting(begins, MeetingKind.LECTURE, hours=tenths)
    return [ONE, member(ONE), held, came(held, ONE, state)]


def test_hours_are_those_of_sittings_and_of_lessons_at_home():
    held = sitting("2025-03-05", MeetingKind.LECTURE, hours=15)
    other = sitting("2024-03-05", MeetingKind.LECTURE, hours=15)
    states = (THERE, AttendanceState.ONLINE, AttendanceState.AT_HOME, ABSENT)
    rows = [came(held, f"{state}", state) for state in states]
    lessons = [
        lesson("送学补课", "2025-04"),
        lesson("a", "2026-04"),
        lesson("b", "2025", hours=None),
    ]
    seen = studied(facts(held, other, came(other, "出席"), *rows, *lessons), 2025)
    assert seen == {"出席": 15, "线上": 15, "送学补课": 35}


@pytest.mark.parametrize(
    ("tenths", "said"),
    [(320, []), (319, ["2025年学时31.9，应有32"]), (5, ["2025年学时0.5，应有32"])],
)
def test_a_member_learns_32_hours_a_year(tenths, said):
    assert messages(norms.members_study_enough, "2026-03-31", *year_of_study(tenths)) == said


@pytest.mark.parametrize(
    ("on", "count"),
    [("2025-11-30", 0), ("2025-12-01", 1), ("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)],
)
def test_hours_are_spoken_of_when_the_year_ends(on, count):
    assert len(messages(norms.members_study_enough, on, *year_of_study(9))) == count


def test_a_log_that_begins_in_february_cannot_tell():
    late = year_of_study(9, begins="2025-02-01")
    assert messages(norms.members_study_enough, "2026-01-05", *late) == []


def test_a_branch_that_writes_down_no_hours_cannot_tell():
    assert messages(norms.members_study_enough, "2026-01-05", *year_of_study(None)) == []


def test_who_joined_within_the_year_is_not_judged_by_it():
    newcomer = movement(ONE, "2025-01-02", Movement.MOVED_IN)
    earlier = movement(ONE, "2025-01-01", Movement.MOVED_IN)
    said = [
        len(messages(norms.members_study_enough, "2026-01-05", *year_of_study(9), one))
        for one in (newcomer, earlier)
    ]
    assert said == [0, 1]


@pytest.mark.parametrize(("tenths", "count"), [(559, 1), (560, 0)])
@pytest.mark.parametrize("body", [Body.PARTY, Body.COMMITTEE])
def test_leaders_learn_56_hours_a_year(tenths, count, body):
    rows = [*year_of_study(tenths), term(), seat(ONE, body)]
    assert len(messages(leaders_study_enough, "2026-01-05", *rows)) == count


def test_who_leads_no_more_or_supervises_needs_what_members_need():
    for held in (seat(ONE, until="2025-12-30"), seat(ONE, Body.SUPERVISORY)):
        rows = [*year_of_study(400), term(), held]
        assert messages(leaders_study_enough, "2026-01-05", *rows) == []

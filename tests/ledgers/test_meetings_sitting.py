"""One sitting read: its numbers, the rule its votes fall under, and what cannot be."""

import pytest

from tests.builders import came, item, person, sitting
from tests.rulings import found, messages
from villagedesk.declare import Level
from villagedesk.ledgers.meetings import norms
from villagedesk.ledgers.meetings.sitting import (
    Counts,
    counted,
    counts_of,
    is_late,
    judged,
    judged_item,
)
from villagedesk.ledgers.meetings.tables import AttendanceState, MeetingKind, Motion
from villagedesk.norms import rules

ASSEMBLY, COMMITTEE, GROUP = MeetingKind.ASSEMBLY, MeetingKind.COMMITTEE, MeetingKind.GROUP
ON = "2026-11-22"


def ruled(counts, kinds=ASSEMBLY, **votes):
    """What the rule says where there is one."""
    seen = judged([kinds], counts, **votes)
    assert seen
    return seen


def voters(expected, present):
    return Counts(voters_expected=expected, voters_present=present)


def test_vector_1_a_roll_of_32_with_29_voters_needs_15_there_and_15_ayes():
    held = sitting("2026-03-05", ASSEMBLY)
    roll = [came(held, f"m{n}", votes=n < 29) for n in range(32)]
    for row in roll[15:29]:
        row.state = AttendanceState.LEAVE
    counts = counts_of(held, roll)
    assert (counts.expected, counts.voters_expected, counts.voters_present) == (32, 29, 15)
    assert ruled(counts, yes=15).carried
    assert ruled(counts, yes=14).carried is False


def test_vector_1_fourteen_of_28_meet_and_can_never_pass():
    seen = ruled(voters(28, 14), yes=14)
    assert (seen.quorum_met, seen.can_pass, seen.carried) == (True, False, False)


def test_vector_1_fifteen_of_30_can_never_pass():
    seen = ruled(voters(30, 15))
    assert seen.words == "到会 15/30：全票也不能通过，需 ≥16"


@pytest.mark.parametrize("motion", [Motion.ADMISSION, Motion.CONFIRMATION])
def test_vector_2_admission_needs_more_than_half_there(motion):
    assert not ruled(voters(28, 14), motion=motion).quorum_met
    assert ruled(voters(28, 15), motion=motion).quorum_met
    assert ruled(voters(28, 14)).quorum_met


def test_vector_3_an_election_needs_four_fifths_there():
    assert not ruled(voters(30, 23), motion=Motion.ELECTION).quorum_met
    assert ruled(voters(30, 24), motion=Motion.ELECTION).quorum_met
    assert not ruled(voters(29, 23), motion=Motion.ELECTION).quorum_met


def test_written_opinions_count_for_the_majority_and_not_for_the_quorum():
    few = ruled(voters(28, 14), motion=Motion.ADMISSION, yes=16, written=2)
    enough = ruled(voters(28, 15), motion=Motion.ADMISSION, yes=15, written=2)
    assert (few.quorum_met, enough.carried) == (False, True)


def test_a_sitting_that_decides_nothing_is_not_judged():
    assert judged([MeetingKind.LECTURE], voters(10, 1)) is None
    assert judged([ASSEMBLY], Counts(expected=10, present=9)) is None


def test_guests_and_those_rightly_left_out_do_not_count():
    rows = [
        came("x", "a"),
        came("x", "b", AttendanceState.GUEST),
        came("x", "c", AttendanceState.SICK, excluded="长期卧床"),
        came("x", "d", AttendanceState.AT_HOME),
        came("x", "e", AttendanceState.ABSENT, votes=False),
        came("x", "f", AttendanceState.ONLINE),
    ]
    assert counted(rows) == Counts(4, 2, 1, 1, voters_expected=3, voters_present=2)


def test_a_sign_in_list_that_says_nothing_of_votes_leaves_them_as_typed():
    held = sitting("2026-03-05", ASSEMBLY, voters_expected=9, voters_present=7)
    counts = counts_of(held, [came(held, "a", votes=None)])
    assert (counts.expected, counts.voters_expected, counts.voters_present) == (1, 9, 7)


@pytest.mark.parametrize(("entered", "late"), [("2026-03-12", False), ("2026-03-13", True)])
def test_eight_days_after_are_late_and_seven_are_not(entered, late):
    assert is_late(sitting("2026-03-05", entered_on=entered), 7) is late


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ({"yes": 8, "no": 1, "abstained": 1}, []),
        ({"yes": 8, "no": 1, "abstained": 0, "unvoted": 1}, []),
        ({"yes": 9, "no": 1, "abstained": 1, "written": 1}, []),
        ({"yes": 9}, []),
        (
            {"yes": 8, "no": 1, "abstained": 0},
            [
                "“低保评议”赞成、反对、弃权、未投票共9，实到有表决权共10，"
                "没有投票的人数请填在“未投票”"
            ],
        ),
        (
            {"yes": 8, "no": 1, "abstained": 0, "unvoted": 0},
            ["“低保评议”赞成、反对、弃权、未投票共9，实到有表决权共10"],
        ),
        (
            {"yes": 10, "no": 1, "abstained": 1, "written": 1},
            ["“低保评议”赞成、反对、弃权、未投票共12，实到有表决权加书面意见1共11"],
        ),
    ],
)
def test_votes_are_those_who_were_there_and_those_who_wrote(votes, said):
    held = sitting("2026-03-05", ASSEMBLY, voters_expected=12, voters_present=10)
    assert messages(norms.votes_add_up, ON, held, item(held, **votes)) == said


@pytest.mark.parametrize(
    ("votes", "level"),
    [
        ({"yes": 8, "no": 1, "abstained": 0}, Level.HINT),
        ({"yes": 8, "no": 1, "abstained": 0, "unvoted": 0}, None),
        ({"yes": 8, "no": 1, "abstained": 2}, None),
    ],
)
def test_votes_not_accounted_for_are_asked_about_and_impossible_ones_are_errors(votes, level):
    held = sitting("2026-03-05", ASSEMBLY, voters_present=10)
    [one] = found(norms.votes_add_up, ON, held, item(held, **votes))
    assert one.level is level


def test_votes_of_which_the_voters_are_not_known_say_nothing():
    held = sitting("2026-03-05", ASSEMBLY)
    votes = item(held, yes=8, no=1, abstained=2)
    assert messages(norms.votes_add_up, ON, held, votes) == []
    assert messages(norms.numbers_add_up, ON, held, votes) == []


def test_more_votes_than_voters_are_seen_where_one_number_is_missing():
    held = sitting("2026-03-05", ASSEMBLY, voters_present=10)
    assert messages(norms.numbers_add_up, ON, held, item(held, yes=10)) == []
    assert messages(norms.numbers_add_up, ON, held, item(held, yes=10, no=1)) == [
        "“低保评议”票数11多于可以表决的10人"
    ]
    whole = item(held, yes=10, no=1, abstained=0)
    assert messages(norms.numbers_add_up, ON, held, whole) == []  # votes_add_up speaks of it


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"expected": 12, "present": 9, "on_leave": 2, "absent": 1}, []),
        ({"expected": 12, "present": 9}, []),
        ({"expected": 12, "present": 12, "voters_expected": 12, "voters_present": 12}, []),
        ({"expected": 12, "present": 13}, ["实到人数13多于应到人数12"]),
        (
            {"expected": 12, "present": 9, "on_leave": 2, "absent": 2},
            ["实到9、请假2、缺席2共13，应到是12"],
        ),
        ({"present": 9, "voters_present": 10}, ["实到有表决权10多于实到人数9"]),
        ({"voters_expected": 9, "voters_present": 10}, ["实到有表决权10多于应到会有表决权9"]),
    ],
)
def test_numbers_of_a_sitting_fit_into_each_other(numbers, said):
    assert messages(norms.numbers_add_up, ON, sitting("2026-03-05", **numbers)) == said


def test_numbers_in_the_record_are_those_of_the_sign_in_list():
    held = sitting("2026-03-05", expected=2, present=2)
    rows = [came(held, "a"), came(held, "b")]
    assert messages(norms.numbers_add_up, ON, held, *rows) == []
    rows[1].state = AttendanceState.SICK
    assert messages(norms.numbers_add_up, ON, held, *rows) == ["实到人数记为2，签到是1"]


@pytest.mark.parametrize(
    ("present", "votes", "said"),
    [
        (15, {"yes": 15, "passed": True}, ""),
        (15, {"yes": 14, "passed": False}, ""),
        (14, {"passed": None}, ""),
        (15, {"yes": 14, "passed": True}, "到会 15/29：赞成 14 < 15，没有通过"),
        (14, {"yes": 14, "passed": True}, "到会 14/29：不够法定人数，需 ≥15，表决无效"),
        (14, {"passed": True}, "到会 14/29：不够法定人数，需 ≥15，表决无效"),
    ],
)
def test_what_is_noted_as_passed_stands(present, votes, said):
    held = sitting("2026-03-05", ASSEMBLY, voters_expected=29, voters_present=present)
    expected = [f"“低保评议”记为通过，但{said}"] if said else []
    assert messages(norms.vote_stands, ON, held, item(held, **votes)) == expected


def test_a_vote_that_never_could_pass_does_not_stand_even_uncounted():
    held = sitting("2026-03-05", ASSEMBLY, voters_expected=30, voters_present=15)
    [said] = messages(norms.vote_stands, ON, held, item(held, passed=True))
    assert said.endswith("到会 15/30：全票也不能通过，需 ≥16")


def test_a_committee_decides_with_half_of_it_there_and_a_group_with_anybody():
    for kinds, present, expected in ((COMMITTEE, 2, 1), (COMMITTEE, 3, 0), (GROUP, 1, 0)):
        held = sitting("2026-03-05", kinds, voters_expected=5, voters_present=present)
        assert len(messages(norms.vote_stands, ON, held, item(held, passed=True))) == expected


def test_items_of_one_sitting_are_one_finding_on_its_day():
    held = sitting("2026-03-05", ASSEMBLY, voters_expected=30, voters_present=9)
    items = [item(held, title=title, passed=True, place=n) for n, title in enumerate("甲乙")]
    [one] = found(norms.vote_stands, ON, held, *items)
    assert (one.uid, one.subject) == (held.uid, "2026-03-05 支部党员大会")
    assert one.day.isoformat() == "2026-03-05"
    assert one.message.startswith("“甲”")
    assert "；“乙”" in one.message


def test_copied_text_is_told_to_the_clerk_alone():
    private = [key for key, many in rules().versions.items() for one in many if one.rule.private]
    assert sorted(private) == ["contacts.visits_are_not_copied", "meetings.text_is_not_copied"]


def test_impossible_numbers_are_errors():
    for key in ("votes_add_up", "numbers_add_up"):
        assert {one.rule.level for one in rules().versions[f"meetings.{key}"]} == {Level.ERROR}


def test_a_person_without_a_sitting_says_nothing():
    assert messages(norms.votes_add_up, ON, person("甲")) == []


def test_a_sheet_that_names_only_who_came_leaves_who_was_to_come_as_typed():
    held = sitting("2026-03-05", MeetingKind.ASSEMBLY, expected=30, voters_expected=28)
    counts = counts_of(held, [came(held, f"p{n}") for n in range(12)])
    assert (counts.expected, counts.present) == (30, 12)
    assert (counts.voters_expected, counts.voters_present) == (28, 12)
    seen = judged_item(held, item(held, yes=12, passed=True), counts)
    assert seen
    assert not seen.quorum_met

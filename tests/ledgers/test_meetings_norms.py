"""The rules for sittings: who voted, who was where, what was written down when."""

import random

import pytest

from tests.builders import branch, came, item, member, movement, penalty, person, sitting
from tests.rulings import found, messages
from villagedesk.ledgers.meetings import norms
from villagedesk.ledgers.meetings.copies import likeness, pairs_of
from villagedesk.ledgers.meetings.tables import AttendanceState, MeetingKind
from villagedesk.people import Movement, Penalty, Stage

ASSEMBLY = MeetingKind.ASSEMBLY
DAY, ON = "2026-03-05", "2026-11-22"
ONE = person("张三", uid="one")
TWO = person("李四", uid="two")


def voted(of, *records):
    return messages(norms.voters_have_a_vote, ON, ONE, TWO, of, *records)


def test_a_full_member_votes():
    held = sitting(DAY, ASSEMBLY)
    assert voted(held, member(ONE), came(held, ONE)) == []


def test_who_is_on_probation_has_no_vote():
    held = sitting(DAY, ASSEMBLY)
    young = member(ONE, stage=Stage.PROBATIONARY)
    assert voted(held, young, came(held, ONE)) == ["张三当时是预备党员，没有表决权"]
    assert voted(held, young, came(held, ONE, votes=False)) == []


@pytest.mark.parametrize(("day", "count"), [("2026-03-04", 1), ("2026-03-05", 0), ("2026-03", 0)])
def test_the_roll_of_that_day_decides(day, count):
    held = sitting(day, ASSEMBLY)
    confirmed = movement(ONE, "2026-03-05", Movement.CONFIRMED)
    assert len(voted(held, member(ONE), confirmed, came(held, ONE))) == count


@pytest.mark.parametrize(("until", "count"), [("2026-03-04", 0), ("2026-03-05", 1), (None, 1)])
def test_who_is_watched_has_no_vote_until_it_is_over(until, count):
    held = sitting(DAY, ASSEMBLY)
    watched = penalty(ONE, "2025-03-05", until=until, penalty=Penalty.PROBATION)
    said = voted(held, member(ONE), watched, came(held, ONE))
    assert said == ["张三当时是留党察看期间，没有表决权"] * count


def test_who_has_lost_his_rights_for_a_time_has_no_vote():
    held = sitting(DAY, ASSEMBLY)
    stopped = movement(ONE, "2026-01-05", Movement.RIGHTS_STOPPED)
    back = movement(ONE, "2026-02-05", Movement.RIGHTS_BACK)
    assert voted(held, member(ONE), stopped, came(held, ONE)) == [
        "张三当时是党员权利中止，没有表决权"
    ]
    assert voted(held, member(ONE), stopped, back, came(held, ONE)) == []


def test_outside_the_party_anybody_may_vote():
    for kinds, count in ((MeetingKind.JOINT, 0), ("支委会、两委联席会", 1)):
        held = sitting(DAY, kinds)
        young = member(ONE, stage=Stage.PROBATIONARY)
        assert len(voted(held, young, came(held, ONE))) == count


def test_who_is_left_out_of_a_vote_needs_an_approval():
    held = sitting(DAY, ASSEMBLY)
    out = came(held, ONE, AttendanceState.AWAY, excluded="外出半年以上")
    approved = came(
        held, TWO, AttendanceState.AWAY, excluded="长期卧床", approval="镇党委〔2026〕3号"
    )
    said = "张三没有计入应到（外出半年以上），没有写批准依据"
    for votes, count in (({}, 0), ({"yes": 9}, 1), ({"passed": True}, 1)):
        assert voted(held, out, approved, item(held, **votes)) == [said] * count


def two_sittings(first, second, *, day=DAY):
    early = sitting(DAY, ASSEMBLY, uid="early", begins=first[0], ends=first[1])
    late = sitting(day, uid="late", begins=second[0], ends=second[1])
    rows = (came(early, ONE), came(late, ONE), came(late, TWO))
    return messages(norms.nobody_is_in_two_places, ON, ONE, TWO, early, late, *rows)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (("09:00", "10:00"), ("10:00", "11:00"), 0),
        (("09:00", "10:01"), ("10:00", "11:00"), 1),
        (("09:00", "12:00"), ("10:00", "11:00"), 1),
        (("09:00", "10:00"), ("09:00", "10:00"), 1),
        (("09:00", None), ("09:30", "11:00"), 0),
        ((None, None), (None, None), 0),
    ],
)
def test_nobody_sits_in_two_places_while_their_hours_overlap(first, second, count):
    said = "张三同一时间还在09:00至"
    assert [one.startswith(said) for one in two_sittings(first, second)] == [True] * count


def test_two_days_are_no_overlap():
    assert not two_sittings(("09:00", "12:00"), ("10:00", "11:00"), day="2026-03-06")


def test_who_is_excused_from_one_sitting_may_be_at_the_other():
    early = sitting(DAY, ASSEMBLY, begins="09:00", ends="11:00")
    late = sitting(DAY, begins="10:00", ends="11:00")
    rows = (came(early, ONE, AttendanceState.LEAVE), came(late, ONE))
    assert messages(norms.nobody_is_in_two_places, ON, ONE, early, late, *rows) == []


@pytest.mark.parametrize(("names", "shortly"), [("甲乙丙", False), ("甲乙丙丁", True)])
def test_many_names_are_said_shortly(names, shortly):
    people = [person(name) for name in names]
    held = [sitting(DAY, uid=uid, begins="09:00", ends="10:00") for uid in ("a", "b")]
    rows = [came(one, who) for one in held for who in people]
    [said] = messages(norms.nobody_is_in_two_places, ON, *people, *held, *rows)
    assert (f"等{len(names)}人同一时间还在" in said) is shortly


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (AttendanceState.THERE, 0),
        (AttendanceState.ONLINE, 0),
        (AttendanceState.GUEST, 0),
        (AttendanceState.SICK, 1),
        (AttendanceState.ABSENT, 1),
    ],
)
def test_the_chair_was_there(state, count):
    held = sitting(DAY, chair="one")
    said = messages(norms.chair_was_there, ON, ONE, held, came(held, ONE, state), came(held, TWO))
    assert said == [f"主持人张三的出席情况是“{state}”，请核对"] * count


def test_an_absent_member_who_does_not_chair_is_no_fault():
    held = sitting(DAY, chair="one")
    assert not messages(norms.chair_was_there, ON, held, came(held, TWO, AttendanceState.ABSENT))


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (None, []),
        ("2026-03-12", []),
        ("2026-03-13", ["补录：2026-03-13录入，在会议以后8天"]),
    ],
)
def test_what_was_written_later_is_said(entered, said):
    held = sitting(DAY, entered_on=entered)
    assert messages(norms.is_written_down_in_time, ON, held) == said


@pytest.mark.parametrize(("held_on", "count"), [("2025-11-21", 0), ("2025-11-22", 1)])
def test_of_logs_older_than_a_year_it_is_not_said(held_on, count):
    held = sitting(held_on, entered_on="2026-11-20")
    assert len(messages(norms.is_written_down_in_time, "2026-11-22", held)) == count


def test_a_town_may_allow_more_days():
    held = sitting(DAY, entered_on="2026-03-25")
    assert messages(norms.is_written_down_in_time, ON, held, late_days=20) == []


WORDS = (
    "会议学习了上级文件精神，讨论了村里修路和环境整治的事，"
    "大家一致同意按方案办，由包组干部各自落实到户，月底前办完。"
)
OTHER = (
    "通报了本季度党费收缴和流动党员联系情况，研究了低保评议名单，"
    "决定公示七天，有意见的可以向监委会反映，逐户核实。"
)


def copied(first, second, *, days=("2026-02-05", "2026-03-05"), **values):
    one = sitting(days[0], **{"branch": "here", "content": first})
    two = sitting(days[1], **{"branch": "here", "content": second, **values})
    return messages(norms.text_is_not_copied, ON, branch(uid="here"), one, two)


def test_minutes_of_another_month_again_are_seen():
    assert copied(WORDS, WORDS) == ["内容与2026-02-05的支委会有100%相同，请核对是不是抄来的"]
    assert copied(WORDS, OTHER) == []


@pytest.mark.parametrize(
    "where",
    [
        {"days": ("2026-03-01", "2026-03-05")},
        {"days": ("2025-03-04", "2026-03-05")},
        {"days": ("2026", "2026-03-05")},
        {"branch": "elsewhere"},
        {"kinds": MeetingKind.LECTURE},
    ],
)
def test_the_same_words_elsewhere_are_no_copy(where):
    assert copied(WORDS, WORDS, **where) == []


def test_a_copy_of_a_year_ago_to_the_day_is_still_seen():
    assert len(copied(WORDS, WORDS, days=("2025-03-05", "2026-03-05"))) == 1


def test_of_a_sitting_its_month_is_enough():
    assert len(copied(WORDS, WORDS, days=("2026-02", "2026-03"))) == 1


def test_forty_characters_are_compared_and_fewer_are_not():
    assert len(copied(WORDS[:40], WORDS[:40])) == 1
    assert copied(WORDS[:39], WORDS[:39]) == []


def test_resolutions_are_part_of_the_text():
    assert len(copied(WORDS, WORDS[:30], resolution=WORDS[30:])) == 1


def test_only_so_many_sittings_back_are_looked_at():
    held = [sitting(f"2026-01-{n + 2:02}", content=f"{OTHER}{n}" * 2) for n in range(12)]
    old, new = sitting("2026-01-01", content=WORDS), sitting("2026-02-01", content=WORDS)
    assert len(messages(norms.text_is_not_copied, ON, old, *held[:11], new)) == 1
    assert messages(norms.text_is_not_copied, ON, old, *held, new) == []


@pytest.mark.parametrize("percent", [89, 90, 91])
def test_likeness_speaks_from_its_bound_on(percent):
    letters = [chr(0x4E00 + n) for n in range(1000)]
    random.Random(1).shuffle(letters)
    one = "".join(letters[:101])
    other = one[: percent + 1] + "".join(letters[200 : 300 - percent])
    assert likeness(pairs_of(one), pairs_of(other), least=90) == (percent if percent >= 90 else 0)


def test_likeness_does_not_mind_spaces_or_which_comes_first():
    one, other = pairs_of(WORDS), pairs_of(f" {WORDS[:20]}\n{WORDS[20:]}好")
    assert likeness(one, other, least=50) == likeness(other, one, least=50) >= 98


def test_findings_stand_on_the_day_of_the_sitting():
    [one] = found(norms.is_written_down_in_time, ON, sitting("2026-03", entered_on="2026-05-01"))
    assert (one.subject, f"{one.day}") == ("2026-03 支委会", "2026-03-01")


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        (MeetingKind.REPRESENTATIVES, "《村民委员会组织法》（条款号以最新文本为准）"),
        (MeetingKind.MEMBERS, "《农村集体经济组织法》（2024年）第二十七条"),
        (ASSEMBLY, None),
    ],
)
def test_a_vote_that_fell_is_held_against_the_law_of_the_body_that_met(kind, law):
    held = sitting(DAY, kind, voters_expected=35, voters_present=10)
    (one,) = found(norms.vote_stands, ON, held, item(held, yes=10, passed=True))
    assert (one.rule and one.rule.source) == law

"""Who stands behind which post, counted as either county counts."""

from datetime import date

import pytest

from tests.builders import (
    VILLAGE,
    facts,
    member,
    penalty,
    person,
    reserve,
    seat,
    stay,
    term,
    village,
)
from villagedesk import checks
from villagedesk.checks import reserve as norms
from villagedesk.checks.reserve import coverage
from villagedesk.declare import Level
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.reserve.tables import Aim, Readiness
from villagedesk.norms import rules
from villagedesk.people import Presence, Residence

ON = date(2026, 11, 22)
BY_POST = """
[reserve.is_young_enough]
off = true
[reserve.is_party_member.numbers]
required = false
"""
BY_VILLAGE = """
[reserve.posts_are_covered.numbers]
per = "村"
"""
TERM_NOW = term(due_end="2027-01-01")
LIU = person("刘伟", uid="liu")
LEADER = (
    TERM_NOW,
    LIU,
    seat(LIU, Body.PARTY, Post.SECRETARY, uid="secretary"),
    seat(LIU, post=Post.CHAIR),
)


def somebody(name, *, born="1995-05-01", listed=True, aim=None, **values):
    """Somebody in the pool who qualifies, as far as nothing else is said."""
    one = person(name, uid=name, born=born, political="01" if listed else "13")
    place = reserve(one, uid=f"{name}在库", aim=aim, **values)
    return [one, place, *([member(one)] if listed else [])]


def found(norm, *records, county="", on=ON):
    rule = rules(county).on(f"reserve.{norm.__name__}", on)
    return list(norm(facts(*records), on, rule))


def said(norm, *records, **options):
    return [(one.level, one.message) for one in found(norm, *records, **options)]


def uncovered(*records, county=""):
    return said(norms.posts_are_covered, village(), *LEADER, *records, county=county)


def covered(*records, county=""):
    return coverage(facts(village(), *LEADER, *records), ON, rules(county))


def test_two_who_qualify_cover_the_post():
    assert uncovered(*somebody("张敏"), *somebody("陈强")) == []


def test_one_is_too_few_and_the_other_is_named_with_the_reason():
    rows = [*somebody("张敏"), *somebody("陈强", born="1990-12-31")]
    message = (
        "一肩挑岗位 1 个，应有后备 2 人，够条件的只有 1 人（陈强：超龄，到 2026-12-31 为 36 岁）"
    )
    assert uncovered(*rows) == [(None, message)]


def test_a_value_to_be_filled_in_makes_it_a_hint():
    rows = [*somebody("张敏"), *somebody("陈强", born=None)]
    [(level, message)] = uncovered(*rows)
    assert level is Level.HINT
    assert message.startswith("待核：")
    rows[-1] = member("陈强", standing="停止党籍")
    assert uncovered(*rows)[0][0] is None


def test_the_finding_is_about_the_seat_of_the_leader_or_the_village():
    rows = [village(), *somebody("张敏")]
    assert [one.uid for one in found(norms.posts_are_covered, *LEADER, *rows)] == ["secretary"]
    [alone] = found(norms.posts_are_covered, *rows, county=BY_VILLAGE)
    assert (alone.uid, alone.subject) == (VILLAGE, "后备干部")


def test_a_village_that_has_not_begun_its_register_is_not_blamed():
    assert uncovered() == []
    assert uncovered(reserve("gone", left_on="2026-01-01")) != []


def test_without_seats_and_without_a_pool_there_is_nothing_to_say():
    rows = [village(), reserve("gone", left_on="2026-01-01")]
    assert not found(norms.posts_are_covered, *rows, county=BY_VILLAGE)
    assert found(norms.posts_are_covered, *rows, *LEADER, county=BY_VILLAGE)


def test_where_secretary_and_chair_are_two_no_post_is_held_by_one():
    two = [TERM_NOW, seat("one", Body.PARTY, Post.SECRETARY), seat("two", post=Post.CHAIR)]
    rows = [village(), *two, *somebody("张敏")]
    assert not found(norms.posts_are_covered, *rows)
    assert coverage(facts(*rows), ON, rules()).needed == 0


def test_one_person_in_two_places_of_the_pool_counts_once():
    one = somebody("张敏")
    assert uncovered(*one, reserve("张敏", aim=Aim.LEADER)) != []
    assert covered(*one, reserve("张敏", aim=Aim.LEADER)).ready == 1


def test_by_post_only_those_kept_for_it_or_for_no_post_count():
    rows = [*somebody("张敏", aim=Aim.LEADER), *somebody("陈强", aim=Aim.MEMBER)]
    assert [level for level, _ in uncovered(*rows)] == [None]
    assert uncovered(*rows, county=BY_VILLAGE) == []


def test_a_county_that_counts_by_post_may_ask_neither_age_nor_party():
    rows = [*somebody("张敏", born="1960", listed=False), *somebody("陈强", born=None)]
    assert uncovered(*rows, county=BY_POST) == []
    assert [level for level, _ in uncovered(*rows)] == [None]
    assert covered(*rows, county=BY_POST).sentence == "按每个一肩挑岗位 2 人"
    party_off = "[reserve.is_party_member]\noff = true"
    assert covered(*rows[:2], *somebody("赵丽", listed=False), county=party_off).ready == 1


def test_a_county_that_counts_by_village_asks_young_members_of_the_party():
    rows = [*somebody("张敏", aim=Aim.CLERK), *somebody("陈强", listed=False)]
    expected = "全村应有后备 2 人，够条件的只有 1 人（陈强：不是中共党员）"
    assert uncovered(*rows, county=BY_VILLAGE) == [(None, expected)]
    shown = covered(*rows, county=BY_VILLAGE)
    assert (shown.needed, shown.ready) == (2, 1)
    assert [post.needed for post in shown.posts] == [0, 0]
    assert shown.sentence == "按每村 2 人，35 周岁以下（到 2026-12-31），中共党员（含预备党员）"


@pytest.mark.parametrize(("ratio", "speaks"), [(1, False), (2, False), (3, True)])
def test_the_ratio_is_the_countys(ratio, speaks):
    county = f"[reserve.posts_are_covered.numbers]\nratio = {ratio}"
    assert bool(uncovered(*somebody("张敏"), *somebody("陈强"), county=county)) is speaks


def test_an_age_of_45_on_a_day_of_the_county_is_a_setting():
    county = '[reserve.is_young_enough.numbers]\nage_max = 45\nage_base = "2026-06-30"'
    rows = [*somebody("张敏", born="1980-07-01"), *somebody("陈强", born="1980-06-30")]
    shown = covered(*rows, county=county)
    assert (shown.ready, shown.sentence.split("，")[1]) == (1, "45 周岁以下（到 2026-06-30）")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (lambda: [seat("张敏")], "已是村民委员会成员"),
        (
            lambda: [penalty("张敏", "2026-01-01", until="2027-01-01")],
            "警告处分影响期到 2027-01-01",
        ),
        (lambda: [stay("张敏", "2026-05-22")], "2026-05-22 起外出，已满 6 个月"),
    ],
)
def test_whatever_stands_against_somebody_is_said(more, reason):
    [other] = covered(*somebody("张敏"), *more()).posts[0].others
    assert (other.counts, other.why_not) == (False, (reason,))


def test_an_absence_counts_until_the_county_switches_it_off():
    rows = [*somebody("张敏"), stay("张敏", "2025-01-01")]
    assert covered(*rows).ready == 0
    assert covered(*rows, county="[reserve.is_not_away]\noff = true").ready == 1


def test_each_post_shows_its_holders_and_who_stands_behind_it():
    rows = [
        *somebody("张敏", aim=Aim.LEADER, readiness=Readiness.NEAR),
        *somebody("陈强", aim=Aim.DEPUTY_CHAIR, born="1960"),
        *somebody("赵丽", aim=Aim.CLERK),
        *[wang := person("王芳"), seat(wang, post=Post.DEPUTY_CHAIR)],
        *[he := person("何军"), seat(he, Body.OTHER, Post.OTHER, title="村文书")],
    ]
    shown = [
        (post.title, post.holders, post.needed, len(post.ready), len(post.others))
        for post in covered(*rows).posts
    ]
    assert shown == [
        ("书记（一肩挑）", ("刘伟",), 2, 1, 0),
        ("副主任", ("王芳",), 0, 0, 1),
        ("文书", ("何军",), 0, 1, 0),
    ]


def test_members_without_a_leading_post_hold_the_post_of_a_member():
    rows = [
        *somebody("陈强", aim=Aim.MEMBER),
        *[he := person("何军"), seat(he), seat(he, Body.PARTY, Post.ORGANISER)],
        seat("clerk", post=Post.FINANCE),
        seat("watch", Body.SUPERVISORY),
    ]
    assert covered(*rows).posts[1].holders == ("何军",)


def test_who_drops_out_within_a_year_is_named_with_the_day_and_the_reason():
    [one] = covered(*somebody("张敏", born="1991-03-12")).posts[0].ready
    assert (one.drops_out, one.age) == ("2027-01-01", "35 岁")
    assert one.drops_why == "将在 2027-03-12 满 36 周岁，从 2027-01-01 起超龄"
    [one] = covered(*somebody("张敏", born="1992-03-12")).posts[0].ready
    assert (one.drops_out, one.drops_why) == ("", "")
    [one] = covered(*somebody("张敏", born="1991-03-12", listed=False)).posts[0].others
    assert one.drops_out == ""


def test_the_page_still_counts_where_the_county_asks_for_nothing():
    assert covered(county="[reserve.posts_are_covered]\noff = true").needed == 2


@pytest.mark.parametrize(
    ("values", "speaks"),
    [
        ({}, True),
        ({"until": "2026-11-22"}, True),
        ({"until": "2026-11-21"}, False),
        ({"since": "2026-11-23"}, False),
        ({"body": Body.PARTY}, True),
        ({"body": Body.SUPERVISORY}, False),
        ({"post": Post.FINANCE}, False),
    ],
)
def test_who_sits_on_the_committees_needs_no_place_in_the_pool(values, speaks):
    rows = [TERM_NOW, *somebody("张敏"), seat("张敏", **values)]
    assert bool(found(norms.is_not_in_office, *rows)) is speaks


def test_a_seat_of_which_the_days_are_vague_is_to_be_checked():
    rows = [TERM_NOW, *somebody("张敏"), seat("张敏", until="2026")]
    assert said(norms.is_not_in_office, *rows) == [(Level.HINT, "待核：已是村民委员会成员")]
    both = [(None, "已是村党组织、村民委员会成员")]
    assert said(norms.is_not_in_office, *rows, seat("张敏", Body.PARTY)) == both


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "没有结对帮带人"),
        ({"town_mentor": "何军"}, None),
        ({"mentor": "liu"}, None),
        ({"mentor": "王芳"}, "结对帮带人王芳不在村“两委”；是镇上干部的请填帮带人职务"),
        ({"mentor": "王芳", "mentor_post": "镇组织委员"}, None),
    ],
)
def test_everyone_in_the_pool_has_a_mentor_in_office(values, message):
    rows = [*LEADER, person("王芳", uid="王芳"), *somebody("张敏", **values)]
    assert said(norms.mentor_is_in_office, *rows) == ([(None, message)] if message else [])


def test_where_no_seat_is_written_down_nobody_knows_who_is_in_office():
    assert not found(norms.mentor_is_in_office, *somebody("张敏", mentor="王芳"))


@pytest.mark.parametrize(
    ("left", "back", "level"),
    [
        ("2026-05-22", None, None),
        ("2026-05-23", None, "silent"),
        ("2026-05", None, Level.HINT),
        ("2025-01-01", "2026-11-22", "silent"),
        ("2025-01-01", "2026-11-23", None),
        ("2026-11-23", None, "silent"),
    ],
)
def test_a_stay_away_is_measured_from_its_day(left, back, level):
    rows = [*somebody("张敏"), stay("张敏", left, returned_on=back)]
    levels = [found_level for found_level, _ in said(norms.is_not_away, *rows)]
    assert levels == ([] if level == "silent" else [level])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, None),
        ({"presence": Presence.HERE, "residence": Residence.TOWN}, None),
        ({"presence": Presence.AWAY}, "外出，没有登记外出日期"),
        ({"presence": Presence.DEAD}, "已去世"),
        ({"presence": Presence.MOVED}, "已迁出"),
        ({"residence": Residence.CHINA}, "现居住地在外省"),
    ],
)
def test_a_mark_without_a_day_says_away(values, message):
    one = person("张敏", **values)
    findings = said(norms.is_not_away, one, reserve(one))
    assert findings == ([(None, message)] if message else [])


def test_a_short_stay_that_is_written_down_is_more_than_a_mark():
    one = person("张敏", presence=Presence.AWAY)
    rows = [one, reserve(one), member(one, mobile=True)]
    assert len(found(norms.is_not_away, *rows)) == 1
    for day in ("2026-10-01", "2026-11-22"):
        assert not found(norms.is_not_away, *rows, stay(one, day))


def test_a_mobile_member_of_whom_nobody_wrote_when_he_left_is_away():
    one = person("张敏")
    rows = [one, reserve(one), member(one, mobile=True)]
    assert said(norms.is_not_away, *rows) == [(None, "是流动党员，没有登记外出日期")]


def test_all_of_these_norms_are_run_with_the_others():
    run = {key for key, _ in checks.norms() if key.startswith("reserve.")}
    assert run == {key for key in rules().versions if key.startswith("reserve.")}
    assert len(run) == 9

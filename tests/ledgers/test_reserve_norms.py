"""The rules for the pool: each speaks and is silent, on both sides of its bounds."""

from datetime import date

import pytest

from tests.builders import facts, member, penalty, person, reserve, training
from villagedesk import norms as rulebook
from villagedesk.declare import Level
from villagedesk.errors import UserError
from villagedesk.ledgers.reserve import norms
from villagedesk.ledgers.reserve.pool import base_date, in_pool
from villagedesk.ledgers.reserve.tables import Leaving, Preparing
from villagedesk.people import Stage, Standing

ON = date(2026, 11, 22)


def found(norm, *records, on=ON, county=""):
    key = f"reserve.{norm.__name__}"
    rule = rulebook.rules(f"[{key}.numbers]\n{county}").on(key, on)
    return list(norm(facts(*records), on, rule))


def said(norm, *records, **options):
    return [(one.level, one.message) for one in found(norm, *records, **options)]


def in_the_pool(**values):
    """Somebody in the pool, with the place he has there."""
    one = person("张敏", **values)
    return one, reserve(one, uid="place")


@pytest.mark.parametrize(
    ("values", "there"),
    [
        ({}, True),
        ({"since": "2026-11-22"}, True),
        ({"since": "2026-11-23"}, False),
        ({"left_on": "2026-11-23"}, True),
        ({"left_on": "2026-11-22"}, False),
        ({"left_on": "2026"}, False),
        ({"leaving": Leaving.ADJUSTED}, False),
        ({"leaving": Leaving.ADJUSTED, "left_on": "2026-11-23"}, True),
    ],
)
def test_the_pool_of_a_day_is_who_came_in_and_has_not_left(values, there):
    assert bool(in_pool(facts(reserve("one", **values)), ON)) is there


@pytest.mark.parametrize(
    ("base", "day"),
    [
        ("年末", date(2026, 12, 31)),
        ("当天", ON),
        ("06-30", date(2026, 6, 30)),
        ("02-29", date(2026, 2, 28)),
        ("2021-12-31", date(2021, 12, 31)),
    ],
)
def test_ages_are_counted_to_the_base_date(base, day):
    assert base_date(ON, base) == day


@pytest.mark.parametrize("base", ["年初", "13-01", "2026-02-30", ""])
def test_a_base_date_that_is_none_is_named(base):
    with pytest.raises(UserError, match="年龄计算基准日"):
        base_date(ON, base)


@pytest.mark.parametrize(("base", "speaks"), [("2021-12-31", False), ("2022-06-30", True)])
def test_two_born_in_june_1986_are_35_at_the_end_of_2021_and_36_the_next_june(base, speaks):
    people = [person(name, born="1986-06-30") for name in ("张敏", "陈强")]
    rows = [*people, *map(reserve, people)]
    findings = found(norms.is_young_enough, *rows, county=f'age_base = "{base}"')
    expected = [("张敏", None), ("陈强", None)] if speaks else []
    assert [(one.subject, one.level) for one in findings] == expected


def test_too_old_is_said_with_the_base_date():
    records = in_the_pool(born="1990-12-31")
    assert said(norms.is_young_enough, *records) == [(None, "超龄，到 2026-12-31 为 36 岁")]
    assert not found(norms.is_young_enough, *records, county="age_max = 36\nmonths_ahead = 1")


def test_a_birth_that_is_missing_is_to_be_filled_in():
    expected = (Level.HINT, "待核：出生年月没有填，看不出是否超龄")
    assert said(norms.is_young_enough, *in_the_pool(born=None)) == [expected]


@pytest.mark.parametrize(
    ("born", "level"), [("1989", None), ("1990", Level.HINT), ("1991", "silent")]
)
def test_a_vague_birth_is_to_be_checked_where_it_lies_on_both_sides_of_the_limit(born, level):
    county = 'age_base = "06-30"\nmonths_ahead = 1'
    findings = said(norms.is_young_enough, *in_the_pool(born=born), county=county)
    assert [found_level for found_level, _ in findings] == ([] if level == "silent" else [level])
    if level is Level.HINT:
        expected = "待核：出生年月只有 1990，到 2026-06-30 为 35 至 36 岁，看不出是否超龄"
        assert findings[0][1] == expected


@pytest.mark.parametrize(
    ("born", "base", "message"),
    [
        ("1991-11-23", "当天", None),
        ("1991-11-22", "当天", "将在 2027-11-22 满 36 周岁"),
        ("1991-11-21", "当天", "将在 2027-11-21 满 36 周岁"),
        ("1991-12-31", "年末", "将在 2027-12-31 满 36 周岁，从 2027-01-01 起超龄"),
        ("1992-01-01", "年末", None),
        ("1991-06-30", "06-30", "将在 2027-06-30 满 36 周岁，从 2027-01-01 起超龄"),
        ("1991-07-01", "06-30", None),
        ("1991-03-12", "2026-06-30", None),
        ("1991-06", "年末", "将在 2027-06 满 36 周岁，从 2027-01-01 起超龄"),
    ],
)
def test_who_will_soon_be_too_old_is_named_with_the_day(born, base, message):
    findings = said(norms.is_young_enough, *in_the_pool(born=born), county=f'age_base = "{base}"')
    assert findings == ([(Level.HINT, message)] if message else [])


def test_who_was_born_on_the_29th_of_february_is_older_on_the_first_of_march():
    one = in_the_pool(born="1992-02-29")
    county = 'age_base = "当天"\nage_max = 34'
    [(level, message)] = said(norms.is_young_enough, *one, county=county)
    assert (level, message) == (Level.HINT, "将在 2027-03-01 满 35 周岁")


def party(county="", *, listed=True, on=ON, political=None, **values):
    one, place = in_the_pool(political=political)
    rows = [one, place, *([member(one, **values)] if listed else [])]
    return said(norms.is_party_member, *rows, county=county, on=on)


@pytest.mark.parametrize("stage", [Stage.FULL, Stage.PROBATIONARY, None])
def test_a_member_of_the_party_is_one_at_any_stage(stage):
    assert party(stage=stage) == []


def test_a_probationary_member_counts_only_where_the_county_says_so():
    only_full = "probationary_counts = false"
    assert party(only_full, stage=Stage.PROBATIONARY) == [(None, "还是预备党员")]
    assert party(only_full, stage=Stage.FULL, confirmed="2026-11-22") == []
    assert party(only_full, stage=Stage.FULL, confirmed="2026-11-23") == [(None, "还是预备党员")]
    assert party(only_full, stage=None)[0][0] is Level.HINT


@pytest.mark.parametrize(
    ("political", "level"), [("13", None), ("01", Level.HINT), (None, Level.HINT)]
)
def test_who_is_in_no_list_of_the_party_is_none_unless_his_record_leaves_it_open(political, level):
    [(found_level, message)] = party(listed=False, political=political)
    assert found_level is level
    assert ("不是中共党员" in message) is (level is None)


def test_party_membership_begins_with_its_day_and_is_asked_for_only_where_it_is_required():
    assert party(joined="2026-11-22") == []
    assert party(joined="2026-11-23") == [(None, "不是中共党员")]
    assert party("required = false", joined="2026-11-23") == []


@pytest.mark.parametrize(
    ("since", "until", "level"),
    [
        ("2026-01-01", "2026-11-22", None),
        ("2026-01-01", "2026-11-21", "silent"),
        ("2026-11-23", "2027-01-01", "silent"),
        ("2025-11-23", None, Level.HINT),
        ("2026-11-22", None, Level.HINT),
        ("2025-11-22", None, "silent"),
    ],
)
def test_a_penalty_weighs_until_its_end_or_for_a_year_to_be_checked(since, until, level):
    one, place = in_the_pool()
    rows = [one, place, penalty(one, since, until=until)]
    levels = [found_level for found_level, _ in said(norms.has_a_clean_record, *rows)]
    assert levels == ([] if level == "silent" else [level])


def test_a_penalty_that_surely_weighs_is_said_before_one_to_be_checked():
    one, place = in_the_pool()
    open_, sure = penalty(one, "2026-10-01"), penalty(one, "2026-01-01", until="2027")
    levels = [level for level, _ in said(norms.has_a_clean_record, one, place, open_, sure)]
    assert levels == [None]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"standing": Standing.NORMAL, "lost": False}, None),
        ({"standing": Standing.SUSPENDED}, "党籍状态是“停止党籍”"),
        ({"lost": True}, "已失去联系"),
        ({"lost": True, "lost_since": "2026-11-22"}, "已失去联系"),
        ({"lost": True, "lost_since": "2026-11-23"}, None),
    ],
)
def test_a_record_is_clean_while_the_membership_is_in_order(values, message):
    one, place = in_the_pool()
    findings = said(norms.has_a_clean_record, one, place, member(one, **values))
    assert findings == ([(None, message)] if message else [])


@pytest.mark.parametrize(
    ("since", "rows", "message"),
    [
        ("2026-05-22", [], "入库已超过 6 个月，没有培养锻炼记录"),
        ("2026-05-23", [], None),
        (None, [], "入库已超过 6 个月，没有培养锻炼记录"),
        (None, [("2026-01-01", "2026-05-22")], None),
        (
            None,
            [("2026-01-01", "2026-05-21")],
            "最近一次培养锻炼到 2026-05-21，已超过 6 个月",
        ),
        (None, [("2020-01-01", "2020-02-01"), ("2026-09", None)], None),
        (None, [("2020-01-01", None)], None),
        (None, [("2026-11-22", None)], None),
        (None, [("2026-11-23", None)], "入库已超过 6 个月，没有培养锻炼记录"),
    ],
)
def test_who_is_in_the_pool_for_half_a_year_is_being_prepared(since, rows, message):
    place = reserve("one", since=since)
    trainings = [training(place, *days) for days in rows]
    findings = said(norms.is_prepared, place, *trainings)
    assert findings == ([(None, message)] if message else [])


def test_a_pairing_of_years_ago_prepares_nobody_today():
    place = reserve("one")
    row = training(place, "2024-03-01", way=Preparing.MENTORED)
    assert len(found(norms.is_prepared, place, row)) == 1


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("2026-01-01", "2026-03-31"), ("2026-03-31", "2026-05-01"), False),
        (("2026-01-01", "2026-03-31"), ("2026-03-30", "2026-05-01"), True),
        (("2026-03-30", "2026-05-01"), ("2026-01-01", "2026-03-31"), True),
        (("2026-01-01", None), ("2026-05-01", "2026-06-01"), True),
        (("2026-01", "2026-03"), ("2026-03", "2026-05"), False),
        (("2026-01", "2026-05"), ("2026-03", "2026-04"), True),
        ((None, "2026-03-31"), ("2026-01-01", "2026-05-01"), False),
    ],
)
def test_nobody_is_on_two_stays_at_once(first, second, overlap):
    one = person("张敏")
    places = reserve(one), reserve(one)
    rows = [training(place, *days) for place, days in zip(places, (first, second), strict=True)]
    assert bool(found(norms.trainings_do_not_overlap, one, *places, *rows)) is overlap


def test_a_course_may_fall_into_a_stay_and_others_have_stays_of_their_own():
    place, other = reserve("one"), reserve("two")
    days = ("2026-01-01", "2026-06-30")
    course = training(place, *days, way=Preparing.TRAINED)
    rows = [place, other, training(place, *days), training(other, *days), course]
    assert not found(norms.trainings_do_not_overlap, *rows)


def test_an_overlap_is_said_of_the_later_stay():
    one = person("张敏")
    place = reserve(one)
    early = training(place, "2026-01-01", "2026-03-31")
    late = training(place, "2026-03-01", way=Preparing.IN_POST, uid="late")
    [finding] = found(norms.trainings_do_not_overlap, one, place, early, late)
    assert (finding.uid, finding.subject) == ("late", "张敏")
    assert finding.message == (
        "乡镇跟班学习（2026-01-01 至 2026-03-31）与村组实岗锻炼（2026-03-01 至 今）时间重叠"
    )


@pytest.mark.parametrize(
    "norm",
    [norms.is_young_enough, norms.is_party_member, norms.has_a_clean_record, norms.is_prepared],
)
def test_nothing_is_asked_of_who_has_left_the_pool(norm):
    one = person("张敏", born="1960", political="13")
    rows = [one, reserve(one, left_on="2026-11-22"), penalty(one, "2026-01", until="2027")]
    assert not found(norm, *rows)

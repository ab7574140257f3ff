"""The team of a day: one line a person, and the table of what sort of people they are."""

from datetime import date

import pytest

from tests.builders import facts, member, person, representative, seat, term
from villagedesk.kinds import months_after
from villagedesk.ledgers.committees.office import representatives, serving
from villagedesk.ledgers.committees.structure import Figure, Row, structure
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.committees.team import team

ON = date(2025, 6, 1)
OLD = {"title": "第十届", "start": "2018-03-01", "due_end": "2020-12-31", "ended": "2020-12-31"}


def posts(*records, on=ON):
    return [(one.person.name, one.posts) for one in team(facts(*records), on)]


def test_a_person_with_several_seats_is_one_line():
    one = person("刘伟")
    seats = [
        seat(one, post=Post.CHAIR),
        seat(one, Body.OTHER, Post.OTHER, title="网格长"),
        seat(one, Body.PARTY, Post.SECRETARY),
    ]
    assert posts(one, term(), *seats) == [("刘伟", "党组织书记、村委会主任、网格长")]


def test_the_team_is_ordered_by_rank_then_by_name():
    people = [
        person(name, pinyin=spelt)
        for name, spelt in (("张", "zhang"), ("安", "an"), ("刘", "liu"), ("文书", "wenshu"))
    ]
    zhang, an, liu, clerk = people
    seats = [
        seat(clerk, Body.OTHER, Post.OTHER, title="村文书"),
        seat(zhang, post=Post.MEMBER),
        seat(an, post=Post.MEMBER),
        seat(liu, Body.PARTY, Post.SECRETARY),
    ]
    assert [name for name, _ in posts(*people, term(), *seats)] == ["刘", "安", "张", "文书"]


@pytest.mark.parametrize(
    ("held", "one_shoulder", "cross_serving"),
    [
        ([(Body.PARTY, Post.SECRETARY), (Body.COMMITTEE, Post.CHAIR)], True, True),
        ([(Body.PARTY, Post.DEPUTY_SECRETARY), (Body.COMMITTEE, Post.CHAIR)], False, True),
        ([(Body.PARTY, Post.MEMBER), (Body.COMMITTEE, Post.MEMBER)], False, True),
        ([(Body.PARTY, Post.SECRETARY), (Body.SUPERVISORY, Post.CHAIR)], False, False),
        ([(Body.PARTY, Post.MEMBER), (Body.COMMITTEE, Post.FINANCE)], False, False),
        ([(Body.PARTY, Post.SECRETARY)], False, False),
    ],
)
def test_one_shoulder_and_cross_serving_follow_from_the_seats(held, one_shoulder, cross_serving):
    one = person()
    [line] = team(facts(one, term(), *(seat(one, *place) for place in held)), ON)
    assert (line.one_shoulder, line.cross_serving) == (one_shoulder, cross_serving)


def test_first_entry_is_the_earliest_that_any_seat_tells():
    one = person(talents="致富能手、退役军人")
    old = term(uid="old", **OLD)
    [line] = team(facts(one, old, term(), seat(one, term="old", first_since="2012"), seat(one)), ON)
    assert (line.first_since, line.terms) == ("2012", ("第十一届",))
    assert line.talents == ("致富能手", "退役军人")
    assert line.seats_on(Body.PARTY) == ()


@pytest.mark.parametrize(
    ("values", "closed", "days"),
    [
        ({}, None, {"2020-12-31": 0, "2021-01-01": 1, "2030-01-01": 1}),
        ({}, "2025-12-20", {"2025-12-20": 1, "2025-12-21": 0}),
        ({"since": "2022-05-06"}, None, {"2022-05-05": 0, "2022-05-06": 1}),
        ({"since": "2022-05"}, None, {"2022-04-30": 0, "2022-05-01": 1}),
        ({"since": "2016"}, None, {"2020-12-31": 0, "2021-01-01": 1}),
        ({"until": "2023-03"}, None, {"2023-03-31": 1, "2023-04-01": 0}),
        ({"until": "2027-01-01"}, "2025-12-20", {"2025-12-21": 0}),
    ],
)
def test_only_seats_in_office_on_the_day_count(values, closed, days):
    rows = facts(term(ended=closed), seat("one", **values))
    seen = {day: len(serving(rows, date.fromisoformat(day))) for day in days}
    assert seen == days


@pytest.mark.parametrize(
    ("day", "there"),
    [("2022-05-05", 0), ("2022-05-06", 1), ("2023-03-31", 1), ("2023-04-01", 0)],
)
def test_a_representative_speaks_from_the_first_day_to_the_last(day, there):
    rows = facts(term(), representative("one", since="2022-05-06", until="2023-03-31"))
    assert len(representatives(rows, date.fromisoformat(day))) == there


def test_on_the_day_of_a_handover_only_the_new_ones_sit():
    rows = [term(uid="old", **{**OLD, "ended": "2021-01-01"}), term()]
    rows += [seat("leaving", term="old"), seat("coming")]
    rows += [representative("leaving", term="old"), representative("coming")]
    assert [one.person for one in representatives(facts(*rows), date(2021, 1, 1))] == ["coming"]
    assert [one.person for one in serving(facts(*rows), date(2021, 1, 1))] == ["coming"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2025-12-31", 12, "2026-12-31"),
    ],
)
def test_months_are_counted_to_the_same_day(day, months, expected):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


def figures(*records, on=ON, uid="term"):
    rows = facts(*records)
    table = structure(rows, next(one for one in records if one.uid == uid), on)
    return {row.label: row for row in table.rows}


def words(row: Row) -> str:
    return row.now.words if row.now else ""


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("1989-06-02", "35岁以下"),
        ("1989-06-01", "36—45岁"),
        ("1979-06-02", "36—45岁"),
        ("1979-06-01", "46—55岁"),
        ("1969-06-02", "46—55岁"),
        ("1969-06-01", "56岁以上"),
        ("1985", "36—45岁"),
        ("1989", "年龄不详"),
        ("1989-06", "年龄不详"),
        (None, "年龄不详"),
    ],
)
def test_ages_fall_into_bands_on_the_base_day(born, band):
    one = person(born=born)
    table = figures(one, term(), seat(one))
    bands = ("35岁以下", "36—45岁", "46—55岁", "56岁以上", "年龄不详")
    assert {label for label in bands if table[label].now.number} == {band}


def test_the_average_age_has_one_decimal_and_leaves_out_who_cannot_be_dated():
    people = [
        person(born=born) for born in ("1980-01-01", "1981-01-01", "1981-01-02", "1990", None)
    ]
    table = figures(*people, term(), *map(seat, people))
    assert words(table["平均年龄"]) == "44.3岁"
    assert table["平均年龄"].now.of == 3


@pytest.mark.parametrize(
    ("education", "high", "college"),
    [
        *((code, 1, 1) for code in ("10", "14", "21", "31")),
        *((code, 1, 0) for code in ("41", "44", "47", "61")),
        *((code, 0, 0) for code in ("70", "81", "90")),
    ],
)
def test_schooling_follows_the_national_codes(education, high, college):
    one = person(education=education)
    table = figures(one, term(), seat(one))
    assert (table["高中以上"].now.number, table["大专以上"].now.number) == (high, college)
    assert table["学历不详"].now.number == 0


def test_persons_are_counted_once_and_only_on_the_two_committees():
    one, other, overseer = (person(gender=sex) for sex in ("2", "1", None))
    table = figures(
        *(one, other, overseer, term(), member(one)),
        seat(one, Body.PARTY, Post.SECRETARY),
        seat(one, post=Post.CHAIR),
        seat(other, Body.PARTY),
        seat(overseer, Body.SUPERVISORY),
        seat(overseer, post=Post.FINANCE),
    )
    shown = {label: words(table[label]) for label in ("总人数", "妇女", "一肩挑", "交叉任职")}
    half = "1人（50.0%）"
    assert shown == {"总人数": "2人", "妇女": half, "一肩挑": half, "交叉任职": half}
    assert words(table["党员"]) == half
    assert words(table["政治面貌不详"]) == half


def test_women_and_those_of_unknown_sex_are_told_apart():
    people = [person(gender=sex) for sex in ("2", "2", "1", "1", "1", None)]
    table = figures(*people, term(), *map(seat, people))
    assert [table[label].now.number for label in ("妇女", "性别不详")] == [2, 1]


def test_the_share_of_the_four_sorts_is_of_persons():
    people = [person(talents="退役军人")] * 5 + [person(talents=None)] * 3
    people = [person(talents=one.talents) for one in people]
    assert words(figures(*people, term(), *map(seat, people))["四类人员"]) == "5人（62.5%）"


def test_a_term_stands_beside_the_one_before():
    stayed, left, new = (
        person(born=f"{year}-01-01", education=school)
        for year, school in ((1970, "61"), (1960, "71"), (1990, "31"))
    )
    rows = [stayed, left, new, term(uid="old", **OLD), term()]
    rows += [seat(stayed, term="old"), seat(left, term="old"), seat(stayed), seat(new)]
    table = figures(*rows)
    assert table["连任"].now.words == "1人（50.0%）"
    assert table["连任"].before is None
    changes = {
        label: table[label].difference for label in ("总人数", "平均年龄", "高中以上", "连任")
    }
    assert changes == {
        "总人数": "持平",
        "平均年龄": "降10.0岁",
        "高中以上": "升50.0个百分点",
        "连任": "",
    }


def test_those_who_sat_last_time_too_are_re_elected_from_the_first_day():
    old = [term(uid="old", **OLD), seat(one := person(), term="old"), one]
    new = [term(), seat(one), *(row for two in (person(), person()) for row in (two, seat(two)))]
    assert words(figures(*old, *new, on=date(2021, 1, 1))["连任"]) == "1人（33.3%）"


def test_a_closed_term_is_counted_on_its_last_day():
    one, gone = person(born="1985-06-01"), person()
    old = term(uid="old", **OLD)
    rows = facts(one, gone, old, term(), seat(one, term="old"))
    table = structure(rows, old, ON)
    assert (table.day, table.before, table.day_before) == (date(2020, 12, 31), "", None)
    assert next(words(row) for row in table.rows if row.label == "平均年龄") == "35.0岁"
    assert structure(rows, term(), ON).day_before == date(2020, 12, 31)


def test_an_earlier_term_nobody_closed_ends_where_the_next_begins():
    one = person()
    old = term(uid="old", **{**OLD, "ended": None})
    table = structure(facts(one, old, term(), seat(one, term="old")), term(), ON)
    assert (table.before, table.day_before) == ("第十届", date(2020, 12, 31))


def test_an_empty_term_has_a_table_of_nothing():
    table = figures(term())
    assert (words(table["总人数"]), table["平均年龄"].now, words(table["妇女"])) == (
        "0人",
        None,
        "0人",
    )


@pytest.mark.parametrize(
    ("now", "before", "difference"),
    [
        (Figure(455, 8, tenths=True), Figure(470, 8, tenths=True), "降1.5岁"),
        (Figure(1, 3), Figure(1, 4), "升8.3个百分点"),
        (Figure(7, 0), Figure(5, 0), "升2人"),
        (Figure(2, 4), Figure(3, 6), "持平"),
        (Figure(2, 4), None, ""),
    ],
)
def test_a_difference_says_which_way_and_how_far(now, before, difference):
    assert Row("", now, before).difference == difference

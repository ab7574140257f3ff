"""The rules as data: each norm has its rule, and a county may say otherwise."""

from datetime import date, timedelta

import pytest

from tests.builders import facts, person, seat, term
from villagedesk import checks
from villagedesk.declare import Level
from villagedesk.errors import UserError
from villagedesk.norms import choices_of, read_number, rules

ON = date(2026, 11, 22)
VERSIONS = [(key, version) for key, many in rules().versions.items() for version in many]
WOMAN = "committees.has_a_woman"


def rule_on(key, *, county="", on=ON):
    rule = rules(county).on(key, on)
    assert rule
    return rule


def test_norms_and_rules_match_one_to_one():
    assert sorted(key for key, _ in checks.norms()) == sorted(rules().versions)


def test_no_two_norms_share_a_key():
    keys = [key for key, _ in checks.norms()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("key", "version"), VERSIONS)
def test_every_rule_has_words_a_source_and_days(key, version):
    assert len(version.rule.text) > 5
    assert version.rule.source
    assert version.since <= version.until


@pytest.mark.parametrize("key", rules().versions)
def test_versions_follow_each_other_without_gap_or_overlap(key):
    versions = rules().versions[key]
    ends = [version.until + timedelta(days=1) for version in versions[:-1]]
    assert ends == [version.since for version in versions[1:]]


@pytest.mark.parametrize(("key", "version"), VERSIONS)
def test_the_amended_law_is_cited_without_article_and_as_a_reference(key, version):
    amended = "村民委员会组织法" in version.rule.source and version.until > ON
    assert not (amended and version.rule.verified)
    assert not (amended and "2025年修改，条款号以最新文本为准" not in version.rule.source)


def test_the_rule_in_force_changes_with_the_day():
    assert "第六条" in rule_on(WOMAN, on=date(2025, 12, 31)).source
    assert "第六条" not in rule_on(WOMAN, on=date(2026, 1, 1)).source


def test_a_county_changes_a_number_and_the_others_stay():
    county = "[committees.representatives_speak_for_households.numbers]\nmost = 20"
    rule = rule_on("committees.representatives_speak_for_households", county=county)
    assert (rule.number("least"), rule.number("most")) == (5, 20)
    assert rule_on(WOMAN, county=county) == rule_on(WOMAN)


def test_a_county_changes_a_level_and_the_words():
    county = f'[{WOMAN}]\nlevel = "I"\ntext = "应有妇女"\nsource = "县里的办法"\nverified = true'
    rule = rule_on(WOMAN, county=county)
    assert (rule.level, rule.text, rule.source) == (Level.HINT, "应有妇女", "县里的办法")


def test_a_county_switches_a_norm_off():
    one = person(gender="1")
    rows = facts(one, term(), seat(one))
    assert WOMAN in {found.norm for found in checks.findings(rows, ON, rules())}
    county = rules(f"[{WOMAN}]\noff = true")
    assert WOMAN not in {found.norm for found in checks.findings(rows, ON, county)}


def test_a_county_has_its_own_bands():
    band = "{ from = 0, to = 9999, least = 4, most = 4 }"
    county = f"[committees.size_fits_population.numbers]\nbands = [{band}]"
    rule = rule_on("committees.size_fits_population", county=county)
    assert [one["most"] for one in rule.numbers["bands"]] == [4]


@pytest.mark.parametrize(
    "county",
    [
        "[committees",
        "committees = 3",
        "[committees]\nhas_a_woman = 3",
        "[[committees.has_a_woman]]\noff = true",
        "[committees.has_a_man]\noff = true",
        "[committees.has_a_woman]\nlevle = 'I'",
        "[committees.has_a_woman]\nlevel = 'X'",
        "[committees.has_a_woman]\noff = 'yes'",
        "[committees.has_a_woman]\nnumbers = 3",
        "[committees.handover_is_recorded.numbers]\nhandover_day = 5",
        "[committees.handover_is_recorded.numbers]\nhandover_days = '5'",
        "[committees.size_fits_population.numbers]\nbands = [{ least = 3 }]",
        "[committees.discipline_forbids_promotion.numbers]\nmonths = { 警告 = 1 }",
    ],
)
def test_a_county_file_that_is_wrong_is_refused_in_words(county):
    with pytest.raises(UserError, match="县里的规定文件"):
        rules(county)


def test_a_county_may_name_more_penalties():
    county = '[committees.discipline_forbids_promotion.numbers.months]\n"警告" = 12\n'
    county += '"严重警告" = 18\n"撤销党内职务" = 24'
    rule = rule_on("committees.discipline_forbids_promotion", county=county)
    assert rule.numbers["months"]["撤销党内职务"] == 24


def test_what_was_not_read_in_the_law_itself_is_shown_as_a_reference():
    one = person(gender="1")
    rows = facts(one, term(due_end="2027-01-01"), seat(one))
    sources = {found.norm: found.source for found in checks.findings(rows, ON, rules())}
    assert sources["committees.members_were_reviewed"] == "参考：县区组织部门的做法"


def test_a_word_of_the_countys_own_stays_among_those_a_village_may_choose():
    county = '[reserve.is_young_enough.numbers]\nage_base = "06-30"'
    rule = rule_on("reserve.is_young_enough", county=county)
    assert choices_of(rule, "age_base") == ("年末", "当天", "06-30")
    assert read_number(rule, "age_base", "06-30") == "06-30"


def test_a_rule_that_reads_others_knows_which_of_them_are_switched_off():
    county = "[reserve.is_young_enough]\noff = true"
    rule = rule_on("reserve.posts_are_covered", county=county)
    assert rule.numbers["off"] == ["reserve.is_young_enough"]
    assert rule.number("age_max") == 35


@pytest.mark.parametrize(
    ("norm", "words"),
    [
        ("meetings.text_is_not_copied", "private = false"),
        ("meetings.excellent_within_a_third", "numbers = { of = 0 }"),
        ("meetings.probation_is_settled", "numbers = { days_ahead = 1000000 }"),
        ("reserve.is_young_enough", "numbers = { age_max = -1 }"),
        (
            "committees.discipline_forbids_promotion",
            'numbers.months = { "警告" = 9999999, "严重警告" = 18 }',
        ),
    ],
)
def test_a_county_can_say_nothing_that_cannot_be_reckoned_or_must_stay_private(norm, words):
    with pytest.raises(UserError, match="写得不对"):
        rules(f"[{norm}]\n{words}")


def test_a_number_too_large_for_any_date_is_refused_as_it_is_typed():
    rule = rule_on("reserve.is_young_enough")
    assert read_number(rule, "age_max", "5000") == 5000
    with pytest.raises(UserError, match="太大了"):
        read_number(rule, "age_max", "5001")

"""The rules for the bodies: each speaks and is silent, on both sides of its bounds."""

from datetime import date

import pytest

from tests.builders import (
    branch,
    facts,
    kinship,
    member,
    person,
    representative,
    seat,
    term,
    village,
)
from villagedesk import norms as rulebook
from villagedesk.declare import Level
from villagedesk.ledgers.committees import norms
from villagedesk.ledgers.committees.office import CHAIRS
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.people import BranchKind, Presence, Stage, Standing

ON = date(2025, 6, 1)
CHAIR, MEMBER = Post.CHAIR, Post.MEMBER


def found(norm, *records, on=ON):
    rule = rulebook.rules().on(f"committees.{norm.__name__}", on)
    return list(norm(facts(*records), on, rule))


def committee(size, **values):
    people = [person(f"成员{place}", **values) for place in range(size)]
    return [*people, *(seat(one) for one in people), term()]


@pytest.mark.parametrize(
    ("population", "fitting"),
    [
        (0, {3}),
        (999, {3}),
        (1000, {3, 4, 5}),
        (1001, {3, 4, 5}),
        (2999, {3, 4, 5}),
        (3000, {3, 4, 5, 6, 7}),
        (3001, {5, 6, 7}),
        (None, {3, 4, 5, 6, 7}),
    ],
)
def test_size_fits_the_band_and_a_boundary_belongs_to_both(population, fitting):
    silent = {
        size
        for size in range(1, 10)
        if not found(norms.size_fits_population, village(population=population), *committee(size))
    }
    assert silent == fitting


def test_size_says_how_many_there_should_be():
    [finding] = found(norms.size_fits_population, village(population=1200), *committee(2))
    assert finding.message == "村委会现有2人，应为3至5人（全村1200人）"
    assert (finding.uid, finding.subject) == ("term", "村民委员会")


def test_an_accountant_of_the_committee_is_no_member_of_it():
    records = [*committee(3), clerk := person("会计"), seat(clerk, post=Post.FINANCE)]
    assert not found(norms.size_fits_population, village(population=500), *records)


def test_a_village_without_any_committee_yet_is_not_blamed_for_it():
    assert not found(norms.size_fits_population, village(population=500))


@pytest.mark.parametrize(("since", "speaks"), [("2025-06-01", True), ("2025-06-02", False)])
def test_a_committee_is_counted_from_its_first_day(since, speaks):
    rows = [term(start=since), seat("one"), seat("two", Body.PARTY)]
    assert bool(found(norms.size_fits_population, *rows)) is speaks


def test_the_party_alone_is_no_committee_yet():
    assert not found(norms.size_fits_population, term(), seat("one", Body.PARTY))


def test_a_committee_that_has_gone_is_missed():
    records = [one for one in committee(3) if one.uid != "term"]
    gone = found(norms.size_fits_population, *records, term(ended="2025-05-01"))
    assert gone[0].message.startswith("村委会现有0人，应为3至7人")


def test_a_vague_leaving_date_that_decides_the_size_is_to_be_looked_up():
    one = person("刘伟")
    [finding] = found(
        norms.size_fits_population,
        village(population=500),
        *committee(3),
        one,
        seat(one, until="2025"),
    )
    assert finding.level == Level.HINT
    assert finding.message.startswith("待核")


def test_a_committee_needs_a_woman():
    [finding] = found(norms.has_a_woman, *committee(3, gender="1"))
    assert (finding.message, finding.level) == ("村委会成员中没有妇女", None)


def test_one_woman_is_enough():
    one = person(gender="2")
    assert not found(norms.has_a_woman, *committee(2, gender="1"), one, seat(one))


def test_a_woman_who_left_no_longer_counts():
    one = person(gender="2")
    left = seat(one, until="2025-05-31")
    assert found(norms.has_a_woman, *committee(2, gender="1"), one, left)


def test_a_woman_on_another_body_is_not_on_the_committee():
    one = person(gender="2")
    assert found(norms.has_a_woman, *committee(2, gender="1"), one, seat(one, Body.PARTY))


@pytest.mark.parametrize("gender", [None, "0", "9"])
def test_an_unknown_sex_is_to_be_looked_up(gender):
    [finding] = found(norms.has_a_woman, *committee(3, gender=gender))
    assert finding.level == Level.HINT
    assert "3人没有填性别" in finding.message


@pytest.mark.parametrize(
    ("mixed", "peoples", "levels"),
    [
        (True, ["01", "01"], [None]),
        (True, ["01", "03"], []),
        (True, ["01", None], [Level.HINT]),
        (True, [None], [Level.HINT]),
        (False, ["01", "01"], []),
        (True, [], []),
    ],
)
def test_a_mixed_village_has_more_than_one_people_on_its_committee(mixed, peoples, levels):
    people = [person(ethnicity=code) for code in peoples]
    rows = [village(mixed=mixed), *people, *map(seat, people), term()]
    findings = found(norms.mixed_village_has_a_minority, *rows)
    assert [one.level for one in findings] == levels


def test_two_posts_on_one_body_are_one_finding():
    one = person("刘伟")
    rows = [one, term(), seat(one, post=CHAIR), seat(one, post=MEMBER)]
    [finding] = found(norms.one_post_on_each_body, *rows)
    assert finding.message == "在村民委员会同时有2个职务（主任、委员），只应留一个"
    assert finding.subject == "刘伟"


def test_posts_on_two_bodies_or_one_after_the_other_are_fine():
    one = person()
    assert not found(
        norms.one_post_on_each_body,
        one,
        term(),
        seat(one, Body.PARTY, Post.SECRETARY),
        seat(one, Body.PARTY, Post.ORGANISER),
        seat(one, post=MEMBER, until="2024-12-31"),
        seat(one, post=CHAIR, since="2025-01-01"),
        seat(one, post=Post.FINANCE),
        seat(one, Body.OTHER, Post.OTHER, title="妇联主席"),
        seat(one, Body.OTHER, Post.OTHER, title="村文书"),
    )


@pytest.mark.parametrize(("body", "post"), list(CHAIRS.items()))
def test_a_body_has_one_chair(body, post):
    one, other = person("刘伟"), person("张敏")
    rows = [one, other, term(), seat(one, body, post), seat(other, body, post)]
    [finding] = found(norms.one_chair_at_a_time, *rows)
    assert finding.message == f"{body}同时有2名{post}：刘伟、张敏"
    assert not found(norms.one_chair_at_a_time, *rows[:-1])


@pytest.mark.parametrize(
    ("until", "since", "level"),
    [
        ("2025-05-31", "2025-06-01", "silent"),
        ("2025-06-01", "2025-06-01", "silent"),
        ("2025-06-02", "2025-06-01", "W"),
        ("2025", "2025-05-20", "待核"),
    ],
)
def test_chairs_overlap_only_while_both_sit(until, since, level):
    rows = [
        term(),
        seat("one", post=CHAIR, until=until),
        seat("other", post=CHAIR, since=since),
    ]
    levels = ["待核" if one.level else "W" for one in found(norms.one_chair_at_a_time, *rows)]
    assert levels == ([] if level == "silent" else [level])


def party(full, *posts, **values):
    """A branch with that many full members and these posts."""
    people = [person(f"党员{place}") for place in range(full)]
    seats = [seat(people[place], Body.PARTY, post) for place, post in enumerate(posts)]
    return [*people, *(member(one, **values) for one in people), *seats, branch(), term()]


ALONE, WITH_COMMITTEE = (Post.SECRETARY,), (Post.SECRETARY, Post.ORGANISER, Post.DISCIPLINE)


@pytest.mark.parametrize(
    ("full", "posts", "speaks"),
    [
        (6, ALONE, False),
        (7, ALONE, True),
        (6, (Post.SECRETARY, Post.DEPUTY_SECRETARY), False),
        (7, (Post.SECRETARY, Post.DEPUTY_SECRETARY), True),
        (6, WITH_COMMITTEE, True),
        (7, WITH_COMMITTEE, False),
        (7, (), False),
    ],
)
def test_seven_full_members_make_a_committee(full, posts, speaks):
    findings = found(norms.committee_matches_full_members, *party(full, *posts))
    assert [one.level for one in findings] == [None] * speaks


@pytest.mark.parametrize(
    "values",
    [
        {"stage": Stage.PROBATIONARY},
        {"standing": Standing.SUSPENDED},
        {"confirmed": "2025-06-02"},
    ],
)
def test_only_those_who_are_full_members_that_day_count(values):
    newcomer = person()
    rows = [*party(6, *ALONE), newcomer, member(newcomer, **values)]
    assert not found(norms.committee_matches_full_members, *rows)


def test_the_dead_are_not_counted():
    gone = person(presence=Presence.DEAD)
    rows = [*party(6, *ALONE), gone, member(gone)]
    assert not found(norms.committee_matches_full_members, *rows)


@pytest.mark.parametrize(
    ("full", "posts", "level"),
    [(6, ALONE, "待核"), (6, WITH_COMMITTEE, "待核"), (5, WITH_COMMITTEE, "W")],
)
def test_members_of_unknown_stage_leave_the_question_open(full, posts, level):
    newcomer = person()
    rows = [*party(full, *posts), newcomer, member(newcomer, stage=None)]
    [finding] = found(norms.committee_matches_full_members, *rows)
    assert ("待核" if finding.level == Level.HINT else "W") == level


def test_several_branches_or_a_general_one_are_not_judged():
    rows = party(7, *ALONE)
    assert not found(norms.committee_matches_full_members, *rows, branch())
    general = branch(kind=BranchKind.GENERAL)
    rows = [one for one in rows if type(one) is not type(general)]
    assert not found(norms.committee_matches_full_members, *rows, general)


def test_without_a_roster_of_members_nothing_is_said():
    one = person()
    rows = [one, term(), seat(one, Body.PARTY, Post.ORGANISER)]
    assert not found(norms.committee_matches_full_members, *rows)


@pytest.mark.parametrize(
    ("body", "post", "speaks"),
    [
        (Body.SUPERVISORY, Post.CHAIR, True),
        (Body.SUPERVISORY, Post.MEMBER, False),
        (Body.COMMITTEE, Post.CHAIR, False),
    ],
)
def test_the_secretary_does_not_lead_the_supervisors(body, post, speaks):
    one = person()
    rows = [one, term(), seat(one, Body.PARTY, Post.SECRETARY), seat(one, body, post)]
    assert bool(found(norms.secretary_does_not_supervise, *rows)) is speaks


def test_a_member_of_the_committee_does_not_supervise_it():
    one = person("刘伟")
    rows = [one, term(), seat(one), overseer := seat(one, Body.SUPERVISORY)]
    [finding] = found(norms.relatives_do_not_supervise, *rows)
    assert finding.message == "不得任村务监督委员会成员：本人是村委会成员"
    assert finding.uid == overseer.uid


@pytest.mark.parametrize("turned", [False, True])
def test_a_listed_relative_does_not_supervise(turned):
    one, other = person("刘伟"), person("张敏")
    kin = kinship(other, one) if turned else kinship(one, other)
    rows = [one, other, kin, term(), seat(one), seat(other, Body.SUPERVISORY)]
    [finding] = found(norms.relatives_do_not_supervise, *rows)
    assert (finding.subject, finding.message[-16:]) == ("张敏", "是村委会成员刘伟的近亲属（夫妻）")


def test_relatives_of_others_and_of_former_members_may_supervise():
    one, other, third = person("刘伟"), person("张敏"), person("陈强")
    rows = [
        *(one, other, third, kinship(one, other), kinship(third, third), term()),
        seat(one, until="2025-01-01"),
        seat(third),
        seat(other, Body.SUPERVISORY),
    ]
    assert not found(norms.relatives_do_not_supervise, *rows)


@pytest.mark.parametrize(
    ("body", "post"),
    [(Body.COUNCIL, Post.COUNCILLOR), (Body.OTHER, Post.FINANCE), (Body.COUNCIL, Post.FINANCE)],
)
def test_councillors_and_those_who_keep_the_money_do_not_supervise(body, post):
    one, wife = person("刘伟"), person("张敏")
    watched = [one, wife, kinship(one, wife), term(), seat(one, body, post)]
    norm = norms.council_does_not_supervise_itself
    for supervisor in (one, wife):
        rows = [*watched, seat(supervisor, Body.SUPERVISORS, Post.SUPERVISOR)]
        assert [finding.subject for finding in found(norm, *rows)] == [supervisor.name]


def test_a_member_of_the_village_committee_may_supervise_the_collective():
    one = person()
    rows = [one, term(), seat(one), seat(one, Body.SUPERVISORS, Post.SUPERVISOR)]
    assert not found(norms.council_does_not_supervise_itself, *rows)


@pytest.mark.parametrize("size", range(8))
def test_the_council_is_odd(size):
    seats = [seat(f"p{one}", Body.COUNCIL, Post.COUNCILLOR) for one in range(size)]
    speaks = bool(found(norms.council_is_odd, term(), *seats))
    assert speaks is (size in (2, 4, 6))


def test_a_vague_leaving_date_leaves_the_council_s_number_open():
    seats = [seat(f"p{one}", Body.COUNCIL, Post.COUNCILLOR) for one in range(3)]
    leaving = seat("leaving", Body.COUNCIL, Post.COUNCILLOR, until="2025")
    [finding] = found(norms.council_is_odd, term(), *seats, leaving)
    assert (finding.level, finding.message) == (Level.HINT, "待核：理事会现有4人，应为单数")


def assembly(committee_size, women, men, *, unknown=0):
    """A committee of men, and these representatives."""
    sexes = ["2"] * women + ["1"] * men + [None] * unknown
    people = [person(gender=sex) for sex in sexes]
    return [*committee(committee_size, gender="1"), *people, *map(representative, people)]


@pytest.mark.parametrize(
    ("women", "men", "unknown", "levels"),
    [
        (12, 18, 0, []),
        (12, 19, 0, []),
        (12, 20, 0, [None]),
        (11, 19, 1, [Level.HINT]),
        (11, 19, 0, [None]),
        (11, 18, 1, [Level.HINT]),
        (0, 0, 0, []),
    ],
)
def test_women_are_a_third_of_the_assembly(women, men, unknown, levels):
    records = assembly(5, women, men, unknown=unknown)
    findings = found(norms.representatives_include_women, *records)
    assert [one.level for one in findings] == levels


def test_women_wanted_are_counted_in_whole_persons():
    [finding] = found(norms.representatives_include_women, *assembly(5, 11, 19))
    assert finding.message == "村民代表会议35人中妇女11人，应有12人以上"


@pytest.mark.parametrize(("count", "speaks"), [(19, True), (20, False), (30, False), (0, False)])
def test_representatives_are_four_fifths_of_the_assembly(count, speaks):
    assert bool(found(norms.representatives_are_most, *assembly(5, 0, count))) is speaks


@pytest.mark.parametrize(
    ("households", "speaks"),
    [(4, True), (5, False), (15, False), (16, True), (None, False), (0, True)],
)
def test_a_representative_speaks_for_five_to_fifteen_households(households, speaks):
    one = person("刘伟")
    rows = [one, term(), representative(one, households=households)]
    findings = found(norms.representatives_speak_for_households, *rows)
    assert [finding.subject for finding in findings] == ["刘伟"] * speaks


def test_representatives_of_a_closed_term_are_not_counted():
    rows = [person(), term(ended="2025-05-01"), representative("one", households=99)]
    assert not found(norms.representatives_speak_for_households, *rows)

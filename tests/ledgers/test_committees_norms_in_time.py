"""The rules about days: the day before each bound is silent, the day after is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import appraisal, facts, penalty, person, review, seat, term, village
from tests.strategies import values
from villagedesk import checks
from villagedesk import norms as rulebook
from villagedesk.declare import Level, Rule, face
from villagedesk.ledgers.committees import norms_in_time as norms
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Body,
    Grade,
    Kinship,
    Post,
    Representative,
    Review,
    Seat,
    Verdict,
)
from villagedesk.people import Discipline, PartyBranch, PartyMember, Penalty, Person, Term, Village

HINT = Level.HINT


def found(norm, on, *records, **numbers):
    on = date.fromisoformat(on)
    shipped = rulebook.rules().on(f"committees.{norm.__name__}", on)
    assert shipped
    rule = Rule(**{**vars(shipped), "numbers": {**shipped.numbers, **numbers}})
    return list(norm(facts(*records), on, rule))


def levels(findings):
    return [one.level for one in findings]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-12-31", []),
        ("2025-06-30", []),
        ("2025-07-01", [HINT]),
        ("2026-01-01", [HINT]),
        ("2026-01-02", [None]),
        ("2027-01-02", [None]),
    ],
)
def test_a_term_is_announced_six_months_ahead_and_overdue_the_day_after(on, expected):
    assert levels(found(norms.term_is_not_overdue, on, term())) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-01-02", [HINT]), ("2026-06-30", [HINT]), ("2026-07-01", [None])],
)
def test_an_approved_extension_moves_the_end(on, expected):
    extended = term(extended_to="2026-06-30", extension="眉组发〔2025〕9号")
    assert levels(found(norms.term_is_not_overdue, on, extended)) == expected


@pytest.mark.parametrize(("on", "expected"), [("2027-01-01", [HINT]), ("2027-01-02", [None])])
def test_an_extension_counts_for_one_year_at_most(on, expected):
    extended = term(extended_to="2028-12-31", extension="眉组发〔2025〕9号")
    assert levels(found(norms.term_is_not_overdue, on, extended)) == expected


def test_an_extension_without_its_document_is_none():
    [finding] = found(norms.term_is_not_overdue, "2026-01-02", term(extended_to="2026-06-30"))
    assert finding.message == "任期到2026-01-01为止，已超过1天，延期没有批准文号"


@pytest.mark.parametrize(("on", "expected"), [("2026-03-31", [HINT]), ("2026-04-01", [None])])
def test_a_vague_end_is_overdue_after_its_last_possible_day(on, expected):
    assert levels(found(norms.term_is_not_overdue, on, term(due_end="2026-03"))) == expected


@pytest.mark.parametrize(("on", "speaks"), [("2026-02-01", True), ("2026-02-02", False)])
def test_a_term_runs_until_the_day_it_ended(on, speaks):
    late = term(ended="2026-02-01")
    assert bool(found(norms.term_is_not_overdue, on, late)) is speaks


@pytest.mark.parametrize(("on", "speaks"), [("2020-12-31", False), ("2021-01-01", True)])
def test_a_term_runs_from_its_first_day(on, speaks):
    short = term(due_end="2021-03-01")
    assert bool(found(norms.term_is_not_overdue, on, short)) is speaks


def test_a_closed_term_is_not_overdue():
    closed = term(ended="2025-12-20")
    assert not found(norms.term_is_not_overdue, "2026-06-01", closed)


@pytest.mark.parametrize(
    ("start", "on", "done", "expected"),
    [
        ("2025-03-10", "2025-03-20", None, []),
        ("2025-03-10", "2025-03-21", None, [None]),
        ("2025-03-10", "2025-06-01", "2025-03-20", []),
        ("2025-03-10", "2025-06-01", "2025-03-21", [None]),
        ("2025-03-10", "2025-06-01", "2025-03", [HINT]),
        ("2025-03-10", "2025-05-01", "2025-05-01", [None]),
        ("2025-03-10", "2025-04-30", "2025-03-20", []),
        ("2025-03", "2025-06-01", "2025-04", [HINT]),
        ("2025-03", "2025-06-01", "2025-04-10", [HINT]),
        ("2025-03", "2025-06-01", "2025-04-11", [None]),
        ("2025-03", "2025-03-11", None, []),
        ("2025-03", "2025-03-12", None, [HINT]),
        ("2025-03", "2025-04-10", None, [HINT]),
        ("2025-03", "2025-04-11", None, [None]),
        ("2025-03-10", "2025-03-22", "2025-05-01", [None]),
        ("2025-03-10", "2025-03-09", None, []),
    ],
)
def test_a_handover_is_recorded_within_ten_days(start, on, done, expected):
    new = term(start=start, due_end="2030-03-09", handover_on=done)
    assert levels(found(norms.handover_is_recorded, on, new)) == expected


def test_a_term_of_the_party_alone_has_no_handover():
    assert not found(norms.handover_is_recorded, "2025-06-01", term(), seat("one", Body.PARTY))
    rows = [term(), seat("one", Body.PARTY), seat("one")]
    assert found(norms.handover_is_recorded, "2025-06-01", *rows)


@pytest.mark.parametrize(
    ("reviews", "message", "level"),
    [
        ([], "任职前没有联审记录", None),
        ([{"verdict": Verdict.OPEN}], "联审还没有结论", None),
        ([{"verdict": Verdict.FAILED, "held_on": "2020-12-01"}], "联审结论是不通过", None),
        ([{"held_on": "2021-01-02"}], "联审在2021-01-02，晚于任职", None),
        ([{"held_on": None}], "联审日期没有填", HINT),
        ([{"held_on": "2021"}], "联审和任职的日期不够细，看不出先后", HINT),
        ([{"held_on": "2020-12-31", "term": "another"}], "任职前没有联审记录", None),
    ],
)
def test_members_pass_their_review_before_they_begin(reviews, message, level):
    one = person("刘伟")
    rows = [one, term(), seat(one), *(review(one, **values) for values in reviews)]
    [finding] = found(norms.members_were_reviewed, "2025-06-01", *rows)
    assert (finding.subject, finding.level) == ("刘伟", level)
    assert finding.message.removeprefix("待核：") == message


@pytest.mark.parametrize("held_on", ["2021-01-01", "2020-12", "2020"])
def test_a_review_passed_in_time_is_enough_for_every_seat_of_the_term(held_on):
    one = person()
    seats = [seat(one), seat(one, Body.PARTY, since="2023-05")]
    assert not found(
        norms.members_were_reviewed, "2025-06-01", one, term(), *seats, review(one, held_on=held_on)
    )


def test_only_the_two_committees_are_reviewed_and_a_county_may_not_ask_for_it():
    one = person()
    overseer = seat(one, Body.SUPERVISORY)
    assert not found(norms.members_were_reviewed, "2025-06-01", one, term(), overseer)
    assert not found(
        norms.members_were_reviewed, "2025-06-01", one, term(), seat(one), review_required=False
    )


@pytest.mark.parametrize(
    ("years", "speaks"),
    [
        ((2023, 2024), True),
        ((2022, 2024), False),
        ((2024,), False),
        ((2024, 2025), False),
        ((2019, 2020), False),
        ((2020, 2021), True),
    ],
)
def test_two_marked_years_in_a_row_end_an_office(years, speaks):
    one = person("刘伟")
    marked = [appraisal(one, year, held_on=f"{year}-12-10") for year in years]
    findings = found(norms.no_two_incompetent_years, "2025-06-01", one, term(), seat(one), *marked)
    assert [finding.subject for finding in findings] == ["刘伟"] * speaks


@pytest.mark.parametrize(
    ("on", "held_on", "speaks"),
    [
        ("2024-12-09", "2024-12-10", False),
        ("2024-12-10", "2024-12-10", True),
        ("2023-12-31", None, False),
        ("2024-01-01", None, True),
    ],
)
def test_an_appraisal_counts_from_the_day_it_was_held_or_its_year(on, held_on, speaks):
    one = person()
    marked = [appraisal(one, 2023), appraisal(one, 2024, held_on=held_on)]
    findings = found(norms.no_two_incompetent_years, on, one, term(), seat(one), *marked)
    assert bool(findings) is speaks


def test_a_better_year_between_or_an_office_given_up_clears_it():
    one = person()
    marked = [appraisal(one, 2023), appraisal(one, 2024, grade=Grade.BARELY)]
    assert not found(norms.no_two_incompetent_years, "2025-06-01", one, term(), seat(one), *marked)
    left = [term(), seat(one, until="2025-01-31"), appraisal(one, 2023), appraisal(one, 2024)]
    assert not found(norms.no_two_incompetent_years, "2025-06-01", one, *left)


@pytest.mark.parametrize(
    ("since", "kind", "until", "expected"),
    [
        ("2025-03-09", Penalty.WARNING, None, []),
        ("2025-03-10", Penalty.WARNING, None, [None]),
        ("2026-03-09", Penalty.WARNING, None, [None]),
        ("2026-03-10", Penalty.WARNING, None, []),
        ("2026-09-09", Penalty.SERIOUS, None, [None]),
        ("2026-09-10", Penalty.SERIOUS, None, []),
        ("2026-03", Penalty.WARNING, None, [HINT]),
        ("2026-12-31", Penalty.WARNING, "2026-12-31", [None]),
        ("2026-05-01", Penalty.PROBATION, None, []),
    ],
)
def test_nobody_rises_while_a_penalty_weighs(since, kind, until, expected):
    one = person()
    rows = [one, term(), seat(one, post=Post.CHAIR, since=since)]
    rows += [seat(one, until="2025-03-01"), penalty(one, "2025-03-10", penalty=kind, until=until)]
    findings = found(norms.discipline_forbids_promotion, "2027-01-01", *rows)
    assert levels(findings) == expected


@pytest.mark.parametrize(
    ("before", "speaks"),
    [(Post.CHAIR, False), (Post.DEPUTY_CHAIR, True), (Post.MEMBER, True), (Post.OTHER, True)],
)
def test_staying_on_the_same_height_is_no_promotion(before, speaks):
    one = person("刘伟")
    old = term(uid="old", title="第十届", start="2016-01-01", ended="2020-11-30")
    rows = [one, old, term(), penalty(one, "2020-06-01"), seat(one, post=before, term="old")]
    rows += [seat(one, post=Post.CHAIR)]
    findings = found(norms.discipline_forbids_promotion, "2021-03-01", *rows)
    assert [finding.message for finding in findings] == [
        "警告处分影响期到2021-05-31，期内任村委会主任"
    ] * speaks


def test_a_deputy_stands_between_a_member_and_the_chair():
    one = person()
    rows = [one, term(), seat(one, until="2025-03-09"), penalty(one, "2025-03-01")]
    for post, expected in ((Post.DEPUTY_CHAIR, 1), (Post.MEMBER, 0)):
        new = seat(one, post=post, since="2025-03-10")
        findings = found(norms.discipline_forbids_promotion, "2025-06-01", *rows, new)
        assert len(findings) == expected


def test_a_dated_event_is_judged_by_the_rule_of_its_own_day():
    """The term began under the law of 2018, which the finding still cites in 2026."""
    rows = [village(), term(due_end="2027-06-01"), term(uid="new", start="2026-02-01")]
    found = checks.findings(facts(*rows), date(2026, 11, 22), rulebook.rules())
    sources = [one.source for one in found if one.norm == "committees.handover_is_recorded"]
    assert sorted(sources) == [
        "《村民委员会组织法》（2018年）第二十条",
        "参考：《村民委员会组织法》（2025年修改，条款号以最新文本为准）",
    ]


def test_a_rule_not_yet_in_force_says_nothing():
    rows = [term(), seat("one", Body.COUNCIL), seat("two", Body.COUNCIL)]
    for on, expected in ((date(2025, 4, 30), 0), (date(2025, 5, 1), 1)):
        found = checks.findings(facts(*rows), on, rulebook.rules())
        assert sum(one.norm == "committees.council_is_odd" for one in found) == expected


_UIDS = st.sampled_from(["a", "b", "c", "nobody"])


def rows_of(table):
    """Any canonical values, with links that may lead nowhere."""
    columns = {column.name: column for column in table.__table__.columns}
    fields = {}
    for name, column in columns.items():
        if column.foreign_keys or name == "uid":
            fields[name] = _UIDS
        elif "face" in column.info:
            shown = face(getattr(table, name))
            fields[name] = values(shown.kind) if shown.required else st.none() | values(shown.kind)
    return st.builds(lambda **row: table(**{"village": builders.VILLAGE, **row}), **fields)


TABLES = (
    *(Seat, Seat, Term, Person, PartyMember, PartyBranch, Representative),
    *(Review, Appraisal, Kinship, Discipline),
)
VILLAGES = st.builds(
    lambda people, mixed: Village(
        code=builders.VILLAGE, name="柳林村", population=people, mixed=mixed
    ),
    st.none() | st.integers(0, 10**6),
    st.booleans(),
)


@given(
    st.lists(st.one_of(*map(rows_of, TABLES)), max_size=12),
    VILLAGES,
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_norms_never_fail_on_any_mix_of_rows(rows, place, on):
    for one in checks.findings(facts(place, *rows), on, rulebook.rules(), only=["committees"]):
        assert one.message
        assert one.subject

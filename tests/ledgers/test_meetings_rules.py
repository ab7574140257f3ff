"""The rules of the meeting log as a whole: they never fail, and each is judged by its own day."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders
from tests.builders import came, facts, item, member, sitting, village
from tests.strategies import values
from villagedesk import checks
from villagedesk.declare import face
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    FloatContact,
    Floating,
    HomeTeaching,
    Meeting,
    MeetingKind,
    MemberReview,
)
from villagedesk.norms import rules
from villagedesk.people import Discipline, MemberChange, PartyBranch, PartyGroup, PartyMember

_UIDS = st.sampled_from(["a", "b", "c", "nobody"])
_RECENT = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)


def rows_of(table):
    """Any canonical values, days of late among them, with links that may lead nowhere."""
    fields = {}
    for column in table.__table__.columns:
        if column.foreign_keys or column.name == "uid":
            fields[column.name] = _UIDS
        elif "face" in column.info:
            shown = face(getattr(table, column.name))
            given = (
                _RECENT | values(shown.kind) if shown.key.endswith("_on") else values(shown.kind)
            )
            fields[column.name] = given if shown.required else st.none() | given
    return st.builds(lambda **row: table(**{"village": builders.VILLAGE, **row}), **fields)


TABLES = (
    *(Meeting, Meeting, Attendance, Attendance, AgendaItem, Floating, FloatContact),
    *(HomeTeaching, MemberReview, MemberChange, PartyMember, PartyMember, PartyGroup),
    *(PartyBranch, Discipline),
)


@settings(deadline=None)
@given(
    st.lists(st.one_of(*map(rows_of, TABLES)), max_size=14),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.dates(date(2025, 6, 1), date(2026, 12, 31)),
)
def test_norms_never_fail_on_any_mix_of_rows(rows, on):
    for one in checks.findings(facts(village(), *rows), on, rules(), only=["meetings"]):
        assert one.message
        assert one.subject


def said(*records, county=""):
    on = date(2026, 11, 22)
    return [
        one.norm for one in checks.findings(facts(*records), on, rules(county), only=["meetings"])
    ]


def test_a_village_without_meetings_hears_nothing():
    assert said(village(), *(member(f"m{n}", mobile=n < 3) for n in range(40))) == []


def test_a_sitting_held_before_the_rule_is_not_judged_by_it():
    for day, count in (("2018-10-27", 0), ("2018-10-28", 1)):
        held = sitting(day, MeetingKind.ASSEMBLY, voters_expected=30, voters_present=3)
        assert said(held, item(held, passed=True)).count("meetings.vote_stands") == count


def test_a_county_counts_lectures_otherwise():
    people = [member(f"m{n}") for n in range(6)]
    held = [sitting(f"2026-{month:02}-03", MeetingKind.THEME_DAY) for month in range(9, 12)]
    assert said(*people, *held).count("meetings.are_held_in_time") == 2  # 党员大会 and 党课 of Q3
    county = "[meetings.are_held_in_time.numbers]\nlecture_months = 0\nassembly_months = 12"
    assert said(*people, *held, county=county) == []


def test_one_faultless_sitting_gives_nothing():
    people = [member(f"m{n}") for n in range(3)]
    held = sitting("2026-11-05", MeetingKind.ASSEMBLY, chair="m0", entered_on="2026-11-06")
    votes = item(held, yes=3, no=0, abstained=0, passed=True)
    assert said(village(), *people, held, votes, *(came(held, one) for one in people)) == []

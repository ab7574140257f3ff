"""学时: how long everybody learned in a year, at sittings and at home."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import StudyHours, last_day
from villagedesk.ledgers.meetings.due import branches_with_duties, meetings_of
from villagedesk.ledgers.meetings.sitting import THERE, attendance
from villagedesk.ledgers.meetings.tables import AttendanceState, HomeTeaching, Meeting
from villagedesk.people.findings import who
from villagedesk.people.membership import past_of

LEARNED = (*THERE, AttendanceState.AT_HOME)
"""States that count as learning: the absent member who was taught at home made it up."""

_REPORTED_UNTIL, _JUDGED_FROM = 3, 12
"""Last year's hours are spoken of until March, this year's from December on."""


def studied(facts: Facts, year: int) -> dict[str, int]:
    """Tenths of a 学时 of each person in that year: sittings with hours, and lessons at home."""
    found: dict[str, int] = defaultdict(int)
    rows = facts.once(attendance)
    for meeting in facts.all(Meeting):
        if meeting.hours and _in_year(meeting.held_on, year):
            for row in rows.get(meeting.uid, ()):
                found[row.person] += meeting.hours if row.state in LEARNED else 0
    for lesson in facts.all(HomeTeaching):
        found[lesson.person] += (lesson.hours or 0) if _in_year(lesson.on, year) else 0
    return {person: tenths for person, tenths in found.items() if tenths}


def _in_year(when: str, year: int) -> bool:
    return when.startswith(f"{year:04}")


def year_to_judge(on: date) -> int | None:
    """The year whose hours are spoken of on that day, if any."""
    if on.month <= _REPORTED_UNTIL:
        return on.year - 1
    return on.year if on.month >= _JUDGED_FROM else None


def short_of_hours(
    facts: Facts, on: date, rule: Rule, *, among: Collection[str] | None = None
) -> Iterator[Finding]:
    """Members with fewer hours than `tenths`, of all or `among` some.

    Only those who were members all the year, of branches that kept their log all the year and
    write down hours at all: of the others nobody can tell.
    """
    year, needed = year_to_judge(on), rule.number("tenths")
    if year is None:
        return
    day = min(on, date(year, 12, 31))
    past, hours = facts.once(past_of), studied(facts, year)
    before = {one.person for one in past.roll_on(date(year, 1, 1))}
    kept = {uid for uid in branches_with_duties(facts, day) if _keeps_hours(facts, uid, year)}
    for one in past.roll_on(day):
        judged = (one.branch or "") in kept and one.person in before
        tenths = hours.get(one.person, 0)
        if judged and (among is None or one.person in among) and tenths < needed:
            said = StudyHours().show
            message = f"{year}年学时{said(tenths)}，应有{said(needed)}"
            yield Finding(one.person, who(facts, one.person), message, period=f"{year}", day=day)


def _keeps_hours(facts: Facts, branch: str, year: int) -> bool:
    own = meetings_of(facts, branch)
    begun = min((last_day(one.held_on) for one in own), default=date.max)
    return begun <= date(year, 1, 31) and any(
        one.hours and _in_year(one.held_on, year) for one in own
    )

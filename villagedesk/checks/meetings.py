"""Norms of the meeting log that must know who is in office."""

from collections.abc import Iterator
from datetime import date

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.ledgers.committees.office import BOTH_COMMITTEES, members
from villagedesk.ledgers.meetings.study import short_of_hours, year_to_judge


def leaders_study_enough(facts: Facts, on: date, rule: Rule) -> Iterator[Finding]:
    """学时 of the party members in 村“两委”, as it is at the end of the year."""
    year = year_to_judge(on)
    if year is not None:
        day = min(on, date(year, 12, 31))
        leaders = {person for body in BOTH_COMMITTEES for person in members(facts, body, day)}
        yield from short_of_hours(facts, on, rule, among=leaders)

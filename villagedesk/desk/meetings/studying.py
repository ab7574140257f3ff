"""学时 of a year, person by person, beside what is asked of each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from villagedesk.declare import Facts
from villagedesk.ledgers.committees.office import BOTH_COMMITTEES, members
from villagedesk.ledgers.meetings.sitting import attendance
from villagedesk.ledgers.meetings.study import LEARNED, studied
from villagedesk.ledgers.meetings.tables import HomeTeaching, Meeting
from villagedesk.norms import Rules
from villagedesk.people import PartyBranch, Person
from villagedesk.people.membership import past_of

_OF_MEMBERS, _OF_LEADERS = "meetings.members_study_enough", "meetings.leaders_study_enough"


@dataclass(frozen=True)
class Studied:
    """What one member learned in a year, in tenths of a 学时, and in how many lessons.

    `needed` is 0 where nothing is asked; `leader` is whoever sits on one of the two committees.
    """

    person: str
    name: str
    branch: str
    tenths: int
    needed: int
    leader: bool
    lessons: int


def studies(facts: Facts, year: int, *, today: date, rules: Rules) -> tuple[Studied, ...]:
    """Everybody on the roll at the end of the year, or today, by branch and name."""
    day = min(today, date(year, 12, 31))
    hours, lessons = studied(facts, year), Counter(_lessons(facts, f"{year:04}"))
    leaders = {person for body in BOTH_COMMITTEES for person in members(facts, body, day)}
    needed = {leads: _needed(rules, day, leads=leads) for leads in (True, False)}
    found = []
    for one in facts.once(past_of).roll_on(day):
        person, branch = facts.get(Person, one.person), facts.get(PartyBranch, one.branch)
        title, leads = branch.name if branch else "", one.person in leaders
        if person is not None:
            tenths, times = hours.get(one.person, 0), lessons[one.person]
            line = Studied(
                one.person, person.name, title, tenths, needed[leads], leads, lessons=times
            )
            found.append((title, person.pinyin, one.person, line))
    return tuple(line for *_, line in sorted(found, key=lambda row: row[:3]))


def _lessons(facts: Facts, year: str) -> Iterator[str]:
    rows = facts.once(attendance)
    for meeting in facts.all(Meeting):
        if meeting.hours and meeting.held_on.startswith(year):
            yield from (row.person for row in rows.get(meeting.uid, ()) if row.state in LEARNED)
    yield from (one.person for one in facts.all(HomeTeaching) if one.on.startswith(year))


def _needed(rules: Rules, day: date, *, leads: bool) -> int:
    rule = rules.on(_OF_LEADERS if leads else _OF_MEMBERS, day)
    return rule.number("tenths") if rule else 0

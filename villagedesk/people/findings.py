"""Findings about people: whom one means, and whether it is sure."""

from datetime import date

from villagedesk.declare import Facts, Finding, Level
from villagedesk.people.village import Person


def who(facts: Facts, uid: str) -> str:
    """A person's name for a finding."""
    person = facts.get(Person, uid)
    return person.name if person else "（没有登记的人）"


def judged(
    uid: str, subject: str, message: str, *, doubt: bool, day: date | None = None
) -> Finding:
    """A finding that is only a hint, 待核, while a missing or vague value may still clear it."""
    if doubt:
        return Finding(uid, str(subject), f"待核：{message}", Level.HINT, day=day)
    return Finding(uid, str(subject), message, day=day)

"""Who is in office on a day: the one reading of seats that norms, team and structure share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from villagedesk.declare import Facts
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.committees.tables import Body, Post, Representative, Seat
from villagedesk.people import Term

Held = TypeVar("Held", Seat, Representative)

EVER, NEVER = date(1900, 1, 1), date(9999, 12, 31)

CHAIRS = {
    Body.PARTY: Post.SECRETARY,
    Body.COMMITTEE: Post.CHAIR,
    Body.SUPERVISORY: Post.CHAIR,
    Body.COUNCIL: Post.HEAD_OF_COUNCIL,
    Body.SUPERVISORS: Post.HEAD_OF_SUPERVISORS,
}
"""Who leads each body; there is one of each."""

BOTH_COMMITTEES = (Body.PARTY, Body.COMMITTEE)
"""村“两委”."""

HELPERS = (Post.FINANCE, Post.OTHER)
"""Posts that make nobody a member of the body they work for."""

_SPOKEN = {Body.PARTY: "党组织", Body.COMMITTEE: "村委会", Body.SUPERVISORY: "监委会"}


@dataclass(frozen=True)
class Span:
    """The days of an office, both ends included; between the outer and the sure ones lies doubt."""

    first: date
    surely_from: date
    surely_to: date
    last: date


def span(facts: Facts, seat: Seat | Representative) -> Span:
    """The days of a seat, never longer than its term; without `since` it begins with the term."""
    term = facts.get(Term, seat.term)
    begins = [when for when in (seat.since, term and term.start) if when]
    ends = [when for when in (seat.until, term and term.ended) if when]
    return Span(
        first=max(map(first_day, begins), default=EVER),
        surely_from=max(map(last_day, begins), default=EVER),
        surely_to=min(map(first_day, ends), default=NEVER),
        last=min(map(last_day, ends), default=NEVER),
    )


def _spans(facts: Facts) -> dict[str, Span]:
    """The days of every seat by its uid: many days are asked for."""
    seats = {one.uid: span(facts, one) for one in facts.all(Seat)}
    return seats | {one.uid: span(facts, one) for one in facts.all(Representative)}


def serving(facts: Facts, on: date) -> tuple[Seat, ...]:
    """The seats in office on that day, the doubtful ones too.

    On its last day a seat still counts, unless someone else begins on the same body that day.
    """
    return _there(facts, facts.all(Seat), on, whose=lambda seat: seat.body)


def _there(
    facts: Facts, held: Iterable[Held], on: date, *, whose: Callable[[Held], str]
) -> tuple[Held, ...]:
    days_of = facts.once(_spans)
    every = ((one, days_of[one.uid]) for one in held)
    there = [(one, days) for one, days in every if days.first <= on <= days.last]
    renewed = {whose(one) for one, days in there if days.first == on}
    return tuple(
        one
        for one, days in there
        if days.last > on or days.first == on or whose(one) not in renewed
    )


def is_sure(facts: Facts, seat: Seat, on: date) -> bool:
    """Whether the dates of a seat, vague as they may be, leave no doubt that it is held."""
    days = span(facts, seat)
    return days.surely_from <= on <= days.surely_to


def members(facts: Facts, body: Body, on: date) -> dict[str, Seat]:
    """The members of a body on that day by their person's uid, each once; its helpers left out."""
    found: dict[str, Seat] = {}
    for seat in serving(facts, on):
        if seat.body == body and seat.post not in HELPERS:
            found.setdefault(seat.person, seat)
    return found


def chairs(facts: Facts, body: Body, on: date) -> tuple[Seat, ...]:
    """Who leads a body that day: one seat, or more where records overlap."""
    return tuple(
        seat for seat in serving(facts, on) if (seat.body, seat.post) == (body, CHAIRS[body])
    )


def representatives(facts: Facts, on: date) -> tuple[Representative, ...]:
    """The villagers' representatives of that day; the last day is read as for seats."""
    return _there(facts, facts.all(Representative), on, whose=lambda one: one.village)


def running(facts: Facts, on: date) -> Iterator[Term]:
    """The terms that have begun and are not closed on that day."""
    for term in facts.all(Term):
        begun = first_day(term.start) <= on
        if begun and (not term.ended or on <= last_day(term.ended)):
            yield term


def latest_term(facts: Facts, seats: Iterable[Seat]) -> str:
    """The term of the seat that began last."""
    return max(seats, key=lambda seat: (span(facts, seat).first, seat.uid)).term


def post_words(seat: Seat) -> str:
    """A post as it is spoken of: 党组织书记, 村委会主任, 理事长, or the roster's own words."""
    return seat.title or f"{_SPOKEN.get(seat.body, '')}{seat.post}"

"""The team of a day: one line for each person in office, whatever the number of their seats."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from villagedesk.declare import Facts
from villagedesk.kinds import first_day
from villagedesk.ledgers.committees.office import CHAIRS, HELPERS, post_words, serving
from villagedesk.ledgers.committees.tables import Body, Post, Seat
from villagedesk.people import PartyMember, Person, Talent, Term, When

_BODIES = {str(body): place for place, body in enumerate(Body)}
_POSTS = {str(post): place for place, post in enumerate(Post)}


@dataclass(frozen=True)
class Member:
    """One person in office, with every seat held that day, the first in rank first."""

    person: Person
    party: PartyMember | None
    seats: tuple[Seat, ...]
    terms: tuple[str, ...]
    first_since: When | None
    """首次进班子时间: the earliest that any seat of theirs tells."""

    @property
    def one_shoulder(self) -> bool:
        """一肩挑: secretary and chair of the village committee in one."""
        return all(
            any((seat.body, seat.post) == (body, CHAIRS[body]) for seat in self.seats)
            for body in (Body.PARTY, Body.COMMITTEE)
        )

    @property
    def cross_serving(self) -> bool:
        """交叉任职: a member of the party organisation and of the village committee."""
        return self.sits_on(Body.PARTY) and self.sits_on(Body.COMMITTEE)

    @property
    def talents(self) -> tuple[Talent, ...]:
        """四类人员, as far as they are known."""
        return tuple(Talent(word) for word in (self.person.talents or "").split("、") if word)

    @property
    def posts(self) -> str:
        """Every post in words: 党组织书记、村委会主任."""
        return "、".join(map(post_words, self.seats))

    @property
    def since(self) -> When | None:
        """任现职时间: of the seat first in rank."""
        return self.seats[0].since

    def sits_on(self, body: Body) -> bool:
        """Whether the person is a member of that body, not only its helper."""
        return any(seat.body == body and seat.post not in HELPERS for seat in self.seats)

    def seats_on(self, body: Body) -> tuple[Seat, ...]:
        """The seats on one body."""
        return tuple(seat for seat in self.seats if seat.body == body)


def team(facts: Facts, on: date) -> tuple[Member, ...]:
    """Who is in office on that day, ordered by rank: party, committee, supervisors, collective."""
    return members_of(facts, serving(facts, on))


def members_of(facts: Facts, seats: tuple[Seat, ...]) -> tuple[Member, ...]:
    """The persons in these seats, each once, ordered by rank."""
    held: dict[str, list[Seat]] = defaultdict(list)
    for seat in sorted(seats, key=rank):
        held[seat.person].append(seat)
    found = (
        _member(facts, person, tuple(theirs))
        for uid, theirs in held.items()
        if (person := facts.get(Person, uid))
    )
    return tuple(sorted(found, key=lambda one: (rank(one.seats[0])[:2], one.person.pinyin)))


def rank(seat: Seat) -> tuple[int, int, str]:
    """Where a seat stands in the order of bodies and posts."""
    return _BODIES[seat.body], _POSTS[seat.post], seat.uid


def _member(facts: Facts, person: Person, seats: tuple[Seat, ...]) -> Member:
    every = [seat for seat in facts.all(Seat) if seat.person == person.uid]
    told = [when for seat in every for when in (seat.first_since, seat.since) if when]
    terms = [term for seat in seats if (term := facts.get(Term, seat.term))]
    return Member(
        person=person,
        party=facts.get(PartyMember, person.uid),
        seats=seats,
        terms=tuple(dict.fromkeys(term.title for term in terms)),
        first_since=min(told, key=first_day, default=None),
    )

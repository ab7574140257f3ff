"""Mistakes in the pool of reserves, each with everything that a check will say of it."""

from villagedesk.demo.faulty import Fault, Mistake, named
from villagedesk.demo.slate import Row, Slate, age
from villagedesk.ledgers.committees.tables import Representative, Seat
from villagedesk.ledgers.reserve.tables import Reserve, Training
from villagedesk.people import Discipline, PartyMember, Person, Presence, Stage

_NOT_COVERED = Fault("reserve.posts_are_covered", "后备干部")


def _too_old(slate: Slate) -> tuple[Fault, ...]:
    """A member in his forties was taken into the pool for the first post."""
    taken = {
        row["person"]
        for kind in (Seat, Representative, Reserve, Discipline)
        for row in slate.rows[kind]
    }
    people = {row["uid"]: row for row in slate.rows[Person]}
    for member in slate.rows[PartyMember]:
        person = people[member["uid"]]
        fits = member["stage"] == Stage.FULL and person["presence"] == Presence.HERE
        if fits and person["uid"] not in taken and 40 <= age(person) < 60:
            for row in _pool(slate)[:1]:
                row["person"] = person["uid"]
                return (Fault("reserve.is_young_enough", person["name"]), _NOT_COVERED)
    return ()


def _no_mentor(slate: Slate) -> tuple[Fault, ...]:
    for row in _pool(slate)[1:2]:
        row.update(mentor=None, mentor_post=None)
        return (Fault("reserve.mentor_is_in_office", _name(slate, row)),)
    return ()


def _not_prepared(slate: Slate) -> tuple[Fault, ...]:
    for row in _pool(slate)[1:2]:
        slate.rows[Training] = [one for one in slate.rows[Training] if one["reserve"] != row["uid"]]
        return (Fault("reserve.is_prepared", _name(slate, row)),)
    return ()


def _went_away(slate: Slate) -> tuple[Fault, ...]:
    """One who stood ready has gone to work elsewhere."""
    for row in _pool(slate)[1:2]:
        person = next(one for one in slate.rows[Person] if one["uid"] == row["person"])
        person["presence"] = Presence.AWAY
        return (Fault("reserve.is_not_away", person["name"]), _NOT_COVERED)
    return ()


MISTAKES: tuple[Mistake, ...] = (_too_old, _no_mentor, _not_prepared, _went_away)


def _pool(slate: Slate) -> list[Row]:
    return [row for row in slate.rows[Reserve] if not row.get("left_on")]


def _name(slate: Slate, row: Row) -> str:
    return named(slate, Person, row["person"])

"""Mistakes as villages make them, each with everything that a check will say of it."""

from datetime import timedelta

from villagedesk.demo import (
    faults_in_contacts,
    faults_in_decisions,
    faults_in_mediation,
    faults_in_meetings,
    faults_in_reserve,
)
from villagedesk.demo.committees import NOW
from villagedesk.demo.faulty import Fault, Mistake
from villagedesk.demo.slate import Row, Slate, age
from villagedesk.demo.team import VILLAGE_CLERK, WOMAN
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Body,
    Change,
    ChangeKind,
    Grade,
    Kinship,
    Post,
    Representative,
    Review,
    ReviewResult,
    Seat,
    Verdict,
)
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import Discipline, Penalty, Person, Presence, Term

MANY = 9
"""Mistakes in one village; a tiny one may have no room for some kinds."""


def seed_faults(slate: Slate) -> tuple[Fault, ...]:
    """Makes some of the mistakes and returns all that follows from them, in order."""
    made: list[tuple[Fault, ...]] = []
    for mistake in slate.random.sample(MISTAKES, len(MISTAKES)):
        if len(made) < MANY and (found := mistake(slate)):
            made.append(found)
    return tuple(sorted({fault for found in made for fault in found}))


def _no_woman(slate: Slate) -> tuple[Fault, ...]:
    women = {row["uid"] for row in slate.rows[Person] if row["gender"] == WOMAN}
    for seat in _seats(slate, Body.COMMITTEE):
        if seat["person"] in women:
            seat["person"] = _reviewed_man(slate)["uid"]
    return (Fault("committees.has_a_woman", Body.COMMITTEE.value),)


def _reviewed_man(slate: Slate) -> Row:
    """Someone without an office or a relative in one, who passed his review."""
    busy = {row["person"] for kind in (Seat, Representative, Reserve) for row in slate.rows[kind]}
    busy |= {row["relative"] for row in slate.rows[Kinship]}
    man = next(
        row
        for row in slate.rows[Person]
        if row["uid"] not in busy
        and row["gender"] != WOMAN
        and row["presence"] in (Presence.HERE, Presence.AWAY)
        and 20 <= age(row) < 75
    )
    slate.add(
        Review,
        person=man["uid"],
        term=_term(slate)["uid"],
        post="村委会委员",
        held_on=(NOW - timedelta(days=20)).isoformat(),
        verdict=Verdict.PASSED,
    )
    return man


def _secretary_supervises(slate: Slate) -> tuple[Fault, ...]:
    secretary = _holder(slate, body=Body.PARTY, post=Post.SECRETARY)
    for seat in _seats(slate, Body.SUPERVISORY):
        if seat["post"] == Post.CHAIR:
            seat["person"] = secretary["uid"]
    return (
        Fault("committees.secretary_does_not_supervise", secretary["name"]),
        Fault("committees.relatives_do_not_supervise", secretary["name"]),
    )


def _council_is_even(slate: Slate) -> tuple[Fault, ...]:
    """One has resigned, and nobody was elected in his place."""
    councillor = _holder(slate, body=Body.COUNCIL, post=Post.COUNCILLOR)
    for seat in _seats(slate, Body.COUNCIL):
        if seat["person"] == councillor["uid"]:
            seat["until"] = "2026-08-31"
    slate.add(
        Change,
        on="2026-08-31",
        person=councillor["uid"],
        kind=ChangeKind.RESIGNED,
        before="理事",
        filed_on="2026-09-04",
    )
    return (Fault("committees.council_is_odd", Body.COUNCIL.value),)


def _no_handover(slate: Slate) -> tuple[Fault, ...]:
    term = _term(slate)
    term.update(handover_on=None, handover_note=None)
    return (Fault("committees.handover_is_recorded", term["title"]),)


def _not_reviewed(slate: Slate) -> tuple[Fault, ...]:
    term = _term(slate)
    member = _holder(slate, body=Body.PARTY, post=Post.DISCIPLINE)
    gone = [
        row
        for row in slate.rows[Review]
        if (row["person"], row["term"]) == (member["uid"], term["uid"])
    ]
    uids = {row["uid"] for row in gone}
    slate.rows[Review] = [row for row in slate.rows[Review] if row["uid"] not in uids]
    slate.rows[ReviewResult] = [
        row for row in slate.rows[ReviewResult] if row["review"] not in uids
    ]
    return (Fault("committees.members_were_reviewed", member["name"]),)


def _speaks_for_forty(slate: Slate) -> tuple[Fault, ...]:
    if not slate.rows[Representative]:
        return ()
    one = slate.random.choice(slate.rows[Representative])
    one["households"] = 40
    person = next(row for row in slate.rows[Person] if row["uid"] == one["person"])
    return (Fault("committees.representatives_speak_for_households", person["name"]),)


def _incompetent_twice(slate: Slate) -> tuple[Fault, ...]:
    member = _holder(slate, title=VILLAGE_CLERK)
    for row in slate.rows[Appraisal]:
        if (row["person"], row["year"]) == (member["uid"], NOW.year - 1):
            row.update(grade=Grade.INCOMPETENT, present=32, unfit_votes=19)
    slate.add(
        Appraisal,
        person=member["uid"],
        year=NOW.year,
        held_on="2026-11-10",
        grade=Grade.INCOMPETENT,
        present=35,
        unfit_votes=20,
    )
    return (Fault("committees.no_two_incompetent_years", member["name"]),)


def _promoted_under_penalty(slate: Slate) -> tuple[Fault, ...]:
    member = _holder(slate, body=Body.PARTY, post=Post.ORGANISER)
    if any(row["person"] == member["uid"] and row["until"] for row in slate.rows[Seat]):
        return ()
    slate.add(
        Discipline,
        person=member["uid"],
        penalty=Penalty.SERIOUS,
        since="2025-11-06",
        until="2027-05-05",
        document="镇纪发〔2025〕19号",
    )
    return (Fault("committees.discipline_forbids_promotion", member["name"]),)


MISTAKES: tuple[Mistake, ...] = (
    _no_woman,
    _secretary_supervises,
    _council_is_even,
    _no_handover,
    _not_reviewed,
    _speaks_for_forty,
    _incompetent_twice,
    _promoted_under_penalty,
    *faults_in_reserve.MISTAKES,
    *faults_in_decisions.MISTAKES,
    *faults_in_meetings.MISTAKES,
    *faults_in_mediation.MISTAKES,
    *faults_in_contacts.MISTAKES,
)


def _seats(slate: Slate, body: Body) -> list[Row]:
    """The seats of a body in the running term."""
    return [row for row in _running(slate) if row["body"] == body]


def _holder(slate: Slate, **wanted: str) -> Row:
    """The first who holds such a seat now."""
    seat = next(row for row in _running(slate) if wanted.items() <= row.items())
    return next(row for row in slate.rows[Person] if row["uid"] == seat["person"])


def _running(slate: Slate) -> list[Row]:
    term = _term(slate)["uid"]
    return [row for row in slate.rows[Seat] if row["term"] == term]


def _term(slate: Slate) -> Row:
    return next(row for row in slate.rows[Term] if row["start"] == NOW.isoformat())

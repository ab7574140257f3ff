"""The team of a day as its page shows it: who sits where, what falls short, in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ui.pages.glance import month_words
from villagedesk.declare import Face, Facts, face
from villagedesk.desk import Desk, Found
from villagedesk.kinds import Text, age_on
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Body,
    Kinship,
    Representative,
    Review,
    Seat,
    Verdict,
)
from villagedesk.ledgers.committees.team import Member, members_of
from villagedesk.people import Person, Term

COLUMNS = (
    ("村党组织", (Body.PARTY,)),
    ("村委会", (Body.COMMITTEE,)),
    ("监委会", (Body.SUPERVISORY,)),
    ("集体经济", (Body.COUNCIL, Body.SUPERVISORS)),
    ("其他职务", (Body.OTHER,)),
)
"""A column for each body, and the bodies whose posts stand in it."""

_ABOUT_A_PERSON = (Seat, Review, Appraisal, Representative, Kinship)


@dataclass(frozen=True)
class Asked:
    """What the clerk wants to see: a day, or everyone of a term whether still in office or not."""

    day: date | None = None
    term: str = ""
    all_of_term: bool = False


@dataclass(frozen=True)
class Seen:
    """The team as the desk tells it, with what belongs to each person, by uid."""

    asked: Asked
    day: date
    is_today: bool
    members: tuple[Member, ...]
    terms: tuple[Term, ...]
    term: Term | None
    problems: dict[str, list[Found]] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)


def see_team(desk: Desk, asked: Asked) -> Seen:
    """Reads the team; runs on the desk's thread."""
    day = asked.day or desk.today
    facts, terms = desk.facts(), desk.terms()
    term = next((one for one in terms if one.uid == asked.term), None) or _running(terms, day)
    if asked.all_of_term and term:
        members = members_of(facts, tuple(s for s in facts.all(Seat) if s.term == term.uid))
    else:
        members = desk.team(day)
    return Seen(
        asked=asked,
        day=day,
        is_today=day == desk.today,
        members=members,
        terms=terms,
        term=term,
        problems=by_person(facts, desk.findings(ledgers=("committees",))),
        reviews={one.person: one for one in sorted(facts.all(Review), key=_reviewed)},
    )


def _running(terms: Sequence[Term], day: date) -> Term | None:
    begun = [one for one in terms if one.start <= day.isoformat()]
    return begun[0] if begun else None


def _reviewed(review: Review) -> str:
    return review.held_on or ""


def by_person(facts: Facts, found: Iterable[Found]) -> dict[str, list[Found]]:
    """The findings about each person, or about one of their records."""
    out: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        records = (facts.get(table, one.uid) for table in _ABOUT_A_PERSON)
        owner = next((str(record.person) for record in records if record), "")  # type: ignore[attr-defined]
        if owner or facts.get(Person, one.uid):
            out[owner or one.uid].append(one)
    return dict(out)


def columns(members: Iterable[Member]) -> tuple[Face, ...]:
    """The faces of the grid; a column for posts outside the bodies only where there are any."""
    others = any(one.seats_on(Body.OTHER) for one in members)
    bodies = COLUMNS if others else COLUMNS[:-1]
    return (
        face(Person.name),
        face(Person.gender),
        Face("出生年月", Text(), 8, key="birth"),
        *(Face(title, Text(), 10, key=title) for title, _ in bodies),
        face(Person.talents),
        Face("任现职", Text(), 8, key="since"),
        face(Person.phone),
    )


def row_of(member: Member, faces: Sequence[Face]) -> tuple[Any, ...]:
    """One person's line: the uid, then a value for each face."""
    person = member.person
    known = {
        "name": person.name,
        "gender": person.gender,
        "birth": dotted(person.born),
        "talent": person.talents,
        "since": dotted(member.since),
        "phone": person.phone,
        **{title: posts_on(member, bodies) for title, bodies in COLUMNS},
    }
    return (person.uid, *(known[one.key] for one in faces))


def dotted(when: str | None) -> str:
    """1985.03: year and month as rosters print them."""
    return (when or "")[:7].replace("-", ".")


def posts_on(member: Member, bodies: Sequence[Body]) -> str:
    """A person's posts on some bodies."""
    seats = (seat for body in bodies for seat in member.seats_on(body))
    return "、".join(seat.title or str(seat.post) for seat in seats)


def passes(member: Member, words: str, bodies: Sequence[Body], *, women: bool) -> bool:
    """Whether a person is among those looked for."""
    person = member.person
    typed = words.strip().lower()
    places = (person.name, person.pinyin, person.initials, person.phone or "", member.posts)
    return (
        (not typed or any(typed in place for place in places))
        and (not bodies or any(member.seats_on(body) for body in bodies))
        and (not women or person.gender == "2")
    )


def sentence(seen: Seen) -> str:
    """第十二届 · 2026年3月—2031年3月 · 在任 9 人，一肩挑 1 人."""
    if not seen.members and not seen.term:
        return "还没有登记班子成员"
    both = sum(one.one_shoulder for one in seen.members)
    counted = f"{len(seen.members)} 人" + (f"，一肩挑 {both} 人" if both else "")
    term = f"{seen.term.title} · {span_words(seen.term)} · " if seen.term else ""
    if seen.asked.all_of_term:
        return f"{term}先后任职 {counted}"
    if seen.is_today:
        return f"{term}在任 {counted}"
    return f"{seen.day.year}年{seen.day.month}月{seen.day.day}日的班子 · {term}在任 {counted}"


def span_words(term: Term) -> str:
    """The months of a term."""
    return (
        f"{month_words(term.start)}—{month_words(term.ended or term.extended_to or term.due_end)}"
    )


def marks(member: Member, on: date) -> tuple[tuple[str, str], ...]:
    """What is remarkable about a person, as word and tone."""
    born = member.person.born
    young = bool(born) and age_on(born or "", on)[1] <= 35
    said = (
        (member.one_shoulder, ("一肩挑", "info")),
        (member.cross_serving and not member.one_shoulder, ("交叉任职", "info")),
        (member.party is not None, ("党员", "plain")),
        (young, ("35 岁以下", "ok")),
    )
    return tuple(mark for holds, mark in said if holds)


def review_words(review: Review | None) -> tuple[str, str, str]:
    """Word, tone and sentence about the review before office."""
    if review is None:
        return "没登记", "warn", "还没有登记联审结果，任职前应完成联审"
    tone = {Verdict.PASSED: "ok", Verdict.FAILED: "bad"}.get(Verdict(review.verdict), "warn")
    when = f"{review.held_on} " if review.held_on else ""
    reason = f"，{review.reason}" if review.reason else ""
    return str(review.verdict), tone, f"{when}{review.post or ''}{reason}".strip()

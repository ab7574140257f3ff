"""The village's bodies in two terms: seats, reviews, changes, appraisals, representatives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk.demo.party import organisation
from villagedesk.demo.slate import Row, Slate, age
from villagedesk.demo.team import SUPERVISION, WOMAN, Cast, Role
from villagedesk.ledgers.committees.tables import (
    DEPARTMENTS,
    Appraisal,
    Body,
    Change,
    ChangeKind,
    Grade,
    KinKind,
    Kinship,
    Origin,
    Post,
    Representative,
    Review,
    ReviewResult,
    Seat,
    Verdict,
)
from villagedesk.people import Group, Household, PartyMember, Person, Presence, Term

BEFORE, NOW = date(2021, 3, 20), date(2026, 3, 20)
"""When the two terms began."""

_GRADES = {Grade.EXCELLENT: 25, Grade.COMPETENT: 70, Grade.BARELY: 5}
_APPRAISED = (Body.COMMITTEE, Body.SUPERVISORY)
_HOUSEHOLDS_EACH, _FEWEST_HOUSEHOLDS = 10, 5


@dataclass(frozen=True)
class Years:
    """A term's row and its days; a running one has no last."""

    term: Row
    first: date
    last: date | None


def seat(slate: Slate, team: Sequence[Cast]) -> None:
    """Everything the ledger of the committees holds."""
    before, now = _terms(slate)
    stepped_in = next((cast for cast in team if cast.role is SUPERVISION and cast.changed), None)
    for cast in team:
        if cast is stepped_in:
            _step_in(slate, cast, before)
        else:
            _serve(slate, cast.role, cast.before, before)
            _change_over(slate, cast)
        _serve(slate, cast.role, cast.now, now)
    _note_first_years(slate)
    _note_party_posts(slate, now)
    _appraise(slate, before)
    _represent(slate, now)
    _relate(slate, team)


def _terms(slate: Slate) -> tuple[Years, Years]:
    before = slate.add(
        Term,
        title="第十届",
        start=BEFORE.isoformat(),
        due_end=_eve(NOW).isoformat(),
        ended=_eve(NOW).isoformat(),
        handover_on=(BEFORE + timedelta(days=7)).isoformat(),
        handover_note="印章、账目、合同、固定资产清单已移交",
    )
    now = slate.add(
        Term,
        title="第十一届",
        start=NOW.isoformat(),
        due_end=_eve(NOW.replace(year=NOW.year + 5)).isoformat(),
        handover_on=(NOW + timedelta(days=slate.random.randint(3, 9))).isoformat(),
        handover_note="印章、账目、合同、档案、固定资产清单已移交，镇政府监交",
    )
    return Years(before, BEFORE, _eve(NOW)), Years(now, NOW, None)


def _eve(day: date) -> date:
    return day - timedelta(days=1)


def _step_in(slate: Slate, cast: Cast, before: Years) -> None:
    """One gave up half-way, and another was elected for the rest of the term."""
    gone, came, held = date(2023, 6, 12), date(2023, 7, 5), words(slate, cast.role)
    _serve(slate, cast.role, cast.before, replace(before, last=gone))
    _serve(slate, cast.role, cast.now, replace(before, first=came), Origin.BY_ELECTION)
    _change(slate, cast.before, ChangeKind.RESIGNED, on=gone, before=held)
    _change(slate, cast.now, ChangeKind.BY_ELECTION, on=came, after=held)


def _serve(
    slate: Slate, role: Role, person: Row, years: Years, origin: Origin = Origin.ELECTED
) -> None:
    """The seats of one person in one term, after the review."""
    _review(slate, role, person, years)
    for body, post in _seats_of(role):
        slate.add(
            Seat,
            person=person["uid"],
            term=years.term["uid"],
            body=body,
            post=post,
            title=role.extra if body == Body.OTHER else None,
            since=years.first.isoformat(),
            until=years.last.isoformat() if years.last else None,
            origin=Origin.APPOINTED if body == Body.OTHER else origin,
            duty=role.duty,
        )


def _seats_of(role: Role) -> Iterator[tuple[Body, Post]]:
    yield from role.posts
    if role.extra and Body.OTHER not in (body for body, _ in role.posts):
        yield Body.OTHER, Post.OTHER


def words(slate: Slate, role: Role) -> str:
    """The posts as a notice would name them: 党支部书记、村委会主任."""
    names = {
        Body.PARTY: organisation(slate),
        Body.COMMITTEE: "村委会",
        Body.SUPERVISORY: "村监委会",
    }
    posts = [f"{names.get(body, '')}{post}" for body, post in role.posts if body != Body.OTHER]
    return "、".join([*posts, role.extra] if role.extra else posts)


def _review(slate: Slate, role: Role, person: Row, years: Years) -> None:
    review = slate.add(
        Review,
        person=person["uid"],
        term=years.term["uid"],
        post=words(slate, role),
        held_on=(years.first - timedelta(days=slate.random.randint(18, 30))).isoformat(),
        verdict=Verdict.PASSED,
    )
    for place, department in enumerate(DEPARTMENTS):
        said = {"department": department, "result": Verdict.PASSED, "place": place}
        slate.add(ReviewResult, review=review["uid"], **said)


def _change_over(slate: Slate, cast: Cast) -> None:
    """What was reported of the change of terms."""
    if cast.changed:
        held = words(slate, cast.role)
        _change(slate, cast.before, ChangeKind.EXPIRED, on=NOW, before=held)
        _change(slate, cast.now, ChangeKind.NEW, on=NOW, after=held)


def _change(slate: Slate, person: Row, kind: ChangeKind, *, on: date, **posts: str) -> None:
    slate.add(
        Change,
        on=on.isoformat(),
        person=person["uid"],
        kind=kind,
        document=f"镇党发〔{on.year}〕{on.month + 8}号",
        filed_on=(on + timedelta(days=6)).isoformat(),
        **posts,
    )


def _note_first_years(slate: Slate) -> None:
    first: dict[str, str] = {}
    for row in sorted(slate.rows[Seat], key=lambda row: str(row["since"])):
        row["first_since"] = first.setdefault(row["person"], row["since"])


def _note_party_posts(slate: Slate, now: Years) -> None:
    members = {row["uid"]: row for row in slate.rows[PartyMember]}
    for row in slate.rows[Seat]:
        if row["body"] == Body.PARTY and row["term"] == now.term["uid"]:
            members[row["person"]]["post"] = f"{organisation(slate)}{row['post']}"


def _appraise(slate: Slate, before: Years) -> None:
    """One meeting each December, on the members of the committee and of its supervisors."""
    members = [
        row
        for row in slate.rows[Seat]
        if row["body"] in _APPRAISED and row["term"] == before.term["uid"]
    ]
    for year in range(BEFORE.year, NOW.year):
        held, present = slate.random.randint(12, 28), slate.random.randint(24, 40)
        for row in members:
            if row["since"] <= f"{year}-12-{held}" <= row["until"]:
                slate.add(
                    Appraisal,
                    person=row["person"],
                    year=year,
                    held_on=f"{year}-12-{held}",
                    grade=slate.weighted(_GRADES),
                    present=present,
                    unfit_votes=slate.random.randint(0, 3),
                )


def _represent(slate: Slate, now: Years) -> None:
    """One for about ten households, or by the groups where the village is too small for that."""
    committee = {
        row["person"]
        for row in slate.rows[Seat]
        if row["body"] == Body.COMMITTEE and row["term"] == now.term["uid"]
    }
    households, able = slate.rows[Household], _able_by_group(slate, committee)
    count = max(len(households) // _HOUSEHOLDS_EACH, 4 * len(committee) + 1)
    if sum(map(len, able.values())) < 2 * count:
        return  # so small a village meets as a whole
    women, first = 0, 0
    for place, share in enumerate(_shares(len(households), count)):
        woman = women * 100 < 45 * (place + 1)
        person = _taken(able, households[first]["group"], woman=woman)
        women, first = women + (person["gender"] == WOMAN), first + share
        slate.add(
            Representative,
            person=person["uid"],
            term=now.term["uid"],
            households=share if share >= _FEWEST_HOUSEHOLDS else None,
            since=(now.first - timedelta(days=5)).isoformat(),
        )


def _taken(able: dict[str, list[Row]], group: str, *, woman: bool) -> Row:
    """A woman or a man of the group; else of the group that has most people left."""
    for rows in (able[group], max(able.values(), key=len)):
        for row in rows:
            if (row["gender"] == WOMAN) == woman:
                rows.remove(row)
                return row
    return max(able.values(), key=len).pop()


def _able_by_group(slate: Slate, committee: set[str]) -> dict[str, list[Row]]:
    """Who may speak for others, one of each household."""
    able: dict[str, dict[str, Row]] = {group["uid"]: {} for group in slate.rows[Group]}
    for row in slate.random.sample(slate.rows[Person], len(slate.rows[Person])):
        here = row["presence"] == Presence.HERE and 25 <= age(row) <= 74
        if here and row["uid"] not in committee:
            able[row["group"]].setdefault(row["household"], row)
    return {group: list(rows.values()) for group, rows in able.items()}


def _shares(whole: int, parts: int) -> list[int]:
    """A number split as evenly as can be."""
    return [whole // parts + (place < whole % parts) for place in range(parts)]


def _relate(slate: Slate, team: Sequence[Cast]) -> None:
    """Relatives whom no rule keeps apart: members of the team and people without an office."""
    known = {person["uid"] for cast in team for person in (cast.now, cast.before)}
    for cast in team[:6]:
        spouse = _spouse(slate, cast.now)
        if spouse and spouse["uid"] not in known:
            slate.add(Kinship, person=cast.now["uid"], relative=spouse["uid"], kind=KinKind.SPOUSE)


def _spouse(slate: Slate, person: Row) -> Row | None:
    """Husband or wife of a household's head, or the head of one who is married to it."""
    couple = ("02", "11", "12")
    if person["relation"] not in couple:
        return None
    return next(
        (
            row
            for row in slate.rows[Person]
            if row["household"] == person["household"]
            and row["uid"] != person["uid"]
            and row["relation"] in couple
        ),
        None,
    )

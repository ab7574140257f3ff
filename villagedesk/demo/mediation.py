"""The mediation committee, the 乡贤 who help it, and the quarrels of a year."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from villagedesk.demo.quarrels import (
    ACCEPTED,
    DONE,
    FILED,
    QUARRELS,
    VISITED,
    Quarrel,
)
from villagedesk.demo.slate import DAY, Row, Slate, age
from villagedesk.demo.team import LEADER, WOMAN, Cast
from villagedesk.ledgers.committees.tables import Body
from villagedesk.ledgers.mediation.states import AGREED as AGREEMENTS
from villagedesk.ledgers.mediation.states import must_have, spoken_of
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Confirmation,
    Keeping,
    Mediator,
    MediatorPost,
    Outcome,
    Part,
    Performance,
    Sage,
    SageKind,
    Session,
    Side,
    SideKind,
    Taking,
)
from villagedesk.people import PartyMember, Person, Presence, Talent

YEAR = DAY.year
_BEGUN, _ENDS = "2024-05-20", "2027-05-19"
_SAGES = {0: 3, 500: 4, 2000: 5}
_CASES = {0: 10, 500: 11, 2000: 12}
"""From so many people on, so many sages and cases."""
_STRENGTHS = ("说理、红白事", "邻里纠纷", "土地地界", "家庭纠纷", "会算账")
_STRANGER = {"gender": "1", "ethnicity": "01", "age": 45, "address": "邻村", "work": "跑运输"}
_PAGES = {"封底": 1, "调解记录": 3, "协议书": 2}


def mediate(slate: Slate, people: int, team: Sequence[Cast]) -> None:
    """Writes the committee, the sages, and every case with its file."""
    committee = _choose_committee(slate, team)
    known = {row["uid"] for row in committee}
    sages = _ask_sages(slate, known, _by_size(_SAGES, people))
    chosen = sorted(QUARRELS[: _by_size(_CASES, people)], key=lambda one: one.accepted)
    for number, quarrel in enumerate(chosen, 1):
        case = _accept(slate, quarrel, number)
        case["registrar"] = committee[-1]["name"]
        _name_sides(slate, case, quarrel, known | {row["uid"] for row in sages})
        _talk(slate, case, quarrel, (committee[number % len(committee)], sages[number % 2]))
        _settle(case, quarrel, committee[0]["name"])
        if quarrel.far >= VISITED:
            _file(slate, case)


def _by_size(steps: dict[int, int], people: int) -> int:
    return max(count for least, count in steps.items() if people >= least)


def _choose_committee(slate: Slate, team: Sequence[Cast]) -> tuple[Row, ...]:
    """Three or more of the village committee, not its head; a woman is among them."""
    own = [cast.now for cast in team if cast.role is not LEADER and _serves(cast)]
    women = [cast.now for cast in team if cast.now["gender"] == WOMAN]
    chosen = list({row["uid"]: row for row in (*own[:4], *women[:1])}.values())
    spare = (cast.now for cast in team if cast.role is not LEADER)
    for row in spare:
        if len(chosen) < 3 and row not in chosen:
            chosen.append(row)
    posts = (MediatorPost.CHAIR, MediatorPost.DEPUTY)
    for place, row in enumerate(chosen):
        post = posts[place] if place < len(posts) else MediatorPost.MEMBER
        slate.add(Mediator, person=row["uid"], post=post, since=_BEGUN, until=_ENDS)
    return tuple(chosen)


def _serves(cast: Cast) -> bool:
    return any(body is Body.COMMITTEE for body, _ in cast.role.posts)


def _ask_sages(slate: Slate, known: Iterable[str], wanted: int) -> tuple[Row, ...]:
    members = {row["uid"] for row in slate.rows[PartyMember]}
    old = [
        row
        for row in slate.rows[Person]
        if row["presence"] == Presence.HERE and 50 <= age(row) <= 76 and row["uid"] not in known
    ]
    old.sort(key=lambda row: (row["uid"] not in members, not row["talents"], row["uid"]))
    for place, row in enumerate(old[:wanted]):
        kind = SageKind.MEMBER if row["uid"] in members else SageKind.ELDER
        kind = SageKind.PROSPEROUS if Talent.PROSPERED in (row["talents"] or "") else kind
        slate.add(
            Sage,
            person=row["uid"],
            kind=kind,
            strength=_STRENGTHS[place],
            since="2024-06-01",
            until="2027-05-31",
        )
    return tuple(old[:wanted])


def _accept(slate: Slate, quarrel: Quarrel, number: int) -> Row:
    accepted = f"{YEAR}-{quarrel.accepted}"
    return slate.add(
        Case,
        case_no=f"{YEAR}-{number:03}",
        accepted_on=accepted,
        source=quarrel.source,
        kind=quarrel.kind,
        summary=quarrel.summary,
        people=2,
        hard=quarrel.risky,
        may_escalate=quarrel.risky,
        reported_on=accepted if quarrel.risky else None,
        entered_on=accepted,
    )


def _name_sides(slate: Slate, case: Row, quarrel: Quarrel, busy: Iterable[str]) -> None:
    """Two grown people of two households, of which nobody has to do with the mediating."""
    signed = True if quarrel.outcome is Outcome.WRITTEN else None
    near = {row["household"] for row in slate.rows[Person] if row["uid"] in busy}
    adults = [
        row
        for row in slate.rows[Person]
        if row["presence"] == Presence.HERE and 25 <= age(row) <= 68
        if row["household"] not in near
    ]
    first = slate.random.choice(adults)
    others = [row for row in adults if row["household"] != first["household"]]
    for side, row in zip(SideKind, (first, slate.random.choice(others)), strict=True):
        own = {
            "name": row["name"],
            "person": row["uid"],
            "phone": row["phone"],
            "work": row["work"],
        }
        if quarrel.stranger and side is SideKind.RESPONDENT:
            own = _STRANGER | {"name": quarrel.stranger}
        slate.add(Side, case=case["uid"], side=side, signed=signed, **own)


def _talk(slate: Slate, case: Row, quarrel: Quarrel, helpers: tuple[Row, Row]) -> None:
    """One sitting or two, with a mediator and a sage; nobody sits with who refuses."""
    if quarrel.far == ACCEPTED or quarrel.outcome in (Outcome.REFUSED, Outcome.PASSED_ON):
        return
    for row, part in zip(helpers, (Part.MEDIATOR, Part.SAGE), strict=True):
        slate.add(Taking, case=case["uid"], person=row["uid"], part=part)
    first = date.fromisoformat(case["accepted_on"]) + timedelta(days=2)
    last = _day(quarrel) if quarrel.settled else None
    said = "听双方各自说了经过，看了现场，乡贤从邻里情分上劝，双方都说回去想一想。"
    slate.add(Session, case=case["uid"], on=first.isoformat(), place="现场", said=said)
    if last:
        said = f"双方再坐到一起。{quarrel.terms or '谈了半天，意见还是差得远。'}"
        slate.add(Session, case=case["uid"], on=last.isoformat(), place="村调解室", said=said)


def _day(quarrel: Quarrel) -> date:
    return date.fromisoformat(f"{YEAR}-{quarrel.settled}")


def _settle(case: Row, quarrel: Quarrel, visitor: str) -> None:
    """The outcome, and what has followed by the day the demo speaks of."""
    if not quarrel.outcome:
        return
    settled = _day(quarrel)
    case["outcome"] = quarrel.outcome
    if quarrel.outcome in AGREEMENTS:
        case.update(_agreement(quarrel, settled, case["case_no"]))
    if quarrel.far >= VISITED and quarrel.outcome in AGREEMENTS:
        case.update(
            visited_on=(settled + timedelta(days=30)).isoformat(),
            visitor=visitor,
            visit_why="看看履行以后两家有没有反复",
            visit="已经照协议办了，两家没有再争。",
            satisfied="满意",
        )
    if quarrel.far >= VISITED:
        closed = settled + timedelta(days=35 if quarrel.outcome in AGREEMENTS else 3)
        case["closed_on"] = closed.isoformat()
    if quarrel.far == FILED:
        case["archived_on"] = (closed + timedelta(days=7)).isoformat()
        case.update(volume=f"{YEAR}-{case['case_no'][-2:]}", keeping=Keeping.TEN)


def _agreement(quarrel: Quarrel, settled: date, number: str) -> Row:
    written = quarrel.outcome is Outcome.WRITTEN
    asked = settled + timedelta(days=9)
    return {
        "agreement": f"协{number}" if written else None,
        "terms": quarrel.terms,
        "signed": True if written else None,
        "sealed": True if written else None,
        "effective_on": settled.isoformat(),
        "amount": quarrel.amount or None,
        "due_on": f"{YEAR}-12-31"
        if quarrel.far < DONE
        else (settled + timedelta(days=15)).isoformat(),
        "how": quarrel.how,
        "performance": Performance.DONE if quarrel.far >= DONE else Performance.RUNNING,
        "confirmation": Confirmation.VALID if quarrel.asks_court else Confirmation.NONE,
        "asked_on": asked.isoformat() if quarrel.asks_court else None,
        "confirmed_on": (asked + timedelta(days=8)).isoformat() if quarrel.asks_court else None,
    }


def _file(slate: Slate, case: Row) -> None:
    """Every document that must lie there, and those the record speaks of."""
    record = Case(**case)
    for kind in (*must_have(record), *spoken_of(record)):
        slate.add(CasePaper, case=case["uid"], kind=kind, pages=_PAGES.get(kind, 1))

"""The same person twice: in two villages, in two villages' reserves, in two villages' branches.

With masked ID numbers they are candidates only; a person at the town decides, once for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from villagedesk.kinds import is_whole
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import PartyMember, Person, Presence
from villagedesk.store.migrations import alone
from villagedesk.store.records import table_of
from villagedesk.town.parcels import Verdict
from villagedesk.town.standing import villages_in_order

TWIN = "twin"
"""The kind of a verdict on two persons; `about` is both uids."""

SAME, DIFFERENT = "same", "different"


class Where(StrEnum):
    """What both are in, the gravest last."""

    VILLAGE = "村"
    RESERVE = "后备"
    BRANCH = "支部"


@dataclass(frozen=True)
class PersonSeen:
    """One of two who may be the same."""

    uid: str
    village: str
    name: str
    born: str
    gender: str
    id_no: str


@dataclass(frozen=True)
class Twin:
    """Two records of what may be one person; `sure` where whole ID numbers say so.

    `said` is what a person decided: "", "same" or "different".
    """

    where: Where
    one: PersonSeen
    other: PersonSeen
    sure: bool
    said: str = ""

    @property
    def about(self) -> str:
        """The pair as a verdict names it, whichever of them comes first."""
        return "|".join(sorted((self.one.uid, self.other.uid)))


def twins(connection: Connection) -> tuple[Twin, ...]:
    """Every pair across two villages, those without a verdict first, then the sure ones."""
    names = {one.code: one.name for one in villages_in_order(connection)}
    verdicts = _verdicts(connection)
    reserves = _uids(connection, _in_reserve())
    members = _uids(connection, select(table_of(PartyMember).c.uid))
    found = [
        Twin(_where(pair, reserves, members), *_seen(pair, names), sure=sure)
        for pair, sure in _pairs(_living(connection))
    ]
    said = [_with_verdict(one, verdicts) for one in found]
    places = list(Where)
    return tuple(
        sorted(
            said,
            key=lambda one: (
                bool(one.said),
                not one.sure,
                -places.index(one.where),
                one.one.name,
                one.about,
            ),
        )
    )


def decide(connection: Connection, twin: Twin, said: str, *, who: str, at: str) -> None:
    """Keeps what a person decided of two records; "" takes it back."""
    own = table_of(Verdict)
    alone(connection)
    connection.execute(delete(own).where(own.c.kind == TWIN, own.c.about == twin.about))
    if said:
        line = {"kind": TWIN, "about": twin.about, "said": said, "who": who, "at": at}
        connection.execute(insert(own).values(**line))


def _living(connection: Connection) -> Sequence[Any]:
    own = table_of(Person)
    gone = (Presence.MOVED.value, Presence.DEAD.value)
    query = select(
        own.c.uid, own.c.village, own.c.name, own.c.born, own.c.gender, own.c.id_no
    ).where(own.c.presence.is_(None) | own.c.presence.not_in(gone))
    return connection.execute(query.order_by(own.c.uid)).all()


def _pairs(people: Sequence[Any]) -> Iterator[tuple[tuple[Any, Any], bool]]:
    """Two persons of two villages with one ID number, or with one name, birth and sex.

    Two whole numbers that differ are two people; a birth given only by its year tells too little.
    """
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for person in people:
        if person.id_no and is_whole(person.id_no):
            groups["id", person.id_no].append(person)
        if person.born and len(person.born) > len("1985"):
            month = person.born[: len("1985-03")]
            groups["name", person.name, month, person.gender or ""].append(person)
    sure = {
        (a.uid, b.uid) for key, those in groups.items() if key[0] == "id" for a, b in _across(those)
    }
    for key, those in groups.items():
        for pair in _across(those):
            known = (pair[0].uid, pair[1].uid) in sure
            if key[0] == "id" or (not known and _may_be_same(*pair)):
                yield pair, known


def _across(people: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    return ((a, b) for a, b in combinations(people, 2) if a.village != b.village)


def _may_be_same(one: Any, other: Any) -> bool:
    """Whether nothing tells the two apart: not the day of birth, not what the masks leave open."""
    days = [day for day in (one.born, other.born) if len(day) == len("1985-03-07")]
    if len(set(days)) > 1:
        return False
    numbers = (one.id_no or "", other.id_no or "")
    return all(a == b or "*" in (a, b) for a, b in zip(*numbers, strict=False))


def _where(pair: tuple[Any, Any], reserves: set[str], members: set[str]) -> Where:
    uids = {person.uid for person in pair}
    if uids <= members:
        return Where.BRANCH
    return Where.RESERVE if uids <= reserves else Where.VILLAGE


def _seen(pair: tuple[Any, Any], names: dict[str, str]) -> tuple[PersonSeen, PersonSeen]:
    one, other = (
        PersonSeen(p.uid, names[p.village], p.name, p.born or "", p.gender or "", p.id_no or "")
        for p in pair
    )
    return one, other


def _with_verdict(twin: Twin, verdicts: dict[str, str]) -> Twin:
    said = verdicts.get(twin.about, "")
    return Twin(twin.where, twin.one, twin.other, sure=twin.sure, said=said)


def _verdicts(connection: Connection) -> dict[str, str]:
    own = table_of(Verdict)
    rows = connection.execute(select(own.c.about, own.c.said).where(own.c.kind == TWIN))
    return {row.about: row.said for row in rows}


def _in_reserve() -> Select[Any]:
    own = table_of(Reserve)
    return select(own.c.person).where(own.c.left_on.is_(None))


def _uids(connection: Connection, query: Select[Any]) -> set[str]:
    return set(connection.execute(query).scalars())

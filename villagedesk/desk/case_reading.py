"""Reading no more of the cases than a page shows: all of them lightly, or one with its people."""

from typing import Any

from sqlalchemy import Select, func, select, true
from sqlmodel import SQLModel

from villagedesk.declare import Facts
from villagedesk.ledgers.mediation.tables import Case, CasePaper, Session, Side, Taking
from villagedesk.people import Person
from villagedesk.store.database import Store
from villagedesk.store.records import table_of

_ON_A_CARD = (
    "uid",
    "case_no",
    "accepted_on",
    "kind",
    "outcome",
    "effective_on",
    "due_on",
    "performance",
    "confirmation",
    "asked_on",
    "visited_on",
    "closed_on",
    "archived_on",
)
"""What the state, the clocks and the words of a card follow from."""


def light_facts(store: Store, *, archive: bool = True) -> Facts:
    """Every case without its long texts; what else they have only outside the archive.

    Without the archive those in it are left out altogether.
    """
    cases, sides, papers = table_of(Case), table_of(Side), table_of(CasePaper)
    sessions, takings = table_of(Session), table_of(Taking)
    open_still = cases.c.archived_on.is_(None)
    alive = select(cases.c.uid).where(open_still)
    shown = true() if archive else open_still
    named = true() if archive else sides.c.case.in_(alive)
    return _facts(
        store,
        {
            Case: select(*(cases.c[name] for name in _ON_A_CARD)).where(shown),
            Side: select(sides.c.case, sides.c.side, sides.c.name).where(named),
            Taking: select(takings.c.case, takings.c.person, takings.c.part).where(
                takings.c.case.in_(alive)
            ),
            Session: select(sessions.c.uid, sessions.c.case, sessions.c.on).where(
                sessions.c.case.in_(alive)
            ),
            CasePaper: select(papers.c.case, papers.c.kind).where(papers.c.case.in_(alive)),
        },
    )


def archived_cases(store: Store) -> int:
    """How many cases lie in the archive."""
    cases = table_of(Case)
    query = select(func.count()).select_from(cases).where(cases.c.archived_on.is_not(None))
    with store.reading() as connection:
        return int(connection.execute(query).scalar_one())


def facts_of_case(store: Store, uid: str) -> Facts:
    """One case whole, with its parts and the people who took part."""
    cases, people, takings = table_of(Case), table_of(Person), table_of(Taking)
    helping = select(takings.c.person).where(takings.c.case == uid)
    parts: dict[type[SQLModel], Select[Any]] = {
        kind: select(table_of(kind)).where(table_of(kind).c.case == uid)
        for kind in (Side, Taking, Session, CasePaper)
    }
    return _facts(
        store,
        {
            Case: select(cases).where(cases.c.uid == uid),
            Person: select(people.c.uid, people.c.name).where(people.c.uid.in_(helping)),
            **parts,
        },
    )


def _facts(store: Store, queries: dict[type[SQLModel], Select[Any]]) -> Facts:
    with store.reading() as connection:
        rows = {kind: connection.execute(query).all() for kind, query in queries.items()}
    return Facts(rows.__getitem__)

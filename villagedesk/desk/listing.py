"""Lists of records; in a town's store over all its villages, with each row's village in front."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from villagedesk.declare import Derived, Face, Roll, face
from villagedesk.desk.opening import OpenDesk
from villagedesk.desk.wording import people, renamed
from villagedesk.kinds import Text
from villagedesk.ledgers import LEDGERS
from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS
from villagedesk.people import PartyMember, Person
from villagedesk.store.queries import field_of, listing, record_types
from villagedesk.store.records import table_of
from villagedesk.town.standing import villages_in_order

VILLAGE = Face("村", Text(), 14, key="village_name")
"""Whose record it is; only a town's lists have this column."""


@dataclass(frozen=True)
class Pick:
    """A record that can be linked to: its uid, its title, and what tells it from its namesakes."""

    uid: str
    title: str
    hint: str


@dataclass(frozen=True)
class Villages:
    """A town's villages in its own order, by code, as a list shows and sorts them."""

    names: Mapping[str, str]

    def shown(self, roll: Roll) -> Derived:
        """The name of a row's village."""
        return Derived(VILLAGE, case({"": "", **self.names}, value=roll.table.c.village, else_=""))

    def place(self, roll: Roll) -> Derived:
        """Where a row's village stands."""
        places = {code: place for place, code in enumerate(self.names, start=1)}
        return Derived(VILLAGE, case({"": 0, **places}, value=roll.table.c.village, else_=0))

    def called(self, name: str) -> list[str]:
        """The codes of the villages of this name."""
        return [code for code, known in self.names.items() if known == name]


@dataclass
class Listing(OpenDesk):
    """The verbs by which records are listed, counted and found."""

    def grid_faces(self, roll: Roll) -> tuple[Face, ...]:
        """What stands in `rows` behind the uid; asks nothing of the store."""
        return (*self._front(), *map(face, roll.grid))

    def filter_faces(self, roll: Roll) -> tuple[Face, ...]:
        """The fields by which `rows` can be narrowed; asks nothing of the store."""
        return (*self._front(), *map(face, roll.filters))

    def _front(self) -> tuple[Face, ...]:
        return (VILLAGE,) if self.store.is_town else ()

    def rows(
        self,
        roll: Roll,
        *,
        words: str = "",
        where: Mapping[str, Any] | None = None,
        order: Sequence[tuple[str, bool]] = (),
        most: int | None = None,
    ) -> list[tuple[Any, ...]]:
        """The roll's grid: a row's uid, then the grid's fields; order: (field key, descending).

        `most` is how many rows are wanted at all. A town's rows begin with their village and stand
        village by village, in the order of the town's list, within any other order.
        """
        with self.store.reading() as connection:
            villages = self._villages(connection)
            narrowed, tests = self._narrowed(roll, villages, where or {})
            by = [(_ranked(roll, villages, key), descending) for key, descending in order]
            shown = roll.grid
            if villages:
                shown, by = (villages.shown(roll), *shown), [*by, (villages.place(roll), False)]
            query = listing(roll, shown, words=words, where=narrowed, order=by).where(*tests)
            rows = [tuple(row) for row in connection.execute(query.limit(most))]
        return renamed(rows, {SUPERVISORY_LABELS[0]: self.supervisory_label})

    def _villages(self, connection: Connection) -> Villages | None:
        if not self.store.is_town:
            return None
        return Villages({one.code: one.name for one in villages_in_order(connection)})

    def _narrowed(
        self, roll: Roll, villages: Villages | None, where: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[ColumnElement[bool]]]:
        """The filters on fields, and as tests those on whose records they are."""
        own, tests = dict(where), self._of_the_chosen(roll)
        if villages and VILLAGE.key in own:
            tests.append(roll.table.c.village.in_(villages.called(own.pop(VILLAGE.key))))
        return own, tests

    def _of_the_chosen(self, roll: Roll) -> list[ColumnElement[bool]]:
        return [roll.table.c.village == self.chosen] if self.chosen else []

    def count(self, roll: Roll) -> int:
        """How many records a roll holds."""
        query = select(func.count()).select_from(roll.table).where(*self._of_the_chosen(roll))
        with self.store.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def values_of(self, roll: Roll, key: str) -> list[Any]:
        """The values that occur in a field, for its filter, with the commonest first.

        A town's villages come in the order of its list.
        """
        if key == VILLAGE.key:
            return self._villages_in(roll)
        shown = listing(roll, (field_of(roll, key),), order=()).subquery()
        value = list(shown.c)[1]
        query = select(value).group_by(value).order_by(func.count().desc(), value).limit(40)
        with self.store.reading() as connection:
            return [
                found for found in connection.execute(query).scalars() if found not in (None, "")
            ]

    def _villages_in(self, roll: Roll) -> list[str]:
        with self.store.reading() as connection:
            names = villages.names if (villages := self._villages(connection)) else {}
            held = set(connection.execute(select(roll.table.c.village).distinct()).scalars())
        return list(dict.fromkeys(name for code, name in names.items() if code in held))

    def parts(self, roll: Roll, parent: str) -> list[tuple[Any, ...]]:
        """The rows of a part roll under one record."""
        under = roll.table.c[parent_of(roll)]
        query = listing(roll, roll.grid).where(under == parent)
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.execute(query)]

    def owners(self, roll: Roll) -> dict[str, str]:
        """What the rows of a part belong to, in words, by their uids; {} for any other roll."""
        tops = (top for ledger in LEDGERS for top in ledger.rolls if roll in top.parts)
        if (top := next(tops, None)) is None:
            return {}
        title = getattr(top.record, top.record.title_field)
        of_each = select(roll.table.c.uid, roll.table.c[parent_of(roll)])
        with self.store.reading() as connection:
            titles = {uid: words for uid, words in connection.execute(listing(top, (title,)))}
            return {uid: titles.get(parent) or "" for uid, parent in connection.execute(of_each)}

    def picks(self, table: str, words: str, *, limit: int = 12) -> list[Pick]:
        """Records of a table that fit what was typed: name, pinyin initials, ID tail or phone.

        In a town's store the hint says whose somebody is.
        """
        with self.store.reading() as connection:
            if table in (Person.__tablename__, PartyMember.__tablename__):
                villages = self._villages(connection)
                whose = villages.names if villages else {}
                return [Pick(*found) for found in people(connection, words, limit, whose=whose)]
            kind = record_types()[table]
            own = table_of(kind)
            title, rank = own.c[kind.title_field], own.c[kind.sort_field or kind.title_field]
            query = select(own.c.uid, title).where(title.contains(words, autoescape=True))
            found = connection.execute(query.order_by(rank, title).limit(limit))
            return [Pick(uid, shown, "") for uid, shown in found]


def _ranked(roll: Roll, villages: Villages | None, key: str) -> Any:
    """What a column of the list is sorted by."""
    return villages.place(roll) if villages and key == VILLAGE.key else field_of(roll, key)


def parent_of(part: Roll) -> str:
    """The column by which a part's rows belong to their record."""
    up = (key.parent.name for key in part.table.foreign_keys if key.ondelete == "CASCADE")
    return str(next(up))

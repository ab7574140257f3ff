"""What the sheets of a workbook show of one village: a page for every roll and part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from villagedesk.books.sheet import SheetPage
from villagedesk.declare import Face, Roll, column, face
from villagedesk.kinds import IdNumber, Link, mask_id
from villagedesk.ledgers import LEDGERS
from villagedesk.store import queries

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Scope:
    """The village, and until when and how it is shown; without a day everything there is."""

    village: str
    until: date | None = None
    full_ids: bool = True


def pages(now: Connection, then: Connection, scope: Scope) -> Iterator[SheetPage]:
    """A sheet for every roll, and behind it one for each of its parts.

    What has a date is read from `now`, and registers from `then`, as they stood.
    """
    for ledger in LEDGERS:
        for roll in ledger.rolls:
            yield from pages_of(roll, then if roll.dated is None else now, scope)


def pages_of(roll: Roll, connection: Connection, scope: Scope) -> Iterator[SheetPage]:
    """The sheet of one roll, and behind it those of its parts."""
    page = _page(roll, _rows(connection, roll, scope))
    yield page
    place = len(page.fields)
    owners = {row[place]: row[0] for row in page.rows} if roll.parts else {}
    for part in roll.parts:
        yield _part_page(part, roll, _rows(connection, part, scope), owners)


def _page(roll: Roll, rows: Sequence[Row]) -> SheetPage:
    fields = tuple(face(attribute) for attribute in roll.sheet)
    hidden = ("_uid", *(f"_uid:{name}" for name in _links(roll)))
    return SheetPage(roll.key, roll.title, fields, rows, hidden)


def _part_page(part: Roll, roll: Roll, rows: Sequence[Row], owners: Mapping[str, Any]) -> SheetPage:
    """A part's rows under the first field of what they belong to, such as the person reviewed.

    They follow the order of what they belong to, so that those of one sitting stay together.
    """
    fields = tuple(face(attribute) for attribute in part.sheet)
    owner = _owner_face(face(roll.sheet[0]), fields)
    links = _links(part)
    parent = len(fields) + 1 + links.index(_parent(part))
    hidden = ("_uid", *("_parent" if name == _parent(part) else f"_uid:{name}" for name in links))
    places = {uid: place for place, uid in enumerate(owners)}
    kept = [(owners[row[parent]], *row) for row in rows if row[parent] in owners]
    kept.sort(key=lambda row: places[row[parent + 1]])
    return SheetPage(part.key, part.title, (owner, *fields), kept, hidden)


def _owner_face(owner: Face, fields: Sequence[Face]) -> Face:
    taken = any(own.label == owner.label for own in fields)
    return replace(owner, label=f"所属{owner.label}" if taken else owner.label, key="_owner")


def _rows(connection: Connection, roll: Roll, scope: Scope) -> list[Row]:
    """The fields of the sheet, then the row's own uid and those it points at."""
    links = [roll.table.c[name] for name in _links(roll)]
    query = queries.listing(roll, roll.sheet, where={"village": scope.village}).add_columns(*links)
    if roll.dated is not None and scope.until is not None:
        day, until = roll.table.c[column(roll.dated).name], scope.until.isoformat()
        query = query.where(day <= until, (day >= until[:4]) | roll.record.open_on(until))
    count = len(roll.sheet)
    rows = ((*row[1 : count + 1], row[0], *row[count + 1 :]) for row in connection.execute(query))
    return list(rows) if scope.full_ids else list(_masked(roll, rows))


def _masked(roll: Roll, rows: Iterable[Row]) -> Iterator[Row]:
    """ID numbers but for their region: births stand in the same workbook and would complete them.

    The last four digits beside the name on one sheet and the birth on another are a whole number.
    """
    numbers = [p for p, own in enumerate(roll.sheet) if isinstance(face(own).kind, IdNumber)]
    if not numbers:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place in numbers:
            values[place] = values[place] and mask_id(values[place], hide_last=True)
        yield tuple(values)


def _links(roll: Roll) -> list[str]:
    """The columns of a record that point at others; a member's own key says the person already."""
    return [
        own.name
        for own in roll.table.columns
        if not own.primary_key and "face" in own.info and isinstance(own.info["face"].kind, Link)
    ]


def _parent(part: Roll) -> str:
    return next(name for name in _links(part) if part.table.c[name].info["face"].key == "parent")

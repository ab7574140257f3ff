"""The rows of a sitting written as far as they changed, so that its history stays small."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from villagedesk.ledgers.meetings.tables import AgendaItem, Attendance
from villagedesk.store.records import Writer, new_uid, table_of

Row = Mapping[str, Any]


def rows_under(connection: Connection, kind: type[SQLModel], meeting: str) -> list[Any]:
    """The saved rows of a part of a sitting; items in their order."""
    table = table_of(kind)
    order = (table.c.place, table.c.uid) if kind is AgendaItem else (table.c.uid,)
    query = select(table).where(table.c.meeting == meeting).order_by(*order)
    return list(connection.execute(query))


def write_attendance(write: Writer, under: Row, rows: Sequence[Row]) -> None:
    """Makes the attendance of a sitting these rows; `under` holds its village and its uid."""
    saved = [row._asdict() for row in rows_under(write.connection, Attendance, under["meeting"])]
    there = {row["person"]: row for row in saved}
    new = []
    for row in rows:
        old = there.pop(row["person"], None)
        if old is None:
            new.append({"uid": new_uid(write.mark), **under, **row})
        else:
            saved.remove(old)
            if any(old[name] != value for name, value in row.items()):
                write.save(Attendance, {"uid": old["uid"], **row})
    for gone in saved:
        write.remove(Attendance, gone["uid"])
    write.add_many(Attendance, new)


def write_items(write: Writer, under: Row, rows: Sequence[Row]) -> None:
    """Makes the agenda of a sitting these rows, in this order."""
    gone = {row.uid for row in rows_under(write.connection, AgendaItem, under["meeting"])}
    for place, row in enumerate(rows, start=1):
        gone.discard(write.save(AgendaItem, {**under, **row, "place": place}))
    for uid in gone:
        write.remove(AgendaItem, uid)

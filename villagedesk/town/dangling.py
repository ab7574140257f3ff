"""Links that lead to no row of the same workbook: emptied, or their rows left out and reported."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column
from sqlmodel import SQLModel

Rows = list[list[Any]]
"""The values of records in the order of their table's columns."""


def mend(tables: dict[str, Rows], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Leaves no link in `tables` that leads nowhere; `titles` are those of the sheets, by table.

    Returns sheet and sentence for every row that is left out because its link must lead somewhere.
    """
    said: list[tuple[str, str]] = []
    uids: dict[str, set[Any]] = {}
    for table in SQLModel.metadata.sorted_tables:
        rows = tables.get(table.name)
        if rows is None:
            continue
        names = list(table.columns.keys())
        for at, own in enumerate(table.columns):
            for key in own.foreign_keys:
                target = key.column.table.name
                if target in uids or target in tables:
                    kept = _led(rows, own, at, there=uids.get(target, set()))
                    sheet = titles.get(table.name, table.name)
                    said += [(sheet, _words(own))] * (len(rows) - len(kept))
                    rows = kept
        tables[table.name] = rows
        uids[table.name] = {row[names.index("uid")] for row in rows}
    return said


def _led(rows: Rows, own: "Column[Any]", at: int, *, there: set[Any]) -> Rows:
    """The rows whose link leads to one of those `there`, or may lead nowhere and now does."""
    bad = [
        row for row in rows if row[at] not in there and (row[at] is not None or not own.nullable)
    ]
    if not bad:
        return rows
    if own.nullable:
        for row in bad:
            row[at] = None
        return rows
    gone = set(map(id, bad))
    return [row for row in rows if id(row) not in gone]


def _words(own: "Column[Any]") -> str:
    label = own.info["face"].label if "face" in own.info else ""
    return f"有一行没有收：它的“{label or '所属'}”在表里找不到"

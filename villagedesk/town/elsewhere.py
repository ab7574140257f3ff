"""What a hand wrote on one sheet about a record whose own sheet says something else."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Table

from villagedesk.books.cells import cell_reader
from villagedesk.books.own import OwnSheet
from villagedesk.books.reading.sheet import column_letter
from villagedesk.declare import Derived, Face, Roll, Via, column, face
from villagedesk.errors import Refused
from villagedesk.kinds import Link

Tables = Mapping[str, list[list[Any]]]
"""Rows by table, their values in the order of the columns."""


def disagreeing(tables: Tables, sheet: OwnSheet, roll: Roll) -> Iterator[tuple[int, str, str]]:
    """Row, column and words of each cell that says something else than the record's own sheet."""
    names = list(roll.table.columns.keys())
    rows = {row[names.index("uid")]: row for row in tables.get(roll.table.name, ())}
    looked_up = [
        (sheet.fields.index(face(a).key), face(a), link, target)
        for a in roll.sheet
        if face(a).key in sheet.fields and (found := _beside(a, roll.table))
        for link, target in (found,)
    ]
    uid_at = sheet.fields.index("_uid") if "_uid" in sheet.fields else None
    index = {target.table.name: _by_uid(tables, target.table) for *_, target in looked_up}
    for number, cells in sheet.rows:
        row = rows.get(cells[uid_at]) if uid_at is not None else None
        if row is None:
            continue
        for place, meant, link, target in looked_up:
            there = index[target.table.name].get(row[names.index(link)])
            value = (
                None
                if there is None
                else there[list(target.table.columns.keys()).index(target.name)]
            )
            said = cells[place]
            shown = meant.kind.show(value) if value is not None else ""
            if there is not None and not _same(meant, said, value, shown):
                letter = column_letter(sheet.columns[place])
                words = (
                    f"这里写的“{meant.label}”是“{said or ''}”，它自己那张表上是“{shown}”，"
                    "以那张表为准"
                )
                yield number, letter, words


def _same(meant: Face, said: Any, value: Any, shown: str) -> bool:
    if said is None:
        return value is None
    try:
        return bool(cell_reader(meant.kind)(said) == value) or str(said).strip() == shown
    except Refused:
        return False


def _beside(attribute: Any, table: Table) -> "tuple[str, Column[Any]] | None":
    """The link and the column of another table from which a sheet shows a field; None for own."""
    if isinstance(attribute, Derived):
        return None
    if isinstance(attribute, Via):
        return column(attribute.link).name, column(attribute.field)
    own = column(attribute)
    if own.table is table:
        return None
    links = [
        c.name for c in table.columns for key in c.foreign_keys if key.column.table is own.table
    ]
    return (links[0], own) if links and not isinstance(own.info["face"].kind, Link) else None


def _by_uid(tables: Tables, table: Table) -> dict[Any, list[Any]]:
    at = list(table.columns.keys()).index("uid")
    return {row[at]: row for row in tables.get(table.name, ())}

"""The only writer: records go in and out through it, and history is written with them."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlmodel import SQLModel

from villagedesk.declare import Facts, Record
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.people import Attachment, Setting, Tie, Village
from villagedesk.store import history
from villagedesk.store.database import Store
from villagedesk.store.history import DO, REDO, UNDO, Edit, Step
from villagedesk.store.migrations import alone
from villagedesk.store.queries import record_types

IN_TOWN = "这是镇里的汇总台账，不在这里录入；请打开村的台账文件"


@dataclass(frozen=True)
class Stamp:
    """Who acts, and when; `salt` is set by a demo alone."""

    who: str
    at: datetime
    salt: str = ""


def new_uid(mark: str) -> str:
    """A key that no record has yet: 32 hexadecimal digits, `mark` first."""
    return mark + uuid.uuid4().hex[len(mark) :]


@dataclass
class Writer:
    """One open step: what is saved or removed through it goes in, and is undone, together.

    `on` is the day that is noted as the day of entry of records that keep one. In a town's store
    what the villages handed in is read and not changed: only the town's own words are.
    """

    connection: Connection
    on: str = ""
    in_town: bool = False
    mark: str = ""
    edits: list[Edit] = field(default_factory=list)

    def save(self, kind: type[SQLModel], values: Mapping[str, Any]) -> str:
        """Adds or changes one record; what is not named stays. Returns its key."""
        table, key = table_of(kind), key_of(kind)
        uid = str(values.get(key) or new_uid(self.mark))
        before = _row(self.connection, table, key, uid)
        there = before or {**blank_values(kind), **self._entered(kind)}
        after = _complete(kind, {**there, **values, key: uid})
        if after != before:
            self._apply(Edit(table.name, uid, before, after))
        return uid

    def _entered(self, kind: type[SQLModel]) -> dict[str, str | None]:
        entered = kind.entered_field if issubclass(kind, Record) else ""
        return {entered: self.on or None} if entered else {}

    def rename(self, kind: type[SQLModel], old: str, values: Mapping[str, Any]) -> None:
        """Changes a record that may change its very key; what points at it follows."""
        table, key = table_of(kind), key_of(kind)
        before = _row(self.connection, table, key, old)
        after = {**(before or {}), **values}
        if after != before:
            self._apply(Edit(table.name, after[key], before, after))

    def add_many(self, kind: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
        """Adds records that are known to be new, with their keys, in one statement."""
        table, key = table_of(kind), key_of(kind)
        self._touch(table.name)
        blank = {**blank_values(kind), **self._entered(kind)}
        lines = [_complete(kind, {**blank, **values}) for values in rows]
        if lines:
            self.connection.execute(insert(table), lines)
            self.edits += [Edit(table.name, line[key], None, line) for line in lines]

    def remove(self, kind: type[SQLModel], uid: str) -> None:
        """Removes a record and its parts; raises UserError while other records point at it."""
        table, key = table_of(kind), key_of(kind)
        before = _row(self.connection, table, key, uid)
        if before is None:
            return
        children = [
            (child, along, list(_children(self.connection, child, column, uid)))
            for child, column, along in _pointing_at(table)
        ]
        _refuse_used(child.name for child, along, rows in children if rows and not along)
        for child, _, rows in children:
            for row in rows:
                self.remove(record_types()[child.name], row)
        for kind, row in _about(self.connection, table.name, uid):
            self.remove(kind, row)
        self._apply(Edit(table.name, uid, before, None))

    def _touch(self, table_name: str) -> None:
        if self.in_town and table_name in _of_villages():
            raise UserError(IN_TOWN)

    def replay(self, edits: Sequence[Edit]) -> None:
        """Applies edits of the history as they stand."""
        for edit in edits:
            self._apply(edit)

    def _apply(self, edit: Edit) -> None:
        self._touch(edit.table_name)
        table = SQLModel.metadata.tables[edit.table_name]
        key = next(iter(table.primary_key)).name
        if edit.after is None:
            self.connection.execute(delete(table).where(table.c[key] == (edit.before or {})[key]))
        elif edit.before is None:
            self.connection.execute(insert(table).values(**edit.after))
        else:
            same = table.c[key] == edit.before[key]
            self.connection.execute(update(table).where(same).values(**edit.after))
        self.edits.append(edit)


@contextmanager
def step(
    store: Store, name: str, stamp: Stamp, *, kind: str = DO, of: int | None = None
) -> Iterator[Writer]:
    """One named action in one transaction; a step that changed nothing is not written down."""
    at = stamp.at.isoformat(timespec="seconds")
    said = Step(at=at, who=stamp.who, name=name, kind=kind, of=of)
    with store.writing() as connection, step_in(connection, said, stamp.salt) as writer:
        writer.in_town, writer.mark = store.is_town, store.mark
        yield writer


@contextmanager
def step_in(connection: Connection, said: Step, salt: str = "") -> Iterator[Writer]:
    """The same within a transaction that goes on; what it is to hold, it holds already."""
    alone(connection)
    writer = Writer(connection, said.at[: len("2026-01-01")])
    yield writer
    if writer.edits:
        number = history.open_step(connection, said)
        history.write(connection, number, writer.edits, salt=salt and f"{salt}{number}-")


def undo(store: Store, stamp: Stamp) -> str | None:
    """Takes back the latest step; returns its name, or None where there is none."""
    with store.reading() as connection:
        steps = history.undoable(connection)
    if not steps:
        return None
    with step(store, steps[0].name, stamp, kind=UNDO, of=steps[0].id) as write:
        write.replay(history.backwards(history.edits_of(write.connection, steps[0].id)))
    return steps[0].name


def redo(store: Store, stamp: Stamp) -> str | None:
    """Brings back what was taken back last; returns its name, or None where there is none."""
    with store.reading() as connection:
        steps = history.redoable(connection)
    if not steps:
        return None
    with step(store, steps[0].name, stamp, kind=REDO, of=steps[0].id) as write:
        write.replay(history.edits_of(write.connection, steps[0].id))
    return steps[0].name


def get(connection: Connection, kind: type[SQLModel], uid: str) -> dict[str, Any] | None:
    """One record's values by column name, or None."""
    return _row(connection, table_of(kind), key_of(kind), uid)


def count(connection: Connection, kind: type[SQLModel]) -> int:
    """How many rows a table holds."""
    return int(connection.execute(select(func.count()).select_from(table_of(kind))).scalar_one())


def facts(connection: Connection, village: str) -> Facts:
    """One village's records, read a table at a time as norms ask for it."""

    def fetch(kind: type[SQLModel]) -> Sequence[Any]:
        table = table_of(kind)
        if not issubclass(kind, Record):
            own = table.c.code == village if "code" in table.c else None
            query = select(table) if own is None else select(table).where(own)
            return connection.execute(query).all()
        return connection.execute(select(table).where(table.c.village == village)).all()

    return Facts(fetch)


def facts_at_once(connection: Connection, village: str) -> Facts:
    """All records of one village as they are now, for one who asks when the connection is gone."""
    read = facts(connection, village)
    kinds: tuple[type[SQLModel], ...] = (Village, Setting, *record_types().values())
    rows = {kind: read.all(kind) for kind in kinds}
    return Facts(rows.__getitem__)


def table_of(kind: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a declared one."""
    table = kind.__table__  # type: ignore[attr-defined]  # SQLModel sets it on tables only
    assert isinstance(table, Table)
    return table


def key_of(kind: type[SQLModel]) -> str:
    """The name of a table's one primary key."""
    return str(next(iter(table_of(kind).primary_key)).name)


def _row(connection: Connection, table: Table, key: str, uid: str) -> dict[str, Any] | None:
    found = connection.execute(select(table).where(table.c[key] == uid)).mappings().first()
    return None if found is None else dict(found)


def blank_values(kind: type[SQLModel]) -> dict[str, Any]:
    """A record of which nothing is known yet, by column name in the table's order."""
    fields = kind.model_fields
    return {
        own.name: None if fields[own.name].is_required() else fields[own.name].get_default()
        for own in table_of(kind).columns
    }


def _of_villages() -> set[str]:
    """The tables whose rows come with a village's workbook."""
    return {*record_types(), str(Village.__tablename__)}


def _complete(kind: type[SQLModel], values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {
        key: value.value if isinstance(value, Enum) else value for key, value in values.items()
    }
    return {**plain, **kind.derived(plain)} if issubclass(kind, Record) else plain


def _refuse_used(tables: Iterable[str]) -> None:
    """Says on which lists the records stand that still point at one to be removed."""
    titles = {roll.key: roll.title for roll in rolls()}
    if used := "、".join(dict.fromkeys(f"“{titles.get(name, name)}”" for name in tables)):
        raise UserError(f"还有别的记录用着它，在{used}里；先删掉或改掉那些记录，再删这一条")


def _pointing_at(table: Table) -> list[tuple[Table, str, bool]]:
    """Tables with a link to this one: the table, the column, and whether its rows go along."""
    return [
        (other, key.parent.name, key.ondelete == "CASCADE")
        for other in SQLModel.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and other.name != "change"
    ]


def _about(connection: Connection, roll: str, uid: str) -> list[tuple[type[Record], str]]:
    """The attachments and ties of one record, told from those of another with the same uid."""
    paper, tie = table_of(Attachment), table_of(Tie)
    papers = select(paper.c.uid).where(paper.c.about == uid, paper.c.roll == roll)
    begins = (tie.c.from_uid == uid) & (tie.c.from_roll == roll)
    ends = (tie.c.to_uid == uid) & (tie.c.to_roll == roll)
    return [
        *((Attachment, row) for row in connection.execute(papers).scalars()),
        *(
            (Tie, row)
            for row in connection.execute(select(tie.c.uid).where(begins | ends)).scalars()
        ),
    ]


def _children(connection: Connection, table: Table, column: str, uid: str) -> list[str]:
    key = next(iter(table.primary_key))
    return list(connection.execute(select(key).where(table.c[column] == uid)).scalars())

"""Who changed what, when: steps and their changes, chained, and the way back through them."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, desc, insert, select
from sqlmodel import Field, SQLModel

from villagedesk.store.migrations import alone

DO, UNDO, REDO = "do", "undo", "redo"
GIVEN = "given"
"""A step nobody took at the desk and nobody takes back, such as the making of a demo village."""
REMEMBERED = 400
"""How many of the last steps are searched for what can be undone; far over the 100 promised."""


class Step(SQLModel, table=True):
    """One action of the clerk, by the name it is undone with."""

    id: int | None = Field(default=None, primary_key=True)
    at: str
    who: str
    name: str
    kind: str = DO
    of: int | None = None
    """The step that this one takes back or brings back."""


class Change(SQLModel, table=True):
    """One row before and after; `mark` is its salted digest, `chain` ties it to the one before."""

    id: int | None = Field(default=None, primary_key=True)
    step: int = Field(foreign_key="step.id", index=True)
    table_name: str = Field(index=True)
    uid: str = Field(index=True)
    before: str | None = None
    after: str | None = None
    salt: str
    mark: str
    chain: str


@dataclass(frozen=True)
class Edit:
    """A row that changed: None before is new, None after is gone."""

    table_name: str
    uid: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class StepName:
    """A step as the undo list shows it."""

    id: int
    at: str
    name: str


def open_step(connection: Connection, step: Step) -> int:
    """Writes the step down and returns its number; until the transaction ends, no other follows.

    So the chain has one last link, whoever else writes.
    """
    alone(connection)
    values = step.model_dump(exclude={"id"})
    key = connection.execute(insert(_steps()).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def write(connection: Connection, step: int, edits: Iterable[Edit], *, salt: str = "") -> None:
    """Adds changes to the chain; `salt` fixes the salts of a demo, which must come out the same."""
    table = _changes()
    last = connection.execute(select(table.c.chain).order_by(desc(table.c.id)).limit(1)).scalar()
    chain, lines = last or "", []
    for place, edit in enumerate(edits):
        own = f"{salt}{place}" if salt else secrets.token_hex(8)
        before, after = _json(edit.before), _json(edit.after)
        mark = _digest(own, edit.table_name, edit.uid, before or "", after or "")
        chain = _digest(chain, mark)
        lines.append(
            {
                "step": step,
                "table_name": edit.table_name,
                "uid": edit.uid,
                "before": before,
                "after": after,
                "salt": own,
                "mark": mark,
                "chain": chain,
            }
        )
    if lines:
        connection.execute(insert(table), lines)


def broken_links(connection: Connection) -> list[int]:
    """The numbers of changes whose mark or chain no longer fits: somebody altered the history."""
    chain, broken = "", []
    for row in connection.execute(select(_changes()).order_by(_changes().c.id)):
        purged = row.salt == ""
        mark = _digest(row.salt, row.table_name, row.uid, row.before or "", row.after or "")
        chain = _digest(chain, row.mark)
        if chain != row.chain or not (purged or mark == row.mark):
            broken.append(row.id)
            chain = row.chain
    return broken


def undoable(connection: Connection) -> list[StepName]:
    """What can be taken back, the latest first."""
    return _stacks(connection)[0]


def redoable(connection: Connection) -> list[StepName]:
    """What was taken back and can be brought back, the latest first."""
    return _stacks(connection)[1]


def _stacks(connection: Connection) -> tuple[list[StepName], list[StepName]]:
    table = _steps()
    rows = connection.execute(select(table).order_by(desc(table.c.id)).limit(REMEMBERED)).all()
    names = {row.id: StepName(row.id, row.at, row.name) for row in rows}
    done: list[StepName] = []
    undone: list[StepName] = []
    for row in reversed(rows):
        if row.kind == DO:
            done.append(names[row.id])
            undone.clear()
        elif row.kind == UNDO:
            done = [step for step in done if step.id != row.of]
            undone += [names[row.of]] if row.of in names else []
        elif row.kind == REDO:
            undone = [step for step in undone if step.id != row.of]
            done += [names[row.of]] if row.of in names else []
    return done[::-1], undone[::-1]


def edits_of(connection: Connection, step: int) -> list[Edit]:
    """What one step changed, in order."""
    table = _changes()
    rows = connection.execute(select(table).where(table.c.step == step).order_by(table.c.id))
    return [Edit(row.table_name, row.uid, _load(row.before), _load(row.after)) for row in rows]


def backwards(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that take these back."""
    return [Edit(edit.table_name, edit.uid, edit.after, edit.before) for edit in reversed(edits)]


def as_of(
    connection: Connection, table_name: str, rows: Iterable[Mapping[str, Any]], day: date
) -> list[dict[str, Any]]:
    """A table's rows as they stood at the end of a past day: the changes since then taken back."""
    by_uid = {row["uid"]: dict(row) for row in rows}
    table, steps = _changes(), _steps()
    since = (
        select(table.c.uid, table.c.before)
        .join(steps, steps.c.id == table.c.step)
        .where(table.c.table_name == table_name, steps.c.at > f"{day.isoformat()}T99")
        .order_by(desc(table.c.id))
    )
    for uid, before in connection.execute(since):
        if before is None:
            by_uid.pop(uid, None)
        else:
            by_uid[uid] = json.loads(before)
    return list(by_uid.values())


def of_record(connection: Connection, uid: str, *, limit: int = 20) -> list[tuple[Step, Edit]]:
    """The latest changes of one record, the newest first."""
    changes, steps = _changes(), _steps()
    query = (
        select(changes, steps.c.at, steps.c.who, steps.c.name, steps.c.kind)
        .join(steps, steps.c.id == changes.c.step)
        .where(changes.c.uid == uid)
        .order_by(desc(changes.c.id))
        .limit(limit)
    )
    return [
        (
            Step(id=row.step, at=row.at, who=row.who, name=row.name, kind=row.kind),
            Edit(row.table_name, row.uid, _load(row.before), _load(row.after)),
        )
        for row in connection.execute(query)
    ]


def last_saved(connection: Connection) -> datetime | None:
    """When the last step was written."""
    at = connection.execute(select(_steps().c.at).order_by(desc(_steps().c.id)).limit(1)).scalar()
    return datetime.fromisoformat(at) if at else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _json(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _load(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _steps() -> Table:
    return SQLModel.metadata.tables["step"]


def _changes() -> Table:
    return SQLModel.metadata.tables["change"]

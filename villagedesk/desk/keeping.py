"""Keeping records: lists, one record, saving, drafts, removing, undo."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.declare import Problem, Roll, column, face, out_of_order
from villagedesk.desk.listing import Listing, Pick, parent_of
from villagedesk.desk.wording import (
    clashes,
    draft_of,
    drop_draft,
    form_fields,
    in_words,
    subject,
    title_of,
)
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Link, is_masked, is_whole
from villagedesk.ledgers import ledger_of, residents
from villagedesk.people import Draft, Person
from villagedesk.store import history, records
from villagedesk.store.history import StepName
from villagedesk.store.records import Writer, step, table_of


@dataclass(frozen=True)
class Entry:
    """One record as a form shows it: words by field key, and the uids behind its links."""

    uid: str
    words: dict[str, str]
    links: dict[str, str | None]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Saved:
    """What became of typed words: the record's uid, or the problems that keep it a draft."""

    uid: str
    problems: tuple[Problem, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Unfinished:
    """A draft as a list shows it."""

    uid: str
    about: str
    words: dict[str, str]
    at: str


@dataclass(frozen=True)
class Trace:
    """A past change of a record, in words."""

    at: str
    who: str
    words: str


@dataclass
class Keeping(Listing):
    """The verbs of a ledger page."""

    def entry(self, roll: Roll, uid: str) -> Entry:
        """One record in words, its draft over what was saved; raises UserError if it is gone."""
        with self.store.reading() as connection:
            values = records.get(connection, roll.record, uid)
            if values is None:
                raise UserError("这条记录已经不在了，可能刚被删除或撤销，请看看列表")
            draft = draft_of(connection, roll.key, uid)
            return self._entry(connection, roll, uid, values, draft)

    def _entry(
        self,
        connection: Connection,
        roll: Roll,
        uid: str,
        values: Mapping[str, Any],
        draft: Mapping[str, str],
    ) -> Entry:
        words, links = {}, {}
        for attribute in form_fields(roll):
            own = face(attribute)
            value = values.get(column(attribute).name)
            if isinstance(own.kind, Link):
                links[own.key] = draft.get(f"{own.key}.uid", value) or None
                words[own.key] = draft.get(own.key) or title_of(
                    connection, own.kind.table, links[own.key]
                )
            else:
                words[own.key] = draft.get(own.key, own.kind.show(value))
        return Entry(uid, words, links)

    def save(
        self,
        roll: Roll,
        uid: str,
        typed: Mapping[str, str],
        *,
        links: Mapping[str, str | None] | None = None,
    ) -> Saved:
        """Saves what was typed; with problems nothing is changed and the words are kept as a draft.

        `uid` is "" for a new record; `typed` holds words by field key, `links` uids by field key. A
        field that is not named stays as it was.
        """
        with self.store.reading() as connection:
            before = records.get(connection, roll.record, uid) if uid else None
            values, problems = self._read(roll, before, typed, links or {})
            problems += clashes(connection, roll.record, uid, values)
            problems += out_of_order(roll.record, {**(before or {}), **values})
        if problems:
            self.keep_draft(roll, uid, typed, links=links)
            return Saved(uid, tuple(problems))
        return self._write(roll, uid, before, values)

    def _write(
        self, roll: Roll, uid: str, before: Mapping[str, Any] | None, values: Mapping[str, Any]
    ) -> Saved:
        village = (before or {}).get("village") or self.village
        with self.store.reading() as connection:
            named = subject(connection, roll, {**(before or {}), **values})
        label = f"{'修改' if before else '新增'}{spoken(roll)}{named}"
        known = {"uid": uid} if before else {}
        with step(self.store, label, self.stamp()) as write:
            saved = write.save(roll.record, {**values, **known, "village": village})
            drop_draft(write.connection, roll.key, uid)
        return Saved(saved, label=label)

    def _read(
        self,
        roll: Roll,
        before: Mapping[str, Any] | None,
        typed: Mapping[str, str],
        links: Mapping[str, str | None],
    ) -> tuple[dict[str, Any], list[Problem]]:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for attribute in form_fields(roll):
            own, name = face(attribute), column(attribute).name
            given = own.key in (links if isinstance(own.kind, Link) else typed)
            if before is not None and not given:
                continue
            raw = links.get(own.key) if isinstance(own.kind, Link) else typed.get(own.key, "")
            try:
                if isinstance(own.kind, Link) and not raw and typed.get(own.key, "").strip():
                    raise Refused(
                        f"没有找到“{typed[own.key]}”，请从列表里选，或先新建", "link_unknown"
                    )
                values[name] = own.read(raw, today=self.today)
            except Refused as refused:
                problems.append(Problem(own.key, str(refused), value=str(typed.get(own.key, ""))))
        if "id_no" in values and before and is_whole(before.get("id_no") or ""):
            # a masked number never replaces a whole one
            values["id_no"] = (
                before["id_no"] if is_masked(values["id_no"] or "") else values["id_no"]
            )
        return values, problems

    def keep_draft(
        self,
        roll: Roll,
        uid: str,
        typed: Mapping[str, str],
        *,
        links: Mapping[str, str | None] | None = None,
    ) -> None:
        """Keeps unfinished words, so that neither leaving a page nor a power cut loses them."""
        words = {**typed, **{f"{key}.uid": value or "" for key, value in (links or {}).items()}}
        village = self.village
        with self.store.writing() as connection:
            drop_draft(connection, roll.key, uid)
            Writer(connection, in_town=self.store.is_town).save(
                Draft,
                {
                    "village": village,
                    "roll": roll.key,
                    "about": uid,
                    "typed": json.dumps(words, ensure_ascii=False),
                    "at": self.now().isoformat(),
                },
            )

    def discard_draft(self, roll: Roll, uid: str) -> None:
        """Throws unfinished words away."""
        with self.store.writing() as connection:
            drop_draft(connection, roll.key, uid)

    def drafts(self, roll: Roll) -> list[Unfinished]:
        """What was begun on a roll and not finished."""
        table = table_of(Draft)
        with self.store.reading() as connection:
            rows = connection.execute(select(table).where(table.c.roll == roll.key)).all()
        return [Unfinished(row.uid, row.about, json.loads(row.typed), row.at) for row in rows]

    def remove(self, roll: Roll, uid: str) -> str:
        """Removes a record and its parts as one step; returns the step's name."""
        with self.store.reading() as connection:
            values = records.get(connection, roll.record, uid)
            label = f"删除{spoken(roll)}{subject(connection, roll, values or {})}"
        with step(self.store, label, self.stamp()) as write:
            write.remove(roll.record, uid)
        return label

    def save_part(
        self,
        roll: Roll,
        parent: str,
        uid: str,
        typed: Mapping[str, str],
        *,
        links: Mapping[str, str | None] | None = None,
    ) -> Saved:
        """Saves a row of a part under its parent; `typed` and `links` are those of `save`.

        A link of which only words were typed means the one record that is called so.
        """
        known, unclear = self._settled(roll, typed, links or {})
        with self.store.reading() as connection:
            before = records.get(connection, roll.record, uid) if uid else None
            values, problems = self._read(roll, before, typed, known)
            values = {**values, parent_of(roll): parent}
            problems = unclear + [one for one in problems if one.label not in _labels(unclear)]
            problems += _named_twice(connection, roll, uid, values)
            problems += out_of_order(roll.record, {**(before or {}), **values})
        if problems:
            return Saved(uid, tuple(problems))
        return self._write(roll, uid, before, values)

    def _settled(
        self, roll: Roll, typed: Mapping[str, str], links: Mapping[str, str | None]
    ) -> tuple[dict[str, str | None], list[Problem]]:
        """The uids behind the links of a part's row, and the names that mean more than one."""
        known, unclear = dict(links), []
        for own in map(face, form_fields(roll)):
            words = typed.get(own.key, "").strip()
            if not isinstance(own.kind, Link) or not words or known.get(own.key):
                continue
            same = [one for one in self.picks(own.kind.table, words) if one.title == words]
            known[own.key] = same[0].uid if len(same) == 1 else None
            if len(same) > 1:
                said = f"有 {len(same)} 个“{words}”，请从列表里选是哪一位"
                unclear.append(Problem(own.key, said, value=words))
        return known, unclear

    def add_person(self, name: str) -> Pick:
        """A new person with nothing but a name, from the last line of the picker."""
        saved = self.save(residents.LEDGER.rolls[0], "", {"name": name})
        if saved.problems:
            raise UserError(saved.problems[0].message)
        return Pick(saved.uid, name.strip(), "新建")

    def undo(self) -> str | None:
        """Takes back the latest step; its name, or None."""
        return records.undo(self.store, self.stamp())

    def redo(self) -> str | None:
        """Brings back what was taken back last; its name, or None."""
        return records.redo(self.store, self.stamp())

    def steps(self) -> tuple[list[StepName], list[StepName]]:
        """What can be taken back and what can be brought back, the latest first."""
        with self.store.reading() as connection:
            return history.undoable(connection), history.redoable(connection)

    def traces(self, roll: Roll, uid: str, *, limit: int = 5) -> list[Trace]:
        """The latest changes of one record, in words."""
        with self.store.reading() as connection:
            past = history.of_record(connection, uid, limit=limit)
            return [
                Trace(s.at, s.who, in_words(connection, roll, s.name, edit)) for s, edit in past
            ]


def spoken(roll: Roll) -> str:
    """A roll as a step names it: 人员, 党员·党小组."""
    ledger = ledger_of(roll).title
    return ledger if ledger == roll.title else f"{ledger}·{roll.title}"


def _labels(problems: Sequence[Problem]) -> set[str]:
    return {one.label for one in problems}


def _named_twice(
    connection: Connection, part: Roll, uid: str, values: Mapping[str, Any]
) -> list[Problem]:
    """A part that lists people lists nobody twice under one record."""
    people = str(Person.__tablename__)
    under, found = parent_of(part), []
    for place in part.table.columns:
        own, person = place.info.get("face"), values.get(place.name)
        if own is None or own.kind != Link(people) or not own.required or not person:
            continue
        again = (place == person, part.table.c[under] == values[under], part.table.c.uid != uid)
        if connection.execute(select(part.table.c.uid).where(*again)).first():
            name = title_of(connection, people, person)
            said = f"“{name}”已经在“{part.title}”里了，一个人只记一次"
            found.append(Problem(own.key or place.name, said, value=name))
    return found

"""Merging two records of one person: every link to the one goes to the other, nothing is lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, select

from villagedesk.declare import Face, Record
from villagedesk.desk.opening import OpenDesk
from villagedesk.desk.wording import title_of
from villagedesk.errors import UserError
from villagedesk.intake.comparing import Likeness, compare
from villagedesk.kinds import Link, mask
from villagedesk.people import Attachment, PartyMember, Person
from villagedesk.store.queries import record_types
from villagedesk.store.records import Writer, get, step, table_of

Values = Mapping[str, Any]
Pair = tuple[type[Record], Values, Values]


@dataclass(frozen=True)
class Clash:
    """A field in which the two records say different things; what the kept one says stays."""

    label: str
    kept: str
    lost: str


@dataclass(frozen=True)
class MergePreview:
    """What merging would do: fields that get filled, those that clash, records that move over."""

    kept: str
    gone: str
    filled: tuple[tuple[str, str], ...]
    clashes: tuple[Clash, ...]
    moved: int


@dataclass
class Merging(OpenDesk):
    """The verbs of “合并”."""

    def merge_preview(self, keep_uid: str, gone_uid: str) -> MergePreview:
        """What would become of both; raises UserError where they cannot be merged."""
        with self.store.reading() as connection:
            keep, gone = _two(connection, keep_uid, gone_uid)
            pairs: list[Pair] = [(Person, keep, gone)]
            pairs += _members(connection, keep_uid, gone_uid)
            filled = [
                (face.label, _words(connection, face, gone[name]))
                for kind, keep, gone in pairs
                for name, face in _filling(kind, keep, gone)
            ]
            clashes = [
                Clash(
                    face.label,
                    _words(connection, face, keep[name]),
                    _words(connection, face, gone[name]),
                )
                for kind, keep, gone in pairs
                for name, face in _fields(kind)
                if compare(face, keep[name], gone[name]) is Likeness.OTHER
            ]
            moved = sum(1 for _ in _pointing(connection, gone_uid))
        return MergePreview(keep["name"], gone["name"], tuple(filled), tuple(clashes), moved)

    def merge_persons(self, keep_uid: str, gone_uid: str) -> str:
        """Makes one person of two, as one step; returns its name.

        What is empty in the kept record is filled from the other; where both say something the kept
        one stands. Raises UserError where the two cannot be merged.
        """
        with self.store.reading() as connection:
            keep, _ = _two(connection, keep_uid, gone_uid)
        label = f"合并人员 {keep['name']}"
        with step(self.store, label, self.stamp()) as write:
            keep, gone = _two(write.connection, keep_uid, gone_uid)
            _move_papers(write, keep_uid, gone_uid)
            _move_member(write, keep_uid, gone_uid)
            for kind, column, uid in list(_pointing(write.connection, gone_uid)):
                _repoint(write, kind, column, uid=uid, keep=keep_uid)
            write.remove(Person, gone_uid)
            filled = {name: gone[name] for name, _ in _filling(Person, keep, gone)}
            write.save(Person, {**filled, "uid": keep_uid})
        return label


def _two(connection: Connection, keep_uid: str, gone_uid: str) -> tuple[Values, Values]:
    if keep_uid == gone_uid:
        raise UserError("这是同一条记录，不用合并；请选另一个人")
    keep, gone = (get(connection, Person, uid) for uid in (keep_uid, gone_uid))
    if keep is None or gone is None:
        raise UserError("其中一个人已经不在了，可能刚被删除或合并过，请看看列表")
    return keep, gone


def _members(connection: Connection, keep_uid: str, gone_uid: str) -> list[Pair]:
    """The two party members, where both are one."""
    keep, gone = (get(connection, PartyMember, uid) for uid in (keep_uid, gone_uid))
    return [(PartyMember, keep, gone)] if keep and gone else []


def _fields(kind: type[Record]) -> Iterator[tuple[str, Face]]:
    for column in table_of(kind).columns:
        if "face" in column.info and not column.primary_key:
            yield column.name, column.info["face"]


def _filling(kind: type[Record], keep: Values, gone: Values) -> Iterator[tuple[str, Face]]:
    for name, face in _fields(kind):
        if compare(face, keep[name], gone[name]) is Likeness.MORE:
            yield name, face


def _words(connection: Connection, face: Face, value: Any) -> str:
    if isinstance(face.kind, Link):
        return title_of(connection, face.kind.table, value)
    return mask(face.kind, value)


def _move_papers(write: Writer, keep_uid: str, gone_uid: str) -> None:
    """Photos and scans go over first: they would go away with the record they belong to."""
    own = table_of(Attachment)
    query = select(own.c.uid).where(own.c.about == gone_uid)
    for uid in list(write.connection.execute(query).scalars()):
        write.save(Attachment, {"uid": uid, "about": keep_uid})


def _move_member(write: Writer, keep_uid: str, gone_uid: str) -> None:
    """A member's key is the person's: what the party knows is filled in, or goes over whole."""
    gone = get(write.connection, PartyMember, gone_uid)
    if gone is None:
        return
    keep = get(write.connection, PartyMember, keep_uid)
    write.remove(PartyMember, gone_uid)
    filled = gone if keep is None else {n: gone[n] for n, _ in _filling(PartyMember, keep, gone)}
    write.save(PartyMember, {**filled, "uid": keep_uid})


def _pointing(connection: Connection, uid: str) -> Iterator[tuple[type[Record], str, str]]:
    """Every record that points at a person: its table, the column, its uid."""
    for kind in record_types().values():
        own = table_of(kind)
        for name in _person_links(kind):
            query = select(own.c.uid).where(own.c[name] == uid)
            for found in connection.execute(query).scalars():
                yield kind, name, found


def _person_links(kind: type[Record]) -> list[str]:
    return [
        key.parent.name
        for key in table_of(kind).foreign_keys
        if key.column.table is table_of(Person) and not key.parent.primary_key
    ]


def _repoint(write: Writer, kind: type[Record], column: str, *, uid: str, keep: str) -> None:
    """Points a record at the kept person.

    It goes where it then ties him to himself, or says what another record says already; and where
    the part it belongs to names him by another row, as a sign-in list does.
    """
    values = {**(get(write.connection, kind, uid) or {}), column: keep}
    own = table_of(kind)
    names = _once(kind, column) or values.keys() - {"uid"}
    said = [own.c[name] == values[name] for name in names]
    twin = write.connection.execute(select(own.c.uid).where(*said)).scalar()
    ends = [values[name] for name in _person_links(kind)]
    if twin or ends.count(keep) > 1:
        write.remove(kind, uid)
    else:
        write.save(kind, {"uid": uid, column: keep})


def _once(kind: type[Record], column: str) -> tuple[str, ...]:
    """The columns that say which row it is, where a part names each person in one row only."""
    parents = [own.name for own in table_of(kind).columns if _is_parent(own)]
    return (*parents, column) if parents and kind.title_field == column else ()


def _is_parent(column: Column[Any]) -> bool:
    return "face" in column.info and column.info["face"].key == "parent"

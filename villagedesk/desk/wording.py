"""Records in words: titles of links, who a change was about, people to pick from."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, case, delete, or_, select

from villagedesk.declare import Face, Problem, Record, Roll, column, face
from villagedesk.errors import UserError
from villagedesk.kinds import IdNumber, Link, is_whole, mask
from villagedesk.ledgers import LEDGERS
from villagedesk.people import Draft, Group, PartyMember, Person
from villagedesk.store.history import Edit
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of


def form_fields(roll: Roll) -> list[Any]:
    """The fields a form of this roll holds, in order."""
    return [attribute for _, fields in roll.form for attribute in fields]


def title_of(connection: Connection, table: str, uid: str | None) -> str:
    """The words a link is shown with."""
    if not uid:
        return ""
    name = str(Person.__tablename__) if table == PartyMember.__tablename__ else table
    kind = record_types()[name]
    own = table_of(kind)
    query = select(own.c[kind.title_field]).where(own.c.uid == uid)
    return str(connection.execute(query).scalar() or "")


def subject(connection: Connection, roll: Roll, values: Mapping[str, Any]) -> str:
    """“ 张建国” behind a step's name: the person a record is about, or its own title."""
    for own in roll.table.columns:
        leads = any(key.column.table is table_of(Person) for key in own.foreign_keys)
        if leads and not own.nullable and values.get(own.name):
            return " " + title_of(connection, str(Person.__tablename__), values[own.name])
    title = values.get(roll.record.title_field)
    return f" {title}" if title else ""


def in_words(connection: Connection, roll: Roll, name: str, edit: Edit) -> str:
    """One change of a record: which fields, from what, to what."""
    if edit.before is None or edit.after is None:
        return name
    said = []
    for attribute in form_fields(roll):
        own, key = face(attribute), column(attribute).name
        old, new = edit.before.get(key), edit.after.get(key)
        if old != new:
            was, now = _words(connection, own, old), _words(connection, own, new)
            said.append(f"{own.label} 由“{was}”改为“{now}”")
    return "；".join(said) or name


def _words(connection: Connection, own: Any, value: Any) -> str:
    if isinstance(own.kind, Link):
        return title_of(connection, own.kind.table, value)
    return mask(own.kind, value) or "空"


def people(
    connection: Connection, words: str, limit: int, *, whose: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Persons by name, initials, ID tail or phone: uid, name, what tells namesakes apart.

    `whose`: names of villages by code, where there is more than one.
    """
    own, group = table_of(Person), table_of(Group)
    typed = words.strip().lower()
    hits = [
        own.c[field].startswith(typed, autoescape=True) for field in ("name", "initials", "pinyin")
    ]
    more = [
        own.c[field].contains(typed, autoescape=True)
        for field in ("name", "initials", "id_no", "phone")
    ]
    query = (
        select(
            *(own.c.uid, own.c.village, own.c.name, own.c.born, own.c.id_no),
            group.c.name.label("group_name"),
        )
        .select_from(own.outerjoin(group, own.c.group == group.c.uid))
        .where(or_(*hits, *more))
        .order_by(case((or_(*hits), 0), else_=1), own.c.pinyin, own.c.uid)
        .limit(limit)
    )
    found = connection.execute(query)
    return [(row.uid, row.name, _hint(row, whose.get(row.village, ""))) for row in found]


def _hint(row: Any, village: str) -> str:
    born = f"{row.born[:4]}年生" if row.born else ""
    tail = f"尾号{row.id_no[-4:]}" if row.id_no and is_whole(row.id_no) else ""
    return " · ".join(part for part in (village, row.group_name, born, tail) if part)


def clashes(
    connection: Connection, kind: type[Record], uid: str, values: Mapping[str, Any]
) -> list[Problem]:
    """What would make two records of one: an ID number or a membership that is there already."""
    if kind is PartyMember and not uid and values.get("uid"):
        return _already_member(connection, values["uid"])
    own = table_of(kind)
    found: list[Problem] = []
    for place in own.columns:
        own_face = place.info.get("face")
        value = values.get(place.name)
        if own_face and isinstance(own_face.kind, IdNumber) and value and is_whole(value):
            query = select(own.c.name).where(place == value, own.c.uid != uid)
            found += [
                Problem(
                    own_face.key, f"这个号码已经登记给了“{name}”，请核对；若是同一个人，请用“合并”"
                )
                for name in connection.execute(query).scalars()
            ]
    return found


def _already_member(connection: Connection, uid: str) -> list[Problem]:
    own = table_of(PartyMember)
    if connection.execute(select(own.c.uid).where(own.c.uid == uid)).scalar() is None:
        return []
    return [Problem("name", "这个人已经在党员名册里了，请在名册里找到他再改")]


def drop_draft(connection: Connection, roll: str, about: str) -> None:
    """Takes the draft of a record, or of a new one, away."""
    own = table_of(Draft)
    connection.execute(delete(own).where(own.c.roll == roll, own.c.about == about))


def draft_of(connection: Connection, roll: str, about: str) -> dict[str, str]:
    """The words of a draft by field key, or nothing."""
    own = table_of(Draft)
    query = select(own.c.typed).where(own.c.roll == roll, own.c.about == about)
    found = connection.execute(query).scalar()
    return dict(json.loads(found)) if found else {}


def roll_named(name: str) -> Roll:
    """`party` is a ledger's first roll, `committees.term` one by name; raises UserError."""
    key, _, part = name.partition(".")
    ledger = next((ledger for ledger in LEDGERS if ledger.key == key), None)
    if ledger is None:
        known = "、".join(f"{ledger.key}（{ledger.title}）" for ledger in LEDGERS)
        raise UserError(f"没有“{key}”这本台账，有的是：{known}")
    every = [roll for top in ledger.rolls for roll in (top, *top.parts)]
    for roll in every:
        if roll.key == part or not part:
            return roll
    known = "、".join(f"{roll.key}（{roll.title}）" for roll in every)
    raise UserError(f"“{ledger.title}”里没有“{part}”，有的是：{known}")


def grid_words(faces: Sequence[Face], row: Sequence[Any]) -> dict[str, str]:
    """A grid row in words by field key, private digits hidden; a link's title is words already."""
    shown = {}
    for own, value in zip(faces, row[1:], strict=True):
        shown[own.key] = (value or "") if isinstance(own.kind, Link) else mask(own.kind, value)
    return {"uid": row[0], **shown}


def renamed(rows: list[tuple[Any, ...]], names: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Rows with some values called as they are called here; the usual names cost nothing."""
    if all(usual == own for usual, own in names.items()):
        return rows
    return [
        tuple(names.get(value, value) if value.__class__ is str else value for value in row)
        for row in rows
    ]

"""The words a ledger is declared with: fields, rolls, ledgers, and what its norms find."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    inspect,
)
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from villagedesk.errors import Refused
from villagedesk.kinds import (
    Choice,
    Code,
    Day,
    IdNumber,
    Kind,
    Link,
    Name,
    Phone,
    Several,
    StudyHours,
    Text,
    TimeOfDay,
    WholeNumber,
    YesNo,
    first_day,
    is_blank,
    last_day,
)


@dataclass(frozen=True)
class Face:
    """How one field meets people, on screen and on paper alike.

    `key` names the field in every sheet, JSON and header list; `width` is in half-width characters.
    """

    label: str
    kind: Kind
    width: int
    required: bool = True
    private: bool = False
    key: str = ""

    def read(self, raw: object, *, today: date) -> Any:
        """The stored value of what was typed, or None; raises Refused with words for the field."""
        if is_blank(raw):
            if self.required:
                raise Refused(f"{self.label}没有填", "missing")
            return None
        value = self.kind.parse(raw)
        if isinstance(self.kind, Day) and self.kind.past and first_day(value) > today:
            raise Refused(f"{self.label}不能晚于今天（{today.isoformat()}）", "date_future")
        return value


class Record(SQLModel):
    """A row that people keep: its own uid, and the village it belongs to."""

    title_field: ClassVar[str] = "name"
    sort_field: ClassVar[str] = ""
    """The column its title sorts by, where the title itself would sort by code point."""
    derived_fields: ClassVar[tuple[str, ...]] = ()
    spans: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of columns of which the second day cannot come before the first."""
    entered_field: ClassVar[str] = ""
    """The column in which the store itself notes the day a record was entered; on no form."""

    uid: str = Field(primary_key=True)
    village: str = Field(index=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[ForeignKeyConstraint, ...]:  # noqa: N805  # the class
        """Every record belongs to a village, and follows when the village learns its code."""
        to_village = ForeignKeyConstraint(
            ["village"], ["village.code"], onupdate="CASCADE", deferrable=True, initially="DEFERRED"
        )
        return (to_village,)

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG003  # to override
        """What follows from the given values alone and is stored beside them."""
        return {}


def text(
    label: str, *, width: int = 14, lines: int = 1, required: bool = False, key: str = ""
) -> Any:
    """Free words."""
    return _column(Face(label, Text(lines), width, required, key=key), String)


def name(label: str, *, width: int = 10, key: str = "") -> Any:
    """A person's name; always required."""
    return _column(Face(label, Name(), width, key=key), String)


def number(
    label: str, *, least: int = 0, width: int = 8, required: bool = False, key: str = ""
) -> Any:
    """A whole number, `least` or more."""
    return _column(Face(label, WholeNumber(least), width, required, key=key), Integer)


def yes_no(label: str, *, width: int = 8, key: str = "") -> Any:
    """是 or 否, or not known."""
    return _column(Face(label, YesNo(), width, False, key=key), Boolean)


def when(label: str, *, past: bool = False, required: bool = False, key: str = "") -> Any:
    """A day, a month or a year, kept as precisely as it was given; `past` refuses days to come."""
    return _column(Face(label, Day(past), 11, required, key=key), String)


def id_number(label: str, *, key: str = "") -> Any:
    """A citizen's ID number, whole or masked; private."""
    return _column(Face(label, IdNumber(), 20, False, private=True, key=key), String)


def phone(label: str, *, key: str = "") -> Any:
    """A telephone number; private."""
    return _column(Face(label, Phone(), 14, False, private=True, key=key), String)


def code(label: str, codes: str, *, width: int = 8, key: str = "") -> Any:
    """A word of a national code list, stored as its code."""
    return _column(Face(label, Code(codes), width, False, key=key), String)


def choice(
    label: str, words: type[StrEnum], *, width: int = 12, required: bool = True, key: str = ""
) -> Any:
    """One of a closed list of words, stored as the word."""
    return _column(Face(label, Choice(words), width, required, key=key), String)


def several(
    label: str, words: type[StrEnum], *, width: int = 16, required: bool = False, key: str = ""
) -> Any:
    """Any of a closed list of words, stored joined by 、 in the order of the list."""
    return _column(Face(label, Several(words), width, required, key=key), String)


def time_of_day(label: str, *, key: str = "") -> Any:
    """When on a day something began or ended."""
    return _column(Face(label, TimeOfDay(), 10, False, key=key), String)


def study_hours(label: str, *, key: str = "") -> Any:
    """学时, kept in tenths."""
    return _column(Face(label, StudyHours(), 8, False, key=key), Integer)


def link(
    table: type[SQLModel], label: str, *, width: int = 10, required: bool = True, key: str = ""
) -> Any:
    """Another record, by its uid."""
    face = Face(label, Link(_table_name(table)), width, required, key=key)
    return _column(face, String, _foreign_key(table), index=True)


def one_of(table: type[SQLModel], label: str, *, key: str = "") -> Any:
    """The key of a table that says more about one record of another (a member about a person)."""
    face = Face(label, Link(_table_name(table)), 10, key=key)
    return _column(face, String, _foreign_key(table, ondelete="CASCADE"), primary_key=True)


def part_of(table: type[SQLModel]) -> Any:
    """The parent of a part; it goes when the parent goes."""
    face = Face("", Link(_table_name(table)), 0, key="parent")
    return _column(face, String, _foreign_key(table, ondelete="CASCADE"), index=True)


def _foreign_key(table: type[SQLModel], *, ondelete: str | None = None) -> ForeignKey:
    target = f"{_table_name(table)}.uid"
    return ForeignKey(target, ondelete=ondelete, deferrable=True, initially="DEFERRED")


def _column(face: Face, sa_type: type[Any], *args: ForeignKey, **options: Any) -> Any:
    if not face.required:
        options["default"] = None
    return Field(
        sa_type=sa_type,
        sa_column_args=args,
        nullable=not face.required,
        sa_column_kwargs={"info": {"face": face}},
        **options,
    )


def _table_name(table: type[SQLModel]) -> str:
    return str(table.__tablename__)


@dataclass(frozen=True)
class Via:
    """A field of a linked record, through one of several links to the same table."""

    link: Any
    field: Any


def via(link: Any, field: Any) -> Via:
    """`via(Kinship.relative, Person.name)`: which of two persons is meant."""
    return Via(link, field)


@dataclass(frozen=True, eq=False)
class Derived:
    """Something shown on a grid that follows from other rows; `expression` is a scalar subquery."""

    face: Face
    expression: Any


@cache
def column(attribute: Any) -> "Column[Any]":
    """The column behind `Person.name`; typed as Any because mypy sees a str there."""
    found = inspect(attribute).property.columns[0]
    assert isinstance(found, Column)
    return found


@cache
def face(attribute: Any) -> Face:
    """How a field, or a field of a linked record, meets people; its key is never empty."""
    if isinstance(attribute, Derived):
        return attribute.face
    if isinstance(attribute, Via):
        own, far = face(attribute.link), face(attribute.field)
        label = (
            own.label
            if far.label == own.label or isinstance(far.kind, Name)
            else own.label + far.label
        )
        return replace(far, label=label, key=f"{own.key}_{far.key}", required=own.required)
    found = column(attribute)
    declared = found.info["face"]
    assert isinstance(declared, Face)
    return declared if declared.key else replace(declared, key=found.name)


@dataclass(frozen=True)
class Roll:
    """One table of a ledger: one grid, one form, one sheet.

    `dated` is the day that puts a row into a period; without it the roll is a register.
    `parts` are child tables, one level deep; `order` sorts the grid until the clerk sorts it anew.
    """

    title: str
    record: type[Record]
    grid: tuple[Any, ...]
    form: tuple[tuple[str, tuple[Any, ...]], ...]
    search: tuple[Any, ...]
    sheet: tuple[Any, ...]
    filters: tuple[Any, ...] = ()
    parts: "tuple[Roll, ...]" = ()
    order: tuple[Any, ...] = ()
    dated: Any = None

    @property
    def key(self) -> str:
        """The table's name, as in `show STORE committees.seat`."""
        return _table_name(self.record)

    @property
    def table(self) -> Any:
        """The SQLAlchemy table behind the record."""
        return self.record.__table__  # type: ignore[attr-defined]  # SQLModel sets it


class Level(StrEnum):
    """How grave a finding is."""

    ERROR = "E"
    WARNING = "W"
    HINT = "I"


@dataclass(frozen=True)
class Rule:
    """What `norms.toml` says of one norm on one day; unverified rules are shown as 参考.

    `private` is for the clerk's eyes alone: it goes into no workbook. `names` are the words for
    those of the numbers that a village may set itself, `choices` what some of these may be.
    """

    key: str
    level: Level
    text: str
    source: str
    verified: bool = True
    private: bool = False
    numbers: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """An adjustable number of the rule."""
        value = self.numbers[key]
        assert isinstance(value, int)
        return value


@dataclass(frozen=True)
class Finding:
    """One place where a record falls short of a rule.

    `uid` is the record it is about; `period` tells apart findings that come back each month;
    `day` is that of the event, judged by the rule then in force.
    """

    uid: str
    subject: str
    message: str
    level: Level | None = None
    period: str = ""
    day: date | None = None


R = TypeVar("R", bound=SQLModel)
Read = TypeVar("Read")


@dataclass
class Facts:
    """A read-only snapshot of one village, a table at a time."""

    fetch: Callable[[type[SQLModel]], Sequence[Any]]
    _rows: dict[type[SQLModel], Sequence[Any]] = field(default_factory=dict)
    _index: dict[type[SQLModel], dict[str, Any]] = field(default_factory=dict)
    _read: dict[Callable[["Facts"], Any], Any] = field(default_factory=dict)

    def all(self, table: type[R]) -> Sequence[R]:
        """Every record of a table."""
        if table not in self._rows:
            self._rows[table] = self.fetch(table)
        return self._rows[table]

    def get(self, table: type[R], uid: str | None) -> R | None:
        """The record of that uid, if the village has it."""
        if table not in self._index:
            rows: Sequence[Any] = self.all(table)
            self._index[table] = {row.uid: row for row in rows}
        return self._index[table].get(uid or "")

    def once(self, reading: Callable[["Facts"], Read]) -> Read:
        """What a function reads out of the facts, worked out the first time it is asked for."""
        if reading not in self._read:
            self._read[reading] = reading(self)
        found: Read = self._read[reading]
        return found


Norm = Callable[[Facts, date, Rule], Iterable[Finding]]


@dataclass(frozen=True)
class Ledger:
    """A kind of record keeping: its rolls, and the norms they are held against."""

    key: str
    title: str
    shelf: str
    rolls: tuple[Roll, ...]
    norms: tuple[Norm, ...] = ()


def out_of_order(record: type[Record], values: Mapping[str, Any]) -> "list[Problem]":
    """Spans that would end before they begin; a day given roughly is taken at its most lenient."""
    columns = record.__table__.c  # type: ignore[attr-defined]  # SQLModel sets it on tables only
    found = []
    for begin, end in record.spans:
        first, last = values.get(begin), values.get(end)
        if first and last and last_day(last) < first_day(first):
            early, late = columns[end].info["face"], columns[begin].info["face"]
            said = f"{early.label}（{last}）早于{late.label}（{first}），请核对"
            found.append(Problem(early.key or end, said, value=str(last)))
    return found


@dataclass(frozen=True)
class Problem:
    """A cell or field that could not be taken as it stands."""

    label: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str = ""

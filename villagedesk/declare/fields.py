"""The fields of records: how each meets people, and the columns behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    and_,
    false,
    inspect,
    or_,
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
    Money,
    Name,
    OpenChoice,
    Phone,
    Several,
    StudyHours,
    Text,
    TimeOfDay,
    WholeNumber,
    YesNo,
    first_day,
    is_blank,
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
    def open_on(cls, day: str) -> ColumnElement[bool]:  # noqa: ARG003  # to override
        """Whether a record waited at the end of that day for something still to come.

        What did goes into the workbooks of later years too, until it is done with.
        """
        return false()

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


def money(label: str, *, width: int = 12, key: str = "") -> Any:
    """An amount, kept in 分."""
    return _column(Face(label, Money(), width, False, key=key), BigInteger)


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


def open_choice(label: str, words: type[StrEnum], *, setting: str, width: int, key: str) -> Any:
    """One of a list of words that the village may lengthen, by its setting; never required."""
    return _column(Face(label, OpenChoice(words, setting), width, False, key=key), String)


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
    face = Face(label, Link(table_name(table)), width, required, key=key)
    return _column(face, String, _foreign_key(table), index=True)


def one_of(table: type[SQLModel], label: str, *, key: str = "") -> Any:
    """The key of a table that says more about one record of another (a member about a person)."""
    face = Face(label, Link(table_name(table)), 10, key=key)
    return _column(face, String, _foreign_key(table, ondelete="CASCADE"), primary_key=True)


def part_of(table: type[SQLModel]) -> Any:
    """The parent of a part; it goes when the parent goes."""
    face = Face("", Link(table_name(table)), 0, key="parent")
    return _column(face, String, _foreign_key(table, ondelete="CASCADE"), index=True)


def _foreign_key(table: type[SQLModel], *, ondelete: str | None = None) -> ForeignKey:
    target = f"{table_name(table)}.uid"
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


def table_name(table: type[SQLModel]) -> str:
    """What the table behind a record is called."""
    return str(table.__tablename__)


def none_by(day: str, *attributes: Any) -> ColumnElement[bool]:
    """Whether none of these days had come by the end of `day`, in SQL."""
    return and_(*(or_(own.is_(None), own > day) for own in map(column, attributes)))


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

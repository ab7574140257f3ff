"""What is held against a rule and what is found: facts, rules, findings, problems of order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlmodel import SQLModel

from villagedesk.declare.fields import Record
from villagedesk.kinds import first_day, last_day


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
    `day` is that of the event, judged by the rule then in force; `rule` is what it rests on where
    the norm's own gathers several: its text, its source, whether that was verified.
    """

    uid: str
    subject: str
    message: str
    level: Level | None = None
    period: str = ""
    day: date | None = None
    rule: Rule | None = None


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

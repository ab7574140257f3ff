"""What every part of a fictional village is written on before it goes into a store."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, uuid5

from villagedesk.declare import Record
from villagedesk.demo.places import Place
from villagedesk.kinds import age_on

DAY = date(2026, 11, 22)
"""The day every demo speaks of."""

Row = dict[str, Any]
T = TypeVar("T")


@dataclass
class Slate:
    """The rows of one village as they are invented; all chance comes from `random`."""

    place: Place
    random: Random
    rows: dict[type[Record], list[Row]] = field(default_factory=lambda: defaultdict(list))
    ids: set[str] = field(default_factory=set)
    """The ID numbers already given out."""

    def add(self, kind: type[Record], /, **values: Any) -> Row:
        """A new row, kept by reference: later parts may still change it."""
        row = {"uid": self.uid(), "village": self.place.code, **values}
        self.rows[kind].append(row)
        return row

    def uid(self) -> str:
        """A key as the store would give it: what they all begin with, then chance."""
        return self.mark + f"{self.random.getrandbits(128):032x}"[len(self.mark) :]

    @cached_property
    def mark(self) -> str:
        """What every key of the village begins with, that of its store first of all."""
        return uuid5(NAMESPACE_OID, self.place.code).hex[:8]

    def chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def weighted(self, weights: Mapping[T, float]) -> T:
        return self.random.choices(tuple(weights), tuple(weights.values()))[0]

    def day_between(self, first: date, last: date) -> date:
        """A day of that span; its first where the span is empty."""
        return first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))


def age(person: Row, on: date = DAY) -> int:
    return age_on(person["born"], on)[0]

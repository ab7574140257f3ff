"""What comes together while the rows of one table are looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from villagedesk.declare import Face, Problem, Record
from villagedesk.intake.bench import Bench
from villagedesk.intake.comparing import Likeness, compare
from villagedesk.intake.lines import Line
from villagedesk.intake.links import linked
from villagedesk.intake.model import Difference, Skipped, Undecided
from villagedesk.intake.slots import Slot, slots_of
from villagedesk.kinds import Link, mask
from villagedesk.people import Person

SAMPLES, SAMPLE_FIELDS = 5, 7

NEW, FILLED, DIFFERS, SAME = "new", "filled", "differs", "same"
"""What becomes of a row, the weightiest first."""


@dataclass
class Tally:
    """Counts, differences and doubts of one table; `number` tells it from the others."""

    number: int
    bench: Bench
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys((NEW, FILLED, DIFFERS, SAME), 0)
    )
    differing: list[int] = field(default_factory=list)
    samples: list[Mapping[str, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unplaced: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def unplace(self, slot: Slot, value: Any) -> None:
        """A value that has no place for this person: its column is told, not every row."""
        self.unplaced.setdefault(slot.face.label, []).append(_words(slot.face, value))

    def skip(self, row: int, why: str) -> None:
        """A row that stays out."""
        self.skipped.append(Skipped(row, why))

    def count(self, line: Line, states: Iterable[str]) -> None:
        """A row that goes in: new if one of its records is, filled if one gains something."""
        found = set(states)
        state = next(state for state in self.counts if state in found)
        self.counts[state] += 1
        if state == DIFFERS:
            self.differing.append(line.row)
        if state == NEW and len(self.samples) < SAMPLES:
            self.samples.append(_sample(line))

    def merge(self, kind: type[Record], uid: str, values: Mapping[str, Any], line: Line) -> str:
        """Fills what is empty in a record that is there; what differs is kept for the clerk."""
        there = self.bench.get(kind, uid)
        filled: dict[str, Any] = {}
        state = SAME
        for slot in slots_of(kind).values():
            if slot.column not in values:
                continue
            new = values[slot.column]
            likeness = compare(slot.face, there.get(slot.column), new)
            if likeness is Likeness.MORE:
                filled[slot.column] = new
            elif likeness is Likeness.OTHER:
                self.differences.append(self._difference(slot, uid, new, line))
                state = DIFFERS
        if filled:
            self.bench.change(kind, uid, filled)
        return FILLED if filled else state

    def _difference(self, slot: Slot, uid: str, new: Any, line: Line) -> Difference:
        old = self.bench.get(slot.kind, uid).get(slot.column)
        place = sum(one.row == line.row for one in self.differences)
        return Difference(
            key=f"{self.number}:{line.row}:{place}:{slot.column}",
            row=line.row,
            who=self.who(slot.kind, uid),
            label=slot.face.label,
            old=self._shown(slot, old),
            new=self._shown(slot, new),
            kind=slot.kind,
            uid=uid,
            column=slot.column,
            value=new,
        )

    def _shown(self, slot: Slot, value: Any) -> str:
        return self.bench.title(linked(slot), value) if slot.is_link else slot.face.kind.show(value)

    def who(self, kind: type[Record], uid: str) -> str:
        """The name by which the clerk knows a record."""
        row = self.bench.get(kind, uid)
        person = uid if kind.title_field == "uid" else row.get("person")
        return self.bench.title(Person, person) if person else self.bench.title(kind, uid)


def _sample(line: Line) -> dict[str, str]:
    """A new row in a few words; a post stands beside the name."""
    values = [(slot.face.label, _words(slot.face, value)) for slot, value in line.values.items()]
    post = [("职务", str(line.raw["post"]))] if line.raw.get("post") else []
    return dict([*values[:1], *post, *values[1:]][:SAMPLE_FIELDS])


def _words(face: Face, value: Any) -> str:
    return str(value) if isinstance(face.kind, Link) else mask(face.kind, value)

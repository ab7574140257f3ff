"""Finds the record that a row speaks of, so that the same roster twice makes nothing new."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from villagedesk.declare import Record
from villagedesk.intake.bench import Bench
from villagedesk.intake.comparing import Likeness, compare
from villagedesk.intake.slots import slots_of
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Change,
    Kinship,
    Representative,
    Review,
    Seat,
)
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Mediator,
    Sage,
    Session,
    Side,
    Taking,
)
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    FloatContact,
    Floating,
    HomeTeaching,
    Meeting,
    MemberReview,
)
from villagedesk.ledgers.reserve.tables import Reserve, Training
from villagedesk.people import (
    Discipline,
    Group,
    Household,
    MemberChange,
    PartyBranch,
    PartyGroup,
    Term,
)

SAME_BY: dict[type[Record], tuple[str, ...]] = {
    Seat: ("person", "term", "body", "post", "title"),
    Representative: ("person", "term"),
    Review: ("person", "term", "post"),
    Change: ("person", "on", "kind"),
    Appraisal: ("person", "year"),
    Kinship: ("person", "relative"),
    Discipline: ("person", "penalty", "since"),
    Term: ("title",),
    Group: ("name",),
    Household: ("number",),
    PartyBranch: ("name",),
    PartyGroup: ("name", "branch"),
    MemberChange: ("person", "on", "kind"),
    Reserve: ("person",),
    Training: ("reserve", "way", "since", "place"),
    Meeting: ("held_on", "kinds"),
    AgendaItem: ("meeting", "title"),
    Attendance: ("meeting", "person"),
    Floating: ("person", "left_on"),
    FloatContact: ("floating", "on", "way"),
    HomeTeaching: ("person", "on"),
    MemberReview: ("person", "year"),
    Decision: ("title", "raised_on"),
    DecisionStage: ("decision", "kind"),
    GridCell: ("name",),
    CellGroup: ("cell", "group"),
    Contact: ("person", "household"),
    Visit: ("on", "person", "household"),
    Case: ("case_no",),
    Side: ("case", "side", "name"),
    Taking: ("case", "person", "part"),
    Session: ("case", "on"),
    CasePaper: ("case", "kind"),
    Sage: ("person",),
    Mediator: ("person", "post"),
}
OR_BY: dict[type[Record], tuple[str, ...]] = {Decision: ("number",)}
"""Columns that alone tell the record too: a number of its own."""
TOLD_APART: dict[type[Record], tuple[str, ...]] = {
    Reserve: ("aim", "since"),
    Meeting: ("branch", "group", "begins"),
    Contact: ("since",),
    Sage: ("since",),
    Mediator: ("since",),
}
"""Columns that part two records only where both name them: a roster may leave them blank."""

Key = tuple[str, ...]


def same_by(kind: type[Record]) -> tuple[str, ...]:
    """The columns by which two rows are the same record; by default all that are required."""
    required = [name for name, field in kind.model_fields.items() if field.is_required()]
    return SAME_BY.get(kind, tuple(name for name in required if name not in ("uid", "village")))


@dataclass
class Finder:
    """The records of one table by what makes them the same."""

    bench: Bench
    kind: type[Record]
    index: dict[Key, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for uid, row in self.bench.rows(self.kind).items():
            self.note(uid, row)

    def note(self, uid: str, values: Mapping[str, Any]) -> None:
        """Takes a record into the index."""
        for key in self._keys(values):
            self.index.setdefault(key, []).append(uid)

    def find(self, values: Mapping[str, Any], taken: Container[str] = frozenset()) -> str | None:
        """The record that says the same, or the likest of those that say nothing else.

        `taken` are records that other rows of the table speak of: two meetings of a day stay two.
        """
        found = next((self.index[key] for key in self._keys(values) if key in self.index), ())
        if self.kind not in TOLD_APART:
            return found[0] if found else None
        apart = TOLD_APART[self.kind]
        fitting = [uid for uid in found if not self._seen(uid, values, apart)[Likeness.OTHER]]
        seen = {uid: self._seen(uid, values, values) for uid in fitting}
        unlike = {uid: count.total() - count[Likeness.SAME] for uid, count in seen.items()}
        free = [uid for uid in fitting if uid not in taken or not unlike[uid]]
        return min(free, key=unlike.__getitem__, default=None)

    def _keys(self, values: Mapping[str, Any]) -> Iterator[Key]:
        columns = OR_BY.get(self.kind, ())
        if columns and all(values.get(column) for column in columns):
            yield (*columns, *(str(values[column]) for column in columns))
        yield tuple(str(values.get(column) or "") for column in same_by(self.kind))

    def _seen(
        self, uid: str, values: Mapping[str, Any], columns: Container[str]
    ) -> Counter[Likeness]:
        """How many of these values a record says too, lacks, or says otherwise."""
        there = self.bench.get(self.kind, uid)
        return Counter(
            compare(slot.face, there.get(slot.column), values[slot.column])
            for slot in slots_of(self.kind).values()
            if slot.column in columns and values.get(slot.column) is not None
        )

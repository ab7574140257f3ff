"""What an import would do: per sheet the counts, differences and doubts; over all, the changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from villagedesk.declare import Problem, Record

SKIP = "skip"
NEW_PERSON = "new"
"""What the clerk may choose for an undecided row besides a candidate's uid."""


@dataclass(frozen=True)
class Skipped:
    """A row that stays out, and why; blank rows, sums and the like are no records."""

    row: int
    why: str
    is_record: bool = True


@dataclass(frozen=True)
class Difference:
    """A value that is there and differs from the file's; taken only when its key is accepted."""

    key: str
    row: int
    who: str
    label: str
    old: str
    new: str
    kind: type[Record]
    uid: str
    column: str
    value: Any


@dataclass(frozen=True)
class Candidate:
    """Someone whom a row may mean, with what tells him from his namesakes."""

    uid: str
    name: str
    hint: str


@dataclass(frozen=True)
class Undecided:
    """A row that may mean someone who is there already: the clerk decides."""

    key: str
    row: int
    name: str
    why: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class OpenColumn:
    """A column whose values have no place yet, with a few of them; the clerk may give it one."""

    header: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class NewTerm:
    """A term that the sheet speaks of and the store does not hold."""

    title: str
    start: str
    due_end: str


@dataclass(frozen=True)
class SheetPlan:
    """What would become of one table; without a ledger `why_not` says why, and what to do.

    `ledger` is a ledger's key, or `ledger.roll` for a roll that is not the ledger's first. Of the
    `changed` rows the `differing` ones only say something else, which waits for the clerk. `lines`
    are the rows on which the records stand, by uid.
    """

    sheet: str
    title: str
    rows: int
    ledger: str | None
    ledger_title: str = ""
    why_not: str = ""
    new: int = 0
    changed: int = 0
    differing: tuple[int, ...] = ()
    same: int = 0
    samples: tuple[Mapping[str, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    columns: tuple[OpenColumn, ...] = ()
    term: str = ""
    needs_term: bool = False
    new_term: NewTerm | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """What goes into the store: new records with their uids, and new values of records there.

    `spare` holds new records that only differences lead to: they go in with the accepted ones.
    """

    added: Mapping[type[Record], tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    changed: tuple[tuple[type[Record], str, Mapping[str, Any]], ...] = ()
    spare: Mapping[str, tuple[type[Record], Mapping[str, Any]]] = field(default_factory=dict)

    def needed(self, uids: Iterable[Any]) -> Iterator[tuple[type[Record], Mapping[str, Any]]]:
        """The spare records behind these uids, and those that they point at in turn."""
        for uid in uids:
            if uid in self.spare:
                kind, row = self.spare[uid]
                yield from self.needed(value for key, value in row.items() if key != "uid")
                yield kind, row


@dataclass(frozen=True)
class Wishes:
    """What the clerk says beforehand: the ledger, the term, columns by header, rows by key.

    `ledger` and `term` stand over what the sheets say. `ledger` is for all tables, or by the
    table's place from 0; `term` is a title or a uid.
    """

    today: date
    village: str = ""
    ledger: str | Mapping[int, str] | None = None
    term: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    own_words: frozenset[str] = frozenset()
    """What the village has put on its own lists: it is taken as it is written."""
    mark: str = ""
    """What the uids of new records begin with."""

    def ledger_of(self, number: int) -> str | None:
        """What the clerk takes this table for, if he said so."""
        if isinstance(self.ledger, str) or self.ledger is None:
            return self.ledger
        return self.ledger.get(number)


@dataclass(frozen=True)
class ImportPlan:
    """What the import page shows, and what it would write."""

    name: str
    sheets: tuple[SheetPlan, ...]
    changes: Changes
    warnings: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Those of all sheets."""
        return tuple(one for sheet in self.sheets for one in sheet.differences)

    @property
    def leaves_out(self) -> bool:
        """Whether a row that is a record stays out."""
        return any(one.is_record for sheet in self.sheets for one in sheet.skipped)

    @property
    def taken(self) -> int:
        """How many rows go in whatever the clerk accepts."""
        return sum(sheet.new + sheet.changed - len(sheet.differing) for sheet in self.sheets)

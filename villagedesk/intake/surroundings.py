"""What a row is completed from: its table, the village's records, and the rows before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from villagedesk.books.reading import Table
from villagedesk.declare import Problem
from villagedesk.intake.bench import Bench
from villagedesk.intake.lines import Line
from villagedesk.intake.slots import Slot
from villagedesk.kinds import fold
from villagedesk.people import PartyBranch


@dataclass
class Around:
    """A table and the village's records; `latest` is the row before, `given` its numbers,
    `own_words` what the village has put on its own lists.
    """

    table: Table
    bench: Bench
    today: date
    own_words: frozenset[str] = frozenset()
    latest: Line | None = None
    given: set[str] = field(default_factory=set)

    @property
    def titles(self) -> tuple[str, str]:
        """The sheet's name and the title above the table."""
        return self.table.sheet, self.table.title or ""

    @property
    def keys(self) -> set[str]:
        """What the reader calls the table's columns."""
        return {key for _, key in self.table.columns.values() if key}

    def branch(self) -> str | None:
        """The branch that the titles name, or the only one of the village."""
        known = {uid: row["name"] for uid, row in self.bench.rows(PartyBranch).items()}
        said = fold("".join((*self.titles, *self.table.meta.values())))
        named = [uid for uid, name in known.items() if fold(name) in said]
        found = named or list(known)
        return found[0] if len(found) == 1 else None

    def number(self, line: Line, slot: Slot, day: str) -> None:
        """Numbers a row by its year and place, beside the numbers there are, and tells it."""
        first = line.raw.get("seq")
        places: Iterator[int] = count(first if isinstance(first, int) and first > 0 else 1)
        used = {fold(str(row[slot.column])) for row in self.bench.rows(slot.kind).values()}
        made = (f"{day[:4]}-{place:03}" for place in places)
        number = next(one for one in made if one not in used | self.given)
        self.given.add(number)
        line.values[slot] = number
        words = f"表里没有{slot.face.label}，按年份和序号编成“{number}”；请核对"
        line.problems.append(Problem(slot.face.label, words, line.row))

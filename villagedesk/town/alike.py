"""Rosters of one village that seem to be one that was sent twice: a person at the town decides."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from villagedesk.books.reading import Row, Table
from villagedesk.intake import SheetPlan, targets
from villagedesk.kinds import fold
from villagedesk.town.kept import Kept
from villagedesk.town.snapshot import CellProblem

NAMES = ("name", "party_member", "household_head")
"""Fields that say whom a row is about."""

Planned = Sequence[tuple[Table, SheetPlan]]
"""The tables of one roster, each with what becomes of it."""

Held = Counter[tuple[str, str]]
"""How often a roster holds a line: of which roll, and whom or what it is about."""


def pair(one: str, other: str) -> str:
    """Two rosters as a verdict and what is told of them name both, whichever comes first."""
    return "|".join(sorted((one, other)))


def told(kept: Kept, planned: Sequence[Planned]) -> Mapping[str, list[CellProblem]]:
    """What is to be said of rosters that seem the same, at each of both, by its uid.

    They do where at least half of the lines of the shorter stand in the other too; a corrected name
    makes another line. What the town said are two is not told.
    """
    held = {uid: _held(own) for uid, own in zip(kept.uids, planned, strict=True)}
    said: dict[str, list[CellProblem]] = {uid: [] for uid in held}
    for one, other in combinations(sorted(held), 2):
        both = held[one] & held[other]
        shorter = min(held[one].total(), held[other].total())
        about = pair(one, other)
        if both and 2 * both.total() >= shorter and about not in kept.both:
            words = _words((one, other), held, both)
            for uid in (one, other):
                said[uid].append(CellProblem("", None, "", words, like=about))
    return said


def _held(planned: Planned) -> Held:
    return Counter(
        (sheet.ledger, _about(row))
        for table, sheet in planned
        if sheet.ledger
        for row in table.records
    )


def _about(row: Row) -> str:
    """A person by the name, for a number may be what was corrected; else by all that is said."""
    named = next((str(row.values[key]) for key in NAMES if row.values.get(key)), "")
    return fold(named) or repr(sorted((key, str(cell)) for key, cell in row.values.items()))


def _words(two: tuple[str, str], held: Mapping[str, Held], both: Held) -> str:
    """Under the uids: under what names they came is no part of what the store says."""
    titles = dict.fromkeys(targets()[ledger].roll.title for ledger, _ in sorted(both))
    alone = [(uid, (held[uid] - both).total()) for uid in two]
    parts = [f"两份里都有的 {both.total()} 行（{'、'.join(titles)}）"]
    parts += [f"只在{uid}里的 {count} 行" for uid, count in alone if count]
    return f"像是同一张表收了两份：{'，'.join(parts)}；旧的那份请撤下"


@dataclass(frozen=True)
class Alike:
    """Two rosters that seem the same, by their uids, with a sentence for a person.

    The one that came earlier is in front, as far as that is known (`is_older`).
    """

    one: str
    other: str
    said: str
    is_older: bool

    @property
    def about(self) -> str:
        """The pair as a verdict names it."""
        return pair(self.one, self.other)


def alike(rows: Iterable[Any]) -> tuple[Alike, ...]:
    """Each pair once; `rows`: the workbooks of a village's period, as they are kept."""
    by_uid = {row.uid: row for row in rows}
    often = Counter(row.name for row in by_uid.values())
    stored = [CellProblem(**one) for row in by_uid.values() for one in json.loads(row.problems)]
    found = []
    for about, said in dict.fromkeys((one.like, one.message) for one in stored if one.like):
        two = sorted((by_uid[uid] for uid in about.split("|")), key=_age)
        called = {row.uid: _called(row, is_one=often[row.name] == 1) for row in two}
        for uid, name in called.items():
            said = said.replace(uid, name)
        is_older = two[0].received_at < two[1].received_at
        found.append(Alike(two[0].uid, two[1].uid, f"{'和'.join(called.values())}{said}", is_older))
    return tuple(found)


def _age(row: Any) -> tuple[str, str, str]:
    return row.received_at, row.name, row.uid


def _called(row: Any, *, is_one: bool) -> str:
    """A roster by its name, where others have the same one also by when it came."""
    when = datetime.fromisoformat(row.received_at)
    return f"“{row.name}”" if is_one else f"“{row.name}”（{when:%m-%d %H:%M} 收到的）"

"""What became of a problem that a visit brought up: a case or a matter, and how far that is."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from villagedesk.declare import Facts
from villagedesk.kinds import first_day
from villagedesk.ledgers.decisions.line import MEETINGS, Line, lines
from villagedesk.ledgers.decisions.tables import Decision
from villagedesk.ledgers.mediation.states import state_of
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.people import Tie, When


@dataclass(frozen=True)
class Followed:
    """A case or matter in which a problem is handled; `over_on` is the day on which that ended."""

    roll: str
    uid: str
    title: str
    state: str
    over_on: When = ""

    @property
    def words(self) -> str:
        """案件 2026-003（受理调解中）."""
        return f"{self.title}（{self.state}）"

    def is_over(self, on: date) -> bool:
        """Whether it had come to its end by that day."""
        return bool(self.over_on) and first_day(self.over_on) <= on


def followed(facts: Facts) -> Mapping[str, tuple[Followed, ...]]:
    """By the visit's uid, as the records stand: `facts.once(followed)`."""
    found: dict[str, list[Followed]] = defaultdict(list)
    for tie in facts.all(Tie):
        if tie.to_roll == Case.__tablename__ and (case := facts.get(Case, tie.to_uid)):
            found[tie.from_uid].append(_case(case))
        elif tie.to_roll == Decision.__tablename__ and (line := _line(facts, tie.to_uid)):
            found[tie.from_uid].append(_matter(line))
    return {visit: tuple(every) for visit, every in found.items()}


def handled_in(facts: Facts, visit: str, on: date) -> tuple[Followed, ...]:
    """Where a visit's problem was still being handled on that day, by that record's own clock."""
    return tuple(one for one in facts.once(followed).get(visit, ()) if not one.is_over(on))


def _case(case: Case) -> Followed:
    over = case.closed_on or case.archived_on or ""
    roll = str(Case.__tablename__)
    return Followed(roll, case.uid, f"案件 {case.case_no}", str(state_of(case)), over)


def _line(facts: Facts, uid: str) -> Line | None:
    return facts.once(lines).get(uid)


def _matter(line: Line) -> Followed:
    """A matter is over once its result is made public, or it was stopped."""
    matter = line.matter
    over = matter.result_on or matter.stopped_on or ""
    title = f"四议两公开 {matter.number or matter.title}"
    return Followed(str(Decision.__tablename__), matter.uid, title, _stands(line), over)


def _stands(line: Line) -> str:
    matter = line.matter
    if matter.result_on:
        return "结果已公开"
    if matter.stopped_on:
        return "已终止"
    if matter.published_on:
        return "决议已公开"
    held = [kind for kind in MEETINGS if line.row(kind)]
    return f"开过{held[-1]}的会" if held else "还没有开会"

"""How far a case has come, which of its clocks run, and what its file lacks on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from villagedesk.declare import Facts
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Confirmation,
    Outcome,
    Paper,
    Part,
    Performance,
    Session,
    Side,
    Taking,
)

AGREED = (Outcome.WRITTEN, Outcome.ORAL)
MEDIATED = (*AGREED, Outcome.ENDED)
"""Outcomes of cases that were talked over to the end, with or without success."""

PRIVATE_PAPER = "当事人自行和解，不是人民调解协议"
"""What a paper is without a mediator's hand and the committee's seal (人民调解法第29条)."""

_MUST = (Paper.APPLICATION, Paper.NOTICE, Paper.IDENTITY, Paper.RECORD, Paper.AGREEMENT, Paper.BACK)


class State(StrEnum):
    """Where a case stands, in the order of the board."""

    OPEN = "受理调解中"
    TO_PERFORM = "已达成待履行"
    TO_VISIT = "待回访"
    TO_ARCHIVE = "待归档"
    FAILED = "终止或转出"
    ARCHIVED = "已归档"


P = TypeVar("P", Side, Taking, Session, CasePaper)


@dataclass(frozen=True)
class Files:
    """The parts of every case, by the case's uid."""

    sides: Mapping[str, tuple[Side, ...]]
    takings: Mapping[str, tuple[Taking, ...]]
    sessions: Mapping[str, tuple[Session, ...]]
    papers: Mapping[str, tuple[CasePaper, ...]]


def files_of(facts: Facts) -> Files:
    """The parts, read once: `facts.once(files_of)`."""
    return Files(
        sides=_by_case(facts.all(Side)),
        takings=_by_case(facts.all(Taking)),
        sessions=_by_case(sorted(facts.all(Session), key=lambda one: (one.on, one.uid))),
        papers=_by_case(facts.all(CasePaper)),
    )


def _by_case(rows: Iterable[P]) -> dict[str, tuple[P, ...]]:
    found: dict[str, list[P]] = defaultdict(list)
    for row in rows:
        found[row.case].append(row)
    return {case: tuple(every) for case, every in found.items()}


def helpers(facts: Facts, case: Case, part: Part) -> tuple[str, ...]:
    """The persons who took part in a case in that role."""
    rows = facts.once(files_of).takings.get(case.uid, ())
    return tuple(dict.fromkeys(row.person for row in rows if row.part == part))


def agreed(case: Case) -> bool:
    """Whether it ended with an agreement, on paper or by word of mouth."""
    return case.outcome in AGREED


def settled_on(case: Case) -> str | None:
    """The day it came to its end: the agreement's own, or the one on which it was closed."""
    return (case.effective_on if agreed(case) else None) or case.closed_on or case.archived_on


def is_accepted(case: Case, on: date) -> bool:
    """Whether it had been accepted by that day."""
    return first_day(case.accepted_on) <= on


def is_open(case: Case, on: date) -> bool:
    """Accepted, and on that day not yet settled in one way or the other."""
    end = settled_on(case)
    return is_accepted(case, on) and (not case.outcome or happened(end, on) is False)


def happened(day: str | None, on: date) -> bool | None:
    """Whether a day had come; None where nobody wrote it down."""
    return first_day(day) <= on if day else None


def state_of(case: Case) -> State:
    """Where it stands by what its record says."""
    if case.archived_on:
        return State.ARCHIVED
    if not case.outcome:
        return State.OPEN
    if not agreed(case):
        return State.FAILED
    if case.performance not in (Performance.DONE, Performance.SUED):
        return State.TO_PERFORM
    if case.performance == Performance.DONE and not case.visited_on:
        return State.TO_VISIT
    return State.TO_ARCHIVE


def days_open(case: Case, on: date) -> int:
    """Days from acceptance until it was settled, or until that day; the fewest it may be."""
    end = settled_on(case) if case.outcome else None
    until = min(first_day(end), on) if end else on
    return max(0, (until - last_day(case.accepted_on)).days)


def to_settle_by(case: Case, days: int) -> date:
    """The last day of the time that mediating should take."""
    return last_day(case.accepted_on) + timedelta(days=days)


def to_confirm_by(case: Case, days: int) -> date | None:
    """The last day for asking the court; None where it will not be asked, or was already.

    The day of effect does not count. What was performed or sued over needs no confirmation.
    """
    over = case.performance in (Performance.DONE, Performance.SUED)
    asked = case.asked_on or case.confirmation not in (None, Confirmation.NONE)
    if case.outcome != Outcome.WRITTEN or not case.effective_on or over or asked:
        return None
    return first_day(case.effective_on) + timedelta(days=days)


def to_perform_by(case: Case, on: date) -> date | None:
    """The last day for performing; None where nothing waits: performed, sued over, or visited."""
    over = case.performance in (Performance.DONE, Performance.SUED)
    if not agreed(case) or not case.due_on or over:
        return None
    visited = case.visited_on
    if visited and first_day(visited) <= on and last_day(visited) >= first_day(case.due_on):
        return None
    return last_day(case.due_on)


def lacks(facts: Facts, case: Case) -> tuple[str, ...]:
    """What keeps a written agreement from being whole; nothing where it is, or there is none."""
    if case.outcome != Outcome.WRITTEN:
        return ()
    found = (
        *unsigned(facts, case),
        None if helpers(facts, case, Part.MEDIATOR) else "没有登记调解员",
        None if case.sealed else "没有盖调委会印章" if case.sealed is False else "没有填是否盖章",
    )
    return tuple(words for words in found if words)


def refused_to_sign(facts: Facts, case: Case) -> bool:
    """Whether it is written that somebody did not sign; not only that nobody wrote it."""
    if own := _signing(facts, case):
        return any(one.signed is False for one in own)
    return case.signed is False


def unsigned(facts: Facts, case: Case) -> tuple[str, ...]:
    """Who has not signed, and of whom it is not written.

    Where no side has a word of its own on it, the case's word for all of them counts.
    """
    own = _signing(facts, case)
    if not own:
        flag = "各方没有签字" if case.signed is False else "没有填各方是否签字"
        return () if case.signed else (flag,)
    refused = "、".join(one.name for one in own if one.signed is False)
    silent = "" if case.signed else "、".join(one.name for one in own if one.signed is None)
    said = refused and f"{refused}没有签字", silent and f"没有填{silent}是否签字"
    return tuple(filter(None, said))


def _signing(facts: Facts, case: Case) -> tuple[Side, ...]:
    """The sides, where of any of them it is written whether he signed."""
    sides = facts.once(files_of).sides.get(case.uid, ())
    return sides if any(one.signed is not None for one in sides) else ()


def paper_name(facts: Facts, case: Case) -> str:
    """What the paper of a case rightly is called; nothing where there is no agreement."""
    if case.outcome == Outcome.ORAL:
        return "口头协议"
    if case.outcome != Outcome.WRITTEN:
        return ""
    if case.sealed is False or not helpers(facts, case, Part.MEDIATOR):
        return PRIVATE_PAPER
    return "人民调解协议" if case.sealed else "人民调解协议（待核：没有填是否盖章）"


def must_have(case: Case) -> tuple[Paper, ...]:
    """The documents that a file must hold; the agreement only where it was written."""
    return tuple(
        one for one in _MUST if one is not Paper.AGREEMENT or case.outcome == Outcome.WRITTEN
    )


def spoken_of(case: Case) -> tuple[Paper, ...]:
    """Documents needed only at times, of which the record says that there should be one."""
    said = {
        Paper.RECEIPT: case.performance in (Performance.DONE, Performance.PARTLY),
        Paper.VISIT: bool(case.visited_on),
        Paper.CONFIRMATION: case.confirmation not in (None, Confirmation.NONE),
    }
    return tuple(paper for paper, needed in said.items() if needed)


def filed(facts: Facts, case: Case) -> frozenset[str]:
    """The kinds of documents that lie in its file."""
    return frozenset(str(one.kind) for one in facts.once(files_of).papers.get(case.uid, ()))


def missing(facts: Facts, case: Case) -> tuple[Paper, ...]:
    """The documents that it must have and has not."""
    there = filed(facts, case)
    return tuple(paper for paper in must_have(case) if paper not in there)

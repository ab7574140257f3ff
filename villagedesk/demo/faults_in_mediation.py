"""Mistakes in the mediation ledger, each with everything that a check will say of it."""

from collections.abc import Callable

from villagedesk.demo.faulty import Fault, Mistake
from villagedesk.demo.slate import Row, Slate
from villagedesk.demo.team import WOMAN
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Mediator,
    MediatorPost,
    Outcome,
    Paper,
    Part,
    Performance,
    Sage,
    Side,
    Taking,
)
from villagedesk.people import Person


def _first(slate: Slate, fits: Callable[[Row], object]) -> Row | None:
    """The first such case, in the order of their numbers."""
    cases = sorted(slate.rows[Case], key=lambda row: str(row["case_no"]))
    return next((row for row in cases if fits(row)), None)


def _said(norm: str, case: Row) -> tuple[Fault, ...]:
    return (Fault(f"mediation.{norm}", case["case_no"]),)


def _written(case: Row) -> bool:
    return case.get("outcome") == Outcome.WRITTEN


def _no_record(slate: Slate) -> tuple[Fault, ...]:
    """The minutes of the mediating were lost before the file was bound."""
    case = _first(slate, lambda row: _written(row) and row.get("archived_on"))
    if not case:
        return ()
    slate.rows[CasePaper] = [
        row
        for row in slate.rows[CasePaper]
        if row["case"] != case["uid"] or row["kind"] != Paper.RECORD
    ]
    return _said("file_is_complete", case)


def _lies_open(slate: Slate) -> tuple[Fault, ...]:
    """It was taken up in September, and nobody has gone on with it."""
    case = _first(slate, lambda row: not row.get("outcome"))
    if not case:
        return ()
    case["accepted_on"] = case["entered_on"] = "2026-09-28"
    return _said("case_is_settled_in_time", case)


def _no_seal(slate: Slate) -> tuple[Fault, ...]:
    case = _first(slate, lambda row: _written(row) and not row.get("closed_on"))
    if not case:
        return ()
    case["sealed"] = False
    return _said("agreement_is_whole", case)


def _did_not_sign(slate: Slate) -> tuple[Fault, ...]:
    """One of the two put his name to nothing, though the case says that all have."""
    case = _first(slate, lambda row: _written(row) and row.get("closed_on"))
    if not case:
        return ()
    side = next(row for row in slate.rows[Side] if row["case"] == case["uid"])
    side["signed"] = False
    return _said("agreement_is_whole", case)


def _asked_too_late(slate: Slate) -> tuple[Fault, ...]:
    case = _first(slate, lambda row: row.get("asked_on"))
    if not case:
        return ()
    case.update(asked_on="2026-09-06", confirmed_on="2026-09-14")
    return _said("confirmation_in_time", case)


def _not_paid(slate: Slate) -> tuple[Fault, ...]:
    case = _first(slate, lambda row: row.get("performance") == Performance.RUNNING)
    if not case:
        return ()
    case["due_on"] = "2026-11-20"
    return _said("agreement_is_performed", case)


def _sage_alone(slate: Slate) -> tuple[Fault, ...]:
    """A 乡贤 made peace by himself, and was written down as the mediator."""
    case = _first(slate, lambda row: row.get("outcome") == Outcome.ORAL)
    if not case:
        return ()
    for row in slate.rows[Taking]:
        if row["case"] == case["uid"] and row["part"] == Part.MEDIATOR:
            row["person"] = slate.rows[Sage][-1]["person"]
    return _said("mediators_are_of_the_committee", case)


def _refused_but_agreed(slate: Slate) -> tuple[Fault, ...]:
    case = _first(slate, lambda row: row.get("outcome") == Outcome.ENDED)
    if not case:
        return ()
    case.update(outcome=Outcome.REFUSED, agreement="协2026-99")
    return _said("outcome_is_possible", case)


def _not_reported(slate: Slate) -> tuple[Fault, ...]:
    case = _first(slate, lambda row: row["may_escalate"])
    if not case:
        return ()
    case["reported_on"] = None
    return _said("escalation_is_reported", case)


def _numbered_twice(slate: Slate) -> tuple[Fault, ...]:
    """The second last got the last one's number."""
    *_, early, late = sorted(slate.rows[Case], key=lambda row: str(row["case_no"]))
    late["case_no"] = early["case_no"]
    return _said("case_numbers_run", late)


def _no_woman(slate: Slate) -> tuple[Fault, ...]:
    """The women of the committee were left off its list."""
    women = {row["uid"] for row in slate.rows[Person] if row["gender"] == WOMAN}
    took = {row["person"] for row in slate.rows[Taking]}
    men = [row for row in slate.rows[Person] if row["gender"] != WOMAN and row["uid"] not in took]
    for row in tuple(slate.rows[Mediator]):
        if row["person"] in women:
            slate.add(
                Mediator,
                **{key: row[key] for key in ("person", "since", "until")},
                post=MediatorPost.MEDIATOR,
            )
            row["person"] = men.pop()["uid"]
    return (Fault("mediation.committee_is_fit", "调委会"),)


MISTAKES: tuple[Mistake, ...] = (
    _no_record,
    _lies_open,
    _no_seal,
    _did_not_sign,
    _asked_too_late,
    _not_paid,
    _sage_alone,
    _refused_but_agreed,
    _not_reported,
    _numbered_twice,
    _no_woman,
)

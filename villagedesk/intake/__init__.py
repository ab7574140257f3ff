"""Rows ⇄ records: what a workbook's rows would add and change, and what of them stays out."""

from villagedesk.intake.model import (
    NEW_PERSON,
    SKIP,
    Candidate,
    Changes,
    Difference,
    ImportPlan,
    NewTerm,
    OpenColumn,
    SheetPlan,
    Skipped,
    Undecided,
    Wishes,
)
from villagedesk.intake.plain import as_json, in_words
from villagedesk.intake.planning import plan_book, plan_own
from villagedesk.intake.slots import Target, targets

__all__ = [
    "NEW_PERSON",
    "SKIP",
    "Candidate",
    "Changes",
    "Difference",
    "ImportPlan",
    "NewTerm",
    "OpenColumn",
    "SheetPlan",
    "Skipped",
    "Target",
    "Undecided",
    "Wishes",
    "as_json",
    "in_words",
    "plan_book",
    "plan_own",
    "targets",
]

"""An import in plain JSON values, in the form the command line promises."""

from typing import Any

from villagedesk.intake.model import ImportPlan, SheetPlan


def as_json(plan: ImportPlan, saved: int) -> dict[str, Any]:
    """`saved`: how many rows went in; 0 where nothing was written."""
    return {"sheets": [_sheet(sheet) for sheet in plan.sheets], "saved": saved}


def _sheet(sheet: SheetPlan) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "ledger": sheet.ledger,
        "new": sheet.new,
        "changed": sheet.changed,
        "same": sheet.same,
        "problems": [
            {
                "row": problem.row,
                "column": problem.label,
                "value": problem.value,
                "message": problem.message,
            }
            for problem in sheet.problems
        ],
        "skipped": [{"row": one.row, "why": one.why} for one in sheet.skipped],
    }

"""An import said plainly: in JSON as the command line promises, and in words."""

from collections.abc import Iterator
from typing import Any

from villagedesk.declare import Problem
from villagedesk.intake.model import ImportPlan, SheetPlan

_SHOWN = 20


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


def in_words(plan: ImportPlan, saved: int, *, dry_run: bool = False) -> str:
    """The same for a person to read, the first doubts of each table only."""
    lines = [line for sheet in plan.sheets for line in _lines(sheet)]
    lines += [] if plan.sheets else ["没有找到表格：请看看是不是选错了文件"]
    last = f"可以导入 {plan.taken} 行，还没有存" if dry_run else f"存了 {saved} 行"
    return "\n".join([*plan.warnings, *lines, last])


def _lines(sheet: SheetPlan) -> Iterator[str]:
    name = sheet.title or sheet.sheet
    if sheet.ledger is None:
        hint = "（用命令时写 --ledger residents）" if "选成" in sheet.why_not else ""
        yield f"{name}：{sheet.why_not}{hint}"
        return
    left = [one for one in sheet.skipped if one.is_record]
    counted = f"新增 {sheet.new}、补充或不同 {sheet.changed}、相同 {sheet.same}"
    yield f"{name} → {sheet.ledger_title}：{counted}、没有导入 {len(left)} 行"
    if others := len(sheet.skipped) - len(left):
        yield f"  另有 {others} 行是空行、小计、签字等，不是记录"
    if sheet.needs_term and sheet.term:
        yield f"  届次按“{sheet.term}”；不对的话请用 --term 写明"
    for column in sheet.columns:
        yield f"  “{column.header}”没有地方存，例如：{'、'.join(column.values)}"
    yield from _few([_problem(problem) for problem in sheet.problems])
    yield from _few([f"  第 {one.row} 行：{one.why}" for one in left])
    yield from _few(
        [
            f"  第 {one.row} 行 {one.who} {one.label}：原有“{one.old}”，表里“{one.new}”，没有改"
            for one in sheet.differences
        ]
    )


def _problem(problem: Problem) -> str:
    value = f"“{problem.value}”" if problem.value and problem.value not in problem.message else ""
    return f"  第 {problem.row} 行 {problem.label}{value}：{problem.message}"


def _few(lines: list[str]) -> list[str]:
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"  ……还有 {more} 条"] if more > 0 else lines

"""An import plan in words and numbers, before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from villagedesk.declare import Problem
from villagedesk.desk.importing import SKIP, Import, SheetPlan

COUNTS = (("新增", "ok"), ("补充", "info"), ("相同", "plain"), ("待定", "warn"), ("有问题", "bad"))


@dataclass
class Answers:
    """What the clerk has said to a plan so far."""

    accepted: set[str] = field(default_factory=set)
    chosen: dict[str, str] = field(default_factory=dict)

    def rows(self, planned: Import) -> int:
        """How many rows would go in now."""
        decided = sum(
            len(
                {one.row for one in sheet.differences if one.key in self.accepted}
                & set(sheet.differing)
            )
            for sheet in planned.sheets
        )
        named = sum(uid != SKIP for uid in self.chosen.values())
        return planned.plan.taken + decided + named


def counts(sheet: SheetPlan) -> Iterator[tuple[str, str]]:
    """Word and tone for each count of a sheet that is not nothing."""
    waiting = len({one.row for one in sheet.differences}) + len(sheet.undecided)
    numbers = (
        sheet.new,
        sheet.changed - len(sheet.differing),
        sheet.same,
        waiting,
        len({one.row for one in sheet.problems}),
    )
    for (word, tone), number in zip(COUNTS, numbers, strict=True):
        if number:
            yield f"{word} {number}", tone
    if sheet.skipped:
        yield f"跳过 {len(sheet.skipped)}", "plain"


def sentence(planned: Import) -> str:
    """The grey line under the title."""
    sheets = planned.sheets
    new, problems = sum(one.new for one in sheets), sum(len(one.problems) for one in sheets)
    known = sum(one.ledger is not None for one in sheets)
    said = [f"{planned.file.name}", f"{len(sheets)} 张表"]
    said += [f"其中 {known} 张能导入"] if known != len(sheets) else []
    said += [f"新增 {new} 条"] if new else []
    said += [f"{problems} 处有问题"] if problems else []
    return " · ".join(said)


def sample_words(sample: Mapping[str, str]) -> str:
    """One new row: 姓名 张三，性别 男."""
    return "，".join(f"{label} {value}" for label, value in sample.items() if value)


def problem_words(problem: Problem) -> tuple[str, str]:
    """Where it is, and what is wrong with it."""
    cell = (
        f"{problem.column or ''}{problem.row or ''}" if problem.column else f"第 {problem.row} 行"
    )
    return cell, f"{problem.label}：{problem.message}" if problem.label else problem.message

"""四议两公开事项汇总表: the matters of a quarter with the days of their stages, and by kind."""

from collections.abc import Callable, Sequence

from villagedesk.books.papers.paper import Paper, Table
from villagedesk.books.papers.report import Filing, report, share, table, yuan
from villagedesk.books.papers.wording import spoken
from villagedesk.ledgers.decisions.quarter import KindLine, MatterLine, Summary

_MATTERS = {
    "序号": 10,
    "编号": 18,
    "事项": 42,
    "类别": 36,
    "金额（元）": 22,
    "提议": 18,
    "商议": 18,
    "审议": 18,
    "决议": 18,
    "决议公开": 18,
    "结果公开": 18,
    "进展": 26,
}
_COUNTS: tuple[tuple[str, Callable[[KindLine], int]], ...] = (
    ("在册", lambda one: one.every),
    ("本期新提", lambda one: one.new),
    ("已办结", lambda one: one.finished),
    ("已终止", lambda one: one.stopped),
    ("在办", lambda one: one.running),
)

_ONE_LINE = 5
"""Characters of a heading that have room beside one another."""


def quarter_report(village: str, seen: Summary) -> Paper:
    """Every matter in hand in the quarter, then how many of each kind; none is told too."""
    total = seen.total
    rows = [_matter(place, one, seen.period.end.year) for place, one in enumerate(seen.matters, 1)]
    blocks = (
        table(_MATTERS, rows or [("", "", "本期没有事项", *[""] * 9)], left="事项"),
        _by_kind((*seen.by_kind, total)),
    )
    notes = (
        f"在册是本期新提的和以前没办完的事项，共 {total.every} 件；"
        f"办结率 {share(total.finished, total.every)}（已办结件数 ÷ 在册件数）。",
        f"进展按{seen.period.words}最后一天算，以后办的不写在这张表里。",
    )
    title = f"{village}{seen.period.words}四议两公开事项汇总表"
    filing = Filing(village, seen.period.words)
    return report(title, filing, blocks, notes=notes, landscape=True)


def _matter(place: int, one: MatterLine, year: int) -> tuple[str, ...]:
    named = (str(place), one.number, one.title, one.kind, yuan(one.amount))
    return (*named, *(_day(day, year) for day in one.days), one.stands)


def _day(day: str, year: int) -> str:
    """6月20日; a day of another year says of which, and a word that is no day stays."""
    if not day[:4].isdigit():
        return day
    return spoken(day).removeprefix(f"{year}年") if len(day) > len("2026") else spoken(day)


def _by_kind(kinds: Sequence[KindLine]) -> Table:
    """A column for each kind: there are more of them than of what is counted."""
    columns = {"类别": 18} | {_in_two(one.kind): 18 for one in kinds}
    rows = ((name, *(str(count(one)) for one in kinds)) for name, count in _COUNTS)
    return table(columns, rows)


def _in_two(name: str) -> str:
    """A long heading in two lines of one length, so that no character stands alone."""
    middle = (len(name) + 1) // 2
    return name if len(name) <= _ONE_LINE else f"{name[:middle]}\n{name[middle:]}"

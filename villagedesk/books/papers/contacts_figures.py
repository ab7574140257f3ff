"""网格一览 and 走访统计: the cells of the grid with a row each, the whole village last."""

from collections.abc import Sequence

from villagedesk.books.papers.paper import Paper
from villagedesk.books.papers.report import Filing, report, share, table
from villagedesk.books.papers.wording import spoken
from villagedesk.kinds import When
from villagedesk.ledgers.contacts.figures import CellLine, CellVisits
from villagedesk.period import Period

_CELLS = {
    "网格编号": 18,
    "网格": 28,
    "村民小组": 34,
    "户数": 14,
    "人口": 14,
    "党员数": 14,
    "网格长": 20,
    "网格员": 30,
    "联系电话": 28,
    "党组织": 36,
    "负责人": 20,
}
_VISITS = {
    "网格": 34,
    "户数": 16,
    "走访次数": 18,
    "走访户数": 28,
    "反映问题": 18,
    "已办结": 16,
    "办结率": 30,
    "上报镇": 16,
    "期末没办结": 20,
}


def cells_report(village: str, seen: Sequence[CellLine], *, day: When) -> Paper:
    """网格一览表 as it is on that day; telephones whole, since they are there to be called."""
    rows = [_cell(one) for one in seen]
    filing = Filing(village, spoken(day))
    blocks = (table(_CELLS, rows),)
    notes = ("户数、人口不算迁出和去世的；党员数按党员居住的小组算。",)
    return report(f"{village}网格一览表", filing, blocks, notes=notes, landscape=True)


def _cell(one: CellLine) -> tuple[str, ...]:
    counts = (str(one.households), str(one.people), str(one.members))
    answering = (one.head, one.workers, one.phone, one.party, one.secretary)
    return one.number, one.title, "、".join(one.groups), *counts, *answering


def visits_report(village: str, seen: Sequence[CellVisits], period: Period) -> Paper:
    """走访统计表 of a month; cells in which nobody was visited stand there with noughts."""
    notes = (
        "走访户数是走访到的户 ÷ 网格里的户；办结率是已办结的 ÷ 本期反映的问题；"
        "当场解决和已作解释的算办结，上报镇的不算。",
        "期末没办结的包括以前反映的。",
    )
    blocks = (table(_VISITS, map(_visited, seen)),)
    title, filing = f"{village}{period.words}网格走访统计表", Filing(village, period.words)
    return report(title, filing, blocks, notes=notes, landscape=True)


def _visited(one: CellVisits) -> tuple[str, ...]:
    return (
        one.title,
        str(one.households),
        str(one.visits),
        f"{one.visited}/{one.households}",
        str(one.issues),
        str(one.settled),
        share(one.settled, one.issues),
        str(one.to_town),
        str(one.waiting),
    )

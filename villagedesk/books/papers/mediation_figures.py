"""The month's report on quarrels and the figures of a year, each kind with its row."""

from collections.abc import Iterable, Iterator

from villagedesk.books.papers.paper import Paper, Table
from villagedesk.books.papers.report import Filing, report, share, table, yuan
from villagedesk.ledgers.mediation.tables import Dispute
from villagedesk.ledgers.mediation.tally import Counted, Monthly, Share, Statistics

_BY_KIND = {
    "纠纷类型": 34,
    "受理件数": 22,
    "调解件数": 22,
    "成功件数": 22,
    "成功率": 38,
    "协议金额（元）": 36,
}
_SHARES = {"项目": 30, "数": 44, "怎么算的": 100}


def month_report(village: str, seen: Monthly) -> Paper:
    """矛盾纠纷调解月报表; a month without quarrels is reported with its noughts."""
    told = {
        "调解不成终止": seen.ended,
        "拒绝、撤回、转交": seen.others,
        "可能激化": seen.may_escalate,
        "期末正在调解": seen.still_open,
    }
    more = table(dict.fromkeys(told, 40), [[str(count) for count in told.values()]])
    rate = seen.total.success
    notes = (
        f"{seen.words}。",
        f"受理按受理日期算，调解按调解结束的日期算；成功率 = {rate.basis}，按调解件数算，"
        "不按受理件数算。",
    )
    blocks = (_by_kind(seen.by_kind, seen.total), more)
    title = f"{village}{seen.title}矛盾纠纷调解月报表"
    return report(title, Filing(village, seen.title), blocks, notes=notes)


def year_report(village: str, seen: Statistics) -> Paper:
    """矛盾纠纷调解年度统计表: by kind, by outcome, and each share with what it divides."""
    outcomes = dict(seen.outcomes)
    shares = {
        "成功率": seen.total.success,
        "书面协议": seen.written,
        "口头协议": seen.oral,
        "协议已履行": seen.performed,
        "防止激化": seen.prevented,
        "小事不出村": seen.in_village,
    }
    blocks = (
        _by_kind(seen.by_kind, seen.total),
        table(dict.fromkeys(outcomes, 30), [[str(count) for count in outcomes.values()]]),
        table(_SHARES, _share_rows(shares.items()), left="怎么算的"),
    )
    title = f"{village}{seen.year}年矛盾纠纷调解统计表"
    return report(title, Filing(village, f"{seen.year}年度"), blocks, notes=(f"{seen.basis}。",))


def _share_rows(shares: Iterable[tuple[str, Share]]) -> Iterator[tuple[str, str, str]]:
    for name, one in shares:
        yield name, share(one.part, one.whole), one.basis


def _by_kind(found: Iterable[Counted], total: Counted) -> Table:
    """Every kind of the list, those that did not occur with noughts, then what has no kind."""
    by_kind = {str(kind): Counted(str(kind), 0, 0, 0, 0) for kind in Dispute}
    by_kind |= {one.kind: one for one in found}
    return table(_BY_KIND, map(_row, (*by_kind.values(), total)))


def _row(one: Counted) -> tuple[str, ...]:
    counts = (str(one.accepted), str(one.mediated), str(one.agreed))
    return (one.title, *counts, share(one.success.part, one.success.whole), yuan(one.amount))

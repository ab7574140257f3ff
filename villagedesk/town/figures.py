"""What each village comes to in numbers, as its ledgers count them: one table for each subject."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.books.rollup.blocks import Block, Heading, Ratio, Value, block_of
from villagedesk.books.rollup.charts import Chart
from villagedesk.checks.reserve import coverage
from villagedesk.declare import Facts, Level
from villagedesk.kinds import first_day
from villagedesk.ledgers.committees.structure import Figure, structure
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.ledgers.contacts.cover import contact_coverage, numbers_on
from villagedesk.ledgers.decisions.quarter import summary
from villagedesk.ledgers.mediation.tables import Dispute
from villagedesk.ledgers.mediation.tally import Counted, statistics
from villagedesk.ledgers.meetings.due import OWED, State, boards
from villagedesk.norms import Rules
from villagedesk.people import Term
from villagedesk.period import Period

Figures = Mapping[Heading, Value]

LEVELS = {Level.ERROR: "要改正", Level.WARNING: "要注意", Level.HINT: "提示"}

_STAGES = ("提议", "商议", "审议", "决议", "决议公开", "结果公开")
_HELD, _ASKED = "已开", "应开"
_CHECK, _RESERVE, _CONTACTS = "规范检查（条）", "后备干部（人）", "党员联系户（户）"
_FOUND = tuple(Heading(words, _CHECK) for words in LEVELS.values())
_ALL_HELD, _ALL_ASKED = Heading(_HELD, "合计"), Heading(_ASKED, "合计")
_COVERED = Heading("覆盖率", _CONTACTS, "percent")
_SUCCESS = Heading("成功率", look="percent")


@dataclass(frozen=True)
class Counting:
    """One village on the last day its workbook speaks of; `levels` are its findings by level."""

    name: str
    facts: Facts
    on: date
    levels: Mapping[str, int]


def blocks(villages: Sequence[Counting], rules: Rules) -> tuple[Block, ...]:
    """The tables in the order of the ledgers; what falls short comes first."""

    def table(
        key: str, title: str, count: Count, note: str, leave_out: Sequence[str] = ()
    ) -> Block:
        rows = [(one.name, count(one, rules)) for one in villages]
        return block_of(key, title, rows, note=note, leave_out=leave_out)

    return (
        table("overview", "综合情况", _overview, _OF_OVERVIEW),
        table("team", "班子结构", _team, _OF_TEAM, _UNKNOWN),
        table("meetings", "三会一课", _meetings, "从 1 月 1 日起，时间已过的应开几次、开了几次"),
        table("decisions", "四议两公开", _decisions, "本年在办的事项；各环节是已办了的事项数"),
        table("mediation", "乡贤调解", _mediation, _OF_MEDIATION),
        table("disputes", "乡贤调解（按类型）", _disputes, "", [*map(str, Dispute), "未填类型"]),
    )


CHARTS = (
    Chart("各村问题（条）", "overview", _FOUND, stacked=True),
    Chart("党员联系户覆盖率", "overview", (_COVERED,), colours=("#4F81BD",)),
    Chart(
        "三会一课完成情况（次）",
        "meetings",
        (_ALL_ASKED, _ALL_HELD),
        colours=("#BFC8D2", "#4F81BD"),
    ),
    Chart("调解成功率（成功件数 ÷ 调解件数）", "mediation", (_SUCCESS,), colours=("#6FA46B",)),
)

Count = Callable[[Counting, Rules], Figures]

_UNKNOWN = ("年龄不详", "学历不详", "性别不详", "政治面貌不详")
_OF_OVERVIEW = (
    "规范检查和应备人数按镇里现在的规范；配备率 = 够条件 ÷ 应备，差额只加不够的村；"
    "覆盖率 = 有人联系 ÷ 户数"
)
_OF_TEAM = "村党组织和村委会的成员，一人兼几职只算一人；合计的平均年龄按各村人数加权"
_OF_MEDIATION = (
    "从 1 月 1 日起；受理按受理日期算，调解和成功按结束日期算；成功率 = 调解成功件数 ÷ 调解件数"
)


def _overview(one: Counting, rules: Rules) -> Figures:
    return {**_findings(one), **_reserve(one, rules), **_contacts(one, rules)}


def _findings(one: Counting) -> Figures:
    levels = {Heading(words, _CHECK): one.levels.get(level, 0) for level, words in LEVELS.items()}
    return {**levels, Heading("共", _CHECK): sum(one.levels.values())}


def _team(one: Counting, rules: Rules) -> Figures:  # noqa: ARG001
    """Of the latest term that has begun and has seats."""
    used = {seat.term for seat in one.facts.all(Seat)}
    begun = [
        term for term in one.facts.all(Term) if term.uid in used and first_day(term.start) <= one.on
    ]
    if not begun:
        return {}
    latest = max(begun, key=lambda term: (first_day(term.start), term.uid))
    rows = structure(one.facts, latest, one.on).rows
    return {_column(row.label): _value(row.now) for row in rows}


def _column(label: str) -> Heading:
    return Heading(label, look="decimal" if label == "平均年龄" else "number")


def _value(figure: Figure | None) -> Value:
    if figure is None:
        return None
    return Ratio(figure.number * figure.of, figure.of * 10) if figure.tenths else figure.number


def _reserve(one: Counting, rules: Rules) -> Figures:
    found = coverage(one.facts, one.on, rules)
    return {
        Heading("应备", _RESERVE): found.needed,
        Heading("够条件", _RESERVE): found.ready,
        Heading("差额", _RESERVE): max(found.needed - found.ready, 0),
        Heading("配备率", _RESERVE, "percent"): Ratio(found.ready, found.needed),
    }


def _contacts(one: Counting, rules: Rules) -> Figures:
    found = contact_coverage(one.facts, one.on, numbers_on(rules, one.on))
    return {
        Heading("户数", _CONTACTS): found.households,
        Heading("有人联系", _CONTACTS): found.covered,
        Heading("没人联系", _CONTACTS): found.households - found.covered,
        _COVERED: Ratio(found.covered, found.households),
    }


def _meetings(one: Counting, rules: Rules) -> Figures:
    """Spans that are over by that day; before a branch began its log nothing is asked for."""
    asked, held = dict.fromkeys(OWED, 0), dict.fromkeys(OWED, 0)
    for board in boards(one.facts, one.on.year, today=one.on, rules=rules):
        for cell in board.cells():
            if cell.kind in asked and cell.last <= one.on:
                held[cell.kind] += cell.state is State.HELD
                asked[cell.kind] += cell.state in (State.HELD, State.MISSING, State.DUE)
    all_held, all_asked = sum(held.values()), sum(asked.values())
    return {
        **{
            Heading(label, kind): counted[kind]
            for kind in OWED
            for label, counted in ((_ASKED, asked), (_HELD, held))
        },
        _ALL_ASKED: all_asked,
        _ALL_HELD: all_held,
        Heading("完成率", "合计", look="percent"): Ratio(all_held, all_asked),
    }


def _decisions(one: Counting, rules: Rules) -> Figures:  # noqa: ARG001
    found = summary(one.facts, _so_far(one.on))
    done = [sum(bool(matter.days[at]) for matter in found.matters) for at in range(len(_STAGES))]
    return {
        Heading("事项"): found.total.every,
        Heading("其中新提"): found.total.new,
        **{Heading(stage, "已办环节"): number for stage, number in zip(_STAGES, done, strict=True)},
        Heading("在办", "现在"): found.total.running,
        Heading("已办结", "现在"): found.total.finished,
        Heading("已终止", "现在"): found.total.stopped,
    }


def _mediation(one: Counting, rules: Rules) -> Figures:  # noqa: ARG001
    found = statistics(one.facts, _so_far(one.on))
    outcomes = {Heading(outcome, "结果"): number for outcome, number in found.outcomes}
    return {
        Heading("受理"): found.total.accepted,
        Heading("调解"): found.total.mediated,
        Heading("成功"): found.total.agreed,
        _SUCCESS: Ratio(found.total.agreed, found.total.mediated),
        **outcomes,
        Heading("协议金额（万元）", look="wan"): found.total.amount,
    }


def _disputes(one: Counting, rules: Rules) -> Figures:  # noqa: ARG001
    by_kind = {row.kind: row for row in statistics(one.facts, _so_far(one.on)).by_kind}
    kinds = (*map(str, Dispute), "未填类型")
    return dict(pair for kind in kinds for pair in _of_kind(kind, by_kind.get(kind)))


def _of_kind(kind: str, row: Counted | None) -> Iterator[tuple[Heading, Value]]:
    yield Heading("调解", kind), row.mediated if row else 0
    yield Heading("成功", kind), row.agreed if row else 0
    yield (
        Heading("成功率", kind, "percent"),
        Ratio(row.agreed, row.mediated) if row else Ratio(0, 0),
    )


def _so_far(on: date) -> Period:
    """From the first day of the year to that day, as the workbook does."""
    return Period(str(on.year), date(on.year, 1, 1), on)

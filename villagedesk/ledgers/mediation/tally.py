"""How many cases were accepted, mediated and agreed in a time, with what each is a share of."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from villagedesk.declare import Facts
from villagedesk.kinds import first_day
from villagedesk.ledgers.mediation.disputes import USUAL, Listed, counts_as, listed
from villagedesk.ledgers.mediation.states import MEDIATED, agreed, is_open, settled_on
from villagedesk.ledgers.mediation.tables import Case, Dispute, Outcome, Performance
from villagedesk.period import Period

NO_KIND = "未填类型"


@dataclass(frozen=True)
class Share:
    """A part of a whole; `basis` says in words what was divided by what."""

    part: int
    whole: int
    basis: str

    @property
    def percent(self) -> str:
        """With one decimal, half up; a dash where there is nothing to divide by."""
        if not self.whole:
            return "—"
        tenths = (self.part * 2000 + self.whole) // (self.whole * 2)
        return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True)
class Counted:
    """The cases of one kind, or all; `amount` is that of the agreements, in 分."""

    kind: str
    accepted: int
    mediated: int
    agreed: int
    amount: int
    called: tuple[tuple[str, int], ...] = ()
    """Words on no list that were counted here for want of better, each with how many cases."""

    @property
    def title(self) -> str:
        """其他（坟地 2 件）: the kind, with what nobody has said how to count."""
        named = "、".join(f"{name} {count} 件" for name, count in self.called)
        return f"{self.kind}（{named}）" if named else self.kind

    @property
    def success(self) -> Share:
        """成功率: of the cases mediated to the end, not of those accepted."""
        return Share(self.agreed, self.mediated, "调解成功件数 ÷ 调解件数")


@dataclass(frozen=True)
class Monthly:
    """The monthly report on quarrels; `zero` where nothing happened and nothing was open."""

    period: str
    title: str
    total: Counted
    by_kind: tuple[Counted, ...]
    ended: int
    others: int
    may_escalate: int
    still_open: int
    zero: bool
    words: str


@dataclass(frozen=True)
class Statistics:
    """A year of mediating, each share with its denominator."""

    year: int
    total: Counted
    by_kind: tuple[Counted, ...]
    written: Share
    oral: Share
    performed: Share
    prevented: Share
    in_village: Share
    outcomes: tuple[tuple[str, int], ...]
    basis: str


def accepted_in(facts: Facts, period: Period) -> tuple[Case, ...]:
    """The cases accepted in that time."""
    return tuple(case for case in facts.all(Case) if _within(case.accepted_on, period))


def ended_in(facts: Facts, period: Period) -> tuple[Case, ...]:
    """Those that came to an end in it; without a day of the end, that of acceptance counts."""
    every = (case for case in facts.all(Case) if case.outcome)
    return tuple(case for case in every if _within(settled_on(case) or case.accepted_on, period))


def _within(day: str, period: Period) -> bool:
    return period.start <= first_day(day) <= period.end


def monthly(facts: Facts, period: Period) -> Monthly:
    """What the town is told of a month; a month without quarrels is told too."""
    new, over = accepted_in(facts, period), ended_in(facts, period)
    total = _counted("合计", new, over)
    ended = sum(case.outcome == Outcome.ENDED for case in over)
    still = sum(is_open(case, period.end) for case in facts.all(Case))
    zero = not (new or over or still)
    others = len(over) - total.agreed - ended
    return Monthly(
        period=period.text,
        title=period.words,
        total=total,
        by_kind=_by_kind(facts, new, over),
        ended=ended,
        others=others,
        may_escalate=sum(case.may_escalate is True for case in new),
        still_open=still,
        zero=zero,
        words=_monthly_words(period, total, still, zero=zero),
    )


def _monthly_words(period: Period, total: Counted, still: int, *, zero: bool) -> str:
    if zero:
        return f"{period.words}没有发生矛盾纠纷（零报告）"
    return (
        f"{period.words}受理 {total.accepted} 件，调解 {total.mediated} 件，"
        f"调解成功 {total.agreed} 件，正在调解 {still} 件"
    )


def statistics(facts: Facts, period: Period) -> Statistics:
    """A year: mediated and agreed by the day of the end, 小事不出村 by that of acceptance."""
    new, over = accepted_in(facts, period), ended_in(facts, period)
    good = [case for case in over if agreed(case)]
    risky = [case for case in over if case.may_escalate and case.outcome in MEDIATED]
    here = [case for case in new if agreed(case) and case.performance != Performance.SUED]
    total = _counted("合计", new, over)
    return Statistics(
        year=period.start.year,
        total=total,
        by_kind=_by_kind(facts, new, over),
        written=_share(good, Outcome.WRITTEN),
        oral=_share(good, Outcome.ORAL),
        performed=Share(
            sum(case.performance == Performance.DONE for case in good),
            len(good),
            "已履行件数 ÷ 达成协议件数",
        ),
        prevented=Share(
            sum(agreed(case) for case in risky), len(risky), "调解成功 ÷ 调解的可能激化的纠纷"
        ),
        in_village=Share(
            len(here), len(new), "在村里达成协议的件数 ÷ 全部受理件数（反悔起诉的不算）"
        ),
        outcomes=_outcomes(over),
        basis=_basis(new, over, total),
    )


def _share(good: list[Case], outcome: Outcome) -> Share:
    part = sum(case.outcome == outcome for case in good)
    return Share(part, len(good), f"{outcome.removeprefix('达成')}件数 ÷ 达成协议件数")


def _outcomes(over: Iterable[Case]) -> tuple[tuple[str, int], ...]:
    times = Counter(case.outcome for case in over)
    return tuple((str(outcome), times[outcome]) for outcome in Outcome)


def _basis(new: Iterable[Case], over: Iterable[Case], total: Counted) -> str:
    """How it was counted, to be printed below the figures."""
    times = Counter(case.outcome for case in over)
    out = (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.PASSED_ON)
    left = "、".join(f"{outcome} {times[outcome]} 件" for outcome in out)
    running = sum(not case.outcome for case in new)
    return (
        f"受理 {total.accepted} 件按受理日期算，其中还在调解 {running} 件；"
        f"调解 {total.mediated} 件按调解结束的日期算，包括达成协议和调解不成的；"
        f"{left}，不算调解件数。成功率按调解件数算，不按受理件数算"
    )


def _by_kind(facts: Facts, new: Iterable[Case], over: Iterable[Case]) -> tuple[Counted, ...]:
    """The kinds that occur, as the village's own list counts them, in the order of the usual."""
    known = facts.once(listed)
    accepted, ended = _sorted_out(new, known), _sorted_out(over, known)
    every = {case.uid: case.kind for case in (*new, *over)}
    strange = Counter(kind for kind in every.values() if kind and not counts_as(kind, known))
    rows = (_counted(kind, accepted[kind], ended[kind]) for kind in (*USUAL, NO_KIND))
    return tuple(
        replace(row, called=tuple(sorted(strange.items()))) if row.kind == Dispute.OTHER else row
        for row in rows
        if row.accepted or row.mediated
    )


def _sorted_out(cases: Iterable[Case], known: Listed) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        kind = (counts_as(case.kind, known) or str(Dispute.OTHER)) if case.kind else NO_KIND
        found[kind].append(case)
    return found


def _counted(kind: str, new: Iterable[Case], over: Iterable[Case]) -> Counted:
    good = [case for case in over if agreed(case)]
    return Counted(
        kind=kind,
        accepted=len(list(new)),
        mediated=sum(case.outcome in MEDIATED for case in over),
        agreed=len(good),
        amount=sum(case.amount or 0 for case in good),
    )

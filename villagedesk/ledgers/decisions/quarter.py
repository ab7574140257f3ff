"""The matters of a time: how far each was at its end, and how many of each kind there were."""

from collections.abc import Iterable
from dataclasses import dataclass

from villagedesk.declare import Facts
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.decisions.line import MEETINGS, Line, lines
from villagedesk.ledgers.decisions.tables import DecisionStage, Matter, StageKind
from villagedesk.period import Period

MERGED, UNDATED = "合并", "没填日期"
RUNNING, FINISHED, STOPPED = "在办", "已办结", "已终止"


@dataclass(frozen=True)
class MatterLine:
    """A matter at the end of the time; `days` are those of the six stages, "" for one to come.

    `state` is where it stands: running, finished or stopped; `stands` says it more closely.
    """

    number: str
    title: str
    kind: str
    amount: int | None
    days: tuple[str, ...]
    state: str
    stands: str
    is_new: bool


@dataclass(frozen=True)
class KindLine:
    """How many matters of one kind were raised in the time, and how those there stood at its end.

    `every` is the whole that was in hand: the new ones and those that came over from before.
    """

    kind: str
    every: int
    new: int
    finished: int
    stopped: int
    running: int


@dataclass(frozen=True)
class Summary:
    """四议两公开事项汇总: the matters in hand in a time, by kind too, all kinds shown."""

    period: Period
    matters: tuple[MatterLine, ...]
    by_kind: tuple[KindLine, ...]
    total: KindLine


def summary(facts: Facts, period: Period) -> Summary:
    """Matters raised by the end of the time and not closed before it began, by number.

    What happened after its end is not told, so that an old quarter stays as it was.
    """
    there = [one for one in facts.once(lines).values() if _in_hand(one, period)]
    there.sort(key=lambda one: (one.matter.number, one.matter.uid))
    matters = tuple(_line(one, period) for one in there)
    return Summary(
        period=period,
        matters=matters,
        by_kind=tuple(
            _counted(str(kind), [one for one in matters if one.kind == kind]) for kind in Matter
        ),
        total=_counted("合计", matters),
    )


def _in_hand(line: Line, period: Period) -> bool:
    closed = line.matter.stopped_on or line.matter.result_on
    begun = first_day(line.matter.raised_on) <= period.end
    return begun and not (closed and last_day(closed) < period.start)


def _by(day: str | None, period: Period) -> bool:
    """Whether a day had come at the end of the time."""
    return bool(day) and first_day(day or "") <= period.end


def _line(line: Line, period: Period) -> MatterLine:
    matter = line.matter
    stages = tuple(_stage_day(line, kind, period) for kind in MEETINGS)
    closings = (matter.published_on, matter.result_on)
    state, stands = _stand(line, period)
    return MatterLine(
        number=matter.number,
        title=matter.title,
        kind=str(matter.kind),
        amount=matter.amount,
        days=(*stages, *((day or "") if _by(day, period) else "" for day in closings)),
        state=state,
        stands=stands,
        is_new=first_day(matter.raised_on) >= period.start,
    )


def _held(line: Line, kind: StageKind, period: Period) -> DecisionStage | None:
    """The stage as it was held last by then; one without a day is taken to have been."""
    rows = [row for row in line.rows.get(kind, ()) if not row.held_on or _by(row.held_on, period)]
    return rows[-1] if rows else None


def _stage_day(line: Line, kind: StageKind, period: Period) -> str:
    row = _held(line, kind, period)
    if row is None:
        return MERGED if line.is_merged(kind) else ""
    return row.held_on or UNDATED


def _stand(line: Line, period: Period) -> tuple[str, str]:
    matter = line.matter
    if _by(matter.stopped_on, period):
        return STOPPED, STOPPED
    if _by(matter.result_on, period):
        return FINISHED, FINISHED
    if _by(matter.published_on, period):
        until = matter.published_until
        hangs = bool(until) and last_day(until or "") > period.end
        return RUNNING, "正在公示" if hangs else "决议已公开"
    held = [(kind, row) for kind in MEETINGS if (row := _held(line, kind, period))]
    if not held:
        return RUNNING, "已动议"
    kind, row = held[-1]
    return RUNNING, f"{kind}没有通过" if row.passed is False else f"已{kind}"


def _counted(kind: str, matters: Iterable[MatterLine]) -> KindLine:
    every = list(matters)
    states = [one.state for one in every]
    return KindLine(
        kind=kind,
        every=len(every),
        new=sum(one.is_new for one in every),
        finished=states.count(FINISHED),
        stopped=states.count(STOPPED),
        running=states.count(RUNNING),
    )

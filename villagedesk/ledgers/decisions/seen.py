"""A matter as a line of six steps: what is done, what is next and by when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from villagedesk.declare import Facts
from villagedesk.kinds import When, first_day, last_day
from villagedesk.ledgers.decisions.line import (
    MEETINGS,
    STANDS,
    Line,
    lines,
    rule_of,
    sittings,
)
from villagedesk.ledgers.decisions.rules import Seen, days_hung, procedure_of
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage, StageKind
from villagedesk.norms import Rules
from villagedesk.quorum import VILLAGERS

PUBLISHED, RESULT = "决议公开", "结果公开"
LASTS, IN_TIME = "decisions.publicity_lasts", "decisions.decision_is_published"

_BY_HOUSEHOLDS = "村民会议由户的代表参加的，会议形式写明“户代表”，按三分之二以上的户到会算"
_NOT_CARRIED, _CANNOT = "没有通过", "不能通过"


class Step(StrEnum):
    """How far one of the six stages is."""

    DONE = "已办"
    INVALID = "无效"
    NOW = "该办了"
    LATER = "未到"
    SKIPPED = "没有办"
    MERGED = "合并"


@dataclass(frozen=True)
class Asked:
    """Why a matter went on after a stage that does not stand.

    `failed` is that stage, `how` in what way; `at` the stage that says the reason or is to say it,
    "" while nothing went on yet.
    """

    failed: str
    how: str
    reason: str = ""
    at: str = ""


@dataclass(frozen=True)
class StageSeen:
    """One of the six: `lines` are its numbers, `words` the verdict, `due` a day or "".

    `asked` is what this one is asked where the stage before it failed.
    """

    kind: str
    step: Step
    on: str = ""
    lines: tuple[str, ...] = ()
    words: str = ""
    due: str = ""
    meeting: str = ""
    uid: str = ""
    asked: Asked | None = None


@dataclass(frozen=True)
class MatterSeen:
    """A matter with its six stages; `amount` is in 分, `rules` say by what it is decided, where
    that was asked for.

    `days_published` are the days the decision hung so far and the days it has to, `days_result`
    those the result hung so far and the days it is meant to.
    """

    uid: str
    number: str
    title: str
    kind: str
    decider: str
    amount: int | None
    stages: tuple[StageSeen, ...]
    next: str
    due: str
    days_published: tuple[int, int] | None
    days_result: tuple[int, int] | None
    closed: bool
    rules: tuple[str, ...] = ()


def matters_seen(facts: Facts, today: date, rules: Rules) -> tuple[MatterSeen, ...]:
    """The running matters by number, then the closed ones, the latest first.

    By what each is decided is said of one matter alone, see `matter_seen`.
    """
    every = [_seen(facts, line, today, rules) for line in facts.once(lines).values()]
    every.sort(key=lambda one: (one.number, one.uid))
    running = [one for one in every if not one.closed]
    return (*running, *(one for one in reversed(every) if one.closed))


def matter_seen(facts: Facts, line: Line, today: date, rules: Rules) -> MatterSeen:
    """One matter on that day, and by what it is decided."""
    said = tuple(_rules(line, today, rules))
    return replace(_seen(facts, line, today, rules), rules=said)


def _seen(facts: Facts, line: Line, today: date, rules: Rules) -> MatterSeen:
    matter, tied = line.matter, facts.once(sittings)
    meetings = [_meeting(line, kind, today, rules, tied) for kind in MEETINGS]
    every = _with_questions(line, (*meetings, *_publications(line, today, rules)))
    stages = _with_now(line, every)
    closed = bool(matter.stopped_on) or stages[-1].step is Step.DONE
    said, due = ("", "") if closed else _next(stages)
    return MatterSeen(
        uid=matter.uid,
        number=matter.number,
        title=matter.title,
        kind=str(matter.kind),
        decider=str(matter.decider or ""),
        amount=matter.amount,
        stages=stages,
        next=_closed_words(matter) if closed else said,
        due=due,
        days_published=_days(matter, today, rules),
        days_result=_days_of_result(matter, today, rules),
        closed=closed,
    )


def _meeting(
    line: Line, kind: StageKind, today: date, rules: Rules, tied: Mapping[str, str]
) -> StageSeen:
    row = line.row(kind)
    if row is None:
        if line.is_merged(kind):
            return StageSeen(kind, Step.MERGED, words=f"和{_neighbour(kind)}合并办")
        return StageSeen(kind, Step.SKIPPED if line.went_further(kind) else Step.LATER)
    seen = line.judged(row, rule_of(rules, row, today))
    valid = seen is None or seen.judged.quorum_met
    step = Step.DONE if valid else Step.INVALID
    words, said = _verdict(row, seen), tuple(_numbers(row, seen))
    sitting = tied.get(row.uid, "")
    return StageSeen(kind, step, row.held_on or "", said, words, meeting=sitting, uid=row.uid)


def _neighbour(kind: StageKind) -> StageKind:
    """The stage with which one of the first two may be merged."""
    proposed = kind is StageKind.PROPOSED
    return StageKind.CONSULTED if proposed else StageKind.PROPOSED


def _numbers(row: DecisionStage, seen: Seen | None) -> Iterator[str]:
    pairs = ((row.voters_present, row.voters_expected), (row.present, row.expected))
    for present, expected in pairs:
        if present is not None and expected is not None:
            yield f"到会 {present}/{expected}"
            break
    if row.yes is not None:
        needed = seen.judged.needed if seen else None
        sign = "" if needed is None else f" {'≥' if row.yes >= needed else '<'} {needed}"
        yield f"赞成 {row.yes}{sign}"


def _verdict(row: DecisionStage, seen: Seen | None) -> str:
    """What the rule says, or where it says nothing what was written down."""
    if seen and not seen.judged.quorum_met:
        return f"不够法定人数，需 ≥{seen.judged.quorum_needed}，表决无效"
    carried = seen.judged.carried if seen else None
    if seen and carried is None and not seen.judged.can_pass:
        return f"全票也{_CANNOT}，需 ≥{seen.judged.needed}"
    if carried is None:
        carried = row.passed
    if carried is None:
        return ""
    if carried and row.passed is False:
        return f"记为{_NOT_CARRIED}"
    return "通过" if carried else _NOT_CARRIED


def _publications(line: Line, today: date, rules: Rules) -> tuple[StageSeen, StageSeen]:
    matter = line.matter
    published = _published(PUBLISHED, matter.published_on, matter.published_until, today)
    result = _published(RESULT, matter.result_on, matter.result_until, today)
    if result.on and not published.on:
        published = replace(published, step=Step.SKIPPED)
    elif not published.on:
        published = replace(published, due=_publish_by(line, today, rules))
    return published, result if result.on else replace(result, due=matter.due_on or "")


def _published(kind: str, on: When | None, until: When | None, today: date) -> StageSeen:
    """Either publication: it hangs to its last day, where one is known."""
    if not on:
        return StageSeen(kind, Step.LATER)
    ends = last_day(until) if until else None
    if ends is None or ends < today:
        return StageSeen(kind, Step.DONE, on, words="已公开")
    return StageSeen(kind, Step.NOW, on, words="正在公示", due=ends.isoformat())


def _with_questions(line: Line, stages: tuple[StageSeen, ...]) -> tuple[StageSeen, ...]:
    """Whoever comes after a stage that failed is asked why the matter went on.

    That is the one that was done next, or else the first that may be.
    """
    every: list[StageSeen] = []
    failed: StageSeen | None = None
    for one in stages:
        left_out = one.step in (Step.SKIPPED, Step.MERGED)
        asked = _asked(line, failed, one) if failed and not left_out else None
        every.append(replace(one, asked=asked))
        if not left_out:
            failed = one if has_failed(one) else None
    return tuple(every)


def _asked(line: Line, failed: StageSeen, one: StageSeen) -> Asked:
    how = "无效" if failed.step is Step.INVALID else _NOT_CARRIED
    row = line.row(failed.kind)
    reason, at = line.reason(row) if row and one.step is not Step.LATER else ("", "")
    return Asked(failed.kind, how, reason, at)


def has_failed(one: StageSeen) -> bool:
    """Whether a stage was held and does not stand, by its quorum or by its votes."""
    refused = any(words in one.words for words in (_NOT_CARRIED, _CANNOT))
    return one.step is Step.INVALID or (one.step is Step.DONE and refused)


def _publish_by(line: Line, today: date, rules: Rules) -> str:
    """The last day on which a resolution is published in time."""
    row = line.row(StageKind.RESOLVED)
    if row is None or not row.held_on or not line.is_resolved(rule_of(rules, row, today)):
        return ""
    held = last_day(row.held_on)
    rule = rules.on(IN_TIME, held)
    return (held + timedelta(days=rule.number("publish_within_days"))).isoformat() if rule else ""


def _with_now(line: Line, stages: tuple[StageSeen, ...]) -> tuple[StageSeen, ...]:
    """The first stage that is still to come is the one to be done, if nothing stands before it."""
    if line.matter.stopped_on or line.matter.result_on:
        return stages
    for place, one in enumerate(stages):
        if one.step is Step.NOW or (place and has_failed(stages[place - 1])):
            return stages
        if one.step is Step.LATER:
            return (*stages[:place], replace(one, step=Step.NOW), *stages[place + 1 :])
    return stages


def _next(stages: tuple[StageSeen, ...]) -> tuple[str, str]:
    """What is to be done now, in words, and by when."""
    for one in stages:
        if one.step is Step.NOW:
            return _to_do(one), one.due
    failed = [one for one in stages if has_failed(one)]
    invalid = [one for one in failed if one.step is Step.INVALID]
    if invalid:
        return f"{invalid[-1].kind}表决无效，要再开一次", ""
    return (f"{failed[-1].kind}没有通过，改了再议，或者写上终止", "") if failed else ("", "")


def _to_do(one: StageSeen) -> str:
    if one.kind == PUBLISHED:
        return "公示到期后办实施" if one.on else "公开决议"
    if one.kind == RESULT:
        return "结果公示到期后办结" if one.on else "实施，公开结果"
    return f"开会{one.kind}"


def _closed_words(matter: Decision) -> str:
    if matter.stopped_on:
        return f"已终止：{matter.stopped_why}" if matter.stopped_why else "已终止"
    return "已办结"


def _days(matter: Decision, today: date, rules: Rules) -> tuple[int, int] | None:
    if not matter.published_on or first_day(matter.published_on) > today:
        return None
    first = first_day(matter.published_on)
    rule = rules.on(LASTS, first)
    wanted = rule.number("publicity_days") if rule else 0
    weekends = bool(rule.numbers["count_weekends"]) if rule else True
    last = min(today, last_day(matter.published_until)) if matter.published_until else today
    return days_hung(first, last, weekends=weekends), wanted


def _days_of_result(matter: Decision, today: date, rules: Rules) -> tuple[int, int] | None:
    """How long a result hangs no rule says: it is as long as the village wrote down."""
    if not (matter.result_on and matter.result_until) or first_day(matter.result_on) > today:
        return None
    first, last = first_day(matter.result_on), last_day(matter.result_until)
    rule = rules.on(LASTS, first)
    weekends = rule is None or bool(rule.numbers["count_weekends"])
    so_far = days_hung(first, min(today, last), weekends=weekends)
    return so_far, days_hung(first, last, weekends=weekends)


def _rules(line: Line, today: date, rules: Rules) -> Iterator[str]:
    for kind in MEETINGS:
        row = line.row(kind)
        rule = rule_of(rules, row, today) if row else rules.on(STANDS, today)
        if rule is None or line.is_merged(kind):
            continue
        form = row.form if row else None
        found = procedure_of(kind, line.matter.decider, rule, kind=line.matter.kind, form=form)
        if found:
            said = f"{kind}：{found.title}，{found.source}"
            yield said if found.verified else f"参考：{said}"
        if found and found.title == VILLAGERS.title:
            yield _BY_HOUSEHOLDS
    for key in (IN_TIME, LASTS):
        if rule := rules.on(key, today):
            yield rule.text if rule.verified else f"参考：{rule.text}"

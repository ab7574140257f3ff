"""The rules for a matter: its stages in order and valid, what was decided published and done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from villagedesk.declare import Facts, Finding, Level, Rule
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.decisions.line import MEETINGS, Line, lines
from villagedesk.ledgers.decisions.rules import days_hung, shows_publication
from villagedesk.ledgers.decisions.sums import amiss
from villagedesk.ledgers.decisions.tables import (
    Decider,
    Decision,
    DecisionStage,
    Matter,
    StageKind,
)
from villagedesk.people import Attachment
from villagedesk.quorum import cited

Findings = Iterator[Finding]
_Done = tuple[str, str]
"""What was done, and on which day."""

_PUBLISHED, _RESULT = "决议公开", "结果公开"
_WHOLE_DAY = len("2026-03-05")
_NOBODY = re.compile(
    "(公示期[间内]?，?)?[无没未](有|人|收到|接到|提出|反映|任何|不同|的|意见|异议|反对|反馈)*"
)
"""What is written where nobody objected: 无, 没有收到意见, 公示期间无人提出异议."""
_CONTRACTED = (Matter.LAND, Matter.ASSETS, Matter.PROJECT, Matter.WELFARE, Matter.OTHER)
"""Kinds of matters that end in a contract; the others pay out to households or settle rules."""
_WAN = 1_000_000
"""分 in 万元."""


def stages_are_in_order(facts: Facts, on: date, rule: Rule) -> Findings:
    """From the motion to the result; a hint where two of one that goes on share a day."""
    for line in facts.once(lines).values():
        steps = _days(line)
        for (name, day), (after, later) in _reversed(steps):
            said = f"{after}（{later}）早于{name}（{day}）"
            yield _about(line.matter, said, period=after, day=first_day(later))
        if line.matter.stopped_on:
            continue
        for (name, day), (after, later) in pairwise(steps[1:]):
            if day == later and len(day) == _WHOLE_DAY and _ask_same_day(name, after):
                said = f"{name}和{after}都在{day}，请核对"
                level = Level.HINT
                yield _about(line.matter, said, level=level, period=after, day=first_day(day))


def _reversed(steps: Sequence[_Done]) -> Iterator[tuple[_Done, _Done]]:
    """What was done before something that comes earlier in the line, however far apart they are.

    Each is held against the latest of those before it; one wrong day is named once.
    """
    named: set[str] = set()
    for place, after in enumerate(steps):
        before = max(reversed(steps[:place]), key=lambda one: first_day(one[1]), default=after)
        if last_day(after[1]) < first_day(before[1]) and before[0] not in named:
            named.add(before[0])
            yield before, after


def _ask_same_day(name: str, after: str) -> bool:
    """What is resolved may well be published on that very day."""
    return (name, after) != (StageKind.RESOLVED, _PUBLISHED)


def _days(line: Line) -> Sequence[_Done]:
    """What was done on which day, the motion first; of what has no day nothing is said."""
    matter = line.matter
    held = [(kind, row.held_on) for kind in MEETINGS if (row := line.row(kind))]
    ends = ((_PUBLISHED, matter.published_on), (_RESULT, matter.result_on))
    every = (("动议", matter.raised_on), *held, *ends)
    return [(str(name), day) for name, day in every if day]


def no_stage_is_skipped(facts: Facts, on: date, rule: Rule) -> Findings:
    """Left out, though something later was done."""
    for line in _running(facts):
        left_out = [
            str(kind)
            for kind in MEETINGS
            if not line.row(kind) and not line.is_merged(kind) and line.went_further(kind)
        ]
        if left_out:
            said = f"没有{'、'.join(left_out)}的记录，后面的环节已经办了"
            yield _about(line.matter, said, day=_first_done(line, after=StageKind(left_out[0])))


def _first_done(line: Line, *, after: StageKind) -> date | None:
    """The first day on which something later than that stage was done; None where none is known."""
    later = MEETINGS[MEETINGS.index(after) + 1 :]
    held = [row.held_on for one in later if (row := line.row(one))]
    days = (*held, line.matter.published_on, line.matter.result_on)
    return min((first_day(day) for day in days if day), default=None)


def stages_stand(facts: Facts, on: date, rule: Rule) -> Findings:
    """Too few came or too few agreed, though it was noted as passed, or the matter went on."""
    for line in facts.once(lines).values():
        for kind in MEETINGS:
            for row in line.rows.get(kind, ()):
                found = _fallen(line, row, rule)
                if found is not None:
                    yield found


def _fallen(line: Line, row: DecisionStage, rule: Rule) -> Finding | None:
    seen = line.judged(row, rule)
    if seen is None or (seen.judged.can_pass and seen.judged.carried is not False):
        return None
    went_on = _went_on(line, row)
    if row.passed is False and went_on is None:
        return None
    said = f"{row.kind}{seen.judged.words}"
    if row.passed:
        said = f"{row.kind}记为通过，但{seen.judged.words}"
    if went_on is not None:
        said += f"；继续的原因：{went_on}" if went_on else "；后面的环节没有写为什么继续"
    day = first_day(row.held_on) if row.held_on else None
    if not seen.sure:
        said = f"待核：{said}（只有应到、实到，没有写有表决权的人数）"
    level = Level.HINT if went_on or not seen.sure else None
    found = _about(line.matter, said, level=level, period=_period(row), day=day)
    applied = line.procedure(row, rule)
    return replace(found, rule=cited(rule, applied)) if applied else found


def _went_on(line: Line, row: DecisionStage) -> str | None:
    """Why the matter went on after that stage; "" where nobody said, None where it did not."""
    held_anew = line.row(row.kind) is not row
    return None if held_anew or not line.went_further(row.kind) else line.reason(row)[0]


def votes_add_up(facts: Facts, on: date, rule: Rule) -> Findings:
    """More came than were to come, or voted than came."""
    for line in facts.once(lines).values():
        for row in (row for rows in line.rows.values() for row in rows):
            if said := "；".join(words for _, words in amiss(row)):
                day = first_day(row.held_on) if row.held_on else None
                yield _about(line.matter, f"{row.kind}：{said}", period=_period(row), day=day)


def matter_is_authorised(facts: Facts, on: date, rule: Rule) -> Findings:
    """Whether who decided may decide such a matter."""
    for line in facts.once(lines).values():
        row = line.row(StageKind.RESOLVED)
        said, level = _unauthorised(line, rule)
        said, level = (said, level) if said or not row else (_of_another(line), Level.HINT)
        if said:
            day = (row and row.held_on) or line.matter.raised_on
            yield _about(line.matter, said, level=level, day=first_day(day))


def _unauthorised(line: Line, rule: Rule) -> tuple[str, Level | None]:
    matter, kind, decider = line.matter, line.matter.kind, line.decider
    if _belongs_to_members(kind, decider, rule):
        return f"{kind}由村民代表会议决定，按当时的法律要由集体经济组织成员大会决定", None
    if decider == Decider.REPRESENTATIVES and kind in rule.numbers["of_villagers"]:
        if matter.authorised is not True:
            return f"{kind}由村民代表会议决定，没有记村民会议的授权", None
        return ("", None) if matter.authority else ("有村民会议授权，授权依据没有填", Level.HINT)
    alone = rule.numbers["collective"] and kind in rule.numbers["not_delegable"]
    if alone and decider == Decider.DELEGATES:
        return f"{kind}不能由成员代表大会决定，要由成员大会决定", None
    return "", None


def _of_another(line: Line) -> str:
    """Where the body that met is not the one that was to decide, or nobody wrote which that is."""
    meant, met = line.matter.decider, line.decider
    if meant is None:
        return "已经决议，决策主体没有填"
    return "" if meant == met else f"决策主体填的是{meant}，决议的会议是{met}，请核对"


def _belongs_to_members(kind: str, decider: str | None, rule: Rule) -> bool:
    """Whether representatives decided what the law leaves to all members of the collective."""
    theirs = rule.numbers["collective"] and kind in rule.numbers["of_members"]
    return bool(theirs) and decider == Decider.REPRESENTATIVES


def publicity_lasts(facts: Facts, on: date, rule: Rule) -> Findings:
    """Fewer days than asked, or noted as done while it still hangs; of a result it is a hint."""
    for matter in _published(facts):
        said, level = _hung_short(matter, rule)
        if said:
            day = first_day(matter.published_on or "")
            yield _about(matter, said, level=level, day=day)
    for line in _running(facts):
        if said := _result_short(line.matter, rule):
            day = first_day(line.matter.result_on or "")
            yield _about(line.matter, said, level=Level.HINT, period=_RESULT, day=day)


def _result_short(matter: Decision, rule: Rule) -> str:
    """How long a result hangs no rule says; one that hung a shorter time is to be looked at."""
    if not (matter.result_on and matter.result_until):
        return ""
    asked, weekends = rule.number("publicity_days"), bool(rule.numbers["count_weekends"])
    first, last = first_day(matter.result_on), last_day(matter.result_until)
    days = days_hung(first, last, weekends=weekends)
    return f"结果公示{days}天，决议公示是{asked}天，请核对" if days < asked else ""


def _hung_short(matter: Decision, rule: Rule) -> tuple[str, Level | None]:
    asked, until = rule.number("publicity_days"), matter.published_until
    if not until:
        return "公示截止日期没有填，看不出公示了几天", Level.HINT
    first, last = first_day(matter.published_on or ""), last_day(until)
    days = days_hung(first, last, weekends=bool(rule.numbers["count_weekends"]))
    said = f"公示{days}天，要求{asked}天" if days < asked else ""
    if matter.result_on and last_day(matter.result_on) < first_day(until):
        early = f"公示到{until}才结束，{matter.result_on}就记了结果公开"
        said = "，".join(filter(None, (said, early)))
    return said, None


def decision_is_published(facts: Facts, on: date, rule: Rule) -> Findings:
    """What was carried, and is published late or not at all."""
    within = timedelta(days=rule.number("publish_within_days"))
    for line in _running(facts):
        row, matter = line.row(StageKind.RESOLVED), line.matter
        if row is None or not row.held_on or not line.is_resolved(rule):
            continue
        held = last_day(row.held_on)
        day, published = first_day(row.held_on), matter.published_on
        late = (first_day(published) if published else on) - held
        if late > within:
            said = f"决议（{row.held_on}）以后{late.days}天才公开"
            if not published:
                said = f"决议（{row.held_on}）通过已{late.days}天，还没有公开"
            yield _about(matter, said, day=day)


def result_is_published(facts: Facts, on: date, rule: Rule) -> Findings:
    """Planned to be finished, or accepted, and nothing was published of it by that day."""
    for line in _running(facts):
        matter = line.matter
        if matter.result_on and first_day(matter.result_on) <= on:
            continue
        if matter.accepted_on and last_day(matter.accepted_on) < on:
            said = f"{matter.accepted_on}已经验收，还没有公开结果"
            yield _about(matter, said)
        elif matter.due_on and last_day(matter.due_on) < on:
            yield _about(matter, f"计划{matter.due_on}完成，还没有公开结果")


def notice_was_given(facts: Facts, on: date, rule: Rule) -> Findings:
    """Before a meeting of all villagers, or of all members of the collective."""
    days = rule.number("notice_days")
    for line in facts.once(lines).values():
        row, matter = line.row(StageKind.RESOLVED), line.matter
        if row is None or not row.held_on or line.decider not in rule.numbers["asked_of"]:
            continue
        held = row.held_on
        if not matter.noticed_on:
            said = f"{line.decider}（{held}）没有记会前通知日期"
        elif (ahead := (last_day(held) - first_day(matter.noticed_on)).days) < days:
            said = f"{line.decider}（{held}）{_told(ahead, days)}"
        else:
            continue
        yield _about(matter, said, day=first_day(held))


def _told(ahead: int, days: int) -> str:
    if ahead > 0:
        return f"提前{ahead}天通知，要求{days}天"
    late = f"会后{-ahead}天" if ahead else "开会当天"
    return f"{late}才通知，要求提前{days}天"


def contract_is_kept(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of what was carried; a photo or scan will do that is none of what hung on the wall."""
    limit = rule.number("amount_wan")
    papers = facts.all(Attachment)
    kept = {paper.about for paper in papers if not shows_publication(paper.name)}
    for line in _running(facts):
        matter = line.matter
        amount = max(matter.amount or 0, matter.price or 0)
        row = line.row(StageKind.RESOLVED)
        if row is None or not line.is_resolved(rule) or amount < limit * _WAN:
            continue
        if matter.kind in _CONTRACTED and not matter.contract and matter.uid not in kept:
            said = f"金额在{limit}万元以上，没有合同编号，也没有附合同、招标材料"
            yield _about(matter, said, day=first_day(row.held_on) if row.held_on else None)


def objections_are_handled(facts: Facts, on: date, rule: Rule) -> Findings:
    """What was objected while a decision or its result hung."""
    for line in facts.once(lines).values():
        matter = line.matter
        if _lies(matter.objections, matter.handling):
            day = _published_day(matter.published_on)
            yield _about(matter, "公示期间收到意见，没有写怎么处理", day=day)
        if _lies(matter.result_objections, matter.result_handling):
            said, day = "结果公示期间收到意见，没有写怎么处理", _published_day(matter.result_on)
            yield _about(matter, said, period=_RESULT, day=day)


def _published_day(day: str | None) -> date | None:
    return first_day(day) if day else None


def _lies(objections: str | None, handling: str | None) -> bool:
    """Whether something was objected and nobody wrote what became of it."""
    said = (objections or "").strip().rstrip("。")
    return bool(said) and not _NOBODY.fullmatch(said) and not (handling or "").strip()


def _running(facts: Facts) -> Iterator[Line]:
    """All but those that were given up, of which nothing more is asked."""
    return (line for line in facts.once(lines).values() if not line.matter.stopped_on)


def _published(facts: Facts) -> Iterator[Decision]:
    return (line.matter for line in _running(facts) if line.matter.published_on)


def _period(row: DecisionStage) -> str:
    """Tells the findings of one matter apart, each with its own remark."""
    return f"{row.held_on or ''} {row.kind}".strip()


def _about(
    matter: Decision,
    message: str,
    *,
    level: Level | None = None,
    period: str = "",
    day: date | None = None,
) -> Finding:
    subject = f"{matter.number} {matter.title}"
    return Finding(matter.uid, subject, message, level, period, day)

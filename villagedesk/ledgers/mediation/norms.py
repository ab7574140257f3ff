"""What the cases are held against: their clocks, their agreements, files and numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from villagedesk.declare import Facts, Finding, Level, Rule
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.mediation.case_numbers import CaseNumber, read_case_number
from villagedesk.ledgers.mediation.states import (
    PRIVATE_PAPER,
    agreed,
    filed,
    happened,
    helpers,
    is_accepted,
    is_open,
    lacks,
    missing,
    refused_to_sign,
    settled_on,
    to_confirm_by,
    to_perform_by,
)
from villagedesk.ledgers.mediation.tables import Case, Confirmation, Outcome, Part
from villagedesk.people.findings import judged

Findings = Iterator[Finding]


def _accepted(facts: Facts, on: date) -> Iterator[Case]:
    return (case for case in facts.all(Case) if is_accepted(case, on))


def _settled(facts: Facts, on: date) -> Iterator[Case]:
    """The cases that had their outcome by that day."""
    return (case for case in _accepted(facts, on) if case.outcome and not is_open(case, on))


def file_is_complete(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of cases closed with a written agreement, the documents that must be there."""
    for case in _settled(facts, on):
        over = happened(case.closed_on, on) or happened(case.archived_on, on)
        if case.outcome != Outcome.WRITTEN or not over:
            continue
        if not filed(facts, case):
            yield Finding(case.uid, case.case_no, "已经结案，卷内文书一份也没有登记")
        elif gone := missing(facts, case):
            yield Finding(case.uid, case.case_no, f"已经结案，卷内缺：{'、'.join(gone)}")


def case_is_settled_in_time(facts: Facts, on: date, rule: Rule) -> Findings:
    """Open for longer than `mediation_days`; a day of acceptance that is vague leaves a doubt."""
    days = rule.number("mediation_days")
    for case in _accepted(facts, on):
        most = (on - first_day(case.accepted_on)).days
        least = (on - last_day(case.accepted_on)).days
        if is_open(case, on) and most > days:
            said = f"{case.accepted_on} 受理，已经 {most} 天，超过 {days} 天还没有结果"
            yield judged(case.uid, case.case_no, said, doubt=least <= days)


def agreement_is_whole(facts: Facts, on: date, rule: Rule) -> Findings:
    """A written agreement has every signature, a mediator and the committee's seal.

    What nobody filled in is only to be checked; its date is `outcome_is_possible`'s.
    """
    for case in _settled(facts, on):
        if gone := lacks(facts, case):
            unsealed = case.sealed is False or not helpers(facts, case, Part.MEDIATOR)
            said = "、".join(gone) + (f"：{PRIVATE_PAPER}" if unsealed else "")
            doubt = not unsealed and not refused_to_sign(facts, case)
            yield judged(case.uid, case.case_no, said, doubt=doubt, day=_effect(case))


def _effect(case: Case) -> date | None:
    return first_day(case.effective_on) if case.effective_on else None


def confirmation_in_time(facts: Facts, on: date, rule: Rule) -> Findings:
    """Asked for later than `confirm_days` after the effect; from `warn_day` on, the days left."""
    days, warn = rule.number("confirm_days"), rule.number("warn_day")
    for case in _settled(facts, on):
        if not case.effective_on:
            continue
        if happened(case.asked_on, on):
            yield from _asked_late(case, days)
        elif case.confirmation not in (None, Confirmation.NONE) and not case.asked_on:
            said = "填了司法确认，没有填申请确认日期，看不出是否在期限内"
            yield judged(case.uid, case.case_no, said, doubt=True)
        elif (last := to_confirm_by(case, days)) and _warns(case, on, warn) and on <= last:
            left = (last - on).days
            rest = f"还有 {left} 天" if left else "今天是最后一天"
            said = f"司法确认要在 {last.isoformat()} 以前双方一起申请，{rest}"
            yield Finding(case.uid, case.case_no, said, Level.HINT)


def _warns(case: Case, on: date, warn: int) -> bool:
    return first_day(case.effective_on or "") + timedelta(warn) <= on


def _asked_late(case: Case, days: int) -> Findings:
    asked, effect = case.asked_on or "", case.effective_on or ""
    most = (last_day(asked) - first_day(effect)).days
    least = (first_day(asked) - last_day(effect)).days
    if most > days:
        said = f"协议 {effect} 生效，{asked} 才申请司法确认，超过 {days} 天"
        yield judged(case.uid, case.case_no, said, doubt=least <= days, day=first_day(asked))


def agreement_is_performed(facts: Facts, on: date, rule: Rule) -> Findings:
    """Its time has passed, and neither that it was performed nor a visit is written down."""
    for case in _settled(facts, on):
        due = to_perform_by(case, on)
        if due and due < on:
            said = f"履行期限 {case.due_on} 已过，没有登记履行，也没有回访"
            yield Finding(case.uid, case.case_no, said)


def outcome_is_possible(facts: Facts, on: date, rule: Rule) -> Findings:
    """No agreement where there was none, and none without the day it took effect."""
    for case in _accepted(facts, on):
        if agreed(case) and not case.effective_on:
            said = f"调解结果是“{case.outcome}”，没有填协议生效日期"
            yield Finding(case.uid, case.case_no, said)
        elif case.outcome and not agreed(case) and (told := _told_of_agreement(case)):
            said = f"调解结果是“{case.outcome}”，却填了{'、'.join(told)}，请核对"
            yield Finding(case.uid, case.case_no, said)


def _told_of_agreement(case: Case) -> tuple[str, ...]:
    said = {
        "协议编号": case.agreement,
        "协议内容": case.terms,
        "各方签字": case.signed,
        "调委会印章": case.sealed,
        "协议生效日期": case.effective_on,
    }
    return tuple(label for label, value in said.items() if value)


def escalation_is_reported(facts: Facts, on: date, rule: Rule) -> Findings:
    """A quarrel that may grow worse was told to the police or the office concerned."""
    for case in _accepted(facts, on):
        if case.may_escalate and not happened(case.reported_on, on):
            said = "可能激化，没有填报告公安或部门的日期"
            yield Finding(case.uid, case.case_no, said, day=first_day(case.accepted_on))


def case_numbers_run(facts: Facts, on: date, rule: Rule) -> Findings:
    """No number twice; within a year none left out between the first and the last there are."""
    every = sorted(_accepted(facts, on), key=lambda case: (case.accepted_on, case.uid))
    read = [(read_case_number(case.case_no, case.accepted_on), case) for case in every]
    yield from _given_twice(read)
    years: dict[int, dict[int, Case]] = defaultdict(dict)
    for number, case in read:
        if number and not number.rest:
            years[number.year].setdefault(number.number, case)
    for year, cases in sorted(years.items()):
        yield from _gaps(year, cases)


def _given_twice(read: Iterable[tuple[CaseNumber | None, Case]]) -> Findings:
    first: dict[object, Case] = {}
    for number, case in read:
        key = number or case.case_no.strip()
        if key in first:
            said = f"案号与 {first[key].accepted_on} 受理的案件“{first[key].case_no}”重复"
            yield Finding(case.uid, case.case_no, said)
        first.setdefault(key, case)


def _gaps(year: int, cases: dict[int, Case]) -> Findings:
    for before, after in pairwise(sorted(cases)):
        if after - before > 1:
            gone = str(before + 1) + (f" 至 {after - 1}" if after - before > 2 else "")
            case = cases[after]
            said = f"{year} 年案号缺第 {gone} 号"
            yield Finding(case.uid, case.case_no, said, Level.HINT)


def end_of(case: Case, on: date) -> date:
    """The last day on which somebody may have mediated in it."""
    end = settled_on(case)
    return min(last_day(end), on) if end else on

"""What the pool is held against as far as it and the people's own records tell."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from villagedesk.declare import Facts, Finding, Level, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.reserve.pool import (
    Gap,
    age_gap,
    in_pool,
    party_gap,
    record_gap,
    will_be_too_old,
)
from villagedesk.ledgers.reserve.tables import Preparing, Reserve, Training
from villagedesk.people.findings import judged, who

STAYS = (Preparing.AT_TOWN, Preparing.IN_POST, Preparing.FRONT_LINE)
"""Ways of preparing that take the whole person: nobody is in two places at once."""

Findings = Iterator[Finding]


def gaps(facts: Facts, on: date, gap_of: Callable[[Reserve], Gap | None]) -> Findings:
    """A finding for everyone in the pool who has that gap."""
    for one in in_pool(facts, on):
        if gap := gap_of(one):
            yield judged(one.uid, who(facts, one.person), gap.words, doubt=gap.doubt)


def is_young_enough(facts: Facts, on: date, rule: Rule) -> Findings:
    """Too old on the base date, or a hint about who soon will be."""
    yield from gaps(facts, on, lambda one: age_gap(facts, one.person, on, rule))
    for one in in_pool(facts, on):
        if soon := will_be_too_old(facts, one.person, on, rule):
            yield Finding(one.uid, who(facts, one.person), soon.words, Level.HINT)


def is_party_member(facts: Facts, on: date, rule: Rule) -> Findings:
    """Where the county asks for members of the party."""
    return gaps(facts, on, lambda one: party_gap(facts, one.person, on, rule))


def has_a_clean_record(facts: Facts, on: date, rule: Rule) -> Findings:
    """No penalty that still weighs, no lost contact, a membership in order."""
    return gaps(facts, on, lambda one: record_gap(facts, one.person, on))


def is_prepared(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of those in the pool for longer than `months`, or since a day nobody wrote down."""
    months = rule.number("months")
    since = months_after(on, -months)
    for one in in_pool(facts, on):
        if one.since and last_day(one.since) > since:
            continue
        days = [day for row in _trainings(facts, one.uid) if (day := _latest_day(row, on))]
        if not days:
            message = f"入库已超过 {months} 个月，没有培养锻炼记录"
        elif max(days) < since:
            message = f"最近一次培养锻炼到 {max(days).isoformat()}，已超过 {months} 个月"
        else:
            continue
        yield Finding(one.uid, who(facts, one.person), message)


def _trainings(facts: Facts, reserve: str) -> Iterator[Training]:
    return (row for row in facts.all(Training) if row.reserve == reserve)


def _latest_day(row: Training, on: date) -> date | None:
    """The last day by which it prepared somebody; a stay without an end goes on."""
    if row.until:
        return min(last_day(row.until), on)
    if not row.since or first_day(row.since) > on:
        return None
    return on if row.way in STAYS else min(last_day(row.since), on)


def trainings_do_not_overlap(facts: Facts, on: date, rule: Rule) -> Findings:
    """Two stays of one person that surely share days; the day one ends the next may begin."""
    stays: dict[str, list[Training]] = defaultdict(list)
    for row in facts.all(Training):
        reserve = facts.get(Reserve, row.reserve)
        if reserve and row.since and row.way in STAYS:
            stays[reserve.person].append(row)
    for person, rows in stays.items():
        in_order = sorted(rows, key=lambda row: (row.since or "", row.until or "", row.uid))
        for early, late in combinations(in_order, 2):
            if _overlap(early, late):
                message = f"{_said(early)}与{_said(late)}时间重叠"
                yield Finding(late.uid, who(facts, person), message)


def _overlap(early: Training, late: Training) -> bool:
    """Judged by the days that leave no doubt."""
    first_ends, second_ends = (
        first_day(row.until) if row.until else date.max for row in (early, late)
    )
    begins = max(last_day(row.since or "9999") for row in (early, late))
    return begins < min(first_ends, second_ends)


def _said(row: Training) -> str:
    return f"{row.way}（{row.since} 至 {row.until or '今'}）"

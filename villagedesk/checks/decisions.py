"""Matters beside the committees and the meeting log: who may merge stages, who has to meet."""

from collections.abc import Iterator
from datetime import date

from villagedesk.checks.reserve import one_shoulder
from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.committees.office import representatives, serving
from villagedesk.ledgers.committees.tables import Body, Representative, Seat
from villagedesk.ledgers.decisions.line import Line, lines
from villagedesk.ledgers.decisions.rules import usual_decider
from villagedesk.ledgers.decisions.tables import Decider, StageKind
from villagedesk.ledgers.meetings.sitting import kinds_of
from villagedesk.ledgers.meetings.tables import Meeting, MeetingKind
from villagedesk.norms import Rules
from villagedesk.people import Village

_QUARTER, _NUMERALS = 3, "一二三四"

Findings = Iterator[Finding]


def usual_body(facts: Facts, kind: str, rules: Rules, on: date) -> Decider:
    """Who decides a matter of that kind in this village; representatives where no rule says."""
    rule = rules.on("decisions.matter_is_authorised", on)
    collective = any(seat.body == Body.COUNCIL for seat in serving(facts, on))
    return usual_decider(kind, rule, collective=collective) if rule else Decider.REPRESENTATIVES


def merging_needs_one_shoulder(facts: Facts, on: date, rule: Rule) -> Findings:
    """提议 and 商议 in one, by one who leads both; silent where nobody wrote down who does."""
    for line in facts.once(lines).values():
        if not line.matter.merged:
            continue
        day = _begun(line)
        if not rule.numbers["merging"]:
            said = "县里不许合并，提议和商议记为合并"
        elif facts.all(Seat) and not one_shoulder(facts, day):
            said = "提议和商议记为合并，那天书记和村委会主任不是同一个人"
        else:
            continue
        subject = f"{line.matter.number} {line.matter.title}"
        yield Finding(line.matter.uid, subject, said, day=day)


def _begun(line: Line) -> date:
    """The day of the first stage, or that of the motion."""
    rows = (line.row(kind) for kind in (StageKind.PROPOSED, StageKind.CONSULTED))
    held = (row.held_on for row in rows if row and row.held_on)
    return first_day(next(held, line.matter.raised_on))


def representatives_meet(facts: Facts, on: date, rule: Rule) -> Findings:
    """In each quarter of the last twelve months that is over and had representatives.

    A village owes nothing before the first sitting that it wrote down.
    """
    held = _sittings(facts)
    if not held or not facts.all(Representative):
        return
    since = max(months_after(on, -12), min(first for first, _ in held))
    for year in range(since.year, on.year + 1):
        for quarter in range(4):
            first = date(year, quarter * _QUARTER + 1, 1)
            after = months_after(first, _QUARTER)
            last = date.fromordinal(after.toordinal() - 1)
            if not since <= last < on or not representatives(facts, last):
                continue
            if not any(begun <= last and first <= ended for begun, ended in held):
                yield _missed(facts, year, quarter, last)


def _missed(facts: Facts, year: int, quarter: int, last: date) -> Finding:
    code = next((village.code for village in facts.all(Village)), "")
    said = f"{year}年第{_NUMERALS[quarter]}季度没有村民代表会议记录"
    period = f"{year}Q{quarter + 1}"
    return Finding(code, str(MeetingKind.REPRESENTATIVES), said, period=period, day=last)


def _sittings(facts: Facts) -> list[tuple[date, date]]:
    """The days on which the representatives met, each with the first and the last it may be."""
    days = [
        one.held_on for one in facts.all(Meeting) if MeetingKind.REPRESENTATIVES in kinds_of(one)
    ]
    for line in facts.once(lines).values():
        row = line.row(StageKind.RESOLVED)
        if row and row.held_on and line.decider == Decider.REPRESENTATIVES:
            days.append(row.held_on)
    return [(first_day(day), last_day(day)) for day in days]

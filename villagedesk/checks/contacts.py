"""Problems from the visits beside the mediation cases, and who could look after whom."""

from collections.abc import Iterator
from datetime import date

from villagedesk.checks.following import followed, handled_in
from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.contacts.norms import is_open, short, visited
from villagedesk.ledgers.contacts.tables import IssueKind, IssueState, Visit
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.people import Tie

_ELSEWHERE = (IssueState.AT_ONCE, IssueState.TO_TOWN)
"""A quarrel that was over on the spot, or that the town has taken, needs no case here."""


def issue_is_closed(facts: Facts, on: date, rule: Rule) -> Iterator[Finding]:
    """A problem that is open for too long, unless it is handled as a case or a matter.

    Those have clocks of their own; once they are over, the problem itself is to be closed.
    """
    days = rule.number("issue_days")
    for one in facts.all(Visit):
        passed = (on - last_day(one.on)).days
        if passed <= days or not is_open(one, on) or handled_in(facts, one.uid, on):
            continue
        became = facts.once(followed).get(one.uid, ())
        over = f"转成的{became[-1].title}已在 {became[-1].over_on} 结束，" if became else ""
        said = f"{over}问题还没有办结" if over else f"已 {passed} 天没有办结"
        message = f"{one.on} 反映的“{short(one.issue or '')}”{said}"
        yield Finding(one.uid, visited(facts, one), message, day=first_day(one.on))


def dispute_became_case(facts: Facts, on: date, rule: Rule) -> Iterator[Finding]:
    """A quarrel heard of on a visit, without a case that was made of it."""
    cases = {tie.from_uid for tie in facts.all(Tie) if tie.to_roll == Case.__tablename__}
    for one in facts.all(Visit):
        dispute = one.issue and one.issue_kind == IssueKind.DISPUTE
        if dispute and one.state not in _ELSEWHERE and one.uid not in cases:
            message = f"{one.on} 反映的“{short(one.issue or '')}”是矛盾纠纷，没有转为调解案件"
            yield Finding(one.uid, visited(facts, one), message, day=first_day(one.on))

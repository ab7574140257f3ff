"""Problems from the visits beside the mediation cases, and who could look after whom."""

from collections.abc import Iterator
from datetime import date

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day
from villagedesk.ledgers.contacts.norms import short, visited
from villagedesk.ledgers.contacts.tables import IssueKind, IssueState, Visit
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.people import Tie

_ELSEWHERE = (IssueState.AT_ONCE, IssueState.TO_TOWN)
"""A quarrel that was over on the spot, or that the town has taken, needs no case here."""


def dispute_became_case(facts: Facts, on: date, rule: Rule) -> Iterator[Finding]:
    """A quarrel heard of on a visit, without a case that was made of it."""
    cases = {tie.from_uid for tie in facts.all(Tie) if tie.to_roll == Case.__tablename__}
    for one in facts.all(Visit):
        dispute = one.issue and one.issue_kind == IssueKind.DISPUTE
        if dispute and one.state not in _ELSEWHERE and one.uid not in cases:
            message = f"{one.on} 反映的“{short(one.issue or '')}”是矛盾纠纷，没有转为调解案件"
            yield Finding(one.uid, visited(facts, one), message, day=first_day(one.on))

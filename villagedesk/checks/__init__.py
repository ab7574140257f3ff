"""Norms that look across ledgers, and the run of all norms over one village."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from villagedesk.checks import contacts, decisions, mediation, meetings, reserve
from villagedesk.declare import Facts, Finding, Level, Norm, Rule
from villagedesk.ledgers import LEDGERS
from villagedesk.norms import Rules
from villagedesk.people import Remark

CROSS: tuple[tuple[str, Norm], ...] = (
    ("reserve", reserve.posts_are_covered),
    ("reserve", reserve.is_not_in_office),
    ("reserve", reserve.mentor_is_in_office),
    ("reserve", reserve.is_not_away),
    ("meetings", meetings.leaders_study_enough),
    ("decisions", decisions.merging_needs_one_shoulder),
    ("decisions", decisions.representatives_meet),
    ("contacts", contacts.issue_is_closed),
    ("contacts", contacts.dispute_became_case),
    ("mediation", mediation.mediators_are_impartial),
)
"""Norms that read the tables of several ledgers, each with the ledger it is shown under."""


@dataclass(frozen=True)
class Found:
    """A finding with the rule it rests on and what the clerk wrote beside it."""

    norm: str
    level: Level
    ledger: str
    subject: str
    message: str
    rule: str
    source: str
    uid: str
    period: str = ""
    remark: str = ""
    private: bool = False
    """A hint for the clerk's eyes alone: it goes into no workbook."""


def norms() -> Iterator[tuple[str, Norm]]:
    """Every norm by its key, ledger by ledger."""
    for ledger in LEDGERS:
        for norm in ledger.norms:
            yield f"{ledger.key}.{norm.__name__}", norm
    for ledger_key, norm in CROSS:
        yield f"{ledger_key}.{norm.__name__}", norm


def findings(facts: Facts, on: date, rules: Rules, *, only: Sequence[str] = ()) -> list[Found]:
    """What falls short on that day, the gravest first; `only` limits it to some ledgers."""
    remarks = {(r.norm, r.about, r.period): r.words for r in facts.all(Remark)}
    found: list[Found] = []
    for key, norm in norms():
        if not only or key.split(".")[0] in only:
            found += _judged(facts, on, key=key, norm=norm, rules=rules)
    for place, one in enumerate(found):
        if words := remarks.get((one.norm, one.uid, one.period)):
            found[place] = replace(one, remark=words)
    return sorted(found, key=lambda f: ("EWI".index(f.level), f.norm, f.subject))


def _judged(facts: Facts, on: date, *, key: str, norm: Norm, rules: Rules) -> Iterator[Found]:
    """A state is judged by the rule of the day, a dated event by the one of its own day.

    An event later than the day of the check is nothing that check can speak of.
    """
    for version in rules.versions.get(key, ()):
        if version.since <= on:
            for finding in norm(facts, on, version.rule):
                if version.since <= (finding.day or on) <= min(version.until, on):
                    yield _found(key, version.rule, finding)


def _found(key: str, rule: Rule, finding: Finding) -> Found:
    cited = finding.rule or rule
    return Found(
        norm=key,
        level=finding.level or rule.level,
        ledger=key.split(".")[0],
        subject=finding.subject,
        message=finding.message,
        rule=cited.text,
        source=cited.source if cited.verified else f"参考：{cited.source}",
        uid=finding.uid,
        period=finding.period,
        private=rule.private,
    )

"""Those who mediate beside those who quarrel: whether they are near to one side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day
from villagedesk.ledgers.committees.tables import Kinship
from villagedesk.ledgers.mediation.states import files_of
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.people import Person
from villagedesk.people.findings import who

Near = Mapping[tuple[str, str], str]
"""How two persons are related, by their uids in either order."""


def mediators_are_impartial(facts: Facts, on: date, rule: Rule) -> Iterator[Finding]:
    """Who helps to mediate and is himself a side, lives with one, or is noted as a relative."""
    files, near = facts.once(files_of), facts.once(_kin)
    for case in facts.all(Case):
        sides = [one.person for one in files.sides.get(case.uid, ()) if one.person]
        said = [
            f"{who(facts, helper)}{how}"
            for helper in dict.fromkeys(one.person for one in files.takings.get(case.uid, ()))
            for side in sides
            if (how := _bond(facts, helper, side, near))
        ]
        if said:
            day = first_day(case.accepted_on)
            yield Finding(case.uid, case.case_no, f"{'；'.join(said)}，是否回避请核对", day=day)


def _bond(facts: Facts, helper: str, side: str, near: Near) -> str:
    if helper == side:
        return "自己就是当事人"
    name, kin = who(facts, side), near.get((helper, side))
    if kin:
        return f"是当事人{name}的近亲属（{kin}）"
    homes = {one.household for uid in (helper, side) if (one := facts.get(Person, uid))}
    return f"和当事人{name}是一户" if len(homes) == 1 and None not in homes else ""


def _kin(facts: Facts) -> Near:
    found: dict[tuple[str, str], str] = defaultdict(str)
    for one in facts.all(Kinship):
        found[one.person, one.relative] = found[one.relative, one.person] = str(one.kind)
    return dict(found)

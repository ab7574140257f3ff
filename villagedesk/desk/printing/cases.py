"""Papers of a mediation case, from its record and those of the people in it."""

from dataclasses import dataclass

from villagedesk.books.papers.mediation import CaseSheet, Party, Quarrel, case_sheet
from villagedesk.books.papers.paper import Paper
from villagedesk.declare import Facts
from villagedesk.desk.opening import OpenDesk
from villagedesk.desk.printing.naming import village_name
from villagedesk.errors import UserError
from villagedesk.kinds import age_on, first_day, labels
from villagedesk.ledgers.mediation.states import files_of, helpers
from villagedesk.ledgers.mediation.tables import Case, Outcome, Part, Side
from villagedesk.people import Household, Person
from villagedesk.people.findings import who

__all__ = ["CasePapers", "CaseSheet"]

_AGREEING = (None, Outcome.WRITTEN, Outcome.ORAL)
"""Outcomes with an agreement; where none is known yet, it may be printed to be signed."""


@dataclass
class CasePapers(OpenDesk):
    """The verb that lays the papers of a case ready for the printer."""

    def case_papers(self, uid: str, which: str) -> Paper:
        """One of `CaseSheet`; raises UserError if the case is gone, or came to no agreement."""
        facts = self.facts()
        case = facts.get(Case, uid)
        if case is None:
            raise UserError("这个案件已经不在了，可能刚被删除或撤销，请看看列表")
        sheet = CaseSheet(which)
        if sheet is CaseSheet.AGREEMENT and case.outcome not in _AGREEING:
            raise UserError(f"{case.case_no} 的调解结果是“{case.outcome}”，没有协议书可以打印")
        return case_sheet(_quarrel(facts, case, village_name(self.store)), sheet)


def _quarrel(facts: Facts, case: Case, village: str) -> Quarrel:
    files = facts.once(files_of)
    named = {part: tuple(who(facts, uid) for uid in helpers(facts, case, part)) for part in Part}
    return Quarrel(
        village=village,
        case=case,
        parties=tuple(_party(facts, case, side) for side in files.sides.get(case.uid, ())),
        sessions=files.sessions.get(case.uid, ()),
        mediators=named[Part.MEDIATOR],
        sages=named[Part.SAGE],
        others=named[Part.OTHER],
        whole=bool(named[Part.MEDIATOR]) and case.sealed is not False,
    )


def _party(facts: Facts, case: Case, side: Side) -> Party:
    """What was written in the case itself goes before what the village knows of somebody."""
    known = facts.get(Person, side.person) if side.person else None
    person = known or Person(uid="", village=case.village, name=side.name)
    home = facts.get(Household, person.household or "")
    return Party(
        side.side,
        side.name,
        sex=labels("sex").get(side.gender or person.gender or "", ""),
        ethnicity=labels("ethnicity").get(side.ethnicity or person.ethnicity or "", ""),
        age=_age(side, person, case),
        work=side.work or person.work or "",
        phone=side.phone or person.phone or "",
        address=side.address or (home and home.address) or "",
    )


def _age(side: Side, person: Person, case: Case) -> str:
    """On the day the case was accepted, where it is sure."""
    if side.age is not None:
        return f"{side.age} 岁"
    if not person.born:
        return ""
    least, most = age_on(person.born, first_day(case.accepted_on))
    return f"{least} 岁" if least == most else ""

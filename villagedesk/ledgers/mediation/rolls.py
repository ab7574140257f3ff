"""Where each field of cases, mediators and sages appears."""

from typing import Any

from sqlalchemy import func
from sqlmodel import select

from villagedesk.declare import Derived, Face, Roll, column
from villagedesk.kinds import WholeNumber
from villagedesk.ledgers.mediation.states import AGREED
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Mediator,
    Part,
    Sage,
    Session,
    Side,
    Taking,
)
from villagedesk.people import Person

_NAMES = (Person.name, Person.pinyin, Person.initials)

_SIDE = (
    *(Side.side, Side.name, Side.person, Side.signed, Side.phone),
    *(Side.gender, Side.ethnicity, Side.age, Side.work, Side.address),
)
SIDES = Roll(
    "当事人", Side, grid=_SIDE, form=(("当事人", _SIDE),), search=(Side.name,), sheet=_SIDE,
    order=(Side.case, Side.side),
)  # fmt: skip
_TAKING = (Taking.person, Taking.part)
TAKINGS = Roll(
    "参与调解", Taking, grid=_TAKING, form=(("参与调解", _TAKING),), search=_NAMES, sheet=_TAKING,
    order=(Taking.case, Taking.part),
)  # fmt: skip
_SESSION = (Session.on, Session.place, Session.said)
SESSIONS = Roll(
    "调解经过", Session, grid=_SESSION, form=(("调解经过", _SESSION),), search=(Session.said,),
    sheet=_SESSION, order=(Session.case, Session.on),
)  # fmt: skip
_PAPER = (CasePaper.kind, CasePaper.pages, CasePaper.note)
PAPERS = Roll(
    "卷内目录", CasePaper, grid=_PAPER, form=(("卷内目录", _PAPER),), search=(CasePaper.kind,),
    sheet=_PAPER, order=(CasePaper.case, CasePaper.kind),
)  # fmt: skip

_ACCEPTED = (
    Case.case_no,
    Case.accepted_on,
    Case.source,
    Case.kind,
    Case.summary,
    Case.people,
    Case.hard,
    Case.may_escalate,
    Case.reported_on,
    Case.registrar,
)
_SETTLED = (
    Case.outcome,
    Case.agreement,
    Case.terms,
    Case.signed,
    Case.sealed,
    Case.effective_on,
    Case.amount,
)
_PERFORMED = (
    Case.how,
    Case.due_on,
    Case.performance,
    Case.confirmation,
    Case.asked_on,
    Case.confirmed_on,
    Case.visited_on,
    Case.visitor,
    Case.visit_why,
    Case.visit,
    Case.satisfied,
)
_FILED = (Case.closed_on, Case.archived_on, Case.volume, Case.keeping)
CASES = Roll(
    "调解案件",
    Case,
    grid=(
        Case.case_no,
        Case.accepted_on,
        Case.kind,
        Case.summary,
        Case.outcome,
        Case.performance,
        Case.closed_on,
    ),
    form=(
        ("调解案件", _ACCEPTED),
        ("调解结果", _SETTLED),
        ("履行、确认和回访", _PERFORMED),
        ("结案归档", (*_FILED, Case.note)),
    ),
    search=(Case.case_no, Case.summary),
    sheet=(*_ACCEPTED, *_SETTLED, *_PERFORMED, *_FILED, Case.entered_on, Case.note),
    filters=(Case.kind, Case.outcome),
    parts=(SIDES, TAKINGS, SESSIONS, PAPERS),
    order=(Case.accepted_on,),
    dated=Case.accepted_on,
)


def _cases_of_sage(label: str, key: str, *which: Any) -> Derived:
    """How many cases a sage took part in, whether or not more than one line says so."""
    return Derived(
        Face(label, WholeNumber(0), 8, required=False, key=key),
        select(func.count(func.distinct(column(Case.uid))))
        .join(Taking, column(Taking.case) == column(Case.uid))
        .where(column(Taking.person) == column(Sage.person), column(Taking.part) == Part.SAGE)
        .where(*which)
        .correlate(Sage)
        .scalar_subquery(),
    )


_COUNTED = (
    _cases_of_sage("参与件数", "sage_cases"),
    _cases_of_sage("成功数", "sage_agreed", column(Case.outcome).in_(AGREED)),
)
_SAGE = (Sage.kind, Sage.strength, Sage.since, Sage.until)
SAGES = Roll(
    "乡贤",
    Sage,
    grid=(Person.name, Person.gender, *_SAGE, *_COUNTED, Person.phone),
    form=(("乡贤", (Sage.person, *_SAGE, Sage.note)),),
    search=(*_NAMES, Sage.strength),
    sheet=(Person.name, Person.gender, Person.id_no, *_SAGE, *_COUNTED, Person.phone, Sage.note),
    filters=(Sage.kind,),
)
_MEDIATOR = (Mediator.post, Mediator.since, Mediator.until)
MEDIATORS = Roll(
    "调委会",
    Mediator,
    grid=(Person.name, Person.gender, *_MEDIATOR, Person.phone),
    form=(("调委会", (Mediator.person, *_MEDIATOR, Mediator.note)),),
    search=_NAMES,
    sheet=(Person.name, Person.gender, Person.id_no, *_MEDIATOR, Person.phone, Mediator.note),
    filters=(Mediator.post,),
)

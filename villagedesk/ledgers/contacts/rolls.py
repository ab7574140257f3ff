"""Where each field of cells, contacts and visits appears."""

from typing import Any

from sqlalchemy import func
from sqlmodel import select

from villagedesk.declare import Derived, Face, Roll, column
from villagedesk.kinds import Phone, Text, WholeNumber
from villagedesk.ledgers.contacts.homes import GONE
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.people import HEAD, HOUSEHOLD_HEAD, Household, PartyGroup, PartyMember, Person


def _head_of(household: Any, shown: Any = Person.name, own: Face = HOUSEHOLD_HEAD.face) -> Derived:
    """户主 of the household a row names, so that its number need not be known by heart; or what
    else is known of whoever that is.
    """
    link = column(household)
    return Derived(
        own,
        select(shown)
        .where(column(Person.household) == link, column(Person.relation) == HEAD)
        .order_by(func.coalesce(column(Person.presence), "").in_(GONE))
        .correlate(link.table)
        .limit(1)
        .scalar_subquery(),
    )


CONTACT_HEAD, VISIT_HEAD = _head_of(Contact.household), _head_of(Visit.household)
_PHONE = _head_of(
    Contact.household,
    Person.phone,
    Face("户主电话", Phone(), 14, required=False, private=True, key="contact_phone"),
)
_SIZE = Derived(
    Face("家庭人口", WholeNumber(0), 8, required=False, key="contact_home_size"),
    select(func.count())
    .where(column(Person.household) == column(Contact.household))
    .where(func.coalesce(column(Person.presence), "").not_in(GONE))
    .correlate(Contact)
    .scalar_subquery(),
)
_OF_PARTY_GROUP = Derived(
    Face("党小组", Text(), 12, required=False, key="contact_party_group"),
    select(PartyGroup.name)
    .join(PartyMember, column(PartyMember.group) == column(PartyGroup.uid))
    .where(column(PartyMember.uid) == column(Contact.person))
    .correlate(Contact)
    .scalar_subquery(),
)
_IN_CELL = Derived(
    Face("网格", Text(), 12, required=False, key="contact_cell"),
    select(GridCell.name)
    .join(CellGroup, column(CellGroup.cell) == column(GridCell.uid))
    .join(Household, column(Household.group) == column(CellGroup.group))
    .where(column(Household.uid) == column(Contact.household))
    .correlate(Contact)
    .limit(1)
    .scalar_subquery(),
)

_NAMES = (Person.name, Person.pinyin, Person.initials)

CELL_GROUPS = Roll(
    "网格小组",
    CellGroup,
    grid=(CellGroup.group,),
    form=(("网格小组", (CellGroup.group,)),),
    search=(CellGroup.group,),
    sheet=(CellGroup.group,),
)
_CELL = (
    GridCell.name,
    GridCell.number,
    GridCell.party,
    GridCell.branch,
    GridCell.party_group,
    GridCell.secretary,
    GridCell.head,
    GridCell.workers,
    GridCell.note,
)
CELLS = Roll(
    "网格",
    GridCell,
    grid=_CELL[:-1],
    form=(("网格", _CELL),),
    search=(GridCell.name,),
    sheet=_CELL,
    parts=(CELL_GROUPS,),
)

_CONTACT = (
    Contact.household,
    Contact.kinds,
    Contact.since,
    Contact.until,
    Contact.why_ended,
    Contact.note,
)
CONTACTS = Roll(
    "联系户",
    Contact,
    grid=(
        Contact.person,
        Contact.household,
        CONTACT_HEAD,
        Household.address,
        Contact.kinds,
        Contact.since,
        Contact.until,
    ),
    form=(("联系户", (Contact.person, *_CONTACT)),),
    search=(*_NAMES, Household.number, CONTACT_HEAD),
    sheet=(
        *(Contact.person, _OF_PARTY_GROUP, _IN_CELL),
        *(Contact.household, CONTACT_HEAD, Household.address, _SIZE, _PHONE),
        *_CONTACT[1:],
    ),
    filters=(Contact.person, Contact.kinds),
)

_ISSUE = (
    Visit.issue,
    Visit.issue_kind,
    Visit.handler,
    Visit.state,
    Visit.closed_on,
    Visit.satisfied,
)
_VISIT = (Visit.met, Visit.way, Visit.reason, Visit.said)
VISITS = Roll(
    "走访",
    Visit,
    grid=(
        Visit.on,
        Visit.person,
        Visit.household,
        VISIT_HEAD,
        Visit.met,
        Visit.reason,
        Visit.issue,
        Visit.state,
    ),
    form=(
        ("走访", (Visit.on, Visit.person, Visit.household, *_VISIT)),
        ("反映的问题", _ISSUE),
        ("更多", (Visit.note,)),
    ),
    search=(*_NAMES, Household.number, VISIT_HEAD, Visit.issue),
    sheet=(
        *(Visit.on, Visit.person, Visit.household, VISIT_HEAD, *_VISIT, *_ISSUE),
        *(Visit.entered_on, Visit.note),
    ),
    filters=(Visit.person, Visit.reason, Visit.state),
    order=(Visit.on,),
    dated=Visit.on,
)

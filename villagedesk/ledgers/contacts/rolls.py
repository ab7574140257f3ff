"""Where each field of cells, contacts and visits appears."""

from villagedesk.declare import Roll
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.people import Household, Person

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
        Household.address,
        Contact.kinds,
        Contact.since,
        Contact.until,
    ),
    form=(("联系户", (Contact.person, *_CONTACT)),),
    search=_NAMES,
    sheet=(Contact.person, Contact.household, Household.address, *_CONTACT[1:]),
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
    search=(*_NAMES, Visit.issue),
    sheet=(Visit.on, Visit.person, Visit.household, *_VISIT, *_ISSUE, Visit.entered_on, Visit.note),
    filters=(Visit.person, Visit.reason, Visit.state),
    order=(Visit.on,),
    dated=Visit.on,
)

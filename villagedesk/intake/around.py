"""What stands around the rows of a table and holds for all: kind, year, branch, sort of change."""

from collections.abc import Callable, Mapping

from villagedesk.books.reading.titles import year_of
from villagedesk.declare import Problem, Record
from villagedesk.intake.aliases import kinds_in, movement_in
from villagedesk.intake.cases import complete_case
from villagedesk.intake.lines import Line
from villagedesk.intake.matters import complete_matter
from villagedesk.intake.slots import slots_of
from villagedesk.intake.surroundings import Around
from villagedesk.ledgers.contacts.tables import Contact, GridCell
from villagedesk.ledgers.decisions.tables import Decision
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.ledgers.meetings.tables import Meeting, MemberReview
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import MemberChange, Movement, PartyMember


def complete(kind: type[Record], line: Line, around: Around) -> None:
    """Gives a row what only its surroundings say; what the row says itself stands."""
    if act := _ACTS.get(kind):
        act(line, around)


def _meeting(line: Line, around: Around) -> None:
    own = slots_of(Meeting)
    kinds, topic, branch = own["meeting_kinds"], own["meeting_topic"], own["meeting_branch"]
    named = line.raw.get("meeting_kind")
    if kinds not in line.values and not named:
        found = next(filter(None, map(kinds_in, around.titles)), None)
        line.values.update({kinds: found} if found else {})
    elif isinstance(named, str) and len(named) > len(line.get(kinds) or named):
        line.values.setdefault(topic, named)  # a name that says more than the kind
    if branch not in line.values and (uid := around.branch()):
        line.links[branch.column] = uid


def _review(line: Line, around: Around) -> None:
    year = slots_of(MemberReview)["year"]
    if year not in line.values and "year" not in line.lost:
        found = year_of(dict(around.table.meta), around.table.title or around.table.sheet)
        line.values.update({year: found} if found else {})


_DAY_OF = {Movement.JOINED: "party_join", Movement.CONFIRMED: "party_confirmed"}
"""The day that a list of new or confirmed members gives instead of one for the change."""


def _change(line: Line, around: Around) -> None:
    own = slots_of(MemberChange)
    kind, day = own["movement"], own["moved_on"]
    if kind not in line.values and not line.raw.get("movement"):
        found = next(filter(None, map(movement_in, around.titles)), None)
        line.values.update({kind: found} if found else {})
    instead = slots_of(PartyMember).get(_DAY_OF.get(line.get(kind), ""))
    if day not in line.values and line.get(instead):
        line.values[day] = line.get(instead)


def _reserve(line: Line, _: Around) -> None:
    state = str(line.raw.get("pool_state") or "")
    if state == "出库" and slots_of(Reserve)["pool_left_on"] not in line.values:
        words = "写着“出库”，没有出库日期，还算在库里；请补上出库日期"
        line.problems.append(Problem("库状态", words, line.row, value=state))


def _contact(line: Line, around: Around) -> None:
    """姓名 beside a column of members is that of the household's."""
    member = line.raw.get("party_member")
    if member:
        line.values[slots_of(Contact)["contact_member"]] = str(member)
    elif "party_member" in around.keys:
        line.values.pop(slots_of(Contact)["contact_member"], None)


def _cell(line: Line, around: Around) -> None:
    """A cell without a name is called by its number; further rows of it add their workers."""
    own = slots_of(GridCell)
    name, workers = own["cell"], own["cell_workers"]
    if number := line.get(own["cell_no"]):
        line.values.setdefault(name, number)
    first = around.latest
    if first is None or line.get(name) not in (None, first.get(name)):
        around.latest = line
        return
    if added := line.values.pop(workers, None):
        first.join(workers, added)
    line.values |= {name: first.get(name)} if first.get(name) else {}


_ACTS: Mapping[type[Record], Callable[[Line, Around], None]] = {
    Meeting: _meeting,
    MemberReview: _review,
    MemberChange: _change,
    Reserve: _reserve,
    Contact: _contact,
    GridCell: _cell,
    Decision: complete_matter,
    Case: complete_case,
}

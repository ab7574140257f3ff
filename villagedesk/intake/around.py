"""What stands around the rows of a table and holds for all: kind, year, branch, sort of change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from villagedesk.books.reading import Table
from villagedesk.books.reading.titles import year_of
from villagedesk.declare import Problem, Record
from villagedesk.intake.aliases import kinds_in, movement_in
from villagedesk.intake.bench import Bench
from villagedesk.intake.lines import Line
from villagedesk.intake.slots import slots_of
from villagedesk.kinds import fold
from villagedesk.ledgers.meetings.tables import Meeting, MemberReview
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import MemberChange, Movement, PartyBranch, PartyMember


@dataclass(frozen=True)
class Around:
    """A table and the village's records, to complete a row from."""

    table: Table
    bench: Bench

    @property
    def titles(self) -> tuple[str, str]:
        """The sheet's name and the title above the table."""
        return self.table.sheet, self.table.title or ""

    def branch(self) -> str | None:
        """The branch that the titles name, or the only one of the village."""
        known = {uid: row["name"] for uid, row in self.bench.rows(PartyBranch).items()}
        said = fold("".join((*self.titles, *self.table.meta.values())))
        named = [uid for uid, name in known.items() if fold(name) in said]
        found = named or list(known)
        return found[0] if len(found) == 1 else None


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


_ACTS: Mapping[type[Record], Callable[[Line, Around], None]] = {
    Meeting: _meeting,
    MemberReview: _review,
    MemberChange: _change,
    Reserve: _reserve,
}

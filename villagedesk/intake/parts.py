"""The parts that a roster's row holds beside its record: sides of a case, stages of a matter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from villagedesk.books.reading.wording import groups_named
from villagedesk.declare import Problem, Record
from villagedesk.intake.cases import SIDE_TOLD, sides
from villagedesk.intake.finding import Finder
from villagedesk.intake.lines import Line
from villagedesk.intake.matters import STAGE_KEYS, stages
from villagedesk.intake.slots import slots_of
from villagedesk.intake.tally import NEW, Tally
from villagedesk.intake.workshop import Workshop
from villagedesk.kinds import Code, fold, read_code
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage
from villagedesk.ledgers.mediation.tables import Case, Part, Side, Taking
from villagedesk.people import Group, Person

_SIDED = {*SIDE_TOLD, *(f"{party}_{one}" for party in ("party_a", "party_b") for one in SIDE_TOLD)}
LOOKED_AT: Mapping[type[Record], frozenset[str]] = {
    Case: frozenset(
        {"name", "party_a", "party_b", "id_number", "party_b_id", "date", "leader", "mediator"}
        | {"sage", "resolved", "unresolved"}
        | _SIDED
    ),
    Decision: frozenset(STAGE_KEYS),
    GridCell: frozenset({"group"}),
    Contact: frozenset({"address", "group"}),
    Visit: frozenset({"address", "group", "visited"}),
}
"""Columns that fill no field of the record, yet are taken: into parts, or to find something by."""

_HELPING = {"mediator": Part.MEDIATOR, "sage": Part.SAGE}
_BETWEEN = re.compile(r"[、，,；;/\s]+")

Values = dict[str, Any]


@dataclass
class PartPlanner:
    """Takes the parts of a table's rows to the bench."""

    shop: Workshop
    tally: Tally
    finders: dict[type[Record], Finder] = field(default_factory=dict)

    def helping(self, line: Line) -> None:
        """Who mediated; a name that leads to nobody is told, and kept in the case's note."""
        first = line.raw.get("first")
        for key, part in _HELPING.items():
            said = line.raw.get(key)
            if not said or (isinstance(first, Line) and first.raw.get(key) == said):
                continue
            for name in filter(None, _BETWEEN.split(str(said))):
                found = self.shop.register.by_name.get(fold(name), [])
                if len(found) == 1:
                    line.raw.setdefault("takings", []).append({"person": found[0], "part": part})
                else:
                    self._tell(line, part, name, len(found))

    def _tell(self, line: Line, part: Part, name: str, namesakes: int) -> None:
        words = f"有 {namesakes} 个“{name}”，分不清是哪一位" if namesakes else f"没有找到“{name}”"
        line.join(slots_of(Case)["remark"], f"{part}：{name}")
        words += "，先写在“备注”里；请核对"
        line.problems.append(Problem(part, words, line.row, value=name))

    def place(self, kind: type[Record], uid: str, line: Line) -> list[str]:
        """Adds or fills the parts of a record; what becomes of each."""
        if kind is Case:
            return [
                *(
                    self._put(Side, {"case": uid, **values}, line)
                    for values in self._sides(line, uid)
                ),
                *(
                    self._put(Taking, {"case": uid, **one}, line)
                    for one in line.raw.get("takings", ())
                ),
            ]
        if kind is Decision:
            today = self.shop.wishes.today
            found = list(stages(line, today))
            return [self._put(DecisionStage, {"decision": uid, **one}, line) for one in found]
        if kind is GridCell:
            return [
                self._put(CellGroup, {"cell": uid, "group": one}, line)
                for one in self._groups(line)
            ]
        return []

    def _put(self, kind: type[Record], values: Values, line: Line) -> str:
        finder = self.finders.setdefault(kind, Finder(self.shop.bench, kind))
        if known := finder.find(values):
            return self.tally.merge(kind, known, values, line)
        blank = {slot.column: None for slot in slots_of(kind).values()}
        uid = self.shop.bench.add(kind, {**blank, **values})
        finder.note(uid, values)
        return NEW

    def _sides(self, line: Line, case: str) -> Iterator[Values]:
        """A name that is of the case already stays on the side where it is."""
        for side, name, more in sides(line):
            there = self.shop.bench.rows(Side).values()
            known = (row for row in there if row["case"] == case and row["name"] == name)
            kept = next((row["side"] for row in known), side)
            number = more.pop("id", None)
            person = self._villager(name, number, more.get("phone"))
            if number and not person:
                self.tally.unplace(slots_of(Person)["id_number"], number)
            told = {column: self._told(column, value) for column, value in more.items() if value}
            yield {"side": kept, "name": name, **told} | ({"person": person} if person else {})

    def _told(self, column: str, value: Any) -> Any:
        """What a row says of a side, as the side keeps it; None where it is on no list."""
        slot = next(one for one in slots_of(Side).values() if one.column == column)
        if not isinstance(slot.face.kind, Code):
            return value
        code = read_code(slot.face.kind.name, value).value
        if code is None:
            self.tally.unplace(slot, value)
        return code

    def _villager(self, name: str, number: str | None, phone: str | None) -> str | None:
        """Who has that ID number, or that name and telephone: a name alone proves nothing."""
        register, bench = self.shop.register, self.shop.bench
        holder = register.by_id.get(number or "")
        if holder:
            return holder if fold(bench.title(Person, holder)) == fold(name) else None
        found = register.by_name.get(fold(name), []) if phone and not number else []
        own = [uid for uid in found if bench.get(Person, uid).get("phone") == phone]
        return own[0] if len(own) == 1 else None

    def _groups(self, line: Line) -> Iterator[str]:
        said = str(line.raw.get("group") or "")
        for words in filter(None, _BETWEEN.split(said)):
            for name in groups_named(words) or {words}:
                if uid := self.shop.links.get(Group, name):
                    yield uid

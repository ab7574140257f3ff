"""Finds what a row's links lead to; a name that leads nowhere is told, and kept where it can be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from villagedesk.declare import Problem, Record
from villagedesk.intake.bench import Values
from villagedesk.intake.lines import Line
from villagedesk.intake.links import House, linked, shown
from villagedesk.intake.slots import Slot, Target, slots_of
from villagedesk.intake.terms import titled
from villagedesk.intake.workshop import Workshop
from villagedesk.kinds import fold
from villagedesk.ledgers.contacts.tables import Contact, GridCell, Visit
from villagedesk.ledgers.meetings.tables import Meeting
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import (
    Group,
    Household,
    MemberChange,
    PartyBranch,
    PartyMember,
    Person,
    Term,
)

KEPT_IN: Mapping[tuple[type[Record], str], str] = {
    (Reserve, "mentor"): "town_mentor",
    (MemberChange, "branch_before"): "note",
    (MemberChange, "group_before"): "note",
    (MemberChange, "branch_after"): "note",
    (MemberChange, "group_after"): "note",
    (GridCell, "head"): "note",
    (GridCell, "secretary"): "note",
}
"""Link → the text in which its words are kept where they lead nowhere in this village."""

_POSTED = re.compile(r"(?P<name>[^（(\s，,]{2,12})\s*[（(\s，,]\s*(?P<post>[^）)]+?)[）)]?")


@dataclass(frozen=True)
class Pointer:
    """Resolves the links of one roll's rows; `term` is that of rows without one of their own."""

    shop: Workshop
    target: Target
    term: str | None = None

    def links(self, line: Line) -> tuple[Values, str]:
        """The uids of the record's own links, or what cannot be found."""
        kind = self.target.roll.record
        if kind is Person:
            return {}, ""
        found: Values = dict(line.links)
        found.pop(self.target.person_column or "uid", None)
        for slot in slots_of(kind).values():
            if not slot.is_link or slot.column == self.target.person_column:
                continue
            title = line.get(slot)
            uid = line.links.get(slot.column) or self._resolved(slot, title, line)
            if uid is None and slot.face.required:
                return {}, self._not_found(slot, title, line)
            if uid:
                found[slot.column] = uid
            elif title:
                self._tell(line, slot, title)
        return found, ""

    def _resolved(self, slot: Slot, title: str | None, line: Line) -> str | None:
        if linked(slot) is Household and self.target.roll.record in (Contact, Visit):
            return self._home(slot, title, line)
        if linked(slot) is Term:
            return titled(self.shop.bench, title) if title else self.term
        if not title:
            return None
        if linked(slot) is Person:
            found = self._meant(slot, title)
            return found[0] if len(found) == 1 else None
        if self._only_finds():
            return self.shop.links.find(linked(slot), title)
        return self.shop.links.resolve(slot, title)

    def _meant(self, slot: Slot, title: str) -> list[str]:
        """Those of that name; who looks after a household is the party member among namesakes."""
        found = self._called(title)
        members = [uid for uid in found if uid in self.shop.bench.rows(PartyMember)]
        return members if len(members) == 1 and slot.kind in (Contact, Visit) else found

    def _home(self, slot: Slot, number: str | None, line: Line) -> str | None:
        """The household of that number or head, or the one where the visited person lives."""
        links, house = self.shop.links, _house(line, number)
        found = links.find_house(house)
        if found is None and not number and house.head and not links.heads.get(fold(house.head)):
            living = [
                self.shop.bench.get(Person, uid).get("household")
                for uid in self._called(house.head)
            ]
            return living[0] if len(living) == 1 else None
        head = links.headed.get(found or "")
        if (
            number
            and head
            and line.raw.get("household_head")
            and fold(head) != fold(house.head or "")
        ):
            words = f"“{number}”户的户主是“{head}”，表里写的是“{house.head}”；请核对"
            line.problems.append(Problem(slot.face.label, words, line.row, value=number))
        return found

    def _not_found(self, slot: Slot, title: str | None, line: Line) -> str:
        head = _house(line, title).head
        if linked(slot) is Household and not title and head:
            many = len(self.shop.links.heads.get(fold(head), ()))
            if many > 1:
                return f"户主叫“{head}”的有 {many} 户，分不清是哪一户；请补上户编号再导入"
            return f"没有找到“{head}”这一户；请先在“人员”里登记好户编号和户主，或补上户编号"
        many = len(self._called(title)) if title and linked(slot) is Person else 0
        if many > 1:
            return f"有 {many} 个“{title}”（{slot.face.label}），分不清是哪一位，没有导入"
        return _not_found(slot, title)

    def _only_finds(self) -> bool:
        """A change names branches of other places; a log may call the branch that is there anew."""
        kind = self.target.roll.record
        known = kind is Meeting and self.shop.bench.rows(PartyBranch)
        return kind is MemberChange or bool(known)

    def _called(self, title: str) -> list[str]:
        """Those of that name, written with a post behind it or without."""
        known, posted = self.shop.register.by_name, _POSTED.fullmatch(title)
        return known.get(fold(title)) or (known.get(fold(posted["name"]), []) if posted else [])

    def _tell(self, line: Line, slot: Slot, title: str) -> None:
        """Says which name leads nowhere, and keeps its words where the record has room for them."""
        namesakes = self._called(title) if linked(slot) is Person else []
        words = f"没有找到“{title}”"
        if len(namesakes) > 1:
            words = f"有 {len(namesakes)} 个“{title}”，分不清是哪一位"
        place = KEPT_IN.get((slot.kind, slot.column), "")
        kept = next((one for one in slots_of(slot.kind).values() if one.column == place), None)
        if kept is None:
            words += "，这一格没有录入；请在记录里选"
        else:
            line.join(kept, title if place != "note" else f"{slot.face.label}：{title}")
            words += f"，先写在“{kept.face.label}”里；请核对"
        line.problems.append(Problem(slot.face.label, words, line.row, value=title))


def _house(line: Line, number: str | None) -> House:
    head = line.raw.get("household_head") or line.raw.get("visited") or ""
    group = shown(Group, str(line.raw.get("group") or "")) or None
    return House(number, str(head), group, None)


def _not_found(slot: Slot, title: str | None) -> str:
    if linked(slot) is Term and not title:
        return "不知道是哪一届，或这一届从哪天开始：请先在“届次”里建好，导入时选它"
    if not title:
        return f"“{slot.face.label}”没有填；请补上再导入"
    return f"没有找到“{title}”（{slot.face.label}）；请先建好，或改成已有的写法"

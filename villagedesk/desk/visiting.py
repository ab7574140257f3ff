"""Reading the lines of a day's visits: who came, to whom, and what cannot be told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from villagedesk.declare import Facts, Problem, column, face, out_of_order
from villagedesk.desk.wording import form_fields
from villagedesk.errors import Refused
from villagedesk.kinds import Link, is_blank
from villagedesk.ledgers.contacts.homes import Home, by_member, homes, in_force
from villagedesk.ledgers.contacts.rolls import VISITS
from villagedesk.ledgers.contacts.tables import Visit
from villagedesk.people import Person
from villagedesk.people.membership import roll_on

Typed = Mapping[str, str]
"""Words by field key; `visitor.uid` and `visited_household.uid` hold what was picked."""

_ON, _WHO, _HOME = (face(own).key for own in (Visit.on, Visit.person, Visit.household))


@dataclass
class VisitReader:
    """Understands the words of a grid as long as they can mean one thing only."""

    facts: Facts
    today: date
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Household uids by number, by head, and by anybody who lives there."""
    persons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person in self.facts.all(Person):
            self.persons[person.name].append(person.uid)
        for home in self.facts.once(homes).values():
            self.names[home.head].add(home.uid)
            self.names[home.number].add(home.uid)
        self.mine = by_member(in_force(self.facts, self.today))
        self.members = {one.person for one in roll_on(self.facts, self.today)}

    def read(self, typed: Typed, row: int) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The values of a visit, and the problems of that line."""
        values: dict[str, Any] = {}
        found: list[tuple[str, str]] = []
        for attribute in form_fields(VISITS):
            own, name = face(attribute), column(attribute).name
            raw: object = typed.get(own.key, "")
            try:
                if isinstance(own.kind, Link):
                    raw = self._linked(own.key, typed)
                values[name] = own.read(raw, today=self.today)
            except Refused as refused:
                found.append((own.key, str(refused)))
        found += ((one.label, one.message) for one in out_of_order(Visit, values))
        problems = (Problem(key, said, row=row, value=typed.get(key, "")) for key, said in found)
        return values, tuple(problems)

    def _linked(self, key: str, typed: Typed) -> str:
        """The uid that was picked, or that the words mean; "" where nothing was typed."""
        known = typed.get(f"{key}.uid") or ""
        words = typed.get(key, "").strip()
        if known or not words:
            return known
        if key == _WHO:
            return self._visitor(words)
        return self._household(words, typed)

    def _visitor(self, name: str) -> str:
        found = self.persons.get(name, [])
        looking = [one for one in found if one in self.mine or one in self.members]
        return _only(looking or found, name, "位叫", "请从列表里选是哪一位")

    def _household(self, words: str, typed: Typed) -> str:
        """By number, by head, by both; a name that several heads bear is the visitor's own."""
        found = self._called(words)
        if len(found) > 1 and not is_blank(typed.get(_WHO, "")):
            try:
                mine = self.mine.get(self._linked(_WHO, typed), {})
            except Refused:
                mine = {}
            found = [one for one in found if one in mine] or found
        return _only(found, words, "户，户主都叫", "请写户编号")

    def _called(self, words: str) -> list[str]:
        parts = words.split()
        for one in (words, parts[0]):
            if found := self.names.get(one):
                return sorted(found)
        bare = words.lstrip("0")
        known: Iterable[Home] = self.facts.once(homes).values()
        return [one.uid for one in known if bare and one.number.lstrip("0") == bare]


def _only(found: list[str], words: str, several: str, advice: str) -> str:
    if not found:
        raise Refused(f"没有找到“{words}”，请从列表里选，或先新建", "link_unknown")
    if len(found) > 1:
        raise Refused(f"有 {len(found)} {several}“{words}”，{advice}", "link_unclear")
    return found[0]

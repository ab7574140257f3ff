"""Takes the rows of one table to the bench: whom each means, what it adds, what it fills."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from villagedesk.declare import Problem, Record, out_of_order
from villagedesk.intake.bench import Values
from villagedesk.intake.finding import Finder
from villagedesk.intake.lines import Line
from villagedesk.intake.links import House, shown
from villagedesk.intake.model import NEW_PERSON, SKIP, Undecided
from villagedesk.intake.parts import PartPlanner
from villagedesk.intake.persons import Match, Wanted
from villagedesk.intake.pointing import Pointer
from villagedesk.intake.records import spread
from villagedesk.intake.slots import Slot, Target, slots_of
from villagedesk.intake.tally import FILLED, NEW, SAME, Tally
from villagedesk.intake.workshop import Workshop
from villagedesk.kinds import fold
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.ledgers.meetings.tables import Floating, HomeTeaching, MemberReview
from villagedesk.people import HEAD, Group, Household, MemberChange, PartyMember, Person, Presence

PERSON = slots_of(Person)
_GONE = re.compile(
    r"[^父母妻夫子女儿孙配偶老伴未没]*(去世|死亡|亡故|病故|已故|身故|迁出|迁走|销户)[^\u4e00-\u9fff]*"
)
OF_MEMBERS = (Floating, HomeTeaching, MemberReview, MemberChange)
"""Rolls about party members alone: their rosters give the bare name."""
TELLING = ("phone", "group", "household_no", "address", "post", "party_join", "household_head")
"""Keys besides ID number and birth by which a village knows who is meant."""


@dataclass
class RowPlanner:
    """Plans the rows of one table for one roll; `term` is that of rows without one of their own.

    `became` says which record each row of our own workbook is now: its uid there → the uid here.
    """

    shop: Workshop
    target: Target
    tally: Tally
    term: str | None = None
    finder: Finder | None = None
    taken: set[str] = field(default_factory=set)
    became: dict[str, str] = field(default_factory=dict)
    parts: PartPlanner = field(init=False)

    def __post_init__(self) -> None:
        self.parts = PartPlanner(self.shop, self.tally)

    @property
    def kind(self) -> type[Record]:
        """The table that the rows go into."""
        return self.target.roll.record

    def plan(self, lines: Iterable[Line]) -> None:
        """Every row ends in a count, among the undecided, or among the skipped."""
        register, lines = self.shop.register, list(lines)
        register.used.clear()
        self.shop.links.latest.clear()
        for line in lines:
            if PERSON["name"] in line.values and not line.out:
                register.reserve(self._wanted(line, line.values[PERSON["name"]]))
        for line in lines:
            self._row(line)
            self.tally.problems += line.problems

    def _row(self, line: Line) -> None:
        why = line.out or self._why_out(line)
        pointer = Pointer(self.shop, self.target, self.term)
        links, missing = pointer.links(line) if not why else ({}, "")
        if why or missing:
            self.tally.skip(line.row, why or missing)
            return
        if self.kind is Case:
            self.parts.helping(line)
        records = [{**links, **values} for values in spread(self.kind, line)]
        if self.target.person_column is None:
            placed = [self._placed(values, line) for values in records]
            parts = [state for uid, _ in placed for state in self.parts.place(self.kind, uid, line)]
            self.tally.count(line, [*(state for _, state in placed), *parts])
            return
        match = self._match(line, records)
        if match.candidates:
            self._leave_open(line, match)
            return
        uid, state = self._person(line, match.uid)
        column = self.target.person_column
        states = [self._placed({**values, column: uid}, line)[1] for values in records]
        self.tally.count(line, [state, *states, self._member(uid, line)])

    def _why_out(self, line: Line) -> str:
        if line.uid and line.uid in self.shop.bench.rows(self.kind):
            return ""
        named = self.target.person_column is None or self._only_member(line)
        if not named and (why := _unknown_person(line)):
            return self._no_one_member(line) or why
        if not spread(self.kind, line):
            return "没有写职务，不知道该记成什么职务；请补上再导入"
        for slot in slots_of(self.kind).values():
            wanted = slot.face.required and not slot.is_link
            if wanted and slot not in line.values and not self._is_split(slot):
                return f"“{slot.face.label}”没有填或填得不对；请改好再导入"
        return ""

    def _is_split(self, slot: Slot) -> bool:
        return slot.key not in self.target.column_slots and slot.kind is self.kind

    def _match(self, line: Line, records: list[Values]) -> Match:
        if line.uid and line.uid in self.shop.bench.rows(self.kind):
            return Match(self.shop.bench.get(self.kind, line.uid)[self._person_of()])
        if chosen := self.shop.wishes.chosen.get(self._key(line)):
            return self._chosen(line, chosen)
        if known := self._named_by_uid(line) or self._only_member(line):
            return Match(known)
        register, name = self.shop.register, line.values[PERSON["name"]]
        wanted = self._wanted(line, name)
        namesakes = register.by_name.get(fold(name), [])
        holding = [uid for uid in namesakes if self._holds(uid, line, records)]
        return register.match(wanted, holding)

    def _chosen(self, line: Line, chosen: str) -> Match:
        """What the clerk decided; nobody is made twice from one ID number."""
        if chosen == SKIP:
            return Match(None, ("",), "您选了不导入这一行")
        if chosen != NEW_PERSON:
            known = chosen in self.shop.bench.rows(Person)
            return Match(chosen) if known else Match(None, ("",), "选的人已经不在了，请重新选")
        holder = self.shop.register.by_id.get(line.get(PERSON["id_number"]) or "")
        if holder is None:
            return Match()
        name = self.shop.bench.title(Person, holder)
        return Match(None, ("",), f"这个身份证号码已经登记给“{name}”，不能再新建一个人")

    def _person_of(self) -> str:
        return self.target.person_column or "uid"

    def _named_by_uid(self, line: Line) -> str | None:
        """The person whom our own workbook names by uid."""
        uid = line.uid if self.kind in (Person, PartyMember) else line.links.get(self._person_of())
        person = self.shop.bench.get(Person, uid)
        same = person and fold(person["name"]) == fold(line.values[PERSON["name"]])
        return uid if same else None

    def _only_member(self, line: Line) -> str | None:
        """The one party member of that name, in a roster of party members."""
        found = self._members(line)
        return found[0] if len(found) == 1 else None

    def _members(self, line: Line) -> list[str]:
        name = line.get(PERSON["name"])
        if self.kind not in OF_MEMBERS or not name:
            return []
        fitting = self.shop.register.namesakes(self._wanted(line, name))
        return [uid for uid in fitting if uid in self.shop.bench.rows(PartyMember)]

    def _no_one_member(self, line: Line) -> str:
        """Why a bare name is not enough in a roster of party members."""
        name = line.get(PERSON["name"])
        if self.kind not in OF_MEMBERS or not name or line.lost & {"id_number", "birth"}:
            return ""
        if found := self._members(line):
            return f"党员名册里有 {len(found)} 个“{name}”，分不清是哪一位；请补上身份证号码再导入"
        return f"党员名册里没有“{name}”；请先在“党员”里登记，或补上身份证号码再导入"

    def _wanted(self, line: Line, name: str) -> Wanted:
        house = _house(line)
        links = self.shop.links
        return Wanted(
            row=line.row,
            repeats=self.kind is Seat,
            name=name,
            id_no=line.get(PERSON["id_number"]),
            born=line.get(PERSON["birth"]),
            gender=line.get(PERSON["gender"]),
            marks=(
                ("phone", line.get(PERSON["phone"])),
                ("group", links.find(Group, house.group)),
                ("household", links.find_house(house)),
            ),
        )

    def _holds(self, uid: str, line: Line, records: list[Values]) -> bool:
        joined = line.get(slots_of(PartyMember)["party_join"])
        if joined and self.shop.bench.get(PartyMember, uid).get("joined") == joined:
            return True
        if self.kind in (Person, PartyMember):
            return False
        column = self._person_of()
        return any(self._find({**values, column: uid}) for values in records)

    def _leave_open(self, line: Line, match: Match) -> None:
        name = line.values[PERSON["name"]]
        if match.candidates == ("",):
            self.tally.skip(line.row, match.why)
            return
        candidates = tuple(self.shop.register.candidate(uid) for uid in match.candidates)
        hints = "；".join(f"{one.name}（{one.hint}）" for one in candidates[:3])
        self.tally.skip(line.row, f"待定：{match.why}。已登记的是 {hints}；请在导入页选是哪一位")
        self.tally.undecided.append(
            Undecided(self._key(line), line.row, name, match.why, candidates)
        )

    def _key(self, line: Line) -> str:
        return f"{self.tally.number}:{line.row}"

    def _person(self, line: Line, uid: str | None) -> tuple[str, str]:
        """The person of the row, filled or added; who heads a household is 户主 of it."""
        values = line.of(Person) | self._home(line, uid)
        if uid is None:
            blank = dict.fromkeys(PERSON_COLUMNS)
            known = line.uid if self.kind in (Person, PartyMember) else line.links.get("person")
            uid = self.shop.bench.add(Person, {**blank, **values}, known or "")
            state = NEW if self.kind is Person else FILLED
        else:
            self._tell_twice(line, uid)
            state = self.tally.merge(Person, uid, values, line)
        self._tell_gone(line, uid)
        self.shop.register.note(uid)
        self.shop.register.used.setdefault(uid, line.row)
        self.tally.lines.setdefault(uid, line.row)
        return uid, state

    def _tell_twice(self, line: Line, uid: str) -> None:
        first = self.shop.register.used.get(uid)
        if first in (None, line.row):
            return
        words = ""
        if self.kind in (Person, PartyMember):
            words = f"和第 {first} 行是同一个人，合成一个人录入；请看看是不是重复了"
        elif self.kind is Seat and not line.get(PERSON["id_number"]):
            words = f"和第 {first} 行同名、出生年月也相同，当作同一个人；不是的话请写上身份证号码"
        if words:
            name = self.shop.bench.title(Person, uid)
            line.problems.append(Problem("姓名", words, line.row, value=name))

    def _home(self, line: Line, uid: str | None) -> Values:
        """Group and household of the row's person; the head of the household is 户主 of it."""
        house = _house(line)
        there = self.shop.bench.get(Person, uid)
        name = line.get(PERSON["name"]) or ""
        relation = line.get(PERSON["relation"])
        heads = relation == HEAD or (not relation and fold(house.head or "") == fold(name))
        if heads and not house.number:
            home = self._headed_home(house, there)
        else:
            home = self.shop.links.house(house)
        if home and heads:
            self._tell_second_head(line, name, home)
            self.shop.links.note_head(name, home)
        if house.address and not home:
            self.tally.unplace(slots_of(Household)["address"], house.address)
        found: Values = {"group": self.shop.links.get(Group, house.group), "household": home}
        if heads and not relation and home and there.get("household") in (None, home):
            found["relation"] = HEAD
        return {column: uid for column, uid in found.items() if uid}

    def _tell_second_head(self, line: Line, name: str, home: str) -> None:
        first = self.shop.links.headed.get(home, name)
        if fold(first) != fold(name):
            number = self.shop.bench.title(Household, home)
            words = f"“{number}”户已有户主“{first}”，这里又写户主“{name}”；请核对户编号和户主"
            line.problems.append(Problem("户编号", words, line.row, value=number))

    def _tell_gone(self, line: Line, uid: str) -> None:
        """A remark that somebody died or moved away is not yet the field that says so."""
        said = str(line.raw.get("remark") or "")
        told = self.shop.bench.get(Person, uid).get("presence")
        if _GONE.fullmatch(said) and told not in (Presence.MOVED, Presence.DEAD):
            words = "备注照录，“状态”没有改；人确实不在了，请到“人员”里把状态改成去世或迁出"
            line.problems.append(Problem("备注", words, line.row, value=said))

    def _headed_home(self, house: House, head: Values) -> str | None:
        """The household of a head without a number: his own, never a namesake's."""
        if not house.head:
            return None
        if head.get("relation") == HEAD and head.get("household"):
            return str(head["household"])
        known = self.shop.links.find_house(house)
        return self.shop.links.house(house, anew=known is None or known in self.shop.links.headed)

    def _member(self, uid: str, line: Line) -> str:
        """What a row of any roster says of a party member."""
        values = line.of(PartyMember)
        if self.kind is PartyMember or not values:
            return SAME
        values = self._in_order(PartyMember, uid, values, line)
        if uid in self.shop.bench.rows(PartyMember):
            return self.tally.merge(PartyMember, uid, values, line)
        if values.get("joined"):
            self.shop.bench.add(PartyMember, {**_blank(PartyMember), **values}, uid)
            return FILLED
        for slot in slots_of(PartyMember).values():
            if slot.column in values and not (slot.key == "party_post" and line.raw.get("posts")):
                self.tally.unplace(slot, values[slot.column])
        return SAME

    def _placed(self, values: Values, line: Line) -> tuple[str, str]:
        """One record of the roll, filled where it is there, else added: its uid and which."""
        uid, state = (values["uid"], SAME) if self.kind is Person else self._put(values, line)
        self.tally.lines.setdefault(uid, line.row)
        if line.uid:
            self.became[line.uid] = uid
        return uid, state

    def _put(self, values: Values, line: Line) -> tuple[str, str]:
        known = self._known(values, line)
        values = self._in_order(self.kind, known, values, line)
        if known:
            self.taken.add(known)
            return known, self.tally.merge(self.kind, known, values, line)
        uid = values["uid"] if self.kind is PartyMember else line.uid or ""
        blank = {**_blank(self.kind), **line.unseen}
        if line.uid is None:
            blank.pop(self.kind.entered_field, None)  # the store notes the day itself
        uid = self.shop.bench.add(self.kind, {**blank, **values}, uid)
        self.taken.add(uid)
        self._finder().note(uid, values)
        return uid, NEW

    def _known(self, values: Values, line: Line) -> str | None:
        """The record that is meant; two of one workbook of ours stay two, however alike."""
        if line.uid in self.shop.bench.rows(self.kind):
            return line.uid
        known = self._find(values, self.taken)
        is_other = line.uid and known in self.taken and self.kind is not PartyMember
        return None if is_other else known

    def _in_order(self, kind: type[Record], uid: str | None, values: Values, line: Line) -> Values:
        """The values without the ends that come before their begins; each is told."""
        there = self.shop.bench.get(kind, uid)
        gone = set()
        for problem in out_of_order(kind, {**there, **values}):
            slot = slots_of(kind)[problem.label]
            begins = {begin for begin, end in kind.spans if end == slot.column}
            gone |= {slot.column} if slot.column in values else begins
            line.problems.append(replace(problem, label=slot.face.label, row=line.row))
        return {column: value for column, value in values.items() if column not in gone}

    def _find(self, values: Mapping[str, Any], taken: Container[str] = frozenset()) -> str | None:
        if self.kind is PartyMember:
            uid = values["uid"]
            return uid if uid in self.shop.bench.rows(PartyMember) else None
        return self._finder().find(values, taken)

    def _finder(self) -> Finder:
        self.finder = self.finder or Finder(self.shop.bench, self.kind)
        return self.finder


PERSON_COLUMNS = tuple(slot.column for slot in PERSON.values())


def _blank(kind: type[Record]) -> Values:
    return {slot.column: None for slot in slots_of(kind).values()}


def _house(line: Line) -> House:
    return House(
        number=line.get(PERSON["household_no"]),
        head=line.raw.get("household_head"),
        group=shown(Group, line.get(PERSON["group"]) or "") or None,
        address=line.get(slots_of(Household)["address"]),
    )


def _unknown_person(line: Line) -> str:
    """Why a row does not say who it is about, or nothing."""
    if PERSON["name"] not in line.values:
        return "没有姓名，或姓名看不准；请补上姓名再导入"
    if line.get(PERSON["id_number"]) or line.get(PERSON["birth"]) or line.uid:
        return ""
    if line.lost & {"id_number", "birth"}:
        return "身份证号码或出生年月有问题，只凭姓名分不清是谁；请改好再导入"
    if any(line.raw.get(key) for key in TELLING):
        return ""
    return "只有姓名，分不清是谁；请补上身份证号码或出生年月再导入"

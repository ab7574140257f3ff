"""Finding the person whom a row means: by ID number, else name and birth; in doubt nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from villagedesk.intake.bench import Bench, Values
from villagedesk.intake.comparing import same_day, same_number
from villagedesk.intake.model import Candidate
from villagedesk.kinds import fold
from villagedesk.people import Group, Person

FULL_DAY = len("1985-03-07")


def is_full(id_no: str | None) -> bool:
    """Whether a number that a kind has read is whole: it is, or it is masked."""
    return bool(id_no) and "*" not in (id_no or "")


@dataclass(frozen=True)
class Wanted:
    """What a row says of who it is about; `marks` are further fields that tell namesakes apart.

    `repeats` where a roster names one person in several rows, once for each of his posts.
    """

    row: int
    name: str
    id_no: str | None = None
    born: str | None = None
    gender: str | None = None
    marks: tuple[tuple[str, Any], ...] = ()
    repeats: bool = False

    @property
    def whole(self) -> str | None:
        """The ID number if nothing of it is missing."""
        return self.id_no if is_full(self.id_no) else None


@dataclass(frozen=True)
class Match:
    """Who is meant: a uid; nobody yet; or some who may be meant, and why that is not sure."""

    uid: str | None = None
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass
class Register:
    """The persons of the bench by ID number and by name; `used` says which row took whom."""

    bench: Bench
    by_id: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for uid in self.bench.rows(Person):
            self.note(uid)

    def note(self, uid: str) -> None:
        """Takes a person into the index, or what was filled in of one."""
        person = self.bench.get(Person, uid)
        if is_full(person.get("id_no")):
            self.by_id[person["id_no"]] = uid
        namesakes = self.by_name.setdefault(fold(person["name"]), [])
        if uid not in namesakes:
            namesakes.append(uid)

    def reserve(self, wanted: Wanted) -> None:
        """Keeps a person for the row that surely means him, before vaguer rows are looked at."""
        uid = self.by_id.get(wanted.whole or "")
        if uid is None and wanted.born:
            found = [uid for uid in self.namesakes(wanted) if self._born(uid)]
            uid = found[0] if len(found) == 1 else None
        if uid:
            self.used.setdefault(uid, wanted.row)

    def match(self, wanted: Wanted, holding: Iterable[str] = ()) -> Match:
        """Who is meant; `holding` are persons who already have the very record of the row."""
        if wanted.whole and (uid := self.by_id.get(wanted.whole)):
            return self._by_number(uid, wanted)
        namesakes = self.namesakes(wanted)
        if not namesakes:
            return Match()
        other = [uid for uid in namesakes if self._has_other_number(uid, wanted)]
        if other:
            return Match(None, tuple(other), "姓名和生日相同，身份证号码却不同")
        alike = self._most_alike(namesakes, wanted, set(holding))
        if alike:
            return Match(alike)
        return self._by_birth(namesakes, wanted)

    def candidate(self, uid: str) -> Candidate:
        """A person as the clerk tells him from his namesakes."""
        person = self.bench.get(Person, uid)
        born, id_no = person.get("born"), person.get("id_no")
        parts = (
            self.bench.title(Group, person.get("group")),
            f"{born.replace('-', '.')} 生" if born else "没有出生年月",
            f"身份证尾号 {id_no[-4:]}" if id_no and is_full(id_no) else "没有身份证号码",
        )
        return Candidate(uid, person["name"], " · ".join(part for part in parts if part))

    def _by_number(self, uid: str, wanted: Wanted) -> Match:
        there = self.bench.get(Person, uid)["name"]
        if fold(there) == fold(wanted.name):
            return Match(uid)
        return Match(None, (uid,), f"这个身份证号码已经登记给“{there}”，姓名不同")

    def namesakes(self, wanted: Wanted) -> list[str]:
        """Those of that name against whom nothing of the row speaks."""
        found = self.by_name.get(fold(wanted.name), [])
        return [uid for uid in found if _possible(self.bench.get(Person, uid), wanted)]

    def _has_other_number(self, uid: str, wanted: Wanted) -> bool:
        there = self.bench.get(Person, uid).get("id_no")
        return bool(wanted.whole and is_full(there) and there != wanted.whole)

    def _most_alike(self, uids: list[str], wanted: Wanted, holding: set[str]) -> str | None:
        """The one with whom most further marks agree, if there is one."""
        scores = {uid: self._alike(self.bench.get(Person, uid), wanted) for uid in uids}
        for uid in holding & set(uids):
            scores[uid] += 1
        best = max(scores.values())
        found = [uid for uid, score in scores.items() if score == best]
        return found[0] if best and len(found) == 1 and not self._taken(found[0], wanted) else None

    def _taken(self, uid: str, wanted: Wanted) -> bool:
        return self.used.get(uid, wanted.row) != wanted.row

    def _born(self, uid: str) -> str | None:
        return self.bench.get(Person, uid).get("born")

    @staticmethod
    def _alike(person: Values, wanted: Wanted) -> int:
        agreeing = sum(bool(value == person.get(key)) for key, value in wanted.marks if value)
        born = person.get("born")
        return agreeing + (2 if born and wanted.born else 0)

    def _by_birth(self, uids: list[str], wanted: Wanted) -> Match:
        same = [uid for uid in uids if wanted.born and self._born(uid)]
        precise = len("1985-03") if wanted.repeats else FULL_DAY
        exact = len(wanted.born or "") >= precise
        if len(same) == 1 and (exact or not self._taken(same[0], wanted)):
            return Match(same[0])
        if len(same) > 1:
            return Match(None, tuple(same), f"有 {len(same)} 个同名、生日也对得上的人")
        taken = [self.used[uid] for uid in uids if self._taken(uid, wanted)]
        if taken:
            return Match(None, tuple(uids), f"第 {taken[0]} 行也是这个姓名，分不清是不是同一个人")
        return Match(None, tuple(uids), "已有同名的人，但没有身份证号码或出生年月可以核对")


def _possible(person: Values, wanted: Wanted) -> bool:
    """Whether nothing that is known of a namesake speaks against him."""
    born, gender, id_no = person.get("born"), person.get("gender"), person.get("id_no")
    if born and wanted.born and not same_day(born, wanted.born):
        return False
    if gender and wanted.gender and gender != wanted.gender:
        return False
    masked = id_no and wanted.id_no and not (is_full(id_no) and wanted.whole)
    return not masked or same_number(id_no or "", wanted.id_no or "")

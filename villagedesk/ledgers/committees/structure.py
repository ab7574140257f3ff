"""班子结构统计表: what sort of people make up the two committees, beside those of last time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.declare import Facts
from villagedesk.kinds import age_on, first_day, last_day
from villagedesk.ledgers.committees.office import BOTH_COMMITTEES, HELPERS, span
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.ledgers.committees.team import Member, members_of
from villagedesk.people import Term

DEFINITION = (
    "统计村党组织和村民委员会的成员，一人兼几职只算一人；年龄按周岁，算到基准日；"
    "高中以上包括中专、职高、技校；党员包括预备党员；四类人员指至少属于一类的人；"
    "占比以总人数为分母；出生年月、学历等没有填的单列“不详”，不推算；"
    "平均年龄只算能确定周岁的人；连任指上一届也在村“两委”任职。各县口径不同，以上级要求为准。"
)
_BANDS = (("35岁以下", 0, 35), ("36—45岁", 36, 45), ("46—55岁", 46, 55), ("56岁以上", 56, 200))
_HIGH_SCHOOL, _COLLEGE = ("1", "2", "3", "4", "6"), ("1", "2", "3")
_OF_THE_PARTY = ("01", "02")


@dataclass(frozen=True)
class Figure:
    """A number of persons out of `of`, or their average age in tenths of a year."""

    number: int
    of: int
    tenths: bool = False

    @property
    def share(self) -> int:
        """The part of the whole in tenths of a percent, rounded half up."""
        return _rounded(self.number * 1000, self.of) if self.of else 0

    @property
    def words(self) -> str:
        """`5人（62.5%）`, or `45.3岁`."""
        if self.tenths:
            return f"{_decimal(self.number)}岁"
        return f"{self.number}人（{_decimal(self.share)}%）" if self.of else f"{self.number}人"


@dataclass(frozen=True)
class Row:
    """One line of the table; None where there is nothing to count or compare."""

    label: str
    now: Figure | None
    before: Figure | None

    @property
    def difference(self) -> str:
        """升 or 降 and by how much: years for the age, points for a share, persons for a count."""
        if self.now is None or self.before is None:
            return ""
        if self.now.tenths:
            change, unit = self.now.number - self.before.number, "岁"
        elif self.now.of and self.before.of:
            change, unit = self.now.share - self.before.share, "个百分点"
        else:
            change, unit = (self.now.number - self.before.number) * 10, "人"
        if not change:
            return "持平"
        amount = abs(change) // 10 if unit == "人" else _decimal(abs(change))
        return f"{'升' if change > 0 else '降'}{amount}{unit}"


@dataclass(frozen=True)
class Structure:
    """The table of one term on its base day, beside the term before where there is one."""

    title: str
    day: date
    before: str
    day_before: date | None
    rows: tuple[Row, ...]
    definition: str = DEFINITION


def structure(facts: Facts, term: Term, on: date) -> Structure:
    """Counted on `on` for a running term, on its last day for a closed one."""
    previous = _previous(facts, term)
    day = _base_day(term, on)
    now = _figures(facts, term, day, previous=previous)
    if previous is None:
        rows = (Row(label, figure, None) for label, figure in now.items())
        return Structure(term.title, day, "", None, tuple(rows))
    eve = first_day(term.start) - timedelta(days=1)
    day_before = _base_day(previous, eve)
    then = _figures(facts, previous, day_before, previous=_previous(facts, previous))
    rows = (Row(label, figure, then[label]) for label, figure in now.items())
    return Structure(term.title, day, previous.title, day_before, tuple(rows))


def _previous(facts: Facts, term: Term) -> Term | None:
    """The latest term that began before this one and had seats on the two committees."""
    used = {seat.term for seat in facts.all(Seat) if seat.body in BOTH_COMMITTEES}
    start = first_day(term.start)
    earlier = [
        other
        for other in facts.all(Term)
        if other.uid in used and other.uid != term.uid and first_day(other.start) < start
    ]
    return max(earlier, key=lambda other: (first_day(other.start), other.uid), default=None)


def _base_day(term: Term, on: date) -> date:
    return min(on, last_day(term.ended)) if term.ended else on


def _sitting(facts: Facts, term: Term, day: date | None) -> tuple[Seat, ...]:
    """Seats of the term on the two committees, all of them where no day is given."""
    return tuple(
        seat
        for seat in facts.all(Seat)
        if seat.term == term.uid
        and seat.body in BOTH_COMMITTEES
        and seat.post not in HELPERS
        and (day is None or (days := span(facts, seat)).first <= day <= days.last)
    )


def _figures(
    facts: Facts, term: Term, day: date, *, previous: Term | None
) -> dict[str, Figure | None]:
    people = members_of(facts, _sitting(facts, term, day))
    stayed = {seat.person for seat in _sitting(facts, previous, None)} if previous else None

    def those(test: Callable[[Member], bool]) -> Figure:
        return Figure(sum(map(test, people)), len(people))

    return {
        "总人数": Figure(len(people), 0),
        "平均年龄": _average_age(people, day),
        **_by_age(people, day),
        "高中以上": those(lambda one: (one.person.education or "").startswith(_HIGH_SCHOOL)),
        "大专以上": those(lambda one: (one.person.education or "").startswith(_COLLEGE)),
        "学历不详": those(lambda one: one.person.education is None),
        "妇女": those(lambda one: one.person.gender == "2"),
        "性别不详": those(lambda one: one.person.gender not in ("1", "2")),
        "党员": those(lambda one: _is_of_the_party(one)),
        "政治面貌不详": those(lambda one: not one.party and one.person.political is None),
        "四类人员": those(lambda one: bool(one.talents)),
        "一肩挑": those(lambda one: one.one_shoulder),
        "交叉任职": those(lambda one: one.cross_serving),
        "连任": None if stayed is None else those(lambda one: one.person.uid in stayed),
    }


def _is_of_the_party(one: Member) -> bool:
    return one.party is not None or one.person.political in _OF_THE_PARTY


def _ages(people: Iterable[Member], day: date) -> list[tuple[int, int] | None]:
    """The least and the most full years of each; None where the birth is unknown."""
    return [age_on(one.person.born, day) if one.person.born else None for one in people]


def _average_age(people: Iterable[Member], day: date) -> Figure | None:
    known = [age[0] for age in _ages(people, day) if age and age[0] == age[1]]
    return Figure(_rounded(sum(known) * 10, len(known)), len(known), True) if known else None


def _by_age(people: tuple[Member, ...], day: date) -> dict[str, Figure]:
    """A person whose vague birth leaves two bands open is in none of them."""
    ages = [age for age in _ages(people, day) if age]
    counts = {
        label: sum(least <= age[0] and age[1] <= most for age in ages)
        for label, least, most in _BANDS
    }
    counts["年龄不详"] = len(people) - sum(counts.values())
    return {label: Figure(count, len(people)) for label, count in counts.items()}


def _rounded(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)


def _decimal(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"

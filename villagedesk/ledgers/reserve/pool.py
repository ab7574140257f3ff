"""Who is in the pool on a day, and what keeps each from being counted."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.declare import Facts, Rule
from villagedesk.errors import UserError
from villagedesk.kinds import age_on, first_day, last_day, months_after
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import Discipline, PartyMember, Person, Stage, Standing, When

YEAR_END, SAME_DAY = "年末", "当天"
"""Base dates for counting ages that are not written as a day."""

_PARTY, _PROBATIONARY = "01", "02"
"""中共党员 and 预备党员 among the codes of 政治面貌 (GB/T 4762)."""

_USUAL_IMPACT = 12
"""Months a penalty is taken to weigh while its end is not written down."""


@dataclass(frozen=True)
class Gap:
    """One thing that keeps somebody from being counted.

    `doubt` says that a value that is missing or vague may still clear it.
    """

    words: str
    doubt: bool = False


def in_pool(facts: Facts, on: date) -> tuple[Reserve, ...]:
    """The pool of that day; a reason to leave without a day means one has left."""
    return tuple(
        one
        for one in facts.all(Reserve)
        if not (one.since and first_day(one.since) > on) and not _had_left(one, on)
    )


def has_left(one: Reserve) -> bool:
    """Whether a place in the pool is over, on whatever day."""
    return one.left_on is not None or one.leaving is not None


def _had_left(one: Reserve, on: date) -> bool:
    return first_day(one.left_on) <= on if one.left_on else has_left(one)


def base_date(on: date, base: str) -> date:
    """The day to which ages are counted: 年末, 当天, a day of every year (06-30), or one day.

    Raises UserError for any other word, which only a county's file can have brought in.
    """
    if base == SAME_DAY:
        return on
    try:
        if base == YEAR_END:
            return date(on.year, 12, 31)
        if len(base) == len("06-30"):
            month, day = map(int, base.split("-"))
            return date(on.year, month, min(day, monthrange(on.year, month)[1]))
        return date.fromisoformat(base)
    except ValueError as error:
        raise UserError(
            f"县里的规定文件里年龄计算基准日“{base}”写得不对，"
            "应是 年末、当天、06-30 或 2026-06-30 这样的"
        ) from error


def age_words(born: When | None, on: date) -> str:
    """`35 岁`, `34 至 35 岁` where the birth is known roughly, or 不详."""
    if not born:
        return "不详"
    least, most = age_on(born, on)
    return f"{least} 岁" if least == most else f"{least} 至 {most} 岁"


def age_gap(facts: Facts, uid: str, on: date, rule: Rule) -> Gap | None:
    """Older than `age_max` full years on the base date; the number itself is still young enough."""
    person = facts.get(Person, uid)
    born = person.born if person else None
    if not born:
        return Gap("出生年月没有填，看不出是否超龄", doubt=True)
    base = base_date(on, rule.numbers["age_base"])
    least, most = age_on(born, base)
    oldest = rule.number("age_max")
    if most <= oldest:
        return None
    said = f"到 {base.isoformat()} 为 {age_words(born, base)}"
    if least > oldest:
        return Gap(f"超龄，{said}")
    return Gap(f"出生年月只有 {born}，{said}，看不出是否超龄", doubt=True)


@dataclass(frozen=True)
class TooOld:
    """The day from which somebody will be too old, and the words for it."""

    day: date
    words: str


def will_be_too_old(facts: Facts, uid: str, on: date, rule: Rule) -> TooOld | None:
    """Of somebody young enough now, within `months_ahead` months; a fixed base date never moves."""
    person = facts.get(Person, uid)
    if person is None or not person.born:
        return None
    age = rule.number("age_max") + 1
    base = rule.numbers["age_base"]
    turning = _birthday(first_day(person.born), age)
    day = _first_day_too_old(turning, base)
    if day is None or not on < day <= months_after(on, rule.number("months_ahead")):
        return None
    birthday = turning.isoformat()[: len(person.born)]
    words = f"将在 {birthday} 满 {age} 周岁"
    if base != SAME_DAY:
        words += f"，从 {day.isoformat()} 起超龄"
    return TooOld(day, words)


def _first_day_too_old(turning: date, base: str) -> date | None:
    """Ages counted to a day of every year change with the year, not with the birthday."""
    if base == SAME_DAY:
        return turning
    if base != YEAR_END and len(base) != len("06-30"):
        return None
    year = turning.year + (base_date(turning, base) < turning)
    return date(year, 1, 1)


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # born on the 29th of February
        return date(born.year + age, 3, 1)


def party_gap(facts: Facts, uid: str, on: date, rule: Rule) -> Gap | None:
    """Not of the party that day; whether a probationary member counts is the county's word."""
    if not rule.numbers["required"]:
        return None
    member = facts.get(PartyMember, uid)
    if member is None:
        return _unlisted(facts.get(Person, uid))
    if member.joined and first_day(member.joined) > on:
        return Gap("不是中共党员")
    if rule.numbers["probationary_counts"] or _was_confirmed(member, on):
        return None
    if member.stage is None:
        return Gap("没有填是正式党员还是预备党员", doubt=True)
    return Gap("还是预备党员")


def _was_confirmed(member: PartyMember, on: date) -> bool:
    if member.confirmed:
        return first_day(member.confirmed) <= on
    return member.stage == Stage.FULL


def _unlisted(person: Person | None) -> Gap:
    political = person.political if person else None
    if political in (_PARTY, _PROBATIONARY):
        return Gap("政治面貌是党员，党员名册里没有", doubt=True)
    if political is None:
        return Gap("政治面貌没有填，党员名册里也没有", doubt=True)
    return Gap("不是中共党员")


def record_gap(facts: Facts, uid: str, on: date) -> Gap | None:
    """A penalty that still weighs, contact lost, or a membership that is not in order."""
    member = facts.get(PartyMember, uid)
    if member and member.standing not in (None, Standing.NORMAL):
        return Gap(f"党籍状态是“{member.standing}”")
    if member and member.lost and not (member.lost_since and first_day(member.lost_since) > on):
        return Gap("已失去联系")
    weighing = [
        gap
        for one in facts.all(Discipline)
        if one.person == uid and (gap := _weighs(one, on)) is not None
    ]
    return min(weighing, key=lambda gap: gap.doubt, default=None)


def _weighs(penalty: Discipline, on: date) -> Gap | None:
    since = first_day(penalty.since)
    if penalty.until:
        words = f"{penalty.penalty}处分影响期到 {penalty.until}"
        return Gap(words) if since <= on <= last_day(penalty.until) else None
    ends = months_after(last_day(penalty.since), _USUAL_IMPACT) - timedelta(days=1)
    words = f"{penalty.since} 受{penalty.penalty}处分，影响期止没有填"
    return Gap(words, doubt=True) if since <= on <= ends else None

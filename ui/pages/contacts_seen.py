"""What the page of the contact households reads at the desk, and how it says it in numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk import pinyin
from villagedesk.checks.following import Followed, followed, handled_in
from villagedesk.declare import Facts
from villagedesk.kinds import last_day
from villagedesk.ledgers.contacts.cover import ContactCoverage, HouseholdSeen, MemberLoad
from villagedesk.ledgers.contacts.homes import homes
from villagedesk.ledgers.contacts.norms import is_open
from villagedesk.ledgers.contacts.tables import Visit
from villagedesk.people.findings import who

OFFERED = 12
"""Households a list offers at once."""
ROLLS = {"mediation_case": ("mediation", "看调解"), "decision": ("decisions", "看决策")}
"""Where a problem was taken up: the page and the words of the way there, by roll."""


@dataclass(frozen=True)
class HomeOption:
    """A household as the picker of the sheet knows it."""

    uid: str
    title: str
    number: str
    spelt: tuple[str, str]
    members: tuple[str, ...]
    days: int
    hint: str


def home_options(seen: Iterable[HouseholdSeen]) -> tuple[HomeOption, ...]:
    """Every household with its head's pinyin."""
    return tuple(
        HomeOption(
            uid=one.uid,
            title=one.head or one.number,
            number=one.number,
            spelt=(pinyin.initials(one.head), pinyin.full(one.head)),
            members=one.members,
            days=one.days,
            hint=" · ".join(part for part in (one.number, one.group, last_seen(one)) if part),
        )
        for one in seen
    )


def homes_like(known: Sequence[HomeOption], typed: str, visitor: str) -> list[HomeOption]:
    """Households that fit what was typed, the visitor's own first, of these the longest unseen."""
    said = typed.strip().lower()
    fitting = [one for one in known if not said or _fits(one, said)]
    fitting.sort(key=lambda one: (visitor not in one.members, -one.days if visitor else 0))
    return fitting[:OFFERED]


def _fits(one: HomeOption, said: str) -> bool:
    return said in one.title or said in one.number or any(s.startswith(said) for s in one.spelt)


def last_seen(one: HouseholdSeen) -> str:
    """183 天没走访 / 今天走访过 / nothing where nobody knows."""
    if not one.visited:
        return "还没有走访过" if one.member else ""
    return f"{one.days} 天没走访" if one.days > 0 else "今天走访过"


def late_words(one: HouseholdSeen) -> str:
    """How long a household that is overdue has been waiting."""
    if one.days < 0:
        return "还没有走访过"
    return f"{one.days} 天没走访" if one.visited else f"结对 {one.days} 天，还没有走访过"


def load_word(one: MemberLoad) -> tuple[str, str]:
    """How many households somebody has, in a word and its tone: 可安排 少 合适 多 免."""
    least, most = one.wanted
    if one.exempt:
        return "免", "warn" if one.households else "plain"
    if one.households > most:
        return "多", "warn"
    if not one.households:
        return "可安排", "plain"
    return ("少", "warn") if one.households < least else ("合适", "ok")


def more_words(left: int, at_once: int, count: str) -> str:
    """再看 20 户（还有 33 户） / 再看剩下的 7 户, for the way to those that are not shown yet."""
    if left <= at_once:
        return f"再看剩下的 {left} {count}"
    return f"再看 {at_once} {count}（还有 {left} {count}）"


def sentence(seen: ContactCoverage, issues: int) -> str:
    """共 96 户，有人联系 90 户 · 3 户该走访了 · 没办结的问题 2 件."""
    late = len({one.uid for cell in seen.cells for one in cell.late})
    said = [f"共 {seen.households:,} 户，有党员联系 {seen.covered:,} 户"]
    said += [f"{late:,} 户该走访了"] if late else []
    said += [f"没办结的问题 {issues} 件"] if issues else []
    return " · ".join(said)


@dataclass(frozen=True)
class VisitSeen:
    """One visit as a list shows it; `days` its problem has been open."""

    uid: str
    on: str
    visitor: str
    home: str
    issue: str
    kind: str
    state: str
    handler: str
    days: int
    followed: tuple[Followed, ...] = ()
    """The cases and matters in which it is handled, or was."""
    over_on: str = ""
    """The day on which the last of them came to its end; nothing while one is still going on."""

    @property
    def stands(self) -> str:
        """How far it is: where it is handled and how far that is, else as it was written down."""
        said = "、".join(one.words for one in self.followed)
        if self.over_on:
            return f"{said}，{self.over_on} 已结束"
        return f"办理中：{said}" if said else self.state


def open_issues(facts: Facts, today: date) -> tuple[VisitSeen, ...]:
    """Problems not settled: those to be closed now, the others by age, those in hand elsewhere."""
    unsettled = [one for one in facts.all(Visit) if is_open(one, today)]
    seen = [visit_seen(facts, one, today) for one in unsettled]
    seen.sort(key=lambda one: (not one.over_on, bool(one.followed), one.on, one.uid))
    return tuple(seen)


def visit_seen(facts: Facts, one: Visit, today: date) -> VisitSeen:
    """A visit in words."""
    home = facts.once(homes).get(one.household)
    became = facts.once(followed).get(one.uid, ())
    running = handled_in(facts, one.uid, today)
    return VisitSeen(
        uid=one.uid,
        on=one.on,
        visitor=who(facts, one.person),
        home=home.title if home else "",
        issue=one.issue or "",
        kind=one.issue_kind or "",
        state=one.state or "",
        handler=one.handler or "",
        days=(today - min(last_day(one.on), today)).days,
        followed=became,
        over_on="" if running else max((led.over_on for led in became), default=""),
    )

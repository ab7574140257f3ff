"""What is due these days: the times of cases, visits to households, the next step of a matter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.declare import Facts
from villagedesk.desk.mediation import clocks_of
from villagedesk.kinds import first_day
from villagedesk.ledgers.contacts.cover import HouseholdSeen, Look, Numbers, household_seen, look_at
from villagedesk.ledgers.contacts.homes import homes
from villagedesk.ledgers.decisions.seen import (
    IN_TIME,
    LASTS,
    PUBLISHED,
    RESULT,
    MatterSeen,
    Step,
)
from villagedesk.ledgers.mediation.states import State, state_of
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.norms import Rules

SOON = 7
"""Days before its last one in which something is due."""

_CLOCKS = {
    "调解期限": ("mediation.case_is_settled_in_time", "该有调解结果了"),
    "申请司法确认": ("mediation.confirmation_in_time", "要司法确认的，双方一起去申请"),
    "履行期限": ("mediation.agreement_is_performed", "协议该履行了"),
}
"""Of each time of a case its norm, and what is to be done."""
_VISITED, _RESULT = "contacts.household_was_visited", "decisions.result_is_published"


@dataclass(frozen=True)
class Due:
    """Something to be done; `page`, `uid` and `roll` say where, no uid that there are several.

    `day` is its last one, None where there is none. A finding of `norm` about one of `about` says
    the same.
    """

    said: str
    rule: str
    day: date | None
    page: str
    uid: str = ""
    roll: str = ""
    norm: str = ""
    about: frozenset[str] = frozenset()


def due_soon(
    facts: Facts, on: date, rules: Rules, matters: Sequence[MatterSeen]
) -> tuple[Due, ...]:
    """What is due within some days, the most pressing first; what has no last day stands last.

    What belongs to a norm that is not in force here is not due.
    """
    found = [*_cases(facts, on, rules), *_visits(facts, on, rules), *_matters(on, rules, matters)]
    return in_order(found)


def in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """By their days; what has none stands last."""
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or date.max, one.said)))


def _said_of(rules: Rules, norm: str, on: date) -> str | None:
    """The rule in a line, and where it stands if that is a law; None where it is not in force."""
    rule = rules.on(norm, on)
    if rule is None:
        return None
    law = rule.source.partition("；")[0]
    return f"{rule.text} · {law}" if rule.verified else rule.text


def _cases(facts: Facts, on: date, rules: Rules) -> Iterator[Due]:
    unseen: list[Case] = []
    for case in facts.all(Case):
        if state_of(case) is State.TO_VISIT:
            unseen.append(case)
        if not case.archived_on:
            yield from _times(case, on, rules)
    if unseen:
        named = "、".join(sorted(case.case_no for case in unseen)[:3])
        more = f"{named} 等 {len(unseen)} 件" if len(unseen) > 3 else named
        uid = unseen[0].uid if len(unseen) == 1 else ""
        page = "case" if uid else "mediation"
        yield Due(f"{more}：已经履行，还没有回访", "乡贤调解 · 履行以后回访双方", None, page, uid)


def _times(case: Case, on: date, rules: Rules) -> Iterator[Due]:
    for clock in clocks_of(case, on, rules):
        norm, todo = _CLOCKS[clock.title]
        rule = _said_of(rules, norm, on)
        if clock.days_left <= SOON and rule is not None:
            said = f"{case.case_no} {case.kind or '纠纷'}：{todo}"
            own = frozenset((case.uid,))
            day = date.fromisoformat(clock.due)
            yield Due(said, rule, day, "case", case.uid, norm=norm, about=own)


def _visits(facts: Facts, on: date, rules: Rules) -> Iterator[Due]:
    visits = rules.on(_VISITED, on)
    if visits is None:
        return
    look = look_at(facts, on, Numbers(visits, visits, visits))  # of it only the visits are asked
    waiting = sorted(_waiting(look), key=lambda pair: (pair[0], pair[1].number))
    if not waiting:
        return
    key, ordinary = map(visits.number, ("visit_key_days", "visit_days"))
    rule = f"重点户 {key} 天、一般户 {ordinary} 天内走访 1 次"
    day, first = waiting[0]
    about = frozenset(one.uid for _, one in waiting)
    name = " ".join(part for part in (first.number, first.head) if part)
    whose = f"（{first.member}联系）" if first.member else ""
    if len(waiting) == 1:
        said, uid = f"{name}该走访了{whose}", first.uid
    else:
        said, uid = f"{len(waiting)} 户该走访了，最先是 {name}{whose}", ""
    roll = "household" if uid else ""
    yield Due(said, rule, day, "contacts", uid, roll, norm=_VISITED, about=about)


def _waiting(look: Look) -> Iterator[tuple[date, HouseholdSeen]]:
    """Households that somebody looks after and should see these days, with the last day for it.

    Of one of which nobody knows since when it waits, the day is yesterday.
    """
    rule, known = look.numbers.visits, look.facts.once(homes)
    days = {True: rule.number("visit_key_days"), False: rule.number("visit_days")}
    lately = (look.on - timedelta(min(days.values()) - SOON)).isoformat()
    for uid in look.held:
        home = known.get(uid)
        if home is None or home.left or look.visits.get(uid, "") > lately:
            continue
        one = household_seen(look, home)
        left = days[one.key] - one.days if one.days >= 0 else -1
        if one.late or left <= SOON:
            yield look.on + timedelta(left), one


def _matters(on: date, rules: Rules, matters: Iterable[MatterSeen]) -> Iterator[Due]:
    for one in matters:
        day = first_day(one.due) if one.due and not one.closed else None
        if day is None or (day - on).days > SOON:
            continue
        norm = _norm_of(one)
        rule = _said_of(rules, norm, on) if norm else f"四议两公开 · {one.kind}"
        if rule is not None:
            said, own = f"{one.number} {one.title}：{one.next}", frozenset((one.uid,))
            yield Due(said, rule, day, "matter", one.uid, norm=norm, about=own)


def _norm_of(one: MatterSeen) -> str:
    now = next((stage for stage in one.stages if stage.step is Step.NOW), None)
    if now is not None and now.kind == PUBLISHED:
        return LASTS if now.on else IN_TIME
    return _RESULT if now is not None and now.kind == RESULT else ""

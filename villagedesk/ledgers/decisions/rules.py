"""By which rule a stage of a matter is decided, and how long what was decided hangs out."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk import quorum
from villagedesk.declare import Rule
from villagedesk.ledgers.decisions.tables import Decider, DecisionStage, Matter, StageKind
from villagedesk.quorum import Basis, Judged, Procedure, Share, Turnout, judge

COUNTY = "县规定"
"""The `profile` of a county whose own numbers hold for the third stage."""

_BOTH_COMMITTEES = Procedure(
    "村“两委”会议商议", None, None, Basis.PRESENT, "没有查到法定人数的规定"
)
_DECIDED_BY = {
    Decider.VILLAGERS: quorum.VILLAGERS,
    Decider.REPRESENTATIVES: quorum.REPRESENTATIVES,
    Decider.MEMBERS: quorum.COLLECTIVE_MEMBERS,
    Decider.DELEGATES: quorum.COLLECTIVE_DELEGATES,
}
_OF_THE_COLLECTIVE = (Decider.MEMBERS, Decider.DELEGATES)
_VILLAGE_LAW = {
    Decider.VILLAGERS: "《村民委员会组织法》（2018年）第二十二条",
    Decider.REPRESENTATIVES: "《村民委员会组织法》（2018年）第二十六条",
}
"""Of the text of 2018 the articles are known; of the one of 2026 they are not."""
_ON_THE_WALL = ("公示", "公开", "公告", "张贴")
_LAND_LAW = "《农村土地承包法》（条款号以最新文本为准）"
_BY_HOUSEHOLD = "户"
_SATURDAY = 5


def procedure_of(
    stage: str,
    decider: str | None,
    rule: Rule,
    *,
    kind: str | None = None,
    form: str | None = None,
) -> Procedure | None:
    """The rule a stage falls under, by `decisions.stages_stand`; None where none is known.

    `kind` is that of the matter, for land asks for more; `form` tells which body met if it was not
    the one that was to, and villagers who met by household.
    """
    match StageKind(stage):
        case StageKind.PROPOSED:
            return quorum.BRANCH_COMMITTEE
        case StageKind.CONSULTED:
            return _BOTH_COMMITTEES
        case StageKind.EXAMINED:
            return _examined(rule)
    decider = body_in(form) or decider
    if decider is None or (decider in _OF_THE_COLLECTIVE and not rule.numbers["collective"]):
        return None
    by_household = decider == Decider.VILLAGERS and _BY_HOUSEHOLD in (form or "")
    found = quorum.VILLAGERS_BY_HOUSEHOLD if by_household else _DECIDED_BY[Decider(decider)]
    return (
        found if decider in _OF_THE_COLLECTIVE else _of_villagers(found, decider, rule, kind=kind)
    )


def shows_publication(name: str) -> bool:
    """Whether a photo is of what hung on the wall, as its name says; else it is another paper."""
    return any(word in name for word in _ON_THE_WALL)


def body_in(form: str | None) -> Decider | None:
    """The body that a form of meeting names; None where it names none, or several."""
    named = [one for one in Decider if one in (form or "")]
    return named[0] if len(named) == 1 else None


def usual_decider(kind: str, rule: Rule, *, collective: bool) -> Decider:
    """Who decides such a matter by `decisions.matter_is_authorised`.

    Where the village has no collective of its own, all villagers act in the place of its members.
    """
    if rule.numbers["collective"] and kind in rule.numbers["of_members"]:
        return Decider.MEMBERS if collective else Decider.VILLAGERS
    return Decider.VILLAGERS if kind == Matter.CHARTER else Decider.REPRESENTATIVES


def _of_villagers(found: Procedure, decider: str, rule: Rule, *, kind: str | None) -> Procedure:
    """What the law on land changes, and by which text of the villagers' law it is decided."""
    if kind == Matter.LAND and rule.numbers["land_of_all"]:
        return replace(found, passing=quorum.TWO_THIRDS, basis=Basis.ALL, source=_LAND_LAW)
    if rule.numbers["village_law_2018"]:
        return replace(found, source=_VILLAGE_LAW[Decider(decider)], verified=True)
    return found


def _examined(rule: Rule) -> Procedure:
    if rule.numbers["profile"] != COUNTY:
        return quorum.BRANCH_MEETING
    return Procedure(
        "支部党员大会审议（县规定）",
        _share(rule, "quorum"),
        _share(rule, "pass"),
        Basis.ENTITLED,
        "县里的规定",
    )


def _share(rule: Rule, name: str) -> Share:
    over = bool(rule.numbers[f"{name}_over"])
    return Share(rule.number(f"{name}_part"), rule.number(f"{name}_of"), over)


@dataclass(frozen=True)
class Seen:
    """A stage held against its rule; `sure` is false where only 应到 is known and not who votes."""

    judged: Judged
    sure: bool


def judged_stage(row: DecisionStage, procedure: Procedure | None) -> Seen | None:
    """None where no rule applies or the numbers are not known."""
    if procedure is None:
        return None
    expected, present = row.voters_expected, row.voters_present
    if expected is None or present is None:
        expected, present = row.expected, row.present
    if expected is None or present is None:
        return None
    counted = row.voters_expected is not None and row.voters_present is not None
    sure = counted or row.kind != StageKind.EXAMINED
    return Seen(judge(procedure, Turnout(expected, present), row.yes), sure)


def days_hung(first: date, last: date, *, weekends: bool) -> int:
    """The days of a publicity, its last one included; Saturdays and Sundays where they count."""
    days = (last - first).days + 1
    if weekends or days <= 0:
        return max(0, days)
    weeks, rest = divmod(days, 7)
    odd = (first + timedelta(days=weeks * 7 + extra) for extra in range(rest))
    return weeks * _SATURDAY + sum(day.weekday() < _SATURDAY for day in odd)


def hangs_until(first: date, days: int, *, weekends: bool) -> date:
    """The last day of a publicity that is to hang for so many days."""
    last = first + timedelta(days=max(0, days - 1))
    while days_hung(first, last, weekends=weekends) < days:
        last += timedelta(days=1)
    return last

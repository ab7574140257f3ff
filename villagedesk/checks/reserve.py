"""The pool beside the committees and the stays away: who really stands behind which post."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from villagedesk import norms as rulebook
from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.committees.office import (
    BOTH_COMMITTEES,
    HELPERS,
    chairs,
    is_sure,
    members,
    serving,
)
from villagedesk.ledgers.committees.tables import Body, Post, Seat
from villagedesk.ledgers.meetings.tables import Floating
from villagedesk.ledgers.reserve.norms import gaps
from villagedesk.ledgers.reserve.pool import (
    Gap,
    age_gap,
    age_words,
    base_date,
    in_pool,
    party_gap,
    record_gap,
    will_be_too_old,
)
from villagedesk.ledgers.reserve.tables import Aim, Reserve
from villagedesk.norms import Rules
from villagedesk.people import PartyMember, Person, Presence, Residence, Village
from villagedesk.people.findings import judged, who

PER_VILLAGE = "村"
"""The `per` of a county that counts by village; the other counts by post."""

_COVERED = "reserve.posts_are_covered"
_YOUNG, _PARTY, _AWAY = (
    f"reserve.{norm}" for norm in ("is_young_enough", "is_party_member", "is_not_away")
)
_DEPUTIES = {
    Aim.DEPUTY_SECRETARY: (Body.PARTY, Post.DEPUTY_SECRETARY),
    Aim.DEPUTY_CHAIR: (Body.COMMITTEE, Post.DEPUTY_CHAIR),
}
_LEADING = (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.CHAIR, Post.DEPUTY_CHAIR)

Findings = Iterator[Finding]


@dataclass(frozen=True)
class Candidate:
    """Somebody in the pool: whether he is counted, why not, and when he no longer will be.

    `doubt` says that a value to be filled in may still make him count.
    """

    reserve: str
    person: str
    name: str
    aim: str
    readiness: str
    age: str
    counts: bool
    why_not: tuple[str, ...]
    drops_out: str = ""
    drops_why: str = ""
    doubt: bool = False


@dataclass(frozen=True)
class PostCover:
    """A post: who holds it, how many should stand behind it (0: no rule says), and who does."""

    title: str
    holders: tuple[str, ...]
    needed: int
    ready: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


@dataclass(frozen=True)
class Coverage:
    """The pool against what the county asks for; `sentence` says how it was counted.

    Where the county counts by village, `needed` and `ready` are of all posts together.
    """

    posts: tuple[PostCover, ...]
    needed: int
    ready: int
    sentence: str


def coverage(facts: Facts, on: date, rules: Rules) -> Coverage:
    """Post by post, the 一肩挑 one first; by our own rule where the county asks for none."""
    rule = rules.on(_COVERED, on) or rulebook.rules().on(_COVERED, on)
    assert rule is not None
    return _coverage(facts, on, rule)


def _coverage(facts: Facts, on: date, rule: Rule) -> Coverage:
    pool = [_candidate(facts, one, on, rule) for one in in_pool(facts, on)]
    ratio, by_village = rule.number("ratio"), rule.numbers["per"] == PER_VILLAGE
    leaders = one_shoulder(facts, on)
    needed = 0 if by_village else ratio * len(leaders)
    posts = [_cover(facts, Aim.LEADER, leaders, needed, [one for one in pool if _leads(one)])]
    for aim in (aim for aim in Aim if aim is not Aim.LEADER):
        if behind := [one for one in pool if one.aim == aim]:
            posts.append(_cover(facts, aim, _holders(facts, on, aim), 0, behind))
    ready = {one.person for one in _counted(pool, rule) if one.counts}
    asked = ratio if by_village else needed
    return Coverage(tuple(posts), asked, len(ready), _how_counted(on, rule))


def _cover(
    facts: Facts, aim: Aim, held: Iterable[Seat], needed: int, behind: Iterable[Candidate]
) -> PostCover:
    every = tuple(behind)
    return PostCover(
        title=str(aim),
        holders=tuple(dict.fromkeys(who(facts, seat.person) for seat in held)),
        needed=needed,
        ready=tuple(one for one in every if one.counts),
        others=tuple(one for one in every if not one.counts),
    )


def _leads(one: Candidate) -> bool:
    """Whether he stands behind the leader: whose post nobody named may become anything."""
    return one.aim in ("", Aim.LEADER)


def _counted(pool: Iterable[Candidate], rule: Rule) -> list[Candidate]:
    return [one for one in pool if rule.numbers["per"] == PER_VILLAGE or _leads(one)]


def one_shoulder(facts: Facts, on: date) -> tuple[Seat, ...]:
    """The secretaries who lead the village committee as well, each once."""
    heads = {seat.person for seat in chairs(facts, Body.COMMITTEE, on)}
    both = {seat.person: seat for seat in chairs(facts, Body.PARTY, on) if seat.person in heads}
    return tuple(both.values())


def _holders(facts: Facts, on: date, aim: Aim) -> tuple[Seat, ...]:
    seats = serving(facts, on)
    if aim in _DEPUTIES:
        return tuple(seat for seat in seats if (seat.body, seat.post) == _DEPUTIES[aim])
    if aim is Aim.CLERK:
        return tuple(seat for seat in seats if "文书" in (seat.title or ""))
    plain = [seat for seat in seats if seat.post not in (*_LEADING, *HELPERS)]
    return tuple(seat for seat in plain if seat.body in BOTH_COMMITTEES)


def _candidate(facts: Facts, one: Reserve, on: date, rule: Rule) -> Candidate:
    asks_age = _YOUNG not in rule.numbers["off"]
    found = _gaps(facts, one.person, on, rule)
    person = facts.get(Person, one.person)
    soon = will_be_too_old(facts, one.person, on, rule) if asks_age and not found else None
    base = base_date(on, rule.numbers["age_base"]) if asks_age else on
    return Candidate(
        reserve=one.uid,
        person=one.person,
        name=who(facts, one.person),
        aim=str(one.aim or ""),
        readiness=str(one.readiness or ""),
        age=age_words(person.born if person else None, base),
        counts=not found,
        why_not=tuple(f"待核：{gap.words}" if gap.doubt else gap.words for gap in found),
        drops_out=soon.day.isoformat() if soon else "",
        drops_why=soon.words if soon else "",
        doubt=bool(found) and all(gap.doubt for gap in found),
    )


def _gaps(facts: Facts, person: str, on: date, rule: Rule) -> tuple[Gap, ...]:
    """Everything that keeps somebody from being counted; what the county switched off does not."""
    off = rule.numbers["off"]
    found = (
        None if _YOUNG in off else age_gap(facts, person, on, rule),
        None if _PARTY in off else party_gap(facts, person, on, rule),
        _office_gap(facts, person, on),
        record_gap(facts, person, on),
        None if _AWAY in off else away_gap(facts, person, on, rule),
    )
    return tuple(gap for gap in found if gap)


def _how_counted(on: date, rule: Rule) -> str:
    off, ratio = rule.numbers["off"], rule.number("ratio")
    by_village = rule.numbers["per"] == PER_VILLAGE
    said = [f"按每村 {ratio} 人" if by_village else f"按每个一肩挑岗位 {ratio} 人"]
    if _YOUNG not in off:
        base = base_date(on, rule.numbers["age_base"])
        said.append(f"{rule.number('age_max')} 周岁以下（到 {base.isoformat()}）")
    if _PARTY not in off and rule.numbers["required"]:
        counts = rule.numbers["probationary_counts"]
        said.append("中共党员（含预备党员）" if counts else "中共党员（不含预备党员）")
    return "，".join(said)


def posts_are_covered(facts: Facts, on: date, rule: Rule) -> Findings:
    """Silent in a village that has not begun its register of reserves."""
    pool = in_pool(facts, on)
    if not facts.all(Reserve) or not (pool or facts.all(Seat)):
        return
    cover = _coverage(facts, on, rule)
    if cover.ready >= cover.needed:
        return
    behind = _counted([one for post in cover.posts for one in (*post.ready, *post.others)], rule)
    maybe = {one.person for one in behind if one.counts or one.doubt}
    message = f"{_asked(cover, rule)}，{_there_are(cover.ready)}"
    if left_out := [f"{one.name}：{one.why_not[0]}" for one in behind if not one.counts]:
        message += f"（{'；'.join(left_out)}）"
    yield judged(_place(facts, on), "后备干部", message, doubt=len(maybe) >= cover.needed)


def _asked(cover: Coverage, rule: Rule) -> str:
    if rule.numbers["per"] == PER_VILLAGE:
        return f"全村应有后备 {cover.needed} 人"
    posts = cover.needed // rule.number("ratio")
    return f"一肩挑岗位 {posts} 个，应有后备 {cover.needed} 人"


def _there_are(ready: int) -> str:
    return f"够条件的只有 {ready} 人" if ready else "还没有够条件的"


def _place(facts: Facts, on: date) -> str:
    """The seat the finding is about: that of the leader, or else the village."""
    for seat in (*one_shoulder(facts, on), *chairs(facts, Body.PARTY, on)):
        return seat.uid
    return next((village.code for village in facts.all(Village)), "")


def is_not_in_office(facts: Facts, on: date, rule: Rule) -> Findings:
    """Who sits on one of the two committees needs no place in the pool any more."""
    return gaps(facts, on, lambda one: _office_gap(facts, one.person, on))


def _office_gap(facts: Facts, person: str, on: date) -> Gap | None:
    held = [seat for body in BOTH_COMMITTEES if (seat := members(facts, body, on).get(person))]
    if not held:
        return None
    bodies = "、".join(seat.body for seat in held)
    return Gap(f"已是{bodies}成员", doubt=not any(is_sure(facts, seat, on) for seat in held))


def mentor_is_in_office(facts: Facts, on: date, rule: Rule) -> Findings:
    """A mentor of the two committees, or one whose post is written down, or one from the town."""
    office = {uid for body in BOTH_COMMITTEES for uid in members(facts, body, on)}
    for one in in_pool(facts, on):
        if one.town_mentor or one.mentor_post:
            continue
        if one.mentor is None:
            yield Finding(one.uid, who(facts, one.person), "没有结对帮带人")
        elif office and one.mentor not in office:
            name = who(facts, one.mentor)
            message = f"结对帮带人{name}不在村“两委”；是镇上干部的请填帮带人职务"
            yield Finding(one.uid, who(facts, one.person), message)


def is_not_away(facts: Facts, on: date, rule: Rule) -> Findings:
    """Away for `months` months by the register of mobile members, or away by the person's own."""
    return gaps(facts, on, lambda one: away_gap(facts, one.person, on, rule))


def away_gap(facts: Facts, uid: str, on: date, rule: Rule) -> Gap | None:
    """A stay with a day is measured; a mark without one says away, for nobody knows since when."""
    person, months = facts.get(Person, uid), rule.number("months")
    if person and person.presence in (Presence.MOVED, Presence.DEAD):
        return Gap(f"已{person.presence}")
    stays = [one for one in facts.all(Floating) if one.person == uid and _is_open(one, on)]
    if not stays:
        return _marked_away(person, facts.get(PartyMember, uid))
    left = min(stay.left_on for stay in stays)
    if months_after(first_day(left), months) > on:
        return None
    words = f"{left} 起外出，已满 {months} 个月"
    return Gap(words, doubt=months_after(last_day(left), months) > on)


def _is_open(stay: Floating, on: date) -> bool:
    back = stay.returned_on
    return first_day(stay.left_on) <= on and not (back and first_day(back) <= on)


def _marked_away(person: Person | None, member: PartyMember | None) -> Gap | None:
    if person and person.presence == Presence.AWAY:
        return Gap("外出，没有登记外出日期")
    if person and person.residence not in (None, Residence.HERE, Residence.TOWN):
        return Gap(f"现居住地在{person.residence}")
    if member and member.mobile:
        return Gap("是流动党员，没有登记外出日期")
    return None

"""The rules for the bodies themselves: how many, who among them, and who may not be both."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day, labels
from villagedesk.ledgers.committees.office import (
    CHAIRS,
    HELPERS,
    chairs,
    is_sure,
    latest_term,
    members,
    representatives,
    serving,
    span,
)
from villagedesk.ledgers.committees.tables import Body, Kinship, Post, Seat
from villagedesk.people import (
    BranchKind,
    PartyBranch,
    PartyMember,
    Person,
    Presence,
    Stage,
    Standing,
    Village,
)
from villagedesk.people.findings import judged, who

_WOMAN = "2"
_ALONE = (Post.SECRETARY, Post.DEPUTY_SECRETARY)
"""What a branch without a committee may have."""
_DUTIES = (Post.ORGANISER, Post.PUBLICIST, Post.DISCIPLINE)
"""What a member of a branch's committee looks after beside another post."""

Findings = Iterator[Finding]


def size_fits_population(facts: Facts, on: date, rule: Rule) -> Findings:
    """A boundary of `bands` belongs to both; without a population the law's own span holds."""
    ever = [
        seat
        for seat in facts.all(Seat)
        if seat.body == Body.COMMITTEE and span(facts, seat).first <= on
    ]
    if not ever:
        return
    people = next((village.population for village in facts.all(Village)), None)
    least, most = _size_for(people, rule)
    seats = members(facts, Body.COMMITTEE, on)
    sure = sum(is_sure(facts, seat, on) for seat in seats.values())
    fit = {least <= count <= most for count in (sure, len(seats))}
    if fit == {True}:
        return
    wanted = f"{least}人" if least == most else f"{least}至{most}人"
    why = f"全村{people}人" if people is not None else "全村人口没有填"
    message = f"村委会现有{len(seats)}人，应为{wanted}（{why}）"
    yield judged(latest_term(facts, ever), Body.COMMITTEE, message, doubt=True in fit)


def _size_for(people: int | None, rule: Rule) -> tuple[int, int]:
    bands = [
        band
        for band in rule.numbers["bands"]
        if people is not None and band["from"] <= people <= band["to"]
    ]
    if not bands:
        return rule.number("least"), rule.number("most")
    return min(band["least"] for band in bands), max(band["most"] for band in bands)


def has_a_woman(facts: Facts, on: date, rule: Rule) -> Findings:
    """Says 待核 where the sex of a member is not known."""
    seats = members(facts, Body.COMMITTEE, on)
    sexes = [_gender(facts, uid) for uid in seats]
    if not seats or _WOMAN in sexes:
        return
    unknown = sexes.count(None)
    message = f"有{unknown}人没有填性别，其余没有妇女" if unknown else "村委会成员中没有妇女"
    yield judged(latest_term(facts, seats.values()), Body.COMMITTEE, message, doubt=bool(unknown))


def mixed_village_has_a_minority(facts: Facts, on: date, rule: Rule) -> Findings:
    """Where several peoples live, a committee of one people alone leaves the others out."""
    seats = members(facts, Body.COMMITTEE, on)
    if not seats or not any(village.mixed for village in facts.all(Village)):
        return
    people = {person.ethnicity if (person := facts.get(Person, uid)) else None for uid in seats}
    if len(people - {None}) <= 1:
        name = "".join(labels("ethnicity").get(code, "") for code in people if code)
        message = f"多民族村的村委会成员都是{name}" if name else "村委会成员没有填民族"
        yield judged(
            latest_term(facts, seats.values()), Body.COMMITTEE, message, doubt=None in people
        )


def one_post_on_each_body(facts: Facts, on: date, rule: Rule) -> Findings:
    """One finding per person and body; helpers' posts and the duties of a member do not count."""

    def place(seat: Seat) -> tuple[str, str, str]:
        return seat.person, seat.body, seat.term

    held = [seat for seat in serving(facts, on) if seat.body != Body.OTHER]
    held = [seat for seat in held if seat.post not in (*HELPERS, *_DUTIES)]
    for (person, body, _), group in groupby(sorted(held, key=place), place):
        seats = sorted(group, key=lambda seat: seat.uid)
        if len(seats) > 1:
            posts = "、".join(seat.title or str(seat.post) for seat in seats)
            message = f"在{body}同时有{len(seats)}个职务（{posts}），只应留一个"
            yield Finding(seats[-1].uid, who(facts, person), message)


def one_chair_at_a_time(facts: Facts, on: date, rule: Rule) -> Findings:
    """Two people in the first post of a body; a handover may overlap by some days."""
    for body, post in CHAIRS.items():
        seats = chairs(facts, body, on)
        people = {seat.person: who(facts, seat.person) for seat in seats}
        if len(people) < 2:
            continue
        sure = {seat.person for seat in seats if is_sure(facts, seat, on)}
        message = f"{body}同时有{len(people)}名{post}：{'、'.join(sorted(people.values()))}"
        latest = max(seats, key=lambda seat: (span(facts, seat).first, seat.uid))
        yield judged(latest.uid, body, message, doubt=len(sure) < 2)


def committee_matches_full_members(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of a single branch only: where there are several, the seats do not say whose they are."""
    seats = members(facts, Body.PARTY, on)
    branches = facts.all(PartyBranch)
    if not seats or len(branches) > 1 or any(b.kind != BranchKind.BRANCH for b in branches):
        return
    least, most = _full_members(facts, on)
    if not most:
        return  # the party roster is not here yet
    needed = rule.number("full_members")
    if any(seat.post not in _ALONE for seat in seats.values()):
        if least < needed:
            message = f"登记的正式党员{least}名，不足{needed}名，不设支委会，现有支部委员"
            yield judged(
                latest_term(facts, seats.values()), Body.PARTY, message, doubt=most >= needed
            )
    elif most >= needed:
        message = f"登记的正式党员{most}名，已满{needed}名，应设支委会，现在没有支部委员"
        yield judged(latest_term(facts, seats.values()), Body.PARTY, message, doubt=least < needed)


def _full_members(facts: Facts, on: date) -> tuple[int, int]:
    """How many full members there are at least, and at most if those of unknown stage are too."""
    stages = [member.stage for member in facts.all(PartyMember) if _belongs(facts, member, on)]
    full = stages.count(Stage.FULL)
    return full, full + stages.count(None)


def _belongs(facts: Facts, member: PartyMember, on: date) -> bool:
    begun = [first_day(when) for when in (member.joined, member.confirmed) if when]
    person = facts.get(Person, member.uid)
    gone = person is not None and person.presence in (Presence.MOVED, Presence.DEAD)
    return max(begun, default=on) <= on and member.standing != Standing.SUSPENDED and not gone


def secretary_does_not_supervise(facts: Facts, on: date, rule: Rule) -> Findings:
    """The secretary should not lead the supervisory committee."""
    secretaries = {seat.person for seat in chairs(facts, Body.PARTY, on)}
    for seat in chairs(facts, Body.SUPERVISORY, on):
        if seat.person in secretaries:
            message = f"村党组织书记兼任{Body.SUPERVISORY}主任，原则上不应兼任"
            yield Finding(seat.uid, who(facts, seat.person), message)


def relatives_do_not_supervise(facts: Facts, on: date, rule: Rule) -> Findings:
    """Neither members of the committee nor, as far as they are listed, their close relatives."""
    committee = dict.fromkeys(members(facts, Body.COMMITTEE, on), "村委会成员")
    return _kept_apart(facts, on, Body.SUPERVISORY, committee)


def council_does_not_supervise_itself(facts: Facts, on: date, rule: Rule) -> Findings:
    """Neither councillors and those who keep the money, nor their close relatives."""
    council = {
        seat.person: "财会人员" for seat in serving(facts, on) if seat.post == Post.FINANCE
    } | dict.fromkeys(members(facts, Body.COUNCIL, on), "理事")
    return _kept_apart(facts, on, Body.SUPERVISORS, council)


def _kept_apart(facts: Facts, on: date, body: Body, watched: Mapping[str, str]) -> Findings:
    for uid, seat in members(facts, body, on).items():
        reasons = [f"本人是{watched[uid]}"] if uid in watched else []
        reasons += [
            f"是{watched[other]}{who(facts, other)}的近亲属（{kind}）"
            for other, kind in _relatives(facts, uid)
            if other in watched
        ]
        if reasons:
            message = f"不得任{body}成员：{'；'.join(reasons)}"
            yield Finding(seat.uid, who(facts, uid), message)


def _relatives(facts: Facts, uid: str) -> Iterator[tuple[str, str]]:
    for kin in facts.all(Kinship):
        if uid == kin.person and uid != kin.relative:
            yield kin.relative, kin.kind
        elif uid == kin.relative and uid != kin.person:
            yield kin.person, kin.kind


def council_is_odd(facts: Facts, on: date, rule: Rule) -> Findings:
    """The council of the collective has an odd number of members."""
    seats = members(facts, Body.COUNCIL, on)
    if len(seats) % 2 == 0 and seats:
        sure = sum(is_sure(facts, seat, on) for seat in seats.values())
        message = f"理事会现有{len(seats)}人，应为单数"
        yield judged(latest_term(facts, seats.values()), Body.COUNCIL, message, doubt=sure % 2 == 1)


def representatives_include_women(facts: Facts, on: date, rule: Rule) -> Findings:
    """Women among the whole assembly: members of the committee and representatives."""
    seats = {one.person: one.term for one in representatives(facts, on)}
    if not seats:
        return
    everyone = seats.keys() | members(facts, Body.COMMITTEE, on).keys()
    sexes = [_gender(facts, uid) for uid in everyone]
    share, of = rule.number("share"), rule.number("of")
    women, unknown = sexes.count(_WOMAN), sexes.count(None)
    if women * of < len(everyone) * share:
        enough = -(-len(everyone) * share // of)
        message = f"村民代表会议{len(everyone)}人中妇女{women}人，应有{enough}人以上"
        doubt = (women + unknown) * of >= len(everyone) * share
        yield judged(max(seats.values()), "村民代表会议", message, doubt=doubt)


def representatives_are_most(facts: Facts, on: date, rule: Rule) -> Findings:
    """Representatives among the assembly; a member of the committee is not counted as one."""
    seats = {one.person: one.term for one in representatives(facts, on)}
    committee = members(facts, Body.COMMITTEE, on).keys()
    speaking, everyone = len(seats.keys() - committee), len(seats.keys() | committee)
    share, of = rule.number("share"), rule.number("of")
    if seats and speaking * of < everyone * share:
        message = f"村民代表会议{everyone}人中村民代表{speaking}人，应占{share}/{of}以上"
        yield Finding(max(seats.values()), "村民代表会议", message)


def representatives_speak_for_households(facts: Facts, on: date, rule: Rule) -> Findings:
    """Silent about those chosen by a group, who have no number of households."""
    least, most = rule.number("least"), rule.number("most")
    for one in representatives(facts, on):
        if one.households is not None and not least <= one.households <= most:
            message = f"由{one.households}户推选，应为{least}至{most}户推选1人"
            yield Finding(one.uid, who(facts, one.person), message)


def _gender(facts: Facts, uid: str) -> str | None:
    person = facts.get(Person, uid)
    known = person.gender if person else None
    return known if known in ("1", _WOMAN) else None

"""The rules for members: their review, their coming, those far away, those on probation."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from villagedesk.declare import Facts, Finding, Level, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.meetings.sitting import agendas, attendance
from villagedesk.ledgers.meetings.study import short_of_hours
from villagedesk.ledgers.meetings.tables import (
    AttendanceState,
    FloatContact,
    Floating,
    Meeting,
    MemberReview,
    Motion,
    ReviewGrade,
)
from villagedesk.people import (
    MemberChange,
    Movement,
    PartyBranch,
    PartyMember,
    Stage,
    Village,
)
from villagedesk.people.findings import who
from villagedesk.people.membership import OnRoll, past_of, probation_ends
from villagedesk.quorum import Share

Findings = Iterator[Finding]

ALL_MEMBERS, REVIEWED = "党员总数", "参评人数"
"""What the share of 优秀 may be counted of; any other word of a county counts all members."""

_MONTH, _DAY = len("2026-03"), len("2026-03-05")


def excellent_within_a_third(facts: Facts, on: date, rule: Rule) -> Findings:
    """优秀 of each branch and year; the basis stands in the message."""
    share = Share(rule.number("share"), rule.number("of"))
    reviewed = rule.numbers["basis"] == REVIEWED
    for year, reviews in _graded(facts).items():
        day = _end_of(year, on)
        for branch, people in _by_branch(facts, day).items():
            own = [one for one in reviews if one.person in people]
            whole = len(own) if reviewed else len(people)
            excellent = sum(one.grade == ReviewGrade.EXCELLENT for one in own)
            if excellent > share.most(whole):
                basis = f"{REVIEWED if reviewed else ALL_MEMBERS}{whole}"
                most = f"最多{share.most(whole)}人（{basis}的{share.of}分之{share.part}以内）"
                message = f"{year}年评优秀{excellent}人，{most}"
                named = facts.get(PartyBranch, branch)
                uid = branch or next((one.code for one in facts.all(Village)), "")
                subject = named.name if named else "村党组织"
                yield Finding(uid, subject, message, period=f"{year}", day=day)


def _graded(facts: Facts) -> Mapping[int, list[MemberReview]]:
    found: dict[int, list[MemberReview]] = defaultdict(list)
    for review in facts.all(MemberReview):
        if review.grade and review.year <= date.max.year:
            found[review.year].append(review)
    return found


def _end_of(year: int, on: date) -> date:
    return min(date(year, 12, 31), on)


def _by_branch(facts: Facts, day: date) -> Mapping[str, dict[str, OnRoll]]:
    found: dict[str, dict[str, OnRoll]] = defaultdict(dict)
    for one in facts.once(past_of).roll_on(day):
        found[one.branch or ""][one.person] = one
    return found


def probationary_is_not_graded(facts: Facts, on: date, rule: Rule) -> Findings:
    """Who was still on probation at the end of the year takes part and gets no grade."""
    past = facts.once(past_of)
    for year, reviews in _graded(facts).items():
        day = _end_of(year, on)
        roll = {one.person: one.stage for one in past.roll_on(day)}
        for one in reviews:
            if roll.get(one.person) == Stage.PROBATIONARY:
                message = f"{year}年是预备党员，参加评议，不评定等次；现在评为{one.grade}"
                yield Finding(one.uid, who(facts, one.person), message, day=day)


def no_long_absence(facts: Facts, on: date, rule: Rule) -> Findings:
    """The months up to now in which a member came to nothing he was called to, without a reason.

    Months without a sitting for him neither count nor break the row.
    """
    months, leaving = rule.number("months"), rule.number("leaving")
    called = _called(facts, on)
    for one in facts.once(past_of).roll_on(on):
        streak = _streak(called.get(one.person, {}))
        if streak and len(streak) >= months:
            said = f"{streak[0]}至{streak[-1]}连续{len(streak)}个月无故不参加组织生活"
            if len(streak) >= leaving:
                said += f"，已满{leaving}个月，请党组织按党章关于自行脱党的规定核实处理"
            elif len(streak) == leaving - 1:
                said += f"，再有1个月就满{leaving}个月"
            yield Finding(one.person, who(facts, one.person), said, period=streak[0])


def _called(facts: Facts, on: date) -> Mapping[str, dict[str, bool]]:
    """For each person the months he was called in, and whether he stayed away from all of it."""
    rows, found = facts.once(attendance), defaultdict[str, dict[str, bool]](dict)
    for meeting in facts.all(Meeting):
        month = meeting.held_on[:_MONTH]
        if len(month) < _MONTH or first_day(meeting.held_on) > on:
            continue
        for row in rows.get(meeting.uid, ()):
            if row.state != AttendanceState.GUEST and not row.excluded:
                absent = row.state == AttendanceState.ABSENT
                found[row.person][month] = found[row.person].get(month, True) and absent
    return found


def _streak(months: Mapping[str, bool]) -> list[str]:
    """The latest months in which he stayed away, one after the other."""
    streak: list[str] = []
    for month in sorted(months, reverse=True):
        if not months[month]:
            break
        streak.insert(0, month)
    return streak


def mobile_members_are_contacted(facts: Facts, on: date, rule: Rule) -> Findings:
    """Those away now, but for those noted as lost; without any contact since they left."""
    contacts: dict[str, list[date]] = defaultdict(list)
    for contact in facts.all(FloatContact):
        contacts[contact.floating].append(last_day(contact.on))
    for stay in _away(facts, on):
        said = contacts[stay.uid]
        latest = max(said, default=last_day(stay.left_on))
        days = (on - latest).days
        member = facts.get(PartyMember, stay.person)
        if days > rule.number("contact_days") and not (member and member.lost):
            since = f"{latest.isoformat()}联系过" if said else f"{stay.left_on}外出后没有联系记录"
            message = f"{since}，已有{days}天，请联系并记下来"
            yield Finding(stay.uid, who(facts, stay.person), message)


def long_absence_is_registered(facts: Facts, on: date, rule: Rule) -> Findings:
    """Register and roster agree on who is away; a register not begun owes nothing."""
    away = {stay.person: stay for stay in _away(facts, on)}
    for person, stay in away.items():
        member = facts.get(PartyMember, person)
        months = rule.number("months")
        if months_after(last_day(stay.left_on), months) <= on and member and not member.mobile:
            message = f"{stay.left_on}外出，已满{months}个月：请在党员名册里把“是否流动党员”改为是"
            yield Finding(stay.uid, who(facts, person), message)
    if not facts.all(Floating):
        return
    for one in facts.once(past_of).roll_on(on):
        member = facts.get(PartyMember, one.person)
        if member and member.mobile and one.person not in away:
            message = "名册上是流动党员，没有在外的登记：请登记外出日期和去向，已返乡的请改名册"
            yield Finding(one.person, who(facts, one.person), message)


def _away(facts: Facts, on: date) -> Iterator[Floating]:
    """The stays of members of that day that are not over, the latest of each person last."""
    roll = {one.person for one in facts.once(past_of).roll_on(on)}
    for stay in sorted(facts.all(Floating), key=lambda one: (one.left_on, one.uid)):
        begun = first_day(stay.left_on) <= on
        back = stay.returned_on and first_day(stay.returned_on) <= on
        if stay.person in roll and begun and not back:
            yield stay


def probation_is_settled(facts: Facts, on: date, rule: Rule) -> Findings:
    """A hint in the last days; afterwards a change or a sitting that spoke of him is waited for.

    Of an admission known by its month it is said only when it is over whatever the day was.
    """
    ahead = timedelta(days=rule.number("days_ahead"))
    past, spoken = facts.once(past_of), _spoken_of(facts, on)
    for one in past.roll_on(on):
        member, changes = facts.get(PartyMember, one.person), past.changes.get(one.person, ())
        ends = probation_ends(member, changes) if member else None
        if ends is None or one.stage is not Stage.PROBATIONARY or _is_decided(changes):
            continue
        said, roughly = spoken.get(one.person), member and len(member.joined or "") < _DAY
        waits = (on > ends and not said) if roughly else _is_time(on, ends - ahead, said)
        if not waits:
            continue
        name = who(facts, one.person)
        if on <= ends:
            message = f"预备期{ends.isoformat()}满，还有{(ends - on).days}天，请按时讨论转正"
            yield Finding(one.person, name, message, Level.HINT, period=ends.isoformat())
        else:
            message = f"预备期{ends.isoformat()}已满，没有讨论转正、延长或取消的记录"
            yield Finding(one.person, name, message, period=ends.isoformat())


def _is_time(on: date, since: date, said: date | None) -> bool:
    """Whether it should be spoken of since that day, and was not."""
    return on >= since and (said is None or said < since)


def _spoken_of(facts: Facts, on: date) -> Mapping[str, date]:
    """The latest day by then on which a sitting spoke of making somebody a full member."""
    found: dict[str, date] = {}
    items = facts.once(agendas)
    for meeting in facts.all(Meeting):
        day = last_day(meeting.held_on)
        for item in items.get(meeting.uid, ()) if first_day(meeting.held_on) <= on else ():
            if item.person and item.motion == Motion.CONFIRMATION:
                found[item.person] = max(day, found.get(item.person, day))
    return found


def _is_decided(changes: tuple[MemberChange, ...]) -> bool:
    """Whether it was settled; an extension says until when, and begins to count anew."""
    done = (Movement.CONFIRMED, Movement.REFUSED)
    return any(
        one.kind in done or (one.kind == Movement.EXTENDED and not one.until) for one in changes
    )


def members_study_enough(facts: Facts, on: date, rule: Rule) -> Findings:
    """学时 of every member; those of the village's leaders have a rule of their own."""
    return short_of_hours(facts, on, rule)

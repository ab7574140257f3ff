"""The rules for sittings: held in time, voted rightly, written down honestly."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, groupby

from villagedesk.declare import Facts, Finding, Level, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.meetings.copies import Pairs, likeness, pairs_of
from villagedesk.ledgers.meetings.due import (
    Cell,
    State,
    board,
    branches_with_duties,
)
from villagedesk.ledgers.meetings.sitting import (
    THERE,
    Counts,
    agendas,
    attendance,
    is_late,
    judged_item,
    kinds_of,
    numbers,
    procedure_of,
)
from villagedesk.ledgers.meetings.sums import (
    numbers_amiss,
    too_many_votes,
    typed_otherwise,
    votes_amiss,
    votes_left_open,
)
from villagedesk.ledgers.meetings.tables import (
    OF_THE_VILLAGE,
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
)
from villagedesk.people import Village
from villagedesk.people.findings import who
from villagedesk.people.membership import OnRoll, Past, past_of
from villagedesk.quorum import cited

Findings = Iterator[Finding]

_NO_PARTY_SITTING = (*OF_THE_VILLAGE, MeetingKind.JOINT, MeetingKind.OTHER)
_WHOLE_DAY = len("2026-03-05")
_WHOLE_MONTH = len("2026-03")
_SHORT_TEXT = 40
"""Characters below which minutes are alike by nature."""
_EARLIER = 12
"""How many earlier sittings of its kind a sitting is compared with."""
_NUMERALS = "一二三四"
_MANY = 3
"""Names that a sentence still holds."""


def are_held_in_time(facts: Facts, on: date, rule: Rule) -> Findings:
    """Of the last twelve months; a log that begins in November owes nothing before."""
    since = months_after(on, -12)
    for branch in branches_with_duties(facts, on):
        for year in range(since.year, on.year + 1):
            drawn = board(facts, branch, year, today=on, rule=rule)
            for cell in drawn.cells():
                if cell.state is State.MISSING and cell.last >= since:
                    yield _missing(branch or _code(facts), drawn.title, cell)


def _missing(uid: str, branch: str, cell: Cell) -> Finding:
    period, spoken = _span(cell)
    message = f"{spoken}没有{cell.kind}记录"
    if cell.note:
        message = f"{spoken}{cell.kind}没有开全，{cell.note}"
    # several kinds of one branch may be missing at once, and each has its own remark
    period = f"{period} {cell.kind}"
    return Finding(uid, f"{branch} {cell.kind}", message, period=period, day=cell.last)


def _span(cell: Cell) -> tuple[str, str]:
    """The period of a cell, as a key and in words."""
    year, begins, ends = cell.last.year, cell.first.month, cell.last.month
    match begins, ends:
        case 1, 12:
            return f"{year}", f"{year}年"
        case _ if begins == ends:
            return f"{year}-{ends:02}", f"{year}年{ends}月"
        case _ if ends - begins == 2 and ends % 3 == 0:
            return f"{year}Q{ends // 3}", f"{year}年第{_NUMERALS[ends // 3 - 1]}季度"
    return f"{year}-{begins:02}—{ends:02}", f"{year}年{begins}至{ends}月"


def _code(facts: Facts) -> str:
    return next((village.code for village in facts.all(Village)), "")


def votes_add_up(facts: Facts, on: date, rule: Rule) -> Findings:
    """赞成+反对+弃权+未投票 are those who were there with a vote, and those who wrote.

    A hint where only 未投票 was left blank.
    """
    wrong = {one.uid: one for one in _of_items(facts, lambda _, *seen: votes_amiss(*seen))}
    yield from wrong.values()
    for one in _of_items(facts, lambda _, *seen: votes_left_open(*seen)):
        if one.uid not in wrong:
            yield replace(one, level=Level.HINT)


def numbers_add_up(facts: Facts, on: date, rule: Rule) -> Findings:
    """The numbers of a sitting among themselves, its votes, and its sign-in list."""
    seen, items = facts.once(numbers), facts.once(agendas)
    for meeting in facts.all(Meeting):
        counts = seen[meeting.uid]
        amiss = [*numbers_amiss(counts), *typed_otherwise(meeting, counts)]
        for item in items.get(meeting.uid, ()):
            if said := too_many_votes(item, counts):
                amiss.append(f"“{item.title}”{said}")
        if amiss:
            yield _about(meeting, "；".join(amiss))


def vote_stands(facts: Facts, on: date, rule: Rule) -> Findings:
    """Passed in the minutes, though too few came or too few agreed.

    A body of the village is held against its own law, which is not that of the party.
    """

    def fallen(meeting: Meeting, item: AgendaItem, counts: Counts) -> str:
        seen = judged_item(meeting, item, counts) if item.passed else None
        if seen is None or (seen.can_pass and seen.carried is not False):
            return ""
        return f"记为通过，但{seen.words}"

    for one in _of_items(facts, fallen):
        meeting = facts.get(Meeting, one.uid)
        of_village = (
            [kind for kind in kinds_of(meeting) if kind in OF_THE_VILLAGE] if meeting else ()
        )
        procedure = procedure_of(of_village, None)
        yield replace(one, rule=cited(rule, procedure)) if procedure else one


def _of_items(facts: Facts, amiss: Callable[[Meeting, AgendaItem, Counts], str]) -> Findings:
    """One finding for each sitting, with what is amiss in its items."""
    seen, items = facts.once(numbers), facts.once(agendas)
    for meeting in facts.all(Meeting):
        said = [
            f"“{item.title}”{words}"
            for item in items.get(meeting.uid, ())
            if (words := amiss(meeting, item, seen[meeting.uid]))
        ]
        if said:
            yield _about(meeting, "；".join(said))


def voters_have_a_vote(facts: Facts, on: date, rule: Rule) -> Findings:
    """Those noted as voters who were none that day, and voters left out without an approval."""
    past, rows, items = facts.once(past_of), facts.once(attendance), facts.once(agendas)
    for meeting in facts.all(Meeting):
        if all(kind in _NO_PARTY_SITTING for kind in kinds_of(meeting)):
            continue
        came = rows.get(meeting.uid, ())
        voteless = _without_vote(past, meeting) if any(row.votes for row in came) else {}
        said = [
            f"{who(facts, row.person)}当时是{voteless[row.person].why_no_vote}，没有表决权"
            for row in came
            if row.votes and row.state != AttendanceState.GUEST and row.person in voteless
        ]
        if any(_is_voted(item) for item in items.get(meeting.uid, ())):
            left_out = [row for row in came if row.excluded and not row.approval]
            said += [
                f"{who(facts, row.person)}没有计入应到（{row.excluded}），没有写批准依据"
                for row in left_out
            ]
        if said:
            yield _about(meeting, "；".join(said))


def _without_vote(past: Past, meeting: Meeting) -> dict[str, OnRoll]:
    """Who surely had no vote that day; where only the month is known, neither first nor last."""
    days = {first_day(meeting.held_on), last_day(meeting.held_on)}
    without = [past.voteless_on(day) for day in days]
    return {person: one for person, one in without[0].items() if person in without[-1]}


def _is_voted(item: AgendaItem) -> bool:
    return item.yes is not None or item.passed is not None


def nobody_is_in_two_places(facts: Facts, on: date, rule: Rule) -> Findings:
    """Sittings of one day whose hours overlap; where hours are not known nothing is said."""
    rows = facts.once(attendance)
    timed = [
        one
        for one in facts.all(Meeting)
        if len(one.held_on) == _WHOLE_DAY and one.begins and one.ends
    ]
    timed.sort(key=_order)
    for _, sittings in groupby(timed, key=lambda one: one.held_on):
        seen = [(one, _present(rows.get(one.uid, ()))) for one in sittings]
        for (early, some), (late, others) in combinations(seen, 2):
            if (late.begins or "") < (early.ends or ""):
                both = some & others
                if both:
                    names = _named(sorted(who(facts, person) for person in both))
                    other = f"{early.begins}至{early.ends}的{early.kinds}"
                    yield _about(late, f"{names}同一时间还在{other}上签到", period=early.uid)


def _named(names: Sequence[str]) -> str:
    some = "、".join(names[:_MANY])
    return some if len(names) <= _MANY else f"{some}等{len(names)}人"


def _present(rows: Iterable[Attendance]) -> set[str]:
    return {row.person for row in rows if row.state in THERE}


def chair_was_there(facts: Facts, on: date, rule: Rule) -> Findings:
    """A chair who is noted as absent."""
    rows = facts.once(attendance)
    for meeting in facts.all(Meeting):
        for row in rows.get(meeting.uid, ()) if meeting.chair else ():
            here = (*THERE, AttendanceState.GUEST)
            if row.person == meeting.chair and row.state not in here:
                name = who(facts, row.person)
                yield _about(meeting, f"主持人{name}的出席情况是“{row.state}”，请核对")


def is_written_down_in_time(facts: Facts, on: date, rule: Rule) -> Findings:
    """补录: said of the last twelve months, and never hidden; it is no fault.

    Whoever types in the logs of ten years has no use for a hint at each of their sittings.
    """
    days, since = rule.number("late_days"), months_after(on, -12)
    for meeting in facts.all(Meeting):
        if last_day(meeting.held_on) < since:
            continue
        if meeting.entered_on and is_late(meeting, days):
            late = (first_day(meeting.entered_on) - last_day(meeting.held_on)).days
            yield _about(meeting, f"补录：{meeting.entered_on}录入，在会议以后{late}天")


def text_is_not_copied(facts: Facts, on: date, rule: Rule) -> Findings:
    """Minutes almost the same as earlier ones of that branch and kind, of another month."""
    earlier: dict[tuple[str | None, str], list[tuple[Meeting, Pairs]]] = defaultdict(list)
    for meeting in sorted(facts.all(Meeting), key=_order):
        text = f"{meeting.content or ''}{meeting.resolution or ''}"
        if len("".join(text.split())) < _SHORT_TEXT or len(meeting.held_on) < _WHOLE_MONTH:
            continue
        pairs, places = pairs_of(text), [(meeting.branch, kind) for kind in kinds_of(meeting)]
        known = {one.uid: (one, own) for place in places for one, own in earlier[place][-_EARLIER:]}
        alike = [
            (likeness(pairs, own, least=rule.number("percent")), one.held_on, one.kinds)
            for one, own in known.values()
            if _is_recent(one, meeting)
        ]
        percent, day, kinds = max(alike, default=(0, "", ""))
        if percent:
            yield _about(meeting, f"内容与{day}的{kinds}有{percent}%相同，请核对是不是抄来的")
        for place in places:
            earlier[place].append((meeting, pairs))


def _is_recent(early: Meeting, late: Meeting) -> bool:
    """Another month of the last twelve; two groups may well hear the same in one month."""
    within = last_day(early.held_on) >= months_after(first_day(late.held_on), -12)
    return within and early.held_on[:_WHOLE_MONTH] != late.held_on[:_WHOLE_MONTH]


def _order(meeting: Meeting) -> tuple[str, str, str]:
    return meeting.held_on, meeting.begins or "", meeting.uid


def _about(meeting: Meeting, message: str, *, period: str = "") -> Finding:
    subject = f"{meeting.held_on} {meeting.kinds}"
    return Finding(meeting.uid, subject, message, period=period, day=first_day(meeting.held_on))

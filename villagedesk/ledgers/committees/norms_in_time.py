"""The rules about days and years: terms, handovers, reviews, appraisals, penalties."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from villagedesk.declare import Facts, Finding, Level, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.committees.office import (
    CHAIRS,
    HELPERS,
    members,
    post_words,
    running,
    serving,
    span,
)
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Body,
    Grade,
    Post,
    Review,
    Seat,
    Verdict,
)
from villagedesk.people import Discipline, Term
from villagedesk.people.findings import judged, who

_DEPUTIES = (Post.DEPUTY_SECRETARY, Post.DEPUTY_CHAIR, Post.DEPUTY_HEAD_OF_COUNCIL)

Findings = Iterator[Finding]


def term_is_not_overdue(facts: Facts, on: date, rule: Rule) -> Findings:
    """A hint in the last months; an extension counts with its document, and up to a length."""
    for term in running(facts, on):
        approved = bool(term.extended_to and term.extension)
        end = last_day(term.due_end)
        if term.extended_to and approved:
            longest = months_after(end, rule.number("extension_months"))
            end = max(end, min(last_day(term.extended_to), longest))
        if on > end:
            yield Finding(term.uid, term.title, _overdue(term, end, on, approved=approved))
        elif on >= months_after(end, -rule.number("months_ahead")):
            left = (end - on).days
            message = f"{end.isoformat()}{'延期' if approved else '任期'}届满，还有{left}天"
            yield Finding(term.uid, term.title, message, Level.HINT)


def _overdue(term: Term, end: date, on: date, *, approved: bool) -> str:
    late = f"到{end.isoformat()}为止，已超过{(on - end).days}天"
    if approved:
        return f"批准的延期{late}，应换届；已换届的请填实际结束日期"
    if term.extended_to:
        return f"任期{late}，延期没有批准文号"
    return f"任期{late}，没有批准延期；已换届的请填实际结束日期"


def handover_is_recorded(facts: Facts, on: date, rule: Rule) -> Findings:
    """Terms of the committee; a handover after the time allowed is found too."""
    allowed = timedelta(days=rule.number("handover_days"))
    for term in running(facts, on):
        start, latest = first_day(term.start), last_day(term.start) + allowed
        soonest = start + allowed
        done = term.handover_on if term.handover_on and first_day(term.handover_on) <= on else None
        if not _is_of_committee(facts, term):
            continue
        if done is None and on > soonest:
            message = f"新一届已开始{(on - start).days}天，没有交接记录，应在{allowed.days}天内交接"
            yield judged(term.uid, term.title, message, doubt=on <= latest, day=start)
        elif done and last_day(done) > soonest:
            message = f"新一届{term.start}开始，{done}才交接，应在{allowed.days}天内"
            yield judged(term.uid, term.title, message, doubt=first_day(done) <= latest, day=start)


def _is_of_committee(facts: Facts, term: Term) -> bool:
    bodies = {seat.body for seat in facts.all(Seat) if seat.term == term.uid}
    return not bodies or Body.COMMITTEE in bodies


def members_were_reviewed(facts: Facts, on: date, rule: Rule) -> Findings:
    """Once for each person and term, at the first appointment of that term."""
    if not rule.numbers["review_required"]:
        return
    first: dict[tuple[str, str], Seat] = {}
    for seat in sorted(serving(facts, on), key=lambda seat: (span(facts, seat).first, seat.uid)):
        if seat.body in rule.numbers["bodies"] and seat.post not in HELPERS:
            first.setdefault((seat.person, seat.term), seat)
    for seat in first.values():
        if gap := _gap_of_review(facts, seat):
            message, doubt = gap
            day = span(facts, seat).first
            yield judged(seat.uid, who(facts, seat.person), message, doubt=doubt, day=day)


def _gap_of_review(facts: Facts, seat: Seat) -> tuple[str, bool] | None:
    """What a member's review lacks, and whether a value to be filled in may clear it."""
    own = (seat.person, seat.term)
    reviews = [review for review in facts.all(Review) if (review.person, review.term) == own]
    passed = [review.held_on for review in reviews if review.verdict == Verdict.PASSED]
    days = span(facts, seat)
    if any(held and last_day(held) <= days.first for held in passed):
        return None
    if None in passed:
        return "联审日期没有填", True
    if any(held and first_day(held) <= days.surely_from for held in passed):
        return "联审和任职的日期不够细，看不出先后", True
    if passed:
        return f"联审在{min(filter(None, passed))}，晚于任职", False
    verdicts = {review.verdict for review in reviews}
    if Verdict.FAILED in verdicts:
        return "联审结论是不通过", False
    return ("联审还没有结论" if reviews else "任职前没有联审记录"), False


def no_two_incompetent_years(facts: Facts, on: date, rule: Rule) -> Findings:
    """Two marked years in a row, the second of them in the office still held."""
    marked: dict[str, dict[int, Appraisal]] = {}
    for one in facts.all(Appraisal):
        held = first_day(one.held_on) <= on if one.held_on else one.year <= on.year
        if held and one.grade == Grade.INCOMPETENT:
            marked.setdefault(one.person, {})[one.year] = one
    for uid, seat in members(facts, Body.COMMITTEE, on).items():
        years = marked.get(uid, {})
        begun = span(facts, seat).first.year
        pairs = [b for a, b in pairwise(sorted(years)) if b == a + 1 and b >= begun]
        if pairs:
            year = pairs[-1]
            message = f"{year - 1}年、{year}年民主评议连续不称职，职务应当终止"
            day = date(year, 12, 31) if year < on.year else on
            yield Finding(years[year].uid, who(facts, uid), message, period=str(year), day=day)


def discipline_forbids_promotion(facts: Facts, on: date, rule: Rule) -> Findings:
    """A higher post, or a first one, taken while a penalty weighs; without its end the rule's."""
    seats = [seat for seat in serving(facts, on) if seat.post not in HELPERS]
    for penalty in facts.all(Discipline):
        ends = _ends_of_impact(penalty, rule)
        for seat in seats:
            if ends is None or seat.person != penalty.person or not _is_promotion(facts, seat):
                continue
            days, (soonest, latest) = span(facts, seat), ends
            if days.surely_from < first_day(penalty.since) or days.first > latest:
                continue
            sure = days.first >= last_day(penalty.since) and days.surely_from <= soonest
            message = f"{penalty.penalty}处分影响期到{latest.isoformat()}，期内任{post_words(seat)}"
            yield judged(seat.uid, who(facts, seat.person), message, doubt=not sure, day=days.first)


def _ends_of_impact(penalty: Discipline, rule: Rule) -> tuple[date, date] | None:
    """The earliest and latest last day; None for a kind whose length the rule does not know."""
    if penalty.until:
        return first_day(penalty.until), last_day(penalty.until)
    months = rule.numbers["months"].get(penalty.penalty)
    if months is None:
        return None
    eve = timedelta(days=1)
    return (
        months_after(first_day(penalty.since), months) - eve,
        months_after(last_day(penalty.since), months) - eve,
    )


def _is_promotion(facts: Facts, seat: Seat) -> bool:
    """Whether the person's last posts before this one were all lower."""
    begun = span(facts, seat).first
    earlier = [
        (_height(other), days.last)
        for other in facts.all(Seat)
        if other.person == seat.person and (days := span(facts, other)).first < begun
    ]
    latest = max((last for _, last in earlier), default=begun)
    since = min(latest, begun - timedelta(days=1))
    return all(height < _height(seat) for height, last in earlier if last >= since)


def _height(seat: Seat) -> int:
    if seat.post in HELPERS:
        return 0
    if CHAIRS.get(seat.body) == seat.post:
        return 3
    return 2 if seat.post in _DEPUTIES else 1

"""What is done to the two committees as a whole: 换届, appointing, leaving, looking back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from villagedesk.declare import Facts, column, face
from villagedesk.desk.opening import DEPARTMENT_LIST, OpenDesk
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.committees.office import post_words, serving, span
from villagedesk.ledgers.committees.structure import Structure, structure
from villagedesk.ledgers.committees.tables import (
    DEPARTMENTS,
    Body,
    Change,
    ChangeKind,
    Origin,
    Post,
    Review,
    ReviewResult,
    Seat,
    Verdict,
)
from villagedesk.ledgers.committees.team import Member, rank, team
from villagedesk.people import Person, Term, When
from villagedesk.people.findings import who
from villagedesk.store.records import Writer, step
from villagedesk.store.settings import setting

_TERM_FIELDS = (
    *(Term.title, Term.start, Term.due_end, Term.extended_to, Term.extension),
    *(Term.handover_on, Term.handover_note, Term.note),
)


class Decision(StrEnum):
    """What becomes of a seat when its term is over."""

    CARRIED = "连任"
    ENDED = "离任"


@dataclass(frozen=True)
class Appointment:
    """A seat to be given; without `since` it begins with its term."""

    person: str
    body: Body
    post: Post
    title: str | None = None
    since: When | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class Report:
    """How an appointment is reported as 任免变动."""

    kind: ChangeKind
    document: str | None = None


@dataclass(frozen=True)
class Prepared:
    """An appointment that can be written: the seat, the change that reports it, the post in words.

    `since` is the day it begins.
    """

    since: When
    words: str
    seat: Mapping[str, Any]
    change: Mapping[str, Any]


@dataclass(frozen=True)
class TurnOver:
    """换届: what the clerk decided, to be done at once.

    `new_term` holds typed words by field key, the handover's too; `decisions` one word for each
    seat in office; with `changes` the rows of 任免变动 that follow are written as well.
    """

    closing: str
    ended: str
    new_term: Mapping[str, str]
    decisions: Mapping[str, Decision]
    new_seats: tuple[Appointment, ...] = ()
    changes: bool = False
    document: str | None = None


@dataclass
class _Posts:
    """A person's posts on both sides of a turn-over."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass
class Committees(OpenDesk):
    """The verbs of the page of the two committees."""

    def team(self, on: date) -> tuple[Member, ...]:
        """Who was, is or will be in office on that day, ordered by rank."""
        return team(self.facts(), on)

    def terms(self) -> tuple[Term, ...]:
        """Every term, the latest first."""
        return tuple(sorted(self.facts().all(Term), key=lambda term: term.start, reverse=True))

    def structure_table(self, term: str) -> Structure:
        """班子结构统计表 of a term: today's, or that of its last day."""
        facts = self.facts()
        return structure(facts, _term(facts, term), self.today)

    def seats_to_decide(self, term: str, ended: str) -> tuple[Seat, ...]:
        """The seats of a term that are in office when it ends, ordered by rank."""
        facts = self.facts()
        return _to_decide(facts, _term(facts, term), read_field(Term.ended, ended, self.today))

    def turn_over(self, plan: TurnOver) -> str:
        """Closes a term and opens the next as one step; returns the new term's uid.

        Raises UserError, and changes nothing, where a day is out of order or a seat undecided.
        """
        facts, village = self.facts(), self.village
        closing = _term(facts, plan.closing)
        ended = read_field(Term.ended, plan.ended, self.today)
        new = {
            column(attribute).name: read_field(
                attribute, plan.new_term.get(face(attribute).key, ""), self.today
            )
            for attribute in _TERM_FIELDS
        }
        _check_days(closing, ended, new)
        seats = _to_decide(facts, closing, ended)
        _check_decisions(facts, seats, plan.decisions)
        changes = _changes(facts, seats, plan, (ended, new["start"])) if plan.changes else []
        self._check_changes(changes)
        with step(self.store, f"换届：{closing.title}换为{new['title']}", self.stamp()) as write:
            write.save(Term, {"uid": closing.uid, "ended": ended})
            opened = write.save(Term, {**new, "village": village})
            for seat in seats:
                if plan.decisions[seat.uid] == Decision.ENDED:
                    write.save(Seat, {"uid": seat.uid, "until": ended})
                else:
                    write.save(Seat, {**_carried(seat), "term": opened, "village": village})
            for appointment in plan.new_seats:
                write.save(Seat, {**vars(appointment), "term": opened, "village": village})
            _report(write, changes, village)
        return opened

    def appoint(
        self, term: str, given: Appointment, *, kind: ChangeKind, document: str | None = None
    ) -> str:
        """Gives a seat and writes the change, as one step; returns the seat's uid."""
        facts, village = self.facts(), self.village
        plan = prepared(facts, term, given, Report(kind, document), self.today)
        name = f"任职：{who(facts, given.person)}任{plan.words}"
        with step(self.store, name, self.stamp()) as write:
            return put_in_office(write, plan, village)

    def list_departments(self, review: str) -> int:
        """Lists the departments that review, each 待核, under a review that has none yet.

        Returns how many were listed; the clerk fills in what they say.
        """
        facts = self.facts()
        found = facts.get(Review, review)
        if found is None or any(one.review == review for one in facts.all(ReviewResult)):
            return 0
        with self.store.reading() as connection:
            departments = setting(connection, DEPARTMENT_LIST, list(DEPARTMENTS))
        open_ = {"village": found.village, "review": review, "result": Verdict.OPEN}
        name = f"列出联审部门：{who(facts, found.person)}"
        with step(self.store, name, self.stamp()) as write:
            for place, department in enumerate(departments):
                write.save(ReviewResult, {**open_, "department": department, "place": place})
        return len(departments)

    def leave_office(
        self, seat: str, day: str, *, kind: ChangeKind, document: str | None = None
    ) -> None:
        """Ends a seat on that day and writes the change, as one step."""
        facts, village = self.facts(), self.village
        leaving = facts.get(Seat, seat)
        if leaving is None:
            raise UserError("这个职务已经不在了，可能刚被删除或撤销，请看看列表")
        until = read_field(Seat.until, day, self.today)
        if not until:
            raise UserError("离任时间没有填")
        if last_day(until) < span(facts, leaving).first:
            raise UserError(f"离任时间{until}早于任职时间，请核对")
        name, words = who(facts, leaving.person), post_words(leaving)
        if leaving.until:
            raise UserError(f"{name}的{words}已在{leaving.until}离任，要改请直接改这条任职")
        rest = [
            post_words(other)
            for other in _held(facts, leaving.person, last_day(until))
            if other.uid != seat
        ]
        change = {
            **{"on": until, "person": leaving.person, "kind": kind, "document": document},
            "before": words,
            "after": "、".join(rest) or None,
        }
        self._check_changes([change])
        with step(self.store, f"{kind}：{name}不再任{words}", self.stamp()) as write:
            write.save(Seat, {"uid": seat, "until": until})
            _report(write, [change], village)

    def _check_changes(self, changes: list[dict[str, Any]]) -> None:
        for change in changes:
            read_field(Change.on, change["on"], self.today)


def prepared(facts: Facts, term: str, given: Appointment, report: Report, today: date) -> Prepared:
    """Looks an appointment through; raises UserError with what stands against it."""
    start = _term(facts, term).start
    if facts.get(Person, given.person) is None:
        raise UserError("这个人已经不在了，可能刚被删除或合并，请重新选")
    since = read_field(Seat.since, given.since, today) or start
    held = [post_words(seat) for seat in _held(facts, given.person, first_day(since))]
    change = {
        **{"on": since, "person": given.person, "kind": report.kind, "document": report.document},
        "before": "、".join(held) or None,
        "after": "、".join([*held, _words(given)]),
    }
    read_field(Change.on, since, today)
    seat = {**vars(given), "since": since, "term": term}
    return Prepared(since, _words(given), seat, change)


def put_in_office(write: Writer, plan: Prepared, village: str) -> str:
    """Writes the seat and its change into an open step; returns the seat's uid."""
    seat = write.save(Seat, {**plan.seat, "village": village})
    _report(write, [plan.change], village)
    return seat


def _term(facts: Facts, uid: str) -> Term:
    term = facts.get(Term, uid)
    if term is None:
        raise UserError("这一届已经不在了，可能刚被删除或撤销，请看看届次列表")
    return term


def read_field(attribute: Any, raw: str | None, today: date) -> Any:
    """The stored value of what was typed; raises UserError that names the field."""
    own = face(attribute)
    try:
        return own.read(raw, today=today)
    except Refused as error:
        words = str(error)
        raise UserError(words if own.label in words else f"{own.label}：{words}") from error


def _check_days(closing: Term, ended: When | None, new: Mapping[str, Any]) -> None:
    if closing.ended:
        raise UserError(f"{closing.title}已在{closing.ended}结束，不用再换届")
    if not ended:
        raise UserError(f"请填{closing.title}的实际结束日期")
    if last_day(ended) < first_day(closing.start):
        raise UserError(f"实际结束{ended}早于{closing.title}的开始日期{closing.start}，请核对")
    if last_day(new["start"]) < first_day(ended):
        raise UserError(f"新一届开始{new['start']}早于上届结束{ended}，请核对")
    if last_day(new["due_end"]) <= first_day(new["start"]):
        raise UserError(f"新一届届满{new['due_end']}应晚于开始{new['start']}，请核对")


def _to_decide(facts: Facts, closing: Term, ended: When | None) -> tuple[Seat, ...]:
    if not ended:
        return ()
    day = last_day(ended)
    seats = [
        seat
        for seat in facts.all(Seat)
        if seat.term == closing.uid and not (seat.until and last_day(seat.until) <= day)
    ]
    return tuple(sorted(seats, key=rank))


def _check_decisions(
    facts: Facts, seats: tuple[Seat, ...], decisions: Mapping[str, Decision]
) -> None:
    for seat in seats:
        if seat.uid not in decisions:
            name = who(facts, seat.person)
            raise UserError(f"请给{name}的{post_words(seat)}选“连任”或“离任”")
    if decisions.keys() - {seat.uid for seat in seats}:
        raise UserError("有的职务不在这一届，或已经离任，请重新打开换届再选")


def _carried(seat: Seat) -> dict[str, Any]:
    """What a seat takes along into the next term, where it begins anew."""
    kept = ("person", "body", "post", "title", "duty", "first_since")
    return {name: getattr(seat, name) for name in kept}


def _changes(
    facts: Facts, seats: tuple[Seat, ...], plan: TurnOver, days: tuple[When, When]
) -> list[dict[str, Any]]:
    """The rows of 任免变动 for those whose posts are not what they were."""
    ended, started = days
    posts: dict[str, _Posts] = defaultdict(_Posts)
    for seat in seats:
        posts[seat.person].before.append(post_words(seat))
        if plan.decisions[seat.uid] == Decision.CARRIED:
            posts[seat.person].after.append(post_words(seat))
    for given in plan.new_seats:
        posts[given.person].after.append(_words(given))
    return [
        {
            "on": started if set(one.after) - set(one.before) else ended,
            "person": person,
            "kind": ChangeKind.NEW if set(one.after) - set(one.before) else ChangeKind.EXPIRED,
            "before": "、".join(one.before) or None,
            "after": "、".join(one.after) or None,
            "document": plan.document,
        }
        for person, one in posts.items()
        if one.before != one.after and facts.get(Person, person)
    ]


def _report(write: Writer, changes: Iterable[Mapping[str, Any]], village: str) -> None:
    for change in changes:
        write.save(Change, {**change, "village": village})


def _held(facts: Facts, person: str, on: date) -> Iterator[Seat]:
    yield from sorted((seat for seat in serving(facts, on) if seat.person == person), key=rank)


def _words(given: Appointment) -> str:
    return post_words(Seat(uid="", village="", term="", **vars(given)))

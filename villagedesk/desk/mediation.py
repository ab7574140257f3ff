"""What is done with quarrels: the board of cases, one case with its clocks, and the figures."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk import norms as rulebook
from villagedesk.declare import Facts, Rule
from villagedesk.desk.case_reading import archived_cases, facts_of_case, light_facts
from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import UserError
from villagedesk.kinds import first_day
from villagedesk.ledgers.mediation import states, tally
from villagedesk.ledgers.mediation.states import State, files_of, helpers
from villagedesk.ledgers.mediation.tables import Case, Paper, Part, SideKind
from villagedesk.ledgers.mediation.tally import Monthly, Statistics
from villagedesk.norms import Rules
from villagedesk.people.findings import who
from villagedesk.period import parse_period

_SETTLE, _CONFIRM = "mediation.case_is_settled_in_time", "mediation.confirmation_in_time"
_SOON = 7
"""Days before the end of a time from which the board speaks of it."""


@dataclass(frozen=True)
class CaseSeen:
    """A case on the board; `tag` is what is worth saying of it.

    `pressing` says that the tag is a time that is nearly over, `urgent` that it is over.
    """

    uid: str
    number: str
    kind: str
    sides: str
    days_open: int
    tag: str
    pressing: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class Column:
    """The cases of one state, the oldest first; of those in the archive, the newest."""

    state: str
    cases: tuple[CaseSeen, ...]


@dataclass(frozen=True)
class PaperSeen:
    """One of the thirteen documents: whether it must be there, is there, and is missed.

    `why` says what is known of one that is needed only at times.
    """

    kind: str
    must: bool
    there: bool
    missing: bool
    why: str = ""
    pages: int | None = None


@dataclass(frozen=True)
class Clock:
    """A time that runs: its last day, the days left (below nought: over by so many), and words."""

    title: str
    due: str
    days_left: int
    words: str
    urgent: bool


@dataclass(frozen=True)
class SessionSeen:
    """One sitting at which it was talked over."""

    on: str
    place: str
    said: str


@dataclass(frozen=True)
class CaseFull:
    """A case with all that follows from its record on this day.

    `paper` is what its agreement rightly is called, `lacks` what that agreement is without.
    """

    uid: str
    number: str
    kind: str
    state: str
    accepted_on: str
    days_open: int
    summary: str
    outcome: str
    amount: int | None
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    mediators: tuple[str, ...]
    sages: tuple[str, ...]
    others: tuple[str, ...]
    sessions: tuple[SessionSeen, ...]
    papers: tuple[PaperSeen, ...]
    clocks: tuple[Clock, ...]
    paper: str
    lacks: tuple[str, ...]
    next: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The documents that must be in the file and are not."""
        return tuple(paper.kind for paper in self.papers if paper.missing)


@dataclass
class Mediation(OpenDesk):
    """The verbs of the page of mediation."""

    def archived_cases(self) -> int:
        """How many cases lie in the archive, which a board need not read."""
        return archived_cases(self.store)

    def cases_board(self, *, archive: bool = True) -> tuple[Column, ...]:
        """Every case under its state, all states in order; the empty ones too.

        Without the archive its column is empty.
        """
        facts, rules = light_facts(self.store, archive=archive), self.rules()
        columns: dict[State, list[Case]] = defaultdict(list)
        for case in facts.all(Case):
            columns[states.state_of(case)].append(case)
        return tuple(self._column(facts, rules, state, columns[state]) for state in State)

    def _column(self, facts: Facts, rules: Rules, state: State, cases: list[Case]) -> Column:
        order = sorted(
            cases,
            key=lambda case: (case.accepted_on, case.case_no),
            reverse=state is State.ARCHIVED,
        )
        return Column(str(state), tuple(_seen(facts, case, self.today, rules) for case in order))

    def case(self, uid: str) -> CaseFull:
        """One case with its file and its clocks; raises UserError if it is gone."""
        facts = facts_of_case(self.store, uid)
        case = facts.get(Case, uid)
        if case is None:
            raise UserError("这个案件已经不在了，可能刚被删除或撤销，请看看列表")
        return _full(facts, case, self.today, self.rules())

    def monthly(self, period: str) -> Monthly:
        """The report of a month (`2026-11`) or quarter, a zero report where nothing happened."""
        return tally.monthly(self.facts(), parse_period(period))

    def statistics(self, year: int) -> Statistics:
        """The figures of a year, each share with what it was divided by."""
        return tally.statistics(self.facts(), parse_period(str(year)))


def _seen(facts: Facts, case: Case, on: date, rules: Rules) -> CaseSeen:
    running = () if case.archived_on else clocks_of(case, on, rules)
    pressing = [clock for clock in running if clock.days_left <= _SOON]
    first = min(pressing, key=lambda clock: clock.days_left, default=None)
    return CaseSeen(
        uid=case.uid,
        number=case.case_no,
        kind=str(case.kind or ""),
        sides=_sides_words(facts, case),
        days_open=states.days_open(case, on),
        tag=first.words if first else _quiet_tag(facts, case),
        pressing=first is not None,
        urgent=bool(first and first.urgent),
    )


def _quiet_tag(facts: Facts, case: Case) -> str:
    """What else is worth saying of a case that nothing presses."""
    state = states.state_of(case)
    if state is State.OPEN and case.uid not in facts.once(files_of).sessions:
        return "还没有调解"
    if state is State.TO_ARCHIVE and (gone := states.missing(facts, case)):
        return f"缺文书 {len(gone)} 份"
    return str(case.outcome) if state is State.FAILED else ""


def _sides_words(facts: Facts, case: Case) -> str:
    rows = facts.once(files_of).sides.get(case.uid, ())
    every = ([row.name for row in rows if row.side == kind] for kind in SideKind)
    return "与".join(_few(names) for names in every if names)


def _few(names: Sequence[str]) -> str:
    return f"{names[0]}等 {len(names)} 人" if len(names) > 2 else "、".join(names)


def _side(facts: Facts, case: Case, kind: SideKind) -> tuple[str, ...]:
    rows = facts.once(files_of).sides.get(case.uid, ())
    return tuple(row.name for row in rows if row.side == kind)


def _full(facts: Facts, case: Case, on: date, rules: Rules) -> CaseFull:
    named = {part: tuple(who(facts, uid) for uid in helpers(facts, case, part)) for part in Part}
    applicants, respondents = (_side(facts, case, kind) for kind in SideKind)
    return CaseFull(
        uid=case.uid,
        number=case.case_no,
        kind=str(case.kind or ""),
        state=str(states.state_of(case)),
        accepted_on=case.accepted_on,
        days_open=states.days_open(case, on),
        summary=case.summary or "",
        outcome=str(case.outcome or ""),
        amount=case.amount,
        applicants=applicants,
        respondents=respondents,
        mediators=named[Part.MEDIATOR],
        sages=named[Part.SAGE],
        others=named[Part.OTHER],
        sessions=tuple(
            SessionSeen(one.on, one.place or "", one.said or "")
            for one in facts.once(files_of).sessions.get(case.uid, ())
        ),
        papers=_papers(facts, case),
        clocks=() if case.archived_on else tuple(clocks_of(case, on, rules)),
        paper=states.paper_name(facts, case),
        lacks=states.lacks(facts, case),
        next=_next(facts, case),
    )


def _papers(facts: Facts, case: Case) -> tuple[PaperSeen, ...]:
    must, spoken = states.must_have(case), states.spoken_of(case)
    pages = {row.kind: row.pages for row in facts.once(files_of).papers.get(case.uid, ())}
    return tuple(
        PaperSeen(
            kind=str(paper),
            must=paper in must,
            there=paper in pages,
            missing=paper in must and paper not in pages,
            why="记录里写到了，应放一份" if paper in spoken and paper not in pages else "",
            pages=pages.get(paper),
        )
        for paper in Paper
    )


def clocks_of(case: Case, on: date, rules: Rules) -> Iterator[Clock]:
    """The times that run for a case on a day: to settle it, to ask the court, to perform."""
    if states.is_open(case, on):
        settle = states.to_settle_by(case, _rule(rules, _SETTLE, on).number("mediation_days"))
        yield _clock("调解期限", settle, on)
    confirm = _rule(rules, _CONFIRM, on)
    last = states.to_confirm_by(case, confirm.number("confirm_days"))
    if last and on <= last:
        counted_from = first_day(case.effective_on or "") + timedelta(confirm.number("warn_day"))
        if counted_from <= on:
            yield _clock("申请司法确认", last, on)
    if due := states.to_perform_by(case, on):
        yield _clock("履行期限", due, on)


def _clock(title: str, due: date, on: date) -> Clock:
    left = (due - on).days
    said = f"{title}已过 {-left} 天" if left < 0 else f"{title}还有 {left} 天"
    words = f"{title}今天到期" if left == 0 else said
    return Clock(title, due.isoformat(), left, words, urgent=left < 0)


def _rule(rules: Rules, key: str, on: date) -> Rule:
    """The rule in force; our own where the county asks for none."""
    rule = rules.on(key, on) or rulebook.rules().on(key, on)
    assert rule is not None
    return rule


def _next(facts: Facts, case: Case) -> str:
    """What is to be done next, in words."""
    match states.state_of(case):
        case State.OPEN:
            held = facts.once(files_of).sessions.get(case.uid, ())
            return "接着调解，谈好了填调解结果" if held else "约双方调解，记下调解经过"
        case State.TO_PERFORM:
            wanting = states.lacks(facts, case)
            return "先把协议补全" if wanting else "督促履行，履行了填履行情况"
        case State.TO_VISIT:
            return "回访双方，填回访日期和情况"
        case State.TO_ARCHIVE | State.FAILED:
            return "补齐文书后归档" if states.missing(facts, case) else "整理归档"
    return ""

"""Cases as their page shows them: cards by state, one case with what is next, in words."""

from dataclasses import dataclass

from villagedesk.desk import Desk
from villagedesk.desk.mediation import CaseFull, CaseSeen
from villagedesk.ledgers.mediation.case_numbers import read_case_number
from villagedesk.ledgers.mediation.rolls import CASES, PAPERS
from villagedesk.ledgers.mediation.states import PRIVATE_PAPER, State
from villagedesk.ledgers.mediation.tables import Outcome

SHOWN = tuple(state for state in State if state is not State.ARCHIVED)
"""The columns of the board; what lies in the archive is only counted."""


@dataclass(frozen=True)
class CardSeen:
    """A case as a card: `tag` is a word and its tone."""

    uid: str
    number: str
    days: str
    sides: str
    kind: str
    tag: tuple[str, str]


@dataclass(frozen=True)
class ColumnSeen:
    """The cards of one state."""

    state: str
    cards: tuple[CardSeen, ...]


@dataclass(frozen=True)
class BoardSeen:
    """The whole board, and how many cases are in the archive."""

    columns: tuple[ColumnSeen, ...]
    archived: int

    @property
    def is_empty(self) -> bool:
        """Whether there is no case at all, not even in the archive."""
        return not self.archived and not any(column.cards for column in self.columns)

    @property
    def sentence(self) -> str:
        """Where the village stands, in numbers."""
        if self.is_empty:
            return "还没有登记案件"
        late = sum(card.tag[1] == "bad" for one in self.columns for card in one.cards)
        said = [f"{late} 件超期"] if late else []
        said += [f"{one.state} {len(one.cards)} 件" for one in self.columns if one.cards]
        return " · ".join(said) or f"没有要办的案件，已归档 {self.archived} 件"


@dataclass(frozen=True)
class CaseOpen:
    """One case with all that follows from its record, and the uids of its papers by kind."""

    full: CaseFull
    filed: dict[str, str]
    unfinished: bool


@dataclass(frozen=True)
class Next:
    """What is next: words for the one red button, and the field it leads to ("" = a sitting)."""

    words: str
    key: str = ""


def see_board(desk: Desk) -> BoardSeen:
    """The board; for the desk's thread."""
    columns = {column.state: column.cases for column in desk.cases_board(archive=False)}
    shown = tuple(
        ColumnSeen(state, tuple(_card(one, state) for one in columns.get(state, ())))
        for state in SHOWN
    )
    return BoardSeen(shown, desk.archived_cases())


def _card(one: CaseSeen, state: State) -> CardSeen:
    days = _days(one.days_open, running=state is State.OPEN)
    tone = "bad" if one.urgent else "warn" if one.pressing else "plain"
    sides = one.sides or "没有登记当事人"
    return CardSeen(one.uid, one.number, days, sides, one.kind or "没有填类型", (one.tag, tone))


def _days(count: int, *, running: bool) -> str:
    """How long a case has been running, or how long it took."""
    if not count:
        return "今天受理" if running else "当天办完"
    return f"第 {count} 天" if running else f"用了 {count} 天"


def see_case(desk: Desk, uid: str) -> CaseOpen:
    """One case; for the desk's thread."""
    filed: dict[str, str] = {}
    for row in desk.parts(PAPERS, uid):
        filed.setdefault(str(row[1]), str(row[0]))
    unfinished = any(draft.about == uid for draft in desk.drafts(CASES))
    return CaseOpen(desk.case(uid), filed, unfinished)


def next_number(desk: Desk) -> str:
    """The number after this year's highest, written as that one is; for the desk's thread."""
    year = desk.today.year
    numbered = [
        (number, str(row[1]))
        for row in desk.rows(CASES)
        if (number := read_case_number(str(row[1]), str(row[2]))) and number.year == year
    ]
    if not numbered:
        return f"{year}-001"
    highest, written = max(numbered)
    digits = str(highest.number)
    before, _, after = written.rpartition(digits)
    if len(str(highest.number + 1)) > len(digits) and not before.endswith(str(year)):
        before = before.removesuffix("0")  # 009 is followed by 010
    return f"{before}{highest.number + 1}{after}"


def headline(full: CaseFull) -> str:
    """2026-003 张某与李某."""
    sides = "与".join(_few(names) for names in (full.applicants, full.respondents) if names)
    return f"{full.number} {sides}".strip()


def _few(names: tuple[str, ...]) -> str:
    return f"{names[0]}等 {len(names)} 人" if len(names) > 2 else "、".join(names)


def sentence(full: CaseFull) -> str:
    """接着调解，谈好了填调解结果 · 第 27 天 · 邻里 · 受理 2026-10-08: what is next comes first."""
    running = full.state == State.OPEN
    days = _days(full.days_open, running=running)
    state = "" if running else full.state
    said = (state, full.next, days, full.kind, f"受理 {full.accepted_on}")
    return " · ".join(part for part in said if part)


def next_of(full: CaseFull) -> Next | None:
    """What the red button is for; nothing once the file lies in the archive."""
    match full.state:
        case State.OPEN:
            settled = Next("登记调解结果", "outcome")
            return settled if full.sessions else Next("登记调解经过")
        case State.TO_PERFORM:
            wanting = full.outcome == Outcome.WRITTEN and full.lacks
            return Next("补全协议", "agreement_no") if wanting else Next("登记履行", "performance")
        case State.TO_VISIT:
            return Next("登记回访", "case_visited_on")
        case State.TO_ARCHIVE | State.FAILED:
            return Next("归档", "archived_on")
    return None


def naming(full: CaseFull) -> tuple[str, str]:
    """What the agreement rightly is called and what it lacks: words and tone; empty without one."""
    if not full.paper:
        return "", "plain"
    lacking = f"：{'、'.join(full.lacks)}" if full.lacks else ""
    if full.paper == PRIVATE_PAPER:
        said = f"这份协议是{PRIVATE_PAPER}{lacking}。调解员签名、盖调委会印章后才是人民调解协议。"
        return said, "bad"
    return f"{full.paper}{lacking}", "warn" if full.lacks else "ok"

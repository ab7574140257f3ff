"""The year of the branches as its page shows it: what a cell and a row say, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from villagedesk.declare import Facts, Rule
from villagedesk.desk import Desk, Found
from villagedesk.errors import UserError
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.meetings.due import OWED, Board, Cell, State
from villagedesk.ledgers.meetings.sitting import is_late
from villagedesk.ledgers.meetings.tables import OF_THE_VILLAGE, Meeting, MeetingKind
from villagedesk.people import PartyBranch, PartyGroup, PartyMember
from villagedesk.period import parse_period

HELD_IN_TIME = "meetings.are_held_in_time"
STUDY_NORMS = ("meetings.members_study_enough", "meetings.leaders_study_enough")

MONTHS = {
    MeetingKind.ASSEMBLY: "assembly_months",
    MeetingKind.COMMITTEE: "committee_months",
    MeetingKind.GROUP: "group_months",
    MeetingKind.LECTURE: "lecture_months",
    MeetingKind.THEME_DAY: "theme_day_months",
    MeetingKind.LIFE: "life_months",
    MeetingKind.REVIEW: "review_months",
}
_PACE = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}
_QUARTERS = "一二三四"
_LONG = 14
"""Characters of a branch's name for which a button has room."""


@dataclass(frozen=True)
class YearSeen:
    """A year of all branches as the desk tells it."""

    year: int
    today: date
    boards: tuple[Board, ...]
    rule: Rule | None
    late: frozenset[str] = frozenset()
    """The sittings that were written down late, by uid."""
    groups: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The groups of each branch: uid and name."""
    founded: Mapping[str, str] = field(default_factory=dict)

    def board(self, branch: str) -> Board | None:
        """The board of a branch, or of the first one."""
        found = (one for one in self.boards if one.branch == branch)
        return next(found, self.boards[0] if self.boards else None)

    def waiting(self, branch: str, cell: Cell) -> tuple[tuple[str, str], ...]:
        """The groups that have not met in a span in which all of them should."""
        if cell.kind is not MeetingKind.GROUP or cell.state in (State.HELD, State.NOT_OWED):
            return ()
        met = {one.group for one in cell.meetings}
        return tuple(group for group in self.groups.get(branch, ()) if group[0] not in met)


def see_year(desk: Desk, year: int) -> YearSeen:
    """Reads the boards of a year, of this one where it is 0; runs on the desk's thread."""
    year = year or desk.today.year
    facts, days = desk.facts(), desk.late_days()
    boards = desk.boards(year)
    held = (one for board in boards for cell in board.cells() for one in cell.meetings)
    return YearSeen(
        year=year,
        today=desk.today,
        boards=boards,
        rule=desk.rules().on(HELD_IN_TIME, min(desk.today, date(year, 12, 31))),
        late=frozenset(one.uid for one in held if is_late(one, days)),
        groups={board.branch: _groups(facts, board.branch) for board in boards},
        founded={one.uid: one.founded or "" for one in facts.all(PartyBranch)},
    )


def _groups(facts: Facts, branch: str) -> tuple[tuple[str, str], ...]:
    return tuple((one.uid, one.name) for one in facts.all(PartyGroup) if one.branch == branch)


def is_member(desk: Desk, uid: str) -> bool:
    """Whether a uid is a party member's; for the desk's thread."""
    return desk.facts().get(PartyMember, uid) is not None


def sittings_of(board: Board) -> tuple[Meeting, ...]:
    """Every sitting of the year once, whatever it counts as."""
    found = {one.uid: one for cell in board.cells() for one in cell.meetings}
    return tuple(found.values())


def sentence(seen: YearSeen, board: Board | None) -> str:
    """2026年 · 第一党支部 · 已开 31 次，缺 2 次，待开 3 次."""
    if board is None:
        return f"{seen.year}年 · 还没有登记党支部和党员"
    counts = [sum(cell.state is state for cell in board.cells()) for state in State]
    _, missing, due, *_ = counts
    parts = [f"已开 {len(sittings_of(board))} 次"]
    parts += [f"缺 {missing} 次"] if missing else []
    parts += [f"待开 {due} 次"] if due else []
    return f"{seen.year}年 · {board.title} · {'，'.join(parts)}"


def span_words(first: date, last: date) -> str:
    """3月, 第二季度, 全年, or the months."""
    months = last.month - first.month + 1
    if months == 1:
        return f"{first.month}月"
    if months == 12:
        return "全年"
    if months == 3 and first.month % 3 == 1:
        return f"第{_QUARTERS[first.month // 3]}季度"
    return f"{first.month}—{last.month}月"


def day_words(meeting: Meeting, *, month: bool) -> str:
    """5日 or 3月5日; a sitting of which only the month is known says that."""
    first, last = first_day(meeting.held_on), last_day(meeting.held_on)
    if first != last:
        return f"{first.month}月"
    return f"{first.month}月{first.day}日" if month else f"{first.day}日"


def cell_words(seen: YearSeen, branch: str, cell: Cell) -> str:
    """What stands in a cell beside its sign: the day, how often, or what is to be done."""
    if cell.state is State.HELD:
        if len(cell.meetings) == 1:
            return day_words(cell.meetings[0], month=cell.first.month != cell.last.month)
        return f"×{len(cell.meetings)}"
    waiting = len(seen.waiting(branch, cell)) if cell.meetings else 0
    if waiting and cell.state in (State.MISSING, State.DUE):
        return f"差{waiting}组"
    return {State.MISSING: "缺", State.DUE: "待开", State.UNKEPT: "没记"}.get(cell.state, "")


def name_of(seen: YearSeen, cell: Cell) -> str:
    """支委会 3月：缺. What a screen reader says of a cell."""
    said = [str(cell.state)]
    if cell.meetings:
        days = "、".join(day_words(one, month=True) for one in cell.meetings)
        many = f"{len(cell.meetings)} 次：{days}" if len(cell.meetings) > 1 else days
        said += [many if cell.state is State.HELD else f"已开 {many}"]
    late = sum(one.uid in seen.late for one in cell.meetings)
    said += [f"{late} 次是补录" if late > 1 else "补录"] if late else []
    said += [cell.note] if cell.note else []
    return f"{cell.kind} {span_words(cell.first, cell.last)}：{'，'.join(said)}"


def short_name(title: str) -> str:
    """The end of a branch's name, which tells it from its neighbours."""
    return title if len(title) <= _LONG else f"…{title[-_LONG:]}"


def pace(cells: Sequence[Cell]) -> str:
    """How often a kind is owed, as the width of its cells tells."""
    months = cells[0].last.month - cells[0].first.month + 1
    return _PACE.get(months, f"每 {months} 个月")


def why_not(seen: YearSeen, branch: str, kind: MeetingKind) -> tuple[str, str]:
    """Why a branch does not owe a kind: a word for the row's head, and the whole reason."""
    if kind in OF_THE_VILLAGE:
        return "村里的会", "村里的会，不按支部看；村民代表会议按季看，哪一季缺了，提醒里会写"
    if kind not in OWED or (seen.rule and not seen.rule.number(MONTHS[kind])):
        return "不作要求", "没有规定要开，开了就记"
    founded = seen.founded.get(branch, "")
    if founded and first_day(founded).year > seen.year:
        return "支部未成立", "那一年支部还没有成立"
    if kind is MeetingKind.GROUP and not seen.groups.get(branch):
        return "没有党小组", "没有党小组，不用开"
    if kind is MeetingKind.COMMITTEE:
        full = seen.rule.number("full_members") if seen.rule else 7
        return "不设支委会", f"正式党员不满 {full} 名，不设支委会"
    return "没有党员", "那时支部没有党员"


def proposed_day(cell: Cell, today: date) -> str:
    """Today where it lies in the span; of a span gone by only its month or year is certain."""
    if cell.first <= today <= cell.last:
        return today.isoformat()
    return f"{cell.first:%Y-%m}" if cell.first.month == cell.last.month else f"{cell.first:%Y}"


def kind_missed(found: Found) -> str:
    """The kind of sitting a finding of `are_held_in_time` misses: the last word of its subject."""
    return found.subject.rpartition(" ")[2]


def about_board(found: Iterable[Found], seen: YearSeen | None, branch: str) -> list[Found]:
    """What falls short, without the sittings that other branches miss; those come last."""
    others = {one.branch for one in seen.boards} - {branch} if seen else set()
    own = [one for one in found if one.norm != HELD_IN_TIME or one.uid not in others]
    return sorted(own, key=lambda one: one.norm == HELD_IN_TIME)


def day_missed(found: Found) -> str:
    """As much of the day as a finding of `are_held_in_time` tells: a month, or a year."""
    span = found.period.partition(" ")[0]
    return span if len(span) == len("2026-03") else span[:4]


def cell_of(board: Board, found: Found) -> Cell | None:
    """The cell a finding of `are_held_in_time` speaks of, where its year is the one shown."""
    try:
        first = parse_period(found.period.partition(" ")[0]).start
    except UserError:  # a county may set spans that are no calendar periods
        return None
    wanted = (kind_missed(found), first)
    return next((cell for cell in board.cells() if (str(cell.kind), cell.first) == wanted), None)

"""The papers of a sitting: the sheet everybody signs before it, the minutes after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from villagedesk.books.papers.paper import (
    BOUND,
    ROOMY,
    Block,
    Column,
    Form,
    Paper,
    Passage,
    Signatures,
    Table,
)
from villagedesk.books.papers.wording import BLANK, day_or_blank, spoken
from villagedesk.kinds import StudyHours, When
from villagedesk.ledgers.meetings.sitting import (
    JOINT,
    THERE,
    Counts,
    counts_of,
    is_late,
    judged_item,
)
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
)
from villagedesk.quorum import Judged

ONE_BLOCK = 20
"""Signers that stand one below the other; more stand in two blocks side by side."""
A_PAGE = 40
"""Signers that one page holds in two blocks."""
FEW = 15
"""Signers who get higher rows."""
GUEST_ROWS = 2
GROUP = "党小组"

_NUMERALS = "一二三四五六七八九十"
_CALLED = {MeetingKind.LECTURE: "记录", MeetingKind.THEME_DAY: "活动记录"}
"""What minutes are called that are not 会议记录, by the last kind of the sitting."""


@dataclass(frozen=True)
class Held:
    """Who holds a sitting of which kinds, when, where and under whom, in words; "" is not known."""

    village: str
    branch: str = ""
    group: str = ""
    kinds: tuple[MeetingKind, ...] = ()
    day: When = ""
    begins: str = ""
    ends: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""

    @property
    def title(self) -> str:
        """河湾村党支部支委会: who, and what they hold; no word stands there twice."""
        return _joined(self._holder, JOINT.join(self._named) or "会议")

    @property
    def minutes_title(self) -> str:
        """河湾村党支部支委会会议记录, 河湾村党支部党课记录."""
        called = _CALLED.get(self._named[-1], "会议记录") if self._named else "记录"
        return f"{self.title}{called}"

    @property
    def _named(self) -> list[MeetingKind]:
        return [kind for kind in self.kinds if kind is not MeetingKind.OTHER]

    @property
    def _holder(self) -> str:
        if self.kinds == (MeetingKind.JOINT,) or not self.branch:
            return self.village
        named = self.branch if self.village in self.branch else f"{self.village}{self.branch}"
        return f"{named}{self.group}"

    @property
    def when(self) -> str:
        """2026年11月5日 9:00—10:30, as far as it is known."""
        hours = "—".join(hour.removeprefix("0") for hour in (self.begins, self.ends) if hour)
        return f"{day_or_blank(self.day)} {hours}".rstrip()


@dataclass(frozen=True)
class Signer:
    """A name on the sign-in sheet; nothing else of a person goes there."""

    name: str
    group: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Sat:
    """A sitting that was held: its records, and the names of people by uid."""

    held: Held
    meeting: Meeting
    attendance: tuple[Attendance, ...]
    items: tuple[AgendaItem, ...]
    names: Mapping[str, str]

    @property
    def counts(self) -> Counts:
        """Computed from the attendance, or as typed."""
        return counts_of(self.meeting, self.attendance)


def _joined(first: str, then: str) -> str:
    """党支部 and 支部党员大会 make 党支部党员大会."""
    for shared in ("党小组", "支部"):
        if first.endswith(shared) and then.startswith(shared):
            return first + then.removeprefix(shared)
    return first + then


def sign_in_sheet(
    held: Held, signers: Sequence[Signer], *, expected: int, guests: Sequence[str] = ()
) -> Paper:
    """签到表: two blocks side by side for more than twenty, forty on a page; room for guests."""
    came = f"{expected} 人" if signers else ""
    head = Form(
        (
            (("时间", held.when), ("地点", held.place)),
            (("主持人", held.chair), ("应到", came)),
        )
    )
    tables = (*_signing(signers), _guests(guests))
    return Paper(f"{held.title}签到表", (head, *tables), margins=ROOMY)


def _signing(signers: Sequence[Signer]) -> Iterator[Table]:
    rows = [(str(n), one.name, one.group, "", one.remark) for n, one in enumerate(signers, 1)]
    if len(rows) <= ONE_BLOCK:
        block = (("序号", 12), ("姓名", 26), (GROUP, 34), ("签名", 66), ("备注", 36))
        yield _table(block, rows, row_height=11 if len(rows) <= FEW else 9)
        return
    block = (("序号", 9), ("姓名", 21), (GROUP, 14), ("签名", 27), ("备注", 16))
    rows = [(*row[:2], row[2].removesuffix(GROUP) or row[2], *row[3:]) for row in rows]
    for start in range(0, len(rows), A_PAGE):
        yield _table(block * 2, _side_by_side(rows[start : start + A_PAGE]))


def _side_by_side(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The first half of the rows with the second half beside it, so that numbers run down."""
    half = (len(rows) + 1) // 2
    beside = [*rows[half:], ("",) * len(rows[0])]
    return [(*left, *right) for left, right in zip(rows, beside[:half], strict=False)]


def _guests(guests: Sequence[str]) -> Table:
    """Two guests a row, and room for some whom nobody knows of yet."""
    rows = max(GUEST_ROWS, (len(guests) + 1) // 2)
    names = [*guests, *[""] * (rows * 2 - len(guests))]
    block = (("列席人员", 46), ("签名", 41))
    return _table(block * 2, [(a, "", b, "") for a, b in zip(names[::2], names[1::2], strict=True)])


def _table(
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[str, ...]],
    *,
    row_height: float = 8.6,
) -> Table:
    made = tuple(Column(title, width) for title, width in columns)
    return Table(made, tuple(rows), row_height=row_height, whole=True)


def minutes(sat: Sat, late_days: int) -> Paper:
    """会议记录: what was written down and nothing else; what was not is left blank to be written.

    Where it was written down more than `late_days` after the sitting, the foot says on which day.
    """
    late = sat.meeting.entered_on if is_late(sat.meeting, late_days) else None
    return Paper(
        sat.held.minutes_title,
        (
            Form(tuple(_header(sat))),
            *_text(sat),
            Signatures(("主持人签字", "记录人签字")),
        ),
        foot=f"{spoken(late)}补录" if late else "",
        margins=BOUND,
    )


def _header(sat: Sat) -> Iterator[tuple[tuple[str, str], ...]]:
    held, meeting = sat.held, sat.meeting
    yield ("时间", held.when), ("地点", held.place)
    yield ("主持人", held.chair), ("记录人", held.recorder)
    yield ("应到", _heads(sat.counts.expected)), ("实到", _came(sat))
    yield (("缺席及原因", _absent(sat)),)
    yield (("列席", _listed(_names(sat, AttendanceState.GUEST), meeting.guests)),)
    if MeetingKind.LECTURE in held.kinds or meeting.lecturer or meeting.lecture:
        yield ("主讲人", meeting.lecturer or ""), ("学时", StudyHours().show(meeting.hours))
        yield (("授课题目", meeting.lecture or ""),)


def _heads(number: int | None) -> str:
    return "" if number is None else f"{number} 人"


def _came(sat: Sat) -> str:
    online = _names(sat, AttendanceState.ONLINE)
    said = _heads(sat.counts.present)
    return f"{said}（其中线上：{'、'.join(online)}）" if online else said


def _absent(sat: Sat) -> str:
    """Each with his state and reason; 无 only where an attendance shows that nobody was."""
    away = [row for row in sat.attendance if row.state not in (*THERE, AttendanceState.GUEST)]
    said = [f"{sat.names[row.person]}（{_why(row)}）" for row in away]
    whole = _listed(said, sat.meeting.absentees)
    return whole or ("无" if sat.attendance else "")


def _why(row: Attendance) -> str:
    uncounted = f"不计入应到：{row.excluded}" if row.excluded else ""
    return "，".join(part for part in (AttendanceState(row.state), row.note, uncounted) if part)


def _names(sat: Sat, state: AttendanceState) -> list[str]:
    return [sat.names[row.person] for row in sat.attendance if row.state == state]


def _listed(names: Sequence[str], typed: str | None) -> str:
    return "；".join(part for part in ("、".join(names), (typed or "").strip()) if part)


def _text(sat: Sat) -> Iterator[Block]:
    meeting = sat.meeting
    agenda = "\n".join(f"{n}．{item.title}" for n, item in enumerate(sat.items, 1))
    topic = "\n".join(part for part in (meeting.topic, agenda) if part)
    yield Passage("一、会议议题", topic, blank_lines=0 if topic else 1)
    yield Passage("二、主要内容", meeting.content or "", blank_lines=0 if meeting.content else 7)
    settled = meeting.resolution or ""
    yield Passage("三、形成决议", settled, blank_lines=0 if settled or sat.items else 3)
    for place, item in enumerate(sat.items):
        yield from _item(sat, item, place)


def _item(sat: Sat, item: AgendaItem, place: int) -> Iterator[Passage]:
    number = _NUMERALS[place] if place < len(_NUMERALS) else str(place + 1)
    settled = item.resolution or ""
    yield Passage(f"（{number}）{item.title}", settled, blank_lines=0 if settled else 2)
    voted = "\n".join(_vote(sat, item))
    if voted:
        yield Passage("", voted)


def _vote(sat: Sat, item: AgendaItem) -> Iterator[str]:
    """The numbers as recorded, beside them what the rule asks: a vote that failed is not hidden."""
    judged = judged_item(sat.meeting, item, sat.counts)
    if not (item.motion or item.method or item.yes is not None):
        return
    yield f"表决：{'；'.join(_counted(sat, item, judged))}。"
    said = [] if item.passed is None else ["通过" if item.passed else "没有通过"]
    if judged and (judged.carried is False or not judged.quorum_met):
        said.append(f"按规定，{judged.words}")
    if said:
        yield f"结果：{'。'.join(said)}。"


def _counted(sat: Sat, item: AgendaItem, judged: Judged | None) -> Iterator[str]:
    about = f"（{sat.names[item.person]}）" if item.person else ""
    yield from (word for word in (f"{item.motion or ''}{about}", item.method) if word)
    counts = sat.counts
    if counts.voters_expected is not None and counts.voters_present is not None:
        yield f"应到会有表决权 {counts.voters_expected} 人，实到 {counts.voters_present} 人"
    yield "，".join(
        f"{name} {BLANK if number is None else number} 票"
        for name, number in (("赞成", item.yes), ("反对", item.no), ("弃权", item.abstained))
    )
    if item.unvoted:
        yield f"未投票 {item.unvoted} 人"
    if item.written:
        yield f"其中书面意见 {item.written} 票"
    if judged and judged.needed is not None:
        yield f"按规定赞成需 ≥{judged.needed} 票"

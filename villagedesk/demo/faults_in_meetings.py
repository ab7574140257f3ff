"""Mistakes in the meeting log, each with everything that a check will say of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from villagedesk.demo.faulty import Fault, Mistake, named
from villagedesk.demo.meetings import YEAR
from villagedesk.demo.slate import DAY, Row, Slate
from villagedesk.ledgers.meetings.sitting import THERE, counted
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    FloatContact,
    Floating,
    Meeting,
    MeetingKind,
    MemberReview,
    ReviewGrade,
)
from villagedesk.people import PartyBranch, PartyMember, Person, Stage
from villagedesk.quorum import BRANCH_MEETING

_COPIED = (
    "先由书记读文件，再分三组讨论，大家说到果园用工贵、年轻人不在家、老树要改形这几件事，"
    "最后商定各组推一个人去镇上学剪枝，学回来挨家教，费用从集体收益里出。"
)


def _missed(slate: Slate) -> tuple[Fault, ...]:
    """The committee did not meet in September."""
    for meeting in _sittings(slate, MeetingKind.COMMITTEE, 9):
        _drop(slate, meeting)
        branch = named(slate, PartyBranch, meeting["branch"])
        return (Fault("meetings.are_held_in_time", f"{branch} {MeetingKind.COMMITTEE}"),)
    return ()


def _too_few_came(slate: Slate) -> tuple[Fault, ...]:
    """Half an assembly asked for leave, and the minutes say that it was carried."""
    for meeting in _sittings(slate, MeetingKind.ASSEMBLY, 8):
        rows = _roll(slate, meeting)
        voters = sum(bool(row["votes"]) for row in rows)
        assert BRANCH_MEETING.quorum
        spare = _there(rows) - BRANCH_MEETING.quorum.least(voters) + 1
        free = [row for row in rows if row["votes"] and row["state"] in THERE]
        free = [row for row in free if row["person"] not in (meeting["chair"], meeting["recorder"])]
        for row in free[:spare]:
            row["state"] = AttendanceState.LEAVE
        _count_anew(slate, meeting)
        return (_about("meetings.vote_stands", meeting),)
    return ()


def _newcomer_voted(slate: Slate) -> tuple[Fault, ...]:
    """Somebody on probation was noted as a voter."""
    for meeting in _sittings(slate, MeetingKind.ASSEMBLY, 11):
        for row in _roll(slate, meeting):
            if row["stage"] == Stage.PROBATIONARY:
                row.update(votes=True, state=AttendanceState.THERE)
                _count_anew(slate, meeting)
                return (_about("meetings.voters_have_a_vote", meeting),)
    return ()


def _copied(slate: Slate) -> tuple[Fault, ...]:
    """October's minutes are September's."""
    early = _sittings(slate, MeetingKind.THEME_DAY, 9)
    for meeting, later in zip(early, _sittings(slate, MeetingKind.THEME_DAY, 10), strict=False):
        meeting["content"] = later["content"] = _COPIED
        return (_about("meetings.text_is_not_copied", later),)
    return ()


def _chair_away(slate: Slate) -> tuple[Fault, ...]:
    for meeting in _sittings(slate, MeetingKind.COMMITTEE, 5):
        for row in _roll(slate, meeting):
            if row["person"] == meeting["chair"]:
                row["state"] = AttendanceState.AWAY
        _count_anew(slate, meeting)
        return (_about("meetings.chair_was_there", meeting),)
    return ()


def _written_late(slate: Slate) -> tuple[Fault, ...]:
    for meeting in _sittings(slate, MeetingKind.COMMITTEE, 3):
        late = date.fromisoformat(meeting["held_on"]) + timedelta(days=45)
        meeting["entered_on"] = late.isoformat()
        return (_about("meetings.is_written_down_in_time", meeting),)
    return ()


def _stayed_away(slate: Slate) -> tuple[Fault, ...]:
    """One came to nothing for three months, and said nothing."""
    busy = {meeting[who] for meeting in slate.rows[Meeting] for who in ("chair", "recorder")}
    for member in slate.rows[PartyMember]:
        if member["uid"] in busy or member.get("post") or member["stage"] != Stage.FULL:
            continue
        if member["mobile"] or member["home_teaching"]:
            continue
        for meeting in slate.rows[Meeting]:
            if meeting["held_on"] < f"{YEAR}-09":
                continue
            for row in _roll(slate, meeting):
                if row["person"] == member["uid"]:
                    row["state"] = AttendanceState.ABSENT
                    _count_anew(slate, meeting)
        return (Fault("meetings.no_long_absence", _name(slate, member["uid"])),)
    return ()


def _not_called(slate: Slate) -> tuple[Fault, ...]:
    """Nobody has spoken with a mobile member since spring."""
    long_ago = (DAY - timedelta(days=181)).isoformat()
    for stay in _stays(slate):
        if stay["left_on"] < long_ago:
            slate.rows[FloatContact] = [
                row
                for row in slate.rows[FloatContact]
                if row["floating"] != stay["uid"] or row["on"] < long_ago
            ]
            return (Fault("meetings.mobile_members_are_contacted", _name(slate, stay["person"])),)
    return ()


def _not_registered(slate: Slate) -> tuple[Fault, ...]:
    """A mobile member of whom nobody wrote down where he went."""
    for stay in reversed(_stays(slate)[1:]):
        slate.rows[Floating].remove(stay)
        slate.rows[FloatContact] = [
            row for row in slate.rows[FloatContact] if row["floating"] != stay["uid"]
        ]
        return (Fault("meetings.long_absence_is_registered", _name(slate, stay["person"])),)
    return ()


def _all_excellent(slate: Slate) -> tuple[Fault, ...]:
    """Half a branch was excellent last year."""
    branches = {row["uid"]: row["branch"] for row in slate.rows[PartyMember]}
    reviews = [row for row in slate.rows[MemberReview] if row["grade"]]
    branch = branches[reviews[0]["person"]]
    own = [row for row in reviews if branches[row["person"]] == branch]
    for row in own[: len(own) * 2 // 3]:
        row["grade"] = ReviewGrade.EXCELLENT
    return (Fault("meetings.excellent_within_a_third", named(slate, PartyBranch, branch)),)


MISTAKES: tuple[Mistake, ...] = (
    _missed,
    _too_few_came,
    _newcomer_voted,
    _copied,
    _chair_away,
    _written_late,
    _stayed_away,
    _not_called,
    _not_registered,
    _all_excellent,
)


def _sittings(slate: Slate, kind: MeetingKind, month: int) -> list[Row]:
    """The sittings of a kind in a month, branch by branch."""
    held = f"{YEAR}-{month:02}"
    own = [row for row in slate.rows[Meeting] if row["held_on"].startswith(held)]
    own = [row for row in own if kind in row["kinds"].split("、")]
    return sorted(own, key=lambda row: (row["branch"], row["held_on"]))


def _roll(slate: Slate, meeting: Row) -> list[Row]:
    return [row for row in slate.rows[Attendance] if row["meeting"] == meeting["uid"]]


def _there(rows: Iterable[Row]) -> int:
    return sum(bool(row["votes"]) and row["state"] in THERE for row in rows)


def _count_anew(slate: Slate, meeting: Row) -> None:
    """The numbers and the ayes follow who was there."""
    rows = _roll(slate, meeting)
    meeting.update(vars(counted([Attendance(**row) for row in rows])))
    for item in slate.rows[AgendaItem]:
        if item["meeting"] == meeting["uid"] and item.get("passed"):
            no = min(item["no"], meeting["voters_present"])
            item.update(no=no, yes=meeting["voters_present"] - no)


def _drop(slate: Slate, meeting: Row) -> None:
    slate.rows[Meeting].remove(meeting)
    for kind in (Attendance, AgendaItem):
        rows = slate.rows[kind]
        slate.rows[kind] = [row for row in rows if row["meeting"] != meeting["uid"]]


def _stays(slate: Slate) -> list[Row]:
    """The stays of those who can be reached."""
    lost = {row["uid"] for row in slate.rows[PartyMember] if row["lost"]}
    return [row for row in slate.rows[Floating] if row["person"] not in lost]


def _about(norm: str, meeting: Row) -> Fault:
    return Fault(norm, f"{meeting['held_on']} {meeting['kinds']}")


def _name(slate: Slate, uid: str) -> str:
    return named(slate, Person, uid)

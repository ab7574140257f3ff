"""A year of sittings as two busy branches hold them, and the members whom they do not forget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk.demo.minutes import (
    ASSEMBLY,
    COMMITTEE,
    GROUP_TALK,
    LECTURES,
    PLACES_OF_MEETING,
    THEME,
    Business,
)
from villagedesk.demo.slate import DAY, Row, Slate
from villagedesk.ledgers.meetings.sitting import counted
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    FloatContact,
    Floating,
    Frailty,
    HomeTeaching,
    Meeting,
    MeetingKind,
    MemberReview,
    Method,
    Motion,
    Reason,
    ReviewGrade,
    Way,
)
from villagedesk.people import (
    BranchKind,
    MemberChange,
    Movement,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Person,
    Stage,
)
from villagedesk.quorum import ADMISSION, BRANCH_MEETING, MORE_THAN_HALF

YEAR = DAY.year
FULL_MEMBERS = 7
"""From so many full members on a branch has a committee that meets."""

_STATES = {
    AttendanceState.THERE: 90,
    AttendanceState.SICK: 4,
    AttendanceState.LEAVE: 5,
    AttendanceState.ONLINE: 1,
}
_GRADES = {ReviewGrade.EXCELLENT: 25, ReviewGrade.FIT: 70, ReviewGrade.BARELY: 5}


@dataclass(frozen=True)
class Branch:
    """A branch with its people: all members, those of its committee, and who writes."""

    row: Row
    members: Sequence[Row]
    committee: Sequence[Row]

    @property
    def chair(self) -> Row:
        """Who presides: the secretary, or the first of the branch."""
        return (self.committee or self.members)[0]

    @property
    def recorder(self) -> Row:
        """Who writes: another one."""
        return (self.committee or self.members)[-1]


@dataclass(frozen=True)
class Sitting:
    """One sitting to be invented: what it counts as, when, who is called, what it is about."""

    kinds: tuple[MeetingKind, ...]
    on: date
    called: Sequence[Row]
    business: tuple[Business, ...] = ()
    group: Row | None = None
    hours: int | None = None
    lecture: str = ""
    admitted: Sequence[Row] = ()
    """Whom each matter is about, where the sitting admits new members."""


def meet(slate: Slate) -> None:
    """A year's sittings up to the day the demo speaks of, the registers beside them."""
    for branch in _branches(slate):
        for month in range(1, DAY.month + 1):
            for sitting in _of_month(slate, branch, month):
                if sitting.on < DAY:
                    hold(slate, branch, sitting)
        _admit_newcomers(slate, branch)
        _review(slate, branch)
    _keep_in_touch(slate)
    _teach_at_home(slate)


def _branches(slate: Slate) -> Iterable[Branch]:
    for row in slate.rows[PartyBranch]:
        own = [member for member in slate.rows[PartyMember] if member["branch"] == row["uid"]]
        posts = [member for member in own if _sits(member.get("post"))]
        posts.sort(key=lambda member: ("副" in member["post"], "书记" not in member["post"]))
        if own:
            yield Branch(row, own, posts)


def _sits(post: str | None) -> bool:
    return bool(post) and any(word in str(post) for word in ("书记", "委员"))


def _of_month(slate: Slate, branch: Branch, month: int) -> Iterable[Sitting]:
    full = sum(_stage(member, date(YEAR, month, 28)) is Stage.FULL for member in branch.members)
    if full >= FULL_MEMBERS and branch.committee:
        yield Sitting(
            (MeetingKind.COMMITTEE,),
            _day(slate, month, 2, 6),
            branch.committee,
            COMMITTEE[month - 1],
        )
    for group in slate.rows[PartyGroup]:
        if group["branch"] == branch.row["uid"]:
            own = [member for member in branch.members if member["group"] == group["uid"]]
            talk = Business(GROUP_TALK[month % len(GROUP_TALK)])
            yield Sitting(
                (MeetingKind.GROUP,), _day(slate, month, 8, 12), own, (talk,), group=group, hours=10
            )
    yield _theme_day(slate, branch, month)


def _theme_day(slate: Slate, branch: Branch, month: int) -> Sitting:
    """In the middle of a quarter the assembly and the lecture are held on the same day."""
    day = _day(slate, month, 15, 19)
    title, content = THEME[month - 1]
    plain = Sitting(
        (MeetingKind.THEME_DAY,), day, branch.members, (Business(title, content),), hours=20
    )
    if month not in ASSEMBLY:
        return plain
    kinds = (MeetingKind.ASSEMBLY, MeetingKind.LECTURE, MeetingKind.THEME_DAY)
    business = (ASSEMBLY[month], *plain.business)
    return replace(plain, kinds=kinds, business=business, hours=40, lecture=LECTURES[month])


def _day(slate: Slate, month: int, first: int, last: int) -> date:
    return slate.day_between(date(YEAR, month, first), date(YEAR, month, last))


def _stage(member: Row, on: date) -> Stage | None:
    """What a member was on that day; nothing before he joined."""
    if member["joined"] > on.isoformat():
        return None
    confirmed = member["confirmed"] or "9999"
    return Stage.FULL if confirmed <= on.isoformat() else Stage.PROBATIONARY


def hold(slate: Slate, branch: Branch, sitting: Sitting) -> Row:
    """The sitting of a branch with its roll, numbers, items and votes."""
    lecture = MeetingKind.LECTURE in sitting.kinds
    content = "\n".join(one.content for one in sitting.business if one.content)
    meeting = slate.add(
        Meeting,
        held_on=sitting.on.isoformat(),
        kinds="、".join(kind for kind in MeetingKind if kind in sitting.kinds),
        branch=branch.row["uid"],
        group=sitting.group["uid"] if sitting.group else None,
        begins="09:00" if sitting.group is None else "15:30",
        ends="11:30" if sitting.group is None else "16:20",
        place=PLACES_OF_MEETING[0] if sitting.group is None else PLACES_OF_MEETING[2],
        content=content or None,
        lecturer=_name(slate, branch.chair) if lecture else None,
        lecture=sitting.lecture or None,
        hours=sitting.hours,
        entered_on=(sitting.on + timedelta(days=slate.random.randint(0, 3))).isoformat(),
    )
    meeting["title"] = Meeting.derived(meeting)["title"]
    called = [one for one in sitting.called if _stage(one, sitting.on) is not None]
    leads = branch.chair if sitting.group is None else _leader(called)
    writes = branch.recorder if sitting.group is None else called[-1]
    meeting.update(chair=leads["uid"], recorder=writes["uid"])
    rows = [
        _attend(slate, meeting, one, sitting.on, at_work=one in (leads, writes)) for one in called
    ]
    _bring_enough(sitting, rows)
    count(meeting, rows)
    for place, one in enumerate(sitting.business):
        about = sitting.admitted[place] if sitting.admitted else None
        row = _item(slate, meeting, one, place)
        if MeetingKind.ASSEMBLY in sitting.kinds and one.resolution:
            _vote(slate, meeting, row, about)
    return meeting


def _leader(called: Sequence[Row]) -> Row:
    led = (one for one in called if "组长" in (one.get("post") or ""))
    return next(led, called[0])


def _attend(slate: Slate, meeting: Row, member: Row, on: date, *, at_work: bool) -> Row:
    stage = _stage(member, on)
    return slate.add(
        Attendance,
        meeting=meeting["uid"],
        person=member["uid"],
        state=AttendanceState.THERE if at_work else _state(slate, member),
        stage=stage,
        votes=stage is Stage.FULL,
    )


def _state(slate: Slate, member: Row) -> AttendanceState:
    if member["mobile"]:
        return AttendanceState.ONLINE if slate.chance(25) else AttendanceState.AWAY
    if member["home_teaching"]:
        return AttendanceState.AT_HOME if slate.chance(70) else AttendanceState.THERE
    return slate.weighted(_STATES)


def _bring_enough(sitting: Sitting, rows: Sequence[Row]) -> None:
    """An assembly that votes waits until enough have come."""
    if MeetingKind.ASSEMBLY not in sitting.kinds:
        return
    voters = [row for row in rows if row["votes"]]
    needed = MORE_THAN_HALF.least(len(voters)) + 2
    there = sum(row["state"] in (AttendanceState.THERE, AttendanceState.ONLINE) for row in voters)
    for row in voters:
        if there < needed and row["state"] not in (AttendanceState.THERE, AttendanceState.ONLINE):
            row["state"], there = AttendanceState.ONLINE, there + 1


def count(meeting: Row, rows: Sequence[Row]) -> None:
    """The numbers of a sitting are those of its roll."""
    meeting.update(vars(counted([Attendance(**row) for row in rows])))


def _item(slate: Slate, meeting: Row, one: Business, place: int) -> Row:
    return slate.add(
        AgendaItem,
        meeting=meeting["uid"],
        title=one.title,
        resolution=one.resolution or None,
        place=place,
    )


def _vote(slate: Slate, meeting: Row, row: Row, about: Row | None) -> None:
    """One or nobody is against; it passes by the number the rule asks for."""
    procedure = ADMISSION if about else BRANCH_MEETING
    assert procedure.passing
    present = meeting["voters_present"]
    room = present - procedure.passing.least(meeting["voters_expected"])
    no = min(slate.random.randint(0, max(0, room)), 1)
    row.update(
        motion=Motion.ADMISSION if about else Motion.ORDINARY,
        person=about["uid"] if about else None,
        method=Method.BALLOT if about else Method.HANDS,
        yes=present - no,
        no=no,
        abstained=0,
        unvoted=0,
        passed=True,
    )


def _admit_newcomers(slate: Slate, branch: Branch) -> None:
    """Who joined this year was admitted by an assembly on that very day."""
    new = [one for one in branch.members if one["stage"] == Stage.PROBATIONARY]
    for joined in sorted({one["joined"] for one in new}):
        admitted = [one for one in new if one["joined"] == joined]
        names = [_name(slate, one) for one in admitted]
        business = tuple(
            Business(f"讨论接收{name}为中共预备党员", "", f"同意接收{name}为中共预备党员")
            for name in names
        )
        voters = [one for one in branch.members if one not in new]
        kinds, on = (MeetingKind.ASSEMBLY,), date.fromisoformat(joined)
        hold(slate, branch, Sitting(kinds, on, voters, business, admitted=admitted))
        for member in admitted:
            _report_admission(slate, member, on)


def _report_admission(slate: Slate, member: Row, on: date) -> None:
    slate.add(
        MemberChange,
        on=on.isoformat(),
        person=member["uid"],
        kind=Movement.JOINED,
        branch_after=member["branch"],
        group_after=member["group"],
        document=f"镇党组〔{on.year}〕{slate.random.randint(5, 40)}号",
    )


def _review(slate: Slate, branch: Branch) -> None:
    """民主评议 of last year: no more than a third are excellent, newcomers are not graded."""
    last = date(YEAR - 1, 12, 31)
    own = [one for one in branch.members if _stage(one, last) is Stage.FULL]
    room = len(own) // 4
    for member in own:
        grade = slate.weighted(_GRADES)
        if grade is ReviewGrade.EXCELLENT:
            room -= 1
            grade = grade if room >= 0 else ReviewGrade.FIT
        review = slate.add(
            MemberReview,
            year=last.year,
            person=member["uid"],
            own_grade=ReviewGrade.FIT,
            ballot_excellent=slate.random.randint(0, len(own) // 2),
            ballot_fit=len(own) // 2,
            grade=None if member["mobile"] and slate.chance(20) else grade,
        )
        review["why_not"] = None if review["grade"] else "外出未参加"


def _keep_in_touch(slate: Slate) -> None:
    """Every mobile member has a contact, and is heard of every few months."""
    branches = {row["uid"]: row for row in slate.rows[PartyBranch]}
    for member in slate.rows[PartyMember]:
        if not member["mobile"] or branches[member["branch"]]["kind"] == BranchKind.GENERAL:
            continue
        since = slate.day_between(date(2023, 2, 10), date(2026, 3, 1))
        row = slate.add(
            Floating,
            person=member["uid"],
            left_on=since.isoformat(),
            place=member["went_to"],
            reason=slate.weighted({Reason.WORK: 8, Reason.TRADE: 2, Reason.FAMILY: 1}),
            certificate=slate.chance(60),
            host=None,
            contact=_contact(slate, member),
            dues_until="2026-09" if not member["lost"] else "2023-12",
        )
        if not member["lost"]:
            for days in (200, 120, slate.random.randint(10, 90)):
                _call(slate, row, DAY - timedelta(days=days))


def _contact(slate: Slate, member: Row) -> str | None:
    at_home = (
        one["uid"]
        for one in slate.rows[PartyMember]
        if one["branch"] == member["branch"] and not one["mobile"]
    )
    return next(at_home, None)


def _call(slate: Slate, row: Row, on: date) -> None:
    if on.isoformat() > row["left_on"]:
        slate.add(
            FloatContact,
            floating=row["uid"],
            on=on.isoformat(),
            way=slate.weighted({Way.CHAT: 6, Way.PHONE: 4}),
            said="工作稳定，党费已转",
        )


def _teach_at_home(slate: Slate) -> None:
    for member in slate.rows[PartyMember]:
        if not member["home_teaching"] or member["mobile"]:
            continue
        for month in (1, 4, 7, 10):
            on = _day(slate, month, 20, 27)
            slate.add(
                HomeTeaching,
                on=on.isoformat(),
                person=member["uid"],
                reason=Frailty.OLD,
                teacher="支部委员",
                content=f"读报，讲{THEME[month - 1][0]}",
                hours=10,
                feedback="愿意听",
                entered_on=(on + timedelta(days=2)).isoformat(),
            )


def _name(slate: Slate, member: Row) -> str:
    return next(str(row["name"]) for row in slate.rows[Person] if row["uid"] == member["uid"])

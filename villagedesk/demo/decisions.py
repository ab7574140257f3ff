"""A year of 四议两公开: the sittings that decided, and the matters that went through them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.demo.committees import NOW
from villagedesk.demo.matters import AUTUMN, MATTERS, SPRING, SUMMER, WINTER, Plan, Round
from villagedesk.demo.meetings import Branch, Sitting, count, hold
from villagedesk.demo.minutes import PLACES_OF_MEETING, Business
from villagedesk.demo.slate import DAY, Row, Slate
from villagedesk.ledgers.committees.tables import Body, Post, Representative, Seat
from villagedesk.ledgers.decisions.line import HELD_AS
from villagedesk.ledgers.decisions.rules import hangs_until
from villagedesk.ledgers.decisions.tables import (
    Decider,
    Decision,
    DecisionStage,
    PublishedBy,
    StageKind,
)
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
    Method,
)
from villagedesk.people import Household, PartyBranch, PartyMember, Person, Tie
from villagedesk.quorum import COLLECTIVE_DELEGATES, TWO_THIRDS

_HANGS = 7
_AUTHORITY = "2026年1月10日村民会议授权"
_DELEGATES = 33
_WATCHED = "全程参加，程序和计票没有问题"
_NEWS = Business("通报村务、财务收支情况", "上季度收支已在公开栏公布，逐笔说明")


@dataclass(frozen=True)
class _Bodies:
    """Who meets: the party organisation of the village, both committees, the representatives."""

    party: Branch
    both: Sequence[str]
    speakers: Sequence[str]
    leader: str


Held = Mapping[StageKind, Row]
"""The sittings of a round by the stage they held; none where only numbers are written down."""


def decide(slate: Slate) -> None:
    """Every matter of the year with its sittings, in four rounds."""
    bodies = _bodies(slate)
    for when in (SPRING, SUMMER, AUTUMN, WINTER):
        own = [plan for plan in MATTERS if plan.when is when]
        held = _hold_round(slate, bodies, when, own)
        for plan in own:
            _record(slate, plan, held, together=bool(bodies.speakers))


def _bodies(slate: Slate) -> _Bodies:
    running = [row for row in slate.rows[Seat] if row["since"] >= NOW.isoformat()]
    seated = {
        body: {row["person"]: row for row in running if row["body"] == body}
        for body in (Body.PARTY, Body.COMMITTEE)
    }
    party = seated[Body.PARTY]
    leader = next(uid for uid, row in party.items() if row["post"] == Post.SECRETARY)
    members = slate.rows[PartyMember]
    committee = [row for row in members if row["uid"] in party]
    committee.sort(key=lambda row: row["uid"] != leader)
    speak = [row["person"] for row in slate.rows[Representative]]
    return _Bodies(
        party=Branch(slate.rows[PartyBranch][0], members, committee),
        both=tuple(dict.fromkeys([leader, *party, *seated[Body.COMMITTEE]])),
        speakers=tuple(dict.fromkeys([leader, *seated[Body.COMMITTEE], *speak])) if speak else (),
        leader=leader,
    )


def _hold_round(slate: Slate, bodies: _Bodies, when: Round, plans: Sequence[Plan]) -> Held:
    """In the evening, when everybody is back from the orchards."""
    held: dict[StageKind, Row] = {}

    def sit(stage: StageKind, on: date, meet: Callable[[tuple[Business, ...]], Row]) -> None:
        place = list(StageKind).index(stage)
        own = tuple(
            Business(plan.title, "", plan.words) for plan in plans if _goes_through(plan, place)
        )
        if on < DAY and own:
            held[stage] = meet(own)
            held[stage].update(begins="19:30", ends="21:00")

    def branch(kind: MeetingKind, called: Sequence[Row], on: date) -> Callable[..., Row]:
        return lambda own: hold(slate, bodies.party, Sitting((kind,), on, called, own))

    committee, members = bodies.party.committee, bodies.party.members
    sit(
        StageKind.PROPOSED,
        when.proposed,
        branch(MeetingKind.COMMITTEE, committee, when.proposed),
    )
    sit(
        StageKind.CONSULTED,
        when.consulted,
        lambda own: _gather(slate, bodies, (MeetingKind.JOINT, when.consulted), own),
    )
    sit(StageKind.EXAMINED, when.examined, branch(MeetingKind.ASSEMBLY, members, when.examined))
    if bodies.speakers:
        kind = MeetingKind.REPRESENTATIVES, when.resolved
        sit(StageKind.RESOLVED, when.resolved, lambda own: _gather(slate, bodies, kind, own))
    if meeting := held.get(StageKind.PROPOSED):
        _agree(slate, meeting)
    return held


def _goes_through(plan: Plan, place: int) -> bool:
    """Whether a round's sitting of that stage speaks of the matter."""
    if place == 0 and plan.merged:
        return False
    return place < plan.reaches and (place < 3 or plan.decider == Decider.REPRESENTATIVES)


def _gather(
    slate: Slate, bodies: _Bodies, which: tuple[MeetingKind, date], own: Sequence[Business]
) -> Row:
    """A sitting that no branch holds; enough of those who were called come."""
    kind, on = which
    joint = kind is MeetingKind.JOINT
    called = bodies.both if joint else bodies.speakers
    meeting = slate.add(
        Meeting,
        held_on=on.isoformat(),
        kinds=str(kind),
        branch=bodies.party.row["uid"] if joint else None,
        group=None,
        place=PLACES_OF_MEETING[0],
        content=None,
        chair=bodies.leader,
        recorder=called[-1],
        entered_on=(on + timedelta(days=1)).isoformat(),
    )
    meeting["title"] = f"{meeting['held_on']} {kind}"
    stays = len(called) - TWO_THIRDS.least(len(called)) - 1
    rows = []
    for place, uid in enumerate(called):
        leave = 0 < place < len(called) - 1 and stays > 0 and slate.chance(10)
        stays -= leave
        state = AttendanceState.LEAVE if leave else AttendanceState.THERE
        row = {"meeting": meeting["uid"], "person": uid, "state": state, "votes": True}
        rows.append(slate.add(Attendance, **row, stage=None))
    count(meeting, rows)
    for place, one in enumerate(own if joint else (*own, _NEWS)):
        slate.add(
            AgendaItem,
            meeting=meeting["uid"],
            title=one.title,
            resolution=one.resolution or None,
            place=place,
        )
    _agree(slate, meeting)
    return meeting


def _agree(slate: Slate, meeting: Row) -> None:
    """Everything that was resolved is carried; now and then one abstains."""
    present = meeting["voters_present"]
    for item in slate.rows[AgendaItem]:
        if item["meeting"] == meeting["uid"] and item["resolution"]:
            abstained = int(present > 20 and slate.chance(40))
            item.update(
                method=Method.HANDS,
                yes=present - abstained,
                no=0,
                abstained=abstained,
                unvoted=0,
                passed=True,
            )


def _record(slate: Slate, plan: Plan, held: Held, *, together: bool) -> None:
    """The matter, its stages tied to the sittings, and what was published of it.

    Without representatives the village meets as a whole (`together` is false).
    """
    decider = plan.decider
    if decider == Decider.REPRESENTATIVES and not together:
        decider = Decider.VILLAGERS
    raised = plan.when.proposed - timedelta(days=slate.random.randint(3, 9))
    notice = decider == Decider.VILLAGERS and plan.reaches == 4
    asked = decider == Decider.REPRESENTATIVES
    matter = slate.add(
        Decision,
        number=f"{DAY.year}-{len(slate.rows[Decision]) + 1:02}",
        title=plan.title,
        kind=plan.kind,
        raised_on=raised.isoformat(),
        motion=plan.motion,
        amount=plan.amount * 100 if plan.amount else None,
        decider=decider,
        authorised=True if asked else None,
        authority=_AUTHORITY if asked else None,
        merged=plan.merged,
        noticed_on=_before(plan.when.resolved, 15) if notice else None,
        entered_on=plan.when.proposed.isoformat(),
    )
    for place, kind in enumerate(StageKind):
        if place >= plan.reaches or (plan.merged and not place):
            continue
        meeting = held.get(kind) if _goes_through(plan, place) else None
        if meeting is None:
            _typed(slate, matter, kind, plan)
        else:
            _tied(slate, matter, kind, meeting)
    if plan.reaches == len(StageKind):
        _publish(slate, matter, plan)


def _tied(slate: Slate, matter: Row, kind: StageKind, meeting: Row) -> None:
    item = next(
        row
        for row in slate.rows[AgendaItem]
        if row["meeting"] == meeting["uid"] and row["title"] == matter["title"]
    )
    counts = ("expected", "present", "voters_expected", "voters_present")
    stage = _stage(
        slate,
        matter,
        kind,
        held_on=meeting["held_on"],
        form=meeting["kinds"],
        words=item["resolution"],
        **{name: meeting[name] for name in counts},
        **{name: item[name] for name in ("yes", "no", "abstained", "passed")},
    )
    ends = {"from_uid": stage["uid"], "from_roll": str(DecisionStage.__tablename__)}
    to = {"to_uid": meeting["uid"], "to_roll": str(Meeting.__tablename__)}
    slate.add(Tie, **ends, **to, kind=HELD_AS)


def _typed(slate: Slate, matter: Row, kind: StageKind, plan: Plan) -> None:
    """Only the numbers of the old form: a meeting of all households, or one of delegates."""
    by_household = matter["decider"] == Decider.VILLAGERS
    expected = len(slate.rows[Household]) if by_household else _DELEGATES
    present = max(TWO_THIRDS.least(expected), expected * slate.random.randint(72, 90) // 100)
    assert COLLECTIVE_DELEGATES.passing
    room = present - COLLECTIVE_DELEGATES.passing.least(expected)
    no = slate.random.randint(0, min(3, max(0, room)))
    _stage(
        slate,
        matter,
        kind,
        held_on=plan.when.resolved.isoformat(),
        form=f"{matter['decider']}（户代表）" if by_household else str(matter["decider"]),
        words=plan.words,
        expected=expected,
        present=present,
        yes=present - no,
        no=no,
        abstained=0,
        passed=True,
    )


def _stage(slate: Slate, matter: Row, kind: StageKind, **values: object) -> Row:
    place = DecisionStage.derived({"kind": kind})
    return slate.add(
        DecisionStage,
        decision=matter["uid"],
        kind=kind,
        place=PLACES_OF_MEETING[0],
        supervision=_WATCHED if kind is StageKind.RESOLVED else None,
        signed=True,
        **place,
        **values,
    )


def _publish(slate: Slate, matter: Row, plan: Plan) -> None:
    """On the board the next day for a week, then done and published again."""
    begins = plan.when.resolved + timedelta(days=1)
    matter.update(
        published_on=begins.isoformat(),
        published_until=hangs_until(begins, _HANGS, weekends=True).isoformat(),
        places="村务公开栏、各组公告牌",
        ways="、".join((PublishedBy.BOARD, PublishedBy.GROUPS, PublishedBy.CHAT)),
        objections=plan.objections or "无",
        handling=plan.handling or None,
        due_on=plan.done.isoformat() if plan.done else "2026-12-31",
        supervision="程序合规，同意公开",
        supervisor=_supervisor(slate),
        filed_on=_before(begins, -2),
    )
    if plan.done is None:
        return
    matter.update(
        result_on=plan.done.isoformat(),
        result=plan.result,
        result_until=hangs_until(plan.done, _HANGS, weekends=True).isoformat(),
        result_places="村务公开栏",
        result_ways="、".join((PublishedBy.BOARD, PublishedBy.CHAT)),
        result_objections="无",
    )
    if plan.partner:
        matter.update(
            contract=f"{DAY.year}-合{len(slate.rows[Decision]):02}",
            partner=plan.partner,
            price=matter["amount"],
            accepted_on=_before(plan.done, 4),
            acceptance="符合合同约定",
        )


def _supervisor(slate: Slate) -> str:
    chairs = (
        row["person"]
        for row in slate.rows[Seat]
        if row["since"] >= NOW.isoformat()
        and (row["body"], row["post"]) == (Body.SUPERVISORY, Post.CHAIR)
    )
    uid = next(chairs, "")
    return next((str(row["name"]) for row in slate.rows[Person] if row["uid"] == uid), "")


def _before(day: date, days: int) -> str:
    return (day - timedelta(days=days)).isoformat()

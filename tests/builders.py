"""The smallest valid records for tests, each with what a test wants to say of it by keyword."""

from collections import defaultdict
from itertools import count

from villagedesk.declare import Facts
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Body,
    Change,
    ChangeKind,
    Grade,
    KinKind,
    Kinship,
    Post,
    Representative,
    Review,
    Seat,
    Verdict,
)
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage, Matter
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    FloatContact,
    Floating,
    HomeTeaching,
    Meeting,
    MeetingKind,
    MemberReview,
    ReviewGrade,
)
from villagedesk.ledgers.reserve.tables import Preparing, Reserve, Training
from villagedesk.people import (
    BranchKind,
    Discipline,
    Household,
    MemberChange,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Penalty,
    Person,
    Stage,
    Term,
    Village,
)

VILLAGE = "999901101201"
TERM = "term"  # the uid of term() and of whatever belongs to it

_numbers = count(1)


def facts(*records):
    """What a norm sees of a village that holds these records and no others."""
    rows = defaultdict(list)
    for record in records:
        rows[type(record)].append(record)
    return Facts(lambda table: tuple(rows[table]))


def village(**values):
    return Village(**{"code": VILLAGE, "name": "柳林村", "mixed": False, **values})


def person(name="王秀英", **values):
    return _made(Person, values, name=name)


def member(who, **values):
    """What the party knows of a person."""
    return PartyMember(**{"uid": _uid(who), "village": VILLAGE, "stage": Stage.FULL, **values})


def branch(**values):
    return _made(PartyBranch, values, name="柳林村党支部", kind=BranchKind.BRANCH)


def household(**values):
    return _made(Household, values, number="001")


def term(**values):
    """The term of 2021, to be over on the first day of 2026."""
    return _made(Term, values, uid=TERM, title="第十一届", start="2021-01-01", due_end="2026-01-01")


def seat(who, body=Body.COMMITTEE, post=Post.MEMBER, **values):
    return _made(Seat, values, person=_uid(who), term=TERM, body=body, post=post)


def representative(who, **values):
    return _made(Representative, values, person=_uid(who), term=TERM)


def review(who, **values):
    return _made(Review, values, person=_uid(who), term=TERM, verdict=Verdict.PASSED)


def appraisal(who, year, **values):
    return _made(Appraisal, values, person=_uid(who), year=year, grade=Grade.INCOMPETENT)


def penalty(who, since, **values):
    return _made(Discipline, values, person=_uid(who), since=since, penalty=Penalty.WARNING)


def kinship(who, relative, **values):
    return _made(Kinship, values, person=_uid(who), relative=_uid(relative), kind=KinKind.SPOUSE)


def change(who, on, **values):
    return _made(Change, values, person=_uid(who), on=on, kind=ChangeKind.NEW)


def party_group(of_branch, name="第一党小组", **values):
    return _made(PartyGroup, values, branch=_uid(of_branch), name=name)


def movement(who, on, kind, **values):
    return _made(MemberChange, values, person=_uid(who), on=on, kind=kind)


def sitting(held_on, kinds=MeetingKind.COMMITTEE, **values):
    return _made(Meeting, values, held_on=held_on, kinds=str(kinds))


def came(to, who, state=AttendanceState.THERE, **values):
    """One line of a sign-in list: a voter who was there."""
    return _made(Attendance, values, meeting=_uid(to), person=_uid(who), state=state, votes=True)


def item(of, **values):
    return _made(AgendaItem, values, meeting=_uid(of), title="低保评议")


def stay(who, left_on, **values):
    """A mobile member's stay away from home."""
    return _made(Floating, values, person=_uid(who), left_on=left_on)


def contact(with_stay, on, **values):
    return _made(FloatContact, values, floating=_uid(with_stay), on=on)


def lesson(who, on, **values):
    """One lesson at a member's home, of two hours."""
    return _made(HomeTeaching, values, person=_uid(who), on=on, hours=20)


def member_review(who, year, **values):
    return _made(MemberReview, values, person=_uid(who), year=year, grade=ReviewGrade.FIT)


def reserve(who, **values):
    return _made(Reserve, values, person=_uid(who))


def training(pool, since=None, until=None, **values):
    days = {"since": since, "until": until}
    return _made(Training, values, reserve=_uid(pool), way=Preparing.AT_TOWN, **days)


def decision(title="修水渠", **values):
    """A matter that was only just raised."""
    usual = {"number": "2026-09", "raised_on": "2026-01-05", "kind": Matter.OTHER}
    return _made(Decision, values, title=title, **usual)


def stage(of, kind, held_on=None, **values):
    """A stage of a matter as it was held."""
    place = DecisionStage.derived({"kind": kind})
    return _made(DecisionStage, values, decision=_uid(of), kind=kind, held_on=held_on, **place)


def _made(table, values, **usual):
    return table(**{"uid": f"u{next(_numbers):05}", "village": VILLAGE, **usual, **values})


def _uid(who):
    return who if isinstance(who, str) else who.uid

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
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage, Matter
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Mediator,
    MediatorPost,
    Outcome,
    Part,
    Session,
    Side,
    SideKind,
    Taking,
)
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
    Group,
    Household,
    MemberChange,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Penalty,
    Person,
    Stage,
    Term,
    Tie,
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


def quarrel(number="2026-001", accepted_on="2026-11-01", **values):
    """A mediation case that was only just accepted."""
    return _made(Case, values, case_no=number, accepted_on=accepted_on)


def agreement(effective_on="2026-11-05", **values):
    """A case that ended with a written agreement, signed and sealed."""
    whole = {"outcome": Outcome.WRITTEN, "signed": True, "sealed": True}
    return quarrel(**{**whole, "effective_on": effective_on, **values})


def side(of, name="张三", which=SideKind.APPLICANT, **values):
    return _made(Side, values, case=_uid(of), name=name, side=which)


def took_part(in_case, who, part=Part.MEDIATOR, **values):
    return _made(Taking, values, case=_uid(in_case), person=_uid(who), part=part)


def talked(over, on, **values):
    """One session of mediating."""
    return _made(Session, values, case=_uid(over), on=on)


def paper_of(a_case, kind, **values):
    return _made(CasePaper, values, case=_uid(a_case), kind=kind)


def mediator(who, post=MediatorPost.MEMBER, **values):
    return _made(Mediator, values, person=_uid(who), post=post)


def group(name="一组", **values):
    return _made(Group, values, name=name)


def cell(name="第一网格", **values):
    return _made(GridCell, values, name=name)


def lies_in(of_cell, in_group, **values):
    return _made(CellGroup, values, cell=_uid(of_cell), group=_uid(in_group))


def looks_after(who, home, since="2025-01-01", **values):
    """A member and a household of his."""
    return _made(Contact, values, person=_uid(who), household=_uid(home), since=since)


def visit(who, home, on, **values):
    return _made(Visit, values, person=_uid(who), household=_uid(home), on=on)


def tie(from_record, to_record, **values):
    """What one record led to in another ledger."""
    ends = {"from_uid": from_record.uid, "from_roll": type(from_record).__tablename__}
    other = {"to_uid": to_record.uid, "to_roll": type(to_record).__tablename__}
    return _made(Tie, values, kind="办理", **ends, **other)


def _made(table, values, **usual):
    return table(**{"uid": f"u{next(_numbers):05}", "village": VILLAGE, **usual, **values})


def _uid(who):
    return who if isinstance(who, str) else who.uid

"""Who is to come to a sitting: the roll of its day, for the kinds it counts as."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from villagedesk.declare import Facts
from villagedesk.desk.meetings.sitting import Attendee
from villagedesk.ledgers.committees.office import BOTH_COMMITTEES, members, representatives
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.committees.team import rank
from villagedesk.ledgers.meetings.tables import OF_THE_VILLAGE, MeetingKind
from villagedesk.people import Group, PartyBranch, PartyGroup, PartyMember, Person
from villagedesk.people.membership import OnRoll, past_of

NO_MEMBER = "不是党员"

_LAST = (99, 0)
_LEADING = (
    Post.DEPUTY_SECRETARY,
    Post.SECRETARY,
    Post.ORGANISER,
    Post.PUBLICIST,
    Post.DISCIPLINE,
    Post.MEMBER,
)
"""Posts as 党内职务 names them, the longer word before the one it holds."""


def expected(
    facts: Facts, day: date, kinds: Iterable[MeetingKind], *, branch: str = "", group: str = ""
) -> tuple[Attendee, ...]:
    """Everybody one of the kinds asks to come, the secretary first; nobody is marked absent."""
    held = tuple(kinds)
    everyone = {one.person: one for one in facts.once(past_of).roll_on(day)}
    own = {uid: one for uid, one in everyone.items() if not branch or one.branch == branch}
    wanted: set[str] = set()
    for kind in held or (MeetingKind.ASSEMBLY,):
        wanted |= _asked(facts, kind, day, own=own, group=group)
    joint = set(held) <= {MeetingKind.JOINT, *OF_THE_VILLAGE} and bool(held)
    people = [person for uid in wanted if (person := facts.get(Person, uid))]
    pinyin = {person.uid: person.pinyin for person in people}
    place = placing(facts, day, pinyin, joint=MeetingKind.JOINT in held)
    people.sort(key=lambda person: place(person.uid))
    return tuple(_attendee(facts, one, everyone.get(one.uid), joint=joint) for one in people)


def placing(
    facts: Facts, day: date, pinyin: Mapping[str, str], *, joint: bool = False
) -> Callable[[str], tuple[object, ...]]:
    """Where a person stands in an attendance: by post, then by pinyin."""
    posts = {one.uid: _post(one.post or "") for one in facts.all(PartyMember)}
    for body in BOTH_COMMITTEES if joint else (Body.PARTY,):
        for uid, seat in members(facts, body, day).items():
            posts[uid] = min(posts.get(uid, _LAST), rank(seat)[:2])

    def place(uid: str) -> tuple[object, ...]:
        return posts.get(uid, _LAST), pinyin.get(uid, ""), uid

    return place


def hint(facts: Facts, group: str | None, lives: str | None) -> str:
    """What tells namesakes apart: the 党小组, or else the group of the village."""
    found = facts.get(PartyGroup, group) or facts.get(Group, lives)
    return found.name if found else ""


def _asked(
    facts: Facts, kind: MeetingKind, day: date, *, own: Mapping[str, OnRoll], group: str
) -> set[str]:
    if kind is MeetingKind.COMMITTEE:
        return _committee(facts, day, own)
    if kind is MeetingKind.JOINT:
        return {uid for body in BOTH_COMMITTEES for uid in members(facts, body, day)}
    if kind is MeetingKind.REPRESENTATIVES:
        spoken_for = {one.person for one in representatives(facts, day)}
        return spoken_for | members(facts, Body.COMMITTEE, day).keys()
    if kind in OF_THE_VILLAGE:  # hundreds come: their numbers are typed
        return set()
    return {uid for uid, one in own.items() if not group or one.group == group}


def _committee(facts: Facts, day: date, own: Mapping[str, OnRoll]) -> set[str]:
    """The branch's committee: seats of that day, and 党内职务 where seats cannot tell branches."""
    seated = own.keys() & members(facts, Body.PARTY, day).keys()
    if seated and len(facts.all(PartyBranch)) <= 1:
        return seated
    posts = {one.uid: _post(one.post or "") for one in facts.all(PartyMember)}
    return seated | {uid for uid in own if posts[uid] != _LAST}


def _post(words: str) -> tuple[int, int]:
    posts = [str(post) for post in Post]
    return next(((0, posts.index(post)) for post in _LEADING if post in words), _LAST)


def _attendee(facts: Facts, person: Person, found: OnRoll | None, *, joint: bool) -> Attendee:
    """In a sitting of both committees every member of them has a say, a party member or not."""
    return Attendee(
        person=person.uid,
        name=person.name,
        hint=hint(facts, found.group if found else None, person.group),
        stage=found.stage if found else None,
        votes=joint or bool(found and found.votes),
        why_no_vote="" if joint else found.why_no_vote if found else NO_MEMBER,
    )

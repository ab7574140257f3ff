"""Who is chosen for office: the places in a team, and a person for each, before and now."""

from dataclasses import dataclass, field
from itertools import chain
from random import Random

from villagedesk.demo.residents import school
from villagedesk.demo.slate import Row, Slate, age
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.people import Person, Presence, Talent

WOMAN = "2"
VILLAGE_CLERK = "村文书"
_LIVING = (Presence.HERE, Presence.AWAY)
_TINY = 200
"""Below so many people, nobody else was there to be chosen."""


@dataclass(frozen=True)
class Role:
    """The posts that one person holds together, and whom they ask for."""

    posts: tuple[tuple[Body, Post], ...]
    duty: str
    extra: str = ""
    """A post outside the list, in its own words."""
    party: bool = False
    woman: bool = False
    stays: bool = False
    """Held by the same person in both terms."""


@dataclass(frozen=True)
class Cast:
    """A role, and who holds it now and held it in the term before."""

    role: Role
    now: Row
    before: Row

    @property
    def changed(self) -> bool:
        """Whether the new term brought a new person."""
        return self.now is not self.before


LEADER = Role(
    (
        (Body.PARTY, Post.SECRETARY),
        (Body.COMMITTEE, Post.CHAIR),
        (Body.COUNCIL, Post.HEAD_OF_COUNCIL),
    ),
    "主持全面工作",
    party=True,
    stays=True,
)
WOMEN_AND_ORGANISATION = Role(
    ((Body.PARTY, Post.ORGANISER), (Body.COMMITTEE, Post.MEMBER)),
    "组织、妇女儿童",
    "妇联主席",
    party=True,
    woman=True,
)
WATCHER = Role(
    ((Body.PARTY, Post.DISCIPLINE), (Body.SUPERVISORY, Post.CHAIR)),
    "纪检、村务监督",
    party=True,
    stays=True,
)
CLERK = Role(((Body.COMMITTEE, Post.MEMBER),), "文书、档案", VILLAGE_CLERK, stays=True)
COUNCILLOR = Role(((Body.COUNCIL, Post.COUNCILLOR),), "集体资产经营")
SUPERVISION = Role(((Body.SUPERVISORY, Post.MEMBER),), "村务、财务监督")
_SUPERVISORS = (
    Role(((Body.SUPERVISORS, Post.HEAD_OF_SUPERVISORS),), "监督集体经济组织", stays=True),
    Role(((Body.SUPERVISORS, Post.SUPERVISOR),), "监督集体经济组织"),
    Role(((Body.SUPERVISORS, Post.SUPERVISOR),), "监督集体经济组织", woman=True),
    Role(((Body.OTHER, Post.FINANCE),), "记账、报账", "村报账员", woman=True, stays=True),
)
SMALL = (
    LEADER,
    WOMEN_AND_ORGANISATION,
    WATCHER,
    CLERK,
    SUPERVISION,
    SUPERVISION,
    COUNCILLOR,
    COUNCILLOR,
    *_SUPERVISORS,
)
MIDDLE = (
    *SMALL,
    Role(
        (
            (Body.PARTY, Post.DEPUTY_SECRETARY),
            (Body.COMMITTEE, Post.DEPUTY_CHAIR),
            (Body.COUNCIL, Post.DEPUTY_HEAD_OF_COUNCIL),
        ),
        "产业发展、项目",
        party=True,
    ),
    Role(((Body.PARTY, Post.PUBLICIST), (Body.COUNCIL, Post.COUNCILLOR)), "宣传、文化", party=True),
    Role(((Body.COMMITTEE, Post.MEMBER),), "治安、调解", "治保主任"),
)
LARGE = (
    *MIDDLE,
    Role(((Body.COMMITTEE, Post.MEMBER),), "环境卫生、水利", party=True, stays=True),
    Role(((Body.COMMITTEE, Post.MEMBER),), "民政、卫生", woman=True),
    SUPERVISION,
    SUPERVISION,
)


@dataclass
class _Candidates:
    """Those who could stand, the likeliest first; nobody is taken twice, and no household."""

    people: list[Row]
    households: set[str] = field(default_factory=set)

    def take(self, low: int, high: int, *, woman: bool) -> Row:
        """The next of that age; where there is none, of any age; at last of any household."""
        own = [row for row in self.people if (row["gender"] == WOMAN) == woman]
        new = [row for row in own if row["household"] not in self.households]
        aged = (row for row in new if low <= age(row) <= high)
        chosen = next(chain(aged, new, own, self.people))
        self.people.remove(chosen)
        self.households.add(chosen["household"])
        return chosen


def choose(slate: Slate, population: int) -> tuple[Cast, ...]:
    """A team that fits the village's size; the new one younger and better schooled."""
    adults = [row for row in slate.rows[Person] if row["presence"] in _LIVING and age(row) >= 20]
    slate.random.shuffle(adults)
    candidates = _Candidates(sorted(adults, key=_may_stand, reverse=True))
    roles = SMALL if population < 1000 else MIDDLE if population < 3500 else LARGE
    tiny = population < _TINY
    return tuple(_cast(slate.random, candidates, role, stays=role.stays or tiny) for role in roles)


def _may_stand(row: Row) -> bool:
    """Lives here, has papers and a telephone."""
    here = row["presence"] == Presence.HERE and 27 <= age(row) <= 75
    return bool(here and row["id_no"] and row["phone"] and row["education"] != "90")


def _cast(random: Random, candidates: _Candidates, role: Role, *, stays: bool) -> Cast:
    woman = role.woman or (role is SUPERVISION and random.random() < 0.3)
    if stays:
        same = candidates.take(44, 58, woman=woman)
        _school(random, same, ("60", "60", "30"))
        same["talents"] = same["talents"] or Talent.PROSPERED.value
        return Cast(role, same, same)
    now = candidates.take(27, 46, woman=woman)
    before = candidates.take(56, 71, woman=woman)
    _school(random, now, ("60", "40", "30", "30", "20"))
    _school(random, before, ("70", "70", "60"))
    now["talents"] = _talents(now["education"])
    return Cast(role, now, before)


def _school(random: Random, person: Row, levels: tuple[str, ...]) -> None:
    person["education"] = random.choice(levels)
    person["school"] = school(random, person["education"])


def _talents(education: str) -> str:
    """What the county counts; those who studied are graduates of the place, others came back."""
    own = (Talent.GRADUATE,) if education in ("30", "20") else (Talent.PROSPERED, Talent.RETURNED)
    return "、".join(own)

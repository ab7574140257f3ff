"""Village groups and the households in them, each a family whose ages fit together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from villagedesk.demo.names import RARE, REMARKABLE, any_surname, clans, surname
from villagedesk.demo.residents import Kin, person
from villagedesk.demo.slate import Row, Slate, age
from villagedesk.people import HEAD, Group, Household, Person, Presence

SON, DAUGHTER, GRANDSON, GRANDDAUGHTER = "20", "30", "41", "42"
HUSBAND, WIFE, FATHER, MOTHER, SONS_WIFE = "11", "12", "51", "52", "38"
MALE, FEMALE = "1", "2"
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Shape:
    """A way to live together, and how many of a hundred households do."""

    share: int
    family: Callable[[Random], list[Kin]]


def settle(slate: Slate, people: int) -> None:
    """Households in 4 to 9 groups, until so many people live there."""
    groups = _groups(slate, people)
    shares, counts = clans(slate.random), [0] * len(groups)
    left, place = people, 0
    families = _families(slate.random)
    while left:
        number = (people - left) * len(groups) // people
        family = next(families)[:left]
        counts[number] += 1
        name = _clan(slate.random, place, shares)
        household = _household(slate, groups[number], number + 1, counts[number])
        for kin in family:
            person(slate, kin, name if kin.blood else any_surname(slate.random), household)
        left, place = left - len(family), place + 1
    _name_the_remarkable(slate)
    _choose_leaders(slate, groups)


def _groups(slate: Slate, people: int) -> list[Row]:
    count = min(9, max(4, people // 250))
    return [slate.add(Group, name=f"{_NUMERALS[number]}组") for number in range(count)]


def _household(slate: Slate, group: Row, number: int, place: int) -> Row:
    address = f"{slate.place.name}{group['name']}{place}号"
    return slate.add(
        Household, number=f"{number:02}{place:03}", group=group["uid"], address=address
    )


def _clan(random: Random, place: int, shares: dict[str, float]) -> str:
    """Every eleventh household bears a rare surname, until each has come once."""
    if place % 11 == 5 and place // 11 < len(RARE):
        return RARE[place // 11]
    return surname(random, shares)


def _name_the_remarkable(slate: Slate) -> None:
    people = slate.rows[Person]
    for family, given, sex, ethnicity in REMARKABLE:
        able = [row for row in people if row["gender"] == sex and 25 <= age(row) < 60]
        chosen = slate.random.choice(able)
        chosen["name"], chosen["ethnicity"] = family + given, ethnicity


def _choose_leaders(slate: Slate, groups: list[Row]) -> None:
    for group in groups:
        able = (
            row
            for row in slate.rows[Person]
            if row["group"] == group["uid"]
            and row["relation"] == HEAD
            and row["presence"] == Presence.HERE
            and row["phone"]
        )
        if leader := next(able, None):
            group["leader"], group["phone"] = leader["name"], leader["phone"]


def _families(random: Random) -> Iterator[list[Kin]]:
    shares = [shape.share for shape in SHAPES]
    while True:
        yield random.choices(SHAPES, shares)[0].family(random)


def _couple(random: Random, age: int) -> list[Kin]:
    """A head and, mostly, the spouse, who came from another family."""
    if random.random() < 0.9:
        return [Kin(HEAD, MALE, age), Kin(WIFE, FEMALE, age - random.randint(-2, 5), blood=False)]
    return [Kin(HEAD, FEMALE, age), Kin(HUSBAND, MALE, age + random.randint(-2, 5), blood=False)]


def _children(random: Random, mother: int, most: int, *, grand: bool = False) -> list[Kin]:
    """Children born when their mother was 20 to 34; grown daughters have mostly married away."""
    boy, girl = (GRANDSON, GRANDDAUGHTER) if grand else (SON, DAUGHTER)
    ages = sorted({mother - random.randint(20, 34) for _ in range(random.randint(1, most))})
    out = []
    for years in (years for years in reversed(ages) if years >= 0):
        male = random.random() < 0.53
        if years < 27 or random.random() < (0.5 if male else 0.1):
            out.append(Kin(boy if male else girl, MALE if male else FEMALE, years))
    return out


def _alone(random: Random) -> list[Kin]:
    if random.random() < 0.3:
        return [Kin(HEAD, MALE, random.randint(32, 62))]
    return [Kin(HEAD, random.choice((MALE, FEMALE, FEMALE)), random.randint(63, 92))]


def _old_couple(random: Random) -> list[Kin]:
    return _couple(random, random.randint(57, 84))


def _parents_and_children(random: Random) -> list[Kin]:
    couple = _couple(random, random.randint(27, 56))
    mother = next(kin.age for kin in couple if kin.sex == FEMALE)
    return couple + _children(random, mother, 3)


def _with_their_parents(random: Random) -> list[Kin]:
    family = _parents_and_children(random)
    mother = family[0].age + random.randint(20, 30)
    parents = [
        Kin(FATHER, MALE, mother + random.randint(0, 5)),
        Kin(MOTHER, FEMALE, mother, blood=False),
    ]
    kept = parents if random.random() < 0.6 else [random.choice(parents)]
    return family + [kin for kin in kept if kin.age < 100]


def _three_generations(random: Random) -> list[Kin]:
    couple = _couple(random, random.randint(52, 74))
    son = min(kin.age for kin in couple) - random.randint(21, 28)
    wife = max(22, son - random.randint(-2, 4))
    young = [Kin(SON, MALE, son), Kin(SONS_WIFE, FEMALE, wife, blood=False)]
    old = [Kin(MOTHER, FEMALE, couple[0].age + random.randint(19, 27), blood=False)]
    older = old if random.random() < 0.25 and old[0].age < 98 else []
    return couple + young + older + _children(random, wife, 3, grand=True)


SHAPES = (
    Shape(20, _alone),
    Shape(24, _old_couple),
    Shape(28, _parents_and_children),
    Shape(16, _with_their_parents),
    Shape(12, _three_generations),
)

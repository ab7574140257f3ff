"""People: what an ID card, a household book and a neighbour would say of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from villagedesk.demo import names
from villagedesk.demo.slate import DAY, Row, Slate
from villagedesk.kinds import check_digit
from villagedesk.people import HEAD, Person, Presence, Residence, Talent

_EDUCATION = {
    1950: {"90": 35, "80": 45, "70": 17, "60": 3},
    1970: {"90": 6, "80": 30, "70": 47, "60": 14, "40": 2, "30": 1},
    1985: {"80": 12, "70": 62, "60": 15, "40": 6, "30": 4, "20": 1},
    9999: {"70": 35, "60": 20, "40": 15, "30": 17, "20": 12, "10": 1},
}
_SCHOOLS = {
    "40": ("渭安县职业教育中心 农学", "岐宁县职业技术学校 汽修", "渭安卫生学校 护理"),
    "30": ("关山职业技术学院 畜牧兽医", "渭安职业技术学院 会计", "秦塬农林职业学院 园艺"),
    "20": ("秦塬农林大学 农业经济管理", "关山学院 汉语言文学", "渭安理工大学 土木工程"),
    "10": ("秦塬农林大学 植物保护",),
}
_WORK = {
    "务农": 6, "苹果种植": 2, "猕猴桃种植": 1, "奶山羊养殖": 1, "个体经营": 1, "木工": 1,
}  # fmt: skip
_ETHNICITY = {"01": 985, "03": 9, "11": 3, "04": 1, "15": 2}
_AWAY = {Residence.CHINA: 5, Residence.PROVINCE: 4, Residence.COUNTY: 3, Residence.ABROAD: 0.05}


@dataclass(frozen=True)
class Kin:
    """One place in a family: relation to the head, sex, full years, and whether of its blood."""

    relation: str
    sex: str
    age: int
    blood: bool = True


def person(slate: Slate, kin: Kin, surname: str, household: Row) -> Row:
    """One member of a household."""
    born = DAY - timedelta(days=round(kin.age * 365.2425) + slate.random.randint(1, 364))
    years = DAY.year - born.year - ((DAY.month, DAY.day) < (born.month, born.day))
    presence = _presence(slate, kin, years)
    education = _education(slate, born.year, years)
    carded = not slate.chance(0.6 if 3 < years < 90 else 10)
    return slate.add(
        Person,
        name=surname + names.given(slate.random, kin.sex, born.year),
        id_no=_id_no(slate, born, kin.sex) if carded else None,
        gender=kin.sex,
        born=born.isoformat() if carded or slate.chance(50) else f"{born:%Y-%m}",
        ethnicity=slate.weighted(_ETHNICITY),
        education=education,
        school=school(slate.random, education),
        political="03" if 15 <= years < 28 and slate.chance(40) else "13",
        health=_health(slate, years),
        native_place=slate.place.county if kin.blood or slate.chance(60) else "外县",
        phone=_phone(slate.random, years),
        household=household["uid"],
        relation=kin.relation,
        group=household["group"],
        residence=slate.weighted(_AWAY) if presence == Presence.AWAY else Residence.HERE,
        talents=_talent(slate, years, education),
        presence=presence,
        work=_work(slate, years, presence),
    )


def school(random: Random, education: str | None) -> str | None:
    """Where one was schooled, if it was beyond the town."""
    return random.choice(_SCHOOLS[education]) if education in _SCHOOLS else None


def _id_no(slate: Slate, born: date, sex: str) -> str:
    """A number with a right check digit in a region that does not exist; each once."""
    while True:
        order = slate.random.randrange(500) * 2 + (sex == "1")
        first = f"{slate.place.region}{born:%Y%m%d}{order:03}"
        if first not in slate.ids:
            slate.ids.add(first)
            return first + check_digit(first)


def _presence(slate: Slate, kin: Kin, years: int) -> Presence:
    if kin.relation != HEAD and years > 80 and slate.chance(12):
        return Presence.DEAD
    if kin.relation != HEAD and 20 <= years < 30 and slate.chance(5):
        return Presence.MOVED
    share = 36 if 18 <= years < 45 else 22 if 45 <= years < 60 else 3
    return Presence.AWAY if slate.chance(share) else Presence.HERE


def _education(slate: Slate, born: int, years: int) -> str | None:
    if years < 12:
        return None
    if years < 18:
        return "80" if years < 15 else "70"
    if years < 22:
        return slate.weighted({"60": 50, "40": 20, "70": 20, "30": 10 if years > 20 else 0})
    return slate.weighted(next(shares for until, shares in _EDUCATION.items() if born < until))


def _health(slate: Slate, years: int) -> str:
    if years < 50:
        return slate.weighted({"1": 95, "2": 3, "3": 1, "6": 1})
    return slate.weighted({"1": 62, "2": 18, "3": 15, "6": 5})


def _phone(random: Random, years: int) -> str | None:
    """Numbers nobody has: no mobile begins with 154, no landline's own number with 0."""
    if years < 14 or random.random() < (0.03 if years < 70 else 0.3):
        return None
    if years > 60 and random.random() < 0.1:
        return f"0917-0{random.randrange(10**6):06}"
    return f"1540{random.randrange(10**7):07}"


def _talent(slate: Slate, years: int, education: str | None) -> str | None:
    if not 20 <= years < 60 or not slate.chance(7):
        return None
    if education in ("20", "30"):
        return Talent.GRADUATE.value
    return slate.random.choice((Talent.PROSPERED, Talent.RETURNED, Talent.VETERAN)).value


def _work(slate: Slate, years: int, presence: Presence) -> str | None:
    if years < 6 or years >= 75:
        return None
    if years < 18 or (years < 22 and presence == Presence.HERE):
        return "学生"
    return "外出务工" if presence == Presence.AWAY else slate.weighted(_WORK)

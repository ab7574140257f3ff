"""The village, its groups, households and people."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, func
from sqlmodel import Field, SQLModel, select

from villagedesk import pinyin
from villagedesk.declare import (
    Derived,
    Face,
    Record,
    choice,
    code,
    column,
    id_number,
    link,
    name,
    phone,
    several,
    text,
    when,
)
from villagedesk.kinds import Name, WholeNumber, birth_of, is_whole, number_in, sex_of

When = str

HEAD = "02"
"""户主 among the relations to the head of a household (GB/T 4761)."""

UNKNOWN_CODE = "000000000000"
"""The code of a village that does not know its own yet; changed later in one action."""


class Village(SQLModel, table=True):
    """One village, by its 12-digit code; the parent of every record."""

    code: str = Field(primary_key=True)
    name: str
    town: str = ""
    county: str = ""
    population: int | None = None
    mixed: bool = False
    """Whether several ethnic groups live here (多民族村)."""
    phone: str | None = None
    """监督电话, to be printed on notices."""


class Residence(StrEnum):
    """Where a person lives now; elsewhere makes a party member 流动."""

    HERE = "本村"
    TOWN = "外村本镇"
    COUNTY = "外镇"
    PROVINCE = "外县"
    CHINA = "外省"
    ABROAD = "境外"


class Talent(StrEnum):
    """四类人员: the four sources the county counts among cadres."""

    PROSPERED = "致富能手"
    RETURNED = "外出务工经商返乡人员"
    GRADUATE = "本乡本土大学毕业生"
    VETERAN = "退役军人"


class Presence(StrEnum):
    """Nobody is deleted: people go away, move out, die."""

    HERE = "正常"
    AWAY = "外出"
    MOVED = "迁出"
    DEAD = "去世"

    @classmethod
    def _missing_(cls, value: object) -> "Presence | None":
        return next((known for known, words in _SAID.items() if value in words), None)


_SAID = {
    Presence.HERE: ("在村", "在家", "常住", "在册", "健在", "在世"),
    Presence.AWAY: ("外出务工", "务工", "在外", "长期外出"),
    Presence.MOVED: ("已迁出", "迁走", "户口迁出", "户籍迁出"),
    Presence.DEAD: ("死亡", "已死亡", "已去世", "已故", "亡故", "病故", "死亡注销"),
}
"""What rosters write instead."""


UNNUMBERED = 999
"""Where a group without a number in its name sorts: last."""


def rank_of(values: Mapping[str, Any]) -> int:
    """The number in a record's name."""
    number = number_in(values.get("name") or "")
    return UNNUMBERED if number is None else number


class Group(Record, table=True):
    """村民小组: a group of households."""

    __tablename__ = "village_group"
    sort_field: ClassVar[str] = "rank"
    derived_fields: ClassVar[tuple[str, ...]] = ("rank",)

    name: str = text("小组名称", required=True, width=12, key="group_name")
    leader: str | None = text("组长", width=10, key="group_leader")
    phone: str | None = phone("组长电话", key="group_phone")
    note: str | None = text("备注", lines=2, key="remark")
    rank: int = UNNUMBERED

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The number in the name, so that 二组 comes before 三组."""
        return {"rank": rank_of(values)}


class Household(Record, table=True):
    """户: the people under one roof book; its head is the person whose relation is 户主."""

    title_field: ClassVar[str] = "number"

    number: str = text("户编号", required=True, width=10, key="household_no")
    group: str | None = link(Group, "村民小组", required=False, key="group", width=12)
    address: str | None = text("家庭住址", width=24, key="address")
    note: str | None = text("备注", lines=2, key="remark")


class Person(Record, table=True):
    """One human being of the village, entered once and shown by every ledger."""

    sort_field: ClassVar[str] = "pinyin"
    derived_fields: ClassVar[tuple[str, ...]] = ("pinyin", "initials")

    name: str = name("姓名")
    id_no: str | None = id_number("公民身份号码", key="id_number")
    gender: str | None = code("性别", "sex", width=6)
    born: When | None = when("出生年月", past=True, key="birth")
    ethnicity: str | None = code("民族", "ethnicity")
    education: str | None = code("学历", "education")
    school: str | None = text("毕业院校及专业", width=20)
    political: str | None = code("政治面貌", "political", width=12)
    health: str | None = code("健康状况", "health", width=10)
    native_place: str | None = text("籍贯", width=10)
    phone: str | None = phone("联系电话")
    household: str | None = link(Household, "户编号", required=False, key="household_no")
    relation: str | None = code("与户主关系", "relation", width=10)
    group: str | None = link(Group, "村民小组", required=False, width=12)
    residence: str | None = choice("现居住地", Residence, required=False, width=10)
    talents: str | None = several("四类人员", Talent, key="talent", width=18)
    presence: str | None = choice("状态", Presence, required=False, width=8)
    work: str | None = text("现从事工作", width=16)
    note: str | None = text("备注", lines=3, width=20, key="remark")
    pinyin: str = ""
    initials: str = ""

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Pinyin of the name; birth and sex where a whole ID number says them."""
        out: dict[str, Any] = {}
        if values.get("name"):
            out["pinyin"] = pinyin.full(values["name"])
            out["initials"] = pinyin.initials(values["name"])
        if values.get("id_no") and is_whole(values["id_no"]):
            out["born"] = birth_of(values["id_no"])
            out["gender"] = sex_of(values["id_no"])
        return out


# a search reads this instead of the whole table
Index(
    "ix_person_search",
    *map(column, (Person.initials, Person.pinyin, Person.name, Person.id_no, Person.phone)),
    column(Person.uid),
)

HOUSEHOLD_HEAD = Derived(
    Face("户主", Name(), 10, required=False, key="household_head"),
    select(Person.name)
    .where(column(Person.household) == column(Household.uid), column(Person.relation) == HEAD)
    .correlate(Household)
    .limit(1)
    .scalar_subquery(),
)
HOUSEHOLD_SIZE = Derived(
    Face("人口", WholeNumber(0), 6, required=False, key="household_size"),
    select(func.count())
    .where(column(Person.household) == column(Household.uid))
    .where(func.coalesce(column(Person.presence), "").not_in((Presence.MOVED, Presence.DEAD)))
    .correlate(Household)
    .scalar_subquery(),
)

"""The party organisation: branches, groups, members, what became of them, and penalties."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from villagedesk.declare import Record, choice, link, one_of, text, when, yes_no
from villagedesk.people.village import UNNUMBERED, Person, When, rank_of


class BranchKind(StrEnum):
    """What sort of party organisation it is."""

    BRANCH = "党支部"
    GENERAL = "党总支"
    COMMITTEE = "党委"


class PartyBranch(Record, table=True):
    """村党组织: a branch, a general branch, or a committee of the village."""

    __tablename__ = "party_branch"

    name: str = text("党组织名称", required=True, width=20, key="branch_name")
    kind: BranchKind = choice("组织类别", BranchKind)
    above: str | None = text("上级党组织", width=16)
    founded: When | None = when("成立时间", past=True)
    note: str | None = text("备注", lines=2, key="remark")


class PartyGroup(Record, table=True):
    """党小组 of a branch."""

    __tablename__ = "party_group"
    sort_field: ClassVar[str] = "rank"
    derived_fields: ClassVar[tuple[str, ...]] = ("rank",)

    name: str = text("党小组名称", required=True, width=14, key="party_group_name")
    branch: str = link(PartyBranch, "所在党支部", key="branch", width=18)
    note: str | None = text("备注", lines=2, key="remark")
    rank: int = UNNUMBERED

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The number in the name, as with the groups of the village."""
        return {"rank": rank_of(values)}


class Stage(StrEnum):
    """人员类别 of a party member."""

    FULL = "正式党员"
    PROBATIONARY = "预备党员"

    @classmethod
    def _missing_(cls, value: object) -> "Stage | None":
        return next((stage for stage in cls if stage == f"{value}党员"), None)


class Standing(StrEnum):
    """党籍状态."""

    NORMAL = "正常"
    SUSPENDED = "停止党籍"
    OTHER = "其他"


class PartyMember(Record, table=True):
    """What the party knows of a person; its key is the person's uid."""

    __tablename__ = "party_member"
    title_field: ClassVar[str] = "uid"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("joined", "confirmed"),)

    uid: str = one_of(Person, "党员姓名", key="name")
    branch: str | None = link(PartyBranch, "所在党支部", required=False, key="branch", width=18)
    group: str | None = link(PartyGroup, "党小组", required=False, key="party_group", width=12)
    stage: str | None = choice("人员类别", Stage, required=False, key="member_stage")
    joined: When | None = when("入党时间", past=True, key="party_join")
    confirmed: When | None = when("转正时间", past=True, key="party_confirmed")
    standing: str | None = choice("党籍状态", Standing, required=False, width=10)
    post: str | None = text("党内职务", width=14, key="party_post")
    mobile: bool | None = yes_no("是否流动党员", key="is_mobile")
    went_to: str | None = text("外出流向", width=16)
    lost: bool | None = yes_no("是否失联", key="is_lost")
    lost_since: When | None = when("失去联系日期", past=True)
    home_teaching: bool | None = yes_no("送学上门")
    note: str | None = text("备注", lines=2, key="remark")


class Penalty(StrEnum):
    """党纪处分."""

    WARNING = "警告"
    SERIOUS = "严重警告"
    REMOVAL = "撤销党内职务"
    PROBATION = "留党察看"
    EXPULSION = "开除党籍"


class Discipline(Record, table=True):
    """A party penalty and the time it weighs."""

    title_field: ClassVar[str] = "penalty"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: str = link(Person, "姓名", key="name")
    penalty: Penalty = choice("处分种类", Penalty)
    since: When = when("处分日期", past=True, required=True)
    until: When | None = when("影响期止")
    document: str | None = text("处分文号", width=18)
    note: str | None = text("备注", lines=2, key="remark")


class Movement(StrEnum):
    """党员变动: what changes where a member belongs, or what he may do there."""

    JOINED = "接收为预备党员"
    CONFIRMED = "转为正式党员"
    EXTENDED = "延长预备期"
    REFUSED = "取消预备党员资格"
    MOVED_IN = "转入"
    MOVED_OUT = "转出"
    REGROUPED = "调整支部或小组"
    STOPPED = "停止党籍"
    RESTORED = "恢复党籍"
    EXPELLED = "出党"
    DIED = "去世"
    RIGHTS_STOPPED = "中止党员权利"
    RIGHTS_BACK = "恢复党员权利"


class MemberChange(Record, table=True):
    """One change of a membership, on its day: the roll of any past day is computed from these."""

    __tablename__ = "member_change"
    title_field: ClassVar[str] = "kind"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("on", "until"),)

    on: When = when("党员变动日期", past=True, required=True, key="moved_on")
    person: str = link(Person, "姓名", key="name")
    kind: Movement = choice("党员变动类型", Movement, width=14, key="movement")
    branch_before: str | None = link(PartyBranch, "原党支部", required=False, width=18)
    group_before: str | None = link(PartyGroup, "原党小组", required=False, width=12)
    branch_after: str | None = link(PartyBranch, "现党支部", required=False, width=18)
    group_after: str | None = link(PartyGroup, "现党小组", required=False, width=12)
    until: When | None = when("预备期延长至", key="probation_until")
    document: str | None = text("依据或介绍信", width=18, key="movement_document")
    note: str | None = text("备注", lines=2, key="remark")

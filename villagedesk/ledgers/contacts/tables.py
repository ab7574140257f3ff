"""网格与党员联系户: who looks after which household, who visited it, and what was said."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, func

from villagedesk.declare import (
    Record,
    choice,
    column,
    link,
    none_by,
    part_of,
    several,
    text,
    when,
)
from villagedesk.people import Group, Household, PartyBranch, PartyGroup, Person, When

VISIT_TIE = "走访发现的问题"
"""How a case or a matter belongs to the visit that brought it up."""


class CellParty(StrEnum):
    """网格党组织类型."""

    BRANCH = "网格党支部"
    GROUP = "党小组"
    NONE = "无"


class HomeKind(StrEnum):
    """户类别: what makes a household one to be visited more often."""

    ORDINARY = "一般户"
    LIFTED = "脱贫户"
    WATCHED = "监测户"
    ALLOWANCE = "低保户"
    DESTITUTE = "特困户"
    ALONE = "五保/独居老人"
    DISABLED = "残疾"
    LEFT_BEHIND = "留守"
    SOLDIER = "军属"
    PETITION = "信访重点"


class VisitWay(StrEnum):
    """走访方式."""

    HOME = "入户"
    PHONE = "电话"
    CHAT = "微信"
    FIELD = "田间"


class VisitReason(StrEnum):
    """走访事由."""

    DAILY = "日常"
    FEAST = "红白大事"
    ILL = "生病住院"
    URGENT = "急难"
    MOOD = "思想波动"
    POLICY = "政策宣传"
    DISPUTE = "矛盾排查"


class IssueKind(StrEnum):
    """问题类别."""

    LIVING = "民生保障"
    SURROUNDINGS = "人居环境"
    WORKS = "基础设施"
    TRADE = "产业就业"
    DISPUTE = "矛盾纠纷"
    POLICY = "政策咨询"
    AFFAIRS = "村务监督"
    OTHER = "其他"


class IssueState(StrEnum):
    """办理结果 of a problem."""

    AT_ONCE = "当场解决"
    IN_VILLAGE = "村级办理中"
    TO_TOWN = "已上报镇"
    DONE = "已办结"
    EXPLAINED = "无法办理并已解释"


SETTLED = (IssueState.AT_ONCE, IssueState.DONE, IssueState.EXPLAINED, IssueState.TO_TOWN)
"""States after which the village has nothing more to do about a problem."""


class Satisfied(StrEnum):
    """满意度."""

    YES = "满意"
    MOSTLY = "基本满意"
    NO = "不满意"


class GridCell(Record, table=True):
    """网格: some groups of the village, with those who answer for them."""

    __tablename__ = "grid_cell"

    name: str = text("网格名称", required=True, width=12, key="cell")
    number: str | None = text("网格编号", width=10, key="cell_no")
    party: str | None = choice("网格党组织类型", CellParty, required=False, key="cell_party")
    branch: str | None = link(
        PartyBranch, "网格党支部", required=False, key="cell_branch", width=16
    )
    party_group: str | None = link(
        PartyGroup, "网格党小组", required=False, key="cell_party_group", width=12
    )
    secretary: str | None = link(Person, "党组织负责人", required=False, key="cell_secretary")
    head: str | None = link(Person, "网格长", required=False, key="cell_head")
    workers: str | None = text("网格员", width=18, key="cell_workers")
    note: str | None = text("备注", lines=2, key="remark")


class CellGroup(Record, table=True):
    """A group of the village that lies in a cell."""

    __tablename__ = "cell_group"
    title_field: ClassVar[str] = "group"

    cell: str = part_of(GridCell)
    group: str = link(Group, "村民小组", key="group", width=12)


class Contact(Record, table=True):
    """党员联系户: a member who looks after a household for some time."""

    title_field: ClassVar[str] = "person"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: str = link(Person, "联系党员", key="contact_member")
    household: str = link(Household, "联系户编号", key="contact_household", width=12)
    kinds: str | None = several("户类别", HomeKind, width=16, key="home_kinds")
    since: When | None = when("结对日期", past=True, key="contact_since")
    until: When | None = when("解除日期", past=True, key="contact_until")
    why_ended: str | None = text("解除原因", width=14, key="contact_ended_why")
    note: str | None = text("备注", lines=2, key="remark")


class Visit(Record, table=True):
    """走访: one visit or call, and the problem it brought up if there was one."""

    title_field: ClassVar[str] = "person"
    entered_field: ClassVar[str] = "entered_on"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("on", "closed_on"),)

    on: When = when("走访日期", past=True, required=True, key="visited_on")
    person: str = link(Person, "走访人", key="visitor")
    household: str = link(Household, "走访户编号", key="visited_household", width=12)
    met: str | None = text("受访人", width=10, key="visited_whom")
    way: str | None = choice("走访方式", VisitWay, required=False, width=8, key="visit_way")
    reason: str | None = choice("走访事由", VisitReason, required=False, width=10, key="visit_why")
    said: str | None = text("了解到的情况", lines=2, width=24, key="contact_said")
    issue: str | None = text("反映问题", lines=2, width=24, key="issue")
    issue_kind: str | None = choice("问题类别", IssueKind, required=False, key="issue_kind")
    handler: str | None = text("办理人", width=10, key="issue_handler")
    state: str | None = choice("办理结果", IssueState, required=False, width=16, key="issue_state")
    closed_on: When | None = when("办结日期", past=True, key="issue_closed_on")
    satisfied: str | None = choice("满意度", Satisfied, required=False, width=8, key="satisfied")
    note: str | None = text("备注", lines=2, key="remark")
    entered_on: When | None = when("录入日期", key="entered_on")

    @classmethod
    def open_on(cls, day: str) -> ColumnElement[bool]:
        """While a problem that it brought up was unsettled; one settled on a later day was."""
        state = func.coalesce(column(cls.state), "")
        pending = state.not_in(SETTLED) | column(cls.closed_on).is_not(None)
        return column(cls.issue).is_not(None) & pending & none_by(day, cls.closed_on)

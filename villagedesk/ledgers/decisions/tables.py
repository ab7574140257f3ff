"""四议两公开: a matter from its first motion to the publication of its result."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from villagedesk.declare import (
    Record,
    choice,
    money,
    none_by,
    number,
    part_of,
    several,
    text,
    when,
    yes_no,
)
from villagedesk.people import When


class Matter(StrEnum):
    """事项类别: what is decided, which says who may decide it."""

    PLAN = "发展规划"
    LAND = "土地承包流转"
    ASSETS = "集体资产资源处置"
    PROJECT = "集体经济项目"
    WELFARE = "公益事业及筹资筹劳"
    HOMESTEAD = "宅基地"
    COMPENSATION = "征地补偿分配"
    RELIEF = "低保救助救灾款物"
    ALLOWANCE = "误工补贴"
    CHARTER = "村规民约章程"
    PEOPLE = "人事推选"
    OTHER = "其他"


class Motion(StrEnum):
    """动议来源."""

    PEOPLE = "党员群众建议"
    CADRES = "村干部提议"
    ABOVE = "上级党委政府安排"


class Decider(StrEnum):
    """法定决策主体 of the fourth stage."""

    VILLAGERS = "村民会议"
    REPRESENTATIVES = "村民代表会议"
    MEMBERS = "成员大会"
    DELEGATES = "成员代表大会"


class StageKind(StrEnum):
    """环节: the four that are meetings; the two publications stand on the matter itself."""

    PROPOSED = "提议"
    CONSULTED = "商议"
    EXAMINED = "审议"
    RESOLVED = "决议"


class PublishedBy(StrEnum):
    """公开方式."""

    BOARD = "公开栏"
    GROUPS = "各组公告"
    BROADCAST = "广播"
    CHAT = "微信群"
    MEETING = "会议"


class Decision(Record, table=True):
    """One matter, as the village's list of decisions keeps it."""

    title_field: ClassVar[str] = "title"
    sort_field: ClassVar[str] = "number"
    entered_field: ClassVar[str] = "entered_on"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (
        ("raised_on", "published_on"),
        ("published_on", "published_until"),
        ("published_on", "result_on"),
        ("result_on", "result_until"),
    )

    number: str = text("事项编号", required=True, width=10, key="matter_no")
    title: str = text("事项名称", required=True, width=24, key="matter")
    kind: Matter = choice("事项类别", Matter, width=16, key="matter_kind")
    raised_on: When = when("动议日期", past=True, required=True, key="raised_on")
    motion: str | None = choice("动议来源", Motion, required=False, width=14, key="motion_source")
    amount: int | None = money("涉及金额", key="matter_amount")
    decider: str | None = choice("决策主体", Decider, required=False, width=14, key="decider")
    authorised: bool | None = yes_no("有无村民会议授权", key="authorised")
    authority: str | None = text("授权依据", width=18, key="authority")
    merged: bool | None = yes_no("提议商议是否合并", key="merged_stages")
    noticed_on: When | None = when("会前通知日期", past=True, key="noticed_on")
    published_on: When | None = when("决议公开日期", past=True, key="published_on")
    published_until: When | None = when("公示截止日期", key="published_until")
    places: str | None = text("公开地点", width=16, key="published_at")
    ways: str | None = several("公开方式", PublishedBy, width=16, key="published_by")
    objections: str | None = text("收到的意见", lines=2, width=20, key="objections")
    handling: str | None = text("意见处理情况", lines=2, width=20, key="objection_handling")
    contract: str | None = text("合同编号", width=14, key="contract_no")
    partner: str | None = text("合同对方", width=16, key="contract_with")
    price: int | None = money("合同金额", key="contract_amount")
    due_on: When | None = when("计划完成日期", key="work_due")
    accepted_on: When | None = when("验收日期", past=True, key="accepted_work_on")
    acceptance: str | None = text("验收情况", lines=2, width=18, key="acceptance")
    result_on: When | None = when("结果公开日期", past=True, key="result_on")
    result: str | None = text("实施结果", lines=3, width=24, key="matter_result")
    result_until: When | None = when("结果公示截止日期", key="result_until")
    result_places: str | None = text("结果公开地点", width=16, key="result_at")
    result_ways: str | None = several("结果公开方式", PublishedBy, width=16, key="result_by")
    result_objections: str | None = text("对结果的意见", lines=2, width=20, key="result_objections")
    result_handling: str | None = text(
        "对结果意见的处理", lines=2, width=20, key="result_objection_handling"
    )
    supervision: str | None = text("监督意见", lines=2, width=20, key="supervision")
    supervisor: str | None = text("监督签字人", width=10, key="supervised_by")
    filed_on: When | None = when("报镇备案日期", past=True, key="matter_filed_on")
    stopped_on: When | None = when("终止日期", past=True, key="stopped_on")
    stopped_why: str | None = text("终止原因", width=18, key="stopped_why")
    note: str | None = text("备注", lines=2, key="remark")
    entered_on: When | None = when("录入日期", key="entered_on")

    @classmethod
    def open_on(cls, day: str) -> ColumnElement[bool]:
        """Until its result is made public, or it is given up."""
        return none_by(day, cls.result_on, cls.stopped_on)


class DecisionStage(Record, table=True):
    """One stage that is a meeting: what was counted there; written by the desk where the sitting
    itself is recorded, typed where only the old form remains."""

    __tablename__ = "decision_stage"
    title_field: ClassVar[str] = "kind"
    derived_fields: ClassVar[tuple[str, ...]] = ("place_in_line",)

    decision: str = part_of(Decision)
    kind: StageKind = choice("环节", StageKind, width=8, key="stage_kind")
    held_on: When | None = when("环节日期", past=True, key="stage_on")
    form: str | None = text("会议形式", width=14, key="stage_form")
    place: str | None = text("环节地点", width=12, key="stage_place")
    expected: int | None = number("环节应到", key="stage_expected")
    present: int | None = number("环节实到", key="stage_present")
    voters_expected: int | None = number("环节应到有表决权", width=10, key="stage_voters_expected")
    voters_present: int | None = number("环节实到有表决权", width=10, key="stage_voters_present")
    yes: int | None = number("赞成票", width=6, key="stage_yes")
    no: int | None = number("反对票", width=6, key="stage_no")
    abstained: int | None = number("弃权票", width=6, key="stage_abstained")
    passed: bool | None = yes_no("环节是否通过", key="stage_passed")
    words: str | None = text("会议意见", lines=3, width=24, key="stage_words")
    went_on: str | None = text("无效后继续的原因", lines=2, width=20, key="stage_went_on")
    supervision: str | None = text("环节监督意见", lines=2, width=20, key="stage_supervision")
    signed: bool | None = yes_no("纸质签字齐全", key="stage_signed")
    place_in_line: int = 9

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Where the stage stands in the line of six."""
        kinds = [str(kind) for kind in StageKind]
        kind = str(values.get("kind") or "")
        return {"place_in_line": kinds.index(kind) + 1 if kind in kinds else 9}

"""乡贤调解: the committee and the sages, and each case from acceptance to the archive."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement

from villagedesk.declare import (
    Record,
    choice,
    code,
    link,
    money,
    none_by,
    number,
    open_choice,
    part_of,
    text,
    when,
    yes_no,
)
from villagedesk.people import Person, When

DISPUTE_LIST = "dispute_kinds"
"""The setting with a village's own list of 纠纷类型; see disputes.py."""


class SageKind(StrEnum):
    """乡贤类别."""

    CADRE = "老干部"
    TEACHER = "老教师"
    MEMBER = "老党员"
    SOLDIER = "老军人"
    PROSPEROUS = "致富能人"
    ELDER = "族中长者"
    LAWYER = "法律工作者"
    DOCTOR = "医生"
    BUSINESS = "企业家"
    OTHER = "其他"


class MediatorPost(StrEnum):
    """调委会职务."""

    CHAIR = "主任"
    DEPUTY = "副主任"
    MEMBER = "委员"
    MEDIATOR = "调解员"


class CaseSource(StrEnum):
    """案件来源."""

    APPLIED = "当事人申请"
    OWN = "主动调解"
    COURT = "法院移交"
    POLICE = "公安移交"
    PETITION = "信访移交"
    GOVERNMENT = "政府部门移交"


class Dispute(StrEnum):
    """纠纷类型 as the statistics of the 司法部 count them; a village may call more by name."""

    FAMILY = "婚姻家庭"
    NEIGHBOURS = "邻里"
    HOUSE = "房屋宅基地"
    DAMAGES = "损害赔偿"
    CONTRACT = "合同"
    LAND = "山林土地"
    EXPROPRIATION = "征地拆迁"
    LABOUR = "劳动争议"
    BIRTHS = "计划生育"
    AFFAIRS = "村务管理"
    ENVIRONMENT = "环境保护"
    TRAFFIC = "道路交通事故"
    MEDICAL = "医疗"
    PROPERTY = "物业"
    OTHER = "其他"


class Outcome(StrEnum):
    """调解结果."""

    WRITTEN = "达成书面协议"
    ORAL = "达成口头协议"
    ENDED = "调解不成终止"
    REFUSED = "一方拒绝"
    WITHDRAWN = "撤回"
    PASSED_ON = "转交"


class Performance(StrEnum):
    """履行情况."""

    DONE = "已履行"
    PARTLY = "部分履行"
    RUNNING = "履行中"
    NOT = "未履行"
    SUED = "反悔起诉"


class Confirmation(StrEnum):
    """司法确认."""

    NONE = "未申请"
    ASKED = "已申请"
    VALID = "有效"
    INVALID = "无效"


class Keeping(StrEnum):
    """保管期限."""

    FOREVER = "永久"
    THIRTY = "30年"
    TEN = "10年"


class SideKind(StrEnum):
    """当事人 on which side."""

    APPLICANT = "申请人"
    RESPONDENT = "被申请人"


class Part(StrEnum):
    """In what role somebody took part in mediating."""

    MEDIATOR = "调解员"
    SAGE = "乡贤"
    OTHER = "其他参与人"


class Paper(StrEnum):
    """卷内文书: the thirteen documents of a case file."""

    APPLICATION = "申请书或受理登记表"
    NOTICE = "权利义务告知书"
    IDENTITY = "当事人身份证明"
    PROXY = "授权委托书"
    INQUIRY = "调查记录"
    EVIDENCE = "证据材料"
    RECORD = "调解记录"
    AGREEMENT = "协议书"
    RECEIPT = "履行凭证"
    VISIT = "回访记录"
    CONFIRMATION = "司法确认材料"
    NOTES = "卷宗情况说明"
    BACK = "封底"


class Sage(Record, table=True):
    """乡贤: somebody people listen to, asked to help for some years."""

    title_field: ClassVar[str] = "person"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: str = link(Person, "姓名", key="name")
    kind: str | None = choice("乡贤类别", SageKind, required=False, width=12, key="sage_kind")
    strength: str | None = text("特长", width=16, key="sage_strength")
    since: When | None = when("聘任日期", past=True, key="sage_since")
    until: When | None = when("聘期届满", key="sage_until")
    note: str | None = text("备注", lines=2, key="remark")


class Mediator(Record, table=True):
    """A member of the mediation committee, or a mediator it has asked, for three years."""

    title_field: ClassVar[str] = "person"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: str = link(Person, "姓名", key="name")
    post: MediatorPost = choice("调委会职务", MediatorPost, width=10, key="mediator_post")
    since: When | None = when("任调解职务时间", past=True, key="mediator_since")
    until: When | None = when("调解职务届满", key="mediator_until")
    note: str | None = text("备注", lines=2, key="remark")


class Case(Record, table=True):
    """One quarrel that was brought before the committee, or that it took up itself."""

    __tablename__ = "mediation_case"
    title_field: ClassVar[str] = "case_no"
    entered_field: ClassVar[str] = "entered_on"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (
        ("accepted_on", "effective_on"),
        ("effective_on", "asked_on"),
        ("asked_on", "confirmed_on"),
        ("accepted_on", "closed_on"),
        ("closed_on", "archived_on"),
    )

    case_no: str = text("案号", required=True, width=12, key="case_no")
    accepted_on: When = when("受理日期", past=True, required=True, key="accepted_on")
    source: str | None = choice("案件来源", CaseSource, required=False, key="case_source")
    kind: str | None = open_choice("纠纷类型", Dispute, setting=DISPUTE_LIST, width=14, key="type")
    summary: str | None = text("纠纷简要情况", lines=4, width=30, key="summary")
    people: int | None = number("涉及人数", key="case_people")
    hard: bool | None = yes_no("是否疑难复杂", key="case_hard")
    registrar: str | None = text("登记人", width=10, key="case_registrar")
    may_escalate: bool | None = yes_no("是否可能激化", key="may_escalate")
    reported_on: When | None = when("报告公安或部门日期", past=True, key="escalation_reported_on")
    outcome: str | None = choice("调解结果", Outcome, required=False, width=14, key="outcome")
    agreement: str | None = text("协议编号", width=12, key="agreement_no")
    terms: str | None = text("协议内容", lines=4, width=30, key="agreement_terms")
    signed: bool | None = yes_no("各方是否签字", key="sides_signed")
    sealed: bool | None = yes_no("是否盖调委会印章", key="committee_sealed")
    effective_on: When | None = when("协议生效日期", past=True, key="effective_on")
    amount: int | None = money("协议涉及金额", key="case_amount")
    due_on: When | None = when("履行期限", key="performance_due")
    how: str | None = text("履行方式", width=16, key="performance_how")
    performance: str | None = choice("履行情况", Performance, required=False, key="performance")
    confirmation: str | None = choice("司法确认", Confirmation, required=False, key="confirmation")
    asked_on: When | None = when("申请确认日期", past=True, key="confirmation_asked_on")
    confirmed_on: When | None = when("确认日期", past=True, key="confirmation_on")
    visited_on: When | None = when("回访日期", past=True, key="case_visited_on")
    visitor: str | None = text("回访人", width=10, key="case_visitor")
    visit_why: str | None = text("回访事由", width=16, key="case_visit_why")
    visit: str | None = text("回访情况", lines=2, width=20, key="case_visit")
    satisfied: str | None = text("回访满意度", width=8, key="case_satisfied")
    closed_on: When | None = when("结案日期", past=True, key="closed_on")
    archived_on: When | None = when("归档日期", past=True, key="archived_on")
    volume: str | None = text("卷号", width=10, key="volume")
    keeping: str | None = choice("保管期限", Keeping, required=False, width=8, key="keeping")
    note: str | None = text("备注", lines=2, key="remark")
    entered_on: When | None = when("录入日期", key="entered_on")

    @classmethod
    def open_on(cls, day: str) -> ColumnElement[bool]:
        """Until it is closed: an agreement still has to be kept, and its parties visited."""
        return none_by(day, cls.closed_on, cls.archived_on)


class Side(Record, table=True):
    """当事人: one person on one side; not everybody who quarrels is of the village.

    Sex, ethnicity and age are for those who are not: the others' are known from the register.
    """

    __tablename__ = "case_side"
    title_field: ClassVar[str] = "name"

    case: str = part_of(Case)
    side: SideKind = choice("当事人地位", SideKind, width=10, key="side")
    name: str = text("当事人姓名", required=True, width=10, key="side_name")
    person: str | None = link(Person, "本村人员", required=False, key="side_person")
    gender: str | None = code("当事人性别", "sex", width=6, key="side_gender")
    ethnicity: str | None = code("当事人民族", "ethnicity", key="side_ethnicity")
    age: int | None = number("受理时年龄", key="side_age")
    phone: str | None = text("当事人电话", width=14, key="side_phone")
    address: str | None = text("当事人住址", width=18, key="side_address")
    work: str | None = text("当事人职业", width=10, key="side_work")
    signed: bool | None = yes_no("当事人签字", key="side_signed")


class Taking(Record, table=True):
    """Somebody who helped to mediate."""

    __tablename__ = "case_part"
    title_field: ClassVar[str] = "person"

    case: str = part_of(Case)
    person: str = link(Person, "参与调解的人", key="mediating")
    part: Part = choice("参与身份", Part, width=10, key="mediating_as")


class Session(Record, table=True):
    """One sitting at which it was talked over."""

    __tablename__ = "case_session"
    title_field: ClassVar[str] = "on"

    case: str = part_of(Case)
    on: When = when("调解日期", past=True, required=True, key="mediated_on")
    place: str | None = text("调解地点", width=14, key="mediated_at")
    said: str | None = text("调解经过", lines=4, width=30, key="mediated_how")


class CasePaper(Record, table=True):
    """A document that lies in the file."""

    __tablename__ = "case_paper"
    title_field: ClassVar[str] = "kind"

    case: str = part_of(Case)
    kind: Paper = choice("卷内文书", Paper, width=16, key="case_paper")
    pages: int | None = number("页数", key="case_paper_pages")
    note: str | None = text("备注", key="remark")

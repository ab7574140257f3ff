"""后备干部: who is kept ready for which post, and how he is prepared for it."""

from enum import StrEnum
from typing import ClassVar

from villagedesk.declare import Record, choice, link, part_of, several, text, when
from villagedesk.people import Person, When


class Source(StrEnum):
    """人选来源."""

    PROSPERED = "致富能手"
    RETURNED = "返乡人员"
    GRADUATE = "大学毕业生"
    VETERAN = "退役军人"
    COOPERATIVE = "专业合作社负责人"
    GRID_WORKER = "网格员"
    TEACHER_DOCTOR = "村医/教师"
    SENT = "到村选调生"
    MOBILE = "流动党员"
    OTHER = "其他"

    @classmethod
    def _missing_(cls, value: object) -> "Source | None":
        return next((source for source, words in _SAID.items() if value in words), None)


_SAID = {
    Source.PROSPERED: ("致富带头人", "种养大户", "产业带头人"),
    Source.RETURNED: ("返乡创业人员", "外出务工经商返乡人员", "返乡能人", "回乡人员"),
    Source.GRADUATE: ("本乡本土大学毕业生", "高校毕业生", "返乡大学生", "大学生"),
    Source.VETERAN: ("复退军人", "退伍军人", "复员军人"),
    Source.COOPERATIVE: ("合作社负责人",),
    Source.TEACHER_DOCTOR: ("村医", "教师", "乡村医生", "乡村教师"),
    Source.SENT: ("选调生", "大学生村官"),
}
"""What rosters write instead."""


class Aim(StrEnum):
    """对应岗位: the post somebody is kept ready for."""

    LEADER = "书记（一肩挑）"
    DEPUTY_SECRETARY = "副书记"
    DEPUTY_CHAIR = "副主任"
    MEMBER = "委员"
    CLERK = "文书"

    @classmethod
    def _missing_(cls, value: object) -> "Aim | None":
        return next((aim for aim, words in _AIMS.items() if value in words), None)


_AIMS = {
    Aim.LEADER: ("书记", "村书记", "书记主任", "一肩挑", "党支部书记", "村党支部书记", "正职"),
    Aim.DEPUTY_SECRETARY: ("党支部副书记", "村党支部副书记"),
    Aim.DEPUTY_CHAIR: ("村委会副主任", "副职"),
    Aim.MEMBER: ("两委委员", "村委会委员", "支部委员", "支委", "村委委员"),
    Aim.CLERK: ("村文书", "会计"),
}


class Recommended(StrEnum):
    """推荐方式."""

    OWN = "个人自荐"
    PEOPLE = "党员群众推荐"
    PARTY = "党组织推荐"

    @classmethod
    def _missing_(cls, value: object) -> "Recommended | None":
        return next((way for way, words in _RECOMMENDED.items() if value in words), None)


_RECOMMENDED = {
    Recommended.OWN: ("自荐",),
    Recommended.PEOPLE: ("群众推荐", "党员推荐", "党员群众举荐"),
    Recommended.PARTY: ("组织推荐", "支部推荐", "村党组织推荐"),
}


class Preparing(StrEnum):
    """培养方式."""

    MENTORED = "结对帮带"
    FOLLOWED = "跟踪培养"
    AT_TOWN = "乡镇跟班学习"
    IN_POST = "村组实岗锻炼"
    FRONT_LINE = "一线锻炼"
    TRAINED = "教育培训"
    SCHOOLED = "学历提升"


class Readiness(StrEnum):
    """成熟度."""

    NEAR = "近期可用"
    MIDDLE = "中期培养"
    LONG = "长期培养"


class Leaving(StrEnum):
    """出库原因."""

    APPOINTED = "任用进班子"
    TOO_OLD = "超龄"
    AWAY = "外出"
    ADJUSTED = "调整"
    DISCIPLINE = "违纪"
    DIED = "去世"
    OTHER = "其他"


class Result(StrEnum):
    """鉴定等次 of a training."""

    EXCELLENT = "优秀"
    GOOD = "良好"
    FAIR = "一般"
    POOR = "较差"


class Reserve(Record, table=True):
    """One person's time in the pool, for one post."""

    title_field: ClassVar[str] = "person"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "left_on"),)

    person: str = link(Person, "姓名", key="name")
    source: str | None = choice("人选来源", Source, required=False, width=14, key="reserve_source")
    aim: str | None = choice("对应岗位", Aim, required=False, width=14, key="target_post")
    recommended: str | None = choice(
        "推荐方式", Recommended, required=False, width=14, key="recommended_by"
    )
    since: When | None = when("入库日期", past=True, key="pool_since")
    approved_on: When | None = when("镇党委审定日期", past=True, key="pool_approved_on")
    document: str | None = text("审定文号", width=18, key="pool_document")
    mentor: str | None = link(Person, "结对帮带人", required=False, key="pool_mentor")
    town_mentor: str | None = text("镇上帮带人", width=10, key="pool_town_mentor")
    mentor_post: str | None = text("帮带人职务", width=14, key="pool_mentor_post")
    preparing: str | None = several("培养方式", Preparing, width=20, key="preparing")
    readiness: str | None = choice("成熟度", Readiness, required=False, width=10, key="readiness")
    left_on: When | None = when("出库日期", past=True, key="pool_left_on")
    leaving: str | None = choice("出库原因", Leaving, required=False, key="pool_leaving")
    note: str | None = text("备注", lines=2, key="remark")


class Training(Record, table=True):
    """培养锻炼记录: one stay, course or pairing that prepares somebody."""

    __tablename__ = "reserve_training"
    title_field: ClassVar[str] = "way"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    reserve: str = part_of(Reserve)
    way: Preparing = choice("锻炼方式", Preparing, width=14, key="training_way")
    place: str | None = text("锻炼单位或岗位", width=18, key="training_place")
    since: When | None = when("锻炼开始", past=True, key="training_since")
    until: When | None = when("锻炼结束", key="training_until")
    content: str | None = text("锻炼内容", width=20, key="training_content")
    mentor: str | None = text("带教人", width=10, key="training_mentor")
    result: str | None = choice("鉴定等次", Result, required=False, width=8, key="training_result")
    note: str | None = text("备注", key="remark")

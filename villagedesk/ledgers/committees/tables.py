"""Who sits on the village's bodies, how they came there, and who speaks for the households."""

from enum import StrEnum
from typing import ClassVar

from villagedesk.declare import Record, choice, link, number, part_of, text, when
from villagedesk.people import Person, Term, When

SUPERVISORY_LABELS = ("村务监督委员会", "村民监督委员会")
"""What the supervisory committee is called: by the 2017 guidance, and by 陕西's own law."""


class Body(StrEnum):
    """The bodies of a village; the supervisory committee's name is a setting."""

    PARTY = "村党组织"
    COMMITTEE = "村民委员会"
    SUPERVISORY = "村务监督委员会"
    COUNCIL = "集体经济组织理事会"
    SUPERVISORS = "集体经济组织监事会"
    OTHER = "其他"

    @classmethod
    def _missing_(cls, value: object) -> "Body | None":
        return cls.SUPERVISORY if value in SUPERVISORY_LABELS else None


class Post(StrEnum):
    """Posts a roster may name; what is outside the list is 其他 with its own words."""

    SECRETARY = "书记"
    DEPUTY_SECRETARY = "副书记"
    ORGANISER = "组织委员"
    PUBLICIST = "宣传委员"
    DISCIPLINE = "纪检委员"
    CHAIR = "主任"
    DEPUTY_CHAIR = "副主任"
    MEMBER = "委员"
    HEAD_OF_COUNCIL = "理事长"
    DEPUTY_HEAD_OF_COUNCIL = "副理事长"
    COUNCILLOR = "理事"
    HEAD_OF_SUPERVISORS = "监事长"
    SUPERVISOR = "监事"
    FINANCE = "财会人员"
    OTHER = "其他"


class Origin(StrEnum):
    """产生方式."""

    ELECTED = "选举"
    BY_ELECTION = "补选"
    APPOINTED = "任命"
    CHOSEN = "选派"
    SENT = "下派"


class Verdict(StrEnum):
    """Result of a review."""

    PASSED = "通过"
    FAILED = "不通过"
    OPEN = "待核"


class ChangeKind(StrEnum):
    """任免变动的类型."""

    NEW = "新任"
    REMOVED = "免职"
    RESIGNED = "辞职"
    BY_ELECTION = "补选"
    RECALLED = "罢免"
    ENDED = "终止"
    DIED = "去世"
    EXPIRED = "任期届满"


class Grade(StrEnum):
    """Result of the yearly 民主评议 of a member."""

    EXCELLENT = "优秀"
    COMPETENT = "称职"
    BARELY = "基本称职"
    INCOMPETENT = "不称职"


DEPARTMENTS = (
    "组织",
    "纪检监察",
    "政法",
    "公安",
    "检察",
    "法院",
    "司法",
    "民政",
    "信访",
    "自然资源",
)
"""The usual ten of a 联审; a county changes them."""


LISTED_LAST = 99
"""The place of a department that is not in the list."""


class KinKind(StrEnum):
    """近亲属: the relations that keep two people out of each other's supervision."""

    SPOUSE = "夫妻"
    DIRECT = "直系血亲"
    COLLATERAL = "三代以内旁系血亲"
    IN_LAW = "近姻亲"


class Seat(Record, table=True):
    """One person's post on one body for one term."""

    title_field: ClassVar[str] = "post"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"), ("first_since", "until"))

    person: str = link(Person, "姓名", key="name")
    term: str = link(Term, "届次", key="term", width=12)
    body: Body = choice("所在组织", Body, width=18, key="body")
    post: Post = choice("职务", Post, key="post_kind")
    title: str | None = text("职务名称", width=14, key="post_title")
    since: When | None = when("任职时间", key="post_since")
    until: When | None = when("离任时间", key="post_until")
    origin: str | None = choice("产生方式", Origin, required=False, width=10)
    duty: str | None = text("分工", width=18)
    first_since: When | None = when("首次进班子时间", past=True)
    note: str | None = text("备注", lines=2, key="remark")


class Representative(Record, table=True):
    """村民代表: who speaks for some households in the assembly."""

    title_field: ClassVar[str] = "person"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: str = link(Person, "姓名", key="name")
    term: str = link(Term, "届次", key="term", width=12)
    households: int | None = number("推选户数", key="represented_households")
    since: When | None = when("推选日期", past=True, key="elected_on")
    until: When | None = when("离任时间", key="post_until")
    note: str | None = text("备注", lines=2, key="remark")


class Review(Record, table=True):
    """任职资格联审: several departments look at one candidate."""

    title_field: ClassVar[str] = "person"

    person: str = link(Person, "姓名", key="name")
    term: str = link(Term, "届次", key="term", width=12)
    post: str | None = text("拟任职务", width=16, key="intended_post")
    held_on: When | None = when("联审日期", past=True, key="review_date")
    verdict: Verdict = choice("综合结论", Verdict, key="verdict")
    reason: str | None = text("不通过原因", lines=2, width=20, key="failed_reason")


class ReviewResult(Record, table=True):
    """What one department said of one candidate."""

    __tablename__ = "review_result"
    title_field: ClassVar[str] = "department"

    review: str = part_of(Review)
    department: str = text("部门", required=True, key="department")
    result: Verdict = choice("结果", Verdict, width=8, key="department_result")
    reason: str | None = text("原因", width=24, key="department_reason")
    place: int = LISTED_LAST
    """Where the department stands in the list of those asked."""


class Change(Record, table=True):
    """任免变动: one appointment or removal, as it is reported."""

    __tablename__ = "appointment"
    title_field: ClassVar[str] = "kind"

    on: When = when("变动日期", past=True, required=True, key="changed_on")
    person: str = link(Person, "姓名", key="name")
    kind: ChangeKind = choice("变动类型", ChangeKind, key="change_kind")
    before: str | None = text("原职务", width=16, key="post_before")
    after: str | None = text("现职务", width=16, key="post_after")
    document: str | None = text("依据文号", width=18, key="document")
    filed_on: When | None = when("备案日期", past=True, key="filed_on")
    note: str | None = text("备注", lines=2, key="remark")


class Appraisal(Record, table=True):
    """民主评议: what the villagers' side thought of a member in one year."""

    title_field: ClassVar[str] = "grade"

    person: str = link(Person, "姓名", key="name")
    year: int = number("年度", least=1949, required=True, key="year")
    held_on: When | None = when("评议日期", past=True, key="appraised_on")
    grade: Grade = choice("评议结果", Grade, width=10, key="grade")
    present: int | None = number("到会人数", key="present")
    unfit_votes: int | None = number("不称职票", key="unfit_votes")
    note: str | None = text("备注", lines=2, key="remark")


class Kinship(Record, table=True):
    """近亲属: two people who are close relatives, as the clerk has written it down."""

    title_field: ClassVar[str] = "kind"

    person: str = link(Person, "姓名", key="name")
    relative: str = link(Person, "近亲属姓名", key="relative", width=12)
    kind: KinKind = choice("亲属关系", KinKind, width=18, key="kin_kind")
    note: str | None = text("备注", lines=2, key="remark")

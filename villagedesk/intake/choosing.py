"""Which ledger a table belongs to, told from its title and its columns."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from villagedesk.books.reading import Table
from villagedesk.errors import UserError
from villagedesk.intake.slots import Target, targets
from villagedesk.kinds import fold

_NOT_YET = (
    ("低保|特困|五保|临时救助|民政", "低保救助"),
    ("残疾", "残疾人"),
    ("退役军人|退伍|优抚", "退役军人"),
    ("志愿者", "志愿者"),
    ("积极分子|发展对象|入党申请", "发展党员"),
    ("务工|外出", "外出务工"),
    ("脱贫|监测户|帮扶|公益岗|公益性岗位", "帮扶"),
    ("医保|养老|参保|补贴|流转|承包地|宅基地", "补贴和参保"),
    ("留守|困境儿童|孤寡|老年人|高龄", "重点人群"),
)
_ELSEWHERE = (
    (
        "签到|(会议|一课)考勤",
        "这是签到表，一场会一张；签到请在“三会一课”那场会的记录里填，没有导入",
    ),
    (
        "网格员",
        "这是网格员的名册；网格员在“网格”里写在各网格后面，没有导入。"
        "只要里面的人的话，请在导入页把它选成“人员”",
    ),
)
"""Tables of ledgers that are there, which are filled in otherwise, and where."""
_SHORT_OF = (
    ("四议两公开|议事", "四议两公开", "“事项名称”和各环节的日期"),
    ("矛盾|纠纷|调解|调处", "乡贤调解", "“受理日期”（或排查时间）和“纠纷类型”"),
    ("乡贤", "乡贤", "“姓名”"),
    ("走访|民情", "走访", "“走访日期”“走访人”和“户主”"),
    ("联系户|联户", "党员联系户", "“党员”和“户主”（或户编号）"),
    ("网格", "网格", "“网格名称”"),
)
"""Ledgers that are there, and the columns without which a table is not theirs."""
_STATISTICS = re.compile("(dydh|zwh|dxzh|dk|zrdr)_(count|due|present)")
NO_RECORDS = "这是统计表，不是会议记录；会议要一次一行，没有导入"
_SITTINGS = re.compile("三会一课|主题党日|会议|党员大会|支委会|党小组会|党课|组织生活|联席会")
_OF_SITTINGS = {
    *("chair", "recorder", "topic", "summary", "resolution", "due", "present", "meeting_kind"),
    *("place", "dk_speaker", "lecture_title"),
}
_RESERVE = re.compile("后备|储备")
_CHANGES = re.compile(
    "党员变动|党员增减|组织关系|接收预备党员|预备党员转正|新发展党员|党员发展|发展党员"
)
_CHANGED_ON = {"moved_on", "date", "party_join", "party_full"}
_APPOINTMENTS = re.compile("任免|(干部|班子|两委|委员会成员|职务).{0,4}(变动|变更)")
_REPRESENTATIVES = re.compile("村民代表|户代表")
_COMMITTEES = re.compile("两委|班子|村干部|委员会成员|监委会|监督委员会|理事会|监事会|社区）?干部")
_PARTY = re.compile("党员")
_PEOPLE = re.compile("户籍|人口|居民|村民|人员|常住|家庭成员|户主")
_HEADED = {"household_head", "relation", "household_no"}


@dataclass(frozen=True)
class Choice:
    """The target for a table, or why there is none."""

    target: Target | None = None
    why: str = ""


def choose(table: Table, wish: str | None) -> Choice:
    """The ledger for a table, the clerk's wish first; raises UserError for an unknown wish."""
    keys = {key for _, key in table.columns.values() if key}
    counted = _are_statistics(keys, fold(f"{table.sheet} {table.title or ''}"))
    if counted and wish in (None, "meetings", "meetings.meeting"):
        return Choice(None, NO_RECORDS)
    if wish is not None:
        return _wished(wish, keys)
    words = fold(f"{table.sheet} {table.title or ''}")
    for title, target in targets().items():
        roll = target.roll.title
        if "." in title and fold(table.sheet) == fold(roll):
            return Choice(target)
    found = next((key for key, fits in _FITS if fits(words, keys)), None)
    if found:
        return Choice(targets()[found])
    return Choice(None, _why_not(words, keys))


def _wished(wish: str, keys: set[str]) -> Choice:
    target = targets().get(wish)
    if target is None:
        known = "、".join(f"{key}（{target.title}）" for key, target in targets().items())
        raise UserError(f"没有“{wish}”这个台账，可以用的有：{known}")
    if target.person_column and not keys & {"name", "household_head", "party_member"}:
        return Choice(None, "表里没有“姓名”一栏，不知道说的是谁；请在表头里写上“姓名”再导入")
    return Choice(target)


def _are_statistics(keys: set[str], words: str) -> bool:
    """Sums per branch or month: 次数 and 应到 below 党员大会, no day of any meeting."""
    summed = any(map(_STATISTICS.fullmatch, keys))
    counts = {"count", "attendance"} & keys and _SITTINGS.search(words)
    return bool((summed or counts) and not keys & {"date", "name"})


def _not_yet(words: str) -> str:
    """The ledger of its own that a title speaks of: its tables are no others'."""
    if any(re.search(pattern, words) for pattern, _ in _ELSEWHERE):
        return "签到"
    others = (*_NOT_YET, *((pattern, title) for pattern, title, _ in _SHORT_OF))
    return next((title for pattern, title in others if re.search(pattern, words)), "")


def _is_reserve(words: str, keys: set[str]) -> bool:
    told = bool(_RESERVE.search(words)) or "target_post" in keys
    return "name" in keys and told and not _not_yet(words)


def _is_sitting(words: str, keys: set[str]) -> bool:
    if _not_yet(words) or "name" in keys or "date" not in keys:
        return False
    said = _OF_SITTINGS & keys
    return len(said) >= 2 and (bool(_SITTINGS.search(words)) or "meeting_kind" in keys)


def _is_floating(words: str, keys: set[str]) -> bool:
    return {"name", "floating_since"} <= keys and "流动党员" in words


def _is_home_teaching(words: str, keys: set[str]) -> bool:
    dated = bool(keys & {"taught_on", "date"})
    return "name" in keys and dated and bool(re.search("送(教|学)", words))


def _is_review(words: str, keys: set[str]) -> bool:
    graded = bool(keys & {"review_grade", "own_grade"})
    return "name" in keys and graded and "评议" in words


def _is_change(words: str, keys: set[str]) -> bool:
    told = bool(_CHANGES.search(words)) and "积极分子" not in words
    return "name" in keys and told and bool(keys & _CHANGED_ON)


def _is_appointment(words: str, keys: set[str]) -> bool:
    return "name" in keys and bool(_APPOINTMENTS.search(words)) and not _not_yet(words)


def _is_committee(words: str, keys: set[str]) -> bool:
    if _not_yet(words) or "name" not in keys:
        return False
    return "post" in keys if not _COMMITTEES.search(words) else bool(keys & {"post", "post_since"})


def _is_party(words: str, keys: set[str]) -> bool:
    named = bool(_PARTY.search(words))
    return "name" in keys and not _not_yet(words) and (named or "party_join" in keys)


def _is_household(words: str, keys: set[str]) -> bool:
    only_heads = "household_head" in keys and not keys.isdisjoint(("id_number", "birth"))
    return not _not_yet(words) and (len(keys & _HEADED) >= 2 or only_heads)


def _are_people(words: str, keys: set[str]) -> bool:
    told = bool(keys & {"id_number", "birth"}) or bool(_PEOPLE.search(words))
    return "name" in keys and not _not_yet(words) and told


def _is_decision(words: str, keys: set[str]) -> bool:
    staged = any(key in keys for key in ("stage1_on", "stage3_on", "stage4_on", "published_on"))
    told = bool(re.search("四议两公开|决策|议事", words)) or staged
    return "matter" in keys and told and bool(staged or keys & {"raised_on", "date"})


def _is_visit(words: str, keys: set[str]) -> bool:
    who = keys & {"visitor", "party_member", "name"}
    where = keys & {"visited", "household_head", "household_no"}
    told = bool(re.search("走访|民情|入户", words)) or {"visitor", "visited"} <= keys
    return told and "date" in keys and bool(who and where)


def _is_contact(words: str, keys: set[str]) -> bool:
    told = "联系户" in words or "联户" in words or {"party_member", "contact_since"} <= keys
    return told and "date" not in keys and bool(keys & {"household_head", "household_no"})


def _is_cell(words: str, keys: set[str]) -> bool:
    named = bool(keys & {"grid_cell", "cell_no"})
    return "网格" in words and named and keys.isdisjoint(("id_number", "birth", "name"))


def _is_case(words: str, keys: set[str]) -> bool:
    told = bool(re.search("矛盾|纠纷|调解|调处", words)) or {"party_a", "party_b"} <= keys
    said = keys & {"type", "summary", "case_no"}
    return told and bool(keys & {"accepted_on", "date"} and said)


def _is_sage(words: str, keys: set[str]) -> bool:
    return "name" in keys and "乡贤" in words and "summary" not in keys


def _is_mediator(words: str, keys: set[str]) -> bool:
    told = bool(re.search("调委会|调解委员会|调解员|调解组织", words))
    return "name" in keys and told and not keys & {"summary", "date"}


_FITS: tuple[tuple[str, Callable[[str, set[str]], bool]], ...] = (
    (
        "committees.representative",
        lambda words, keys: "name" in keys and bool(_REPRESENTATIVES.search(words)),
    ),
    ("decisions", _is_decision),
    ("mediation", _is_case),
    ("mediation.sage", _is_sage),
    ("mediation.mediator", _is_mediator),
    ("contacts.visit", _is_visit),
    ("contacts", _is_contact),
    ("contacts.grid_cell", _is_cell),
    ("reserve", _is_reserve),
    ("meetings.floating_member", _is_floating),
    ("meetings.home_teaching", _is_home_teaching),
    ("meetings.member_review", _is_review),
    ("party.member_change", _is_change),
    ("meetings", _is_sitting),
    ("committees.appointment", _is_appointment),
    ("committees", _is_committee),
    ("party", _is_party),
    ("households", _is_household),
    ("residents", _are_people),
)


def _why_not(words: str, keys: set[str]) -> str:
    for pattern, why in _ELSEWHERE:
        if re.search(pattern, words):
            return why
    later = next((title for pattern, title in _NOT_YET if re.search(pattern, words)), "")
    for pattern, title, wanted in _SHORT_OF:
        if not later and re.search(pattern, words):
            return (
                f"这像是“{title}”的表，没有找到{wanted}这样的栏；没有导入。"
                "请改好表头，或在导入页选它是哪一本台账"
            )
    if later and keys & {"name", "household_head"}:
        return (
            f"这像是“{later}”的表，这本台账还没有；没有导入。"
            "只要里面的人的话，请在导入页把它选成“人员”"
        )
    if later:
        return f"这像是“{later}”的表，这本台账还没有；没有导入"
    if not keys & {"name", "household_head"}:
        return "不认识这张表：没有找到“姓名”一栏；请在表头里写上“姓名”，或把不是名册的表删掉"
    return "不认识这张表；请在导入页选它是哪一本台账"

"""What headers and words mean in one roll, where elsewhere they mean nothing or something else."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from villagedesk.declare import Record
from villagedesk.kinds import fold
from villagedesk.ledgers.committees.tables import Change, ChangeKind
from villagedesk.ledgers.contacts.tables import Contact, GridCell, HomeKind, IssueState, Visit
from villagedesk.ledgers.decisions.tables import Decision, Matter
from villagedesk.ledgers.mediation.disputes import dispute_in
from villagedesk.ledgers.mediation.tables import (
    Case,
    Mediator,
    MediatorPost,
    Outcome,
    Sage,
)
from villagedesk.ledgers.meetings.tables import (
    Floating,
    HomeTeaching,
    Meeting,
    MeetingKind,
    MemberReview,
    ReviewGrade,
)
from villagedesk.ledgers.reserve.tables import Aim, Preparing, Reserve
from villagedesk.people import MemberChange, Movement

Keys = Mapping[str, tuple[str, ...]]

BY_KEY: Mapping[type[Record], Keys] = {
    Reserve: {
        "identity": ("reserve_source", "talent"),
        "category": ("reserve_source",),
        "how_chosen": ("recommended_by",),
        "mentor": ("pool_mentor",),
        "mentor_leader": ("pool_town_mentor",),
        "mentor_post": ("pool_mentor_post",),
        "training": ("preparing", "remark"),
        "reserve_since": ("pool_since",),
    },
    Meeting: {
        "date": ("held_on",),
        "meeting_kind": ("meeting_kinds",),
        "type": ("meeting_kinds",),
        "category": ("meeting_kinds",),
        "branch": ("meeting_branch",),
        "party_group": ("meeting_group",),
        "place": ("meeting_place",),
        "topic": ("meeting_topic",),
        "matter": ("meeting_topic",),
        "summary": ("meeting_content",),
        "resolution": ("meeting_resolution",),
        "due": ("expected",),
        "present": ("attended",),
        "on_leave": ("on_leave", "absentees"),
        "absent": ("absent", "absentees"),
        "absent_count": ("absent",),
        "dk_speaker": ("lecturer",),
    },
    Floating: {
        "date": ("floating_since",),
        "work_place": ("floating_to",),
        "place": ("floating_to",),
        "branch_after": ("host_branch",),
        "party_member": ("float_contact",),
    },
    HomeTeaching: {
        "date": ("taught_on",),
        "category": ("taught_why",),
        "type": ("taught_why",),
        "summary": ("taught_what",),
        "topic": ("taught_what",),
        "dk_speaker": ("teacher",),
        "lecture_title": ("taught_what",),
    },
    Change: {
        "moved_on": ("changed_on",),
        "date": ("changed_on",),
        "post_since": ("changed_on",),
        "movement": ("change_kind",),
        "type": ("change_kind",),
        "category": ("change_kind",),
        "post": ("post_after",),
    },
    MemberReview: {"opinion": ("review_handling",)},
    MemberChange: {"date": ("moved_on",), "type": ("movement",), "category": ("movement",)},
    Decision: {
        "type": ("matter_kind",),
        "category": ("matter_kind",),
        "date": ("raised_on",),
        "amount": ("matter_amount",),
        "place": ("published_at",),
        "closed_on": ("accepted_work_on",),
        "opinion": ("supervision",),
    },
    GridCell: {
        "grid_cell": ("cell",),
        "grid_keeper": ("cell_workers",),
        "name": ("cell_workers",),
        "branch": ("cell_branch",),
        "party_group": ("cell_party_group",),
    },
    Contact: {
        "party_member": ("contact_member",),
        "name": ("contact_member",),
        "household_no": ("contact_household",),
        "category": ("home_kinds",),
        "type": ("home_kinds",),
        "registered_kind": ("home_kinds",),
        "date": ("contact_since",),
    },
    Visit: {
        "date": ("visited_on",),
        "party_member": ("visitor",),
        "name": ("visitor",),
        "household_no": ("visited_household",),
        "summary": ("visit_why", "contact_said"),
        "needs": ("issue",),
        "measures": ("issue_state", "remark"),
        "mediator": ("issue_handler",),
        "closed_on": ("issue_closed_on",),
        "type": ("visit_why", "issue_kind"),
    },
    Case: {
        "category": ("type",),
        "measures": ("outcome", "remark"),
        "agreement": ("outcome", "remark"),
        "outcome": ("outcome", "remark"),
        "amount": ("case_amount",),
        "satisfied": ("case_satisfied",),
    },
    Sage: {
        "type": ("sage_kind",),
        "category": ("sage_kind",),
        "identity": ("sage_kind",),
        "major": ("sage_strength",),
        "post_since": ("sage_since",),
        "reserve_since": ("sage_since",),
    },
    Mediator: {
        "post": ("mediator_post",),
        "post_since": ("mediator_since",),
        "sage_since": ("mediator_since",),
        "sage_until": ("mediator_until",),
    },
}
"""The reader's key → field keys, the first that takes the words."""

BY_WORD: Mapping[type[Record], Keys] = {
    Reserve: {"拟任职务": ("target_post",)},
    Meeting: {"日期": ("held_on",), "时间": ("begins",)},
    Contact: {"党员": ("contact_member",), "联系人": ("contact_member",)},
    Visit: {"党员": ("visitor",)},
    Decision: {"议题": ("matter",)},
    Change: {
        **dict.fromkeys(("原职务", "原任职务", "免去职务", "变动前职务"), ("post_before",)),
        **dict.fromkeys(("新任职务", "变动后职务", "任命职务"), ("post_after",)),
        **dict.fromkeys(("任免时间", "任免日期"), ("changed_on",)),
        **dict.fromkeys(("任免类型", "任免类别", "任免情况"), ("change_kind",)),
        **dict.fromkeys(("文号", "任免文号", "任免文件", "文件号"), ("document",)),
        **dict.fromkeys(("备案时间", "备案日期"), ("filed_on",)),
    },
}
"""Headers whose key another column of the sheet has, or that mean more than one thing."""

_BALLOT = re.compile("(互评|测评).*?(基本合格|不合格|合格|优秀)")
_BALLOTS = {"互评": "peers", "测评": "ballot"} | {
    "优秀": "excellent",
    "合格": "fit",
    "基本合格": "barely",
    "不合格": "unfit",
}


def meant(kind: type[Record], header: str, key: str | None) -> tuple[str, ...]:
    """The field keys that a column stands for in a roll, or nothing in particular."""
    if kind is MemberReview and (found := _BALLOT.search(header)):
        return (f"{_BALLOTS[found[1]]}_{_BALLOTS[found[2]]}",)
    word = fold(header.rpartition("/")[2])
    by_word = BY_WORD.get(kind, {})
    if key is None or (word in by_word and word not in ("日期", "时间")):
        return by_word.get(word, ())
    return BY_KEY.get(kind, {}).get(key, ())


_KINDS = (
    (MeetingKind.ASSEMBLY, "党员大会|支部大会|党员会"),
    (MeetingKind.COMMITTEE, "支委|支部委员会"),
    (MeetingKind.GROUP, "党小组"),
    (MeetingKind.LECTURE, "党课"),
    (MeetingKind.THEME_DAY, "主题党日|党日活动"),
    (MeetingKind.LIFE, "组织生活会"),
    (MeetingKind.REVIEW, "民主评议"),
    (MeetingKind.JOINT, "联席会|两委会"),
    (MeetingKind.REPRESENTATIVES, "村民代表(大会|会)|村代会"),
    (MeetingKind.VILLAGERS, "村民(大会|会议)"),
    (MeetingKind.MEMBERS, "成员大会"),
    (MeetingKind.DELEGATES, "成员代表(大会|会议)"),
)
_PREPARING = (
    (Preparing.MENTORED, "帮带|结对|传帮带"),
    (Preparing.FOLLOWED, "跟踪"),
    (Preparing.AT_TOWN, "跟班"),
    (Preparing.IN_POST, "实岗|挂职|岗位锻炼"),
    (Preparing.FRONT_LINE, "一线"),
    (Preparing.TRAINED, "培训|党校"),
    (Preparing.SCHOOLED, "学历"),
)
_MOVEMENTS = (
    (Movement.REFUSED, "取消.*预备"),
    (Movement.EXTENDED, "延长"),
    (Movement.CONFIRMED, "转正|转为正式"),
    (Movement.JOINED, "接收.*预备|发展|新入党|吸收"),
    (Movement.MOVED_OUT, "转出|迁出|介绍信"),
    (Movement.MOVED_IN, "转入|迁入|接收"),
    (Movement.EXPELLED, "出党|除名|开除|退党|脱党"),
    (Movement.STOPPED, "停止党籍"),
    (Movement.RESTORED, "恢复党籍"),
    (Movement.DIED, "去世|死亡|病故"),
    (Movement.REGROUPED, "调整"),
)


def kinds_in(words: str) -> str | None:
    """The kinds of sitting that a title or a cell speaks of: 第一季度党员大会暨党课."""
    return _joined(words, _KINDS)


def movement_in(words: str) -> Movement | None:
    """The change that a title or a cell speaks of: 组织关系转出."""
    return next((move for move, said in _MOVEMENTS if re.search(said, words)), None)


def _joined(words: str, known: tuple[tuple[str, str], ...]) -> str | None:
    return "、".join(str(word) for word, said in known if re.search(said, words)) or None


def _preparing(words: str) -> str | None:
    return _joined(words, _PREPARING) if len(words) <= _A_FEW else None


_PLACE = "(?:本?村|中共|党支部|支部|党总支|党组织|村委会|村民委员会|“?两委”?)*"
_AIMS = (
    (Aim.LEADER, f"{_PLACE}书记(?:[、,，/兼和暨]*{_PLACE}主任)?(?:一肩挑)?"),
    (Aim.DEPUTY_SECRETARY, f"{_PLACE}副书记"),
    (Aim.DEPUTY_CHAIR, f"{_PLACE}副主任"),
    (Aim.MEMBER, f"{_PLACE}(?:委员|支委|支委委员|支委会委员)"),
    (Aim.CLERK, f"{_PLACE}(?:文书|会计|文书兼会计)"),
)


def _aim(words: str) -> Aim | None:
    """村党支部书记、村委会主任: both are one post; of two posts neither is taken."""
    return next((aim for aim, said in _AIMS if re.fullmatch(said, words)), None)


_CHANGES = (
    (ChangeKind.EXPIRED, "届满|任满"),
    (ChangeKind.RECALLED, "罢免"),
    (ChangeKind.BY_ELECTION, "补选|增补"),
    (ChangeKind.DIED, "去世|死亡|病故"),
    (ChangeKind.RESIGNED, "辞职|辞去"),
    (ChangeKind.ENDED, "终止"),
    (ChangeKind.REMOVED, "免职|免去|撤职"),
    (ChangeKind.NEW, "新任|任命|任职|当选"),
)


def _change(words: str) -> ChangeKind | None:
    found: ChangeKind | None = _only(words, _CHANGES)
    return found


_A_FEW = 30
"""Characters of a cell that names ways of preparing; what is longer tells a story."""


def _year(words: str) -> int | None:
    found = re.fullmatch(r"((?:19|20)\d{2})年?度?", words)
    return int(found[1]) if found else None


def _grade(words: str) -> ReviewGrade | None:
    bare = words.removesuffix("党员").removesuffix("等次")
    return next((grade for grade in ReviewGrade if grade == bare), None)


_MATTERS = (
    (Matter.PLAN, "规划"),
    (Matter.LAND, "土地(承包|流转)|流转"),
    (Matter.ASSETS, "资产|资源"),
    (Matter.PROJECT, "集体经济|产业项目"),
    (Matter.WELFARE, "公益|筹资|筹劳|一事一议|基础设施"),
    (Matter.HOMESTEAD, "宅基地"),
    (Matter.COMPENSATION, "征地|补偿"),
    (Matter.RELIEF, "低保|救助|救灾"),
    (Matter.ALLOWANCE, "误工"),
    (Matter.CHARTER, "村规民约|章程"),
    (Matter.PEOPLE, "人事|推选|选举"),
)
_HOMES = (
    (HomeKind.ORDINARY, "一般|普通"),
    (HomeKind.LIFTED, "脱贫"),
    (HomeKind.WATCHED, "监测"),
    (HomeKind.ALLOWANCE, "低保"),
    (HomeKind.DESTITUTE, "特困"),
    (HomeKind.ALONE, "五保|独居|空巢"),
    (HomeKind.DISABLED, "残疾|残障"),
    (HomeKind.LEFT_BEHIND, "留守"),
    (HomeKind.SOLDIER, "军属|退役|军人"),
    (HomeKind.PETITION, "信访|上访"),
)
_OUTCOMES = (
    (Outcome.WRITTEN, "(?=.*书面)(?!.*口头).*|(调解)?协议书"),
    (Outcome.ORAL, "(?=.*口头)(?!.*书面).*"),
    (Outcome.ENDED, "调解不成.*|(调解)?(不成功|失败|终止)"),
    (Outcome.WITHDRAWN, "(申请人)?(已)?撤回(申请)?"),
    (Outcome.PASSED_ON, "(已)?(转交|移交|移送).*"),
)
_STATES = (
    (IssueState.AT_ONCE, "当场(解决|办结|答复)|现场(解决|办结)"),
    (IssueState.IN_VILLAGE, "(正在)?(办理|处理|解决)中|正在(办理|处理|解决)"),
    (IssueState.TO_TOWN, "(已)?上报(镇|乡|镇政府|乡镇|镇党委)?"),
    (IssueState.DONE, "(已)?(办结|解决|完成|办理|处理)(完毕)?"),
    (IssueState.EXPLAINED, "(已)?解释(说明|清楚)?"),
)


def _only(words: str, known: tuple[tuple[Any, str], ...]) -> Any:
    """The one of a list that words speak of; of two neither."""
    found = [one for one, said in known if re.search(said, words)]
    return found[0] if len(found) == 1 else None


def _whole(words: str, known: tuple[tuple[Any, str], ...]) -> Any:
    return next((one for one, said in known if re.fullmatch(said, words)), None)


def _mediator_post(words: str) -> MediatorPost | None:
    bare = re.sub("^(人民)?(调解委员会|调委会)|^(专职|兼职|人民|首席)", "", words)
    return next((post for post in MediatorPost if post == bare), None)


def _home_kinds(words: str) -> str | None:
    return _joined(words, _HOMES)


def _matter(words: str) -> Matter | None:
    found: Matter | None = _only(words, _MATTERS)
    return found


def _outcome(words: str) -> Outcome | None:
    found: Outcome | None = _whole(words, _OUTCOMES)
    return found


def _state(words: str) -> IssueState | None:
    found: IssueState | None = _whole(words, _STATES)
    return found


OTHERWISE: Mapping[tuple[type[Record], str], Callable[[str], Any]] = {
    (Meeting, "kinds"): kinds_in,
    (Reserve, "aim"): _aim,
    (Reserve, "preparing"): _preparing,
    (MemberChange, "kind"): movement_in,
    (Change, "kind"): _change,
    (MemberReview, "year"): _year,
    (MemberReview, "grade"): _grade,
    (MemberReview, "own_grade"): _grade,
    (Decision, "kind"): _matter,
    (Contact, "kinds"): _home_kinds,
    (Visit, "state"): _state,
    (Case, "kind"): dispute_in,
    (Case, "outcome"): _outcome,
    (Mediator, "post"): _mediator_post,
}
"""How a cell is read that its kind refuses, or that is not of its list, by table and column."""

"""Matters in every state a line of six can be in, told to a desk for the pictures of the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.pages.decisions_seen import next_number
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.seen import PUBLISHED, RESULT
from villagedesk.ledgers.decisions.tables import StageKind

if TYPE_CHECKING:
    from villagedesk.desk import Desk

Words = Mapping[str, str]
PROPOSED, CONSULTED, EXAMINED, RESOLVED = StageKind

_DAYS = dict(zip(StageKind, ("10-12", "10-15", "10-28", "11-08"), strict=True))
_COUNTS = {
    PROPOSED: ("支部委员会", 5, 5, 5),
    CONSULTED: ("两委联席会", 9, 8, 8),
    EXAMINED: ("支部党员大会", 42, 31, 24),
    RESOLVED: ("村民代表会议", 35, 29, 27),
}
_HUNG = {
    "published_on": "2026-11-09",
    "published_until": "2026-11-15",
    "published_at": "村务公开栏、三组公告栏",
    "published_by": "公开栏、各组公告",
    "objections": "收到 1 条：渠口离两户院墙太近",
    "objection_handling": "11月18日到现场说明，渠口北移两米，两户同意",
}
_BUILT = {
    "contract_no": "HT-2026-018",
    "contract_with": "金水河水利工程队",
    "contract_amount": "38600",
    "work_due": "2026-12-20",
    "accepted_work_on": "2026-11-20",
    "acceptance": "水渠 320 米，放水一天不渗不漏，合格",
}
_SHOWN = {
    "result_on": "2026-11-20",
    "matter_result": "水渠 320 米完工，三组 46 户的地能浇上水",
    "result_at": "村务公开栏",
    "result_by": "公开栏、微信群",
}
_LONG = "关于利用上级农村综合性改革资金对一组至四组通组道路硬化并配套安装太阳能路灯的项目"


@dataclass(frozen=True)
class Story:
    """A matter: what it is, which stages were held with which other words, what came of it.

    `looks_at` is the step that is shown.
    """

    title: str
    held: Sequence[StageKind] = ()
    typed: Words = field(default_factory=dict)
    told: Mapping[StageKind, Words] = field(default_factory=dict)
    published: Words = field(default_factory=dict)
    result: Words = field(default_factory=dict)
    looks_at: str = ""
    year: int = 2026


_FEW = {
    EXAMINED: {
        "stage_present": "15",
        "stage_voters_present": "15",
        "stage_yes": "15",
        "stage_no": "0",
    }
}
_AGAINST = {RESOLVED: {"stage_yes": "9", "stage_no": "20", "stage_passed": "否"}}
_WHY = "汛期前必须修好，10月30日请示镇党委同意先开代表会议"
_FOUR = tuple(StageKind)
_MEMBERS = {
    "stage_form": "成员大会",
    "stage_expected": "486",
    "stage_present": "352",
    "stage_voters_expected": "486",
    "stage_voters_present": "352",
}
_DELEGATES = {
    "stage_form": "成员代表大会",
    "stage_expected": "45",
    "stage_present": "40",
    "stage_voters_expected": "45",
    "stage_voters_present": "40",
    "stage_yes": "38",
    "stage_no": "2",
}
_HOMESTEAD = {"matter_kind": "宅基地", "authorised": "", "matter_amount": ""}
_LAST_YEAR = {
    key: words.replace("2026", "2025") for key, words in {**_HUNG, **_BUILT, **_SHOWN}.items()
}

STORIES = {
    "raised": Story("文化广场维修"),
    "proposed": Story("村道路灯安装", _FOUR[:1]),
    "examined": Story("二组通组路硬化", _FOUR[:3], looks_at=EXAMINED),
    "resolved": Story("四组机井更换", _FOUR),
    "objected": Story(
        "三组灌溉水渠修复",
        _FOUR,
        published={**_HUNG, "published_on": "2026-11-18", "published_until": "2026-11-24"},
        looks_at=PUBLISHED,
    ),
    "hung": Story("村部屋面防水", _FOUR, published=_HUNG, looks_at=PUBLISHED),
    "built": Story("三组水渠清淤", _FOUR, published=_HUNG, result=_BUILT, looks_at=RESULT),
    "done": Story(
        "三组水渠加高", _FOUR, published=_HUNG, result={**_BUILT, **_SHOWN}, looks_at=RESULT
    ),
    "merged": Story("村部院墙粉刷", _FOUR[1:3], {"merged_stages": "是"}, looks_at=PROPOSED),
    "too-few": Story("蓄水池加固", _FOUR[:3], told=_FEW, looks_at=EXAMINED),
    "went-on": Story(
        "蓄水池清淤",
        _FOUR,
        told={**_FEW, RESOLVED: {"stage_went_on": _WHY}},
        looks_at=RESOLVED,
    ),
    "refused": Story("鱼塘发包", _FOUR, told=_AGAINST, looks_at=RESOLVED),
    "left-out": Story("一组桥面修补", (PROPOSED, CONSULTED, RESOLVED), looks_at=EXAMINED),
    "members": Story(
        "宅基地退出补偿办法",
        _FOUR,
        {**_HOMESTEAD, "decider": "成员大会"},
        {RESOLVED: {**_MEMBERS, "stage_yes": "347", "stage_no": "5"}},
        looks_at=RESOLVED,
    ),
    "not-theirs": Story(
        "宅基地分配办法",
        _FOUR,
        {**_HOMESTEAD, "decider": "成员代表大会"},
        {RESOLVED: _DELEGATES},
        looks_at=RESOLVED,
    ),
    "stopped": Story(
        "村口牌楼", _FOUR[:2], {"stopped_on": "2026-11-02", "stopped_why": "资金没有落实"}
    ),
    "long": Story(_LONG, _FOUR[:3], {"matter_amount": "1286000"}),
    "last-year": Story("一组水塔改造", _FOUR, published=_LAST_YEAR, year=2025, looks_at=RESOLVED),
}


def tell(desk: "Desk", story: Story) -> str:
    """Writes the matter down as a clerk would; its uid."""
    number = next_number([one.number for one in desk.matters()], story.year)
    saved = desk.save(
        DECISIONS, "", {**_raised(story.year), **story.typed, **_named(story, number)}
    )
    for kind in story.held:
        desk.set_stage(saved.uid, kind, {**_stage(kind, story.year), **story.told.get(kind, {})})
    if story.published:
        desk.publish(saved.uid, story.published)
    if story.result:
        desk.finish(saved.uid, story.result)
    return saved.uid


def _named(story: Story, number: str) -> Words:
    return {"matter_no": number, "matter": story.title}


def _raised(year: int) -> Words:
    return {
        "matter_kind": "集体经济项目",
        "raised_on": f"{year}-10-08",
        "motion_source": "党员群众建议",
        "matter_amount": "38600",
        "decider": "村民代表会议",
        "authorised": "是",
        "authority": f"{year}年1月10日村民会议授权",
    }


def _stage(kind: StageKind, year: int) -> Words:
    form, expected, present, agreed = _COUNTS[kind]
    return {
        "stage_on": f"{year}-{_DAYS[kind]}",
        "stage_form": form,
        "stage_place": "村党群服务中心",
        "stage_expected": str(expected),
        "stage_present": str(present),
        "stage_voters_expected": str(expected),
        "stage_voters_present": str(present),
        "stage_yes": str(agreed),
        "stage_no": str(present - agreed),
        "stage_passed": "是",
    }

"""A village with matters in every state a line of six steps can be in."""

from villagedesk.desk import Desk
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.tables import StageKind

PROPOSED, CONSULTED, EXAMINED, RESOLVED = StageKind
WHOLE = {
    PROPOSED: ("2026-10-12", 5, 5, 5),
    CONSULTED: ("2026-10-15", 9, 8, 8),
    EXAMINED: ("2026-10-28", 42, 31, 24),
    RESOLVED: ("2026-11-08", 35, 29, 27),
}
CANAL, LAMPS, SQUARE, ROAD, HALL, POND = (
    "三组灌溉水渠修复",
    "村道路灯安装",
    "文化广场维修",
    "二组通组路硬化",
    "村集体仓库出租",
    "鱼塘发包",
)


def begin(desk: Desk, number: str, title: str, **typed: str) -> str:
    """A matter that is raised; its uid."""
    words = {
        "matter_no": number,
        "matter": title,
        "matter_kind": "集体经济项目",
        "raised_on": "2026-10-08",
        "decider": "村民代表会议",
        "matter_amount": "38600",
        "authorised": "是",
        **typed,
    }
    saved = desk.save(DECISIONS, "", words)
    assert not saved.problems, saved.problems
    return saved.uid


def hold(desk: Desk, matter: str, kind: StageKind, **other: str) -> None:
    """A stage as its old form says, or with other numbers."""
    day, expected, present, yes = WHOLE[kind]
    words = {
        "stage_on": day,
        "stage_form": "现场会",
        "stage_expected": str(expected),
        "stage_present": str(present),
        "stage_yes": str(yes),
        "stage_no": "0",
        "stage_passed": "是",
        **other,
    }
    saved = desk.set_stage(matter, kind, words)
    assert not saved.problems, saved.problems


def settle(desk: Desk) -> dict[str, str]:
    """The matters by title."""
    made = {
        CANAL: begin(desk, "2026-003", CANAL),
        LAMPS: begin(desk, "2026-004", LAMPS, matter_amount="126000"),
        SQUARE: begin(desk, "2026-005", SQUARE, raised_on="2026-11-20", decider=""),
        ROAD: begin(desk, "2026-006", ROAD, merged_stages="是"),
        HALL: begin(desk, "2026-001", HALL, raised_on="2026-02-03"),
        POND: begin(desk, "2026-002", POND),
    }
    for kind in StageKind:
        hold(desk, made[CANAL], kind)
        hold(desk, made[HALL], kind)
        few = {"stage_present": "15", "stage_yes": "15"} if kind is EXAMINED else {}
        hold(desk, made[LAMPS], kind, **few)
        no = {"stage_yes": "9", "stage_no": "20", "stage_passed": "否"} if kind is RESOLVED else {}
        hold(desk, made[POND], kind, **no)
    hold(desk, made[ROAD], PROPOSED)
    desk.publish(made[CANAL], {"published_on": "2026-11-16", "published_until": ""})
    desk.publish(made[HALL], {"published_on": "2026-11-09", "published_until": "2026-11-15"})
    desk.finish(made[HALL], {"result_on": "2026-11-20", "matter_result": "已出租，租金入账"})
    return made

"""Logs of decisions, households, visits and quarrels come in whole; twice adds nothing."""

from collections import defaultdict

import pytest

from tests.desk.test_importing_rosters import PEOPLE, add, again, file, lines, member, taken, told
from villagedesk.ledgers import households

WOMAN = "王秀英"


def rows(desk, table):
    return desk.dump()[table]


def home(desk, number, head):
    uid = desk.save(households.LEDGER.rolls[0], "", {"household_no": number}).uid
    return uid, add_head(desk, head, uid)


def add_head(desk, name, household):
    typed = {"name": name, "relation": "户主"}
    return desk.save(PEOPLE, "", typed, links={"household_no": household}).uid


QUARRELS = [
    ["××镇矛盾纠纷排查调处台账（2026年第2季度）"],
    ["填报单位：示范村人民调解委员会", None, None, None, None, None, "填报时间：2026.6.30"],
    ["序号", "排查时间", "纠纷类型", "当事人情况", None, None, "简要情况", "包抓领导", "调解员",
     "化解情况", None, "备注"],
    [None, None, None, "姓名", "身份证号", "联系电话", None, None, None, "已化解", "未化解", None],
    [1, "4.12", "邻里纠纷", "徐长安", None, "13900000001", "宅基地边界", "王某", WOMAN, "√"],
    [None, None, None, "于文斌", None, "13900000002"],
    [2, "4月20日", "土地承包", "谢建国", None, None, "拖欠流转费", "王某", "没登记的", None, "√"],
    [None, None, None, "周刚"],
    [None, None, None, "何春燕"],
]  # fmt: skip
MERGES = (
    "A1:L1", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:H4", "I3:I4", "J3:K3", "L3:L4",
    *(f"{column}5:{column}6" for column in "ABCGHIJKL"),
)  # fmt: skip


def test_a_case_over_several_rows_is_one_case_with_its_sides(desk):
    uid = add(desk, WOMAN)
    sheet = taken(desk, QUARRELS, *MERGES)
    assert (sheet.ledger, [one for one in sheet.skipped if one.is_record]) == ("mediation", [])
    first, second = sorted(rows(desk, "mediation_case"), key=lambda row: row["case_no"])
    assert (first["case_no"], first["accepted_on"], first["kind"]) == (
        "2026-001",
        "2026-04-12",
        "邻里",
    )
    assert (first["outcome"], first["closed_on"], second["kind"]) == (None, None, "山林土地")
    assert first["note"] == "包抓领导：王某；原表写：已化解"
    assert second["note"] == "包抓领导：王某；原表写：未化解；调解员：没登记的"
    of_case = defaultdict(list)
    for side in rows(desk, "case_side"):
        of_case[side["case"]].append((side["side"], side["name"], side["phone"]))
    assert sorted(of_case[first["uid"]]) == [
        ("申请人", "徐长安", "13900000001"),
        ("被申请人", "于文斌", "13900000002"),
    ]
    assert [name for _, name, _ in sorted(of_case[second["uid"]])][0] == "谢建国"
    assert [(row["person"], row["case"]) for row in rows(desk, "case_part")] == [
        (uid, first["uid"])
    ]


def test_what_a_log_of_quarrels_leaves_open_is_told(desk):
    sheet = taken(desk, QUARRELS, *MERGES)
    labels = [(row, label) for row, label, _ in told(sheet)]
    for row in (5, 7):
        assert {(row, "案号"), (row, "受理日期"), (row, "当事人地位")} <= set(labels)
    assert [row for row, label in labels if label == "调解结果"] == [5]
    assert (7, "调解员", "没登记的") in told(sheet)


def test_the_same_log_of_quarrels_again_adds_nothing(desk):
    taken(desk, QUARRELS, *MERGES)
    assert not again(desk, QUARRELS, *MERGES)


def test_the_next_quarter_s_log_gets_numbers_of_its_own(desk):
    taken(desk, QUARRELS, *MERGES)
    head = ["序号", "受理日期", "申请人", "被申请人", "纠纷类型", "简要情况", "调解结果"]
    later = [
        ["矛盾纠纷台账"],
        head,
        [1, "2026-07-01", "张三、周平等5人", "李四", "合同", "欠款", "达成书面协议"],
        [2, "2026-07-09", "张三", "李四", "天文", "吵架", "以后再说"],
    ]
    sheet = taken(desk, later)
    numbers = {row["case_no"]: row for row in rows(desk, "mediation_case")}
    assert set(numbers) == {f"2026-00{place}" for place in (1, 2, 3, 4)}
    assert (numbers["2026-003"]["outcome"], numbers["2026-004"]["note"]) == (
        "达成书面协议",
        "以后再说",
    )
    new = numbers["2026-003"]["uid"]
    sides = {(one["side"], one["name"]) for one in rows(desk, "case_side") if one["case"] == new}
    assert sides == {("申请人", "张三"), ("申请人", "周平"), ("被申请人", "李四")}
    assert (4, "纠纷类型", "天文") in told(sheet)
    assert numbers["2026-004"]["kind"] == "天文"
    assert (3, "当事人姓名", "等5人") in told(sheet)
    assert (3, "当事人地位") not in [(row, label) for row, label, _ in told(sheet)]
    assert not again(desk, later)


def test_a_kind_of_the_village_s_own_is_taken_without_a_word(desk):
    desk.change_setting("dispute_kinds", {"邻里": "邻里", "婚约财产": "婚姻家庭"})
    log = [
        ["矛盾纠纷台账"],
        ["序号", "受理日期", "申请人", "纠纷类型"],
        [1, "2026-07-01", "张三", "婚约财产"],
    ]
    assert "纠纷类型" not in [label for _, label, _ in told(taken(desk, log))]
    assert [one["kind"] for one in rows(desk, "mediation_case")] == ["婚约财产"]


def test_what_a_log_says_of_each_side_goes_to_its_side(desk):
    head = [
        "案号",
        "受理日期",
        "申请人",
        "申请人性别",
        "申请人年龄",
        "被申请人",
        "被申请人民族",
        "登记人",
    ]
    log = [
        ["调解案件台账"],
        head,
        ["2026-009", "2026-07-01", "张三", "男", 51, "李四", "回", "老周"],
    ]
    taken(desk, log)
    told = {one["name"]: one for one in rows(desk, "case_side")}
    assert (told["张三"]["gender"], told["张三"]["age"]) == ("男", 51)
    assert (told["李四"]["gender"], told["李四"]["ethnicity"]) == (None, "回族")
    assert [one["registrar"] for one in rows(desk, "mediation_case")] == ["老周"]
    assert not again(desk, log)


DECISIONS = lines(
    "河湾村四议两公开决策台账（2026年）",
    "序号|事项名称|事项类别|涉及金额(元)|①提议|||②商议|||③审议|||④决议||||||⑤公开||⑥结果公开",
    "||||日期|应到|实到|日期|应到|实到|日期|应到|实到|会议类型|日期|应到|实到|赞成|结果"
    "|公开日期|地点|日期",
    "1|修渠|公益事业|35000.5|3.1|5|5|3.3|7|7|3.8|31|25|村民代表会议|3.9|42|31|30|通过"
    "|3.10|公开栏|6.1",
    "2|修庙|宗教|||||||||||||||||||",
)
STAGED = (
    "A1:V1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2", "H2:J2", "K2:M2", "N2:S2", "T2:U2",
)  # fmt: skip


def test_a_row_of_decisions_is_a_matter_with_its_four_stages(desk):
    sheet = taken(desk, DECISIONS, *STAGED)
    assert (sheet.ledger, sheet.new) == ("decisions", 1)
    (matter,) = rows(desk, "decision")
    assert (matter["number"], matter["kind"], matter["amount"]) == (
        "2026-001",
        "公益事业及筹资筹劳",
        "35,000.50",
    )
    assert (matter["raised_on"], matter["decider"]) == ("2026-03-01", "村民代表会议")
    assert (matter["published_on"], matter["result_on"]) == ("2026-03-10", "2026-06-01")
    stages = sorted(rows(desk, "decision_stage"), key=lambda row: row["held_on"])
    assert [(row["kind"], row["held_on"], row["expected"]) for row in stages] == [
        ("提议", "2026-03-01", 5),
        ("商议", "2026-03-03", 7),
        ("审议", "2026-03-08", 31),
        ("决议", "2026-03-09", 42),
    ]
    assert (stages[3]["yes"], stages[3]["passed"], stages[3]["form"]) == (30, True, "村民代表会议")
    assert [(one.row, "动议日期" in one.why) for one in sheet.skipped if one.is_record] == [
        (5, True)
    ]
    assert not again(desk, DECISIONS, *STAGED)


def test_two_blocks_of_contact_households_are_read_side_by_side(desk):
    li = member(desk, "李建国")
    (first, _), (second, _) = home(desk, "001", "张三"), home(desk, "002", "周平")
    head = ["序号", "党员", "户主", "住址", "户类别", "结对日期"]
    table = [
        ["党员联系户台账"],
        [*head, None, *head],
        [1, "李建国", "张三", "一组", "脱贫户", "2026.1", None, 3, "李建国", "没有的户"],
        [2, None, "周平", "一组", "普通户、低保", None, None, 4, "没有的人", "张三"],
    ]
    planned = desk.plan_import(file(table, "B3:B4"))
    desk.apply_import(planned)
    saved = {row["household"]: row for row in rows(desk, "contact")}
    assert set(saved) == {first, second}
    assert (saved[first]["person"], saved[first]["kinds"]) == (li, "脱贫户")
    assert (saved[first]["since"], saved[second]["kinds"]) == ("2026.01", "一般户、低保户")
    left = [one.why[:10] for sheet in planned.sheets for one in sheet.skipped]
    assert left == ["没有找到“没有的户”", "没有找到“没有的人”"]
    before = desk.dump()
    desk.apply_import(desk.plan_import(file(table, "B3:B4")))
    assert desk.dump() == before


def test_a_head_who_is_not_the_number_s_is_told(desk):
    member(desk, "李建国")
    home(desk, "甲1", "张三")
    sheet = taken(desk, lines("党员联系户", "党员姓名|户编号|户主", "李建国|甲1|周平"))
    assert "户主是“张三”" in sheet.problems[0].message


def test_visits_find_the_household_by_its_head(desk):
    li = member(desk, "李建国")
    first, _ = home(desk, "001", "张三")
    diary = lines(
        "民情走访记录",
        "日期|走访人|走访对象|走访方式|反映问题|办理结果|办结日期|满意度",
        "2026.3.1|李建国|张三|入户|路灯坏了|已解决|2026.3.5|满意",
        "2026.3.2|李建国|张三|入户||以后再看||",
    )
    sheet = taken(desk, diary)
    assert (sheet.ledger, sheet.new) == ("contacts.visit", 2)
    one, two = sorted(rows(desk, "visit"), key=lambda row: row["on"])
    assert (one["person"], one["household"], one["issue"]) == (li, first, "路灯坏了")
    assert (one["state"], one["closed_on"], one["satisfied"]) == ("已办结", "2026-03-05", "满意")
    assert (two["state"], two["note"]) == (None, "以后再看")
    assert not again(desk, diary)


def test_a_list_of_cells_names_their_groups(desk):
    uid = add(desk, WOMAN)
    table = lines(
        "网格一览表",
        "网格编号|网格名称|村民小组|网格党组织|网格长|网格员",
        "01|一网格|一组、二组|党小组|王秀英|李四",
        "02|二网格|三组|无|没有的人|周平",
    )
    sheet = taken(desk, table)
    assert (sheet.ledger, sheet.new) == ("contacts.grid_cell", 2)
    one, two = sorted(rows(desk, "grid_cell"), key=lambda row: row["number"])
    assert (one["head"], one["party"], one["workers"]) == (uid, "党小组", "李四")
    assert (two["head"], two["note"]) == (None, "网格长：没有的人")
    assert len(rows(desk, "cell_group")) == 3
    assert not again(desk, table)


@pytest.mark.parametrize(
    ("rows_of", "ledger", "table", "seen"),
    [
        (
            lines(
                "乡贤名册",
                "姓名|联系电话|类别|特长|聘任日期|聘期届满",
                "王秀英|13800000001|老教师|善调解|2025.1|2027.12",
            ),
            "mediation.sage",
            "sage",
            {"kind": "老教师", "strength": "善调解", "since": "2025.01", "until": "2027.12"},
        ),
        (
            lines(
                "人民调解委员会名单",
                "姓名|联系电话|职务|任职时间",
                "王秀英|13800000001|主任|2024.1",
            ),
            "mediation.mediator",
            "mediator",
            {"post": "主任", "since": "2024.01"},
        ),
    ],
)
def test_sages_and_mediators_are_people_of_the_village(desk, rows_of, ledger, table, seen):
    uid = add(desk, WOMAN, phone="13800000001")
    sheet = taken(desk, rows_of)
    assert (sheet.ledger, sheet.new) == (ledger, 1)
    (saved,) = rows(desk, table)
    assert saved["person"] == uid
    assert {key: saved[key] for key in seen} == seen
    assert not again(desk, rows_of)

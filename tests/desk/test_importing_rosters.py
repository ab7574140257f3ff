"""Rosters of towns reach the pool, the meeting log and the rolls of members; twice adds nothing."""

import datetime as dt

import pytest

from tests.books.reading.building import Page, id_of, read_pages
from villagedesk.desk.importing import ImportFile
from villagedesk.ledgers import meetings, party, reserve, residents

PEOPLE = residents.LEDGER.rolls[0]
MEMBERS, BRANCHES, *_ = party.LEDGER.rolls
RESERVES = reserve.LEDGER.rolls[0]
MEETINGS = meetings.LEDGER.rolls[0]
MAN, WOMAN = id_of("19930416", 1), id_of("19960708", 22)


def file(rows, *merges, name="Sheet1"):
    return ImportFile("名册", read_pages(Page(rows, merges, name)))


def taken(desk, rows, *merges, **page):
    """The only sheet's plan, carried out."""
    planned = desk.plan_import(file(rows, *merges, **page))
    desk.apply_import(planned)
    (sheet,) = planned.sheets
    return sheet


def again(desk, rows, *merges, **page):
    """Whether the same file once more changes anything."""
    before = desk.dump()
    sheet = taken(desk, rows, *merges, **page)
    return desk.dump() != before or (sheet.new, sheet.changed) != (0, 0)


def told(sheet):
    return [(one.row, one.label, one.value) for one in sheet.problems]


def named(desk, uid):
    return next((row["name"] for row in desk.dump()["person"] if row["uid"] == uid), None)


def add(desk, name, **typed):
    return desk.save(PEOPLE, "", {"name": name, **typed}).uid


def member(desk, name, **typed):
    uid = add(desk, name, **typed)
    desk.save(MEMBERS, "", {"member_stage": "正式党员"}, links={"name": uid})
    return uid


def lines(*written):
    """Rows written with | between the cells; what is all digits is a number."""
    return [
        [int(cell) if cell.isdecimal() else cell or None for cell in line.split("|")]
        for line in written
    ]


POOL = lines(
    "河湾村后备干部花名册",
    "序号|基本情况||||||培养情况|||||备注",
    "|姓　　名|性\n别|出生\n年月|学历||入党\n时间|人选类别|拟培养\n职务|入库时间"
    "|结对帮带人|培养措施",
    "||||全日制|在职",
    "甲|乙|1|2|3|4|5|6|7|8|9|10|11",
    "1|孙志强|男|1993.4|大专||2019.7|返乡人员|村党支部书记|2024.5|王秀英（党支部书记）"
    "|结对帮带、乡镇跟班学习|养殖大户",
    "2|李　娜|女|1996.07|本科||2021.06|大学毕业生|副主任|2024.5|赵副镇长|送党校培训",
    "3|周平|男|1990.1.5|高中|||火箭专家|委员|2025.3",
    "4",
    "5",
    "注：本表由村党支部填写。",
)
POOL_MERGES = (
    "A1:M1", "A2:A4", "B2:G2", "H2:L2", "M2:M4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4",
    "H3:H4", "I3:I4", "J3:J4", "K3:K4", "L3:L4", "A11:M11",
)  # fmt: skip


def test_a_roster_of_three_levels_fills_the_pool_and_the_registers(desk):
    mentor = add(desk, "王秀英")
    sheet = taken(desk, POOL, *POOL_MERGES)
    assert (sheet.ledger, sheet.new) == ("reserve", 3)
    dump = desk.dump()
    rows = {named(desk, row["person"]): row for row in dump["reserve"]}
    sun, li, zhou = rows["孙志强"], rows["李娜"], rows["周平"]
    assert (sun["source"], sun["aim"], sun["since"]) == ("返乡人员", "书记（一肩挑）", "2024.05")
    assert (sun["mentor"], sun["preparing"]) == (mentor, "结对帮带、乡镇跟班学习")
    assert (sun["note"], li["preparing"], li["aim"]) == ("养殖大户", "教育培训", "副主任")
    assert (li["mentor"], li["town_mentor"]) == (None, "赵副镇长")
    assert (zhou["source"], zhou["aim"]) == (None, "委员")
    assert {named(desk, row["uid"]) for row in dump["party_member"]} == {"孙志强", "李娜"}


def test_what_an_import_adds_has_keys_like_any_record(desk):
    taken(desk, POOL, *POOL_MERGES)
    dump = desk.dump()
    uids = [row["uid"] for table in ("person", "reserve") for row in dump[table]]
    assert len(uids) == 6
    assert {uid[:8] for uid in uids} == {desk.store.mark}


def test_what_the_pool_cannot_take_is_told_with_its_words(desk):
    sheet = taken(desk, POOL, *POOL_MERGES)
    assert (7, "结对帮带人", "赵副镇长") in told(sheet)
    assert (8, "人选类别", "火箭专家") in told(sheet)
    assert [one.row for one in sheet.skipped if one.is_record] == []


def test_the_same_pool_again_adds_nobody(desk):
    taken(desk, POOL, *POOL_MERGES)
    assert not again(desk, POOL, *POOL_MERGES)


def pool_of(since, aim="委员"):
    head = ["姓名", "身份证号", "对应岗位", "入库日期"]
    return [["后备干部花名册"], head, ["孙志强", MAN, aim, since]]


def test_a_second_time_in_the_pool_is_a_second_record(desk):
    taken(desk, pool_of("2021.3"))
    assert taken(desk, pool_of("2025.6")).new == 1
    assert taken(desk, pool_of(None)).same == 1
    assert taken(desk, pool_of("2025.6.1")).new == 0
    assert len(desk.dump()["reserve"]) == 2
    assert len(desk.dump()["person"]) == 1


LOG = lines(
    "河湾村党支部三会一课会议台账",
    "序号|会议类型|会议时间|会议地点|主持人|记录人|应到人数|实到人数|请假|缺席|会议议题|主要内容|形成决议",
    "1|支委会|2026.3.5 14:30|村委会|王秀英|李四|3|3||0|发展党员|讨论…|同意",
    "2|主题党日、党课||文化广场|王秀英||25人|22|2|张三外出|学习条例",
    "3|一季度党员大会|2026年3月31日上午|会议室|王秀英||25|20|||总结",
    "4|广场舞比赛|2026.4.1|广场||||||||比赛",
)
LOG[3][2] = dt.datetime(2026, 3, 12, 9)


@pytest.fixture
def branch(desk):
    return desk.save(BRANCHES, "", {"branch_name": "河湾村党支部", "kind": "党支部"}).uid


def test_a_log_becomes_meetings_with_day_time_kinds_and_numbers(desk, branch):
    chair = add(desk, "王秀英")
    sheet = taken(desk, LOG)
    assert (sheet.ledger, sheet.new) == ("meetings", 3)
    first, second, third = sorted(desk.dump()["meeting"], key=lambda row: row["held_on"])
    assert (first["held_on"], first["begins"], first["kinds"]) == ("2026-03-05", "14:30", "支委会")
    assert (first["chair"], first["branch"], first["expected"]) == (chair, branch, 3)
    assert (first["topic"], first["resolution"], first["absent"]) == ("发展党员", "同意", 0)
    assert (second["kinds"], second["begins"]) == ("党课、主题党日", "09:00")
    assert (second["expected"], second["present"], second["on_leave"]) == (25, 22, 2)
    assert (second["absent"], second["absentees"]) == (None, "张三外出")
    assert (third["kinds"], third["topic"]) == ("支部党员大会", "总结")
    assert third["entered_on"] == "2026-11-22"
    assert desk.dump()["attendance"] == []


def test_a_name_that_is_not_found_is_told_and_the_meeting_goes_in(desk):
    sheet = taken(desk, LOG)
    assert (3, "主持人", "王秀英") in told(sheet)
    assert (3, "记录人", "李四") in told(sheet)
    assert (5, "会议时间", "2026-03-31") in told(sheet)
    assert [(one.row, "会议类型" in one.why) for one in sheet.skipped] == [(6, True)]


def test_two_namesakes_leave_the_chair_open(desk):
    add(desk, "王秀英", birth="1960")
    add(desk, "王秀英", birth="1990")
    problem = taken(desk, LOG).problems[0]
    assert "有 2 个“王秀英”" in problem.message


def test_a_log_makes_no_second_branch_of_the_one_there_is(desk, branch):
    rows = lines(
        "三会一课台账", "会议类型|日期|党支部|地点|议题", "支委会|2026-03-05|村支部|村委会|春耕"
    )
    assert (3, "召开会议的党组织", "村支部") in told(taken(desk, rows))
    assert [row["uid"] for row in desk.dump()["party_branch"]] == [branch]


def test_the_same_log_again_adds_no_meeting(desk, branch):
    taken(desk, LOG)
    assert not again(desk, LOG)


def test_a_meeting_that_was_typed_is_known_though_the_log_says_less(desk, branch):
    typed = {"held_on": "2026.3.5", "meeting_kinds": "支委会", "begins": "14:30"}
    desk.save(MEETINGS, "", typed, links={"meeting_branch": branch})
    rows = [
        ["三会一课台账"],
        ["会议类型", "日期", "地点", "议题"],
        ["支委会", "2026-03-05", "村委会", "发展党员"],
    ]
    sheet = taken(desk, rows)
    assert (sheet.new, sheet.changed) == (0, 1)
    (saved,) = desk.dump()["meeting"]
    assert (saved["begins"], saved["place"], saved["topic"]) == ("14:30", "村委会", "发展党员")


def test_two_meetings_of_one_day_stay_two_and_stay_known(desk, branch):
    rows = [
        ["党小组会会议记录"],
        ["日期", "时间", "地点", "主题"],
        ["2026-03-05", None, "一组", "春耕"],
        ["2026-03-05", None, "二组", "防火"],
        ["2026-03-06", dt.time(14, 30), "二组", "防火"],
    ]
    assert taken(desk, rows).new == 3
    assert not again(desk, rows)
    assert {row["kinds"] for row in desk.dump()["meeting"]} == {"党小组会"}
    assert sorted(row["begins"] or "" for row in desk.dump()["meeting"]) == ["", "", "14:30"]


def test_a_sheet_s_name_says_the_kind(desk):
    rows = [
        ["日期", "会议地点", "议题", "录入日期"],
        ["2026-03-05", "村委会", "春耕", "2020-01-01"],
    ]
    sheet = taken(desk, rows, name="支委会记录")
    assert (sheet.ledger, sheet.new, sheet.columns) == ("meetings", 1, ())
    (saved,) = desk.dump()["meeting"]
    assert (saved["kinds"], saved["entered_on"]) == ("支委会", "2026-11-22")


COUNTS = [
    ["2026年上半年三会一课开展情况统计表"],
    ["序号", "党支部名称", "党员数", "党员大会", None, None, "支委会", None, None],
    [None, None, None, "次数", "应到", "实到", "次数", "应到", "实到"],
    [1, "河湾村党支部", 25, 2, 50, 44, 6, 18, 18],
]
COUNT_MERGES = ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:I2")


@pytest.mark.parametrize("ledger", [None, "meetings"])
def test_counts_of_meetings_are_no_meetings(desk, ledger):
    planned = desk.plan_import(file(COUNTS, *COUNT_MERGES), ledger=ledger)
    assert planned.sheets[0].ledger is None
    assert "这是统计表，不是会议记录；会议要一次一行" in planned.sheets[0].why_not
    assert desk.apply_import(planned).saved == 0


def test_members_who_went_away_are_registered_by_their_bare_names(desk):
    li, contact = member(desk, "李建国"), member(desk, "王秀英")
    rows = [
        ["流动党员登记表"],
        [
            "姓名",
            "外出时间",
            "外出地点",
            "外出原因",
            "流入地党组织",
            "联系人",
            "是否持证",
            "党费缴至",
        ],
        ["李建国", "2025.3", "西安市", "务工", "曲江社区党支部", "王秀英", "是", "2026.6"],
        ["没登记的人", "2025.3", "西安市", "务工", None, None, None, None],
    ]
    sheet = taken(desk, rows)
    assert (sheet.ledger, sheet.new) == ("meetings.floating_member", 1)
    (saved,) = desk.dump()["floating_member"]
    assert (saved["person"], saved["left_on"], saved["contact"]) == (li, "2025.03", contact)
    assert (saved["place"], saved["certificate"], saved["dues_until"]) == (
        "西安市",
        True,
        "2026.06",
    )
    assert [(one.row, one.why[:8]) for one in sheet.skipped] == [(4, "党员名册里没有“")]
    assert not again(desk, rows)


def test_two_members_of_one_name_are_not_guessed_between(desk):
    member(desk, "李建国", birth="1950")
    member(desk, "李建国", birth="1980")
    rows = lines("2025年民主评议党员结果", "序号|姓名|评定等次", "1|李建国|优秀")
    (skipped,) = taken(desk, rows).skipped
    assert "有 2 个“李建国”" in skipped.why


def test_lessons_at_home_are_read(desk):
    li = member(desk, "李建国")
    rows = [
        ["送教上门记录"],
        ["日期", "姓名", "送学类别", "送学人", "学习内容", "学时", "反馈意见"],
        ["2026.5.6", "李建国", "年老", "王秀英", "党章", "1.5学时", "听得明白"],
        ["2026.6.6", "李建国", "年老", "王秀英", "党章", 2, None],
    ]
    sheet = taken(desk, rows)
    assert (sheet.ledger, sheet.new) == ("meetings.home_teaching", 2)
    saved = sorted(desk.dump()["home_teaching"], key=lambda row: row["on"])
    assert [(row["person"], row["hours"]) for row in saved] == [(li, "1.5"), (li, "2")]
    assert not again(desk, rows)


def test_a_year_s_review_takes_its_year_from_the_title(desk):
    li = member(desk, "李建国")
    rows = [
        ["2025年度民主评议党员结果汇总表"],
        ["序号", "姓名", "自评等次", "民主测评", None, "评定等次"],
        [None, None, None, "优秀", "合格", None],
        [1, "李建国", "合格", 12, 8, "优秀"],
    ]
    merges = ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3")
    sheet = taken(desk, rows, *merges)
    assert (sheet.ledger, sheet.new) == ("meetings.member_review", 1)
    (saved,) = desk.dump()["member_review"]
    assert (saved["person"], saved["year"], saved["grade"]) == (li, 2025, "优秀")
    assert (saved["ballot_excellent"], saved["ballot_fit"]) == (12, 8)
    assert not again(desk, rows, *merges)


def test_who_moved_away_is_a_change_and_no_branch_is_made_up(desk, branch):
    li = member(desk, "李建国")
    rows = [
        ["党员组织关系转接登记表"],
        ["姓名", "转接类型", "转接时间", "转出党支部", "转入党支部", "介绍信号"],
        ["李建国", "组织关系转出", "2026.4.2", "河湾村党支部", "曲江社区党支部", "第12号"],
    ]
    sheet = taken(desk, rows)
    assert (sheet.ledger, sheet.new) == ("party.member_change", 1)
    (saved,) = desk.dump()["member_change"]
    assert (saved["person"], saved["kind"], saved["branch_before"]) == (li, "转出", branch)
    assert (saved["branch_after"], saved["note"]) == (None, "现党支部：曲江社区党支部")
    assert (3, "现党支部", "曲江社区党支部") in told(sheet)
    assert len(desk.dump()["party_branch"]) == 1
    assert not again(desk, rows)


def test_new_members_of_a_year_join_on_their_day(desk):
    rows = [
        ["2026年接收预备党员名册"],
        ["姓名", "身份证号", "入党时间"],
        ["孙志强", MAN, "2026.7.1"],
    ]
    sheet = taken(desk, rows)
    assert (sheet.ledger, sheet.new) == ("party.member_change", 1)
    (saved,) = desk.dump()["member_change"]
    assert (saved["on"], saved["kind"]) == ("2026-07-01", "接收为预备党员")
    assert not again(desk, rows)


def test_a_roster_of_who_signed_in_is_sent_to_the_meeting(desk):
    rows = [["支委会签到表"], ["姓名", "身份证号", "签名"], ["孙志强", MAN, None]]
    (sheet,) = desk.plan_import(file(rows)).sheets
    assert sheet.ledger is None
    assert "那场会的记录里填" in sheet.why_not

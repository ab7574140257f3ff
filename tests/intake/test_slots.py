"""Which fields the columns of a roster may fill."""

import pytest

from tests.intake.tables import added, plan, table
from villagedesk.books.reading.headers import key_of, kinds
from villagedesk.intake.aliases import BY_KEY, BY_WORD
from villagedesk.intake.slots import slots_for, slots_of, targets
from villagedesk.ledgers.meetings.tables import HomeTeaching, Meeting

MEETINGS = targets()["meetings"]


def keys(roll, header, key=None):
    return [slot.key for slot in slots_for(targets()[roll], header, key)]


@pytest.mark.parametrize("roll", ["meetings", "meetings.home_teaching"])
def test_no_roster_may_claim_the_day_of_entry(roll):
    target = targets()[roll]
    assert "entered_on" in target.slots
    assert "entered_on" not in target.column_slots
    assert keys(roll, "录入日期", "entered_on") == []


def test_a_claimed_day_of_entry_reaches_no_record():
    row = {"date": "2026-03-05", "topic": "春耕", "chair": "王秀英", "录入日期": "2020-01-01"}
    planned = plan(table(row, title="支委会记录", extra=("录入日期",)), ledger="meetings")
    (meeting,) = added(planned, Meeting)
    assert meeting.get("entered_on") is None
    assert slots_of(HomeTeaching)["entered_on"].column == "entered_on"


def test_a_meeting_is_about_nobody_in_particular():
    assert MEETINGS.person_column is None
    assert targets()["reserve"].person_column == "person"


@pytest.mark.parametrize(
    ("roll", "header", "key", "fields"),
    [
        ("meetings", "缺席", "absent", ["absent", "absentees"]),
        ("meetings", "会议/时间", "date", ["held_on"]),
        ("meetings", "时间", None, ["begins"]),
        ("meetings", "授课人", "dk_speaker", ["lecturer"]),
        ("reserve", "人选类别", "identity", ["reserve_source", "talent"]),
        ("reserve", "拟任职务", "post", ["target_post"]),
        ("reserve", "联系帮带领导", "mentor_leader", ["pool_town_mentor"]),
        ("committees", "人选来源", "identity", ["talent"]),
        ("committees", "推荐方式", "how_chosen", ["origin"]),
        ("meetings.member_review", "民主测评/基本合格", None, ["ballot_barely"]),
        ("meetings.member_review", "党员互评/不合格", None, ["peers_unfit"]),
    ],
)
def test_a_header_means_what_it_means_in_its_roll(roll, header, key, fields):
    assert keys(roll, header, key) == fields


CUSTOMARY = {
    "reserve": "姓名 性别 民族 出生年月 学历 政治面貌 入党时间 身份号码 现从事职业 人选来源"
    " 对应岗位 推荐方式 入库日期 镇党委审定日期 审定文号 结对帮带人 培养方式 成熟度 出库日期"
    " 出库原因 联系电话 备注 拟培养职务 培养职位 联系帮带领导 人选类别 培养措施 入库时间",
    "meetings": "会议类型 党组织 党小组 会议日期 开始–结束时间 开始时间 结束时间 地点 主持人 记录人"
    " 应到人数 实到人数 请假人数 缺席人数 列席人员 缺席人员及原因 应到会有表决权 实到有表决权"
    " 会议议题 主要内容 形成决议 主讲人 授课题目 学时 备注 时间 应到 实到 请假 缺席 议题 决议",
    "meetings.floating_member": "姓名 外出日期 流出地点 外出原因 联系电话 是否持流动党员活动证"
    " 流入地党组织 联系人 返乡日期 民主评议参加地 党费缴至",
    "meetings.home_teaching": "日期 姓名 类别 送学人 内容 学时 反馈",
    "meetings.member_review": "年度 姓名 自评 支部评定等次 不评定原因 处理意见",
    "party.member_change": "变动时间 姓名 变动类型 原党支部 现党支部 介绍信号 备注",
}


@pytest.mark.parametrize(
    ("roll", "header"),
    [(roll, header) for roll, headers in CUSTOMARY.items() for header in headers.split()],
)
def test_every_customary_column_has_a_field(roll, header):
    assert keys(roll, header, key_of((header,), {}))


def test_every_key_of_the_reader_that_a_roll_renames_is_one():
    assert {key for renamed in BY_KEY.values() for key in renamed} <= set(kinds())


def test_every_renamed_key_leads_to_a_field_of_its_roll():
    rolls = {target.roll.record: target for target in targets().values()}
    for kind, renamed in (*BY_KEY.items(), *BY_WORD.items()):
        assert {key for meant in renamed.values() for key in meant} <= set(rolls[kind].slots)

"""Which fields the columns of a roster may fill."""

import pytest

from tests.intake.tables import added, plan, table
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

"""Which ledger a table is taken for."""

import pytest

from tests.intake.tables import only, table
from villagedesk.errors import UserError

PERSON = {"name": "王秀英", "id_number": None}


@pytest.mark.parametrize(
    ("title", "row", "ledger"),
    [
        ("村“两委”班子成员花名册", {"name": "王秀英", "post": "村委会主任"}, "committees"),
        (None, {"name": "王秀英", "post": "村委会主任"}, "committees"),
        ("村民代表名册", {"name": "王秀英", "group": "1组"}, "committees.representative"),
        ("党支部党员花名册", {"name": "王秀英"}, "party"),
        (None, {"name": "王秀英", "party_join": "1999"}, "party"),
        ("户籍人口", {"household_no": "1", "name": "王秀英", "relation": "户主"}, "households"),
        ("户主花名册", {"household_head": "王秀英", "id_number": None}, "households"),
        ("常住人口登记", {"name": "王秀英"}, "residents"),
        (None, {"name": "王秀英", "id_number": None}, "residents"),
        ("后备干部花名册", {"name": "王秀英", "post": "村文书"}, "reserve"),
        ("村“两委”后备力量名册", {"name": "王秀英", "post_since": "2021"}, "reserve"),
        (None, {"name": "王秀英", "target_post": "委员"}, "reserve"),
        (
            "党员大会会议记录",
            {"date": "2026-03-05", "topic": "春耕", "place": "村委会"},
            "meetings",
        ),
        ("三会一课台账", {"date": "2026-03-05", "summary": "学习", "due": 20}, "meetings"),
        (None, {"meeting_kind": "支委会", "date": "2026-03-05", "chair": "王秀英"}, "meetings"),
        (
            "流动党员登记表",
            {"name": "王秀英", "floating_since": "2025"},
            "meetings.floating_member",
        ),
        ("流动党员花名册", {"name": "王秀英", "phone": "1"}, "party"),
        ("送教上门记录", {"name": "王秀英", "date": "2026-03-05"}, "meetings.home_teaching"),
        ("民主评议党员", {"name": "王秀英", "review_grade": "优秀"}, "meetings.member_review"),
        ("党员发展情况", {"name": "王秀英", "party_join": "2026"}, "party.member_change"),
        ("组织关系转接", {"name": "王秀英", "moved_on": "2026"}, "party.member_change"),
        ("四议两公开台账", {"matter": "修渠", "stage1_on": "2026-03-01"}, "decisions"),
        (None, {"matter": "修渠", "stage4_on": "2026-03-01"}, "decisions"),
        ("党员联系户", {"party_member": "王秀英", "household_head": "张三"}, "contacts"),
        ("联系户台账", {"party_member": "王秀英", "household_no": "001"}, "contacts"),
        (
            "民情日记",
            {"date": "2026-03-01", "visitor": "王秀英", "visited": "张三"},
            "contacts.visit",
        ),
        ("网格一览表", {"grid_cell": "一网格", "group": "一组"}, "contacts.grid_cell"),
        (
            "矛盾纠纷排查调处台账",
            {"date": "2026-03-01", "type": "邻里", "name": "张三"},
            "mediation",
        ),
        ("乡贤名册", {"name": "王秀英", "sage_since": "2025"}, "mediation.sage"),
        ("人民调解委员会名单", {"name": "王秀英", "post": "主任"}, "mediation.mediator"),
        ("村干部考勤补助花名册", {"name": "王秀英", "post": "村委会主任"}, "committees"),
    ],
)
def test_a_table_goes_to_the_ledger_it_speaks_of(title, row, ledger):
    assert only(table(row, title=title)).ledger == ledger


@pytest.mark.parametrize("title", ["残疾人花名册", "低保对象", "志愿者名单"])
def test_the_roster_of_a_ledger_that_is_not_there_is_no_roster_of_residents(title):
    sheet = only(table(PERSON, title=title))
    assert sheet.ledger is None
    assert "还没有" in sheet.why_not
    assert [one.row for one in sheet.skipped] == [3]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("网格员花名册", "网格员的名册"),
        ("党员联系户", "户主"),
        ("调解台账", "受理日期"),
        ("四议两公开台账", "事项名称"),
        ("走访记录", "走访日期"),
    ],
)
def test_a_table_that_lacks_the_columns_of_its_ledger_says_which(title, wanted):
    sheet = only(table(PERSON, title=title))
    assert sheet.ledger is None
    assert wanted in sheet.why_not
    assert "还没有" not in sheet.why_not


@pytest.mark.parametrize("title", ["四议两公开会议记录", "调解会议台账", "入党积极分子发展党员表"])
def test_a_ledger_still_to_come_is_not_taken_for_the_meeting_log(title):
    row = {"name": "王秀英", "date": "2026-03-05", "party_join": "2026"}
    assert only(table(row, title=title)).ledger is None
    assert only(table({"date": "2026-03-05", "topic": "一", "place": "二"}, title=title)).new == 0


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("三会一课统计表", {"branch": "河湾村党支部", "dydh_count": 2, "zwh_present": 5}),
        ("主题党日开展情况", {"branch": "河湾村党支部", "count": 2, "due": 20}),
        (None, {"branch": "河湾村党支部", "dk_count": 1, "dk_speaker": "王秀英"}),
    ],
)
def test_sums_are_told_from_meetings(title, row):
    assert "会议要一次一行" in only(table(row, title=title)).why_not


def test_a_table_without_names_says_what_is_missing():
    assert "姓名" in only(table({"topic": "春耕"})).why_not


def test_the_clerk_may_take_such_a_roster_for_residents():
    sheet = only(table(PERSON | {"phone": "1"}, title="志愿者名单"), ledger="residents")
    assert sheet.ledger == "residents"


def test_a_wish_needs_a_column_of_names():
    assert "姓名" in only(table({"topic": "春耕"}), ledger="residents").why_not


def test_an_unknown_wish_is_answered_with_the_ledgers_there_are():
    with pytest.raises(UserError, match="residents（人员）"):
        plan_of = table(PERSON)
        only(plan_of, ledger="nothing")


def test_a_sheet_called_like_a_roll_goes_into_it():
    row = {"name": "王秀英", "变动日期": "2026-03-01", "变动类型": "新任"}
    sheet = only(table(row, sheet="任免变动", extra=("变动日期", "变动类型")))
    assert sheet.ledger == "committees.appointment"

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
    ],
)
def test_a_table_goes_to_the_ledger_it_speaks_of(title, row, ledger):
    assert only(table(row, title=title)).ledger == ledger


@pytest.mark.parametrize(
    "title", ["残疾人花名册", "低保对象", "网格员花名册", "党员联系户", "调解台账"]
)
def test_the_roster_of_a_ledger_that_is_not_there_is_no_roster_of_residents(title):
    sheet = only(table(PERSON, title=title))
    assert sheet.ledger is None
    assert "还没有" in sheet.why_not
    assert [one.row for one in sheet.skipped] == [3]


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

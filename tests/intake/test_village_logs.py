"""Whatever a log of quarrels, decisions or visits says: no row is lost, and twice adds nothing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import VILLAGE, member, person
from tests.intake.tables import added, counts, only, plan, table
from villagedesk.ledgers.mediation.tables import Case, Side
from villagedesk.people import HEAD, Household

THERE = (
    Household(uid="h1", village=VILLAGE, number="001"),
    one := person("王秀英", uid="a", household="h1", relation=HEAD),
    member(one),
    person("李花", uid="b"),
    person("李花", uid="c"),
)
NAMES = st.sampled_from([None, "王秀英", "李花", "外人", "张三、李四"])
DAYS = st.sampled_from([None, "2026-03-01", "2026-03", "2099-01-01"])
SOME = st.sampled_from([None, "一", "另外的话"])
LOGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "mediation": {
        "seq": st.sampled_from([None, 1, 2]),
        "date": DAYS,
        "type": st.sampled_from([None, "邻里", "天文"]),
        "name": NAMES,
        "summary": SOME,
        "mediator": NAMES,
        "resolved": st.sampled_from([None, True]),
        "remark": SOME,
    },
    "decisions": {
        "seq": st.sampled_from([None, 1, 2]),
        "matter": SOME,
        "matter_kind": SOME,
        "raised_on": DAYS,
        "stage1_on": DAYS,
        "stage1_due": st.sampled_from([None, 5, "许多"]),
        "stage4_passed": st.sampled_from([None, "通过", "未通过", "待定"]),
        "result_on": DAYS,
    },
    "contacts": {"party_member": NAMES, "household_head": NAMES, "contact_since": DAYS},
    "contacts.visit": {"date": DAYS, "visitor": NAMES, "visited": NAMES, "measures": SOME},
    "contacts.grid_cell": {"grid_cell": SOME, "group": SOME, "grid_keeper": NAMES},
}
ROWS = st.sampled_from(sorted(LOGS)).flatmap(
    lambda log: st.tuples(st.just(log), st.lists(st.fixed_dictionaries(LOGS[log]), max_size=6))
)


@given(ROWS)
@settings(max_examples=150)
def test_no_row_of_a_log_is_lost_and_twice_adds_nothing(drawn):
    log, rows = drawn
    first = plan(table(*rows), there=THERE, ledger=log)
    sheet = first.sheets[0]
    assert sum(counts(sheet)) + len(sheet.skipped) == len(rows)
    assert all(one.why for one in sheet.skipped)
    new = [kind(**row) for kind, found in first.changes.added.items() for row in found]
    again = plan(table(*rows), there=(*THERE, *new), ledger=log)
    assert not again.changes.added
    assert not again.changes.changed


def test_sides_whose_rows_give_nothing_but_a_name_belong_to_the_case_above():
    case = {"seq": 1, "date": "2026-03-01", "type": "邻里", "summary": "吵架", "name": "张三"}
    rows = [case, {"name": "李四"}, case | {"seq": 2, "name": "周平"}]
    result = plan(table(*rows, title="矛盾纠纷台账"))
    assert len(added(result, Case)) == 2
    assert [one["name"] for one in added(result, Side)] == ["张三", "李四", "周平"]


@pytest.mark.parametrize(("phone", "found"), [("13800000001", "a"), ("13800000002", None)])
def test_a_name_alone_makes_nobody_of_the_village_a_side(phone, found):
    there = person("王秀英", uid="a", phone="13800000001")
    row = {"date": "2026-03-01", "type": "邻里", "name": "王秀英", "phone": phone}
    result = plan(table(row, title="矛盾纠纷台账"), there=[there])
    assert [one["person"] for one in added(result, Side)] == [found]


def test_a_contact_of_two_namesakes_stays_out_and_says_so():
    row = {"party_member": "李花", "household_head": "王秀英"}
    sheet = only(table(row, title="党员联系户"), there=THERE)
    assert "有 2 个“李花”" in sheet.skipped[0].why

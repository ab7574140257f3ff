"""Reports to the town from the store: a time in which nothing happened has its report too."""

import pytest

from tests.desk.conftest import CODE
from tests.desk.small_village import settle
from villagedesk.books.papers.paper import words_on
from villagedesk.errors import UserError
from villagedesk.ledgers.contacts.tables import CellGroup, GridCell, Visit
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.store.records import step


@pytest.fixture
def desk(desk):
    settle(desk.store, CODE, desk.stamp())
    return desk


def add(desk, table, /, **values):
    with step(desk.store, "录入", desk.stamp()) as write:
        return write.save(table, {"village": CODE, **values})


def test_a_month_is_told_with_its_cases_and_an_empty_one_as_a_zero_report(desk):
    add(desk, Case, case_no="2026-001", accepted_on="2026-11-02", kind="邻里")
    assert "邻里\n1\n0\n0\n—\n0" in words_on(desk.cases_month_paper("2026-11"))
    assert "零报告" in words_on(desk.cases_month_paper("2026-10"))


def test_a_year_and_a_quarter_have_their_papers(desk):
    assert desk.cases_year_paper(2026).title == "河湾村2026年矛盾纠纷调解统计表"
    assert "2026年第三季度" in words_on(desk.matters_paper("2026Q3"))


def test_a_cell_is_told_with_who_lives_there_and_how_often_they_were_visited(desk):
    add(desk, GridCell, uid="c1", name="东片", number="01", head="p1")
    add(desk, CellGroup, cell="c1", group="g1")
    add(desk, Visit, person="p2", household="h1", on="2026-11-02", issue="路灯不亮", state="已办结")
    assert "01\n东片\n一组\n1\n2\n2\n王秀英\n13800001111" in words_on(desk.cells_paper())
    assert "东片\n1\n1\n1/1\n1\n1\n1/1 = 100.0%" in words_on(desk.visits_paper("2026-11"))


def test_a_time_that_is_none_is_refused(desk):
    with pytest.raises(UserError, match="不是期间"):
        desk.visits_paper("2026-13")

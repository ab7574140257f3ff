"""Reports to the town: each kind has its row, noughts are printed, and shares say of what."""

from tests import builders
from villagedesk.books.papers.contacts_figures import cells_report, visits_report
from villagedesk.books.papers.decisions_quarter import quarter_report
from villagedesk.books.papers.mediation_figures import month_report, year_report
from villagedesk.books.papers.paper import Form, Signatures, Table, words_on
from villagedesk.ledgers.contacts.figures import CellLine, CellVisits
from villagedesk.ledgers.decisions.quarter import summary
from villagedesk.ledgers.decisions.tables import Matter
from villagedesk.ledgers.mediation.tables import Dispute
from villagedesk.ledgers.mediation.tally import monthly, statistics
from villagedesk.period import parse_period

NOVEMBER, YEAR, QUARTER = (parse_period(text) for text in ("2026-11", "2026", "2026Q4"))
EMPTY = builders.facts()


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def column(table, title):
    place = [one.title for one in table.columns].index(title)
    return [row[place] for row in table.rows]


def settled(number, outcome="达成口头协议", **values):
    given = {"outcome": outcome, "closed_on": "2026-11-09", "kind": "邻里"} | values
    return builders.quarrel(number, accepted_on="2026-11-02", **given)


def test_a_month_without_quarrels_has_every_kind_with_noughts_and_is_called_a_zero_report():
    paper = month_report("柳林村", monthly(EMPTY, NOVEMBER))
    by_kind, _ = tables(paper)
    assert column(by_kind, "纠纷类型") == [*map(str, Dispute), "合计"]
    assert set(column(by_kind, "受理件数")) == {"0"}
    assert set(column(by_kind, "成功率")) == {"—"}
    assert "零报告" in words_on(paper)


def test_a_month_prints_what_its_rate_is_of():
    facts = builders.facts(settled("2026-001"), settled("2026-002", "调解不成终止"))
    paper = month_report("柳林村", monthly(facts, NOVEMBER))
    assert column(tables(paper)[0], "成功率")[-1] == "1/2 = 50.0%"
    assert "成功率 = 调解成功件数 ÷ 调解件数" in words_on(paper)


def test_a_case_without_a_kind_has_a_row_of_its_own_so_that_the_total_is_right():
    facts = builders.facts(settled("2026-001", kind=None), settled("2026-002"))
    table = tables(month_report("柳林村", monthly(facts, NOVEMBER)))[0]
    assert "未填类型" in column(table, "纠纷类型")
    *counts, total = map(int, column(table, "受理件数"))
    assert sum(counts) == total == 2


def test_a_year_says_how_each_share_is_worked_out():
    facts = builders.facts(settled("2026-001"))
    *_, shares = tables(year_report("柳林村", statistics(facts, YEAR)))
    assert dict(zip(column(shares, "项目"), column(shares, "数"), strict=True)) == {
        "成功率": "1/1 = 100.0%",
        "书面协议": "0/1 = 0.0%",
        "口头协议": "1/1 = 100.0%",
        "协议已履行": "0/1 = 0.0%",
        "防止激化": "—",
        "小事不出村": "1/1 = 100.0%",
    }
    assert all("÷" in said for said in column(shares, "怎么算的"))


def test_a_quarter_without_matters_is_reported_too():
    matters, kinds = tables(quarter_report("柳林村", summary(EMPTY, QUARTER)))
    assert column(matters, "事项") == ["本期没有事项"]
    titles = [one.title for one in kinds.columns[1:]]
    assert [one.replace("\n", "") for one in titles] == [*map(str, Matter), "合计"]
    assert min(len(line) for one in titles for line in one.split("\n")) > 1, "no character alone"
    assert {word for row in kinds.rows for word in row[1:]} == {"0"}


def test_a_matter_stands_with_the_days_of_its_stages():
    matter = builders.decision("修水渠", number="2026-03", raised_on="2025-12-20", amount=8_600_050)
    facts = builders.facts(matter, builders.stage(matter, "决议", held_on="2026-10-02"))
    said = tables(quarter_report("柳林村", summary(facts, QUARTER)))[0].rows[0]
    assert said[1:3] == ("2026-03", "修水渠")
    assert said[4] == "86,000.50"
    assert said[8] == "10月2日"


def test_cells_have_their_telephones_and_the_village_its_sums():
    known = CellLine("01", "东片", ("一组",), 3, 9, 2, head="李四", phone="13800001111")
    paper = cells_report("柳林村", [known, CellLine("", "合计", (), 3, 9, 2)], day="2026-11-22")
    assert column(tables(paper)[0], "联系电话") == ["13800001111", ""]
    assert column(tables(paper)[0], "人口") == ["9", "9"]
    assert "2026年11月22日" in words_on(paper)


def test_visits_print_what_was_settled_of_what():
    seen = [CellVisits("东片", 3, 4, 2, 3, 2, 1, 0), CellVisits("西片", 3, 0, 0, 0, 0, 0, 0)]
    table = tables(visits_report("柳林村", seen, NOVEMBER))[0]
    assert column(table, "办结率") == ["2/3 = 66.7%", "—"]
    assert column(table, "走访户数") == ["2/3", "0/3"]


def test_every_report_says_who_reports_what_time_and_who_signs():
    for paper in (
        month_report("柳林村", monthly(EMPTY, NOVEMBER)),
        quarter_report("柳林村", summary(EMPTY, QUARTER)),
        visits_report("柳林村", (), NOVEMBER),
    ):
        first, last = paper.blocks[0], paper.blocks[-1]
        assert isinstance(first, Form)
        assert first.rows[0][0] == ("填报单位", "柳林村（盖章）")
        assert last == Signatures(("填报人", "审核人", "填报日期"), date=False)

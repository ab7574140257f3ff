"""Reports to the town: the figures of a time, laid ready for the printer."""

from dataclasses import dataclass

from villagedesk.books.papers.contacts_figures import cells_report, visits_report
from villagedesk.books.papers.decisions_quarter import quarter_report
from villagedesk.books.papers.mediation_figures import month_report, year_report
from villagedesk.books.papers.paper import Paper
from villagedesk.desk.opening import OpenDesk
from villagedesk.desk.printing.naming import village_name
from villagedesk.ledgers.contacts.figures import cell_lines, cell_visits
from villagedesk.ledgers.decisions.quarter import summary
from villagedesk.ledgers.mediation.tally import monthly, statistics
from villagedesk.period import parse_period


@dataclass
class ReportPapers(OpenDesk):
    """The verbs that lay the reports ready; a time in which nothing happened has its report too."""

    def cases_month_paper(self, period: str) -> Paper:
        """矛盾纠纷调解月报表 of a month (`2026-11`) or quarter."""
        return month_report(self._village(), monthly(self.facts(), parse_period(period)))

    def cases_year_paper(self, year: int) -> Paper:
        """矛盾纠纷调解统计表 of a year, each share with what it divides."""
        return year_report(self._village(), statistics(self.facts(), parse_period(str(year))))

    def matters_paper(self, period: str) -> Paper:
        """四议两公开事项汇总表 of a quarter (`2026Q3`), as it stood on its last day."""
        return quarter_report(self._village(), summary(self.facts(), parse_period(period)))

    def visits_paper(self, period: str) -> Paper:
        """网格走访统计表 of a month (`2026-11`) or quarter."""
        found = parse_period(period)
        return visits_report(self._village(), cell_visits(self.facts(), found), found)

    def cells_paper(self) -> Paper:
        """网格一览表 as it is today."""
        seen = cell_lines(self.facts(), self.today)
        return cells_report(self._village(), seen, day=self.today.isoformat())

    def _village(self) -> str:
        return village_name(self.store)

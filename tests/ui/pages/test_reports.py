"""Each report is one press from its page, and one more from the time before."""

import pytest

from ui.pages import reports
from ui.pages.contacts import ContactsPage
from ui.pages.decisions import DecisionsPage
from ui.pages.mediation import FIGURES, MediationPage
from ui.pages.paper import PaperPage
from ui.paper import laid, show_paper
from villagedesk.books.papers.paper import words_on
from villagedesk.period import parse_period


@pytest.fixture
def pressed(demo, opened, settled):
    """The paper that a button of a page lays; `place` is the part of the page it stands on."""

    def press(made, button, place=None):
        page = opened(made(demo))
        if place is not None:
            page.segments.chosen.emit(place)
            settled()
        button(page).click()
        settled()
        shown = laid(demo)
        assert shown
        return shown.paper

    return press


def said(paper):
    return paper.title, words_on(paper).split("统计期间\n")[1].partition("\n")[0]


def test_the_figures_of_mediation_are_printed_by_month_and_by_year(pressed, went):
    month = pressed(MediationPage, lambda page: page.figures.print_month, FIGURES)
    assert said(month) == ("杨家堡村2026年11月矛盾纠纷调解月报表", "2026年11月")
    year = pressed(MediationPage, lambda page: page.figures.print_year, FIGURES)
    assert said(year) == ("杨家堡村2026年矛盾纠纷调解统计表", "2026年度")
    assert went[-1][0] == "paper"


def test_the_matters_of_this_quarter_are_printed(pressed):
    paper = pressed(DecisionsPage, lambda page: page.summary)
    assert said(paper) == ("杨家堡村2026年第四季度四议两公开事项汇总表", "2026年第四季度")


def test_the_visits_of_this_month_and_the_cells_of_today_are_printed(pressed):
    visits = pressed(ContactsPage, lambda page: page.cover.visits)
    assert said(visits) == ("杨家堡村2026年11月网格走访统计表", "2026年11月")
    cells = pressed(ContactsPage, lambda page: page.cover.cells)
    assert said(cells) == ("杨家堡村网格一览表", "2026年11月22日")


def test_the_paper_turns_to_the_month_before_and_no_later_than_today(demo, opened, settled):
    page = opened(PaperPage(demo))
    desk, november = demo.desk, parse_period("2026-11")
    reports.show_report(demo, desk.visits_paper, november, back="contacts")
    settled()
    page.refresh()
    assert not page.later.isEnabled()
    page.earlier.click()
    settled()
    page.refresh()
    assert "2026年10月" in words_on(page.shown.paper)
    assert page.later.isEnabled()
    assert page.shown.back == ("contacts", "", "")


def test_a_paper_of_no_time_has_nothing_to_turn_to(demo, opened, settled):
    page = opened(PaperPage(demo))
    assert page.earlier.isHidden()
    assert page.later.isHidden()


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2026-01", "2025-12", "2026-02"),
        ("2026Q1", "2025Q4", "2026Q2"),
        ("2026", "2025", "2027"),
    ],
)
def test_the_time_beside_is_as_long(text, before, after):
    period = parse_period(text)
    assert (reports.before(period).text, reports.after(period).text) == (before, after)


def test_the_button_of_the_page_a_paper_is_from_stays_lit(demo, pressed):
    paper = pressed(DecisionsPage, lambda page: page.summary)
    show_paper(demo, paper, back=("decisions", "", ""))
    assert PaperPage(demo).led_from == "decisions"

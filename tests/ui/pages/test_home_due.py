"""What is due these days stands above what falls short, with its day, once, and leads there."""

from dataclasses import replace
from datetime import date

import pytest

from ui.pages.found_rows import FoundRow
from ui.pages.glance import not_said
from ui.pages.home import HomePage
from ui.pages.home_due import PressingRow, RestRow, left_words
from villagedesk.checks import Found
from villagedesk.declare import Level
from villagedesk.desk.due import Due
from villagedesk.ledgers.mediation.rolls import CASES

TODAY = date(2026, 11, 22)
DAYS = [date(2026, 11, day) for day in range(20, 26)]
EVERY = tuple(Due(f"第 {n} 件", "规定", day, "case", f"c{n}") for n, day in enumerate(DAYS, 1))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 25), "还有 3 天\n11月25日"),
        (TODAY, "今天到期"),
        (date(2026, 11, 20), "超期 2 天\n11月20日"),
        (date(2025, 11, 22), "超期 365 天\n2025年11月22日"),
        (None, ""),
    ],
)
def test_the_days_left_are_said_with_the_day(day, words):
    assert left_words(day, TODAY) == words


def test_the_first_are_shown_and_the_others_counted(demo, opened):
    page = opened(HomePage(demo))
    page.show_glance(replace(page.shown, due=EVERY))
    assert [row.due.uid for row in page.findChildren(PressingRow)][-3:] == ["c1", "c2", "c3"]
    rest = page.findChildren(RestRow)[-1]
    assert rest.go.accessibleName() == "去办 还有 3 件，接着是 第 4 件"


def test_what_is_due_leads_to_its_record(demo, opened, went, worker):
    given = {"case_no": "2026-901", "accepted_on": "2026-10-01", "type": "邻里"}
    uid = worker.call(lambda: demo.desk.save(CASES, "", given)).uid
    page = opened(HomePage(demo))
    row = next(one for one in page.findChildren(PressingRow) if one.due.uid == uid)
    row.go.click()
    assert went[-1] == ("case", uid, "")
    assert uid not in {one.found.uid for one in page.findChildren(FoundRow)}


def test_a_finding_that_says_the_same_is_not_said_twice():
    found = Found("m.late", Level.WARNING, "mediation", "2026-001", "超期", "规定", "法", "c1")
    due = Due("调解", "规定", TODAY, "case", "c1", norm="m.late", about=frozenset({"c1"}))
    assert not_said([found], [due]) == ()
    assert not_said([found], [replace(due, about=frozenset({"c2"}))]) == (found,)
    assert not_said([found], [replace(due, norm="m.other")]) == (found,)

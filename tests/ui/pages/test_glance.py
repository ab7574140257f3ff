"""The home page's words and numbers."""

from datetime import date, datetime

import pytest

from tests import builders
from ui.pages import glance
from villagedesk.checks import Found
from villagedesk.declare import Level
from villagedesk.ledgers.committees.tables import Body

TODAY = date(2026, 11, 22)


def found(level=Level.WARNING, **values):
    known = {"norm": "n", "ledger": "committees", "subject": "", "message": "m", "rule": ""}
    return Found(**{**known, "level": level, "source": "", "uid": "u", **values})


def test_the_day_is_said_with_its_weekday():
    assert glance.day_words(TODAY) == "2026年11月22日 星期日"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (None, "还没有"),
        (datetime(2026, 11, 22, 14, 3), "今天 14:03"),
        (datetime(2026, 11, 21, 9, 12), "昨天 09:12"),
        (datetime(2026, 10, 1, 9, 0), "2026年10月1日 09:00"),
    ],
)
def test_a_moment_is_said_as_people_say_it(at, said):
    assert glance.moment_words(at, TODAY) == said


def test_what_is_explained_is_no_longer_due():
    said = glance.sentence(TODAY, [found(), found(remark="镇里已批准")])
    assert said.endswith("有 1 件事要办")


def test_the_gravest_open_level_makes_the_tag():
    assert glance.tag_of([found(), found(Level.ERROR)]) == ("bad", "必改 1 条")
    assert glance.tag_of([found(remark="已说明")]) == ("ok", "没有问题")


@pytest.mark.parametrize(
    ("due", "tone", "left"),
    [
        ("2031-03-19", "ok", "还有 1578 天届满"),
        ("2027-01-01", "warn", "还有 40 天届满"),
        ("2026-11-22", "warn", "今天届满"),
        ("2026-11-20", "bad", "已超期 2 天"),
    ],
)
def test_a_term_says_how_long_it_still_runs(due, tone, left):
    term = builders.term(title="第十一届", start="2021-03-20", due_end=due)
    line = glance.term_line(builders.facts(term), TODAY)
    assert line
    assert (line.tone, line.left) == (tone, left)


def test_without_a_term_there_is_no_bar():
    assert glance.term_line(builders.facts(), TODAY) is None


def test_a_body_is_shown_with_who_leads_it():
    who = builders.person("罗铁柱")
    seat = builders.seat(who, body=Body.COMMITTEE, post="主任", since="2022-01-01")
    facts = builders.facts(builders.term(start="2021-03-20", due_end="2027-03-20"), who, seat)
    (line,) = glance.body_lines(facts, TODAY, "村民监督委员会")
    assert (line.body, line.chair, line.count) == ("村民委员会", "主任 罗铁柱", 1)

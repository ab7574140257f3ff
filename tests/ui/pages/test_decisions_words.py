"""What the pages of 四议两公开 say of days and numbers."""

from datetime import date

import pytest

from ui.pages.decisions_seen import MatterOpened, due_tag, next_number, sentence, unentitled
from ui.pages.decisions_stories import STORIES, tell
from ui.pages.six_steps import day_said, in_lines

TODAY = date(2026, 11, 22)


def test_a_day_is_said_short_in_its_own_year_only():
    assert day_said("2026-03-05", TODAY) == "3月5日"
    assert day_said("2025-03-05", TODAY) == "2025年3月5日"
    assert day_said("2025-03", TODAY) == "2025-03"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-11-20", ("超过 2 天", "bad")),
        ("2026-11-22", ("今天到期", "warn")),
        ("2026-11-25", ("还有 3 天", "warn")),
        ("2027-01-05", ("2027年1月5日前", "plain")),
        ("", ("", "plain")),
    ],
)
def test_what_is_due_is_said_by_how_near_it_is(due, said):
    assert due_tag(due, TODAY) == said


def test_the_next_number_follows_the_highest_of_its_year():
    assert next_number(["2026-002", "2026-010", "2025-044", "旧3"], 2026) == "2026-011"
    assert next_number(["2026-07", "2026-08"], 2026) == "2026-09"
    assert next_number([], 2026) == "2026-001"


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("到会 10/13", "到会\n10/13"),
        ("第 5 天 / 7 天", "第 5 天\n/ 7 天"),
        ("决议公开", "决议公开"),
        ("结果公开啊", "结果公\n开啊"),
        ("2025年11月8日", "2025年\n11月8日"),
        ("最迟 2025年11月8日", "最迟\n2025年\n11月8日"),
    ],
)
def test_words_below_a_circle_break_where_a_reader_would(said, lines):
    room = 5 if "公开啊" not in said else 4
    assert in_lines(said, len, room) == lines


@pytest.fixture
def told(frame, worker):
    def tell_story(name):
        def opened():
            uid = tell(frame.desk, STORIES[name])
            found = frame.desk.findings(ledgers=("decisions",))
            own = tuple(one for one in found if one.uid == uid)
            return MatterOpened(frame.desk.matter(uid), found=own)

        return worker.call(opened)

    return tell_story


def test_a_matter_that_was_given_up_says_so_first(told):
    assert sentence(told("stopped").seen).startswith("已终止：资金没有落实 · ")
    assert sentence(told("done").seen).startswith("已办结 · ")
    assert not sentence(told("raised").seen).startswith("已")


def test_a_body_that_may_not_decide_is_named_at_the_resolution(told):
    opened = told("not-theirs")
    assert unentitled(opened, "决议") == "宅基地不能由成员代表大会决定，要由成员大会决定"
    assert unentitled(opened, "审议") == ""
    assert unentitled(told("members"), "决议") == ""


@pytest.mark.parametrize("name", STORIES)
def test_every_story_of_the_pictures_can_be_told(told, name):
    story, seen = STORIES[name], told(name).seen
    held = {one.kind for one in seen.stages if one.uid}
    assert held == set(map(str, story.held))
    assert bool(story.published) == bool(seen.stages[4].on)

"""What the pages of 四议两公开 say of days and numbers."""

from datetime import date

import pytest

from ui.pages.decisions_seen import due_tag, next_number
from ui.pages.six_steps import day_said

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

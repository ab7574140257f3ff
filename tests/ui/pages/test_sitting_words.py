"""The words of a sitting's page: short days, the headline, the numbers."""

import pytest

from ui.pages.sitting_fields import full_day
from ui.pages.sitting_words import headline, sentence, unmet
from villagedesk.ledgers.meetings.sitting import Counts
from villagedesk.ledgers.meetings.tables import MeetingKind


@pytest.mark.parametrize(
    ("typed", "near", "day"),
    [
        ("5", "2026-11-22", "2026-11-05"),
        ("5日", "2026-03", "2026-03-05"),
        ("3-8", "2026-11-22", "2026-03-08"),
        ("3月8日", "2025", "2025-03-08"),
        ("5", "2026", "5"),
        ("2024-03-08", "2026-11-22", "2024-03-08"),
        ("去年", "2026-11-22", "去年"),
    ],
)
def test_a_day_typed_short_is_of_the_month_that_stood_there(typed, near, day):
    assert full_day(typed, near) == day


def test_the_headline_says_as_much_of_the_day_as_is_known():
    assert headline([MeetingKind.COMMITTEE], "2026-03-05") == "支委会 · 2026年3月5日"
    assert headline([MeetingKind.COMMITTEE], "2026-09") == "支委会 · 2026年9月"
    assert headline([], "") == "会议记录"


def test_what_was_written_up_late_says_its_day_of_entry_first():
    counts = Counts(expected=12, present=10, on_leave=2, absent=0)
    assert sentence(counts, "2026-11-15", "2026-11-22", 7).startswith("应到 12 · 实到 10")
    assert sentence(counts, "2026-11-14", "2026-11-22", 7).startswith("补录：2026-11-22 录入 · ")


def test_too_few_for_any_decision_are_said_to_be():
    few = Counts(expected=12, present=5, voters_expected=12, voters_present=5)
    assert "不够法定人数" in unmet([MeetingKind.COMMITTEE], few)
    assert unmet([MeetingKind.LECTURE], few) == ""

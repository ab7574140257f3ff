"""The summary of a quarter: what was in hand, and how far it was on the last day."""

from tests import builders
from villagedesk.ledgers.decisions.quarter import MERGED, UNDATED, summary
from villagedesk.period import parse_period

QUARTER = parse_period("2026Q3")


def matter(number="2026-01", **values):
    return builders.decision("修水渠", number=number, **{"raised_on": "2026-07-02"} | values)


def only(*records):
    (found,) = summary(builders.facts(*records), QUARTER).matters
    return found


def test_what_was_closed_before_or_raised_after_is_not_in_hand():
    gone = matter("2026-01", raised_on="2026-01-05", result_on="2026-06-30")
    later = matter("2026-02", raised_on="2026-10-01")
    old = matter("2026-03", raised_on="2026-01-05", result_on="2026-07-01")
    assert only(gone, later, old).number == "2026-03"


def test_what_happened_after_the_quarter_is_not_told():
    one = matter(published_on="2026-10-02", result_on="2026-11-02")
    found = only(one, builders.stage(one, "决议", held_on="2026-09-29"))
    assert found.days == ("", "", "", "2026-09-29", "", "")
    assert (found.state, found.stands) == ("在办", "已决议")


def test_a_paper_that_hangs_over_the_last_day_is_still_hanging():
    assert only(matter(published_on="2026-09-28", published_until="2026-10-04")).stands == (
        "正在公示"
    )
    assert only(matter(published_on="2026-09-20", published_until="2026-09-27")).stands == (
        "决议已公开"
    )


def test_a_stage_that_failed_is_said_to_have_failed():
    one = matter()
    assert only(one, builders.stage(one, "审议", held_on="2026-08-01", passed=False)).stands == (
        "审议没有通过"
    )


def test_a_stage_without_a_day_and_a_merged_one_are_told_apart_from_none():
    one = matter(merged=True)
    found = only(one, builders.stage(one, "商议", held_on=None))
    assert found.days[:3] == (MERGED, UNDATED, "")


def test_the_kinds_add_up_to_the_whole():
    found = summary(
        builders.facts(
            matter("2026-01", raised_on="2026-01-05", kind="宅基地"),
            matter("2026-02", kind="宅基地", stopped_on="2026-08-01"),
            matter("2026-03", kind="其他", result_on="2026-09-30"),
        ),
        QUARTER,
    )
    total = found.total
    assert (total.every, total.new, total.finished, total.stopped, total.running) == (3, 2, 1, 1, 1)
    assert sum(one.every for one in found.by_kind) == 3
    assert next(one for one in found.by_kind if one.kind == "宅基地").every == 2

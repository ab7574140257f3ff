"""The digest of a sheet hears what a cell says, not how a program spells it."""

from datetime import date, datetime

import pytest

from villagedesk.books.digest import SheetDigest, mark_of


def digest_of(rows):
    digest = SheetDigest()
    for row in rows:
        digest.add([mark_of(value) for value in row])
    return digest.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (0.1 + 0.2, 0.3),
        (" 甲 ", "甲"),
        (None, ""),
        (date(2026, 1, 2), datetime(2026, 1, 2)),
    ],
)
def test_spelling_makes_no_difference(one, other):
    assert mark_of(one) == mark_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [(1, "1"), (True, 1), (date(2026, 1, 2), "2026-01-02"), ("", "0")]
)
def test_another_kind_of_cell_is_another_content(one, other):
    assert mark_of(one) != mark_of(other)


def test_blank_cells_at_the_end_of_a_row_do_not_count():
    assert digest_of([["甲", ""], ["乙"]]) == digest_of([["甲"], ["乙", None, ""]])


def test_a_value_that_moved_to_the_next_row_or_cell_counts():
    texts = {digest_of(rows) for rows in ([["甲", "乙"]], [["甲"], ["乙"]], [["甲乙"]])}
    assert len(texts) == 3

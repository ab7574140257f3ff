"""Workbooks to test with: given pages under a fixed cover."""

from datetime import date, datetime

from villagedesk.books.book import Book
from villagedesk.books.cover import Cover
from villagedesk.books.own import read_own
from villagedesk.declare import face

COVER = Cover(
    code="999001100001",
    village="河湾村",
    town="青禾镇",
    period="2026Q3",
    period_words="2026年第三季度",
    filled_on=date(2026, 11, 22),
    sequence=1,
    exported_at=datetime(2026, 11, 22, 9, 30),
    store_id="store",
    export_id="export",
)

TIE = {
    **{"uid": "t1", "from_uid": "v1", "from_roll": "visit"},
    **{"to_uid": "c1", "to_roll": "mediation_case", "kind": "走访发现的问题"},
}


def faces_of(roll):
    return tuple(face(attribute) for attribute in roll.sheet)


def reopened(path):
    """A workbook of ours as it came back."""
    found = read_own(path)
    assert found is not None
    return found


def book(*pages, findings=(), beside=()):
    return Book(COVER, pages, tuple(findings), tuple(beside))

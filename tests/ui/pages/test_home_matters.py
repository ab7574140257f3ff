"""Matters and households on the home page: what is counted, and what is due these days."""

from datetime import date

import pytest

from tests import builders
from ui.pages.home_matters import contacts_words, matters_words, pressing
from villagedesk.desk import MatterSeen

TODAY = date(2026, 11, 22)


def matter(due="", *, closed=False):
    return MatterSeen("u", "2026-07", "修路", "", "", None, (), "公示", due, None, None, closed)


@pytest.mark.parametrize(
    ("due", "counts"),
    [("2026-11-29", True), ("2026-11-30", False), ("2026-11-01", True), ("", False)],
)
def test_a_matter_is_due_within_seven_days_or_when_it_is_late(due, counts):
    assert bool(pressing([matter(due)], TODAY)) is counts


def test_a_closed_matter_is_never_due():
    assert pressing([matter("2026-11-22", closed=True)], TODAY) == []


@pytest.mark.parametrize(
    ("matters", "figure", "tag"),
    [
        ([], "0", ("ok", "都已办结")),
        ([matter()], "1", ("info", "进行中")),
        ([matter("2026-11-24"), matter()], "2", ("warn", "临期 1 件")),
        ([matter("2026-11-20")], "1", ("bad", "超期 1 件")),
    ],
)
def test_the_figure_says_how_pressing_it_is(matters, figure, tag):
    assert (matters_words(matters, TODAY)[0], matters_words(matters, TODAY)[2]) == (figure, tag)


def test_households_are_counted_with_those_who_have_nobody():
    who = builders.person("刘伟")
    homes = [builders.household(uid=uid, number=uid) for uid in ("h1", "h2")]
    living = [builders.person(f"户主{uid}", household=uid, relation="02") for uid in ("h1", "h2")]
    held = builders.looks_after(who, homes[0])
    facts = builders.facts(who, *homes, *living, held)
    assert contacts_words(facts, TODAY)[:2] == ("50%", "1 户还没有党员联系")

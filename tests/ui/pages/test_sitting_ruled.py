"""The vote on a matter at its sitting is held against the matter's own rule while it is typed."""

import pytest

from tests.ui.pages.sitting_village import settle_in
from ui.pages.sitting import SittingPage
from villagedesk.desk.stages import purpose_of
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.tables import StageKind

LAND = {
    "matter_no": "2026-01",
    "matter": "流转三组地",
    "matter_kind": "土地承包流转",
    "raised_on": "2026-11-01",
}


@pytest.fixture
def land(frame, worker):
    desk = frame.desk
    worker.call(lambda: settle_in(desk.store, desk.village, desk.stamp()))
    return worker.call(lambda: desk.save(DECISIONS, "", LAND)).uid


@pytest.fixture
def page(frame, opened, settled, land):
    made = opened(SittingPage(frame))
    purpose = purpose_of(land, StageKind.RESOLVED)
    made.show_record("", f"村民代表会议|||2026-11-20|{purpose}")
    settled()
    return made


def typed(page, title):
    """What the vote says of 14 ayes where 24 of 35 came, on a matter of that title."""
    card = page.agenda.cards[0]
    for editor, words in (
        (card.editor("item_title"), title),
        (card.vote.fields["votes_yes"].editor, "14"),
    ):
        editor.show_words(words)
        editor.edited.emit()
    kinds, counts = page.agenda._judged_by
    page.agenda.judge(kinds, type(counts)(voters_expected=35, voters_present=24))
    return card.vote.verdict.text(), card.vote.source.text()


def test_land_asks_for_two_thirds_of_all(page):
    verdict, source = typed(page, LAND["matter"])
    assert "赞成 14 < 24，没有通过" in verdict
    assert "农村土地承包法" in source


def test_another_matter_of_the_sitting_goes_by_the_rule_of_the_sitting(page):
    verdict, source = typed(page, "听取财务收支")
    assert "赞成 14 ≥ 13，通过" in verdict
    assert "村民委员会组织法" in source

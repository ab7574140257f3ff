"""A change of membership is written once, and the register follows."""

import pytest
from PySide6.QtWidgets import QPushButton

from ui.pages.membership import FOLLOWS, MOVES, MembershipPage
from ui.pages.party import PartyPage
from villagedesk.people import MemberChange, Movement, PartyMember


@pytest.fixture
def page(demo, opened):
    return opened(MembershipPage(demo))


def member(worker, desk):
    """The uid of a full member in a group."""
    return worker.call(
        lambda: next(
            one.uid for one in desk.facts().all(PartyMember) if one.group and one.confirmed
        )
    )


def test_every_change_says_what_follows_and_asks_for_what_it_needs(page):
    for kind in Movement:
        page.rows["kind"].editor.show_words(kind)
        page.rows["kind"].editor.edited.emit()
        assert page.follows.text() == FOLLOWS[kind]
        assert page.rows["branch"].isVisibleTo(page) == (kind in MOVES)
        assert page.rows["until"].isVisibleTo(page) == (kind is Movement.EXTENDED)


def test_a_member_moves_out_and_the_change_stands_in_the_list(demo, page, settled, worker):
    uid = member(worker, demo.desk)
    page.show_record(uid, "")
    settled()
    page.rows["kind"].editor.show_words(Movement.MOVED_OUT)
    page.rows["on"].editor.show_words("2026-11-20")
    page.write()
    settled()
    changes = worker.call(lambda: demo.desk.facts().all(MemberChange))
    assert (uid, Movement.MOVED_OUT, "2026-11-20") in {
        (one.person, one.kind, one.on) for one in changes
    }
    assert page.rows["person"].editor.words() == ""


def test_what_is_missing_is_said_and_nothing_written(demo, page, settled, worker):
    before = len(worker.call(lambda: demo.desk.facts().all(MemberChange)))
    page.write()
    settled()
    assert page.error.isVisibleTo(page)
    assert len(worker.call(lambda: demo.desk.facts().all(MemberChange))) == before


def test_the_register_leads_to_it_with_the_member_shown(demo, opened, went, worker, settled):
    page = opened(PartyPage(demo))
    settled()
    uid = member(worker, demo.desk)
    page.show_record(uid, PartyMember.__tablename__)
    settled()
    page._move()
    assert went[-1][:2] == ("membership", uid)


def test_what_was_written_down_last_stands_beside_the_form(demo, opened, went):
    page = opened(MembershipPage(demo))
    latest = [page.latest.itemAt(at).layout() for at in range(page.latest.count())]
    days = [one.itemAt(0).widget().text() for one in latest]
    assert days
    assert days == sorted(days, reverse=True)
    next(one for one in page.findChildren(QPushButton) if one.text() == "全部变动").click()
    assert went[-1] == ("party", "", "member_change")

"""The pool's page: who stands behind each post, and the ways out of the pool."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.pages.conftest import texts
from ui.pages.reserve import ReservePage
from villagedesk.desk.committees import Appointment
from villagedesk.ledgers.committees.tables import Body, ChangeKind, Post, Seat
from villagedesk.ledgers.reserve.tables import Leaving, Reserve


@pytest.fixture
def page(demo, opened):
    return opened(ReservePage(demo))


def pool(worker, desk):
    """Those in the pool today, by the person's uid."""
    rows = worker.call(lambda: desk.facts().all(Reserve))
    return {row.person: row for row in rows if not row.left_on}


def test_page_says_who_stands_behind_the_post_and_how_they_were_counted(page):
    able = sum(made.one.counts for made in page.posts.shown)
    assert able
    assert f"应有 2 人，够条件 {able} 人" in page.header.sentence.text()
    assert "帮带人" in texts(page.posts)


def test_appointing_gives_a_seat_and_empties_the_place_in_one_step(demo, page, settled, worker):
    one = page.posts.shown[0].one
    page._appoint(one)
    settled()
    page.appoint.office.choose(Body.COMMITTEE)
    page.appoint.post.choose(Post.MEMBER)
    page.appoint.write()
    settled()
    seats = worker.call(lambda: demo.desk.facts().all(Seat))
    assert any(seat.person == one.person and seat.body == Body.COMMITTEE for seat in seats)
    assert one.person not in pool(worker, demo.desk)
    worker.call(demo.desk.undo)
    assert one.person in pool(worker, demo.desk)


def test_a_day_that_cannot_be_is_explained_and_changes_nothing(demo, page, settled, worker):
    one = page.posts.shown[0].one
    page._leave_pool(one)
    page.leaving_panel.day.setText("2027-01-01")
    page.leaving_panel.write()
    settled()
    assert page.leaving_panel.error.isVisibleTo(page)
    assert one.person in pool(worker, demo.desk)


def test_leaving_for_another_reason_is_noted(demo, page, settled, worker):
    able = [made.one for made in page.posts.shown if made.one.counts]
    one = able[0]
    page._leave_pool(one)
    page.leaving_panel.reason.choose(Leaving.AWAY)
    page.leaving_panel.write()
    settled()
    row = worker.call(lambda: demo.desk.facts().get(Reserve, one.reserve))
    assert (row.leaving, row.left_on) == (Leaving.AWAY, demo.desk.today.isoformat())
    assert f"应有 2 人，够条件 {len(able) - 1} 人" in page.header.sentence.text()


def test_what_falls_short_is_listed_with_its_rule(demo, page, settled, worker):
    one = page.posts.shown[0].one
    term = worker.call(lambda: demo.desk.terms()[0].uid)
    given = Appointment(one.person, Body.COMMITTEE, Post.MEMBER)
    worker.call(lambda: demo.desk.appoint(term, given, kind=ChangeKind.NEW))
    page.refresh()
    settled()
    assert "已是村民委员会成员" in texts(page.short)
    assert page.posts.shown[-1].one.why_not


def test_esc_drops_the_panel_and_the_keys_go_back_to_the_row(page, settled, qtbot):
    made = page.posts.shown[0]
    page._appoint(made.one)
    settled()
    qtbot.keyClick(page.appoint.day, Qt.Key.Key_Escape)
    assert page.appoint.isHidden()
    assert page.window().focusWidget().accessibleName() == f"任用{made.one.name}进班子"


def test_tab_leads_through_the_fields_of_a_panel_to_its_buttons(page, qtbot):
    page.leaving_panel.begin(page.posts.shown[0].one)
    order = [page.leaving_panel.day]
    while order[-1] is not page.leaving_panel.cancel:
        qtbot.keyClick(order[-1], Qt.Key.Key_Tab)
        order.append(page.window().focusWidget())
    panel = page.leaving_panel
    assert order == [panel.day, panel.note, panel.confirm, panel.cancel]


def test_there_is_one_red_button_at_a_time(page):
    page.leaving_panel.begin(page.posts.shown[0].one)
    red = [one for one in page.findChildren(QPushButton) if one.property("look") == "main"]
    assert [one.text() for one in red if one.isVisibleTo(page)] == ["出库"]
    page.leaving_panel.drop()
    assert [one.text() for one in red if one.isVisibleTo(page)] == ["新增"]

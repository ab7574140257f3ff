"""The page of the committees: one row a person, on any day, and what is done to a person there."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.ui.pages.conftest import texts
from ui.pages.team import ROLLS, TeamPage
from ui.roll_view import RollView
from villagedesk.ledgers.committees.tables import ChangeKind


@pytest.fixture
def page(demo, opened):
    return opened(TeamPage(demo))


@pytest.fixture
def chair(page, settled):
    """The person in the first row, shown at the side."""
    page.team.grid.selectRow(0)
    settled()
    return page.team.card


def names(page):
    return [row[1] for row in page.team.model.rows]


def test_a_person_with_several_seats_has_one_row(page, worker, demo):
    team = worker.call(lambda: demo.desk.team(demo.desk.today))
    assert names(page) == [one.person.name for one in team]
    assert f"在任 {len(team)} 人" in page.header.sentence.text()


def test_nobody_stands_there_without_a_post(page):
    keys = [face.key for face in page.team.model.faces]
    bodies = [
        keys.index(key) + 1
        for key in ("村党组织", "村委会", "监委会", "集体经济", "其他职务")
        if key in keys
    ]
    assert all(any(row[place] for place in bodies) for row in page.team.model.rows)


def test_a_past_day_shows_the_team_of_that_day(page, settled):
    before = names(page)
    assert "第十一届" in page.header.sentence.text()
    page.team.day.choose(date(2024, 5, 1))
    settled()
    assert "2024年5月1日的班子 · 第十届" in page.header.sentence.text()
    page.team.day.chip.click()
    settled()
    assert names(page) == before


def test_a_day_that_is_none_is_marked(page):
    day = page.team.day
    day.chip.click()
    day.line.setText("去年")
    day.take()
    assert day.line.property("wrong") == "true"
    day.line.clear()
    day._give_up()
    assert day.chip.isVisible()


def test_chips_and_search_sift_the_team(page):
    page.team.bodies[2][0].choose(True)
    supervisors = names(page)
    page.team.bodies[2][0].choose(None)
    page.team.search.setText(supervisors[0])
    assert supervisors[0] in names(page)
    page.team.search.clear()
    page.team.women.choose(True)
    assert {row[2] for row in page.team.model.rows} == {"2"}
    page.team.search.setText("没有这个人")
    assert "没有符合的人。" in texts(page.team)


def test_a_closed_term_shows_everyone_who_served_in_it(page, settled, worker, demo):
    closed = next(one for one in worker.call(demo.desk.terms) if one.ended)
    page.team.term.choose(closed.uid, closed.title)
    settled()
    assert "先后任职" in page.header.sentence.text()
    page.team.clear_filters()
    settled()
    assert "在任" in page.header.sentence.text()


def test_a_header_sorts_and_says_so(page):
    page.team.grid.sorted_by.emit(0)
    assert names(page) == sorted(names(page))
    assert page.team.order.text() == "按 姓名 排序 ▲ ×"
    page.team.order.click()
    assert page.team.order.text() == "按 职务 排序 ▲"


def test_the_card_shows_seats_review_and_what_is_remarkable(chair):
    assert "一肩挑" in texts(chair)
    assert "联审结果" in texts(chair)
    assert len(chair.seats) >= 2


def test_a_seat_is_changed_in_its_place(chair, demo, settled, worker):
    uid = chair.form.sitting.uid
    chair.form.editor("duty").line.setText("全面工作")
    chair.form.dirty = True
    chair.keep()
    settled()
    entry = worker.call(lambda: demo.desk.entry(ROLLS[-1], uid))
    assert entry.words["duty"] == "全面工作"


def test_leaving_office_ends_the_seat_and_writes_the_change(page, chair, settled, worker, demo):
    uid = chair.form.sitting.uid
    chair.leave_button.click()
    chair.leaving.kind.choose(ChangeKind.RESIGNED)
    chair.leaving.confirm.click()
    settled()
    assert worker.call(lambda: demo.desk.entry(ROLLS[-1], uid)).words["post_until"] == "2026-11-22"
    assert "辞职" in worker.call(demo.desk.undo)


def test_a_day_before_the_seat_began_is_explained(chair, settled):
    chair.leave_button.click()
    chair.leaving.day.setText("1999-01-01")
    chair.leaving.leave()
    settled()
    assert "早于任职时间" in chair.leaving.error.text()


def test_the_neighbours_are_one_step_away(page, chair, settled):
    first = chair.member.person.uid
    chair.step_wanted.emit(1)
    settled()
    assert chair.member.person.uid != first
    chair.step_wanted.emit(-1)
    settled()
    assert chair.member.person.uid == first
    chair.closed.emit()
    assert chair.isHidden()


def test_a_new_seat_begins_in_the_running_term(page):
    page._begin_new()
    form = page.team.card.form
    assert form.editor("term").words() == page.team.seen.term.title
    assert form.sitting.uid == ""


def test_a_finding_leads_to_its_person(page, settled, worker, demo):
    seat = worker.call(lambda: demo.desk.team(demo.desk.today))[1].seats[-1]
    page.show_record(seat.uid, "seat")
    settled()
    assert page.team.card.form.sitting.uid == seat.uid


def test_a_seat_of_the_past_is_shown_among_all_seats(page, settled, worker, demo):
    old = worker.call(lambda: demo.desk.team(date(2024, 5, 1)))[0].seats[0]
    page.show_record(old.uid, "seat")
    settled()
    assert page.segments.place == len(ROLLS)


def test_the_other_rolls_stand_beside_the_team(page, settled):
    page._choose(1)
    settled()
    assert isinstance(page.view, RollView)
    assert page.header.sentence.text().startswith("共 ")
    page.show_record("", "appointment")
    settled()
    page.leave()
    assert page.view.roll.title == "任免变动"


def test_links_of_the_card_lead_on(chair, went):
    chair.card.click()
    chair._open_review("")
    assert went[0] == ("residents", chair.member.person.uid, "")
    assert went[1] == ("committees", "", "review")


def test_large_text_leaves_the_person_alone_on_the_page(page, chair):
    page.resize(640, 700)
    assert page.team._sheet.isHidden()
    chair.closed.emit()
    assert not page.team._sheet.isHidden()


def test_a_village_without_a_team_is_told_what_to_do(frame, opened):
    page = opened(TeamPage(frame))
    assert "还没有登记班子成员" in texts(page.team)
    assert page.header.sentence.text() == "还没有登记班子成员"


def test_the_day_is_typed_by_key(qtbot, page, settled):
    qtbot.waitActive(page)
    page.team.day.chip.click()
    qtbot.keyClicks(page.team.day.line, "2024-05")
    qtbot.keyClick(page.team.day.line, Qt.Key.Key_Return)
    settled()
    assert page.team.day.day == date(2024, 5, 31)


def test_a_new_review_shows_the_departments_to_be_asked(page, settled, worker, demo):
    person = worker.call(lambda: demo.desk.picks("person", ""))[0]
    term = worker.call(lambda: demo.desk.picks("term", ""))[0]
    page._choose(2)
    settled()
    form = page.view.record.form
    form.begin_new({"verdict": "待核"}, {"name": person.uid, "term": term.uid})
    form.keep()
    settled()
    (part,) = page.view.record.parts
    departments = [cells.get("department") for cells in part.model.cells[:-1]]
    assert (len(departments), departments[0]) == (10, "组织")


def test_saving_a_seat_goes_on_to_the_next_and_copies_from_it(page, settled):
    page.team.begin_new()
    form = page.team.card.form
    person = page.team.seen.members[0].person
    form.editor("name").show_words(person.name, person.uid)
    for key, words in (
        ("body", "其他"),
        ("post_kind", "其他"),
        ("post_title", "护林员"),
        ("post_since", "2026-04"),
    ):
        form.editor(key).show_words(words)
    form._edited()
    page.team.save_and_new()
    settled()
    assert not [row.error.text() for row in form.rows.values() if row.error.text()]
    assert form.sitting.uid == ""
    page.team._copy_above("post_title")
    settled()
    assert form.editor("post_title").words() == "护林员"


def test_a_seat_that_cannot_be_saved_keeps_the_cursor(page, settled):
    page.team.begin_new()
    form = page.team.card.form
    form.editor("post_since").line.setText("2026-13")
    form._edited()
    page.team.save_and_new()
    settled()
    assert [row.error.text() for row in form.rows.values() if row.error.text()]
    assert form.sitting.uid == ""

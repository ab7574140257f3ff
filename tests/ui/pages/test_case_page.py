"""The page of one case: what is next, its clocks, the papers in its file."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.pages.conftest import texts
from ui.pages.case_page import NEW, CasePage
from ui.pages.case_side import FoundNote
from villagedesk.desk.printing import CaseSheet
from villagedesk.ledgers.mediation.rolls import CASES, PAPERS, SESSIONS, SIDES, TAKINGS
from villagedesk.ledgers.mediation.tables import Mediator


@pytest.fixture
def page(demo, opened):
    return opened(CasePage(demo))


@pytest.fixture
def show(page, demo, worker, settled):
    """Opens a new case with these words; its uid."""

    def shown(**typed):
        given = {"case_no": "2026-901", "accepted_on": "2026-11-10", "type": "邻里", **typed}
        uid = worker.call(lambda: demo.desk.save(CASES, "", given)).uid
        page.show_record(uid, CASES.key)
        settled()
        return uid

    return shown


AGREED = {"outcome": "达成书面协议", "effective_on": "2026-11-12"}


def test_the_red_button_says_what_is_next_as_the_case_goes_on(page, show, demo, worker, settled):
    uid = show()
    assert page.next.text() == "登记调解经过"
    worker.call(lambda: demo.desk.save_part(SESSIONS, uid, "", {"mediated_on": "2026-11-11"}))
    whole = {**AGREED, "sides_signed": "是", "committee_sealed": "是"}
    mediator = worker.call(lambda: demo.desk.facts().all(Mediator)[0].person)
    worker.call(
        lambda: demo.desk.save_part(
            TAKINGS, uid, "", {"mediating_as": "调解员"}, links={"mediating": mediator}
        )
    )
    steps: tuple[tuple[dict[str, str], str], ...] = (
        ({}, "登记调解结果"),
        (whole, "登记履行"),
        ({"performance": "已履行"}, "登记回访"),
        ({"case_visited_on": "2026-11-20"}, "归档"),
    )
    for typed, words in steps:
        worker.call(lambda typed=typed: demo.desk.save(CASES, uid, typed))
        page.refresh()
        settled()
        assert page.next.text() == words
    worker.call(lambda: demo.desk.save(CASES, uid, {"archived_on": "2026-11-21"}))
    page.refresh()
    settled()
    assert not page.next.isVisible()


def test_the_clock_of_thirty_days_runs(page, show):
    show(accepted_on="2026-10-26")
    assert "调解期限" in texts(page.clocks)
    assert "● 还有 3 天" in texts(page.clocks)


def test_a_paper_without_mediator_and_seal_is_named_what_it_is(page, show):
    show(**AGREED, committee_sealed="否")
    assert "当事人自行和解，不是人民调解协议" in texts(page.clocks)
    assert "没有盖调委会印章" in texts(page.clocks)
    assert page.next.text() == "补全协议"


def test_ticking_puts_a_paper_into_the_file_and_undo_takes_it_out(
    page, show, demo, worker, settled
):
    uid = show()
    before = page.file.tally.text()
    page.file.ticks["调解记录"].setChecked(True)
    settled()
    assert [row[1] for row in worker.call(lambda: demo.desk.parts(PAPERS, uid))] == ["调解记录"]
    assert page.file.tally.text() != before
    worker.call(demo.desk.undo)
    page.refresh()
    settled()
    assert not page.file.ticks["调解记录"].isChecked()


def test_taking_a_paper_out_is_one_tick_too(page, show, demo, worker, settled):
    uid = show()
    for on in (True, False):
        page.file.ticks["封底"].setChecked(on)
        settled()
    assert worker.call(lambda: demo.desk.parts(PAPERS, uid)) == []


def test_a_field_saves_when_it_is_left_and_the_clocks_follow(page, show, settled):
    show()
    editor = page.form.editor("outcome")
    editor.show_words("一方拒绝")
    editor.edited.emit()
    editor.left.emit()
    settled()
    assert "终止或转出" in page.header.sentence.text()
    assert "调解期限" not in texts(page.clocks)


def test_a_finding_is_explained_on_the_case_itself(page, show, demo, settled, said):
    uid = show(accepted_on="2026-01-02")
    demo.check()
    settled()
    note = page.found.findChildren(FoundNote)[0]
    note.explain.click()
    note.remark.setText("等法院的鉴定")
    note.remark.setModified(True)
    page.found.show_found(uid)
    assert note.remark.text() == "等法院的鉴定"
    page.leave()
    settled()
    demo.check()
    settled()
    assert "说明：等法院的鉴定" in texts(page.found)
    assert said[-1] == "说明已保存"


def test_a_new_case_is_saved_with_its_number_and_then_asks_for_the_rest(page, show, settled, said):
    show(case_no="2026-099")
    page.show_record("", NEW)
    settled()
    assert page.next.text() == "存好"
    assert page.form.editor("case_no").words() == "2026-100"
    page.go_on()
    settled()
    assert page.uid
    assert page.header.title.text().startswith("2026-100")
    assert page.next.text() == "登记调解经过"
    assert said[-1] == "已登记，接着填当事人"


def test_a_new_case_without_a_number_says_so_below_the_field(page, settled):
    page.show_record("", NEW)
    settled()
    page.form.editor("case_no").show_words("")
    page.go_on()
    settled()
    assert page.form.rows["case_no"].error.text()
    assert not page.uid


def test_a_removed_case_leads_back(page, show, settled, went, said):
    show()
    page.remove()
    settled()
    assert went[-1][0] == "mediation"
    assert said[-1].startswith("已删除")


def test_a_case_that_is_gone_says_so(page, show, demo, worker, settled):
    uid = show()
    worker.call(lambda: demo.desk.remove(CASES, uid))
    page.refresh()
    settled()
    assert page.nothing.isVisible()
    assert page.next.isHidden()


def test_the_red_button_puts_the_cursor_where_the_next_thing_is_written(page, show, demo, settled):
    show(outcome="达成口头协议", effective_on="2026-11-12")
    page.go_on()
    settled()
    editor = page.form.editor("performance")
    assert editor.isAncestorOf(page.window().focusWidget())


def test_the_papers_of_a_case_are_shown_as_they_would_be_printed(page, show, settled, went):
    show()
    named = [one.text() for one in page.print_menu().actions()]
    assert named == [str(sheet) for sheet in CaseSheet]
    page.print_sheet(CaseSheet(named[0]))
    settled()
    assert went[-1][0] == "paper"


def test_what_is_wrong_has_its_room_and_gives_it_back(page, settled):
    page.show_record("", NEW)
    settled()
    row = page.form.rows["case_no"]
    for number in ("", "2026-1"):
        page.form.editor("case_no").show_words(number)
        page.form.editor("accepted_on").show_words("2027-01-01")
        page.go_on()
        settled()
        assert bool(row.error.text()) is not bool(number)
        shown = [one for one in page.form.rows.values() if one.isVisible()]
        assert [one.height() for one in shown] == [one.heightForWidth(one.width()) for one in shown]


def test_beside_a_new_case_there_is_nothing(page, show, settled):
    page.show_record("", NEW)
    settled()
    assert page.side.isHidden()
    page.go_on()
    settled()
    assert page.side.isVisible()


def test_an_agreement_that_is_not_whole_is_to_be_made_whole_first(page, show):
    show(**AGREED, committee_sealed="是", sides_signed="否")
    assert page.next.text() == "补全协议"
    assert "先把协议补全" in page.header.sentence.text()


def test_a_case_taken_up_today_says_so(page, show, demo):
    show(accepted_on=demo.desk.today.isoformat())
    assert "今天受理" in page.header.sentence.text()


def test_enter_goes_on_to_the_next_field_and_f8_saves_and_goes_back(
    page, show, settled, went, qtbot
):
    uid, desk = show(), page.frame.desk
    page.form.editor("case_no").setFocus()
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    assert page.form.editor("accepted_on").isAncestorOf(page.window().focusWidget())
    editor = page.form.editor("case_registrar")
    editor.setFocus()
    editor.line.setText("贺一")
    editor.edited.emit()
    qtbot.keyClick(editor.line, Qt.Key.Key_F8)
    settled()
    assert page.frame.worker.call(lambda: desk.entry(CASES, uid)).words["case_registrar"] == "贺一"
    assert went[-1][0] == "mediation"


def test_space_puts_a_paper_into_the_file_and_the_keys_stay_on_it(page, show, settled, qtbot):
    show()
    tick = page.file.ticks["调解记录"]
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    settled()
    assert tick.isChecked()
    assert page.window().focusWidget() is tick


def test_enter_in_a_row_of_the_sides_goes_right_and_saves(page, show, settled, qtbot):
    uid, desk = show(), page.frame.desk
    grid = page.parts[SIDES.key]
    first = grid.model.index(0, 0)
    grid.table.setFocus()
    grid.table.setCurrentIndex(first)
    for words in ("申请人", "贺一平"):
        editor = grid.table.indexWidget(grid.table.currentIndex())
        editor.show_words(words)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    settled()
    assert grid.table.currentIndex().column() == 2
    rows = page.frame.worker.call(lambda: desk.parts(SIDES, uid))
    assert [row[1:3] for row in rows] == [("申请人", "贺一平")]


def test_esc_leaves_a_cell_as_it_was(page, show, settled, qtbot):
    uid, desk = show(), page.frame.desk
    grid = page.parts[SESSIONS.key]
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(0, 1))
    editor = grid.table.indexWidget(grid.table.currentIndex())
    qtbot.keyClicks(editor.line, "cwh")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    settled()
    assert grid.table.indexWidget(grid.model.index(0, 1)) is None
    assert grid.model.cells[0].get("mediated_at", "") == ""
    assert page.frame.worker.call(lambda: desk.parts(SESSIONS, uid)) == []


def test_another_case_is_shown_from_its_top(page, show, settled):
    first = show()
    page.area.verticalScrollBar().setValue(300)
    page.show_record("", NEW)
    settled()
    page.show_record(first, CASES.key)
    settled()
    assert page.area.verticalScrollBar().value() == 0

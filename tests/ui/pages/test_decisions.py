"""四议两公开: the board of matters under way, and the page of one with its six steps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.pages.conftest import texts
from tests.ui.pages.decisions_village import (
    CANAL,
    EXAMINED,
    HALL,
    LAMPS,
    POND,
    PROPOSED,
    RESOLVED,
    ROAD,
    SQUARE,
    settle,
)
from ui.pages.decisions import DecisionsPage
from ui.pages.decisions_matter import SAVE, MatterPage
from ui.pages.sitting import SittingPage
from ui.pages.six_steps import LOOKS, StepButton, looks_of
from ui.paper import laid
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.seen import PUBLISHED, RESULT, StageSeen, Step


@pytest.fixture
def matters(frame, worker):
    return worker.call(lambda: settle(frame.desk))


@pytest.fixture
def went(frame):
    places = []
    frame.asked.connect(lambda *place: places.append(place))
    return places


@pytest.fixture
def board(frame, matters, opened):
    return opened(DecisionsPage(frame))


@pytest.fixture
def page(frame, opened):
    return opened(MatterPage(frame))


@pytest.fixture
def show(page, matters, settled):
    def open_matter(title):
        page.show_record(matters[title], "")
        settled()
        return page

    return open_matter


def type_into(form, key, words):
    form.editor(key).show_words(words)
    form.editor(key).edited.emit()


def press(widget, name):
    buttons = [one for one in widget.findChildren(QPushButton) if one.text() == name]
    next(one for one in buttons if one.isVisible()).click()


def stage_of(frame, worker, uid, kind):
    seen = worker.call(lambda: frame.desk.matter(uid))
    return next(one for one in seen.stages if one.kind == kind)


def test_the_board_has_the_running_matters_and_counts_the_closed_ones(board):
    assert [one.seen.title for one in board.running.rows].count(HALL) == 0
    assert len(board.running.rows) == 5
    assert "进行中 5 件" in board.header.sentence.text()
    assert "已办结 1 件" in texts(board.running)


def test_a_row_says_what_is_next_how_long_it_hangs_and_by_when(board):
    row = next(one for one in board.running.rows if one.seen.title == CANAL)
    assert "第 7 天 / 7 天" in texts(row)
    assert "今天到期" in texts(row)
    assert CANAL in row.accessibleName()


def test_the_keys_stay_on_the_page_when_what_had_them_is_hidden(board, settled):
    board.take_focus()
    board.running.all_wanted.emit()
    settled()
    assert board.has_keys()


def test_the_steps_are_as_high_as_their_line_at_every_width(show):
    steps = show(CANAL).steps
    for width in (500, 1060, 700):
        steps.resize(width, steps.height())
        assert {one.height() for one in steps.buttons} == {steps.height()}


def test_arrows_go_along_the_board_and_enter_opens(board, went, qtbot, matters):
    board.take_focus()
    rows = board.running.rows
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert went[-1] == ("matter", rows[1].seen.uid, "")


def test_a_finding_about_a_matter_opens_it(board, went, matters):
    board.show_record(matters[CANAL], DECISIONS.key)
    assert went[-1] == ("matter", matters[CANAL], "")


def test_the_list_of_all_leads_to_the_steps_of_the_one_chosen(board, went, settled):
    board.show_record("", DECISIONS.key)
    settled()
    board.look_at.click()
    assert went[-1][0] == "matter"
    assert went[-1][1] == board.view.grid.uid


def test_an_empty_village_is_told_how_to_begin(frame, opened):
    made = opened(DecisionsPage(frame))
    assert "还没有决策事项" in texts(made)
    red = [one for one in made.findChildren(QPushButton) if one.property("look") == "main"]
    assert [one.text() for one in red if one.isVisible()] == ["登记第一件事项"]


def test_the_steps_say_aloud_what_they_show(show):
    names = [one.accessibleName() for one in show(CANAL).steps.buttons]
    assert "第4步 决议：已办" in names[3]
    assert "到会 29/35，赞成 27 ≥ 15" in names[3]
    assert "第 7 天 / 7 天" in names[4]


def test_a_vote_that_does_not_count_looks_like_none_that_does(show, matters):
    button = show(LAMPS).steps.buttons[2]
    assert button.seen.step is Step.INVALID
    assert [row[0] for row in button._rows()][1] == "无效"
    assert looks_of(button.seen).ring == "bad"
    refused = StageSeen("决议", Step.DONE, words="没有通过")
    assert looks_of(refused) is not LOOKS[Step.DONE]


def test_every_state_of_a_step_is_drawn_differently():
    assert len({(one.fill, one.ring, one.sign) for one in LOOKS.values()}) == len(Step)


def test_arrows_go_along_the_steps_and_enter_shows_one(show, qtbot):
    page = show(CANAL)
    fourth, fifth, sixth = page.steps.buttons[3:]
    fourth.setFocus()
    qtbot.keyClick(fourth, Qt.Key.Key_Right)
    qtbot.keyClick(fifth, Qt.Key.Key_Right)
    assert sixth.hasFocus()
    assert page.chosen.kind == RESOLVED
    qtbot.keyClick(sixth, Qt.Key.Key_Return)
    assert page.chosen.kind == RESULT


def test_tab_stops_at_one_step_only(show):
    stops = [
        one for one in show(CANAL).steps.buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [one.seen.kind for one in stops] == [RESOLVED]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (CANAL, "登记公示结果"),
        (SQUARE, "记提议会议"),
        (ROAD, "记审议会议"),
        (LAMPS, "再记审议会议"),
    ],
)
def test_the_red_button_says_what_is_next(show, title, said):
    assert show(title).main.text() == said


def test_a_closed_matter_has_nothing_to_press(show):
    assert not show(HALL).main.isVisible()


def test_the_next_meeting_is_begun_for_this_matter(show, went, settled, matters):
    show(SQUARE).main.click()
    settled()
    page, uid, asked = went[-1]
    assert (page, uid) == ("sitting", "")
    assert asked.startswith("支委会|")
    assert matters[SQUARE] in asked


def test_objections_are_written_down_in_place(show, frame, worker, settled, matters):
    page = show(CANAL)
    page.main.click()
    assert page.coming.kind == PUBLISHED
    type_into(page.coming.form, "objections", "渠口位置")
    assert page.main.text() == SAVE
    page.main.click()
    settled()
    words = worker.call(lambda: frame.desk.entry(DECISIONS, matters[CANAL])).words
    assert words["objections"] == "渠口位置"
    assert page.main.text() == "登记公示结果"


def test_saving_with_the_key_leaves_the_cursor_where_it_is(show, settled, qtbot):
    page = show(CANAL)
    page.main.click()
    line = page.coming.form.editor("objections").line
    type_into(page.coming.form, "objections", "渠口位置")
    page.keep_now()
    settled()
    assert page.window().focusWidget() is line


def test_what_was_typed_is_kept_when_the_page_is_left(show, frame, worker, settled, matters):
    page = show(CANAL)
    type_into(page.coming.form, "published_at", "村务公开栏")
    page.leave()
    settled()
    words = worker.call(lambda: frame.desk.entry(DECISIONS, matters[CANAL])).words
    assert words["published_at"] == "村务公开栏"


def test_numbers_of_an_old_form_become_a_stage(show, frame, worker, settled, matters):
    page = show(SQUARE)
    press(page.chosen, "只有旧表，直接填数字")
    for key, words in (("stage_on", "2026-11-21"), ("stage_expected", "5"), ("stage_present", "5")):
        type_into(page.chosen.form, key, words)
    page.keep_now()
    settled()
    stage = stage_of(frame, worker, matters[SQUARE], PROPOSED)
    assert (stage.step, stage.on) == (Step.DONE, "2026-11-21")
    assert page.main.text() == "记商议会议"


def test_votes_that_cannot_be_are_explained_and_change_nothing(
    show, frame, worker, settled, matters
):
    page = show(CANAL)
    press(page.chosen, "改数字")
    settled()
    type_into(page.chosen.form, "stage_yes", "99")
    page.keep_now()
    settled()
    wrong = [row.error.text() for row in page.chosen.form.rows.values() if row.error.text()]
    assert wrong
    page.refresh()
    settled()
    assert page.chosen.form.editor("stage_yes").words() == "99"
    assert "赞成 27 ≥ 15" in stage_of(frame, worker, matters[CANAL], RESOLVED).lines


def test_the_stage_after_one_that_failed_asks_why_and_saves_it_with_one_press(
    show, frame, worker, settled, matters
):
    page = show(LAMPS)
    page.choose(RESOLVED)
    settled()
    assert "上一环节“审议”无效，为什么继续？" in texts(page.chosen)
    press(page.chosen, "改数字")
    settled()
    assert "上一环节“审议”无效，为什么继续？" in texts(page.chosen)
    type_into(page.chosen.why, "stage_went_on", "镇里催办")
    page.main.click()
    settled()
    stage = stage_of(frame, worker, matters[LAMPS], RESOLVED)
    assert (stage.asked.reason, stage.lines[0]) == ("镇里催办", "到会 29/35")


def test_a_publication_after_a_resolution_that_fell_says_so_first(show, settled):
    page = show(POND)
    page.choose(PUBLISHED)
    settled()
    assert "上一环节“决议”没有通过，先再开一次" in texts(page.chosen)
    assert page.chosen.why is None


def test_a_result_hangs_with_places_and_days_of_its_own(show, frame, worker, settled, matters):
    page = show(HALL)
    page.choose(RESULT)
    settled()
    type_into(page.chosen.form, "result_at", "各组公告牌")
    type_into(page.chosen.form, "result_until", "2026-11-26")
    page.keep_now()
    settled()
    assert "第 3 天 / 7 天" in page.steps.buttons[5].accessibleName()
    assert page.main.text() == "登记对结果的意见"
    words = worker.call(lambda: frame.desk.entry(DECISIONS, matters[HALL])).words
    assert (words["result_at"], words["published_at"]) == ("各组公告牌", "")


def test_a_sitting_that_was_held_can_be_taken_for_a_stage(show, worker, settled, matters, went):
    page = show(SQUARE)
    desk = page.frame.desk

    def hold():
        return desk.save_sitting(desk.new_sitting("支委会", "", day="2026-11-21")).uid

    meeting = worker.call(hold)
    page.refresh()
    settled()
    press(page.chosen, "从已有会议里选")
    row = next(one for one in page.chosen.findChildren(QPushButton) if "11月21日" in one.text())
    row.click()
    settled()
    assert stage_of(page.frame, worker, matters[SQUARE], PROPOSED).meeting == meeting
    page.choose(PROPOSED)
    settled()
    press(page.chosen, "打开会议记录")
    assert went[-1][:2] == ("sitting", meeting)
    assert matters[SQUARE] in went[-1][2]


def test_a_new_matter_gets_the_next_number_and_its_page(page, frame, worker, settled, matters):
    page.show_record("", "new")
    settled()
    assert page.form.editor("matter_no").words() == "2026-007"
    type_into(page.form, "matter", "修村口桥")
    type_into(page.form, "matter_kind", "公益事业及筹资筹劳")
    page.main.click()
    settled()
    assert page.header.title.text() == "2026-007 修村口桥"
    assert page.main.text() == "记提议会议"


def test_a_new_matter_without_a_name_is_not_lost(page, settled, frame, worker, matters):
    page.show_record("", "new")
    settled()
    page.main.click()
    settled()
    assert page.new
    assert page.form.rows["matter"].error.text()


def test_what_falls_short_stands_on_the_page_with_its_rule(show):
    page = show(LAMPS)
    assert page.short.isVisible()
    assert "审议" in texts(page.short)


def test_a_matter_that_is_gone_says_so(page, settled):
    page.show_record("gone", "")
    settled()
    assert "不在了" in page.nothing.sentence.text()
    assert page.nothing.isVisible()


def test_large_words_find_room_below_the_circles(show):
    button: StepButton = show(CANAL).steps.buttons[3]
    assert button.height() >= button.height_at(button.width())


def test_an_examination_by_too_few_is_the_one_to_be_held_again(show, went, settled):
    page = show(LAMPS)
    page.choose(EXAMINED)
    settled()
    page.main.click()
    settled()
    assert went[-1][2].startswith("支部党员大会|")


def test_a_sitting_that_is_held_for_a_matter_leads_back_to_it(
    frame, opened, settled, matters, went
):
    purpose = frame.worker.call(lambda: frame.desk.stage_sitting(matters[SQUARE], PROPOSED))
    page = opened(SittingPage(frame))
    page.show_record("", purpose)
    settled()
    page.save_and_go_back()
    settled()
    assert went[-1] == ("matter", matters[SQUARE], "")
    assert stage_of(frame, frame.worker, matters[SQUARE], PROPOSED).meeting == page.here.uid


@pytest.mark.parametrize("name", ["六张环节表和公示照片", "决议公告"])
def test_the_papers_of_a_matter_lead_back_to_it(show, settled, went, matters, name):
    page = show(CANAL)
    page.key = "matter"
    menu = page.menu_of_papers()
    next(one for one in menu.actions() if one.text() == name).trigger()
    settled()
    shown = laid(page.frame)
    assert went[-1][0] == "paper"
    assert shown is not None
    assert shown.back == ("matter", matters[CANAL], "")

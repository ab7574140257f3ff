"""The page of one sitting: facts, agenda, votes and the roll, saved when it is left."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.pages.conftest import texts
from tests.ui.pages.sitting_village import (
    BRANCH,
    COMMITTEE,
    OCTOBER,
    OLD,
    OTHERS,
    settle_in,
    uid_of,
)
from ui.pages.sitting import SittingPage
from ui.pages.sitting_roll import state_room
from ui.paper import laid
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.tables import StageKind
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.ledgers.meetings.tables import AttendanceState

NEW = f"支委会|{BRANCH}||"
ASSEMBLY = f"支部党员大会|{BRANCH}||2026-11-20"


@pytest.fixture
def village(frame, worker):
    desk = frame.desk
    worker.call(lambda: settle_in(desk.store, desk.village, desk.stamp()))
    return frame


@pytest.fixture
def went(village):
    places = []
    village.asked.connect(lambda *place: places.append(place))
    return places


@pytest.fixture
def page(village, opened):
    return opened(SittingPage(village))


@pytest.fixture
def show(page, settled):
    def open_sitting(uid, roll=""):
        page.show_record(uid, roll)
        settled()
        return page

    return open_sitting


def type_into(editor, words):
    editor.show_words(words)
    editor.edited.emit()


def state_of(page, name):
    return next(one for one in page.signin.model.people if one.name == name).state


def mark(page, name, state):
    rows = [one.name for one in page.signin.model.people]
    page.signin.list.go_to(rows.index(name))
    page.signin.list.mark(state)


def saved(page, worker):
    uid = page.here.uid
    return worker.call(lambda: page.frame.desk.sitting(uid))


def test_without_a_sitting_it_says_where_to_find_one(page, went):
    assert "年度表" in texts(page)
    page.nothing.findChildren(QPushButton)[0].click()
    assert went == [("meetings", "", "")]


def test_a_new_sitting_has_the_usual_time_place_and_people(show):
    page = show("", NEW)
    assert page.facts.editor("meeting_place").words() == "村委会会议室"
    assert page.facts.editor("chair").words() == "王秀英"
    assert [one.name for one in page.signin.model.people][0] == "王秀英"
    assert page.header.sentence.text().startswith("应到 12 · 实到 12 · 请假 0 · 缺席 0")


def test_the_numbers_follow_every_mark(show):
    page = show("", ASSEMBLY)
    mark(page, "李建国", AttendanceState.SICK)
    mark(page, OTHERS[1], AttendanceState.ABSENT)
    said = page.header.sentence.text()
    assert said == "应到 14 · 实到 12 · 请假 1 · 缺席 1 · 有表决权 13（到会 12）"


def test_a_sitting_is_saved_when_it_is_left(show, settled, worker):
    page = show("", NEW)
    type_into(page.agenda.cards[0].editor("item_title"), "研究修渠")
    mark(page, "李建国", AttendanceState.LEAVE)
    page.leave()
    settled()
    again = saved(page, worker)
    assert again.items[0].typed["item_title"] == "研究修渠"
    assert (again.words["attended"], again.words["on_leave"]) == ("11", "1")


def test_a_sitting_held_for_a_stage_becomes_that_stage(show, settled, worker, page):
    desk, typed = page.frame.desk, {"matter_no": "2026-1", "matter": "修水渠"}
    matter = worker.call(
        lambda: (
            desk.save(
                DECISIONS, "", {**typed, "matter_kind": "其他", "raised_on": "2026-11-01"}
            ).uid
        )
    )
    show("", worker.call(lambda: desk.stage_sitting(matter, StageKind.PROPOSED)))
    assert page.agenda.cards[0].editor("item_title").words() == "修水渠"
    page.keep_now()
    settled()
    stages = worker.call(lambda: desk.matter(matter).stages)
    assert stages[0].meeting == page.here.uid != ""


def test_an_untouched_new_sitting_leaves_no_trace(show, settled, worker, village):
    page = show("", NEW)
    before = worker.call(lambda: village.desk.count(MEETINGS))
    page.leave()
    settled()
    assert worker.call(lambda: village.desk.count(MEETINGS)) == before


def test_another_day_brings_its_roll_and_keeps_the_marks(show, settled):
    page = show("", f"支部党员大会|{BRANCH}||2026-02-10")
    names = [one.name for one in page.signin.model.people]
    assert OTHERS[1] not in names
    mark(page, "李建国", AttendanceState.SICK)
    page.facts.editor("held_on").line.setText("4-5")
    page.facts.take_day()
    settled()
    assert page.facts.editor("held_on").words() == "2026-04-05"
    assert OTHERS[1] in [one.name for one in page.signin.model.people]
    assert state_of(page, "李建国") == AttendanceState.SICK


def test_a_saved_roll_stays_until_it_is_listed_anew_on_purpose(show, settled):
    page = show(OCTOBER)
    type_into(page.facts.kinds, "支部党员大会")
    settled()
    assert len(page.signin.model.people) == len(COMMITTEE)
    assert page.signin.again.text() == "按10月15日的名册重列"
    page.signin.again.click()
    settled()
    assert len(page.signin.model.people) == len(COMMITTEE) + len(OTHERS)


def test_a_vote_is_held_against_the_rule_while_it_is_typed(show):
    page = show(OLD)
    page.agenda.cards[0].open_vote()
    vote = page.agenda.cards[0].vote
    assert "到会 15/30：全票也不能通过，需 ≥16" in vote.verdict.text()
    assert "支部工作条例" in vote.source.text()


def test_the_clerk_says_whether_it_passed(show, settled, worker):
    page = show("", ASSEMBLY)
    card = page.agenda.cards[0]
    type_into(card.editor("item_title"), "预备党员转正")
    card.open_vote()
    for key, words in (("motion", "预备党员转正"), ("votes_yes", "13"), ("votes_missing", "0")):
        type_into(card.vote.fields[key].editor, words)
    assert card.vote.fields["passed"].editor.words() == ""
    assert "到会 13/13：赞成 13 ≥ 7，通过" in card.vote.verdict.text()
    card.vote.fields["item_person"].editor.show_words(OTHERS[1], uid_of(OTHERS[1]))
    page.keep_now()
    settled()
    (item,) = saved(page, worker).items
    assert (item.person, item.typed["votes_yes"], item.typed["passed"]) == (
        uid_of(OTHERS[1]),
        "13",
        "",
    )
    assert page.agenda.cards[0].vote.fields["item_person"].editor.words() == OTHERS[1]


def test_impossible_votes_are_told_below_their_field(show, settled):
    page = show("", ASSEMBLY)
    card = page.agenda.cards[0]
    type_into(card.editor("item_title"), "修渠")
    card.open_vote()
    type_into(card.vote.fields["votes_yes"].editor, "99")
    page.save_and_go_back()
    settled()
    assert "多出" in card.vote.fields["votes_yes"].error.text()
    assert page.here.uid == ""


def test_an_old_record_shows_numbers_in_place_of_names(show, settled, worker):
    page = show(OLD)
    assert not page.signin.is_roll
    assert "到会 15" in page.header.sentence.text()
    assert "补录：2026-11-22 录入" in page.header.sentence.text()
    type_into(page.signin.numbers.fields["on_leave"].editor, "11")
    type_into(page.signin.numbers.fields["absent"].editor, "4")
    page.leave()
    settled()
    assert saved(page, worker).words["absent"] == "4"


def test_numbers_that_contradict_each_other_are_told_there(show, settled):
    page = show(OLD)
    type_into(page.signin.numbers.fields["present"].editor, "31")
    page.leave()
    settled()
    assert page.signin.numbers.fields["present"].error.text()


def test_a_saved_sitting_is_removed_with_undo(show, settled, worker, village, went):
    page = show(OCTOBER)
    page.remove()
    settled()
    assert went[-1] == ("meetings", "", "")
    assert "删除" in worker.call(village.desk.undo)


def test_lecture_fields_show_for_a_lecture_alone(show):
    page = show("", NEW)
    assert page.facts.rows["lecturer"].isHidden()
    type_into(page.facts.kinds, "支委会、党课")
    assert not page.facts.rows["lecturer"].isHidden()
    assert page.facts.rows["meeting_branch"].isHidden()


def test_somebody_sits_in_and_is_not_counted(show):
    page = show("", NEW)
    page.signin.guest.show_words("何镇长", "px")
    page.signin.guest.finished.emit()
    assert state_of(page, "何镇长") == AttendanceState.GUEST
    assert page.header.sentence.text().startswith("应到 12 ·")
    page.signin.list.go_to(len(COMMITTEE))
    (off,) = [a for a in page.signin.list.choices().actions() if "去掉" in a.text()]
    off.trigger()
    assert len(page.signin.model.people) == len(COMMITTEE)


def test_nobody_is_left_out_without_reason_and_approval(show, settled, worker):
    page = show("", ASSEMBLY)
    page.signin.list.go_to(2)
    page.signin.out.click()
    panel = page.signin.excluding
    panel.confirm.click()
    assert "都要写上" in panel.error.text()
    panel.why.setText("重病卧床")
    panel.approval.setText("镇党委〔2026〕5号")
    panel.confirm.click()
    assert page.header.sentence.text().startswith("应到 13 ·")
    page.keep_now()
    settled()
    assert [one.approval for one in saved(page, worker).attendees if one.excluded]


def test_a_draft_is_kept_while_typing_goes_on(qtbot, show, settled, worker, village):
    page = show("", NEW)
    page._draft_timer.setInterval(10)
    type_into(page.agenda.content, "学习了……")
    qtbot.wait(60)
    settled()
    (begun,) = worker.call(village.desk.unfinished_sittings)
    page.dirty = False
    show(begun.draft)
    assert page.agenda.content.words() == "学习了……"
    page.dirty = False
    page.remove()
    settled()
    assert worker.call(village.desk.unfinished_sittings) == ()


def test_a_sitting_that_is_gone_is_said_to_be(show, settled):
    page = show("nobody-knows")
    assert "不在了" in texts(page)


def test_the_kinds_chosen_bring_what_is_usual_for_them(show, settled):
    page = show("", f"|{BRANCH}||")
    assert page.facts.editor("meeting_place").words() == ""
    page.facts.kinds.chips["支委会"].click()
    settled()
    assert page.facts.editor("meeting_place").words() == "村委会会议室"
    assert len(page.signin.model.people) == len(COMMITTEE)


def test_both_papers_are_laid_out_and_lead_back_here(show, settled, went, page):
    page.key = "sitting"
    show("", NEW)
    page.print_sign_in()
    settled()
    paper = laid(page.frame)
    assert paper is not None
    assert paper.back == ("sitting", "", "")
    assert "签到" in paper.paper.title
    page.print_minutes()
    settled()
    assert page.here.uid
    paper = laid(page.frame)
    assert paper is not None
    assert "记录" in paper.paper.title
    assert went[-1] == ("paper", "", "")


def test_changes_that_cannot_be_saved_may_be_given_up(show, settled):
    page = show(OCTOBER)
    type_into(page.facts.editor("begins"), "25点")
    page.leave()
    settled()
    page.refresh()
    settled()
    assert page.header.sentence.text().startswith("未完成")
    page.give_up_link.click()
    settled()
    assert page.facts.editor("begins").words() == "09:00"
    assert page.header.sentence.text().startswith("应到 12")


def test_single_keys_mark_and_letters_lead_to_names(qtbot, show):
    page = show("", NEW)
    qtbot.waitActive(page)
    rows = page.signin.list
    rows.setFocus()
    qtbot.keyClicks(rows, "zxj4")
    assert state_of(page, "赵小军") == AttendanceState.ONLINE
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_6)
    assert state_of(page, page.signin.model.people[rows.row].name) == AttendanceState.ABSENT
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert page.signin.model.people[rows.row].state == AttendanceState.THERE


def test_a_press_on_a_state_opens_the_choices(qtbot, show, monkeypatch):
    page = show("", NEW)
    opened_at: list[int] = []
    monkeypatch.setattr(page.signin.list, "choose_at", opened_at.append)
    line = page.signin.list.visualRect(page.signin.model.index(3))
    at = state_room(line).center()
    qtbot.mouseClick(page.signin.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened_at == [3]
    menu = page.signin.list.choices()
    menu.actions()[6].trigger()
    assert page.signin.model.people[3].state == AttendanceState.ABSENT


def test_the_field_with_the_keys_is_brought_into_sight(qtbot, show):
    page = show("", NEW)
    qtbot.waitActive(page)
    for place in range(5):
        type_into(page.agenda.cards[place].editor("item_title"), f"第{place + 1}件事")
        page.agenda.cards[place].editor("item_resolution").finished.emit()
        qtbot.wait(20)
    line = page.agenda.cards[5].editor("item_title").line
    assert line.hasFocus()
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())


def test_a_name_typed_in_full_need_not_be_picked(show, settled, worker):
    page = show("", NEW)
    page.facts.editor("recorder").show_words("何镇长")
    page.keep_now()
    settled()
    assert saved(page, worker).links["recorder"] == "px"


def test_a_narrower_page_puts_its_parts_below_each_other(show, settled):
    page = show("", NEW)
    assert page.facts.mapTo(page, QPoint()).y() == page.signin.mapTo(page, QPoint()).y()
    mark(page, "李建国", AttendanceState.SICK)
    for width in (900, 640, 1158):
        page.resize(width, 740)
        settled()
        assert page.width() == width
        assert page.signin.isVisible()
        assert page.facts.isVisible()
    assert state_of(page, "李建国") == AttendanceState.SICK

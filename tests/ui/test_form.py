"""The form shows a record, explains what is wrong beside it, and loses nothing that was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.form import Fold, Form, evenly
from villagedesk.declare import Problem
from villagedesk.ledgers import party, residents

PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def form(qtbot, frame):
    made = Form(frame, PEOPLE)
    qtbot.addWidget(made)
    made.resize(360, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def uid(frame):
    return frame.worker.call(lambda: frame.desk.rows(PEOPLE, words="zjg"))[0][0]


def type_into(form, key, words):
    editor = form.editor(key)
    editor.line.setText(words)
    editor.edited.emit()


def entry_of(frame, uid):
    return frame.worker.call(lambda: frame.desk.entry(PEOPLE, uid))


def test_the_form_gives_back_what_it_was_shown(form, frame, uid, settled):
    form.load(uid)
    settled()
    words, _ = form.typed()
    assert words == entry_of(frame, uid).words


def test_every_field_of_the_roll_is_there_once(form):
    assert len(form.rows) == sum(len(fields) for _, fields in PEOPLE.form)


def test_what_is_typed_is_saved_when_the_record_is_left(qtbot, form, frame, uid, settled):
    form.load(uid)
    settled()
    type_into(form, "phone", "13800001111")
    with qtbot.waitSignal(form.saved) as saved:
        form.keep()
    assert saved.args[0].problems == ()
    assert entry_of(frame, uid).words["phone"] == "13800001111"
    assert form.dirty is False


def test_nothing_is_saved_when_nothing_was_typed(qtbot, form, uid, settled):
    form.load(uid)
    settled()
    with qtbot.assertNotEmitted(form.saved, wait=50):
        form.keep()


def test_a_bad_value_is_explained_beside_its_field_as_soon_as_it_is_left(form, uid, settled):
    form.load(uid)
    settled()
    type_into(form, "birth", "去年")
    form.editor("birth").left.emit()
    row = form.rows["birth"]
    assert "不是日期" in row.error.text()
    assert row.error.isVisible()
    assert row.editor.line.accessibleDescription() == row.error.text()
    type_into(form, "birth", "1961.03")
    assert row.error.isHidden()


def test_what_cannot_be_saved_becomes_a_draft_and_says_why(qtbot, form, frame, uid, settled):
    form.load(uid)
    settled()
    type_into(form, "birth", "去年")
    with qtbot.waitSignal(form.saved) as saved:
        form.keep()
    assert [problem.label for problem in saved.args[0].problems] == ["birth"]
    assert form.rows["birth"].error.isVisible()
    assert entry_of(frame, uid).words["birth"] == "去年"
    assert frame.worker.call(lambda: frame.desk.rows(PEOPLE, words="zjg"))[0][3] is None


def test_typing_is_kept_before_the_record_is_left(form, frame, settled):
    form.begin_new()
    type_into(form, "name", "赵六")
    form._draft_timer.timeout.emit()
    settled()
    drafts = frame.worker.call(lambda: frame.desk.drafts(PEOPLE))
    assert drafts[0].words["name"] == "赵六"


def test_a_new_record_learns_its_uid(qtbot, form, frame):
    form.begin_new({"name": "赵六"})
    form.dirty = True
    with qtbot.waitSignal(form.saved):
        form.keep()
    assert form.sitting.uid
    assert entry_of(frame, form.sitting.uid).words["name"] == "赵六"


def test_saving_twice_at_once_makes_one_record(form, frame, settled):
    form.begin_new({"name": "赵六"})
    for words in ("一", "二"):
        type_into(form, "work", words)
        form.keep()
    settled()
    assert len(frame.worker.call(lambda: frame.desk.rows(PEOPLE, words="赵六"))) == 1


def test_enter_walks_through_the_fields_in_reading_order(qtbot, form):
    form.begin_new()
    form.focus_first()
    first, second, *_ = form.rows.values()
    assert first.editor.line.hasFocus()
    qtbot.keyClick(first.editor.line, Qt.Key.Key_Return)
    assert second.editor.line.hasFocus()


def test_enter_on_the_last_field_ends_the_record(qtbot, form):
    last = [row for row in form.rows.values() if row.isVisibleTo(form)][-1]
    with qtbot.waitSignal(form.ended):
        last.editor.finished.emit()


def test_two_dots_ask_for_the_record_above(qtbot, form):
    form.editor("native_place").line.setText("..")
    with qtbot.waitSignal(form.copy_wanted) as wanted:
        form.editor("native_place").left.emit()
    assert wanted.args == ["native_place"]


def test_ctrl_d_asks_for_the_record_above(qtbot, form):
    form.editor("phone").line.setFocus()
    with qtbot.waitSignal(form.copy_wanted) as wanted:
        qtbot.keyClick(form.editor("phone").line, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["phone"]


def test_a_field_is_taken_over_from_another_record(form, frame, uid):
    form.begin_new()
    form.copy("name", entry_of(frame, uid))
    assert form.editor("name").words() == "张建国"
    assert form.dirty


def test_a_problem_opens_the_fold_it_lies_in(form):
    fold = form.findChild(Fold)
    assert fold.body.isHidden()
    form.explain((Problem("remark", "太长"),))
    assert not fold.body.isHidden()
    fold.turn()
    assert fold.body.isHidden()


def test_who_a_member_is_cannot_change(qtbot, frame, settled):
    members = party.LEDGER.rolls[0]
    desk = frame.desk
    person = frame.worker.call(lambda: desk.picks("person", "zjg"))[0].uid
    saved = frame.worker.call(lambda: desk.save(members, "", {}, links={"name": person}))
    form = Form(frame, members)
    qtbot.addWidget(form)
    form.load(saved.uid)
    settled()
    assert not form.editor("name").isEnabled()
    form.begin_new()
    assert form.editor("name").isEnabled()


def test_a_field_without_an_error_leaves_no_band_below_it(form):
    form.begin_new()
    heights = {row.height() for key, row in form.rows.items() if key in ("name", "phone", "birth")}
    assert heights == {form.editor("name").height()}


@pytest.mark.parametrize("label", ["name", "id_number", "relation"])
def test_every_field_has_a_name_for_those_who_cannot_see_it(form, label):
    assert form.editor(label).line.accessibleName() == form.rows[label].label.text()


def test_a_label_too_long_for_one_line_leaves_no_character_alone(qapp):
    label = QLabel()
    square = label.fontMetrics().horizontalAdvance("村")
    assert evenly("有无村民会议授权", label, 7 * square) == "有无村民\n会议授权"
    assert evenly("会前通知日期", label, 7 * square) == "会前通知日期"

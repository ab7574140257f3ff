"""Each kind of value has its widget; it takes words as they come and helps to find them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.editors import EDITORS, PERSON, editor_for, fits
from ui.picker import PickLine
from villagedesk import kinds
from villagedesk.declare import face
from villagedesk.ledgers import rolls
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.people import PartyMember, Person


@pytest.fixture
def place(qtbot, frame):
    """Puts the editor of a field on an open window."""

    holders = []

    def put(attribute):
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        holder.resize(400, 400)
        editor = editor_for(face(attribute), frame)
        editor.setParent(holder)
        editor.resize(300, 40)
        with qtbot.waitActive(holder):
            holder.show()
            holder.activateWindow()
        editor.setFocus()
        return editor

    return put


def test_every_kind_has_an_editor():
    used = {type(face(one).kind) for roll in rolls() for _, fields in roll.form for one in fields}
    assert used <= set(EDITORS)
    assert set(EDITORS) == {kind for kind in vars(kinds).values() if _is_kind(kind)}


def _is_kind(found):
    return isinstance(found, type) and issubclass(found, kinds.Kind) and found is not kinds.Kind


def test_a_day_is_asked_for_by_one_that_could_stand_there(place):
    assert place(Case.accepted_on).line.placeholderText() == "如 2026-11-22 或 2026.11"
    assert place(Person.born).line.placeholderText() == "如 1985-03-07 或 1985.03"


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        (Person.name, "张建国"),
        (Person.born, "1961.03"),
        (Person.gender, "男"),
        (Person.note, "两行\n备注"),
        (Person.phone, "13800001111"),
        (Person.talents, "致富能手、退役军人"),
        (PartyMember.mobile, "是"),
    ],
)
def test_an_editor_gives_back_what_it_was_shown(place, attribute, words):
    editor = place(attribute)
    editor.show_words(words)
    assert editor.words() == words


def test_showing_is_not_typing(qtbot, place):
    for attribute in (Person.name, Person.note, Person.gender, Person.household):
        editor = place(attribute)
        with qtbot.assertNotEmitted(editor.edited):
            editor.show_words("一")


def test_enter_goes_on_and_shift_enter_breaks_the_line(qtbot, place):
    editor = place(Person.note)
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.words() == "\n"


def test_words_of_an_input_method_arrive_whole(qtbot, place):
    editor = place(Person.name)
    with qtbot.assertNotEmitted(editor.edited):
        QApplication.sendEvent(editor.line, QInputMethodEvent("zhang", []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("张")
    with qtbot.waitSignal(editor.edited):
        QApplication.sendEvent(editor.line, commit)
    assert editor.words() == "张"


def test_a_private_number_is_masked_until_it_is_asked_for(place):
    editor = place(Person.phone)
    editor.show_words("13800001111")
    assert editor.line.text() == "138****1111"
    editor.reveal.click()
    assert editor.line.text() == "13800001111"
    assert editor.line.isReadOnly() is False
    editor.hide_again()
    assert editor.line.text() == "138****1111"
    assert editor.words() == "13800001111"


def test_a_number_typed_anew_is_kept_when_it_is_masked_again(qtbot, place):
    editor = place(Person.phone)
    qtbot.keyClicks(editor.line, "13900002222")
    editor.hide_again()
    assert editor.words() == "13900002222"
    assert editor.line.text() == "139****2222"


def test_a_word_of_a_list_is_found_by_initials(qtbot, place):
    editor = place(Seat.origin)
    qtbot.keyClicks(editor.line, "bx")
    qtbot.waitUntil(lambda: editor.line.is_open)
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.words() == "补选"


def test_f7_shows_the_whole_list_and_escape_closes_it(qtbot, place):
    editor = place(Seat.origin)
    qtbot.keyClick(editor.line, Qt.Key.Key_F7)
    assert [option.title for option in editor.line.suggestions.options][:2] == ["选举", "补选"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert not editor.line.is_open


def test_several_words_are_put_in_and_taken_out(qtbot, place):
    editor = place(Person.talents)
    taken = []
    for line in (3, 0, 3):
        qtbot.keyClick(editor.line, Qt.Key.Key_F7)
        editor.line.suggestions.move_by(line)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
        taken.append(editor.words())
    assert taken == ["退役军人", "致富能手、退役军人", "致富能手"]


def test_a_person_is_found_by_initials(qtbot, place, settled):
    editor = place(Seat.person)
    qtbot.keyClicks(editor.line, "zjg")
    settled()
    assert editor.line.suggestions.options[0].title == "张建国"
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.words() == "张建国"
    assert editor.uid


def test_a_name_typed_whole_is_taken_when_it_is_the_only_one(place, settled):
    editor = place(Seat.person)
    editor.show_words("李秀英")
    editor.settle()
    settled()
    assert editor.uid


def test_a_person_who_is_missing_can_be_added(qtbot, place, settled, frame):
    editor = place(Seat.person)
    editor.line.setText("赵新")
    editor.line.look_up("赵新")
    settled()
    assert editor.line.suggestions.options[-1].title == "新建人员 “赵新”"
    editor.line.suggestions.move_by(9)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    settled()
    assert editor.uid
    assert frame.worker.call(lambda: frame.desk.picks(PERSON, "zx"))[0].title == "赵新"


def test_typing_over_a_link_lets_go_of_it(qtbot, place):
    editor = place(Seat.person)
    editor.show_words("张建国", "u1")
    qtbot.keyClicks(editor.line, "x")
    assert editor.uid is None


def test_the_list_goes_when_the_field_is_left(qtbot, place):
    editor = place(Seat.origin)
    qtbot.keyClick(editor.line, Qt.Key.Key_F7)
    editor.line.clearFocus()
    assert not editor.line.is_open


def test_a_late_answer_is_dropped(qtbot):
    answers = []
    line = PickLine(lambda words, answer: answers.append(answer))
    qtbot.addWidget(line)
    line.look_up("z")
    line.look_up("zj")
    answers[0]([])
    assert not line.is_open


def test_words_fit_what_was_typed_of_them():
    assert fits("正式党员", "zs")
    assert fits("正式党员", "党员")
    assert not fits("正式党员", "yb")


def test_whole_pinyin_leads_to_a_word_as_initials_do():
    assert fits("长子", "zhangzi")
    assert fits("长子", "zz")
    assert not fits("长子", "nv")


def test_a_body_is_called_as_the_village_calls_it_and_kept_as_the_program_does(place, frame):
    frame.own_words = {"村务监督委员会": "村民监督委员会"}
    editor = place(Seat.body)
    editor.show_words("村务监督委员会")
    assert editor.line.text() == "村民监督委员会"
    assert editor.words() == "村务监督委员会"
    editor.line.look_up("村民监")
    assert [one.title for one in editor.line.suggestions.options] == ["村民监督委员会"]

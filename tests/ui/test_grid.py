"""The table shows what the desk gave, keeps its promises to Qt, and remembers widths."""

import pytest
from PySide6.QtCore import Qt

from ui import theme
from ui.grid import GridModel, GridView, shared
from ui.part_grid import PartModel
from ui.picker import Option, Options
from villagedesk.declare import face
from villagedesk.people import Person

FACES = tuple(map(face, (Person.name, Person.gender, Person.born, Person.id_no)))
ROWS = [
    ("u1", "张建国", "1", "1961-03", "999101196103071234"),
    ("u2", "李秀英", "2", None, None),
]


@pytest.fixture
def model():
    made = GridModel(FACES)
    made.show_rows(ROWS)
    return made


@pytest.fixture
def view(qtbot, model, memory):
    made = GridView(model, memory=memory, name="person")
    qtbot.addWidget(made)
    made.resize(700, 300)
    return made


def test_the_models_keep_their_promises(qtmodeltester, model, qapp):
    parts, options = PartModel(FACES), Options(qapp)
    parts.show_rows(ROWS)
    options.show_options([Option("u1", "张建国", "三组")])
    for one in (model, parts, options):
        qtmodeltester.check(one)


def test_values_are_shown_by_their_kinds_and_private_ones_masked(model):
    shown = [model.shown(0, place) for place in range(4)]
    assert shown == ["张建国", "男", "1961.03", "999101********1234"]
    assert model.shown(1, 2) == ""


def test_unfinished_rows_stand_first_and_say_so(model):
    model.show_rows(ROWS, {"u2"})
    assert model.shown(0, 0) == "● 未完成 李秀英"
    assert model.row_of("u1") == 1
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ForegroundRole) is not None


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_marked_row_keeps_the_colour_of_what_its_words_mean(qtbot, qapp, view, dark):
    theme.apply(qapp, dark=dark)
    view.remember_width(1, 900)  # so that the first column is laid over the others
    view.grid.show_rows(ROWS, {"u2"})
    view.selectRow(0)
    view.show()
    qtbot.waitExposed(view)
    view.fit()
    for table, column in ((view, 0), (view.frozen, 0), (view, 1)):
        cell = table.visualRect(view.grid.index(0, column))
        painted = table.viewport().grab(cell).toImage()
        names = {
            painted.pixelColor(x, y).name()
            for x in range(painted.width())
            for y in range(painted.height())
        }
        assert theme.colour("accent_soft").name() in names
        assert theme.colour("text" if column else "warn").name() in names
    theme.apply(qapp)


def test_the_row_the_clerk_goes_to_is_announced(qtbot, view):
    with qtbot.waitSignal(view.chosen) as chosen:
        view.selectRow(1)
    assert chosen.args == ["u2"]
    assert view.uid == "u2"
    assert view.above() == "u1"


def test_marking_a_row_is_no_announcement(qtbot, view):
    with qtbot.assertNotEmitted(view.chosen):
        assert view.choose("u2")
        assert not view.choose("gone")


def test_steps_stop_at_the_ends(view):
    view.choose("u1")
    view.step(-1)
    assert view.uid == "u1"
    view.step(1)
    view.step(1)
    assert view.uid == "u2"


def test_no_bar_shows_below_however_narrow_the_table(qtbot, view):
    view.resize(260, 300)
    view.show()
    qtbot.waitExposed(view)
    view.fit()
    assert view.isColumnHidden(3)
    assert not view.horizontalScrollBar().maximum()


def test_widths_are_remembered_as_at_normal_text_size(qtbot, model, view, memory):
    view.remember_width(0, 222)
    again = GridView(model, memory=memory, name="person")
    qtbot.addWidget(again)
    again.fit()
    assert again.columnWidth(0) == 222
    assert not again.isColumnHidden(3)


def test_the_first_column_stays_in_sight_when_the_rest_moves(qtbot, view):
    view.remember_width(1, 900)
    view.show()
    qtbot.waitExposed(view)
    view.fit()
    view.horizontalScrollBar().setValue(200)
    assert view.frozen.isVisible()
    assert view.frozen.width() == view.columnWidth(0)
    view.resize(2200, 300)
    assert view.frozen.isHidden()


def test_a_header_asks_to_be_sorted_by(qtbot, view):
    with qtbot.waitSignal(view.sorted_by) as sorted_by:
        view.horizontalHeader().sectionClicked.emit(2)
    assert sorted_by.args == [2]


def test_dense_rows_are_lower(view):
    high = view.verticalHeader().defaultSectionSize()
    view.set_dense(dense=True)
    assert view.verticalHeader().defaultSectionSize() < high


def test_a_narrow_column_stands_where_a_wide_one_finds_no_room():
    assert shared([70, 200, 80], 160, 230) == [70, 0, 80]


def test_room_that_is_left_goes_to_the_words_that_are_cut():
    assert shared([70, 400, 80], 500, 230) == [70, 350, 80]
    assert shared([70, 400, 80], 300, 230) == [70, 230, 0]


def test_enter_opens_the_row_the_mark_is_on(qtbot, view):
    view.selectRow(1)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["u2"]


def test_taking_the_keys_opens_nothing(qtbot, view):
    view.show()
    with qtbot.assertNotEmitted(view.chosen):
        view.take_focus()
    view.hide()

"""The small grid below a record: people are picked in its cells, wide rows scroll sideways."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.editors import OptionEditor, TextEditor
from ui.part_grid import PartGrid
from villagedesk.ledgers import meetings, residents

MEETINGS = meetings.LEDGER.rolls[0]
AGENDA, ATTENDANCE = MEETINGS.parts
PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def meeting(frame):
    typed = {"held_on": "2026.3.5", "meeting_kinds": "支委会"}
    desk = frame.desk
    return frame.worker.call(lambda: desk.save(MEETINGS, "", typed)).uid


@pytest.fixture
def grid(qtbot, frame, meeting, settled):
    made = PartGrid(frame, ATTENDANCE)
    qtbot.addWidget(made)
    made.resize(360, 300)
    made.load(meeting)
    settled()
    return made


@pytest.fixture
def namesakes(frame):
    desk = frame.desk
    given = [{"name": "王秀英", "birth": born} for born in ("1960", "1990")]
    return [frame.worker.call(partial(desk.save, PEOPLE, "", one)).uid for one in given]


def edit(grid, place, act):
    """Opens the editor of a cell, lets `act` use it, and takes over what it holds."""
    delegate: Any = grid.table.itemDelegate()
    cell = grid.model.index(*place)
    editor = delegate.createEditor(grid.table.viewport(), None, cell)
    delegate.setEditorData(editor, cell)
    act(editor)
    delegate.setModelData(editor, grid.model, cell)
    return editor


def attendance(frame):
    return frame.worker.call(lambda: frame.desk.dump()["attendance"])


def test_the_person_that_was_picked_travels_by_uid(frame, grid, settled, namesakes):
    edit(grid, (0, 0), lambda editor: editor.show_words("王秀英", namesakes[1]))
    edit(grid, (0, 1), lambda editor: editor.show_words("出席"))
    settled()
    assert [row["person"] for row in attendance(frame)] == [namesakes[1]]


def test_another_of_the_same_name_may_be_picked_later(frame, grid, settled, namesakes):
    edit(grid, (0, 0), lambda editor: editor.show_words("王秀英", namesakes[0]))
    edit(grid, (0, 1), lambda editor: editor.show_words("出席"))
    settled()
    edit(grid, (0, 0), lambda editor: editor.show_words("王秀英", namesakes[1]))
    settled()
    assert [row["person"] for row in attendance(frame)] == [namesakes[1]]


def test_a_person_who_is_there_already_is_refused_in_words(frame, grid, settled):
    for place in (0, 1):
        edit(grid, (place, 0), lambda editor: editor.show_words("张建国"))
        edit(grid, (place, 1), lambda editor: editor.show_words("出席"))
        settled()
    assert "一个人只记一次" in grid.error.text()
    assert len(attendance(frame)) == 1


def test_many_columns_scroll_sideways_and_few_fill_the_room(qtbot, frame, meeting, settled):
    wide = PartGrid(frame, AGENDA)
    qtbot.addWidget(wide)
    for width, scrolls in ((360, True), (2600, False)):
        wide.resize(width, 300)
        wide.load(meeting)
        wide.show()
        settled()
        columns = [wide.table.columnWidth(at) for at in range(wide.model.columnCount())]
        assert min(columns) >= 60
        assert (wide.table.horizontalScrollBar().maximum() > 0) is scrolls
        assert scrolls or sum(columns) == wide.table.viewport().width()
    wide.hide()


def test_a_long_cell_opens_an_editor_with_room_for_its_lines(qtbot, frame, meeting, settled):
    desk = frame.desk
    typed = {"item_title": "春季护林防火", "item_resolution": "分片包干，" * 12}
    frame.worker.call(lambda: desk.save_part(AGENDA, meeting, "", typed))
    wide = PartGrid(frame, AGENDA)
    qtbot.addWidget(wide)
    wide.resize(420, 300)
    wide.load(meeting)
    wide.show()
    settled()
    cell = wide.model.index(0, 1)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == typed["item_resolution"]
    delegate: Any = wide.table.itemDelegate()
    editor = delegate.createEditor(wide.table.viewport(), None, cell)
    option: Any = QStyleOptionViewItem()
    option.rect = wide.table.visualRect(cell)
    delegate.updateEditorGeometry(editor, option, cell)
    assert isinstance(editor, TextEditor)
    assert editor.width() >= 300
    assert wide.table.viewport().rect().contains(editor.geometry())
    wide.hide()


def test_what_is_being_typed_outlives_the_saving_of_the_cell_before(frame, grid, settled):
    grid.show()
    edit(grid, (0, 0), lambda editor: editor.show_words("张建国"))
    grid.table.setCurrentIndex(grid.model.index(0, 2))
    grid.model.take(grid.model.index(0, 1), "出席", None)
    (editor,) = grid.table.viewport().findChildren(OptionEditor)
    editor.line.setText("正式")
    settled()
    assert len(attendance(frame)) == 1
    assert grid.model.rowCount() == 2
    assert grid.table.viewport().findChildren(OptionEditor) == [editor]
    assert editor.words() == "正式"
    grid.hide()


def test_words_that_are_being_typed_never_reach_another_record(frame, grid, settled):
    desk = frame.desk
    typed = {"held_on": "2026.4.5", "meeting_kinds": "支委会"}
    other = frame.worker.call(lambda: desk.save(MEETINGS, "", typed)).uid
    grid.show()
    grid.table.setCurrentIndex(grid.model.index(0, 1))
    grid.load(other)
    settled()
    assert grid.table.viewport().findChildren(OptionEditor) == []
    grid.hide()


@pytest.fixture
def folding(qtbot, frame, meeting):
    """The agenda with room for its first two columns and little more."""
    made = PartGrid(frame, AGENDA, kept=2)
    qtbot.addWidget(made)
    made.resize(480, 300)
    made.load(meeting)
    made.show()
    yield made
    made.hide()


def away(grid):
    return [at for at in range(grid.model.columnCount()) if grid.table.isColumnHidden(at)]


def test_blank_columns_give_way_where_there_is_no_room_and_come_with_a_press(folding, settled):
    settled()
    hidden = away(folding)
    assert hidden
    assert min(hidden) >= 2
    assert folding.table.horizontalScrollBar().maximum() == 0
    assert folding.more.text() == f"还有 {len(hidden)} 栏 ▾"
    folding.more.click()
    assert away(folding) == []
    folding.more.click()
    assert away(folding) == hidden


def test_a_column_in_which_something_stands_is_never_put_away(frame, folding, meeting, settled):
    settled()
    last = max(away(folding))
    assert AGENDA.grid[last] is AGENDA.grid[-1]
    typed = {"item_title": "春季护林防火", "passed": "是"}
    frame.worker.call(lambda: frame.desk.save_part(AGENDA, meeting, "", typed))
    folding.load(meeting)
    settled()
    assert last not in away(folding)


def test_what_a_blank_cell_asks_for_has_room_in_it(folding, settled):
    settled()
    delegate: Any = folding.table.itemDelegate()
    for column in range(2):
        cell = folding.model.index(0, column)
        editor = delegate.createEditor(folding.table.viewport(), None, cell)
        hint = str(editor.line.property("placeholderText") or "")
        room = folding.table.columnWidth(column)
        assert editor.line.fontMetrics().horizontalAdvance(hint) < room

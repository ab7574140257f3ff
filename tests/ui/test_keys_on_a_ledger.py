"""A ledger's page by keyboard alone: the keys go where the clerk looks."""

from PySide6.QtCore import Qt

from tests.ui.test_ledger_page import page, type_into, view

__all__ = ["page", "view"]


def test_copying_into_the_next_new_record_takes_what_was_entered_before(view, settled):
    for name, birth in (("赵一一", "1990.05"), ("赵二二", "..")):
        view.begin_new()
        type_into(view, "name", name)
        type_into(view, "birth", birth)
        view.record.form._go_on("birth")
        settled()
        assert view.record.form.editor("birth").words() == "1990.05"
        view.save_and_new()
        settled()


def test_saving_says_who_was_saved(frame, view, settled):
    said = []
    frame.said.connect(lambda words, undo: said.append((words, undo)))
    view.begin_new()
    type_into(view, "name", "赵一一")
    view.save_and_new()
    settled()
    assert said == [("已保存“赵一一”，接着录下一条", True)]


def test_what_cannot_be_saved_gets_the_cursor(view, settled):
    view.begin_new()
    type_into(view, "name", "赵一一")
    type_into(view, "birth", "1990.13")
    view.save_and_new()
    settled()
    assert view.record.form.editor("birth").line.hasFocus()


def test_from_the_search_the_arrow_leads_into_the_list(qtbot, view, settled):
    view.search.setFocus()
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    settled()
    assert view.grid.hasFocus()


def test_a_record_asked_for_shows_even_while_an_unfinished_one_is_open(view, settled):
    wanted = view.model.rows[1][0]
    view.begin_new()
    type_into(view, "birth", "1990.13")
    view.leave()
    settled()
    view.show_record(wanted)
    settled()
    assert view.record.uid == wanted

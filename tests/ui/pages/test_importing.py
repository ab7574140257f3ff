"""导入: nothing is written before the button, everything at once with it, one undo after it."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication

from tests.ui.pages.conftest import texts
from ui import messages
from ui.pages.importing import ImportPage
from villagedesk.ledgers import residents
from villagedesk.paths import resource

PEOPLE = residents.LEDGER.rolls[0]
HEAD = ("姓名", "性别", "出生年月", "联系电话", "备注二")


@pytest.fixture
def page(frame, opened):
    return opened(ImportPage(frame))


@pytest.fixture
def roster(tmp_path):
    """Writes a roster of these rows."""

    def write(*rows, name="人员花名册.xlsx", head=HEAD) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "人员花名册"
        for row in (head, *rows):
            sheet.append(row)
        book.save(tmp_path / name)
        return Path(tmp_path / name)

    return write


def count(frame, worker):
    return worker.call(lambda: frame.desk.count(PEOPLE))


def test_a_plan_is_shown_and_nothing_is_written(frame, page, roster, settled, worker):
    page.read(roster(("赵铁柱", "男", "1972-10", "", "")))
    settled()
    assert page.take.text() == "导入 1 条"
    assert "新增 1" in texts(page)
    assert count(frame, worker) == 4


def test_one_button_writes_and_one_undo_takes_back(frame, page, roster, settled, worker):
    page.read(roster(("赵铁柱", "男", "1972-10", "", ""), ("钱桂花", "女", "1980-03", "", "")))
    settled()
    page.take.click()
    settled()
    assert "已导入 2 条" in texts(page)
    assert count(frame, worker) == 6
    page._undo()
    settled()
    assert count(frame, worker) == 4


def test_the_same_file_again_changes_nothing(frame, page, roster, settled):
    file = roster(("赵铁柱", "男", "1972-10", "", ""))
    for _ in range(2):
        page.read(file)
        settled()
        page.apply()
        settled()
    page.read(file)
    settled()
    assert page.take.text() == "没有要导入的"
    assert not page.take.isEnabled()


def test_a_value_that_differs_waits_for_its_tick(frame, page, roster, settled, worker):
    for phone in ("13900000011", "13900000022"):
        page.read(roster(("赵铁柱", "男", "1972-10", phone, "")))
        settled()
        if not page.cards[0].sheet.differences:
            page.apply()
            settled()
    (tick,) = page.cards[0].ticks.values()
    assert not page.take.isEnabled()
    tick.click()
    assert page.take.text() == "导入 1 条"
    page.cards[0].accept_all(False)
    page.cards[0].accept_all(True)
    page.apply()
    settled()
    words = [row for row in worker.call(lambda: frame.desk.rows(PEOPLE, words="赵铁柱"))]
    assert "13900000022" in str(words)


def test_a_namesake_is_decided_by_the_clerk(frame, page, roster, settled, worker):
    page.read(roster(("王伟", "男", "1972-10", "", "")))
    settled()
    (undecided,) = page.cards[0].sheet.undecided
    page.cards[0]._choose(undecided.key, "new")
    assert page.take.text() == "导入 1 条"
    page.apply()
    settled()
    assert count(frame, worker) == 5


def test_an_unknown_column_can_be_given_a_place(page, roster, settled):
    page.read(roster(("赵铁柱", "男", "1972-10", "", "会木工")))
    settled()
    (column,) = page.cards[0].sheet.columns
    page._place(column.header, "remark")
    settled()
    assert page.cards[0].sheet.columns == ()
    page._place(column.header, "")
    settled()
    assert page.cards[0].sheet.columns


def test_the_ledger_can_be_said(page, roster, settled):
    page.read(roster(("赵铁柱", "男", "1972-10", "", "")))
    settled()
    page.ledger.choose("party")
    settled()
    assert page.cards[0].sheet.ledger == "party"


def test_a_roster_of_seats_asks_for_its_term(page, settled):
    page.read(resource("samples/messy_roster.xlsx"))
    settled()
    assert page.term.isVisible()
    page.term.setText("第十一届")
    page.term.setModified(True)
    page._plan_for_term()
    settled()
    assert any(card.sheet.term for card in page.cards)
    assert "有问题" in texts(page)


def test_a_file_that_is_no_workbook_is_said_in_a_sentence(page, tmp_path, settled):
    file = tmp_path / "坏.xlsx"
    file.write_bytes(b"not a workbook")
    page.read(file)
    settled()
    assert page.zone.error.text()
    assert page.zone.isEnabled()


def test_cells_copied_from_a_sheet_are_read(page, settled):
    QGuiApplication.clipboard().setText("姓名\t性别\t出生年月\n赵铁柱\t男\t1972-10")
    page.paste()
    settled()
    assert page.take.text() == "导入 1 条"


def test_a_copied_file_is_read(page, roster, settled):
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(roster(("赵铁柱", "男", "1972-10", "", ""))))])
    QGuiApplication.clipboard().setMimeData(copied)
    page.paste()
    settled()
    assert page.take.isEnabled()


def test_another_file_may_follow_while_a_plan_is_shown(page, roster, settled):
    page.read(roster(("赵铁柱", "男", "1972-10", "", "")))
    settled()
    page.read(roster(("赵铁柱", "男", "1972-10", "", ""), ("钱桂花", "女", "1980-03", "", "")))
    settled()
    assert page.take.text() == "导入 2 条"


def test_an_empty_clipboard_is_explained(qtbot, frame, page):
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(frame.said) as said:
        page.paste()
    assert "没有表格" in said.args[0]


def test_a_file_is_dropped(page, roster, settled):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(roster(("赵铁柱", "男", "1972-10", "", ""))))])
    copy, left, no_key = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), copy, data, left, no_key))
    page.zone.grab()
    page.dragLeaveEvent(QDragLeaveEvent())
    page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, no_key))
    settled()
    assert page.take.isEnabled()


def test_a_file_is_chosen(page, roster, settled, monkeypatch):
    file = roster(("赵铁柱", "男", "1972-10", "", ""))
    monkeypatch.setattr(messages, "choose_file", lambda *_: file)
    page.zone.button.click()
    settled()
    assert page.take.isEnabled()
    page.again.click()
    assert page.planned is None


def test_an_import_taken_back_elsewhere_cannot_be_taken_back_again(
    frame, page, roster, settled, worker
):
    page.read(roster(("赵铁柱", "男", "1972-10", "", "")))
    settled()
    page.take.click()
    settled()
    undo, _ = page.done
    assert undo.isEnabled()
    worker.call(frame.desk.undo)
    frame.changed.emit("")
    page.refresh()
    settled()
    assert not undo.isEnabled()

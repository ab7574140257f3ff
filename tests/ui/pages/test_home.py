"""The first page: what is due stands there with its rule, one press from its record."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui.pages.conftest import texts
from ui.pages.found_rows import FoundRow
from ui.pages.home import HomePage


def button(page, name):
    return next(one for one in page.findChildren(QPushButton) if one.text() == name)


def test_what_is_due_is_listed_with_its_rule(demo, opened):
    page = opened(HomePage(demo))
    row = page.findChild(FoundRow)
    assert row.found.message in texts(row)
    assert row.found.rule in texts(row)
    assert page.header.sentence.text().startswith("2026年11月22日 星期日 · 有 ")


def test_a_new_village_is_shown_three_first_steps(frame, opened, worker, settled):
    for row in worker.call(lambda: frame.desk.picks("person", "")):
        worker.call(lambda uid=row.uid: frame.desk.remove(_people(), uid))
    page = opened(HomePage(frame))
    assert {"导入花名册", "新增人员", "登记班子"} <= set(texts(page).splitlines())
    assert page.report.isHidden()


def _people():
    from villagedesk.ledgers import residents

    return residents.LEDGER.rolls[0]


def test_to_do_leads_to_the_record(qtbot, demo, opened, went, settled):
    page = opened(HomePage(demo))
    row = page.findChild(FoundRow)
    qtbot.mouseClick(row.go, Qt.MouseButton.LeftButton)
    settled()
    assert went[-1][:2] == (row.found.ledger, row.found.uid)
    assert went[-1][2]


def test_a_remark_is_kept_on_the_finding(qtbot, demo, opened, settled, worker):
    page = opened(HomePage(demo))
    row = page.findChild(FoundRow)
    norm = row.found.norm
    row.explain.click()
    row.remark.setText("12月补选")
    qtbot.keyClick(row.remark, Qt.Key.Key_Return)
    settled()
    remarks = {one.norm: one.remark for one in worker.call(demo.desk.findings)}
    assert remarks[norm] == "12月补选"


def test_explaining_again_goes_to_the_line_that_is_open(demo, opened):
    page = opened(HomePage(demo))
    row = page.findChild(FoundRow)
    row.keep()
    row.explain.click()
    first = row.remark
    row.explain.click()
    assert row.remark is first


def test_large_text_puts_what_is_due_first(demo, opened):
    page = opened(HomePage(demo))
    page.resize(640, 740)
    page.show_glance(page.shown)
    assert page.is_narrow
    assert page.body.itemAt(0).layout().itemAt(0).widget().findChild(FoundRow) is not None


def test_the_last_step_can_be_taken_back_from_home(demo, opened, settled, said, worker):
    worker.call(lambda: demo.desk.change_place({"name": "柳林村"}))
    page = opened(HomePage(demo))
    button(page, "撤销").click()
    settled()
    assert said == ["已撤销：修改本村信息"]
    assert worker.call(demo.desk.place).name != "柳林村"


def test_a_backup_is_made_on_demand(demo, opened, settled, said, worker):
    page = opened(HomePage(demo))
    button(page, "现在备份").click()
    settled()
    assert said == ["已备份，并且核对过"]
    assert worker.call(demo.desk.safety).backed_up_at is not None


def test_a_remark_being_written_is_kept_when_the_page_is_left(demo, opened, settled, worker):
    page = opened(HomePage(demo))
    row = page.findChild(FoundRow)
    norm = row.found.norm
    row.explain.click()
    row.remark.insert("已上报")
    page.leave()
    settled()
    assert "已上报" in {one.remark for one in worker.call(demo.desk.findings) if one.norm == norm}


def test_changes_while_it_looks_are_seen_in_one_more_look(demo, opened, settled, monkeypatch):
    page = opened(HomePage(demo))
    shown: list[object] = []
    monkeypatch.setattr(page, "show_glance", shown.append)
    for _ in range(20):
        page.refresh()
    settled()
    settled()
    assert len(shown) == 2

"""报镇: the period is chosen, what will be in it is shown, and a workbook lies there."""

from datetime import date

import pytest
from PySide6.QtGui import QDesktopServices

from tests.ui.pages.conftest import texts
from ui import messages
from ui.pages import exporting, period_choice
from ui.pages.exporting import ExportPage
from villagedesk.errors import UserError
from villagedesk.period import parse_period


@pytest.fixture
def page(demo, opened, tmp_path):
    made = opened(ExportPage(demo))
    made.use_folder(tmp_path / "报镇")
    return made


@pytest.mark.parametrize(
    ("today", "likely"),
    [
        (date(2026, 10, 9), "2026Q3"),
        (date(2026, 11, 22), "2026Q4"),
        (date(2026, 1, 5), "2025Q4"),
    ],
)
def test_the_quarter_being_reported_is_on_offer_first(today, likely):
    assert period_choice.likely(today).text == likely


def test_periods_go_back_from_today():
    today = date(2026, 1, 5)
    assert [one.text for one in period_choice.periods("按月", today)][:2] == ["2026-01", "2025-12"]
    assert [one.text for one in period_choice.periods("按年", today)][:2] == ["2026", "2025"]


def test_what_will_be_in_the_workbook_is_shown(page):
    assert page.period.text == "2026Q4"
    assert "人员" in texts(page)
    assert "条还没有写说明" in texts(page)


def test_a_workbook_lies_where_it_was_wanted(page, settled):
    page.write.click()
    settled()
    (file,) = page.folder.glob("*.xlsx")
    assert file.name.endswith("2026Q4-1.xlsx")
    assert "写好了，并且核对过" in texts(page)


def test_another_period_is_looked_into(page, settled):
    page.kinds.chosen.emit(0)
    settled()
    assert page.period.text == "2026-11"
    assert "2026年11月" in page.header.sentence.text()


def test_full_numbers_are_warned_of(page):
    page.full_ids.click()
    assert "谁拿到文件谁就看得到" in page.warning.text()
    assert page.warning.isVisible()


def test_cancelling_leaves_no_file(demo, worker, tmp_path):
    order = exporting.Order(parse_period("2026Q4"), tmp_path / "a.xlsx", full_ids=False)
    watch = (lambda *_: None, lambda: True)
    with pytest.raises(UserError):
        exporting.written(worker, demo.desk, order, watch)
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_folder_that_cannot_be_is_said(page, settled, said, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    page.use_folder(blocked / "报镇")
    page.write.click()
    settled()
    assert "文件夹建不了" in said[-1]
    assert page.write.isEnabled()


def test_the_folder_is_remembered_and_shown(demo, page, monkeypatch, tmp_path):
    monkeypatch.setattr(messages, "choose_folder", lambda *_: tmp_path)
    page._choose_folder()
    assert demo.memory.words(exporting.FOLDER) == str(tmp_path)
    assert page.where.text().startswith(str(tmp_path))


def test_the_finished_workbook_can_be_opened(page, settled, monkeypatch):
    wanted = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: wanted.append(url))
    exporting._open(page.folder)
    assert wanted[0].toLocalFile() == str(page.folder)


def test_what_cannot_be_reported_is_said(page):
    page._cannot("2027年度还没有到")
    assert not page.write.isEnabled()
    assert page.header.sentence.text() == "2027年度还没有到"

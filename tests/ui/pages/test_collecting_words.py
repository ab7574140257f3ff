"""汇总: what the town says: the reminder as it was changed, the 通报, the words on slips."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.town.villages import PERIOD
from tests.ui.pages.conftest import texts
from tests.ui.pages.test_collecting import (  # noqa: F401
    application,
    my_town,
    new_town,
    page,
    press,
    town,
    town_of_four,
)
from tests.ui.pages.test_every_page import unnamed
from ui import messages, theme
from ui.pages.collecting import CollectingPage
from ui.paper import laid
from villagedesk.desk.returning import read_slip


@pytest.fixture
def notices(page, settled):  # noqa: F811
    page.show_part("通知")
    settled()
    return page.views["通知"]


def test_what_was_changed_stays_until_it_is_written_anew(page, notices, settled):  # noqa: F811
    written = notices.text.toPlainText()
    assert notices.anew.isHidden()
    notices.text.appendPlainText("请大家抓紧")
    page.refresh()
    settled()
    assert notices.text.toPlainText() == f"{written}\n请大家抓紧"
    notices.anew.click()
    assert notices.text.toPlainText() == written
    assert notices.anew.isHidden()


def test_what_was_changed_is_of_its_period_and_outlives_the_page(page, notices, settled, opened):  # noqa: F811
    notices.text.appendPlainText("请大家抓紧")
    page.show_period("2026Q3")
    settled()
    assert "请大家抓紧" not in notices.text.toPlainText()
    again = opened(CollectingPage(page.frame))
    again.show_part("通知")
    settled()
    assert again.views["通知"].text.toPlainText().endswith("请大家抓紧")


def test_words_nobody_changed_follow_the_town(page, notices, settled, worker):  # noqa: F811
    desk = page.frame.desk
    parcel = worker.call(lambda: desk.parcels_of(page.seen.standing.villages[0].code))[0]
    worker.call(lambda: desk.withdraw(parcel.uid))
    page.refresh()
    settled()
    assert "已收到 1 个" in notices.text.toPlainText()


def test_the_circular_is_kept_as_a_workbook(notices, settled, tmp_path):
    notices.write(tmp_path / "通报.xlsx")
    settled()
    sheet = load_workbook(tmp_path / "通报.xlsx").worksheets[0]
    assert [sheet.cell(row, 3).value for row in range(4, 8)] == ["已报", "迟报", "待定", "未报"]


def test_the_circular_is_shown_as_it_will_be_printed(page, notices, settled):  # noqa: F811
    press(page, "打印")
    settled()
    shown = laid(page.frame)
    assert shown is not None
    assert shown.paper.title == "2026年第四季度村务台账上报情况通报"
    assert shown.back[0] == "collect"


def test_with_no_village_there_is_no_circular(new_town, opened, settled):  # noqa: F811
    made = opened(CollectingPage(new_town))
    made.show_part("通知")
    settled()
    view = made.views["通知"]
    assert not any(one.isEnabled() for one in (view.copy, view.file, view.print))


def heads(folder):
    """What stands at the head of the slips in a folder."""
    slips = [read_slip(path) for path in folder.glob("*退回单*.xlsx")]
    return [slip.words for slip in slips if slip]


@pytest.fixture
def asked(page, settled, monkeypatch, tmp_path):  # noqa: F811
    """It is asked what to say on the slips, and the folder is chosen at once."""
    monkeypatch.setattr(messages, "choose_folder", lambda *_: tmp_path)
    press(page, "退回单")
    settled()
    return page.handing.words


def test_the_town_says_by_when_and_whom_to_ask_on_every_slip(page, asked, settled, tmp_path):  # noqa: F811
    asked.until.setText("2026-12-05")
    asked.contact.setText("李干事 0911-2345678")
    head = "请在2026年12月5日前改好，重新报一次。有不清楚的请联系：李干事 0911-2345678。"
    assert head in asked.shown.text()
    asked.write.click()
    settled()
    assert heads(tmp_path) == [head, head]
    assert asked.isHidden()
    press(page, "退回单")
    settled()
    assert asked.contact.text() == "李干事 0911-2345678", "asked once"


def test_nothing_need_be_said(asked, settled, tmp_path):
    asked.write.click()
    settled()
    assert heads(tmp_path) == ["", ""]


@pytest.mark.parametrize(("day", "said"), [("2026-13-05", "看不懂"), ("2026-11-01", "已经过了")])
def test_a_day_that_cannot_be_is_said_and_nothing_written(asked, settled, tmp_path, day, said):
    asked.until.setText(day)
    asked.write.click()
    settled()
    assert said in asked.error.text()
    assert asked.error.isVisible()
    assert not list(tmp_path.glob("*退回单*.xlsx"))


def test_esc_leaves_the_slips_unwritten(page, asked, tmp_path):  # noqa: F811
    QTest.keyClick(asked.until, Qt.Key.Key_Escape)
    assert asked.isHidden()
    assert page.strip.isVisible()
    assert page.take.isVisible()
    assert not list(tmp_path.glob("*退回单*.xlsx"))


def test_one_village_is_named_when_its_slip_is_asked_for(page, settled):  # noqa: F811
    first = page.seen.standing.villages[0]
    page.villages.open(first.code)
    settled()
    page.villages.panel.slip.click()
    settled()
    assert first.name in page.handing.words.title.text()
    assert page.handing.words.until.hasFocus() or not page.isActiveWindow()


@pytest.mark.parametrize("percent", [130, 150, 225])
def test_what_is_asked_and_told_of_slips_leaves_the_page_within_the_window(
    town,  # noqa: F811
    opened,
    settled,
    tmp_path,
    percent,
):
    app = application()
    theme.apply(app, percent=percent)
    try:
        made = opened(CollectingPage(town))
        press(made, "退回单")
        settled()
        assert unnamed(made) == []
        assert made.minimumSizeHint().height() <= 660
        made.handing.words.drop()
        made.handing.write_slips(PERIOD, (), tmp_path)
        settled()
        assert "已写 2 份退回单" in texts(made.handing)
        assert made.minimumSizeHint().height() <= 660
    finally:
        theme.apply(app)


def test_without_a_list_the_heading_does_not_say_how_many_should_hand_in(
    page,  # noqa: F811
    settled,
    worker,
):
    desk = page.frame.desk
    worker.call(lambda: desk.expect(()))
    page.refresh()
    settled()
    assert page.header.sentence.text() == "2026年第四季度 · 收到 2 个村的表 · 还没有村名单"
    assert page.strip.figures["应报"].isHidden()

"""汇总: who has handed in, one village opened, what falls short, decisions, words for the group."""

import shutil
from datetime import date
from functools import partial

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from tests.town.villages import PERIOD
from tests.ui.conftest import settle
from tests.ui.pages import collecting_town
from tests.ui.pages.collecting_town import BEFORE, DUE, FAR, NEWCOMER, REMARK
from tests.ui.pages.conftest import texts
from tests.ui.pages.test_every_page import unnamed
from ui import theme
from ui.page import Frame
from ui.pages.collecting import PARTS, CollectingPage
from ui.theme import colour
from villagedesk.desk import Desk, found_town, open_existing


@pytest.fixture(scope="session")
def town_of_four(tmp_path_factory):
    return collecting_town.made(tmp_path_factory.mktemp("four"))


@pytest.fixture
def my_town(town_of_four, tmp_path):
    """A copy of it for one test."""
    return str(shutil.copy(town_of_four, tmp_path / "镇.vdesk"))


@pytest.fixture
def town(qtbot, worker, memory, my_town, now):
    """The town's desk as a page gets it."""
    yield from at_desk(qtbot, worker, memory, lambda: open_existing(my_town), now)


@pytest.fixture
def page(town, opened):
    return opened(CollectingPage(town))


@pytest.fixture
def new_town(qtbot, worker, memory, tmp_path, now):
    """A town nobody has handed in to yet."""
    file = str(tmp_path / "新.vdesk")
    founded = partial(found_town, file, name="新镇", now=now)
    yield from at_desk(qtbot, worker, memory, founded, now)


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def at_desk(qtbot, worker, memory, opened, now):
    theme.apply(application())
    desk = worker.call(lambda: Desk(opened(), lambda: now, "镇干部"))
    yield Frame(desk, worker, memory)
    settle(qtbot, worker)
    worker.call(desk.close)


def cells(table, column):
    at = [face.label for face in table.model.faces].index(column)
    return [table.model.shown(row, at) for row in range(table.model.rowCount())]


def villages(page):
    return cells(page.villages.table, "村")


def press(page, word):
    """Presses the one button with this word that can be seen."""
    buttons = page.findChildren(QPushButton)
    (button,) = [one for one in buttons if one.text() == word and one.isVisible()]
    button.click()


def open_part(page, settled, place, part):
    page.villages.open(page.seen.standing.villages[place].code)
    page.villages.panel.choose_part(part)
    settled()


def test_the_heading_and_the_figures_say_how_the_town_stands(page):
    assert page.header.sentence.text() == (
        "2026年第四季度 · 应报 4 个村，收到 2 个 · 已过截止 2 天"
    )
    counts = {what: button.figure.text() for what, button in page.strip.figures.items()}
    assert counts.pop("有问题") in "12"
    assert counts == {"应报": "4", "已报": "1", "迟报": "1", "待定": "1", "未报": "1"}


def test_a_state_is_a_sign_a_word_and_a_colour(page):
    table = page.villages.table
    assert cells(table, "情况") == ["✓ 已报", "● 迟报", "→ 待定", "! 未报"]
    shown = table.model.data(table.model.index(3, 1), Qt.ItemDataRole.ForegroundRole)
    assert shown == colour("bad")
    assert cells(table, "备注")[2] == "1 份待定"
    assert cells(table, "电话")[3] == FAR.phone


def test_before_the_due_day_nobody_who_is_missing_is_at_fault(page, settled, worker):
    page.strip.due.choose(date(2026, 12, 1))
    settled()
    assert cells(page.villages.table, "情况")[3] == "● 未报"
    assert "还有 9 天截止" in page.header.sentence.text()
    assert worker.call(lambda: page.frame.desk.standing(PERIOD)).due == "2026-12-01"
    page.strip.due.chip.click()
    settled()
    assert worker.call(lambda: page.frame.desk.standing(PERIOD)).due == ""


def test_a_figure_pressed_shows_the_villages_it_counts(page, settled):
    page.show_part("通知")
    page.strip.figures["未报"].click()
    settled()
    assert villages(page) == [FAR.name]
    assert page.switch.place == 0
    page.strip.figures["应报"].click()
    assert len(villages(page)) == 4


def test_a_village_is_found_by_its_name_and_its_clerk(page):
    page.villages.search.setText(FAR.contact)
    assert villages(page) == [FAR.name]
    page.villages.search.setText("没有这样的村")
    assert "没有符合的村" in texts(page)
    press(page, "清除查找和筛选")
    assert len(villages(page)) == 4


def test_the_other_view_says_how_many_rows_each_sheet_has(page):
    page.villages.by_sheet.choose(True)
    sheets = page.villages.sheets
    people = cells(sheets, "人员")
    assert all(number.isdecimal() for number in people[:2])
    assert people[2:] == ["", ""]
    assert not any(sheets.grid.isColumnHidden(at) for at in range(sheets.model.columnCount()))


def test_a_header_pressed_sorts_by_number_and_once_more_the_other_way(page):
    table = page.villages.table
    at = [face.label for face in table.model.faces].index("行数")
    table.sort(at)
    up = [number for number in cells(table, "行数") if number]
    table.sort(at)
    down = [number for number in cells(table, "行数") if number]
    assert up == down[::-1] == sorted(up, key=int)
    table.sort(at)
    assert cells(table, "情况")[0] == "✓ 已报"


def test_another_period_is_chosen_and_its_villages_shown(page, settled):
    assert {PERIOD, BEFORE} <= {text for _, text in page.strip.period.options}
    page.strip.period.choose(BEFORE)
    settled()
    assert "2026年第三季度" in page.header.sentence.text()
    assert cells(page.villages.table, "情况") == ["✓ 已报", "● 未报", "● 未报", "● 未报"]
    assert page.strip.due.day is None


def test_a_village_opens_at_the_side_with_its_workbooks(page, settled):
    page.villages.table.grid.selectRow(0)
    settled()
    shown = texts(page.villages.panel)
    assert "2026年第四季度 第 2 次" in shown
    assert "2026年第三季度 第 1 次" in shown
    press(page, "收起")
    assert page.villages.panel.isHidden()


def test_a_workbook_that_waits_says_why_and_is_chosen_by_a_person(page, settled):
    open_part(page, settled, 2, "上报表")
    assert "不是同一本台账" in texts(page.villages.panel)
    press(page.villages.panel, "选定")
    settled()
    assert cells(page.villages.table, "情况")[2] == "● 迟报"
    assert "算数" in texts(page.villages.panel)


def test_a_workbook_is_taken_out_and_put_back(page, settled):
    open_part(page, settled, 1, "上报表")
    press(page.villages.panel, "撤下")
    settled()
    assert cells(page.villages.table, "情况")[1] == "! 未报"
    assert "已撤下" in texts(page.villages.panel)
    press(page.villages.panel, "恢复")
    settled()
    assert cells(page.villages.table, "情况")[1] == "● 迟报"


def test_what_falls_short_in_a_village_stands_with_its_rule_and_its_word(page, settled):
    open_part(page, settled, 0, "提醒")
    shown = texts(page.villages.panel)
    found = [one.found for one in page.villages.panel.found]
    assert found
    assert all(one.message in shown and one.rule in shown for one in found)
    assert f"村里说明：{REMARK}" in shown


def test_who_came_since_the_period_before_is_told(page, settled, qtbot):
    open_part(page, settled, 0, "和上期比")
    press(page.villages.panel, "比一比")
    settled()
    shown = texts(page.villages.panel)
    assert "和2026年第三季度比" in shown
    assert NEWCOMER in shown
    assert "新增" in shown


def test_the_findings_of_all_villages_stand_in_one_table(page, settled, worker):
    page.show_part("提醒")
    settled()
    view, desk = page.views["提醒"], page.frame.desk
    every = worker.call(lambda: desk.findings_of(PERIOD))
    assert len(cells(view.table, "村")) == len(every)
    assert REMARK in cells(view.table, "村里说明")
    assert f"{len(every)} 条" in texts(page)
    view.unexplained.choose(True)
    assert len(cells(view.table, "村")) == len(every) - 1
    norm = every[0].found.norm
    view.norm.choose(norm)
    assert {one.found.norm for one in view.shown} <= {norm}


def test_the_row_marked_is_told_in_full(page, settled):
    page.show_part("提醒")
    settled()
    view = page.views["提醒"]
    view.table.grid.selectRow(0)
    found = view.shown[0].found
    assert found.source in texts(view.told)
    assert found.message in texts(view.told)


def test_two_records_of_one_person_are_decided_by_a_person_and_taken_back(page, settled, worker):
    page.show_part("一人两处")
    settled()
    shown = texts(page.views["一人两处"])
    assert shown.count("钱一鸣") == 2
    assert "1971-05-06" in shown
    press(page, "不是同一人")
    settled()
    assert [one.said for one in worker.call(page.frame.desk.twins)] == ["different"]
    assert "还有 0 对" in texts(page.views["一人两处"])
    press(page, "撤回")
    settled()
    assert [one.said for one in worker.call(page.frame.desk.twins)] == [""]


def test_the_words_for_the_group_are_copied_as_they_were_changed(page, settled):
    page.show_part("通知")
    settled()
    view = page.views["通知"]
    assert f"还没有报（1 个）：{FAR.name}" in view.text.toPlainText()
    view.text.appendPlainText("请大家抓紧")
    view.copy_text()
    assert QGuiApplication.clipboard().text().endswith("请大家抓紧")


def test_the_draft_of_the_circular_is_copied_as_a_table(page, settled):
    page.show_part("通知")
    settled()
    page.views["通知"].copy_table()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 5
    assert {line.count("\t") for line in lines} == {6}
    assert lines[4] == f"{FAR.name}\t未报\t\t\t\t\t"


def test_slips_are_written_for_one_village_or_for_all(page, settled, tmp_path):
    first = page.seen.standing.villages[0].code
    page.handing.write_slips(PERIOD, (first,), tmp_path)
    settled()
    assert len(list(tmp_path.glob("*退回单*.xlsx"))) == 1
    assert "已写 1 份退回单" in texts(page.handing)
    page.handing.write_slips(PERIOD, (), tmp_path)
    settled()
    assert len(list(tmp_path.glob("*退回单*.xlsx"))) == 2


def test_the_roll_up_is_written_and_says_who_is_not_in_it(page, settled, tmp_path):
    out = tmp_path / "汇总.xlsx"
    page.handing.write_roll_up(PERIOD, out)
    settled()
    assert out.stat().st_size > 10_000
    assert "2 个村，还缺 2 个村" in texts(page.handing)


def test_without_a_workbook_there_is_nothing_to_hand_on(new_town, opened):
    page = opened(CollectingPage(new_town))
    assert not page.slips.isEnabled()
    assert not page.rolled.isEnabled()
    assert "还不知道有哪些村要报" in texts(page)


def test_a_new_town_is_led_to_the_list_of_villages(new_town, opened, settled, tmp_path):
    page = opened(CollectingPage(new_town))
    press(page, "导入村名单")
    settled()
    shown = texts(page.views["村名单"])
    assert "村代码" in shown
    assert "截止日期" in shown
    file = tmp_path / "名单.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (("村代码", "村名", "联系人", "电话"), (FAR.code, *FAR.__dict__.values())):
        sheet.append(line[:1] + line[2:] if line[0] == FAR.code else line)
    book.save(file)
    page.views["村名单"].read(file)
    settled()
    assert cells(page.views["村名单"].table, "村") == [FAR.name]
    assert cells(page.views["村名单"].table, "电话") == [FAR.phone]
    assert "应报 1 个村" in page.header.sentence.text()


def test_a_sheet_without_villages_is_refused_in_words(new_town, opened, settled, tmp_path):
    page = opened(CollectingPage(new_town))
    file = tmp_path / "别的.xlsx"
    book = Workbook()
    book.worksheets[0].append(("名称", "数量"))
    book.worksheets[0].append(("桌子", 3))
    book.save(file)
    page.show_part("村名单")
    page.views["村名单"].read(file)
    settled()
    assert "村代码" in page.views["村名单"].error.text()


def test_the_parts_can_be_chosen_again_once_a_village_that_stood_alone_is_put_away(
    town, opened, settled
):
    app = application()
    theme.apply(app, percent=150)
    try:
        page = opened(CollectingPage(town))
        page.resize(1366 - 290, 722)
        settled()
        page.villages.open(page.seen.standing.villages[0].code)
        settled()
        assert page.switch.isHidden()
        page.villages.panel.drop()
        settled()
        assert page.switch.height() >= page.switch.sizeHint().height()
    finally:
        theme.apply(app)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_names_what_can_be_pressed(page, settled, part):
    page.show_part(part)
    settled()
    assert unnamed(page) == []


@pytest.mark.parametrize("percent", [150, 225])
def test_large_text_leaves_the_page_within_the_window(town, opened, percent):
    app = application()
    theme.apply(app, percent=percent)
    try:
        page = opened(CollectingPage(town))
        hint = page.minimumSizeHint()
        assert hint.width() <= 1366 - 290
        assert hint.height() <= 700
    finally:
        theme.apply(app)


def test_the_due_day_stands_on_its_chip(page):
    assert page.strip.due.day == DUE
    assert "2026年11月20日" in page.strip.due.chip.text()

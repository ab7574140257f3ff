"""The parts say what they are told, in words as well as in colour."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import parts, theme
from ui.background import Errand
from ui.page import Overhung


@pytest.mark.parametrize("tone", ["ok", "warn", "bad", "info"])
def test_a_tag_has_sign_and_word(qtbot, tone):
    tag = parts.Tag("达标", tone)
    qtbot.addWidget(tag)
    assert tag.text() == f"{parts.SIGNS[tone]} 达标"
    assert tag.accessibleName() == "达标"


def test_a_chip_wears_a_cross_while_it_is_on(qtbot):
    chip = parts.Chip("在任")
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.chosen) as on:
        chip.click()
    assert (on.args, chip.text(), chip.isChecked()) == ([True], "在任 ×", True)
    with qtbot.waitSignal(chip.chosen) as off:
        chip.click()
    assert (off.args, chip.text(), chip.isChecked()) == ([None], "在任", False)


def test_a_menu_chip_takes_the_name_of_what_was_chosen(qtbot):
    chip = parts.Chip("性别", [("男", "1"), ("女", "2")])
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.chosen) as chosen:
        chip.menu_of_options().actions()[1].trigger()
    assert (chosen.args, chip.text()) == (["2"], "女 ×")


def test_buttons_do_what_they_say(qtbot):
    pressed = []
    for make in (parts.plain_button, parts.main_button, parts.link_button):
        button = make("报镇", lambda: pressed.append(1))
        qtbot.addWidget(button)
        assert button.accessibleName() == "报镇"
        button.click()
    assert len(pressed) == 3


def test_progress_follows_its_errand_and_cancels_it(qtbot):
    strip, errand = parts.Progress(), Errand()
    qtbot.addWidget(strip)
    strip.follow(errand, "正在写工作簿")
    errand.progressed.emit(3, 9)
    assert (strip.bar.value(), strip.bar.maximum()) == (3, 9)
    assert not strip.isHidden()
    strip.cancel.click()
    assert errand.cancelled()
    errand.ended.emit()
    assert strip.isHidden()


def test_segments_say_which_is_chosen(qtbot):
    segments = parts.Segments(["任职", "村民代表"])
    qtbot.addWidget(segments)
    segments.choose(1)
    assert segments.place == 1


@pytest.mark.parametrize("place", [0, 1])
def test_tab_stops_at_the_chosen_segment_and_at_no_other(qtbot, place):
    segments = parts.Segments(["任职", "村民代表", "小组长"])
    qtbot.addWidget(segments)
    segments.choose(place)
    stops = [
        bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        for one in segments.findChildren(QPushButton)
    ]
    assert stops == [place == 0, place == 1, False]


def test_the_keys_stay_on_the_page_when_what_had_them_is_drawn_anew(qtbot):
    page, before = QWidget(), QLineEdit()
    page.setObjectName("Page")
    qtbot.addWidget(page)
    whole, rows = QVBoxLayout(page), QVBoxLayout()
    whole.addWidget(before)
    whole.addLayout(rows)
    rows.addWidget(parts.plain_button("去办"))
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    rows.itemAt(0).widget().setFocus()
    parts.clear(rows)
    assert page.hasFocus()
    page.hide()


def test_a_layout_can_be_emptied(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(parts.words("一"))
    column.addLayout(parts.row(parts.words("二"), 1))
    parts.clear(column)
    assert column.count() == 0


def test_cards_headers_figures_and_rows_hold_their_words(qtbot):
    made = (
        parts.Card("要办的事", tail=parts.link_button("全部")),
        parts.PageHeader("工作台", "今天", (parts.main_button("报镇"),)),
        parts.Figure("党员", "31", "其中预备 2 人", status=("达标", "ok")),
        parts.TodoRow(parts.Tag("超期", "bad"), "没有记录", "每季度一次", due="9月30日"),
        parts.Empty("还没有记录。", parts.plain_button("导入")),
        parts.scrolled(QWidget()),
    )
    for one in made:
        qtbot.addWidget(one)
        one.resize(300, 200)
        assert not one.grab().isNull()


def test_the_buttons_of_a_page_go_below_where_they_would_cut_its_title(qtbot):
    button = parts.main_button("登记公示结果")
    header = parts.PageHeader("2026-003 三组灌溉水渠修复", "", (button,))
    qtbot.addWidget(header)
    header.show()
    narrow = header.title.sizeHint().width() + 20
    for width, below in ((900, False), (narrow, True), (900, False)):
        header.resize(width, 120)
        qtbot.waitUntil(lambda below=below: (button.x() == header.title.x()) is below)
        assert header.title.width() >= header.title.sizeHint().width()


def test_a_header_says_the_whole_sentence_in_two_lines_where_one_is_too_short(qtbot):
    said = "共 93 户，有党员联系 81 户 · 53 户该走访了 · 没办结的问题 3 件"
    header = parts.PageHeader("党员联系户", said, (parts.main_button("记走访"),))
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(header)
    column.addStretch(1)
    page.show()
    whole = header.sentence.fontMetrics().horizontalAdvance(said)
    for width, lines in ((whole + 300, 1), (whole, 2)):
        page.resize(width, 300)
        qtbot.waitUntil(lambda lines=lines: _lines(header.sentence) == lines)


def _lines(label):
    return label.height() / label.heightForWidth(10_000)


def test_enter_presses_a_button(qtbot):
    pressed = []
    button = parts.plain_button("建立台账", lambda: pressed.append(1))
    qtbot.addWidget(button)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]


def test_titles_of_cards_side_by_side_stand_in_one_line(qtbot, qapp):
    theme.apply(qapp)
    holder = QWidget()
    qtbot.addWidget(holder)
    cards = [parts.Card("本村信息"), parts.Card("联审部门", tail=parts.link_button("恢复"))]
    holder.setLayout(parts.row(*cards))
    holder.show()
    titles = [label for card in cards for label in card.findChildren(QLabel)[:1]]
    assert len({title.mapTo(holder, title.rect().center()).y() for title in titles}) == 1
    holder.hide()


def test_a_long_page_keeps_its_edge_and_scrolls_in_the_margin(qtbot):
    holder, tall = QWidget(), QWidget()
    qtbot.addWidget(holder)
    holder.resize(400, 300)
    place = QWidget(holder)
    area = parts.scrolled(tall, Overhung(place))
    place.setGeometry(20, 0, 340, 300)
    for height in (100, 900):
        tall.setMinimumHeight(height)
        holder.show()
        qtbot.wait(20)
        assert area.viewport().width() == 340
    assert area.verticalScrollBar().isVisible()
    holder.hide()

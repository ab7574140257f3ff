"""The page of the meeting log: the year board, what it opens, and the lists beside it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.ui.pages.conftest import texts
from tests.ui.pages.sitting_village import BRANCH, OCTOBER, settle_in
from ui import theme
from ui.pages.found_rows import FoundRow
from ui.pages.meetings import NAMES, SITTINGS, STUDY, MeetingsPage
from ui.pages.meetings_seen import HELD_IN_TIME
from ui.pages.study_view import ENOUGH
from villagedesk.ledgers.meetings.due import State
from villagedesk.ledgers.meetings.tables import Meeting, MeetingKind
from villagedesk.people import PartyBranch, PartyMember, Person
from villagedesk.store.records import step

HELD = (
    ("2026-01-06", "支委会", None, "2026-01-07"),
    ("2026-02-03", "支委会", None, "2026-03-30"),
    ("2026-03-10", "支部党员大会、党课", None, "2026-03-10"),
    ("2026-03-20", "支部党员大会", None, "2026-03-20"),
    ("2026-04-09", "党小组会", "pg1", "2026-04-09"),
    ("2026-05-06", "两委联席会", None, "2026-05-06"),
)
"""Day, kinds, group and day of entry of sittings of the first branch."""


def more_rows():
    for place, (day, kinds, group, entered) in enumerate(HELD):
        sitting = {"uid": f"m{place}", "held_on": day, "kinds": kinds, "group": group}
        yield Meeting, {**sitting, "branch": BRANCH, "entered_on": entered}
    yield PartyBranch, {"uid": "b2", "name": "外出务工党支部", "kind": "党支部"}
    yield Person, {"uid": "q1", "name": "高山"}
    yield PartyMember, {"uid": "q1", "branch": "b2", "stage": "正式党员", "joined": "1999"}


@pytest.fixture
def village(frame, worker):
    def fill():
        desk = frame.desk
        settle_in(desk.store, desk.village, desk.stamp())
        village, stamp = desk.village, desk.stamp()
        with step(desk.store, "录入", stamp) as write:
            for kind, values in more_rows():
                write.save(kind, {"village": village, **values})

    worker.call(fill)
    return frame


@pytest.fixture
def went(village):
    places = []
    village.asked.connect(lambda *place: places.append(place))
    return places


@pytest.fixture
def page(village, opened, settled):
    village.check()
    settled()
    return opened(MeetingsPage(village))


@pytest.fixture
def pick(page):
    """Presses Enter on the cell of a kind that covers a month."""

    def press(kind, month):
        board = page.year.board
        board.choose(cell(page, kind, month))
        board.setFocus()
        key(board, Qt.Key.Key_Return)

    return press


def key(widget, pressed):
    from PySide6.QtTest import QTest

    QTest.keyClick(widget, pressed)


def cell(page, kind, month):
    cells = (one for one in page.year.shown.cells() if str(one.kind) == kind)
    return next(one for one in cells if one.last.month >= month)


def spoken(page, kind, month):
    """What a screen reader says of a cell."""
    grid = page.year.board.grid
    return grid.index_of(cell(page, kind, month)).data(Qt.ItemDataRole.AccessibleTextRole)


def head(page, kind):
    grid = page.year.board.grid
    return grid.index_of(cell(page, kind, 1)).siblingAtColumn(0).data()


def test_the_header_counts_what_was_held_missed_and_is_due(page):
    said = page.header.sentence.text()
    missing = sum(one.state is State.MISSING for one in page.year.shown.cells())
    assert said.startswith("2026年 · 河湾村党支部 · 已开 7 次")
    assert f"缺 {missing} 次" in said
    assert missing


@pytest.mark.parametrize(
    ("kind", "month", "words"),
    [
        ("支委会", 1, "支委会 1月：已开，1月6日"),
        ("支委会", 2, "支委会 2月：已开，2月3日，补录"),
        ("支委会", 3, "支委会 3月：缺"),
        ("支委会", 11, "支委会 11月：待开"),
        ("支委会", 12, "支委会 12月：未到"),
        ("支部党员大会", 1, "支部党员大会 第一季度：已开，2 次：3月10日、3月20日"),
        ("党小组会", 4, "党小组会 4月：缺，已开 4月9日，还没有开：第二党小组"),
        ("两委联席会", 1, "两委联席会 1月：不用开"),
    ],
)
def test_every_cell_says_what_it_is(page, kind, month, words):
    assert spoken(page, kind, month) == words


def test_a_cell_is_as_wide_as_the_period_of_the_rule(page):
    board = page.year.board
    widths = {
        str(kind): board.columnSpan(row, 1) for row, (kind, _) in enumerate(page.year.shown.rows, 1)
    }
    assert (widths["支部党员大会"], widths["支委会"], widths["组织生活会"]) == (3, 1, 12)
    assert head(page, "支部党员大会") == "支部党员大会 每季度"


def test_a_kind_the_branch_does_not_owe_says_why(page):
    page.year.branch.choose("b2")
    assert "外出务工党支部" in page.header.sentence.text()
    assert head(page, "支委会") == "支委会 不设支委会"
    assert spoken(page, "支委会", 3) == "支委会：正式党员不满 7 名，不设支委会"
    assert spoken(page, "党小组会", 3) == "党小组会：没有党小组，不用开"


def test_no_word_of_the_board_is_cut(page, qapp):
    from PySide6.QtGui import QFontMetrics

    board = page.year.board
    metrics = QFontMetrics(board.font())
    for one in page.year.shown.cells():
        index = board.grid.index_of(one)
        if not board.grid.is_blank(index.row()):
            mark = board.grid.mark(index)
            said = (mark.sign, mark.word) if board.tall else (mark.line,)
            assert max(map(metrics.horizontalAdvance, said)) <= board.visualRect(index).width()


def test_a_held_cell_opens_its_sitting(pick, went):
    pick("支委会", 10)
    assert went == [("sitting", OCTOBER, "")]


def test_a_missing_cell_begins_a_sitting_in_its_month(pick, went):
    pick("支委会", 3)
    assert went == [("sitting", "", f"支委会|{BRANCH}||2026-03")]


def test_of_a_quarter_gone_by_only_the_year_is_proposed(pick, went):
    pick("党课", 5)
    assert went == [("sitting", "", f"党课|{BRANCH}||2026")]


def test_a_due_cell_begins_a_sitting_today(pick, went):
    pick("支委会", 11)
    assert went == [("sitting", "", f"支委会|{BRANCH}||2026-11-22")]


def test_what_has_time_and_what_is_not_owed_begins_nothing(pick, went):
    pick("支委会", 12)
    pick("两委联席会", 1)
    assert went == []


def test_a_cell_with_several_sittings_lists_them(page, pick, went):
    pick("支部党员大会", 1)
    assert not page.year.cell.isHidden()
    buttons = [one.text() for one in page.year.cell.findChildren(type(page.new))]
    assert buttons == ["3月10日 · 支部党员大会、党课", "3月20日 · 支部党员大会", "再记一次"]
    page.year.cell.findChildren(type(page.new))[1].click()
    assert went == [("sitting", "m3", "")]


def test_a_group_that_has_not_met_gets_a_sitting_of_its_own(page, pick, went):
    pick("党小组会", 4)
    page.year.cell.findChildren(type(page.new))[1].click()
    assert went == [("sitting", "", f"党小组会|{BRANCH}|pg2|2026-04")]


def test_arrows_go_from_cell_to_cell_and_never_to_a_head(page):
    board = page.year.board
    board.choose(cell(page, "支部党员大会", 1))
    board.setFocus()
    for pressed in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        key(board, pressed)
    assert board.grid.cell(board.currentIndex()) == cell(page, "党小组会", 3)
    for pressed in (Qt.Key.Key_Left,) * 5 + (Qt.Key.Key_Up,) * 5:
        key(board, pressed)
    assert board.grid.cell(board.currentIndex()) == cell(page, "支部党员大会", 1)


def test_the_keys_come_first_to_what_is_missing(page):
    page.take_focus()
    here = page.year.board.grid.cell(page.year.board.currentIndex())
    assert here.state is State.MISSING


def test_another_year_has_its_own_board(page, settled):
    page.year.year.before.click()
    settled()
    assert page.header.sentence.text().startswith("2025年 · 河湾村党支部")
    page.year.year.before.click()
    settled()
    assert spoken(page, "支部党员大会", 3) == "支部党员大会 第一季度：已开，3月8日，补录"


def test_what_falls_short_stands_below_and_is_made_good_there(page, went):
    missed = [
        one for one in page.year.found.findChildren(FoundRow) if one.found.norm == HELD_IN_TIME
    ]
    assert missed
    missed[0].go.click()
    kind, month = missed[0].found.subject.split()[-1], missed[0].found.period[:7]
    assert went == [("sitting", "", f"{kind}|{BRANCH}||{month}")]


def test_a_rule_is_said_once_for_all_that_break_it(page):
    rows = [one for one in page.year.found.findChildren(FoundRow) if one.found.norm == HELD_IN_TIME]
    rules = [rows[0].found.rule in texts(one) for one in rows]
    assert rules == [True] + [False] * (len(rows) - 1)


def test_a_hint_for_the_clerk_alone_says_so(page, village, qtbot):
    row = FoundRow(village, replace(page.frame.findings[0], private=True))
    qtbot.addWidget(row)
    assert "只给自己看" in texts(row)


def test_every_sitting_stands_in_the_list_the_latest_first(page, settled, went):
    page.segments.choose(SITTINGS)
    page.refresh()
    settled()
    sittings = page.view
    days = [row[1] for row in sittings.model.rows]
    assert days == sorted(days, reverse=True)
    assert "共 8 条" in page.header.sentence.text()
    sittings.year.choose("2026")
    sittings.kind.choose(str(MeetingKind.LECTURE))
    assert [row[0] for row in sittings.model.rows] == ["m2"]
    sittings.grid.selectRow(0)
    key(sittings.grid, Qt.Key.Key_Return)
    assert went == [("sitting", "m2", "")]


def test_a_sitting_begun_and_not_finished_stands_on_top(page, village, worker, settled, went):
    desk = village.desk
    new = worker.call(lambda: desk.new_sitting("支委会", BRANCH, day="2026-03-05"))
    worker.call(lambda: desk.keep_sitting(new))
    page.segments.choose(SITTINGS)
    page.refresh()
    settled()
    assert page.view.model.shown(0, 0).startswith("● 未完成")
    page.view.grid.selectRow(0)
    key(page.view.grid, Qt.Key.Key_Return)
    assert went == [("sitting", new.draft, "")]


def test_the_hours_of_study_say_who_lacks_some(page, settled):
    page.segments.choose(STUDY)
    page.refresh()
    settled()
    view = page.view
    assert len(view.model.rows) == len(view.studied)
    assert "还差学时" in page.header.sentence.text()
    view.short.choose(True)
    assert ENOUGH not in {row[2] for row in view.model.rows}
    assert "参考标准" in texts(view)


def test_each_part_of_the_switch_opens(page, settled):
    for place, name in enumerate(NAMES):
        page.segments.choose(place)
        page.refresh()
        settled()
        assert page.view.isVisible(), name
        assert page.new.text() == ("新增" if 1 < place < STUDY else "记一次会")


def test_a_finding_of_a_sitting_opens_the_sitting(page, went):
    page.show_record(OCTOBER, "meeting")
    assert went == [("sitting", OCTOBER, "")]


def test_a_finding_of_a_member_opens_the_member_and_of_a_branch_its_year(page, settled, went):
    page.show_record("q1", "")
    settled()
    assert went == [("party", "q1", "party_member")]
    page.show_record("b2", "")
    settled()
    assert page.header.sentence.text().startswith("2026年 · 外出务工党支部")


def test_a_finding_of_hours_goes_to_the_members_line(page, settled):
    page.year.hours_wanted.emit("q1")
    settled()
    assert page.segments.place == STUDY
    assert page.view.grid.uid == "q1"


def test_large_text_moves_the_months_and_keeps_the_kinds(qapp, village, opened):
    theme.apply(qapp, percent=225)
    try:
        board = opened(MeetingsPage(village)).year.board
        assert board.tall
        assert board.horizontalScrollBar().maximum() > 0
        assert board.heads.isVisible()
        assert board.heads.width() >= theme.px(120)
    finally:
        theme.apply(qapp)


def test_a_village_without_members_is_told_what_to_do(frame, opened):
    page = opened(MeetingsPage(frame))
    assert page.year.sheet.isHidden()
    assert "登记了党支部和党员" in texts(page)

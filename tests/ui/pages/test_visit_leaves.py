"""A day's visits at large text: every column is reached, and none lies beyond the sheet's edge."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ui import theme
from ui.page import Frame
from ui.pages.contacts import VISIT, ContactsPage
from ui.pages.contacts_typed import HOME, ISSUE, KEYS, WHO
from ui.pages.visit_grid import VisitGrid
from ui.pages.visit_leaves import LEAST, STAYS, leaves, widths

DAY = "2026-11-20"
ROOMS = {100: 1058, 125: 925, 150: 780, 200: 600, 225: 520}
"""The width of the page that a window of 1366 pixels leaves at each text size, or less."""


@pytest.fixture(params=ROOMS)
def sheet(request: Any, demo: Frame, opened: Any, settled: Any, qapp: Any) -> Iterator[VisitGrid]:
    theme.apply(qapp, percent=request.param)
    page = ContactsPage(demo)
    opened(page)
    page.resize(ROOMS[request.param], 768)
    page._choose(VISIT)
    settled()
    yield page.visits.grid
    theme.apply(qapp)


def shown(grid: VisitGrid) -> list[str]:
    return [key for place, key in enumerate(KEYS) if not grid.isColumnHidden(place)]


def test_no_leaf_scrolls_sideways_and_together_they_hold_every_column(sheet: VisitGrid) -> None:
    seen = set()
    for _ in sheet.leaves:
        assert sheet.horizontalHeader().length() <= sheet.viewport().width()
        assert HOME in shown(sheet) or set(shown(sheet)) < set(KEYS[:STAYS])
        seen.update(shown(sheet))
        sheet.turn()
    assert seen == set(KEYS)
    assert sheet.more.isHidden() is (len(sheet.leaves) == 1)


def test_enter_and_tab_and_shift_tab_lead_over_the_edge_of_a_leaf(
    sheet: VisitGrid, qtbot: Any
) -> None:
    sheet.go(0, KEYS.index(ISSUE) - 1)
    last, back = KEYS[KEYS.index(ISSUE) - 1], Qt.Key.Key_Backtab
    for key, there in (
        (Qt.Key.Key_Return, ISSUE),
        (back, last),
        (Qt.Key.Key_Tab, ISSUE),
        (back, last),
    ):
        editor: Any = sheet.indexWidget(sheet.currentIndex())
        qtbot.keyClick(editor.line, key)
        assert KEYS[sheet.currentIndex().column()] == there
        assert there in shown(sheet)
        assert sheet.indexWidget(sheet.currentIndex()).isVisible()


def test_rows_are_pasted_into_columns_of_another_leaf_and_what_is_wrong_there_is_told(
    sheet: VisitGrid,
) -> None:
    sheet.setCurrentIndex(sheet.visits.index(0, 0))
    sheet.paste(f"{DAY}\t张某\t李某\t本人\t日常\t都好\t路灯不亮\t没有这类\t村级办理中")
    words = sheet.visits.visits()[0].words
    assert (words[WHO], words[ISSUE]) == ("张某", "路灯不亮")
    if len(sheet.leaves) > 1:
        assert "（1 处要改）" in sheet.more.text()
        high = sheet.rowHeight(0)
        sheet.setCurrentIndex(sheet.visits.first_wrong())
        assert sheet.rowHeight(0) > high


@pytest.mark.parametrize("room", [60, 300, 500, 783, 784, 1000])
def test_leaves_fill_the_room_and_begin_with_the_household(room: int) -> None:
    made = leaves(room)
    assert sorted({place for leaf in made for place in leaf}) == list(range(len(KEYS)))
    assert all(leaf[0] == STAYS for leaf in made if leaf[-1] > STAYS and leaf[0])
    for leaf in made:
        needed = sum(LEAST[at] for at in leaf)
        assert sum(widths(leaf, room)) == max(room, needed)

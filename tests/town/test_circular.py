"""通报: who stands how, as a workbook to change and as a paper to print."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.town.villages import NOW, PERIOD, Handed, town
from villagedesk.books.circular import LABELS
from villagedesk.desk import Desk, found_village
from villagedesk.desk.printing import words_on
from villagedesk.errors import UserError
from villagedesk.period import parse_period
from villagedesk.town.expected import Expected


@pytest.fixture
def full(tmp_path: Path, villages: tuple[Handed, ...]) -> Desk:
    """A town that expects four villages and has three."""
    desk = town(tmp_path)
    listed = [Expected(one.code, one.name) for one in villages]
    desk.expect([*listed, Expected("999036109999", "远村")])
    desk.set_due(parse_period(PERIOD), date(2026, 11, 30))
    desk.collect([one.book for one in villages])
    return desk


def test_the_workbook_has_a_line_for_each_village(
    full: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    out = tmp_path / "通报.xlsx"
    full.write_circular(PERIOD, out)
    sheet = load_workbook(out).worksheets[0]
    lines = list(sheet.iter_rows(min_row=3, max_row=7, min_col=2, values_only=True))
    assert lines[0] == LABELS
    assert [line[0] for line in lines[1:]] == [*(one.name for one in villages), "远村"]
    assert lines[1][:3] == (villages[0].name, "已报", "2026-11-22")
    assert all(isinstance(count, int) for count in lines[1][3:6])
    assert lines[4] == ("远村", "未报", None, None, None, None, None)
    assert sheet["A2"].value == "青禾镇　　应报 4 个村，已收到 3 个，截止日期 2026-11-30"


def test_the_paper_says_what_the_workbook_does(full: Desk) -> None:
    paper = full.circular_paper(PERIOD)
    said = words_on(paper)
    assert paper.title == "2026年第四季度村务台账上报情况通报"
    assert all(label in said for label in LABELS)
    assert "已收到 3 个" in said
    assert said.rstrip().endswith("青禾镇\n2026年11月22日")


def test_a_place_that_takes_no_file_is_said(full: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="文件夹"):
        full.write_circular(PERIOD, tmp_path / "没有" / "通报.xlsx")


def test_a_village_has_nobody_to_say_it_of(tmp_path: Path) -> None:
    own = Desk(
        found_village(str(tmp_path / "村.vdesk"), code="", name="河湾村", now=NOW), lambda: NOW
    )
    with pytest.raises(UserError, match="镇"):
        own.circular_paper(PERIOD)
    own.close()


def test_without_a_list_nobody_is_said_to_be_complete(
    tmp_path: Path, villages: tuple[Handed, ...]
) -> None:
    desk = town(tmp_path)
    assert desk.reminder(PERIOD) == ""
    desk.collect([villages[0].book])
    said = desk.reminder(PERIOD)
    assert "已收到 1 个村的表" in said
    assert "应报" not in said
    assert "报齐" not in said
    desk.expect([Expected(villages[0].code, villages[0].name)])
    assert "应报 1 个村，已收到 1 个" in desk.reminder(PERIOD)
    assert "报齐" in desk.reminder(PERIOD)
    desk.close()

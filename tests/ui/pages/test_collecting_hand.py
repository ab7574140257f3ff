"""汇总 of rosters that hands filled, and of what is to be judged anew by changed rules."""

import shutil

import pytest
from PySide6.QtWidgets import QPushButton

from tests.town.test_rosters import committee, roster
from tests.town.villages import PERIOD
from tests.ui.pages.conftest import texts
from tests.ui.pages.test_collecting import (  # noqa: F401
    cells,
    new_town,
    open_part,
    press,
    town,
    town_of_four,
)
from ui.choosing import Choose
from ui.pages.collecting import CollectingPage
from villagedesk.desk.importing import fields_to_choose
from villagedesk.desk.returning import read_slip
from villagedesk.period import parse_period
from villagedesk.town.expected import Expected

RIVER = Expected("999001201000", "河湾村")
HEADER, SEATS = "应发补贴", "committees"


@pytest.fixture
def my_town(town_of_four, tmp_path):  # noqa: F811
    return str(shutil.copy(town_of_four, tmp_path / "镇.vdesk"))


@pytest.fixture
def by_hand(new_town, worker, opened, tmp_path):  # noqa: F811
    """A town that got one roster filled by hand, with a header nobody knows."""
    desk = new_town.desk
    worker.call(lambda: desk.expect([RIVER]))
    file = committee(tmp_path / "b.xlsx")
    worker.call(lambda: desk.collect([file], period=parse_period(PERIOD)))
    return opened(CollectingPage(new_town))


@pytest.fixture
def page(town, worker, opened, tmp_path):  # noqa: F811
    """A town whose rules have changed since it took in the workbooks."""
    norm = worker.call(lambda: town.desk.findings_of(PERIOD))[0].found.norm
    ledger, rule = norm.split(".")
    profile = tmp_path / "县规定.toml"
    profile.write_text(f"[{ledger}.{rule}]\noff = true\n", encoding="utf-8")
    worker.call(lambda: town.desk.use_county_profile(profile))
    return opened(CollectingPage(town))


def choices(page):
    return [one for one in page.villages.panel.findChildren(Choose) if one.isVisible()]


def test_a_roster_filled_by_hand_says_so_instead_of_how_often(by_hand, settled):
    open_part(by_hand, settled, 0, "上报表")
    assert cells(by_hand.villages.table, "次数") == ["手填"]
    shown = texts(by_hand.villages.panel)
    assert "2026年第四季度 手填" in shown
    assert " · 手填" in by_hand.villages.panel.said.text()
    for wrong in ("第 0 次", "None", "村里导出"):
        assert wrong not in shown


def test_a_file_taken_in_that_hands_filled_says_so(by_hand, settled, tmp_path):
    by_hand.show_part("接收")
    bad = tmp_path / "坏的.xlsx"
    bad.write_bytes(b"")
    by_hand.receive.intake.collect((tmp_path / "b.xlsx", bad))
    settled()
    seen = zip(*(cells(by_hand.receive.table, one) for one in ("结果", "次数")), strict=True)
    assert dict(seen) == {"已收过": "手填", "! 没有收": ""}


def test_a_roster_is_of_the_period_that_is_shown(by_hand, settled, tmp_path):
    by_hand.show_period("2026Q3")
    settled()
    by_hand.receive.intake.collect((committee(tmp_path / "c.xlsx"),))
    settled()
    assert cells(by_hand.receive.table, "期间") == ["2026年第三季度"]


def test_what_is_found_before_the_period_is_known_waits_for_it(
    new_town,  # noqa: F811
    opened,
    settled,
    tmp_path,
):
    page = CollectingPage(new_town)
    page.receive.intake.collect((committee(tmp_path / "c.xlsx"),))
    assert page.receive.intake.errand is None
    opened(page)
    assert cells(page.receive.table, "结果") == ["! 没有收"]  # nobody knows the village yet


def test_its_slip_says_so_too(by_hand, settled, worker, tmp_path):
    by_hand.handing.write_slips(PERIOD, (), tmp_path)
    settled()
    (written,) = tmp_path.glob("*退回单*.xlsx")
    slip = read_slip(written)
    assert slip is not None
    assert slip.handed_in == "手填的表"


def test_a_header_nobody_knows_is_given_a_field_and_forgotten_again(by_hand, settled, worker):
    open_part(by_hand, settled, 0, "读不准的")
    (choose,) = choices(by_hand)
    assert choose.accessibleName() == f"“{HEADER}”这一栏是 请选择"
    assert {key for _, key in choose.options} == {key for key, _ in fields_to_choose(SEATS)}
    choose.choose("remark")
    settled()
    assert choices(by_hand) == []
    assert f"“{HEADER}”一栏当作“备注”" in texts(by_hand.villages.panel)
    assert worker.call(lambda: by_hand.frame.desk.mapped_columns(RIVER.code)) == {HEADER: "备注"}
    press(by_hand.villages.panel, "不这样认了")
    settled()
    assert len(choices(by_hand)) == 1
    assert worker.call(lambda: by_hand.frame.desk.mapped_columns(RIVER.code)) == {}


def test_a_header_that_cannot_be_remembered_leaves_the_choice_open(by_hand, settled):
    open_part(by_hand, settled, 0, "读不准的")
    by_hand.villages.panel.map_column(HEADER, "nothing", "没有这一栏")
    settled()
    (choose,) = choices(by_hand)
    assert choose.isEnabled()
    assert choose.value is None


@pytest.mark.parametrize("part", ["上报情况", "提醒"])
def test_rules_that_changed_are_held_against_what_is_in(page, settled, worker, part):
    desk = page.frame.desk
    before = len(worker.call(lambda: desk.findings_of(PERIOD)))
    page.show_part(part)
    assert "规定改过以后，已收的表还没有重查" in texts(page.again)
    press(page, "现在重查")
    settled()
    assert not page.again.isVisible()
    assert worker.call(desk.is_judged)
    assert len(worker.call(lambda: desk.findings_of(PERIOD))) < before


def test_a_village_that_was_left_out_is_named(page, settled, worker):
    desk, said = page.frame.desk, []
    page.frame.said.connect(lambda sentence, _: said.append(sentence))
    worker.call(lambda: desk.expect(desk.expected()[1:]))
    page.again.judge()
    settled()
    assert "不在本镇的村名单里" in said[-1]
    assert not page.again.isVisible()


def test_judging_that_was_stopped_is_asked_for_again(page, settled, worker):
    page.again.judge()
    page.again.progress.cancel.click()
    settled()
    assert not worker.call(page.frame.desk.is_judged)
    assert page.again.button.isVisible()


def test_nothing_is_said_of_rules_elsewhere_nor_where_all_is_judged(page, by_hand):
    page.show_part("通知")
    assert not page.again.isVisible()
    assert not by_hand.again.isVisible()


def test_a_town_nobody_handed_in_to_has_nothing_to_judge(new_town, opened):  # noqa: F811
    page = opened(CollectingPage(new_town))
    assert page.findChildren(QPushButton)
    assert not page.again.isVisible()


@pytest.fixture
def twice(by_hand, worker, settled, tmp_path):
    """The village has sent its roster again, with a line more, as a new file."""
    names = ("赵大山", "钱小河", "周添上")
    rows = [(n, who, "村委会委员", "2021-03-15", "") for n, who in enumerate(names, 1)]
    header = ("序号", "姓名", "职务", "任职时间", "备注")
    file = roster(tmp_path / "b（改）.xlsx", "河湾村“两委”班子成员花名册", header, rows)
    by_hand.receive.intake.collect([file])
    settled()
    return by_hand


def test_a_roster_sent_again_as_a_new_file_is_told_where_files_come_in(twice):
    table = twice.receive.table
    assert cells(table, "结果") == ["● 收下（像重复）"]
    assert cells(table, "说明")[0] == "和另一份像是同一张表"
    table.grid.selectRow(0)
    assert "像是同一张表收了两份：两份里都有的 2 行" in texts(twice.receive.told)
    assert "1 个像是重复的" in twice.receive.said.text()
    assert "像有重复的表" in cells(twice.villages.table, "备注")[0]


@pytest.mark.parametrize(("word", "left"), [("撤下前一份", 1), ("两份都算", 2)])
def test_one_press_says_which_of_both_counts(twice, settled, worker, word, left):
    open_part(twice, settled, 0, "上报表")
    assert "像是同一张表收了两份" in texts(twice.villages.panel)
    press(twice, word)
    settled()
    assert "像是同一张表收了两份" not in texts(twice.villages.panel)
    desk = twice.frame.desk
    parcels = worker.call(lambda: desk.parcels_of(RIVER.code))
    assert sum(one.standing for one in parcels) == left

"""退回单: opened where files are imported, never imported; each line leads to its record."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.ui.pages.conftest import texts
from ui.pages.importing import ImportPage
from ui.pages.slip import KEPT, SlipPage
from villagedesk.books.slip import Item, Slip, write_slip
from villagedesk.ledgers import residents
from villagedesk.period import parse_period

PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def slip_file(demo, worker, tmp_path):
    """Writes a slip about what falls short in the demo village, and about one cell of it."""
    book = tmp_path / "村.xlsx"
    desk = demo.desk
    worker.call(lambda: desk.export(parse_period("2026Q4"), book))
    found = [one for one in worker.call(desk.findings) if not one.private]
    code = worker.call(lambda: desk.village)
    uid = worker.call(lambda: desk.rows(PEOPLE)[0][0])
    cell = Item("出生年月看不懂", "E", "人员", 4, "E", "某人", roll="person", uid=uid)
    items = [
        Item(
            one.message, str(one.level), subject=one.subject, rule=one.rule, source=one.source,
            uid=one.uid, norm=one.norm, event=one.period,
        )
        for one in found
    ]  # fmt: skip

    def write(*, gone=(), **changed) -> Path:
        slip = Slip(
            "青禾镇", code, "某村", "2026Q4", 1, "x1", date(2026, 11, 20),
            (cell, *gone, *items), "请在月底前改好",
        )  # fmt: skip
        out: Path = tmp_path / "退回单.xlsx"
        write_slip(book.read_bytes(), replace(slip, **changed), out)
        return out

    return write


@pytest.fixture
def page(demo, opened):
    return opened(SlipPage(demo))


def go_buttons(page):
    return [one for one in page.findChildren(type(page.export)) if one.text() == "去办"]


def test_the_import_page_sends_a_slip_to_its_own_page(demo, opened, slip_file, settled, went):
    importing = opened(ImportPage(demo))
    file = slip_file()
    importing.read(file)
    settled()
    assert went == [("slip", str(file), "")]
    assert importing.planned is None


def test_without_a_slip_the_page_says_where_one_is_opened(page, went):
    assert "还没有退回单" in texts(page)
    assert page.back.isHidden()  # one way back is enough
    (button,) = [one for one in page.findChildren(type(page.export)) if one.text() == "去导入"]
    button.click()
    assert went == [("import", "", "")]


def test_every_line_is_shown_with_its_rule_and_leads_to_its_record(
    page, slip_file, settled, went, worker
):
    page.show_record(str(slip_file()), "")
    settled()
    shown = texts(page)
    assert "请在月底前改好" in shown
    found = [one for one in worker.call(page.frame.desk.findings) if not one.private]
    assert f"还要办 · {len(found) + 1} 条" in shown
    assert all(one.message in shown for one in found)
    assert found[0].rule in shown
    go_buttons(page)[0].click()
    (key, uid, _) = went[-1]
    assert (key, uid) == (found[0].ledger, found[0].uid)


def test_what_holds_no_more_is_shown_last_as_done(page, slip_file, settled):
    gone = Item("以前的问题", "W", uid="no-such", norm="party.no_such_norm")
    page.show_record(str(slip_file(gone=(gone,))), "")
    settled()
    shown = texts(page)
    assert "已改好 · 1 条" in shown
    assert shown.index("已改好 · 1 条") < shown.index("以前的问题")
    assert page.seen.items[-1].item.message == "以前的问题"


def test_a_cell_is_ticked_by_the_clerk_and_stays_ticked(page, slip_file, settled, demo, opened):
    page.show_record(str(slip_file()), "")
    settled()
    left = sum(map(page._is_left, page.seen.items))
    (tick,) = [one for one in page.findChildren(type(page.export)) if one.text() == "核对过了"]
    tick.click()
    assert "已改好 · 1 条" in texts(page)
    assert sum(map(page._is_left, page.seen.items)) == left - 1
    assert "已改好 · 1 条" in texts(opened(SlipPage(demo)))


def test_a_slip_is_gone_on_with_from_the_import_page(page, slip_file, settled, opened, went):
    importing = opened(ImportPage(page.frame))
    assert importing.slip.isHidden()
    page.show_record(str(slip_file()), "")
    settled()
    importing.refresh()
    assert not importing.slip.isHidden()
    importing.slip.click()
    assert went[-1] == ("slip", "", "")


def test_another_village_s_slip_and_a_lost_one_are_said_in_a_sentence(
    page, slip_file, settled, demo
):
    page.show_record(str(slip_file(code="999001100099")), "")
    settled()
    assert "不是本村的" in texts(page)
    assert not demo.memory.words(KEPT)
    page.show_record("没有.xlsx", "")
    settled()
    assert "找不到" in texts(page)


def test_when_all_is_done_the_page_asks_for_a_new_report(page, slip_file, settled, went):
    page.show_record(str(slip_file(items=(Item("旧", "W", uid="x", norm="party.x"),))), "")
    settled()
    assert "都改好了" in texts(page)
    page.export.click()
    assert went[-1] == ("export", "", "")

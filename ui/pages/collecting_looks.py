"""What the pictures of the 汇总 page show besides its first look."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ui.background import Errand
from villagedesk.desk.collecting import CellProblem, Expected, FileSeen
from villagedesk.paths import resource
from villagedesk.period import parse_period

Page = Any
"""The 汇总 page, which knows this module and not the other way."""

UNREAD = CellProblem("人员", 7, "E", "出生年月看不懂：1961.13")
FAR = Expected("999036109999", "远村", "钱文书", "13900000004")
BROKEN = CellProblem("", None, "", "这份表已经损坏，打不开，请让村里重新发一次")


def looks(page: Page) -> dict[str, Callable[[], None]]:
    """The parts one after another, a village opened, files taken in and not, what is asked."""
    return {
        "workbooks": partial(_village, page, "上报表"),
        "reminders": partial(_village, page, "提醒"),
        "differences": partial(_village, page, "和上期比"),
        "compared": page.villages.panel.compare,
        "sheets": partial(_sheets, page),
        "receive": partial(page.show_part, "接收"),
        "collecting": partial(_collecting, page),
        "received": partial(_received, page),
        "told": partial(_told, page),
        "left-out": lambda: page.receive.only.choose(True),
        "findings": partial(page.show_part, "提醒"),
        "twins": partial(page.show_part, "一人两处"),
        "notices": partial(page.show_part, "通知"),
        "list": partial(page.show_part, "村名单"),
        "slip-words": partial(_slip_words, page),
        "listed": partial(_listed, page),
        "twice": partial(_twice, page),
        "twice-told": lambda: page.receive.table.grid.selectRow(0),
        "twice-village": lambda: page.receive.village_wanted.emit(FAR.code),
        "halted": partial(_halted, page),
    }


def _village(page: Page, part: str) -> None:
    page.show_part("上报情况")
    page.villages.open(_handed(page)[0].village)
    page.villages.panel.choose_part(part)


def _sheets(page: Page) -> None:
    page.villages.panel.drop()
    page.villages.by_sheet.choose(True)


def _collecting(page: Page) -> None:
    page.show_part("接收")
    intake = page.receive.intake
    intake.errand = Errand(page.frame.worker)
    intake.errand.report(3, 8)
    intake.began.emit(intake.errand)
    intake.show_files(_every_fate(page))


def _received(page: Page) -> None:
    intake = page.receive.intake
    if intake.errand is not None:
        intake.errand.ended.emit()
        intake.errand = None
    intake.collect((resource("changes.md"),))


def _told(page: Page) -> None:
    table = page.receive.table
    table.grid.choose(str(_every_fate(page)[1].path))
    table.chosen.emit(table.grid.uid)


def _slip_words(page: Page) -> None:
    page.show_part("上报情况")
    page.slips.click()
    page.handing.words.until.setText("2026-12-05")
    page.handing.words.contact.setText("李干事 0911-2345678")


def _listed(page: Page) -> None:
    page.handing.words.drop()
    page.villages.by_sheet.choose(None)
    desk, period = page.frame.desk, parse_period(page.period)
    there = [Expected(one.village, one.name, "王文书") for one in _handed(page)]

    def job() -> None:
        desk.expect([*there, FAR])
        desk.set_due(period, date(2026, 11, 20))

    page.frame.ask(job, lambda _: page.refresh(), owner=page)


def _twice(page: Page) -> None:
    """A roster, and the same with a line more."""
    folder = Path(mkdtemp())
    rows = ["姓名,性别,入党时间", *(f"{who},男,2001-07-01" for who in ("赵大山", "钱小河", "孙玉"))]
    first = folder / f"{FAR.name}党员花名册.csv"
    first.write_text("\n".join(rows), encoding="utf-8-sig")
    again = folder / f"{FAR.name}党员花名册（改过的）.csv"
    again.write_text("\n".join((*rows, "周添,女,2011-07-01")), encoding="utf-8-sig")
    page.show_part("接收")
    page.receive.only.choose(None)
    page.receive.intake.collect((first,))
    page.receive.intake.collect((again,))


def _halted(page: Page) -> None:
    page.show_part("接收")
    intake = page.receive.intake
    intake.files = {}
    intake.eyes.folder = Path("D:/微信文件/各村报表")
    intake.halted = "连不上数据库服务器；盯着的文件夹过一会儿自己再收"
    intake.watching.emit()
    intake.changed.emit()


def _every_fate(page: Page) -> list[FileSeen]:
    new = _handed(page)[0]
    facts = (new.village, new.name, new.period, 1, new.rows)
    return [
        FileSeen(Path("一.xlsx"), "new", *facts),
        FileSeen(Path("二（最终版）.xlsx"), "edited", *facts, (UNREAD,)),
        FileSeen(Path("三.xlsx"), "same", *facts),
        FileSeen(Path("四.xlsx"), "older", *facts),
        FileSeen(Path("五.xlsx"), "refused", problems=(BROKEN,)),
    ]


def _handed(page: Page) -> tuple[FileSeen, ...]:
    assert page.seen
    return tuple(
        FileSeen(Path(f"{one.name}.xlsx"), "new", one.code, one.name, page.seen.period, 1, one.rows)
        for one in page.seen.standing.villages
        if one.parcel
    )

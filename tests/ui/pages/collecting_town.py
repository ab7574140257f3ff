"""A town of four villages: one on time, one late, one that waits for a decision, one missing."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.town.villages import NOW, PERIOD, hand_in, handed
from villagedesk.desk import Desk, found_town, open_existing
from villagedesk.people import Person
from villagedesk.period import parse_period
from villagedesk.store.records import step
from villagedesk.town.expected import Expected

BEFORE = "2026Q3"
DUE = date(2026, 11, 20)
FAR = Expected("999036109999", "远村", "钱文书", "13900000004")
REMARK = "镇里已同意缓办"
NEWCOMER = "欧阳新"


def write(store: Path, values: dict[str, object]) -> None:
    """A record in a village's own store."""
    desk = Desk(open_existing(str(store)), lambda: NOW)
    village = desk.village
    with step(desk.store, "改", desk.stamp()) as writer:
        writer.save(Person, {"village": village, **values})
    desk.close()


def explain(store: Path) -> None:
    """The village's word on the first thing that falls short."""
    desk = Desk(open_existing(str(store)), lambda: NOW)
    desk.remark(next(one for one in desk.findings() if not one.private), REMARK)
    desk.close()


def made(folder: Path) -> Path:
    """The town's store."""
    one, two, three = handed(folder, 3)
    shutil.rmtree(folder / "in")
    (folder / "in").mkdir()
    named = {"name": "钱一鸣", "born": "1971-05-06", "gender": "男"}
    for place, village in enumerate((one, two)):
        write(village.store, {"uid": f"twin{place}", **named})
    before = hand_in(one.store, folder / "in" / "三季度.xlsx", BEFORE)
    write(one.store, {"uid": "newcomer", "name": NEWCOMER, "born": "2026-10-02"})
    explain(one.store)
    early = hand_in(one.store, folder / "in" / "一.xlsx")
    late = hand_in(two.store, folder / "in" / "二.xlsx")
    old = hand_in(three.store, folder / "in" / "三.xlsx")
    path = folder / "青禾镇.vdesk"
    found_town(str(path), name="青禾镇", now=NOW).close()
    listed = [Expected(v.code, v.name, "王文书", "13900000001") for v in (one, two, three)]
    for day, files in ((-10, (before, early)), (0, (late, old))):
        desk = Desk(open_existing(str(path)), _clock(day), "镇干部")
        desk.expect([*listed, FAR])
        desk.set_due(parse_period(PERIOD), DUE)
        desk.collect(files)
        desk.close()
    _let_wait(path, three.code)
    return path


def _clock(days: int) -> Callable[[], datetime]:
    moment: datetime = NOW + timedelta(days=days)
    return lambda: moment


def _let_wait(path: Path, village: str) -> None:
    """As if the village's workbook had come from another store than before."""
    from sqlalchemy import update

    from villagedesk.store.records import table_of
    from villagedesk.town.parcels import ANOTHER_STORE, Parcel

    store = open_existing(str(path))
    own = table_of(Parcel)
    with store.writing() as connection:
        row = update(own).where(own.c.village == village)
        connection.execute(row.values(standing=False, conflict=ANOTHER_STORE))
    store.close()

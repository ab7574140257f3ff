"""Small demo villages and the workbooks they hand in, made once for all tests of the town."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from villagedesk import demo
from villagedesk.desk import Desk, found_town, open_existing
from villagedesk.period import parse_period

NOW = datetime(2026, 11, 22, 9)
PERIOD = "2026Q4"


def clock() -> datetime:
    return NOW


@dataclass(frozen=True)
class Handed:
    """A demo village and the workbook it handed in."""

    code: str
    name: str
    store: Path
    book: Path


def hand_in(store: Path, out: Path, period: str = PERIOD, *, days: int = 0) -> Path:
    """Exports a village's workbook, so many days after the usual one."""
    desk = Desk(open_existing(str(store)), lambda: NOW + timedelta(days=days))
    try:
        desk.export(parse_period(period), out)
    finally:
        desk.close()
    return out


def handed(folder: Path, villages: int, people: int = 60) -> tuple[Handed, ...]:
    """Demo villages, each with its workbook in `folder`/in."""
    books = folder / "in"
    books.mkdir()
    return tuple(
        Handed(one.code, one.name, one.path, hand_in(one.path, books / f"{one.code}.xlsx"))
        for one in demo.make(folder / "villages", villages=villages, people=people)
    )


def town(folder: Path, name: str = "青禾镇") -> Desk:
    """A new town's desk."""
    return Desk(found_town(str(folder / f"{name}.vdesk"), name=name, now=NOW), clock, "镇干部")


def cells(book: Path) -> dict[str, list[list[Any]]]:
    """Every cell of a workbook by sheet."""
    sheets = CalamineWorkbook.from_path(book)
    return {name: sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names}


def collected(folder: Path, villages: int = 2) -> Path:
    """A town's store that holds what so many villages handed in."""
    handed(folder, villages)
    desk = town(folder)
    try:
        desk.collect([folder / "in"])
    finally:
        desk.close()
    return folder / "青禾镇.vdesk"

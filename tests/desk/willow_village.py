"""A desk on 柳林村, the village that the builders' records are of."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.builders import VILLAGE
from villagedesk.desk import Desk, found_village
from villagedesk.store.records import step


def opened(folder: Path, *rows: Any, now: datetime) -> Desk:
    """A desk on a new store that holds these records and no others."""
    file = str(folder / "柳林村.vdesk")
    desk = Desk(found_village(file, code=VILLAGE, name="柳林村", now=now), lambda: now)
    add(desk, *rows)
    return desk


def add(desk: Desk, *rows: Any) -> None:
    """Puts in these records, in one step."""
    with step(desk.store, "登记", desk.stamp()) as write:
        for row in rows:
            write.save(type(row), row.model_dump())

"""A desk on a small village store."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.desk import Desk, found_village

CODE = "990326101200"
NOW = datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = found_village(str(tmp_path / "河湾村.vdesk"), code=CODE, name="河湾村", now=NOW)
    opened = Desk(store, lambda: NOW)
    yield opened
    opened.close()

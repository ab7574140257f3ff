"""A small village store, and the stamp under which tests write."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.store.database import Store, create_store
from villagedesk.store.records import Stamp

CODE = "990326101200"
NOW = datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def stamp() -> Stamp:
    return Stamp("村文书", NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(
        str(tmp_path / "河湾村.vdesk"), kind="village", name="河湾村", code=CODE, now=NOW
    )
    yield made
    made.close()

"""What the tests of the town share: villages that handed in, and an empty town."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town.villages import Handed, handed, town
from villagedesk.desk import Desk


@pytest.fixture(scope="session")
def villages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handed, ...]:
    """Three villages with their workbooks; nobody writes into their files."""
    return handed(tmp_path_factory.mktemp("villages"), 3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The desk of a new town."""
    opened = town(tmp_path)
    yield opened
    opened.close()

"""What the tests of the town share: villages that handed in, and an empty town on either store."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.postgresql import Server, running
from tests.town.villages import NOW, Handed, clock, handed, town
from villagedesk.desk import Desk, found_town, open_existing

NewTown = Callable[[], Desk]


@pytest.fixture(scope="session")
def villages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handed, ...]:
    """Three villages with their workbooks; nobody writes into their files."""
    return handed(tmp_path_factory.mktemp("villages"), 3)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A county's PostgreSQL server."""
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def founded(server: Server) -> str:
    """A database with an empty town, to be copied."""
    name = server.database()
    found_town(server.url(name), name="青禾镇", now=NOW).close()
    return name


@pytest.fixture
def database(server: Server, founded: str) -> Iterator[str]:
    """The name of a database with an empty town."""
    name = server.database(like=founded)
    yield name
    server.drop(name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module of tests says in `STORES` where its towns lie; without it, in files."""
    if "new_town" in metafunc.fixturenames:
        stores = getattr(metafunc.module, "STORES", ("file",))
        metafunc.parametrize("new_town", stores, indirect=True)


@pytest.fixture
def new_town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewTown]:
    """Makes the desks of new towns, all in files or all on a server."""
    with ExitStack() as later:

        def new() -> Desk:
            in_file = request.param == "file"
            made = town(Path(mkdtemp(dir=tmp_path))) if in_file else on_server()
            later.callback(made.close)
            return made

        def on_server() -> Desk:
            server = request.getfixturevalue("server")
            name = server.database(like=request.getfixturevalue("founded"))
            later.callback(server.drop, name)
            return Desk(open_existing(server.url(name)), clock, "镇干部")

        yield new


@pytest.fixture
def desk(new_town: NewTown) -> Desk:
    """The desk of a new town."""
    return new_town()

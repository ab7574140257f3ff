"""Town clerks at work in processes of their own, each with its own way to the server."""

import multiprocessing
import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tests.town.villages import NOW
from villagedesk.store.database import open_store
from villagedesk.store.records import Stamp
from villagedesk.town import parcels  # noqa: F401  # a town's tables, before one is opened
from villagedesk.town.keeping import accept
from villagedesk.town.reading import Taken, Terms, take

WAIT = 60
_HERE: dict[str, Any] = {}
"""What a process knows: the workbooks it has read, and the sign to begin."""


def read(paths: Sequence[Path], into: Path) -> Path:
    """Reads workbooks once for all rounds; returns where they lie."""
    terms = Terms(date(2026, 11, 22))
    books = [(take(path.read_bytes(), path.name, terms, terms.rules()), path) for path in paths]
    into.write_bytes(pickle.dumps([(book, path.read_bytes(), path.name) for book, path in books]))
    return into


@contextmanager
def clerks(books: Path, number: int = 2):
    """So many clerks; submit `collect` to each for a round in which they begin together."""
    spawn = multiprocessing.get_context("spawn")
    begin = spawn.Barrier(number)
    with ProcessPoolExecutor(
        number, mp_context=spawn, initializer=_arrive, initargs=(books, begin)
    ) as pool:
        yield pool


def _arrive(books: Path, begin: Any) -> None:
    _HERE["books"] = pickle.loads(books.read_bytes())
    _HERE["begin"] = begin


def collect(url: str, order: Sequence[int], who: str) -> list[str]:
    """Takes these workbooks in, in this order, once all clerks are there; returns what became."""
    store = open_store(url)
    try:
        _HERE["begin"].wait(WAIT)
        return [_accept(store, place, Stamp(who, NOW)) for place in order]
    finally:
        store.close()


def open_together(url: str) -> str:
    """Opens the store once all clerks are there; returns its schema's version."""
    _HERE["begin"].wait(WAIT)
    store = open_store(url)
    store.close()
    return store.info["schema_version"]


def _accept(store: Any, place: int, stamp: Stamp) -> str:
    taken, content, name = _HERE["books"][place]
    return accept(store, taken, content, name, stamp=stamp, again=partial(_again, content))


def _again(_: bytes, content: bytes) -> Taken:
    found: Taken = next(taken for taken, own, _ in _HERE["books"] if own == content)
    return found

"""Spoils a sound workbook at random: no crash, no long wait, and both lanes say the same."""

import io
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from tests.town.hostile import mutated
from villagedesk.books.own import _BROKEN, _CarefulBook
from villagedesk.books.prescan import prescan
from villagedesk.books.reading.package import Package
from villagedesk.books.swift import Line, SwiftBook, UnusualError
from villagedesk.errors import UserError
from villagedesk.town.reading import Terms, take

LONG = 10.0
"""Seconds after which a file counts as one that hangs."""

Lines = list[tuple[int, list[Any]]]


def fuzz(content: bytes, seeds: Iterable[int]) -> list[str]:
    """What went wrong, by seed; nothing ever should."""
    terms = Terms(date(2026, 11, 22))
    judged, wrong = terms.rules(), []
    for seed in seeds:
        spoilt = mutated(content, random.Random(seed))
        started = time.process_time()
        try:
            take(spoilt, "spoilt", terms, judged)
        except UserError:
            pass
        except Exception as error:  # noqa: BLE001  # that is what it looks for
            wrong.append(f"{seed}: {error!r}")
        if time.process_time() - started > LONG:
            wrong.append(f"{seed}: takes too long")
        wrong += [f"{seed}: {tab} differs" for tab in _differing(spoilt)]
    return wrong


def _differing(content: bytes) -> Iterator[str]:
    """The tabs of which the fast lane says something else than the careful one."""
    with suppress(UnusualError, UserError, *_BROKEN):
        swift = SwiftBook(Package(content))
        tabs = {tab: found for tab in swift.sheet_names if (found := _swiftly(swift, tab))}
        prescan(Package(content))
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as opened:
            careful = _CarefulBook(opened)
            yield from [tab for tab in tabs if _said(careful.lines(tab)) != tabs[tab]]


def _swiftly(book: SwiftBook, tab: str) -> Lines | None:
    with suppress(UnusualError, UserError):
        return _said(book.lines(tab))
    return None


def _said(lines: Iterable[Line]) -> Lines:
    """Rows with something in them, without the blanks at their ends."""
    rows = []
    for line in lines:
        cells = list(line.cells)
        while cells and cells[-1] is None:
            cells.pop()
        if any(line.marks):
            rows.append((line.number, cells))
    return rows

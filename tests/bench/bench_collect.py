"""What collecting costs: beside scripts that read the same workbooks and only insert their rows.

`VILLAGES=200` (the usual number here is 40) workbooks of 12 sheets with 300 rows, in one run.
"""

import gc
import os
import resource
import sqlite3
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.town.villages import PERIOD, clock, town
from villagedesk import demo
from villagedesk.books.book import Book, write_book
from villagedesk.books.sheet import SheetPage
from villagedesk.desk import Desk, open_existing
from villagedesk.period import parse_period

VILLAGES = int(os.environ.get("VILLAGES", "40"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
ROWS = 300
BIG = (
    *("person", "household", "party_member", "meeting", "attendance", "agenda_item"),
    *("decision", "decision_stage", "visit", "contact", "mediation_case", "case_side"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """As many workbooks as there are villages, each with its own uids."""
    folder = tmp_path_factory.mktemp("bench")
    (made,) = demo.make(folder / "demo", people=260, faults="none")
    desk = Desk(open_existing(str(made.path)), clock)
    book = desk.gather(parse_period(PERIOD))
    desk.close()
    (folder / "in").mkdir()
    pages = [grown(page, book) if page.key in BIG else page for page in book.pages]
    for number in range(VILLAGES):
        cover = replace(
            book.cover,
            code=f"999036{number + 101200:06}",
            village=f"第{number}村",
            store_id=f"{number:08x}{number:024x}",
            export_id=f"{number:032x}",
        )
        own = tuple(moved(page, number) for page in pages)
        write_book(Book(cover, own), folder / "in" / f"{number:03}.xlsx")
    return folder


def grown(page: SheetPage, book: Book) -> SheetPage:
    """The page with exactly so many rows: those there are, and copies of them with new uids."""
    at = len(page.fields)
    rows = list(page.rows[:ROWS])
    if page.key == "party_member":
        people = next(one for one in book.pages if one.key == "person")
        uids = [row[len(people.fields)] for row in people.rows]
        known = {row[at] for row in rows}
        spare = [uid for uid in uids if uid not in known]
        extra = [(*rows[0][:at], uid, *rows[0][at + 1 :]) for uid in spare]
        return replace(page, rows=(rows + extra)[:ROWS])
    copies = (
        (*row[:at], f"{row[at]}-{number}", *row[at + 1 :]) for number, row in enumerate(rows * ROWS)
    )
    while len(rows) < ROWS:
        rows.append(next(copies))
    return replace(page, rows=rows)


def moved(page: SheetPage, village: int) -> SheetPage:
    """The page of another village: every uid another one, led by its own store's id."""
    at = len(page.fields)
    rows = [
        (*row[:at], *(None if uid is None else f"{village:08x}{uid[8:]}" for uid in row[at:]))
        for row in page.rows
    ]
    return replace(page, rows=rows)


def insert(file: Path, books) -> int:
    """All rows of all sheets into one table each, in one transaction a workbook."""
    store, count = sqlite3.connect(file), 0
    known: set[str] = set()
    for sheets in books:
        with store:
            for name, rows in sheets:
                body = [tuple(map(plain, row)) for row in rows[3:] if len(row) > 1]
                width = max(map(len, body), default=0)
                if not width:
                    continue
                if name not in known:
                    columns = ", ".join(f"c{place}" for place in range(60))
                    store.execute(f'CREATE TABLE "{name}" ({columns})')
                    known.add(name)
                padded = [(*row, *[None] * (60 - len(row))) for row in body]
                store.executemany(f'INSERT INTO "{name}" VALUES ({",".join("?" * 60)})', padded)
                count += len(body)
    store.close()
    return count


def plain(value):
    return value if isinstance(value, str | int | float | type(None)) else str(value)


def by_openpyxl(path: Path):
    book = load_workbook(path, read_only=True, data_only=True)
    yield from ((sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book)
    book.close()


def by_calamine(path: Path):
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            yield name, book.get_sheet_by_name(name).to_python()


def ours(folder: Path, books: Path) -> int:
    desk = town(folder)
    done = desk.collect([books], period=parse_period(PERIOD))
    desk.close()
    assert {one.status for one in done.files} == {"new"}
    assert not any(one.problems for one in done.files)
    return sum(one.rows for one in done.files)


def timed(work) -> tuple[float, int]:
    gc.collect()
    started = time.perf_counter()
    count = work()
    return time.perf_counter() - started, count


def test_collecting_beside_scripts_that_only_insert(folder, tmp_path, capsys):
    files = sorted((folder / "in").glob("*.xlsx"))
    few = files[: max(4, len(files) // 10)]
    times: dict[str, list[float]] = {"ours": [], "calamine": [], "openpyxl": []}
    rows = 0
    for number in range(ROUNDS):
        here = tmp_path / str(number)
        here.mkdir()
        seconds, rows = timed(lambda here=here: ours(here, folder / "in"))
        times["ours"].append(seconds)
        times["calamine"].append(
            timed(lambda here=here: insert(here / "c.db", map(by_calamine, files)))[0]
        )
        seconds, _ = timed(lambda here=here: insert(here / "o.db", map(by_openpyxl, few)))
        times["openpyxl"].append(seconds * len(files) / len(few))
    mine, fast, slow = (median(times[name]) for name in ("ours", "calamine", "openpyxl"))
    memory = [
        resource.getrusage(whose).ru_maxrss / 1024
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(files)} workbooks, {rows} rows, median of {ROUNDS}\n"
            f"  collected            {mine:6.1f} s, {1000 * mine / len(files):.0f} ms each\n"
            f"  openpyxl and insert  {slow:6.1f} s, {slow / mine:.2f} x ours (from a tenth)\n"
            f"  calamine and insert  {fast:6.1f} s, ours is {mine / fast:.2f} x\n"
            f"  memory here {memory[0]:.0f} MB, the largest worker {memory[1]:.0f} MB\n"
        )


def test_growth(folder, tmp_path, capsys):
    files = sorted((folder / "in").glob("*.xlsx"))
    said = []
    for part in (4, 2, 1):
        some = tmp_path / f"{part}"
        some.mkdir()
        books = some / "in"
        books.mkdir()
        for path in files[: len(files) // part]:
            (books / path.name).symlink_to(path)
        seconds, rows = timed(lambda some=some, books=books: ours(some, books))
        said.append(f"{rows} rows {seconds:.1f} s, {1e6 * seconds / rows:.0f} µs a row")
    with capsys.disabled():
        sys.stdout.write("\n  growth: " + "; ".join(said) + "\n")

"""What a roll-up of 60,000 rows costs: beside a bare XlsxWriter loop, and in memory."""

import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time

import pytest
from xlsxwriter import Workbook

from tests.bench.bench_books import FACES, values
from villagedesk.books import book as books
from villagedesk.books import rollup
from villagedesk.books.cells import cell_maker
from villagedesk.books.rollup import RollUp
from villagedesk.books.rollup.blocks import Heading, block_of
from villagedesk.books.rollup.front import Front, FrontLine
from villagedesk.books.sheet import SheetPage, columns_of
from villagedesk.books.styles import Styles
from villagedesk.town.rollup import VILLAGE

SHEETS, VILLAGES, ROWS, ROUNDS = 10, 40, 150, 3
WIDE = (VILLAGE, *FACES, *FACES[:4])
NAMES = tuple(f"村{place}" for place in range(VILLAGES))


def pages():
    """Ten sheets of 6,000 rows with 25 columns, one after the other."""
    for sheet in range(SHEETS):
        yield SheetPage(f"s{sheet}", f"表{sheet}", WIDE, rows(), (), 3)


def rows():
    every = (values(row) for row in range(VILLAGES * ROWS))
    return [(NAMES[at // ROWS], *row * 2, *row[:4]) for at, row in enumerate(every)]


def book(made):
    front = Front("青禾镇", "2026Q3", "2026年第三季度", datetime(2026, 11, 22), None, ())
    lines = tuple(FrontLine(name, "已报", rows=SHEETS * ROWS) for name in NAMES)
    figures = block_of("a", "综合", [(name, {Heading("条"): 1}) for name in NAMES])
    titles = tuple(f"表{sheet}" for sheet in range(SHEETS))
    total = SHEETS * VILLAGES * ROWS
    return RollUp(front, lines, NAMES, (figures,), (), (), 0, made, titles, total)


def bare(file, made, formats):
    """The same cells, styles and zip, and nothing else."""
    workbook = Workbook(file)
    styles = Styles(workbook)
    looks = [styles[look] for look in formats]
    for _ in range(SHEETS):
        sheet = workbook.add_worksheet()
        for row, cells in enumerate(made, 3):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, place, cell, looks[place])
                elif isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, looks[place])
                else:
                    sheet.write_number(row, place, cell, looks[place])
    workbook.close()


def cells_and_looks():
    """What a bare loop would be given: the cells of a sheet, and the look of each column."""
    makers = [cell_maker(own.kind) for own in WIDE]
    made = [
        (count, *(make(value) for make, value in zip(makers, row, strict=True)))
        for count, row in enumerate(rows(), 1)
    ]
    workbook = Workbook(BytesIO())
    styles = Styles(workbook)
    named = {
        id(styles[look]): look for look in ("centred", "left", "note", "number", "money", "day")
    }
    columns = columns_of(SheetPage("s", "表", WIDE, [], ()), styles)
    looks = [
        named[id(column.text if isinstance(cell, str) else column.typed)]
        for column, cell in zip(columns, made[0][1:], strict=True)
    ]
    workbook.close()
    return made, ("number", *looks)


pytestmark = pytest.mark.timeout(600)  # on a slow machine a round takes half a minute


@pytest.fixture(scope="module")
def cost(tmp_path_factory):
    """CPU seconds of each way, the median of rounds in which they take turns."""
    made, looks = cells_and_looks()
    every = tuple(pages())
    path = tmp_path_factory.mktemp("bench") / "汇总.xlsx"
    taken: dict[str, list[float]] = {"bare": [], "write": [], "verify": []}
    for _ in range(ROUNDS):
        started = process_time()
        bare(BytesIO(), made, looks)
        taken["bare"].append(process_time() - started)
        started, file = process_time(), BytesIO()
        written = rollup._write(book(every), file, lambda rows: None)
        taken["write"].append(process_time() - started)
        path.write_bytes(file.getbuffer())
        started = process_time()
        books._verify(path, written)
        taken["verify"].append(process_time() - started)
    return {way: median(times) for way, times in taken.items()}


def test_writing_costs_at_most_a_third_more_than_the_bare_loop(cost):
    ratio = cost["write"] / cost["bare"]
    print(f"bare {cost['bare']:.2f} s, ours {cost['write']:.2f} s, {ratio:.2f} x")  # noqa: T201
    print(f"verify {cost['verify']:.2f} s, {cost['verify'] / cost['bare']:.2f} x")  # noqa: T201
    assert ratio <= 1.3


ROLL_UP = """
import resource, sys
from pathlib import Path
from tests.bench.bench_rollup import book, pages
from villagedesk.books.rollup import write_roll_up

cost = write_roll_up(book(pages()), Path(sys.argv[1]))
print(sum(cost.rows.values()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


def test_60000_rows_are_rolled_up_in_under_500_mb(tmp_path):
    command = [sys.executable, "-c", ROLL_UP, str(tmp_path / "汇总.xlsx")]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    count, peak = map(int, done.stdout.split())
    print(f"{count} rows, peak {peak} MB")  # noqa: T201
    assert count == SHEETS * VILLAGES * ROWS
    assert peak < 500

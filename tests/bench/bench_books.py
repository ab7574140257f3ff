"""What the workbook costs: beside a bare XlsxWriter loop of the same cells, and in memory."""

import subprocess
import sys
from datetime import date, datetime
from statistics import median
from time import process_time

import pytest
from xlsxwriter import Workbook

from tests.books.books import COVER
from villagedesk import kinds
from villagedesk.books import book as books
from villagedesk.books.book import Book
from villagedesk.books.cells import cell_maker
from villagedesk.books.sheet import SheetPage, columns_of
from villagedesk.books.styles import Styles
from villagedesk.declare import Face
from villagedesk.desk import found_village
from villagedesk.people import Person
from villagedesk.store.records import Stamp, step

SHEETS, ROWS, ROUNDS = 12, 300, 7
KINDS = (
    *(kinds.Name(), kinds.Code("sex"), kinds.IdNumber(), kinds.Phone(), kinds.Day()),
    *(kinds.Text(), kinds.Text(2), kinds.WholeNumber(), kinds.Money(), kinds.YesNo()),
)
FACES = tuple(
    Face(f"第{place}栏", kind, 14, key=f"f{place}") for place, kind in enumerate(KINDS * 2)
)


def values(row):
    """Ten columns of a usual roster: half of the values repeat down the sheet, half do not."""
    return (
        *(f"王秀英{row}", "2", f"999001{row:012}", f"138{row:08}", f"19{row % 90 + 10}-03-05"),
        *("河湾村一组", f"返乡后承包果园{row}亩，带动二十余户种植苹果，去年评为县级带头人"),
        *(row % 50, 123456 + row, row % 2 == 0),
    )


def pages():
    rows = [(*values(row) * 2, f"{row:032x}") for row in range(ROWS)]
    return tuple(SheetPage(f"s{at}", f"表{at}", FACES, rows) for at in range(SHEETS))


def bare(path, rows):
    """The same cells, styles and zip, and nothing else."""
    workbook = Workbook(path)
    styles = Styles(workbook)
    columns = columns_of(pages()[0], styles)
    formats = [styles["number"]] + [
        column.text if isinstance(value, str) else column.typed
        for column, value in zip(columns, rows[0][1:], strict=True)
    ]
    for _ in range(SHEETS):
        sheet = workbook.add_worksheet()
        for row, values in enumerate(rows, 3):
            for place, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, place, value, formats[place])
                elif isinstance(value, date):
                    sheet.write_datetime(row, place, value, formats[place])
                else:
                    sheet.write_number(row, place, value, formats[place])
    workbook.close()


@pytest.fixture(scope="module")
def cost(tmp_path_factory):
    """CPU seconds of each way, the median of rounds in which they take turns."""
    folder = tmp_path_factory.mktemp("bench")
    book = Book(COVER, pages())
    makers = [cell_maker(face.kind) for face in FACES] + [str]
    rows = [
        (count, *(make(value) for make, value in zip(makers, row, strict=True)))
        for count, row in enumerate(book.pages[0].rows, 1)
    ]
    written = books._write(book, folder / "ours.xlsx", lambda rows: None)
    ways = {
        "bare": lambda: bare(folder / "bare.xlsx", rows),
        "write": lambda: books._write(book, folder / "ours.xlsx", lambda rows: None),
        "verify": lambda: books._verify(folder / "ours.xlsx", written),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, run in ways.items():
            start = process_time()
            run()
            taken[way].append(process_time() - start)
    return {way: median(times) for way, times in taken.items()}


def test_writing_costs_at_most_a_third_more_than_the_bare_loop(cost):
    ratio = cost["write"] / cost["bare"]
    print(f"bare {cost['bare']:.3f} s, ours {cost['write']:.3f} s, {ratio:.2f} x")  # noqa: T201
    assert ratio <= 1.3


def test_verifying_costs_at_most_a_third_of_the_bare_loop(cost):
    ratio = cost["verify"] / cost["bare"]
    print(f"verify {cost['verify']:.3f} s, {ratio:.2f} x")  # noqa: T201
    assert ratio <= 0.3


EXPORT = """
import resource, sys
from datetime import datetime
from pathlib import Path
from villagedesk.desk import open_existing
from villagedesk.desk.exporting import Exporting
from villagedesk.period import parse_period

store, period, out = sys.argv[1:]
desk = Exporting(open_existing(store), lambda: datetime(2026, 11, 22))
exported = desk.export(parse_period(period), Path(out))
desk.close()
print(exported.counts["人员"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """A store of 20,000 people with every field of a usual roster."""
    path = tmp_path_factory.mktemp("big") / "大村.vdesk"
    at = datetime(2026, 1, 5)
    store = found_village(str(path), code=COVER.code, name="大村", now=at)
    usual = {"village": COVER.code, "gender": "2", "born": "1970-03-05", "ethnicity": "01"}
    usual |= {"political": "01", "education": "70", "presence": "正常", "work": "种植"}
    people = (
        {**usual, "uid": f"{order:032x}", "name": f"王{order}", "id_no": f"999001{order:012}"}
        | {"phone": f"138{order:08}", "note": f"第{order}号，常年在外务工，过年回村"}
        for order in range(20_000)
    )
    with step(store, "录入", Stamp("村文书", at)) as write:
        write.add_many(Person, people)
    store.close()
    return path


@pytest.mark.parametrize("period", ["2026", "2026Q3"], ids=["today", "past"])
def test_20000_people_are_exported_in_under_300_mb(big, tmp_path, period):
    command = [sys.executable, "-c", EXPORT, str(big), period, str(tmp_path / "大村.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    people, peak = map(int, done.stdout.split())
    print(f"{people} people, peak {peak} MB")  # noqa: T201
    assert people == 20_000
    assert peak < 300

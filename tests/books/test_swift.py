"""The fast lane says what the careful lane says, and leaves alone what it does not know."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.books.books import book, faces_of
from villagedesk.books.book import write_book
from villagedesk.books.own import _CarefulBook, read_own
from villagedesk.books.reading.package import Package
from villagedesk.books.sheet import SheetPage
from villagedesk.books.swift import SwiftBook, UnusualError
from villagedesk.ledgers import party, residents


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """A workbook with people: text, numbers, whole days, entities, line breaks, blanks."""
    path: Path = tmp_path_factory.mktemp("swift") / "村.xlsx"
    pages = []
    for roll in (residents.LEDGER.rolls[0], party.LEDGER.rolls[0]):
        faces = faces_of(roll)
        said = ["甲 & <乙>\n丙", "乙", "2026-11-22", "1985-03", "1999", None, "  空 "]
        rows = [
            (*(_value(face, said[(at + place) % len(said)]) for place, face in enumerate(faces)),
             f"uid{at}")
            for at in range(40)
        ]  # fmt: skip
        pages.append(SheetPage(roll.key, roll.title, faces, rows))
    write_book(book(*pages), path)
    return path


def _value(face, words):
    if words is None:
        return None
    if type(face.kind).__name__ in ("Text", "Name", "Link"):
        return words
    if type(face.kind).__name__ == "Day":
        return words if words[:2] in ("19", "20") else None
    return None


def lanes(content: bytes):
    swift = SwiftBook(Package(content))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as opened:
        careful = _CarefulBook(opened)
        for tab in careful.sheet_names:
            yield list(swift.lines(tab)), [one for one in careful.lines(tab) if any(one.marks)]


def trimmed(line):
    cells, marks = list(line.cells), list(line.marks)
    while cells and cells[-1] is None:
        cells.pop()
        marks.pop()
    return line.number, cells, marks


def assert_lanes_agree(content: bytes) -> None:
    count = 0
    for swift, careful in lanes(content):
        mine = [trimmed(line) for line in swift if any(line.marks)]
        assert mine == [trimmed(line) for line in careful]
        count += len(mine)
    assert count > 80


def test_both_lanes_say_the_same_of_our_own_workbook(written):
    assert_lanes_agree(written.read_bytes())


def test_the_careful_lane_takes_over_without_a_word(written):
    out = io.BytesIO()
    load_workbook(written).save(out)  # inline strings
    mine, theirs = read_own(written), read_own(out.getvalue())
    assert mine is not None
    assert theirs is not None
    assert [sheet.rows for sheet in theirs.sheets] == [sheet.rows for sheet in mine.sheets]


def test_both_lanes_say_the_same_after_libreoffice_saved_it(written, tmp_path, soffice):
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(written)], check=True, capture_output=True
    )
    saved = tmp_path / written.name
    assert_lanes_agree(saved.read_bytes())
    again = read_own(saved)
    assert again is not None
    assert not any(sheet.edited for sheet in again.sheets)


def changed(path: Path, part: str, pattern: str, by: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == part:
                text, count = re.subn(pattern, by, content.decode(), count=1, flags=re.DOTALL)
                assert count == 1
                content = text.encode()
            new.writestr(item, content)
    return out.getvalue()


SHEET, STRINGS, BOOK = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


@pytest.mark.parametrize(
    ("part", "pattern", "by"),
    [
        (SHEET, r'(<c r="A4"[^>]*>)<v>', r"\1<f>1+0</f><v>"),
        (SHEET, r'<c r="B4"([^>]*) t="s"><v>\d+</v>', r'<c r="B4"\1 t="str"><v>甲</v>'),
        (SHEET, r'<c r="B4"', '<c r="A4"'),
        (SHEET, r'<c r="B4"', '<c r="XFD4"'),
        (SHEET, r'<row r="4"', '<row r="4000000000"'),
        (SHEET, r'<c r="B4"', '<x:c r="B4"'),
        (SHEET, r"</row>", "</row><hidden/>"),
        (SHEET, r'(<c r="B4"[^>]*)><v>\d+', r"\1><v>999999"),
        (SHEET, r"<worksheet", "<!DOCTYPE a><worksheet"),
        (STRINGS, r"<si><t>([^<]*)</t></si>", r"<si><t>\1</t><rPh><t>甲</t></rPh></si>"),
        (STRINGS, r"<t>", "<t>&egal;"),
        (BOOK, r"<workbookPr", '<workbookPr date1904="1"'),
    ],
)  # fmt: skip
def test_what_is_written_in_another_way_is_left_to_the_careful_lane(written, part, pattern, by):
    content = changed(written, part, pattern, by)
    with pytest.raises(UnusualError):
        for _ in (opened := SwiftBook(Package(content))).sheet_names:
            for tab in opened.sheet_names:
                list(opened.lines(tab))

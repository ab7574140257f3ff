"""A workbook is written whole or not at all, and any office program sees the same in it."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from tests.books.books import TIE, book, reopened
from villagedesk import kinds
from villagedesk.books import book as books
from villagedesk.books.beside import page_beside
from villagedesk.books.book import file_name, write_book
from villagedesk.books.sheet import SheetPage
from villagedesk.checks import Found
from villagedesk.declare import Face, Level
from villagedesk.errors import UserError
from villagedesk.people import Tie

WORDS = Face("说明", kinds.Text(4), 20, required=False, key="words")
FACES = (
    WORDS,
    Face("金额", kinds.Money(), 12, key="money"),
    Face("日期", kinds.Day(), 11, key="day"),
    Face("人数", kinds.WholeNumber(), 8, key="count"),
    Face("是否", kinds.YesNo(), 8, key="yes"),
    Face("身份证", kinds.IdNumber(), 20, key="id"),
)
ROWS = (
    ("=1+1", 123456, "1985-03-07", 3, True, "99900119850307123X", "u1"),
    ("第一行\n第二行<b>&", -5, "1985-03", None, False, "999001********123X", "u2"),
    ("+86 138\x07", 10**14, "1985", 10**16, None, "999001************", "u3"),
    (None, None, "1900-01-01", 0, None, None, "u4"),
)
FOUND = Found(
    "a.b", Level.ERROR, "party", "甲", "没有写", "应当写", "《条例》", "u1", remark="在办"
)


@pytest.fixture
def ours():
    ties = page_beside(Tie, [TIE])
    return book(SheetPage("kinds", "各种值", FACES, ROWS), findings=[FOUND], beside=[ties])


@pytest.fixture
def saved(ours, tmp_path):
    write_book(ours, tmp_path / "村.xlsx")
    return tmp_path / "村.xlsx"


def cells(path):
    workbook = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.is_date)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_values_are_typed_cells_and_formulas_stay_text(saved):
    sheet = load_workbook(saved)["各种值"]
    assert [cell.data_type for cell in sheet[4]] == ["n", "s", "n", "d", "n", "s", "s", "s"]
    assert [cell.value for cell in sheet["C"][3:6]] == [1234.56, -0.05, 1e12]
    assert [cell.value for cell in sheet["B"][3:6]] == ["=1+1", "第一行\n第二行<b>&", "+86 138"]
    assert sheet["B4"].quotePrefix
    assert sheet["B4"].number_format == "General"
    assert sheet["G4"].number_format == "@"


def test_no_finding_of_the_format_s_own_auditor(saved):
    assert [*OpenXmlValidator().validate(str(saved)).errors] == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_sees_and_keeps_the_same(saved, tmp_path):
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, str(saved)], check=True, capture_output=True, timeout=110)
    again = tmp_path / "again" / "村.xlsx"
    assert cells(again) == cells(saved)
    back = reopened(again)
    assert [sheet.edited for sheet in (*back.sheets, *back.beside)] == [False, False, False]
    assert back.ties == (TIE,)


def test_findings_stand_with_rule_and_remark(saved):
    row = next(load_workbook(saved)["自查"].iter_rows(min_row=4, values_only=True))
    assert row[1:8] == ("要改正", "党员", "甲", "没有写", "应当写", "《条例》", "在办")


def test_no_merged_or_missing_cell_in_the_body(saved):
    sheet = load_workbook(saved)["各种值"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:G1"]
    assert all(cell.has_style for row in sheet["A3:H7"] for cell in row)


def test_long_words_get_higher_rows(ours, tmp_path):
    rows = [("很长的话" * 40, "u1"), ("短", "u2")]
    write_book(book(SheetPage("words", "说明", (WORDS,), rows)), tmp_path / "村.xlsx")
    heights = load_workbook(tmp_path / "村.xlsx")["说明"].row_dimensions
    assert heights[4].height > 60
    assert heights[5].height < 30


def test_titles_become_tabs_that_excel_takes(tmp_path):
    titles = ["封面", "a/b[c]:*?", "长" * 40, "长" * 40]
    pages = [SheetPage(f"k{at}", title, (WORDS,), [("甲", "u")]) for at, title in enumerate(titles)]
    write_book(book(*pages), tmp_path / "村.xlsx")
    tabs = load_workbook(tmp_path / "村.xlsx").sheetnames
    assert tabs[1:5] == ["封面 (2)", "a b c", "长" * 31, "长" * 27 + " (2)"]
    assert [sheet.title for sheet in reopened(tmp_path / "村.xlsx").sheets][:4] == titles


def test_a_text_excel_would_cut_is_refused_with_its_place(tmp_path):
    page = SheetPage("words", "说明", (WORDS,), [("好", "u1"), ("好" * 32_768, "u2")])
    with pytest.raises(UserError, match="“说明”第 5 行“说明”文字太长"):
        write_book(book(page), tmp_path / "村.xlsx")
    assert not [*tmp_path.iterdir()]


def test_cancelling_leaves_nothing_behind_and_the_old_file_whole(ours, tmp_path):
    (tmp_path / "村.xlsx").write_bytes(b"old")
    with pytest.raises(UserError, match="取消"):
        write_book(ours, tmp_path / "村.xlsx", cancelled=lambda: True)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


def test_progress_ends_at_the_whole(ours, tmp_path):
    seen: list[tuple[int, int]] = []
    write_book(ours, tmp_path / "村.xlsx", report=lambda *step: seen.append(step))
    assert seen[-1] == (6, 6)


@pytest.mark.parametrize("name", ["村.xls", "没有的文件夹/村.xlsx"])
def test_a_place_that_cannot_be_is_refused_in_words(ours, tmp_path, name):
    with pytest.raises(UserError):
        write_book(ours, tmp_path / name)


def test_a_file_open_elsewhere_is_waited_for_and_then_named(ours, tmp_path, monkeypatch):
    monkeypatch.setattr(books, "PATIENCE", 0.01)
    (tmp_path / "村.xlsx").mkdir()
    with pytest.raises(UserError, match="村.xlsx"):
        write_book(ours, tmp_path / "村.xlsx")
    assert [file.name for file in tmp_path.iterdir()] == ["村.xlsx"]


def test_a_lock_that_goes_away_does_no_harm(saved, tmp_path, monkeypatch):
    tries = iter([PermissionError, PermissionError, None])

    def stubborn(source, target):
        if error := next(tries):
            raise error
        source.rename(target)

    monkeypatch.setattr(books, "PATIENCE", 0.01)
    monkeypatch.setattr(Path, "replace", stubborn)
    books._put(saved, tmp_path / "到了.xlsx")
    assert (tmp_path / "到了.xlsx").exists()


def test_a_lock_that_stays_is_named(saved, tmp_path, monkeypatch):
    def locked(source, target):
        raise PermissionError

    monkeypatch.setattr(books, "PATIENCE", 0.01)
    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(UserError, match="关掉"):
        books._put(saved, tmp_path / "到了.xlsx")


def test_a_full_disk_is_said_in_words(ours, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(books, "write_page", full)
    with pytest.raises(UserError, match="没有写成：磁盘满了"):
        write_book(ours, tmp_path / "村.xlsx")
    assert not [*tmp_path.iterdir()]


def test_a_file_that_reads_back_otherwise_is_not_handed_over(ours, tmp_path, monkeypatch):
    page = SheetPage("words", "说明", (WORDS,), [("_x005F_x0041_", "u1")])  # no .xlsx can hold it
    with pytest.raises(UserError, match="说明"):
        write_book(book(page), tmp_path / "村.xlsx")
    assert not [*tmp_path.iterdir()]


def test_the_export_id_is_a_property_of_the_file(saved):
    with zipfile.ZipFile(saved) as package:
        assert b"<vt:lpwstr>export</vt:lpwstr>" in package.read("docProps/custom.xml")


def test_the_file_name_says_town_village_period_and_count():
    assert file_name("青禾镇", "河湾村", "2026Q3", 2) == "青禾镇-河湾村-台账-2026Q3-2.xlsx"
    assert file_name("", "a/b:c村", "2026", 1) == "abc村-台账-2026-1.xlsx"


def test_a_very_wide_table_is_printed_on_two_pages_side_by_side(tmp_path):
    fields = [Face(f"第{n}项", kinds.Text(2), 14, key=f"f{n}") for n in range(24)]
    row = (*("说明" for _ in fields), "u1")
    write_book(book(SheetPage("wide", "宽表", tuple(fields), [row])), tmp_path / "村.xlsx")
    sheet = load_workbook(tmp_path / "村.xlsx")["宽表"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.pageOrder) == (2, "overThenDown")
    assert sheet.print_title_cols == "$A:$B"
    title = next(cells for cells in sheet.merged_cells.ranges if cells.min_row == 1)
    assert title.max_col < len(fields) * 2 // 3  # whole on the first page

"""A return slip is the village's own workbook, with a list before it and marks on its cells."""

import json
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openxml_audit import OpenXmlValidator

from tests.books.books import book, faces_of, reopened
from villagedesk.books.book import write_book
from villagedesk.books.cells import clean_text
from villagedesk.books.patching import MAIN
from villagedesk.books.reading import read_here
from villagedesk.books.reading.returned import LIST
from villagedesk.books.reading.returned import SLIP as SHEET
from villagedesk.books.sheet import SheetPage
from villagedesk.books.slip import Item, Slip, read_slip, write_slip
from villagedesk.books.slip.model import as_lines, from_lines
from villagedesk.errors import UserError
from villagedesk.ledgers import residents

ROLL = residents.LEDGER.rolls[0]
NAMES = ("张建国", "李秀英", "王伟")
ITEMS = (
    Item("身份证号不对", "E", "人员", 4, "C", "张建国", roll="person", uid="u1"),
    Item("没有写走访", "W", "人员", 5, "B", "李秀英", "每季度走访一次", "条例第九条", uid="u2"),
    Item("住址也没有写", "I", "人员", 5, "B", "李秀英", said="请快一点"),
    Item("没有妇女成员", "W", subject="村委会"),
)
SLIP = Slip(
    "青禾镇", "999001100001", "河湾村", "2026Q3", 2, "x1", date(2026, 11, 22), ITEMS, "快改"
)


def village_book(path, names=NAMES):
    faces = faces_of(ROLL)
    blank = (None,) * (len(faces) - 1)
    rows = [(name, *blank, f"u{at}") for at, name in enumerate(names, 1)]
    write_book(book(SheetPage(ROLL.key, ROLL.title, faces, rows)), path)
    return path


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return village_book(tmp_path_factory.mktemp("slip") / "村.xlsx")


@pytest.fixture
def made(original, tmp_path):
    """Writes a slip of these bytes, usually the village's own."""

    def make(content=None, slip=SLIP):
        out = tmp_path / "退回单.xlsx"
        write_slip(original.read_bytes() if content is None else content, slip, out)
        return out

    return make


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def rewritten(path, out, change):
    """A copy of a workbook with some parts changed: `change` takes a name and its bytes."""
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts(path).items():
            package.writestr(name, change(name, content))
    return out


def complaints(path):
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_all_other_parts_are_the_same_byte_for_byte(original, made):
    before, after = parts(original), parts(made())
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",  # it was the sheet chosen
        "xl/worksheets/sheet2.xml",
    }


def test_of_a_marked_sheet_only_marked_cells_change(original, made):
    name = "xl/worksheets/sheet2.xml"
    before, after = parts(original)[name], parts(made())[name]
    after = re.sub(rb"<legacyDrawing [^>]*/>", b"", after)
    cell = rb'<c r="(?:C4|B5)"[^>]*'
    assert len(re.findall(cell, after)) == 2
    assert re.sub(cell, b"", before) == re.sub(cell, b"", after)


def test_a_marked_cell_keeps_all_of_its_format_but_the_fill(original, made):
    plain, marked = (load_workbook(path)["人员"] for path in (original, made()))
    for name in ("C4", "B5"):
        old, new = plain[name], marked[name]
        assert (new.value, new.number_format) == (old.value, old.number_format)
        for look in ("font", "border", "alignment", "quotePrefix"):
            assert repr(getattr(new, look)) == repr(getattr(old, look))
        assert (old.fill.patternType, new.fill.patternType) == (None, "solid")
    assert marked["B4"].fill.patternType is None


def test_a_marked_cell_says_all_that_is_wrong_with_it(made, tmp_path):
    sheet = load_workbook(made())["人员"]
    assert "身份证号不对" in sheet["C4"].comment.text
    said = sheet["B5"].comment.text
    assert "第 2 条" in said
    assert "每季度走访一次" in said
    assert "第 3 条" in said
    assert "请快一点" in said
    assert sheet["B5"].comment.author == "青禾镇"
    assert b'Extension="vml"' in parts(tmp_path / "退回单.xlsx")["[Content_Types].xml"]


def test_the_list_comes_first_and_leads_to_each_cell(made):
    book = load_workbook(made())
    assert book.sheetnames[0] == LIST
    assert book.active is book[LIST]
    assert book[SHEET].sheet_state == "veryHidden"
    sheet = book[LIST]
    assert sheet["A1"].value == "河湾村退回单"
    assert [sheet.cell(row, 6).value for row in range(6, 10)] == [one.message for one in ITEMS]
    links = [sheet.cell(row, 4).hyperlink for row in range(6, 10)]
    assert [link and link.location for link in links] == [
        "'人员'!C4",
        "'人员'!B5",
        "'人员'!B5",
        None,
    ]
    assert "快改" in sheet["A4"].value
    assert sheet["A11"].value == "经办人："


def test_the_list_prints_on_a4_on_its_side_with_the_labels_on_every_page(made):
    sheet = load_workbook(made())[LIST]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    pages = sheet.sheet_properties.pageSetUpPr
    assert pages
    assert pages.fitToPage
    assert sheet.print_title_rows == "$5:$5"
    assert all(sheet.row_dimensions[row].height for row in range(1, 10))


def test_other_sheets_keep_the_rows_they_repeat_in_print(original, made):
    old, new = load_workbook(original), load_workbook(made())
    for name in old.sheetnames:
        assert new[name].print_title_rows == old[name].print_title_rows


def test_one_sheet_alone_is_chosen(made):
    assert [one.title for one in load_workbook(made()) if one.sheet_view.tabSelected] == [LIST]


def test_the_validator_of_the_format_finds_nothing(made):
    assert complaints(made()) == []


def test_the_workbook_is_still_the_village_s_own_and_untouched(original, made):
    before, after = reopened(original), reopened(made())
    assert replace(after, tabs=before.tabs) == before
    assert not any(sheet.edited for sheet in after.sheets)


def test_the_slip_comes_back_out_of_its_file(made):
    assert read_slip(made().read_bytes()) == SLIP


def test_the_slip_comes_back_after_another_program_saved_it(made, tmp_path, soffice):
    path = made()
    (tmp_path / "saved").mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", tmp_path / "saved", path], check=True, capture_output=True
    )
    saved = tmp_path / "saved" / path.name
    assert read_slip(saved.read_bytes()) == SLIP
    again = made(saved.read_bytes(), replace(SLIP, items=ITEMS[:1]))
    assert load_workbook(again).sheetnames.count(LIST) == 1
    assert read_slip(again.read_bytes()) == replace(SLIP, items=ITEMS[:1])
    sheet = load_workbook(again)["人员"]
    assert sheet["C4"].comment.text.count("身份证号不对") == 1
    assert sheet["C4"].fill.patternType == "solid"
    assert (sheet["B5"].comment, sheet["B5"].fill.patternType) == (None, None)
    assert [one.title for one in load_workbook(again) if one.sheet_view.tabSelected] == [LIST]


texts = st.text(max_size=40) | st.sampled_from(("003", "１２", "=1+1", "a<b&'\""))
items = st.builds(
    Item, texts, st.sampled_from("EWI"), sheet=st.sampled_from(("", "人员", "没有")),
    row=st.none() | st.integers(4, 9), column=st.sampled_from(("", "A", "C", "AA")),
    subject=texts, rule=texts, remark=texts,
)  # fmt: skip


@given(st.lists(items, max_size=5), texts)
@settings(max_examples=30)
def test_any_words_give_a_sound_workbook(original, tmp_path_factory, items, words):
    slip = replace(SLIP, items=tuple(items), words=words)
    out = tmp_path_factory.mktemp("any") / "退回单.xlsx"
    write_slip(original.read_bytes(), slip, out)
    sheet = load_workbook(out)[LIST]
    for number, one in enumerate(items, 1):
        row = [cell.value for cell in sheet[number + 5]]
        assert row[0] == number
        assert (row[4] or "", row[5] or "") == (clean_text(one.subject), clean_text(one.message))
    assert from_lines(as_lines(slip)) == slip


def test_the_village_s_own_comments_stay(original, made, tmp_path):
    book = load_workbook(original)
    book["人员"]["B5"].comment = Comment("村里自己写的", "村文书")
    book["人员"]["B6"].comment = Comment("另一格", "村文书")
    book.save(tmp_path / "改过.xlsx")
    sheet = load_workbook(made((tmp_path / "改过.xlsx").read_bytes()))["人员"]
    assert sheet["B6"].comment.text == "另一格"
    assert sheet["B5"].comment.text.startswith("村里自己写的\n退回单第 2 条")
    assert "身份证号不对" in sheet["C4"].comment.text
    assert sheet["C4"].comment.author == "青禾镇"


def test_what_an_earlier_slip_marked_is_forgotten_and_the_village_s_own_words_stay(
    original, made, tmp_path
):
    book = load_workbook(original)
    book["人员"]["B5"].comment = Comment("村里自己写的", "村文书")
    book.save(tmp_path / "改过.xlsx")
    first = made((tmp_path / "改过.xlsx").read_bytes()).read_bytes()
    path = made(first, replace(SLIP, items=ITEMS[3:]))
    sheet = load_workbook(path)["人员"]
    assert sheet["B5"].comment.text == "村里自己写的"
    assert sheet["C4"].comment is None
    assert {sheet[at].fill.patternType for at in ("B5", "C4")} == {None}
    assert b"<x:Row>3</x:Row>" not in b"".join(parts(path).values())


def test_a_slip_of_a_slip_is_as_sound(made):
    assert complaints(made(made().read_bytes(), replace(SLIP, items=ITEMS[3:]))) == []


def test_neither_list_nor_marks_of_a_slip_are_read_as_a_roster_s(original, made):
    plain, marked = read_here(original.read_bytes()), read_here(made().read_bytes())
    assert plain.tables
    assert marked.tables == plain.tables


def test_a_program_that_prefixes_every_name_is_understood(original, made, tmp_path):
    def prefix(name, content):
        if not name.endswith(".xml") or f'xmlns="{MAIN}"'.encode() not in content:
            return content
        ET.register_namespace("x", MAIN)
        return ET.tostring(ET.fromstring(content), encoding="UTF-8", xml_declaration=True)

    path = made(rewritten(original, tmp_path / "x.xlsx", prefix).read_bytes())
    for name in ("xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"):
        tags = {one.tag for one in ET.fromstring(parts(path)[name]).iter()}
        assert all(tag.startswith("{") for tag in tags)
    book = load_workbook(path)
    assert book.sheetnames[0] == LIST
    assert book["人员"]["B5"].fill.patternType == "solid"
    assert "没有写走访" in book["人员"]["B5"].comment.text


def test_a_cell_that_is_not_there_is_put_into_its_row(original, made, tmp_path):
    def without(name, content):
        return (
            re.sub(rb'<c r="C4"[^>]*/>', b"", content) if name.endswith("sheet2.xml") else content
        )

    path = made(rewritten(original, tmp_path / "less.xlsx", without).read_bytes())
    row = re.search(rb'<row r="4".*?</row>', parts(path)["xl/worksheets/sheet2.xml"])
    assert row
    assert re.findall(rb' r="([A-Z]+)4"', row[0])[:4] == [b"A", b"B", b"C", b"D"]
    assert complaints(path) == []


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 an old one", b"PK\x03\x04 broken"])
def test_of_what_cannot_be_marked_the_list_goes_alone(made, content):
    path = made(content)
    assert load_workbook(path).sheetnames == [LIST, "原表", SHEET]
    assert not [cell.hyperlink for (cell,) in load_workbook(path)[LIST]["D6:D9"] if cell.hyperlink]
    assert read_slip(path.read_bytes()) == SLIP
    assert complaints(path) == []


def test_entities_are_never_followed(original, made, tmp_path):
    def bad(name, content):
        doctype = b'<!DOCTYPE styleSheet [<!ENTITY a "b">]>\n<styleSheet'
        return content.replace(b"<styleSheet", doctype, 1)

    path = made(rewritten(original, tmp_path / "bad.xlsx", bad).read_bytes())
    assert "原表" in load_workbook(path).sheetnames


def test_a_folder_that_is_gone_is_said_in_a_sentence(original, tmp_path):
    with pytest.raises(UserError, match="没有写成"):
        write_slip(original.read_bytes(), SLIP, tmp_path / "没有" / "退回单.xlsx")


def test_a_slip_that_cannot_be_put_leaves_nothing_behind(original, tmp_path):
    (tmp_path / "退回单.xlsx").mkdir()
    with pytest.raises(UserError, match="没有写成"):
        write_slip(original.read_bytes(), SLIP, tmp_path / "退回单.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["退回单.xlsx"]


def test_a_slip_replaces_an_older_one_and_leaves_nothing_beside_it(made, tmp_path):
    made()
    made(slip=replace(SLIP, items=ITEMS[:1]))
    assert [one.name for one in tmp_path.iterdir()] == ["退回单.xlsx"]


def test_what_is_no_slip_is_none(original):
    assert read_slip(original.read_bytes()) is None
    assert read_slip("姓名,电话\n".encode()) is None
    assert read_slip(b"") is None


def spoil(lines, **changed):
    about = json.loads(lines[0]) | changed
    return [json.dumps({k: v for k, v in about.items() if v is not None}), *lines[1:]]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["not json"],
        ["[]"],
        as_lines(SLIP)[:-1],
        spoil(as_lines(SLIP), day=None),
        spoil(as_lines(SLIP), day="昨天"),
        [*as_lines(SLIP)[:-1], '{"message": 3}'],
        [*as_lines(SLIP)[:-1], as_lines(SLIP)[-1].replace('"W"', "7")],
    ],
)
def test_a_spoiled_slip_is_said_in_a_sentence(lines):
    with pytest.raises(UserError, match="坏了"):
        from_lines(lines)


def test_the_slip_of_a_newer_program_asks_for_that(original):
    with pytest.raises(UserError, match="升级"):
        from_lines(spoil(as_lines(SLIP), format=2))


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_a_file_holds_it_is_a_slip_or_none_or_a_sentence(original, data, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    path = folder / "whole.xlsx"
    if not path.exists():
        write_slip(original.read_bytes(), SLIP, path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.just(len(content)) | st.integers(0, len(content)))
    try:
        found = read_slip(bytes(content[:cut]))
    except UserError:
        return
    assert found is None or isinstance(found, Slip)

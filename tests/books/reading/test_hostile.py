"""Broken, foreign and hostile files end in one Chinese sentence, soon and without much memory."""

import io
import random
import re
import time
import zipfile
from contextlib import suppress

import pytest

from tests.books.reading.building import Page, book, id_of
from villagedesk.books.reading import read_here
from villagedesk.errors import UserError

ROSTER = book(Page([["姓名", "身份证号", "出生年月"], ["王建军", id_of(), 1972.03]], ["A3:B3"]))


def with_part(name: str, content: bytes | str, data: bytes = ROSTER) -> bytes:
    """The workbook with one part put in place of the old one, or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return file.getvalue()


def sheet_of(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def with_rows(rows: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", sheet_of(rows))


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_here(data, "名单")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b'<?xml version="1.0"?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"),
        (b"\x05admin" + b" " * 49 + b"\x05\x00a\x00d\x00" + b"\x20\x00" * 50, "临时文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16le")
            + b"\0" * 600,
            "密码",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16le") + b"\0" * 600,
            "另存为",
        ),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (bytes(range(256)) * 4, "不是 Excel"),
        (b"one line of words and nothing else", "不是 Excel"),
        (ROSTER[: len(ROSTER) // 2], "不完整"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(data, words):
    assert words in refusal(data)


def test_a_word_document_is_no_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "Word" in refusal(file.getvalue())


def test_a_bomb_of_blanks_is_refused_soon():
    started = time.process_time()
    assert "炸弹" in refusal(with_part("xl/worksheets/sheet1.xml", b" " * (64 << 20)))
    assert time.process_time() - started < 5


def test_entities_are_never_expanded():
    bomb = '<!DOCTYPE a [<!ENTITY b "boom">]>' + sheet_of("<row><c><v>&b;</v></c></row>")
    assert "不安全" in refusal(with_part("xl/worksheets/sheet1.xml", bomb))


def test_a_lonely_cell_at_the_end_of_the_world_is_pointed_out():
    assert "第 1048576 行" in refusal(
        with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    )


@pytest.mark.parametrize(
    "area", ["A1:XFD1048576", "A10:Z200000", "A0:A0", "B2:A1", "A1:ZZZ9999999"]
)
def test_merges_are_never_unrolled(area):
    started = time.process_time()
    end = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells><sheetData>'
    read_here(with_rows('<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>' + end))
    assert time.process_time() - started < 2


def test_a_dimension_is_not_believed():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    sheet = sheet_of(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert read_here(with_part("xl/worksheets/sheet1.xml", sheet)).tables == ()


def test_a_million_styled_blank_rows_are_read():
    blank = "".join(
        f'<row r="{n}" spans="1:3"><c r="A{n}" s="1"/><c r="B{n}" s="1"/><c r="C{n}" s="1"/></row>'
        for n in range(3, 1_000_003)
    )
    head = (
        '<row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="str"><v>电话</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>王建军</v></c><c r="B2"><v>13800000001</v></c></row>'
    )
    data = with_rows(head + blank)
    started = time.process_time()
    (table,) = read_here(data).tables
    assert [row.values["phone"] for row in table.records] == ["13800000001"]
    assert time.process_time() - started < 10


def test_blank_cells_without_an_address_keep_their_place():
    cells = '<c r="A1" s="1"/><c s="1"/><c t="str"><v>姓名</v></c><c t="str"><v>电话</v></c>'
    below = '<row r="2"><c r="A2"/><c r="B2"/><c r="C2" t="str"><v>王建军</v></c></row>'
    (table,) = read_here(with_rows(f'<row r="1">{cells}</row>{below}')).tables
    assert list(table.columns) == ["C", "D"]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/workbook.xml", "no xml at all"),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='a'/></sheetData></worksheet>"),
        ("xl/styles.xml", "<?xml version='1.0' encoding='klingon'?><styleSheet/>"),
    ],
)
def test_damaged_parts_are_refused(part, content):
    assert re.search("损坏|没有工作表", refusal(with_part(part, content)))


def test_duplicate_parts_are_refused():
    file = io.BytesIO(ROSTER)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("XL\\workbook.xml", "<workbook/>")
    assert "重复" in refusal(file.getvalue())


def test_macros_are_left_alone_with_a_word():
    assert "宏" in read_here(with_part("xl/vbaProject.bin", b"x")).warnings[0]


def test_no_damage_whatever_escapes_as_anything_but_a_sentence():
    dice = random.Random(20261122)
    for _ in range(500):
        data = bytearray(ROSTER if dice.random() < 0.5 else _one_part_mutated(dice))
        for _ in range(dice.randint(0, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        started = time.process_time()
        _read_or_refuse(bytes(data))
        assert time.process_time() - started < 3


def _one_part_mutated(dice: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(ROSTER)) as archive:
        name = dice.choice(archive.namelist())
        content = bytearray(archive.read(name))
    for _ in range(dice.randint(1, 8)):
        place = dice.randrange(len(content) + 1)
        content[place : place + dice.randrange(12)] = dice.choice(
            (b"", b"<", b"\x00", b"-1", b"999999999999", b'"', bytes([dice.randrange(256)]))
        )
    return with_part(name, bytes(content))


def _read_or_refuse(data: bytes) -> None:
    with suppress(UserError):
        read_here(data, "名单")

"""Among good files the worst ones: each gets one sentence, the good ones are in, nothing hangs."""

import io
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from openpyxl import Workbook

from tests.town import hostile
from tests.town.fuzz import fuzz
from tests.town.test_collect import content
from tests.town.villages import NOW, Handed, handed
from villagedesk.books.slip import Item, Slip, write_slip
from villagedesk.desk import Desk
from villagedesk.desk.collecting import as_json, in_words
from villagedesk.town.crew import Crew
from villagedesk.town.expected import Expected
from villagedesk.town.reading import Terms

GOOD = 6
ABSENT = Expected("999036109999", "远山村")


def meta(work: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """Makes a workbook whose `_meta` says something else of the workbook itself."""
    return lambda good: hostile.with_meta(good, lambda lines: work(lines[0]))


def listed(work: Callable[[list[Any]], object]) -> Callable[[bytes], bytes]:
    """Makes a workbook whose `_meta` says something else of its sheets."""
    return lambda good: hostile.with_meta(good, work)


def sheet(rows: str) -> Callable[[bytes], bytes]:
    """Makes a workbook whose sheet of people holds these rows."""
    return lambda good: hostile.put(good, hostile.part_of(good, "人员"), hostile.sheet_of(rows))


def poured(pieces: Callable[[], Iterator[bytes]]) -> Callable[[bytes], bytes]:
    """Makes a workbook whose sheet of people is very large."""
    return lambda good: hostile.poured(good, hostile.part_of(good, "人员"), pieces())


def cut(good: bytes, part: float) -> bytes:
    return good[: int(len(good) * part)]


def flipped(good: bytes) -> bytes:
    data, dice = bytearray(good), random.Random(5)
    for _ in range(40):
        data[dice.randrange(len(data) // 4, len(data) // 2)] ^= 1 << dice.randrange(8)
    return bytes(data)


def empty_workbook(_: bytes = b"") -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def roster(_: bytes = b"") -> bytes:
    out, book = io.BytesIO(), Workbook()
    for row in (["姓名", "联系电话"], ["张三", "13800000000"], ["李四", "13800000001"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def slip(good: bytes) -> bytes:
    items = (Item("缺电话", "E"),)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "退回单.xlsx"
        write_slip(
            good, Slip("青禾镇", "9" * 12, "河湾村", "2026Q4", 1, "e", NOW.date(), items), out
        )
        return out.read_bytes()


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&c;</v></c></row></sheetData>'
    "</worksheet>"
)
READS_A_FILE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
FOREIGN, BROKEN, SPOILT = "认不出是哪个村|没有认出填了内容的表格", "损坏|不完整", "标记被改坏"

# what it is, how it is made from a sound workbook, what the sentence has to say
REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "空文件": (lambda _: b"", "0 字节"),
    "空表": (empty_workbook, FOREIGN),
    "名单": (roster, FOREIGN),
    "带宏的名单": (lambda _: hostile.put(roster(), "xl/vbaProject.bin", hostile.OLE), FOREIGN),
    "加了宏": (lambda good: hostile.put(good, "xl/vbaProject.bin", hostile.OLE), "宏"),
    **{
        f"断在{part}": (partial(cut, part=part), BROKEN)
        for part in (0.01, 0.5, 0.9, 0.9999)
    },
    "几位不对": (flipped, BROKEN),
    "加密": (lambda _: hostile.encrypted(), "密码"),
    "旧版": (lambda _: hostile.OLE + "Workbook".encode("utf-16le") + b"\0" * 600, "另存为"),
    "文档": (lambda _: hostile.document(), "Word"),
    "逗号": (lambda _: "姓名,电话\n张三,1\n".encode(), FOREIGN),
    "压缩包": (lambda good: hostile.packed({"一.xlsx": good, "二.xlsx": good}), "压缩包"),
    "套着的炸弹": (
        lambda _: hostile.packed({"a.zip": hostile.packed({"b": bytes(32 << 20)})}),
        "压缩包",
    ),
    "rar": (lambda _: b"Rar!\x1a\x07\x01\x00" + b"x" * 600, "解压"),
    "pdf": (lambda _: b"%PDF-1.7 \n" + b"x" * 600, "PDF"),
    "图片": (lambda _: b"\x89PNG\r\n\x1a\n" + b"x" * 600, "图片"),
    "炸弹": (poured(lambda: hostile.zeros(192)), "炸弹"),
    "空格子": (poured(lambda: hostile.blanks(3_000_000)), "炸弹|太多"),
    "许多行": (
        lambda _: hostile.poured(roster(), "xl/worksheets/sheet1.xml", hostile.rows(450_000)),
        "太多|太远",
    ),
    "长字": (
        lambda good: hostile.poured(good, hostile.STRINGS, hostile.zeros(100, b"a")),
        "炸弹",
    ),
    "天边": (sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "太开"),
    "太远的行": (sheet('<row r="4000000000"><c><v>1</v></c></row>'), "太开"),
    "声明": (
        lambda good: hostile.put(good, hostile.part_of(good, "人员"), LAUGHS),
        "不安全",
    ),
    "外部": (
        lambda good: hostile.change(good, hostile.BOOK, lambda text: READS_A_FILE + text),
        "不安全|损坏",
    ),
    "半个字符串": (lambda good: hostile.put(good, hostile.STRINGS, "<si>" * 300_000), BROKEN),
    "新版": (meta(lambda one: one.update(format=99)), "升级"),
    "没有期间": (meta(lambda one: one.pop("period")), SPOILT),
    "五季度": (meta(lambda one: one.update(period="2026Q9")), "不是期间"),
    "公元零年": (meta(lambda one: one.update(period="0000")), "不是期间"),
    "明年的明年": (meta(lambda one: one.update(period="9999")), "日期"),
    "钟走错了": (meta(lambda one: one.update(exported_at="9999-12-31T23:59:59")), "日期"),
    "带时区": (meta(lambda one: one.update(exported_at="2026-11-22T09:00:00+08:00")), SPOILT),
    "次数为负": (meta(lambda one: one.update(sequence=-1)), SPOILT),
    "次数太大": (meta(lambda one: one.update(sequence=10**9)), SPOILT),
    "次数是字": (meta(lambda one: one.update(sequence="三")), SPOILT),
    "村名是数": (meta(lambda one: one.update(village=7)), SPOILT),
    "冒充手填": (meta(lambda one: one.update(store_id="hand")), SPOILT),
    "怪代码": (meta(lambda one: one.update(code="12")), "12 位"),
    "一万张表": (listed(lambda lines: lines.extend([lines[1]] * 10_000)), SPOILT),
    "列名不够": (listed(lambda lines: lines[1]["labels"].pop()), SPOILT),
    "列重复": (listed(lambda lines: lines[1].update(fields=["a"] * 2, labels=["a"] * 2)), SPOILT),
    "不认识的村": (meta(lambda one: one.update(code="999036100001")), "名单"),
    "别村的代码": (
        meta(lambda one: one.update(code=ABSENT.code, store_id="0" * 32)),
        "封面写的是",
    ),
    "复制来的台账": (
        meta(lambda one: one.update(code=ABSENT.code, village=ABSENT.name, store_id="0" * 32)),
        "复制",
    ),
    "改了代码": (meta(lambda one: one.update(code=ABSENT.code, village=ABSENT.name)), "以前是以"),
    "退回单": (slip, "退回单"),
}  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handed, ...]:
    """A few villages with their workbooks."""
    return handed(tmp_path_factory.mktemp("good"), GOOD, 50)


@pytest.fixture
def listed_town(desk: Desk, good: tuple[Handed, ...]) -> Desk:
    """A town that expects them, and one village more."""
    desk.expect([*(Expected(one.code, one.name) for one in good), ABSENT])
    return desk


def test_each_bad_file_gets_one_sentence_and_leaves_nothing_behind(
    listed_town: Desk, good: tuple[Handed, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, sound = tmp_path / "收到的", good[0].book.read_bytes()
    folder.mkdir()
    listed_town.collect([one.book for one in good])
    before = content(listed_town)
    for name, (make, _) in REFUSED.items():
        (folder / f"{name}.xlsx").write_bytes(make(sound))
    started = time.monotonic()
    done = listed_town.collect([folder])
    assert time.monotonic() - started < 100
    assert len(done.files) == len(REFUSED)
    wrong = {}
    for one in done.files:
        said = [problem.message for problem in one.problems if not problem.sheet]
        words = REFUSED[one.path.stem][1].split("|")
        if one.status != "refused" or len(said) != 1 or not any(w in said[0] for w in words):
            wrong[one.path.stem] = (one.status, said)
    assert wrong == {}
    assert content(listed_town) == before
    assert capfd.readouterr() == ("", "")


def test_good_files_among_bad_ones_are_in(
    listed_town: Desk, good: tuple[Handed, ...], tmp_path: Path
) -> None:
    names = (
        "换\n行.xlsx",
        "😀村.dat",
        "长" * 80 + ".xlsx",
        "a'\"%s{}.xls",
        "\udcff.xlsx",
        "六.XLSX",
    )
    for name, one in zip(names, good, strict=True):
        shutil.copy(one.book, tmp_path / name)
    (tmp_path / "断.xlsx").write_bytes(good[0].book.read_bytes()[:5000])
    done = listed_town.collect([tmp_path / name for name in (*names, "断.xlsx")])
    assert [one.status for one in done.files] == ["new"] * GOOD + ["refused"]
    assert [one.name for one in done.missing] == [ABSENT.name]
    in_words(done).encode()
    assert "\n" not in as_json(done)["files"][0]["path"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links have no names there")
def test_what_is_no_file_is_passed_over_and_nothing_waits_for_it(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    os.mkfifo(folder / "管.xlsx")
    (folder / "设备.xlsx").symlink_to("/dev/zero")
    (folder / "自己.xlsx").symlink_to(folder / "自己.xlsx")
    (folder / "圈").symlink_to(folder)
    (folder / ".隐藏.xlsx").write_bytes(b"")
    assert desk.collect([folder]).files == ()
    (seen,) = desk.collect([folder / "管.xlsx"]).files
    assert "不是一个文件" in seen.problems[0].message


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file there that none may read")
def test_a_file_that_cannot_be_read_or_is_held_open_is_told(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    (folder / "开着.xlsx").symlink_to("/proc/self/mem")
    (folder / "~$开着.xlsx").write_bytes(b"\x05admin")
    said = [one.problems[0].message for one in desk.collect([folder]).files]
    assert len(said) == 2
    assert "临时文件" in said[0]
    assert "打不开" in said[1]


def test_a_villages_store_is_no_workbook(
    desk: Desk, good: tuple[Handed, ...], tmp_path: Path
) -> None:
    shutil.copy(good[0].store, tmp_path / "台账.xlsx")
    (seen,) = desk.collect([tmp_path / "台账.xlsx"]).files
    assert "台账的数据文件" in seen.problems[0].message


def test_a_formula_is_taken_by_its_result_and_named(
    desk: Desk, good: tuple[Handed, ...], tmp_path: Path
) -> None:
    part = hostile.part_of(good[0].book.read_bytes(), "人员")

    def calculated(text: str) -> str:
        head, mark, rest = text.partition('<c r="B4"')
        cell, close, more = rest.partition("</c>")
        look = cell.partition(">")[0].replace(' t="s"', ' t="str"')
        formula = "cmd|'/c calc'!A0"
        return f"{head}{mark}{look}><f>{formula}</f><v>王算式</v>{close}{more}"

    path = tmp_path / "公式.xlsx"
    path.write_bytes(hostile.change(good[0].book.read_bytes(), part, calculated))
    (seen,) = desk.collect([path]).files
    assert seen.status == "edited"
    named = [one for one in seen.problems if "公式" in one.message]
    assert [(one.sheet, one.row, one.column) for one in named] == [("人员", 4, "B")]
    assert "王算式" in named[0].message


def test_a_sheet_that_is_gone_is_named(
    desk: Desk, good: tuple[Handed, ...], tmp_path: Path
) -> None:
    path, sound = tmp_path / "少一张.xlsx", good[0].book.read_bytes()
    renamed = hostile.change(
        sound, hostile.BOOK, lambda text: text.replace('name="会议"', 'name="别的"')
    )
    path.write_bytes(renamed)
    (seen,) = desk.collect([path]).files
    assert any("找不到" in one.message and one.sheet == "会议" for one in seen.problems)


def test_a_sheet_without_its_headers_is_named(
    desk: Desk, good: tuple[Handed, ...], tmp_path: Path
) -> None:
    path, sound = tmp_path / "没表头.xlsx", good[0].book.read_bytes()
    path.write_bytes(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')(sound))
    (seen,) = desk.collect([path]).files
    assert seen.status == "edited"
    assert any("表头" in one.message and one.sheet == "人员" for one in seen.problems)


def test_a_row_without_what_it_must_have_is_named_and_the_rest_is_in(
    desk: Desk, good: tuple[Handed, ...], tmp_path: Path
) -> None:
    sound = good[0].book.read_bytes()
    part = hostile.part_of(sound, "人员")

    def nameless(text: str) -> str:
        head, mark, rest = text.partition('<c r="B5"')
        look, _, more = rest.partition(">")
        look, rest = look.replace(' t="s"', ""), more.partition("</c>")[2]
        return f"{head}{mark}{look}/>{rest}"

    path = tmp_path / "缺姓名.xlsx"
    path.write_bytes(hostile.change(sound, part, nameless))
    (seen,) = desk.collect([path]).files
    assert seen.status == "edited"
    assert any("没有收" in one.message and one.row == 5 for one in seen.problems)


def test_after_a_file_that_takes_too_long_the_next_is_read(good: tuple[Handed, ...]) -> None:
    terms, paths = Terms(date(2026, 11, 22)), [one.book for one in good[:2]]
    with Crew(terms, 2, patience=0.01) as crew:
        assert [
            "读得太久" in str(read.answer) for group in crew.groups(paths) for read in group
        ] == [True, True]
        for hand in crew._hands:
            hand._patience = 60
        answer = crew._hands[0].ask(good[0].book.read_bytes(), "再来")
    assert not isinstance(answer, str)


def test_no_fault_whatever_gives_more_than_a_sentence(good: tuple[Handed, ...]) -> None:
    assert fuzz(good[0].book.read_bytes(), range(40)) == []

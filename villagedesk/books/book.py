"""The workbook a village hands to its town: written beside its place, verified, then put there."""

import errno
import io
import json
import re
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from villagedesk.books import own
from villagedesk.books.beside import BESIDE
from villagedesk.books.cover import LEVEL_WORDS, Cover, write_cover
from villagedesk.books.sheet import SheetPage, Written, write_page
from villagedesk.books.styles import Styles
from villagedesk.checks import Found
from villagedesk.declare import Face
from villagedesk.errors import UserError
from villagedesk.kinds import Text
from villagedesk.ledgers import LEDGERS

SELF_CHECK = "_findings"
LONGEST_NAME = 31
PATIENCE = 2.5
"""Seconds to wait for another program that holds the file for a moment (antivirus, sync)."""

_FINDING_FACES = (
    Face("级别", Text(), 8, key="level"),
    Face("台账", Text(), 12, key="ledger"),
    Face("对象", Text(), 14, key="subject"),
    Face("问题", Text(2), 34, key="message"),
    Face("规定", Text(2), 34, key="rule"),
    Face("依据", Text(2), 24, key="source"),
    Face("本村说明", Text(2), 24, key="remark"),
)
_FINDING_HIDDEN = ("_uid", "_norm", "_period")

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Book:
    """All that one workbook says: the cover, the sheets in order, what the self-check found.

    What `beside` holds is for programs alone.
    """

    cover: Cover
    pages: tuple[SheetPage, ...]
    findings: tuple[Found, ...] = ()
    beside: tuple[SheetPage, ...] = ()


def file_name(town: str, village: str, period: str, last: int | str, *, kind: str = "台账") -> str:
    """`镇-村-台账-期间-次数.xlsx` of the parts that are there, without what no name can hold."""
    parts = (town, village, kind, period, str(last))
    return "-".join(re.sub(r'[\\/:*?"<>|\s.]+', "", part) for part in parts if part) + ".xlsx"


def write_book(
    book: Book, out: Path, *, report: Report | None = None, cancelled: Cancelled | None = None
) -> None:
    """Writes, verifies and puts the workbook at `out`, replacing what was there.

    Raises UserError where the file cannot be written, or when `cancelled()` says so; then nothing
    new is left behind and an older file at `out` stays whole. `report(done, total)` counts rows.
    """
    pages = (*book.pages, *book.beside)
    total = sum(len(page.rows) for page in pages) + len(book.findings)
    tick = ticker(total, report, cancelled)
    put_out(out, book.cover.export_id, lambda file: _write(book, file, tick), tick)


def put_out(
    out: Path,
    key: str,
    write: Callable[[BinaryIO], Sequence[Written]],
    tick: Callable[[int], None],
) -> None:
    """Puts what `write` writes at `out`, whole and read back, or leaves what was there.

    `key` names the file until then. Raises UserError where it cannot be written, or when `tick`
    does: the last time just before the file takes its place.
    """
    if out.suffix.lower() != ".xlsx":
        raise UserError(f"文件名要以 .xlsx 结尾，现在是“{out.name}”")
    if not out.parent.is_dir():
        raise UserError(f"没有“{out.parent}”这个文件夹，请先建好，或换一个地方保存")
    from xlsxwriter.exceptions import FileCreateError  # no window waits for it at its start

    new = out.with_name(f"~{key}.xlsx")
    try:
        content = io.BytesIO()
        written = write(content)
        new.write_bytes(content.getbuffer())
        _verify(new, written)
        tick(0)
        _put(new, out)
    except (OSError, FileCreateError) as error:
        raise UserError(f"“{out.name}”没有写成：{_reason(error)}") from error
    finally:
        with suppress(OSError):  # nothing was written where nothing can be
            new.unlink()


def sheets_of(book: Book) -> tuple[SheetPage, ...]:
    """The sheets with rows: those of the book, then 自查."""
    titles = {ledger.key: ledger.title for ledger in LEDGERS}
    rows = [
        (
            LEVEL_WORDS[f.level],
            titles.get(f.ledger, f.ledger),
            *(text or None for text in (f.subject, f.message, f.rule, f.source, f.remark)),
            *(f.uid, f.norm, f.period or None),
        )
        for f in book.findings
    ]
    return (*book.pages, SheetPage(SELF_CHECK, "自查", _FINDING_FACES, rows, _FINDING_HIDDEN))


def _write(book: Book, file: BinaryIO, tick: Callable[[int], None]) -> list[Written]:
    pages, cover = sheets_of(book), book.cover
    with workbook_in(file) as workbook:
        workbook.set_custom_property(own.PROPERTY, cover.export_id, "text")
        workbook.set_properties({"title": f"{cover.village}村务台账", "created": cover.exported_at})
        styles = Styles(workbook)
        front = workbook.add_worksheet("封面")
        write_cover(front, cover, styles, pages=book.pages, findings=book.findings)
        left = f"填报单位：{cover.town}{cover.village}　　{cover.period_words}"
        right = f"填报日期：{cover.filled_on:%Y-%m-%d}"
        written = []
        for page, name in _tabs(pages, book.beside):
            heading = (f"{cover.village}{page.title}", f"{left}　　共 {len(page.rows)} 条", right)
            sheet = workbook.add_worksheet(name)
            written.append(write_page(sheet, page, styles, heading=heading, tick=tick))
            if page.key in BESIDE:
                sheet.very_hidden()
        _write_meta(workbook.add_worksheet(own.META), cover, written)
    return written


@contextmanager
def workbook_in(file: BinaryIO) -> Iterator[Any]:
    """An open XlsxWriter workbook; given up without a trace when anything is raised.

    Not constant_memory: it writes inline strings, which Excel rewrites at the next save. Not
    straight to the disk: where that is full, its zip file would try again at the program's end.
    """
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        workbook = Workbook(file, {"tmpdir": folder})
        yield workbook
        workbook.close()


def _write_meta(sheet: Any, cover: Cover, written: Sequence[Written]) -> None:
    about = {
        **asdict(cover),
        "format": own.FORMAT,
        "filled_on": cover.filled_on.isoformat(),
        "exported_at": cover.exported_at.isoformat(),
    }
    for row, line in enumerate((about, *map(asdict, written))):
        sheet.write_string(row, 0, json.dumps(line, ensure_ascii=False))
    sheet.very_hidden()


def _tabs(
    pages: Sequence[SheetPage], beside: Sequence[SheetPage]
) -> Iterator[tuple[SheetPage, str]]:
    yield from zip(pages, tab_names([page.title for page in pages]), strict=True)
    yield from ((page, f"_{page.key}") for page in beside)


def tab_names(titles: Iterable[str], taken: Sequence[str] = ("封面", own.META)) -> list[str]:
    """Titles as tabs can carry them: no forbidden marks, 31 characters, none twice."""
    names = list(taken)
    for title in titles:
        name = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:LONGEST_NAME]
        twins = sum(other.partition(" (")[0] == name for other in names)
        names.append(f"{name[: LONGEST_NAME - 4]} ({twins + 1})" if twins else name)
    return names[len(taken) :]


def ticker(total: int, report: Report | None, cancelled: Cancelled | None) -> Callable[[int], None]:
    """Counts rows and reports them; raises UserError when `cancelled()`."""
    done = 0

    def tick(rows: int) -> None:
        nonlocal done
        done += rows
        if cancelled and cancelled():
            raise UserError("导出已取消，没有写出文件")
        if report:
            report(done, total)

    return tick


def _verify(path: Path, written: Sequence[Written]) -> None:
    """Reads the file back by another program's hand: checksums, row counts, digests."""
    with zipfile.ZipFile(path) as package:
        broken = package.testzip()
    digests = own.digests(path)
    wrong = [sheet.title for sheet in written if digests.get(sheet.tab) != sheet.digest]
    if broken or wrong:
        raise UserError(f"写好的文件读回来不一样（{broken or '、'.join(wrong)}），请再导出一次")


def _put(new: Path, out: Path) -> None:
    for _ in range(10):
        try:
            new.replace(out)
        except PermissionError:
            time.sleep(PATIENCE / 10)
        else:
            return
    raise UserError(f"“{out.name}”正被别的程序打开，请先在 Excel 或 WPS 里关掉它，再导出一次")


def _reason(error: BaseException) -> str:
    cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
    known = {
        errno.ENOSPC: "磁盘满了，请腾出至少 50 MB 再试",
        errno.EDQUOT: "磁盘的配额满了，请腾出至少 50 MB 再试",
        errno.EROFS: "这个文件夹只能读不能写，请换一个地方保存",
        errno.EACCES: "这个文件夹没有写的权限，请换一个地方保存",
        errno.EPERM: "这个文件夹没有写的权限，请换一个地方保存",
        errno.ENAMETOOLONG: "文件名太长，请改短一些",
    }
    usual = "请看看磁盘是不是满了、文件夹能不能写、U盘是不是松了"
    return known.get(getattr(cause, "errno", None) or 0, usual)

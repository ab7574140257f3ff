"""接收: files and folders in, one sentence for each; the same files give the same store again."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unicodedata import category

from sqlalchemy import Connection, select

from villagedesk.books.reading import ReadBook
from villagedesk.errors import UserError
from villagedesk.people import Village
from villagedesk.period import Period
from villagedesk.store.database import Store
from villagedesk.store.records import Stamp, table_of
from villagedesk.town import keeping
from villagedesk.town.crew import Crew, Read
from villagedesk.town.expected import Expected, expected, missing
from villagedesk.town.keeping import REFUSED, accept
from villagedesk.town.parcels import Parcel
from villagedesk.town.reading import Taken, Terms
from villagedesk.town.snapshot import CellProblem

_SYSTEM = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
"""What an operating system leaves in folders."""

_UNSHOWN = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Controls, halves of characters and line breaks."""

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Rosters = Callable[[ReadBook, Read], "FileSeen"]
"""Takes a roster that was filled by hand."""


@dataclass(frozen=True)
class FileSeen:
    """What became of one file: `status` is new, same, older, edited or refused."""

    path: Path
    status: str
    village: str = ""
    name: str = ""
    period: str = ""
    sequence: int | None = None
    rows: int = 0
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True)
class Collected:
    """The files in the order they were given, who is still missing, and how long it took."""

    files: tuple[FileSeen, ...]
    missing: tuple[Expected, ...]
    seconds: float


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and every file in the folders among them; each once.

    Raises UserError for a path that is not there.
    """
    seen: set[Path] = set()
    for path in paths:
        if not _is_there(path):
            raise UserError(f"找不到“{shown(str(path))}”，请检查文件是不是被移走或改名")
        found = filter(_is_for_us, sorted(path.rglob("*"))) if path.is_dir() else [path]
        for one in found:
            if one not in seen:
                seen.add(one)
                yield one


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than the disk takes
        return False


def _is_for_us(path: Path) -> bool:
    """Whether a folder's entry is a file that people put there."""
    return path.is_file() and not (path.name.lower() in _SYSTEM or path.name.startswith("."))


def shown(name: str) -> str:
    """A file's name as it can be stored and shown: in one line, without what is no character."""
    return "".join("�" if category(char) in _UNSHOWN else char for char in name)


def collect(  # noqa: PLR0913  # where from, where to, who, and how it is told
    store: Store,
    paths: Sequence[Path],
    *,
    stamp: Stamp,
    terms: Terms,
    period: Period | None = None,
    rosters: Rosters | None = None,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> Collected:
    """Takes in every file; what one of them does leaves the others alone.

    `period`: the one whose missing villages are named; without it the newest among the files.
    When `cancelled()` what is in stays in, and the files not reached are not in the answer.
    """
    started = time.monotonic()
    files = list(files_in(paths))
    seen: dict[Path, FileSeen] = {}
    with Crew(terms, len(files)) as crew:
        again = partial(_again, crew)
        for done, read in enumerate(crew.each(files), 1):
            seen[read.path] = _take(store, read, stamp=stamp, again=again, rosters=rosters)
            if report:
                report(done, len(files))
            if cancelled and cancelled():
                break
    ordered = tuple(seen[path] for path in files if path in seen)
    with store.reading() as connection:
        lacking = _missing(connection, ordered, period)
    return Collected(ordered, lacking, time.monotonic() - started)


def _take(
    store: Store, read: Read, *, stamp: Stamp, again: keeping.Again, rosters: Rosters | None
) -> FileSeen:
    refused = partial(_refused, read.path)
    try:
        match read.answer:
            case str() as words:
                return refused(words)
            case ReadBook() as book:
                if rosters is None:
                    return refused("这不是程序导出的上报表，也认不出是哪个村的，没有收")
                return rosters(book, read)
            case Taken() as taken:
                return _take_own(store, taken, read, stamp=stamp, again=again)
    except UserError as error:
        return refused(str(error))


def _take_own(
    store: Store, taken: Taken, read: Read, *, stamp: Stamp, again: keeping.Again
) -> FileSeen:
    snapshot = taken.snapshot
    seen = FileSeen(
        path=read.path,
        status=REFUSED,
        village=snapshot.village,
        name=snapshot.cover.village,
        period=snapshot.cover.period,
        sequence=snapshot.cover.sequence,
        rows=sum(sheet.rows for sheet in snapshot.sheets),
        problems=tuple(snapshot.problems),
    )
    try:
        status = accept(store, taken, read.content, shown(read.path.name), stamp=stamp, again=again)
    except UserError as error:
        return replace(seen, problems=(CellProblem("", None, "", str(error)), *seen.problems))
    if status == REFUSED:
        words = "已留下这一份，但没有算数：" + conflict_of(store, seen, read.content)
        return replace(seen, problems=(CellProblem("", None, "", words), *seen.problems))
    return replace(seen, status=status)


def conflict_of(store: Store, seen: FileSeen, content: bytes) -> str:
    """Why a workbook that was kept waits for a person."""
    own = table_of(Parcel)
    uid = keeping.parcel_uid(content, seen.village, seen.period)
    with store.reading() as connection:
        return str(connection.execute(select(own.c.conflict).where(own.c.uid == uid)).scalar_one())


def _refused(path: Path, words: str) -> FileSeen:
    return FileSeen(path, REFUSED, problems=(CellProblem("", None, "", words),))


def _again(crew: Crew, content: bytes) -> Taken:
    answer = crew.read(content, "")
    if not isinstance(answer, Taken):
        raise UserError(f"以前收下的一份读不出来了：{answer}")
    return answer


def _missing(
    connection: Connection, files: Sequence[FileSeen], period: Period | None
) -> tuple[Expected, ...]:
    text = period.text if period else max((one.period for one in files), default="")
    return missing(connection, text) if text else ()


def villages_of(connection: Connection) -> Mapping[str, str]:
    """The expected villages by code, or nothing where the town has no list yet."""
    return {one.code: one.name for one in expected(connection)}


def collected_villages(connection: Connection) -> Mapping[str, str]:
    """The villages of which anything was taken in, code → name."""
    own = table_of(Village)
    query = select(own.c.code, own.c.name).order_by(own.c.code)
    return {row.code: row.name for row in connection.execute(query)}

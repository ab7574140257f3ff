"""接收: files and folders in, one sentence for each; the same files give the same store again."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unicodedata import category

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from villagedesk.books.reading import ReadBook
from villagedesk.errors import StoreError, UserError
from villagedesk.norms import Rules
from villagedesk.people import Village
from villagedesk.period import Period
from villagedesk.store.database import Store
from villagedesk.store.records import Stamp, table_of
from villagedesk.town import keeping, rosters
from villagedesk.town.alike import alike
from villagedesk.town.crew import Crew, Read
from villagedesk.town.expected import Expected, expected, missing
from villagedesk.town.keeping import EDITED, NEW, OLDER, REFUSED, accept, accept_roster
from villagedesk.town.kept import Kept
from villagedesk.town.parcels import HAND, Parcel
from villagedesk.town.reading import Taken, Terms
from villagedesk.town.snapshot import CellProblem
from villagedesk.town.standing import problems_of

_SYSTEM = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
"""What an operating system leaves in folders."""

TAKEN = (NEW, EDITED)
"""What stands for a file that is in and counts."""

_UNSHOWN = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Controls, halves of characters and line breaks."""

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]


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


Came = Callable[[int, int, FileSeen], None]
"""Told of each file as soon as its fate is known: how many are done, of how many, this one."""


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
    report: Came | None = None,
    cancelled: Cancelled | None = None,
) -> Collected:
    """Takes in every file; what one of them does leaves the others alone.

    `period`: the one whose missing villages are named, and of which the rosters are that were
    filled by hand; without it the newest among the files, and no roster is taken. When
    `cancelled()` what is in stays in, and the files not reached are not in the answer. Raises
    StoreError, with words that say what is in, where the store can take no more.
    """
    started = time.monotonic()
    files = list(files_in(paths))
    seen: dict[Path, FileSeen] = {}
    with _telling(seen, files), _rows_are_no_garbage(), Crew(terms, len(files)) as crew:
        again = partial(read_again, crew, terms.rules())
        going = _Round(store, stamp, terms, period, again)
        for group in crew.groups(files):
            for one in _taken(going, group):
                seen[one.path] = one
                if report:
                    report(len(seen), len(files), one)
            if cancelled and cancelled():
                break
    ordered = tuple(seen[path] for path in files if path in seen)
    with _telling(seen, files), store.reading() as connection:
        lacking = _missing(connection, ordered, period)
    return Collected(ordered, lacking, time.monotonic() - started)


@dataclass(frozen=True)
class _Round:
    """One collection: where to, who takes in, by whose list and rules, and of which period."""

    store: Store
    stamp: Stamp
    terms: Terms
    period: Period | None
    again: keeping.Again


@contextmanager
def _rows_are_no_garbage() -> Iterator[None]:
    """Python does not look for rings of references while rows by the ten thousand come and go."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _telling(seen: Mapping[Path, FileSeen], files: Sequence[Path]) -> Iterator[None]:
    """Where the store gives out, its sentence goes on with what is in and what is not."""
    try:
        yield
    except StoreError as error:
        if not seen:
            raise
        left, taken = len(files) - len(seen), sum(one.status in TAKEN for one in seen.values())
        said = f"{error}。这次已收下 {taken} 个，都在" if taken else f"{error}。这次一个也没有收下"
        said += f"；还有 {left} 个没有收，好了以后再收一次就行，收过的不会重复" if left else ""
        raise type(error)(said) from error


def _taken(going: _Round, group: Sequence[Read]) -> Iterable[FileSeen]:
    """A file's disk is waited for once for all of the group; what fails so is taken one by one.

    At a server, where others wait for the villages that are held, always one by one.
    """
    if len(group) > 1 and going.store.path:
        with suppress(StoreError, IntegrityError), going.store.together():
            return [_take_now(going, read) for read in group]
    return map(partial(_take, going), group)


def _take(going: _Round, read: Read) -> FileSeen:
    """Once more where the store was lost: a server that was started anew takes it now."""
    try:
        return _take_now(going, read)
    except StoreError:
        return _take_now(going, read)


def _take_now(going: _Round, read: Read) -> FileSeen:
    try:
        match read.answer:
            case str() as words:
                return _refused(read.path, words)
            case ReadBook() as book:
                return _take_roster(going, book, read)
            case Taken() as taken:
                return _take_own(going, taken, read)
    except StoreError:
        raise
    except UserError as error:
        return _refused(read.path, str(error))


def _take_roster(going: _Round, book: ReadBook, read: Read) -> FileSeen:
    store, content, path = going.store, read.content, read.path
    code, period, older = _whose(going, book, path)
    name = going.terms.villages[code]
    whose = Kept(code, name, store.info["name"], period, going.stamp.at.date(), by_hand=True)
    cover, called = rosters.cover_of(whose), shown(path.name)
    status = accept_roster(
        store, cover, content, called, stamp=going.stamp, again=going.again, instead_of=older
    )
    own = table_of(Parcel)
    with store.reading() as connection:
        uid = keeping.parcel_uid(content, code, period)
        of_period = own.c.village == code, own.c.period == period, own.c.store_id == HAND
        rows = connection.execute(select(own).where(*of_period)).all()
        out = keeping.withdrawn(connection)
    row = next(row for row in rows if row.uid == uid)
    twice = [
        CellProblem("", None, "", pair.said, like=pair.about)
        for pair in alike(rows)
        if uid in (pair.one, pair.other)
    ]
    problems = (*twice, *problems_of(row))
    if status == OLDER:
        words = _REPLACED if uid in out else _BEHIND
        problems = (CellProblem("", None, "", words), *problems)
    return FileSeen(path, status, code, name, period, rows=row.rows, problems=problems)


_BEHIND = "这个村这一期已有程序导出的上报表，手填的这一份留着，没有算数"
_REPLACED = "这一份退回过，村里已经交了改好的，这一份留着，没有算数"


def _whose(going: _Round, book: ReadBook, path: Path) -> tuple[str, str, str]:
    """A roster's village and period, and the one it was made instead of; its slip tells all."""
    villages, slip = going.terms.villages, rosters.slip_in(book)
    if not any(table.records for table in book.tables):
        raise UserError(_NO_ROSTER if slip else _NO_TABLE)
    if slip:
        if slip.code not in villages:
            raise UserError(f"“{slip.village}”（代码 {slip.code}）不在本镇的村名单里，请核对")
        return slip.code, slip.period, slip.export_id
    code = rosters.village_in(book, path, villages)
    if going.period is None:
        raise UserError("手填的表看不出是哪一期的，没有收；请先选好期间，再收这一份")
    return code, going.period.text, ""


_NO_TABLE = "里面没有认出填了内容的表格，没有收；请打开看看是不是发错了文件"
_NO_ROSTER = "这份退回单里没有村里填的表，没有收；请村里在原来的表上改好，交原来的表"


def _take_own(going: _Round, taken: Taken, read: Read) -> FileSeen:
    snapshot, store = taken.snapshot, going.store
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
        name = shown(read.path.name)
        status = accept(store, taken, read.content, name, stamp=going.stamp, again=going.again)
    except StoreError:
        raise
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


def read_again(crew: Crew, judged: Rules, kept: Kept) -> Taken:
    """What was kept, read anew; raises UserError where it cannot be read any more."""
    answers = [crew.read(content, "") for content in kept.contents]
    books = [one for one in answers if isinstance(one, ReadBook)]
    if kept.by_hand and len(books) == len(answers):
        return rosters.take(kept, books, judged)
    for answer in answers:
        if not kept.by_hand and isinstance(answer, Taken):
            return answer
    words = next((one for one in answers if isinstance(one, str)), "")
    raise UserError(f"以前收下的一份读不出来了：{words}")


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

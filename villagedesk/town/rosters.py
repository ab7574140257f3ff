"""Rosters that were filled by hand: whose they are, and what a village's of a period say."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from sqlmodel import SQLModel

from villagedesk import checks
from villagedesk.books.cover import Cover
from villagedesk.books.reading import ReadBook, Table
from villagedesk.books.reading.returned import SLIP
from villagedesk.books.slip import Slip, slip_of
from villagedesk.declare import Record
from villagedesk.errors import UserError
from villagedesk.intake import Changes, SheetPlan, Wishes, plan_book, targets
from villagedesk.intake.choosing import choose
from villagedesk.intake.persons import is_full
from villagedesk.intake.slots import slots_for
from villagedesk.kinds import fold
from villagedesk.norms import Rules
from villagedesk.people import Person
from villagedesk.period import parse_period
from villagedesk.store.records import blank_values, table_of
from villagedesk.town import alike
from villagedesk.town.alike import Planned
from villagedesk.town.kept import Kept
from villagedesk.town.parcels import HAND
from villagedesk.town.reading import RosterSeen, Taken, bare_name
from villagedesk.town.snapshot import CellProblem, Row, SheetSeen, Snapshot

_SPACE = uuid.UUID("b0a9c1de-6c0f-5d0e-9a53-64c3d1f9a7e2")
"""From which the uids of records are derived, so that the same rosters give the same records."""

_FOLDERS = 3
"""How many folders above a file may say whose it is."""

_WHOSE = re.compile("单位|村|社区|组织|支部")
"""Labels around a table whose words may name the village."""

_SIBLING = "[上下大小东西南北前后中新老]"
"""Before a village's name they make it another's: 小河湾村 is not 河湾村."""

_ABOVE = "[镇乡县区市]"
"""Behind a bare name they make it the name of a town: 河湾镇."""


class Place(NamedTuple):
    """Where a record stands in a roster."""

    sheet: str
    row: int
    column: str


def village_in(book: ReadBook, path: Path, villages: Mapping[str, str]) -> str:
    """The code of the one village a roster is of: what it holds says so, else where it lies.

    `villages`: the town's list, code → name. Raises UserError where no one village is named.
    """
    if not villages:
        raise UserError("手填的表要照村名单认是哪个村的，镇里还没有村名单；请先导入村名单再收")
    inside = {code for words in _inside(book) for code in named_in(words, villages)}
    if len(inside) > 1:
        names = "、".join(dict.fromkeys(villages[code] for code in sorted(inside)))
        raise UserError(f"这张表里有几个村的（{names}），没有收；请一个村一个文件再收")
    if inside:
        return inside.pop()
    for words in (path.stem, *reversed(path.parent.parts[-_FOLDERS:])):
        found = named_in(words, villages)
        if len(found) == 1:
            return found.pop()
    raise UserError("认不出是哪个村的表，没有收；请在表头写上村名，或放进以村名命名的文件夹")


def slip_in(book: ReadBook) -> Slip | None:
    """The return slip that a village filled in; raises UserError where it is spoiled."""
    return next((slip_of(sheet) for sheet in book.hidden if sheet.name == SLIP), None)


def _inside(book: ReadBook) -> Iterator[str]:
    """Everything in a workbook that may name its village."""
    for table in book.tables:
        yield from (table.sheet, table.title or "")
        yield from (words for label, words in table.meta.items() if _WHOSE.search(label))
        said = (row.values.get("village") for row in table.records)
        yield from dict.fromkeys(str(words) for words in said if words)


def named_in(words: str, villages: Mapping[str, str]) -> set[str]:
    """The codes of the villages that words name: by 河湾村 if any is, else by a bare 河湾."""
    bare = {code: bare_name(name) for code, name in villages.items()}
    whole = {code: f"{own}村" if own != villages[code] else own for code, own in bare.items()}
    return _named(fold(words), whole) or _named(fold(words), bare)


def _named(words: str, names: Mapping[str, str]) -> set[str]:
    """The longest name goes first: who wrote 小河湾村 did not write 河湾村."""
    found: set[str] = set()
    for name in sorted({fold(one) for one in names.values()}, key=len, reverse=True):
        pattern = f"(?<!{_SIBLING}){re.escape(name)}(?!{_ABOVE})"
        words, times = re.subn(pattern, " ", words) if len(name) > 1 else (words, 0)
        if times:
            found |= {code for code, own in names.items() if fold(own) == name}
    return found


def take(kept: Kept, books: Sequence[ReadBook], judged: Rules) -> Taken:
    """A village's rosters of one period as if they were one workbook, and what falls short.

    `books` in the order of `kept.contents`; which of them came first is no matter.
    """
    snapshot, seen = snapshot_of(kept, books)
    until = snapshot.cover.filled_on
    found = checks.findings(snapshot.facts(), until, judged)
    return Taken(snapshot, until, tuple(one for one in found if not one.private), seen)


def snapshot_of(kept: Kept, books: Sequence[ReadBook]) -> tuple[Snapshot, tuple[RosterSeen, ...]]:
    """The rows that rosters give together, and what became of each of them."""
    planned, changes = _planned(kept, books)
    twice = alike.told(kept, planned)
    seen = tuple(
        _seen(book, own, twice[uid])
        for uid, book, own in zip(kept.uids, books, planned, strict=True)
    )
    sheets = _summed(sheet for one in seen for sheet in one.sheets)
    problems = [problem for one in seen for problem in one.problems]
    tables, _ = _rows(changes, kept.village)
    return Snapshot(cover_of(kept), kept.village, tables, list(sheets), problems), seen


def places(kept: Kept, books: Sequence[ReadBook]) -> tuple[Mapping[str, Place], ...]:
    """Of each roster where its records stand, by the uids that `snapshot_of` gives them."""
    planned, changes = _planned(kept, books)
    _, lasting = _rows(changes, kept.village)
    return tuple(
        {
            lasting.get(uid, uid): Place(table.sheet, row, _letter_of_name(table))
            for table, sheet in reversed(own)
            for uid, row in sheet.lines.items()
        }
        for own in planned
    )


def _letter_of_name(table: Table) -> str:
    """The column that says whom a row is about, or the first one."""
    named = (letter for letter, (_, key) in table.columns.items() if key in alike.NAMES)
    return next(named, next(iter(table.columns), ""))


def _planned(kept: Kept, books: Sequence[ReadBook]) -> tuple[Sequence[Planned], Changes]:
    """The tables of each roster with what becomes of them, and what becomes of all.

    All are planned as those of one workbook, persons before what points at them, into a village of
    which nothing is known.
    """
    every = [(place, table) for place, book in enumerate(books) for table in book.tables]
    every.sort(key=lambda one: _rank(one[1]))
    wishes = Wishes(kept.came, kept.name, columns=kept.columns)
    joined = ReadBook(tuple(table for _, table in every))
    plan = plan_book("", joined, lambda _: (), village=kept.village, wishes=wishes)
    planned: list[list[tuple[Table, SheetPlan]]] = [[] for _ in books]
    for (place, table), sheet in zip(every, plan.sheets, strict=True):
        planned[place].append((table, sheet))
    return planned, plan.changes


def _rank(table: Table) -> int:
    """The place of a table's ledger in the navigation: registers stand before what uses them."""
    target = choose(table, None).target
    return list(targets()).index(target.key) if target else len(targets())


def cover_of(kept: Kept) -> Cover:
    """The cover that rosters have not: filled in on the period's last day, or the day they came."""
    period = parse_period(kept.period)
    until = min(period.end, kept.came)
    return Cover(
        code=kept.village,
        village=kept.name,
        town=kept.town,
        period=period.text,
        period_words=period.words,
        filled_on=until,
        sequence=0,
        exported_at=datetime.combine(until, time.min),
        store_id=HAND,
        export_id="",
    )


def _seen(book: ReadBook, planned: Planned, twice: Sequence[CellProblem]) -> RosterSeen:
    """What became of one roster; a table without a ledger gives no sheet."""
    sheets = _summed(
        SheetSeen(roll.key, roll.title, sheet.new + sheet.changed + sheet.same, edited=False)
        for _, sheet in planned
        if sheet.ledger
        for roll in (targets()[sheet.ledger].roll,)
    )
    told = [*twice, *(CellProblem("", None, "", words) for words in book.warnings)]
    told += [problem for table, sheet in planned for problem in _problems(table, sheet)]
    return RosterSeen(sum(sheet.rows for sheet in sheets), sheets, tuple(told))


def _summed(sheets: Iterable[SheetSeen]) -> tuple[SheetSeen, ...]:
    """One for each roll."""
    rows: Counter[tuple[str, str]] = Counter()
    for sheet in sheets:
        rows[sheet.key, sheet.title] += sheet.rows
    return tuple(SheetSeen(*roll, count, edited=False) for roll, count in rows.items())


def _problems(table: Table, sheet: SheetPlan) -> Iterator[CellProblem]:
    """What was not taken, in the order of the sheet: the whole of it, columns, rows, cells."""
    name = table.sheet
    if sheet.ledger is None:
        yield CellProblem(name, None, "", _at_the_town(sheet.why_not))
        return
    if sheet.needs_term and sheet.term:
        yield CellProblem(name, None, "", f"表里没有写是哪一届，按“{sheet.term}”收的，请核对")
    for column in sheet.columns:
        yield _unplaced(table, sheet, column.header)
    open_rows = {one.row: f"“{one.name}”{one.why}，没有收；请补上身份证号码再报"
                 for one in sheet.undecided}  # fmt: skip
    for left in sheet.skipped:
        if left.is_record:
            yield CellProblem(name, left.row, "", open_rows.get(left.row) or _at_the_town(left.why))
    for one in sheet.problems:
        letter = _letter(table, sheet, one.label)
        yield CellProblem(name, one.row, letter, f"{one.label}：{_at_the_town(one.message)}")
    for differs in sheet.differences:
        words = (
            f"“{differs.who}”的{differs.label}，前面的表写的是“{differs.old}”，"
            f"这里是“{differs.new}”，没有改"
        )
        yield CellProblem(name, differs.row, _letter(table, sheet, differs.label), words)


def _unplaced(table: Table, sheet: SheetPlan, header: str) -> CellProblem:
    """A column no field is known for, or that fills none for somebody."""
    row = table.header_rows[-1] if table.header_rows else None
    if letter := _letter(table, sheet, header):
        words = f"“{header}”一栏没有认出，没有收"
        return CellProblem(table.sheet, row, letter, words, header, sheet.ledger or "")
    return CellProblem(table.sheet, row, "", f"“{header}”没有地方存，没有收")


_IMPORTING = re.compile("[，；。]?(只要里面的人的话，)?(请|或)在导入页[^；。]*")


def _at_the_town(words: str) -> str:
    """What an import says to a village's clerk, said to the town."""
    said = _IMPORTING.sub("", words)
    return said.replace("再导入", "再报").replace("没有导入", "没有收")


def _letter(table: Table, sheet: SheetPlan, label: str) -> str:
    """The column of a table that a header or a field's label stands for."""
    target = targets()[sheet.ledger or ""]
    for letter, (header, key) in table.columns.items():
        fields = {slot.face.label for slot in slots_for(target, header, key)}
        if label == header.rpartition("/")[2] or label in fields:
            return letter
    return ""


def _rows(changes: Changes, village: str) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """The new records as whole rows of their tables, under uids that last, and these uids."""
    tables = {
        table_of(kind).name: [_whole(kind, row, village) for row in rows]
        for kind, rows in changes.added.items()
    }
    lasting = _lasting_uids(tables, village)
    lasting_rows = {
        name: [[_changed(value, lasting) for value in row.values()] for row in rows]
        for name, rows in tables.items()
    }
    return lasting_rows, lasting


def _whole(kind: type[Record], row: Mapping[str, Any], village: str) -> dict[str, Any]:
    values = {**blank_values(kind), **row, "village": village}
    return {**values, **kind.derived(values)}


def _lasting_uids(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], village: str
) -> dict[str, str]:
    """A planned record's uid → one that follows from what it says and what it points at."""
    known = {row["uid"] for rows in tables.values() for row in rows}
    lasting: dict[str, str] = {}
    for table in SQLModel.metadata.sorted_tables:
        often: Counter[str] = Counter()
        for row in tables.get(table.name, ()):
            if row["uid"] in lasting:  # a member is known by the person's uid
                continue
            said = _told_by(table.name, {k: _changed(v, lasting) for k, v in row.items()}, known)
            often[said] += 1
            lasting[row["uid"]] = uuid.uuid5(
                _SPACE, f"{village}|{table.name}|{said}|{often[said]}"
            ).hex
    return lasting


def _told_by(table: str, row: Mapping[str, Any], unsettled: set[str]) -> str:
    """What tells a record from others: a person's number, or name, birth and sex; else all of it.

    So a person stays the same from one period to the next while what is known of him grows.
    """
    if table == table_of(Person).name:
        number = row["id_no"]
        told = (number,) if is_full(number) else (row["name"], row["born"], row["gender"])
        return "|".join(map(str, told))
    return "|".join(
        f"{key}={value}"
        for key, value in sorted(row.items())
        if value is not None and not (isinstance(value, str) and value in unsettled)
    )


def _changed(value: Any, lasting: Mapping[str, str]) -> Any:
    return lasting.get(value, value) if isinstance(value, str) else value

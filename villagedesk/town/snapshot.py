"""One village's workbook as rows of the tables, exactly: what the town's store will hold of it."""

import uuid
from collections import Counter, namedtuple
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from villagedesk.books.beside import faces_beside
from villagedesk.books.book import SELF_CHECK
from villagedesk.books.cells import cell_reader
from villagedesk.books.cover import Cover
from villagedesk.books.own import OwnBook, OwnSheet, formula_words
from villagedesk.books.reading.sheet import column_letter
from villagedesk.declare import Derived, Face, Facts, Record, Roll, Via, column, face
from villagedesk.errors import Refused
from villagedesk.kinds import Choice, Kind, Link
from villagedesk.ledgers import rolls
from villagedesk.people import Remark, Village
from villagedesk.store.queries import record_types
from villagedesk.store.records import blank_values, table_of
from villagedesk.town.dangling import mend
from villagedesk.town.elsewhere import disagreeing

Row = list[Any]
"""The values of a record in the order of its table's columns."""

_MOST_PROBLEMS = 1000
"""So many of one workbook are told; nobody reads more."""

_SPACE = uuid.UUID("6f1d3c2e-9d0c-5c57-9b0a-6b1b6a5f7c11")
"""From which the uids of rows are derived that a hand added without one."""


@dataclass(frozen=True)
class CellProblem:
    """A cell that could not be taken as it stands; `column` is a letter, "" for a whole row.

    `header` stands over a column that no field was known for, in a table of `ledger`; `like` names
    the two rosters of which the message says that they seem one.
    """

    sheet: str
    row: int | None
    column: str
    message: str
    header: str = ""
    ledger: str = ""
    like: str = ""


@dataclass(frozen=True)
class SheetSeen:
    """One sheet as it was handed in."""

    key: str
    title: str
    rows: int
    edited: bool


@dataclass
class Snapshot:
    """All rows of one village by table, what was wrong in them, and the cover they came under."""

    cover: Cover
    village: str
    tables: dict[str, list[Row]]
    sheets: list[SheetSeen]
    problems: list[CellProblem] = field(default_factory=list)

    def facts(self) -> Facts:
        """The rows as norms read them."""

        def fetch(kind: type[SQLModel]) -> Sequence[Any]:
            table = table_of(kind)
            make = _tuple_of(table)._make
            if kind is Village:
                return [make(village_row(self.cover, self.village))]
            return [make(row) for row in self.tables.get(table.name, ())]

        return Facts(fetch)


def village_row(cover: Cover, code: str) -> Row:
    """The village itself, as its cover names it."""
    said = {
        "code": code,
        "name": cover.village,
        "town": cover.town,
        "county": cover.county,
        "population": cover.population,
        "mixed": cover.mixed,
    }
    return list({**blank_values(Village), **said}.values())


@cache
def _tuple_of(table: Table) -> Any:
    return namedtuple(f"row_of_{table.name}", table.columns.keys())


def snapshot_of(book: OwnBook, village: str, today: date) -> Snapshot:
    """Every row of a workbook, by its uid; `village` is the code it is kept under.

    What a hand changed is read like anything typed; what cannot be read is left out and reported.
    """
    known = {roll.key: roll for roll in rolls()}
    out = Snapshot(book.cover, village, {}, [])
    for sheet in book.sheets:
        out.sheets.append(SheetSeen(sheet.key, sheet.title, len(sheet.rows), sheet.edited))
        if sheet.key in known:
            _Taking(out, sheet, known[sheet.key], today).take()
    _take_remarks(out, book)
    for sheet in book.beside:
        _take_beside(out, sheet)
    titles = {sheet.key: sheet.title for sheet in book.sheets}
    for title, words in mend(out.tables, titles):
        out.problems.append(CellProblem(title, None, "", words))
    for sheet in book.sheets:
        if sheet.edited and sheet.key in known:
            found = disagreeing(out.tables, sheet, known[sheet.key])
            out.problems += [CellProblem(sheet.title, *one) for one in found]
    for title in book.missing:
        words = "这张表找不到了（可能被删掉或改了名），里面的记录没有收到"
        out.problems.append(CellProblem(title, None, "", words))
    _shorten(out.problems)
    return out


def _shorten(problems: list[CellProblem]) -> None:
    if (more := len(problems) - _MOST_PROBLEMS) > 0:
        words = f"还有 {more} 处没有列出，请让村里从程序里重新导出一份"
        problems[_MOST_PROBLEMS:] = [CellProblem("", None, "", words)]


@dataclass
class _Taking:
    """One sheet becoming rows of its table."""

    out: Snapshot
    sheet: OwnSheet
    roll: Roll
    today: date

    def __post_init__(self) -> None:
        self.table = self.roll.table
        self.names = list(self.table.columns.keys())
        self.blank = _blank(self.roll.record, self.out.village)
        self.uid_at = self.names.index("uid")
        own = {face(a).key: a for a in self.roll.sheet if _is_own(a, self.table)}
        parent = parent_column(self.table)
        self.plan: list[tuple[int, int, Face | None, Callable[[Any], Any]]] = []
        for place, key in enumerate(self.sheet.fields):
            if key in own:
                meant = face(own[key])
                name = column(own[key]).name
                reader = _stored(meant.kind)
                self.plan.append((place, self.names.index(name), meant, reader))
            elif (name := _hidden(key, parent)) in self.names:
                self.plan.append((place, self.names.index(name), None, str))

        columns = list(self.table.columns)
        filled = [target for _, target, meant, _ in self.plan if meant is not None]
        self.needed = [target for target in filled if not columns[target].nullable]

    def take(self) -> None:
        """Adds the sheet's rows to their table."""
        rows = self.out.tables.setdefault(self.table.name, [])
        self._miss_columns()
        rows += self._at_once(rows) or self._one_by_one(rows)
        _number_places(rows, self.table)
        _derive(rows, self.roll.record, self.names)

    def _at_once(self, before: Sequence[Row]) -> list[Row] | None:
        """All rows, column by column, which is faster; None where one needs a closer look."""
        if self.sheet.edited or self.sheet.formulas or not self.sheet.rows:
            return None
        cells = tuple(zip(*(cells for _, cells in self.sheet.rows), strict=True))
        columns = [[blank] * len(self.sheet.rows) for blank in self.blank]
        try:
            for place, target, _, read in self.plan:
                columns[target] = list(map(_Values(read).__getitem__, cells[place]))
        except Refused:
            return None
        uids = {*columns[self.uid_at], *(row[self.uid_at] for row in before)}
        once = len(uids) == len(self.sheet.rows) + len(before) and all(uids)
        whole = not any(None in columns[target] for target in self.needed)
        return list(map(list, zip(*columns, strict=True))) if once and whole else None

    def _one_by_one(self, before: Sequence[Row]) -> Iterator[Row]:
        """The rows that can be taken; whatever is wrong with one is said."""
        seen: set[str] = {row[self.uid_at] for row in before}
        for number, cells in self.sheet.rows:
            row = self._row(number, cells)
            uid = row[self.uid_at]
            if not uid or uid in seen:
                row[self.uid_at] = self._new_uid(number, cells, copied=bool(uid))
            seen.add(row[self.uid_at])
            if all(row[target] is not None for target in self.needed):
                yield row
            else:
                self._say(number, None, "这一行缺了必填的内容，没有收")

    def _miss_columns(self) -> None:
        """Names the columns that a hand took out."""
        columns = self.sheet.columns
        gone = [meant.label if meant else "" for at, _, meant, _ in self.plan if not columns[at]]
        if columns and not any(columns):
            self._say(None, None, "这张表的表头找不到了，里面的记录没有收到")
        elif labels := "、".join(filter(None, gone)):
            self._say(None, None, f"这张表少了这几列，里面的内容没有收到：{labels}")
        elif gone:
            self._say(None, None, "这张表里隐藏的编号列被删了，行和原来的记录对不上了")

    def _row(self, number: int, cells: Sequence[Any]) -> Row:
        row = list(self.blank)
        for place, target, meant, read in self.plan:
            cell = cells[place]
            if (number, self.sheet.columns[place]) in self.sheet.formulas:
                self._say(number, place, formula_words(cell))
            if cell is None:
                continue
            try:
                value = read(cell)
                if meant is not None and self.sheet.edited:
                    value = meant.read(meant.kind.show(value), today=self.today)
            except Refused as refused:
                self._say(number, place, f"{cell}：{refused}")
            else:
                row[target] = value
        if self.sheet.edited:
            self._ask_required(row, number)
        return row

    def _ask_required(self, row: Row, number: int) -> None:
        for place, target, meant, _ in self.plan:
            if meant is not None and meant.required and row[target] is None:
                self._say(number, place, f"{meant.label}没有填")

    def _new_uid(self, number: int, cells: Sequence[Any], *, copied: bool) -> str:
        if copied:
            self._say(number, None, "这一行和上面的一行是同一条（可能是复制的），当作新的一条")
        said = f"{self.out.village}|{self.sheet.key}|{[str(c) for c in cells if c is not None]}"
        return uuid.uuid5(_SPACE, f"{said}|{number if copied else ''}").hex

    def _say(self, number: int | None, place: int | None, words: str) -> None:
        letter = "" if place is None else column_letter(self.sheet.columns[place])
        self.out.problems.append(CellProblem(self.sheet.title, number, letter, words))


class _Values(dict[Any, Any]):
    """What the cells of a column mean; those that occur again are read once."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        value = self[cell] = self._read(cell)
        return value


def _stored(kind: Kind) -> Callable[[Any], Any]:
    """Reads a cell as the store keeps it: a closed word as plain text."""
    read = cell_reader(kind)
    return (lambda cell: str(read(cell))) if isinstance(kind, Choice) else read


def parent_column(table: Table) -> str:
    """The column by which a part belongs to its parent; "" for what is no part."""
    return next(
        (c.name for c in table.columns if "face" in c.info and c.info["face"].key == "parent"), ""
    )


def _hidden(key: str, parent: str) -> str:
    if key == "_uid":
        return "uid"
    return parent if key == "_parent" else key.removeprefix("_uid:") if ":" in key else ""


def _is_own(attribute: Any, table: Table) -> bool:
    if isinstance(attribute, Derived | Via):
        return False
    own = column(attribute)
    return own.table is table and not isinstance(own.info["face"].kind, Link)


def _blank(kind: type[SQLModel], village: str) -> Row:
    blank = blank_values(kind)
    return [village if name == "village" else value for name, value in blank.items()]


def _number_places(rows: list[Row], table: Table) -> None:
    """Parts keep the order of their sheet, which says it nowhere."""
    own = table.columns.get("place")
    parent = parent_column(table)
    if own is None or "face" in own.info or not parent:
        return
    names = list(table.columns.keys())
    at, to = names.index("place"), names.index(parent)
    latest: Counter[Any] = Counter()
    for row in rows:
        latest[row[to]] += 1
        row[at] = latest[row[to]]


def _derive(rows: list[Row], kind: type[Record], names: list[str]) -> None:
    if kind.derived.__func__ is Record.derived.__func__:  # type: ignore[attr-defined]
        return
    for row in rows:
        for name, value in kind.derived(dict(zip(names, row, strict=True))).items():
            row[names.index(name)] = value


def _take_remarks(out: Snapshot, book: OwnBook) -> None:
    """The village's own words on what its self-check found."""
    names = list(table_of(Remark).columns.keys())
    rows: dict[str, Row] = {}
    for sheet in book.sheets:
        if sheet.key != SELF_CHECK:
            continue
        for _, cells in sheet.rows:
            said = dict(zip(sheet.fields, cells, strict=True))
            if said.get("remark") and said.get("_norm"):
                norm, about = str(said["_norm"]), str(said.get("_uid") or "")
                period = str(said.get("_period") or "")
                values = {
                    "uid": uuid.uuid5(_SPACE, f"{out.village}|{norm}|{about}|{period}").hex,
                    "village": out.village,
                    "norm": norm,
                    "about": about,
                    "period": period,
                    "words": str(said["remark"]),
                }
                rows[values["uid"]] = [values[name] for name in names]
    out.tables.setdefault(table_of(Remark).name, []).extend(rows.values())


def _take_beside(out: Snapshot, sheet: OwnSheet) -> None:
    """Ties between records, and the list of attachments; the files themselves stay there."""
    kind = record_types()[sheet.key]
    blank = blank_values(kind)
    faces = [one for one in faces_beside(kind) if one.key in sheet.fields]
    rows: dict[Any, Row] = {}
    for number, said, problems in sheet.records(faces):
        values = {**blank, **{k: v for k, v in said.items() if k in blank}, "village": out.village}
        if problems or None in values.values():
            out.problems.append(CellProblem(sheet.title, number, "", "这一行被改坏了，没有收"))
        else:
            rows[values["uid"]] = list(values.values())
    out.tables.setdefault(sheet.key, []).extend(rows.values())

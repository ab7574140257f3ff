"""Reads back a workbook that this program wrote, exactly, and tells which sheets a hand changed."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from python_calamine import CalamineError, CalamineWorkbook

from villagedesk.books.beside import BESIDE, faces_beside
from villagedesk.books.cells import cell_reader
from villagedesk.books.cover import Cover
from villagedesk.books.digest import SheetDigest, mark_of
from villagedesk.books.prescan import Formulas, prescan
from villagedesk.books.reading.package import BUDGET, DAMAGE, Package
from villagedesk.books.reading.sheet import Spot, column_letter
from villagedesk.books.sheet import NUMBERING, SIGNATURES, Written
from villagedesk.books.swift import Line, SwiftBook, UnusualError
from villagedesk.declare import Face, Problem, Record
from villagedesk.declare.fields import table_name
from villagedesk.errors import Refused, UserError
from villagedesk.people import Attachment, Tie

META, PROPERTY = "_meta", "villagedesk_export"
FORMAT = 1
"""Version of the workbook's form; a reader refuses a higher one."""

_BROKEN = (CalamineError, *DAMAGE)
_TOO_LARGE = 2**31
_HEADER_WITHIN = 10  # rows in which the header is looked for


@dataclass(frozen=True)
class OwnSheet:
    """One sheet as it came back; `rows` are Excel row numbers with cells in the order of `fields`.

    `columns` are the places of the fields on the sheet, from 1; 0 where a column was taken out;
    `tab` is what the sheet is called in the file; `formulas` are the cells that a hand filled with
    one, whose last result is what stands in `rows`.
    """

    key: str
    title: str
    fields: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    edited: bool
    tab: str = ""
    formulas: frozenset[Spot] = frozenset()

    def records(self, faces: Sequence[Face]) -> Iterator[tuple[int, dict[str, Any], list[Problem]]]:
        """Row by row the canonical values by field key, and what a hand spoiled among them.

        A link's value is a title; its uid stands under the key of its hidden column.
        """
        by_key = {face.key: face for face in faces}
        labels = [by_key[key].label if key in by_key else "" for key in self.fields]
        readers = [cell_reader(by_key[key].kind) if key in by_key else str for key in self.fields]
        for number, cells in self.rows:
            values: dict[str, Any] = {}
            problems: list[Problem] = []
            for place, (key, cell) in enumerate(zip(self.fields, cells, strict=True)):
                told = [formula_words(cell)] if self._is_formula(number, place) else []
                try:
                    values[key] = None if cell is None else readers[place](cell)
                except Refused as error:
                    told.append(str(error))
                column = column_letter(self.columns[place]) if told else ""
                for words in told:
                    words = f"{column}{number} 格：{words}"
                    problems.append(Problem(labels[place], words, number, column, str(cell or "")))
            yield number, values, problems

    def _is_formula(self, number: int, place: int) -> bool:
        return (number, self.columns[place]) in self.formulas


def formula_words(cell: Any) -> str:
    """What is said of a formula that a hand wrote, by its last result."""
    if cell is None:
        return "这一格是公式，没有算出结果，没有收下，请改成直接填写"
    return f"这一格是公式，按算出的“{cell}”收下，请改成直接填写"


@dataclass(frozen=True)
class OwnBook:
    """A workbook of ours: who handed it over, its sheets, and the titles of those taken out.

    `beside` are the sheets that nobody sees; an older workbook has none. `tabs` are all there are.
    """

    cover: Cover
    sheets: tuple[OwnSheet, ...]
    missing: tuple[str, ...] = ()
    beside: tuple[OwnSheet, ...] = ()
    tabs: tuple[str, ...] = ()

    @property
    def ties(self) -> tuple[dict[str, Any], ...]:
        """What led to what, as rows by column; their ends are uids on the sheets."""
        return self._beside(Tie)

    @property
    def attachments(self) -> tuple[dict[str, Any], ...]:
        """What is attached to the rows of the sheets, by column; the files stay in the village."""
        return self._beside(Attachment)

    def _beside(self, kind: type[Record]) -> tuple[dict[str, Any], ...]:
        """The rows in which every column says something: one that a hand spoiled says nothing."""
        faces = faces_beside(kind)
        found = (sheet for sheet in self.beside if sheet.key == table_name(kind))
        rows = (values for sheet in found for _, values, _ in sheet.records(faces))
        return tuple(
            {face.key: row[face.key] for face in faces}
            for row in rows
            if all(row.get(face.key) is not None for face in faces)
        )


def read_own(source: Path | bytes) -> OwnBook | None:
    """The workbook, or None when it is not one of ours.

    Raises UserError for what is no sound .xlsx file, comes from a newer program, or was given
    macros. Files of others are to be read in the reading process, where a reader that gives up
    takes nothing along.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        package = Package(data)
        try:
            book = _read(SwiftBook(package))
        except UnusualError:
            formulas = prescan(Package(data))
            with CalamineWorkbook.from_filelike(io.BytesIO(data)) as opened:
                book = _read(_CarefulBook(opened, formulas))
    except _BROKEN as error:
        raise UserError("文件内容已损坏，请用 Excel 或 WPS 打开并另存一份再试") from error
    if book and any("vbaproject" in part for part in package.parts):
        raise UserError(
            "这份上报表里被加了宏，没有读取；请从程序里重新导出一份，不要另存为别的格式"
        )
    return book


@dataclass(frozen=True)
class _CarefulBook:
    """A workbook as calamine reads it, after it was scanned."""

    book: CalamineWorkbook
    formulas: Formulas = field(default_factory=dict)

    @property
    def sheet_names(self) -> list[str]:
        return self.book.sheet_names

    def lines(self, tab: str) -> Iterator[Line]:
        sheet = self.book.get_sheet_by_name(tab)
        top, left = sheet.start or (0, 0)
        for number, cells in enumerate(sheet.iter_rows(), top + 1):
            row = [*[None] * left, *map(_without_nul, cells)]
            yield Line(number, row, list(map(mark_of, row)))


def _without_nul(cell: Any) -> Any:
    """A cell, None where it is empty; no database keeps a NUL as text."""
    said = cell.replace("\0", "") if isinstance(cell, str) else cell
    return None if said == "" else said


def _read(book: SwiftBook | _CarefulBook) -> OwnBook | None:
    meta = _meta(book)
    if meta is None:
        return None
    cover, written = meta
    there = set(book.sheet_names)
    sheets = [_sheet(book, sheet) for sheet in written if sheet.tab in there]
    return OwnBook(
        cover,
        tuple(sheet for sheet in sheets if sheet.key not in BESIDE),
        tuple(sheet.title for sheet in written if sheet.tab not in there),
        tuple(sheet for sheet in sheets if sheet.key in BESIDE),
        tuple(book.sheet_names),
    )


def digests(path: Path) -> dict[str, str]:
    """The content digest of every sheet, by the name of its tab; the file is known to be ours."""
    with CalamineWorkbook.from_path(path) as book:
        return {name: _digest(_body(_CarefulBook(book), name)) for name in book.sheet_names}


def _digest(lines: Iterable[Line]) -> str:
    digest = SheetDigest()
    for line in lines:
        digest.add(line.marks)
    return digest.text


def _meta(book: SwiftBook | _CarefulBook) -> tuple[Cover, list[Written]] | None:
    if META not in book.sheet_names:
        return None
    lines = [line.cells[0] for line in book.lines(META) if line.cells and line.cells[0]]
    try:
        about, *sheets = (json.loads(str(line)) for line in lines)
        if about["format"] > FORMAT:
            raise UserError("这份上报表是更新版本的程序做的，请先升级本程序再读取")
        return _cover(about), _sheets(sheets)
    except (ValueError, TypeError, KeyError):
        return None


def _cover(about: dict[str, Any]) -> Cover:
    known = {own.name: about[own.name] for own in fields(Cover) if own.name in about}
    filled_on = date.fromisoformat(about["filled_on"])
    exported_at = datetime.fromisoformat(about["exported_at"])
    if exported_at.tzinfo:
        raise ValueError(about["exported_at"])
    cover = Cover(**{**known, "filled_on": filled_on, "exported_at": exported_at})
    for own in fields(Cover):
        said = getattr(cover, own.name)
        switch = own.type is not bool and isinstance(said, bool)
        if switch or not isinstance(said, cast(type, own.type)) or not _can_be_kept(said):
            raise TypeError(own.name)
    return cover


def _can_be_kept(said: Any) -> bool:
    """Whether a database takes it; raises ValueError for halves of characters."""
    if isinstance(said, str):
        return b"\0" not in said.encode()
    return not isinstance(said, int) or abs(said) < _TOO_LARGE


def _tuples(sheet: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in sheet.items()}


def _sheets(said: list[dict[str, Any]]) -> list[Written]:
    """The sheets as they were written; raises ValueError where that cannot be."""
    written = [Written(**_tuples(sheet)) for sheet in said]
    keys, tabs = {one.key for one in written}, {one.tab for one in written}
    if not len(keys) == len(tabs) == len(written) <= BUDGET.sheets:
        raise ValueError
    for one in written:
        words = (one.key, one.title, one.tab, one.digest, *one.fields, *one.labels)
        once = len(set(one.fields)) == len(one.fields) == len(one.labels)
        if not once or not all(isinstance(word, str) for word in words):
            raise ValueError
    return written


def _sheet(book: SwiftBook | _CarefulBook, written: Written) -> OwnSheet:
    body = list(_body(book, written.tab))
    columns = _columns(body[0].cells if body else [], written.labels)
    rows = tuple(
        (line.number, _picked(line.cells, columns)) for line in body[1:] if any(line.marks)
    )
    edited = _digest(body) != written.digest
    key, title, tab = written.key, written.title, written.tab
    formulas = book.formulas.get(tab, frozenset())
    return OwnSheet(key, title, written.fields, columns, rows, edited, tab, formulas)


def _columns(header: Sequence[Any], labels: Sequence[str]) -> tuple[int, ...]:
    """Where each label stands, from 1; columns that a hand moved are found again."""
    found = [str(cell).strip() for cell in header]
    if found[1 : len(labels) + 1] == list(labels):
        return tuple(range(2, len(labels) + 2))
    return tuple(found.index(label) + 1 if label in found else 0 for label in labels)


def _picked(cells: Sequence[Any], columns: Sequence[int]) -> tuple[Any, ...]:
    """The cells of these columns; a column that was taken out is blank."""
    there, wanted = len(cells), len(columns)
    if columns and columns[0] == 2 and columns[-1] == wanted + 1 == there:  # as it was written
        return tuple(cells[1:])
    return tuple(cells[column - 1] if 0 < column <= there else None for column in columns)


def _body(book: SwiftBook | _CarefulBook, tab: str) -> Iterator[Line]:
    """Header and rows with their Excel numbers, those that a hand added below the names too."""
    begun = False
    blank: list[Line] = []  # held back: those at the end do not count
    for line in book.lines(tab):
        first = line.cells[0] if line.cells else None
        begun = begun or first == NUMBERING
        if not begun and line.number > _HEADER_WITHIN:
            return
        if str(first).startswith(SIGNATURES[0]):
            continue
        if begun and not any(line.marks):
            blank.append(line)
        elif begun:
            yield from blank
            blank.clear()
            yield line

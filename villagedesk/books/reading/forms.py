"""Key–value forms such as a 登记表: a label, and its value to the right of it or below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from villagedesk.books.reading.bands import is_header
from villagedesk.books.reading.cells import Spot, read_cell
from villagedesk.books.reading.crosscheck import settled
from villagedesk.books.reading.grid import Grid, text_of
from villagedesk.books.reading.headers import header_word, key_of, kind_of, knows
from villagedesk.books.reading.model import Cell, Row, Table, Warning
from villagedesk.books.reading.sheet import CellError, Value, address
from villagedesk.books.reading.titles import meta_of, tightened, title_of
from villagedesk.books.reading.wording import is_footer, is_note
from villagedesk.kinds import Note

_FEWEST_ROWS = 3
_FEWEST_LABELS = 5
_FAMILY = "family"


_INLINE = re.compile(r"\s*(?P<label>[^:：\n]{1,12})[:：]\s*(?P<value>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of a form: where it stands, what it says, its value if that is in the same cell."""

    row: int
    column: int
    text: str
    inline: str = ""


def _label_in(row: int, column: int, text: str) -> _Label | None:
    """The known label that a cell is, or begins with: `姓名`, `姓名：王建军`."""
    if knows(text):
        return _Label(row, column, text)
    match = _INLINE.fullmatch(text)
    if match and knows(match["label"]):
        return _Label(row, column, match["label"], match["value"])
    return None


def is_form(grid: Grid) -> bool:
    """Whether labels and values take turns along several rows, from the first label on."""
    if grid.last_row > 200:
        return False
    rows = [row for row in grid.rows if _labels(grid, row)]
    turns = [row for row in rows if _takes_turns(grid, row)]
    labels = sum(len(_labels(grid, row)) for row in turns)
    first = bool(rows) and rows[0] in turns
    return first and len(turns) >= _FEWEST_ROWS and labels >= _FEWEST_LABELS


def _takes_turns(grid: Grid, row: int) -> bool:
    labels = _labels(grid, row)
    followed = sum(
        bool(label.inline) or not knows(grid.shown(row, _beside(grid, label))) for label in labels
    )
    return bool(labels) and followed * 5 >= len(labels) * 3 and len(labels) <= 4


def _labels(grid: Grid, row: int) -> list[_Label]:
    texts = grid.texts(row).items()
    found = [label for c, text in texts if (label := _label_in(row, c, text))]
    return [label for label in found if not _is_value(grid, label, found)]


def _is_value(grid: Grid, label: _Label, found: Sequence[_Label]) -> bool:
    """A word such as 务农 or 其他 to the right of a label is that label's value."""
    before = [other for other in found if other.column < label.column]
    return (
        bool(before) and _beside(grid, before[-1]) == label.column and _answers(before[-1], label)
    )


def _answers(before: _Label, label: _Label) -> bool:
    return key_of((before.text,), {}) in ("relation", "work") and len(label.text) <= 2


def _beside(grid: Grid, label: _Label) -> int:
    return grid.area(label.row, label.column)[3] + 1


def read_form(grid: Grid, known: Mapping[str, str]) -> Table:
    """One record; its row is that of the name."""
    form = _Form(grid, known)
    form.read()
    values, warnings = settled(form.values, form.warnings)
    anchor = form.places.get("name") or min(form.places.values())
    record = Row(anchor[0], values, tuple(warnings), form.extra)
    first = min(row for row, _ in form.places.values())
    above = [row for row in grid.rows if row < first]
    footers = [row for row in grid.rows if _closes(grid, row)]
    return Table(
        sheet=grid.sheet.name,
        title=title_of(grid, above),
        meta=meta_of(grid, [*above, *footers]),
        header_rows=(),
        columns=form.columns,
        records=(record,) if any(v is not None for v in values.values()) else (),
        skipped_rows={row: "footer" for row in footers},
        layout="form",
    )


def _closes(grid: Grid, row: int) -> bool:
    """Whether a row is for signatures: what stands there is no word about the person."""
    texts = grid.texts(row).items()
    return any(is_footer(text) and _label_in(row, c, text) is None for c, text in texts)


class _Form:
    """Collects the values of one form while walking over its labels."""

    def __init__(self, grid: Grid, known: Mapping[str, str]) -> None:
        self.grid = grid
        self.known = known
        self.values: dict[str, Cell] = {}
        self.warnings: list[Warning] = []
        self.extra: dict[str, str] = {}
        self.columns: dict[str, tuple[str, str | None]] = {}
        self.places: dict[str, tuple[int, int]] = {}

    def read(self) -> None:
        family = self._family_rows()
        for row in self.grid.rows:
            if row in family or _closes(self.grid, row):
                continue
            for label in self._row_labels(row):
                self._take(label)
        if family:
            self.values[_FAMILY] = self._family(family)

    def _row_labels(self, row: int) -> Iterator[_Label]:
        """Known labels, and unknown words at the places where labels stand."""
        free = 0
        for column, text in self.grid.texts(row).items():
            if column < free:
                continue
            known = _label_in(row, column, text)
            label = known or _Label(row, column, text)
            beside = _beside(self.grid, label)
            if known and self._heads_labels(label):
                continue
            if known or self._could_be_label(label, beside):
                yield label
                free = beside if label.inline else self.grid.area(row, beside)[3] + 1

    def _heads_labels(self, label: _Label) -> bool:
        """Whether the cell beside is the label proper: `学历 | 全日制教育 | 大专`."""
        column = _beside(self.grid, label)
        beside = _Label(label.row, column, self.grid.text(label.row, column))
        if label.inline or not knows(beside.text) or _answers(label, beside):
            return False
        value = self.grid.shown(label.row, _beside(self.grid, beside))
        return bool(value) and not knows(value)

    def _could_be_label(self, label: _Label, beside: int) -> bool:
        if is_note(label.text) or is_footer(label.text):
            return False
        short = 2 <= len(header_word(label.text)) <= 10
        return short and bool(self.grid.shown(label.row, beside)) and bool(self.places)

    def _take(self, label: _Label) -> None:
        column = label.column if label.inline else _beside(self.grid, label)
        top, left, _, _ = self.grid.area(label.row, column)
        value = label.inline or self.grid.value(top, left)
        key = key_of((label.text,), self.known)
        if key in self.values:
            key = None
        text = tightened(label.text)
        self.columns[address(label.row, label.column)] = (text, key)
        if key is None or key == "photo":
            if shown := text_of(value):
                self.extra[text] = shown
            return
        self.places[key] = (label.row, label.column)
        self._keep(key, value, (top, left))

    def _keep(self, key: str, value: Value | None, spot: tuple[int, int]) -> None:
        cell, notes = self._seen(key, value, spot)
        if key == "id_number" and cell is None and not notes:
            notes = (Note("id_missing", ""),)
        if key == "name" and cell is None and not notes:
            notes = (Note("missing", ""),)
        self.values[key] = cell
        self.warnings += [Warning(key, note.code, note.detail) for note in notes]

    def _seen(
        self, key: str, value: Value | None, spot: tuple[int, int]
    ) -> tuple[Cell, tuple[Note, ...]]:
        sheet = self.grid.sheet
        if value is None:
            return None, ()
        if isinstance(value, CellError):
            code = "formula_no_value" if spot in sheet.uncached else "formula_error"
            return None, (Note(code, str(value)),)
        around = Spot(sheet.digits.get(spot, ""), spot)
        cell, notes = read_cell(kind_of(key), value, around)
        return cell, (*notes, Note("formula", "")) if spot in sheet.formulas else notes

    def _family_rows(self) -> list[int]:
        """The sub-table of relatives: a header row within the form, and the rows below it."""
        header = next((row for row in self.grid.rows if self._heads_family(row)), None)
        if header is None:
            return []
        rows = [header]
        for row in self.grid.rows:
            if row > header and (self._is_member(row, header) or self._is_label_only(row)):
                rows.append(row)
            elif row > header:
                break
        return rows

    def _heads_family(self, row: int) -> bool:
        keys = {key_of((text,), {}) for text in self.grid.texts(row).values()}
        return (
            is_header(self.grid, row)
            and len(keys & {"relation", "name", "age", "birth"}) > 1
            and (not _takes_turns(self.grid, row))
        )

    def _is_member(self, row: int, header: int) -> bool:
        columns = set(self.grid.texts(header))
        texts = self.grid.texts(row)
        return len(set(texts) & columns) > 1 and not any(map(knows, texts.values()))

    def _is_label_only(self, row: int) -> bool:
        return not self.grid.texts(row)

    def _family(self, rows: Sequence[int]) -> list[dict[str, str]]:
        header = self.grid.texts(rows[0])
        members = [
            {
                key_of((label,), {}) or label: text
                for column, label in header.items()
                if (text := self.grid.text(row, column))
            }
            for row in rows[1:]
        ]
        return [member for member in members if len(member) > 1]

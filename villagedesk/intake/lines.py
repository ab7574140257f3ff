"""One row of a table, read through the kinds: what it says, and what of it cannot be taken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from villagedesk.books.reading import Row, Table, Warning
from villagedesk.books.reading.headers import kinds
from villagedesk.books.reading.model import WHOLE_ROW
from villagedesk.books.reading.moments import parted
from villagedesk.books.reading.tables import SECTION
from villagedesk.declare import Problem
from villagedesk.errors import Refused
from villagedesk.intake.aliases import OTHERWISE
from villagedesk.intake.doubts import ROW_OUT, ROWS_SEEN, Stance, stance
from villagedesk.intake.model import Wishes
from villagedesk.intake.slots import Slot, Target, slots_for
from villagedesk.kinds import (
    Code,
    IdNumber,
    OpenChoice,
    Text,
    TimeOfDay,
    age_on,
    birth_of,
    clean,
    is_blank,
    is_whole,
    sex_of,
)
from villagedesk.kinds.kind import words_of
from villagedesk.ledgers.mediation.tables import Case

BETWEEN = "；"
"""What stands between the words of two columns in one field."""
_AND = re.compile("[、，,；;/]")
MOMENTS = frozenset(key for key, kind in kinds().items() if kind == "moment")


@dataclass(frozen=True)
class Column:
    """A column of a table: letter, header, the reader's key, and the fields it may fill."""

    letter: str
    header: str
    key: str | None
    slots: tuple[Slot, ...]

    @property
    def label(self) -> str:
        """The header as the clerk reads it in the table."""
        return self.header.rpartition("/")[2]

    def raw(self, row: Row) -> Any:
        """What the reader saw there."""
        return row.values.get(self.key) if self.key else row.extra.get(self.header)


@dataclass
class Line:
    """A row with its values by slot (titles for links), the raw ones by key, and its problems.

    `uid` and `links` (uids by column) are known where the workbook is our own; `unseen` are
    values by column that no form shows, for records that are new.
    """

    row: int
    uid: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    values: dict[Slot, Any] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    unseen: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    out: str = ""

    def get(self, slot: Slot | None) -> Any:
        """The value of a slot, or None."""
        return None if slot is None else self.values.get(slot)

    def join(self, slot: Slot, words: str) -> None:
        """Puts words into a text field, behind those that are there."""
        there = self.values.get(slot)
        if there is None or words not in str(there).split(BETWEEN):
            self.values[slot] = words if there is None else f"{there}{BETWEEN}{words}"

    def of(self, kind: type) -> dict[str, Any]:
        """The values that belong to one table, links left out, by column."""
        return {
            slot.column: value
            for slot, value in self.values.items()
            if slot.kind is kind and not slot.is_link
        }


@dataclass
class LineReader:
    """Reads the rows of one table for a roll."""

    table: Table
    target: Target
    wishes: Wishes
    known: dict[tuple[Slot, Any], Any] = field(default_factory=dict)
    columns: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = tuple(
            self._column(letter, header, key)
            for letter, (header, key) in (*self.table.columns.items(), *self._sections())
        )

    def _sections(self) -> Iterator[tuple[str, tuple[str, None]]]:
        """Lines between the rows, such as a branch's name, read as one more column."""
        if any(SECTION in row.extra for row in self.table.records):
            yield "", (SECTION, None)

    def _column(self, letter: str, header: str, key: str | None) -> Column:
        column = Column(letter, header, key, slots_for(self.target, header, key))
        chosen = self.wishes.columns.get(column.label)
        if chosen and chosen in self.target.column_slots:
            return replace(column, slots=(self.target.column_slots[chosen],))
        return column

    def lines(self) -> Iterator[Line]:
        """Every record of the table."""
        return map(self._line, self.table.records)

    def _line(self, row: Row) -> Line:
        line = Line(row.row, raw=dict(row.values))
        doubts: dict[str, list[Warning]] = {}
        for warning in row.warnings:
            doubts.setdefault(warning.field, []).append(warning)
        for warning in doubts.get(WHOLE_ROW, ()):
            self._whole_row(line, warning)
        for column in self.columns:
            raw = column.raw(row)
            if self._passes(line, column, raw, doubts.get(column.key or "", ())):
                self._take(line, column, raw)
        by_key = {key: self.target.slots.get(key) for key in ("id_number", "gender", "birth")}
        settle(line, by_key, self._told)
        return line

    def _whole_row(self, line: Line, warning: Warning) -> None:
        if warning.code in ROW_OUT:
            line.out = ROW_OUT[warning.code]
        elif warning.code == "comment":
            words = ROWS_SEEN["comment"].format(detail=warning.detail)
            line.problems.append(Problem("整行", words, line.row))

    def _passes(self, line: Line, column: Column, raw: Any, doubts: Sequence[Warning]) -> bool:
        """Tells every doubt; False where the value stays out."""
        passes = True
        for warning in doubts:
            what, words = stance(warning, raw)
            if what is Stance.FINE or self._are_many(column, warning, raw):
                continue
            cell = f"{column.letter}{line.row}"
            said = words.format(detail=warning.detail, value=raw, cell=cell)
            self._told(line, column.label, said, column=column.letter, value=_seen(raw, warning))
            if what is Stance.OUT:
                line.lost.add(column.key or "")
                passes = False
        if not passes:
            line.raw[column.key or ""] = None
        return passes

    def _are_many(self, column: Column, warning: Warning, raw: Any) -> bool:
        """Several names in a cell that may hold several: all who stand on one side of a case."""
        many = self.target.roll.record is Case and not column.slots
        return many and warning.code == "name_extra_text" and bool(_AND.search(str(raw or "")))

    def _take(self, line: Line, column: Column, raw: Any) -> None:
        if is_blank(raw) or not column.slots:
            return
        for slots, piece in self._pieces(column, raw):
            self._fill(line, replace(column, slots=slots), piece)

    def _pieces(self, column: Column, raw: Any) -> Iterator[tuple[tuple[Slot, ...], Any]]:
        """The day and the times of a cell that may say both, each with the fields it may fill."""
        timed = tuple(slot for slot in column.slots if isinstance(slot.face.kind, TimeOfDay))
        day, begins, ends = parted(raw) if timed or column.key in MOMENTS else (raw, "", "")
        if not begins:
            yield column.slots, raw
            return
        every = self.target.column_slots
        if day:
            rest = tuple(slot for slot in column.slots if slot not in timed)
            yield rest or tuple(slot for slot in every.values() if slot.key == "held_on"), day
        if "begins" in every:
            yield (every["begins"],) if ends or not timed else timed, begins
        if ends and "ends" in every:
            yield (every["ends"],), ends

    def _fill(self, line: Line, column: Column, raw: Any) -> None:
        """The first of the column's fields that takes the words; texts of two columns join."""
        refused: Refused | None = None
        for slot in column.slots:
            try:
                value = self._read(slot, raw)
            except Refused as error:
                refused = refused or error
                continue
            if slot in line.values and isinstance(slot.face.kind, Text):
                line.join(slot, str(value))
            line.values.setdefault(slot, value)
            return
        line.lost.add(column.key or "")
        shown = clean(words_of(raw)) if isinstance(raw, str | int | float) else ""
        self._told(line, column.label, str(refused), column=column.letter, value=shown)

    def _read(self, slot: Slot, raw: Any) -> Any:
        if slot.is_link:
            return clean(words_of(raw))
        if (slot, raw) not in self.known:
            value = self._parsed(slot, raw)
            if isinstance(slot.face.kind, IdNumber):
                return value
            self.known[slot, raw] = value
        return self.known[slot, raw]

    def _parsed(self, slot: Slot, raw: Any) -> Any:
        otherwise = OTHERWISE.get((slot.kind, slot.column))
        try:
            value = slot.face.read(raw, today=self.wishes.today)
        except Refused:
            value = otherwise(clean(words_of(raw))) if otherwise else None
            if value is None:
                raise
            return value
        if otherwise and isinstance(slot.face.kind, OpenChoice):
            listed = value in (*slot.face.kind.words, *self.wishes.own_words)
            return value if listed else otherwise(value) or value
        return value

    @staticmethod
    def _told(
        line: Line, label: str, words: str, *, column: str | None = None, value: str = ""
    ) -> None:
        line.problems.append(Problem(label, words, line.row, column, value))


def settle(line: Line, slots: Mapping[str, Slot | None], tell: Any) -> None:
    """Birth and sex as a whole ID number says them; what the row says otherwise is told (L1-14)."""
    id_no = line.get(slots["id_number"])
    if id_no and is_whole(id_no):
        born, sex = birth_of(id_no), sex_of(id_no)
        _settle(line, slots["birth"], born, ("出生年月", tell))
        _settle(line, slots["gender"], sex, ("性别", tell))


def _settle(line: Line, slot: Slot | None, sure: Any, told: tuple[str, Any]) -> None:
    if slot is None:
        return
    written, show = line.get(slot), slot.face.kind.show
    agrees = sure.startswith(written) if isinstance(written, str) else True
    if isinstance(slot.face.kind, Code):
        agrees = written in (None, sure)
    if not agrees:
        label, tell = told
        words = f"写的是“{show(written)}”，身份证号码里是“{show(sure)}”，已按身份证号码录入；请核对"
        tell(line, label, words, value=show(written))
    line.values[slot] = sure


def age_problem(line: Line, birth: Slot | None, since: date, today: date) -> Problem | None:
    """An age that no reading of the birth explains; one year more is allowed, as 虚岁 is usual."""
    age, born = line.raw.get("age"), line.get(birth)
    if not isinstance(age, int) or not born:
        return None
    least, most = age_on(born, since)[0], age_on(born, today)[1]
    if least <= age <= most + 1:
        return None
    words = f"写的是 {age} 岁，按出生年月应是 {most} 岁；年龄由程序算，不用录入，请核对出生年月"
    return Problem("年龄", words, line.row, value=str(age))


def _seen(raw: Any, warning: Warning) -> str:
    if isinstance(raw, str | int | float):
        return str(raw)
    return warning.detail if warning.code.startswith(("date_", "number_", "code_")) else ""

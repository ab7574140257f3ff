"""Says of every row below a header whether it is a record, and if not, why."""

from collections.abc import Sequence

from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.headers import kind_of
from villagedesk.books.reading.layout import Column, Frame
from villagedesk.books.reading.wording import (
    hints_example,
    is_column_number,
    is_end,
    is_example,
    is_footer,
    is_group_line,
    is_heading,
    is_note,
    is_numbered,
    is_page_mark,
    is_placeholder,
    sum_reason,
)
from villagedesk.kinds import is_whole
from villagedesk.kinds.kind import plain

RECORD = ""
_FIRST_CELLS = 4  # a sum is named before its numbers
_CROSSES = "××"
_COUNTS = {"seq", "count", "number", "group", "code"}
_SIGNIFICANT = {"name", "household_head", "id_number", "party_member", "branch", "village"}


class RowSorter:
    """Sorts the rows of one table in order; a closing line changes what lone lines below mean."""

    def __init__(self, grid: Grid, frame: Frame) -> None:
        self.grid = grid
        self.frame = frame
        self.first = frame.columns[0].number
        self.last = frame.columns[-1].number
        self.headed = [column for column in frame.columns if column.path]
        self.labels = {column.number: plain(column.path[-1]) for column in self.headed}
        self.above = {text for row in frame.above for text in grid.texts(row).values()}
        self.closed = False
        self.records = 0

    def reason(self, row: int) -> str:
        """`RECORD`, or one of the reasons of skipped rows."""
        texts = self._texts(row)
        if not texts:
            return "blank"
        reason = self._reason(row, texts)
        self.closed = reason in ("footer", "note", "end_marker") or (self.closed and bool(reason))
        self.records += reason == RECORD
        return reason

    def _texts(self, row: int) -> dict[int, str]:
        shown = self.grid.texts(row)
        return {c: text for c, text in shown.items() if self.first <= c <= self.last}

    def _reason(self, row: int, texts: dict[int, str]) -> str:
        if not texts.keys() & self.labels.keys():
            return "note"
        if self._repeats_header(texts):
            return "repeated_header"
        if self._numbers_columns(texts):
            return "column_numbers"
        return (
            self._closing(texts)
            or self._sum(texts)
            or self._example(texts)
            or self._lone(row, texts)
        )

    def _repeats_header(self, texts: dict[int, str]) -> bool:
        if set(texts.values()) <= self.above:
            return True
        same = sum(self.labels.get(c) == plain(text) for c, text in texts.items())
        return same >= 2 and same * 5 >= len(texts) * 3

    def _numbers_columns(self, texts: dict[int, str]) -> bool:
        """甲 乙 1 2 …, directly below the header or a repeated one."""
        words = [plain(text).strip("()（）栏") for text in texts.values()]
        if len(words) < 3 or self.records or not all(map(is_column_number, words)):
            return False
        if all(word.isdecimal() for word in words) and not self._kinds(texts) - _COUNTS:
            return False
        numbers = [int(word) for word in words if word.isdecimal()]
        rising = numbers == list(range(1, len(numbers) + 1))
        return rising and len(words) * 2 >= len(self.headed)

    def _closing(self, texts: dict[int, str]) -> str:
        lone = self._is_lone(texts)
        for text in texts.values():
            if (lone or len(texts) <= 2) and is_end(text):
                return "end_marker"
            if is_footer(text) and not self._has_person(texts):
                return "footer"
            if lone and is_note(text):
                return "note"
        if lone and is_page_mark(next(iter(texts.values()))):
            return "footer"
        if lone and (self.closed or len(next(iter(texts.values()))) > 40):
            return "note" if self._is_prose(texts) else RECORD
        return RECORD

    def _is_prose(self, texts: dict[int, str]) -> bool:
        text = next(iter(texts.values()))
        wordy = is_numbered(text) or len(text) > 4
        return wordy or not self._keys(texts) & _SIGNIFICANT

    def _is_lone(self, texts: dict[int, str]) -> bool:
        return len(set(texts.values())) == 1

    def _has_person(self, texts: dict[int, str]) -> bool:
        return any(is_whole(plain(text).upper()) for text in texts.values())

    def _keys(self, texts: dict[int, str]) -> set[str]:
        return {c.key for c in self.frame.columns if c.number in texts and c.key}

    def _sum(self, texts: dict[int, str]) -> str:
        leading = [texts[column] for column in sorted(texts)[:_FIRST_CELLS]]
        reason = next((found for text in leading if (found := sum_reason(text))), RECORD)
        return RECORD if reason and self._has_person(texts) else reason

    def _kinds(self, texts: dict[int, str]) -> set[str]:
        return {kind_of(key) for key in self._keys(texts)}

    def _example(self, texts: dict[int, str]) -> str:
        ordered = [texts[c] for c in sorted(texts)]
        if is_example(ordered[0]) or any(map(hints_example, ordered)):
            return "example"
        return "example" if self._shows_how(texts) else RECORD

    def _shows_how(self, texts: dict[int, str]) -> bool:
        """A row of crosses: 姓名 ×××, 出生年月 ××××.××, and no number that is one."""
        told = {column: text for column, text in texts.items() if column != self._seq_column()}
        if any(char.isdigit() for text in told.values() for char in text):
            return False
        crossed = {column for column, text in told.items() if is_placeholder(text)}
        names = {c.number for c in self.frame.columns if c.key in _SIGNIFICANT} & told.keys()
        return bool(names) and names <= crossed and any(_CROSSES in told[c] for c in names)

    def _lone(self, row: int, texts: dict[int, str]) -> str:
        if set(texts) == {self._seq_column()}:
            text = next(iter(texts.values()))
            return "seq_only" if plain(text).strip("().、（）").isdigit() else "section"
        if not self._is_lone(texts):
            return RECORD
        column, text = next(iter(texts.items()))
        if self._spans(row, column) or (is_group_line(text) and not self._is_group_column(column)):
            return "section"
        if (self._keys(texts) & _SIGNIFICANT or len(self.headed) == 1) and not is_heading(text):
            return RECORD
        return "section" if column == self.headed[0].number or is_heading(text) else RECORD

    def _seq_column(self) -> int:
        return self.frame.keys["seq"].number if "seq" in self.frame.keys else -1

    def _is_group_column(self, column: int) -> bool:
        return self._column(column) is not None and self._key(column) == "group"

    def _key(self, number: int) -> str | None:
        column = self._column(number)
        return column.key if column else None

    def _column(self, number: int) -> Column | None:
        return next((c for c in self.frame.columns if c.number == number), None)

    def _spans(self, row: int, column: int) -> bool:
        """Whether the lone text is merged over several columns."""
        top, left, bottom, right = self.grid.area(row, column)
        return right > left and bottom == top


def trimmed(skipped: dict[int, str], records: Sequence[int]) -> dict[int, str]:
    """Skipped rows without the blank ones that only follow the last row with words."""
    spoken = [row for row, reason in skipped.items() if reason != "blank"]
    last = max((*spoken, *records), default=0)
    return {row: reason for row, reason in sorted(skipped.items()) if row < last or row in spoken}

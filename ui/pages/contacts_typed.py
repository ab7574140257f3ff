"""The rows of a day's visits while they are typed: what stands in them and what is wrong."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from ui.part_grid import Links, PartModel
from villagedesk.declare import Face, face
from villagedesk.errors import Refused
from villagedesk.kinds import Choice, Link
from villagedesk.ledgers.contacts.tables import Visit

FIELDS = (
    Visit.on,
    Visit.person,
    Visit.household,
    Visit.met,
    Visit.reason,
    Visit.said,
    Visit.issue,
    Visit.issue_kind,
    Visit.state,
)
FACES = tuple(face(one) for one in FIELDS)
KEYS = tuple(one.key for one in FACES)
DAY, WHO, HOME = (face(one).key for one in (Visit.on, Visit.person, Visit.household))
ISSUE = face(Visit.issue).key
SAME = (DAY, WHO)
"""What a new row takes over from the row above it."""
LABELS = {DAY: "日期", HOME: "户（户主）"}
CALLED = {
    "日期": DAY,
    "户": HOME,
    "户主": HOME,
    "户编号": HOME,
    "联系户": HOME,
    "联系党员": WHO,
    "情况": face(Visit.said).key,
    "问题": ISSUE,
} | {one.label: one.key for one in FACES}
"""What the head of a pasted sheet may call a column."""
CHOOSE = "没有这一项，按 ↓ 键选"
_BLANK = "没有填"

Problems = dict[str, str]


@dataclass(frozen=True)
class TypedVisit:
    """A row as it was typed: words by field key, and the uids behind the links chosen."""

    words: dict[str, str]
    links: Links

    @property
    def given(self) -> dict[str, str]:
        """Words and uids in one, as the desk takes them."""
        return self.words | {f"{key}.uid": uid for key, uid in self.links.items() if uid}


class VisitModel(PartModel):
    """Visits not saved yet, and one blank row below them."""

    judged = Signal(int)
    """What is wrong in a row may have changed."""

    def __init__(self, today: date) -> None:
        super().__init__(FACES)
        self._today = today
        self.problems: list[Problems] = []
        self.show_visits(())

    def show_visits(self, rows: Iterable[TypedVisit]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.cells, self.links, self.uids, self.problems = [], [], [], []
        for one in rows:
            self._append(dict(one.words), dict(one.links))
        self._append({}, {})
        self.endResetModel()
        self.take_over(0)
        for row in range(len(self.cells)):
            self._judge(row)

    def _append(self, words: dict[str, str], links: Links) -> None:
        self.cells.append(words)
        self.links.append(links)
        self.uids.append("")
        self.problems.append({})

    def is_blank(self, row: int) -> bool:
        """Whether nothing stands in a row but what it took over."""
        return not any(said for key, said in self.cells[row].items() if key not in SAME)

    def visits(self) -> dict[int, TypedVisit]:
        """The rows in which something stands, by their place."""
        filled = (row for row in range(len(self.cells)) if not self.is_blank(row))
        return {row: TypedVisit(self._named(row), dict(self.links[row])) for row in filled}

    def _named(self, row: int) -> dict[str, str]:
        return {key: said for key, said in self.cells[row].items() if said}

    def take(self, index: Any, said: str, uid: str | None) -> bool:
        """Other words for a cell; whatever was wrong with it is judged anew."""
        row, own = index.row(), self.faces[index.column()]
        if self.cells[row].get(own.key, "") == said and uid == self.uid_at(index):
            return False
        self._put(row, own, said, uid)
        self.dataChanged.emit(index, index)
        self.judged.emit(row)
        self._grow()
        return True

    def _put(self, row: int, own: Face, said: str, uid: str | None = None) -> None:
        self.cells[row][own.key] = said
        if isinstance(own.kind, Link):
            self.links[row][own.key] = uid
        self._judge_cell(row, own)

    def take_over(self, row: int) -> None:
        """Gives a blank row the day and the visitor of the row above, or today."""
        if not self.is_blank(row):
            return
        above = row - 1
        given = self.cells[above] if row else {DAY: self._today.isoformat()}
        for key in SAME:
            if given.get(key) and not self.cells[row].get(key):
                self.cells[row][key] = given[key]
                if row and key in self.links[above]:
                    self.links[row][key] = self.links[above][key]
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(SAME) - 1))

    def _grow(self) -> None:
        """Below the last row with words stands a blank one."""
        last = len(self.cells)
        if not self.is_blank(last - 1):
            self.beginInsertRows(QModelIndex(), last, last)
            self._append({}, {})
            self.endInsertRows()

    def drop(self, row: int) -> None:
        """Takes a row away, words and all; the blank one at the end stays."""
        if 0 <= row < len(self.cells) - 1:
            self.beginRemoveRows(QModelIndex(), row, row)
            for column in (self.cells, self.links, self.uids, self.problems):
                del column[row]
            self.endRemoveRows()

    def paste(self, row: int, column: int, said: str) -> int:
        """Rows as Excel copies them, from a cell on; how many. A head line names the columns."""
        lines = [line for line in csv.reader(StringIO(said), delimiter="\t") if any(line)]
        keys: Sequence[str | None] = KEYS[column:]
        if lines and len(named := _head(lines[0])) > 1:
            keys, lines = [named.get(place) for place in range(len(lines[0]))], lines[1:]
        for offset, line in enumerate(lines):
            self._fill(row + offset, dict(zip(keys, line, strict=False)))
        return len(lines)

    def _fill(self, row: int, words: Mapping[str | None, str]) -> None:
        self.take_over(row)
        for own in self.faces:
            if own.key in words:
                self._put(row, own, words[own.key].strip())
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(KEYS) - 1))
        self.judged.emit(row)
        self._grow()

    def _judge(self, row: int) -> None:
        for own in self.faces:
            self._judge_cell(row, own)
        self.judged.emit(row)

    def _judge_cell(self, row: int, own: Face) -> None:
        """What can be said at once; whether a name is on the roll, the desk says when it saves."""
        self.problems[row].pop(own.key, None)
        said = self.cells[row].get(own.key, "")
        if said and not isinstance(own.kind, Link):
            try:
                own.read(said, today=self._today)
            except Refused as refused:
                self.problems[row][own.key] = _brief(own, str(refused))

    def complain(self, row: int, problems: Problems) -> None:
        """Says in its cells what is wrong in a row."""
        said = {key if key in KEYS else HOME: words for key, words in problems.items()}
        self.problems[row] = {
            own.key: _brief(own, said[own.key]) for own in FACES if own.key in said
        }
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(KEYS) - 1))
        self.judged.emit(row)

    def problem_at(self, index: Any) -> str:
        """What is wrong with a cell, or nothing."""
        found: Problems = self.problems[index.row()]
        return found.get(KEYS[index.column()], "")

    def first_wrong(self) -> QModelIndex:
        """The first cell something is wrong with; no cell where all is well."""
        wrong = (
            self.index(row, column)
            for row, found in enumerate(self.problems)
            for column, key in enumerate(KEYS)
            if key in found
        )
        return next(wrong, QModelIndex())

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        said, wrong = self.cells[index.row()].get(KEYS[index.column()], ""), self.problem_at(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return said
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "：".join(part for part in (said, wrong) if part)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return LABELS.get(KEYS[section], FACES[section].label)
        return super().headerData(section, orientation, role)


def _brief(own: Face, problem: str) -> str:
    """Words for a narrow cell: what there is to choose from stands in the list below it."""
    choice = isinstance(own.kind, Choice)
    return CHOOSE if choice else problem.removeprefix(own.label if problem.endswith(_BLANK) else "")


def _head(line: Sequence[str]) -> dict[int, str]:
    """Which columns the first line of a pasted sheet names, by place."""
    said = (cell.strip().rstrip("*").strip() for cell in line)
    return {place: CALLED[name] for place, name in enumerate(said) if name in CALLED}

"""组织生活 on the home page: the year in small, and the meetings that are due these days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.page import Frame
from ui.pages.year_marks import Mark, draw_mark
from ui.parts import Card, link_button
from ui.theme import colour, px
from villagedesk.desk import due as desk
from villagedesk.ledgers.meetings.due import OWED, Board, Cell, State
from villagedesk.ledgers.meetings.tables import MeetingKind

SOON = 10
"""Days before the end of a span in which a meeting not held yet is something to do."""
_GRAVEST = (
    State.MISSING,
    State.DUE,
    State.HELD,
    State.UNKEPT,
    State.LATER,
    State.NOT_OWED,
)
_WORDS = {State.MISSING: "缺", State.DUE: "待开"}
_SHORT = {MeetingKind.ASSEMBLY: "党员大会", MeetingKind.REVIEW: "民主评议"}
HEAD, LINE = 76, 27


@dataclass(frozen=True)
class Due:
    """A meeting that should be held soon: of which branch, until when, and by which rule."""

    branch: str
    title: str
    cell: Cell
    left: int


@dataclass(frozen=True)
class Year:
    """What the home page shows of the meetings of this year."""

    year: int
    today: date
    boards: tuple[Board, ...]
    rule: str
    source: str

    @property
    def due(self) -> tuple[Due, ...]:
        """What should be held within the next days, the most pressing first."""
        found = (
            Due(board.branch, board.title, cell, (cell.last - self.today).days)
            for board in self.boards
            for cell in board.cells()
            if cell.state is State.DUE and (cell.last - self.today).days <= SOON
        )
        return tuple(sorted(found, key=lambda one: (one.left, one.title, one.cell.kind)))

    @property
    def now(self) -> tuple[Cell, ...]:
        """The cells of this month: what is owed in it, held or not."""
        return tuple(
            cell
            for board in self.boards
            for cell in board.cells()
            if cell.first <= self.today <= cell.last
            and cell.state in (State.HELD, State.DUE)
            and (cell.last - cell.first).days < 31
        )

    @property
    def missing(self) -> int:
        """How many meetings of the year were not held in time."""
        return sum(cell.state is State.MISSING for board in self.boards for cell in board.cells())


def rows_of(boards: Iterable[Board]) -> list[tuple[MeetingKind, list[Cell]]]:
    """A row for each kind; where there are several branches the one that is worst off."""
    found = []
    for kind in OWED:
        cells = [cells for board in boards for own, cells in board.rows if own is kind]
        worst = [min(same, key=_gravity) for same in zip(*cells, strict=True)]
        if any(cell.state is not State.NOT_OWED for cell in worst):
            found.append((kind, worst))
    return found


def _gravity(cell: Cell) -> int:
    return _GRAVEST.index(cell.state)


class SmallBoard(QWidget):
    """The year without words: signs, shapes and colours, the months above."""

    def __init__(self, rows: Sequence[tuple[MeetingKind, Sequence[Cell]]], today: date) -> None:
        super().__init__()
        self._rows, self._today = rows, today
        said = (f"{kind}：{_spoken(cells)}" for kind, cells in rows)
        self.setAccessibleName("全年组织生活，" + "；".join(said))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(px(300), px(LINE) * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        """Twelve narrow months."""
        return QSize(px(HEAD) + 12 * px(14), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        month = (self.width() - px(HEAD)) / 12
        painter.setFont(_font(self, 12))
        for number in range(1, 13):
            now = number == self._today.month
            painter.setPen(colour("accent_text" if now else "soft"))
            place = QRect(round(px(HEAD) + (number - 1) * month), 0, round(month), px(LINE))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
        for line, (kind, cells) in enumerate(self._rows, 1):
            self._line(painter, px(LINE) * line, _SHORT.get(kind, str(kind)), cells, month)
        painter.end()

    def _line(
        self, painter: QPainter, top: int, name: str, cells: Sequence[Cell], month: float
    ) -> None:
        painter.setFont(_font(self, 13))
        painter.setPen(colour("text"))
        head = QRect(0, top, px(HEAD), px(LINE))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        for cell in cells:
            left = round(px(HEAD) + (cell.first.month - 1) * month)
            right = round(px(HEAD) + cell.last.month * month)
            place = QRect(left + 2, top + 2, right - left - 4, px(LINE) - 4)
            mark = Mark(cell.state, _WORDS.get(cell.state, "") if right - left > px(40) else "")
            draw_mark(painter, place, mark, _font(self, 12), tall=False)


def _font(widget: QWidget, size: int) -> QFont:
    font = QFont(widget.font())
    font.setPixelSize(px(size))
    return font


def _spoken(cells: Sequence[Cell]) -> str:
    counts = {state: sum(cell.state is state for cell in cells) for state in State}
    said = [f"{state}{count}" for state, count in counts.items() if count and state.value != "未到"]
    return "，".join(said)


class YearCard(Card):
    """组织生活 · 2026年."""

    def __init__(self, frame: Frame, year: Year) -> None:
        tail = link_button("看全年", lambda: frame.go("meetings"))
        super().__init__(f"组织生活 · {year.year}年", tail=tail)
        self.body.addWidget(SmallBoard(rows_of(year.boards), year.today))
        self.body.addStretch(1)


def to_do(year: Year, due: Due) -> desk.Due:
    """A meeting to be held, as anything that is due: doing it begins its record."""
    whose = f"{due.title}：" if len(year.boards) > 1 else ""
    note = f"（{due.cell.note}）" if due.cell.note else ""
    said = f"{whose}{_span(due.cell)}{due.cell.kind}还没有开{note}"
    rule = f"{year.rule} · {year.source}"
    return desk.Due(said, rule, due.cell.last, "sitting", roll=wanted(due, year.today))


def wanted(due: Due, today: date) -> str:
    """What the sitting page is told to begin: kinds, branch, group, day."""
    return f"{due.cell.kind}|{due.branch}||{today.isoformat()}"


def _span(cell: Cell) -> str:
    months = cell.last.month - cell.first.month + 1
    return f"{cell.first.month}月" if months == 1 else f"{cell.first.month}至{cell.last.month}月"


def figure_words(year: Year) -> tuple[str, str, tuple[str, str]]:
    """The figure card of this month's meetings: figure, sentence, and its tag (tone, word)."""
    held = sum(cell.state is State.HELD for cell in year.now)
    open_ = [str(cell.kind) for cell in year.now if cell.state is State.DUE]
    note = f"还差：{'、'.join(dict.fromkeys(open_))}" if open_ else "这个月该开的都开了"
    if year.missing:
        tag = ("warn", f"缺 {year.missing} 次")
    else:
        tag = ("info", "进行中") if open_ else ("ok", "已开齐")
    return f"{held}/{len(year.now)}", note, tag

"""上报情况: village by village, or village by sheet; pressed, a village opens at the side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.beside import beside
from ui.folding import Sieve
from ui.page import Frame
from ui.pages.collecting_seen import TROUBLE, TownSeen, TownView, day_and_time
from ui.pages.collecting_table import Line, Toned, TownTable, Value, counted, state
from ui.pages.collecting_village import VillagePanel
from ui.parts import Chip, Empty, plain_button
from ui.theme import gap, px
from villagedesk.declare import Level
from villagedesk.desk.overseeing import State, VillageStanding

LABELS = ("村", "情况", "收到", "次数", "行数", "读不准", "必改", "提醒", "备注", "联系人", "电话")
SIDE_BY_SIDE = 760
"""Width, at normal text size, below which table and village show one at a time."""
PANEL = 400


class VillagesView(TownView):
    """上报情况."""

    list_wanted = Signal()
    stands_alone = Signal(bool)
    """The village opened takes all the room there is, or no longer."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.search = QLineEdit()
        self.search.setPlaceholderText("村名、联系人")
        self.search.setAccessibleName("在各村中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(min(px(280), 400))
        self.search.textChanged.connect(lambda: self._fill())
        self.only = Chip("只看", [(one, one) for one in (*State, TROUBLE)])
        self.only.chosen.connect(lambda _: self._fill())
        self.by_sheet = Chip("看各张表的行数")
        self.by_sheet.chosen.connect(lambda _: self._fill())
        self._sieve = Sieve(self.search, self.only, self.by_sheet, QWidget())
        self.table = TownTable(frame.memory, "villages", LABELS)
        self.sheets = TownTable(frame.memory, "sheets", LABELS[:2], wide=True)
        self.tables = QStackedWidget()
        self.panel = VillagePanel(frame)
        for table in (self.table, self.sheets):
            self.tables.addWidget(table)
            table.chosen.connect(self.open)
        self.panel.closed.connect(self._close)
        self._splitter = beside(self.tables, self.panel, least=280)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self._sieve)
        whole.addWidget(self._splitter, 1)

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        self._fill()
        if not self.panel.isHidden():
            self.open(self.panel.code)

    def show_only(self, what: str) -> None:
        """Only villages in a state, with something to correct, or for "" all."""
        self.only.choose(what or None, what)

    def open(self, code: str) -> None:
        """Shows one village at the side."""
        if self.seen is None:
            return
        one = next((one for one in self.seen.standing.villages if one.code == code), None)
        if one is None:
            self._close()
            return
        self.panel.show_village(self.seen, one)
        self.panel.show()
        for table in (self.table, self.sheets):
            table.grid.choose(code)
        self._make_room()

    def _close(self) -> None:
        self.panel.hide()
        self._make_room()
        self.tables.currentWidget().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        alone = not self.panel.isHidden() and self.width() < px(SIDE_BY_SIDE)
        self.stands_alone.emit(alone)
        self.tables.setHidden(alone)
        self._sieve.setHidden(alone)
        panel = min(px(PANEL), self.width() // 2)
        self._splitter.setSizes([self.width() - panel - px(16), panel])

    def _fill(self) -> None:
        seen = self.seen
        if seen is None:
            return
        self.tables.setCurrentIndex(int(self.by_sheet.value is not None))
        wanted = self.search.text().strip()
        only = self.only.value if isinstance(self.only.value, str) else ""
        shown = [one for one in seen.those(only) if wanted in one.name + one.contact]
        if self.by_sheet.value is None:
            lines = [_line(seen, one) for one in shown]
            self.table.show_lines(lines, self._nothing())
        else:
            titles = sheet_titles(seen.standing.villages)
            lines = [_sheet_line(seen, one, titles) for one in shown]
            self.sheets.show_lines(lines, self._nothing(), (*LABELS[:2], *titles))

    def _nothing(self) -> Empty:
        if self.seen and self.seen.standing.villages:
            return Empty("没有符合的村。", plain_button("清除查找和筛选", self._show_all))
        said = (
            "还不知道有哪些村要报，也还没有收到表。\n"
            "先导入村名单，这里就能看出谁报了、谁没报；已经有各村的表，就点右上角的“接收”。"
        )
        return Empty(said, plain_button("导入村名单", self.list_wanted.emit))

    def _show_all(self) -> None:
        self.search.clear()
        self.only.choose(None)


def sheet_titles(villages: Sequence[VillageStanding]) -> tuple[str, ...]:
    """Every sheet any village handed in, in the order of the workbooks."""
    return tuple(dict.fromkeys(sheet.title for one in villages for sheet in one.sheets))


def note(one: VillageStanding) -> str:
    """What else is to be known of a village's workbooks."""
    said = (
        "像有重复的表" if one.alike else "",
        "手工改过" if one.edited else "",
        f"{one.waiting} 份待定" if one.waiting else "",
    )
    return "；".join(filter(None, said))


def _state(seen: TownSeen, one: VillageStanding) -> Value:
    return state(one.state, seen.tone(one.state), list(State).index(one.state))


def _line(seen: TownSeen, one: VillageStanding) -> Line:
    head = (one.code, one.name, _state(seen, one))
    tail = (Toned(note(one), "warn" if one.alike else "plain"), one.contact, one.phone)
    if not one.parcel:
        return (*head, *(None for _ in LABELS[2:-3]), *tail)
    figures = (
        day_and_time(one.received_at),
        "手填" if one.sequence is None else one.sequence,
        one.rows,
        counted(len(one.problems), "bad"),
        counted(one.findings.get(Level.ERROR, 0), "bad"),
        counted(one.findings.get(Level.WARNING, 0), "warn"),
    )
    return (*head, *figures, *tail)


def _sheet_line(seen: TownSeen, one: VillageStanding, titles: Sequence[str]) -> Line:
    sheets = {sheet.title: sheet for sheet in one.sheets}
    cells: list[Value] = []
    for title in titles:
        sheet = sheets.get(title)
        if sheet is None:
            cells.append(None)
        else:
            edited = state(f"{sheet.rows} 手工改过", "warn", sheet.rows)
            cells.append(edited if sheet.edited else sheet.rows)
    return (one.code, one.name, _state(seen, one), *cells)

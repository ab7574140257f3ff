"""汇总: who has handed in and who has not, taking workbooks in, giving back, handing on."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from ui import theme
from ui.folding import Switch
from ui.page import Frame, Page
from ui.pages.collecting_findings import FindingsView
from ui.pages.collecting_judging import JudgeAgain
from ui.pages.collecting_list import ListView
from ui.pages.collecting_notices import NoticesView
from ui.pages.collecting_receive import ReceiveView
from ui.pages.collecting_seen import TownSeen, TownView, heading, see
from ui.pages.collecting_slips import HandOn
from ui.pages.collecting_strip import Strip
from ui.pages.collecting_twins import TwinsView
from ui.pages.collecting_villages import VillagesView
from ui.parts import PageHeader, main_button, plain_button, scrolled
from villagedesk.period import parse_period

STATE, RECEIVE, FINDINGS, TWINS, NOTICES, LIST = PARTS = (
    "上报情况",
    "接收",
    "提醒",
    "一人两处",
    "通知",
    "村名单",
)


class CollectingPage(Page):
    """汇总."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.setAcceptDrops(True)
        self.seen: TownSeen | None = None
        self.period = ""
        self.handing, self.strip, self.switch = HandOn(frame), Strip(), Switch(PARTS)
        self.again = JudgeAgain(frame)
        self.slips = plain_button("退回单", self._give_back)
        self.rolled = plain_button("汇总表", self._roll_up)
        self.take = main_button("接收", lambda: self.show_part(RECEIVE))
        self.header = PageHeader("汇总", "", (self.slips, self.rolled, self.take))
        self.villages, self.receive = VillagesView(frame), ReceiveView(frame)
        self.views: dict[str, TownView] = {
            STATE: self.villages,
            RECEIVE: self.receive,
            FINDINGS: FindingsView(frame),
            TWINS: TwinsView(frame),
            NOTICES: NoticesView(frame),
            LIST: ListView(frame),
        }
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(scrolled(view))
        for widget in (self.header, self.handing, self.strip, self.switch, self.again):
            self.column.addWidget(widget)
        self.column.addWidget(self.stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.strip.period_chosen.connect(self.show_period)
        self.strip.due_set.connect(self._set_due)
        self.strip.pressed.connect(self._show_only)
        self.switch.chosen.connect(lambda place: self.show_part(PARTS[place]))
        self.villages.list_wanted.connect(lambda: self.show_part(LIST))
        self.villages.panel.slip_wanted.connect(lambda code: self._give_back((code,)))
        self.receive.village_wanted.connect(self._show_village)

    def refresh(self) -> None:
        desk, period = self.frame.desk, self.period
        self.frame.ask(lambda: see(desk, period), self._show, owner=self)

    def _show(self, seen: TownSeen) -> None:
        self.seen, self.period = seen, seen.period
        self.header.say(heading(seen))
        self.strip.show_town(seen)
        handed = any(one.parcel for one in seen.standing.villages)
        for button in (self.slips, self.rolled):
            button.setEnabled(handed)
        self._tell(seen)

    def _tell(self, seen: TownSeen) -> None:
        part = PARTS[self.switch.place]
        # what is said elsewhere too gives way to large text
        asked = (STATE, FINDINGS) if theme.look.percent <= 130 else (FINDINGS,)
        self.again.show_town(seen, is_asked=part in asked)
        for view in {self.receive, self.views[part]}:  # files may be dropped on any part
            view.show_town(seen)

    def show_part(self, part: str) -> None:
        """Shows one of the parts."""
        self.switch.choose(PARTS.index(part))
        self.stack.setCurrentIndex(PARTS.index(part))
        self.take.setHidden(part == RECEIVE)  # there it is said what to press
        if self.seen is not None:
            self._tell(self.seen)

    def show_period(self, period: str) -> None:
        """Shows another period."""
        self.period = period
        self.refresh()

    def _show_only(self, what: str) -> None:
        self.show_part(STATE)
        self.villages.show_only(what)

    def _show_village(self, code: str) -> None:
        self.show_part(STATE)
        self.villages.show_only("")
        self.villages.open(code)

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to a village; its code stands for the uid."""
        super().show_record(uid, roll)
        if uid:
            self._show_village(uid)

    def _set_due(self, day: date | None) -> None:
        desk, period = self.frame.desk, parse_period(self.period)

        def done(_: None) -> None:
            self.frame.say(f"{period.words}截止日期：{day}" if day else "截止日期已取消")
            self.refresh()

        self.frame.ask(lambda: desk.set_due(period, day), done, owner=self)

    def _give_back(self, villages: tuple[str, ...] = ()) -> None:
        self.handing.give_back(self.period, villages)

    def _roll_up(self) -> None:
        if self.seen is not None:
            self.handing.roll_up(self.seen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.receive.zone.light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.receive.zone.light(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.receive.zone.light(on=False)
        urls = event.mimeData().urls()
        if paths := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
            self.show_part(RECEIVE)
            self.receive.collect(paths)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        from ui.pages.collecting_looks import looks  # nobody else needs them

        return looks(self.show_part, self.villages, self.receive)

"""汇总: who has handed in and who has not, taking workbooks in, giving back, handing on."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from ui import theme
from ui.folding import FOLD_FROM, Switch
from ui.page import Frame, Page
from ui.pages.collecting_findings import FindingsView
from ui.pages.collecting_judging import JudgeAgain
from ui.pages.collecting_list import ListView
from ui.pages.collecting_notices import NoticesView
from ui.pages.collecting_receive import ReceiveView
from ui.pages.collecting_seen import TownSeen, TownView, heading, see
from ui.pages.collecting_slips import HandOn
from ui.pages.collecting_strip import Strip
from ui.pages.collecting_table import BESIDE
from ui.pages.collecting_twins import TwinsView
from ui.pages.collecting_villages import VillagesView
from ui.parts import Empty, PageHeader, main_button, plain_button, scrolled
from villagedesk.period import parse_period

STATE, RECEIVE, FINDINGS, TWINS, NOTICES, LIST = PARTS = (
    "上报情况",
    "接收",
    "提醒",
    "一人两处",
    "通知",
    "村名单",
)

ROOMY = 115
"""Text size in percent up to which the page shows all it has while something is asked or told."""


class CollectingPage(Page):
    """汇总."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.setAcceptDrops(True)
        self.seen: TownSeen | None = None
        self.period = ""
        self.lost: Empty | None = None
        """Stands for all parts where the town's store did not answer at all."""
        self._is_asking = self._is_alone = self._is_handing = False
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
        above = (self.header, self.handing, self.receive.progress, self.strip, self.switch)
        for widget in (*above, self.again):
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
        self.handing.asking.connect(self._ask)
        self.handing.stands.connect(self._hand_on)
        self.villages.stands_alone.connect(self._stand_alone)
        self.receive.village_wanted.connect(self._show_village)
        self.handing.resume()
        self.again.resume()

    def refresh(self) -> None:
        desk, period = self.frame.desk, self.period
        self.frame.ask(lambda: see(desk, period), self._show, owner=self, failed=self._cannot)

    def _cannot(self, said: str) -> None:
        """What is shown stays; a page made just now, without an answer, asks to try again."""
        self.frame.say(said)
        if self.seen is None:
            self._lose(Empty(said, plain_button("再试一次", self.refresh)))

    def _lose(self, instead: Empty | None) -> None:
        if self.lost is not None:
            self.stack.removeWidget(self.lost)
            self.lost.deleteLater()
        self.lost = instead
        if instead is not None:
            self.stack.setCurrentIndex(self.stack.addWidget(instead))
        for widget in (self.slips, self.rolled, self.take, self.strip, self.switch):
            widget.setHidden(instead is not None)

    def _show(self, seen: TownSeen) -> None:
        self.seen, self.period = seen, seen.period
        if self.lost is not None:
            self._lose(None)
            self.show_part(self._part)
        self.header.say(heading(seen, is_short=theme.look.percent > FOLD_FROM))
        self.strip.show_town(seen)
        handed = any(one.parcel for one in seen.standing.villages)
        for button in (self.slips, self.rolled):
            button.setEnabled(handed)
        self._tell(seen)

    def _tell(self, seen: TownSeen) -> None:
        part = self._part
        # what is said elsewhere too gives way to large text
        asked = (STATE, FINDINGS) if theme.look.percent <= BESIDE else (FINDINGS,)
        has_room = not self.strip.isHidden()
        self.again.show_town(seen, is_asked=part in asked and has_room)
        for view in {self.receive, self.views[part]}:  # files may be dropped on any part
            view.show_town(seen)

    @property
    def _part(self) -> str:
        return PARTS[self.switch.place]

    def show_part(self, part: str) -> None:
        """Shows one of the parts."""
        self.switch.choose(PARTS.index(part))
        self.stack.setCurrentIndex(PARTS.index(part))
        self._make_room()
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

        def failed(said: str) -> None:
            self.frame.say(said)
            if self.seen is not None:
                self.strip.show_town(self.seen)  # the day it was

        self.frame.ask(lambda: desk.set_due(period, day), done, owner=self, failed=failed)

    def _give_back(self, villages: tuple[str, ...] = ()) -> None:
        if self.seen is not None:
            self.handing.give_back(self.seen, villages)

    def _ask(self, asking: bool) -> None:
        """While it is asked what to say on the slips, the red button is there."""
        self._is_asking = asking
        self.stack.setHidden(asking and theme.look.percent > ROOMY)
        self._make_room()
        if not asking and self.seen is not None:
            self._tell(self.seen)

    def _hand_on(self, stands: bool) -> None:
        self._is_handing = stands
        self._make_room()

    def _stand_alone(self, alone: bool) -> None:
        self._is_alone = alone
        self._make_room()

    def _make_room(self) -> None:
        """What is not of the matter gives way to what is asked, or to a village standing alone;
        to what is told of the slips only where the text is large."""
        if self.lost is not None:
            return
        is_alone = self._is_alone and self._part == STATE
        is_tight = self._is_handing and theme.look.percent > ROOMY
        self.take.setHidden(self._is_asking or self._part == RECEIVE)
        self.strip.setHidden(self._is_asking or is_alone or is_tight)
        is_last = self.stack.isHidden() or (is_tight and theme.look.percent > FOLD_FROM)
        self.switch.setHidden(is_alone or is_last)
        if self.strip.isHidden():
            self.again.hide()
        # what comes back while something else gives way is at first laid out without a height
        QTimer.singleShot(0, self.switch, self.switch.updateGeometry)

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
            self.receive.intake.collect(paths)
            if self.seen is None:  # it waits for the period
                self.refresh()

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        from ui.pages.collecting_looks import looks  # nobody else needs them

        return looks(self)

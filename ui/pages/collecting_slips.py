"""What the town hands on from the 汇总 page: return slips to the villages, and the roll-up."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import messages
from ui.background import Cancelled, Report
from ui.ongoing import ongoing
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen
from ui.pages.collecting_slip_words import SlipWords
from ui.pages.collecting_table import Told
from ui.parts import Progress, Tag, hand_back_keys, link_button, plain_button, row
from ui.theme import gap
from villagedesk.period import parse_period


@dataclass(frozen=True)
class Written:
    """What was written, in words, and where it lies; nothing was where `folder` is None."""

    said: str
    folder: Path | None = None


class HandOn(QWidget):
    """How far the writing is, and where what was written lies; hidden when there is nothing."""

    stands = Signal(bool)
    """It is about to take room on the page, or gives it back."""
    asking = Signal(bool)
    """It asks what to say on the slips, or no longer."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.writing = ongoing(frame, "hand-on")
        self.writing.began.connect(self.resume)
        self.writing.ended.connect(self.resume)
        self.progress, self.told = Progress(), Told()
        self.words = SlipWords(frame)
        self.words.ready.connect(self._choose_folder)
        self.words.opened.connect(self.asking)
        self.words.dropped.connect(self.hide)
        self._wanted: tuple[str, tuple[str, ...]] = ("", ())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.words)
        whole.addWidget(self.progress)
        whole.addWidget(self.told)
        self.hide()

    def give_back(self, seen: TownSeen, villages: tuple[str, ...] = ()) -> None:
        """Asks what to say, then where to, and writes the slips: of some villages, or of all."""
        if self._is_writing():
            return
        self._wanted = seen.period, villages
        named = [one.name for one in seen.standing.villages if one.code in villages]
        self._put_away()
        self.asking.emit(True)
        self.words.begin(f"{'、'.join(named) or '各村'}的退回单")
        self._stand()

    def _is_writing(self) -> bool:
        busy = self.writing.errand is not None
        if busy:
            self.frame.say(f"{self.writing.doing}，写完再点")
        return busy

    def _choose_folder(self) -> None:
        folder = messages.choose_folder(self, "退回单存在哪个文件夹")
        if folder is not None:
            said = self.words.said
            hand_back_keys(self.words)
            self.words.hide()
            self.write_slips(*self._wanted, folder, to_all=said)

    def write_slips(
        self, period: str, villages: tuple[str, ...], folder: Path, *, to_all: str = ""
    ) -> None:
        """Writes slips beside the desk's thread; 取消 keeps those that are written."""
        desk = self.frame.desk

        def write(report: Report, cancelled: Cancelled) -> Written:
            paths = desk.write_slips(
                period, folder, villages, to_all=to_all, report=report, cancelled=cancelled
            )
            if not paths:
                return Written("没有要改的，不用写退回单")
            return Written(f"已写 {len(paths)} 份退回单，可以发给村里；在 {folder}", folder)

        self.writing.begin("正在写退回单", write, keeps_parts=True)

    def roll_up(self, seen: TownSeen) -> None:
        """Asks for a name and writes the roll-up of the period shown."""
        if self._is_writing():
            return
        name = f"{seen.town}-{seen.words}-汇总.xlsx"
        out = messages.choose_save(self, "汇总表存在哪里", name=name)
        if out is not None:
            self.write_roll_up(seen.period, out)

    def write_roll_up(self, period: str, out: Path) -> None:
        """Writes the roll-up on the desk's thread, needed all along; 取消 leaves nothing."""
        desk, worker = self.frame.desk, self.frame.worker

        def write(report: Report, cancelled: Cancelled) -> Written:
            made = worker.call(
                lambda: desk.roll_up(parse_period(period), out, report=report, cancelled=cancelled)
            )
            lacking = f"，还缺 {len(made.missing)} 个村" if made.missing else ""
            said = f"汇总表写好了，并且核对过：{len(made.villages)} 个村{lacking}；在 {made.path}"
            return Written(said, made.path.parent)

        self.writing.begin("正在写汇总表", write)

    def resume(self) -> None:
        """Shows how far the writing is, or what came of it, on a page made meanwhile too."""
        errand, came = self.writing.errand, self.writing.came
        if errand is not None:
            self.told.hide()
            self.progress.follow(errand, self.writing.doing)
            errand.ended.connect(self.hide)
            self._stand()
        elif came is not None and came.folder is None:
            self.frame.say(self.writing.forget().said)
        elif came is not None:
            self._tell(came.said, came.folder)

    def _put_away(self) -> None:
        self.writing.forget()
        self.told.hide()

    def _tell(self, said: str, folder: Path) -> None:
        opener = plain_button("打开文件夹", lambda: show_folder(folder))
        away = link_button("收起", self._end)
        buttons = QWidget()
        buttons.setLayout(row(opener, away))
        self.told.tell(Tag("写好了", "ok"), said, button=buttons)
        self._stand()

    def _end(self) -> None:
        self._put_away()
        self.hide()

    def _stand(self) -> None:
        """Room is made before it is taken, or the window would grow."""
        self.stands.emit(True)
        self.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stands.emit(not self.isHidden())


def show_folder(folder: Path) -> None:
    """Opens a folder where the system shows files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

"""What the town hands on from the 汇总 page: return slips to the villages, and the roll-up."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import messages
from ui.background import Errand
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen
from ui.pages.collecting_slip_words import SlipWords
from ui.pages.collecting_table import Told
from ui.parts import Progress, Tag, hand_back_keys, link_button, plain_button, row
from ui.theme import gap
from villagedesk.desk.rolling import RolledUp
from villagedesk.period import parse_period


class HandOn(QWidget):
    """How far the writing is, and where what was written lies; hidden when there is nothing."""

    stands = Signal(bool)
    """It is about to take room on the page, or gives it back."""
    asking = Signal(bool)
    """It asks what to say on the slips, or no longer."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
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
        self._wanted = seen.period, villages
        named = [one.name for one in seen.standing.villages if one.code in villages]
        self.told.hide()
        self.asking.emit(True)
        self.words.begin(f"{'、'.join(named) or '各村'}的退回单")
        self._stand()

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

        def written(paths: tuple[Path, ...]) -> None:
            if paths:
                self._tell(f"已写 {len(paths)} 份退回单，可以发给村里；在 {folder}", folder)
            else:
                self.frame.say("没有要改的，不用写退回单")

        errand = self.frame.worker.run_long(
            lambda report, cancelled: desk.write_slips(
                period, folder, villages, to_all=to_all, report=report, cancelled=cancelled
            ),
            written,
            owner=self,
            failed=self.frame.say,
        )
        errand.keeps_parts = True
        self._follow(errand, "正在写退回单")

    def roll_up(self, seen: TownSeen) -> None:
        """Asks for a name and writes the roll-up of the period shown."""
        name = f"{seen.town}-{seen.words}-汇总.xlsx"
        out = messages.choose_save(self, "汇总表存在哪里", name=name)
        if out is not None:
            self.write_roll_up(seen.period, out)

    def write_roll_up(self, period: str, out: Path) -> None:
        """Writes the roll-up on the desk's thread, needed all along; 取消 leaves nothing."""
        desk, worker = self.frame.desk, self.frame.worker

        def written(made: RolledUp) -> None:
            lacking = f"，还缺 {len(made.missing)} 个村" if made.missing else ""
            said = f"汇总表写好了，并且核对过：{len(made.villages)} 个村{lacking}；在 {made.path}"
            self._tell(said, made.path.parent)

        errand = worker.run_long(
            lambda report, cancelled: worker.call(
                lambda: desk.roll_up(parse_period(period), out, report=report, cancelled=cancelled)
            ),
            written,
            owner=self,
            failed=self.frame.say,
        )
        self._follow(errand, "正在写汇总表")

    def _follow(self, errand: Errand, doing: str) -> None:
        self.told.hide()
        self.progress.follow(errand, doing)
        errand.ended.connect(self.hide)
        self._stand()

    def _tell(self, said: str, folder: Path) -> None:
        opener = plain_button("打开文件夹", lambda: show_folder(folder))
        away = link_button("收起", self.hide)
        buttons = QWidget()
        buttons.setLayout(row(opener, away))
        self.told.tell(Tag("写好了", "ok"), said, button=buttons)
        self._stand()

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

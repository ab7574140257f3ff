"""What is said where the rules have changed since the workbooks were judged, with 现在重查."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.background import Cancelled, Report, Worker
from ui.ongoing import ongoing
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen
from ui.parts import Progress, Tag, plain_button, row, words
from villagedesk.desk import Desk


class JudgeAgain(QWidget):
    """One quiet line; hidden where everything was judged by the rules as they are now."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame, self.judging = frame, ongoing(frame, "judge")
        self.button = plain_button("现在重查", self.judge)
        said = words("规定改过以后，已收的表还没有重查", wrap=True)
        self.line, self.progress = QWidget(), Progress()
        inside = row(Tag("要重查", "warn"), said, self.button, gap=12)
        inside.setStretch(1, 1)
        self.line.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.line)
        whole.addWidget(self.progress)
        self.hide()
        self.judging.began.connect(self.resume)
        self.judging.ended.connect(self.resume)

    def show_town(self, seen: TownSeen, *, is_asked: bool) -> None:
        """Shows itself where it matters (`is_asked`), and as long as it is at work."""
        at_work = not self.progress.isHidden()
        self.line.setHidden(at_work)
        self.setVisible(at_work or (is_asked and not seen.is_judged))

    def judge(self) -> None:
        """Holds everything that was taken in against the rules, beside the desk's thread."""
        desk, worker = self.frame.desk, self.frame.worker
        self.judging.begin(
            "正在按现在的规定重查",
            lambda report, cancelled: judged(desk, worker, report, cancelled),
            keeps_parts=True,
        )

    def resume(self) -> None:
        """Shows how far it is, on a page made meanwhile too, and tells once what came of it."""
        errand = self.judging.errand
        if errand is not None:
            self.line.hide()
            self.progress.follow(errand, self.judging.doing)
            errand.ended.connect(self.line.show)
            self.show()
        elif said := self.judging.forget():
            self.frame.say(said)
            self.frame.changed.emit("")


def judged(desk: Desk, worker: Worker, report: Report, cancelled: Cancelled) -> str:
    """Judges anew from beside the desk's thread, which is answered between two villages; returns
    what came of it, in words."""

    def told(done: int, total: int) -> None:
        report(done, total)
        worker.call(lambda: None)

    done = desk.judge_again(report=told, cancelled=cancelled)
    if not worker.call(desk.is_judged):
        return "已停下，还有表没有重查"
    if not done.left_out:
        return "已收的表都按现在的规定重查了"
    first, *others = done.left_out
    return f"{first}；另有 {len(others)} 份也没有重查" if others else first

"""接收: files and folders dropped, chosen or watched for; one line for each, with its sentence."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import messages
from ui.background import Cancelled, Errand, Report, Worker
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import Line, Told, TownTable, state
from ui.pages.collecting_watch import FolderWatch
from ui.pages.drop_zone import Asked, DropZone
from ui.pages.fields import Tick
from ui.parts import (
    Chip,
    Elided,
    Empty,
    Progress,
    Tag,
    link_button,
    plain_button,
    row,
    words,
)
from ui.theme import gap, px
from villagedesk.desk import Desk
from villagedesk.desk.collecting import STATUS_WORDS, Collected, FileSeen
from villagedesk.period import Period, parse_period

WATCHED = "collect/watched"
"""In the computer's memory: the folder that is watched, nothing when none is."""
LABELS = ("结果", "文件", "村", "说明", "期间", "次数")
TONES = {"new": "ok", "edited": "warn", "older": "plain", "same": "plain", "refused": "bad"}
TAKEN, LEFT_OUT = ("new", "edited"), ("refused", "older")
ASKED = Asked(
    "把各村的表拖到这里，文件、整个文件夹都行",
    "不用改文件名：是哪个村、哪一期，看表里写的；手填的表算上面选的这一期",
    "同一份收几次都一样；原来的文件只读不改，原样留底",
)


class ReceiveView(TownView):
    """接收."""

    village_wanted = Signal(str)
    """A village is to be shown, by its code."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.files: dict[Path, FileSeen] = {}
        self.errand: Errand | None = None
        self._waiting: list[Path] = []
        self.zone = DropZone(
            self.choose_files, "", ASKED, (plain_button("选文件夹", self.choose_folder),)
        )
        self.zone.setMinimumHeight(0)
        self.progress = Progress()
        self.only = Chip("只看没收下的")
        self.only.chosen.connect(lambda _: self._fill())
        self.said = words("", "soft", wrap=True)
        self.table = TownTable(frame.memory, "files", LABELS)
        self.table.chosen.connect(self._tell)
        self.told = Told()
        self.again = QWidget()
        more = (plain_button("选文件", self.choose_files), self._folder_button())
        above = row(self.said, self.only, *more)
        above.setStretch(0, 1)
        above.setContentsMargins(0, 0, 0, 0)
        self.again.setLayout(above)
        self.eyes = FolderWatch(self)
        self.eyes.found.connect(self._found)
        self.eyes.lost.connect(self._lost)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.progress)
        whole.addWidget(self.zone, 1)
        whole.addWidget(self.again)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.told)
        whole.addWidget(self._watching())
        self._fill()
        if kept := frame.memory.words(WATCHED):
            self.watch(Path(kept))

    def _folder_button(self) -> QWidget:
        return plain_button("选文件夹", self.choose_folder)

    def _watching(self) -> QWidget:
        self.watching = Tick("盯住一个文件夹")
        self.watching.clicked.connect(self._turn_watch)
        self.watched = Elided("", "soft")
        self.other = link_button("换个文件夹", self.choose_watched)
        said = "勾上以后，这个窗口开着时，里面来了新表就自动收下；只读，不删也不改文件。"
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(2))
        line = row(self.watching, self.watched, self.other, gap=12)
        line.setStretch(1, 1)
        whole.addLayout(line)
        whole.addWidget(words(said, "rule", wrap=True))
        self._show_watch()
        return made

    def choose_files(self) -> None:
        """Asks for files and takes them in."""
        if files := messages.choose_files(self, "选各村报来的表"):
            self.collect(files)

    def choose_folder(self) -> None:
        """Asks for a folder and takes in what lies in it."""
        folder = messages.choose_folder(self, "选放着各村的表的文件夹")
        if folder is not None:
            self.collect((folder,))

    def collect(self, paths: Iterable[Path]) -> None:
        """Takes files in beside the desk's thread; while it is at work, after that.

        Rosters filled by hand, which name no period, are of the one that is shown.
        """
        if self.errand is not None or self.seen is None:
            self._waiting += paths
            return
        desk, worker, given = self.frame.desk, self.frame.worker, tuple(paths)
        period = parse_period(self.seen.period)
        self.errand = errand = worker.run_long(
            lambda *watch: collected(desk, worker, given, period, watch),
            self._collected,
            owner=self,
            failed=self._failed,
        )
        errand.keeps_parts = True
        self.zone.setEnabled(False)
        self.progress.follow(errand, "正在接收")
        errand.progressed.connect(self._say_how_far)

    def stop(self) -> None:
        """Stops at the next file; what is in stays in."""
        self._waiting = []
        if self.errand is not None:
            self.errand.cancel()

    def _say_how_far(self, done: int, total: int) -> None:
        if self.progress.cancel.isEnabled():
            self.progress.words.setText(f"正在接收 {done} / {total}")

    def _ended(self) -> bool:
        """What came meanwhile goes next, unless the clerk stopped it; whether he did."""
        stopped = self.errand is not None and self.errand.cancelled()
        self.errand = None
        self.zone.setEnabled(True)
        waiting, self._waiting = self._waiting, []
        if waiting and not stopped:
            self.collect(waiting)
        return stopped

    def _collected(self, done: Collected) -> None:
        stopped = self._ended()
        self.show_files(done.files)
        tail = "；已停下，收下的都算数" if stopped else ""
        self.frame.say(sentence(done.files) + tail)
        if any(one.status != "same" for one in done.files):
            self.frame.changed.emit("")

    def show_files(self, files: Iterable[FileSeen]) -> None:
        """Puts files above those that came before."""
        fresh = {one.path: one for one in files if not self._is_old_news(one)}
        rest = {path: one for path, one in self.files.items() if path not in fresh}
        self.files = {**fresh, **rest}
        self._fill()

    def _is_old_news(self, one: FileSeen) -> bool:
        """A watched folder is looked through anew each time: what is in already says nothing."""
        folder = self.eyes.folder
        return one.status == "same" and folder is not None and folder in one.path.parents

    def _failed(self, said: str) -> None:
        self._ended()
        self.frame.say(said)

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        self._fill()
        if self._waiting and self.errand is None:
            waiting, self._waiting = self._waiting, []
            self.collect(waiting)

    def _fill(self) -> None:
        some = bool(self.files)
        self.zone.setHidden(some)
        self.again.setHidden(not some)
        self.table.setHidden(not some)
        if not some:
            self.told.hide()
        every = tuple(self.files.values())
        self.said.setText(f"这次打开窗口以后：{sentence(every)}")
        wanted = [one for one in every if self.only.value is None or one.status in LEFT_OUT]
        nothing = Empty("都收下了。", plain_button("看全部", lambda: self.only.choose(None)))
        self.table.show_lines([_line(one) for one in wanted], nothing)

    def _tell(self, path: str) -> None:
        one = self.files[Path(path)]
        said = one.problems[0].message if one.problems else in_short(one)
        more = [_problem(problem) for problem in one.problems[1:6]]
        see = link_button("看这个村", lambda: self.village_wanted.emit(one.village))
        tag = Tag(STATUS_WORDS[one.status], TONES[one.status])
        self.told.tell(tag, said, str(one.path), *more, button=see if one.village else None)

    def choose_watched(self) -> None:
        """Asks which folder to watch."""
        folder = messages.choose_folder(self, "盯住哪个文件夹")
        if folder is not None:
            self.watch(folder)
        self._show_watch()

    def watch(self, folder: Path | None) -> None:
        """Watches a folder from now on, also after the next start; with None no more."""
        if folder is None:
            self.frame.memory.forget(WATCHED)
        else:
            self.frame.memory.keep(WATCHED, str(folder))
        self.eyes.watch(folder)
        self._show_watch()

    def _turn_watch(self) -> None:
        if self.watching.isChecked():
            self.choose_watched()
        else:
            self.watch(None)

    def _show_watch(self) -> None:
        folder = self.eyes.folder
        self.watching.setChecked(folder is not None)
        self.watched.setText(str(folder) if folder else "")
        self.other.setHidden(folder is None)

    def _found(self, files: tuple[Path, ...]) -> None:
        self.collect(files)

    def _lost(self) -> None:
        self._show_watch()
        self.frame.say("盯着的文件夹不见了，可能U盘拔掉了；插好以后再勾一次“盯住一个文件夹”")


def collected(
    desk: Desk,
    worker: Worker,
    paths: tuple[Path, ...],
    period: Period,
    watch: tuple[Report, Cancelled],
) -> Collected:
    """Takes files in from beside the desk's thread, one short transaction for each.

    The store lends its one connection by turns; between two files the desk answers first what the
    window has asked meanwhile.
    """
    report, cancelled = watch

    def told(done: int, total: int) -> None:
        report(done, total)
        worker.call(lambda: None)

    return desk.collect(paths, period=period, report=told, cancelled=cancelled)


def sentence(files: Iterable[FileSeen]) -> str:
    """What became of the files, in numbers."""
    seen = [one.status for one in files]
    taken, same = sum(one in TAKEN for one in seen), seen.count("same")
    refused, older = seen.count("refused"), seen.count("older")
    parts = (
        f"收下 {taken} 个",
        f"{same} 个以前收过" if same else "",
        f"{older} 个比已收的旧" if older else "",
        f"{refused} 个没有收" if refused else "",
    )
    return "，".join(filter(None, parts))


def in_short(one: FileSeen) -> str:
    """What is in a file that was understood."""
    doubtful = f"，{len(one.problems)} 处读不准" if one.problems else ""
    return f"{one.rows} 行{doubtful}"


def _line(one: FileSeen) -> Line:
    tag = state(STATUS_WORDS[one.status], TONES[one.status], list(TONES).index(one.status))
    said = one.problems[0].message if one.status == "refused" and one.problems else in_short(one)
    period = parse_period(one.period).words if one.period else ""
    by_hand = one.sequence is None and one.status != "refused"
    which = "手填" if by_hand else one.sequence
    return (str(one.path), tag, one.path.name, one.name, said, period, which)


def _problem(one: object) -> str:
    sheet, row_, column = (getattr(one, key) for key in ("sheet", "row", "column"))
    spot = f"“{sheet}”{column}{row_ or ''} " if sheet else ""
    return f"{spot}{getattr(one, 'message', '')}"

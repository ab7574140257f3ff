"""Files being taken in and what became of each; it goes on while pages are made anew."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from weakref import ref

from PySide6.QtCore import QObject, Qt, Signal

from ui.background import Cancelled, Errand, Worker, is_gone
from ui.page import Frame
from ui.pages.collecting_watch import FolderWatch
from villagedesk.desk import Desk
from villagedesk.desk.collecting import Came, Collected, FileSeen
from villagedesk.errors import StoreError
from villagedesk.period import Period

WATCHED = "collect/watched"
"""In the computer's memory: the folder that is watched, nothing when none is."""
TAKEN, LEFT_OUT = ("new", "edited"), ("refused", "older")


class Intake(QObject):
    """What a frame takes in: one collection at a time, whatever came meanwhile next."""

    began = Signal(object)
    """An errand that can be followed."""
    changed = Signal()
    """A file's fate is known, or nothing is at work any more."""
    watching = Signal()
    """Another folder is watched, or none; or what came into it waits, or no longer."""
    _came = Signal(object)

    def __init__(self, frame: Frame) -> None:
        # the worker outlives frames, and dies on the window's thread: a frame may end on another
        super().__init__(frame.worker)
        self._frame = ref(frame)
        self.files: dict[Path, FileSeen] = {}
        self.errand: Errand | None = None
        self.period: Period | None = None
        """The one that is shown: rosters filled by hand, which name none, are of it."""
        self.halted = ""
        """Why what came into the watched folder waits, where the store could not take it."""
        self._desk, self._worker, self._memory = frame.desk, frame.worker, frame.memory
        self._waiting: list[Path] = []
        self._round: dict[Path, FileSeen] = {}
        # queued: it is told on the thread that takes the files in
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.eyes = FolderWatch(self, aside=self._look_aside)
        self.eyes.found.connect(self.collect)
        self.eyes.lost.connect(self._lost)

    @property
    def frame(self) -> Frame | None:
        """Whom it takes in for, unless the store was closed since."""
        frame = self._frame()
        return None if is_gone(frame) else frame

    def end(self) -> None:
        """Watches and takes in no more: another store is open."""
        self.eyes.watch(None)
        self._waiting = []

    def show_period(self, period: Period) -> None:
        """Knows from now on what period is shown; what waited for that begins."""
        self.period = period
        if self._waiting and self.errand is None:
            self._go_on()

    def collect(self, paths: Iterable[Path]) -> None:
        """Takes files in beside the desk's thread; while it is at work, after that."""
        if self.frame is None:
            return
        if self.errand is not None or self.period is None:
            self._waiting += paths
            return
        desk, worker, given, period = self._desk, self._worker, tuple(paths), self.period
        self._round = {}

        def told(done: int, total: int, one: FileSeen) -> None:
            errand.report(done, total)
            self._came.emit(one)

        self.errand = errand = worker.run_long(
            lambda _, cancelled: collected(desk, worker, given, period, (told, cancelled)),
            lambda done: self._collected(given, done),
            owner=self,
            failed=self._failed,
        )
        errand.keeps_parts = True
        self.began.emit(errand)

    def stop(self) -> None:
        """Stops at the next file; what is in stays in."""
        self._waiting = []
        if self.errand is not None:
            self.errand.cancel()

    def _take(self, one: FileSeen) -> None:
        self._round[one.path] = one
        self.show_files(self._round.values())

    def show_files(self, files: Iterable[FileSeen]) -> None:
        """Puts files above those that came before."""
        fresh = {one.path: one for one in files if not self._is_old_news(one)}
        rest = {path: one for path, one in self.files.items() if path not in fresh}
        self.files = {**fresh, **rest}
        self.changed.emit()

    def _is_old_news(self, one: FileSeen) -> bool:
        """A watched folder is looked through anew each time: what is in already says nothing."""
        return one.status == "same" and self._is_watched(one.path)

    def _is_watched(self, path: Path) -> bool:
        return self.eyes.folder is not None and self.eyes.folder in path.parents

    def _collected(self, given: tuple[Path, ...], done: Collected | StoreError) -> None:
        stopped, frame = self._ended(), self.frame
        if frame is None:
            return
        if isinstance(done, StoreError):
            self._halt(frame, given, str(done))
            return
        back = "又连上了：" if self._set_halted("") else ""
        frame.say(back + sentence(done.files) + ("；已停下，收下的都算数" if stopped else ""))
        if any(one.status != "same" for one in done.files):
            frame.changed.emit("")

    def _halt(self, frame: Frame, given: tuple[Path, ...], said: str) -> None:
        """What came into the watched folder is tried again by itself; that is said once."""
        watched = tuple(filter(self._is_watched, given))
        self.eyes.tell_again(watched)
        short = f"{said.partition('。')[0]}；盯着的文件夹过一会儿自己再收"
        was_halted = self._set_halted(short) if watched else False
        if len(watched) < len(given):
            frame.say(said)
        elif not was_halted:
            frame.say(short)

    def _set_halted(self, said: str) -> bool:
        """Whether it was halted before."""
        was, self.halted = bool(self.halted), said
        self.watching.emit()
        return was

    def _failed(self, said: str) -> None:
        self._ended()
        if self.frame is not None:
            self.frame.say(said)

    def _ended(self) -> bool:
        """What came meanwhile goes next, unless the clerk stopped it; whether he did."""
        stopped = self.errand is not None and self.errand.cancelled()
        self.errand = None
        self.changed.emit()
        if stopped:
            self._waiting = []
        elif self._waiting:
            self._go_on()
        return stopped

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        self.collect(waiting)

    def watch(self, folder: Path | None) -> None:
        """Watches a folder from now on, also after the next start; with None no more."""
        if folder is None:
            self._memory.forget(WATCHED)
        else:
            self._memory.keep(WATCHED, str(folder))
        self.eyes.watch(folder)
        self._set_halted("")

    def _lost(self) -> None:
        self._set_halted("")
        if self.frame is not None:
            self.frame.say("盯着的文件夹不见了，可能U盘拔掉了；插好以后再勾一次“盯住一个文件夹”")

    def _look_aside(self, job: Any, then: Any) -> None:
        self._worker.run_long(lambda *_: job(), then, owner=self)


def intake_of(frame: Frame) -> Intake:
    """The one of a frame, made when it is first asked for; that of a store closed since ends."""
    for there in frame.worker.findChildren(Intake):
        if there.frame is frame:
            return there
        there.end()
    made = Intake(frame)
    if kept := frame.memory.words(WATCHED):
        made.watch(Path(kept))
    return made


def collected(
    desk: Desk,
    worker: Worker,
    paths: tuple[Path, ...],
    period: Period,
    watch: tuple[Came, Cancelled],
) -> Collected | StoreError:
    """Takes files in from beside the desk's thread, one short transaction for each; or why the
    store can take none now.

    The store lends its one connection by turns; between two files the desk answers first what the
    window has asked meanwhile.
    """
    report, cancelled = watch

    def told(done: int, total: int, one: FileSeen) -> None:
        report(done, total, one)
        worker.call(lambda: None)

    try:
        return desk.collect(paths, period=period, report=told, cancelled=cancelled)
    except StoreError as error:
        return error


def is_alike(one: FileSeen) -> bool:
    """Whether a roster that counts seems to be one that is in already, sent again."""
    return one.status in TAKEN and any(problem.like for problem in one.problems)


def sentence(files: Iterable[FileSeen]) -> str:
    """What became of the files, in numbers."""
    files = tuple(files)
    seen, twice = [one.status for one in files], sum(map(is_alike, files))
    taken, same = sum(one in TAKEN for one in seen), seen.count("same")
    refused, older = seen.count("refused"), seen.count("older")
    parts = (
        f"收下 {taken} 个" + (f"（{twice} 个像是重复的，请看说明）" if twice else ""),
        f"{same} 个以前收过" if same else "",
        f"{older} 个比已收的旧" if older else "",
        f"{refused} 个没有收" if refused else "",
    )
    return "，".join(filter(None, parts))

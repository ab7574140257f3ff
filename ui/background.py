"""Work off the window's thread: the desk's own single thread, and another for workbooks."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import partial
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from villagedesk.errors import UserError

T = TypeVar("T")
PUT_AWAY = "put-away"
Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Errand(QObject):
    """A long piece of work: how far it is, and the way to stop it."""

    progressed = Signal(int, int)
    ended = Signal()
    keeps_parts = False
    """What is done before a stop stays done: it may be stopped when the window closes."""
    _moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self.at = (0, 0)
        """How far it was at last, for who comes to look on."""
        # queued, so that whoever listens is called on the window's thread
        self._moved.connect(self.progressed, Qt.ConnectionType.QueuedConnection)

    def report(self, done: int, total: int) -> None:
        """Says how far the work is; called from the thread that does it."""
        self.at = (done, total)
        self._moved.emit(done, total)

    def cancel(self) -> None:
        """Asks the work to stop; it does so at its next step and leaves nothing half done."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the clerk has asked for a stop."""
        return self._stop.is_set()


@dataclass(eq=False)
class Parcel:
    """What is to be done, who asked for it, and what came of it.

    It is emptied on the thread that asked: what it holds may be the last that keeps a page, and
    Qt lets a widget be destroyed on the window's thread alone. A pool's thread holds on to what it
    was given for a moment after its result is out; then that is an empty parcel.
    """

    job: Callable[[], Any] | None
    then: Callable[[Any], None] | None = None
    owner: QObject | None = None
    failed: Callable[[str], None] | None = None
    errand: Errand | None = None
    result: Any = None
    error: BaseException | None = None

    def do(self) -> None:
        """Does the job and keeps what came of it; called on the pool's thread."""
        assert self.job is not None
        try:
            self.result = self.job()
        except BaseException as error:  # noqa: BLE001 - raised again where it was asked for
            self.error = error

    def emptied(self) -> "Parcel":
        """All of it, in another parcel that no pool knows."""
        taken = replace(self)
        for field in fields(self):
            setattr(self, field.name, None)
        return taken


class Worker(QObject):
    """One thread for every call of the desk, so that two never write at once; results come back
    on the window's thread."""

    failed = Signal(str)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._long_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbook")
        self._waiting, self._closed = 0, False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Does `job` on the desk's thread, then `then(result)` here unless `owner` is gone by then.

        A UserError goes to `failed`, or to the signal of that name; anything else is a bug.
        """
        self._send(self._desk_thread, Parcel(job, then, owner, failed))

    def run_long(
        self,
        job: Callable[[Report, Cancelled], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Errand:
        """Does workbook work beside the desk's thread; `job(report, cancelled)` says how far it is.

        Such a job touches the desk only through `call`.
        """
        errand = Errand(self)
        work = partial(job, errand.report, errand.cancelled)
        self._send(self._long_thread, Parcel(work, then, owner, failed, errand))
        return errand

    def call(self, job: Callable[[], T]) -> T:
        """From within a long job: what the desk says, asked on the desk's own thread."""
        parcel: Parcel = Parcel(job)
        self._desk_thread.submit(parcel.do).result()
        done = parcel.emptied()
        if done.error is not None:
            raise done.error
        result: T = done.result
        return result

    def finish_long(self) -> None:
        """Waits for the long work that was begun; what keeps its parts stops at its next step."""
        for errand in self.findChildren(Errand):
            if errand.keeps_parts:
                errand.cancel()
        self._long_thread.submit(int).result()

    @property
    def is_idle(self) -> bool:
        """Whether every result has been delivered."""
        return self._waiting == 0

    def close(self) -> None:
        """Finishes what was begun and ends both threads."""
        self._closed = True
        self._long_thread.shutdown(wait=True, cancel_futures=True)
        self._desk_thread.shutdown(wait=True)

    def _send(self, pool: ThreadPoolExecutor, parcel: Parcel) -> None:
        if self._closed:
            return  # the window is going: a timer of its pages may still have fired
        self._waiting += 1
        pool.submit(parcel.do).add_done_callback(partial(self._hand_over, parcel))

    def _hand_over(self, parcel: Parcel, done: "Future[None]") -> None:
        if shiboken6.isValid(self):
            self._done.emit((parcel, done.cancelled()))

    @Slot(object)
    def _deliver(self, given: tuple[Parcel, bool]) -> None:
        done, is_cancelled = given[0].emptied(), given[1]
        self._waiting -= 1
        if done.errand is not None:
            done.errand.ended.emit()
            done.errand.deleteLater()
        if is_cancelled or is_gone(done.owner):
            return
        if isinstance(done.error, UserError):
            (done.failed or self.failed.emit)(str(done.error))
        elif done.error is not None:
            raise done.error
        elif done.then is not None:
            done.then(done.result)


def put_away(owner: QObject) -> None:
    """Nothing that was asked for this, or for what is inside it, is answered any more.

    It may live on for a moment: Qt deletes a page only when it comes to it.
    """
    owner.setProperty(PUT_AWAY, True)


def is_gone(owner: QObject | None) -> bool:
    """Whether whoever asked was destroyed, or put away with all that is around it."""
    around = owner
    while around is not None:
        if not shiboken6.isValid(around) or around.property(PUT_AWAY):
            return True
        around = around.parent()
    return False

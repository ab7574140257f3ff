"""Work off the window's thread: the desk's own single thread, and another for workbooks."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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
        self._send(self._desk_thread, job, (then, owner, failed, None))

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
        self._send(
            self._long_thread,
            lambda: job(errand.report, errand.cancelled),
            (then, owner, failed, errand),
        )
        return errand

    def call(self, job: Callable[[], T]) -> T:
        """From within a long job: what the desk says, asked on the desk's own thread."""
        return self._desk_thread.submit(job).result()

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

    def _send(self, pool: ThreadPoolExecutor, job: Callable[[], Any], way: tuple[Any, ...]) -> None:
        if self._closed:
            return  # the window is going: a timer of its pages may still have fired
        self._waiting += 1
        pool.submit(job).add_done_callback(lambda done: self._hand_over(done, way))

    def _hand_over(self, done: "Future[Any]", way: tuple[Any, ...]) -> None:
        if shiboken6.isValid(self):
            self._done.emit((done, way))

    @Slot(object)
    def _deliver(self, parcel: "tuple[Future[Any], tuple[Any, ...]]") -> None:
        done, (then, owner, failed, errand) = parcel
        self._waiting -= 1
        if errand is not None:
            errand.ended.emit()
            errand.deleteLater()
        if done.cancelled() or is_gone(owner):
            return
        error = done.exception()
        if isinstance(error, UserError):
            (failed or self.failed.emit)(str(error))
        elif error is not None:
            raise error
        elif then is not None:
            then(done.result())


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

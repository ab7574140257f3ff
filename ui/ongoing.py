"""Long work of a page that goes on, and is told of, while pages are made anew."""

from collections.abc import Callable
from typing import Any
from weakref import ref

from PySide6.QtCore import QObject, Signal

from ui.background import Cancelled, Errand, Report
from ui.page import Frame


class Ongoing(QObject):
    """Work of one kind that a frame is at, one piece at a time, and what came of the last."""

    began = Signal()
    ended = Signal()
    """What came of it is there; where it failed nothing is, and the frame has said why."""

    def __init__(self, frame: Frame, kind: str) -> None:
        # the worker outlives frames, and dies on the window's thread: a frame may end on another
        super().__init__(frame.worker)
        self.setObjectName(kind)
        self._frame = ref(frame)
        self.errand: Errand | None = None
        self.doing = ""
        self._came: Any = None

    def is_of(self, frame: Frame) -> bool:
        """Whether it is this frame's, not that of a store closed since."""
        return self._frame() is frame

    def begin(
        self, doing: str, job: Callable[[Report, Cancelled], Any], *, keeps_parts: bool = False
    ) -> None:
        """Does `job` beside the desk's thread; nothing where the last one is not done yet."""
        frame = self._frame()
        if frame is None or self.errand is not None:
            return
        self.doing, self._came = doing, None
        self.errand = frame.worker.run_long(job, self._end, owner=frame, failed=frame.say)
        self.errand.keeps_parts = keeps_parts
        self.errand.ended.connect(self._over)
        self.began.emit()

    def _over(self) -> None:
        self.errand = None

    def _end(self, came: Any) -> None:
        self._came = came
        self.ended.emit()

    @property
    def came(self) -> Any:
        """What came of the last, until somebody is done with it."""
        return self._came

    def forget(self) -> Any:
        """What came of the last, for one who tells it once."""
        came, self._came = self._came, None
        return came


def ongoing(frame: Frame, kind: str) -> Ongoing:
    """The one of a frame and a kind, made when it is first asked for."""
    for there in frame.worker.findChildren(Ongoing, kind):
        if there.is_of(frame):
            return there
        there.deleteLater()
    return Ongoing(frame, kind)

"""What happens when the program itself is at fault: a log without personal data, plain words."""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

LOG = logging.getLogger("villagedesk")
Shown = Callable[[str], None]
_open: list[TextIO] = []
"""The file for faults of the interpreter itself; it must stay open."""


def install(folder: Path, show: Shown) -> None:
    """Writes every fault into the folder's log and shows what to do; values never reach the log."""
    handler = RotatingFileHandler(
        folder / "villagedesk.log", maxBytes=500_000, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.handlers[:] = [handler]
    LOG.setLevel(logging.INFO)
    _open.append((folder / "fatal.log").open("a", encoding="utf-8"))
    faulthandler.enable(_open[-1])

    def report(
        kind: type[BaseException], error: BaseException | None, where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), where)
            return
        LOG.error(without_values(kind, where))
        show(advice(folder))

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value, args.exc_traceback)


def uninstall() -> None:
    """Closes the logs; the hooks are for whoever set them to restore."""
    faulthandler.disable()
    for handler in LOG.handlers:
        handler.close()
    for file in _open:
        file.close()
    LOG.handlers.clear()
    _open.clear()


def without_values(kind: type[BaseException], where: TracebackType | None) -> str:
    """Which lines of the program led to a fault; its message may quote a person and is left out."""
    lines = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(where)
    ]
    return " | ".join([kind.__name__, *lines])


def advice(folder: Path) -> str:
    """What the clerk reads."""
    return (
        "程序出了差错，刚才这一步可能没有做成。\n\n"
        "已经保存的内容都在，请关掉程序再打开。若还是这样，把下面文件夹里的 villagedesk.log "
        f"交给维护的人，里面没有个人信息：\n{folder}"
    )

"""The command `villagedesk`: without a verb the window, otherwise the verbs of the command line."""

import gc
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from villagedesk import paths


def main(arguments: Sequence[str] | None = None) -> int:
    """Opens the window on a store, or hands a verb to the command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["selftest"]:
        from ui.selftest import selftest

        return selftest(now)
    if given and not is_store(given[0]):
        from villagedesk.__main__ import main as verb

        return verb(given)
    if not has_display():
        sys.stderr.write("这台机器没有显示器，窗口打不开；命令可以用，见 villagedesk --help\n")
        return 2
    return window(given[0] if given else "")


def is_store(word: str) -> bool:
    """Whether a word on the command line is a store to open, not a verb."""
    return word.endswith(".vdesk") or "://" in word


def has_display() -> bool:
    """Whether a window can show; Qt itself would end the program with an English riddle."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def now() -> datetime:
    """The local time, as the clerk's clock shows it."""
    return datetime.now().astimezone().replace(tzinfo=None)


def window(target: str) -> int:
    """Shows the window first and opens the store behind it."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from ui import crash, messages
    from ui.garbage import Collector
    from ui.main_window import LAST_STORE, MainWindow, dress
    from ui.memory import Memory

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationDisplayName("村务台账")
    app.setWindowIcon(QIcon(str(paths.resource("icons/villagedesk.svg"))))
    memory = Memory(paths.data_folder() / "window.ini")
    dress(app, memory)
    Collector(app)
    shown = MainWindow(memory, now)
    crash.install(paths.log_folder(), lambda words: messages.tell(shown, words))
    # what stands by then is never garbage: no later collection, while somebody waits, looks at it
    shown.opened.connect(lambda: gc.freeze())
    if memory.number("window/full", 0):
        shown.showMaximized()
    else:
        shown.show()
    last = target or memory.words(LAST_STORE)
    if target or (last and (is_url(last) or Path(last).exists())):
        shown.open_store(last)
    else:
        shown.welcome()
    return app.exec()


def is_url(target: str) -> bool:
    """Whether a store lies in a database server."""
    return "://" in target


if __name__ == "__main__":
    sys.exit(main())

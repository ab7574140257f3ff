"""Whether an installed copy can do its work: a store, a record, a window, on this very machine."""

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.garbage import Collector
from ui.main_window import MainWindow, dress
from ui.memory import Memory
from villagedesk.desk import Desk, found_village
from villagedesk.errors import UserError
from villagedesk.ledgers import residents

PATIENCE = 30_000
"""Milliseconds after which a window that does not stand counts as broken."""


def selftest(clock: Callable[[], datetime]) -> int:
    """Does the main job once in a folder of its own and says how it went; 0 or 2."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            store = made_store(Path(folder), clock)
            stands = window_stands(Path(folder), store, clock)
        except (UserError, OSError) as error:
            sys.stdout.write(f"自检没有通过：{error}\n")
            return 2
    sys.stdout.write("自检通过：台账、记录和窗口都正常。\n" if stands else "窗口没有打开。\n")
    return 0 if stands else 2


def made_store(folder: Path, clock: Callable[[], datetime]) -> Path:
    """A new store that holds one invented person."""
    file = folder / "selftest.vdesk"
    desk = Desk(found_village(str(file), code="", name="自检村", now=clock()), clock)
    desk.save(residents.LEDGER.rolls[0], "", {"name": "张三"})
    desk.close()
    return file


def window_stands(folder: Path, store: Path, clock: Callable[[], datetime]) -> bool:
    """Whether the window opens that store and paints its first page."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    memory = Memory(folder / "window.ini")
    dress(app, memory)
    Collector(app)
    window, waiting = MainWindow(memory, clock), QEventLoop()
    window.opened.connect(waiting.quit)
    window.refused.connect(waiting.quit)
    QTimer.singleShot(PATIENCE, waiting, waiting.quit)
    window.show()
    window.open_store(str(store))
    waiting.exec()
    stands = window.frame is not None and not window.grab().isNull()
    window.close()
    return stands

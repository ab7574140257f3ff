"""No window may outlive its test, and no dialog may wait for a person who is not there."""

import gc
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from ui import theme
from ui.background import Worker
from ui.garbage import collect_due
from ui.main_window import MainWindow
from ui.memory import Memory
from ui.page import Frame
from villagedesk.desk import Desk, found_village
from villagedesk.ledgers import residents

WAITING = {
    QDialog: ("exec",),
    QPrintDialog: ("exec",),
    QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
    QFileDialog: (
        "exec",
        "getExistingDirectory",
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """As in the program: no thread but this one may destroy what the windows leave behind."""
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def no_window_is_left_open() -> Iterator[None]:
    """Fail a test that leaves a window visible; what `qtbot.addWidget` got is closed by then."""
    yield
    left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in left:
        window.close()
    collect_due()
    assert not left, "left open: " + ", ".join(type(window).__name__ for window in left)


@pytest.fixture(autouse=True)
def no_dialog_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that nobody expected fails the test by its name instead of hanging it."""

    def waits(name: str) -> Any:
        def fail(*args: Any, **kwargs: Any) -> None:
            told = [arg if isinstance(arg, str) else type(arg).__name__ for arg in args]
            pytest.fail(f"{name} waits for a person: {', '.join(told)}")

        return fail

    for dialog, verbs in WAITING.items():
        for verb in verbs:
            monkeypatch.setattr(dialog, verb, waits(f"{dialog.__name__}.{verb}"))


NOW = datetime(2026, 11, 22, 14, 3)
PEOPLE = ("张建国", "李秀英", "王伟", "张静")


@pytest.fixture
def now() -> datetime:
    """The moment the windows live in."""
    return NOW


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A computer that remembers nothing yet."""
    return Memory(tmp_path / "window.ini")


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A village with four people."""
    file = str(tmp_path / "river.vdesk")
    desk = Desk(found_village(file, code="", name="河湾村", now=NOW), lambda: NOW)
    for name in PEOPLE:
        desk.save(residents.LEDGER.rolls[0], "", {"name": name})
    desk.close()
    return file


@pytest.fixture
def worker(qtbot: Any) -> Iterator[Worker]:
    """The two threads, ended with the test."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def frame(qtbot: Any, qapp: Any, worker: Worker, memory: Memory, store: str) -> Iterator[Frame]:
    """The village's desk as a page gets it, without a window."""
    from villagedesk.desk import open_existing

    theme.apply(qapp)
    desk = worker.call(lambda: Desk(open_existing(store), lambda: NOW))
    yield Frame(desk, worker, memory)
    settle(qtbot, worker)
    worker.call(desk.close)


@pytest.fixture
def settled(qtbot: Any, worker: Worker) -> Callable[[], None]:
    """Waits until the desk has answered everything."""
    return lambda: settle(qtbot, worker)


@pytest.fixture
def window(qtbot: Any, memory: Memory, store: str) -> MainWindow:
    """The whole window, open on the village."""
    made = MainWindow(memory, lambda: NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(store)
    settle(qtbot, made.worker)
    return made


def settle(qtbot: Any, worker: Worker) -> None:
    """Answers may ask again, so a pause follows the last of them."""
    for _ in range(2):
        qtbot.waitUntil(lambda: worker.is_idle, timeout=20_000)
        qtbot.wait(50)
    qtbot.waitUntil(lambda: worker.is_idle, timeout=20_000)

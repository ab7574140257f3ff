"""What the windows leave behind is destroyed on their own thread."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer

from ui import garbage
from ui.garbage import Collector, collect_due


class Ring(QObject):
    """Refers to itself, so that only the garbage collector takes it away; its timer runs."""

    def __init__(self):
        super().__init__()
        self.me = self
        self.timer = QTimer(self, interval=60_000)
        self.timer.start()


@pytest.fixture
def collector(qapp, monkeypatch):
    monkeypatch.setattr(garbage, "EVERY", 10)
    gc.enable()
    made = Collector()
    yield made
    made.deleteLater()


def allocated_elsewhere():
    """A desk's thread that makes enough for Python to collect every generation many times."""
    work = threading.Thread(target=lambda: [[[] for _ in range(1000)] for _ in range(300)])
    work.start()
    work.join()


def test_no_other_thread_destroys_a_widget(qtbot, collector):
    died: list[object] = []
    weakref.finalize(Ring(), lambda: died.append(threading.current_thread()))
    allocated_elsewhere()
    assert died == []
    more: list[list[int]] = [[] for _ in range(10_000)]
    qtbot.waitUntil(lambda: bool(died))
    assert died == [threading.main_thread()]
    assert more


def test_the_oldest_generation_that_is_due_is_collected(monkeypatch):
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    done: list[int] = []
    monkeypatch.setattr(gc, "collect", done.append)
    for counts in ((700, 10, 10), (701, 3, 3), (9, 11, 10), (800, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collect_due()
    assert done == [0, 1, 2]


def test_a_threshold_of_nothing_is_never_due(monkeypatch):
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 0))
    monkeypatch.setattr(gc, "get_count", lambda: (5, 5, 9))
    assert collect_due() is None

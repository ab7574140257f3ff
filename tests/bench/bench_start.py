"""From the start of the process to the first paint of home, beside a bare PySide6 window.

Run: `pytest tests/bench/bench_start.py -s`
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from villagedesk.demo import make

ROUNDS = 7
HOME = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import __main__ as door
from ui.main_window import MainWindow

def look():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    page = window.page
    if page is not None and getattr(page, "shown", None) is not None:
        window.grab()
        print(time.monotonic(), flush=True)
        window.close()
        QApplication.quit()

def loop(app):
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    return QApplication_exec()

QApplication_exec = QApplication.exec
QApplication.exec = loop
door.main([sys.argv[1]])
"""
BARE = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1366, 768)
window.show()
window.grab()
print(time.monotonic(), flush=True)
"""


def seconds(code: str, *words: str, home: Path) -> float:
    """Wall time from the start of a process to the moment it prints."""
    settings = {"XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **settings},
    )
    return float(done.stdout.split()[-1]) - begun


def test_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(make(tmp_path / "demo", people=1500)[0].path)
    pairs = [
        (seconds(HOME, store, home=tmp_path), seconds(BARE, home=tmp_path)) for _ in range(ROUNDS)
    ]
    home, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    with capsys.disabled():
        print(f"\nhome {home:.2f} s, bare window {bare:.2f} s, ratio {home / bare:.1f}")  # noqa: T201
    assert home <= 1.5

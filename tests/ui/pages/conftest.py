"""A small demo village for the pages that need people, terms and faults."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.background import Worker
from ui.memory import Memory
from ui.page import Frame, Page
from villagedesk.demo import make
from villagedesk.desk import Desk, open_existing


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo village, made once."""
    return make(tmp_path_factory.mktemp("demo"), people=150)[0].path


@pytest.fixture
def my_demo(demo_file: Path, tmp_path: Path) -> str:
    """A copy of it for one test."""
    return str(shutil.copy(demo_file, tmp_path / "demo.vdesk"))


@pytest.fixture
def demo(qtbot: Any, worker: Worker, memory: Memory, my_demo: str, now: Any) -> Iterator[Frame]:
    """The demo village's desk as a page gets it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    desk = worker.call(lambda: Desk(open_existing(my_demo), lambda: now))
    yield Frame(desk, worker, memory)
    qtbot.waitUntil(lambda: worker.is_idle, timeout=20_000)
    worker.call(desk.close)


@pytest.fixture
def opened(qtbot: Any, settled: Callable[[], None]) -> Callable[[Page], Any]:
    """Shows a page as the window does, and waits until it has its answers."""

    def open_page(page: Page) -> Page:
        qtbot.addWidget(page)
        page.resize(1158, 740)
        page.show()
        page.frame.changed.connect(lambda _: page.refresh())
        page.refresh()
        settled()
        return page

    return open_page


@pytest.fixture
def went(demo: Frame) -> list[tuple[str, str, str]]:
    """Where the demo's pages asked to go."""
    places: list[tuple[str, str, str]] = []
    demo.asked.connect(lambda *place: places.append(place))
    return places


@pytest.fixture
def said(demo: Frame) -> list[str]:
    """What the demo's pages said at the foot of the window."""
    words: list[str] = []
    demo.said.connect(lambda sentence, _: words.append(sentence))
    return words


def texts(widget: Any) -> str:
    """All words a page shows, in one string."""
    from PySide6.QtWidgets import QLabel, QPushButton

    found = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return "\n".join(one.text() for one in found if not one.isHidden())

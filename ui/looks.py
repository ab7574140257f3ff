"""Pictures of every page, for a person to look at: `python -m ui.looks OUT [--town] [--only X]`."""

import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything opens a display

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.garbage import Collector
from ui.ledger_page import LedgerPage
from ui.main_window import MainWindow, dress
from ui.memory import Memory
from ui.page import Page
from ui.picker import PickLine
from ui.roll_view import RollView
from villagedesk.desk import found_village
from villagedesk.kinds import Day, IdNumber, Phone

NOW = datetime(2026, 11, 22, 14, 3)  # noqa: DTZ001  # the day the demo speaks of
SIZE = (1366, 768)
BREATH = 160
"""Milliseconds of quiet after which a page counts as finished."""

PERIOD = "2026Q4"
PEOPLE = {"typical": 300, "full": 3000}
WRONG = {Day: "2025-02-30", IdNumber: "6.10326E+17", Phone: "1380"}


@dataclass(frozen=True)
class Style:
    """Text size and colours of a round of pictures."""

    percent: int
    dark: bool

    @property
    def name(self) -> str:
        """As it stands in a file's name."""
        return f"{self.percent}-{'dark' if self.dark else 'light'}"


STYLES = tuple(Style(percent, dark) for percent in (100, 150) for dark in (False, True))


def main() -> int:
    """Takes the pictures and says where they lie."""
    parser = ArgumentParser(prog="python -m ui.looks", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="keys of pages, joined by commas")
    parser.add_argument("--style", default="", help="such as 100-light")
    parser.add_argument("--town", action="store_true", help="the pages of a town's store")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    Collector(app)
    with TemporaryDirectory() as folder:
        stores = (made_towns if given.town else made_stores)(Path(folder))
        for style in (one for one in STYLES if given.style in ("", one.name)):
            for state, store in stores.items():
                memory = Memory(Path(folder) / f"{style.name}-{state}.ini")
                own = fresh(store, Path(folder) / style.name)
                count = round_of_pictures(app, memory, Round(style, state, own), given)
                sys.stdout.write(f"{style.name} {state}: {count}\n")
    return 0


@dataclass(frozen=True)
class Round:
    """One store in one style."""

    style: Style
    state: str
    store: str


def made_stores(folder: Path) -> dict[str, str]:
    """A store for each state, by the user's own commands."""
    empty = folder / "empty.vdesk"
    found_village(str(empty), code="", name="河湾村", now=NOW).close()
    stores = {"empty": str(empty)}
    for state, people in PEOPLE.items():
        command("demo", folder / state, "--villages", "1", "--people", people)
        stores[state] = str(next((folder / state).glob("*.vdesk")))
    return stores


def made_towns(folder: Path) -> dict[str, str]:
    """A town nobody has handed in to yet, and one with three villages, one of them missing."""
    villages, books = folder / "villages", folder / "books"
    books.mkdir()
    command("demo", villages, "--villages", "3", "--people", PEOPLE["typical"])
    for village in sorted(villages.glob("*.vdesk"))[:-1]:
        command("export", village, books / f"{village.stem}.xlsx", "--period", PERIOD)
    stores = {state: folder / f"{state}.vdesk" for state in ("empty", "typical")}
    for store in stores.values():
        command("new", store, "--town", "青禾镇")
    command("collect", stores["typical"], books)
    return {state: str(store) for state, store in stores.items()}


def command(*words: object) -> None:
    """One of the user's own commands."""
    line = [sys.executable, "-m", "villagedesk", *map(str, words)]
    made = subprocess.run(line, capture_output=True, text=True)
    if made.returncode > 1:
        raise SystemExit(made.stderr)


def fresh(store: str, folder: Path) -> str:
    """A copy for one style: what a round imports and types is not there in the next."""
    folder.mkdir(exist_ok=True)
    return str(shutil.copy(store, folder / Path(store).name))


def round_of_pictures(app: QApplication, memory: Memory, this: Round, given: object) -> int:
    """Every page of one store in one style; how many pictures there are."""
    only, out = str(getattr(given, "only", "")), Path(getattr(given, "out", "."))
    memory.keep("look/percent", this.style.percent)
    memory.keep("look/dark", "on" if this.style.dark else "off")
    dress(app, memory)
    window = MainWindow(memory, lambda: NOW)
    window.resize(*SIZE)
    window.show()
    count = 0
    if only in ("", "welcome") and this.state == "empty":
        window.welcome()
        settle(window)
        window.grab().save(str(out / f"welcome-{this.style.name}.png"))
        count += 1
    window.open_store(this.store)
    settle(window)
    for name in pictures(window, this.state, only):
        window.grab().save(str(out / f"{name}-{this.style.name}.png"))
        count += 1
    window.close()
    window.deleteLater()
    return count


def pictures(window: MainWindow, state: str, only: str) -> Iterator[str]:
    """Brings one page after another on the window and names what now shows."""
    for key in window.page_keys():
        if only and key not in only.split(","):
            continue
        window.go(key)
        settle(window)
        yield f"{key}-{state}"
        if key == "home" and state == "typical":
            yield from over_the_page(window)
        page = window.page
        if page is None or state != "typical":
            continue
        for name, act in states(page).items():
            window.toast.hide()
            act()
            settle(window)
            yield f"{key}-{name}"
        window.memory.keep("record/open", "yes")


def over_the_page(window: MainWindow) -> Iterator[str]:
    """What lies over any page: the sheet of keys, the search."""
    window.sheet.open()
    settle(window)
    yield "keys"
    window.sheet.hide()
    window.side.finder.setFocus()
    window.side.finder.setText("z")
    window.side.finder.look_up("z")
    settle(window)
    yield "finder"
    window.side.finder.close_list()
    window.side.finder.clear()


def open_picker(view: RollView) -> None:
    """The list below the first field that has one."""
    for row in view.record.form.rows.values():
        if isinstance(row.editor.line, PickLine) and row.editor.isEnabled():
            row.editor.line.setFocus()
            row.editor.line.look_up("")
            return


def states(page: Page) -> dict[str, Callable[[], None]]:
    """What else a page can look like: its own states, or a ledger's rolls and a wrong record."""
    if not isinstance(page, LedgerPage):
        own: dict[str, Callable[[], None]] = getattr(page, "states", dict)()
        return own
    rolls: dict[str, Callable[[], None]] = {
        f"roll-{roll.key}": partial(page.show_record, "", roll.key)
        for roll in page.ledger.rolls[1:]
    }
    alone = {"alone": lambda: page.view.record.closed.emit(), **rolls}
    return alone if page.frame.in_town else {**typing(page.view), **alone}


def typing(view: RollView) -> dict[str, Callable[[], None]]:
    """What only a page can look like on which records are kept."""
    return {
        "picker": lambda: open_picker(view),
        "removed": lambda: view.frame.say("已删除人员 张建国", undo=True),
        "errors": lambda: type_wrong(view),
    }


def type_wrong(view: RollView) -> None:
    """A new record with everything wrong that can be."""
    view.begin_new()
    for row in view.record.form.rows.values():
        if type(row.editor.face.kind) in WRONG:
            row.editor.show_words(WRONG[type(row.editor.face.kind)])
    view.record.form.dirty = True
    view.record.keep()


def settle(window: MainWindow) -> None:
    """Waits until every answer is there and painted: idle for a whole breath, not at its end."""
    was_idle = False
    while not (was_idle and window.worker.is_idle):
        was_idle = window.worker.is_idle
        waiting = QEventLoop()
        QTimer.singleShot(BREATH, waiting, waiting.quit)
        waiting.exec()


if __name__ == "__main__":
    # the offscreen platform says at each window that it cannot hint a size
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    sys.exit(main())

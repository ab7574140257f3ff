"""Keeps an eye on a folder: what comes into it is told once it is whole."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

QUIET = 2000
"""Milliseconds in which a file must not have grown before it counts as whole."""
TABLES = frozenset((".xlsx", ".xls", ".et", ".csv"))

Size = tuple[int, int]


class FolderWatch(QObject):
    """Watches a folder and the folders right inside it, while the window is open."""

    found = Signal(object)
    """Files that are new or were changed, as a tuple of paths."""
    lost = Signal()
    """The folder is there no more."""

    def __init__(self, parent: QObject | None = None, *, quiet: int = QUIET) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._before: dict[Path, Size] = {}
        self._told: dict[Path, Size] = {}
        self._eyes = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=quiet)
        self._timer.timeout.connect(self.look)
        self._eyes.directoryChanged.connect(lambda _: self._timer.start())
        self._eyes.fileChanged.connect(lambda _: self._timer.start())

    def watch(self, folder: Path | None) -> None:
        """Watches another folder, or with None nothing any more."""
        if watched := [*self._eyes.directories(), *self._eyes.files()]:
            self._eyes.removePaths(watched)
        self._timer.stop()
        self.folder, self._before, self._told = folder, {}, {}
        if folder is not None:
            self.look()

    def look(self) -> None:
        """Tells what is whole and was not told before; what still grows is looked at again."""
        if self.folder is None:
            return
        if not self.folder.is_dir():
            self.watch(None)
            self.lost.emit()
            return
        folders = [self.folder, *(one for one in _inside(self.folder) if one.is_dir())]
        now = dict(_tables(folders))
        self._eyes.addPaths([str(one) for one in (*folders, *now)])
        whole = {path: size for path, size in now.items() if self._before.get(path) == size}
        if len(whole) < len(now):
            self._timer.start()
        fresh = {path: size for path, size in whole.items() if self._told.get(path) != size}
        self._before = now
        self._told |= fresh
        if fresh:
            self.found.emit(tuple(sorted(fresh)))


def _tables(folders: list[Path]) -> Iterator[tuple[Path, Size]]:
    for folder in folders:
        for one in _inside(folder):
            if one.suffix.lower() in TABLES and one.is_file():
                try:
                    seen = one.stat()
                except OSError:  # taken away while we looked
                    continue
                yield one, (seen.st_size, seen.st_mtime_ns)


def _inside(folder: Path) -> Iterator[Path]:
    """What lies in a folder, but for hidden files and what an open workbook leaves beside it."""
    try:
        inside = list(folder.iterdir())
    except OSError:
        return
    yield from (one for one in inside if not one.name.startswith((".", "~$")))

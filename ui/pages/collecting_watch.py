"""Keeps an eye on a folder: what comes into it is told once it is whole."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

QUIET = 2000
"""Milliseconds in which a file must not have grown before it counts as whole."""
POLL = 20_000
"""Milliseconds between two looks where nothing is told: network drives and sticks often do not."""
TABLES = frozenset((".xlsx", ".xls", ".et", ".csv"))

Size = tuple[int, int]
Aside = Callable[[Callable[[], "Looked"], Callable[["Looked"], Any]], None]


@dataclass(frozen=True)
class Looked:
    """What lay in a folder at one look; `is_there`: the folder itself did."""

    folder: Path
    is_there: bool
    folders: tuple[Path, ...] = ()
    tables: tuple[tuple[Path, Size], ...] = ()


class FolderWatch(QObject):
    """Watches a folder and the folders right inside it, while the window is open.

    It looks when the system tells of a change, and every `poll` milliseconds. `aside` does the
    looking: a drive that sleeps must not keep the window waiting.
    """

    found = Signal(object)
    """Files that are new or were changed, as a tuple of paths."""
    lost = Signal()
    """The folder is there no more."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        quiet: int = QUIET,
        poll: int = POLL,
        aside: Aside | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._aside = aside or (lambda look, then: then(look()))
        self._is_looking = False
        self._before: dict[Path, Size] = {}
        self._told: dict[Path, Size] = {}
        self._eyes = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=quiet)
        self._poll = QTimer(self, interval=poll)
        self._timer.timeout.connect(self.look)
        self._poll.timeout.connect(self.look)
        self._eyes.directoryChanged.connect(self._stir)
        self._eyes.fileChanged.connect(self._stir)

    def watch(self, folder: Path | None) -> None:
        """Watches another folder, or with None nothing any more."""
        if watched := self._watched():
            self._eyes.removePaths(list(watched))
        self._timer.stop()
        self._poll.stop()
        self.folder, self._before, self._told = folder, {}, {}
        if folder is not None:
            self._poll.start()
            self.look()

    def look(self) -> None:
        """Tells what is whole and was not told before; what still grows is looked at again."""
        folder = self.folder
        if folder is not None and not self._is_looking:
            self._is_looking = True
            self._aside(lambda: looked(folder), self._have_looked)

    def tell_again(self, paths: Iterable[Path]) -> None:
        """Nothing came of these: they are told anew, no sooner than a whole `poll` from now unless
        something stirs."""
        for path in paths:
            self._told.pop(path, None)
        if self.folder is not None:
            self._poll.start()

    def _have_looked(self, seen: Looked) -> None:
        self._is_looking = False
        if seen.folder != self.folder:
            self.look()
        elif not seen.is_there:
            self.watch(None)
            self.lost.emit()
        else:
            self._tell(seen)

    def _tell(self, seen: Looked) -> None:
        now = dict(seen.tables)
        if self._begin_to_watch((*seen.folders, *now)):
            self._timer.start()  # what came between the look and this told nobody
        whole = {path: size for path, size in now.items() if self._before.get(path) == size}
        if len(whole) < len(now):
            self._timer.start()
        fresh = {path: size for path, size in whole.items() if self._told.get(path) != size}
        self._before = now
        self._told |= fresh
        if fresh:
            self.found.emit(tuple(sorted(fresh)))

    def _begin_to_watch(self, paths: tuple[Path, ...]) -> bool:
        """Whether there were any that were not watched yet."""
        more = {str(one) for one in paths} - self._watched()
        if more:
            self._eyes.addPaths(list(more))
        return bool(more)

    def _watched(self) -> set[str]:
        return {*self._eyes.directories(), *self._eyes.files()}

    def _stir(self, _path: str) -> None:
        self._timer.start()


def looked(folder: Path) -> Looked:
    """A look into a folder, by names, sizes and times."""
    if not folder.is_dir():
        return Looked(folder, is_there=False)
    folders = (folder, *(one for one in _inside(folder) if one.is_dir()))
    return Looked(folder, is_there=True, folders=folders, tables=tuple(_tables(folders)))


def _tables(folders: tuple[Path, ...]) -> Iterator[tuple[Path, Size]]:
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

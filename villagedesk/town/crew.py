"""A few worker processes that read files side by side; one that dies takes one file along."""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from villagedesk.books.reading.package import BUDGET
from villagedesk.town.reading import Answer, Terms

PATIENCE = 60.0
"""Seconds after which a file is given up."""

_LOST = (
    *(EOFError, OSError, pickle.UnpicklingError),
    *(AttributeError, ImportError, IndexError, ValueError),
)
"""What an answer gives that broke off."""

_IN_THE_BACKGROUND = sum(
    getattr(subprocess, flag, 0) for flag in ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS")
)
_ROOT = Path(__file__).parents[2]
_MOST = 8
_ENOUGH = 8 << 20
"""Bytes of workbooks that are taken in at once."""


@dataclass(frozen=True)
class Read:
    """A file, its bytes as they lie on the disk ("" where they are refused), and what it holds."""

    path: Path
    content: bytes
    answer: Answer


class Crew:
    """The workers of one collection; close it, or use it as a context."""

    def __init__(self, terms: Terms, files: int, *, patience: float = PATIENCE) -> None:
        """`files`: how many are to be read, so that for a few no more workers start."""
        count = max(1, min(os.cpu_count() or 1, _MOST, (files + 1) // 2))
        self._hands = [_Hand(terms, patience) for _ in range(count)]
        self._spare = _Hand(terms, patience)
        self._stopped = threading.Event()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def groups(self, paths: Iterable[Path]) -> Iterator[list[Read]]:
        """Every file in the order they get done, with those that are done by then.

        At most two a worker wait to be fetched.
        """
        waiting, lock = iter(paths), threading.Lock()
        done: Queue[Read | None] = Queue(maxsize=2 * len(self._hands))

        def work(hand: _Hand) -> None:
            try:
                while not self._stopped.is_set():
                    with lock:
                        path = next(waiting, None)
                    if path is None:
                        break
                    done.put(_read(hand, path))
            finally:
                done.put(None)

        threads = [threading.Thread(target=work, args=(hand,), daemon=True) for hand in self._hands]
        for thread in threads:
            thread.start()
        running = len(threads)
        try:
            while running:
                come = _fetched(done)
                running -= come.count(None)
                if group := [read for read in come if read]:
                    yield group
        finally:
            self._stopped.set()
            while running:
                running -= done.get() is None

    def read(self, content: bytes, name: str) -> Answer:
        """One workbook that is at hand already, read while the others are at work."""
        return self._spare.ask(content, name)

    def close(self) -> None:
        """Sends the workers home."""
        for hand in (*self._hands, self._spare):
            hand.close()


def _fetched(done: "Queue[Read | None]") -> list[Read | None]:
    """What is there, or the first that comes; not more than fits in memory at once."""
    come = [done.get()]
    with suppress(Empty):
        while len(come) < _MOST and sum(len(one.content) for one in come if one) < _ENOUGH:
            come.append(done.get_nowait())
    return come


def _read(hand: "_Hand", path: Path) -> Read:
    if path.name.startswith("~$"):
        words = "这是 Excel 或 WPS 打开着文件时留下的临时文件，请关掉那张表，收原来的文件"
        return Read(path, b"", words)
    if not path.is_file():
        return Read(path, b"", "这不是一个文件（或刚被移走），没有收；请选表格文件或文件夹")
    try:
        with path.open("rb") as file:
            content = file.read(BUDGET.file + 1)
    except OSError:
        return Read(path, b"", "打不开，可能正被别的程序打开，或没有权限；请关闭它再收")
    if len(content) > BUDGET.file:
        words = f"文件超过 {BUDGET.file >> 20} MB，不像一张上报表；请让村里从程序里重新导出"
        return Read(path, b"", words)
    answer = hand.ask(content, path.stem)
    return Read(path, b"" if isinstance(answer, str) else content, answer)


class _Hand:
    """One worker process, started when first asked and anew after it was lost."""

    def __init__(self, terms: Terms, patience: float) -> None:
        self._terms, self._patience = terms, patience
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, content: bytes, name: str) -> Answer:
        try:
            process = self._process or self._start()
        except OSError:
            self.close()
            return "电脑太忙，没能读这个文件；请关掉别的程序再收一次"
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._patience, give_up)
        timer.start()
        try:
            _send(process, (content, name))
            assert process.stdout
            answer: Answer = pickle.load(process.stdout)
        except _LOST:
            self.close()
            if late.is_set():
                return "读得太久，已停止；请删掉表格以外的内容，或拆成几个小文件"
            return "读的时候出了意外（文件可能已损坏或太大），请用 Excel 或 WPS 打开并另存一份再试"
        finally:
            timer.cancel()
        if late.is_set():  # it answered in the last moment, and is gone all the same
            self.close()
        return answer

    def _start(self) -> "subprocess.Popen[bytes]":
        paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "villagedesk.town"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in paths if p)},
            creationflags=_IN_THE_BACKGROUND,
        )
        _send(self._process, self._terms)
        return self._process

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()


def _send(process: "subprocess.Popen[bytes]", thing: Any) -> None:
    assert process.stdin
    pickle.dump(thing, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()

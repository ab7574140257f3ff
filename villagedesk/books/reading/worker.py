"""Reads a workbook in a process of its own, with a time and a memory cap."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from villagedesk.books.reading.book import NO_MAPPING, read_here
from villagedesk.books.reading.model import ReadBook
from villagedesk.books.reading.package import BUDGET
from villagedesk.errors import UserError

MEMORY = 1 << 30
_TICK = 0.02
_ROOT = Path(__file__).parents[3]
Report = Callable[[int, int], None]


def read(
    path: Path,
    *,
    known: Mapping[str, str] = NO_MAPPING,
    timeout: float = 60,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadBook:
    """Every table of the workbook at `path`; `timeout` is in seconds.

    Raises UserError naming the file when it cannot be read, or when `cancelled()` says so.
    """
    data = bytes_of(path)
    with _Worker(report) as worker:
        worker.send((data, path.stem, dict(known)))
        result = worker.wait(path.name, time.monotonic() + timeout, cancelled)
    if isinstance(result, ReadBook):
        return result
    raise UserError(f"无法读取“{path.name}”：{result}。")


def bytes_of(path: Path) -> bytes:
    """The file's bytes, at most one more than the budget allows."""
    try:
        with path.open("rb") as file:
            return file.read(BUDGET.file + 1)
    except FileNotFoundError as error:
        raise UserError(f"找不到“{path.name}”，请检查文件是不是被移走或改名。") from error
    except OSError as error:
        words = "可能正被别的程序打开，或没有权限；请关闭它再试"
        raise UserError(f"打不开“{path.name}”：{words}。") from error


class _Worker:
    """One child process: takes a request, reports progress on stderr, answers on stdout."""

    def __init__(self, report: Report | None) -> None:
        self.report = report
        self.answer = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "villagedesk.books.reading", "--worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": _search_path(), "PYTHONIOENCODING": "utf-8"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.progress: tuple[int, int] | None = None
        self.threads: list[threading.Thread] = []

    def __enter__(self) -> "_Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def send(self, request: tuple[bytes, str, dict[str, str]]) -> None:
        for work in (lambda: self._write(pickle.dumps(request)), self._collect, self._follow):
            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            self.threads.append(thread)

    def wait(
        self, name: str, deadline: float, cancelled: Callable[[], bool] | None
    ) -> ReadBook | str:
        collecting = self.threads[1]
        while collecting.is_alive():
            collecting.join(_TICK)
            self._pass_on()
            if cancelled and cancelled():
                raise UserError(f"已停止读取“{name}”。")
            if time.monotonic() > deadline:
                return "读得太久，已停止；请删掉表格以外的内容，或拆成几个小文件"
        if not self.answer:
            return "读的时候出了意外（文件可能已损坏或太大），请用 Excel 或 WPS 打开并另存一份再试"
        result: ReadBook | str = pickle.loads(self.answer)
        return result

    def _pass_on(self) -> None:
        progress, self.progress = self.progress, None
        if self.report and progress:
            self.report(*progress)

    def _write(self, request: bytes) -> None:
        pipe = self.process.stdin
        if pipe:
            try:
                pipe.write(request)
                pipe.close()
            except OSError:
                return  # the worker died: its empty answer says so

    def _collect(self) -> None:
        self.answer = self.process.stdout.read() if self.process.stdout else b""

    def _follow(self) -> None:
        for line in self.process.stderr or ():
            words = line.split()
            if len(words) == 2 and all(word.isdigit() for word in words):
                self.progress = (int(words[0]), int(words[1]))


def _search_path() -> str:
    paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
    return os.pathsep.join(path for path in paths if path)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The worker's side: one request in, one `ReadBook` or sentence out."""
    cap_memory()
    data, name, known = pickle.load(requests)
    pickle.dump(_result(data, name, known), answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _result(data: bytes, name: str, known: Mapping[str, str]) -> ReadBook | str:
    try:
        return read_here(data, name, known=known, report=_tell)
    except UserError as error:
        return str(error)
    except MemoryError:
        return "文件太大，内存不够；请删掉表格以外的内容，或拆成几个小文件"
    except Exception:  # noqa: BLE001 - whatever a file does, the clerk gets a sentence
        return "文件内容和平常的表格不一样，读不出来；请用 Excel 或 WPS 打开并另存一份再试"


def _tell(done: int, total: int) -> None:
    sys.stderr.write(f"{done} {total}\n")
    sys.stderr.flush()


def cap_memory() -> None:
    """Lets this process have so much memory and no more, whatever a file asks for."""
    if sys.platform != "win32":  # there only the time is capped
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))

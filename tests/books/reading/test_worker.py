"""Reading happens in a process of its own: capped, cancellable, and its death is a sentence."""

import io
import json
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.books.reading.building import Page, book
from villagedesk.books.reading import ReadBook, as_json, read, read_here, worker
from villagedesk.books.reading.__main__ import main
from villagedesk.errors import UserError

ROSTER = book(Page([["姓名", "性别"], ["王建军", "男"]]), Page([], name="空"))


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(ROSTER)
    return path


def test_the_worker_reads_what_this_process_reads(roster):
    assert read(roster) == read_here(ROSTER, "名单")


def test_the_mapping_of_the_clerk_reaches_the_worker(roster):
    assert read(roster, known={"性别": "remark"}).tables[0].records[0].values["remark"] == "男"


def test_what_cannot_be_read_names_the_file(tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(UserError, match="坏.xlsx.*PDF"):
        read(path)


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with pytest.raises(UserError, match="找不到"):
        read(tmp_path / "没有.xlsx")
    with pytest.raises(UserError, match="打不开"):
        read(tmp_path)


def test_a_worker_that_hangs_is_stopped(roster, monkeypatch):
    _run_instead(monkeypatch, "import time; time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(UserError, match="名单.xlsx.*太久"):
        read(roster, timeout=0.3)
    assert time.monotonic() - started < 10


def test_a_worker_that_dies_is_a_sentence(roster, monkeypatch):
    _run_instead(monkeypatch, "import os; os.abort()")
    with pytest.raises(UserError, match="名单.xlsx.*意外"):
        read(roster)


def test_the_user_may_stop_it(roster, monkeypatch):
    _run_instead(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(UserError, match="已停止"):
        read(roster, cancelled=lambda: True)


def test_progress_is_told(roster, monkeypatch):
    told = []
    _run_instead(monkeypatch, "import sys, time; print(1, 2, file=sys.stderr); time.sleep(1)")
    with pytest.raises(UserError):
        read(roster, report=lambda done, total: told.append((done, total)))
    assert told == [(1, 2)]


@pytest.mark.skipif(sys.platform == "win32", reason="only the time is capped there")
def test_memory_is_capped(roster, monkeypatch):
    code = "from villagedesk.books.reading import worker; worker.cap_memory(); b'x' * (2 << 30)"
    _run_instead(monkeypatch, code)
    with pytest.raises(UserError, match="意外"):
        read(roster)


def test_any_fault_inside_the_worker_is_a_sentence(monkeypatch):
    monkeypatch.setattr(worker, "cap_memory", lambda: None)

    def fail(*_: object, **__: object) -> ReadBook:
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "read_here", fail)
    answers = io.BytesIO()
    worker.serve(io.BytesIO(pickle.dumps((ROSTER, "名单", {}))), answers)
    assert "读不出来" in pickle.loads(answers.getvalue())


def test_the_worker_imports_nothing_heavy():
    code = "import sys, villagedesk.books.reading; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "sqlmodel",
        "sqlalchemy",
        "PySide6",
        "openpyxl",
        "lxml",
        "xlsxwriter",
        "python_calamine",
    }
    assert not heavy & {name.split(".")[0] for name in run.stdout.split()}


def test_the_module_prints_what_it_reads(roster, capsys):
    assert main([str(roster)]) == 0
    assert json.loads(capsys.readouterr().out) == as_json(read(roster))


def test_the_module_says_why_it_cannot(tmp_path, capsys):
    assert main([str(tmp_path / "没有.xlsx")]) == 2
    assert "找不到" in capsys.readouterr().err


def _run_instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Lets another program play the worker."""
    start = subprocess.Popen

    def other(command, **options):
        return start([command[0], "-c", code], **options)

    monkeypatch.setattr(subprocess, "Popen", other)

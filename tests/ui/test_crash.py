"""A fault of the program is logged without a name in it, and said in plain words."""

import logging
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from ui import crash, messages

SECRET = "张建国 999101196103071234"


@pytest.fixture
def told(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    words: list[str] = []
    crash.install(tmp_path, words.append)
    yield words
    crash.uninstall()


def fault():
    try:
        raise ValueError(SECRET)
    except ValueError:
        return sys.exc_info()


def test_a_fault_is_logged_without_what_it_was_about(told, tmp_path):
    sys.excepthook(*fault())
    log = (tmp_path / "villagedesk.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "test_crash.py" in log
    assert SECRET not in log
    assert "请关掉程序再打开" in told[0]


def test_a_fault_in_a_thread_is_said_too(told):
    kind, error, where = fault()
    args: Any = SimpleNamespace(exc_type=kind, exc_value=error, exc_traceback=where)
    threading.excepthook(args)
    assert len(told) == 1


def test_stopping_from_the_keyboard_is_no_fault(told, capsys):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert logging.getLogger("villagedesk") is crash.LOG


def test_questions_are_answered_by_their_buttons(qtbot, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[0].click())
    assert messages.ask(None, "换一个文件吗？", yes="换")
    messages.tell(None, "请先关掉 Excel")


def test_a_refused_question_is_a_no(qtbot, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[-1].click())
    assert not messages.ask(None, "换一个文件吗？")


def test_files_are_paths_and_no_file_is_none(monkeypatch):
    dialog = QFileDialog
    monkeypatch.setattr(dialog, "getOpenFileName", lambda *_: ("a.xlsx", ""))
    monkeypatch.setattr(dialog, "getOpenFileNames", lambda *_: (["a.xlsx", "b.xls"], ""))
    monkeypatch.setattr(dialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(dialog, "getExistingDirectory", lambda *_: "out")
    assert messages.choose_file(None, "选名册") == Path("a.xlsx")
    assert [path.name for path in messages.choose_files(None, "选名册")] == ["a.xlsx", "b.xls"]
    assert messages.choose_save(None, "存到", name="上报.xlsx") is None
    assert messages.choose_folder(None, "存到") == Path("out")


@pytest.mark.parametrize(
    ("chosen", "agreed", "kept"),
    [
        ("月报.pdf", None, "月报.pdf"),
        ("月报.PDF", None, "月报.PDF"),
        ("新月报", None, "新月报.pdf"),
        ("十月.月报", None, "十月.月报.pdf"),
        ("旧月报", True, "旧月报.pdf"),
        ("旧月报", False, None),
    ],
)
def test_a_name_without_its_ending_replaces_no_file_unasked(
    chosen, agreed, kept, tmp_path, monkeypatch
):
    (tmp_path / "旧月报.pdf").touch()
    chosen_path = (str(tmp_path / chosen), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen_path)
    asked: list[str] = []

    def ask(_, words, **__):
        asked.append(words)
        return agreed

    monkeypatch.setattr(messages, "ask", ask)
    path = messages.choose_save(None, "存为 PDF", name="月报.pdf", kinds=messages.PDF)
    assert (path and path.name) == kept
    assert bool(asked) == (agreed is not None)


def test_what_no_file_name_can_hold_is_not_offered(monkeypatch):
    offered: list[str] = []

    def offer(*given):
        offered.append(given[2])
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", offer)
    title = "关于2026/27年 修渠：张三138********“方案”?"
    for name in (f"{title}.pdf", f"{'很长' * 100}.pdf"):
        messages.choose_save(None, "存为 PDF", name=name, kinds=messages.PDF)
    assert offered[0] == "关于202627年 修渠：张三138“方案”.pdf"
    assert len(offered[1]) < 100

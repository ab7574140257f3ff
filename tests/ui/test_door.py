"""The command opens the window on the right store, or hands the verb on."""

import contextlib
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import settle
from ui import __main__ as door
from ui import crash, looks
from ui.main_window import LAST_STORE, MainWindow
from ui.memory import Memory
from villagedesk import paths


@pytest.fixture
def shown(qtbot, monkeypatch, tmp_path):
    """What the window that `main` opened showed when its event loop ran."""
    seen: list[str] = []

    def loop(_app):
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        window = next(window for window in windows if window.isVisible())
        settle(qtbot, window.worker)
        page = window.stack.currentWidget()
        seen.extend([window.windowTitle(), type(page).__name__])
        window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", loop)
    monkeypatch.setattr(crash, "install", lambda *_: None)
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path)
    return seen


def test_a_store_named_on_the_command_line_is_opened(shown, store):
    assert door.main([store]) == 0
    assert shown == ["村务台账 · 河湾村", "HomePage"]


def test_the_last_store_is_opened_again(shown, store, tmp_path):
    Memory(tmp_path / "window.ini").keep(LAST_STORE, store)
    assert door.main([]) == 0
    assert shown == ["村务台账 · 河湾村", "HomePage"]


def test_without_any_store_the_wizard_shows(shown):
    assert door.main([]) == 0
    assert shown == ["村务台账", "WelcomePage"]


def test_a_verb_goes_to_the_command_line(capsys):
    with contextlib.suppress(SystemExit):
        door.main(["--help"])
    assert "export" in capsys.readouterr().out


def test_the_exit_code_of_a_verb_is_handed_back(tmp_path):
    command = [sys.executable, "-m", "ui", "check", str(tmp_path / "none.vdesk")]
    left = subprocess.run(command, capture_output=True, text=True, check=False)
    assert left.returncode == 2
    assert len(left.stderr.strip().splitlines()) == 1


def test_pictures_are_taken_of_a_page(qapp, memory, store, tmp_path):
    this = looks.Round(looks.Style(100, dark=False), "typical", store)
    given = Namespace(only="party", out=tmp_path)
    count = looks.round_of_pictures(qapp, memory, this, given)
    names = {file.name for file in tmp_path.glob("*.png")}
    assert len(names) == count > 5
    assert "party-errors-100-light.png" in names


def test_a_store_for_each_state_is_made_by_the_users_own_commands(monkeypatch, tmp_path):
    monkeypatch.setattr(looks, "PEOPLE", {"typical": 60})
    stores = looks.made_stores(tmp_path)
    assert set(stores) == {"empty", "typical"}
    assert all(Path(store).is_file() for store in stores.values())


def test_without_a_display_one_sentence_says_so(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert door.main([]) == 2
    assert "没有显示器" in capsys.readouterr().err


def test_each_style_of_pictures_begins_with_the_village_as_it_was(store, tmp_path):
    before = Path(store).read_bytes()
    own = Path(looks.fresh(store, tmp_path / "150-dark"))
    assert own.read_bytes() == before
    own.write_bytes(b"imported into")
    assert Path(store).read_bytes() == before
    assert Path(looks.fresh(store, tmp_path / "150-dark")).read_bytes() == before

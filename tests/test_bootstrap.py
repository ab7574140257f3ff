"""The one command of the README: what it brings, when it does so again, how it says no."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer import bootstrap

LOCKS = ("LOCK", "DEV_LOCK")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with both locks and a .venv that nothing was installed into yet."""
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    for name in LOCKS:
        lock = tmp_path / getattr(bootstrap, name).name
        lock.write_text(name)
        monkeypatch.setattr(bootstrap, name, lock)
    (tmp_path / "pyproject.toml").write_text("[project]")
    monkeypatch.setattr(bootstrap, "install_packages", lambda: None)
    return tmp_path


@pytest.fixture
def installed(clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The locks that were installed, in turn."""
    locks: list[Path] = []

    def install(lock: Path) -> None:
        locks.append(lock)
        bootstrap.stamp(lock).write_text(bootstrap.fingerprint(lock))

    monkeypatch.setattr(bootstrap, "install", install)
    return locks


def test_a_second_start_installs_nothing(installed):
    bootstrap.prepare(bootstrap.LOCK)
    bootstrap.prepare(bootstrap.LOCK)
    assert installed == [bootstrap.LOCK]


def test_a_changed_lock_is_installed_again(installed):
    bootstrap.prepare(bootstrap.LOCK)
    bootstrap.LOCK.write_text("newer")
    bootstrap.prepare(bootstrap.LOCK)
    assert installed == [bootstrap.LOCK, bootstrap.LOCK]


def test_the_environment_of_the_tests_runs_the_program_too(installed):
    bootstrap.prepare(bootstrap.DEV_LOCK)
    bootstrap.prepare(bootstrap.LOCK)
    assert installed == [bootstrap.DEV_LOCK]


def test_the_environment_of_the_program_is_not_enough_for_the_tests(installed):
    bootstrap.prepare(bootstrap.LOCK)
    bootstrap.prepare(bootstrap.DEV_LOCK)
    assert installed == [bootstrap.LOCK, bootstrap.DEV_LOCK]


@pytest.mark.skipif(not bootstrap.LINUX, reason="only Linux lets us bring system packages")
def test_a_missing_library_names_the_package_that_brings_it(monkeypatch):
    monkeypatch.setattr(bootstrap, "LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    assert "libnowhere9" in bootstrap.missing_packages()


@pytest.mark.skipif(not bootstrap.LINUX, reason="only Linux lets us bring system packages")
def test_who_may_not_install_is_told_the_one_line_to_run(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "missing_packages", lambda: ["libegl1", "python3-venv"])
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "answers", lambda *command: False)
    with pytest.raises(SystemExit, match="2"):
        bootstrap.install_packages()
    assert "sudo apt-get install -y libegl1 python3-venv" in capsys.readouterr().out


def test_without_a_display_qt_draws_on_nothing(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "LINUX", True)
    assert bootstrap.surroundings()["QT_QPA_PLATFORM"] == "offscreen"


def test_a_failing_check_ends_with_its_own_code(capsys):
    with pytest.raises(SystemExit, match="7"):
        bootstrap.call(sys.executable, "-c", "raise SystemExit(7)")
    assert "没有成功" in capsys.readouterr().out


def test_findings_are_no_failure():
    bootstrap.call(sys.executable, "-c", "raise SystemExit(1)", accept=(0, bootstrap.FINDINGS))


def test_an_unknown_verb_is_answered_with_the_help():
    script = Path(bootstrap.__file__)
    done = subprocess.run(
        [sys.executable, script, "dance"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert "bootstrap.py run" in done.stderr


def test_the_locks_agree_and_name_no_registry():
    pins = [
        {line for line in lock.read_text().splitlines() if "==" in line}
        for lock in (bootstrap.LOCK, bootstrap.DEV_LOCK)
    ]
    assert pins[0] < pins[1]
    assert not any("://" in line for line in bootstrap.DEV_LOCK.read_text().splitlines())


@pytest.fixture
def verbs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What our programs were asked to do, in turn; the demo leaves a store."""
    asked: list[str] = []

    def python(_: str, module: str, *words: str | Path, accept: tuple[int, ...] = (0,)) -> None:
        asked.append(str(words[0]) if module == "villagedesk" else module)
        if words[0] == "demo":
            Path(words[1]).mkdir(parents=True)
            Path(words[1], "999100100100.vdesk").touch()

    monkeypatch.setattr(bootstrap, "python", python)
    return asked


def test_the_tour_does_the_whole_job_and_says_where_it_lies(verbs, tmp_path, capsys):
    bootstrap.tour(tmp_path / "tour")
    assert verbs == ["demo", "import", "check", "export", "ui.looks"]
    assert str(tmp_path / "tour" / "report.xlsx") in capsys.readouterr().out


def test_the_demo_village_is_made_once_and_then_opened(verbs, installed, monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "OUT", tmp_path)
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    bootstrap.run()
    bootstrap.run()
    assert verbs == ["demo", "ui", "ui"]

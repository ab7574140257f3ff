"""No window may outlive its test, and no dialog may wait for a person who is not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

WAITING = {
    QDialog: ("exec",),
    QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
    QFileDialog: (
        "exec",
        "getExistingDirectory",
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
    ),
}


@pytest.fixture(autouse=True)
def no_window_is_left_open() -> Iterator[None]:
    """Fail a test that leaves a window visible; what `qtbot.addWidget` got is closed by then."""
    yield
    left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in left:
        window.close()
    assert not left, "left open: " + ", ".join(type(window).__name__ for window in left)


@pytest.fixture(autouse=True)
def no_dialog_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that nobody expected fails the test by its name instead of hanging it."""

    def waits(name: str) -> Any:
        def fail(*args: Any, **kwargs: Any) -> None:
            told = [arg if isinstance(arg, str) else type(arg).__name__ for arg in args]
            pytest.fail(f"{name} waits for a person: {', '.join(told)}")

        return fail

    for dialog, verbs in WAITING.items():
        for verb in verbs:
            monkeypatch.setattr(dialog, verb, waits(f"{dialog.__name__}.{verb}"))

"""What this computer remembers of the windows: sizes, widths, the last store; no personal data."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings


class Memory:
    """Small values by key in one file; a broken file counts as an empty one."""

    def __init__(self, file: Path) -> None:
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        found = self._kept.value(key)
        return int(found) if isinstance(found, int | str) and str(found).isdecimal() else default

    def words(self, key: str, default: str = "") -> str:
        """A text."""
        found = self._kept.value(key)
        return found if isinstance(found, str) else default

    def numbers(self, key: str) -> dict[str, int]:
        """Whole numbers by name, such as the widths of a grid's columns."""
        pairs = (part.partition("=") for part in self.words(key).split(";"))
        return {name: int(value) for name, _, value in pairs if value.isdecimal()}

    def keep(self, key: str, value: Any) -> None:
        """Remembers a number, a text, or numbers by name."""
        if isinstance(value, dict):
            value = ";".join(f"{name}={number}" for name, number in value.items())
        self._kept.setValue(key, value)

    def forget(self, key: str) -> None:
        """Goes back to the default."""
        self._kept.remove(key)

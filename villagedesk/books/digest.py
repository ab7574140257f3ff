"""The content digest of a sheet: equal after any program saved it again, changed by any edit."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(slots=True)
class SheetDigest:
    """Grows row by row over normalised values; how a program spells them makes no difference."""

    rows: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, marks: Iterable[str]) -> None:
        """Takes one row of marks; blank cells at its end do not count."""
        self._hash.update(("\x1f".join(marks).rstrip("\x1f") + "\x1e").encode())
        self.rows += 1

    @property
    def text(self) -> str:
        """The digest of everything added."""
        return str(self._hash.hexdigest())


def mark_of(value: object) -> str:
    """What a cell says, without how it was stored: `s…` text, `n…` number, `d…` day."""
    match value:
        case str():
            words = value.strip()
            return f"s{words}" if words else ""
        case None:
            return ""
        case bool():
            return f"b{value:d}"
        case int() | float():
            return f"n{value:.15g}"
        case datetime():
            return f"d{value.isoformat().removesuffix('T00:00:00')}"
        case date():
            return f"d{value.isoformat()}"
    return f"o{value}"

"""What was read from one cell, with the doubts that go with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One doubt about a value: `code` is the reader's name for it, `detail` says what was seen."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Reading:
    """A value as read, None when nothing certain can be said, and the notes on it."""

    value: str | None
    notes: tuple[Note, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the notes, in order."""
        return tuple(note.code for note in self.notes)

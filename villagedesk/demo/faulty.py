"""What a mistake in a fictional village is, and what a check will say of it."""

from collections.abc import Callable
from dataclasses import dataclass

from villagedesk.declare import Record
from villagedesk.demo.slate import Slate


@dataclass(frozen=True, order=True)
class Fault:
    """One finding that a check of the village must make."""

    norm: str
    subject: str


Mistake = Callable[[Slate], tuple[Fault, ...]]
"""Changes a village and returns what follows; nothing where it cannot be made there."""


def named(slate: Slate, kind: type[Record], uid: str) -> str:
    """What a record of the village is called."""
    return next(str(row["name"]) for row in slate.rows[kind] if row["uid"] == uid)

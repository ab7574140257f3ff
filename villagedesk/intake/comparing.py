"""Whether a value from a file says the same as the one that is there, more, or something else."""

from enum import Enum
from typing import Any

from villagedesk.declare import Face
from villagedesk.kinds import Day, IdNumber, Phone, Text, fold, is_masked, is_whole


class Likeness(Enum):
    """How a new value stands to an old one."""

    SAME = "same"
    MORE = "more"
    OTHER = "other"


def compare(face: Face, old: Any, new: Any) -> Likeness:
    """MORE fills: nothing was there, or the same less precisely. A masked number never wins."""
    if new is None or old == new:
        return Likeness.SAME
    if old in (None, ""):
        return Likeness.MORE
    match face.kind:
        case Day():
            return _dates(old, new)
        case IdNumber():
            return _numbers(old, new)
        case Phone() if set(new.split("/")) <= set(old.split("/")):
            return Likeness.SAME
        case Text() if fold(old) == fold(new):
            return Likeness.SAME
    return Likeness.OTHER


def _dates(old: str, new: str) -> Likeness:
    if old.startswith(new):
        return Likeness.SAME
    return Likeness.MORE if new.startswith(old) else Likeness.OTHER


def _numbers(old: str, new: str) -> Likeness:
    if not same_number(old, new):
        return Likeness.OTHER
    return Likeness.MORE if is_masked(old) and is_whole(new) else Likeness.SAME


def same_number(one: str, other: str) -> bool:
    """Whether two ID numbers, masked or whole, can be the same."""
    return len(one) == len(other) and all(
        a == b or "*" in (a, b) for a, b in zip(one, other, strict=True)
    )


def same_day(one: str, other: str) -> bool:
    """Whether two dates can be the same day."""
    return one.startswith(other) or other.startswith(one)

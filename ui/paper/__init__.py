"""Papers set on A4, shown, printed and kept as PDF; `show_paper` is the way in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from ui.page import Frame
    from villagedesk.desk import Paper

KEY = "paper"
"""The page's key."""


@dataclass(frozen=True)
class Laid:
    """A paper that is laid out to be looked at; `back` is the page, record and roll it is from.

    `earlier` and `later` lay the same paper of the time before and after, where there is one.
    """

    paper: "Paper"
    back: tuple[str, str, str]
    earlier: Callable[[], None] | None = None
    later: Callable[[], None] | None = None


_laid: "WeakKeyDictionary[Frame, Laid]" = WeakKeyDictionary()


def show_paper(
    frame: "Frame", paper: "Paper", *, back: tuple[str, str, str] = ("meetings", "", "")
) -> None:
    """Shows a paper as it would be printed; 返回 leads `back` to a page, its record, its roll."""
    lay(frame, Laid(paper, back))


def lay(frame: "Frame", shown: Laid) -> None:
    """Shows a paper with all that is said of it."""
    _laid[frame] = shown
    frame.go(KEY)


def laid(frame: "Frame") -> Laid | None:
    """The paper shown last."""
    return _laid.get(frame)

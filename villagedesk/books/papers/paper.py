"""What stands on a printed paper, from the title to the signatures, without a font or a pixel."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True)
class Margins:
    """The blank edges of a page in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


OFFICIAL = Margins(37, 35, 28, 26)
"""Of official documents (GB/T 9704-2012)."""
BOUND = Margins(25, 25, 28, 26)
"""The same sides, for papers that are kept in a binder and should not take one sheet more."""
ROOMY = Margins(18, 18, 18, 18)
"""For papers that are mostly table."""


@dataclass(frozen=True)
class Lines:
    """Short lines below the title, centred."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A ruled form: each row holds names with what is said of them; nothing said is left blank."""

    rows: tuple[tuple[tuple[str, str], ...], ...]
    row_height: float = 9.0
    """Millimetres at least; words that need more get more."""


@dataclass(frozen=True)
class Column:
    """A column of a table; columns share the breadth of the paper as their widths are."""

    title: str
    width: float
    centred: bool = True


@dataclass(frozen=True)
class Table:
    """A ruled table whose header stands again on each page; `whole` starts a page rather than be
    torn, where one page can hold it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_height: float = 9.0
    whole: bool = False


@dataclass(frozen=True)
class Passage:
    """Paragraphs below a heading, then ruled lines to write on by hand."""

    heading: str
    words: str = ""
    blank_lines: int = 0


@dataclass(frozen=True)
class Signatures:
    """Who signs, each with a line, and below them the place of the date; never alone on a page."""

    names: tuple[str, ...]
    date: bool = True


@dataclass(frozen=True)
class Closing:
    """Whose paper it is and of which day, on the right below the text, with room for a stamp."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A photo as broad and as high as there is room for, with its words below."""

    path: Path
    words: str
    height: float = 96.0
    """Millimetres at most, so that two stand on a page."""


@dataclass(frozen=True)
class NextPage:
    """What follows begins a page of its own, below this title."""

    title: str


Block: TypeAlias = Lines | Form | Table | Passage | Signatures | Closing | Picture | NextPage


@dataclass(frozen=True)
class Paper:
    """One paper on A4; `foot` stands on each page, where its number is."""

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""
    margins: Margins = OFFICIAL
    landscape: bool = False


def words_on(paper: Paper) -> str:
    """Everything the paper says, a line each: for searches and tests."""
    said = [paper.title, *(word for block in paper.blocks for word in _words(block)), paper.foot]
    return "\n".join(word for word in said if word)


def _words(block: Block) -> Sequence[str]:
    match block:
        case Lines(words) | Closing(words):
            return words
        case NextPage(title):
            return (title,)
        case Picture(_, words):
            return (words,)
        case Form(rows):
            return [word for row in rows for pair in row for word in pair]
        case Table(columns, rows):
            return [*(column.title for column in columns), *(word for row in rows for word in row)]
        case Passage(heading, words):
            return heading, words
        case Signatures(names):
            return names

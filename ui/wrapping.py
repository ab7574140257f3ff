"""Words over several lines: the last one never holds a single character."""

from PySide6.QtWidgets import QLabel

JOINER = "\N{WORD JOINER}"
"""Takes no room, and no line ends at it."""
SPACE = "\N{NO-BREAK SPACE}"
"""A blank at which no line ends."""
DOT, WHOLE = " · ", 14
"""What parts words, and up to how many characters such a part stays on one line."""


class Wrapped(QLabel):
    """A label whose last two characters stay on one line; its text is what was set."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        super().setText("\n".join(map(parted, text.split("\n"))))

    def text(self) -> str:
        return super().text().replace(JOINER, "").replace(SPACE, " ")


def parted(line: str) -> str:
    """Words of several parts, such as 第 27 天 · 邻里: a line ends between two of them."""
    if DOT not in line:
        return joined(line)
    parts = (_whole(part) if len(part) <= WHOLE else joined(part) for part in line.split(DOT))
    return DOT.replace(" ", SPACE, 1).join(parts)  # no line begins with a dot


def _whole(part: str) -> str:
    return JOINER.join(part).replace(" ", SPACE)


def joined(line: str) -> str:
    """Words whose last two characters, and what stands after them, no line break parts.

    A word of letters or figures is held together without that, but not what it is counted in;
    three would leave one alone above.
    """
    written = [place for place, one in enumerate(line) if one.isalnum()]
    if len(written) < 4 or line[written[-1]].isascii():
        return line
    return line[: written[-2]] + JOINER.join(line[written[-2] :]).replace(" ", SPACE)

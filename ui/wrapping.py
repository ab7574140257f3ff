"""Words over several lines: the last one never holds a single character."""

from PySide6.QtWidgets import QLabel

JOINER = "\N{WORD JOINER}"
"""Takes no room, and no line ends at it."""
SPACE = "\N{NO-BREAK SPACE}"
"""A blank at which no line ends."""


class Wrapped(QLabel):
    """A label whose last two characters stay on one line; its text is what was set."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        super().setText("\n".join(map(joined, text.split("\n"))))

    def text(self) -> str:
        return super().text().replace(JOINER, "").replace(SPACE, " ")


def joined(line: str) -> str:
    """Words whose last two characters, and what stands after them, no line break parts.

    A word of letters or figures is held together without that, but not what it is counted in;
    three would leave one alone above.
    """
    written = [place for place, one in enumerate(line) if one.isalnum()]
    if len(written) < 4 or line[written[-1]].isascii():
        return line
    return line[: written[-2]] + JOINER.join(line[written[-2] :]).replace(" ", SPACE)

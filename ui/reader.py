"""A field that is read and copied, not changed: the record of a village at the town."""

from typing import Any

from PySide6.QtCore import QEvent, Qt

from ui.editors import Editor, hidden
from ui.page import Frame
from ui.parts import link_button, row, words
from ui.theme import px
from villagedesk.declare import Face

NOTHING = "—"


class Reader(Editor):
    """The words of a field; private digits stay hidden until 显示 is pressed."""

    least = 26

    def __init__(self, face: Face, frame: Frame) -> None:
        label = words("", wrap=True)
        super().__init__(face, label)
        self._frame, self._label, self._kept = frame, label, ""
        self._uid: str | None = None
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setMinimumHeight(px(self.least))
        self.reveal = link_button("显示", self.show_all)
        self.reveal.setAccessibleName(f"显示{face.label}")
        whole = row(label, self.reveal)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    @property
    def uid(self) -> str | None:
        return self._uid

    def words(self) -> str:
        return self._kept

    def show_words(self, words: str, uid: str | None = None) -> None:
        self._kept, self._uid = words, uid
        shown = hidden(self.face, words)
        self._say(shown)
        self.reveal.setVisible(shown != words)

    def show_all(self) -> None:
        """Shows the hidden digits, until another record is shown."""
        self._say(self._kept)
        self.reveal.hide()

    def _say(self, said: str) -> None:
        self._label.setText(self._frame.own_words.get(said, said) or NOTHING)
        self._label.setAccessibleName(f"{self.face.label} {said or '没有填'}")

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: ARG002
        """Nothing is typed here, so nothing is left unfinished when the keys go elsewhere."""
        return False

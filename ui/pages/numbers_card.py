"""The numbers a county sets otherwise: one line each, changed where it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.parts import Card, Segments, clear, line, link_button, row, words
from ui.theme import px

if TYPE_CHECKING:
    from villagedesk.desk import Adjustable


class NumberRow(QWidget):
    """One number: its name and rule at the left, at the right what it is and what is usual."""

    changed = Signal(str, str, object)
    """Norm, key, and what was typed; None takes it back to the usual."""

    def __init__(self, one: "Adjustable") -> None:
        super().__init__()
        self.one = one
        self.error = words("", "error", wrap=True)
        self.error.hide()
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(words(one.name, wrap=True))
        said.addWidget(words(f"{one.rule} · {one.source}", "rule", wrap=True))
        said.addWidget(self.error)
        back = link_button(f"改回 {one.usual}", lambda: self._send(None))
        back.setVisible(one.words != one.usual)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, px(8), 0, px(8))
        whole.setSpacing(px(16))
        whole.addLayout(said, 1)
        editor = self._editor()
        self.setFocusProxy(editor)
        whole.addLayout(row(editor, back, gap=12))

    def _editor(self) -> QWidget:
        one = self.one
        if one.choices:
            made = Segments(one.choices)
            made.choose(one.choices.index(one.words))
            made.setAccessibleName(one.name)
            made.chosen.connect(lambda place: self._send(one.choices[place]))
            return made
        box = QLineEdit(one.words)
        box.setAccessibleName(one.name)
        box.setFixedWidth(px(96))
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.editingFinished.connect(lambda: self._typed(box.text()))
        return box

    def _typed(self, text: str) -> None:
        if text.strip() != self.one.words:
            self._send(text)

    def _send(self, typed: str | None) -> None:
        self.error.hide()
        self.changed.emit(self.one.norm, self.one.key, typed)

    def complain(self, message: str) -> None:
        """Says below the number why it could not be taken."""
        self.error.setText(message)
        self.error.show()


class NumbersCard(Card):
    """本县的数字: what rules leave to the county, or what it handles otherwise."""

    changed = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__("本县的数字")
        said = "各县要求不一样的数字在这里改；改了就按新的提醒。县里发了规定文件的，以文件为底。"
        self.body.addWidget(words(said, "rule", wrap=True))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.body.addLayout(self.rows)
        self.shown: tuple[NumberRow, ...] = ()

    def show_numbers(self, numbers: "Sequence[Adjustable]") -> None:
        """Lists them; the card hides where there is none."""
        if tuple(made.one for made in self.shown) == tuple(numbers):
            return
        here = next((made.one for made in self.shown if _is_typing(made)), None)
        clear(self.rows)
        self.shown = tuple(NumberRow(one) for one in numbers)
        for made in self.shown:
            made.changed.connect(self.changed)
            self.rows.addWidget(line())
            self.rows.addWidget(made)
            if here and (here.norm, here.key) == (made.one.norm, made.one.key):
                made.setFocus()
        self.setVisible(bool(numbers))

    def complain(self, norm: str, key: str, message: str) -> None:
        """Says below one number why it could not be taken."""
        for made in self.shown:
            if (made.one.norm, made.one.key) == (norm, key):
                made.complain(message)


def _is_typing(made: NumberRow) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and made.isAncestorOf(focused)

"""The place a file is dropped on, chosen for, or pasted into."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts import main_button, row, words
from ui.theme import colour, px

KINDS = (
    "能读 Excel 和 WPS 的表格：.xlsx、.xls、.et、.csv；不用改格式，标题行、合并的表头、小计都认得"
)


@dataclass(frozen=True)
class Asked:
    """What a zone asks for: its title, how else it is done, and what may be dropped."""

    title: str = "把花名册拖到这里"
    hint: str = "或者选文件；也可以在 Excel、WPS 里复制，回到这里按 Ctrl+V"
    kinds: str = KINDS


ROSTER = Asked()


class DropZone(QWidget):
    """A dashed sheet with the one button to begin, and `others` beside it."""

    def __init__(
        self,
        choose: Callable[[], None],
        said: str = "",
        asked: Asked = ROSTER,
        others: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__()
        self._lit = False
        self.button = main_button("选文件", choose)
        self.error = words(said, "error", wrap=True)
        if not said:  # shown before it has its place it would be a window of its own
            self.error.hide()
        title = words(asked.title, "heading")
        hint = words(asked.hint, "soft", wrap=True)
        kinds = words(asked.kinds, "rule", wrap=True)
        whole = QVBoxLayout(self)
        whole.setSpacing(px(12))
        whole.addStretch(2)
        for widget in (self.error, title, hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            whole.addWidget(widget)
        whole.addLayout(row(1, self.button, *others, 1))
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addSpacing(px(8))
        whole.addWidget(kinds)
        whole.addStretch(3)
        self.setMinimumHeight(px(320))

    def light(self, *, on: bool) -> None:
        """Says that a file may be let go here."""
        self._lit = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(colour("accent_text" if self._lit else "edge"), px(2) if self._lit else 1)
        edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(colour("accent_soft" if self._lit else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), px(8), px(8))
        painter.end()

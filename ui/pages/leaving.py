"""Ending a seat: the day, why, and by which document; the change is written down with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout

from ui.choosing import Choose
from ui.page import Frame
from ui.parts import plain_button, row, words
from ui.theme import px
from villagedesk.ledgers.committees.office import post_words
from villagedesk.ledgers.committees.tables import ChangeKind, Seat

KINDS = (
    ChangeKind.REMOVED,
    ChangeKind.RESIGNED,
    ChangeKind.RECALLED,
    ChangeKind.ENDED,
    ChangeKind.DIED,
    ChangeKind.EXPIRED,
)
"""The changes that end a seat."""


class LeavingPanel(QFrame):
    """What must be said to end a seat; it opens in its place, never as a window."""

    done = Signal()
    turned = Signal(bool)
    """It opened, or closed."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.seat: Seat | None = None
        self.title = words("", "heading", wrap=True)
        self.kind = Choose("变动类型")
        self.kind.offer([(str(kind), kind) for kind in KINDS], ChangeKind.REMOVED)
        self.day, self.document = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText("例如 2026-11-20")
        self.document.setPlaceholderText("没有可以空着")
        self.error = words("", "error", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        fields = (("变动类型", self.kind), ("离任日期", self.day), ("依据文号", self.document))
        for place, (name, field) in enumerate(fields):
            field.setAccessibleName(name)
            grid.addWidget(words(name, "label"), place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, place, 1)
        grid.addWidget(self.kind, 0, 1, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addWidget(self.title)
        whole.addLayout(grid)
        whole.addWidget(self.error)
        self.confirm = plain_button("登记离任", self.leave)
        whole.addLayout(row(self.confirm, plain_button("不改了", self.close_panel), 1))
        self.day.returnPressed.connect(self.leave)
        self.hide()

    def begin(self, seat: Seat) -> None:
        """Opens for a seat."""
        self.seat = seat
        self.title.setText(f"不再任{post_words(seat)}")
        self.error.hide()
        self.day.setText(self.frame.desk.today.isoformat())
        self.show()
        self.turned.emit(True)
        self.day.setFocus()

    def close_panel(self) -> None:
        """Away again, with nothing changed."""
        self.hide()
        self.turned.emit(False)

    def leave(self) -> None:
        """Ends the seat and writes the change, as one step."""
        seat, desk = self.seat, self.frame.desk
        if seat is None or not isinstance(self.kind.value, ChangeKind):
            return
        kind, day, document = self.kind.value, self.day.text(), self.document.text().strip()
        self.frame.ask(
            lambda: desk.leave_office(seat.uid, day, kind=kind, document=document or None),
            lambda _: self._left(kind),
            owner=self,
            failed=self._complain,
        )

    def _left(self, kind: ChangeKind) -> None:
        self.close_panel()
        self.frame.say(f"已登记{kind}，任免变动里也记了一条", undo=True)
        self.done.emit()

    def _complain(self, message: str) -> None:
        self.error.setText(message)
        self.error.show()

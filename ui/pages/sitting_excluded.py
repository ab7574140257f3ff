"""Leaving somebody out of 应到: why, and who approved it; it opens in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from ui.page import Frame
from ui.parts import link_button, plain_button, row, words
from ui.theme import px
from villagedesk.desk.meetings import Attendee

WARNING = (
    "参考：只有党内选举（和接收预备党员），经上级同意并由党员大会决定，才可以把确实到不了会的人"
    "（重病卧床、出国半年以上、应转未转组织关系等）不计入应到；一般表决没有查到这样的规定。"
)


class Excluding(QFrame):
    """What must be said to leave a person out of 应到."""

    done = Signal(str, str)
    """Why, and by what approval; both empty where he counts again."""
    given_up = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.title, self.error = words("", "heading", wrap=True), words("", "error", wrap=True)
        self.why, self.approval = QLineEdit(), QLineEdit()
        self.why.setPlaceholderText("不计入应到的原因")
        self.approval.setPlaceholderText("批准依据，如 镇党委〔2026〕5号")
        self.why.setAccessibleName("不计入应到的原因")
        self.approval.setAccessibleName("不计入的批准依据")
        self.confirm = plain_button("不计入应到", self.leave_out)
        self.back = link_button("恢复计入", lambda: self.done.emit("", ""))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(6))
        for part in (self.title, self.why, self.approval, self.error):
            whole.addWidget(part)
        whole.addWidget(words(WARNING, "rule", wrap=True))
        whole.addLayout(row(self.confirm, self.back, 1, link_button("不改了", self.given_up.emit)))
        whole.addStretch(1)
        self.why.returnPressed.connect(self.approval.setFocus)
        self.approval.returnPressed.connect(self.leave_out)
        self.error.hide()

    def begin(self, one: Attendee) -> None:
        """Opens for a person."""
        self.title.setText(f"{one.name}不计入应到")
        self.why.setText(one.excluded)
        self.approval.setText(one.approval)
        self.back.setVisible(bool(one.excluded))
        self.error.hide()
        self.why.setFocus()

    def leave_out(self) -> None:
        """Takes the reason over; without one nobody is left out."""
        why, approval = self.why.text().strip(), self.approval.text().strip()
        if why and approval:
            self.done.emit(why, approval)
            return
        self.error.setText("原因和批准依据都要写上，才能不计入应到")
        self.error.show()

"""What the town says at the head of its return slips: by when, whom to ask, what else."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.page import Frame
from ui.pages.collecting_table import BESIDE
from ui.panel import Panel
from ui.parts import main_button, plain_button, row, scrolled, words
from ui.theme import px
from villagedesk.desk.returning import opening
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Day, last_day


class SlipWords(Panel):
    """Opens before slips are written; nothing need be said."""

    ready = Signal()
    """All is said: the slips are to be written."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.title = words("", "heading", wrap=True)
        self.until, self.contact, self.more = QLineEdit(), QLineEdit(), QLineEdit()
        self.until.setPlaceholderText("如 2026-12-05")
        self.contact.setPlaceholderText("如 李干事 0911-2345678")
        self.more.setPlaceholderText("没有可以空着")
        for field in (self.until, self.contact, self.more):
            field.textChanged.connect(lambda _: self._preview())
            field.returnPressed.connect(self.take)
        self.error = words("", "error", wrap=True)
        self.shown = words("", "soft", wrap=True)
        self.write = main_button("选文件夹，写退回单", self.take)
        self.body.addWidget(self.title)
        self.body.addWidget(self._asked())
        self.body.addLayout(row(self.write, plain_button("先不写", self.drop), 1))
        self.hide()

    def _asked(self) -> QWidget:
        """All but title and buttons; large text scrolls between these."""
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, px(12) if theme.look.percent > BESIDE else 0, 0)
        whole.setSpacing(px(12))
        for widget in (self._fields(), self.error, self.shown):
            whole.addWidget(widget)
        whole.addStretch(1)
        return scrolled(made) if theme.look.percent > BESIDE else made

    def _fields(self) -> QWidget:
        made, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        is_broad = theme.look.percent <= BESIDE
        fields = (
            ("改好的期限", self.until),
            ("联系人和电话", self.contact),
            ("还要说的", self.more),
        )
        for place, (name, field) in enumerate(fields):
            field.setAccessibleName(name)
            at = (0, place) if is_broad else (place, 0)
            grid.addWidget(words(name, "label"), *at, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, *((1, place) if is_broad else (place, 1)))
            if is_broad:
                grid.setColumnStretch(place, (2, 3, 5)[place])
        made.setLayout(grid)
        return made

    def begin(self, whose: str) -> None:
        """Opens; `whose` slips are meant, in words."""
        self.title.setText(f"{whose}：镇里要说的话，写在最前面")
        self.error.hide()
        self.frame.ask(self.frame.desk.slip_contact, self._recall, owner=self)
        self._preview()
        self.show()
        self.until.setFocus()

    def _recall(self, contact: str) -> None:
        if not self.contact.text():
            self.contact.setText(contact)

    @property
    def said(self) -> str:
        """The words as they will stand on every slip; raises UserError for a day that is none."""
        return opening(self._day(), self.contact.text(), self.more.text())

    def _day(self) -> date | None:
        typed = self.until.text().strip()
        if not typed:
            return None
        try:
            day = last_day(Day(False).parse(typed))
        except Refused as refused:
            raise UserError(f"“{typed}”看不懂，改好的期限要写成 2026-12-05 这样") from refused
        if day < self.frame.desk.today:
            raise UserError("改好的期限已经过了，请写今天以后的日子")
        return day

    def _preview(self) -> None:
        self.error.hide()
        try:
            said = self.said
        except UserError:
            self.shown.setText("退回单上会写：……")  # still being typed
            return
        nothing = "不写也可以，退回单上照样列出要改的。"
        self.shown.setText(f"退回单上会写：{said}" if said else nothing)

    def take(self) -> None:
        """Goes on, unless the day cannot be."""
        try:
            self._day()
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            self.until.setFocus()
            return
        desk, contact = self.frame.desk, self.contact.text().strip()
        self.frame.ask(lambda: desk.keep_slip_contact(contact), owner=self, failed=self.frame.say)
        self.ready.emit()

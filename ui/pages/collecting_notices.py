"""通知: the words for the chat group, and the draft table of a 通报, both to be copied."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit

from ui import theme
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import Line, TownTable, counted, state
from ui.parts import Card, Empty, plain_button, words
from ui.theme import gap, px
from villagedesk.desk.overseeing import CircularLine, State

LABELS = ("村", "情况", "收到", "必改", "提醒", "读不准", "备注")
Seen = tuple[str, tuple[CircularLine, ...]]


class NoticesView(TownView):
    """通知."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.lines: tuple[CircularLine, ...] = ()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("提醒文字")
        self.text.setMinimumHeight(px(120))
        copy = plain_button("复制", self.copy_text)
        copy.setAccessibleName("复制提醒文字")
        reminder = Card("发到群里的提醒", tail=copy)
        reminder.body.addWidget(self.text, 1)
        said = "可以先改再复制；换一期或收了新表，这里会重新写。"
        reminder.body.addWidget(words(said, "rule", wrap=True))
        copy = plain_button("复制表格", self.copy_table)
        circular = Card("通报（草稿）", tail=copy)
        self.table = TownTable(frame.memory, "circular", LABELS)
        circular.body.addWidget(self.table, 1)
        said = "复制后粘贴到 Word、WPS 或 Excel 里；只列事实，怎么说由镇里定。"
        circular.body.addWidget(words(said, "rule", wrap=True))
        way = QBoxLayout.Direction
        narrow = theme.look.percent > 130
        whole = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(reminder, 2)
        whole.addWidget(circular, 3)

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        desk = self.frame.desk

        def job() -> Seen:
            return desk.reminder(seen.period), desk.circular(seen.period)

        self.frame.ask(job, self._show, owner=self)

    def _show(self, told: Seen) -> None:
        text, self.lines = told
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        lines = [self._line(one) for one in self.lines]
        self.table.show_lines(lines, Empty("还没有村名单，也没有收到表，没有可通报的。"))

    def _line(self, one: CircularLine) -> Line:
        assert self.seen
        tag = state(
            one.state, self.seen.tone(State(one.state)), list(State).index(State(one.state))
        )
        if not one.received_on:
            return (one.village, one.village, tag, None, None, None, None, one.note)
        errors, warnings = counted(one.errors, "bad"), counted(one.warnings, "warn")
        figures = (one.received_on[len("2026-") :], errors, warnings, counted(one.cells, "bad"))
        return (one.village, one.village, tag, *figures, one.note)

    def copy_text(self) -> None:
        """Puts the words on the clipboard, as they stand now."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.frame.say("已复制，可以粘贴到群里")

    def copy_table(self) -> None:
        """Puts the table on the clipboard."""
        QGuiApplication.clipboard().setText(as_text(self.lines))
        self.frame.say("已复制，可以粘贴到 Word、WPS 或 Excel 里")


def as_text(lines: Sequence[CircularLine]) -> str:
    """The table with tabs, as it is pasted into a sheet or a letter."""
    rows = [(one.village, one.state, one.received_on, *_figures(one), one.note) for one in lines]
    return "\n".join("\t".join(map(str, cells)) for cells in (LABELS, *rows))


def _figures(one: CircularLine) -> tuple[int | str, ...]:
    """Of a village that handed in nothing there is nothing to count, not even none."""
    return (one.errors, one.warnings, one.cells) if one.received_on else ("", "", "")

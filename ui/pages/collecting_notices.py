"""通知: words for the chat group, to be changed and copied; the 通报 as a table, file and paper."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QWidget

from ui import messages, theme
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import BESIDE, Line, TownTable, counted, state
from ui.pages.reports import show_report
from ui.parts import Card, Empty, link_button, plain_button, row, words
from ui.theme import gap, px
from villagedesk.desk.circulating import LABELS, CircularLine
from villagedesk.desk.overseeing import State
from villagedesk.period import parse_period

Seen = tuple[str, tuple[CircularLine, ...]]
CHANGED = "collect/reminder/{}"
"""By period, on the frame until the program ends: the words as the clerk changed them."""


class NoticesView(TownView):
    """通知."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.lines: tuple[CircularLine, ...] = ()
        self._written = self._period = ""
        way = QBoxLayout.Direction
        narrow = theme.look.percent > BESIDE
        whole = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self._reminder(), 2)
        whole.addWidget(self._circular(), 3)

    def _reminder(self) -> Card:
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("提醒文字")
        self.text.setMinimumHeight(px(120))
        self.text.setPlaceholderText("还没有村名单，也没有收到表，没有可提醒的。")
        self.text.textChanged.connect(self._keep)
        self.copy_words = plain_button("复制", self.copy_text)
        self.copy_words.setAccessibleName("复制提醒文字")
        made = Card("发到群里的提醒", tail=self.copy_words)
        made.body.addWidget(self.text, 1)
        self.said = words("", "rule", wrap=True)
        self.anew = link_button("重新写", self.write_anew)
        self.anew.setAccessibleName("按现在的情况重新写提醒文字")
        below = row(self.said, self.anew)
        below.setStretch(0, 1)
        made.body.addLayout(below)
        return made

    def _circular(self) -> Card:
        self.copy = plain_button("复制", self.copy_table)
        self.copy.setAccessibleName("复制通报表格")
        self.file = plain_button("存为表格", self._choose_file)
        self.print = plain_button("打印", self.show_paper)
        self.print.setAccessibleName("打印通报")
        buttons = QWidget()
        buttons.setLayout(row(self.copy, self.file, self.print))
        made = Card("通报（草稿）", tail=buttons)
        self.table = TownTable(self.frame.memory, "circular", LABELS)
        made.body.addWidget(self.table, 1)
        said = "只列事实，怎么说由镇里定；复制后可以粘贴到 Word、WPS 或 Excel 里再改。"
        made.body.addWidget(words(said, "rule", wrap=True))
        return made

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        desk = self.frame.desk

        def job() -> Seen:
            return desk.reminder(seen.period), desk.circular(seen.period)

        self.frame.ask(job, lambda told: self._show(seen.period, told), owner=self)

    def _show(self, period: str, told: Seen) -> None:
        self._period, (self._written, self.lines) = period, told
        self._put(self.frame.property(CHANGED.format(period)) or self._written)
        lines = [self._line(one) for one in self.lines]
        self.table.show_lines(lines, Empty("还没有村名单，也没有收到表，没有可通报的。"))
        for button in (self.copy_words, self.copy, self.file, self.print):
            button.setEnabled(bool(lines))

    def _put(self, text: str) -> None:
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        self._tell_whose()

    def _keep(self) -> None:
        """What the clerk typed stays until it is written anew, whatever comes in meanwhile."""
        if not self._period:
            return
        typed, key = self.text.toPlainText(), CHANGED.format(self._period)
        is_own = bool(typed.strip()) and typed != self._written
        self.frame.setProperty(key, typed if is_own else None)
        self._tell_whose()

    def _tell_whose(self) -> None:
        changed = self.text.toPlainText() != self._written
        self.anew.setVisible(changed)
        self.said.setText(
            "您改过了：收了新表也不会自动改。"
            if changed
            else "可以先改再复制；收了新表，这里会跟着更新。"
        )

    def write_anew(self) -> None:
        """Takes back what was typed: the words are those of how the town stands now."""
        self._put(self._written)

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

    def _choose_file(self) -> None:
        if self.seen is not None:
            name = f"{self.seen.town}-{self.seen.words}-通报.xlsx"
            out = messages.choose_save(self, "通报存在哪里", name=name)
            if out is not None:
                self.write(out)

    def write(self, out: Path) -> None:
        """Writes the 通报 as a workbook."""
        desk, period = self.frame.desk, self._period
        self.frame.ask(
            lambda: desk.write_circular(period, out),
            lambda _: self.frame.say(f"已存为 {out.name}"),
            owner=self,
            failed=self.frame.say,
        )

    def show_paper(self) -> None:
        """Shows the 通报 as it will be printed."""
        desk = self.frame.desk
        show_report(self.frame, desk.circular_paper, parse_period(self._period), back="collect")


def as_text(lines: Sequence[CircularLine]) -> str:
    """The table with tabs, as it is pasted into a sheet or a letter."""
    rows = (["" if one is None else str(one) for one in line.values] for line in lines)
    return "\n".join("\t".join(cells) for cells in (LABELS, *rows))

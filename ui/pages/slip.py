"""退回单: what the town gave back, line by line, each one click from its record."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Frame, Page
from ui.pages.found_rows import parted
from ui.parts import (
    Card,
    Empty,
    PageHeader,
    Tag,
    TodoRow,
    clear,
    link_button,
    main_button,
    plain_button,
    row,
    words,
)
from ui.theme import px
from villagedesk.desk import SlipItem, SlipSeen, Standing
from villagedesk.desk.returning import Item, Slip, read_slip

KEPT = "slip/file"
"""In the computer's memory: the slip that was opened last and is not yet done with."""

_TONES = {Standing.OPEN: "warn", Standing.LOOK: "warn", Standing.DONE: "ok"}
_GONE = "找不到那份退回单了，可能被移走或改名；请到“导入”里再选一次"
_NONE = "还没有退回单。镇里发来的退回单，在“导入”里打开。"


class SlipPage(Page):
    """退回单."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.slip: Slip | None = None
        self.seen: SlipSeen | None = None
        self.back = plain_button("回导入", lambda: frame.go("import"))
        self.export = main_button("重新报镇", lambda: frame.go("export"))
        self.header = PageHeader("退回单", "", (self.back, self.export))
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(px(16))
        sheet = QWidget()
        sheet.setLayout(self.rows)
        self.column.addWidget(self.header)
        self.add_scrolled(sheet)
        self._say_nothing(_NONE)

    def show_record(self, uid: str, roll: str) -> None:
        """Opens the slip in a file; its path stands for the uid."""
        self.slip = None
        self.frame.memory.keep(KEPT, uid)
        super().show_record(uid, roll)
        self.refresh()

    def refresh(self) -> None:
        """Holds the slip against the records of today; the file is read once."""
        if self.slip is not None:
            self._have_read(self.slip)
            return
        path = self.frame.memory.words(KEPT)
        if not path:
            self._say_nothing(_NONE)
            return
        clear(self.rows)
        self.header.say("正在读退回单……")
        self.frame.worker.run_long(
            lambda *_: read_slip(Path(path)), self._have_read, owner=self, failed=self._lose
        )

    def _have_read(self, slip: Slip | None) -> None:
        if slip is None:
            self._lose(_GONE)
            return
        self.slip, desk = slip, self.frame.desk
        self.frame.ask(lambda: desk.slip_seen(slip), self._show, owner=self, failed=self._lose)

    def _lose(self, said: str) -> None:
        self.slip = None
        self.frame.memory.forget(KEPT)
        self._say_nothing(said)

    def _say_nothing(self, said: str) -> None:
        clear(self.rows)
        self.export.hide()
        self.back.hide()
        self.header.say("镇里退回来要改的，一条一条去办")
        choose = plain_button("去导入", lambda: self.frame.go("import"))
        self.rows.addWidget(Empty(said, choose), 1)

    def _show(self, seen: SlipSeen) -> None:
        self.seen = seen
        left = [one for one in seen.items if self._is_left(one)]
        done = [one for one in seen.items if not self._is_left(one)]
        self.header.say(_heading(seen, len(left)))
        self.export.show()
        self.back.show()
        clear(self.rows)
        if seen.slip.words:
            card = Card("镇里的话")
            card.body.addWidget(words(seen.slip.words, wrap=True))
            self.rows.addWidget(card)
        if left:
            self.rows.addWidget(self._card(f"还要办 · {len(left)} 条", left))
        if done:
            self.rows.addWidget(self._card(f"已改好 · {len(done)} 条", done))
        if not left:
            card, said = Card(), words("请重新导出这一期的表，报给镇里。", wrap=True)
            line = row(Tag("退回单上的都改好了", "ok"), said, gap=12)
            line.setStretch(1, 1)
            card.body.addLayout(line)
            self.rows.insertWidget(0, card)
        self.rows.addStretch(1)

    def _card(self, title: str, items: list[SlipItem]) -> Card:
        card = Card(title)
        card.body.setSpacing(0)
        card.body.addSpacing(px(10))
        for one in items:
            card.body.addWidget(parted(self._row(one)))
        return card

    def _row(self, one: SlipItem) -> TodoRow:
        left = self._is_left(one)
        said = said_words(one)
        buttons = []
        if one.standing is Standing.LOOK:
            seen = link_button("核对过了" if left else "还没核对", self._tick(one, now=left))
            seen.setAccessibleName(f"{seen.text()} {said}")
            buttons.append(seen)
        if left and one.ledger:
            go = plain_button("去办", self._go(one))
            go.setAccessibleName(f"去办 {said}")
            buttons.append(go)
        beside = QWidget()
        beside.setLayout(row(*buttons))
        word, tone = (one.standing, _TONES[one.standing]) if left else (Standing.DONE, "ok")
        rule = self.frame.in_own_words(rule_words(one))
        return TodoRow(Tag(word, tone), said, rule, button=beside if buttons else None)

    def _go(self, one: SlipItem) -> Callable[[], None]:
        return lambda: self.frame.go(one.ledger, one.uid, one.roll)

    def _tick(self, one: SlipItem, *, now: bool) -> Callable[[], None]:
        def tick() -> None:
            kept = self.frame.memory.numbers(self._ticks)
            self.frame.memory.keep(self._ticks, kept | {str(one.number): int(now)})
            if self.seen:
                self._show(self.seen)

        return tick

    def states(self) -> dict[str, Callable[[], None]]:
        """For pictures: what falls short today as a town gives it back; all of it put right."""
        return {"open": self._show_todays, "done": partial(self._show_todays, done=True)}

    def _show_todays(self, *, done: bool = False) -> None:
        desk = self.frame.desk
        cell = Item("出生年月看不懂：1961.13", "E", "人员", 7, "E", "张建国", said="问问本人")

        def see() -> SlipSeen:
            open_today = [
                Item(
                    one.message, str(one.level), subject=one.subject, rule=one.rule,
                    source=one.source, uid=one.uid, norm=one.norm, event=one.period,
                )
                for one in desk.findings()
                if not one.private
            ]  # fmt: skip
            items = (replace(cell, uid="gone"),) if done else (cell, *open_today)
            month, village = f"{desk.today:%Y-%m}", desk.village
            said = "请在月底前改好，再报一次。"
            slip = Slip("青禾镇", village, "本村", month, 1, "", desk.today, items, said)
            return desk.slip_seen(slip)

        self.frame.ask(see, self._show, owner=self)

    @property
    def _ticks(self) -> str:
        """Where it is remembered which cells the clerk has looked at."""
        return f"slip/{self.slip.export_id}" if self.slip else "slip"

    def _is_left(self, one: SlipItem) -> bool:
        if one.standing is Standing.LOOK:
            return not self.frame.memory.numbers(self._ticks).get(str(one.number))
        return one.standing is Standing.OPEN


def _heading(seen: SlipSeen, left: int) -> str:
    slip = seen.slip
    whose = f"{slip.town} · {seen.period_words}{slip.handed_in} · {slip.day} 退回"
    return f"{whose} · 共 {len(seen.items)} 条，" + (f"还要办 {left} 条" if left else "都改好了")


def said_words(one: SlipItem) -> str:
    """Whom it is about, and what is wrong."""
    item = one.item
    return f"{item.subject}：{item.message}" if item.subject else item.message


def rule_words(one: SlipItem) -> str:
    """The town's word on it, the rule, where it stands, and where it is in the workbook."""
    item = one.item
    said = f"镇里的话：{item.said}" if item.said else ""
    rule = " · ".join(part for part in (item.rule, item.source) if part)
    where = f"表格“{item.sheet}”{item.place}".strip() if item.sheet else ""
    return " · ".join(part for part in (said, rule, where) if part)

"""Every finding, ledger by ledger, each with its rule and the clerk's word on it."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Frame, Page
from ui.pages.found_rows import LEVELS, FoundRow, parted
from ui.parts import (
    Card,
    Chip,
    Empty,
    PageHeader,
    clear,
    main_button,
    plain_button,
    row,
)
from ui.theme import px
from villagedesk.desk import Found
from villagedesk.ledgers import LEDGERS


class FindingsPage(Page):
    """全部提醒."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        back = plain_button("回工作台", lambda: frame.go("home"))
        report = main_button("报镇", lambda: frame.go("export"))
        self.header = PageHeader("全部提醒", "", (back, report))
        self.level = Chip("轻重", [(word, level) for level, (word, _) in LEVELS.items()])
        self.ledger = Chip("台账", [(one.title, one.key) for one in LEDGERS])
        self.unexplained = Chip("没写说明的")
        for chip in (self.level, self.ledger, self.unexplained):
            chip.chosen.connect(lambda _: self._show_rows())
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(px(16))
        sheet = QWidget()
        sheet.setLayout(self.rows)
        self.column.addWidget(self.header)
        self.column.addLayout(row(self.level, self.ledger, self.unexplained, 1))
        self.add_scrolled(sheet)
        self.found: tuple[Found, ...] = ()

    def leave(self) -> None:
        for one in self.findChildren(FoundRow):
            one.keep_typed()

    def refresh(self) -> None:
        desk, known = self.frame.desk, self.frame.known_findings()
        self.frame.ask(lambda: desk.findings() if known is None else known, self._show, owner=self)

    def _show(self, found: Sequence[Found]) -> None:
        self.found = tuple(found)
        counts = Counter(str(one.level) for one in found)
        said = [
            f"{word} {counts[level]} 条" for level, (word, _) in LEVELS.items() if counts[level]
        ]
        explained = sum(bool(one.remark) for one in found)
        tail = [f"已写说明 {explained} 条"] if explained else []
        self.header.say(" · ".join(said + tail) or "各项规定都已达到")
        self._show_rows()

    @property
    def shown(self) -> list[Found]:
        """The findings that pass the chips."""
        return [
            one
            for one in self.found
            if self.level.value in (None, one.level)
            and self.ledger.value in (None, one.ledger)
            and not (self.unexplained.value and one.remark)
        ]

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return {"remark": lambda: self.findChildren(FoundRow)[1].explain.click()}

    def _show_rows(self) -> None:
        clear(self.rows)
        for ledger in LEDGERS:
            about = [one for one in self.shown if one.ledger == ledger.key]
            if about:
                self.rows.addWidget(self._card(f"{ledger.title} · {len(about)} 条", about))
        if not self.shown:
            self.rows.addWidget(self._nothing(), 1)
        else:
            self.rows.addStretch(1)

    def _card(self, title: str, found: list[Found]) -> Card:
        card = Card(title)
        card.body.setSpacing(0)
        card.body.addSpacing(px(10))
        for one in found:
            card.body.addWidget(parted(FoundRow(self.frame, one)))
        return card

    def _nothing(self) -> Empty:
        if self.found:
            return Empty("按现在的筛选没有提醒。", plain_button("看全部", self._show_all))
        return Empty(
            "各项规定都已达到，没有提醒。", plain_button("回工作台", lambda: self.frame.go("home"))
        )

    def _show_all(self) -> None:
        for chip in (self.level, self.ledger, self.unexplained):
            chip.choose(None)

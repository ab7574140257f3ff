"""班子结构统计表: a term beside the one before, what rose and fell, and how it is counted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.choosing import Choose
from ui.page import Frame, Page
from ui.parts import Card, Empty, PageHeader, Tag, clear, line, plain_button, row, words
from ui.theme import px
from villagedesk.desk import Desk
from villagedesk.ledgers.committees.structure import Figure, Row, Structure
from villagedesk.people import Term

WANTED = {
    "平均年龄": "降",
    "高中以上": "升",
    "大专以上": "升",
    "妇女": "升",
}
"""两升一降: which way a line should go; for the others there is no better or worse."""


def see(desk: Desk, term: str) -> tuple[tuple[Term, ...], Structure | None]:
    """The terms, and the table of one of them or of the latest; for the desk's thread."""
    terms = desk.terms()
    wanted = term or (terms[0].uid if terms else "")
    return terms, desk.structure_table(wanted) if wanted else None


def figure_words(figure: Figure | None) -> str:
    """A figure, or a dash where there is nothing to count."""
    return figure.words if figure else "—"


def tone_of(one: Row) -> str:
    """ok where a line went the way it should, warn where it went the other way."""
    wanted = WANTED.get(one.label)
    if wanted is None or one.difference[:1] not in ("升", "降"):
        return "plain"
    return "ok" if one.difference.startswith(wanted) else "warn"


def as_text(table: Structure) -> str:
    """The table with tabs, as it is pasted into a sheet or a letter."""
    head = ("项目", table.title, table.before or "上一届", "变化")
    lines = [head] + [
        (one.label, figure_words(one.now), figure_words(one.before), one.difference)
        for one in table.rows
    ]
    return "\n".join(["\t".join(one) for one in lines] + ["", table.definition])


class StructurePage(Page):
    """班子结构表."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.term = Choose("届次")
        self.term.chosen.connect(lambda _: self.refresh())
        self.copy = plain_button("复制表格", self.copy_table)
        back = plain_button("回班子", lambda: frame.go("committees"))
        self.header = PageHeader("班子结构统计表", "", (self.term, self.copy, back))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        sheet.setLayout(self.body)
        self.column.addWidget(self.header)
        self.add_scrolled(sheet)
        self.table: Structure | None = None

    def refresh(self) -> None:
        desk, term = self.frame.desk, str(self.term.value or "")
        self.frame.ask(lambda: see(desk, term), self._show, owner=self)

    def copy_table(self) -> None:
        """Puts the table on the clipboard."""
        if self.table is not None:
            QGuiApplication.clipboard().setText(as_text(self.table))
            self.frame.say("已复制，可以粘贴到 Excel、WPS 或微信里")

    def _show(self, seen: tuple[tuple[Term, ...], Structure | None]) -> None:
        terms, self.table = seen
        clear(self.body)
        self.term.setVisible(bool(terms))
        self.copy.setEnabled(self.table is not None)
        if self.table is None:
            said = "还没有登记届次，登记了届次和班子成员，这里就有统计表。"
            button = plain_button("登记届次", lambda: self.frame.go("turnover"))
            self.body.addWidget(Empty(said, button), 1)
            return
        chosen = next((one.uid for one in terms if one.title == self.table.title), terms[0].uid)
        self.term.offer([(one.title, one.uid) for one in terms], self.term.value or chosen)
        self.header.say(_sentence(self.table))
        self.body.addWidget(_card(self.table))
        self.body.addStretch(1)


def _sentence(table: Structure) -> str:
    said = f"{table.title} · 算到 {table.day.isoformat()}"
    return f"{said} · 和{table.before}比" if table.day_before else f"{said} · 没有上一届可比"


def _card(table: Structure) -> Card:
    card = Card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(24))
    grid.setVerticalSpacing(px(5))
    for place, share in enumerate((3, 3, 3, 3)):
        grid.setColumnStretch(place, share)
    for place, name in enumerate(("项目", table.title, table.before or "上一届", "变化")):
        grid.addWidget(words(name, "label"), 0, place)
    at = 1
    for one in (one for one in table.rows if _matters(one)):
        grid.addWidget(line(), at, 0, 1, 4)
        grid.addWidget(words(one.label, "soft"), at + 1, 0)
        grid.addWidget(words(figure_words(one.now)), at + 1, 1)
        grid.addWidget(words(figure_words(one.before), "soft"), at + 1, 2)
        grid.addLayout(_change(one), at + 1, 3)
        at += 2
    card.body.addLayout(grid)
    card.body.addWidget(line())
    definition = words(table.definition, "rule", wrap=True)
    definition.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.body.addWidget(definition)
    return card


def _matters(one: Row) -> bool:
    """不详 lines only where somebody is in them."""
    figures = [figure for figure in (one.now, one.before) if figure]
    return not one.label.endswith("不详") or any(figure.number for figure in figures)


def _change(one: Row) -> QVBoxLayout:
    tone = tone_of(one)
    shown = words(one.difference, "soft") if tone == "plain" else Tag(one.difference, tone)
    made = QVBoxLayout()
    made.addLayout(row(shown, 1))
    return made

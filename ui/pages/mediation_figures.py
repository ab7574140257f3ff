"""统计: the month's report, a zero report too, and the year's figures with what they divide."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.choosing import Choose
from ui.flow import Flow
from ui.page import Frame
from ui.pages.meetings_year import YearStep
from ui.pages.period_choice import months
from ui.pages.reports import show_report
from ui.parts import Card, clear, line, plain_button, words
from ui.theme import px
from villagedesk.ledgers.mediation import LEDGER
from villagedesk.ledgers.mediation.tally import Counted, Monthly, Share, Statistics
from villagedesk.period import parse_period

if TYPE_CHECKING:
    from villagedesk.desk import Desk

HEAD = ("纠纷类型", "受理", "调解", "成功", "成功率", "金额（元）")
COPIED = "已复制，可以粘贴到微信群里"
Table = tuple[tuple[str, ...], ...]


def money(amount: int) -> str:
    """分 as 元, the small change only where there is some."""
    yuan, rest = divmod(amount, 100)
    return f"{yuan:,}.{rest:02}" if rest else f"{yuan:,}"


def kinds_table(seen: Monthly | Statistics) -> Table:
    """By kind, the total last."""
    return (HEAD, *map(_kind_row, (*seen.by_kind, seen.total)))


def _kind_row(one: Counted) -> tuple[str, ...]:
    counts = (str(one.accepted), str(one.mediated), str(one.agreed))
    return (one.title, *counts, share_words(one.success), money(one.amount))


def share_words(share: Share) -> str:
    """3/4 = 75.0%, or a dash where there is nothing to divide by."""
    return f"{share.part}/{share.whole} = {share.percent}" if share.whole else "—"


def shares_table(seen: Statistics) -> Table:
    """Each share with what was divided by what."""
    named = {
        "成功率": seen.total.success,
        "书面协议": seen.written,
        "口头协议": seen.oral,
        "协议已履行": seen.performed,
        "防止激化": seen.prevented,
        "小事不出村": seen.in_village,
    }
    lines = ((name, share_words(share), share.basis) for name, share in named.items())
    return (("项目", "数", "怎么算的"), *lines)


def month_text(seen: Monthly) -> str:
    """The month's report as a message."""
    said = [f"{seen.title}矛盾纠纷调解月报", seen.words, *month_notes(seen)]
    said += [f"{one.kind}：受理 {one.accepted} 件，成功 {one.agreed} 件" for one in seen.by_kind]
    return "\n".join(said)


def month_notes(seen: Monthly) -> list[str]:
    """What else the month's report says; nothing in a zero report."""
    if seen.zero:
        return []
    told = {"调解不成终止": seen.ended, "拒绝、撤回或转交": seen.others}
    told |= {"可能激化": seen.may_escalate}
    rate = seen.total.success
    return [
        f"成功率 {share_words(rate)}，{rate.basis}" if rate.whole else "本月没有调解结束的案件",
        "，".join(f"{name} {count} 件" for name, count in told.items()),
    ]


def year_text(seen: Statistics) -> str:
    """The year's figures as a message."""
    said = [f"{seen.year}年矛盾纠纷调解统计"]
    said += [f"{name}：{share}，{basis}" for name, share, basis in shares_table(seen)[1:]]
    said += [f"{outcome} {count} 件" for outcome, count in seen.outcomes if count]
    said += [
        f"{one.kind}：受理 {one.accepted} 件，调解 {one.mediated} 件，成功 {one.agreed} 件"
        for one in (*seen.by_kind, seen.total)
    ]
    return "\n".join([*said, seen.basis])


class FiguresView(QWidget):
    """月报 and 年度统计, one below the other."""

    said = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.seen: tuple[Monthly, Statistics] | None = None
        self.month, self.year = Choose("月份"), YearStep()
        self.month.chosen.connect(lambda _: self.refresh())
        self.year.chosen.connect(lambda _: self.refresh())
        self.copy_month = plain_button("复制月报", lambda: self._copy(month_text, 0))
        self.copy_year = plain_button("复制统计", lambda: self._copy(year_text, 1))
        self.print_month = plain_button("打印月报", self._print_month)
        self.print_year = plain_button("打印年度统计", self._print_year)
        self._month, self._year = QVBoxLayout(), QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        for title, tail, inside in (
            ("月报", (self.month, self.copy_month, self.print_month), self._month),
            ("年度", (self.year, self.copy_year, self.print_year), self._year),
        ):
            card = Card(title, tail=_beside(*tail))
            inside.setSpacing(px(8))
            card.body.addLayout(inside)
            whole.addWidget(card)
        whole.addStretch(1)

    def refresh(self) -> None:
        """Asks the desk anew for the month and the year that are chosen."""
        desk, month, year = self.frame.desk, self.month.value, self.year.year
        self.frame.ask(lambda: _see(desk, month, year), self._show, owner=self)

    def leave(self) -> None:
        """Nothing is typed here."""

    def take_focus(self) -> None:
        """The keys go to the month."""
        self.month.setFocus()

    def _show(self, seen: tuple[Monthly, Statistics]) -> None:
        self.seen = seen
        monthly, year = seen
        today = self.frame.desk.today
        self.month.offer([(one.words, one.text) for one in months(today)], monthly.period)
        self.year.show_year(year.year, last=today.year)
        clear(self._month)
        self._month.addWidget(words(monthly.words, wrap=True))
        if monthly.by_kind:
            self._month.addLayout(_grid(kinds_table(monthly), last_is_total=True))
        for note in month_notes(monthly):
            self._month.addWidget(words(note, "rule", wrap=True))
        clear(self._year)
        self._year.addLayout(_grid(shares_table(year)))
        if year.by_kind:
            self._year.addSpacing(px(12))
            self._year.addWidget(words("按纠纷类型", "heading"))
            self._year.addLayout(_grid(kinds_table(year), last_is_total=True))
        told = [f"{outcome} {count} 件" for outcome, count in year.outcomes]
        self._year.addWidget(words("调解结果：" + "，".join(told), "soft", wrap=True))
        self._year.addWidget(_selectable(year.basis))
        total = year.total
        self.said.emit(
            f"{year.year}年受理 {total.accepted} 件，调解 {total.mediated} 件，"
            f"成功 {total.agreed} 件"
        )

    def _print_month(self) -> None:
        if self.seen is not None:
            month = parse_period(self.seen[0].period)
            show_report(self.frame, self.frame.desk.cases_month_paper, month, back=LEDGER.key)

    def _print_year(self) -> None:
        if self.seen is not None:
            desk, year = self.frame.desk, parse_period(str(self.seen[1].year))
            show_report(
                self.frame, lambda year: desk.cases_year_paper(int(year)), year, back=LEDGER.key
            )

    def _copy(self, as_text: object, place: int) -> None:
        if self.seen is not None and callable(as_text):
            QGuiApplication.clipboard().setText(as_text(self.seen[place]))
            self.frame.say(COPIED)


def _see(desk: "Desk", month: object, year: int) -> tuple[Monthly, Statistics]:
    now = desk.today
    monthly = desk.monthly(str(month or f"{now.year}-{now.month:02}"))
    return monthly, desk.statistics(year or now.year)


def _beside(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(Flow(*parts, gap=12))
    return made


def _selectable(said: str) -> QWidget:
    made = words(said, "rule", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _grid(table: Table, *, last_is_total: bool = False) -> QGridLayout:
    """A table of words under hairlines, what needs most room in the widest column."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(5))
    columns = len(table[0])
    for place in range(columns):
        grid.setColumnStretch(place, 3 if columns == 3 and place == 2 else 1)
    if "成功率" in table[0]:
        grid.setColumnStretch(table[0].index("成功率"), 2)  # a figure stays on one line
    for at, cells in enumerate(table):
        if at:
            grid.addWidget(line(), 2 * at - 1, 0, 1, columns)
        role = "label" if not at else "heading" if last_is_total and at == len(table) - 1 else ""
        for place, said in enumerate(cells):
            grid.addWidget(words(said, role, wrap=True), 2 * at, place)
    return grid

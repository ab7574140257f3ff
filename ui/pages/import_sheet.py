"""One table of an import: counts, what differs, who is meant, what is wrong, what has no place."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.choosing import Choose
from ui.flow import Flow
from ui.pages.fields import Tick
from ui.pages.import_words import Answers, counts, problem_words, sample_words
from ui.parts import Card, Elided, Tag, line, link_button, row, words
from ui.theme import px
from villagedesk.desk.importing import (
    NEW_PERSON,
    SKIP,
    Difference,
    OpenColumn,
    SheetPlan,
    Undecided,
    fields_to_choose,
)

MOST = 60
"""Lines of a kind that are listed; more would be scrolled past, not read."""


class SheetCard(Card):
    """What would become of one table."""

    answered = Signal()
    placed = Signal(str, str)
    """An unknown header was given a field: the header and the field's key."""

    def __init__(self, sheet: SheetPlan, answers: Answers) -> None:
        super().__init__()
        self.sheet, self.answers = sheet, answers
        self.ticks: dict[str, Tick] = {}
        self.body.addLayout(self._head())
        if sheet.why_not:
            self.body.addWidget(words(sheet.why_not, wrap=True))
        if sheet.new_term:
            new = sheet.new_term
            said = f"会同时登记{new.title}（{new.start} 到 {new.due_end}）。"
            self.body.addWidget(words(said, "soft", wrap=True))
        self._add("要您定：可能是同一个人", len(sheet.undecided), self._undecided)
        self._add("和台账里不一样，勾上的才改", len(sheet.differences), self._differences)
        self._add("有问题或有疑问，请核对", len(sheet.problems), self._problems)
        self._add("不认识的栏目，可以指一下是什么", len(sheet.columns), self._columns)
        folds = [("看看要新增的", self._samples())] if sheet.samples else []
        if sheet.skipped:
            folds.append((f"跳过的 {len(sheet.skipped)} 行", self._skipped()))
        if folds:
            self._fold(folds)

    def _head(self) -> QVBoxLayout:
        sheet = self.sheet
        named = sheet.title if sheet.title and sheet.title != sheet.sheet else ""
        taken = f"当作：{sheet.ledger_title}" if sheet.ledger else "不导入"
        if sheet.term:
            taken += f" · {sheet.term}"
        head = row(words(sheet.sheet or sheet.title, "heading"), Elided(named, "soft"), gap=12)
        head.addWidget(words(taken, "soft"))
        head.setStretch(1, 1)
        made = QVBoxLayout()
        made.setSpacing(px(8))
        made.addLayout(head)
        tags = [Tag(word, tone) for word, tone in counts(sheet)]
        if tags:
            end = QWidget()  # the last part of a flow keeps to the right edge
            made.addLayout(Flow(*tags, end))
        return made

    def _add(self, title: str, count: int, make: Callable[[], Iterable[QWidget]]) -> None:
        if not count:
            return
        self.body.addWidget(line())
        self.body.addWidget(words(f"{title}（{count}）", "label"))
        for widget in make():
            self.body.addWidget(widget)
        if count > MOST:
            self.body.addWidget(words(f"还有 {count - MOST} 处没有列出", "rule"))

    def _fold(self, folds: Sequence[tuple[str, QWidget]]) -> None:
        self.body.addLayout(row(*(turner(title, body) for title, body in folds), 1))
        for _, body in folds:
            self.body.addWidget(body)

    def _undecided(self) -> Iterable[QWidget]:
        for one in self.sheet.undecided[:MOST]:
            yield self._choice(one)

    def _choice(self, one: Undecided) -> QWidget:
        known = [(f"就是 {who.name} {who.hint}".strip(), who.uid) for who in one.candidates]
        options: list[tuple[str, object]] = [
            *known,
            ("是另一个人，新建", NEW_PERSON),
            ("这行不导入", SKIP),
        ]
        choose = Choose(f"第 {one.row} 行 {one.name}")
        choose.offer(options, self.answers.chosen.get(one.key, SKIP))
        choose.chosen.connect(lambda uid: self._choose(one.key, str(uid)))
        return _wide(f"第 {one.row} 行 {one.name}", one.why, choose)

    def _choose(self, key: str, uid: str) -> None:
        self.answers.chosen[key] = uid
        self.answered.emit()

    def _differences(self) -> Iterable[QWidget]:
        every = Tick(f"全部改成文件里的（{len(self.sheet.differences)} 处）")
        every.setChecked(all(one.key in self.answers.accepted for one in self.sheet.differences))
        every.clicked.connect(self.accept_all)
        yield every
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(0)
        for place, share in enumerate((2, 2, 3, 3)):
            grid.setColumnStretch(place, share)
        for place, one in enumerate(self.sheet.differences[:MOST]):
            self._difference(grid, place, one)
        yield made

    def _difference(self, grid: QGridLayout, place: int, one: Difference) -> None:
        tick = Tick(one.who)
        tick.setAccessibleName(f"{one.who} {one.label} 由 {one.old} 改为 {one.new}")
        tick.setChecked(one.key in self.answers.accepted)
        tick.toggled.connect(lambda on: self._accept(one.key, on=on))
        self.ticks[one.key] = tick
        grid.addWidget(tick, place, 0)
        grid.addWidget(words(one.label, "soft"), place, 1)
        grid.addWidget(words(one.old, "soft", wrap=True), place, 2)
        grid.addWidget(words(f"→ {one.new}", wrap=True), place, 3)

    def _accept(self, key: str, *, on: bool) -> None:
        (self.answers.accepted.add if on else self.answers.accepted.discard)(key)
        self.answered.emit()

    def accept_all(self, on: bool) -> None:
        """Ticks every difference, or none."""
        for one in self.sheet.differences:
            self._accept(one.key, on=on)
        for tick in self.ticks.values():
            tick.setChecked(on)

    def _problems(self) -> Iterable[QWidget]:
        for one in self.sheet.problems[:MOST]:
            cell, said = problem_words(one)
            yield _wide(cell, said, words(one.value[:24], "soft"))

    def _columns(self) -> Iterable[QWidget]:
        fields = fields_to_choose(self.sheet.ledger) if self.sheet.ledger else []
        for one in self.sheet.columns[:MOST]:
            yield self._column(one, fields)

    def _column(self, one: OpenColumn, fields: Sequence[tuple[str, str]]) -> QWidget:
        choose = Choose(f"栏目 {one.header}")
        choose.offer([("不导入这一栏", ""), *((label, key) for key, label in fields)], "")
        choose.chosen.connect(lambda key: self.placed.emit(one.header, str(key)))
        return _wide(one.header, "、".join(one.values), choose)

    def _samples(self) -> QWidget:
        return _lines(sample_words(one) for one in self.sheet.samples)

    def _skipped(self) -> QWidget:
        return _lines(f"第 {one.row} 行：{one.why}" for one in self.sheet.skipped[:MOST])


def turner(title: str, body: QWidget) -> QPushButton:
    """Words that show or hide what most will not need to see."""
    body.hide()
    return link_button(f"{title} ▾", lambda: body.setVisible(body.isHidden()))


def _wide(first: str, said: str, last: QWidget) -> QWidget:
    made = QWidget()
    name = words(first, wrap=True)
    name.setFixedWidth(px(120))
    name.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    shown = row(name, words(said, "soft", wrap=True), last, gap=12)
    shown.setStretch(1, 1)
    made.setLayout(shown)
    return made


def _lines(said: Iterable[str]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    for one in said:
        column.addWidget(words(one, "rule", wrap=True))
    return made

"""The cards of the settings page: lists the village edits, and the rules in force."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from ui.pages.found_rows import LEVELS
from ui.parts import Card, Tag, TodoRow, clear, line, link_button, plain_button, row, words
from ui.theme import px
from villagedesk.declare import Rule
from villagedesk.errors import Refused
from villagedesk.ledgers.mediation.disputes import list_lines, read_list

NUMBERS = {
    "least": "最少",
    "most": "最多",
    "full_members": "正式党员",
    "handover_days": "交接天数",
    "months_ahead": "提前月数",
    "households_least": "最少户数",
    "households_most": "最多户数",
}
"""Words for the adjustable numbers that read well alone."""


class Lines(QPlainTextEdit):
    """Several lines to type, kept when one goes on."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class DisputesCard(Card):
    """纠纷类型: one to a line, with the kind it counts as where the village calls it otherwise."""

    changed = Signal(dict)
    """The list, or nothing for the usual one."""

    def __init__(self) -> None:
        super().__init__("纠纷类型", tail=link_button("恢复常用的", lambda: self.changed.emit({})))
        self.box = Lines()
        self.box.setAccessibleName("纠纷类型，一行一个")
        self.box.setTabChangesFocus(True)
        self.box.setMinimumHeight(px(210))
        self.box.left.connect(self.commit)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._before = ""
        said = "一行写一个。本村自己的叫法，后面写明上报统计时算哪一类，例如：坟地 = 邻里"
        self.body.addWidget(words(said, "rule", wrap=True))
        self.body.addWidget(self.box, 1)
        self.body.addWidget(self.error)

    def show_list(self, known: Mapping[str, str]) -> None:
        """Puts the list in, unless it is being typed."""
        lines = list_lines(known)
        if self.box.toPlainText() in (self._before, lines):
            self.box.setPlainText(lines)
        self._before = lines

    def commit(self) -> None:
        """Sends the list out if it changed, or says what is unclear in it."""
        typed = self.box.toPlainText()
        self.error.hide()
        if typed == self._before or not typed.strip():
            return
        try:
            known = read_list(typed)
        except Refused as refused:
            self.error.setText(str(refused))
            self.error.show()
            return
        self._before = typed
        self.changed.emit(known)


class DepartmentsCard(Card):
    """联审部门: one to a line."""

    changed = Signal(list)
    """The names, or none for the usual ten."""

    def __init__(self) -> None:
        super().__init__(
            "联审部门", tail=link_button("恢复常用十个", lambda: self.changed.emit([]))
        )
        self.box = Lines()
        self.box.setAccessibleName("联审部门，一行一个")
        self.box.setTabChangesFocus(True)
        self.box.setMinimumHeight(px(210))
        self.box.left.connect(self.commit)
        self._before: tuple[str, ...] = ()
        self.body.addWidget(words("任职资格联审请哪些部门看，一行写一个。", "rule", wrap=True))
        self.body.addWidget(self.box, 1)

    def show_names(self, names: Sequence[str]) -> None:
        """Puts the names in, unless some are being typed."""
        if self._typed() in (self._before, tuple(names)):
            self.box.setPlainText("\n".join(names))
        self._before = tuple(names)

    def commit(self) -> None:
        """Sends the names out if they changed."""
        if self._typed() != self._before and self._typed():
            self._before = self._typed()
            self.changed.emit(list(self._before))

    def _typed(self) -> tuple[str, ...]:
        lines = (one.strip() for one in self.box.toPlainText().splitlines())
        return tuple(dict.fromkeys(one for one in lines if one))


class RulesCard(Card):
    """The rules in force with their sources, and the county's own file over them."""

    wanted = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        self.drop = link_button("不再使用", self._drop)
        super().__init__("规定", tail=self.drop)
        self.status = words("", "soft", wrap=True)
        self.choose = plain_button("选县里的规定文件", self.wanted.emit)
        shown = row(self.status, self.choose, gap=16)
        shown.setStretch(0, 1)
        self.body.addLayout(shown)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.body.addLayout(self.rows)

    def _drop(self) -> None:
        self.dropped.emit()

    def show_rules(self, rules: Sequence[Rule], *, has_profile: bool) -> None:
        """Lists the rules of today."""
        self.drop.setVisible(has_profile)
        self.status.setText(
            "正在用县里的规定文件，里面写了的以县里为准。"
            if has_profile
            else "用的是程序自带的规定。县里另有标准的，会发一个规定文件，在这里选上就行。"
        )
        clear(self.rows)
        for rule in rules:
            self.rows.addWidget(line())
            self.rows.addWidget(TodoRow(Tag(*LEVELS[rule.level]), rule.text, source_words(rule)))


def source_words(rule: Rule) -> str:
    """Where a rule stands, and the numbers that may be set otherwise."""
    source = rule.source if rule.verified else f"参考：{rule.source}"
    said = [
        f"{NUMBERS[key]} {value}"
        for key, value in rule.numbers.items()
        if key in NUMBERS and isinstance(value, int)
    ]
    return f"{source} · 现行数字：{'，'.join(said)}" if said else source

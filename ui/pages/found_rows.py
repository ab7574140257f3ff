"""Findings as rows of things to do: what is wrong, by which rule, 去办, and the clerk's remark."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.page import Frame
from ui.parts import Press, Tag, TodoRow, clear, line, link_button, plain_button, row, words
from ui.theme import px

if TYPE_CHECKING:
    from villagedesk.desk import Found

LEVELS = {"E": ("必改", "bad"), "W": ("提醒", "warn"), "I": ("提示", "info")}
"""A level's word and tone."""


def rule_words(found: "Found", frame: Frame) -> str:
    """The rule as the village says it, and where it stands, in one line."""
    rule = frame.in_own_words(found.rule)
    said = f"{rule} · {found.source}" if found.source else rule
    return f"只给自己看，不进报表 · {said}" if found.private else said


def said_words(found: "Found") -> str:
    """Who or what it is about, and what is wrong."""
    return f"{found.subject}：{found.message}" if found.subject else found.message


def tag_words(found: "Found") -> tuple[str, str]:
    """A finding's word and tone; what the clerk has explained presses no more."""
    return ("已说明", "ok") if found.remark else LEVELS[found.level]


class Explained(QWidget):
    """A finding below which the clerk may write his word on it; the rest is for its kinds to say.

    `edge` is how far what is written stands in from the left, `above` the room over it, in pixels
    of the drawings.
    """

    edge, above = 84, 0

    def __init__(self, frame: Frame, found: "Found") -> None:
        super().__init__()
        self._frame, self.found = frame, found
        self.explain = link_button("改说明" if found.remark else "写说明", self._open)
        self.explain.setAccessibleName(f"{self.explain.text()} {said_words(found)}")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self.remark: QLineEdit | None = None

    def _say(self, widget: QWidget) -> None:
        """Puts the finding's own words in, above what was written on it."""
        self._whole.addWidget(widget)
        if self.found.remark:
            self._whole.addWidget(
                self._indented(words(f"说明：{self.found.remark}", "rule", wrap=True))
            )

    def _open(self) -> None:
        if self.remark is not None:
            self.remark.setFocus()
            return
        self.remark = QLineEdit(self.found.remark)
        self.remark.setAccessibleName("说明")
        self.remark.setPlaceholderText("为什么暂时这样，例如：镇里已批准，12月补选")
        self.remark.returnPressed.connect(self.keep)
        editor = QWidget()
        editor.setLayout(row(self.remark, plain_button("保存说明", self.keep)))
        self._whole.addWidget(self._indented(editor))
        self.remark.setFocus()

    def keep_typed(self) -> None:
        """Saves a remark that is being written, when the page is left."""
        if self.remark is not None and self.remark.isModified():
            self.keep()

    def keep(self) -> None:
        """Saves the remark; without words it is taken back."""
        if self.remark is None:
            return
        self.remark.setModified(False)
        desk, found, said = self._frame.desk, self.found, self.remark.text()
        self._frame.ask(lambda: desk.remark(found, said), self._kept, owner=self)

    def _kept(self, _: None) -> None:
        self._frame.say(
            "说明已保存" if self.remark and self.remark.text() else "说明已取消", undo=True
        )
        self._frame.changed.emit(self.found.ledger)

    def _indented(self, widget: QWidget) -> QWidget:
        made, beside = QWidget(), row(widget)
        beside.setContentsMargins(px(self.edge), px(self.above), 0, px(10))
        made.setLayout(beside)
        return made


class FoundRow(Explained):
    """One finding: 去办 opens its record, 写说明 opens a line for the clerk's word on it.

    `act` is what 去办 does where the finding is about no record yet; without `ruled` the rule is
    not said again that the row above has said, without `named` not whom the page is about. What is
    written stands under the sentence.
    """

    def __init__(
        self,
        frame: Frame,
        found: "Found",
        act: Press | None = None,
        *,
        ruled: bool = True,
        named: bool = True,
    ) -> None:
        super().__init__(frame, found)
        self.go = plain_button("去办", act or self._go)
        self.go.setAccessibleName(f"去办 {said_words(found)}")
        buttons = QWidget()
        buttons.setLayout(row(self.explain, self.go))
        rule = rule_words(found, frame) if ruled else ""
        tag = Tag(*tag_words(found))
        said = said_words(found) if named else found.message
        self._say(TodoRow(tag, said, rule, button=buttons))

    def _go(self) -> None:
        found, desk = self.found, self._frame.desk

        def roll() -> str:
            return roll_of(desk, found)

        self._frame.ask(roll, lambda key: self._frame.go(found.ledger, found.uid, key), owner=self)


def roll_of(desk: object, found: "Found") -> str:
    """The key of the roll that keeps the finding's record, or nothing; for the desk's thread."""
    from villagedesk.desk import Desk
    from villagedesk.errors import UserError
    from villagedesk.ledgers import LEDGERS

    assert isinstance(desk, Desk)
    for ledger in LEDGERS:
        for roll in ledger.rolls if ledger.key == found.ledger else ():
            try:
                desk.entry(roll, found.uid)
            except UserError:
                continue
            return roll.key
    return ""


class FittingRows(QWidget):
    """Rows one below the other, parted by hairlines; those that do not fit whole are not shown."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Takes these rows instead of the ones before."""
        clear(self._whole)
        self._rows = []
        for widget in rows:
            self._whole.addWidget(parted(widget))
            self._rows.append(self._whole.itemAt(self._whole.count() - 1).widget())
        self._whole.addStretch(1)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """No: it takes the room that is there."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Little: the rows do not stretch the page."""
        return QSize(px(240), px(120))

    def event(self, event: QEvent) -> bool:
        """Fits anew when a row has grown, as when its remark is being written."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        used = 0
        for number, widget in enumerate(self._rows):
            used += widget.heightForWidth(self.width()) if widget.hasHeightForWidth() else 0
            widget.setVisible(number == 0 or used <= self.height())


def parted(widget: QWidget) -> QWidget:
    """A row under a hairline."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(line())
    column.addWidget(widget)
    return made

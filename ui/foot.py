"""The foot of the window: that everything is saved, the keys, and one sentence now and then."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from ui.parts import plain_button, words
from ui.theme import gap, px

if TYPE_CHECKING:
    from villagedesk.desk.guarding import Safety

KEYS = "找人 Ctrl+K    新增 Ctrl+N    撤销 Ctrl+Z    帮助 F1"
KEYS_OF_READING = "找人 Ctrl+K    帮助 F1"
LATE = 7
"""Days after which a backup is called old."""
SHOWN_FOR, WITH_UNDO = 5_000, 12_000
"""Milliseconds a sentence stays."""
AGAIN = 250
"""Milliseconds after which a sentence looks anew what it lies on."""


WRONG, TYPED = 100, 10
"""How much an error in sight counts, and what is being typed in, where a button counts one."""


class Foot(QFrame):
    """The bar at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Foot")
        self.saved, self.backup = words("✓ 全部已保存"), words("")
        self.saved.setAccessibleName("保存状态")
        self.backup.setAccessibleName("备份状态")
        self.keys = words(KEYS)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(px(14), px(5), px(14), px(5))
        inside.setSpacing(px(32))
        inside.addWidget(self.saved)
        inside.addWidget(self.backup)
        inside.addStretch(1)
        inside.addWidget(self.keys)

    def say_keys(self, keys: str) -> None:
        """The keys that do something here."""
        self.keys.setText(keys)

    def say_saved(self, now: datetime) -> None:
        """Everything is in the store since this moment."""
        self.saved.setText(f"✓ 已保存 {now:%H:%M}")

    def say_safety(self, safety: "Safety", now: datetime) -> None:
        """When the last save and the last backup were; an old backup is said in red."""
        if safety.saved_at is not None:
            self.saved.setText(f"✓ 已保存 {ago(safety.saved_at, now)}")
        since = safety.backed_up_at or safety.saved_at or now
        late = (now - since).days >= LATE
        gone = f"    ! 少了 {safety.missing} 个附件" if safety.missing else ""
        self.backup.setText(backup_words(safety.backed_up_at, now) + gone if safety.folder else "")
        bad = safety.folder and (late or gone)
        self.backup.setProperty("late", "true" if bad else "false")
        self.backup.style().polish(self.backup)


def backup_words(at: datetime | None, now: datetime) -> str:
    """The age of the last backup, with a nudge where there is none or it is old."""
    if at is None:
        return "还没有备份"
    return (
        f"! 最近备份 {ago(at, now)}，该备份了"
        if (now - at).days >= LATE
        else f"最近备份 {ago(at, now)}"
    )


def ago(at: datetime, now: datetime) -> str:
    """A moment as one says it: the time today, otherwise how many days ago."""
    days = (now.date() - at.date()).days
    return f"{at:%H:%M}" if days <= 0 else f"{days} 天前"


class Toast(QFrame):
    """One sentence over the lower left of the page, gone by itself; 撤销 where it helps.

    Where an error is to be read or a button to be pressed there, it lies elsewhere at the edge.
    """

    undo_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("Toast")
        self._over = over
        self.words = words("")
        self.undo = plain_button("撤销", self._undo, look="toast")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(px(18), px(4), px(8), px(4))
        inside.setSpacing(px(10))
        inside.addWidget(self.words)
        inside.addWidget(self.undo)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self._make_way)
        over.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, undo: bool) -> None:
        """Shows a sentence for some seconds."""
        self.words.setText(sentence)
        self.words.setContentsMargins(0, px(9), px(8), px(9))
        self.undo.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(WITH_UNDO if undo else SHOWN_FOR)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _place(self) -> None:
        over = self._over
        widest = over.width() - px(48)
        self.words.setWordWrap(self.words.sizeHint().width() > widest - px(120))
        self.setMaximumWidth(widest)
        self.adjustSize()
        taken = list(_not_to_be_covered(over))
        size = self.size()
        self.move(min(self._spots(), key=lambda spot: _covered(QRect(spot, size), taken)))

    def _make_way(self) -> None:
        """Goes elsewhere where it has come to lie on what is being read or typed."""
        if _covered(self.geometry(), list(_not_to_be_covered(self._over))) >= TYPED:
            self._place()

    def _spots(self) -> tuple[QPoint, ...]:
        """Where it may lie, the best first: low or high, at the left, at the right or between."""
        left, low = gap(28), self._over.height() - self.height() - px(12)
        right = self._over.width() - self.width() - left
        across = (left, right, (left + right) // 2)
        return tuple(QPoint(x, y) for y in (low, px(12)) for x in across)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


def _not_to_be_covered(over: QWidget) -> Iterator[tuple[QRect, int]]:
    """Errors, what is being typed in and buttons that are in sight, and how much each counts."""
    page = over.currentWidget() if isinstance(over, QStackedWidget) else over
    for one in page.findChildren(QWidget) if page else ():
        weight = _weight(one) if one.isVisible() and not isinstance(one.parent(), Toast) else 0
        part: QWidget | None = one
        seen = one.rect()
        while weight and part and part is not over:
            seen = seen.intersected(part.rect()).translated(part.pos())
            part = part.parentWidget()
        if weight:
            yield seen, weight


def _weight(one: QWidget) -> int:
    said = isinstance(one, QLabel) and one.property("role") == "error" and one.text()
    if said or one.property("wrong") == "true":
        return WRONG
    return TYPED if one.hasFocus() else int(isinstance(one, QPushButton))


def _covered(spot: QRect, taken: Iterable[tuple[QRect, int]]) -> int:
    return sum(weight for area, weight in taken if area.intersects(spot))


class KeySheet(QFrame):
    """F1: what the keys do, on one sheet over the page."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("Sheet")
        self._over = over
        sheet = QGridLayout(self)
        sheet.setContentsMargins(px(28), px(22), px(28), px(22))
        sheet.setHorizontalSpacing(px(28))
        sheet.setVerticalSpacing(px(10))
        sheet.addWidget(words("键盘", "heading"), 0, 0)
        self._typing: list[QWidget] = []
        for line, (key, does) in enumerate(SHEET, start=1):
            both = words(key, "soft"), words(does)
            for place, widget in enumerate(both):
                sheet.addWidget(widget, line, place)
            self._typing += both if key in OF_TYPING else ()
        close = plain_button("知道了", self.hide)
        sheet.addWidget(close, len(SHEET) + 1, 1, Qt.AlignmentFlag.AlignRight)
        self.close_button = close
        self._before: QWidget | None = None
        self.hide()

    def leave_out_typing(self) -> None:
        """Says only the keys of reading."""
        for widget in self._typing:
            widget.hide()

    def open(self) -> None:
        """Shows the sheet in the middle of the page."""
        self.adjustSize()
        over = self._over
        self.move((over.width() - self.width()) // 2, max((over.height() - self.height()) // 2, 0))
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.close_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._before is not None and isValid(self._before):
            self._before.setFocus()  # the keys go on where they were
        self._before = None


SHEET = (
    ("Ctrl+K", "找人：姓名、拼音首字母、证件尾号、电话"),
    ("Ctrl+F", "在这张表里查找；↓ 回到列表"),
    ("回车 或 F2", "在列表里：打开这一条来改"),
    ("Ctrl+N", "新增一条"),
    ("回车", "在记录里：到下一栏；写多行时换行按 Shift+回车"),
    ("F7 或 ↓", "打开可选的列表"),
    ("Ctrl+D 或 ..", "照抄上一条的这一栏"),
    ("F8 或 Ctrl+S", "保存，接着新增下一条"),
    ("Alt+↑  Alt+↓", "上一条、下一条"),
    ("Ctrl+Z  Ctrl+Y", "撤销、重做"),
)
OF_TYPING = {"回车 或 F2", "Ctrl+N", "回车", "F7 或 ↓", "Ctrl+D 或 ..", "F8 或 Ctrl+S"}

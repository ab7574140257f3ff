"""What is due these days on the home page: each with its day, its rule, and the way to do it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.page import Frame
from ui.parts import Tag, TodoRow, plain_button
from villagedesk.desk.due import Due


def left_words(day: date | None, today: date) -> str:
    """还有 3 天 and the day below it, 今天到期, 超期 2 天; nothing where there is no day."""
    if day is None:
        return ""
    left = (day - today).days
    if not left:
        return "今天到期"
    year = f"{day.year}年" if day.year != today.year else ""
    said = f"还有 {left} 天" if left > 0 else f"超期 {-left} 天"
    return f"{said}\n{year}{day.month}月{day.day}日"


class PressingRow(QWidget):
    """One thing that is due: 去办 opens its record, or the page where there are several."""

    def __init__(self, frame: Frame, one: Due, today: date) -> None:
        super().__init__()
        self.due = one
        late = one.day is not None and one.day < today
        tag = (
            Tag("超期", "bad") if late else Tag("临期", "warn") if one.day else Tag("待办", "info")
        )
        self.go = _way(frame, one, one.said)
        due = left_words(one.day, today)
        _put(self, TodoRow(tag, one.said, one.rule, due=due, button=self.go))


class RestRow(QWidget):
    """How many more are due than are shown: 去办 opens the first of them."""

    def __init__(self, frame: Frame, rest: Sequence[Due]) -> None:
        super().__init__()
        first = rest[0]
        said = f"还有 {len(rest)} 件，接着是 {first.said}"
        self.go = _way(frame, first, said)
        _put(self, TodoRow(Tag("还有", "plain"), said, "", button=self.go))


def _way(frame: Frame, one: Due, said: str) -> QPushButton:
    button = plain_button("去办", lambda: frame.go(one.page, one.uid, one.roll))
    button.setAccessibleName(f"去办 {said}")
    return button


def _put(whole: QWidget, row: QWidget) -> None:
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(row)

"""What else the home page counts and calls due: matters under way, households and their members."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Frame
from ui.parts import Tag, TodoRow, plain_button
from villagedesk.declare import Facts
from villagedesk.desk import MatterSeen
from villagedesk.kinds import first_day
from villagedesk.ledgers.contacts.homes import homes, in_force

SOON = 10
"""Days before something is due in which it is something to do."""

Words = tuple[str, str, tuple[str, str]]
"""A figure card's figure, sentence, and its tag (tone and word)."""


def running(matters: Sequence[MatterSeen]) -> list[MatterSeen]:
    """Those that are not closed."""
    return [one for one in matters if not one.closed]


def days_left(one: MatterSeen, today: date) -> int:
    """The days until something is due; far away where nothing is."""
    return (first_day(one.due) - today).days if one.due else 9999


def due_soon(matters: Sequence[MatterSeen], today: date) -> list[MatterSeen]:
    """Running matters of which something is due within the next days, or is overdue."""
    soon = [one for one in running(matters) if days_left(one, today) <= SOON]
    return sorted(soon, key=lambda one: one.due)


def matters_words(matters: Sequence[MatterSeen], today: date) -> Words:
    """The figure card of the matters under way."""
    own, soon = running(matters), due_soon(matters, today)
    if not own:
        return "0", "没有在办的事项", ("ok", "都已办结")
    if not soon:
        return str(len(own)), f"{own[0].number} {own[0].next}", ("info", "进行中")
    late = sum(days_left(one, today) < 0 for one in soon)
    tag = ("bad", f"超期 {late} 件") if late else ("warn", f"临期 {len(soon)} 件")
    return str(len(own)), f"{soon[0].number} {soon[0].next}", tag


def contacts_words(facts: Facts, today: date) -> Words:
    """The figure card of the households: how many have somebody who looks after them."""
    every = [one.uid for one in facts.once(homes).values() if not one.left]
    held = in_force(facts, today)
    covered = sum(bool(held.get(uid)) for uid in every)
    percent = covered * 100 // len(every) if every else 0
    without = len(every) - covered
    note = f"{without} 户还没有党员联系" if without else "户户都有党员联系"
    return f"{percent}%", note, ("warn", "待安排") if without else ("ok", "已覆盖")


class MatterDueRow(QWidget):
    """A matter of which something is due: 去办 opens it."""

    def __init__(self, frame: Frame, one: MatterSeen, today: date) -> None:
        super().__init__()
        days = days_left(one, today)
        left = f"还有 {days} 天" if days > 0 else f"超期 {-days} 天" if days else "今天到期"
        word, tone = ("超期", "bad") if days < 0 else ("临期", "warn")
        sentence = f"{one.number} {one.title}：{one.next}"
        self.go = plain_button("去办", lambda: frame.go("matter", one.uid))
        self.go.setAccessibleName(f"去办 {sentence}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(
            TodoRow(Tag(word, tone), sentence, f"四议两公开 · {one.kind}", due=left, button=self.go)
        )

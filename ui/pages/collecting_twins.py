"""一人两处: two records of what may be one person, side by side, for a person to decide."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import said_beside
from ui.parts import (
    Card,
    Chip,
    Empty,
    Tag,
    clear,
    link_button,
    plain_button,
    row,
    scrolled,
    words,
)
from ui.theme import gap, px
from villagedesk.declare import face
from villagedesk.desk.overseeing import PersonSeen, Twin
from villagedesk.kinds import mask
from villagedesk.people import Person

MOST = 30
"""Pairs that are shown at once; the rest come once these are decided."""
WHERE = {"村": "两个村的人员里都有", "后备": "两个村的后备干部里都有", "支部": "两个村的支部里都有"}
SAID = {"same": ("同一人", "info"), "different": ("不是同一人", "ok")}


class TwinsView(TownView):
    """一人两处."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.twins: tuple[Twin, ...] = ()
        self.open = Chip("只看还没定的")
        self.open.chosen.connect(lambda _: self._fill())
        self.said = words("", "soft", wrap=True)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(gap(16))
        sheet = QWidget()
        sheet.setLayout(self.rows)
        self.above = QWidget()
        self.above.setLayout(said_beside(self.said, self.open))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.above)
        area = scrolled(sheet)
        area.verticalScrollBar().rangeChanged.connect(
            lambda _, most: self.rows.setContentsMargins(0, 0, px(12) if most else 0, 0)
        )
        whole.addWidget(area, 1)

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        self.frame.ask(self.frame.desk.twins, self._show, owner=self)

    def _show(self, twins: tuple[Twin, ...]) -> None:
        self.twins = twins
        self._fill()

    def _fill(self) -> None:
        clear(self.rows)
        shown = [one for one in self.twins if self.open.value is None or not one.said]
        left = sum(not one.said for one in self.twins)
        self.said.setText(f"{len(self.twins)} 对，还有 {left} 对没有定；定过的下次接收以后也算数")
        self.above.setVisible(bool(self.twins))
        for one in shown[:MOST]:
            self.rows.addWidget(TwinCard(one, self._decide))
        if len(shown) > MOST:
            rest = f"还有 {len(shown) - MOST} 对，定好上面的再看。"
            self.rows.addWidget(words(rest, "soft"))
        if not shown:
            self.rows.addWidget(self._nothing(), 1)
        self.rows.addStretch(1)

    def _nothing(self) -> Empty:
        if self.twins:
            return Empty("都定过了。", plain_button("看全部", lambda: self.open.choose(None)))
        return Empty("现有的表里，没有同一个人在两个村的；有了就列在这里，由您定。")

    def _decide(self, twin: Twin, said: str) -> None:
        desk = self.frame.desk

        def done(_: None) -> None:
            self.frame.say(f"已定：{twin.one.name} {SAID[said][0]}" if said else "已撤回")
            self.frame.ask(desk.twins, self._show, owner=self)

        self.frame.ask(lambda: desk.decide_twin(twin, said), done, owner=self)


class TwinCard(Card):
    """Two records side by side, what they have in common, and the decision."""

    def __init__(self, twin: Twin, decide: Callable[[Twin, str], None]) -> None:
        super().__init__()
        self.twin = twin
        self._decide = decide
        sure = Tag("号码相同", "bad") if twin.sure else Tag("可能是", "warn")
        tags: list[QWidget] = [sure]
        if twin.said:
            tags.insert(0, Tag(*SAID[twin.said]))
        head = QWidget()
        head.setLayout(row(*tags, words(WHERE[twin.where], "soft"), 1))
        self.body.addLayout(said_beside(head, *self._buttons()))
        self.body.addLayout(_side_by_side(twin))

    def _buttons(self) -> list[QWidget]:
        twin = self.twin
        offered = [("撤回", "")] if twin.said else [("同一人", "same"), ("不是同一人", "different")]
        buttons: list[QWidget] = []
        for word, said in offered:
            make = plain_button if said else link_button
            button = make(word, partial(self._decide, twin, said))
            button.setAccessibleName(f"{word} {twin.one.name}")
            buttons.append(button)
        return buttons


def _side_by_side(twin: Twin) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(28))
    grid.setVerticalSpacing(px(4))
    pairs = zip(_facts(twin.one), _facts(twin.other), strict=True)
    for place, ((label, one), (_, other)) in enumerate(pairs):
        grid.addWidget(words(label, "label"), place, 0)
        for column, said in ((1, one), (2, other)):
            differs = place > 0 and one != other
            shown = words(said or "没有写", "" if said else "soft")
            if differs and said:
                shown.setProperty("role", "error")
            grid.addWidget(shown, place, column)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return grid


def _facts(one: PersonSeen) -> tuple[tuple[str, str], ...]:
    return (
        ("村", one.village),
        ("姓名", one.name),
        ("性别", face(Person.gender).kind.show(one.gender) if one.gender else ""),
        ("出生", one.born),
        ("号码", mask(face(Person.id_no).kind, one.id_no) if one.id_no else ""),
    )

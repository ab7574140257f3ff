"""The cards at the right of the home page, and the three first steps of a new village."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.flow import Flow
from ui.page import Frame
from ui.parts import (
    Card,
    Elided,
    Empty,
    Tag,
    line,
    link_button,
    main_button,
    plain_button,
    row,
    words,
)
from ui.theme import px

if TYPE_CHECKING:
    from ui.pages.glance import Glance, TermLine


class OfficeCard(Card):
    """班子一览: the running term with the days it has left, and who leads each body."""

    def __init__(self, frame: Frame, seen: "Glance") -> None:
        super().__init__("班子一览", tail=link_button("看班子", lambda: frame.go("committees")))
        self.body.setSpacing(px(7))
        if seen.term is None:
            button = plain_button("登记届次", lambda: frame.go("turnover"))
            self.body.addWidget(Empty("还没有登记届次，登记后这里会算还有多少天届满。", button), 1)
            return
        self.body.addLayout(_term(seen.term))
        self.body.addWidget(line())
        for one in seen.bodies:
            self.body.addLayout(
                _line(one.body, one.chair or "主要职务空缺", words(f"{one.count} 人", "soft"))
            )
        self.body.addStretch(1)


def _term(term: "TermLine") -> QVBoxLayout:
    bar = QProgressBar()
    bar.setRange(0, 100)
    bar.setValue(term.gone)
    bar.setTextVisible(False)
    bar.setAccessibleName(f"任期已过 {term.gone}%")
    made = QVBoxLayout()
    made.setSpacing(px(8))
    span = Elided(f"{term.start}—{term.due_end}", "rule")
    head = row(words(term.title), span, Tag(term.left, term.tone))
    head.setStretch(1, 1)
    made.addLayout(head)
    made.addWidget(bar)
    return made


def _line(name: str, value: str, tail: QWidget) -> QHBoxLayout:
    said = Elided(value)
    said.setAlignment(Qt.AlignmentFlag.AlignRight)
    made = row(words(name, "soft"), said, tail, gap=12)
    made.setStretch(1, 1)
    return made


class SafetyCard(Card):
    """数据安全: when it was saved and backed up, and the latest steps that can be taken back."""

    def __init__(self, frame: Frame, seen: "Glance") -> None:
        super().__init__("数据安全", tail=link_button("现在备份", self._back_up))
        self._frame = frame
        self.body.setSpacing(px(7))
        self.body.addLayout(_pair("已保存", seen.saved))
        self.body.addLayout(_pair("最近备份", seen.backed_up))
        if seen.steps:
            self.body.addLayout(_line("上一步", seen.steps[0], link_button("撤销", self._undo)))
        self.body.addStretch(1)

    def _back_up(self) -> None:
        desk = self._frame.desk
        self._frame.ask(desk.back_up, lambda _: self._done("已备份，并且核对过"), owner=self)

    def _undo(self) -> None:
        desk = self._frame.desk
        self._frame.ask(desk.undo, lambda name: self._done(f"已撤销：{name}"), owner=self)

    def _done(self, said: str) -> None:
        self._frame.say(said)
        self._frame.changed.emit("")


class PlaceCard(Card):
    """本村信息: what every paper needs to say of the village, and what is still missing."""

    def __init__(self, frame: Frame, seen: "Glance") -> None:
        super().__init__("本村信息", tail=link_button("补全", lambda: frame.go("settings")))
        for name, value in seen.place:
            self.body.addLayout(_pair(name, value))


def _pair(name: str, value: str) -> QHBoxLayout:
    return row(words(name, "soft"), 1, words(value))


KEYS = (
    ("Ctrl+K", "找人"),
    ("Ctrl+N", "新增"),
    ("回车", "下一栏"),
    ("F8", "存好再新增"),
    ("Ctrl+Z", "撤销"),
    ("F1", "帮助"),
)
"""The keys worth knowing on the first day."""


def keys_card() -> Card:
    """What can be done without the mouse."""
    card = Card("不用鼠标也能办")
    shown = [words(f"{key}  {said}", "soft") for key, said in KEYS]
    end = QWidget()  # the last part of a flow keeps to the right edge
    card.body.addLayout(Flow(*shown, end, gap=36))
    return card


def first_steps(frame: Frame, *, narrow: bool) -> QWidget:
    """What a village with nobody in it yet does first."""
    cards = (
        (
            "1",
            "导入花名册",
            "村里、镇里已有的 Excel 花名册不用改格式，标题行、合并的表头、小计都认得。"
            "先看清会写进什么，点头了才写；导错了可以整个撤销。",
            main_button("选文件导入", lambda: frame.go("import")),
        ),
        (
            "2",
            "新增人员",
            "没有现成的表，就从一个人开始录。写上姓名就能存，别的以后再补。"
            "填了身份证号，出生年月和性别自动出来。",
            plain_button("新增人员", lambda: frame.go("residents")),
        ),
        (
            "3",
            "登记班子",
            "人员有了，再登记这一届的村“两委”班子。"
            "人数、妇女名额、任期、联审，差什么、超什么，工作台都会提醒，写明是哪条规定。",
            plain_button("登记班子", lambda: frame.go("turnover")),
        ),
    )
    made = QWidget()
    way = QBoxLayout.Direction
    side = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight)
    side.setSpacing(px(16))
    for one in cards:
        side.addWidget(_step(*one), 1)
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(px(16))
    whole.addWidget(words("从哪里开始？三件事，先做哪一件都行。", "soft"))
    whole.addLayout(side)
    return made


def _step(number: str, title: str, said: str, button: QWidget) -> Card:
    card = Card()
    card.body.addLayout(row(words(number, "figure"), words(title, "heading"), 1, gap=12))
    card.body.addWidget(words(said, "soft", wrap=True))
    card.body.addStretch(1)
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    card.setMinimumHeight(px(200))
    return card

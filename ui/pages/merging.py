"""合并: one person who was entered twice becomes one again; what will happen is said before."""

from collections import defaultdict
from dataclasses import replace
from functools import partial
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.editors import Editor, editor_for
from ui.page import Frame, Page
from ui.parts import (
    Card,
    PageHeader,
    clear,
    line,
    link_button,
    main_button,
    plain_button,
    row,
    words,
)
from ui.theme import px
from villagedesk.declare import face
from villagedesk.desk import Desk
from villagedesk.desk.merging import MergePreview
from villagedesk.ledgers import residents
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.people import Person

MOST = 8
"""Pairs that are listed; the rest come once these are settled."""
PEOPLE = residents.LEDGER.rolls[0]


def likely_pairs(desk: Desk) -> list[tuple[Person, Person]]:
    """People of one name whose birth and ID number do not tell them apart; the fuller one first."""
    named: dict[str, list[Person]] = defaultdict(list)
    for person in desk.facts().all(Person):
        named[person.name].append(person)
    pairs = (pair for several in named.values() for pair in combinations(several, 2))
    alike = (pair for pair in pairs if _may_be_one(*pair))
    return [tuple(sorted(pair, key=_blanks)) for pair in alike]  # type: ignore[misc]


def _may_be_one(one: Person, other: Person) -> bool:
    born = (one.born or "", other.born or "")
    numbers = {number for number in (one.id_no, other.id_no) if number}
    return len(numbers) < 2 and (born[0].startswith(born[1]) or born[1].startswith(born[0]))


def _blanks(person: Person) -> int:
    return sum(not value for value in (person.id_no, person.born, person.phone, person.household))


def _known(person: Person) -> str:
    return f"{person.born}年生".replace("-", ".") if person.born else "没有出生年月"


class MergePage(Page):
    """合并人员."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.do = main_button("合并", self.merge)
        self.do.setEnabled(False)
        back = plain_button("回人员", lambda: frame.go("residents"))
        said = "同一个人录了两遍，就合成一条；任职、户、党员等记录一起跟过来，可以撤销"
        self.column.addWidget(PageHeader("合并人员", said, (back, self.do)))
        self.keep, self.gone = self._picker("留下这一条"), self._picker("并进来这一条")
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self.said = QVBoxLayout()
        self.said.setSpacing(px(10))
        self.offered = QVBoxLayout()
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        whole.addWidget(self._choice())
        whole.addLayout(self.said)
        whole.addLayout(self.offered)
        whole.addStretch(1)
        self.add_scrolled(sheet)

    def _picker(self, label: str) -> Editor:
        editor = editor_for(replace(face(Seat.person), label=label), self.frame)
        editor.edited.connect(self._look)
        return editor

    def _choice(self) -> Card:
        card = Card("哪两条是同一个人")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for place, editor in enumerate((self.keep, self.gone)):
            label = words(editor.face.label, "label")
            label.setBuddy(editor.line)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor, place, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self.error)
        return card

    def refresh(self) -> None:
        self._look()

    def show_record(self, uid: str, roll: str) -> None:  # noqa: ARG002  # persons have one roll
        """Begins with one of the two."""
        desk = self.frame.desk
        self.frame.ask(
            lambda: desk.entry(PEOPLE, uid).words["name"],
            lambda name: self.keep.show_words(name, uid),
            owner=self,
        )

    def _look(self) -> None:
        keep, gone, desk = self.keep.uid, self.gone.uid, self.frame.desk
        self.do.setEnabled(False)
        clear(self.said)
        clear(self.offered)
        self.error.hide()
        if keep and gone:
            self.frame.ask(
                lambda: desk.merge_preview(keep, gone),
                self._show,
                owner=self,
                failed=self._complain,
            )
        else:
            hint = "选好两条，这里会写清楚：哪些补上，哪些不一样，按哪条留。"
            self.said.addWidget(words(hint, "soft", wrap=True))
            self.frame.ask(lambda: likely_pairs(desk), self._offer, owner=self)

    def _offer(self, pairs: list[tuple[Person, Person]]) -> None:
        if self.keep.uid and self.gone.uid:
            return
        clear(self.offered)
        card = Card("可能录了两遍")
        for first, second in pairs[:MOST]:
            said = f"{first.name}：{_known(first)}；{_known(second)}"
            look = link_button("看这两条", partial(self._take, first, second))
            look.setAccessibleName(f"看{first.name}的两条")
            shown = row(words(said, wrap=True), look)
            shown.setStretch(0, 1)
            card.body.addLayout(shown)
        if not pairs:
            card.body.addWidget(words("名册里没有同名、出生年月又对得上的人。", "soft", wrap=True))
        self.offered.addWidget(card)

    def _take(self, first: Person, second: Person) -> None:
        self.keep.show_words(first.name, first.uid)
        self.gone.show_words(second.name, second.uid)
        self._look()

    def _show(self, seen: MergePreview) -> None:
        clear(self.said)
        self.do.setEnabled(True)
        card = Card("会做什么")
        moved = f"，{seen.moved} 条记录跟过来" if seen.moved else ""
        card.body.addWidget(
            words(f"留下“{seen.kept}”，“{seen.gone}”这一条不再有{moved}。", wrap=True)
        )
        for label, value in seen.filled:
            card.body.addWidget(words(f"补上{label}：{value}", "soft", wrap=True))
        if seen.clashes:
            card.body.addWidget(line())
            card.body.addWidget(words("两条不一样的，按留下的那条：", "label"))
        for one in seen.clashes:
            card.body.addWidget(
                words(f"{one.label}：留下“{one.kept}”，不要“{one.lost}”", wrap=True)
            )
        self.said.addWidget(card)

    def merge(self) -> None:
        """Merges the two, as one step."""
        keep, gone, desk = self.keep.uid, self.gone.uid, self.frame.desk
        if keep and gone:
            self.frame.ask(
                lambda: desk.merge_persons(keep, gone),
                lambda label: self._done(label, keep),
                owner=self,
                failed=self._complain,
            )

    def _done(self, label: str, keep: str) -> None:
        self.gone.show_words("")
        self._look()
        self.frame.say(f"已{label}", undo=True)
        self.frame.changed.emit("")
        self.frame.go("residents", keep)

    def _complain(self, message: str) -> None:
        self.error.setText(message)
        self.error.show()

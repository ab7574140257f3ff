"""合并: one person who was entered twice becomes one again; what will happen is said before."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.editors import Editor, editor_for
from ui.page import Frame, Page
from ui.parts import Card, PageHeader, clear, line, main_button, plain_button, words
from ui.theme import px
from villagedesk.declare import face
from villagedesk.desk.merging import MergePreview
from villagedesk.ledgers import residents
from villagedesk.ledgers.committees.tables import Seat

PEOPLE = residents.LEDGER.rolls[0]


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
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        whole.addWidget(self._choice())
        whole.addLayout(self.said)
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

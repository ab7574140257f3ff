"""The record at the side: its name, what falls short, its form, parts and latest changes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.editors import Editor
from ui.form import Form
from ui.page import Frame
from ui.part_grid import PartGrid
from ui.parts import Elided, Tag, clear, link_button, plain_button, row, scrolled, words
from ui.theme import gap, px
from villagedesk.declare import Roll
from villagedesk.kinds import Link, Name
from villagedesk.people import Person

if TYPE_CHECKING:
    from villagedesk.desk import Found, Saved, Trace, Unfinished

UID = ".uid"
"""What a draft's key for the uid behind a link ends with."""
PERSON = str(Person.__tablename__)
TONES = {"E": ("问题", "bad"), "W": ("提醒", "warn"), "I": ("提示", "info")}


class RecordPanel(QFrame):
    """One record of a roll, to read and to change."""

    changed = Signal(str)
    """A record was saved: its uid."""
    removed = Signal(str)
    step_wanted = Signal(int)
    new_wanted = Signal()
    closed = Signal()

    def __init__(self, frame: Frame, roll: Roll) -> None:
        super().__init__()
        self.setObjectName("Card")
        self.frame, self.roll = frame, roll
        self.one = roll.title
        """What a single record is called."""
        self.form = Form(frame, roll)
        self.parts = [PartGrid(frame, part) for part in roll.parts]
        self.title, self.tag = Elided("", "heading"), Tag()
        self._found_here = QVBoxLayout()
        self._found_here.setSpacing(px(12))
        self._past = words("", "rule", wrap=True)
        self.problems: dict[str, list[Found]] = {}
        self.unfinished: frozenset[str] = frozenset()
        self.village = words("", "soft")
        """Whose record it is, where there is more than one village."""
        self.village.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), gap(12), px(8), gap(12))
        whole.setSpacing(px(8))
        whole.addLayout(self._head())
        whole.addWidget(self.village)
        whole.addWidget(scrolled(self._body()), 1)
        whole.addLayout(self._foot())
        self.form.saved.connect(self._saved)
        self.form.shown.connect(self._shown)
        self.form.ended.connect(self._ended)
        for part in self.parts:
            part.changed.connect(lambda: self.changed.emit(self.uid))

    def _head(self) -> Any:
        self._card = link_button("人员卡片", self._open_person)
        self._merge = link_button("合并", lambda: self.frame.go("merge", self.uid))
        self._merge.setAccessibleName("和另一个人合并")
        close = link_button("收起", self.closed.emit)
        close.setAccessibleName("收起右边的记录")
        made = row(self.title, self.tag, self._card, self._merge, close)
        made.setStretch(0, 1)
        made.setContentsMargins(0, 0, px(8), 0)
        return made

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(16))
        column.addLayout(self._found_here)
        column.addWidget(self.form)
        for part in self.parts:
            column.addWidget(part)
        column.addWidget(self._past)
        column.addStretch(1)
        return body

    def _foot(self) -> Any:
        self._remove = plain_button("删除", self.remove)
        if self.frame.in_town:  # shown before it has its place it would be a window of its own
            self._remove.hide()
        self._before = plain_button("上一条", lambda: self.step_wanted.emit(-1))
        self._after = plain_button("下一条", lambda: self.step_wanted.emit(1))
        made = row(self._remove, 1, self._before, self._after)
        made.setContentsMargins(0, 0, px(12), 0)
        return made

    @property
    def uid(self) -> str:
        """The record shown; nothing for a new one."""
        return self.form.sitting.uid

    @property
    def name(self) -> str:
        """What the record shown is called."""
        return self._named() or self.one

    def say_village(self, name: str) -> None:
        """Says whose the record is."""
        self.village.setText(name)
        self.village.setVisible(bool(name))

    def load(self, uid: str) -> None:
        """Shows a record."""
        self.form.load(uid)
        for part in self.parts:
            part.load(uid)

    def begin_new(self) -> None:
        """Begins a record."""
        self.form.begin_new()
        for part in self.parts:
            part.load("")
        self.form.focus_first()

    def go_on(self, draft: "Unfinished") -> None:
        """Shows a new record that was begun before."""
        uids = {key: uid for key, uid in draft.words.items() if key.endswith(UID)}
        links = {key.removesuffix(UID): uid or None for key, uid in uids.items()}
        self.form.begin_new(draft.words, links, draft=draft.about)
        for part in self.parts:
            part.load("")

    def _shown(self) -> None:
        new = not self.uid
        self.title.setText(self._named() or f"新增{self.one}")
        self.tag.setVisible(new)
        if self.form.sitting.key in self.unfinished:
            self.form.look_over()
        self.tag.show_status("未完成", "warn")
        self._remove.setText("不要了" if new else "删除")
        self._card.setVisible(bool(self._person()))
        known = not new and not self.frame.in_town
        self._merge.setVisible(known and self.roll.record is Person)
        self.show_problems()
        self._past.clear()
        if not new:
            desk, uid = self.frame.desk, self.uid
            self.frame.ask(
                lambda: desk.traces(self.roll, uid),
                lambda traces: self._show_past(uid, traces),
                owner=self,
            )

    def _naming(self) -> Editor:
        """The field the record is called by."""
        rows = self.form.rows
        editors = [row.editor for row in rows.values()]
        own = self.roll.table.c.get(self.roll.record.title_field)
        declared = None if own is None else own.info.get("face")
        if own is not None and declared and (known := rows.get(declared.key or own.name)):
            return known.editor
        if own is not None and not declared:  # worked out, as a sitting's: its day, not its chair
            return editors[0]
        named = (e for e in editors if isinstance(e.face.kind, Name) or _is_person(e.face.kind))
        return next(named, editors[0])

    def _named(self) -> str:
        return self._naming().words()

    def _person(self) -> str | None:
        naming = self._naming()
        return naming.uid if _is_person(naming.face.kind) else None

    def _open_person(self) -> None:
        if uid := self._person():
            self.frame.go("residents", uid)

    def _show_past(self, uid: str, traces: "list[Trace]") -> None:
        if uid == self.uid and traces:
            lines = (f"{trace.at[:16].replace('T', ' ')} {trace.words}" for trace in traces)
            self._past.setText(self.frame.in_own_words("最近改动\n" + "\n".join(lines)))

    def show_problems(self) -> None:
        """What falls short on this record, each with its rule below."""
        clear(self._found_here)
        if self.uid in self.unfinished:
            back = link_button("放弃改动", self.give_up)
            self._found_here.addLayout(row(Tag("改动未完成", "warn"), 1, back))
        for found in self.problems.get(self.uid, []) if self.uid else []:
            word, tone = TONES[found.level]
            said = QVBoxLayout()
            said.setSpacing(px(2))
            said.addWidget(words(found.message, wrap=True))
            rule = f"{self.frame.in_own_words(found.rule)} · {found.source}"
            said.addWidget(words(rule, "rule", wrap=True))
            line = QHBoxLayout()
            line.setSpacing(px(10))
            line.addWidget(Tag(word, tone), 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(said, 1)
            self._found_here.addLayout(line)

    def keep(self) -> None:
        """Saves what was typed."""
        self.form.keep()

    def _saved(self, saved: "Saved") -> None:
        if saved.problems:
            self.frame.say(f"“{self.name}”还没填完，已存为未完成，可以以后再补")
        self.changed.emit(saved.uid)

    def _ended(self) -> None:
        if self.uid:
            self.keep()
        else:
            self.new_wanted.emit()

    def give_up(self) -> None:
        """Goes back to what was saved."""
        uid, desk, roll = self.uid, self.frame.desk, self.roll
        self.form.dirty = False
        self.frame.ask(
            lambda: desk.discard_draft(roll, uid), lambda _: self.changed.emit(uid), owner=self
        )

    def remove(self) -> None:
        """Takes the record away without a question: 撤销 brings it back."""
        uid, draft = self.uid, self.form.sitting.draft
        desk, roll = self.frame.desk, self.roll
        self.form.dirty = False

        def removed(label: str) -> None:
            self.frame.say(f"已{label}", undo=True)
            self.removed.emit(uid)

        def discarded(_: None) -> None:
            self.removed.emit("")

        def job() -> str:
            label = desk.remove(roll, uid)
            desk.discard_draft(roll, uid)
            return label

        if uid:
            self.frame.ask(job, removed, owner=self)
        else:
            self.frame.ask(lambda: desk.discard_draft(roll, draft), discarded, owner=self)


def _is_person(kind: Any) -> bool:
    return isinstance(kind, Link) and kind.table in (PERSON, "party_member")

"""A record's fields one below the other, with what is wrong in words below each of them."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.editors import Editor, editor_for
from ui.page import Frame
from ui.parts import link_button, words
from ui.reader import Reader
from ui.theme import look, px
from villagedesk.declare import Face, Problem, Roll, column, face
from villagedesk.errors import Refused
from villagedesk.kinds import Link

if TYPE_CHECKING:
    from villagedesk.desk import Entry, Saved

FOLDED = "更多"
DRAFT_AFTER = 2_000
"""Milliseconds after which typing is kept, so that a power cut costs nothing."""
COPY = ".."
NEW = "new-"
"""How the draft of a record that is not there yet begins its key."""
STACKED_FROM = 125
"""Text size in percent above which labels stand over their fields: there is no room beside."""


@dataclass
class Sitting:
    """One record on the form; a new one has a draft's key until it is saved and learns its uid."""

    uid: str = ""
    draft: str = ""

    @property
    def key(self) -> str:
        """What its draft is kept under."""
        return self.uid or self.draft


class FieldRow(QWidget):
    """Label, editor, and below the editor what is wrong, only while something is."""

    def __init__(self, editor: Editor, label_width: int) -> None:
        super().__init__()
        self.editor = editor
        self.label = words(editor.face.label, "label", wrap=True)
        stacked = look.percent > STACKED_FROM
        if not stacked:
            self.label.setFixedWidth(label_width)
            self.label.setText(evenly(editor.face.label, self.label, label_width))
            self.label.setMinimumHeight(px(editor.least))
        self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.label.setBuddy(editor.line)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        right = QVBoxLayout()
        right.setSpacing(px(4))
        right.addWidget(editor)
        right.addWidget(self.error)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4 if stacked else 12))
        whole.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(right, 1)

    def complain(self, message: str) -> None:
        """Says what is wrong, or with no words that nothing is."""
        self.error.setText(message)
        self.error.setVisible(bool(message))
        self.editor.mark(wrong=bool(message))
        self.editor.line.setAccessibleDescription(message)


class Form(QWidget):
    """The form of one roll; it saves when it is left and keeps drafts meanwhile."""

    saved = Signal(object)
    """What became of the words: a desk's Saved."""
    shown = Signal()
    copy_wanted = Signal(str)
    ended = Signal()
    """Enter on the last field."""

    def __init__(self, frame: Frame, roll: Roll) -> None:
        super().__init__()
        self.frame, self.roll = frame, roll
        self.sitting = Sitting()
        self.dirty = False
        self.rows: dict[str, FieldRow] = {}
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._draft_timer.timeout.connect(self._keep_draft)
        self._label_width = label_width([face(one) for _, fields in roll.form for one in fields])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        for place, (title, attributes) in enumerate(roll.form):
            whole.addWidget(self._section(title, attributes, first=place == 0))
        copying = QShortcut(QKeySequence("Ctrl+D"), self)
        copying.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copying.activated.connect(self._copy_here)

    def _section(self, title: str, attributes: tuple[Any, ...], *, first: bool) -> QWidget:
        body = QWidget()
        column_ = QVBoxLayout(body)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(px(8))
        for attribute in attributes:
            column_.addWidget(self._row(attribute))
        if first and title in (self.roll.title, ""):
            return body
        return Fold(body) if title == FOLDED else titled(title, body)

    def _row(self, attribute: Any) -> FieldRow:
        make = Reader if self.frame.in_town else editor_for
        editor = make(face(attribute), self.frame)
        made = FieldRow(editor, self._label_width)
        key = editor.face.key
        self.rows[key] = made
        editor.edited.connect(self._edited)
        editor.edited.connect(lambda: made.complain(""))
        editor.finished.connect(lambda: self._go_on(key))
        editor.left.connect(lambda: self._look_at(key))
        return made

    def editor(self, key: str) -> Editor:
        """The widget of a field."""
        return self.rows[key].editor

    def load(self, uid: str) -> None:
        """Shows a record; what was typed before must have been kept."""
        sitting = self._sit(uid)

        def show(entry: "Entry") -> None:
            if sitting is self.sitting and not self.dirty:
                self.show_words(entry.words, entry.links)
                self.shown.emit()

        self.frame.ask(lambda: self.frame.desk.entry(self.roll, uid), show, owner=self)

    def begin_new(
        self,
        given: Mapping[str, str] | None = None,
        links: Mapping[str, str | None] | None = None,
        *,
        draft: str = "",
    ) -> None:
        """Clears the form for a new record, or goes on with one begun before: its draft's key."""
        self._sit("", draft or f"{NEW}{uuid.uuid4().hex}")
        self.show_words(given or {}, links or {})
        self.shown.emit()

    def show_words(self, given: Mapping[str, str], links: Mapping[str, str | None]) -> None:
        """Fills the fields as if nobody had typed."""
        for key, row in self.rows.items():
            row.editor.show_words(given.get(key, ""), links.get(key))
            row.complain("")
        self._fix_keys()

    def _fix_keys(self) -> None:
        # who a member is cannot change once he is one
        for attribute in (one for _, fields in self.roll.form for one in fields):
            if column(attribute).primary_key:
                self.editor(face(attribute).key).setEnabled(not self.sitting.uid)

    def typed(self) -> tuple[dict[str, str], dict[str, str | None]]:
        """What stands in the fields: words, and uids of links."""
        editors = [row.editor for row in self.rows.values()]
        linking = {e.face.key: e.uid for e in editors if isinstance(e.face.kind, Link)}
        return {e.face.key: e.words() for e in editors}, linking

    def keep(self) -> None:
        """Saves what was typed; what cannot be taken yet becomes a draft with its problems."""
        self._draft_timer.stop()
        if not self.dirty:
            return
        self.dirty = False
        sitting, (given, links) = self.sitting, self.typed()
        desk, roll = self.frame.desk, self.roll

        def job() -> "Saved":
            saved = desk.save(roll, sitting.uid, given, links=links)
            if not sitting.uid:  # several new records may be unfinished at once
                desk.discard_draft(roll, "" if saved.problems else sitting.draft)
                if saved.problems:
                    desk.keep_draft(roll, sitting.draft, given, links=links)
            sitting.uid = saved.uid
            return saved

        self.frame.ask(job, lambda saved: self._kept(sitting, saved), owner=self)

    def _kept(self, sitting: Sitting, saved: "Saved") -> None:
        if sitting is self.sitting:
            self.explain(saved.problems)
            self._fix_keys()
        self.saved.emit(saved)

    def explain(self, problems: "tuple[Problem, ...]") -> None:
        """Puts each problem below its own field."""
        found = {problem.label: problem.message for problem in problems}
        for key, row in self.rows.items():
            row.complain(found.get(key, ""))
            if key in found:
                self._unfold(row)

    def _unfold(self, row: QWidget) -> None:
        above = row.parentWidget()
        while above is not None and above is not self:
            if isinstance(above, Fold):
                above.open()
            above = above.parentWidget()

    def copy(self, key: str, entry: "Entry") -> None:
        """Takes one field over from another record."""
        self.editor(key).show_words(entry.words.get(key, ""), entry.links.get(key))
        self.rows[key].complain("")
        self._edited()

    def focus_first(self) -> None:
        """Puts the cursor into the first field."""
        next(iter(self.rows.values())).editor.setFocus()

    def focus_wrong(self) -> None:
        """Puts the cursor into the first field something is wrong with."""
        for row in self.rows.values():
            if row.error.text():
                row.editor.setFocus()
                return

    def _sit(self, uid: str, draft: str = "") -> Sitting:
        self._draft_timer.stop()
        self.dirty = False
        self.sitting = Sitting(uid, draft)
        return self.sitting

    def _edited(self) -> None:
        self.dirty = True
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _keep_draft(self) -> None:
        sitting, (given, links) = self.sitting, self.typed()
        desk, roll = self.frame.desk, self.roll
        self.frame.ask(lambda: desk.keep_draft(roll, sitting.key, given, links=links), owner=self)

    def _look_at(self, key: str) -> None:
        """Says at once what is wrong with a field that was left; a blank one may wait."""
        row = self.rows[key]
        given = row.editor.words().strip()
        if given == COPY:
            self.copy_wanted.emit(key)
        elif given and not isinstance(row.editor.face.kind, Link):
            try:
                row.editor.face.read(given, today=self.frame.desk.today)
            except Refused as refused:
                row.complain(str(refused))

    def look_over(self) -> None:
        """Says of every field at once what is wrong with it, as of an unfinished record."""
        for key in self.rows:
            self._look_at(key)

    def _copy_here(self) -> None:
        focused = QApplication.focusWidget()
        for key, row in self.rows.items():
            if row.editor.line is focused:
                self.copy_wanted.emit(key)

    def _go_on(self, key: str) -> None:
        if self.rows[key].editor.words().strip() == COPY:
            self.copy_wanted.emit(key)
        following = next(self._after(key), None)
        if following is None:
            self.ended.emit()
        else:
            following.setFocus()

    def _after(self, key: str) -> Iterator[QWidget]:
        keys = list(self.rows)
        for other in keys[keys.index(key) + 1 :]:
            row = self.rows[other]
            if row.isVisibleTo(self) and row.editor.isEnabled():
                yield row.editor


class Fold(QWidget):
    """Fields few people need, behind one word."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.body = body
        self.button = link_button(f"{FOLDED} ▾", self.turn)
        self.button.setAccessibleName("更多栏目")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(body)
        body.hide()

    def turn(self) -> None:
        """Opens or closes it."""
        self.body.setVisible(not self.body.isVisibleTo(self))
        self.button.setText("收起 ▴" if self.body.isVisibleTo(self) else f"{FOLDED} ▾")

    def open(self) -> None:
        """Shows the fields."""
        if not self.body.isVisibleTo(self):
            self.turn()


def titled(title: str, body: QWidget) -> QWidget:
    """A section: its title and its fields."""
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(px(8))
    whole.addWidget(words(title, "heading"))
    whole.addWidget(body)
    return made


def evenly(said: str, label: QLabel, room: int) -> str:
    """Words in as many lines as they need there, of one length: no character stands alone."""
    label.ensurePolished()
    lines = -(-label.fontMetrics().horizontalAdvance(said) // room)
    if lines <= 1 or " " in said:
        return said
    length = -(-len(said) // lines)
    return "\n".join(said[at : at + length] for at in range(0, len(said), length))


def label_width(faces: list[Face], most: int = 96) -> int:
    """Room for the longest label, within what the drawings allow; longer ones wrap."""
    probe = QLabel()
    probe.setProperty("role", "label")
    probe.ensurePolished()
    widest = max(probe.fontMetrics().horizontalAdvance(one.label) for one in faces)
    return max(px(64), min(px(most), widest + px(2)))

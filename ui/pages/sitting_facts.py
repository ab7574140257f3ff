"""When and where a sitting was held, what it counts as, and who led it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.editors import Editor, editor_for
from ui.flow import Flow
from ui.form import FieldRow, Fold
from ui.page import Frame
from ui.pages.sitting_fields import begin_typing, complain, full_day, lead, wide_list
from ui.parts import Card, plain_button
from ui.theme import px
from villagedesk.declare import Face, face
from villagedesk.errors import Refused
from villagedesk.kinds import Link
from villagedesk.ledgers.meetings.sitting import JOINT
from villagedesk.ledgers.meetings.tables import Meeting, MeetingKind

LABELS = {"held_on": "日期", "begins": "时间", "ends": "至", "meeting_place": "地点"}
LABELS |= {"meeting_branch": "党支部", "meeting_group": "党小组"}
LABEL, SHORT_LABEL = 56, 16
"""Room for a label, in pixels of the drawings."""

_FIELDS: tuple[Any, ...] = (
    *(Meeting.held_on, Meeting.kinds, Meeting.branch, Meeting.group, Meeting.begins),
    *(Meeting.ends, Meeting.place, Meeting.chair, Meeting.recorder),
)
_LECTURE: tuple[Any, ...] = (Meeting.lecturer, Meeting.lecture, Meeting.hours)
_FOLDED: tuple[Any, ...] = (Meeting.guests, Meeting.note)
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class KindsEditor(Editor):
    """What a sitting counts as: arrows go from one kind to the next, Space turns it on or off."""

    def __init__(self, face: Face) -> None:
        super().__init__(face, QWidget())
        self.chips = {kind: plain_button(str(kind), look="chip") for kind in MeetingKind}
        inside = Flow(*self.chips.values(), QWidget(), gap=6)
        self.line.setLayout(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.line)
        for chip in self.chips.values():
            chip.setCheckable(True)
            chip.installEventFilter(self)
            chip.clicked.connect(lambda _: self.edited.emit())
        self.line.setFocusProxy(self.chips[MeetingKind.ASSEMBLY])

    @property
    def kinds(self) -> tuple[MeetingKind, ...]:
        """Those that are on."""
        return tuple(kind for kind, chip in self.chips.items() if chip.isChecked())

    def words(self) -> str:
        return JOINT.join(self.kinds)

    def show_words(self, words: str, uid: str | None = None) -> None:  # noqa: ARG002
        given = words.split(JOINT)
        for kind, chip in self.chips.items():
            chip.setChecked(str(kind) in given)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(watched, QPushButton):
            return self._key(watched, Qt.Key(event.key()))  # type: ignore[attr-defined]
        return super().eventFilter(watched, event)

    def _key(self, chip: QPushButton, key: Qt.Key) -> bool:
        every = list(self.chips.values())
        if key in _STEPS:
            every[(every.index(chip) + _STEPS[key]) % len(every)].setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        else:
            return False
        return True


class FactsCard(Card):
    """Time, place and people of a sitting; what few sittings have is hidden until it is due."""

    edited = Signal()
    moved = Signal()
    """The day, the kinds or the branch are others now: so is the roll."""
    ended = Signal()
    """Enter on the last field."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._near = ""
        self._choices = (0, 0)
        self.rows: dict[str, FieldRow] = {}
        self.body.setSpacing(px(8))
        self._lay_out()
        order = ["held_on", *(key for key in self.rows if key not in ("held_on", "meeting_kinds"))]
        lead([self.rows[key] for key in order], self, self.ended.emit)
        self.editor("held_on").finished.connect(self._to_kinds)
        self.kinds.finished.connect(lambda: begin_typing(self.editor("begins")))
        for row in self.rows.values():
            row.editor.edited.connect(lambda row=row: self._edited(row))
        self.editor("held_on").left.connect(self.take_day)
        self.rows["held_on"].editor.finished.connect(self.take_day)

    def _lay_out(self) -> None:
        for attribute in _FIELDS:
            self._make(attribute)
        span = QHBoxLayout()
        span.setSpacing(px(8))
        for key, share in (("begins", 17), ("ends", 13)):  # the first label is the longer one
            span.addWidget(self.rows[key], share, Qt.AlignmentFlag.AlignTop)
        for key in ("held_on", "meeting_kinds", "meeting_branch", "meeting_group"):
            self.body.addWidget(self.rows[key])
        self.body.addLayout(span)
        for key in ("meeting_place", "chair", "recorder"):
            self.body.addWidget(self.rows[key])
        for attribute in _LECTURE:
            self.body.addWidget(self._make(attribute))
        folded = QWidget()
        inside = QVBoxLayout(folded)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        for attribute in _FOLDED:
            inside.addWidget(self._make(attribute))
        self.more = Fold(folded)
        self.body.addWidget(self.more)
        self.body.addStretch(1)

    def _make(self, attribute: Any) -> FieldRow:
        own = face(attribute)
        kinds = own.key == "meeting_kinds"
        editor = KindsEditor(own) if kinds else editor_for(own, self._frame)
        made = FieldRow(wide_list(editor), px(SHORT_LABEL if own.key == "ends" else LABEL))
        made.label.setText(LABELS.get(own.key, own.label))
        made.label.setVisible(not kinds)
        self.rows[own.key] = made
        return made

    def editor(self, key: str) -> Editor:
        """The widget of a field."""
        return self.rows[key].editor

    @property
    def kinds(self) -> KindsEditor:
        """What the sitting counts as."""
        found = self.rows["meeting_kinds"].editor
        assert isinstance(found, KindsEditor)
        return found

    @property
    def day(self) -> str:
        """The day, as it is kept; nothing while it is none."""
        editor = self.editor("held_on")
        try:
            return str(editor.face.read(editor.words(), today=self._frame.desk.today))
        except Refused:
            return ""

    @property
    def where(self) -> tuple[str, str, str, str]:
        """What decides the roll: day, kinds, branch and group."""
        branch, group = self.editor("meeting_branch").uid, self.editor("meeting_group").uid
        return self.day, self.kinds.words(), branch or "", group or ""

    def offer(self, branches: int, groups: int) -> None:
        """How many branches and groups there are to choose from."""
        self._choices = (branches, groups)
        self._fit()

    def show_words(self, words: Mapping[str, str], links: Mapping[str, str | None]) -> None:
        """Fills the fields as if nobody had typed."""
        for key, row in self.rows.items():
            given, uid = words.get(key, ""), links.get(key)
            if (row.editor.words(), row.editor.uid) != (given, uid):
                row.editor.show_words(given, uid)
            row.complain("")
        self._near = words.get("held_on", "").replace(".", "-")
        if any(words.get(face(one).key) for one in _FOLDED):
            self.more.open()
        self._fit()

    def propose(self, words: Mapping[str, str], links: Mapping[str, str | None]) -> None:
        """Fills those fields in which nothing stands yet."""
        for key, row in self.rows.items():
            if not row.editor.words().strip() and words.get(key):
                row.editor.show_words(words[key], links.get(key))
        self._fit()

    def typed(self) -> tuple[dict[str, str], dict[str, str | None]]:
        """What stands in the fields: words, and uids of links."""
        editors = [row.editor for row in self.rows.values()]
        links = {one.face.key: one.uid for one in editors if isinstance(one.face.kind, Link)}
        return {one.face.key: one.words() for one in editors}, links

    def explain(self, problems: dict[str, str]) -> None:
        """Puts each problem below its own field."""
        complain(self.rows.items(), problems)
        if any(face(one).key in problems for one in _FOLDED):
            self.more.open()

    def take_day(self) -> None:
        """Completes a day typed short, and says at once what is wrong with it."""
        row = self.rows["held_on"]
        typed = row.editor.words()
        full = full_day(typed, self._near)
        if full != typed:
            row.editor.show_words(full)
        try:
            self._near = str(row.editor.face.read(full, today=self._frame.desk.today))
        except Refused as refused:
            row.complain(str(refused) if typed.strip() else "")
            return
        row.complain("")
        self.moved.emit()

    def _to_kinds(self) -> None:
        """Enter on the day leads to the kinds while none is on."""
        if not self.kinds.kinds:
            self.kinds.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self, row: FieldRow) -> None:
        row.complain("")
        self._fit()
        self.edited.emit()
        if row.editor.face.key in ("meeting_kinds", "meeting_branch", "meeting_group"):
            self.moved.emit()

    def _fit(self) -> None:
        """Shows the fields this sitting has."""
        kinds, (branches, groups) = self.kinds.kinds, self._choices
        in_group = MeetingKind.GROUP in kinds and groups > 0
        self.rows["meeting_branch"].setVisible(branches > 1)
        self.rows["meeting_group"].setVisible(
            in_group or bool(self.editor("meeting_group").words())
        )
        for attribute in _LECTURE:
            row = self.rows[face(attribute).key]
            row.setVisible(MeetingKind.LECTURE in kinds or bool(row.editor.words()))

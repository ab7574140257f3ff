"""How one matter was voted, with what the rule says of it while the numbers are typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.editors import editor_for
from ui.page import Frame
from ui.pages.sitting_fields import Above, complain, lead, wide_list
from ui.parts import Tag, row, words
from ui.theme import px
from villagedesk.declare import face
from villagedesk.errors import Refused
from villagedesk.ledgers.meetings.sitting import Counts, judged_by, procedure_of
from villagedesk.ledgers.meetings.tables import AgendaItem, MeetingKind, Motion
from villagedesk.quorum import Judged, Procedure

PERSON = face(AgendaItem.person).key
_ABOUT_SOMEBODY = (Motion.ADMISSION, Motion.CONFIRMATION)
_VOTES = (
    *(AgendaItem.yes, AgendaItem.no, AgendaItem.abstained),
    *(AgendaItem.unvoted, AgendaItem.written),
)
_FIELDS = (AgendaItem.motion, AgendaItem.method, AgendaItem.person, *_VOTES, AgendaItem.passed)
_NARROW = 48
"""The least width of a field, in pixels of the drawings."""
_LABELS = {"votes_written": "书面意见", "motion": "事项", "method": "方式"}


class VoteFields(QWidget):
    """The votes of one matter; the clerk says whether it passed, the rule's word stands beside."""

    edited = Signal()
    ended = Signal()
    """Enter on the last field."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.fields: dict[str, Above] = {}
        self.error = words("", "error", wrap=True)
        for attribute in _FIELDS:
            own = face(attribute)
            shared = self.error if attribute in _VOTES else None
            made = Above(wide_list(editor_for(own, frame)), _LABELS.get(own.key, ""), error=shared)
            made.editor.line.setMinimumWidth(px(_NARROW))
            made.editor.edited.connect(lambda made=made: self._edited(made))
            self.fields[own.key] = made
        self.fields["motion"].editor.line.setProperty("placeholderText", str(Motion.ORDINARY))
        self.verdict, self.source = Tag(), words("", "rule", wrap=True)
        self.verdict.setWordWrap(True)
        self.verdict.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        lead(list(self.fields.values()), self, self.ended.emit)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(row(self.fields["motion"], self.fields["method"]))
        whole.addWidget(self.fields[PERSON])
        votes = QGridLayout()
        votes.setHorizontalSpacing(px(6))
        for place, attribute in enumerate(_VOTES):
            votes.addWidget(self.fields[face(attribute).key], 0, place, Qt.AlignmentFlag.AlignTop)
            votes.setColumnStretch(place, 1)
        whole.addLayout(votes)
        whole.addWidget(self.error)
        last = row(self.fields["passed"], gap=12)
        self.fields["passed"].setMaximumWidth(px(96))
        last.addWidget(self.verdict, 1, Qt.AlignmentFlag.AlignBottom)
        whole.addLayout(last)
        whole.addWidget(self.source)

    def show_words(self, typed: Mapping[str, str], person: str | None) -> None:
        """Fills the fields as if nobody had typed."""
        for key, made in self.fields.items():
            uid = person if key == PERSON else None
            if (made.editor.words(), made.editor.uid) != (typed.get(key, ""), uid):
                made.editor.show_words(typed.get(key, ""), uid)
            made.complain("")
        self._fit()

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: made.editor.words() for key, made in self.fields.items()}

    @property
    def person(self) -> str | None:
        """The uid of whom the matter concerns."""
        return self.fields[PERSON].editor.uid

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of a vote."""
        return not any(words.strip() for words in self.typed().values())

    def explain(self, problems: dict[str, str]) -> None:
        """Puts each problem below its own field."""
        complain(self.fields.items(), problems)

    def judge(
        self, kinds: tuple[MeetingKind, ...], counts: Counts, own: Procedure | None = None
    ) -> None:
        """Holds the votes against the rule of the matter or of the sitting, in words."""
        procedure = own or procedure_of(kinds, self._motion())
        yes, written = self._number("votes_yes"), self._number("votes_written")
        found = judged_by(procedure, counts, yes=yes, written=written)
        self.verdict.setVisible(found is not None)
        self.source.setVisible(found is not None)
        if found is not None and procedure is not None:
            self.verdict.show_status(found.words, tone(found))
            doubt = "" if procedure.verified else "（参考）"
            self.source.setText(f"{procedure.source}{doubt}")

    def _edited(self, made: Above) -> None:
        made.complain("")
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        about = self._motion() in _ABOUT_SOMEBODY or bool(self.fields[PERSON].editor.words())
        self.fields[PERSON].setVisible(about)

    def _motion(self) -> Motion | None:
        found = self._read("motion")
        return Motion(found) if found else None

    def _number(self, key: str) -> int | None:
        found = self._read(key)
        return found if isinstance(found, int) else None

    def _read(self, key: str) -> Any:
        """What a field says, or None while it says nothing yet that can be read."""
        editor = self.fields[key].editor
        try:
            return editor.face.kind.parse(editor.words()) if editor.words().strip() else None
        except Refused:
            return None


def tone(found: Judged) -> str:
    """How grave what the rule says is: it cannot pass, it did, it did not, or it is open."""
    if not found.can_pass:
        return "bad"
    if found.carried is None:
        return "info"
    return "ok" if found.carried else "warn"

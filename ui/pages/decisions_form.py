"""Some fields of a matter or of a stage, saved by the desk's own verb for them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.form import FOLDED, STACKED_FROM, FieldRow, Fold, Form, Sitting, label_width
from ui.page import Frame
from ui.parts import hand_back_keys, words
from ui.theme import look, px
from villagedesk.declare import Roll, face
from villagedesk.kinds import Text
from villagedesk.ledgers.decisions.rolls import DECISIONS, STAGES
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage

if TYPE_CHECKING:
    from villagedesk.desk import Saved

_TWO = 520
"""Width, in pixels of the drawings, from which on there is room for two columns."""

_WIDE = {
    face(one).key
    for one in (Decision.places, Decision.ways, Decision.result_places, Decision.result_ways)
}
"""Fields of one line that hold several words, which would be cut in half a card."""
_LABELS = 108
"""Most room for a label: eight characters, which are the longest here."""
_OF_STAGE = "环节"
"""What the fields of a stage begin with in a table; a card has said so in its title."""

Sections = tuple[tuple[str, tuple[Any, ...]], ...]
Save = Callable[[Mapping[str, str]], "Saved"]
_PARTS = dict(DECISIONS.form)
_STAGE = (
    DecisionStage.held_on,
    DecisionStage.form,
    DecisionStage.place,
    DecisionStage.passed,
    DecisionStage.expected,
    DecisionStage.present,
    DecisionStage.voters_expected,
    DecisionStage.voters_present,
    DecisionStage.yes,
    DecisionStage.no,
    DecisionStage.abstained,
    DecisionStage.signed,
    DecisionStage.words,
    DecisionStage.supervision,
)

MATTER: Sections = (
    ("", _PARTS["决策事项"]),
    (FOLDED, (*_PARTS["监督和备案"], Decision.note)),
)
"""What is asked when a matter is begun; who watched over it and why it stopped, behind 更多."""
PUBLISHING: Sections = (("", _PARTS["决议公开"]),)
CARRYING_OUT: Sections = tuple((title, _PARTS[title]) for title in ("实施", "结果公开"))
HELD: Sections = (("", _STAGE),)
"""A stage of which only the old form remains: its numbers are typed."""
HELD_ANYWAY: Sections = (("", (DecisionStage.went_on, *_STAGE)),)
"""The same, where the stage before it failed and this one was held all the same."""
WATCHED: Sections = (("", (DecisionStage.supervision, DecisionStage.signed)),)
"""What the clerk adds to a stage whose numbers come from a sitting."""
OF_VILLAGERS: Sections = (
    ("", (DecisionStage.form, DecisionStage.supervision, DecisionStage.signed)),
)
"""The same of a meeting of all villagers, which may have been one of their households."""
WHY: Sections = (("", (DecisionStage.went_on,)),)
"""What whoever comes after a stage that failed is asked."""


class SectionForm(Form):
    """Some fields of a roll, in two columns where there is room; `save` takes their words."""

    typing = Signal()
    """Something was typed that is not saved yet."""

    def __init__(self, frame: Frame, roll: Roll, sections: Sections) -> None:
        self._sections: list[tuple[QGridLayout, list[tuple[FieldRow, bool]]]] = []
        self._columns = 0
        super().__init__(frame, replace(roll, form=sections))
        self.roll = roll  # what is saved is the roll's own record
        self.save: Save | None = None
        self._arrange(1)
        for made in self.rows.values():
            made.editor.edited.connect(self.typing)

    def _section(self, title: str, attributes: tuple[Any, ...], *, first: bool) -> QWidget:
        del first
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(8))
        self._sections.append((grid, [(self._row(one), _is_long(one)) for one in attributes]))
        if title == FOLDED:
            return Fold(body)
        return _headed(title, body) if title else body

    def _row(self, attribute: Any) -> FieldRow:
        made = super()._row(attribute)
        made.label.setText(made.editor.face.label.removeprefix(_OF_STAGE))
        if look.percent <= STACKED_FROM:
            made.label.setFixedWidth(labels_width())
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= px(_TWO) and look.percent <= STACKED_FROM else 1)

    def _arrange(self, columns: int) -> None:
        """Short fields side by side; what takes several lines has a line of its own."""
        if columns == self._columns:
            return
        self._columns, top = columns, Qt.AlignmentFlag.AlignTop
        for grid, fields in self._sections:
            place = 0
            for field, wide in fields:
                place += place % columns if wide else 0
                span = columns if wide else 1
                grid.addWidget(field, place // columns, place % columns, 1, span, top)
                place += span
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, columns - 1)

    def show_words(self, given: Mapping[str, str], links: Mapping[str, str | None]) -> None:
        """Fills the fields; where the same words stand already the cursor stays."""
        for key, row in self.rows.items():
            if row.editor.words() != given.get(key, ""):
                row.editor.show_words(given.get(key, ""), links.get(key))
            row.complain("")

    def keep(self) -> None:
        self._draft_timer.stop()
        save = self.save
        if not self.dirty or save is None:
            super().keep()
            return
        self.dirty = False
        sitting, (given, _) = self.sitting, self.typed()
        self.frame.ask(lambda: save(given), lambda saved: self._kept(sitting, saved), owner=self)

    def _kept(self, sitting: Sitting, saved: "Saved") -> None:
        if saved.problems and sitting is self.sitting and self.save is not None:
            self.dirty = True  # nothing of it is kept yet: it must not be shown anew
            self._keep_draft()
        super()._kept(sitting, saved)

    def _keep_draft(self) -> None:
        if self.sitting.uid or self.save is None:  # a stage not there yet has nowhere to wait
            super()._keep_draft()

    def put_away(self) -> None:
        """Hides it; the keys stay on the page."""
        hand_back_keys(self)
        self.hide()

    def begin_at(self, key: str = "") -> None:
        """The cursor goes into a field, into the first one where none is named."""
        row = self.rows.get(key) or next(iter(self.rows.values()))
        row.editor.setFocus()


def labels_width() -> int:
    """Room for the labels of every card on the page, so that what stands beside them lines up."""
    every = (one for roll in (DECISIONS, STAGES) for _, fields in roll.form for one in fields)
    return label_width([face(one) for one in every], _LABELS)


def _headed(title: str, body: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    column.addWidget(words(title, "heading"))
    column.addWidget(body)
    return whole


def _is_long(attribute: Any) -> bool:
    kind = face(attribute).kind
    return face(attribute).key in _WIDE or (isinstance(kind, Text) and kind.lines > 1)

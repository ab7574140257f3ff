"""What a sitting dealt with: the agenda item by item, each with its resolution and vote."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.editors import Editor, editor_for
from ui.form import FieldRow
from ui.page import Frame
from ui.pages.sitting_fields import GrowingText, Minutes, begin_typing
from ui.pages.sitting_vote import VoteFields
from ui.parts import Card, link_button, row, words
from ui.theme import px
from villagedesk.declare import face
from villagedesk.desk.meetings import Item
from villagedesk.ledgers.meetings.sitting import Counts
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting, MeetingKind
from villagedesk.quorum import Procedure

TITLE, RESOLUTION = face(AgendaItem.title).key, face(AgendaItem.resolution).key
CONTENT = face(Meeting.content).key
_OLD = (Meeting.topic, Meeting.resolution)
"""What an old record says of the whole sitting, without items; hidden where it says nothing."""
_LABEL = 40


class ItemCard(Card):
    """One matter: 议题, 决议, and its vote where there was one."""

    edited = Signal()
    ended = Signal()
    """Enter on the last field."""
    dropped = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._uid = ""
        self.body.setSpacing(px(8))
        resolution = GrowingText(face(AgendaItem.resolution), frame)
        title = editor_for(face(AgendaItem.title), frame)
        self.rows = {one.face.key: FieldRow(one, px(_LABEL)) for one in (title, resolution)}
        for made in self.rows.values():
            self.body.addWidget(made)
            made.editor.edited.connect(lambda made=made: made.complain(""))
            made.editor.edited.connect(self.edited)
        self.vote = VoteFields(frame)
        self.vote.edited.connect(self.edited)
        self.vote.ended.connect(self.ended)
        self.body.addWidget(self.vote)
        self.add_vote = link_button("+ 表决", self.open_vote)
        self.drop = link_button("删去", self.dropped.emit)
        self.drop.setAccessibleName("删去这个议题")
        self.body.addLayout(row(self.add_vote, 1, self.drop))
        self.vote.hide()
        title.finished.connect(self._after_title)
        resolution.finished.connect(self.ended)

    def _after_title(self) -> None:
        if self.editor(TITLE).words().strip():
            begin_typing(self.editor(RESOLUTION))
        else:
            self.ended.emit()

    def editor(self, key: str) -> Editor:
        """The widget of a field."""
        return self.rows[key].editor

    def number(self, place: int) -> None:
        """Its place on the agenda, counted from 1."""
        self.rows[TITLE].label.setText(f"议题{place}")
        self.drop.setAccessibleName(f"删去议题{place}")
        self.add_vote.setAccessibleName(f"议题{place}有表决")

    def show_item(self, item: Item) -> None:
        """Fills the card as if nobody had typed."""
        self._uid = item.uid
        for key, made in self.rows.items():
            if made.editor.words() != item.typed.get(key, ""):
                made.editor.show_words(item.typed.get(key, ""))
            made.complain("")
        self.vote.show_words(item.typed, item.person)
        self._show_vote(voted=not self.vote.is_blank)

    def item(self) -> Item:
        """What stands on the card."""
        own = {key: made.editor.words() for key, made in self.rows.items()}
        return Item(self._uid, {**own, **self.vote.typed()}, self.vote.person)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(words.strip() for words in self.item().typed.values())

    def open_vote(self) -> None:
        """Shows the vote's fields and leads into them, or takes them away."""
        if self.add_vote.text() == "+ 表决":
            self._show_vote(voted=True)
            begin_typing(self.vote.fields["motion"].editor)
        else:
            self.vote.show_words({}, None)
            self._show_vote(voted=False)
        self.edited.emit()

    def _show_vote(self, *, voted: bool) -> None:
        self.vote.setVisible(voted)
        self.add_vote.setText("没有表决" if voted else "+ 表决")

    def explain(self, problems: dict[str, str]) -> None:
        """Puts each problem below its own field."""
        for key, made in self.rows.items():
            made.complain(problems.get(key, ""))
        self.vote.explain(problems)
        if problems.keys() & self.vote.fields.keys():
            self._show_vote(voted=True)


class Agenda(QWidget):
    """Every matter one below the other, then what was said."""

    edited = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._judged_by: tuple[tuple[MeetingKind, ...], Counts] = ((), Counts())
        self._ruled: Mapping[str, Procedure] = {}
        self.cards: list[ItemCard] = []
        """Where Tab goes after the last text."""
        self._column = QVBoxLayout()
        self._column.setSpacing(px(12))
        self.add = link_button("+ 议题", lambda: self._begin(len(self.cards)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(self._column)
        whole.addLayout(row(self.add, 1))
        whole.addWidget(self._said())
        whole.addStretch(1)

    def _said(self) -> Card:
        card = Card()
        card.body.setSpacing(px(8))
        self.content = Minutes(face(Meeting.content), self._frame, least=5)
        self.old = {face(one).key: GrowingText(face(one), self._frame) for one in _OLD}
        self.texts: dict[str, GrowingText] = {**self.old, CONTENT: self.content}
        self._labels = {}
        for key, editor in self.texts.items():
            self._labels[key] = words(editor.face.label, "label")
            card.body.addWidget(self._labels[key])
            card.body.addWidget(editor)
            editor.edited.connect(self.edited)
        return card

    def show_words(self, given: Mapping[str, str]) -> None:
        """The words about the whole sitting, as if nobody had typed."""
        for key, editor in self.texts.items():
            if editor.words() != given.get(key, ""):
                editor.show_words(given.get(key, ""))
            seen = key == CONTENT or bool(given.get(key))
            editor.setVisible(seen)
            self._labels[key].setVisible(seen)

    def typed(self) -> dict[str, str]:
        """The words about the whole sitting."""
        return {key: editor.words() for key, editor in self.texts.items()}

    def show_items(self, items: Iterable[Item], ruled: Mapping[str, Procedure]) -> None:
        """Fills the cards as if nobody had typed; a blank one waits where there is no item.

        `ruled` says by what a matter is decided that goes by other rules than its sitting.
        """
        self._ruled = ruled
        wanted = list(items) or [Item()]
        while len(self.cards) < len(wanted):
            self._add_card()
        while len(self.cards) > len(wanted):
            self._take_away(self.cards[-1])
        for card, item in zip(self.cards, wanted, strict=True):
            card.show_item(item)
        self._number()

    def items(self) -> tuple[Item, ...]:
        """Every matter something was written of."""
        return tuple(card.item() for card in self.cards if not card.is_blank)

    def judge(self, kinds: tuple[MeetingKind, ...], counts: Counts) -> None:
        """Holds every vote against the rule of the sitting."""
        self._judged_by = (kinds, counts)
        for card in self.cards:
            self._judge(card)

    def _judge(self, card: ItemCard) -> None:
        """By the rule of the matter that it names, or else by that of the sitting."""
        kinds, counts = self._judged_by
        card.vote.judge(kinds, counts, self._ruled.get(card.editor(TITLE).words().strip()))

    def explain(self, problems: Mapping[str, str]) -> None:
        """Puts problems of items, labelled item:<place>:<key>, below their fields."""
        filled = [card for card in self.cards if not card.is_blank]
        for place, card in enumerate(filled):
            head = f"item:{place}:"
            own = {k.removeprefix(head): v for k, v in problems.items() if k.startswith(head)}
            card.explain(own)

    def begin(self) -> None:
        """The cursor goes to the first matter."""
        self._begin(0)

    def _begin(self, place: int) -> None:
        if place >= len(self.cards):
            self._add_card()
            self._number()
        begin_typing(self.cards[place].editor(TITLE))

    def _add_card(self) -> None:
        card = ItemCard(self._frame)
        card.edited.connect(lambda: self._judge(card))
        card.edited.connect(self.edited)
        card.ended.connect(lambda: self._after(card))
        card.dropped.connect(lambda: self._drop(card))
        self._judge(card)
        self.cards.append(card)
        self._column.addWidget(card)

    def _after(self, card: ItemCard) -> None:
        """On to the next matter; a blank one says that there is none."""
        if card.is_blank and card is not self.cards[0]:
            self._drop(card)
            begin_typing(self.content)
        elif card.is_blank:
            begin_typing(self.content)
        else:
            self._begin(self.cards.index(card) + 1)

    def _drop(self, card: ItemCard) -> None:
        was_blank = card.is_blank
        self._take_away(card)
        if not self.cards:
            self._add_card()
        self._number()
        if not was_blank:
            self.edited.emit()

    def _take_away(self, card: ItemCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        for place, card in enumerate(self.cards, 1):
            card.number(place)

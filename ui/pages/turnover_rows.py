"""The lines of the 换届 page: one for each seat to decide, one for each newcomer."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.choosing import Choose
from ui.editors import editor_for
from ui.flow import Flow
from ui.page import Frame
from ui.pages.turnover_words import Sitting
from ui.parts import Elided, Segments, link_button, row, words
from ui.theme import px
from villagedesk.declare import face
from villagedesk.desk.committees import Appointment, Decision
from villagedesk.ledgers.committees.office import post_words
from villagedesk.ledgers.committees.tables import Body, Origin, Post, Seat

CHOICES = (Decision.CARRIED, Decision.ENDED)

POSTS = {
    Body.PARTY: (
        Post.SECRETARY,
        Post.DEPUTY_SECRETARY,
        Post.ORGANISER,
        Post.PUBLICIST,
        Post.DISCIPLINE,
        Post.MEMBER,
    ),
    Body.COMMITTEE: (Post.CHAIR, Post.DEPUTY_CHAIR, Post.MEMBER),
    Body.SUPERVISORY: (Post.CHAIR, Post.MEMBER),
    Body.COUNCIL: (Post.HEAD_OF_COUNCIL, Post.DEPUTY_HEAD_OF_COUNCIL, Post.COUNCILLOR),
    Body.SUPERVISORS: (Post.HEAD_OF_SUPERVISORS, Post.SUPERVISOR),
}
"""The posts each body has; rarer ones are entered in the team afterwards."""


class DecisionRow(QWidget):
    """连任 or 离任 for one seat."""

    decided = Signal()

    def __init__(self, sitting: Sitting, decision: Decision) -> None:
        super().__init__()
        self.sitting = sitting
        name = words(sitting.name)
        name.setFixedWidth(px(72))
        self.choice = Segments([str(one) for one in CHOICES])
        self.choice.setAccessibleName(f"{sitting.name} {sitting.post}")
        self.choice.setFixedWidth(px(120))
        self.choice.choose(CHOICES.index(decision))
        self.choice.be_quiet()  # a column of them must not shout
        self.choice.chosen.connect(lambda _: self.decided.emit())
        shown = row(name, Elided(sitting.post, "soft"), self.choice, gap=12)
        shown.setStretch(1, 1)
        self.setLayout(shown)

    @property
    def decision(self) -> Decision:
        """What was chosen."""
        return CHOICES[self.choice.place]

    def decide(self, decision: Decision) -> None:
        """Chooses as the clerk would."""
        self.choice.choose(CHOICES.index(decision))
        self.decided.emit()


class NewSeatRow(QWidget):
    """Somebody new on a body."""

    edited = Signal()
    dropped = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.person = editor_for(replace(face(Seat.person), label="新任的人"), frame)
        self.person.setFixedWidth(px(140))
        self.body, self.post = Choose("所在组织"), Choose("职务")
        said = frame.in_own_words
        self.body.offer([(said(str(body)), body) for body in POSTS], Body.COMMITTEE)
        self._offer_posts()
        self.body.chosen.connect(lambda _: self._offer_posts())
        self.post.chosen.connect(lambda _: self.edited.emit())
        self.person.edited.connect(self.edited)
        drop = link_button("去掉", self.dropped.emit)
        self.setLayout(Flow(self.person, self.body, self.post, drop))

    def _offer_posts(self) -> None:
        assert isinstance(self.body.value, Body)
        posts = POSTS[self.body.value]
        self.post.offer([(str(post), post) for post in posts], posts[-1])
        self.edited.emit()

    @property
    def appointment(self) -> Appointment | None:
        """The seat to be given; None while nobody is named."""
        body, post = self.body.value, self.post.value
        if not self.person.uid or not isinstance(body, Body) or not isinstance(post, Post):
            return None
        return Appointment(self.person.uid, body, post, origin=Origin.ELECTED)

    @property
    def problem(self) -> str:
        """What is missing, in words."""
        typed = self.person.words().strip()
        if self.appointment is None and typed:
            return f"没有找到“{typed}”，请从列表里选，或选“新建人员”"
        return ""

    @property
    def said(self) -> str:
        """张三（村委会委员）."""
        given = self.appointment
        if given is None:
            return ""
        seat = Seat(uid="", village="", person="", term="", body=given.body, post=given.post)
        return f"{self.person.words()}（{post_words(seat)}）"

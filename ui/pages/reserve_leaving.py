"""Leaving the pool: into office, as one step with the seat, or for another reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.choosing import Choose
from ui.page import Frame
from ui.panel import Panel
from ui.parts import main_button, plain_button, row, words
from ui.theme import px
from villagedesk.desk import Candidate
from villagedesk.desk.committees import Appointment
from villagedesk.ledgers.committees.office import CHAIRS
from villagedesk.ledgers.committees.tables import Body, ChangeKind, Origin, Post
from villagedesk.ledgers.reserve.tables import Aim, Leaving
from villagedesk.people import Term

OFFICES = (Body.PARTY, Body.COMMITTEE)
_POSTS = {
    Body.PARTY: (
        Post.SECRETARY,
        Post.DEPUTY_SECRETARY,
        Post.ORGANISER,
        Post.PUBLICIST,
        Post.DISCIPLINE,
        Post.MEMBER,
    ),
    Body.COMMITTEE: (Post.CHAIR, Post.DEPUTY_CHAIR, Post.MEMBER),
}
_AIMED = {
    Aim.LEADER: (Body.PARTY, CHAIRS[Body.PARTY]),
    Aim.DEPUTY_SECRETARY: (Body.PARTY, Post.DEPUTY_SECRETARY),
    Aim.DEPUTY_CHAIR: (Body.COMMITTEE, Post.DEPUTY_CHAIR),
}
"""The post that is offered first for an aim; else a member of the committee."""
_REASONS = tuple(reason for reason in Leaving if reason is not Leaving.APPOINTED)


class LeavingPanel(Panel):
    """What must be said before somebody leaves the pool."""

    def __init__(self, frame: Frame, confirm: str) -> None:
        super().__init__()
        self.frame = frame
        self.one: Candidate | None = None
        self.title = words("", "heading", wrap=True)
        self.error = words("", "error", wrap=True)
        self.day = QLineEdit()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(8))
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnMinimumWidth(0, px(96))
        self.confirm = main_button(confirm, self.write)
        self.cancel = plain_button("不改了", self.drop)
        self.day.returnPressed.connect(self.write)
        self.hide()

    def lay_out(self, fields: Sequence[tuple[str, QWidget]]) -> None:
        """Fields one below the other, and the buttons last: Tab follows that order."""
        self.body.setSpacing(px(8))
        self.body.addWidget(self.title)
        self.body.addLayout(self.grid)
        for name, field in fields:
            self._add(name, field)
        self.body.addWidget(self.error)
        self.body.addLayout(row(self.confirm, self.cancel, 1))

    def _add(self, name: str, field: QWidget) -> None:
        place = self.grid.rowCount()
        field.setAccessibleName(name)
        self.grid.addWidget(words(name, "label"), place, 0, Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignLeft)

    def open_for(self, one: Candidate, title: str) -> None:
        """Opens for somebody, today's day filled in."""
        self.one = one
        self.title.setText(title)
        self.error.hide()
        self.day.setText(self.frame.desk.today.isoformat())
        self.show()
        self.day.setFocus()

    def write(self) -> None:
        """Does it."""
        raise NotImplementedError

    def complain(self, message: str) -> None:
        """Says why it cannot be done."""
        self.error.setText(message)
        self.error.show()


class AppointPanel(LeavingPanel):
    """任用进班子."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "任用")
        self.term, self.office, self.post = Choose("届次"), Choose("所在组织"), Choose("职务")
        self.kind, self.document = Choose("变动类型"), QLineEdit()
        self.document.setPlaceholderText("没有可以空着")
        self.office.offer([(str(body), body) for body in OFFICES], Body.COMMITTEE)
        self.office.chosen.connect(lambda body: self._offer_posts(Body(str(body)), Post.MEMBER))
        kinds = (ChangeKind.NEW, ChangeKind.BY_ELECTION)
        self.kind.offer([(str(kind), kind) for kind in kinds], ChangeKind.NEW)
        fields = (
            ("届次", self.term),
            ("所在组织", self.office),
            ("职务", self.post),
            ("任职时间", self.day),
            ("变动类型", self.kind),
            ("依据文号", self.document),
        )
        self.lay_out(fields)

    def begin(self, one: Candidate, terms: Sequence[Term]) -> None:
        """Opens for a candidate with the post he is kept ready for."""
        self.term.offer([(term.title, term.uid) for term in terms], terms[0].uid if terms else "")
        aim = Aim(one.aim) if one.aim else Aim.MEMBER
        body, post = _AIMED.get(aim, (Body.COMMITTEE, Post.MEMBER))
        self.office.offer(self.office.options, body)
        self._offer_posts(body, post)
        self.open_for(one, f"任用{one.name}进班子：任职、任免变动和出库一次记好")
        if not terms:
            self.complain("还没有登记届次，请先在“村‘两委’班子”里登记这一届")

    def _offer_posts(self, body: Body, post: Post) -> None:
        self.post.offer([(str(one), one) for one in _POSTS[body]], post)

    def write(self) -> None:
        one, desk = self.one, self.frame.desk
        if one is None:
            return
        kind = ChangeKind(str(self.kind.value))
        elected = Origin.BY_ELECTION if kind is ChangeKind.BY_ELECTION else None
        given = Appointment(
            person=one.person,
            body=Body(str(self.office.value)),
            post=Post(str(self.post.value)),
            since=self.day.text().strip() or None,
            origin=elected,
        )
        term, document = str(self.term.value or ""), self.document.text().strip() or None
        self.frame.ask(
            lambda: desk.appoint_reserve(one.reserve, term, given, kind=kind, document=document),
            lambda _: self.finish(f"{one.name}已任用，任职和任免变动都记好了，后备里已出库"),
            owner=self,
            failed=self.complain,
        )


class LeavePanel(LeavingPanel):
    """出库 for any other reason."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "出库")
        self.reason, self.note = Choose("出库原因"), QLineEdit()
        self.note.setPlaceholderText("没有可以空着")
        self.reason.offer([(str(one), one) for one in _REASONS], Leaving.ADJUSTED)
        fields = (
            ("出库原因", self.reason),
            ("出库日期", self.day),
            ("说明", self.note),
        )
        self.lay_out(fields)

    def begin(self, one: Candidate) -> None:
        """Opens for a candidate."""
        self.open_for(one, f"{one.name}出库")

    def write(self) -> None:
        one, desk = self.one, self.frame.desk
        if one is None:
            return
        reason, day = Leaving(str(self.reason.value)), self.day.text()
        note = self.note.text()
        self.frame.ask(
            lambda: desk.leave_pool(one.reserve, day, reason, note),
            lambda _: self.finish(f"{one.name}已出库"),
            owner=self,
            failed=self.complain,
        )

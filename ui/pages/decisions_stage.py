"""One step of a matter as a card: what was counted there, or what is to be filled in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.flow import Flow
from ui.form import STACKED_FROM
from ui.page import Frame
from ui.pages.decisions_form import (
    CARRYING_OUT,
    HELD,
    HELD_ANYWAY,
    OF_VILLAGERS,
    PUBLISHING,
    WATCHED,
    WHY,
    Save,
    SectionForm,
    Sections,
    labels_width,
)
from ui.pages.decisions_seen import (
    TIED_WITHIN,
    Held,
    MatterOpened,
    asking,
    explained,
    facts_of,
    following,
    rule_of,
    sitting_words,
    stage_title,
    standing,
    unentitled,
)
from ui.pages.six_steps import day_said, is_refused
from ui.parts import Tag, clear, link_button, plain_button, row, words
from ui.theme import look, px
from villagedesk.declare import Roll, face
from villagedesk.desk.stages import purpose_of
from villagedesk.ledgers.decisions.rolls import DECISIONS, STAGES
from villagedesk.ledgers.decisions.seen import PUBLISHED, RESULT, StageSeen, Step
from villagedesk.ledgers.decisions.tables import Decider, Decision, StageKind

_OBJECTIONS = {PUBLISHED: Decision.objections, RESULT: Decision.result_objections}
"""What is still to be filled in while something hangs."""
_WAITS = "前面的环节办完就轮到这一步。"


class StageCard(QFrame):
    """The card of one step; another step may come into the same place."""

    sitting_wanted = Signal(str)
    """The sitting of this kind of stage is to be begun."""
    tying = Signal(str, str)
    """A stage's kind and the sitting that it was."""
    typing = Signal()
    saved = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setObjectName("Card")
        self.frame, self.kind = frame, ""
        self.opened: MatterOpened | None = None
        self.form: SectionForm | None = None
        self.why: SectionForm | None = None
        """Asks why the matter went on; beside whatever else is filled in."""
        self._forms: dict[str, SectionForm] = {}
        self.title, self.tag = words("", "heading", wrap=True), Tag()
        self._said, self._acts = QVBoxLayout(), QVBoxLayout()
        self._asked, self._reason, self._typed = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(12))
        head = row(self.title, self.tag)
        head.setStretch(0, 1)
        for part in (head, self._asked, self._reason, self._said, self._typed, self._acts):
            part.setSpacing(px(8))
            whole.addLayout(part)
        whole.addStretch(1)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return any(one.dirty for one in (self.why, self.form) if one is not None)

    def show_stage(self, opened: MatterOpened, kind: str) -> None:
        """Shows a step of a matter, unless this very one is being typed in."""
        before = self.opened.seen.uid if self.opened else ""
        if self.dirty and (before, self.kind) == (opened.seen.uid, kind):
            return
        self.opened, self.kind = opened, kind
        stage, today = opened.stage(kind), self.frame.desk.today
        self.title.setText(stage_title(opened.seen, kind))
        self.tag.show_status(*standing(stage, today))
        for part in (self._asked, self._said, self._acts):
            clear(part)
        last, self.form = self.form, None
        self._ask_why(stage)
        if said := explained(opened.seen, stage):
            wrong = standing(stage, today)[1] == "bad"
            self._said.addWidget(words(said, "error" if wrong else "soft", wrap=True))
        if said := unentitled(opened, kind):
            self._said.addWidget(words(said, "error", wrap=True))
        if kind in (PUBLISHED, RESULT):
            self._show_public(stage)
        else:
            self._show_meeting(stage)
        if last is not None and last is not self.form:
            last.put_away()

    def keep(self) -> None:
        """Saves what was typed."""
        for one in (self.why, self.form):
            if one is not None:
                one.keep()

    def begin(self) -> None:
        """The cursor goes to what is to be filled in next."""
        stage = self.opened.stage(self.kind) if self.opened else None
        if self.form is not None and stage is not None:
            self.form.begin_at(face(_OBJECTIONS[self.kind]).key if stage.on else "")

    def type_numbers(self) -> None:
        """Opens the fields for a stage of which only the old form remains."""
        if self.opened is None:
            return
        stage, desk = self.opened.stage(self.kind), self.frame.desk
        uid, kind = self.opened.seen.uid, StageKind(self.kind)
        for part in (self._said, self._acts):
            clear(part)
        # what is there already is asked above, what is not there yet has nowhere to say it
        anyway = stage.asked is not None and not stage.asked.at
        sections = HELD_ANYWAY if anyway else HELD
        form = self._use(STAGES, sections, lambda given: desk.set_stage(uid, kind, given))
        if stage.uid:
            form.load(stage.uid)
        else:
            form.begin_new()
        form.begin_at()

    def _use(self, roll: Roll, sections: Sections, save: Save) -> SectionForm:
        """The form of some fields, made when it is first wanted."""
        form = self._made(roll, sections, self._typed)
        if self.form is not None and self.form is not form:
            self.form.put_away()
        self.form = form
        form.save = save
        form.show()
        return form

    def _made(self, roll: Roll, sections: Sections, place: QVBoxLayout) -> SectionForm:
        name = str(sections)
        if name not in self._forms:
            made = self._forms[name] = SectionForm(self.frame, roll, sections)
            made.typing.connect(self.typing)
            made.saved.connect(self.saved)
            place.addWidget(made)
        return self._forms[name]

    def _show_public(self, stage: StageSeen) -> None:
        if stage.step is not Step.LATER:
            self._open_fields()
            return
        self._say_waits(stage)
        first = "先填写" if self.kind == PUBLISHED else "先填合同和计划"
        self._acts.addLayout(_flow([plain_button(first, self.fill_ahead)]))

    def fill_ahead(self) -> None:
        """Opens the fields of a publication before its turn has come."""
        clear(self._acts)
        self._open_fields()
        self.begin()

    def _open_fields(self) -> None:
        """The fields of a publication."""
        assert self.opened is not None
        uid, desk = self.opened.seen.uid, self.frame.desk
        publishing = self.kind == PUBLISHED
        verb = desk.publish if publishing else desk.finish
        form = self._use(DECISIONS, PUBLISHING if publishing else CARRYING_OUT, partial(verb, uid))
        form.load(uid)

    def _show_meeting(self, stage: StageSeen) -> None:
        assert self.opened is not None
        entry = self.opened.entries.get(self.kind)
        if entry is not None:
            self._said.addWidget(facts_table(facts_of(entry, apart=bool(stage.meeting))))
        elif stage.step is Step.LATER:
            self._say_waits(stage)
        elif stage.step is not Step.MERGED:
            self._said.addWidget(words(rule_of(self.opened.seen, self.kind), "rule", wrap=True))
        if stage.meeting:
            self._ask_more(stage)
        if stage.step is not Step.MERGED:
            self._offer(stage)

    def _ask_more(self, stage: StageSeen) -> None:
        """What a sitting cannot say: what the supervisors said, and that the paper is signed."""
        assert self.opened is not None
        uid, kind, desk = self.opened.seen.uid, StageKind(self.kind), self.frame.desk
        by_villagers = self.opened.seen.decider == Decider.VILLAGERS
        asked = OF_VILLAGERS if by_villagers and kind is StageKind.RESOLVED else WATCHED
        form = self._use(STAGES, asked, lambda given: desk.set_stage(uid, kind, given))
        form.load(stage.uid)

    def _ask_why(self, stage: StageSeen) -> None:
        """Why the matter went on after a stage that failed, saved with what says it."""
        assert self.opened is not None
        asked, last = stage.asked, self.why
        self.why = None
        if asked is not None:
            role = "soft" if asked.reason or not asked.at else "error"
            self._asked.addWidget(words(asking(asked), role, wrap=True))
        if asked is not None and asked.at:
            uid, kind, desk = self.opened.seen.uid, StageKind(asked.at), self.frame.desk
            form = self.why = self._made(STAGES, WHY, self._reason)
            form.save = lambda given: desk.set_stage(uid, kind, given)
            form.load(self.opened.stage(kind).uid)
            form.show()
        elif last is not None:
            last.put_away()

    def _offer(self, stage: StageSeen) -> None:
        """Where the numbers of a stage can be seen or changed, or come from.

        The sitting that is next is begun with the main button of the page.
        """
        assert self.opened is not None
        kind, failed = self.kind, stage.step is Step.INVALID or is_refused(stage)
        begin = partial(self.sitting_wanted.emit, kind)
        acts = []
        if stage.meeting:
            acts.append(plain_button("打开会议记录", partial(self._see, stage.meeting)))
        elif stage.uid:
            acts.append(plain_button("改数字", self.type_numbers))
        if (failed or not stage.uid) and stage is not following(self.opened.seen):
            acts.append(plain_button(sitting_words(stage), begin))
        if not stage.meeting or failed:
            acts.append(plain_button("从已有会议里选", self.show_held))
        if not stage.uid:
            acts.append(link_button("只有旧表，直接填数字", self.type_numbers))
        self._acts.addLayout(_flow(acts))

    def _see(self, meeting: str) -> None:
        """Opens the sitting, which leads back to the matter."""
        assert self.opened is not None
        purpose = purpose_of(self.opened.seen.uid, self.kind)
        self.frame.go("sitting", meeting, f"||||{purpose}")

    def show_held(self) -> None:
        """Lists the sittings this stage may have been."""
        assert self.opened is not None
        clear(self._acts)
        held = self.opened.held.get(self.kind, ())
        said = f"近 {TIED_WITHIN} 天的会议，选一次，到会和表决从会议记录里取："
        none = f"近 {TIED_WITHIN} 天没有记过这样的会。先记会，或者直接填数字。"
        self._acts.addWidget(words(said if held else none, "rule", wrap=True))
        made = [self._pick(one) for one in held]
        for button in made:
            self._acts.addWidget(button)
        again = link_button("不选了", self._again)
        self._acts.addLayout(row(again, 1))
        (made[0] if made else again).setFocus()

    def _pick(self, one: Held) -> QWidget:
        day = day_said(one.day, self.frame.desk.today)
        said = f"{day}　{one.came}\n{one.kinds}".strip()
        made = plain_button(said, partial(self.tying.emit, self.kind, one.uid), look="row")
        made.setAccessibleName(f"{day}，{one.kinds}，{one.came}")
        made.setProperty("tall", "true")  # two lines of words
        return made

    def close_up(self) -> None:
        """Shows the step as it is; fields and lists that were opened for it go."""
        if self.isVisible() and not self.dirty:
            self._again()

    def _again(self) -> None:
        if self.opened is not None:
            self.show_stage(self.opened, self.kind)

    def _say_waits(self, stage: StageSeen) -> None:
        """Nothing where the stage before failed: the question above says what is to be done."""
        if stage.asked is None:
            self._said.addWidget(words(_WAITS, "soft", wrap=True))


def facts_table(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Labels at the left, what is known at the right."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(8))
    grid.setColumnStretch(1, 1)
    if look.percent <= STACKED_FROM:
        grid.setColumnMinimumWidth(0, labels_width())
    for place, (label, said) in enumerate(rows):
        grid.addWidget(words(label, "label"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(said, wrap=True), place, 1)
    return made


def _flow(buttons: Sequence[QWidget]) -> Flow:
    end = QWidget()  # what is last in a flow keeps to the right edge
    end.setFixedSize(0, 0)
    return Flow(*buttons, end)

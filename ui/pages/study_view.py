"""学时: how long each member learned in a year, and who still lacks some."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.beside import list_frame
from ui.grid import GridModel, GridView
from ui.page import Frame
from ui.pages.meetings_year import YearStep
from ui.parts import Chip, Empty, plain_button, row, words
from ui.theme import colour, gap
from villagedesk.declare import Face
from villagedesk.kinds import StudyHours, Text
from villagedesk.people import PartyMember

if TYPE_CHECKING:
    from villagedesk.desk import Studied

MEMBERS = str(PartyMember.__tablename__)
ENOUGH, SHORT = "✓ 达到", "● 还差"
FACES = (
    Face("姓名", Text(), 8, key="name"),
    Face("情况", Text(), 12, key="state"),
    Face("学时", Text(), 8, key="tenths"),
    Face("参考标准", Text(), 8, key="needed"),
    Face("学习次数", Text(), 8, key="lessons"),
    Face("身份", Text(), 8, key="leader"),
    Face("党支部", Text(), 16, key="branch"),
)
STATE = 1
EXPLAINED = (
    "学时从会议签到（出席、线上、送学补课）和送教上门里算出来，不用另外填。"
    "参考标准：党员一年 {members} 学时，支部书记和班子成员 {leaders} 学时；以县里的要求为准。"
)


class StudyModel(GridModel):
    """Those who lack hours stand out."""

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == STATE:
            enough = self.rows[index.row()][STATE + 1] == ENOUGH
            return colour("ok" if enough else "warn")
        return super().data(index, role)


def row_of(one: "Studied") -> tuple[str, ...]:
    """One member's line: the uid, then the words for each face."""
    hours = StudyHours().show
    lacking = one.needed - one.tenths
    return (
        one.person,
        one.name,
        f"{SHORT} {hours(lacking)}" if lacking > 0 else ENOUGH,
        hours(one.tenths),
        hours(one.needed),
        f"{one.lessons} 次",
        "书记或班子成员" if one.leader else "党员",
        one.branch,
    )


class StudyView(QWidget):
    """The hours of a year."""

    said = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.studied: tuple[Studied, ...] = ()
        self._wanted = ""
        self.year = YearStep()
        self.year.chosen.connect(lambda _: self.refresh())
        self.short, self.leaders = Chip("还差的"), Chip("书记和班子成员")
        for chip in (self.short, self.leaders):
            chip.chosen.connect(lambda _: self._show_rows())
        self.model = StudyModel(FACES)
        self.grid = GridView(self.model, memory=frame.memory, name="study")
        self.grid.setAccessibleName("学时")
        self.grid.opened.connect(lambda uid: frame.go("party", uid, MEMBERS))
        self.explained = words("", "rule", wrap=True)
        self._places = QStackedWidget()
        nobody = Empty("这一年没有党员。", plain_button("登记党员", lambda: frame.go("party")))
        none = Empty("没有符合的党员。", plain_button("看全部", self.show_all))
        for place in (self.grid, nobody, none):
            self._places.addWidget(place)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(12))
        whole.addLayout(row(self.year, self.short, self.leaders, 1))
        whole.addWidget(list_frame(self._places), 1)
        whole.addWidget(self.explained)

    def refresh(self) -> None:
        """Asks the desk anew."""
        desk, asked = self.frame.desk, self.year.year

        def job() -> "tuple[int, int, tuple[Studied, ...]]":
            today = desk.today.year
            return asked or today, today, desk.study(asked or today)

        self.frame.ask(job, lambda answer: self._show(*answer), owner=self)

    def leave(self) -> None:
        """Nothing is typed here."""

    def take_focus(self) -> None:
        """The keys go to the list."""
        self.grid.take_focus()

    def show_person(self, uid: str) -> None:
        """Goes to one member's line."""
        self._wanted = uid
        self.show_all()
        self.refresh()

    def show_all(self) -> None:
        """Takes the filters off."""
        for chip in (self.short, self.leaders):
            chip.choose(None)

    def _show(self, year: int, today: int, studied: "tuple[Studied, ...]") -> None:
        self.studied = studied
        self.year.show_year(year, last=today)
        hours = StudyHours().show
        members = min((one.needed for one in studied if not one.leader), default=320)
        leaders = max((one.needed for one in studied if one.leader), default=560)
        self.explained.setText(EXPLAINED.format(members=hours(members), leaders=hours(leaders)))
        self.said.emit(f"{year}年 · {_counted(studied)}")
        self._show_rows()

    def _show_rows(self) -> None:
        shown = [
            row_of(one)
            for one in self.studied
            if (self.short.value is None or one.tenths < one.needed)
            and (self.leaders.value is None or one.leader)
        ]
        kept = self._wanted or self.grid.uid
        self.model.show_rows(list(shown))
        if self.grid.choose(kept):
            self._wanted = ""
        self._places.setCurrentIndex(0 if shown else 2 if self.studied else 1)


def _counted(studied: "tuple[Studied, ...]") -> str:
    if not studied:
        return "名册上没有党员"
    short = sum(one.tenths < one.needed for one in studied)
    said = f"{short} 人还差学时" if short else "都达到了参考标准"
    return f"党员 {len(studied)} 人 · {said}"

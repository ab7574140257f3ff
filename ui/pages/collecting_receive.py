"""接收: files and folders dropped, chosen or watched for; one line for each, with its sentence."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import messages
from ui.background import Errand
from ui.page import Frame
from ui.pages.collecting_intake import LEFT_OUT, intake_of, is_alike, sentence
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import Line, Told, TownTable, said_beside, state
from ui.pages.drop_zone import Asked, DropZone
from ui.pages.fields import Tick
from ui.parts import (
    Chip,
    Elided,
    Empty,
    Progress,
    Tag,
    link_button,
    plain_button,
    row,
    words,
)
from ui.theme import gap, px
from villagedesk.desk.collecting import STATUS_WORDS, FileSeen
from villagedesk.period import parse_period

LABELS = ("结果", "文件", "说明", "村", "期间", "次数")
TONES = {"new": "ok", "edited": "warn", "older": "plain", "same": "plain", "refused": "bad"}
MOST = 5
"""Details of a file that are told at once."""
ASKED = Asked(
    "把各村的表拖到这里，文件、整个文件夹都行",
    "不用改文件名：是哪个村、哪一期，看表里写的；手填的表算上面选的这一期",
    "同一份收几次都一样；原来的文件只读不改，原样留底",
)


class ReceiveView(TownView):
    """接收."""

    village_wanted = Signal(str)
    """A village is to be shown, by its code."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.intake = intake_of(frame)
        self.zone = DropZone(
            self.choose_files, "", ASKED, (plain_button("选文件夹", self.choose_folder),)
        )
        self.zone.setMinimumHeight(0)
        self.progress = Progress()
        self.only = Chip("只看没收下的")
        self.only.chosen.connect(lambda _: self._sift())
        self.said = words("", "soft", wrap=True)
        self.table = TownTable(frame.memory, "files", LABELS)
        self.table.chosen.connect(self._tell)
        self.told = Told()
        self.again = QWidget()
        more = (plain_button("选文件", self.choose_files), self._folder_button())
        self.again.setLayout(said_beside(self.said, self.only, *more))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.zone, 1)
        whole.addWidget(self.again)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.told)
        whole.addWidget(self._watching())
        self.intake.began.connect(self._follow)
        self.intake.changed.connect(self._fill)
        self.intake.watching.connect(self._show_watch)
        if self.intake.errand is not None:
            self._follow(self.intake.errand)
        self._fill()

    def _folder_button(self) -> QWidget:
        return plain_button("选文件夹", self.choose_folder)

    def _watching(self) -> QWidget:
        self.watching = Tick("盯住一个文件夹")
        self.watching.clicked.connect(self._turn_watch)
        self.waits, self.watched = Tag("等着", "warn"), Elided("", "soft")
        self.other = link_button("换个文件夹", self.choose_watched)
        said = "勾上以后，这个窗口开着时，里面来了新表就自动收下；只读，不删也不改文件。"
        self.what_watching_is = words(said, "rule", wrap=True)
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(2))
        line = row(self.watching, self.waits, self.watched, self.other, gap=12)
        line.setStretch(2, 1)
        whole.addLayout(line)
        whole.addWidget(self.what_watching_is)
        self._show_watch()
        return made

    def choose_files(self) -> None:
        """Asks for files and takes them in."""
        if files := messages.choose_files(self, "选各村报来的表"):
            self.intake.collect(files)

    def choose_folder(self) -> None:
        """Asks for a folder and takes in what lies in it."""
        folder = messages.choose_folder(self, "选放着各村的表的文件夹")
        if folder is not None:
            self.intake.collect((folder,))

    def _follow(self, errand: Errand) -> None:
        self.zone.setEnabled(False)
        self.progress.follow(errand, "正在接收")
        errand.progressed.connect(self._say_how_far)
        self._say_how_far(*errand.at)

    def _say_how_far(self, done: int, total: int) -> None:
        if total and self.progress.cancel.isEnabled():
            self.progress.words.setText(f"正在接收 {done} / {total}")

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        self._fill()
        self.intake.show_period(parse_period(seen.period))

    def _sift(self) -> None:
        self.told.hide()  # what it told may not be among those that are shown now
        self._fill()

    def _fill(self) -> None:
        some = bool(self.intake.files)
        self.zone.setEnabled(self.intake.errand is None)
        self.zone.setHidden(some)
        self.again.setHidden(not some)
        self.table.setHidden(not some)
        self.what_watching_is.setHidden(some)  # the list needs the room
        if not some:
            self.told.hide()
        every = tuple(self.intake.files.values())
        self.said.setText(f"这次打开窗口以后：{sentence(every)}")
        wanted = [one for one in every if self.only.value is None or one.status in LEFT_OUT]
        nothing = Empty("都收下了。", plain_button("看全部", lambda: self.only.choose(None)))
        self.table.show_lines([_line(one) for one in wanted], nothing)

    def _tell(self, path: str) -> None:
        one = self.intake.files[Path(path)]
        more = [_problem(problem) for problem in one.problems[_first_detail(one) :][:MOST]]
        see = link_button("看这个村", lambda: self.village_wanted.emit(one.village))
        buttons = QWidget()
        buttons.setLayout(row(see, link_button("收起", self.told.hide)))
        see.setVisible(bool(one.village))
        self.told.tell(Tag(*_became(one)), _sentence(one), str(one.path), *more, button=buttons)
        QTimer.singleShot(0, self.told, self._bring_in_sight)

    def _bring_in_sight(self) -> None:
        """Where the text is large what is told of a file stands below the edge of the window."""
        inside = self.parentWidget()
        area = inside.parentWidget() if inside else None
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self.told, 0, gap(16))

    def choose_watched(self) -> None:
        """Asks which folder to watch."""
        folder = messages.choose_folder(self, "盯住哪个文件夹")
        if folder is not None:
            self.intake.watch(folder)
        self._show_watch()

    def _turn_watch(self) -> None:
        if self.watching.isChecked():
            self.choose_watched()
        else:
            self.intake.watch(None)

    def _show_watch(self) -> None:
        folder = self.intake.eyes.folder
        self.watching.setChecked(folder is not None)
        self.waits.setVisible(bool(self.intake.halted))
        self.watched.setText(self.intake.halted or str(folder or ""))
        self.other.setHidden(folder is None)


def in_short(one: FileSeen) -> str:
    """What is in a file that was understood, and what that means."""
    if one.status in _WHY:
        return _WHY[one.status]
    if is_alike(one):
        return "和另一份像是同一张表"  # which of the two a line is counted with says nothing
    doubtful = f"，{len(one.problems)} 处读不准" if one.problems else ""
    return f"{one.rows} 行{doubtful}"


_WHY = {
    "same": "和以前收的一份一模一样",
    "older": "已收的那份更新，这一份留着，不算数",
}


def _first_detail(one: FileSeen) -> int:
    """Where in the problems the details begin: the first may be the sentence itself."""
    says_all = one.status in LEFT_OUT or is_alike(one)
    return int(bool(one.problems) and says_all and not one.problems[0].sheet)


def _sentence(one: FileSeen) -> str:
    return one.problems[0].message if _first_detail(one) else in_short(one)


def _became(one: FileSeen) -> tuple[str, str]:
    """A file's fate, and its tone."""
    if is_alike(one):
        return "收下（像重复）", "warn"
    return STATUS_WORDS[one.status], TONES[one.status]


def _line(one: FileSeen) -> Line:
    tag = state(*_became(one), list(TONES).index(one.status))
    period = parse_period(one.period).words if one.period else ""
    by_hand = one.sequence is None and one.status != "refused"
    which = "手填" if by_hand else one.sequence
    said = in_short(one) if is_alike(one) else _sentence(one)
    return (str(one.path), tag, one.path.name, said, one.name, period, which)


def _problem(one: object) -> str:
    sheet, row_, column = (getattr(one, key) for key in ("sheet", "row", "column"))
    spot = f"“{sheet}”{column}{row_ or ''} " if sheet else ""
    return f"{spot}{getattr(one, 'message', '')}"

"""报镇: which period, what will be in the workbook, what still falls short, and writing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import messages, theme
from ui.background import Cancelled, Report, Worker
from ui.beside import stacked
from ui.choosing import Choose
from ui.page import Frame, Page
from ui.pages import period_choice
from ui.pages.exporting_words import Preview, check_words, preview, sheet_words
from ui.pages.fields import Tick
from ui.parts import (
    Card,
    Elided,
    PageHeader,
    Progress,
    Segments,
    Tag,
    clear,
    link_button,
    main_button,
    plain_button,
    row,
    words,
)
from ui.theme import px
from villagedesk.desk import Desk, Exported
from villagedesk.errors import UserError
from villagedesk.period import Period

FOLDER = "export/folder"


class ExportPage(Page):
    """报镇."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.write = main_button("写出工作簿", self.start)
        self.header = PageHeader("报镇", "", (self.write,))
        self.kinds = Segments(period_choice.KINDS)
        self.kinds.choose(1)
        self.kinds.chosen.connect(lambda place: self._offer(period_choice.KINDS[place]))
        self.periods = Choose("期间")
        self.periods.chosen.connect(lambda _: self._look_inside())
        self.full_ids = Tick("写完整的公民身份号码")
        self.warning = words("", "error", wrap=True)
        self.full_ids.toggled.connect(self._warn)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = Path(QStandardPaths.writableLocation(documents)) / "报镇"
        self.folder = Path(frame.memory.words(FOLDER) or usual)
        self.where = Elided("", "soft")
        self.progress = Progress()
        self.seen: Preview | None = None
        self.today: date | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.sheets, self.check, self.done = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (self.sheets, self.check, self.done):
            column.setSpacing(px(8))
        inside, short = Card("工作簿里有什么"), Card("自查", tail=self._all_findings())
        inside.body.addLayout(self.sheets)
        inside.body.addStretch(1)
        short.body.addLayout(self.check)
        way = QBoxLayout.Direction
        narrow = theme.look.percent > 130
        both = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight)
        both.setSpacing(px(16))
        left, right = stacked(self._choices(), short), stacked(inside)
        both.addWidget(left, 3)
        both.addWidget(right, 2)
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        whole.addLayout(self.done)
        whole.addLayout(both)
        whole.addStretch(1)
        self.column.addWidget(self.header)
        self.column.addWidget(self.progress)
        self.add_scrolled(sheet)

    def _all_findings(self) -> QWidget:
        return link_button("逐条处理", lambda: self.frame.go("findings"))

    def _choices(self) -> Card:
        card = Card("报哪一期")
        self.warning.hide()
        folder = row(self.where, link_button("换个文件夹", self._choose_folder))
        folder.setStretch(0, 1)
        card.body.addLayout(_field("期间", row(self.kinds, self.periods, 1, gap=16)))
        card.body.addLayout(_field("身份号码", row(self.full_ids, 1)))
        card.body.addWidget(self.warning)
        card.body.addLayout(_field("存在", folder))
        return card

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return {"full-ids": self.full_ids.click}

    def refresh(self) -> None:
        desk = self.frame.desk
        self.frame.ask(lambda: desk.today, self._begin, owner=self)

    def _begin(self, today: date) -> None:
        if self.today is None:
            self.today = today
            self._offer(period_choice.KINDS[1])
        else:
            self._look_inside()

    def _offer(self, kind: str) -> None:
        assert self.today is not None
        offered = period_choice.periods(kind, self.today)
        likely = period_choice.likely(self.today)
        chosen = likely if likely in offered else offered[0]
        self.periods.offer([(period.words, period) for period in offered], chosen)
        self._look_inside()

    @property
    def period(self) -> Period:
        """The period chosen."""
        chosen = self.periods.value
        assert isinstance(chosen, Period)
        return chosen

    def _look_inside(self) -> None:
        desk, period = self.frame.desk, self.period
        self.frame.ask(lambda: preview(desk, period), self._show, owner=self, failed=self._cannot)

    def _show(self, seen: Preview) -> None:
        self.seen = seen
        self.write.setEnabled(True)
        rows = sum(seen.counts.values())
        self.header.say(f"{seen.period.words} · {len(seen.counts)} 张表，共 {rows} 行")
        self.where.setText(str(self.folder / seen.name))
        clear(self.sheets)
        for title, said in sheet_words(seen.counts):
            self.sheets.addLayout(row(words(title, "soft"), 1, words(said)))
        clear(self.check)
        for word, tone, said in check_words(seen.found):
            shown = row(Tag(word, tone), words(said, wrap=True), gap=14)
            shown.setStretch(1, 1)
            self.check.addLayout(shown)

    def _cannot(self, message: str) -> None:
        self.write.setEnabled(False)
        self.header.say(message)

    def _warn(self, full: bool) -> None:
        self.warning.setText(
            "完整号码会写进文件，谁拿到文件谁就看得到。只在镇里要求时勾选，发出后不要再转给别人。"
        )
        self.warning.setVisible(full)

    def _choose_folder(self) -> None:
        folder = messages.choose_folder(self, "工作簿存在哪个文件夹")
        if folder is not None:
            self.use_folder(folder)

    def use_folder(self, folder: Path) -> None:
        """Writes there from now on."""
        self.folder = folder
        self.frame.memory.keep(FOLDER, str(folder))
        self.where.setText(str(folder / self.seen.name) if self.seen else str(folder))

    def start(self) -> None:
        """Writes the workbook beside the desk's thread; 取消 leaves nothing behind."""
        if self.seen is None:
            return
        desk, worker = self.frame.desk, self.frame.worker
        order = Order(self.period, self.folder / self.seen.name, self.full_ids.isChecked())
        self.write.setEnabled(False)
        clear(self.done)
        errand = self.frame.worker.run_long(
            lambda report, cancelled: written(worker, desk, order, (report, cancelled)),
            self._written,
            owner=self,
            failed=self._failed,
        )
        self.progress.follow(errand, f"正在写{self.period.words}的工作簿")

    def _written(self, made: Exported) -> None:
        card = Card("写好了，并且核对过")
        card.body.addWidget(words(str(made.path), wrap=True))
        said = (
            f"这是这一期第 {made.sequence} 次。检查无误后发给镇里；改了再报，镇里以最后一次为准。"
        )
        card.body.addWidget(words(said, "rule", wrap=True))
        folder = made.path.parent
        show = plain_button("打开所在文件夹", lambda: _open(folder))
        card.body.addLayout(row(show, plain_button("打开工作簿", lambda: _open(made.path)), 1))
        clear(self.done)
        self.done.addWidget(card)
        self.frame.say(f"已写出 {made.path.name}")
        self._look_inside()

    def _failed(self, message: str) -> None:
        self.write.setEnabled(True)
        self.frame.say(message)


@dataclass(frozen=True)
class Order:
    """What shall be written, and where."""

    period: Period
    out: Path
    full_ids: bool


def written(worker: Worker, desk: Desk, order: Order, watch: tuple[Report, Cancelled]) -> Exported:
    """Gathers on the desk's thread, writes beside it, and has the desk count the workbook."""
    book = worker.call(lambda: desk.gather(order.period, full_ids=order.full_ids))
    try:
        order.out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"“{order.out.parent}”这个文件夹建不了，请点“换个文件夹”") from error
    desk.write(book, order.out, report=watch[0], cancelled=watch[1])
    return worker.call(lambda: desk.handed_over(book, order.out))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _field(name: str, field: QBoxLayout) -> QBoxLayout:
    label: QLabel = words(name, "label")
    label.setFixedWidth(px(64))
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    made = row(label, gap=12)
    made.addLayout(field, 1)
    return made

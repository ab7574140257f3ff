"""导入: choose a file, see what it would change, then one button; nothing is written before."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import messages
from ui.background import Cancelled, Report
from ui.choosing import Choose
from ui.page import Frame, Page
from ui.pages.drop_zone import DropZone
from ui.pages.import_sheet import SheetCard
from ui.pages.import_words import Answers, sentence
from ui.pages.slip import KEPT
from ui.parts import (
    Card,
    PageHeader,
    Progress,
    Tag,
    clear,
    main_button,
    plain_button,
    row,
    words,
)
from ui.theme import px
from villagedesk.desk.importing import (
    Import,
    Imported,
    ImportFile,
    ledgers_to_choose,
    read_pasted,
    read_workbook,
)
from villagedesk.desk.returning import read_slip
from villagedesk.ledgers import LEDGERS
from villagedesk.paths import resource


class ImportPage(Page):
    """导入."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.setAcceptDrops(True)
        self.file: ImportFile | None = None
        self.planned: Import | None = None
        self.answers = Answers()
        self.columns: dict[str, str] = {}
        self.cards: list[SheetCard] = []
        self.again = plain_button("换一个文件", self.start_over)
        self.take = main_button("导入", self.apply)
        self.slip = plain_button("继续办退回单", lambda: frame.go("slip"))
        self.header = PageHeader("导入", "", (self.slip, self.again, self.take))
        self.progress = Progress()
        self.ledger = Choose("当作")
        self.ledger.chosen.connect(lambda _: self._plan())
        self.term = QLineEdit()
        self.term.setAccessibleName("届次")
        self.term.setPlaceholderText("例如 第十二届")
        self.term.setFixedWidth(px(160))
        self.term.editingFinished.connect(self._plan_for_term)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(16))
        sheet = QWidget()
        sheet.setLayout(self.body)
        self.column.addWidget(self.header)
        self.column.addWidget(self.progress)
        self.add_scrolled(sheet)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.start_over()

    def start_over(self, said: str = "") -> None:
        """Back to choosing a file; `said` tells what went wrong with the last."""
        self.file, self.planned, self.cards, self.columns = None, None, [], {}
        self.done: tuple[QPushButton, int] | None = None
        self.header.say("先看清会改什么，点“导入”才写进台账；导错了可以整个撤销")
        self.again.hide()
        self.take.hide()
        self._offer_slip()
        self._empty_body()
        self.zone = DropZone(self._choose_file, said)
        self.body.addWidget(self.zone, 1)

    def _offer_slip(self) -> None:
        self.slip.setVisible(self.file is None and bool(self.frame.memory.words(KEPT)))

    def _empty_body(self) -> None:
        for kept in (self.ledger, self.term):  # they outlive what they are shown in
            kept.setParent(self)
            kept.hide()
        clear(self.body)

    def _choose_file(self) -> None:
        file = messages.choose_file(self, "选要导入的花名册")
        if file is not None:
            self.read(file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            if self.file is None:
                self.zone.light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.file is None:
            self.zone.light(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.read(Path(files[0]))

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return {
            "plan": lambda: self.read(resource("samples/messy_roster.xlsx")),
            "done": self.apply,
            "again": lambda: self.read(resource("samples/messy_roster.xlsx")),
            "error": lambda: self.read(resource("changes.md")),
        }

    def paste(self) -> None:
        """Takes a copied file, or cells copied from Excel or WPS."""
        copied = QGuiApplication.clipboard().mimeData() or QMimeData()
        files = [url.toLocalFile() for url in copied.urls() if url.isLocalFile()]
        if files:
            self.read(Path(files[0]))
        elif copied.hasText() and copied.text().strip():
            text = copied.text()
            self._read(lambda *_: read_pasted(text), "正在看粘贴的内容")
        else:
            self.frame.say("剪贴板里没有表格。请在 Excel 或 WPS 里选中、复制，再来粘贴")

    def read(self, file: Path) -> None:
        """Reads a workbook in a process of its own, with 取消; a return slip has its own page."""

        def job(report: Report, cancelled: Cancelled) -> ImportFile | Path:
            if read_slip(file):
                return file
            return read_workbook(file, report=report, cancelled=cancelled)

        self._read(job, f"正在读“{file.name}”")

    def _read(self, job: Callable[..., ImportFile | Path], doing: str) -> None:
        if self.file is not None:
            self.start_over()
        self.zone.setEnabled(False)
        errand = self.frame.worker.run_long(
            job, self._have_read, owner=self, failed=self.start_over
        )
        self.progress.follow(errand, doing)

    def _have_read(self, file: ImportFile | Path) -> None:
        if isinstance(file, Path):
            self.start_over()
            self.frame.go("slip", str(file))
            return
        self.file, self.answers, self.columns = file, Answers(), {}
        offered = ((title, key) for key, title in ledgers_to_choose())
        self.ledger.offer([("自动判断", None), *offered], None)
        self.term.clear()
        self._plan()

    def _plan_for_term(self) -> None:
        if self.term.isModified():
            self.term.setModified(False)
            self._plan()

    def _plan(self) -> None:
        file, desk = self.file, self.frame.desk
        if file is None:
            return
        ledger = self.ledger.value if isinstance(self.ledger.value, str) else None
        self.header.say("正在和台账比对……")
        term, columns = self.term.text().strip() or None, dict(self.columns)
        self.frame.ask(
            lambda: desk.plan_import(file, ledger=ledger, term=term, columns=columns),
            self._show,
            owner=self,
            failed=self.start_over,
        )

    def _show(self, planned: Import) -> None:
        self.planned = planned
        self._offer_slip()
        self.header.say(sentence(planned))
        self.again.show()
        self._empty_body()
        self.body.addWidget(self._options(planned))
        self.cards = []
        for sheet in planned.sheets:
            card = SheetCard(sheet, self.answers)
            card.answered.connect(self._count)
            card.placed.connect(self._place)
            self.cards.append(card)
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._count()

    def _options(self, planned: Import) -> Card:
        card = Card()
        shown = row(words("这个文件当作", "label"), self.ledger, gap=12)
        self.ledger.show()
        if any(sheet.needs_term for sheet in planned.sheets) or self.term.text():
            shown.addWidget(words("哪一届", "label"))
            shown.addWidget(self.term)
            self.term.show()
        shown.addStretch(1)
        card.body.addLayout(shown)
        for warning in planned.plan.warnings:
            said = row(Tag("注意", "warn"), words(warning, wrap=True), gap=12)
            said.setStretch(1, 1)
            card.body.addLayout(said)
        return card

    def _place(self, header: str, key: str) -> None:
        if key:
            self.columns[header] = key
        else:
            self.columns.pop(header, None)
        self._plan()

    def _count(self) -> None:
        if self.planned is None:
            return
        rows = self.answers.rows(self.planned)
        self.take.show()
        self.take.setText(f"导入 {rows} 条" if rows else "没有要导入的")
        self.take.setEnabled(bool(rows))

    def apply(self) -> None:
        """Writes everything as one step."""
        planned, desk = self.planned, self.frame.desk
        if planned is None:
            return
        accepted, chosen = frozenset(self.answers.accepted), dict(self.answers.chosen)
        self.take.setEnabled(False)
        self.frame.ask(
            lambda: desk.apply_import(planned, accepted=accepted, chosen=chosen),
            self._applied,
            owner=self,
            failed=self._failed,
        )

    def _failed(self, said: str) -> None:
        self.frame.say(said)
        self._count()

    def _applied(self, done: Imported) -> None:
        keys = {sheet.ledger.partition(".")[0] for sheet in done.plan.sheets if sheet.ledger}
        left_out = sum(len(sheet.problems) for sheet in done.plan.sheets)
        self.start_over()
        card = Card(f"已导入 {done.saved} 条")
        said = f"另有 {left_out} 处有问题没有导入，改好文件后再导一次，已经导入的不会重复。"
        if left_out:
            card.body.addWidget(words(said, "soft", wrap=True))
        undo = plain_button("撤销这次导入", self._undo)
        self._see_whether_taken_back(undo, first=True)
        buttons = [self._look_at(one.key, one.title) for one in LEDGERS if one.key in keys]
        card.body.addLayout(row(*buttons, undo, 1))
        self.body.insertWidget(0, card)
        self.frame.say(f"已导入 {done.saved} 条", undo=True)
        self.frame.changed.emit("")

    def _see_whether_taken_back(self, undo: QPushButton, *, first: bool = False) -> None:
        """What was imported last can be taken back from here only while nothing came after it."""
        desk = self.frame.desk

        def see(step: int) -> None:
            if first:
                self.done = (undo, step)
            elif self.done and self.done[1] != step:
                undo.setEnabled(False)
                undo.setText("已经撤销，或后来又改过")

        def latest() -> int:
            undoable, _ = desk.steps()
            return undoable[0].id if undoable else 0

        self.frame.ask(latest, see, owner=undo)

    def refresh(self) -> None:
        self._offer_slip()
        if self.done:
            self._see_whether_taken_back(self.done[0])

    def _look_at(self, ledger: str, title: str) -> QPushButton:
        return plain_button(f"看{title}", lambda: self.frame.go(ledger))

    def _undo(self) -> None:
        desk = self.frame.desk
        self.frame.ask(desk.undo, self._undone, owner=self)

    def _undone(self, name: str | None) -> None:
        self.start_over()
        self.frame.say(f"已撤销：{name}" if name else "没有可以撤销的")
        self.frame.changed.emit("")

"""村名单: the villages the town expects, and whom to call; taken from a sheet the town keeps."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import messages
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import TownTable
from ui.parts import Empty, Progress, plain_button, row, words
from ui.theme import gap
from villagedesk.desk.overseeing import Expected

LABELS = ("村", "村代码", "联系人", "电话")
COLUMNS = (
    "表里要有“村代码”（12 位）和“村名”两栏；有“联系人”“电话”也会带上。\n"
    "另有“期间”和“截止日期”两栏的，截止日期也一起记下。"
)


class ListView(TownView):
    """村名单."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.said = words("", "soft", wrap=True)
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self.change = plain_button("换一份名单", self.choose_file)
        self.progress = Progress()
        self.table = TownTable(frame.memory, "list", LABELS)
        self.above, above = QWidget(), row(self.said, self.change)
        above.setStretch(0, 1)
        self.above.setLayout(above)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.above)
        whole.addWidget(self.error)
        whole.addWidget(self.progress)
        whole.addWidget(self.table, 1)

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        self.frame.ask(self.frame.desk.expected, self._show, owner=self)

    def _show(self, villages: tuple[Expected, ...]) -> None:
        self.above.setVisible(bool(villages))
        self.said.setText(f"应报 {len(villages)} 个村")
        lines = [(one.code, one.name, one.code, one.contact, one.phone) for one in villages]
        nothing = Empty(
            f"还没有村名单。有了名单，才知道哪些村还没有报。\n\n{COLUMNS}",
            plain_button("导入村名单", self.choose_file),
        )
        self.table.show_lines(list(lines), nothing)

    def choose_file(self) -> None:
        """Asks for the sheet."""
        file = messages.choose_file(self, "选镇里的村名单")
        if file is not None:
            self.read(file)

    def read(self, file: Path) -> None:
        """Takes the list from a sheet; one that is there already is replaced."""
        desk = self.frame.desk
        self.error.hide()
        errand = self.frame.worker.run_long(
            lambda *_: desk.import_expected(file),
            self._have_read,
            owner=self,
            failed=self._complain,
        )
        self.progress.follow(errand, f"正在读“{file.name}”")

    def _have_read(self, villages: tuple[Expected, ...]) -> None:
        self.frame.say(f"已记下 {len(villages)} 个村")
        self.frame.changed.emit("")

    def _complain(self, said: str) -> None:
        self.error.setText(said)
        self.error.show()

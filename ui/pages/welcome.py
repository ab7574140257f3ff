"""The first start: one's own village in four fields, a demo village, a file that is there, or a
town that will collect.
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui import messages, theme
from ui.background import Worker
from ui.memory import Memory
from ui.pages.place_form import read_population
from ui.parts import (
    Card,
    Elided,
    PageHeader,
    Progress,
    link_button,
    main_button,
    plain_button,
    row,
    scrolled,
    words,
)
from ui.theme import px
from villagedesk.desk import Desk, found_town, found_village
from villagedesk.desk.demonstration import make_demo
from villagedesk.errors import UserError

FIELDS = (
    ("name", "村名", "例如 河湾村"),
    ("town", "乡镇", "例如 青禾镇，可以先空着"),
    ("population", "人口", "全村户籍人口，可以先空着"),
    ("code", "代码", "12 位数字，还不知道就空着"),
)
FOLDER = "store/folder"
FORBIDDEN = r'[\\/:*?"<>|]'


class WelcomePage(QWidget):
    """What is shown while there is no store; `chosen` names one that exists now."""

    chosen = Signal(str)

    def __init__(self, worker: Worker, memory: Memory, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.worker, self.memory, self.clock = worker, memory, clock
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = Path(QStandardPaths.writableLocation(documents)) / "村务台账"
        self.folder = Path(memory.words(FOLDER) or usual)
        self.lines: dict[str, QLineEdit] = {}
        self.where = Elided(str(self.folder), "soft")
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self.progress = Progress()
        narrow = theme.look.percent > 150
        way = QBoxLayout.Direction
        body = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(16))
        body.addWidget(self._own_village(), 3)
        body.addWidget(self._others(), 2)
        self._put_together(body)

    def _put_together(self, body: QBoxLayout) -> None:
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, px(12), 0)  # clear of the bar where it scrolls
        inner.setSpacing(px(16))
        said = "不联网，数据只在这台电脑上。下面选一样开始，以后都能改。"
        inner.addStretch(1)
        inner.addWidget(PageHeader("欢迎使用村务台账", said))
        inner.addLayout(body)
        inner.addWidget(self.progress)
        inner.addStretch(2)
        sheet.setMaximumWidth(px(1100))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(28), px(22), px(28), px(22))
        area = scrolled(sheet)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(area)

    def _own_village(self) -> Card:
        card = Card("建本村的台账")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        for place, (key, label, hint) in enumerate(FIELDS):
            field = QLineEdit()
            field.setObjectName(key)
            field.setAccessibleName(label)
            field.setPlaceholderText(hint)
            field.returnPressed.connect(lambda key=key: self._go_on(key))
            grid.addWidget(_label(label), place, 0)
            grid.addWidget(field, place, 1)
            self.lines[key] = field
        change = link_button("换个地方", self._choose_folder)
        where = row(self.where, change)
        where.setStretch(0, 1)
        grid.addWidget(_label("存在"), len(FIELDS), 0)
        grid.addLayout(where, len(FIELDS), 1)
        grid.addWidget(self.error, len(FIELDS) + 1, 1)
        card.body.addLayout(grid)
        self.make = main_button("建立台账", self.found)
        card.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        return card

    def _go_on(self, key: str) -> None:
        keys = list(self.lines)
        after = keys.index(key) + 1
        (self.lines[keys[after]] if after < len(keys) else self.make).setFocus()

    def _others(self) -> QWidget:
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        self.demo = plain_button("看演示村", self.show_demo)
        said = "一个虚构的村，人员、户、党员、班子都有，还带着几处问题。随便改，不影响本村的台账。"
        whole.addWidget(_offer("先看看演示村", said, self.demo))
        self.open = plain_button("打开已有台账", self._open)
        said = "换了电脑，或者别人把台账文件（.vdesk）交给了您，就选这个。"
        whole.addWidget(_offer("已经有台账文件", said, self.open))
        whole.addWidget(self._town())
        whole.addStretch(1)
        return made

    def _town(self) -> Card:
        self.town = QLineEdit()
        self.town.setAccessibleName("镇名")
        self.town.setPlaceholderText("镇名，例如 青禾镇")
        self.town.returnPressed.connect(self.found_town)
        self.collect = plain_button("新建汇总台账", self.found_town)
        self.town_error = words("", "error", wrap=True)
        self.town_error.hide()
        said = "收各村报来的表，看谁还没报、哪里不对，汇总全镇。"
        card = Card("镇里汇总用")
        card.body.addWidget(words(said, "soft", wrap=True))
        card.body.addLayout(row(self.town, self.collect))
        card.body.addWidget(self.town_error)
        return card

    def take_focus(self) -> None:
        """The keys go to the village's name."""
        self.lines["name"].setFocus()

    def found(self) -> None:
        """Makes the village's store and hands it over."""
        self._complain("")
        typed = {key: field.text().strip() for key, field in self.lines.items()}
        folder, clock = self.folder, self.clock
        self.worker.run(
            lambda: _found(folder, typed, clock),
            self._made,
            owner=self,
            failed=self._complain,
        )

    def found_town(self) -> None:
        """Makes a town's store and hands it over."""
        self._complain_of_town("")
        name, folder, now = self.town.text().strip(), self.folder, self.clock()
        self.worker.run(
            lambda: _found_town(folder, name, now),
            self._made,
            owner=self,
            failed=self._complain_of_town,
        )

    def _complain_of_town(self, message: str) -> None:
        self.town_error.setText(message)
        self.town_error.setVisible(bool(message))

    def show_demo(self) -> None:
        """Makes the demo village, which takes some seconds, and hands it over."""
        folder = self.folder / "演示村"
        self.demo.setEnabled(False)
        errand = self.worker.run_long(
            lambda _report, _cancelled: make_demo(folder),
            self._made,
            owner=self,
            failed=self._complain,
        )
        self.progress.follow(errand, "正在造演示村")
        self.progress.cancel.hide()

    def _made(self, store: Path) -> None:
        self.memory.keep(FOLDER, str(self.folder))
        self.chosen.emit(str(store))

    def _open(self) -> None:
        file = messages.choose_file(self, "打开已有台账", messages.STORES)
        if file is not None:
            self.chosen.emit(str(file))

    def _choose_folder(self) -> None:
        folder = messages.choose_folder(self, "台账存在哪个文件夹")
        if folder is not None:
            self.folder = folder
            self.where.setText(str(folder))

    def _complain(self, message: str) -> None:
        self.demo.setEnabled(True)
        self.error.setText(message)
        self.error.setVisible(bool(message))


def _found(folder: Path, typed: dict[str, str], clock: Callable[[], datetime]) -> Path:
    population = read_population(typed["population"])
    target = _file(folder, typed["name"] or "本村")
    store = found_village(str(target), code=typed["code"], name=typed["name"], now=clock())
    desk = Desk(store, clock)
    try:
        if typed["town"] or population is not None:
            desk.change_place({"town": typed["town"], "population": population})
    finally:
        desk.close()
    return target


def _found_town(folder: Path, name: str, now: datetime) -> Path:
    target = _file(folder, f"{name}汇总")
    found_town(str(target), name=name, now=now).close()
    return target


def _file(folder: Path, name: str) -> Path:
    """Where a store of that name is to lie; makes the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"“{folder}”这个文件夹建不了，请点“换个地方”另选一个") from error
    return folder / f"{re.sub(FORBIDDEN, '', name)}.vdesk"


def _offer(title: str, said: str, button: QWidget) -> Card:
    card = Card(title)
    card.body.addWidget(words(said, "soft", wrap=True))
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _label(text: str) -> QWidget:
    made = words(text, "label")
    made.setFixedWidth(px(64))
    return made

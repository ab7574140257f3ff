"""What the program is: version, what is new, where the data lies, whose work it stands on."""

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.page import Frame, Page
from ui.parts import Card, PageHeader, row, words
from ui.theme import px
from villagedesk.paths import log_folder, resource

LICENCES = (
    ("Python", "PSF 许可"),
    ("Qt、PySide6", "LGPL v3，程序动态使用，可自行替换"),
    ("SQLite", "公有领域"),
    ("SQLModel、SQLAlchemy、XlsxWriter、python-calamine、Pillow", "MIT、BSD 许可"),
    ("思源黑体 Noto Sans CJK", "SIL OFL 1.1"),
)


def program_version() -> str:
    """The installed version, or the words for a copy that is not installed."""
    try:
        return version("villagedesk")
    except PackageNotFoundError:
        return "开发版"


_MOVING = (
    "换电脑时，先关掉程序，把台账文件和“备份”文件夹一起复制过去，"
    "再到“设置”里点“换一个台账”，打开已有台账。"
)


class AboutPage(Page):
    """关于."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.header = PageHeader("关于", _heading("不联网，数据只在这台电脑上"))
        self.column.addWidget(self.header)
        self.file, self.backup = _selectable(""), _selectable("台账文件旁边的“备份”文件夹")
        self.moving = words(_MOVING, "rule", wrap=True)
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        whole.addWidget(self._where())
        whole.addWidget(_changes())
        whole.addWidget(_licences())
        whole.addStretch(1)
        self.add_scrolled(sheet)

    def refresh(self) -> None:
        desk = self.frame.desk
        self.frame.ask(lambda: desk.store.path, self._show, owner=self)

    def _show(self, path: Path | None) -> None:
        if path is not None:
            self.file.setText(str(path.absolute()))
            return
        self.header.say(_heading("数据在数据库服务器上"))
        self.file.setText("在服务器上")
        self.backup.setText("在服务器上，由管理员做")
        self.moving.hide()

    def _where(self) -> Card:
        card = Card("数据在哪里")
        card.body.addLayout(_pair("台账文件", self.file))
        card.body.addLayout(_pair("备份", self.backup))
        card.body.addLayout(_pair("运行记录", _selectable(str(log_folder()))))
        card.body.addWidget(self.moving)
        return card


def _heading(where: str) -> str:
    return f"村务台账 {program_version()} · {where}"


def _changes() -> Card:
    card = Card("更新说明")
    for said in resource("changes.md").read_text(encoding="utf-8").splitlines()[1:]:
        found = re.fullmatch(r"- \*\*(.+?)\*\*[：:](.+)", said)
        if found:
            card.body.addLayout(_pair(found[1], words(found[2], wrap=True)))
        elif said.startswith("- "):
            plain = said.removeprefix("- ").replace("**", "")
            card.body.addLayout(_pair("", words(plain, wrap=True)))
        elif said.strip():
            card.body.addWidget(words(said.lstrip("# "), "soft", wrap=True))
    return card


def _licences() -> Card:
    card = Card("使用的开源软件")
    for name, licence in LICENCES:
        card.body.addLayout(_pair(name, words(licence, "soft", wrap=True)))
    return card


def _pair(name: str, value: QWidget) -> QVBoxLayout:
    label = words(name, "label", wrap=True)
    label.setFixedWidth(px(150))
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    made = QVBoxLayout()
    shown = row(label, value, gap=12)
    shown.setStretch(1, 1)
    made.addLayout(shown)
    return made


def _selectable(text: str) -> QLabel:
    label = words(text, wrap=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label

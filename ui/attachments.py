"""The photos and scans of one record: a small picture of each, and the place more are put on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QImageWriter,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import messages
from ui.flow import Flow
from ui.page import Frame
from ui.parts import Elided, clear, link_button, plain_button, row, words
from ui.theme import colour, px
from villagedesk.desk.attaching import Attached, Enclosure, clean, clean_bytes
from villagedesk.errors import UserError

PAPERS = "照片和扫描件 (*.jpg *.jpeg *.png *.pdf);;所有文件 (*)"
ADD = "+ 附照片或扫描件"
UNSAVED = "先保存这一条，再附照片或扫描件"
GONE = "文件不见了：{}。请到“备份”的“附件”里找，或重新附一份"
PICTURE = QSize(160, 104)
"""The room of a small picture; its height stands in the style sheet too."""

Bring = Callable[[], Enclosure]


class Tile(QWidget):
    """One photo or scan: pressed, it opens in the program the system has for it."""

    def __init__(self, shown: Attached, detach: Callable[[], None]) -> None:
        super().__init__()
        self.shown = shown
        named = "PDF" if shown.kind == "pdf" else ""
        self.picture = plain_button(named, self.open, look="picture")
        self.picture.setIconSize(QSize(px(PICTURE.width() - 12), px(PICTURE.height() - 12)))
        self.picture.setAccessibleName(f"打开 {shown.name}")
        self.picture.setToolTip(shown.name)
        self.off = link_button("取下", detach)
        self.off.setAccessibleName(f"取下 {shown.name}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(2))
        if shown.missing:
            whole.addWidget(words(GONE.format(shown.name), "error", wrap=True))
            whole.addLayout(row(1, self.off))
        else:
            whole.addWidget(self.picture)
            below = row(Elided(shown.name, "rule"), self.off, gap=4)
            below.setStretch(0, 1)
            whole.addLayout(below)
        self.setFixedWidth(px(PICTURE.width() * (2 if shown.missing else 1)))

    def show_picture(self, image: QImage) -> None:
        """The small picture, once it was read."""
        if not image.isNull():
            self.picture.setIcon(QIcon(QPixmap.fromImage(image)))

    def open(self) -> None:
        """Opens the kept file itself; whatever it is, its ending says jpg, png or pdf."""
        if not self.shown.path.is_file():
            messages.tell(self, GONE.format(self.shown.name))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.shown.path))):
            messages.tell(self, f"这台电脑没有能打开“{self.shown.name}”的程序")


@dataclass(frozen=True)
class Share:
    """Which of a record's attachments stand in a row, told by their names: all of them, or those
    of which `has` is true; what is put on there is named after `mark` where its name does not say.
    """

    add: str = ADD
    mark: str = ""
    has: Callable[[str], bool] = lambda _: True

    def named(self, paper: Enclosure) -> Enclosure:
        """The paper under a name by which it is found here again."""
        return paper if self.has(paper.name) else replace(paper, name=f"{self.mark} {paper.name}")


class AttachmentRow(QWidget):
    """The attachments of the record that was loaded, and the button, the drop and the paste."""

    def __init__(self, frame: Frame, roll_key: str, share: Share | None = None) -> None:
        super().__init__()
        self.frame, self._roll, self._about = frame, roll_key, ""
        self._share = share or Share()
        self._lit, self._busy = False, False
        self.tiles: list[Tile] = []
        self.setAcceptDrops(True)
        self.add = plain_button(self._share.add, self._choose)
        self.add.setToolTip("也可以把文件拖到这里，或复制后在这里按 Ctrl+V")
        self.hint = words(UNSAVED, "soft", wrap=True)
        self._flow = Flow(gap=12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(self._flow)
        whole.addLayout(row(self.add, self.hint, 1))
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        frame.changed.connect(self._changed)
        self._offer()

    def load(self, about: str) -> None:
        """Shows the attachments of a record by its uid; "" is a record that is not saved yet."""
        if about != self._about:
            self._about = about
            self._show((), about)
        self._offer()
        if about:
            self.frame.ask(
                lambda: self.frame.desk.attachments(about),
                lambda found: self._show(found, about),
                owner=self,
            )

    def _changed(self, _ledger: str) -> None:
        self.load(self._about)  # an undo may have taken one off, or brought one back

    def _offer(self) -> None:
        self.add.setVisible(bool(self._about))
        self.add.setEnabled(not self._busy)
        self.add.setText("正在附…" if self._busy else self._share.add)
        self.hint.setVisible(not self._about)

    def _show(self, found: Sequence[Attached], about: str) -> None:
        own = tuple(one for one in found if self._share.has(one.name))
        if about != self._about or tuple(tile.shown for tile in self.tiles) == own:
            return
        clear(self._flow)
        self.tiles = [Tile(one, partial(self._detach, one.uid)) for one in own]
        end = QWidget()  # what is last in a flow keeps to the right; no picture shall
        end.setFixedSize(0, 0)
        for widget in (*self.tiles, end):
            self._flow.addWidget(widget)
        self.updateGeometry()
        pictures = [tile for tile in self.tiles if tile.shown.kind != "pdf"]
        if pictures:
            self._read_pictures(pictures)

    def _read_pictures(self, tiles: Sequence[Tile]) -> None:
        size = tiles[0].picture.iconSize()
        paths = [tile.shown.path for tile in tiles]

        def read(images: Sequence[QImage]) -> None:
            if all(tile in self.tiles for tile in tiles):
                for tile, image in zip(tiles, images, strict=True):
                    tile.show_picture(image)

        self.frame.worker.run_long(
            lambda *_: [thumbnail(path, size) for path in paths], read, owner=self
        )

    def _choose(self) -> None:
        self.take(
            [partial(clean, path) for path in messages.choose_files(self, self._share.add, PAPERS)]
        )

    def take(self, brought: Sequence[Bring]) -> None:
        """Cleans what was brought beside the desk's thread, and attaches it as one step."""
        about, worker, desk = self._about, self.frame.worker, self.frame.desk
        if not (about and brought):
            if brought:
                self.frame.say(UNSAVED)
            return

        def work(*_: object) -> tuple[Sequence[Enclosure], list[str]]:
            papers, refused = cleaned(brought)
            papers = [self._share.named(paper) for paper in papers]
            if papers:
                worker.call(lambda: desk.attach_cleaned(about, self._roll, papers))
            return papers, refused

        self._set_busy(busy=True)
        worker.run_long(
            work, self._taken, owner=self, failed=lambda said: self._taken(((), [said]))
        )

    def _taken(self, done: tuple[Sequence[Enclosure], list[str]]) -> None:
        papers, refused = done
        self._set_busy(busy=False)
        if papers:
            what = papers[0].name if len(papers) == 1 else f"{len(papers)} 张照片、扫描件"
            self.frame.say(f"已附上 {what}", undo=True)
            self.frame.changed.emit("")
        if refused:
            messages.tell(self, "\n\n".join(refused))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._offer()

    def _detach(self, uid: str) -> None:
        def done(step: str) -> None:
            self.frame.say(f"已{step}", undo=True)
            self.frame.changed.emit("")

        self.frame.ask(lambda: self.frame.desk.detach(uid), done, owner=self)

    def paste(self) -> None:
        """Takes copied files, or a copied picture such as a screenshot."""
        copied = QGuiApplication.clipboard().mimeData() or QMimeData()
        files = local_files(copied)
        if files:
            self.take([partial(clean, path) for path in files])
        elif copied.hasImage():
            image = QImage(copied.imageData())
            self.take([lambda: clean_bytes("粘贴的图片.png", as_png(image))])
        else:
            self.frame.say("剪贴板里没有图片。请先截图，或复制照片文件，再来粘贴")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(on=False)
        event.acceptProposedAction()
        self.take([partial(clean, path) for path in local_files(event.mimeData())])

    def _light(self, *, on: bool) -> None:
        self._lit = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lit:
            painter = QPainter(self)
            painter.setPen(QPen(colour("accent_text"), px(2), Qt.PenStyle.DashLine))
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), px(8), px(8))
            painter.end()


def cleaned(brought: Sequence[Bring]) -> tuple[list[Enclosure], list[str]]:
    """What can be attached, and in words what cannot: one bad file does not keep out the rest."""
    papers, refused = [], []
    for bring in brought:
        try:
            papers.append(bring())
        except UserError as error:
            refused.append(str(error))
    return papers, refused


def thumbnail(path: Path, room: QSize) -> QImage:
    """A small picture of a kept photo; empty where the file cannot be read."""
    reader = QImageReader(str(path))
    reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def as_png(image: QImage) -> bytes:
    """A pasted picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def local_files(mime: QMimeData) -> list[Path]:
    """The files that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]

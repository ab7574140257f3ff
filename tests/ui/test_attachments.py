"""A record's photos are seen, opened, added by button, drop or paste, and taken off again."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtGui import QImage as Pasted

from ui import messages
from ui.attachments import UNSAVED, AttachmentRow
from ui.foot import Foot
from villagedesk.desk import Safety
from villagedesk.ledgers import residents

PEOPLE = residents.LEDGER.rolls[0]


@pytest.fixture
def person(frame):
    return frame.worker.call(lambda: frame.desk.rows(PEOPLE))[0][0]


@pytest.fixture
def shown(qtbot, frame, person, settled):
    made = AttachmentRow(frame, PEOPLE.key)
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    made.load(person)
    settled()
    return made


@pytest.fixture
def said(frame):
    """What the window said at its foot."""
    heard: list[str] = []
    frame.said.connect(lambda words, _undo: heard.append(words))
    return heard


@pytest.fixture
def told(monkeypatch):
    """What had to be read before going on."""
    heard: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, words: heard.append(words))
    return heard


@pytest.fixture
def papers(tmp_path):
    out = BytesIO()
    Image.new("RGB", (400, 300), (180, 30, 20)).save(out, "JPEG")
    photo, scan = tmp_path / "签到.jpg", tmp_path / "决议.pdf"
    photo.write_bytes(out.getvalue())
    scan.write_bytes(b"%PDF-1.4\n%%EOF")
    return photo, scan


@pytest.fixture
def choose(monkeypatch, shown, settled):
    """Presses the button and chooses these files."""

    def press(*files: Path) -> None:
        monkeypatch.setattr(messages, "choose_files", lambda *_: files)
        shown.add.click()
        settled()

    return press


@pytest.fixture
def attached(shown, choose, papers):
    """The row with the photo in it."""
    choose(papers[0])
    return shown


def names(shown):
    return [tile.shown.name for tile in shown.tiles]


def dropped(files):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def test_chosen_files_are_attached_and_seen(shown, choose, papers, said):
    choose(*papers)
    assert sorted(names(shown)) == ["决议.pdf", "签到.jpg"]
    assert said == ["已附上 2 张照片、扫描件"]
    photo = next(tile for tile in shown.tiles if tile.shown.kind == "jpg")
    assert photo.picture.icon().pixmap(40, 40).toImage().pixelColor(20, 15).red() > 150
    assert shown.add.isEnabled()


def test_nothing_chosen_changes_nothing(shown, choose, said):
    choose()
    assert (shown.tiles, said) == ([], [])


def test_files_are_dropped_on_it(shown, papers, settled):
    mime = dropped(papers[:1])
    way = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(5, 5), *way, Qt.KeyboardModifier.NoModifier)
    shown.dragEnterEvent(enter)
    assert enter.isAccepted()
    shown.grab()
    shown.dropEvent(QDropEvent(QPointF(5, 5), *way, Qt.KeyboardModifier.NoModifier))
    settled()
    assert names(shown) == ["签到.jpg"]


def test_a_screenshot_or_a_copied_file_is_pasted(shown, papers, settled, said):
    picture = Pasted(60, 40, Pasted.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    shown.paste()
    settled()
    QGuiApplication.clipboard().setMimeData(dropped(papers[1:]))
    shown.paste()
    settled()
    assert sorted(names(shown)) == ["决议.pdf", "粘贴的图片.png"]
    QGuiApplication.clipboard().setText("字")
    shown.paste()
    assert "没有图片" in said[-1]


def test_one_bad_file_does_not_keep_out_the_rest(shown, choose, papers, told, tmp_path):
    bad = tmp_path / "动画.jpg"
    bad.write_bytes(b"GIF89a" + bytes(20))
    choose(bad, papers[0])
    assert names(shown) == ["签到.jpg"]
    assert len(told) == 1
    assert "“动画.jpg”是 GIF 图片" in told[0]


def test_a_disk_that_takes_nothing_is_told_and_the_button_comes_back(
    shown, choose, papers, told, tmp_path
):
    (tmp_path / "附件").write_text("")
    choose(papers[0])
    assert "没有附上" in told[0]
    assert shown.add.isEnabled()


def test_a_press_opens_the_kept_file(shown, choose, papers, told, monkeypatch):
    opened: list[str] = []

    def open_once(url):
        opened.append(url.toLocalFile())
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_once)
    choose(papers[0])
    shown.tiles[0].picture.click()
    assert [Path(file) for file in opened] == [shown.tiles[0].shown.path]
    shown.tiles[0].picture.click()
    assert "没有能打开" in told[0]


def test_what_is_taken_off_comes_back_by_undo(attached, frame, settled, said):
    shown = attached
    shown.tiles[0].off.click()
    settled()
    assert (names(shown), said[-1]) == ([], "已取下附件 签到.jpg")
    frame.worker.call(frame.desk.undo)
    frame.changed.emit("")
    settled()
    assert names(shown) == ["签到.jpg"]


def test_a_file_that_is_gone_is_said_in_its_place(attached, frame, settled, told):
    shown, tile = attached, attached.tiles[0]
    tile.shown.path.unlink()
    tile.picture.click()
    assert "文件不见了：签到.jpg" in told[0]
    frame.changed.emit("")
    settled()
    assert shown.tiles[0].shown.missing
    assert not shown.tiles[0].picture.isVisible()


def test_a_record_that_is_not_saved_says_so(shown, papers, said, settled):
    shown.load("")
    settled()
    assert shown.hint.text() == UNSAVED
    assert shown.hint.isVisible()
    assert not shown.add.isVisible()
    way = (Qt.DropAction.CopyAction, dropped(papers), Qt.MouseButton.LeftButton)
    shown.dropEvent(QDropEvent(QPointF(5, 5), *way, Qt.KeyboardModifier.NoModifier))
    assert said == [UNSAVED]


def test_another_record_shows_its_own(attached, frame, settled, person):
    shown = attached
    shown.load(frame.worker.call(lambda: frame.desk.rows(PEOPLE))[1][0])
    settled()
    assert names(shown) == []
    shown.load(person)
    settled()
    assert names(shown) == ["签到.jpg"]


def test_the_foot_says_that_files_are_missing(qtbot, qapp, now, tmp_path):
    foot = Foot()
    qtbot.addWidget(foot)
    foot.say_safety(Safety(now, now, tmp_path, 2), now)
    assert foot.backup.text().endswith("! 少了 2 个附件")
    assert foot.backup.property("late") == "true"
    foot.say_safety(Safety(now, now, tmp_path), now)
    assert "附件" not in foot.backup.text()

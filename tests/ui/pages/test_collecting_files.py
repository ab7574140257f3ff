"""接收: files taken in while the window answers, one sentence each; a folder that is watched."""

import shutil
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.town.villages import PERIOD, handed
from tests.ui.conftest import settle
from tests.ui.pages.conftest import texts
from tests.ui.pages.test_collecting import application, cells, new_town  # noqa: F401
from ui import theme
from ui.background import Errand
from ui.main_window import MainWindow
from ui.pages.collecting import CollectingPage
from ui.pages.collecting_intake import WATCHED
from ui.pages.collecting_watch import FolderWatch
from villagedesk.desk import found_town
from villagedesk.desk.collecting import FileSeen
from villagedesk.errors import StoreError
from villagedesk.period import parse_period


@pytest.fixture(scope="session")
def books(tmp_path_factory):
    """Three workbooks of three villages; nobody writes into them."""
    return tuple(one.book for one in handed(tmp_path_factory.mktemp("books"), 3))


@pytest.fixture
def page(new_town, opened):  # noqa: F811
    made = opened(CollectingPage(new_town))
    made.show_part("接收")
    return made


@pytest.fixture
def heard(page):
    words = []
    page.frame.said.connect(lambda sentence, _: words.append(sentence))
    return words


def junk(folder):
    file = folder / "别的.xlsx"
    file.write_text("这不是表格", encoding="utf-8")
    return file


def test_each_file_gets_its_sentence_and_one_bad_file_keeps_no_other_out(
    page, books, settled, tmp_path, heard
):
    page.receive.intake.collect((junk(tmp_path), *books[:2]))
    settled()
    table = page.receive.table
    assert cells(table, "结果") == ["! 没有收", "✓ 收下", "✓ 收下"]
    assert "重新" in cells(table, "说明")[0]
    assert heard == ["收下 2 个，1 个没有收"]
    assert "收到 2 个" in page.header.sentence.text()


def test_only_those_that_were_not_taken_are_shown_when_asked(page, books, settled, tmp_path):
    bad = junk(tmp_path)
    page.receive.intake.collect((bad, books[0]))
    settled()
    page.receive.only.choose(True)
    assert cells(page.receive.table, "文件") == [bad.name]
    page.receive.table.grid.selectRow(0)
    assert str(bad) in texts(page.receive.told)


def test_the_same_file_twice_is_said_to_be_in_already(page, books, settled, heard):
    for _ in range(2):
        page.receive.intake.collect(books[:1])
        settled()
    assert heard[-1] == "收下 0 个，1 个以前收过"
    assert cells(page.receive.table, "结果") == ["已收过"]


def test_a_folder_dropped_anywhere_on_the_page_is_taken_in(page, books, settled):
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDropEvent

    page.show_part("通知")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(books[0].parent))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    settled()
    assert page.receive.isVisible()
    assert len(page.receive.intake.files) == 3


def test_the_window_is_answered_while_files_are_taken_in(page, books, settled, qtbot):
    order = []
    page.receive.intake.collect(books)
    page.receive.intake.errand.ended.connect(lambda: order.append("收完"))
    desk = page.frame.desk
    page.frame.ask(desk.periods, lambda _: order.append("答了"), owner=page)
    settled()
    assert order == ["答了", "收完"]


def test_between_two_files_the_desk_comes_first(page, books, settled, worker):
    """A question asked when the first file is in is answered before the second one is."""
    from ui.pages.collecting_intake import collected

    desk, seen = page.frame.desk, []

    def report(done, total, one):
        def asked():
            threading.Event().wait(0.6)
            seen.append(("asked", done))

        worker.run(asked)
        seen.append(("told", done))

    def job():
        period = parse_period(PERIOD)
        return collected(desk, worker, books, period, (report, lambda: False))

    done = threading.Thread(target=job)
    done.start()
    done.join(60)
    settled()
    assert seen == [(what, at) for at in (1, 2, 3) for what in ("told", "asked")]


def test_a_stop_keeps_what_is_in(page, books, settled, heard):
    page.receive.intake.collect(books)
    page.receive.intake.errand.progressed.connect(lambda done, total: page.receive.intake.stop())
    page.receive.intake.stop()
    settled()
    assert "已停下" in heard[-1]
    assert len(page.receive.intake.files) < 3
    assert page.receive.progress.isHidden()
    assert page.receive.intake.errand is None


def test_each_file_is_shown_as_it_comes_in(page, books, settled):
    seen: list[Any] = []
    page.receive.intake.changed.connect(lambda: seen.append(len(page.receive.intake.files)))
    page.receive.intake.collect(books)
    page.receive.intake.errand.ended.connect(lambda: seen.append("end"))
    settled()
    assert seen[: seen.index("end")] == [1, 2, 3]
    assert cells(page.receive.table, "结果") == ["✓ 收下"] * 3


def test_a_page_made_anew_goes_on_showing_how_far_it_is(page, books, settled, opened, heard):
    """Text size and colours may be changed while files are taken in."""
    first, intake = CollectingPage(page.frame), page.receive.intake
    made: list[CollectingPage] = []
    first.receive.intake.collect(books)

    def restyle():
        if not made:
            first.deleteLater()
            made.append(CollectingPage(page.frame))

    intake.errand.progressed.connect(restyle)
    settled()
    again = opened(made[0])
    assert again.receive.intake is intake
    assert len(again.receive.intake.files) == 3
    assert heard == ["收下 3 个"]
    assert again.receive.progress.isHidden()
    again.show_part("接收")
    assert cells(again.receive.table, "结果") == ["✓ 收下"] * 3


def test_a_page_made_in_between_says_how_far_it_is_on_every_part(page, worker, opened):
    errand = Errand(worker)
    errand.report(2, 3)
    page.receive.intake.errand = errand
    again = opened(CollectingPage(page.frame))
    assert again.receive.progress.isVisible()
    assert again.receive.progress.words.text() == "正在接收 2 / 3"
    assert not again.receive.zone.isEnabled()
    errand.ended.emit()
    assert again.receive.progress.isHidden()


def test_why_a_file_does_not_count_stands_beside_it(page, books, settled):
    older = FileSeen(books[0], "older", "1", "远村", PERIOD, 1, 9)
    page.receive.intake.show_files([older])
    assert cells(page.receive.table, "说明") == ["已收的那份更新，这一份留着，不算数"]


def test_what_is_told_of_a_file_is_in_sight_with_large_text_too(
    new_town,  # noqa: F811
    opened,
    settled,
    qtbot,
    tmp_path,
):
    theme.apply(application(), percent=150)
    page = opened(CollectingPage(new_town))
    page.show_part("接收")
    page.receive.intake.collect((junk(tmp_path),))
    settled()
    page.receive.table.grid.selectRow(0)
    settled()
    assert page.receive.told.visibleRegion().boundingRect().height() > 60
    theme.apply(application())


def test_what_comes_while_others_are_taken_in_goes_next(page, books, settled):
    page.receive.intake.collect(books[:1])
    page.receive.intake.collect(books[1:])
    settled()
    assert len(page.receive.intake.files) == 3
    assert set(cells(page.receive.table, "结果")) == {"✓ 收下"}


def test_a_path_that_is_gone_is_said(page, settled, tmp_path, heard):
    page.receive.intake.collect((tmp_path / "没有.xlsx",))
    settled()
    assert "找不到" in heard[-1]
    assert page.receive.intake.errand is None


def test_watching_is_off_at_first_and_remembered_once_on(page, memory, tmp_path, opened):
    assert not page.receive.watching.isChecked()
    page.receive.intake.watch(tmp_path)
    assert memory.words(WATCHED) == str(tmp_path)
    again = opened(CollectingPage(page.frame))
    assert again.receive.watching.isChecked()
    again.receive.watching.click()
    assert memory.words(WATCHED) == ""


def test_what_comes_into_the_watched_folder_is_taken_in_by_itself(page, books, tmp_path, qtbot):
    folder = tmp_path / "群文件"
    folder.mkdir()
    page.receive.intake.eyes._timer.setInterval(60)
    page.receive.intake.watch(folder)
    shutil.copy(books[0], folder / "新来的.xlsx")
    qtbot.waitUntil(lambda: len(page.receive.intake.files) == 1, timeout=20_000)
    assert cells(page.receive.table, "文件") == ["新来的.xlsx"]
    page.receive.intake.watch(None)


POLL = 300


@pytest.fixture
def folder(page, books, tmp_path):
    """A folder with one workbook, for eyes that look often."""
    made = tmp_path / "群文件"
    made.mkdir()
    shutil.copy(books[0], made)
    page.receive.intake.eyes._timer.setInterval(20)
    page.receive.intake.eyes._poll.setInterval(POLL)
    yield made
    page.receive.intake.watch(None)


def test_the_watched_folder_goes_on_by_itself_once_the_store_is_back(
    page, folder, qtbot, heard, monkeypatch
):
    desk, tried = page.frame.desk, []
    collect = desk.collect

    def lost_three_times(*args, **kwargs):
        tried.append(time.monotonic())
        if len(tried) <= 3:
            raise StoreError("连不上数据库服务器。请看看网线插好没有，再试一次。还有 1 个没有收")
        return collect(*args, **kwargs)

    monkeypatch.setattr(desk, "collect", lost_three_times)
    page.receive.intake.watch(folder)
    qtbot.waitUntil(lambda: bool(page.receive.intake.halted), timeout=20_000)
    assert "过一会儿自己再收" in page.receive.watched.text()
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=20_000)
    assert heard == ["连不上数据库服务器；盯着的文件夹过一会儿自己再收", "又连上了：收下 1 个"]
    assert page.receive.watched.text() == str(folder)
    waits = [later - before for before, later in pairwise(tried)]
    assert len(waits) == 3
    assert min(waits) * 1000 >= POLL * 0.9


@pytest.fixture
def eyes(qtbot):
    """A watch that looks only when it is told to."""
    return FolderWatch(quiet=3_600_000)


def test_a_file_that_still_grows_waits(eyes, tmp_path):
    told: list[tuple[Path, ...]] = []
    eyes.found.connect(told.append)
    file = tmp_path / "一.xlsx"
    file.write_bytes(b"1")
    eyes.watch(tmp_path)
    file.write_bytes(b"12")
    eyes.look()
    assert told == []
    eyes.look()
    assert told == [(file,)]
    eyes.look()
    assert told == [(file,)]
    file.write_bytes(b"123")
    eyes.look()
    eyes.look()
    assert told == [(file,), (file,)]


def test_a_folder_whose_system_tells_nothing_is_looked_through_again_and_again(qtbot, tmp_path):
    eyes = FolderWatch(quiet=60, poll=40)
    eyes.watch(tmp_path)
    eyes._eyes.blockSignals(True)  # as a network drive or a stick does
    told: list[tuple[Path, ...]] = []
    eyes.found.connect(told.append)
    (tmp_path / "一.xlsx").write_bytes(b"1")
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [(tmp_path / "一.xlsx",)]
    eyes.watch(None)
    assert not eyes._poll.isActive()


def test_a_look_that_takes_long_is_not_begun_twice(qtbot, tmp_path):
    looks: list[Any] = []
    eyes = FolderWatch(quiet=3_600_000, aside=lambda look, then: looks.append((look, then)))
    eyes.watch(tmp_path)
    eyes.look()
    assert len(looks) == 1
    look, then = looks[0]
    then(look())
    eyes.look()
    assert len(looks) == 2


def test_the_answer_of_a_folder_that_is_watched_no_more_is_not_told(tmp_path):
    looks: list[Any] = []
    eyes = FolderWatch(quiet=3_600_000, aside=lambda look, then: looks.append((look, then)))
    other = tmp_path / "别处"
    other.mkdir()
    eyes.watch(tmp_path)
    eyes.watch(other)
    look, then = looks[0]
    then(look())
    look, then = looks[1]
    assert look().folder == other


def test_only_tables_are_told_and_none_of_an_open_workbook(eyes, tmp_path):
    told: list[tuple[Path, ...]] = []
    eyes.found.connect(told.append)
    inside = tmp_path / "十一月"
    inside.mkdir()
    for name in ("~$一.xlsx", "照片.jpg", ".藏.xlsx", "一.xlsx.part"):
        (tmp_path / name).write_bytes(b"1")
    (inside / "二.ET").write_bytes(b"1")
    eyes.watch(tmp_path)
    eyes.look()
    assert told == [(inside / "二.ET",)]


def test_a_folder_that_goes_is_said_and_watched_no_more(eyes, tmp_path, qtbot):
    folder = tmp_path / "盘"
    folder.mkdir()
    eyes.watch(folder)
    folder.rmdir()
    with qtbot.waitSignal(eyes.lost):
        eyes.look()
    assert eyes.folder is None


def test_a_store_put_away_while_files_are_taken_in_can_be_opened_again(
    qtbot, memory, books, tmp_path, now
):
    found_town(str(tmp_path / "镇.vdesk"), name="青禾镇", now=now).close()
    window = MainWindow(memory, lambda: now)
    qtbot.addWidget(window)
    for _ in range(2):
        with qtbot.waitSignal(window.opened):
            window.show()
            window.open_store(str(tmp_path / "镇.vdesk"))
        settle(qtbot, window.worker)
        page = window.page
        assert isinstance(page, CollectingPage)
        page.receive.intake.collect(books)
        window.welcome()
        settle(qtbot, window.worker)

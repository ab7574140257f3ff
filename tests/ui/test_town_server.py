"""The window on a county's server that goes away and comes back: one sentence, and work goes on."""

# ruff: noqa: F811 - fixtures are those of the town

from datetime import date
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton

from tests.town.conftest import database, founded, server, villages  # noqa: F401
from tests.town.villages import PERIOD
from tests.ui.conftest import NOW, settle
from tests.ui.pages.conftest import texts
from ui.main_window import MainWindow

DUE = date(2026, 12, 1)
GONE = "连不上数据库服务器"


@pytest.fixture
def window(qtbot, memory, server, database):
    """The window, open on a town that nobody handed in to yet; the server is back in the end."""
    made = MainWindow(memory, lambda: NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(server.url(database))
    settle(qtbot, made.worker)
    yield made
    if server.process is None:
        server.start()
    made.close()


@pytest.fixture
def said(qtbot, window):
    """Does something and returns the sentences that were said at the foot."""

    def do(act, *given):
        heard = []
        window.frame.said.connect(lambda sentence, _: heard.append(sentence))
        window.worker.failed.connect(heard.append)
        act(*given)
        settle(qtbot, window.worker)
        return list(heard)

    return do


def test_each_act_is_answered_by_one_sentence_and_works_again_once_the_server_is_back(
    window,
    server,
    villages,
    said,
    tmp_path,
):
    page, book, out = window.page, villages[0].book, tmp_path / "汇总.xlsx"
    server.stop()
    for act in (
        partial(page.receive.intake.collect, [book]),
        partial(page.strip.due.choose, DUE),
        page.refresh,
    ):
        (sentence,) = said(act)
        assert sentence.startswith(GONE)
        assert window.toast.isVisible()
    assert page.strip.due.day is None
    server.start()
    assert said(page.receive.intake.collect, [book]) == ["收下 1 个"]
    assert said(page.strip.due.choose, DUE) == ["2026年第四季度截止日期：2026-12-01"]
    assert said(page.handing.write_roll_up, PERIOD, out) == []
    assert out.exists()


def test_a_page_made_while_the_server_is_gone_says_so_and_tries_again(
    window,
    server,
    villages,
    said,
):
    server.stop()
    assert said(window.restyle)[0].startswith(GONE)
    page = window.page
    assert GONE in texts(page.lost)
    assert not page.strip.isVisible()
    (again,) = page.lost.findChildren(QPushButton)
    assert len(said(again.click)) == 1
    server.start()
    (again,) = page.lost.findChildren(QPushButton)
    assert said(again.click) == []
    assert page.strip.isVisible()
    assert page.take.isVisible()
    assert "还不知道有哪些村要报" in texts(page)
    assert said(page.receive.intake.collect, [villages[0].book]) == ["收下 1 个"]


def test_nothing_says_that_the_data_lies_on_this_computer(window, said):
    said(window.go, "about")
    shown = texts(window.page)
    assert "数据在数据库服务器上" in shown
    assert "只在这台电脑上" not in shown
    assert "复制过去" not in shown

"""What the 汇总 page is at goes on, and is told of, where text size or colours change meanwhile."""

from typing import Any

import pytest

from tests.town.villages import PERIOD
from tests.ui.conftest import settle
from tests.ui.pages.conftest import texts
from tests.ui.pages.test_collecting import my_town, town_of_four  # noqa: F401
from ui.main_window import MainWindow


@pytest.fixture
def window(qtbot, memory, my_town, now):  # noqa: F811
    """The window, open on the town."""
    made = MainWindow(memory, lambda: now)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.opened), qtbot.waitActive(made):
        made.show()
        made.open_store(my_town)
    settle(qtbot, made.worker)
    return made


@pytest.fixture
def heard(window):
    words = []
    window.frame.said.connect(lambda sentence, _: words.append(sentence))
    return words


def write_slips(page, folder):
    page.handing.write_slips(PERIOD, (), folder)
    return page.handing.writing


def roll_up(page, folder):
    page.handing.write_roll_up(PERIOD, folder / "汇总.xlsx")
    return page.handing.writing


def judge(page, _folder):
    page.again.judge()
    return page.again.judging


SAID = {
    write_slips: ("正在写退回单", "已写 2 份退回单"),
    roll_up: ("正在写汇总表", "汇总表写好了"),
    judge: ("正在按现在的规定重查", "已收的表都按现在的规定重查了"),
}


def progress(page, act):
    return (page.again if act is judge else page.handing).progress


def at_the_first_step(going, do):
    """Does something once, as soon as it is known how far the work is."""
    steps: list[Any] = []

    def stepped():
        if not steps:
            steps.append(do())

    going.errand.progressed.connect(stepped)
    return steps


@pytest.mark.parametrize("act", SAID)
def test_a_page_made_anew_goes_on_showing_how_far_it_is(qtbot, window, heard, tmp_path, act):
    doing, came = SAID[act]

    def restyle():
        window.restyle()
        shown = progress(window.page, act)
        return shown.isVisibleTo(window.page), shown.words.text(), shown.bar.value() > 0

    steps = at_the_first_step(act(window.page, tmp_path), restyle)
    settle(qtbot, window.worker)
    assert steps == [(True, doing, True)]
    assert progress(window.page, act).isHidden()
    assert came in "\n".join((*heard, texts(window.page.handing)))


@pytest.mark.parametrize("act", SAID)
def test_what_ends_while_another_page_is_shown_is_told_once_on_the_way_back(
    qtbot, window, heard, tmp_path, act
):
    def change_size():
        window.go("settings")
        window.restyle()

    assert at_the_first_step(act(window.page, tmp_path), change_size) == []
    settle(qtbot, window.worker)
    window.go("collect")
    settle(qtbot, window.worker)
    told = "\n".join((*heard, texts(window.page.handing)))
    assert told.count(SAID[act][1]) == 1
    assert progress(window.page, act).isHidden()


def test_where_the_slips_lie_is_said_until_it_was_put_away(qtbot, window, tmp_path):
    write_slips(window.page, tmp_path)
    settle(qtbot, window.worker)
    window.restyle()
    settle(qtbot, window.worker)
    assert "已写 2 份退回单" in texts(window.page.handing)
    assert window.page.handing.isVisible()
    window.page.handing.told.findChildren(type(window.page.slips))[1].click()
    window.restyle()
    settle(qtbot, window.worker)
    assert not window.page.handing.isVisible()


def test_a_stop_asked_for_before_the_page_was_made_anew_still_shows(qtbot, window, tmp_path):
    write_slips(window.page, tmp_path)
    window.page.handing.progress.cancel.click()
    window.restyle()
    assert "正在停下" in window.page.handing.progress.words.text()
    settle(qtbot, window.worker)


def test_only_one_thing_is_written_at_a_time(qtbot, window, heard, tmp_path):
    roll_up(window.page, tmp_path)
    window.page.slips.click()
    assert heard == ["正在写汇总表，写完再点"]
    settle(qtbot, window.worker)

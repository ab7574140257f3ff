"""The first start ends with a store, whichever of the ways is taken."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ui import messages, theme
from ui.pages.welcome import WelcomePage
from villagedesk.desk import Desk, open_existing


@pytest.fixture
def page(qtbot, worker, memory, now, tmp_path):
    made = WelcomePage(worker, memory, lambda: now)
    made.folder = tmp_path / "台账"
    qtbot.addWidget(made)
    made.show()
    return made


def test_four_fields_make_a_village(qtbot, page, now):
    for key, words in (("name", "河湾村"), ("town", "青禾镇"), ("population", "1500")):
        page.lines[key].setText(words)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.make.click()
    desk = Desk(open_existing(chosen.args[0]), lambda: now)
    place = desk.place()
    desk.close()
    assert (place.name, place.town, place.population) == ("河湾村", "青禾镇", 1500)
    assert not place.code_known


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("code", "123", "12 位数字"),
        ("population", "很多", "人口应是数字"),
        ("name", "", "写上村名"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(qtbot, page, key, words, said):
    page.lines["name"].setText("河湾村")
    page.lines[key].setText(words)
    page.make.click()
    qtbot.waitUntil(lambda: said in page.error.text())
    assert not list(Path(page.folder).glob("*.vdesk"))


def test_a_town_needs_only_its_name(qtbot, page):
    page.town.setText("青禾镇")
    with qtbot.waitSignal(page.chosen) as chosen:
        page.collect.click()
    store = open_existing(chosen.args[0])
    store.close()
    assert (store.is_town, store.info["name"]) == (True, "青禾镇")


def test_a_town_without_a_name_is_not_made(qtbot, page):
    page.collect.click()
    qtbot.waitUntil(lambda: "写上镇名" in page.town_error.text())
    assert not list(Path(page.folder).glob("*.vdesk"))


def test_enter_goes_to_the_next_field(qtbot, page):
    qtbot.waitActive(page)
    page.lines["name"].setFocus()
    qtbot.keyClick(page.lines["name"], Qt.Key.Key_Return)
    assert page.focusWidget() is page.lines["town"]


def test_the_demo_village_is_made_and_opened(qtbot, page, monkeypatch, demo_file):
    monkeypatch.setattr("ui.pages.welcome.make_demo", lambda folder: demo_file)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.demo.click()
    assert chosen.args == [str(demo_file)]


def test_a_store_that_is_there_is_opened(qtbot, page, monkeypatch, tmp_path):
    monkeypatch.setattr(messages, "choose_file", lambda *_: tmp_path / "a.vdesk")
    with qtbot.waitSignal(page.chosen) as chosen:
        page.open.click()
    assert chosen.args == [str(tmp_path / "a.vdesk")]


def test_the_folder_can_be_another(page, monkeypatch, tmp_path):
    monkeypatch.setattr(messages, "choose_folder", lambda *_: tmp_path)
    page._choose_folder()
    assert page.where.text() == str(tmp_path)


def test_the_button_that_makes_a_village_is_in_sight_with_large_text_too(
    qtbot, qapp, worker, memory, now
):
    theme.apply(qapp, percent=150)
    made = WelcomePage(worker, memory, lambda: now)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    assert made.make.visibleRegion().boundingRect() == made.make.rect()
    theme.apply(qapp)

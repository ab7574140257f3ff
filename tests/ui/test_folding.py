"""Large text folds switches and filters away, so that the list keeps its room."""

import pytest
from PySide6.QtWidgets import QLineEdit

from ui import theme
from ui.choosing import Choose
from ui.folding import Sieve, Switch
from ui.parts import Chip


@pytest.fixture(params=[100, 225])
def percent(request, qapp):
    theme.apply(qapp, percent=request.param)
    yield request.param
    theme.apply(qapp)


def test_a_switch_names_the_roll_that_is_chosen(qtbot, percent):
    switch = Switch(["班子", "村民代表", "届次"])
    qtbot.addWidget(switch)
    switch.choose(2)
    assert switch.place == 2
    assert switch.sizeHint().height() <= theme.px(60)


def test_a_folded_switch_says_what_was_chosen(qtbot, qapp):
    theme.apply(qapp, percent=225)
    switch = Switch(["班子", "村民代表"])
    theme.apply(qapp)
    qtbot.addWidget(switch)
    with qtbot.waitSignal(switch.chosen) as chosen:
        folded = switch.findChildren(Choose)[0]
        folded.menu_of_options().actions()[1].trigger()
    assert chosen.args == [1]
    assert folded.text() == "村民代表 ▾"


def test_filters_are_all_seen_once_unfolded(qtbot, qapp):
    theme.apply(qapp, percent=225)
    chips = [Chip(name) for name in ("村民小组", "性别", "状态", "政治面貌", "学历")]
    sieve = Sieve(QLineEdit(), *chips)
    qtbot.addWidget(sieve)
    sieve.setFixedWidth(600)
    sieve.show()
    assert not chips[0].isVisible()
    sieve.button.click()
    qtbot.wait(20)
    theme.apply(qapp)
    assert all(not chip.visibleRegion().isEmpty() for chip in chips)
    sieve.hide()

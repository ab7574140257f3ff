"""The choice and the tick do by key what they do by mouse."""

from PySide6.QtCore import Qt

from ui.choosing import Choose
from ui.pages.fields import Tick


def test_a_choice_says_what_is_chosen(qtbot):
    choose = Choose("届次")
    qtbot.addWidget(choose)
    choose.offer([("第十一届", "b"), ("第十届", "a")], "b")
    with qtbot.waitSignal(choose.chosen) as chosen:
        choose.menu_of_options().actions()[1].trigger()
    assert chosen.args == ["a"]
    assert choose.text() == "第十届 ▾"


def test_a_value_that_is_not_on_offer_asks_to_choose(qtbot):
    choose = Choose("届次")
    qtbot.addWidget(choose)
    choose.offer([], None)
    assert choose.text() == "请选择 ▾"


def test_a_tick_is_set_with_the_space_bar(qtbot):
    tick = Tick("写完整的号码")
    qtbot.addWidget(tick)
    tick.show()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    tick.grab()
    assert tick.isChecked()
    assert tick.hitButton(tick.rect().center())

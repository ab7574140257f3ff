"""A sentence at the foot of the window covers neither an error nor the field being typed in."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from ui import theme
from ui.foot import Toast
from ui.parts import main_button, words

SAID = "3 栏还要改，原因写在栏目下面"


@pytest.fixture
def over(qtbot: Any, qapp: Any) -> QStackedWidget:
    theme.apply(qapp)
    made = QStackedWidget()
    qtbot.addWidget(made)
    made.addWidget(QWidget())
    made.resize(900, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def put(over: QStackedWidget, one: QWidget, place: QRect) -> QWidget:
    one.setParent(over.currentWidget())
    one.setGeometry(place)
    one.show()
    return one


def said_at(over: QStackedWidget) -> Toast:
    toast = Toast(over)
    toast.say(SAID, undo=True)
    return toast


def test_it_lies_at_the_lower_left_where_nothing_is_in_its_way(over: QStackedWidget) -> None:
    toast = said_at(over)
    assert toast.geometry().left() < 40
    assert over.height() - toast.geometry().bottom() < 20


def test_an_error_in_its_place_stays_to_be_read(over: QStackedWidget) -> None:
    low = put(over, words("没有这一天", "error"), QRect(0, 520, 900, 70))
    toast = said_at(over)
    assert not toast.geometry().intersects(low.geometry())
    assert over.rect().contains(toast.geometry())


def test_a_button_at_the_foot_stays_to_be_pressed(over: QStackedWidget) -> None:
    foot = put(over, main_button("删除这个案件"), QRect(20, 540, 200, 50))
    assert not said_at(over).geometry().intersects(foot.geometry())


def test_it_makes_way_for_an_error_and_a_field_that_come_later(
    over: QStackedWidget, qtbot: Any
) -> None:
    toast = said_at(over)
    late = put(over, words("没有这一天", "error"), QRect(0, 500, 450, 100))
    qtbot.waitUntil(lambda: not toast.geometry().intersects(late.geometry()))
    field = put(over, QLineEdit(), QRect(450, 500, 450, 100))
    field.setFocus()
    qtbot.waitUntil(lambda: not toast.geometry().intersects(field.geometry()))
    assert not toast.geometry().intersects(late.geometry())


def test_what_is_scrolled_out_of_sight_moves_it_nowhere(over: QStackedWidget) -> None:
    frame = put(over, QWidget(), QRect(0, 0, 900, 300))
    hidden = words("没有这一天", "error")
    hidden.setParent(frame)
    hidden.setGeometry(QRect(QPoint(0, 500), over.size()))
    hidden.show()
    assert over.height() - said_at(over).geometry().bottom() < 20

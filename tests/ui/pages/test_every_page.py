"""What holds for each page of the window."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from ui.pages import places
from villagedesk.ledgers import LEDGERS

PLACES = places(LEDGERS)
BY_HAND = [place for place in PLACES if place.where]


def unnamed(page):
    """Widgets to type in or to press that a screen reader could not name."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    found = [one for kind in kinds for one in page.findChildren(kind)]
    return [
        one
        for one in found
        if one.isVisible()
        and not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and (one.text() or one.toolTip()))
    ]


@pytest.mark.parametrize("place", BY_HAND, ids=lambda place: place.key)
def test_it_opens_on_a_full_village_and_names_every_part(demo, opened, place):
    page = opened(place.make(demo))
    assert (page.key, page.title) == (place.key, place.title)
    assert unnamed(page) == []
    page.leave()


@pytest.mark.parametrize("place", BY_HAND, ids=lambda place: place.key)
def test_it_opens_on_an_empty_village(frame, opened, place):
    page = opened(place.make(frame))
    assert page.isVisible()


@pytest.mark.parametrize("place", BY_HAND, ids=lambda place: place.key)
def test_large_text_does_not_make_it_wider_than_the_window(demo, opened, place):
    from PySide6.QtWidgets import QApplication

    from ui import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, percent=150)
    try:
        page = opened(place.make(demo))
        page.resize(1054, 726)
        assert page.minimumSizeHint().width() <= 1054
    finally:
        theme.apply(app)


class Flashes(QObject):
    """Notes what shows as a window of its own: it would flash, and take the keys with it."""

    def __init__(self, page):
        super().__init__()
        self.page, self.seen = page, []

    def eventFilter(self, watched, event):  # noqa: N802  # Qt's own name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.seen += [watched] if watched.isWindow() and watched is not self.page else []
        return False


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_no_part_of_it_shows_as_a_window_of_its_own(qapp, demo, opened, settled, place):
    flashes = Flashes(None)
    qapp.installEventFilter(flashes)
    try:
        flashes.page = place.make(demo)
        page = opened(flashes.page)
        for act in getattr(page, "states", dict)().values():
            act()
            settled()
    finally:
        qapp.removeEventFilter(flashes)
    assert [type(one).__name__ for one in flashes.seen] == []

"""Every page has its place: a button of its own, or another page's that stays lit."""

from ui.pages import places
from villagedesk.ledgers import LEDGERS


def test_a_page_without_a_button_stands_under_one_that_has_one():
    every = {place.key: place for place in places(LEDGERS)}
    for place in every.values():
        assert bool(place.shelf) != bool(place.under)
        assert not place.under or every[place.under].shelf

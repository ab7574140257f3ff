"""Who sits on the mediation committee once somebody has died or moved away."""

import pytest

from tests.builders import mediator, person
from tests.rulings import messages
from villagedesk.ledgers.mediation.committee import committee_is_fit
from villagedesk.people import Presence

ON = "2026-11-22"
MEN = tuple(person(f"委员{n}", uid=f"m{n}", gender="1") for n in range(3))


TERM = {"since": "2025-01-01", "until": "2027-12-31"}


def said(presence):
    """Of three men and a woman of whom that is noted."""
    woman = person("王秀英", uid="wang", gender="2", presence=presence)
    people = (*MEN, woman)
    return messages(committee_is_fit, ON, *people, *(mediator(one, **TERM) for one in people))


@pytest.mark.parametrize(
    ("presence", "speaks"),
    [
        (Presence.HERE, False),
        (Presence.AWAY, False),
        (Presence.MOVED, True),
        (Presence.DEAD, True),
    ],
)
def test_who_died_or_moved_away_sits_on_it_no_more(presence, speaks):
    assert said(presence) == ["没有妇女成员"] * speaks

"""A household whose contact left the party is nobody's any more, and is handed to another."""

import pytest

from tests.builders import (
    branch,
    household,
    looks_after,
    member,
    movement,
    penalty,
    person,
    village,
)
from tests.rulings import messages
from villagedesk.ledgers.contacts import norms
from villagedesk.people import Movement, PartyMember, Penalty, Standing

ON = "2026-11-22"
LIU, ZHANG = person("刘伟", uid="liu"), person("张敏", uid="zhang")
HOME = household(uid="home", number="01023")
VILLAGE = (village(), branch(uid="b"), LIU, ZHANG, HOME)
LEFT = member(LIU), movement(LIU, "2026-05-01", Movement.EXPELLED)


def said(norm, *records):
    return messages(norm, ON, *VILLAGE, *records)


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (movement(LIU, "2026-11-22", Movement.EXPELLED), "出党"),
        (movement(LIU, "2026-11-01", Movement.MOVED_OUT), "转出组织关系"),
        (movement(LIU, "2026-11", Movement.STOPPED), "停止党籍"),
        (movement(LIU, "2026-05-01", Movement.REFUSED), "取消预备党员资格"),
        (penalty(LIU, "2026-11-20", penalty=Penalty.EXPULSION), "开除党籍"),
        (member(LIU, standing=Standing.SUSPENDED), "停止党籍"),
        (movement(LIU, "2026-11-23", Movement.EXPELLED), ""),
        (penalty(LIU, "2026-11-20", penalty=Penalty.WARNING), ""),
    ],
)
def test_who_left_the_party_looks_after_nobody_from_that_day_on(left, why):
    known = [] if isinstance(left, PartyMember) else [member(LIU)]
    told = [f"联系党员刘伟已{why}，还没有换别的联系党员"] if why else []
    assert said(norms.household_has_member, *known, left, looks_after(LIU, HOME)) == told


def test_who_came_back_or_never_was_of_the_party_may_look_after_a_household():
    back = movement(LIU, "2025-01-01", Movement.STOPPED), movement(LIU, "2026-01-01", "恢复党籍")
    for records in ((), (member(LIU), *back)):
        assert said(norms.household_has_member, *records, looks_after(LIU, HOME)) == []


def test_he_is_neither_one_too_many_nor_has_he_too_few():
    held = looks_after(LIU, HOME), looks_after(ZHANG, HOME)
    assert said(norms.household_has_one_member, *LEFT, *held) == []
    assert said(norms.household_has_one_member, member(LIU), *held) != []
    assert said(norms.member_has_fitting_number, *LEFT, held[0]) == []
    assert said(norms.member_has_fitting_number, member(LIU), held[0]) != []

"""Those who mediate beside those who quarrel."""

from datetime import date

import pytest

from tests.builders import facts, kinship, person, quarrel, side, took_part, village
from villagedesk.checks.mediation import mediators_are_impartial
from villagedesk.norms import rules

ON = date(2026, 11, 22)
HELPER, SIDE = person("刘伟", household="a"), person("张三", household="b")
CASE = quarrel("2026-007")
ROWS = (village(), HELPER, SIDE, CASE, took_part(CASE, HELPER))


def messages(*records):
    rule = rules().on("mediation.mediators_are_impartial", ON)
    assert rule
    return [one.message for one in mediators_are_impartial(facts(*ROWS, *records), ON, rule)]


def test_a_stranger_may_mediate():
    assert messages(side(CASE, person=SIDE.uid)) == []


def test_a_side_that_is_nobody_of_the_village_is_near_to_nobody():
    assert messages(side(CASE), kinship(HELPER, SIDE)) == []


@pytest.mark.parametrize("pair", [(HELPER, SIDE), (SIDE, HELPER)])
def test_a_relative_is_told_whichever_way_it_was_written(pair):
    [said] = messages(side(CASE, person=SIDE.uid), kinship(*pair))
    assert said == "刘伟是当事人张三的近亲属（夫妻），是否回避请核对"


def test_a_side_may_not_mediate_and_one_of_its_household_is_told():
    assert messages(side(CASE, person=HELPER.uid)) == ["刘伟自己就是当事人，是否回避请核对"]
    lodger = person("李四", household="a")
    [said] = messages(lodger, side(CASE, person=lodger.uid))
    assert "和当事人李四是一户" in said


def test_those_without_a_household_are_of_none():
    one, other = person("甲"), person("乙")
    assert messages(one, other, took_part(CASE, one), side(CASE, person=other.uid)) == []

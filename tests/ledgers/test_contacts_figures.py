"""The cells in numbers: everybody is counted once, and the whole village stands last."""

from datetime import date

import pytest

from tests import builders
from villagedesk.ledgers.contacts.figures import cell_lines, cell_visits
from villagedesk.ledgers.contacts.tables import IssueState
from villagedesk.period import parse_period

ON, NOVEMBER = date(2026, 11, 22), parse_period("2026-11")
EAST, FAR = builders.group("一组"), builders.group("二组")
CELL = builders.cell(number="01", workers="王五")
LIES = builders.lies_in(CELL, EAST)
HOME = builders.household(number="001", group=EAST.uid)
AWAY = builders.household(number="002", group=FAR.uid)
HEAD = builders.person("李四", household=HOME.uid, relation="02", phone="13800001111")
CHILD = builders.person("李小四", household=HOME.uid)
OTHER = builders.person("张三", household=AWAY.uid, group=FAR.uid)
PLACES = (EAST, FAR, LIES, HOME, AWAY, HEAD, CHILD, OTHER)


def lines(*more, cell=CELL):
    return cell_lines(builders.facts(*PLACES, cell, *more), ON)


def figures(*visits):
    return cell_visits(builders.facts(*PLACES, CELL, *visits), NOVEMBER)


def visit(on="2026-11-05", home=HOME, **values):
    return builders.visit(OTHER, home, on, **values)


def counts(line):
    return line.households, line.people, line.members


def test_who_lives_in_no_cell_has_a_line_of_its_own_and_the_sums_are_of_all():
    own, none, total = lines(builders.member(CHILD))
    assert (own.title, counts(own)) == ("第一网格", (1, 2, 1))
    assert (none.title, counts(none)) == ("没有划入网格", (1, 1, 0))
    assert (total.title, counts(total)) == ("合计", (2, 3, 1))


def test_who_died_or_moved_away_is_not_counted_nor_the_house_they_left():
    gone = builders.person("赵六", household=AWAY.uid, presence="去世")
    moved = builders.person("钱七", household=HOME.uid, presence="迁出")
    assert counts(lines(gone, moved)[-1]) == (2, 3, 0)
    empty = builders.household(number="003", group=EAST.uid)
    gone.household = empty.uid
    assert counts(lines(gone, empty)[-1]) == (2, 3, 0)


def test_a_cell_says_who_answers_for_it():
    branch = builders.branch(name="东片支部")
    cell = builders.cell(head=HEAD.uid, secretary=OTHER.uid, branch=branch.uid)
    cell.uid = CELL.uid
    found = lines(branch, cell=cell)[0]
    assert (found.head, found.phone, found.secretary) == ("李四", "13800001111", "张三")
    assert (found.groups, found.party) == (("一组",), "东片支部")


def test_visits_are_counted_in_the_cell_of_the_household():
    own, none, total = figures(visit(), visit("2026-11-06"), visit(home=AWAY))
    assert (own.visits, own.visited) == (2, 1)
    assert (none.visits, total.visits, total.visited) == (1, 3, 2)


def test_visits_of_other_months_are_not_counted():
    assert figures(visit("2026-10-31"), visit("2026-12-01"))[-1].visits == 0


@pytest.mark.parametrize(
    ("values", "settled", "to_town", "waiting"),
    [
        ({"state": IssueState.AT_ONCE}, 1, 0, 0),
        ({"state": IssueState.EXPLAINED}, 1, 0, 0),
        ({"state": IssueState.TO_TOWN}, 0, 1, 0),
        ({"state": IssueState.TO_TOWN, "closed_on": "2026-11-20"}, 1, 0, 0),
        ({"state": IssueState.IN_VILLAGE}, 0, 0, 1),
        ({}, 0, 0, 1),
        ({"state": IssueState.DONE, "closed_on": "2026-12-03"}, 0, 0, 1),
    ],
)
def test_a_problem_is_settled_waits_or_lies_with_the_town(values, settled, to_town, waiting):
    own = figures(visit(issue="路灯不亮", **values))[0]
    assert own.issues == 1
    assert (own.settled, own.to_town, own.waiting) == (settled, to_town, waiting)


def test_an_older_problem_waits_but_is_not_of_this_month():
    own = figures(visit("2026-09-01", issue="路灯不亮"))[0]
    assert (own.issues, own.waiting) == (0, 1)

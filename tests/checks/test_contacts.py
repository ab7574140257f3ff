"""Quarrels heard of on visits, beside the mediation cases that came of them."""

from datetime import date

import pytest

from tests.builders import facts, household, person, quarrel, tie, village, visit
from villagedesk import checks
from villagedesk.checks.contacts import dispute_became_case
from villagedesk.ledgers.contacts.tables import IssueKind, IssueState
from villagedesk.norms import rules
from villagedesk.people import HEAD

ON = date(2026, 11, 22)
LIU, HOME = person("刘伟", uid="liu"), household(uid="home", number="01023")
HEAD_OF = person("王秀英", household="home", relation=HEAD)
QUARREL = {"issue": "两家为地界争吵", "issue_kind": IssueKind.DISPUTE}
HEARD = visit(LIU, HOME, "2026-11-20", **QUARREL)
CASE = quarrel("2026-007")


def found(*records):
    rule = rules().on("contacts.dispute_became_case", ON)
    assert rule
    return list(dispute_became_case(facts(village(), LIU, HOME, HEAD_OF, *records), ON, rule))


def test_a_quarrel_without_a_case_is_noticed():
    [one] = found(HEARD)
    assert (one.uid, one.subject) == (HEARD.uid, "01023 王秀英")
    assert one.message == "2026-11-20 反映的“两家为地界争吵”是矛盾纠纷，没有转为调解案件"


def test_a_case_that_was_made_of_it_settles_that():
    assert found(HEARD, CASE, tie(HEARD, CASE)) == []


def test_another_tie_does_not():
    assert len(found(HEARD, CASE, tie(HEARD, HOME))) == 1
    assert len(found(HEARD, CASE, tie(CASE, HEARD))) == 1


@pytest.mark.parametrize(
    ("values", "hints"),
    [
        ({"state": IssueState.AT_ONCE}, 0),
        ({"state": IssueState.TO_TOWN}, 0),
        ({"state": IssueState.IN_VILLAGE}, 1),
        ({"state": IssueState.DONE}, 1),
        ({"issue_kind": IssueKind.WORKS}, 0),
        ({"issue_kind": None}, 0),
        ({"issue": None}, 0),
    ],
)
def test_only_a_quarrel_that_was_not_over_at_once_needs_a_case(values, hints):
    assert len(found(visit(LIU, HOME, "2026-11-20", **{**QUARREL, **values}))) == hints


def test_hints_about_copied_visits_stay_private():
    many = [household(uid=f"h{n}") for n in range(5)]
    rows = [visit(LIU, one, "2026-11-20", said="一切正常") for one in many]
    [one] = checks.findings(facts(village(), LIU, *many, *rows), ON, rules(), only=("contacts",))
    assert (one.norm, one.private) == ("contacts.visits_are_not_copied", True)

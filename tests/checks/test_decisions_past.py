"""A check of a past day speaks of no step that a matter took after it."""

from datetime import date

import pytest

from tests.builders import decision, facts, stage
from villagedesk import checks
from villagedesk.ledgers.decisions.tables import Decider, Matter, StageKind
from villagedesk.norms import rules

LEFT_OUT = (
    decision(
        uid="m",
        raised_on="2026-11-01",
        kind=Matter.PROJECT,
        decider=Decider.VILLAGERS,
        noticed_on="2026-10-20",
        amount=9_000_000,
        published_on="2026-11-10",
        published_until="2026-11-16",
        objections="有两户不同意",
    ),
    stage("m", StageKind.PROPOSED, "2026-11-02"),
    stage("m", StageKind.EXAMINED, "2026-11-06"),
    stage("m", StageKind.RESOLVED, "2026-11-09", passed=True),
)


@pytest.mark.parametrize(
    ("on", "norms"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 5), []),
        (date(2026, 11, 6), ["no_stage_is_skipped"]),
        (date(2026, 11, 9), ["no_stage_is_skipped", "contract_is_kept"]),
        (
            date(2026, 11, 10),
            ["no_stage_is_skipped", "objections_are_handled", "contract_is_kept"],
        ),
    ],
)
def test_a_later_step_is_nothing_a_past_check_speaks_of(on, norms):
    found = checks.findings(facts(*LEFT_OUT), on, rules(), only=["decisions"])
    assert [one.norm.removeprefix("decisions.") for one in found] == norms


@pytest.mark.parametrize(("on", "speaks"), [(date(2026, 11, 20), True), (date(2026, 12, 1), False)])
def test_a_result_that_came_later_was_missing_then(on, speaks):
    late = decision(raised_on="2026-10-01", due_on="2026-11-15", result_on="2026-12-01")
    found = checks.findings(facts(late), on, rules(), only=["decisions"])
    assert ("decisions.result_is_published" in {one.norm for one in found}) is speaks


def test_days_that_cannot_be_stay_impossible_when_a_matter_is_given_up():
    rows = (
        decision(uid="m", raised_on="2026-11-01", stopped_on="2026-11-12"),
        stage("m", StageKind.PROPOSED, "2026-11-04"),
        stage("m", StageKind.CONSULTED, "2026-11-03"),
        stage("m", StageKind.EXAMINED, "2026-11-04"),
    )
    (found,) = checks.findings(facts(*rows), date(2026, 11, 22), rules(), only=["decisions"])
    assert found.message == "商议（2026-11-03）早于提议（2026-11-04）"

"""A sitting held for a stage of a matter is judged by the rule of that matter, not by its own."""

from dataclasses import replace

import pytest

from tests import builders
from tests.desk.branch_village import opened, saved
from tests.desk.willow_village import add
from villagedesk import quorum
from villagedesk.desk import Step
from villagedesk.ledgers.decisions.tables import Matter, StageKind
from villagedesk.quorum import Basis

BY_HOUSEHOLD = "村民会议（户代表）"
COUNTY = '[decisions.stages_stand.numbers]\nprofile = "县规定"\n'


@pytest.fixture
def desk(tmp_path):
    made = opened(tmp_path)
    add(made, builders.decision("流转三组地", uid="land", kind=Matter.LAND))
    yield made
    made.close()


def sitting_for(desk, stage, kinds=""):
    asked, branch, group, day, purpose = desk.stage_sitting("land", stage).split("|")
    return desk.new_sitting(kinds or asked, branch, group=group, day=day, purpose=purpose)


def test_land_asks_for_two_thirds_of_all_whoever_meets(desk):
    (found,) = desk.rules_of_matters(sitting_for(desk, StageKind.RESOLVED, "村民代表会议")).values()
    assert (found.title, found.passing) == ("村民代表会议", quorum.TWO_THIRDS)
    assert found.basis is Basis.ALL


def test_the_profile_of_the_county_holds_at_the_sitting_too(desk, tmp_path):
    sitting = sitting_for(desk, StageKind.EXAMINED)
    assert desk.rules_of_matters(sitting) == {"流转三组地": quorum.BRANCH_MEETING}
    county = tmp_path / "县.toml"
    county.write_text(COUNTY, encoding="utf-8")
    desk.use_county_profile(county)
    assert desk.rules_of_matters(sitting)["流转三组地"].source == "县里的规定"


def test_villagers_who_met_by_household_need_two_thirds_of_the_households(desk):
    counts = {"expected": "300", "attended": "199"}
    counts |= {"voters_expected": "300", "voters_present": "199"}
    done = saved(desk, replace(sitting_for(desk, StageKind.RESOLVED), attendees=()), **counts)
    assert resolved(desk).step is Step.DONE
    assert any("按三分之二以上的户到会算" in one for one in desk.matter("land").rules)
    wrong = desk.set_stage("land", StageKind.RESOLVED, {"stage_form": "户代表"})
    assert (
        wrong.problems[0].message
        == "这次会议记的是村民会议，会议形式里要写上，例如：村民会议（户代表）"
    )
    assert not desk.set_stage("land", StageKind.RESOLVED, {"stage_form": BY_HOUSEHOLD}).problems
    assert "需 ≥200" in resolved(desk).words
    assert desk.rules_of_matters(done)["流转三组地"].title == "村民会议（户的代表）"
    saved(desk, done, meeting_place="村部")
    assert "需 ≥200" in resolved(desk).words
    assert not desk.set_stage("land", StageKind.RESOLVED, {"stage_form": "村民会议"}).problems
    assert resolved(desk).step is Step.DONE


def resolved(desk):
    return next(one for one in desk.matter("land").stages if one.kind == StageKind.RESOLVED)


def test_a_sitting_that_was_saved_still_goes_by_it_and_one_of_its_own_by_none(desk):
    begun = sitting_for(desk, StageKind.EXAMINED)
    done = saved(desk, begun)
    assert not done.purpose
    assert desk.rules_of_matters(done) == {"流转三组地": quorum.BRANCH_MEETING}
    assert desk.rules_of_matters(replace(begun, purpose="")) == {}
    assert desk.rules_of_matters(sitting_for(desk, StageKind.CONSULTED)) == {}

"""What is typed of a sitting: what cannot be is refused, and nothing typed is ever lost."""

from dataclasses import replace
from functools import partial

import pytest

from tests.desk.branch_village import (
    ABSENT,
    SICK,
    assembly,
    labels,
    opened,
    rows,
    saved,
    with_item,
)
from villagedesk.desk import Item
from villagedesk.errors import UserError
from villagedesk.ledgers.meetings.rolls import MEETINGS
from villagedesk.people import Draft


@pytest.fixture
def desk(tmp_path):
    made = opened(tmp_path)
    yield made
    made.close()


# what cannot be


def no_kind(sitting):
    return replace(sitting, words={**sitting.words, "meeting_kinds": ""})


def no_day(sitting):
    return replace(sitting, words={**sitting.words, "held_on": " "})


def backwards(sitting):
    return replace(sitting, words={**sitting.words, "begins": "10:00", "ends": "9:00"})


def twice(sitting):
    return replace(sitting, attendees=(*sitting.attendees, sitting.attendees[0]))


def a_stranger(sitting):
    who = replace(sitting.attendees[0], person="nobody", name="没有的人")
    return replace(sitting, attendees=(*sitting.attendees, who))


def typed(sitting, **numbers):
    return replace(sitting, attendees=(), words={**sitting.words, **numbers})


def untitled(sitting):
    return replace(sitting, items=(Item(typed={"item_resolution": "同意"}),))


def second_item(sitting, **votes):
    first = Item(typed={"item_title": "产业发展"})
    return replace(sitting, items=(first, *with_item(sitting, **votes).items))


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        (no_kind, "meeting_kinds"),
        (no_day, "held_on"),
        (backwards, "ends"),
        (twice, "attendance:liu"),
        (a_stranger, "attendance:nobody"),
        (partial(typed, expected="3", attended="4"), "attended"),
        (partial(typed, expected="9", attended="4", on_leave="2", absent="2"), "attended"),
        (partial(typed, voters_expected="3", voters_present="4"), "voters_present"),
        (untitled, "item:0:item_title"),
        (partial(second_item, votes_yes="2", votes_no="1"), "item:1:votes_yes"),
        (partial(second_item, votes_yes="3", votes_written="0"), "item:1:votes_yes"),
        (partial(second_item, votes_yes="1", votes_written="2"), "item:1:votes_written"),
        (
            partial(
                second_item, votes_yes="1", votes_no="0", votes_abstained="0", votes_missing="0"
            ),
            "item:1:votes_yes",
        ),
    ],
)
def test_what_cannot_be_is_not_saved_but_kept(desk, wrong, label):
    sitting = wrong(assembly(desk))
    done = desk.save_sitting(sitting)
    assert labels(done) == [label]
    assert not any(rows(desk).values())
    assert desk.unfinished_sittings() == (sitting,)


@pytest.mark.parametrize(
    "votes",
    [
        {"votes_yes": "1", "votes_no": "0", "votes_abstained": "0"},
        {"votes_yes": "2", "votes_no": "0", "votes_abstained": "0", "votes_missing": "0"},
        {"votes_yes": "3", "votes_no": "0", "votes_written": "1"},
        {"votes_yes": "1", "votes_no": "0", "votes_abstained": "0", "votes_missing": "1"},
    ],
)
def test_votes_that_may_be_are_saved(desk, votes):
    assert desk.save_sitting(with_item(assembly(desk), **votes)).problems == ()


def test_who_is_typed_and_not_picked_is_asked_for(desk):
    sitting = assembly(desk)
    done = desk.save_sitting(replace(sitting, words={**sitting.words, "chair": "刘某"}))
    assert labels(done) == ["chair"]


def test_a_sitting_that_is_gone_is_said(desk):
    sitting = desk.sitting(desk.save_sitting(assembly(desk)).uid)
    desk.remove(MEETINGS, sitting.uid)
    with pytest.raises(UserError, match="已经不在"):
        desk.save_sitting(sitting)


# drafts


def test_everything_typed_survives_a_power_cut(desk):
    sitting = second_item(assembly(desk, zhang=SICK, chen=ABSENT), votes_yes="许多", motion="?")
    sitting = replace(sitting, words={**sitting.words, "meeting_content": "第一行\n第二行"})
    came = (replace(sitting.attendees[0], note="迟到", excluded="卧床", approval="3号"),)
    sitting = replace(sitting, attendees=(*came, *sitting.attendees[1:]))
    desk.keep_sitting(sitting)
    assert desk.unfinished_sittings() == (sitting,)
    assert [one.about for one in desk.drafts(MEETINGS)] == [sitting.draft]


def test_a_new_sitting_has_one_draft_that_goes_when_it_is_saved(desk):
    one, other = assembly(desk), assembly(desk, "2026-06-01")
    for sitting in (one, other, one):
        desk.keep_sitting(sitting)
    assert {found.draft for found in desk.unfinished_sittings()} == {one.draft, other.draft}
    assert desk.save_sitting(one).problems == ()
    assert desk.unfinished_sittings() == (other,)


def test_the_draft_of_a_saved_sitting_lies_over_it(desk):
    sitting = desk.sitting(desk.save_sitting(with_item(assembly(desk))).uid)
    words = {**sitting.words, "held_on": "不知道"}
    changed = replace(sitting, words=words, attendees=sitting.attendees[1:], items=())
    assert labels(desk.save_sitting(changed)) == ["held_on"]
    assert desk.sitting(sitting.uid) == changed
    assert desk.unfinished_sittings() == ()
    assert saved(desk, changed, held_on="2026-05-07").items == ()
    assert desk.facts().all(Draft) == []

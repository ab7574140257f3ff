"""Quorum and majority, at their bounds: the numbers of the rules' own examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagedesk import quorum
from villagedesk.quorum import Share, Turnout, judge

counts = st.integers(0, 5000)
shares = st.sampled_from(
    [
        quorum.HALF,
        quorum.MORE_THAN_HALF,
        quorum.TWO_THIRDS,
        quorum.MORE_THAN_TWO_THIRDS,
        quorum.FOUR_FIFTHS,
        quorum.A_THIRD,
    ]
)


@given(shares, counts)
def test_least_is_the_first_number_that_reaches_the_share(share, whole):
    reaching = [n for n in range(whole + 2) if n * share.of >= share.part * whole]
    beyond = [n for n in reaching if n * share.of > share.part * whole]
    assert share.least(whole) == (beyond if share.over else reaching)[0]


@given(counts)
def test_most_is_the_last_number_within_the_share(whole):
    within = quorum.A_THIRD.most(whole)
    assert within * 3 <= whole < (within + 1) * 3


def votes(procedure, expected, present, yes=None):
    return judge(procedure, Turnout(expected, present), yes)


def test_vector_1_a_branch_of_29_voters_needs_15_there_and_15_ayes():
    assert votes(quorum.BRANCH_MEETING, 29, 14).quorum_met is False
    all_agree = votes(quorum.BRANCH_MEETING, 29, 15, 15)
    assert (all_agree.quorum_needed, all_agree.needed, all_agree.carried) == (15, 15, True)
    assert votes(quorum.BRANCH_MEETING, 29, 15, 14).carried is False


def test_vector_1_half_of_28_may_meet_and_can_never_pass():
    judged = votes(quorum.BRANCH_MEETING, 28, 14, 14)
    assert (judged.quorum_met, judged.needed, judged.can_pass, judged.carried) == (
        True,
        15,
        False,
        False,
    )


def test_vector_1_half_of_30_is_told_while_it_is_typed():
    judged = votes(quorum.BRANCH_MEETING, 30, 15)
    assert judged.words == "到会 15/30：全票也不能通过，需 ≥16"


def test_vector_2_admission_needs_more_than_half_there():
    assert votes(quorum.ADMISSION, 28, 14).quorum_met is False
    assert votes(quorum.ADMISSION, 28, 15).quorum_needed == 15


@pytest.mark.parametrize(("expected", "needed"), [(30, 24), (29, 24)])
def test_vector_3_an_election_needs_four_fifths(expected, needed):
    assert votes(quorum.PARTY_ELECTION, expected, needed).quorum_met
    assert not votes(quorum.PARTY_ELECTION, expected, needed - 1).quorum_met


def test_vector_4_an_assembly_of_35_needs_24_there_and_13_ayes_of_them():
    judged = votes(quorum.REPRESENTATIVES, 35, 24, 13)
    assert (judged.quorum_needed, judged.needed, judged.carried) == (24, 13, True)
    assert votes(quorum.REPRESENTATIVES, 35, 23, 23).carried is False


def test_vector_4_shares_of_the_composition():
    assert quorum.A_THIRD.least(35) == 12
    assert quorum.FOUR_FIFTHS.least(35) <= 30
    assert quorum.FOUR_FIFTHS.least(24) > 19


def test_vector_5_villagers_meet_as_adults_or_as_households():
    assert votes(quorum.VILLAGERS, 1000, 501).quorum_needed == 501
    assert votes(quorum.VILLAGERS_BY_HOUSEHOLD, 300, 200).quorum_needed == 200
    assert votes(quorum.VILLAGERS, 1000, 501).needed == 251


def test_vector_6_members_of_the_collective_decide_by_two_thirds_of_all():
    judged = votes(quorum.COLLECTIVE_MEMBERS, 600, 400, 400)
    assert (judged.quorum_needed, judged.needed, judged.carried) == (400, 400, True)
    assert votes(quorum.COLLECTIVE_MEMBERS, 600, 400, 399).carried is False


def test_vector_7_a_council_of_five():
    judged = votes(quorum.COLLECTIVE_COUNCIL, 5, 4, 3)
    assert (judged.quorum_needed, judged.needed, judged.carried) == (4, 3, True)


@pytest.mark.parametrize(("whole", "most"), [(32, 10), (30, 10), (33, 11), (31, 10)])
def test_vector_11_excellent_within_a_third(whole, most):
    assert quorum.A_THIRD.most(whole) == most


def test_where_no_rule_sets_a_number_none_is_asked_for():
    judged = votes(quorum.PARTY_GROUP, 9, 2, 1)
    assert (judged.quorum_needed, judged.needed, judged.carried) == (None, None, None)
    assert judged.words == "到会 2/9"


def test_result_is_said_with_the_number_it_is_held_against():
    assert votes(quorum.BRANCH_MEETING, 29, 20, 16).words == "到会 20/29：赞成 16 ≥ 15，通过"
    assert votes(quorum.BRANCH_MEETING, 29, 20, 14).words == "到会 20/29：赞成 14 < 15，没有通过"
    assert votes(quorum.BRANCH_MEETING, 29, 9, 9).words == (
        "到会 9/29：不够法定人数，需 ≥15，表决无效"
    )


def test_shares_are_spoken_as_rules_speak():
    assert [Share(1, 2).words, quorum.MORE_THAN_HALF.words, quorum.FOUR_FIFTHS.words] == [
        "半数以上",
        "超过半数",
        "五分之四以上",
    ]

"""三会一课: what the branches held, who came, what was resolved, and whom they must not forget."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.meetings import norms, norms_of_members
from villagedesk.ledgers.meetings.rolls import FLOATING, HOME_TEACHING, MEETINGS, MEMBER_REVIEWS

LEDGER = Ledger(
    key="meetings",
    title="三会一课",
    shelf="台账",
    rolls=(MEETINGS, FLOATING, HOME_TEACHING, MEMBER_REVIEWS),
    norms=(
        norms.are_held_in_time,
        norms.votes_add_up,
        norms.numbers_add_up,
        norms.vote_stands,
        norms.voters_have_a_vote,
        norms.nobody_is_in_two_places,
        norms.chair_was_there,
        norms.is_written_down_in_time,
        norms.text_is_not_copied,
        norms_of_members.excellent_within_a_third,
        norms_of_members.probationary_is_not_graded,
        norms_of_members.no_long_absence,
        norms_of_members.mobile_members_are_contacted,
        norms_of_members.long_absence_is_registered,
        norms_of_members.probation_is_settled,
        norms_of_members.members_study_enough,
    ),
)

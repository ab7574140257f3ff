"""村“两委”班子: seats, terms, representatives, reviews, changes, appraisals."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.committees import norms, norms_in_time
from villagedesk.ledgers.committees.rolls import (
    APPRAISALS,
    CHANGES,
    KINSHIPS,
    REPRESENTATIVES,
    REVIEWS,
    SEATS,
    TERMS,
)

LEDGER = Ledger(
    key="committees",
    title="村“两委”班子",
    shelf="台账",
    rolls=(SEATS, REPRESENTATIVES, REVIEWS, CHANGES, APPRAISALS, KINSHIPS, TERMS),
    norms=(
        norms.size_fits_population,
        norms.has_a_woman,
        norms.mixed_village_has_a_minority,
        norms.one_post_on_each_body,
        norms.one_chair_at_a_time,
        norms.committee_matches_full_members,
        norms.secretary_does_not_supervise,
        norms.relatives_do_not_supervise,
        norms.council_does_not_supervise_itself,
        norms.council_is_odd,
        norms.representatives_include_women,
        norms.representatives_are_most,
        norms.representatives_speak_for_households,
        norms_in_time.term_is_not_overdue,
        norms_in_time.handover_is_recorded,
        norms_in_time.members_were_reviewed,
        norms_in_time.no_two_incompetent_years,
        norms_in_time.discipline_forbids_promotion,
    ),
)

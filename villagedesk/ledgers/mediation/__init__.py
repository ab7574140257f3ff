"""乡贤调解: quarrels settled in the village, who settles them, and what their files lack."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.mediation import committee, norms
from villagedesk.ledgers.mediation.rolls import CASES, MEDIATORS, SAGES

LEDGER = Ledger(
    key="mediation",
    title="乡贤调解",
    shelf="台账",
    rolls=(CASES, SAGES, MEDIATORS),
    norms=(
        norms.file_is_complete,
        norms.case_is_settled_in_time,
        norms.agreement_is_whole,
        norms.confirmation_in_time,
        norms.agreement_is_performed,
        norms.outcome_is_possible,
        norms.escalation_is_reported,
        norms.case_numbers_run,
        committee.mediators_are_of_the_committee,
        committee.committee_is_fit,
    ),
)

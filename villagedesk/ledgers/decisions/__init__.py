"""四议两公开: what the village decided, whether rightly, and whether it was published."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.decisions import norms
from villagedesk.ledgers.decisions.rolls import DECISIONS

LEDGER = Ledger(
    key="decisions",
    title="四议两公开",
    shelf="台账",
    rolls=(DECISIONS,),
    norms=(
        norms.stages_are_in_order,
        norms.no_stage_is_skipped,
        norms.stages_stand,
        norms.votes_add_up,
        norms.matter_is_authorised,
        norms.publicity_lasts,
        norms.decision_is_published,
        norms.result_is_published,
        norms.notice_was_given,
        norms.contract_is_kept,
        norms.objections_are_handled,
    ),
)

"""后备干部: the pool behind the posts, and what it lacks."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.reserve import norms
from villagedesk.ledgers.reserve.rolls import RESERVES

LEDGER = Ledger(
    key="reserve",
    title="后备干部",
    shelf="台账",
    rolls=(RESERVES,),
    norms=(
        norms.is_young_enough,
        norms.is_party_member,
        norms.has_a_clean_record,
        norms.is_prepared,
        norms.trainings_do_not_overlap,
    ),
)

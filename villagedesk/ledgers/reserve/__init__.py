"""后备干部: the pool behind the posts, and what it lacks."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.reserve.rolls import RESERVES

LEDGER = Ledger(
    key="reserve",
    title="后备干部",
    shelf="台账",
    rolls=(RESERVES,),
    norms=(),
)

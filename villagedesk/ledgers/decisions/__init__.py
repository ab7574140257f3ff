"""四议两公开: what the village decided, whether rightly, and whether it was published."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.decisions.rolls import DECISIONS

LEDGER = Ledger(key="decisions", title="四议两公开", shelf="台账", rolls=(DECISIONS,), norms=())

"""乡贤调解: quarrels settled in the village, who settles them, and what their files lack."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.mediation.rolls import CASES, MEDIATORS, SAGES

LEDGER = Ledger(
    key="mediation", title="乡贤调解", shelf="台账", rolls=(CASES, SAGES, MEDIATORS), norms=()
)

"""三会一课: what the branches held, who came, what was resolved, and whom they must not forget."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.meetings.rolls import FLOATING, HOME_TEACHING, MEETINGS, MEMBER_REVIEWS

LEDGER = Ledger(
    key="meetings",
    title="三会一课",
    shelf="台账",
    rolls=(MEETINGS, FLOATING, HOME_TEACHING, MEMBER_REVIEWS),
    norms=(),
)

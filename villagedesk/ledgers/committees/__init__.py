"""村“两委”班子: seats, terms, representatives, reviews, changes, appraisals."""

from villagedesk.declare import Ledger
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
)

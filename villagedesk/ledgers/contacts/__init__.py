"""网格与党员联系户: who looks after which household, and what the visits brought up."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.contacts.rolls import CELLS, CONTACTS, VISITS

LEDGER = Ledger(
    key="contacts", title="党员联系户", shelf="台账", rolls=(CONTACTS, VISITS, CELLS), norms=()
)

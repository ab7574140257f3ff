"""网格与党员联系户: who looks after which household, and what the visits brought up."""

from villagedesk.declare import Ledger
from villagedesk.ledgers.contacts import norms
from villagedesk.ledgers.contacts.rolls import CELLS, CONTACTS, VISITS

LEDGER = Ledger(
    key="contacts",
    title="党员联系户",
    shelf="台账",
    rolls=(CONTACTS, VISITS, CELLS),
    norms=(
        norms.household_has_member,
        norms.household_has_one_member,
        norms.member_has_fitting_number,
        norms.exempt_members_hold_none,
        norms.household_is_in_a_cell,
        norms.cell_has_party_group,
        norms.household_was_visited,
        norms.visits_are_not_copied,
    ),
)

"""党员: the registers as any ledger's, and the way to write down a change of membership."""

from ui.ledger_page import LedgerPage
from ui.page import Frame
from ui.parts import plain_button
from villagedesk.ledgers.party import CHANGES, LEDGER
from villagedesk.people import PartyMember


class PartyPage(LedgerPage):
    """The page of the party's registers."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, LEDGER, (plain_button("登记变动", self._move),))

    def _move(self) -> None:
        """Begins with the member who is shown."""
        uid = self.view.record.uid if self.view.roll.record is PartyMember else ""
        self.frame.go("membership", uid)

    def begin_new(self) -> None:
        """A change is written on the page that lets the register follow it."""
        if self.view.roll is CHANGES:
            self.frame.go("membership")
        else:
            super().begin_new()

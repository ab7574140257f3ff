"""Reads back what a return slip says to programs, under the budgets of any workbook."""

from villagedesk.books.reading.returned import SLIP
from villagedesk.books.reading.sniff import sniff
from villagedesk.books.reading.xlsx import read_xlsx
from villagedesk.books.slip.model import Slip, slip_of


def read_slip(data: bytes) -> Slip | None:
    """The slip, or None when the bytes are none.

    Raises UserError for a slip that a hand spoiled or a newer program wrote, and for a package
    that is not sound.
    """
    if sniff(data) != "zip":
        return None
    book = read_xlsx(data, only=SLIP)
    return slip_of(book.sheets[0]) if book.sheets else None

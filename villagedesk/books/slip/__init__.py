"""退回单: a copy of a village's workbook with the doubtful cells marked and a list in front."""

from villagedesk.books.slip.model import Item, Slip, slip_of
from villagedesk.books.slip.reading import read_slip
from villagedesk.books.slip.writing import write_slip

__all__ = ["Item", "Slip", "read_slip", "slip_of", "write_slip"]

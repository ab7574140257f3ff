"""Any workbook → tables, rows, problems: `read` does it in a worker process, under caps."""

from villagedesk.books.reading.book import read_here
from villagedesk.books.reading.model import ReadBook, Row, Table, Warning
from villagedesk.books.reading.plain import as_json
from villagedesk.books.reading.sheet import Sheet
from villagedesk.books.reading.worker import read

__all__ = ["ReadBook", "Row", "Sheet", "Table", "Warning", "as_json", "read", "read_here"]

"""The reader's result as plain JSON values, in the form the command line promises."""

from typing import Any

from villagedesk.books.reading.model import ReadBook, Row, Table


def as_json(book: ReadBook) -> dict[str, Any]:
    """`{"tables": […]}`; a table's `layout` stands there only when it is not a plain table."""
    return {"tables": [_table(table) for table in book.tables], "warnings": list(book.warnings)}


def _table(table: Table) -> dict[str, Any]:
    layout = {} if table.layout == "table" else {"layout": table.layout}
    return {
        "sheet": table.sheet,
        "title": table.title,
        "meta": dict(table.meta),
        "header_rows": list(table.header_rows),
        "columns": {letter: list(column) for letter, column in table.columns.items()},
        "records": [_row(row) for row in table.records],
        "skipped_rows": {str(row): reason for row, reason in table.skipped_rows.items()},
        **layout,
    }


def _row(row: Row) -> dict[str, Any]:
    extra = {"extra": dict(row.extra)} if row.extra else {}
    return {
        "row": row.row,
        "values": dict(row.values),
        "warnings": [
            {"field": warning.field, "code": warning.code, "detail": warning.detail}
            for warning in row.warnings
        ],
        **extra,
    }

"""What reading a workbook gives: tables of records, each with its doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from villagedesk.books.reading.sheet import Sheet

Cell = str | int | float | bool | list[dict[str, str]] | None

WHOLE_ROW = "*"


@dataclass(frozen=True, slots=True)
class Warning:
    """One doubt: which field of the row, the code of the reason, and what was seen."""

    field: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: values by key, and `extra` by header for columns that nobody knows."""

    row: int
    values: Mapping[str, Cell]
    warnings: tuple[Warning, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet; rows and columns are Excel's, headers are paths joined with `/`."""

    sheet: str
    title: str | None
    meta: Mapping[str, str]
    header_rows: tuple[int, ...]
    columns: Mapping[str, tuple[str, str | None]]
    records: tuple[Row, ...]
    skipped_rows: Mapping[int, str]
    layout: str = "table"


@dataclass(frozen=True, slots=True)
class ReadBook:
    """All tables of the sheets a person sees, and the hidden sheets as they are."""

    tables: tuple[Table, ...]
    hidden: tuple[Sheet, ...] = ()
    warnings: tuple[str, ...] = ()

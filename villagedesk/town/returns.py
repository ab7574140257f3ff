"""退回: what falls short in a standing workbook, each with the cell where it is to be put right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.books.own import OwnBook, OwnSheet, read_own
from villagedesk.books.reading import read_here
from villagedesk.books.reading.sheet import column_letter
from villagedesk.books.slip import Item, Slip
from villagedesk.checks import Found
from villagedesk.declare import Level
from villagedesk.ledgers import LEDGERS
from villagedesk.people import Village
from villagedesk.store.records import table_of
from villagedesk.town.kept import content_of, kept_for
from villagedesk.town.parcels import HAND, Parcel
from villagedesk.town.rosters import places
from villagedesk.town.snapshot import CellProblem
from villagedesk.town.standing import findings_of, problems_of

_FIRST = "A"


@dataclass(frozen=True)
class Given:
    """A slip to be written, and the workbook as it came, under this name."""

    original: bytes
    slip: Slip
    name: str


def opening(until: date | None, contact: str, more: str) -> str:
    """The words at the head of a slip: by when, whom to ask, and what else there is to say."""
    words = contact.strip(), more.strip()
    by_when = f"请在{until.year}年{until.month}月{until.day}日前改好，重新报一次。" if until else ""
    asked, rest = (f"{one.rstrip('。')}。" if one else "" for one in words)
    return f"{by_when}{f'有不清楚的请联系：{asked}' if asked else ''}{rest}"


def standing_parcels(
    connection: Connection, period: str, villages: Sequence[str] = ()
) -> tuple[str, ...]:
    """The workbooks that count for a period, by uid; `villages` limits them to some codes."""
    own = table_of(Parcel)
    query = select(own.c.uid, own.c.village).where(own.c.period == period, own.c.standing)
    rows = connection.execute(query.order_by(own.c.village))
    return tuple(row.uid for row in rows if not villages or row.village in villages)


def give_back(
    connection: Connection, uid: str, *, day: date, words: Mapping[str, str], to_all: str = ""
) -> Given | None:
    """The slip of a workbook, or None where there is nothing to put right.

    `words` are the town's own to a village, by its code, and make a slip of themselves; what it
    says `to_all` goes with those that are written.
    """
    own, village = table_of(Parcel), table_of(Village)
    names = village.c.name.label("village_name"), village.c.town.label("town_name")
    query = select(own, *names).join(village, village.c.code == own.c.village)
    parcel = connection.execute(query.where(own.c.uid == uid)).one()
    original = content_of(connection, uid)
    items, said = tuple(_items(connection, parcel, original)), words.get(parcel.village, "")
    slip = _slip(parcel, items, day, "\n".join(filter(None, (to_all, said))))
    return Given(original, slip, parcel.name) if items or said else None


def _slip(parcel: Any, items: tuple[Item, ...], day: date, words: str) -> Slip:
    return Slip(
        town=parcel.town_name,
        code=parcel.village,
        village=parcel.village_name,
        period=parcel.period,
        sequence=parcel.sequence,
        export_id=parcel.uid,
        day=day,
        items=items,
        words=words,
    )


def _items(connection: Connection, parcel: Any, original: bytes) -> Iterator[Item]:
    """What could not be read comes first, then what falls short, the gravest first."""
    problems = problems_of(parcel)
    found = [one.found for one in findings_of(connection, parcel.period, parcel.village)]
    if not problems and not found:
        return
    book = read_own(original) if parcel.store_id != HAND else None
    if book is None:
        yield from (_of_problem(one) for one in problems)
        yield from _of_roster(connection, parcel, original, found)
        return
    places = Places(book)
    yield from map(places.of_problem, problems)
    yield from map(places.of_finding, found)


def _of_roster(
    connection: Connection, parcel: Any, original: bytes, found: Sequence[Found]
) -> Iterator[Item]:
    """What falls short in one of a village's rosters; what is in none stands with the first."""
    kept = kept_for(connection, parcel.village, parcel.period)
    if kept is None:
        return
    rosters = places(kept, [read_here(content) for content in kept.contents])
    own = kept.contents.index(original)
    for one in found:
        if own == next((at for at, spots in enumerate(rosters) if one.uid in spots), 0):
            spot = rosters[own].get(one.uid)
            yield replace(_of_finding(one), **spot._asdict() if spot else {})


def _of_problem(one: CellProblem) -> Item:
    return Item(one.message, Level.ERROR, one.sheet, one.row, one.column)


_SAID = ("message", "level", "subject", "rule", "source", "remark", "uid", "norm")


def _of_finding(found: Found) -> Item:
    return Item(**{name: getattr(found, name) for name in _SAID}, event=found.period)


class Places:
    """Where the records of a workbook of the program are."""

    def __init__(self, book: OwnBook) -> None:
        self._sheets = {sheet.title: sheet for sheet in book.sheets}
        self._rows: dict[str, dict[str, int]] = {}
        for sheet in self._sheets.values():
            at = _place(sheet, "_uid")
            if at is not None:
                self._rows[sheet.key] = {str(cells[at]): row for row, cells in sheet.rows}
        self._by_key = {sheet.key: sheet for sheet in self._sheets.values()}

    def of_problem(self, one: CellProblem) -> Item:
        """A cell, or a row, that could not be taken as it stands."""
        where = self._sheets.get(one.sheet)
        if where is None or one.row is None:
            return _of_problem(one)
        cells = next((cells for number, cells in where.rows if number == one.row), ())
        at = _place(where, "_uid")
        return Item(
            one.message,
            Level.ERROR,
            where.tab,
            one.row,
            one.column or _title_column(where),
            subject=_title(cells),
            roll=where.key,
            uid=str(cells[at] or "") if cells and at is not None else "",
        )

    def of_finding(self, found: Found) -> Item:
        """A norm does not say which field: the row's first one is marked."""
        item = _of_finding(found)
        for key in _rolls_of(found.ledger):
            if row := self._rows.get(key, {}).get(found.uid):
                sheet = self._by_key[key]
                column = _title_column(sheet)
                return replace(item, sheet=sheet.tab, row=row, column=column, roll=key)
        return item


def _rolls_of(ledger: str) -> Iterator[str]:
    """The rolls in which a finding's record is looked for, those of its own ledger first."""
    for one in sorted(LEDGERS, key=lambda one: one.key != ledger):
        for roll in one.rolls:
            yield roll.key
            yield from (part.key for part in roll.parts)


def _place(sheet: OwnSheet, field: str) -> int | None:
    return sheet.fields.index(field) if field in sheet.fields else None


def _title_column(sheet: OwnSheet) -> str:
    return column_letter(sheet.columns[0]) or _FIRST


def _title(cells: Sequence[Any]) -> str:
    return str(cells[0] or "") if cells else ""

"""Handing a period's workbook to the town: what was so on its last day, masked, numbered."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from villagedesk import checks
from villagedesk.books.beside import page_beside
from villagedesk.books.book import Book, Cancelled, Report, file_name, write_book
from villagedesk.books.cover import Cover
from villagedesk.books.sheet import SheetPage
from villagedesk.checks import Found
from villagedesk.declare import Face, Record, Roll, column, face
from villagedesk.desk.checking import called
from villagedesk.desk.opening import COUNTY_PROFILE, OWN_NUMBERS, OpenDesk
from villagedesk.desk.wording import renamed
from villagedesk.errors import UserError
from villagedesk.kinds import IdNumber, Link, mask_id
from villagedesk.ledgers import LEDGERS
from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS
from villagedesk.people import Attachment, Tie, Village
from villagedesk.period import Period
from villagedesk.store import queries, records
from villagedesk.store.database import write_info
from villagedesk.store.past import past
from villagedesk.store.records import table_of
from villagedesk.store.settings import setting

SEQUENCES = "export_sequence"
"""In store_info: how often each period was handed over, as JSON."""

_ENDS: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    Tie: (("from_roll", "from_uid"), ("to_roll", "to_uid")),
    Attachment: (("roll", "about"),),
}
"""The columns by which they belong to records: table and uid."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Exported:
    """A workbook that lies where it was asked for: rows by sheet title, and its self-check."""

    path: Path
    sequence: int
    counts: Mapping[str, int]
    findings: tuple[Found, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        """The titles of the sheets with rows, in order."""
        return tuple(self.counts)


@dataclass(frozen=True)
class _Scope:
    """What one export is about: the village, the days, and whether ID numbers are whole."""

    village: str
    since: date
    until: date
    full_ids: bool


@dataclass
class Exporting(OpenDesk):
    """The verbs of the 报镇 page."""

    def export(
        self,
        period: Period,
        out: Path,
        *,
        full_ids: bool = False,
        report: Report | None = None,
        cancelled: Cancelled | None = None,
    ) -> Exported:
        """Writes the period's workbook; see `gather` for what is in it.

        Raises UserError when `cancelled()`; an export that was not finished is not counted.
        """
        book = self.gather(period, full_ids=full_ids)
        self.write(book, out, report=report, cancelled=cancelled)
        return self.handed_over(book, out)

    def write(
        self,
        book: Book,
        out: Path,
        *,
        report: Report | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        """Writes a gathered workbook; asks no store, so it runs beside the desk's thread."""
        write_book(book, out, report=report, cancelled=cancelled)

    def gather(self, period: Period, *, full_ids: bool = False) -> Book:
        """What the workbook will say, read in one short transaction.

        Registers as they stood on the period's last day, or today if that is earlier; what has a
        date from 1 January to that day, and what is older and was still open then. A store that
        was begun later has no earlier state to show: its registers are those of today. ID numbers
        are masked unless `full_ids`.
        """
        if period.start > self.today:
            raise UserError(f"{period.words}还没有到，不能上报；请选已经开始的期间")
        village, day = self.village, min(period.end, self.today)
        scope = _Scope(village, date(day.year, 1, 1), day, full_ids)
        rules, label = self.rules(), self.supervisory_label
        with self.store.reading() as now, self._as_it_stood(now, day, village) as then:
            names = {SUPERVISORY_LABELS[0]: label}
            pages = tuple(
                replace(page, rows=renamed(list(page.rows), names))
                for page in _pages(now, then, scope)
            )
            facts = records.facts(then, village)
            found = tuple(
                called(one, label) for one in checks.findings(facts, day, rules) if not one.private
            )
            cover = self._cover(now, period, scope)
            beside = tuple(_beside(now, pages, village))
        return Book(cover, pages, found, beside)

    def handed_over(self, book: Book, out: Path) -> Exported:
        """Counts a workbook as given to the town, once it lies where it should."""
        counts = {**self._sequences(), book.cover.period: book.cover.sequence}
        info = {SEQUENCES: json.dumps(counts)}
        with self.store.writing() as connection:
            write_info(connection, info)
        self.store.info.update(info)
        rows = {page.title: len(page.rows) for page in book.pages}
        return Exported(out, book.cover.sequence, rows, book.findings)

    def export_name(self, period: Period) -> str:
        """The usual name of the period's next workbook."""
        with self.store.reading() as connection:
            row = connection.execute(select(table_of(Village))).first()
        town, name = (row.town, row.name) if row else ("", self.store.info["name"])
        return file_name(town, name, period.text, self._next(period))

    def _next(self, period: Period) -> int:
        return self._sequences().get(period.text, 0) + 1

    def _sequences(self) -> dict[str, int]:
        return dict(json.loads(self.store.info.get(SEQUENCES, "{}")))

    @contextmanager
    def _as_it_stood(self, now: Connection, day: date, village: str) -> Iterator[Connection]:
        begun = date.fromisoformat(self.store.info["made"][:10])
        if begun <= day < self.today:
            with past(now, day, village=village) as then:
                yield then
        else:
            yield now

    def _cover(self, connection: Connection, period: Period, scope: _Scope) -> Cover:
        own = table_of(Village)
        row = connection.execute(select(own).where(own.c.code == scope.village)).one()
        profile = str(setting(connection, COUNTY_PROFILE, ""))
        if own := setting(connection, OWN_NUMBERS, {}):
            profile += json.dumps(own, ensure_ascii=False, sort_keys=True)
        sequence, store_id = self._next(period), self.store.info["store_id"]
        parts = f"{store_id}{period.text}{sequence}{self.now().isoformat()}"
        return Cover(
            code=scope.village,
            village=row.name,
            town=row.town,
            period=period.text,
            period_words=period.words,
            filled_on=self.today,
            sequence=sequence,
            exported_at=self.now(),
            store_id=store_id,
            export_id=uuid.uuid5(uuid.NAMESPACE_OID, parts).hex,
            profile=hashlib.sha256(profile.encode()).hexdigest() if profile else "",
            full_ids=scope.full_ids,
            county=row.county,
            population=row.population,
            mixed=bool(row.mixed),
        )


def _pages(now: Connection, then: Connection, scope: _Scope) -> Iterator[SheetPage]:
    """A sheet for every roll, and behind it one for each of its parts."""
    for ledger in LEDGERS:
        for roll in ledger.rolls:
            connection = then if roll.dated is None else now
            page = _page(roll, _rows(connection, roll, scope))
            yield page
            place = len(page.fields)
            owners = {row[place]: row[0] for row in page.rows} if roll.parts else {}
            for part in roll.parts:
                yield _part_page(part, roll, _rows(connection, part, scope), owners)


def _page(roll: Roll, rows: Sequence[Row]) -> SheetPage:
    fields = tuple(face(attribute) for attribute in roll.sheet)
    hidden = ("_uid", *(f"_uid:{name}" for name in _links(roll)))
    return SheetPage(roll.key, roll.title, fields, rows, hidden)


def _part_page(part: Roll, roll: Roll, rows: Sequence[Row], owners: Mapping[str, Any]) -> SheetPage:
    """A part's rows under the first field of what they belong to, such as the person reviewed.

    They follow the order of what they belong to, so that those of one sitting stay together.
    """
    fields = tuple(face(attribute) for attribute in part.sheet)
    owner = _owner_face(face(roll.sheet[0]), fields)
    links = _links(part)
    parent = len(fields) + 1 + links.index(_parent(part))
    hidden = ("_uid", *("_parent" if name == _parent(part) else f"_uid:{name}" for name in links))
    places = {uid: place for place, uid in enumerate(owners)}
    kept = [(owners[row[parent]], *row) for row in rows if row[parent] in owners]
    kept.sort(key=lambda row: places[row[parent + 1]])
    return SheetPage(part.key, part.title, (owner, *fields), kept, hidden)


def _owner_face(owner: Face, fields: Sequence[Face]) -> Face:
    taken = any(own.label == owner.label for own in fields)
    return replace(owner, label=f"所属{owner.label}" if taken else owner.label, key="_owner")


def _rows(connection: Connection, roll: Roll, scope: _Scope) -> list[Row]:
    """The fields of the sheet, then the row's own uid and those it points at."""
    links = [roll.table.c[name] for name in _links(roll)]
    query = queries.listing(roll, roll.sheet, where={"village": scope.village}).add_columns(*links)
    if roll.dated is not None:
        day, until = roll.table.c[column(roll.dated).name], scope.until.isoformat()
        query = query.where(
            day <= until, (day >= str(scope.since.year)) | roll.record.open_on(until)
        )
    count = len(roll.sheet)
    rows = ((*row[1 : count + 1], row[0], *row[count + 1 :]) for row in connection.execute(query))
    return list(rows) if scope.full_ids else list(_masked(roll, rows))


def _masked(roll: Roll, rows: Iterable[Row]) -> Iterator[Row]:
    """ID numbers but for their region: births stand in the same workbook and would complete them.

    The last four digits beside the name on one sheet and the birth on another are a whole number.
    """
    numbers = [p for p, own in enumerate(roll.sheet) if isinstance(face(own).kind, IdNumber)]
    if not numbers:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place in numbers:
            values[place] = values[place] and mask_id(values[place], hide_last=True)
        yield tuple(values)


def _beside(
    connection: Connection, pages: Sequence[SheetPage], village: str
) -> Iterator[SheetPage]:
    """Ties and attachments of what is on the sheets; others speak of years that are not."""
    there = {(page.key, row[len(page.fields)]) for page in pages for row in page.rows}
    for kind, ends in _ENDS.items():
        own = table_of(kind)
        query = select(own).where(own.c.village == village).order_by(own.c.uid)
        rows = connection.execute(query).mappings()
        yield page_beside(
            kind,
            [
                dict(row)
                for row in rows
                if all((row[roll], row[uid]) in there for roll, uid in ends)
            ],
        )


def _links(roll: Roll) -> list[str]:
    """The columns of a record that point at others; a member's own key says the person already."""
    return [
        own.name
        for own in roll.table.columns
        if not own.primary_key and "face" in own.info and isinstance(own.info["face"].kind, Link)
    ]


def _parent(part: Roll) -> str:
    return next(name for name in _links(part) if part.table.c[name].info["face"].key == "parent")

"""Handing a period's workbook to the town: what was so on its last day, masked, numbered."""

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from villagedesk import checks
from villagedesk.books.beside import page_beside
from villagedesk.books.book import Book, Cancelled, Report, file_name, write_book
from villagedesk.books.cover import Cover
from villagedesk.books.sheet import SheetPage
from villagedesk.checks import Found
from villagedesk.declare import Record
from villagedesk.desk.checking import called
from villagedesk.desk.opening import COUNTY_PROFILE, OWN_NUMBERS, OpenDesk
from villagedesk.desk.wording import renamed
from villagedesk.errors import ReadOnlyError, UserError
from villagedesk.intake.pages import Scope, pages
from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS
from villagedesk.people import Attachment, Tie, Village
from villagedesk.period import Period
from villagedesk.store import records
from villagedesk.store.database import StoreInfo, write_info
from villagedesk.store.migrations import alone
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
        scope = Scope(village, day, full_ids)
        rules, label = self.rules(), self.supervisory_label
        with self.store.reading() as now, self._as_it_stood(now, day, village) as then:
            names = {SUPERVISORY_LABELS[0]: label}
            shown = tuple(
                replace(page, rows=renamed(list(page.rows), names))
                for page in pages(now, then, scope)
            )
            facts = records.facts(then, village)
            found = tuple(
                called(one, label) for one in checks.findings(facts, day, rules) if not one.private
            )
            cover = self._cover(now, period, scope)
            beside = tuple(_beside(now, shown, village))
        return Book(cover, shown, found, beside)

    def handed_over(self, book: Book, out: Path) -> Exported:
        """Counts a workbook as given to the town, once it lies where it should.

        Whoever may only look hands nothing in: his copy is not counted.
        """
        with suppress(ReadOnlyError), self.store.writing() as connection:
            alone(connection)
            counts = _sequences(connection)
            latest = max(counts.get(book.cover.period, 0), book.cover.sequence)
            counts |= {book.cover.period: latest}
            write_info(connection, {SEQUENCES: json.dumps(counts)})
        rows = {page.title: len(page.rows) for page in book.pages}
        return Exported(out, book.cover.sequence, rows, book.findings)

    def export_name(self, period: Period) -> str:
        """The usual name of the period's next workbook."""
        with self.store.reading() as connection:
            row = connection.execute(select(table_of(Village))).first()
            number = _next(connection, period)
        town, name = (row.town, row.name) if row else ("", self.store.info["name"])
        return file_name(town, name, period.text, number)

    @contextmanager
    def _as_it_stood(self, now: Connection, day: date, village: str) -> Iterator[Connection]:
        begun = date.fromisoformat(self.store.info["made"][:10])
        if begun <= day < self.today:
            with past(now, day, village=village) as then:
                yield then
        else:
            yield now

    def _cover(self, connection: Connection, period: Period, scope: Scope) -> Cover:
        own = table_of(Village)
        row = connection.execute(select(own).where(own.c.code == scope.village)).one()
        profile = str(setting(connection, COUNTY_PROFILE, ""))
        if own := setting(connection, OWN_NUMBERS, {}):
            profile += json.dumps(own, ensure_ascii=False, sort_keys=True)
        sequence, store_id = _next(connection, period), self.store.info["store_id"]
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


def _next(connection: Connection, period: Period) -> int:
    return _sequences(connection).get(period.text, 0) + 1


def _sequences(connection: Connection) -> dict[str, int]:
    own = table_of(StoreInfo)
    there = connection.execute(select(own.c.value).where(own.c.key == SEQUENCES)).scalar()
    return dict(json.loads(there or "{}"))


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

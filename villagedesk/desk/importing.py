"""Bringing workbooks in: what would change, and the one step that does it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from villagedesk import intake
from villagedesk.books import reading
from villagedesk.books.own import META, OwnBook, read_own
from villagedesk.books.reading import ReadBook, read, read_here
from villagedesk.declare import Record
from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import UserError
from villagedesk.intake import (
    NEW_PERSON,
    SKIP,
    Candidate,
    Changes,
    Difference,
    ImportPlan,
    NewTerm,
    OpenColumn,
    SheetPlan,
    Undecided,
    Wishes,
    plan_book,
    plan_own,
    targets,
)
from villagedesk.ledgers.mediation.tables import DISPUTE_LIST
from villagedesk.people import UNKNOWN_CODE, Village
from villagedesk.store.records import IN_TOWN, Writer, step, table_of
from villagedesk.store.settings import change_setting, setting

__all__ = [
    "NEW_PERSON",
    "SKIP",
    "Candidate",
    "Difference",
    "Import",
    "ImportFile",
    "ImportPlan",
    "Imported",
    "Importing",
    "NewTerm",
    "OpenColumn",
    "SheetPlan",
    "Undecided",
    "as_json",
    "fields_to_choose",
    "in_words",
    "ledgers_to_choose",
    "read_pasted",
    "read_workbook",
    "reading_json",
]

COLUMNS = "import_columns"
"""The setting that remembers which field an unknown header stands for."""

PASTED = "粘贴的内容"
NOTHING = ImportPlan("", (), Changes())


@dataclass(frozen=True)
class ImportFile:
    """A workbook as it was read: any roster, or one that this program wrote."""

    name: str
    book: ReadBook
    own: OwnBook | None = None


@dataclass(frozen=True)
class Imported:
    """What became of an import: the plan that was carried out, and how many rows went in."""

    plan: ImportPlan
    saved: int
    label: str


@dataclass(frozen=True)
class Import:
    """A plan with what it was made of, so that it can be made again with the clerk's answers."""

    file: ImportFile
    wishes: Wishes
    village: str
    columns: Mapping[str, str]
    plan: ImportPlan = NOTHING
    seen: int = 0

    @property
    def sheets(self) -> tuple[SheetPlan, ...]:
        """What would become of each table."""
        return self.plan.sheets


def read_workbook(
    path: Path,
    *,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportFile:
    """Reads a file in a process of its own; never on the desk's thread.

    Raises UserError for a file that cannot be read, and when `cancelled()` says so.
    """
    book = read(path, report=report, cancelled=cancelled)
    ours = any(sheet.name == META for sheet in book.hidden)
    return ImportFile(path.stem, book, read_own(path) if ours else None)


def read_pasted(text: str) -> ImportFile:
    """Cells copied from Excel or WPS: tabs between them, quotes around those with line breaks."""
    return ImportFile(PASTED, read_here(text.encode("utf-8-sig"), PASTED))


def ledgers_to_choose() -> list[tuple[str, str]]:
    """What a table may be imported as: key and title, in the order of the navigation."""
    return list({target.key: target.title for target in targets().values()}.items())


def fields_to_choose(ledger: str) -> list[tuple[str, str]]:
    """What a column may stand for in a ledger: key and label."""
    slots = targets()[ledger].column_slots
    return [(key, slot.face.label) for key, slot in slots.items()]


@dataclass
class Importing(OpenDesk):
    """The verbs of the import page."""

    def plan_import(
        self,
        file: ImportFile,
        *,
        ledger: str | Mapping[int, str] | None = None,
        term: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Import:
        """What importing would do; nothing is written.

        `ledger` (for all tables, or by a table's place from 0) and `term` (a title or a uid) stand
        over what the sheets say; `columns` gives unknown headers a field key, beside what was
        remembered. Raises UserError for an unknown ledger, and in a town's store.
        """
        if self.store.is_town:
            raise UserError(IN_TOWN)
        village = self.village
        with self.store.reading() as connection:
            remembered = setting(connection, COLUMNS, {})
            wishes = Wishes(
                today=self.today,
                village=_village_name(connection),
                ledger=ledger,
                term=term,
                columns={**remembered, **(columns or {})},
                own_words=frozenset(setting(connection, DISPUTE_LIST, {})),
                mark=self.store.mark,
            )
            asked = Import(file, wishes, village, columns or {})
            return self._plan(connection, asked)

    def apply_import(
        self,
        planned: Import,
        *,
        accepted: frozenset[str] = frozenset(),
        chosen: Mapping[str, str] | None = None,
    ) -> Imported:
        """Carries a plan out as one step, undone as one.

        `accepted` are keys of differences whose new value is taken; `chosen` says of undecided
        rows, by key, whose uid is meant, or NEW_PERSON or SKIP.
        """
        wishes = replace(planned.wishes, chosen=chosen or {})
        label = f"导入 {planned.file.name}"
        with step(self.store, label, self.stamp()) as write:
            if chosen or planned.seen != _state(write.connection):
                planned = self._plan(write.connection, replace(planned, wishes=wishes))
            taken = [one for one in planned.plan.differences if one.key in accepted]
            _write(write, planned.plan, taken)
            if planned.columns:
                change_setting(write, COLUMNS, dict(planned.wishes.columns))
        return Imported(planned.plan, _saved(planned.plan, accepted), label)

    def _plan(self, connection: Connection, asked: Import) -> Import:
        file, village, wishes = asked.file, asked.village, asked.wishes

        def fetch(kind: type[Record]) -> Iterable[Mapping[str, Any]]:
            own = table_of(kind)
            query = select(own).where(own.c.village == village)
            return [dict(row) for row in connection.execute(query).mappings()]

        if file.own is not None:
            self._refuse_foreign(file.own, village)
            plan = plan_own(file.name, file.own, fetch, village=village, wishes=wishes)
        else:
            plan = plan_book(file.name, file.book, fetch, village=village, wishes=wishes)
        return replace(asked, plan=plan, seen=_state(connection))

    def _refuse_foreign(self, book: OwnBook, village: str) -> None:
        cover = book.cover
        strangers = cover.code != village and UNKNOWN_CODE not in (cover.code, village)
        if strangers and cover.store_id != self.store.info["store_id"]:
            raise UserError(
                f"这是“{cover.village}”（{cover.code}）的上报表，不是本村的，没有导入；请选本村的文件"
            )


def as_json(planned: Import, saved: int) -> dict[str, Any]:
    """What `villagedesk import --json` prints."""
    return intake.as_json(planned.plan, saved)


def in_words(planned: Import, saved: int, *, dry_run: bool = False) -> str:
    """What `villagedesk import` says to a person."""
    return intake.in_words(planned.plan, saved, dry_run=dry_run)


def reading_json(file: ImportFile) -> dict[str, Any]:
    """What `villagedesk read --json` prints: the tables as the reader sees them."""
    return reading.as_json(file.book)


def _write(write: Writer, plan: ImportPlan, taken: Sequence[Difference]) -> None:
    for kind, row in plan.changes.needed(one.value for one in taken):
        write.save(kind, row)
    for kind, rows in plan.changes.added.items():
        write.add_many(kind, rows)
    for kind, uid, values in plan.changes.changed:
        write.save(kind, {**values, "uid": uid})
    for one in taken:
        write.save(one.kind, {"uid": one.uid, one.column: one.value})


def _saved(plan: ImportPlan, accepted: frozenset[str]) -> int:
    """The rows that went in: the taken ones, and those of which nothing but a difference was."""
    decided = sum(
        len({one.row for one in sheet.differences if one.key in accepted} & set(sheet.differing))
        for sheet in plan.sheets
    )
    return plan.taken + decided


def _state(connection: Connection) -> int:
    """A number that grows with every step, so that a plan knows whether it is still true."""
    steps = SQLModel.metadata.tables["step"]
    return int(connection.execute(select(func.max(steps.c.id))).scalar() or 0)


def _village_name(connection: Connection) -> str:
    return str(connection.execute(select(table_of(Village).c.name)).scalar_one())

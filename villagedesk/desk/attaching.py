"""Attaching photos and scans to a record, and whether their files still lie beside the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import UserError
from villagedesk.people import Attachment
from villagedesk.store import attachments, records
from villagedesk.store.attachments import Enclosure, clean, clean_bytes
from villagedesk.store.database import Store
from villagedesk.store.queries import record_types
from villagedesk.store.records import step, table_of

__all__ = ["Attached", "Attaching", "AttachmentState", "Enclosure", "clean", "clean_bytes"]


@dataclass(frozen=True)
class Attached:
    """A photo or scan of a record: its name as given, and the file that holds it, if it does."""

    uid: str
    name: str
    kind: str
    size: int
    path: Path
    missing: bool


@dataclass(frozen=True)
class AttachmentState:
    """What of the attachments has no file, and which files no record asks for."""

    missing: tuple[Attached, ...]
    orphans: tuple[Path, ...]


@dataclass
class Attaching(OpenDesk):
    """The verbs of attachments."""

    def attachments(self, about: str) -> tuple[Attached, ...]:
        """The photos and scans of one record, by the day they were attached."""
        return self._attached(table_of(Attachment).c.about == about)

    def attach(self, about: str, roll: str, path: Path) -> Attached:
        """Cleans a file and attaches it to a saved record of a roll (by its key), as one step.

        Raises UserError for what is no paper, too large or damaged, and where the disk is full.
        """
        return self.attach_cleaned(about, roll, [clean(path)])[0]

    def attach_cleaned(
        self, about: str, roll: str, papers: Sequence[Enclosure]
    ) -> tuple[Attached, ...]:
        """Attaches what was cleaned elsewhere, all of it as one step.

        The files are on the disk before the rows are: a power cut between leaves a file too many,
        never a row without its file. What the record has already is not attached twice.
        """
        folder = attachments.folder_of(self.store)
        with self.store.reading() as connection:
            if not about or records.get(connection, record_types()[roll], about) is None:
                raise UserError("先保存这一条，再附照片或扫描件")
        values = {"village": self.village, "about": about, "roll": roll}
        for paper in papers:
            attachments.keep(folder, paper)
        asked = {paper.digest: paper for paper in papers}
        there = {one.path.stem for one in self.attachments(about)}
        new = [paper for digest, paper in asked.items() if digest not in there]
        with step(self.store, _named(new), self.stamp()) as write:
            for paper in new:
                write.save(Attachment, {**values, **self._row(paper)})
        return tuple(one for one in self.attachments(about) if one.path.stem in asked)

    def _row(self, paper: Enclosure) -> dict[str, Any]:
        return {
            "name": paper.name,
            "digest": paper.digest,
            "kind": paper.kind,
            "size": len(paper.data),
            "added_on": self.today.isoformat(),
        }

    def detach(self, uid: str) -> str:
        """Takes an attachment off; its file stays for an undo. Returns the step's name."""
        with self.store.reading() as connection:
            row = records.get(connection, Attachment, uid)
        if row is None:
            raise UserError("这个附件已经取下了，可能刚被撤销，请看看列表")
        label = f"取下附件 {row['name']}"
        with step(self.store, label, self.stamp()) as write:
            write.remove(Attachment, uid)
        return label

    def check_attachments(self) -> AttachmentState:
        """Every row's file read and compared with its digest; every file that no row asks for.

        Orphans are listed only: an undo, or another village's store beside this one, may need them.
        """
        if self.store.path is None:
            return AttachmentState((), ())
        folder = attachments.folder_of(self.store)
        every = self._attached()
        lost = tuple(one for one in every if attachments.whole(one.path) is None)
        orphans = attachments.names(folder) - {one.path.name for one in every}
        return AttachmentState(lost, tuple(folder / name for name in sorted(orphans)))

    def _attached(self, *where: Any) -> tuple[Attached, ...]:
        return attached(self.store, *where)


def attached(store: Store, *where: Any) -> tuple[Attached, ...]:
    """The attachments of which that is true, by the day they were attached.

    Raises UserError for a store on a server.
    """
    folder = attachments.folder_of(store)
    table = table_of(Attachment)
    query = select(table).where(*where).order_by(table.c.added_on, table.c.name, table.c.uid)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    paths = [attachments.located(folder, row.digest, row.kind) for row in rows]
    return tuple(
        Attached(row.uid, row.name, row.kind, row.size, path, not path.is_file())
        for row, path in zip(rows, paths, strict=True)
    )


def _named(papers: Sequence[Enclosure]) -> str:
    if len(papers) != 1:
        return f"附上 {len(papers)} 张照片、扫描件"
    return f"附上{'扫描件' if papers[0].kind == 'pdf' else '照片'} {papers[0].name}"

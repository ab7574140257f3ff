"""Guarding the data: when it was saved, when it was backed up, and a backup now."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from villagedesk.desk.opening import OpenDesk
from villagedesk.store import attachments, backup, history


@dataclass(frozen=True)
class Safety:
    """What the bar at the bottom says; `missing` counts attachments whose file is gone."""

    saved_at: datetime | None
    backed_up_at: datetime | None
    folder: Path | None
    missing: int = 0


@dataclass
class Guarding(OpenDesk):
    """The verbs of data safety."""

    @property
    def backup_folder(self) -> Path | None:
        """Where this store's backups lie: beside it; a server's store has none."""
        return self.store.path.absolute().parent / "备份" if self.store.path else None

    def safety(self) -> Safety:
        """When the store was last saved and last backed up."""
        with self.store.reading() as connection:
            saved = history.last_saved(connection)
            asked = attachments.named(connection)
        every, gone = self._backups(), 0
        if asked and self.store.path:
            gone = len(asked - attachments.names(attachments.folder_of(self.store)))
        return Safety(saved, every[0].at if every else None, self.backup_folder, gone)

    def back_up(self) -> datetime | None:
        """A verified backup now, older ones thinned; None for a server's store."""
        if self.backup_folder is None:
            return None
        made = backup.back_up(self.store, self.backup_folder, self.now())
        backup.thin(self._backups())
        return made.at if made else None

    def back_up_if_due(self, *, minutes: int = 30) -> datetime | None:
        """A backup if something was saved since the last one and that is older than that."""
        safety, now = self.safety(), self.now()
        changed = safety.saved_at and (
            safety.backed_up_at is None or safety.saved_at > safety.backed_up_at
        )
        due = backup.is_stale(self._backups(), now, minutes=minutes)
        return self.back_up() if changed and due else None

    def _backups(self) -> list[backup.Backup]:
        if self.store.path is None or self.backup_folder is None:
            return []
        return backup.backups(self.backup_folder, self.store.path.stem)

"""The village's records as they are, and as they would be: what an import changes is tried here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from villagedesk.declare import Record
from villagedesk.intake.model import Changes
from villagedesk.people import Person
from villagedesk.store.records import new_uid, table_of

Fetch = Callable[[type[Record]], Iterable[Mapping[str, Any]]]
Values = dict[str, Any]


@dataclass
class Bench:
    """Tables by uid, read when first asked for; nothing here reaches the store."""

    village: str
    fetch: Fetch
    mark: str = ""
    """What the uids of new records begin with."""
    tables: dict[type[Record], dict[str, Values]] = field(default_factory=dict)
    added: dict[type[Record], dict[str, Values]] = field(default_factory=dict)
    changed: dict[tuple[type[Record], str], Values] = field(default_factory=dict)
    on_demand: set[str] = field(default_factory=set)
    """Records that were added for others to point at, and go where nobody does."""

    def rows(self, kind: type[Record]) -> dict[str, Values]:
        """A whole table by uid."""
        if kind not in self.tables:
            self.tables[kind] = {row["uid"]: dict(row) for row in self.fetch(kind)}
        return self.tables[kind]

    def get(self, kind: type[Record], uid: str | None) -> Values:
        """One record, or nothing."""
        return self.rows(kind).get(uid or "", {})

    def add(self, kind: type[Record], values: Mapping[str, Any], uid: str = "") -> str:
        """A new record; its uid."""
        new = uid or new_uid(self.mark)
        plain = {key: _stored(value) for key, value in values.items()}
        row = {**plain, "uid": new, "village": self.village}
        self.rows(kind)[new] = row
        self.added.setdefault(kind, {})[new] = row
        return new

    def drop(self, kind: type[Record], uid: str) -> None:
        """Takes back a record that was added here."""
        del self.rows(kind)[uid], self.added[kind][uid]

    def change(self, kind: type[Record], uid: str, values: Mapping[str, Any]) -> None:
        """New values of a record, one that was added here included."""
        plain = {key: _stored(value) for key, value in values.items()}
        self.rows(kind)[uid].update(plain)
        if uid not in self.added.get(kind, {}):
            self.changed.setdefault((kind, uid), {}).update(plain)

    def changes(self) -> Changes:
        """Everything that differs from the store."""
        spare: dict[str, tuple[type[Record], Values]] = {}
        while found := self._pointless(spare):
            spare |= found
        added = {
            kind: tuple(row for uid, row in rows.items() if uid not in spare)
            for kind, rows in self.added.items()
        }
        return Changes(
            {kind: rows for kind, rows in added.items() if rows},
            tuple((kind, uid, values) for (kind, uid), values in self.changed.items()),
            spare,
        )

    def _pointless(
        self, spare: Mapping[str, tuple[type[Record], Values]]
    ) -> dict[str, tuple[type[Record], Values]]:
        """More records that nothing points at but, maybe, a difference that waits."""
        rest = [
            (kind, uid, row)
            for kind, rows in self.added.items()
            for uid, row in rows.items()
            if uid not in spare
        ]
        used = {value for _, uid, row in rest for value in row.values() if value != uid}
        used |= {value for values in self.changed.values() for value in values.values()}
        return {
            uid: (kind, row) for kind, uid, row in rest if uid in self.on_demand and uid not in used
        }

    def title(self, kind: type[Record], uid: str | None) -> str:
        """The words a link to a record is shown with."""
        row = self.get(kind, uid)
        if kind.title_field in ("uid", "person"):
            return self.title(Person, row.get(kind.title_field))
        title = row.get(kind.title_field) or kind.derived(row).get(kind.title_field)
        return str(title or "")


def _stored(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def linking_columns(kind: type[Record]) -> dict[str, str]:
    """The columns of a table that hold another's uid: column → name of that table."""
    return {
        key.parent.name: key.column.table.name
        for key in table_of(kind).foreign_keys
        if key.column.name == "uid"
    }

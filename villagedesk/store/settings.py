"""Settings of a store: JSON by key, changed through history like any record."""

import json
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.people import Setting
from villagedesk.store.records import Writer, table_of


def setting(connection: Connection, key: str, default: Any) -> Any:
    """The value set under a key, or the default."""
    table = table_of(Setting)
    found = connection.execute(select(table.c.value).where(table.c.key == key)).scalar()
    return default if found is None else json.loads(found)


def change_setting(writer: Writer, key: str, value: Any) -> None:
    """Sets a key; None takes the setting away."""
    if value is None:
        writer.remove(Setting, key)
    else:
        writer.save(Setting, {"key": key, "value": json.dumps(value, ensure_ascii=False)})

"""The name of the village at the head of its papers."""

from sqlalchemy import select

from villagedesk.people import Village
from villagedesk.store.database import Store
from villagedesk.store.records import table_of


def village_name(store: Store) -> str:
    """As it stands in the store."""
    with store.reading() as connection:
        return str(connection.execute(select(table_of(Village).c.name)).scalar_one())

"""What is printed of the village itself: its name, and whom to call."""

from sqlalchemy import select

from villagedesk.people import Village
from villagedesk.store.database import Store
from villagedesk.store.records import table_of


def village_name(store: Store) -> str:
    """As it stands in the store."""
    with store.reading() as connection:
        return str(connection.execute(select(table_of(Village).c.name)).scalar_one())


def supervision_phone(store: Store) -> str:
    """监督电话, or nothing where none is set."""
    with store.reading() as connection:
        return str(connection.execute(select(table_of(Village).c.phone)).scalar_one() or "")

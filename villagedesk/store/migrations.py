"""Numbered steps that bring a released store up to date; a fresh store needs none of them."""

from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

SCHEMA_VERSION = 1


def migrate(engine: Engine) -> None:
    """Makes the tables that ledgers added since the store was made; one transaction."""
    with engine.begin() as connection:
        _add_new_tables(connection)


def _add_new_tables(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection)

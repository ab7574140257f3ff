"""The store: one SQLite file (or an SQLAlchemy URL) and the only code that writes to it."""

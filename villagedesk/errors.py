"""Errors whose words the user may read."""


class UserError(Exception):
    """Something the user can mend: its text says what is wrong, where, and what to do."""


class StoreError(UserError):
    """The store can take nothing as it is now: what is tried next fails in the same way."""


class ReadOnlyError(StoreError):
    """Whoever asks may look at the store, and not change it."""


class Refused(UserError):  # noqa: N818  # it reads as what happened to the value
    """A value that cannot be; `code` is the reader's name for the reason (see books/reading)."""

    def __init__(self, message: str, code: str = "invalid") -> None:
        super().__init__(message)
        self.code = code

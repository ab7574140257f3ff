"""Errors whose words the user may read."""


class UserError(Exception):
    """Something the user can mend: its text says what is wrong, where, and what to do."""


class Refused(UserError):  # noqa: N818  # it reads as what happened to the value
    """A value that cannot be; `code` is the reader's name for the reason (see books/reading)."""

    def __init__(self, message: str, code: str = "invalid") -> None:
        super().__init__(message)
        self.code = code

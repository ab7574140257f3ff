"""Where the program's own files lie, and where it may keep the user's."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
# beside the package in a checkout and in the packaged program; inside it in a plain wheel
_HOMES = (_HERE.parent / "resources", _HERE / "resources")


def resource(name: str) -> Path:
    """The shipped file of that name; raises `FileNotFoundError` when the program is incomplete."""
    for home in _HOMES:
        if (found := home / name).exists():
            return found
    raise FileNotFoundError(f"{name} is missing beside {_HERE}")


def data_folder() -> Path:
    """The folder for the user's stores and settings, made when missing."""
    from platformdirs import user_data_path  # only a start that has no store yet needs it

    return user_data_path("villagedesk", appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """The folder for the program's logs, made when missing."""
    from platformdirs import user_log_path

    return user_log_path("villagedesk", appauthor=False, ensure_exists=True)

"""How papers say days and shares."""

from villagedesk.kinds import When

BLANK_DAY = "　　　　年　　月　　日"
BLANK = "____"
"""A number nobody wrote down."""


def spoken(day: When) -> str:
    """2026年11月5日, or as much of it as is known; "" for no day."""
    parts = day.split("-") if day else ()
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def day_or_blank(day: When | None) -> str:
    """The day in words, or the place to write it."""
    return spoken(day) if day else BLANK_DAY


def percent(part: int | None, whole: int | None) -> str:
    """74.2%, half up; "" where one of them is not known."""
    if part is None or not whole:
        return ""
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}%"
